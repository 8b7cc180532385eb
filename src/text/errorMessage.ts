import type { SnippetError } from '../protocol';

/**
 * The message with the type of what was thrown before it, once: `TypeError: x is not a function`, but `Error in matMul: …`
 * as it is.
 */
export function typedMessage(error: Pick<SnippetError, 'type' | 'message'>): string {
  if (saysType(error)) return error.message;
  return error.type === null ? error.message : `${error.type}: ${untypedMessage(error)}`;
}

/** The message without the type before it, where a language's own message begins with it. */
export function untypedMessage({ type, message }: Pick<SnippetError, 'type' | 'message'>): string {
  return type !== null && message.startsWith(`${type}: `) ? message.slice(type.length + 2) : message;
}

/** Whether a message of the library's own begins with the type as a word of its sentence. */
export function saysType({ type, message }: Pick<SnippetError, 'type' | 'message'>): boolean {
  return type !== null && message.startsWith(`${type} in `);
}

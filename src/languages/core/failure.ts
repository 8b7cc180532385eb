import type { Range, SourceId, SourceTable } from '../../engine/sources';
import type { ErrorCode, SnippetError } from '../../protocol';
import type { Value } from './values';

/** A place of an error: an expression's id, or a range where no expression exists (a directive, a syntax error). */
export type Place = SourceId | Range | null;

/** An error of the catalogue on its way out of the parser, the lowering or the run. User code cannot catch it. */
export class SnippetFailure extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly place: Place,
    readonly type: string | null = null,
    /** What the language itself says, where `message` says more: the message of the error when it is caught. */
    readonly own: string | null = null,
  ) {
    super(message);
    this.name = 'SnippetFailure';
  }
}

/** A value that the user's program threw, or an error that its language throws for it. */
export class Thrown extends Error {
  constructor(
    readonly value: Value,
    readonly place: Place,
    /** The type and text a language would print, such as `TypeError` and `x is not a function`. */
    readonly type: string | null,
    message: string,
  ) {
    super(message);
    this.name = 'Thrown';
  }
}

/** Ends a run early, after the last thing that was asked for has been computed. */
export class RunEnd extends Error {
  constructor() {
    super('the run has reached what was asked for');
    this.name = 'RunEnd';
  }
}

/**
 * The one place where whatever a stage threw becomes an error of the catalogue. A native stack overflow of the parser,
 * the lowering or the evaluator is a `RecursionTooDeep`; anything unknown is a bug of ours and says `internal:`.
 */
export function toSnippetError(error: unknown, sources: SourceTable | null): SnippetError {
  if (error instanceof SnippetFailure) {
    return { code: error.code, type: error.type, message: error.message, range: rangeOf(error.place, sources) };
  }
  if (error instanceof Thrown) {
    return { code: 'UserThrow', type: error.type, message: error.message, range: rangeOf(error.place, sources) };
  }
  if (isStackOverflow(error)) {
    return {
      code: 'RecursionTooDeep',
      type: null,
      message: 'the code is nested or recursive beyond what can be followed here; use a loop or a shallower nesting',
      range: null,
    };
  }
  if (isOutOfMemory(error)) {
    return {
      code: 'TooLarge',
      type: null,
      message: 'this would make a text or a list that is too large; use a smaller size',
      range: null,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'Internal',
    type: null,
    message: message.startsWith('internal:') ? message : `internal: ${message}`,
    range: null,
  };
}

export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack|recursion/i.test(error.message);
}

/** What the engine throws for a size that no check foresaw. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError && /string length|array length|allocation|Map maximum|Set maximum/i.test(error.message)
  );
}

function rangeOf(place: Place, sources: SourceTable | null): Range | null {
  if (typeof place === 'number') return sources?.range(place) ?? null;
  return place;
}

import type { SnippetResult } from '../protocol';

/**
 * What a result is called: what is differentiated; for a file with passes of its own what the last of them goes back from.
 * Null where neither has a name.
 */
export function resultName({ kind, target, output }: Pick<SnippetResult, 'kind' | 'target' | 'output'>): string | null {
  const [first, second] = kind === 'file' ? [output?.name, target?.name] : [target?.name, output?.name];
  return first ?? second ?? null;
}

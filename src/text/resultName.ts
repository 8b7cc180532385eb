import type { SnippetResult } from '../protocol';

/**
 * What a result is called: what is differentiated; for a file with passes of its own what the last of them goes back from.
 * Null where there is no name.
 */
export function resultName({ kind, target, output }: Pick<SnippetResult, 'kind' | 'target' | 'output'>): string | null {
  if (kind === 'file' && output !== null) return output.name ?? 'output';
  return target?.name ?? output?.name ?? null;
}

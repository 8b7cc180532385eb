import { oneLine } from '../graph/clip';
import type { SnippetResult } from '../protocol';

/** Whether there is nothing to differentiate: no snippet is marked, and the module makes no backward pass of its own. */
export function isUnmarked(results: readonly SnippetResult[]): boolean {
  return results.every(
    ({ kind, output, error, passes, gradCalls }) =>
      kind === 'file' &&
      output === null &&
      error === null &&
      (passes?.count ?? 0) === 0 &&
      (gradCalls?.length ?? 0) === 0,
  );
}

/** Says that nothing is marked, and how to. `comment` is what a comment of the language begins with. */
export function unmarkedText(fileName: string, comment: string | null): string {
  const mark = comment === null ? '`@grad` in a comment' : `\`${comment} @grad\``;
  return `${oneLine(fileName)}: nothing is marked with @grad; write ${mark} at the end of a line, or name one with --at LINE\n`;
}

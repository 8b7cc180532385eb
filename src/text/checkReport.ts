import { oneLine } from '../graph/clip';
import type { Check, LanguageId, SnippetResult } from '../protocol';
import { checkText } from './checkText';
import { fullNumber } from './numberFormat';
import { aligned, errorText } from './table';
import { unmarkedText } from './unmarked';

/** A result with the checks of its inputs, in their order. */
export interface CheckedResult {
  readonly result: Pick<SnippetResult, 'target' | 'scenario' | 'error'>;
  readonly inputs: readonly {
    readonly name: string;
    readonly checks: readonly Check[];
    /** Numbers that were left out because there are so many. */
    readonly omitted: number;
  }[];
}

/** How many gradients there are of each verdict: `5 gradients: 3 agree, 1 at a kink, 1 differs`. */
export function checkSummary(checks: readonly Check[], omitted = 0): string {
  const count = (verdict: Check['verdict']) => checks.filter((check) => check.verdict === verdict).length;
  const [agree, kinks, differ, unchecked] = [count('agrees'), count('kink'), count('differs'), count('unchecked')];
  const parts = [
    agree > 0 && `${agree} ${agree === 1 ? 'agrees' : 'agree'}`,
    kinks > 0 && `${kinks} at a kink`,
    differ > 0 && `${differ} ${differ === 1 ? 'differs' : 'differ'}`,
    unchecked > 0 && `${unchecked} not checked`,
    omitted > 0 && `${omitted} left out`,
  ].filter((part) => part !== false);
  const gradients = `${checks.length} ${checks.length === 1 ? 'gradient' : 'gradients'}`;
  return parts.length === 0 ? 'no gradients to check' : `${gradients}: ${parts.join(', ')}`;
}

export function hasDifference(results: readonly CheckedResult[]): boolean {
  return results.some(({ inputs }) => inputs.some(({ checks }) => checks.some(({ verdict }) => verdict === 'differs')));
}

/** The checks of a file as plain text in aligned columns, for a terminal. */
export function checkTable(fileName: string, results: readonly CheckedResult[], comment: string | null = null): string {
  if (results.length === 0) return unmarkedText(fileName, comment);
  const all = results.flatMap(({ inputs }) => inputs.flatMap(({ checks }) => checks));
  const omitted = results.flatMap(({ inputs }) => inputs).reduce((sum, input) => sum + input.omitted, 0);
  return `${results.map((checked) => resultTable(fileName, checked)).join('\n')}\n${checkSummary(all, omitted)}\n`;
}

function resultTable(fileName: string, { result, inputs }: CheckedResult): string {
  const { target, scenario, error } = result;
  const line = target === null ? '' : `:${target.range.start.line}`;
  const run = scenario > 0 ? `, scenario ${scenario + 1}` : '';
  const place = oneLine(`${fileName}${line}${run}`);
  const lines = [target === null ? place : `${oneLine(target.name)}   (${place})`];
  const rows = inputs.flatMap(({ checks }) =>
    checks.map((check) => [
      check.name,
      fullNumber(check.analytic),
      check.numeric === null ? '–' : fullNumber(check.numeric),
      check.verdict === 'agrees' ? 'agrees' : checkText(check),
    ]),
  );
  if (rows.length > 0) {
    const heading = ['input', 'gradient', 'finite differences', ''];
    lines.push(...aligned([heading, ...rows], (column) => column === 1 || column === 2));
  }
  if (error !== null) lines.push(`  ${errorText(error)}`);
  return `${lines.join('\n')}\n`;
}

/** What `gradlens check --json` prints: for each result its checks by input. */
export function checkJson(language: LanguageId, results: readonly CheckedResult[]): unknown {
  return {
    schema: 'gradlens/1',
    language,
    results: results.map(({ result: { target, scenario, error }, inputs }) => ({
      target: target === null ? null : { name: target.name, range: target.range },
      scenario,
      checks: Object.fromEntries(inputs.map(({ name, checks }) => [name, checks])),
      omitted: inputs.reduce((sum, input) => sum + input.omitted, 0),
      error,
    })),
  };
}

import type { Range } from '../engine/sources';
import { oneLine } from '../graph/clip';
import type { Diagnostic, InputResult, SnippetError, SnippetResult, VariableResult } from '../protocol';
import { fullData } from './dataText';
import { typedMessage } from './errorMessage';
import { inputsOf } from './lastPass';
import { resultName } from './resultName';
import { isUnmarked, unmarkedText } from './unmarked';

/**
 * The results as plain text in aligned columns, for a terminal: output, inputs and variables with value and gradient, and
 * the error with its place. What the user wrote stays in its line. `comment` is what a comment begins with.
 */
export function toTable(fileName: string, results: readonly SnippetResult[], comment: string | null = null): string {
  if (isUnmarked(results)) {
    const told = results.flatMap(({ diagnostics }) => diagnostics.map((each) => `${diagnosticText(each)}\n`));
    return unmarkedText(fileName, comment) + told.join('');
  }
  return results.map((result) => resultTable(fileName, result)).join('\n');
}

function resultTable(fileName: string, result: SnippetResult): string {
  const { target, output, error } = result;
  const line = target === null ? '' : `:${target.range.start.line}`;
  const place = oneLine(`${fileName}${line}`);
  const scenario = result.scenario > 0 ? `, scenario ${result.scenario + 1}` : '';
  const name = oneLine(resultName(result) ?? '');
  const count = passCount(result);
  const value = output === null ? '' : ` = ${fullData(output.value, output.shape)}${passText(count)}`;
  const lines = [`${name === '' ? place : `${name}${value}   (${place}${scenario})`}`];
  if (output?.seededWithOnes === true) lines.push('gradients are those of the sum of its elements');
  // Without an output there are no gradients.
  const gradient = output === null ? () => '–' : fullData;
  const rows = [
    ...listedInputs(result).map(({ name, value, grad, shape }) => [
      'input',
      name,
      fullData(value, shape),
      gradient(grad, shape),
    ]),
    ...result.variables
      .filter((variable) => !isListed(variable, listedInputs(result), count > 0))
      .map(({ name, value, grad, shape }) => ['', name, fullData(value, shape), gradient(grad, shape)]),
  ];
  if (rows.length > 0) lines.push(...aligned([['', 'name', 'value', 'gradient'], ...rows], (column) => column >= 2));
  lines.push(...result.diagnostics.map(diagnosticText));
  if (error !== null) lines.push(`  ${errorText(error)}`);
  return `${lines.join('\n')}\n`;
}

function diagnosticText({ severity, message, range }: Diagnostic): string {
  return `  ${severity} at ${placeText(range)}: ${oneLine(message)}`;
}

function passText(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' in the one backward pass' : ` in the last of ${count} backward passes`;
}

/** The inputs; beside leaves with gradients of their own, numbers that no pass has met are none. */
export function listedInputs(result: SnippetResult): readonly InputResult[] {
  return passCount(result) === 0
    ? result.inputs
    : inputsOf(result).filter(({ used, dtype }) => used || dtype !== undefined);
}

/** How many backward passes a whole module makes itself, by the last of which it is shown. */
export function passCount({ kind, passes }: SnippetResult): number {
  return kind === 'file' ? (passes?.count ?? 0) : 0;
}

/**
 * True for an input that the code leaves as it is: it stands among the inputs. With backward passes of the code's own inputs
 * are shown as the last of them met them.
 */
export function isListed(
  { name, value, grad }: VariableResult,
  inputs: readonly InputResult[],
  hasPasses = false,
): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return inputs.some(
    (input) => input.name === name && (hasPasses || (same(input.value, value) && same(input.grad, grad))),
  );
}

/** `UnboundName at 3:9: message`, the place where it is known. */
export function errorText(error: SnippetError): string {
  const { code, range } = error;
  const place = range === null ? '' : ` at ${placeText(range)}`;
  return `${code}${place}: ${oneLine(typedMessage(error))}`;
}

/** `3:9`, with the file before it where it is an imported one. */
function placeText({ start, file }: Range): string {
  return `${file === undefined ? '' : `${oneLine(file)}:`}${start.line}:${start.column}`;
}

/** Words to the left, numbers to the right; two spaces between columns. */
export function aligned(rows: readonly (readonly string[])[], isNumber: (column: number) => boolean): string[] {
  const printed = rows.map((row) => row.map(oneLine));
  const widths = printed[0]!.map((_cell, column) => Math.max(...printed.map((row) => [...row[column]!].length)));
  return printed.map((row) =>
    `  ${row.map((cell, column) => padded(cell, widths[column]!, isNumber(column))).join('  ')}`.trimEnd(),
  );
}

function padded(cell: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(width - [...cell].length);
  return toTheRight ? space + cell : cell + space;
}

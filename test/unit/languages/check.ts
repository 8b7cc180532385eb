import { expect } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { Budget, Data, Focus, InspectRequest, SnippetResult } from '../../../src/protocol';

/** What a snippet is to give. Only what is named is compared. */
export interface Wanted {
  readonly value?: Data;
  /** The output's name. */
  readonly output?: string | null;
  /** Gradients by input, all of them. */
  readonly grads?: Readonly<Record<string, Data>>;
  /** Values of inputs, those named. */
  readonly inputs?: Readonly<Record<string, Data>>;
  /** Value and gradient by variable, those named. */
  readonly variables?: Readonly<Record<string, readonly [value: Data, gradient: Data]>>;
  readonly stdout?: string;
  /** Code, place as `line:column` (with `-line:column` for its end), and a part of the message. */
  readonly error?: readonly [code: string, place: string | null, message?: string | RegExp];
  /** The code really taken. */
  readonly taken?: string;
  readonly occurrences?: readonly [count: number, shown: number];
}

const inspector = new Inspector();

export interface Asked {
  readonly focus?: Focus;
  readonly uri?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly args?: Readonly<Record<string, string>>;
  readonly only?: number;
  readonly occurrence?: number;
  readonly budget?: Partial<Budget>;
  readonly picture?: 'default' | 'full';
}

/** Runs a text through the whole pipeline in this process. */
export function inspect(text: string, { focus, uri, budget, ...rest }: Asked = {}): readonly SnippetResult[] {
  const request: InspectRequest = {
    uri: uri ?? 'test.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: focus ?? { kind: 'annotated' },
    budget: { ...explicitBudget, ...budget },
    picture: 'default',
    ...rest,
  };
  return inspector.inspect(request).results;
}

/**
 * Takes the selection marks out of a text: `«` and `»` around what is selected, or `‸` for a cursor.
 */
export function selection(marked: string): { text: string; focus: Focus } {
  const cursor = marked.indexOf('‸');
  if (cursor !== -1) {
    const text = marked.replace('‸', '');
    const at = position(text, cursor);
    return { text, focus: { kind: 'at', range: { start: at, end: at } } };
  }
  const from = marked.indexOf('«');
  const to = marked.indexOf('»') - 1;
  if (from === -1 || to < from) throw new Error('mark the selection with « and »');
  const text = marked.replace('«', '').replace('»', '');
  return { text, focus: { kind: 'selection', range: { start: position(text, from), end: position(text, to) } } };
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The code of a range. */
export function codeAt(text: string, { start, end }: NonNullable<SnippetResult['target']>['range']): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: typeof start) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return text.slice(offset(start), offset(end));
}

/** Runs a text and compares its only result; a text with selection marks is a selection. */
export function check(marked: string, wanted: Wanted, asked: Asked = {}): SnippetResult {
  const hasMarks = /[«‸]/.test(marked);
  const { text, focus } = hasMarks ? selection(marked) : { text: marked, focus: asked.focus };
  const results = inspect(text, { ...asked, ...(focus && { focus }) });
  expect(results, 'number of results').toHaveLength(1);
  compare(text, results[0]!, wanted);
  return results[0]!;
}

/** Runs a text and compares each of its results. */
export function checkAll(text: string, wanted: readonly Wanted[], asked: Asked = {}): readonly SnippetResult[] {
  const results = inspect(text, asked);
  expect(results, 'number of results').toHaveLength(wanted.length);
  wanted.forEach((one, k) => {
    compare(text, results[k]!, one);
  });
  return results;
}

function compare(text: string, result: SnippetResult, wanted: Wanted): void {
  if (wanted.error === undefined) expect(result.error, 'error').toBeNull();
  else {
    const [code, place, message] = wanted.error;
    const { error } = result;
    expect(error?.code, error?.message ?? 'no error').toBe(code);
    expect(placeOf(error?.range ?? null, place), 'place of the error').toBe(place);
    if (typeof message === 'string') expect(error?.message).toContain(message);
    else if (message) expect(error?.message).toMatch(message);
  }
  if (wanted.output !== undefined) expect(result.output?.name).toBe(wanted.output);
  if (wanted.value !== undefined) expectClose(result.output?.value, wanted.value, 'value');
  if (wanted.grads) {
    const given = Object.fromEntries(result.inputs.map(({ name, grad }) => [name, grad]));
    expect(Object.keys(given).sort(), 'inputs').toEqual(Object.keys(wanted.grads).sort());
    for (const [name, grad] of Object.entries(wanted.grads)) expectClose(given[name], grad, `gradient of ${name}`);
  }
  for (const [name, value] of Object.entries(wanted.inputs ?? {})) {
    expectClose(result.inputs.find((input) => input.name === name)?.value, value, `value of ${name}`);
  }
  for (const [name, [value, grad]] of Object.entries(wanted.variables ?? {})) {
    const variable = result.variables.find((candidate) => candidate.name === name);
    expectClose(variable?.value, value, `value of ${name}`);
    expectClose(variable?.grad, grad, `gradient of ${name}`);
  }
  if (wanted.stdout !== undefined) expect(result.stdout).toBe(wanted.stdout);
  if (wanted.taken !== undefined) {
    expect(result.target && codeAt(text, result.target.range), 'the code taken').toBe(wanted.taken);
  }
  if (wanted.occurrences) {
    expect(result.occurrences).toEqual({ count: wanted.occurrences[0], shown: wanted.occurrences[1] });
  }
}

function placeOf(range: NonNullable<SnippetResult['error']>['range'], like: string | null): string | null {
  if (range === null) return null;
  const start = `${range.start.line}:${range.start.column}`;
  return like?.includes('-') ? `${start}-${range.end.line}:${range.end.column}` : start;
}

function expectClose(actual: Data | undefined, expected: Data, what: string): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    expect(Math.abs(actual - expected), `${what}: ${actual}, not ${expected}`).toBeLessThanOrEqual(
      1e-10 + 1e-9 * Math.abs(expected),
    );
    return;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    expect(actual.length, `length of ${what}`).toBe(expected.length);
    expected.forEach((item, k) => {
      expectClose(actual[k] as Data, item as Data, `${what}[${k}]`);
    });
    return;
  }
  if (typeof expected === 'object' && expected !== null && typeof actual === 'object' && actual !== null) {
    expect(Object.keys(actual), what).toEqual(Object.keys(expected));
    const fields = actual as Readonly<Record<string, Data>>;
    for (const [key, item] of Object.entries(expected)) expectClose(fields[key], item as Data, `${what}.${key}`);
    return;
  }
  expect(actual, what).toEqual(expected);
}

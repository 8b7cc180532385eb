import { afterAll, describe, expect, test } from 'vitest';
import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { Data, InputResult, SnippetResult } from '../../src/protocol';
import { goldenCases, notBuiltYet } from './cases';
import { rewrite } from './rewrite';

/**
 * The same programs with other names and numbers: nothing can be known by heart. The reference are fourth-order central
 * differences of the product's own forward values, where the changed input is half the time a changed text and half
 * the time a `set`, so that both ways of changing an input are held to the same numbers.
 */
const inspector = new Inspector();

function inspect(text: string, extra: { only?: number; set?: Record<string, string> } = {}): readonly SnippetResult[] {
  return inspector.inspect({
    uri: 'case.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
    ...extra,
  }).results;
}

/** The sum of all numbers, which is what an output that is no scalar is differentiated as. */
function total(data: Data | undefined): number {
  if (data === undefined || data === null) return Number.NaN;
  if (typeof data === 'object') return Object.values(data).reduce<number>((sum, item) => sum + total(item as Data), 0);
  return Number(data);
}

/** Inputs that say how often something is done: nothing can be measured between two integers. */
const counts: Readonly<Record<string, readonly string[]>> = { 'recursive-power': ['n'] };

const tried = { compared: 0, kinks: 0, notFinite: 0, moved: 0 };

describe('programs with other names and numbers, against finite differences', () => {
  for (const { name, source, results } of goldenCases) {
    if (notBuiltYet[name] !== undefined) continue;
    test(name, () => {
      const { text, actual, renamed } = rewritten(source);
      expect(actual.map(({ error }) => error)).toEqual(results.map(() => null));
      results.forEach((expected, k) => {
        const names = Object.keys(expected.inputs).map((input) => renamed.get(input) ?? input);
        expect(actual[k]!.inputs.map((input) => input.name).sort()).toEqual(names.sort());
        for (const input of actual[k]!.inputs) {
          if (counts[name]?.some((count) => renamed.get(count) === input.name)) continue;
          check(text, k, input, total(actual[k]!.output?.value));
        }
      });
    });
  }
});

/** Moves as many numbers as the program bears: a size or a count must stay an integer. */
function rewritten(source: string): {
  text: string;
  actual: readonly SnippetResult[];
  renamed: ReadonlyMap<string, string>;
} {
  for (const numbers of ['all', 'fractions', 'none'] as const) {
    const { source: text, names } = rewrite(source, numbers);
    const actual = inspect(text);
    const good = actual.every(({ error, output }) => error === null && Number.isFinite(total(output?.value)));
    if (!good && numbers !== 'none') continue;
    if (numbers !== 'none') tried.moved++;
    return { text, actual, renamed: names };
  }
  throw new Error('not reached');
}

function check(text: string, index: number, input: InputResult, value: number): void {
  const places = elements(input.value);
  const gradients = elements(input.grad);
  places.forEach((number, place) => {
    const { step: reach, rounding, bend, close } = precision(input);
    const step = reach * Math.max(1, Math.abs(number));
    const at = (steps: number): number => {
      const code = asGiven(input, put(input.value, place, number + steps * step));
      const { valueRange } = input;
      // The text where the input has one, else a set; the far points the other way round.
      const byText = valueRange !== null && Math.abs(steps) === 1;
      const changed = byText ? inspect(replaced(text, valueRange, code), { only: index }) : null;
      const result = (changed ?? inspect(text, { only: index, set: { [input.name]: code } }))[0];
      if (result?.error) throw new Error(`${input.name} = ${code}: ${result.error.message}`);
      return total(result?.output?.value);
    };
    const [a, b, c, d] = [at(-2), at(-1), at(1), at(2)] as const;
    const gradient = Number(gradients[place]);
    const slope = (8 * (c - b) - (d - a)) / (12 * step);
    if (![a, b, c, d, value].every(Number.isFinite)) {
      tried.notFinite++;
      return;
    }
    // A smooth function bends twice as much over two steps as over one; else a kink or a jump is near.
    // Of single precision a bend below the rounding is none.
    const floor = (rounding * Math.max(Math.abs(value), 1)) / step;
    const bendNear = Math.abs(c - 2 * value + b) / step;
    const bendFar = Math.abs(d - 2 * value + a) / (2 * step);
    const scale = Math.max(Math.abs(gradient), Math.abs(slope), 0.01 * Math.abs(value), 1e-3);
    const smooth = bendFar > bendNear / 0.7 && bendFar < 3 * bendNear;
    if (!smooth && Math.max(bendNear, bendFar) > Math.max(bend * scale, floor)) {
      tried.kinks++;
      return;
    }
    tried.compared++;
    const what = `${input.name}${places.length > 1 ? `, element ${place}` : ''}: gradient ${gradient}, measured ${slope}`;
    expect(Math.abs(gradient - slope), what).toBeLessThan(close * scale + floor);
  });
}

/** How far an input is moved, and how close the gradient is to what that shows: tensors are of single precision. */
function precision({ dtype }: InputResult) {
  return dtype === undefined
    ? { step: 1e-3, rounding: 0, bend: 1e-5, close: 1e-5 }
    : { step: 2e-2, rounding: 1e-6, bend: 1e-3, close: 1e-3 };
}

/** Numbers as the input had them: as a tensor, or a variable of one, where it is such. */
function asGiven({ dtype, valueCode }: InputResult, numbers: string): string {
  if (dtype === undefined) return numbers;
  const library = /^[^.(]+/.exec(valueCode)![0];
  const tensor = `${library}.tensor(${numbers})`;
  return valueCode.startsWith(`${library}.variable`) ? `${library}.variable(${tensor})` : tensor;
}

function elements(data: Data): number[] {
  if (typeof data === 'object' && data !== null) return Object.values(data).flatMap((item) => elements(item as Data));
  return [Number(data)];
}

/** The code of a value with element `place` replaced. */
function put(data: Data, place: number, by: number): string {
  let at = 0;
  const write = (item: Data): string => {
    if (Array.isArray(item)) return `[${item.map((inner) => write(inner as Data)).join(', ')}]`;
    if (typeof item === 'object' && item !== null) {
      return `{ ${Object.entries(item)
        .map(([key, inner]) => `${key}: ${write(inner as Data)}`)
        .join(', ')} }`;
    }
    return String(at++ === place ? by : item);
  };
  return write(data);
}

function replaced(text: string, range: NonNullable<InputResult['valueRange']>, code: string): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: { line: number; column: number }) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return text.slice(0, offset(range.start)) + code + text.slice(offset(range.end));
}

afterAll(() => {
  console.log(
    `${tried.compared} gradients compared, ${tried.kinks} at a kink, ${tried.notFinite} not finite; ` +
      `numbers moved in ${tried.moved} programs`,
  );
  expect(tried.compared).toBeGreaterThan(400);
  expect(tried.moved).toBeGreaterThan(80);
  expect(tried.kinks).toBeLessThan(tried.compared / 5);
});

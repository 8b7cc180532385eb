import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../../src/engine/gradcheck';
import type { Row } from '../../../src/engine/ops/row';
import { type OpName, opCode, opName, opNames, rowByCode, rows } from '../../../src/engine/ops/table';
import { evaluate, gradientsOf, Recorder } from './record';

const table: readonly (readonly [OpName, Row])[] = opNames.map((name) => [name, rows[name]]);

/** Operands from the row's domain; an operation of any number of operands gets one for each interval, in any order. */
function operandsOf(row: Row): fc.Arbitrary<number[]> {
  const between = ([min, max]: readonly [number, number]) => fc.double({ min, max, noNaN: true });
  if (row.arity !== 'n') return fc.tuple(...row.domain.map(between));
  return fc.integer({ min: 1, max: row.domain.length }).chain((count) => {
    return fc
      .tuple(...row.domain.slice(0, count).map(between))
      .chain((values) => fc.shuffledSubarray(values, { minLength: values.length }));
  });
}

describe.each(table)('%s', (name, row) => {
  test('agrees with central differences over its domain', () => {
    fc.assert(
      fc.property(operandsOf(row), (operands) => {
        const recorder = new Recorder();
        const inputs = operands.map((operand) => recorder.input(operand));
        const sweep = recorder.sweep(recorder.op(name, ...inputs));
        for (const input of inputs) {
          const check = checkGradient(recorder.tape, sweep, input);
          expect(check).toMatchObject({ verdict: 'agrees' });
          // What rounds is a staircase when looked at closely: its slope can be measured to that precision only.
          const digits = row.roundOff === undefined ? 1e-7 : Math.max(1e-3, 8 * Math.sqrt(row.roundOff));
          expect(Math.abs(check.numeric - check.analytic)).toBeLessThan(digits * (1 + Math.abs(check.analytic)));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('has a domain where no convention is needed', () => {
    fc.assert(
      fc.property(operandsOf(row), (operands) => {
        const said = row.convention?.(operands, evaluate(name, operands)) ?? null;
        // What rounds has a slope by convention everywhere.
        return said === null || /round$/.test(name);
      }),
      { numRuns: 50 },
    );
  });

  test('is complete', () => {
    const operandCount = row.arity === 'n' ? 1 : row.arity;
    expect(row.localText).toHaveLength(operandCount);
    expect(row.domain.length).toBeGreaterThanOrEqual(operandCount);
    for (const [low, high] of row.domain) expect(low).toBeLessThan(high);
    if (row.arity !== 'n') expect(row.local).toHaveLength(row.arity);
    expect(row.symbol).not.toBe('');
    expect(row.explain).toMatch(new RegExp(`^${name} ${row.flow}: [^.]+\\.$`));
  });

  test('has the local gradients that its text says', () => {
    if (row.flow === 'routes') {
      expect(row.localText).toEqual([`1 for the ${name === 'max' ? 'largest' : 'smallest'}, else 0`]);
      return;
    }
    fc.assert(
      fc.property(operandsOf(row), (operands) => {
        const { value, gradients } = gradientsOf(name, operands);
        gradients.forEach((gradient, k) => {
          const text = row.arity === 'n' ? row.localText[0]! : row.localText[k]!;
          const [a, b] = row.arity === 'n' ? [operands[k]!, Number.NaN] : [operands[0]!, operands[1] ?? Number.NaN];
          expect(calculate(text, { a, b, y: value })).toBeCloseTo(gradient, 9);
        });
      }),
      { numRuns: 20 },
    );
  });
});

test('the table has a code for each operation, after those of the leaves', () => {
  expect(opNames.map((name) => opCode[name])).toEqual(opNames.map((_, index) => index + 2));
  expect(opNames.map((name) => opName(opCode[name]))).toEqual(opNames);
  expect([rowByCode[0], rowByCode[1], opName(0), opName(1)]).toEqual([undefined, undefined, null, null]);
  // The tape keeps op codes in bytes.
  expect(rowByCode.length).toBeLessThanOrEqual(256);
});

const wanted =
  'add sub mul div pow mod neg abs acos acosh asin asinh atan atan2 atanh cbrt ceil cos cosh exp expm1 f16round floor fround ' +
  'hypot log log10 log1p log2 max min round sign sin sinh sqrt tan tanh trunc';

test('every operation of Math and every arithmetic operator has a row', () => {
  expect(opNames).toEqual(expect.arrayContaining(wanted.split(' ')));
});

const mathNames = Object.getOwnPropertyNames(Math).filter((name) => name in rows) as (OpName & keyof Math)[];

test.each(mathNames)('%s computes what Math computes', (name) => {
  const row: Row = rows[name];
  const special = [0, -0, 1, -1, 0.5, -0.5, 2.5, -2.5, 1e308, 5e-324, Number.NaN, Infinity, -Infinity];
  const native = Math[name] as (...operands: number[]) => number;
  const number = fc.oneof(fc.constantFrom(...special), fc.double());
  const count = row.arity === 'n' ? { maxLength: 6 } : { minLength: row.arity, maxLength: row.arity };
  fc.assert(
    fc.property(fc.array(number, count), (operands) => Object.is(evaluate(name, operands), native(...operands))),
  );
});

test.each([
  ['add', (a: number, b: number) => a + b],
  ['sub', (a: number, b: number) => a - b],
  ['mul', (a: number, b: number) => a * b],
  ['div', (a: number, b: number) => a / b],
  ['mod', (a: number, b: number) => a % b],
  ['pow', (a: number, b: number) => a ** b],
] as const)('%s computes what the operator computes', (name, native) => {
  fc.assert(fc.property(fc.double(), fc.double(), (a, b) => Object.is(evaluate(name, [a, b]), native(a, b))));
});

/**
 * The value of a formula such as `b · a^(b − 1)`: a small precedence climber over numbers, names, functions and the
 * signs that the rows use.
 */
function calculate(text: string, names: Readonly<Record<string, number>>): number {
  const tokens = text.match(/\d+|[a-z]+|[·/+−^()²]/g)!;
  expect(tokens.join('')).toBe(text.replaceAll(' ', ''));
  let at = 0;
  const { cos, sin, sinh, cosh, sqrt, sign: signOf, trunc, log } = Math;
  const functions: Readonly<Record<string, (x: number) => number>> = {
    cos,
    sin,
    sinh,
    cosh,
    sqrt,
    sign: signOf,
    trunc,
    ln: log,
    exp: Math.exp,
  };
  const primary = (): number => {
    const token = tokens[at++]!;
    if (token === '(') {
      const inner = sum();
      at++;
      return inner;
    }
    if (/\d/.test(token)) return Number(token);
    if (tokens[at] !== '(') return names[token]!;
    at++;
    const call = functions[token]!(sum());
    at++;
    return call;
  };
  const power = (): number => {
    const base = primary();
    if (tokens[at] === '²') {
      at++;
      return base ** 2;
    }
    if (tokens[at] !== '^') return base;
    at++;
    return base ** power();
  };
  const sign = (): number => {
    if (tokens[at] !== '−') return power();
    at++;
    return -power();
  };
  const product = (): number => {
    let left = sign();
    while (tokens[at] === '·' || tokens[at] === '/') left = tokens[at++] === '·' ? left * sign() : left / sign();
    return left;
  };
  const sum = (): number => {
    let left = product();
    while (tokens[at] === '+' || tokens[at] === '−') left = tokens[at++] === '+' ? left + product() : left - product();
    return left;
  };
  return sum();
}

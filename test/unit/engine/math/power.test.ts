import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backward, localGradients } from '../../../../src/engine/backward';
import { type Arithmetic, pow, useArithmetic } from '../../../../src/engine/math/arithmetic';
import { power } from '../../../../src/engine/math/power';
import { replay } from '../../../../src/engine/replay';
import { Recorder } from '../record';
import recorded from './powers.json';
import { errorOf } from './reference';

const numberOf = (text: string) => Number(text.replace('inf', 'Infinity'));

describe('powers that CPython computed', () => {
  const special = recorded.bases.flatMap((x, i) =>
    recorded.exponents.map((y, k) => ({ x: numberOf(x), y: numberOf(y), wanted: numberOf(recorded.c[i]![k]!) })),
  );

  test('of special numbers, signs of zeros included', () => {
    for (const { x, y, wanted } of special) expect(power(x, y), `${x} ** ${y}`).toBe(wanted);
    expect(special).toHaveLength(17 * 19);
  });

  test('of usual ones, to the last digit', () => {
    for (const [x, y, wanted] of recorded.usual as [number, number, string][]) {
      expect(power(x, y), `${x} ** ${y}`).toBe(Number(wanted));
    }
    expect(recorded.usual).toHaveLength(200);
  });
});

describe('errors, by whole numbers of 300 bits', () => {
  const unit = fc.double({ min: -1, max: 1, noNaN: true });
  /** An exponent for which the result is a double, whatever the base. */
  const fitting = (x: number, y: number) => y * Math.min(700 / Math.abs(Math.log(x)), 2 ** 60);
  const ranges: readonly (readonly [what: string, runs: number, pair: (a: number, b: number) => [number, number]])[] = [
    ['usual', 4000, (a, b) => [5 + 5 * a, 5 * b]],
    ['of any size', 5000, (a, b) => [2 ** (1022 * a), fitting(2 ** (1022 * a), b)]],
    ['near 1', 4000, (a, b) => [1 + a * 2 ** (-3 - 40 * a * a), fitting(1 + a * 2 ** (-3 - 40 * a * a), b)]],
    [
      'where one row of the table gives way to the next',
      3000,
      (a, b) => [Math.round(128 * (1 + a / 3)) / 128 + b * 2 ** -30, 300 * a * b],
    ],
    ['tiny', 3000, (a, b) => [6 + 5 * a, (-726 + 18 * b) / Math.log(6 + 5 * a)]],
    ['huge', 1500, (a, b) => [6 + 4 * a, (705 + 4 * b) / Math.log(6 + 4 * a)]],
    ['of what is below the normal numbers', 1500, (a, b) => [2 ** (-1048 + 25 * a), 0.95 * b]],
    ['close to 1', 1500, (a, b) => [6 + 5 * a, b * 2 ** (-20 - 40 * Math.abs(a))]],
  ];
  // Uniform numbers, where fast-check prefers those with few digits or extreme exponents.
  const uniform = fc.tuple(fc.maxSafeNat(), fc.maxSafeNat()).map((both) => both.map((n) => n / 2 ** 52 - 1));

  test('are below 0.5005 units in the last place everywhere, and nearly all results are rounded correctly', () => {
    let all = 0;
    let misrounded = 0;
    for (const [what, runs, pair] of ranges) {
      const check = ([a, b]: readonly number[]) => {
        const [x, y] = pair(a!, b!);
        if (!(x > 0) || x === 1 || y === 0) return;
        const error = Math.abs(errorOf(power(x, y), x, y));
        if (!(error < 0.5005)) throw new Error(`${what}: ${x} ** ${y} is off by ${error}`);
        all++;
        if (error > 0.5) misrounded++;
      };
      fc.assert(fc.property(uniform, check), { numRuns: runs });
      fc.assert(fc.property(fc.tuple(unit, unit), check), { numRuns: runs / 20 });
    }
    expect(all).toBeGreaterThan(20_000);
    expect(misrounded).toBeLessThan(all / 2000);
  });
});

test('what lies midway between two doubles is rounded to the even one', () => {
  const midway = [
    [3, 34, 16677181699666568],
    [9, 17, 16677181699666568],
    [81, 8.5, 16677181699666568],
    [7, 19, 11398895185373144],
    [5, 23, 11920928955078124],
    [6, 34, 16677181699666568 * 2 ** 34],
    [0.75, 34, 16677181699666568 * 2 ** -68],
    [2 ** -215, 5, 0],
    [-(2 ** -215), 5, -0],
    [2 ** -358 * 3, 3, 27 * 2 ** -1074],
    [1.5 * 2 ** -358, 3, 4 * 2 ** -1074 - 2 ** -1074],
  ] as const;
  for (const [x, y, wanted] of midway) expect(power(x, y), `${x} ** ${y}`).toBe(wanted);
});

test('the ends of the range', () => {
  expect(power(2, 1023)).toBe(2 ** 1023);
  expect(power(2, 1024)).toBe(Number.POSITIVE_INFINITY);
  expect(power(2, -1074)).toBe(Number.MIN_VALUE);
  expect(power(-2, -1073)).toBe(-2 * Number.MIN_VALUE);
  expect(power(2, -1022)).toBe(2 ** -1022);
  for (let n = -1074; n < 1024; n++) expect(power(0.5, -n)).toBe(2 ** n);
  expect(power(10, 308)).toBe(1e308);
  expect(power(10, -323)).toBe(1e-323);
});

describe('the arithmetic of a tape', () => {
  // (−1)^∞ is 1 in C and NaN in JavaScript, and the slope ∞ · (−1)^(∞ − 1) likewise.
  function recordedWith(arithmetic: Arithmetic) {
    useArithmetic(arithmetic);
    const recorder = new Recorder();
    recorder.tape.arithmetic = arithmetic;
    const x = recorder.input(-1);
    const y = recorder.op('pow', x, recorder.constant(Number.POSITIVE_INFINITY));
    return { tape: recorder.tape, x, y };
  }

  test.each<readonly [Arithmetic, Arithmetic, value: number, slope: number]>([
    ['c', 'javascript', 1, Number.POSITIVE_INFINITY],
    ['javascript', 'c', Number.NaN, Number.NaN],
  ])('is %s also after a run in %s', (own, other, value, slope) => {
    const { tape, x, y } = recordedWith(own);
    expect(tape.value[y]).toBe(value);
    recordedWith(other);
    const sweep = backward(tape, [{ node: y, gradient: 1 }]);
    expect(sweep.adjoint[x]).toBe(slope);
    recordedWith(other);
    expect(localGradients(tape, y)[0]).toBe(slope);
    const again = replay(tape, sweep, x);
    recordedWith(other);
    expect(again(-1)).toBe(value);
    useArithmetic('javascript');
  });

  test("JavaScript's is the host's own, bit for bit", () => {
    useArithmetic('javascript');
    const anything = fc.double();
    fc.assert(
      fc.property(anything, anything, (x, y) => {
        expect(pow(x, y)).toBe(x ** y);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkGradient,
  compare,
  isConfirmed,
  measureSlope,
  numericGradient,
  slopeFromAfar,
} from '../../../src/engine/gradcheck';
import { Recorder } from './record';

const inf = Number.POSITIVE_INFINITY;

describe('a measured slope', () => {
  test.each([
    ['a parabola', (x: number) => x * x, 3, 6],
    ['a parabola at its lowest point', (x: number) => x * x, 0, 0],
    ['a large argument', (x: number) => x * x, 1e8, 2e8],
    ['a fast wave', (x: number) => Math.sin(1000 * x), 0.3, 1000 * Math.cos(300)],
    ['a slow one', (x: number) => Math.sin(x / 1000), 0.3, Math.cos(0.0003) / 1000],
    ['near the edge of a domain', Math.log, 1e-6, 1e6],
    ['on a slope close to a corner', Math.abs, 1e-9, 1],
    ['on a step close to its edge', Math.floor, 2.0000001, 0],
    ['a constant', () => 5, 2, 0],
    ['nothing but zeros', () => 0, 0, 0],
    ['a small change of a large value', (x: number) => 1e6 + x, 1, 1],
  ])('%s', (_name, f, x, expected) => {
    const slope = measureSlope(f, x);
    expect(slope.kink).toBe(false);
    expect(Math.abs(slope.value - expected)).toBeLessThanOrEqual(1e-7 * Math.abs(expected) + 1e-9);
    // The estimate of the error is neither too small nor idle.
    expect(Math.abs(slope.value - expected)).toBeLessThanOrEqual(10 * slope.error + 1e-12 * Math.abs(expected));
    expect(slope.error).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(expected)));
  });

  test.each([
    ['a corner', Math.abs, 0],
    ['a corner elsewhere', (x: number) => Math.max(0, x - 3) * 7 + x * x, 3],
    ['a small corner of a large value', (x: number) => 1e6 + Math.max(0, x), 0],
    ['a jump', Math.floor, 2],
    ['the edge of a domain', Math.sqrt, 0],
    ['no value', Math.log, 0],
    ['no number', Math.log, -1],
  ])('%s is a kink', (_name, f, x) => {
    expect(measureSlope(f, x).kink).toBe(true);
  });

  test('a vertical tangent is infinite', () => {
    expect(measureSlope(Math.cbrt, 0)).toEqual({ value: inf, error: 0, kink: true });
    expect(measureSlope((x) => -Math.cbrt(x), 0).value).toBe(-inf);
  });

  test('polynomials are measured to ten digits', () => {
    const coefficient = fc.integer({ min: -9, max: 9 });
    const point = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(coefficient, coefficient, coefficient, point, (a, b, c, x) => {
        const { value, kink } = measureSlope((t) => a * t ** 3 + b * t * t + c * t, x);
        expect(kink).toBe(false);
        expect(Math.abs(value - (3 * a * x * x + 2 * b * x + c))).toBeLessThan(1e-9);
      }),
    );
  });
});

test('the gradient of several numbers is measured one by one', () => {
  const slopes = numericGradient(([x, y, z]) => (x! + y!) * z!, [-2, 5, -4]);
  slopes.forEach((slope, k) => {
    expect(slope.value).toBeCloseTo([-4, -4, 3][k]!, 9);
  });
});

describe('the verdict', () => {
  const smooth = { value: 2, error: 1e-10, kink: false };
  test.each([
    ['agrees', 2, smooth],
    ['agrees', 2.000001, smooth],
    ['differs', 2.0001, smooth],
    ['differs', Number.NaN, smooth],
    ['differs', inf, smooth],
    ['kink', 0, { value: 0, error: 0, kink: true }],
    ['kink', inf, { value: inf, error: 0, kink: true }],
    ['agrees', Number.NaN, { value: Number.NaN, error: Number.NaN, kink: true }],
  ] as const)('%s for %d', (verdict, analytic, slope) => {
    expect(compare(analytic, slope)).toEqual({ analytic, numeric: slope.value, verdict });
  });
});

describe('a gradient of a tape', () => {
  /** The staged expression (x + σ(y)) / (σ(x) + (x + y)²). */
  function staged() {
    const r = new Recorder();
    const [x, y] = [r.input(3), r.input(-4)];
    const one = r.constant(1);
    const sigmoid = (z: number) => r.op('div', one, r.op('add', one, r.op('exp', r.op('neg', z))));
    const top = r.op('add', x, sigmoid(y));
    const sum = r.op('add', x, y);
    const bottom = r.op('add', sigmoid(x), r.op('pow', sum, r.constant(2)));
    return { r, x, y, top, output: r.op('div', top, bottom) };
  }

  test('agrees, for inputs and for what lies between', () => {
    const { r, x, y, top, output } = staged();
    const sweep = r.sweep(output);
    expect(sweep.adjoint[x]).toBeCloseTo(2.0595697955721652, 12);
    expect(sweep.adjoint[y]).toBeCloseTo(1.5922327514838093, 12);
    for (const node of [x, y, top, output]) expect(checkGradient(r.tape, sweep, node).verdict).toBe('agrees');
  });

  test('does not move the tape', () => {
    const { r, x, output } = staged();
    const before = r.tape.value.slice();
    checkGradient(r.tape, r.sweep(output), x);
    expect(r.tape.value).toEqual(before);
  });

  test('starts from the gradient that was seeded', () => {
    const { r, x, output } = staged();
    const check = checkGradient(r.tape, r.sweep(output, -5), x);
    expect(check.numeric).toBeCloseTo(-5 * 2.0595697955721652, 8);
    expect(check.verdict).toBe('agrees');
  });

  test('of an input that nothing uses is 0', () => {
    const r = new Recorder();
    const unused = r.input(1);
    const sweep = r.sweep(r.op('exp', r.input(2)));
    expect(checkGradient(r.tape, sweep, unused)).toEqual({ analytic: 0, numeric: 0, verdict: 'agrees' });
  });

  test('is a convention at a tie and at a corner', () => {
    const r = new Recorder();
    const x = r.input(0);
    const relu = r.sweep(r.op('max', r.constant(0), x));
    expect(checkGradient(r.tape, relu, x)).toMatchObject({ analytic: 0.5, verdict: 'kink' });
    const magnitude = r.sweep(r.op('abs', x));
    expect(checkGradient(r.tape, magnitude, x)).toMatchObject({ analytic: 0, verdict: 'kink' });
  });

  test('differs where 0 × ∞ hides a slope that exists', () => {
    const r = new Recorder();
    const x = r.input(0);
    const square = r.op('mul', x, x);
    const sweep = r.sweep(r.op('sqrt', r.op('mul', square, square)));
    expect(checkGradient(r.tape, sweep, x)).toMatchObject({ analytic: Number.NaN, verdict: 'differs' });
  });

  test('passes through rounding to single precision', () => {
    const r = new Recorder();
    const x = r.input(1.3);
    const sweep = r.sweep(r.op('mul', r.op('fround', x), r.op('max', x, r.constant(1), r.constant(-2))));
    expect(checkGradient(r.tape, sweep, x).verdict).toBe('agrees');
  });
});

describe('a slope measured at fewer points', () => {
  test.each([
    ['a wave', Math.sin, 0.7, Math.cos(0.7)],
    ['a parabola', (x: number) => x * x, 3, 6],
    ['near the edge of a domain', Math.log, 1e-3, 1e3],
    ['on a slope close to a corner', Math.abs, 1e-6, 1],
  ])('%s', (_name, f, x, expected) => {
    let calls = 0;
    const slope = measureSlope((at) => [calls++, f(at)][1]!, x, { ratio: 8 });
    expect(calls).toBeLessThanOrEqual(31);
    expect(slope.kink).toBe(false);
    expect(compare(expected, slope).verdict).toBe('agrees');
    expect(compare(expected * 1.01, slope).verdict).toBe('differs');
  });

  test('still sees corners and vertical tangents', () => {
    expect(measureSlope(Math.abs, 0, { ratio: 8 }).kink).toBe(true);
    expect(measureSlope(Math.cbrt, 0, { ratio: 8 })).toMatchObject({ value: inf, kink: true });
  });
});

test('a corner stays one however much rounding blurs the smallest steps', () => {
  expect(measureSlope(Math.abs, 0, { noise: 1e-9 }).kink).toBe(true);
  expect(measureSlope((x) => Math.floor(x) + 0.5, 2.0000001, { noise: 1e-13 }).kink).toBe(false);
});

test('rounding that the output does not show is reckoned with', () => {
  const f = (x: number) => 1e10 + 0.3 * x - 1e10;
  expect(compare(0.3, measureSlope(f, 0.7)).verdict).toBe('differs');
  expect(compare(0.3, measureSlope(f, 0.7, { noise: 1e-5 })).verdict).toBe('agrees');
  const r = new Recorder();
  const x = r.input(0.7);
  const big = r.constant(1e10);
  const output = r.op('sub', r.op('add', big, r.op('mul', r.constant(0.3), x)), big);
  expect(checkGradient(r.tape, r.sweep(output), x).verdict).toBe('agrees');
});

describe('a difference', () => {
  test('is confirmed by steps of all sizes', () => {
    expect(isConfirmed((x) => 3 * x, 2, { analytic: 0, numeric: 3 })).toBe(true);
    expect(isConfirmed((x) => 3 * x, 2, { analytic: Number.NaN, numeric: 3 })).toBe(true);
    expect(isConfirmed((x) => 3 * x, 2, { analytic: 3, numeric: 2.9 })).toBe(false);
    // Flat between the jumps, but no step that matters sees that.
    expect(isConfirmed((x) => Math.round(x * 1e8) / 1e8, 2, { analytic: 1, numeric: 0 })).toBe(false);
  });

  test('is seen from afar where a function goes in steps', () => {
    expect(slopeFromAfar((x) => 3 * Number(x.toFixed(2)), 2.34)).toBeCloseTo(3, 1);
    expect(slopeFromAfar((x) => (x > 2 ? 5 : 7), 3)).toBeNull();
    expect(slopeFromAfar(() => 1, 3)).toBeNull();
    expect(slopeFromAfar((x) => (x > 3.5 ? Number.NaN : x), 3)).toBeNull();
  });
});

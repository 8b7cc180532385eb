import { describe, expect, test } from 'vitest';
import { contribution } from '../../../src/engine/backward';
import { type OpName, opCode, rowByCode } from '../../../src/engine/ops/table';
import { evaluate, gradientsOf, Recorder } from './record';

const inf = Number.POSITIVE_INFINITY;
const nan = Number.NaN;
type Case = readonly [operands: readonly number[], gradients: readonly number[]];

/**
 * What PyTorch 1.13.1 gives (CPU, float64, `backward()` of the operation alone), recorded; -0 is written 0. `max` and
 * `min` of two operands are torch.maximum and torch.minimum, of other numbers torch.amax and torch.amin; `mod` is
 * torch.fmod.
 */
const recorded: Readonly<Partial<Record<OpName, readonly Case[]>>> = {
  mul: [
    [
      [0, inf],
      [inf, 0],
    ],
    [
      [0, nan],
      [nan, 0],
    ],
  ],
  div: [
    [
      [1, 0],
      [inf, -inf],
    ],
    [
      [0, 0],
      [inf, nan],
    ],
    [
      [-1, 0],
      [inf, inf],
    ],
    [
      [1, -0],
      [-inf, -inf],
    ],
    [
      [1, inf],
      [0, 0],
    ],
    [
      [inf, inf],
      [0, nan],
    ],
    [
      [0, 5],
      [0.2, 0],
    ],
  ],
  mod: [
    [
      [-7.5, 2],
      [1, 3],
    ],
    [
      [6, 3],
      [1, -2],
    ],
    [
      [0, 3],
      [1, 0],
    ],
    [
      [1, 0],
      [1, -inf],
    ],
    [
      [5, inf],
      [1, 0],
    ],
    [
      [inf, 2],
      [1, -inf],
    ],
    // The quotient is rounded up to 10.
    [
      [1, 0.1],
      [1, -10],
    ],
  ],
  pow: [
    [
      [0, 0],
      [0, 0],
    ],
    [
      [0, 2],
      [0, 0],
    ],
    [
      [0, 1],
      [1, 0],
    ],
    [
      [0, 0.5],
      [inf, 0],
    ],
    [
      [0, -1],
      [-inf, -inf],
    ],
    [
      [-0, -1],
      [-inf, inf],
    ],
    [
      [-2, 3],
      [12, nan],
    ],
    [
      [-2, 0.5],
      [nan, nan],
    ],
    [
      [nan, 0],
      [0, nan],
    ],
    [
      [0, nan],
      [nan, nan],
    ],
    [
      [inf, 0],
      [0, inf],
    ],
    [
      [0, inf],
      [nan, 0],
    ],
    [
      [2, inf],
      [inf, inf],
    ],
  ],
  sqrt: [
    [[0], [inf]],
    [[-0], [-inf]],
    [[-1], [nan]],
    [[inf], [0]],
  ],
  log: [
    [[0], [inf]],
    [[-0], [-inf]],
    [[-1], [-1]],
    [[inf], [0]],
  ],
  log2: [
    [[0], [inf]],
    [[-1], [-Math.LOG2E]],
  ],
  log10: [
    [[0], [inf]],
    [[-1], [-Math.LOG10E]],
  ],
  log1p: [
    [[-1], [inf]],
    [[-inf], [0]],
  ],
  exp: [
    [[inf], [inf]],
    [[-inf], [0]],
    [[nan], [nan]],
  ],
  expm1: [
    [[inf], [inf]],
    [[-inf], [0]],
  ],
  sin: [[[inf], [nan]]],
  tan: [[[inf], [nan]]],
  tanh: [
    [[inf], [0]],
    [[-inf], [0]],
    [[nan], [nan]],
  ],
  sinh: [[[-inf], [inf]]],
  cosh: [[[-inf], [-inf]]],
  asin: [
    [[1], [inf]],
    [[-1], [inf]],
    [[inf], [nan]],
  ],
  acos: [
    [[1], [-inf]],
    [[-1], [-inf]],
  ],
  atan: [[[inf], [0]]],
  atan2: [
    [
      [0, 0],
      [nan, nan],
    ],
    [
      [0, -1],
      [-1, 0],
    ],
    [
      [1, 0],
      [0, -1],
    ],
    [
      [inf, 1],
      [0, nan],
    ],
    [
      [1, inf],
      [nan, 0],
    ],
  ],
  asinh: [[[inf], [0]]],
  acosh: [
    [[1], [inf]],
    [[0], [nan]],
    [[-1], [inf]],
    [[-inf], [0]],
  ],
  atanh: [
    [[1], [inf]],
    [[-1], [inf]],
    [[inf], [0]],
  ],
  hypot: [
    [
      [3, 4],
      [0.6, 0.8],
    ],
    [
      [0, 0],
      [nan, nan],
    ],
    [
      [inf, 1],
      [nan, 0],
    ],
    [
      [nan, 1],
      [nan, nan],
    ],
  ],
  abs: [
    [[0], [0]],
    [[-0], [0]],
    [[-1], [-1]],
    [[-inf], [-1]],
    [[nan], [0]],
  ],
  sign: [
    [[0], [0]],
    [[nan], [0]],
  ],
  floor: [
    [[1], [0]],
    [[nan], [0]],
  ],
  ceil: [[[1], [0]]],
  round: [[[0.5], [0]]],
  trunc: [[[-1], [0]]],
  max: [
    [
      [2, 2],
      [0.5, 0.5],
    ],
    [
      [0, -0],
      [0.5, 0.5],
    ],
    [
      [inf, inf],
      [0.5, 0.5],
    ],
    [
      [1, 2],
      [0, 1],
    ],
    [
      [nan, 1],
      [1, 1],
    ],
    [
      [1, nan],
      [1, 1],
    ],
    [
      [2, 2, 1],
      [0.5, 0.5, 0],
    ],
    [
      [3, 3, 3],
      [1 / 3, 1 / 3, 1 / 3],
    ],
    [
      [nan, 1, 2],
      [nan, nan, nan],
    ],
    [[nan], [nan]],
  ],
  min: [
    [
      [2, 2],
      [0.5, 0.5],
    ],
    [
      [1, 2],
      [1, 0],
    ],
    [
      [nan, 1],
      [1, 1],
    ],
  ],
};

const cases = Object.entries(recorded).flatMap(([name, list]) =>
  list.map(([operands, gradients]) => [name as OpName, operands, gradients] as const),
);

test.each(cases)('%s of %j has the slopes %j that PyTorch has', (name, operands, expected) => {
  const { gradients } = gradientsOf(name, operands);
  expect(gradients).toHaveLength(expected.length);
  gradients.forEach((gradient, k) => {
    const wanted = expected[k]!;
    if (Number.isFinite(wanted)) expect(gradient, `operand ${k}`).toBeCloseTo(wanted, 12);
    else expect(gradient, `operand ${k}`).toBe(wanted);
  });
});

test('cbrt is vertical at 0', () => {
  expect(gradientsOf('cbrt', [0]).gradients).toEqual([inf]);
});

test('round goes up at halves, as JavaScript has it', () => {
  expect([2.5, -2.5, 0.49999999999999994, -0.2].map((x) => evaluate('round', [x]))).toEqual([3, -2, 0, -0]);
});

test('exponents are JavaScript’s: 1 ** NaN and 1 ** Infinity are NaN', () => {
  expect([evaluate('pow', [1, nan]), evaluate('pow', [1, inf]), evaluate('pow', [nan, 0])]).toEqual([nan, nan, 1]);
});

test('max and min of nothing are the infinities', () => {
  expect([evaluate('max', []), evaluate('min', []), evaluate('hypot', [])]).toEqual([-inf, inf, 0]);
});

test('a maximum of a million operands takes neither a deep stack nor quadratic time', () => {
  const recorder = new Recorder();
  const inputs = Array.from({ length: 1e6 }, (_, k) => recorder.tape.input(k % 1000, k));
  const node = recorder.op('max', ...inputs.slice(0, 1000));
  const all = recorder.tape.recordN(opCode.max, inputs, 999, 1);
  expect(rowByCode[opCode.max]!.flow).toBe('routes');
  expect(recorder.sweep(node).adjoint[inputs[999]!]).toBe(1);
  const { adjoint } = recorder.sweep(all);
  expect([adjoint[inputs[998]!], adjoint[inputs[999]!]]).toEqual([0, 1 / 1000]);
  expect(evaluate('hypot', new Array(1e6).fill(3))).toBeCloseTo(3000, 9);
});

describe('what the card says about a convention', () => {
  const said = (name: OpName, operands: readonly number[], live?: readonly boolean[]) =>
    rowByCode[opCode[name]]!.convention?.(operands, evaluate(name, operands), live) ?? null;

  test.each([
    ['abs', [0], 'abs has a corner at 0: its slope there is taken to be 0'],
    ['abs', [-0], 'abs has a corner at 0: its slope there is taken to be 0'],
    ['abs', [2], null],
    ['max', [2, 2], '2 inputs are tied: each gets 1/2 of the gradient'],
    ['max', [2, 5, 5, 5], '3 inputs are tied: each gets 1/3 of the gradient'],
    ['max', [1, 2], null],
    ['max', [nan, 2], 'NaN compares with nothing: both inputs get the whole gradient'],
    ['min', [nan, 2, 3], 'NaN compares with nothing: every input gets NaN'],
    ['sqrt', [0], 'at 0 the square root rises vertically: its slope is taken to be infinite'],
    ['sqrt', [-4], null],
    ['log', [0], 'at 0 the logarithm falls without end: its slope is taken to be infinite'],
    ['floor', [2], 'floor jumps here; its slope is taken to be 0, as on the flat steps around'],
    ['floor', [2.3], null],
    ['trunc', [0], null],
    ['round', [-2.5], 'round jumps here; its slope is taken to be 0, as on the flat steps around'],
    ['round', [2], null],
    ['sign', [0], 'sign jumps here; its slope is taken to be 0, as on the flat steps around'],
    ['mod', [6, 3], 'a % b jumps where a is a multiple of b; the slope is that of the piece a % b is on'],
    ['mod', [0, 3], null],
    ['fround', [0.1], 'rounding to single precision is passed through with slope 1'],
    ['fround', [0.5], null],
    ['f16round', [0.1], 'rounding to half precision is passed through with slope 1'],
    ['f16round', [0.5], null],
    ['add', [0, 0], null],
  ] as const)('%s of %j', (name, operands, expected) => {
    expect(said(name, operands)).toBe(expected);
  });

  test('a power speaks only of operands that carry gradient', () => {
    expect(said('pow', [0, 0])).toBe('at 0 ** 0 the slope in the base is taken to be 0');
    expect(said('pow', [0, 2], [true, false])).toBeNull();
    expect(said('pow', [0, 2], [false, true])).toBe('at base 0 the slope in the exponent is taken to be 0');
    expect(said('pow', [-2, 3])).toBeNull();
  });
});

test('0 times an infinite slope is NaN, as in PyTorch, and only edges without a path are skipped', () => {
  const recorder = new Recorder();
  const x = recorder.input(0);
  const unused = recorder.input(1);
  const root = recorder.op('sqrt', x);
  const y = recorder.op('mul', root, recorder.constant(0));
  const sweep = recorder.sweep(y);
  expect(sweep.adjoint[root]).toBe(0);
  expect(sweep.adjoint[x]).toBeNaN();
  expect([sweep.adjoint[unused], sweep.reached[unused]]).toEqual([0, 0]);
  expect(contribution(recorder.tape, sweep, root, 0)).toEqual({ local: inf, upstream: 0, contribution: nan });
});

test('a NaN stays out of what is merely added', () => {
  const recorder = new Recorder();
  const discriminant = recorder.input(-4);
  const offset = recorder.input(1);
  const root = recorder.op('sqrt', discriminant);
  const twice = recorder.op('mul', recorder.constant(2), offset);
  const { adjoint } = recorder.sweep(recorder.op('add', root, twice));
  expect([adjoint[discriminant], adjoint[offset]]).toEqual([nan, 2]);
});

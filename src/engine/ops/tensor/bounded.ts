import { lift, liftWith } from '../lift';
import type { UnaryRow } from '../row';
import type { DtypeParams } from '../tensorRow';

export interface ClipParams extends DtypeParams {
  readonly min?: number;
  readonly max?: number;
}

export interface RangeParams extends DtypeParams {
  readonly min: number;
  readonly max: number;
}

export interface WidthParams extends DtypeParams {
  readonly width: number;
}

export interface ThresholdParams extends DtypeParams {
  readonly threshold: number;
  readonly value: number;
}

const words = { arity: 1, notation: 'call' } as const;

const blocks = (name: string) => ({
  ...words,
  symbol: name,
  flow: 'blocks' as const,
  explain: `${name} blocks: between its jumps it is flat, so no gradient passes.`,
  localText: ['0'],
  local: [() => 0] as const,
});

/** The nearest integer, halves to the even one, as NumPy, PyTorch and TensorFlow.js round. */
export function roundHalfToEven(a: number): number {
  const floor = Math.floor(a);
  const rest = a - floor;
  if (rest === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return Math.round(a);
}

/** Functions of one element made of straight pieces. */
export const bounded = {
  clip: liftWith<ClipParams>(
    'clip',
    ({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }): UnaryRow => ({
      arity: 1,
      notation: 'call',
      symbol: 'clip',
      flow: 'routes',
      explain:
        'clip routes: where the input is within the bounds it gets the upstream gradient unchanged, elsewhere nothing.',
      localText: ['1 where min ≤ a ≤ max, else 0'],
      // NaN stays NaN; max wins where the bounds cross, as in PyTorch.
      forward: (a) => Math.min(Math.max(a, min), max),
      local: [(a) => (a >= min && a <= max ? 1 : 0)],
      convention: ([a]) =>
        a === min || a === max ? `clip has a corner at ${a}: its slope at the bound is taken to be 1` : null,
      domain: [[-0.9, 1.9]],
    }),
    [{ min: -1, max: 2 }, { min: -1 }, { max: 2 }],
  ),
  hardtanh: liftWith<RangeParams>(
    'hardtanh',
    ({ min, max }): UnaryRow => ({
      arity: 1,
      notation: 'call',
      symbol: 'hardtanh',
      flow: 'routes',
      explain:
        'hardtanh routes: where the input is between the bounds it gets the upstream gradient unchanged, elsewhere nothing.',
      localText: ['1 where min < a < max, else 0'],
      forward: (a) => (a <= min ? min : a >= max ? max : a),
      local: [(a) => (a <= min || a >= max ? 0 : 1)],
      convention: ([a]) =>
        a === min || a === max ? `hardtanh has a corner at ${a}: its slope there is taken to be 0` : null,
      domain: [[-0.9, 0.9]],
    }),
    [{ min: -1, max: 1 }],
  ),
  hardSigmoid: lift('hardSigmoid', {
    arity: 1,
    notation: 'call',
    symbol: 'hardSigmoid',
    flow: 'scales',
    explain: 'hardSigmoid scales: the input gets a sixth of the upstream gradient between −3 and 3, elsewhere nothing.',
    localText: ['1 / 6 where −3 < a < 3, else 0'],
    forward: (a) => Math.min(Math.max(a + 3, 0), 6) / 6,
    local: [(a) => (a > -3 && a < 3 ? 1 / 6 : 0)],
    convention: ([a]) =>
      Math.abs(a!) === 3 ? `hardSigmoid has a corner at ${a}: its slope there is taken to be 0` : null,
    domain: [[-2.8, 2.8]],
  }),
  hardSwish: lift('hardSwish', {
    arity: 1,
    notation: 'call',
    symbol: 'hardSwish',
    flow: 'scales',
    explain: 'hardSwish scales: the input gets the upstream gradient times a third of it plus a half between −3 and 3.',
    localText: ['(a / 3 + ½) where |a| ≤ 3'],
    forward: (a) => (a * Math.min(Math.max(a + 3, 0), 6)) / 6,
    local: [(a) => (a < -3 ? 0 : a <= 3 ? a / 3 + 0.5 : 1)],
    convention: ([a]) =>
      Math.abs(a!) === 3 ? `hardSwish has a corner at ${a}: its slope there is that of the curve between` : null,
    domain: [[-2.8, 2.8]],
  }),
  softshrink: liftWith<WidthParams>(
    'softshrink',
    ({ width }): UnaryRow => ({
      arity: 1,
      notation: 'call',
      symbol: 'softshrink',
      flow: 'routes',
      explain:
        'softshrink routes: where the input is further from 0 than the width it gets the upstream gradient unchanged.',
      localText: ['1 where |a| > width, else 0'],
      forward: (a) => (a > width ? a - width : a < -width ? a + width : 0),
      local: [(a) => (a >= -width && a <= width ? 0 : 1)],
      convention: ([a]) =>
        Math.abs(a!) === width ? `softshrink has a corner at ${a}: its slope there is taken to be 0` : null,
      domain: [[0.7, 3]],
    }),
    [{ width: 0.5 }],
  ),
  hardshrink: liftWith<WidthParams>(
    'hardshrink',
    ({ width }): UnaryRow => ({
      arity: 1,
      notation: 'call',
      symbol: 'hardshrink',
      flow: 'routes',
      explain:
        'hardshrink routes: where the input is further from 0 than the width it gets the upstream gradient unchanged.',
      localText: ['1 where |a| > width, else 0'],
      forward: (a) => (a >= -width && a <= width ? 0 : a),
      local: [(a) => (a >= -width && a <= width ? 0 : 1)],
      convention: ([a]) =>
        Math.abs(a!) === width ? `hardshrink jumps at ${a}: its slope there is taken to be 0` : null,
      domain: [[0.7, 3]],
    }),
    [{ width: 0.5 }],
  ),
  threshold: liftWith<ThresholdParams>(
    'threshold',
    ({ threshold, value }): UnaryRow => ({
      arity: 1,
      notation: 'call',
      symbol: 'threshold',
      flow: 'routes',
      explain: 'threshold routes: where the input is above the threshold it gets the upstream gradient unchanged.',
      localText: ['1 where a > threshold, else 0'],
      forward: (a) => (a <= threshold ? value : a),
      local: [(a) => (a <= threshold ? 0 : 1)],
      convention: ([a]) => (a === threshold ? `threshold jumps at ${a}: its slope there is taken to be 0` : null),
      domain: [[0.7, 3]],
    }),
    [{ threshold: 0.5, value: -1 }],
  ),
  rint: lift('rint', {
    ...blocks('rint'),
    forward: roundHalfToEven,
    convention: ([a]) =>
      Math.abs(a! % 1) === 0.5 ? 'rint jumps here; its slope is taken to be 0, as on the flat steps around' : null,
    domain: [[1.7, 2.3]],
  }),
  /** The same with the sign kept: what rounds to 0 from below is −0, as in NumPy and PyTorch. */
  roundEven: lift('roundEven', {
    ...blocks('roundEven'),
    forward: (a: number) => (a < 0 && a >= -0.5 ? -0 : roundHalfToEven(a)),
    convention: ([a]) =>
      Math.abs(a! % 1) === 0.5 ? 'roundEven jumps here; its slope is taken to be 0, as on the flat steps around' : null,
    domain: [[1.7, 2.3]],
  }),
  /** 1 for positive numbers, else `alpha` times it, as TensorFlow.js's step; its slope is 0 everywhere. */
  step: liftWith<DtypeParams & { readonly alpha: number }>(
    'step',
    ({ alpha }): UnaryRow => ({
      ...blocks('step'),
      forward: (a) => (Number.isNaN(a) ? a : a > 0 ? 1 : alpha),
      convention: ([a]) =>
        a === 0 ? 'step jumps at 0; its slope is taken to be 0, as on the flat steps around' : null,
      domain: [[0.2, 3]],
    }),
    [{ alpha: 0 }],
  ),
  frac: lift('frac', {
    arity: 1,
    notation: 'call',
    symbol: 'frac',
    flow: 'scales',
    explain: 'frac scales: the input gets the upstream gradient unchanged.',
    localText: ['1'],
    forward: (a) => a - Math.trunc(a),
    local: [() => 1],
    convention: ([a]) =>
      Number.isInteger(a) && a !== 0 ? 'frac jumps here; its slope is that of the pieces around, 1' : null,
    domain: [[2.2, 2.8]],
  }),
};

import { type Dtype, floating, promote } from '../../tensor/dtype';
import { cast, loop1, map1 } from '../../tensor/elementwise';
import { isError } from '../../tensor/error';
import { NdArray } from '../../tensor/ndarray';
import { reduce, sumFold } from '../../tensor/reduce';
import { sigmoid, softplus } from '../../tensor/special';
import { expanded } from '../../tensor/views';
import { elementwiseSpec, lift, samplesOf, shapeOf } from '../lift';
import type { BinaryRow } from '../row';
import { type DtypeParams, type Spec, type TensorRow, tensorRow } from '../tensorRow';
import type { Reduction } from './softmax';

export interface LossParams extends DtypeParams {
  readonly reduction: Reduction;
}

export interface BetaParams extends LossParams {
  /** How far from 0 the loss is a parabola. */
  readonly beta: number;
}

export interface LogitParams extends LossParams {
  /** How much positive labels count. */
  readonly positiveWeight?: number;
}

type Rule = Pick<BinaryRow, 'forward' | 'local' | 'localText' | 'domain'> & {
  readonly explain: string;
  readonly convention?: NonNullable<BinaryRow['convention']>;
};

/** A loss of two elements, summed or averaged over all of them: one gate. */
function loss<P extends LossParams>(
  name: string,
  make: (params: P) => Rule,
  some: readonly Omit<P, 'reduction'>[],
): TensorRow<P> {
  const rowOf = (params: P) =>
    lift(name, { arity: 2, symbol: name, notation: 'call', flow: 'scales', ...make(params) });
  const dtypeOf = ([a, b]: readonly Spec[], { dtype }: P): Dtype => dtype ?? floating(promote(a!.dtype, b!.dtype));
  const first = make({ ...some[0]!, reduction: 'sum' } as P);
  const countOf = (inputs: readonly Spec[]) => shapeOf(inputs).reduce((size, extent) => size * extent, 1);
  /** What each element weighs. */
  const weight = (inputs: readonly NdArray[], { reduction }: P) => (reduction === 'mean' ? 1 / countOf(inputs) : 1);
  return tensorRow<P>({
    symbol: name,
    notation: 'call',
    flow: 'scales',
    explain: `${name} scales: ${first.explain}`,
    vjpText: rowOf({ ...some[0]!, reduction: 'sum' } as P).vjpText,
    vjpTextOf: (inputs, params) =>
      rowOf(params).vjpText.map((text) => (params.reduction === 'mean' ? `${text} / ${countOf(inputs)}` : text)),
    localText: first.localText,
    operands: 2,
    result(inputs, params) {
      const spec = elementwiseSpec(inputs, dtypeOf(inputs, params));
      return isError(spec) || params.reduction === 'none' ? spec : { dtype: spec.dtype, shape: [] };
    },
    forward(inputs, params, tick) {
      const dtype = dtypeOf(inputs, params);
      if (params.reduction === 'none') return rowOf(params).forward(inputs, { dtype }, tick);
      const each = rowOf(params).forward(inputs, { dtype: 'float64' }, tick);
      if (isError(each)) return each;
      const sum = reduce(sumFold, 0, each, [...each.shape.keys()], false, 'float64');
      const factor = each.size;
      return params.reduction === 'sum'
        ? cast(sum, dtype)
        : map1(
            loop1((total) => total / factor),
            sum,
            dtype,
          );
    },
    vjp(call) {
      const { upstream, inputs, params } = call;
      let wide = upstream;
      if (params.reduction !== 'none') {
        const factor = weight(inputs, params);
        const shared = map1(
          loop1((u) => u * factor),
          upstream,
          'float64',
        );
        wide = expanded(shared, shapeOf(inputs));
      }
      // The local gradients of losses are made of the operands alone.
      const output = new NdArray(
        'float64',
        wide.shape,
        wide.shape.map(() => 0),
        0,
        Float64Array.of(Number.NaN),
      );
      return rowOf(params).vjp({ ...call, upstream: wide, output, params: {} });
    },
    convention: (inputs, output, params) =>
      rowOf(params).convention?.(inputs, expanded(output, shapeOf(inputs)), {}) ?? null,
    samples: some.flatMap((params, k) =>
      samplesOf(2, make({ ...params, reduction: 'sum' } as P).domain)
        .filter(({ shapes }) => shapes.every((shape) => !shape.includes(0)))
        .slice(0, k === 0 ? undefined : 2)
        .map((sample, i) => ({
          ...sample,
          params: { ...params, reduction: (['mean', 'sum', 'none'] as const)[i % 3]! } as P,
        })),
    ),
  });
}

const apart = [
  [-2, -0.1],
  [0.1, 2],
] as const;
const sign = (x: number) => (x > 0 ? 1 : x < 0 ? -1 : 0);
const share = [
  [0.1, 0.9],
  [0.1, 0.9],
] as const;

/** Losses that compare element by element. */
export const losses = {
  mseLoss: loss<LossParams>(
    'mseLoss',
    () => ({
      explain: 'the prediction gets twice its distance from the target, the target gets it with the opposite sign.',
      localText: ['2 · (a − b)', '−2 · (a − b)'],
      forward: (a, b) => (a - b) * (a - b),
      local: [(a, b) => 2 * (a - b), (a, b) => -2 * (a - b)],
      domain: apart,
    }),
    [{}],
  ),
  l1Loss: loss<LossParams>(
    'l1Loss',
    () => ({
      explain: 'the prediction gets the sign of its distance from the target, the target gets the opposite one.',
      localText: ['sign(a − b)', '−sign(a − b)'],
      forward: (a, b) => Math.abs(a - b),
      local: [(a, b) => sign(a - b), (a, b) => -sign(a - b)],
      convention: ([a, b]) => (a === b ? 'the distance has a corner at 0: its slope there is taken to be 0' : null),
      domain: apart,
    }),
    [{}],
  ),
  /** A parabola over 2 beta near 0, straight further out: torch.nn.functional.smooth_l1_loss. */
  smoothL1Loss: loss<BetaParams>(
    'smoothL1Loss',
    ({ beta }) => ({
      explain: 'the prediction gets its distance over beta, at most one; the target gets it with the opposite sign.',
      localText: ['clip((a − b) / β)', '−clip((a − b) / β)'],
      forward: (a, b) => {
        const size = Math.abs(a - b);
        return size < beta ? (0.5 * size * size) / beta : size - 0.5 * beta;
      },
      local: [
        (a, b) => (Math.abs(a - b) < beta ? (a - b) / beta : sign(a - b)),
        (a, b) => -(Math.abs(a - b) < beta ? (a - b) / beta : sign(a - b)),
      ],
      domain: apart,
    }),
    [{ beta: 1 }, { beta: 0.1 }, { beta: 5 }],
  ),
  /** A parabola of half the square near 0, straight with slope beta further out. */
  huberLoss: loss<BetaParams>(
    'huberLoss',
    ({ beta }) => ({
      explain: 'the prediction gets its distance, at most beta; the target gets it with the opposite sign.',
      localText: ['clip(a − b)', '−clip(a − b)'],
      forward: (a, b) => {
        const size = Math.abs(a - b);
        return size <= beta ? 0.5 * size * size : beta * (size - 0.5 * beta);
      },
      local: [
        (a, b) => (Math.abs(a - b) <= beta ? a - b : beta * sign(a - b)),
        (a, b) => -(Math.abs(a - b) <= beta ? a - b : beta * sign(a - b)),
      ],
      domain: apart,
    }),
    [{ beta: 1 }, { beta: 5 }],
  ),
  /** Cross-entropy of a share and a label; logarithms are cut at −100, as in PyTorch. */
  bceLoss: loss<LossParams>(
    'bceLoss',
    () => ({
      explain:
        'the share gets its distance from the label over its own variance, the label gets the difference of the logarithms.',
      localText: ['(a − b) / (a · (1 − a))', '(ln(1 − a) − ln(a))'],
      forward: (a, b) => -(b * Math.max(Math.log(a), -100) + (1 - b) * Math.max(Math.log1p(-a), -100)),
      local: [(a, b) => (a - b) / Math.max((1 - a) * a, 1e-12), (a) => Math.log1p(-a) - Math.log(a)],
      convention: ([a]) =>
        a === 0 || a === 1 ? 'at 0 and 1 the slope is taken to be finite: the variance is at least 1e−12' : null,
      domain: share,
    }),
    [{}],
  ),
  /** The same of a logit. */
  bceWithLogits: loss<LogitParams>(
    'bceWithLogits',
    ({ positiveWeight: p = 1 }) => ({
      explain: 'the logit gets its sigmoid minus the label, the label gets minus the logit.',
      localText: ['(σ(a) − b)', '−a'],
      forward: (a, b) => (1 - b) * a + (1 + (p - 1) * b) * softplus(-a),
      local: [(a, b) => 1 - b - (1 + (p - 1) * b) * sigmoid(-a), (a) => -a + (p - 1) * softplus(-a)],
      domain: [[-3, 3], share[1]],
    }),
    [{}, { positiveWeight: 3 }],
  ),
  /** Divergence of a target share from the logarithm of a share. */
  klDivLoss: loss<LossParams>(
    'klDivLoss',
    () => ({
      explain: 'the logarithm gets minus the target, the target gets one plus the difference of the logarithms.',
      localText: ['−b', '(1 + ln(b) − a)'],
      forward: (a, b) => (b === 0 ? 0 : b * Math.log(b)) - b * a,
      local: [(_a, b) => -b, (a, b) => 1 + Math.log(b) - a],
      domain: [[-3, -0.1], share[1]],
    }),
    [{}],
  ),
};

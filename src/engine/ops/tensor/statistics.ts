import { pow } from '../../math/arithmetic';
import { type Dtype, floating, gradientDtype } from '../../tensor/dtype';
import { loop2, map2 } from '../../tensor/elementwise';
import { mapLanes, reduceLanes } from '../../tensor/lanes';
import type { NdArray } from '../../tensor/ndarray';
import { pairwiseSum } from '../../tensor/reduce';
import { type Backflow, type TensorRow, tensorRow } from '../tensorRow';
import { axesIn, countOf, overAll, type ReduceParams, reducedSpec, reductionSamples } from './reduction';

export interface VarianceParams extends ReduceParams {
  /** What is taken off the number of elements that the sum of squares is divided by. */
  readonly ddof: number;
}

export interface NormParams extends ReduceParams {
  /** The power p of the p-norm; ±Infinity for the largest or smallest size. */
  readonly order: number;
}

/** Computes one number for each lane, in doubles. */
function perLane(
  a: NdArray,
  { axes, keepDims, dtype }: ReduceParams,
  lane: (data: ArrayLike<number>, at: number, n: number) => number,
): NdArray {
  const over = axesIn(a, axes);
  const n = countOf(a, over);
  return reduceLanes(a, over, keepDims, dtype ?? floating(a.dtype), (at, data) => lane(data, at, n));
}

/** Computes what flows back to each lane from its upstream gradient and its result. */
function pullLanes(
  { upstream, inputs: [a], output, params }: Backflow<ReduceParams>,
  lane: (data: ArrayLike<number>, at: number, n: number, u: number, y: number, out: number[]) => void,
): NdArray[] {
  const over = axesIn(a!, params.axes);
  const n = countOf(a!, over);
  const row = new Array<number>(n);
  const arrays = [a!, overAll(upstream, a!, over), overAll(output, a!, over)];
  return [
    mapLanes(arrays, over, gradientDtype(a!.dtype), ([ia, iu, iy], [data, u, y], out, io) => {
      if (n === 0) return;
      lane(data!, ia!, n, u![iu!]!, y![iy!]!, row);
      for (let i = 0; i < n; i++) out[io + i] = row[i]!;
    }),
  ];
}

function meanOf(data: ArrayLike<number>, at: number, n: number): number {
  return pairwiseSum(data, at, 1, n) / n;
}

function varianceOf(data: ArrayLike<number>, at: number, n: number, ddof: number): number {
  const mean = meanOf(data, at, n);
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) squares[i] = (data[at + i]! - mean) * (data[at + i]! - mean);
  return pairwiseSum(squares, 0, 1, n) / Math.max(0, n - ddof);
}

function normOf(data: ArrayLike<number>, at: number, n: number, p: number): number {
  if (p === 2) {
    let sum = 0;
    let largest = 0;
    for (let i = 0; i < n; i++) {
      sum += data[at + i]! * data[at + i]!;
      largest = Math.max(largest, Math.abs(data[at + i]!));
    }
    if ((sum > 1e-280 && sum < 1e300) || largest === 0 || !Number.isFinite(largest)) return Math.sqrt(sum);
    // Squares that would overflow or vanish are scaled first.
    sum = 0;
    for (let i = 0; i < n; i++) sum += pow(data[at + i]! / largest, 2);
    return Math.sqrt(sum) * largest;
  }
  if (!Number.isFinite(p)) {
    let found = p > 0 ? 0 : Number.POSITIVE_INFINITY;
    for (let i = 0; i < n; i++)
      found = p > 0 ? Math.max(found, Math.abs(data[at + i]!)) : Math.min(found, Math.abs(data[at + i]!));
    return found;
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(data[at + i]!);
    sum += p === 0 ? (size === 0 ? 0 : 1) : p === 1 ? size : pow(size, p);
  }
  return p === 0 || p === 1 ? sum : pow(sum, 1 / p);
}

/** sign, with 0 at NaN. */
const signOf = (x: number) => (x > 0 ? 1 : x < 0 ? -1 : 0);

/** The slope of a p-norm in one of its elements, as PyTorch has it: 0 where the norm is 0. */
function normSlope(a: number, y: number, p: number): number {
  if (p === 0) return 0;
  if (p === 1) return signOf(a);
  if (p < 1) return a === 0 ? 0 : signOf(a) * pow(Math.abs(a), p - 1) * pow(y, 1 - p);
  if (y === 0) return 0;
  if (p === 2) return a / y;
  return (p < 2 ? signOf(a) * pow(Math.abs(a), p - 1) : a * pow(Math.abs(a), p - 2)) / pow(y, p - 1);
}

const withParams = <P extends ReduceParams>(extra: Omit<P, keyof ReduceParams>, samples = reductionSamples) =>
  samples.map((sample) => ({ ...sample, params: { ...sample.params, ...extra } as P }));

const many = reductionSamples.slice(1);

const spreadText = (isRoot: boolean, n: number | string) =>
  isRoot ? `∂y · (a − mean(a)) / (${n} · y)` : `∂y · 2 · (a − mean(a)) / ${n}`;

function spread(name: 'var' | 'std'): TensorRow<VarianceParams> {
  const isRoot = name === 'std';
  return tensorRow<VarianceParams>({
    symbol: name,
    notation: 'call',
    flow: 'scales',
    explain: isRoot
      ? 'std scales: every element gets the upstream gradient times its distance from the mean over n and the result.'
      : 'var scales: every element gets the upstream gradient times twice its distance from the mean over n.',
    vjpText: [spreadText(isRoot, 'n')],
    vjpTextOf: ([a], { axes, ddof }) => [spreadText(isRoot, Math.max(0, countOf(a!, axesIn(a!, axes)) - ddof))],
    operands: 1,
    result: ([a], params) => reducedSpec(a!, params, params.dtype ?? floating(a!.dtype)),
    forward: ([a], params) =>
      perLane(a!, params, (data, at, n) => {
        const found = varianceOf(data, at, n, params.ddof);
        return isRoot ? Math.sqrt(found) : found;
      }),
    vjp: (call) =>
      pullLanes(call, (data, at, n, u, y, out) => {
        const mean = meanOf(data, at, n);
        const freedom = Math.max(0, n - call.params.ddof);
        const factor = isRoot ? (y === 0 ? 0 : u / (y * 2)) : u;
        for (let i = 0; i < n; i++) out[i] = (factor * 2 * (data[at + i]! - mean)) / freedom;
      }),
    ...(isRoot
      ? {
          convention: (_inputs: readonly NdArray[], output: NdArray) =>
            output.values().includes(0) ? 'at 0 the standard deviation has a corner: its slope is taken to be 0' : null,
        }
      : {}),
    samples: [
      ...withParams<VarianceParams>({ ddof: 0 }, isRoot ? many : reductionSamples),
      ...withParams<VarianceParams>({ ddof: 1 }, many.slice(0, 2)),
    ],
  });
}

/** Spread, length, and the smooth maximum. */
export const statistics = {
  var: spread('var'),
  std: spread('std'),
  norm: tensorRow<NormParams>({
    symbol: 'norm',
    notation: 'call',
    flow: 'scales',
    explain: 'norm scales: each element gets the upstream gradient times its own share of the length.',
    vjpText: ['∂y · a / y'],
    operands: 1,
    result: ([a], params) => reducedSpec(a!, params, params.dtype ?? floating(a!.dtype)),
    forward: ([a], params) => perLane(a!, params, (data, at, n) => normOf(data, at, n, params.order)),
    vjp: (call) => {
      const p = call.params.order;
      return pullLanes(call, (data, at, n, u, y, out) => {
        if (Number.isFinite(p)) {
          const flat = p === 1 || p === 0;
          for (let i = 0; i < n; i++) out[i] = (flat || y !== 0 ? u : 0) * normSlope(data[at + i]!, y, p);
          return;
        }
        let ties = 0;
        for (let i = 0; i < n; i++) if (Math.abs(data[at + i]!) === y) ties++;
        for (let i = 0; i < n; i++) out[i] = Math.abs(data[at + i]!) === y ? (signOf(data[at + i]!) * u) / ties : 0;
      });
    },
    convention: (_inputs, output) =>
      output.values().includes(0) ? 'at 0 the norm has a corner: its slope there is taken to be 0' : null,
    samples: [
      ...withParams<NormParams>({ order: 2 }, many),
      ...[1, 3, 1.5, 0.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].flatMap((order) =>
        withParams<NormParams>({ order }, many.slice(1, 2)),
      ),
    ],
  }),
  logsumexp: tensorRow<ReduceParams>({
    symbol: 'logsumexp',
    notation: 'call',
    flow: 'distributes',
    explain: 'logsumexp distributes: the elements share the upstream gradient by their softmax.',
    vjpText: ['∂y · exp(a − y)'],
    operands: 1,
    result: ([a], params) => reducedSpec(a!, params, params.dtype ?? floating(a!.dtype)),
    forward: ([a], params) =>
      perLane(a!, params, (data, at, n) => {
        let most = Number.NEGATIVE_INFINITY;
        for (let i = 0; i < n; i++) most = Math.max(most, data[at + i]!);
        if (Math.abs(most) === Number.POSITIVE_INFINITY) most = 0;
        let sum = 0;
        for (let i = 0; i < n; i++) sum += Math.exp(data[at + i]! - most);
        return Math.log(sum) + most;
      }),
    vjp({ upstream, inputs: [a], output, params }) {
      const over = axesIn(a!, params.axes);
      const dtype: Dtype = gradientDtype(a!.dtype);
      const weights = map2(
        loop2((x, y) => Math.exp(x - y)),
        a!,
        overAll(output, a!, over),
        a!.shape,
        'float64',
      );
      return [
        map2(
          loop2((u, weight) => u * weight),
          overAll(upstream, a!, over),
          weights,
          a!.shape,
          dtype,
        ),
      ];
    },
    samples: reductionSamples,
  }),
};

import { type Dtype, floating, gradientDtype } from '../../tensor/dtype';
import { cast, loop1, map1 } from '../../tensor/elementwise';
import { isError } from '../../tensor/error';
import { laneReduce } from '../../tensor/laneSum';
import { mapLanes } from '../../tensor/lanes';
import type { NdArray } from '../../tensor/ndarray';
import { type Fold, productFold, reduce, sumFold } from '../../tensor/reduce';
import { axesOf, reducedShape } from '../../tensor/shape';
import { expanded, reshaped } from '../../tensor/views';
import { type DtypeParams, type Sample, type Spec, tensorRow } from '../tensorRow';

export interface ReduceParams extends DtypeParams {
  /** The axes to reduce over; null for all. Negative ones count from the end. */
  readonly axes: readonly number[] | null;
  readonly keepDims: boolean;
}

/** Sums go in NumPy's order, or in PyTorch's (`lanes`): that decides the last digits. */
export interface SumParams extends ReduceParams {
  readonly order?: 'lanes';
}

/** The axes of a call that {@link reducedSpec} found right, counted from the front. */
export function axesIn(a: Spec, axes: readonly number[] | null): number[] {
  return axesOf(axes, a.shape.length) as number[];
}

export function reducedSpec(a: Spec, { axes, keepDims }: ReduceParams, dtype: Dtype) {
  const found = axesOf(axes, a.shape.length);
  return isError(found) ? found : { dtype, shape: reducedShape(a.shape, found, keepDims) };
}

/** An array of the reduced shape, stretched over the shape that was reduced. */
export function overAll(reduced: NdArray, a: Spec, axes: readonly number[]): NdArray {
  return expanded(reshaped(reduced, reducedShape(a.shape, axes, true)), a.shape);
}

/** How many elements go into one. */
export function countOf(a: Spec, axes: readonly number[]): number {
  return axes.reduce((count, axis) => count * a.shape[axis]!, 1);
}

const all = { axes: null, keepDims: false };

/** Over everything, one axis, several, kept and not; an axis of no elements among those that stay. */
export const reductionSamples: readonly Sample<ReduceParams>[] = [
  { shapes: [[]], params: all },
  { shapes: [[2, 3]], params: all },
  { shapes: [[2, 3]], params: { axes: [0], keepDims: false } },
  { shapes: [[2, 3]], params: { axes: [-1], keepDims: true } },
  { shapes: [[2, 3, 2]], params: { axes: [0, 2], keepDims: false } },
  { shapes: [[0, 3]], params: { axes: [1], keepDims: false } },
];

/** Integers are added up as int64. */
const sumDtype = (dtype: Dtype): Dtype => (dtype === 'bool' || dtype === 'int32' ? 'int64' : dtype);

/** Whether any or all elements are not 0. */
function truth(name: string, first: number, fold: Fold) {
  return tensorRow<ReduceParams>({
    symbol: name,
    notation: 'call',
    flow: 'blocks',
    explain: `${name} blocks: it gives truth values, through which no gradient passes.`,
    vjpText: ['0'],
    operands: 1,
    result: ([a], params) => reducedSpec(a!, params, 'bool'),
    forward: ([a], { axes, keepDims }) => reduce(fold, first, a!, axesIn(a!, axes), keepDims, 'bool'),
    vjp: () => [null],
    samples: reductionSamples,
  });
}

/** Sums, products and what is made of them. */
export const reduction = {
  sum: tensorRow<SumParams>({
    symbol: 'sum',
    notation: 'call',
    flow: 'distributes',
    explain: 'sum distributes: every element gets the upstream gradient of the sum that it went into.',
    vjpText: ['∂y'],
    operands: 1,
    result: ([a], params) => reducedSpec(a!, params, params.dtype ?? sumDtype(a!.dtype)),
    forward([a], { axes, keepDims, dtype, order }) {
      const [over, type] = [axesIn(a!, axes), dtype ?? sumDtype(a!.dtype)];
      return order === 'lanes' ? laneReduce(a!, over, keepDims, type) : reduce(sumFold, 0, a!, over, keepDims, type);
    },
    vjp({ upstream, inputs: [a], params }) {
      return [cast(overAll(upstream, a!, axesIn(a!, params.axes)), gradientDtype(a!.dtype))];
    },
    samples: [...reductionSamples, { shapes: [[2, 0]], params: { axes: [1], keepDims: false } }],
  }),
  mean: tensorRow<SumParams>({
    symbol: 'mean',
    notation: 'call',
    flow: 'distributes',
    explain:
      'mean distributes: every element gets an equal share of the upstream gradient of the mean that it went into.',
    vjpText: ['∂y / n'],
    vjpTextOf: ([a], { axes }) => [`∂y / ${countOf(a!, axesIn(a!, axes))}`],
    operands: 1,
    result: ([a], params) => reducedSpec(a!, params, params.dtype ?? floating(a!.dtype)),
    forward([a], { axes, keepDims, dtype, order }) {
      const over = axesIn(a!, axes);
      const n = countOf(a!, over);
      const sum =
        order === 'lanes'
          ? laneReduce(a!, over, keepDims, 'float64')
          : reduce(sumFold, 0, a!, over, keepDims, 'float64');
      return map1(
        loop1((value) => value / n),
        sum,
        dtype ?? floating(a!.dtype),
      );
    },
    vjp({ upstream, inputs: [a], params }) {
      const over = axesIn(a!, params.axes);
      const n = countOf(a!, over);
      const share = map1(
        loop1((value) => value / n),
        upstream,
        gradientDtype(a!.dtype),
      );
      return [overAll(share, a!, over)];
    },
    samples: reductionSamples,
  }),
  prod: tensorRow<ReduceParams>({
    symbol: 'prod',
    notation: 'call',
    flow: 'swaps',
    explain: 'prod swaps: every element gets the upstream gradient times the product of all other elements.',
    vjpText: ['∂y · y without a'],
    operands: 1,
    result: ([a], params) => reducedSpec(a!, params, params.dtype ?? sumDtype(a!.dtype)),
    forward: ([a], { axes, keepDims, dtype }) =>
      reduce(productFold, 1, a!, axesIn(a!, axes), keepDims, dtype ?? sumDtype(a!.dtype)),
    vjp({ upstream, inputs: [a], params }) {
      const over = axesIn(a!, params.axes);
      const n = countOf(a!, over);
      const u = overAll(upstream, a!, over);
      return [
        mapLanes([a!, u], over, gradientDtype(a!.dtype), ([ia, iu], [data, us], out, io) => {
          // The product before an element times the product after it: exact where there are zeros.
          let before = 1;
          for (let i = 0; i < n; i++) {
            out[io + i] = before;
            before *= data![ia! + i]!;
          }
          let after = 1;
          for (let i = n - 1; i >= 0; i--) {
            out[io + i] = us![iu! + i]! * (out[io + i]! * after);
            after *= data![ia! + i]!;
          }
        }),
      ];
    },
    samples: reductionSamples,
  }),
  any: truth('any', 0, (n, a, ia, sa, out, io, so) => {
    for (let i = 0; i < n; i++) if (a[ia + i * sa] !== 0) out[io + i * so] = 1;
  }),
  all: truth('all', 1, (n, a, ia, sa, out, io, so) => {
    for (let i = 0; i < n; i++) if (a[ia + i * sa] === 0) out[io + i * so] = 0;
  }),
};

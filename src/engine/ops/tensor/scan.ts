import { type Dtype, gradientDtype, type Numbers } from '../../tensor/dtype';
import { isError, TensorError } from '../../tensor/error';
import type { Tick } from '../../tensor/gemm';
import { mapLanes } from '../../tensor/lanes';
import type { NdArray } from '../../tensor/ndarray';
import { axisOf, shapeText } from '../../tensor/shape';
import { type DtypeParams, type Spec, type TensorRow, tensorRow } from '../tensorRow';
import { axesIn } from './reduction';

export interface ScanParams extends DtypeParams {
  readonly axis: number;
  /** Leaves out the element itself. */
  readonly exclusive?: boolean;
  /** Goes from the end to the front. */
  readonly reverse?: boolean;
}

export interface SortParams extends DtypeParams {
  readonly axis: number;
  readonly descending: boolean;
}

export interface TopParams {
  readonly k: number;
  readonly axis: number;
  readonly largest: boolean;
}

function alongSpec(a: Spec, axis: number, dtype: Dtype): Spec | TensorError {
  const found = axisOf(axis, a.shape.length);
  return isError(found) ? found : { dtype, shape: a.shape };
}

const sumDtype = (dtype: Dtype): Dtype => (dtype === 'bool' || dtype === 'int32' ? 'int64' : dtype);

const scanSamples = [
  { shapes: [[4]], params: { axis: 0 } },
  { shapes: [[2, 3]], params: { axis: 0, exclusive: true } },
  { shapes: [[2, 3]], params: { axis: -1, reverse: true } },
  { shapes: [[3, 2]], params: { axis: 0, reverse: true, exclusive: true } },
  { shapes: [[2, 0]], params: { axis: 1 } },
] as const;

/** Goes along a lane in the given direction: calls `visit` with the places of its elements. */
function along(n: number, isReverse: boolean, visit: (i: number) => void): void {
  if (isReverse) for (let i = n - 1; i >= 0; i--) visit(i);
  else for (let i = 0; i < n; i++) visit(i);
}

/** Running totals of each lane. */
function running(a: NdArray, { axis, exclusive, reverse }: ScanParams, dtype: Dtype, isProduct: boolean): NdArray {
  const axes = axesIn(a, [axis]);
  const n = a.shape[axes[0]!]!;
  return mapLanes([a], axes, dtype, ([ia], [data], out, io) => {
    let total = isProduct ? 1 : 0;
    along(n, reverse === true, (i) => {
      const before = total;
      total = isProduct ? total * data![ia! + i]! : total + data![ia! + i]!;
      out[io + i] = exclusive ? before : total;
    });
  });
}

/** The last extreme so far of each place of a lane, ties to the later one, as torch.cummax has it. */
function leaders(data: Numbers, at: number, n: number, isMax: boolean, out: number[]): void {
  let best = 0;
  for (let i = 0; i < n; i++) {
    const [value, most] = [data[at + i]!, data[at + best]!];
    if (Number.isNaN(value) || (isMax ? value >= most : value <= most)) best = i;
    out[i] = best;
  }
}

function runningExtreme(name: string, most: string, isMax: boolean): TensorRow<ScanParams> {
  return tensorRow<ScanParams>({
    symbol: name,
    notation: 'call',
    flow: 'routes',
    explain: `${name} routes: the upstream gradient of each place goes to the ${most} element up to there.`,
    vjpText: ['Σ ∂y where a leads'],
    operands: 1,
    result: ([a], { axis, dtype }) => alongSpec(a!, axis, dtype ?? a!.dtype),
    forward([a], { axis, dtype }) {
      const axes = axesIn(a!, [axis]);
      const n = a!.shape[axes[0]!]!;
      const led: number[] = [];
      return mapLanes([a!], axes, dtype ?? a!.dtype, ([ia], [data], out, io) => {
        leaders(data!, ia!, n, isMax, led);
        for (let i = 0; i < n; i++) out[io + i] = data![ia! + led[i]!]!;
      });
    },
    vjp({ upstream, inputs: [a], params }) {
      const axes = axesIn(a!, [params.axis]);
      const n = a!.shape[axes[0]!]!;
      const led: number[] = [];
      return [
        mapLanes([a!, upstream], axes, gradientDtype(a!.dtype), ([ia, iu], [data, u], out, io) => {
          leaders(data!, ia!, n, isMax, led);
          for (let i = 0; i < n; i++) out[io + led[i]!]! += u![iu! + i]!;
        }),
      ];
    },
    samples: [
      { shapes: [[4]], params: { axis: 0 } },
      { shapes: [[2, 3]], params: { axis: 0 } },
    ],
  });
}

/** The places of a lane's elements in order: stable, NaN last in ascending order and first in descending order. */
function orderOf(data: Numbers, at: number, n: number, isDescending: boolean, tick: Tick): Int32Array {
  tick(n * Math.ceil(Math.log2(n + 2)));
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const compare = (i: number, j: number): number => {
    const [a, b] = [data[at + i]!, data[at + j]!];
    if (a < b) return -1;
    if (a > b) return 1;
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  };
  order.sort(isDescending ? (i, j) => compare(j, i) || i - j : (i, j) => compare(i, j) || i - j);
  return order;
}

/** The first `k` in order of each lane. */
function ordered(a: NdArray, axis: number, isDescending: boolean, k: number, dtype: Dtype, isArg: boolean, tick: Tick) {
  const axes = axesIn(a, [axis]);
  const n = a.shape[axes[0]!]!;
  return mapLanes(
    [a],
    axes,
    dtype,
    ([ia], [data], out, io) => {
      const order = orderOf(data!, ia!, n, isDescending, tick);
      for (let i = 0; i < k; i++) out[io + i] = isArg ? order[i]! : data![ia! + order[i]!]!;
    },
    k,
  );
}

/** Gives each upstream gradient to the element that it came from. */
function unordered(a: NdArray, upstream: NdArray, axis: number, isDescending: boolean, tick: Tick): NdArray {
  const axes = axesIn(a, [axis]);
  const n = a.shape[axes[0]!]!;
  const k = upstream.shape[axes[0]!]!;
  const spread = mapLanes(
    [upstream],
    axes,
    upstream.dtype,
    ([iu], [u], out, io) => {
      for (let i = 0; i < k; i++) out[io + i] = u![iu! + i]!;
    },
    n,
  );
  return mapLanes([a, spread], axes, gradientDtype(a.dtype), ([ia, iu], [data, u], out, io) => {
    const order = orderOf(data!, ia!, n, isDescending, tick);
    for (let i = 0; i < k; i++) out[io + order[i]!] = u![iu! + i]!;
  });
}

/** Running sums, products and extremes, and sorting. */
export const scan = {
  cumsum: tensorRow<ScanParams>({
    symbol: 'cumsum',
    notation: 'call',
    flow: 'distributes',
    explain: 'cumsum distributes: every element gets the sum of the upstream gradients of the sums that it is part of.',
    vjpText: ['Σ ∂y from a on'],
    operands: 1,
    result: ([a], { axis, dtype }) => alongSpec(a!, axis, dtype ?? sumDtype(a!.dtype)),
    forward: ([a], params) => running(a!, params, params.dtype ?? sumDtype(a!.dtype), false),
    vjp: ({ upstream, inputs: [a], params }) => [
      running(upstream, { ...params, reverse: params.reverse !== true }, gradientDtype(a!.dtype), false),
    ],
    samples: scanSamples,
  }),
  cumprod: tensorRow<ScanParams>({
    symbol: 'cumprod',
    notation: 'call',
    flow: 'swaps',
    explain:
      'cumprod swaps: every element gets the upstream gradients of the products that it is part of, times their other factors.',
    vjpText: ['Σ ∂y · y without a'],
    operands: 1,
    result: ([a], { axis, dtype }) => alongSpec(a!, axis, dtype ?? sumDtype(a!.dtype)),
    forward: ([a], params) => running(a!, params, params.dtype ?? sumDtype(a!.dtype), true),
    vjp({ upstream, inputs: [a], params: { axis, exclusive, reverse } }) {
      const axes = axesIn(a!, [axis]);
      const n = a!.shape[axes[0]!]!;
      return [
        mapLanes([a!, upstream], axes, gradientDtype(a!.dtype), ([ia, iu], [data, u], out, io) => {
          // Without a division, so that zeros are exact: the product before an element, times the sum over the later
          // results of their upstream gradient and the factors between.
          const later = new Float64Array(n);
          let sum = 0;
          let next = -1;
          along(n, reverse !== true, (i) => {
            const carried = next < 0 ? 0 : data![ia! + next]! * sum;
            sum = exclusive ? (next < 0 ? 0 : u![iu! + next]! + carried) : u![iu! + i]! + carried;
            later[i] = sum;
            next = i;
          });
          let before = 1;
          along(n, reverse === true, (i) => {
            out[io + i] = before * later[i]!;
            before *= data![ia! + i]!;
          });
        }),
      ];
    },
    samples: scanSamples,
  }),
  cummax: runningExtreme('cummax', 'largest', true),
  cummin: runningExtreme('cummin', 'smallest', false),
  sort: tensorRow<SortParams>({
    symbol: 'sort',
    notation: 'call',
    flow: 'routes',
    explain: 'sort routes: every element gets the upstream gradient of the place that it was sorted to.',
    vjpText: ['∂y where a was sorted to'],
    operands: 1,
    result: ([a], { axis }) => alongSpec(a!, axis, a!.dtype),
    forward: ([a], { axis, descending }, tick) =>
      ordered(a!, axis, descending, a!.shape.at(axis)!, a!.dtype, false, tick),
    vjp: ({ upstream, inputs: [a], params: { axis, descending }, tick }) => [
      unordered(a!, upstream, axis, descending, tick),
    ],
    samples: [
      { shapes: [[5]], params: { axis: 0, descending: false } },
      { shapes: [[3, 2]], params: { axis: 0, descending: true } },
    ],
  }),
  argsort: tensorRow<SortParams>({
    symbol: 'argsort',
    notation: 'call',
    flow: 'blocks',
    explain: 'argsort blocks: it gives places, which no small change moves.',
    vjpText: ['0'],
    operands: 1,
    result: ([a], { axis, dtype }) => alongSpec(a!, axis, dtype ?? 'int64'),
    forward: ([a], { axis, descending, dtype }, tick) =>
      ordered(a!, axis, descending, a!.shape.at(axis)!, dtype ?? 'int64', true, tick),
    vjp: () => [null],
    samples: [{ shapes: [[2, 3]], params: { axis: -1, descending: false } }],
  }),
  topk: tensorRow<TopParams>({
    symbol: 'topk',
    notation: 'call',
    flow: 'routes',
    explain: 'topk routes: the elements that are taken get the upstream gradient, the others get nothing.',
    vjpText: ['∂y where a was taken, else 0'],
    operands: 1,
    result([a], { k, axis }) {
      const found = axisOf(axis, a!.shape.length);
      if (isError(found)) return found;
      if (Number.isInteger(k) && k >= 0 && k <= a!.shape[found]!)
        return { dtype: a!.dtype, shape: a!.shape.with(found, k) };
      return new TensorError(
        'InvalidArgument',
        `k is ${k}, but axis ${found} of {0}, of shape ${shapeText(a!.shape)}, has ${a!.shape[found]}`,
      );
    },
    forward: ([a], { k, axis, largest }, tick) => ordered(a!, axis, largest, k, a!.dtype, false, tick),
    vjp: ({ upstream, inputs: [a], params: { axis, largest }, tick }) => [unordered(a!, upstream, axis, largest, tick)],
    samples: [
      { shapes: [[5]], params: { k: 2, axis: 0, largest: true } },
      { shapes: [[3, 2]], params: { k: 1, axis: 0, largest: false } },
      { shapes: [[3, 2]], params: { k: 0, axis: 1, largest: true } },
    ],
  }),
};

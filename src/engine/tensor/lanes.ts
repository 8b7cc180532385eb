import { allocate, type Dtype, type Numbers } from './dtype';
import { arrayOver, contiguous, type NdArray } from './ndarray';
import { type Shape, sizeOf } from './shape';
import { permuted } from './views';

/**
 * An array read as lanes of `length` elements that stand one after the other: lane number i starts at
 * `offset + i · length`.
 */
export interface Lanes {
  readonly data: Numbers;
  readonly offset: number;
  readonly count: number;
  readonly length: number;
  /** Where each axis of the lanes comes from: the kept axes, then those that run along a lane. */
  readonly order: readonly number[];
  readonly shape: Shape;
}

/** Reads the elements so that those along `axes` (counted from the front) stand together; a view where they do already. */
export function lanesOf(a: NdArray, axes: readonly number[]): Lanes {
  const order = [...a.shape.keys()].filter((axis) => !axes.includes(axis));
  order.push(...axes);
  const turned = contiguous(permuted(a, order));
  const length = axes.reduce((product, axis) => product * a.shape[axis]!, 1);
  const count = sizeOf(order.slice(0, order.length - axes.length).map((axis) => a.shape[axis]!));
  return { data: turned.data, offset: turned.offset, count, length, order, shape: turned.shape };
}

/** The array that has these lanes: elements in the order of {@link lanesOf}, with `length` of them in each lane. */
export function fromLanes(data: Numbers, { order, shape }: Lanes, dtype: Dtype, length?: number): NdArray {
  const extents = length === undefined ? shape : shape.with(-1, length);
  const back = order.map((_, axis) => order.indexOf(axis));
  return permuted(arrayOver(dtype, extents, data), back);
}

/** Computes new lanes, of `length` elements each, from those of some arrays of one shape. */
export function mapLanes(
  arrays: readonly NdArray[],
  axes: readonly number[],
  dtype: Dtype,
  lane: (at: readonly number[], data: readonly Numbers[], out: Numbers, to: number) => void,
  length?: number,
): NdArray {
  const lanes = arrays.map((array) => lanesOf(array, axes));
  const first = lanes[0]!;
  const step = length ?? first.length;
  const out = allocate(dtype, first.count * step);
  const data = lanes.map((each) => each.data);
  const at = lanes.map(({ offset }) => offset);
  for (let i = 0; i < first.count; i++) {
    lane(at, data, out, i * step);
    for (let k = 0; k < at.length; k++) at[k]! += first.length;
  }
  return fromLanes(out, first, dtype, length);
}

/** One value for each lane, with the axes of the lanes gone or kept as extents of 1. */
export function reduceLanes(
  a: NdArray,
  axes: readonly number[],
  keepDims: boolean,
  dtype: Dtype,
  lane: (at: number, data: Numbers) => number,
): NdArray {
  const lanes = lanesOf(a, axes);
  const out = allocate(dtype, lanes.count);
  for (let i = 0; i < lanes.count; i++) out[i] = lane(lanes.offset + i * lanes.length, lanes.data);
  const shape = keepDims
    ? a.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : a.shape.filter((_, axis) => !axes.includes(axis));
  return arrayOver(dtype, shape, out);
}

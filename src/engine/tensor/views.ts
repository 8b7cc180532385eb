import { contiguous, NdArray } from './ndarray';
import { type Shape, sameShape, stridesOf } from './shape';

// Views are made without copies. Arguments are right already: operations check them before (see `result` of their rows).

/** Axis k of the result is axis `order[k]` of `a`. */
export function permuted(a: NdArray, order: readonly number[]): NdArray {
  return new NdArray(
    a.dtype,
    order.map((axis) => a.shape[axis]!),
    order.map((axis) => a.strides[axis]!),
    a.offset,
    a.data,
  );
}

/** With the last two axes swapped. */
export function matrixTransposed(a: NdArray): NdArray {
  const order = a.shape.map((_, axis) => axis);
  const n = order.length;
  [order[n - 2], order[n - 1]] = [n - 1, n - 2];
  return permuted(a, order);
}

/** Elements `start`, `start + step`, … along an axis: `count` of them. */
export function sliced(a: NdArray, axis: number, start: number, step: number, count: number): NdArray {
  return new NdArray(
    a.dtype,
    a.shape.with(axis, count),
    a.strides.with(axis, a.strides[axis]! * step),
    count === 0 ? a.offset : a.offset + start * a.strides[axis]!,
    a.data,
  );
}

/** One element along an axis, which goes away. */
export function selected(a: NdArray, axis: number, index: number): NdArray {
  const at = a.offset + index * a.strides[axis]!;
  return new NdArray(a.dtype, a.shape.toSpliced(axis, 1), a.strides.toSpliced(axis, 1), at, a.data);
}

export function expandedDims(a: NdArray, axis: number): NdArray {
  return new NdArray(a.dtype, a.shape.toSpliced(axis, 0, 1), a.strides.toSpliced(axis, 0, 0), a.offset, a.data);
}

/** Stretched to a shape that its own broadcasts to. */
export function expanded(a: NdArray, shape: Shape): NdArray {
  if (sameShape(a.shape, shape)) return a;
  const missing = shape.length - a.rank;
  const strides = shape.map((extent, axis) => {
    const own = axis - missing;
    return own < 0 || (a.shape[own] === 1 && extent !== 1) ? 0 : a.strides[own]!;
  });
  return new NdArray(a.dtype, shape, strides, a.offset, a.data);
}

export function flipped(a: NdArray, axes: readonly number[]): NdArray {
  let out = a;
  for (const axis of axes) out = sliced(out, axis, a.shape[axis]! - 1, -1, a.shape[axis]!);
  return out;
}

/** The elements with equal indices on two axes, `offset` further on the second; they become the last axis. */
export function diagonal(a: NdArray, offset: number, first: number, second: number): NdArray {
  const count = diagonalLength(a.shape, offset, first, second);
  const others = a.shape.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const start = offset >= 0 ? offset * a.strides[second]! : -offset * a.strides[first]!;
  return new NdArray(
    a.dtype,
    [...others.map((axis) => a.shape[axis]!), count],
    [...others.map((axis) => a.strides[axis]!), a.strides[first]! + a.strides[second]!],
    count === 0 ? a.offset : a.offset + start,
    a.data,
  );
}

export function diagonalLength(shape: Shape, offset: number, first: number, second: number): number {
  const [rows, columns] = [shape[first]!, shape[second]!];
  return Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
}

/** The same elements in the same order with other axes, as a view; null where the strides do not allow one. */
export function reshapedView(a: NdArray, shape: Shape): NdArray | null {
  const strides = a.isContiguous ? stridesOf(shape) : stridesFor(a, shape);
  return strides === null ? null : new NdArray(a.dtype, shape, strides, a.offset, a.data);
}

/** The same elements in the same order with other axes; a view where the strides allow it, else of a copy. */
export function reshaped(a: NdArray, shape: Shape): NdArray {
  const view = reshapedView(a, shape);
  if (view !== null) return view;
  const copy = contiguous(a);
  return new NdArray(a.dtype, shape, stridesOf(shape), copy.offset, copy.data);
}

/** Strides with which `shape` reads the elements of `a` in their order; null where there are none. */
function stridesFor(a: NdArray, shape: Shape): number[] | null {
  const extents: number[] = [];
  const old: number[] = [];
  for (let axis = 0; axis < a.rank; axis++) {
    if (a.shape[axis] === 1) continue;
    extents.push(a.shape[axis]!);
    old.push(a.strides[axis]!);
  }
  const strides = new Array<number>(shape.length).fill(0);
  let i = 0;
  let j = 0;
  while (i < extents.length && j < shape.length) {
    let mine = extents[i]!;
    let theirs = shape[j]!;
    let [lastI, lastJ] = [i, j];
    while (mine !== theirs) {
      if (mine < theirs) mine *= extents[++lastI]!;
      else theirs *= shape[++lastJ]!;
    }
    // The old axes that are merged have to follow each other in memory.
    for (let axis = i; axis < lastI; axis++) if (old[axis] !== old[axis + 1]! * extents[axis + 1]!) return null;
    let stride = old[lastI]!;
    for (let axis = lastJ; axis >= j; axis--) {
      strides[axis] = stride;
      stride *= shape[axis]!;
    }
    i = lastI + 1;
    j = lastJ + 1;
  }
  return strides;
}

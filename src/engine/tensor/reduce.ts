import type { Dtype, Numbers } from './dtype';
import { rounded } from './matmul';
import { arrayOver, type NdArray } from './ndarray';
import { forRuns } from './runs';
import { reducedShape, type Shape, sizeOf, stridesOf } from './shape';
import { reshaped } from './views';

/**
 * One run of a reduction: `n` elements of `a` go into `out`, all into one place (`so` is 0) or each into its own. Sums are
 * taken in doubles, whatever the type of the elements, and rounded once at the end.
 */
export type Fold = (n: number, a: Numbers, ia: number, sa: number, out: Float64Array, io: number, so: number) => void;

export const sumFold: Fold = (n, a, ia, sa, out, io, so) => {
  if (so === 0) {
    let sum = out[io]!;
    for (let i = 0; i < n; i++) sum += a[ia + i * sa]!;
    out[io] = sum;
  } else for (let i = 0; i < n; i++) out[io + i * so]! += a[ia + i * sa]!;
};

export const productFold: Fold = (n, a, ia, sa, out, io, so) => {
  for (let i = 0; i < n; i++) out[io + i * so]! *= a[ia + i * sa]!;
};

export const maxFold: Fold = (n, a, ia, sa, out, io, so) => {
  for (let i = 0; i < n; i++) out[io + i * so] = Math.max(out[io + i * so]!, a[ia + i * sa]!);
};

export const minFold: Fold = (n, a, ia, sa, out, io, so) => {
  for (let i = 0; i < n; i++) out[io + i * so] = Math.min(out[io + i * so]!, a[ia + i * sa]!);
};

/** Reduces over axes (counted from the front); `first` is the result for no elements. */
export function reduce(
  fold: Fold,
  first: number,
  a: NdArray,
  axes: readonly number[],
  keepDims: boolean,
  dtype: Dtype,
): NdArray {
  const kept = reducedShape(a.shape, axes, true);
  const out = new Float64Array(sizeOf(kept));
  if (first !== 0) out.fill(first);
  const strides = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  forRuns(a.shape, [a.strides, strides], [a.offset, 0], (n, at, step) =>
    fold(n, a.data, at[0]!, step[0]!, out, at[1]!, step[1]!),
  );
  return arrayOver(dtype, reducedShape(a.shape, axes, keepDims), rounded(dtype, out));
}

/** The sum over what broadcasting stretched `shape` by: the gradient of an operand that was broadcast. */
export function sumTo(a: NdArray, shape: Shape): NdArray {
  const missing = a.rank - shape.length;
  const axes: number[] = [];
  for (let axis = 0; axis < a.rank; axis++) {
    if (axis < missing || (shape[axis - missing] === 1 && a.shape[axis] !== 1)) axes.push(axis);
  }
  return axes.length === 0 ? a : reshaped(reduce(sumFold, 0, a, axes, true, a.dtype), shape);
}

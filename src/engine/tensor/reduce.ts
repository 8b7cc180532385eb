import type { Dtype, Numbers } from './dtype';
import { rounded } from './matmul';
import { arrayOver, type NdArray } from './ndarray';
import { forRuns } from './runs';
import { reducedShape, type Shape, sameShape, sizeOf, stridesOf } from './shape';
import { reshaped } from './views';

/**
 * One run of a reduction: `n` elements of `a` go into `out`, all into one place (`so` is 0) or each into its own. Sums are
 * taken in doubles, whatever the type of the elements, and rounded once at the end.
 */
export type Fold = (n: number, a: Numbers, ia: number, sa: number, out: Float64Array, io: number, so: number) => void;

export const sumFold: Fold = (n, a, ia, sa, out, io, so) => {
  if (so === 0)
    for (let i = 0; i < n; i += BUFFER) out[io]! += pairwiseSum(a, ia + i * sa, sa, Math.min(BUFFER, n - i));
  else for (let i = 0; i < n; i++) out[io + i * so]! += a[ia + i * sa]!;
};

/** NumPy reads so many elements at a time: their sums are added up one after the other. */
const BUFFER = 8192;

/** Up to so many elements are added up in one go. */
const BLOCK = 128;

/**
 * The sum of `n` elements, halves first: less is lost by rounding than one after the other. The order is NumPy's (eight
 * sums side by side in blocks of 128), so that sums print the same digits.
 */
export function pairwiseSum(a: ArrayLike<number>, at: number, step: number, n: number): number {
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += a[at + i * step]!;
    return sum;
  }
  if (n > BLOCK) {
    const half = (n >> 1) - ((n >> 1) % 8);
    return pairwiseSum(a, at, step, half) + pairwiseSum(a, at + half * step, step, n - half);
  }
  let r0 = a[at]!;
  let r1 = a[at + step]!;
  let r2 = a[at + 2 * step]!;
  let r3 = a[at + 3 * step]!;
  let r4 = a[at + 4 * step]!;
  let r5 = a[at + 5 * step]!;
  let r6 = a[at + 6 * step]!;
  let r7 = a[at + 7 * step]!;
  let i = 8;
  for (; i + 8 <= n; i += 8) {
    const from = at + i * step;
    r0 += a[from]!;
    r1 += a[from + step]!;
    r2 += a[from + 2 * step]!;
    r3 += a[from + 3 * step]!;
    r4 += a[from + 4 * step]!;
    r5 += a[from + 5 * step]!;
    r6 += a[from + 6 * step]!;
    r7 += a[from + 7 * step]!;
  }
  let sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
  for (; i < n; i++) sum += a[at + i * step]!;
  return sum;
}

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
  if (axes.length === a.rank && a.size > 0 && a.isContiguous) {
    const out = new Float64Array(1);
    out[0] = first;
    fold(a.size, a.data, a.offset, a.size === 1 ? 0 : 1, out, 0, 0);
    return arrayOver(dtype, keepDims ? a.shape.map(() => 1) : [], rounded(dtype, out));
  }
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
  if (sameShape(a.shape, shape)) return a;
  const missing = a.rank - shape.length;
  const axes: number[] = [];
  for (let axis = 0; axis < a.rank; axis++) {
    if (axis < missing || (shape[axis - missing] === 1 && a.shape[axis] !== 1)) axes.push(axis);
  }
  return axes.length === 0 ? a : reshaped(reduce(sumFold, 0, a, axes, true, a.dtype), shape);
}

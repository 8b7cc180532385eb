import { allocate, converted, type Dtype, type Numbers, settle } from './dtype';
import { arrayOver, copyInto, type NdArray, zeros } from './ndarray';
import { forRuns } from './runs';
import { type Shape, sizeOf } from './shape';
import { expanded } from './views';

/** One run of a function of one array: `out[io + i] = f(a[ia + i·sa])` for `n` elements. */
export type Loop1 = (n: number, a: Numbers, ia: number, sa: number, out: Numbers, io: number) => void;

export type Loop2 = (
  n: number,
  a: Numbers,
  ia: number,
  sa: number,
  b: Numbers,
  ib: number,
  sb: number,
  out: Numbers,
  io: number,
) => void;

export const loop1 =
  (f: (a: number) => number): Loop1 =>
  (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = f(a[ia]!);
  };

export const loop2 =
  (f: (a: number, b: number) => number): Loop2 =>
  (n, a, ia, sa, b, ib, sb, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = f(a[ia]!, b[ib]!);
  };

/**
 * The step from one element to the next where that is one for all, so that the array is one run, also stretched to `size`
 * elements; −1 else.
 */
function stepIn(a: NdArray, size: number): number {
  if (a.size === 1) return 0;
  if (a.size !== size) return -1;
  if (a.isContiguous) return 1;
  for (let axis = 0; axis < a.strides.length; axis++) if (a.strides[axis] !== 0) return -1;
  return 0;
}

/** A new array of what `loop` makes of each element. */
export function map1(loop: Loop1, a: NdArray, dtype: Dtype): NdArray {
  const out = allocate(dtype, a.size);
  const all = stepIn(a, a.size);
  if (all >= 0) {
    loop(a.size, a.data, a.offset, all, out, 0);
    settle(dtype, out);
    return arrayOver(dtype, a.shape, out);
  }
  let io = 0;
  forRuns(a.shape, [a.strides], [a.offset], (n, at, step) => {
    loop(n, a.data, at[0]!, step[0]!, out, io);
    io += n;
  });
  settle(dtype, out);
  return arrayOver(dtype, a.shape, out);
}

/** A new array of what `loop` makes of the elements of two arrays, which broadcast to `shape`. */
export function map2(loop: Loop2, left: NdArray, right: NdArray, shape: Shape, dtype: Dtype): NdArray {
  const size = sizeOf(shape);
  const out = allocate(dtype, size);
  const stepA = stepIn(left, size);
  const stepB = stepIn(right, size);
  if (stepA >= 0 && stepB >= 0) {
    loop(size, left.data, left.offset, stepA, right.data, right.offset, stepB, out, 0);
    settle(dtype, out);
    return arrayOver(dtype, shape, out);
  }
  const a = expanded(left, shape);
  const b = expanded(right, shape);
  let io = 0;
  forRuns(shape, [a.strides, b.strides], [a.offset, b.offset], (n, at, step) => {
    loop(n, a.data, at[0]!, step[0]!, b.data, at[1]!, step[1]!, out, io);
    io += n;
  });
  settle(dtype, out);
  return arrayOver(dtype, shape, out);
}

/** A new array of what `f` makes of the elements of any number of arrays, which broadcast to `shape`. */
export function mapN(
  f: (elements: Float64Array) => number,
  operands: readonly NdArray[],
  shape: Shape,
  dtype: Dtype,
): NdArray {
  const wide = operands.map((operand) => expanded(operand, shape));
  const out = zeros(dtype, shape);
  const elements = new Float64Array(wide.length);
  let io = 0;
  forRuns(
    shape,
    wide.map(({ strides }) => strides),
    wide.map(({ offset }) => offset),
    (n, at, step) => {
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < wide.length; k++) elements[k] = wide[k]!.data[at[k]! + i * step[k]!]!;
        out.data[io++] = f(elements);
      }
    },
  );
  settle(dtype, out.data);
  return out;
}

/** The array with elements of another type; the same array where it has them already. */
export function cast(a: NdArray, dtype: Dtype): NdArray {
  if (a.dtype === dtype) return a;
  // What an integer or a truth value becomes is not what storing a double gives: 256 would be stored in a byte as 0.
  if (dtype === 'bool' || dtype === 'int64' || dtype === 'int32') {
    return map1(
      loop1((value) => converted(dtype, value)),
      a,
      dtype,
    );
  }
  const out = zeros(dtype, a.shape);
  copyInto(a, out.data, 0);
  return out;
}

/** `a + b` for arrays of one shape and type, in place where `a` may be written to. */
export function accumulated(a: NdArray, b: NdArray, mayWrite: boolean): NdArray {
  if (mayWrite && a.isContiguous && a.data.length === a.size) {
    let io = 0;
    forRuns(b.shape, [b.strides], [b.offset], (n, at, step) => {
      addLoop(n, a.data, io, 1, b.data, at[0]!, step[0]!, a.data, io);
      io += n;
    });
    return a;
  }
  return map2(addLoop, a, b, a.shape, a.dtype);
}

export const addLoop: Loop2 = (n, a, ia, sa, b, ib, sb, out, io) => {
  for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = a[ia]! + b[ib]!;
};

export const mulLoop: Loop2 = (n, a, ia, sa, b, ib, sb, out, io) => {
  for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = a[ia]! * b[ib]!;
};

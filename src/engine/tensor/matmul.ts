import { allocate, type Dtype, type Numbers, settle } from './dtype';
import { TensorError } from './error';
import { gemm, type Tick } from './gemm';
import { arrayOver, contiguous, type NdArray } from './ndarray';
import { broadcastShapes, type Shape, shapeText, sizeOf } from './shape';
import { expanded } from './views';

/** The shape of a product of stacks of matrices, or why there is none. The operands have two axes at least. */
export function productShape(a: Shape, b: Shape): number[] | TensorError {
  const [inner, other] = [a.at(-1)!, b.at(-2)!];
  if (inner !== other) return innerMismatch(a, b, a.length - 1, b.length - 2);
  const batch = broadcastShapes([a.slice(0, -2), b.slice(0, -2)]);
  return batch instanceof TensorError ? batch : [...batch, a.at(-2)!, b.at(-1)!];
}

export function innerMismatch(a: Shape, b: Shape, axisA: number, axisB: number): TensorError {
  return new TensorError(
    'ShapeMismatch',
    `the shapes ${shapeText(a)} of {0} and ${shapeText(b)} of {1} do not fit: axis ${axisA} of {0} has ${a[axisA]}, axis ${axisB} of {1} has ${b[axisB]}`,
  );
}

/** The product of stacks of matrices; the axes before the last two broadcast. */
export function matmul(a: NdArray, b: NdArray, dtype: Dtype, tick: Tick): NdArray {
  const batch = broadcastShapes([a.shape.slice(0, -2), b.shape.slice(0, -2)]) as number[];
  const [m, k, n] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
  const shape = [...batch, m, n];
  const out = dtype === 'float64' ? new Float64Array(sizeOf(shape)) : doubles(sizeOf(shape));
  if (b.rank === 2 && a.rank > 2) {
    // One matrix for the whole stack: its rows are those of one tall matrix.
    const tall = contiguous(a);
    const left = { data: tall.data, offset: tall.offset, rows: k, columns: 1 };
    gemm(sizeOf(batch) * m, n, k, left, matrixOf(b, b.offset), out, 0, tick);
  } else {
    const stackA = expanded(a, [...batch, m, k]);
    const stackB = expanded(b, [...batch, k, n]);
    const count = sizeOf(batch);
    for (let i = 0; i < count; i++) {
      gemm(m, n, k, matrixOf(stackA, stackAt(stackA, i)), matrixOf(stackB, stackAt(stackB, i)), out, i * m * n, tick);
    }
  }
  return arrayOver(dtype, shape, rounded(dtype, out));
}

/** Numbers that sums are kept for between two products. */
const KEPT = 4096;
const kept = new Float64Array(KEPT);

/** Zeros to add up in, for what is copied from there at once. */
function doubles(size: number): Float64Array {
  return size > KEPT ? new Float64Array(size) : kept.subarray(0, size).fill(0);
}

/** What was computed in doubles, in the type's storage. */
export function rounded(dtype: Dtype, doubles: Float64Array): Numbers {
  if (dtype === 'float64') return doubles;
  const out = allocate(dtype, doubles.length);
  if (dtype === 'bool') for (let i = 0; i < out.length; i++) out[i] = doubles[i] !== 0 ? 1 : 0;
  else out.set(doubles);
  settle(dtype, out);
  return out;
}

export function matrixOf(a: NdArray, offset: number) {
  return { data: a.data, offset, rows: a.strides.at(-2)!, columns: a.strides.at(-1)! };
}

/** Where the matrix with this number of a stack starts. */
export function stackAt(a: NdArray, index: number): number {
  let at = a.offset;
  let rest = index;
  for (let axis = a.rank - 3; axis >= 0; axis--) {
    at += (rest % a.shape[axis]!) * a.strides[axis]!;
    rest = Math.floor(rest / a.shape[axis]!);
  }
  return at;
}

import { allocate, type Dtype, type Numbers, settle } from './dtype';
import { TensorError } from './error';
import { gemm, type Tick } from './gemm';
import { arrayOver, contiguous, type NdArray } from './ndarray';
import { broadcastShapes, type Shape, shapeText, sizeOf } from './shape';
import { expanded } from './views';

/** The shape of a product of stacks of matrices, or why there is none. The operands have two axes at least. */
export function productShape(a: Shape, b: Shape): number[] | TensorError {
  if (a[a.length - 1] !== b[b.length - 2]) return innerMismatch(a, b, a.length - 1, b.length - 2);
  if (a.length === 2 && b.length === 2) return [a[0]!, b[1]!];
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
  if (a.rank === 2 && b.rank === 2) {
    const [m, n] = [a.shape[0]!, b.shape[1]!];
    const out = sumsFor(dtype, m * n);
    gemm(m, n, b.shape[0]!, matrixOf(a, a.offset), matrixOf(b, b.offset), out, 0, tick);
    return arrayOver(dtype, [m, n], rounded(dtype, out));
  }
  const batch = broadcastShapes([a.shape.slice(0, -2), b.shape.slice(0, -2)]) as number[];
  const [m, k, n] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
  const shape = [...batch, m, n];
  const out = sumsFor(dtype, sizeOf(shape));
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

/** Memory for the sums of a product of no more elements, which are copied from there at once. */
const shared = new Float64Array(4096);

/** Zeros to add up in: the result's own memory where that is doubles. */
function sumsFor(dtype: Dtype, size: number): Float64Array {
  return dtype === 'float64' || size > shared.length ? new Float64Array(size) : shared.subarray(0, size).fill(0);
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
  const { data, strides } = a;
  return { data, offset, rows: strides[strides.length - 2]!, columns: strides[strides.length - 1]! };
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

import { gradientDtype, promote } from '../../tensor/dtype';
import { isError, TensorError } from '../../tensor/error';
import { innerMismatch, matmul, productShape } from '../../tensor/matmul';
import type { NdArray } from '../../tensor/ndarray';
import { sumTo } from '../../tensor/reduce';
import { type Shape, shapeText } from '../../tensor/shape';
import { expandedDims, matrixTransposed, reshaped } from '../../tensor/views';
import { type Backflow, type DtypeParams, type Spec, tensorRow } from '../tensorRow';

export interface MatmulParams extends DtypeParams {
  /** Takes the last two axes of an operand swapped, as TensorFlow.js offers. */
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** A vector at the left is a row, at the right a column; that axis does not show in the result. */
function asMatrices([a, b]: readonly NdArray[], { transposeA, transposeB }: MatmulParams): [NdArray, NdArray] {
  const left = a!.rank === 1 ? expandedDims(a!, 0) : transposeA ? matrixTransposed(a!) : a!;
  const right = b!.rank === 1 ? expandedDims(b!, 1) : transposeB ? matrixTransposed(b!) : b!;
  return [left, right];
}

const swapped = (shape: Shape): Shape => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];

function matmulSpec([a, b]: readonly Spec[], { transposeA, transposeB, dtype }: MatmulParams): Spec | TensorError {
  for (const [k, { shape }] of [a!, b!].entries()) {
    if (shape.length === 0) {
      return new TensorError('ShapeMismatch', `{${k}} is a single number, [], where matmul takes vectors and matrices`);
    }
  }
  const left = a!.shape.length === 1 ? [1, a!.shape[0]!] : transposeA ? swapped(a!.shape) : a!.shape;
  const right = b!.shape.length === 1 ? [b!.shape[0]!, 1] : transposeB ? swapped(b!.shape) : b!.shape;
  if (left.at(-1) !== right.at(-2)) {
    const axisA = a!.shape.length - (transposeA && a!.shape.length > 1 ? 2 : 1);
    const axisB = Math.max(0, b!.shape.length - (transposeB && b!.shape.length > 1 ? 1 : 2));
    return innerMismatch(a!.shape, b!.shape, axisA, axisB);
  }
  const shape = productShape(left, right);
  if (isError(shape)) {
    const stacks = `${shapeText(a!.shape)} of {0} and ${shapeText(b!.shape)} of {1}`;
    return new TensorError(
      'ShapeMismatch',
      `the stacks of matrices ${stacks} do not broadcast in the axes before the last two`,
    );
  }
  const kept = shape.filter((_, axis) => {
    if (axis === shape.length - 2) return a!.shape.length > 1;
    return axis < shape.length - 2 || b!.shape.length > 1;
  });
  return { dtype: dtype ?? promote(a!.dtype, b!.dtype), shape: kept };
}

function matmulVjp({ upstream, inputs, params, wanted, tick }: Backflow<MatmulParams>): (NdArray | null)[] {
  const [left, right] = asMatrices(inputs, params);
  let full = upstream;
  if (inputs[0]!.rank === 1) full = expandedDims(full, inputs[1]!.rank === 1 ? full.rank : full.rank - 1);
  if (inputs[1]!.rank === 1) full = expandedDims(full, full.rank);
  const found: (NdArray | null)[] = [null, null];
  if (wanted[0]) {
    const dtype = gradientDtype(inputs[0]!.dtype);
    const all = sumTo(matmul(full, matrixTransposed(right), dtype, tick), left.shape);
    found[0] = reshaped(params.transposeA && inputs[0]!.rank > 1 ? matrixTransposed(all) : all, inputs[0]!.shape);
  }
  if (wanted[1]) {
    const dtype = gradientDtype(inputs[1]!.dtype);
    let all: NdArray;
    if (right.rank === 2 && left.rank > 2) {
      // The same matrix for the whole stack: the sum over the stack is one product of tall matrices.
      const rows = full.size / full.shape.at(-1)!;
      const tall = reshaped(left, [rows || 0, left.shape.at(-1)!]);
      all = matmul(matrixTransposed(tall), reshaped(full, [rows || 0, full.shape.at(-1)!]), dtype, tick);
    } else all = sumTo(matmul(matrixTransposed(left), full, dtype, tick), right.shape);
    found[1] = reshaped(params.transposeB && inputs[1]!.rank > 1 ? matrixTransposed(all) : all, inputs[1]!.shape);
  }
  return found;
}

/** Whose transpose multiplies what; a vector makes an outer product (⊗) of the other side. */
function matmulText([a, b]: readonly Spec[], { transposeA, transposeB }: MatmulParams): readonly string[] {
  const [isRow, isColumn] = [a!.shape.length === 1, b!.shape.length === 1];
  if (isRow && isColumn) return ['∂y · b', '∂y · a'];
  if (isRow) return transposeB ? ['∂y · b', '∂y ⊗ a'] : ['b · ∂y', 'a ⊗ ∂y'];
  if (isColumn) return transposeA ? ['b ⊗ ∂y', 'a · ∂y'] : ['∂y ⊗ b', 'aᵀ · ∂y'];
  if (transposeA && transposeB) return ['bᵀ · ∂yᵀ', '∂yᵀ · aᵀ'];
  if (transposeA) return ['b · ∂yᵀ', 'a · ∂y'];
  return transposeB ? ['∂y · b', '∂yᵀ · a'] : ['∂y · bᵀ', 'aᵀ · ∂y'];
}

/** Products of matrices and what is made of them. */
export const linalg = {
  matmul: tensorRow<MatmulParams>({
    symbol: '@',
    notation: 'infix',
    flow: 'swaps',
    explain: 'matmul swaps: each input gets the upstream gradient multiplied by the other input, transposed.',
    vjpText: ['∂y · bᵀ', 'aᵀ · ∂y'],
    vjpTextOf: matmulText,
    operands: 2,
    result: matmulSpec,
    forward(inputs, params, tick) {
      const spec = matmulSpec(inputs, params) as Spec;
      const [left, right] = asMatrices(inputs, params);
      return reshaped(matmul(left, right, spec.dtype, tick), spec.shape);
    },
    vjp: matmulVjp,
    samples: [
      {
        shapes: [
          [2, 3],
          [3, 4],
        ],
        params: {},
      },
      { shapes: [[3], [3]], params: {} },
      { shapes: [[2, 3], [3]], params: {} },
      { shapes: [[3], [2, 3, 2]], params: {} },
      { shapes: [[2, 2, 3], [3]], params: {} },
      {
        shapes: [
          [2, 2, 3],
          [3, 2],
        ],
        params: {},
      },
      {
        shapes: [
          [2, 1, 2, 3],
          [3, 3, 2],
        ],
        params: {},
      },
      {
        shapes: [
          [3, 2],
          [4, 3],
        ],
        params: { transposeA: true, transposeB: true },
      },
      {
        shapes: [
          [0, 3],
          [3, 2],
        ],
        params: {},
      },
      {
        shapes: [
          [2, 0],
          [0, 3],
        ],
        params: {},
      },
    ],
  }),
};

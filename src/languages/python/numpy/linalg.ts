import type { SourceId } from '../../../engine/sources';
import { SnippetFailure } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { denseText } from '../arrays/words';
import { functions } from '../builtins/define';
import { defineException } from '../values/exceptions';
import { ModuleObject, type Native, Tuple } from '../values/objects';
import { checkedSize, given } from './array';
import { mismatch } from './elementwise';
import { axesIn, axisIn, castTo, flag, numberIn, op, tensorOf, whole, wholes } from './operands';
import { floatingType, promoteTypes } from './promotion';

export const linAlgError = defineException('numpy.linalg.LinAlgError', 'Exception');

function pair(rt: Runtime, a: Value, b: Value, source: SourceId) {
  const [left, right] = [tensorOf(rt, a, source), tensorOf(rt, b, source)];
  return { left, right, dtype: promoteTypes(left.array.dtype, right.array.dtype) };
}

/** `a @ b`. */
export function matmul(rt: Runtime, a: Value, b: Value, source: SourceId): Value {
  const { left, right, dtype } = pair(rt, a, b, source);
  const [p, q] = [left.array.shape, right.array.shape];
  if (p.length === 0 || q.length === 0) {
    const which = p.length === 0 ? 0 : 1;
    throw rt.error(
      'ValueError',
      `matmul: Input operand ${which} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)`,
      source,
    );
  }
  const [n, m] = [p.at(-1)!, q.length === 1 ? q[0]! : q.at(-2)!];
  if (n !== m) {
    throw mismatch(
      rt,
      `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${m} is different from ${n})`,
      [left, right],
      source,
    );
  }
  return given(rt, product(rt, left, right, dtype, source));
}

function product(
  rt: Runtime,
  left: TensorValue,
  right: TensorValue,
  dtype: TensorValue['array']['dtype'],
  source: SourceId,
): TensorValue {
  if (left.array.rank === 1 && right.array.rank === 1) return op(rt, 'dot', [left, right], { dtype }, source);
  // Vectors count as a row or a column.
  const [p, q] = [left.array.shape, right.array.shape];
  if (p.length > 1 && q.length > 1) return op(rt, 'matmul', [left, right], { dtype }, source);
  const wide = p.length === 1 ? op(rt, 'reshape', [left], { shape: [1, p[0]!] }, source) : left;
  const tall = q.length === 1 ? op(rt, 'reshape', [right], { shape: [q[0]!, 1] }, source) : right;
  const result = op(rt, 'matmul', [wide, tall], { dtype }, source);
  const { shape } = result.array;
  const left_ = p.length === 1 ? shape.toSpliced(-2, 1) : shape.slice(0, -1);
  return op(rt, 'reshape', [result], { shape: left_ }, source);
}

/** `np.dot`: products of vectors and matrices; for more axes the last of a with the last but one of b. */
export function dot(rt: Runtime, a: Value, b: Value, source: SourceId): Value {
  const { left, right, dtype } = pair(rt, a, b, source);
  const [p, q] = [left.array.shape, right.array.shape];
  if (p.length === 0 || q.length === 0) return given(rt, op(rt, 'mul', [left, right], { dtype }, source));
  const [i, j] = [p.length - 1, q.length === 1 ? 0 : q.length - 2];
  if (p[i] !== q[j]) {
    const message = `shapes ${denseText(p)} and ${denseText(q)} not aligned: ${p[i]} (dim ${i}) != ${q[j]} (dim ${j})`;
    throw mismatch(rt, message, [left, right], source);
  }
  if (p.length <= 2 && q.length <= 2) return given(rt, product(rt, left, right, dtype, source));
  return given(rt, contracted(rt, left, right, [i], [j], source));
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Sums over pairs of axes; the other axes of a, then those of b, remain. */
function contracted(
  rt: Runtime,
  left: TensorValue,
  right: TensorValue,
  axesA: readonly number[],
  axesB: readonly number[],
  source: SourceId,
): TensorValue {
  const a = Array.from({ length: left.array.rank }, (_, k) => LETTERS[k]!);
  const b = Array.from({ length: right.array.rank }, (_, k) => {
    const at = axesB.indexOf(k);
    return at === -1 ? LETTERS[left.array.rank + k]! : a[axesA[at]!]!;
  });
  const out = [...a.filter((_, k) => !axesA.includes(k)), ...b.filter((_, k) => !axesB.includes(k))];
  const subscripts = `${a.join('')},${b.join('')}->${out.join('')}`;
  return op(
    rt,
    'einsum',
    [left, right],
    { subscripts, dtype: promoteTypes(left.array.dtype, right.array.dtype) },
    source,
  );
}

function tensordot(rt: Runtime, [a, b, axes]: Value[], source: SourceId): Value {
  const { left, right } = pair(rt, a, b, source);
  const [p, q] = [left.array.rank, right.array.rank];
  let axesA: number[];
  let axesB: number[];
  if (axes instanceof Tuple || Array.isArray(axes)) {
    const [first, second] = (axes instanceof Tuple ? axes.items : axes) as readonly Value[];
    axesA = wholes(rt, first, source).map((axis) => axisIn(rt, axis, p, source));
    axesB = wholes(rt, second, source).map((axis) => axisIn(rt, axis, q, source));
  } else {
    const count = axes === undefined ? 2 : whole(rt, axes, source);
    axesA = Array.from({ length: count }, (_, k) => p - count + k);
    axesB = Array.from({ length: count }, (_, k) => k);
  }
  if (axesA.length !== axesB.length || axesA.some((axis, k) => left.array.shape[axis] !== right.array.shape[axesB[k]!]))
    throw mismatch(rt, 'shape-mismatch for sum', [left, right], source);
  return given(rt, contracted(rt, left, right, axesA, axesB, source));
}

function inner(rt: Runtime, [a, b]: Value[], source: SourceId): Value {
  const { left, right } = pair(rt, a, b, source);
  const [p, q] = [left.array.shape, right.array.shape];
  if (p.length === 0 || q.length === 0) return given(rt, op(rt, 'mul', [left, right], {}, source));
  if (p.at(-1) !== q.at(-1)) {
    const message = `shapes ${denseText(p)} and ${denseText(q)} not aligned: ${p.at(-1)} (dim ${p.length - 1}) != ${q.at(-1)} (dim ${q.length - 1})`;
    throw mismatch(rt, message, [left, right], source);
  }
  return given(rt, contracted(rt, left, right, [p.length - 1], [q.length - 1], source));
}

export function outer(rt: Runtime, a: Value, b: Value, source: SourceId): Value {
  const { left, right, dtype } = pair(rt, a, b, source);
  const flat = (tensor: TensorValue) => op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  checkedSize(rt, [left.array.size, right.array.size], source);
  return given(rt, op(rt, 'outer', [flat(left), flat(right)], { dtype }, source));
}

function einsum(rt: Runtime, [subscripts, ...operands]: Value[], source: SourceId): Value {
  if (typeof subscripts !== 'string')
    throw rt.unsupported('np.einsum takes its subscripts as text here, such as "ij,jk->ik"', source);
  const tensors = operands.map((operand) => tensorOf(rt, operand, source));
  const dtype = tensors.map(({ array }) => array.dtype).reduce(promoteTypes);
  return given(rt, op(rt, 'einsum', tensors, { subscripts: subscripts.replaceAll(' ', ''), dtype }, source));
}

export function trace(rt: Runtime, value: Value, offset: Value, source: SourceId): Value {
  const tensor = tensorOf(rt, value, source);
  if (tensor.array.rank < 2) throw rt.error('ValueError', 'diag requires an array of at least two dimensions', source);
  const k = offset === undefined ? 0 : whole(rt, offset, source);
  const own = tensor.array.dtype === 'bool' ? castTo(rt, tensor, 'int64', source) : tensor;
  return given(rt, op(rt, 'trace', [own], { offset: k, axes: [0, 1] }, source));
}

function cross(rt: Runtime, [a, b]: Value[], source: SourceId): Value {
  const { left, right } = pair(rt, a, b, source);
  if (left.array.shape.at(-1) !== 3 || right.array.shape.at(-1) !== 3)
    throw rt.unsupported('np.cross takes vectors of 3 elements here', source);
  const part = (tensor: TensorValue, index: number) =>
    op(rt, 'index', [tensor], { items: [{ kind: 'ellipsis' }, { kind: 'at', index }] }, source);
  const times = (i: number, j: number) => op(rt, 'mul', [part(left, i), part(right, j)], {}, source);
  const minus = (i: number, j: number) => op(rt, 'sub', [times(i, j), times(j, i)], {}, source);
  return given(rt, op(rt, 'stack', [minus(1, 2), minus(2, 0), minus(0, 1)], { axis: -1 }, source));
}

function kron(rt: Runtime, [a, b]: Value[], source: SourceId): Value {
  const { left, right } = pair(rt, a, b, source);
  const rank = Math.max(left.array.rank, right.array.rank);
  const full = (tensor: TensorValue) => [...new Array<number>(rank - tensor.array.rank).fill(1), ...tensor.array.shape];
  const [p, q] = [full(left), full(right)];
  checkedSize(rt, [left.array.size, right.array.size], source);
  const tall = op(rt, 'reshape', [left], { shape: p.flatMap((extent) => [extent, 1]) }, source);
  const wide = op(rt, 'reshape', [right], { shape: q.flatMap((extent) => [1, extent]) }, source);
  const all = op(rt, 'mul', [tall, wide], {}, source);
  return given(rt, op(rt, 'reshape', [all], { shape: p.map((extent, k) => extent * q[k]!) }, source));
}

// --- numpy.linalg ----------------------------------------------------------------------------------------------------

function norm(rt: Runtime, [value, order, axis, keepdims]: Value[], source: SourceId): Value {
  const given_ = tensorOf(rt, value, source);
  const tensor = castTo(rt, given_, floatingType(given_.array.dtype), source);
  const axes = axesIn(rt, axis, tensor.array.rank, source);
  const keepDims = flag(keepdims);
  const count = axes?.length ?? tensor.array.rank;
  const isPlain = order === undefined || order === null || (order === 'fro' && count === 2);
  if (isPlain) return given(rt, op(rt, 'norm', [tensor], { axes, keepDims, order: 2 }, source));
  if (typeof order === 'string')
    throw rt.unsupported(`the norm '${order}' is not supported; use ord=2 of a vector, or 'fro' of a matrix`, source);
  const own = numberIn(rt, order, source);
  if (count !== 1) return matrixNorm(rt, tensor, own, axes ?? [0, 1], keepDims, source);
  if (own === 0) {
    const truths = castTo(rt, new TensorValue(tensor.array, null), 'bool', source);
    return given(rt, op(rt, 'sum', [truths], { axes, keepDims, dtype: 'float64' }, source));
  }
  return given(rt, op(rt, 'norm', [tensor], { axes, keepDims, order: own }, source));
}

function matrixNorm(
  rt: Runtime,
  tensor: TensorValue,
  order: number,
  axes: readonly number[],
  keepDims: boolean,
  source: SourceId,
): Value {
  const size = Math.abs(order);
  if (axes.length !== 2 || (size !== 1 && size !== Number.POSITIVE_INFINITY))
    throw rt.unsupported('of matrices, the norms 1, -1, inf, -inf and the Frobenius norm are supported', source);
  const [first, second] = axes as [number, number];
  const summed = size === 1 ? first : second;
  const sizes = op(rt, 'abs', [tensor], {}, source);
  const sums = op(rt, 'sum', [sizes], { axes: [summed], keepDims: true }, source);
  const other = size === 1 ? second : first;
  const found = op(rt, order > 0 ? 'amax' : 'amin', [sums], { axes: [other], keepDims: true }, source);
  if (keepDims) return given(rt, found);
  const shape = found.array.shape.filter((_, k) => !axes.includes(k));
  return given(rt, op(rt, 'reshape', [found], { shape }, source));
}

/** A square matrix, or a stack of such, of floats. */
function square(rt: Runtime, value: Value, source: SourceId): TensorValue {
  const tensor = tensorOf(rt, value, source);
  const { rank, shape } = tensor.array;
  if (rank < 2)
    throw rt.error(
      'numpy.linalg.LinAlgError',
      `${rank}-dimensional array given. Array must be at least two-dimensional`,
      source,
    );
  if (shape.at(-1) !== shape.at(-2))
    throw rt.error('numpy.linalg.LinAlgError', 'Last 2 dimensions of the array must be square', source);
  return castTo(rt, tensor, floatingType(tensor.array.dtype), source);
}

/** Runs what fails only for singular matrices. */
function regular(rt: Runtime, compute: () => TensorValue, source: SourceId): Value {
  try {
    return given(rt, compute());
  } catch (error) {
    if (error instanceof SnippetFailure && error.code === 'ShapeMismatch' && /singular/i.test(error.message))
      throw rt.error('numpy.linalg.LinAlgError', 'Singular matrix', source);
    throw error;
  }
}

function solve(rt: Runtime, [a, b]: Value[], source: SourceId): Value {
  const left = square(rt, a, source);
  const right = tensorOf(rt, b, source);
  const isVector = right.array.rank === left.array.rank - 1;
  const rows = isVector ? right.array.shape.at(-1) : right.array.shape.at(-2);
  if (rows !== left.array.shape.at(-1))
    throw mismatch(
      rt,
      `solve${isVector ? '1' : ''}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${isVector ? '(m,m),(m)->(m)' : '(m,m),(m,n)->(m,n)'} (size ${rows} is different from ${left.array.shape.at(-1)})`,
      [left, right],
      source,
    );
  const own = castTo(rt, right, floatingType(right.array.dtype), source);
  if (!isVector) return regular(rt, () => op(rt, 'solve', [left, own], {}, source), source);
  return regular(
    rt,
    () => {
      const column = op(rt, 'reshape', [own], { shape: [...own.array.shape, 1] }, source);
      const found = op(rt, 'solve', [left, column], {}, source);
      return op(rt, 'reshape', [found], { shape: found.array.shape.slice(0, -1) }, source);
    },
    source,
  );
}

function matrixPower(rt: Runtime, [value, power]: Value[], source: SourceId): Value {
  const base = square(rt, value, source);
  const n = whole(rt, power, source);
  if (n < 1 || n > 64) throw rt.unsupported('np.linalg.matrix_power takes powers from 1 to 64 here', source);
  let result = base;
  for (let k = 1; k < n; k++) result = op(rt, 'matmul', [result, base], {}, source);
  return given(rt, result);
}

const REFUSED =
  /^(eig|eigh|eigvals|eigvalsh|svd|qr|cholesky|lstsq|pinv|matrix_rank|cond|multi_dot|tensorsolve|tensorinv)$/;

export const linalg = new ModuleObject(
  'numpy.linalg',
  new Map<string, Value>([
    ...functions({
      'norm(x, ord=, axis=, keepdims=)': norm,
      'inv(a)': (rt, [a], source) => {
        const tensor = square(rt, a, source);
        return regular(rt, () => op(rt, 'inverse', [tensor], {}, source), source);
      },
      'det(a)': (rt, [a], source) => given(rt, op(rt, 'det', [square(rt, a, source)], {}, source)),
      'solve(a, b)': solve,
      'matrix_power(a, n)': matrixPower,
      'slogdet(a)': (rt, [a], source) => {
        const tensor = square(rt, a, source);
        const det = op(rt, 'det', [new TensorValue(tensor.array, null)], {}, source);
        const sign = op(rt, 'sign', [det], {}, source);
        const value = op(rt, 'logDet', [tensor], {}, source);
        return new Tuple([given(rt, sign), given(rt, value)]);
      },
    }),
    ['LinAlgError', linAlgError],
  ]),
  (name) =>
    REFUSED.test(name)
      ? `\`np.linalg.${name}\` is not supported; norm, inv, det, slogdet, solve and matrix_power are`
      : null,
);

/** Functions that multiply. */
export const products: Readonly<Record<string, Native>> = {
  'dot(a, b, out=)': (rt, [a, b], source) => dot(rt, a, b, source),
  'matmul(x1, x2, /)': (rt, [a, b], source) => matmul(rt, a, b, source),
  'inner(a, b)': inner,
  'outer(a, b)': (rt, [a, b], source) => outer(rt, a, b, source),
  'vdot(a, b)': (rt, [a, b], source) => {
    const flat = [a, b].map((value) => {
      const tensor = tensorOf(rt, value, source);
      return given(rt, op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source));
    });
    return dot(rt, flat[0], flat[1], source);
  },
  'tensordot(a, b, axes=)': tensordot,
  'einsum(subscripts, /, *operands)': einsum,
  'trace(a, offset=)': (rt, [a, offset], source) => trace(rt, a, offset, source),
  'cross(a, b)': cross,
  'kron(a, b)': kron,
};

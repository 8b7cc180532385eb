import type { ParamsOf } from '../../../engine/ops/tensorTable';
import type { SourceId } from '../../../engine/sources';
import { isError } from '../../../engine/tensor/error';
import { specOf } from '../../../engine/tensorTape';
import type { Runtime } from '../../core/runtime';
import { tensorOperation } from '../../core/tensors';
import type { TensorValue, Value } from '../../core/values';
import { listOf } from '../operators/iterate';
import { Method, ModuleObject, type Native, notImplemented, Tuple } from '../values/objects';
import { torchBoth, torchFunctions } from './define';
import { apply, binary, mismatch, scaled } from './elementwise';
import { tensorsIn } from './joining';
import { op, tensorArgument } from './operands';
import { norm } from './reductions';
import { given, TorchTensor, tensorClass } from './tensor';
import { typeWords } from './words';

const sizes = ({ array }: TensorValue) => array.shape.join('x');

/** Both operands of a product; PyTorch wants one type. */
function pair(rt: Runtime, a: Value, b: Value, name: string, source: SourceId): [TorchTensor, TorchTensor] {
  const [x, y] = [tensorArgument(rt, a, name, 0, source), tensorArgument(rt, b, name, 1, source)];
  if (x.ref.dtype !== y.ref.dtype) {
    const what =
      name === 'dot' ? 'dot : expected both vectors to have same dtype' : 'expected m1 and m2 to have the same dtype';
    const words = { float32: 'float', float64: 'double', int64: 'long int', int32: 'int', bool: 'bool' };
    const message =
      name === 'dot'
        ? `${what}, but found ${typeWords[x.ref.dtype]} and ${typeWords[y.ref.dtype]}`
        : `${what}, but got: ${words[x.ref.dtype]} != ${words[y.ref.dtype]}`;
    throw rt.error('RuntimeError', message, source);
  }
  return [x, y];
}

function product(
  rt: Runtime,
  x: TorchTensor,
  y: TorchTensor,
  grad: string,
  params: ParamsOf<'matmul'>,
  source: SourceId,
): TorchTensor {
  const kept = [...(y.requiresGrad ? [x] : []), ...(x.requiresGrad ? [y] : [])];
  const dtype = x.ref.dtype === 'bool' ? { dtype: 'bool' as const } : {};
  return given(rt, op(rt, 'matmul', [x.value(), y.value()], { ...params, ...dtype }, source), grad, kept);
}

/** `@`: what it is called depends on how many axes both have. */
export function matmul(rt: Runtime, [a, b]: Value[], source: SourceId): TorchTensor {
  const [x, y] = pair(rt, a, b, 'matmul', source);
  const [left, right] = [x.ref.shape, y.ref.shape];
  if (left.length === 0 || right.length === 0)
    throw rt.error(
      'RuntimeError',
      `both arguments to matmul need to be at least 1D, but they are ${left.length}D and ${right.length}D`,
      source,
    );
  if (left.length === 1 && right.length === 1) return dot(rt, [x, y], source);
  const operands = [x.value(), y.value()];
  const fits = specOf(
    'matmul',
    operands.map(({ array }) => array),
    {},
  );
  if (isError(fits)) throw misfit(rt, x, y, source);
  return product(rt, x, y, productName(left.length, right.length), {}, source);
}

function productName(left: number, right: number): string {
  if (left === 2 && right === 2) return 'MmBackward0';
  if (left === 2 && right === 1) return 'MvBackward0';
  if (left === 1 && right === 2) return 'SqueezeBackward3';
  return left >= 3 && right === 1 ? 'ViewBackward0' : 'UnsafeViewBackward0';
}

function misfit(rt: Runtime, x: TorchTensor, y: TorchTensor, source: SourceId): Error {
  const [a, b] = [x.value(), y.value()];
  const [left, right] = [a.array.shape, b.array.shape];
  let message: string;
  if (left.length === 2 && right.length === 1) message = `size mismatch, got ${left[0]}, ${left.join('x')},${right[0]}`;
  else if (left.length <= 2 && right.length <= 2)
    message = `mat1 and mat2 shapes cannot be multiplied (${left.length === 1 ? `1x${left[0]}` : sizes(a)} and ${sizes(b)})`;
  else if (right.length <= 2) {
    const rows = left.slice(0, -1).reduce((size, extent) => size * extent, 1);
    message = `mat1 and mat2 shapes cannot be multiplied (${rows}x${left.at(-1)} and ${sizes(b)})`;
  } else
    message = `Expected size for first two dimensions of batch2 tensor to be: [${left[0]}, ${left.at(-1)}] but got: [${right[0]}, ${right.at(-2)}].`;
  return mismatch(rt, message, [a, b], source);
}

function mm(rt: Runtime, [a, b]: Value[], source: SourceId): TorchTensor {
  const [x, y] = pair(rt, a, b, 'mm', source);
  for (const [k, { ref }] of [x, y].entries())
    if (ref.shape.length !== 2)
      throw rt.error('RuntimeError', k === 0 ? 'self must be a matrix' : 'mat2 must be a matrix', source);
  if (x.ref.shape[1] !== y.ref.shape[0]) throw misfit(rt, x, y, source);
  return product(rt, x, y, 'MmBackward0', {}, source);
}

function mv(rt: Runtime, [a, b]: Value[], source: SourceId): TorchTensor {
  const [x, y] = pair(rt, a, b, 'mv', source);
  if (x.ref.shape.length !== 2 || y.ref.shape.length !== 1)
    throw rt.error(
      'RuntimeError',
      `vector + matrix @ vector expected, got 1, ${x.ref.shape.length}, ${y.ref.shape.length}`,
      source,
    );
  if (x.ref.shape[1] !== y.ref.shape[0]) throw misfit(rt, x, y, source);
  return product(rt, x, y, 'MvBackward0', {}, source);
}

function bmm(rt: Runtime, [a, b]: Value[], source: SourceId): TorchTensor {
  const [x, y] = pair(rt, a, b, 'bmm', source);
  for (const [k, { ref }] of [x, y].entries())
    if (ref.shape.length !== 3) throw rt.error('RuntimeError', `batch${k + 1} must be a 3D tensor`, source);
  const [left, right] = [x.ref.shape, y.ref.shape];
  if (left[0] !== right[0] || left[2] !== right[1]) throw misfit(rt, x, y, source);
  return product(rt, x, y, 'BmmBackward0', {}, source);
}

function dot(rt: Runtime, [a, b]: Value[], source: SourceId): TorchTensor {
  const [x, y] = pair(rt, a, b, 'dot', source);
  const [left, right] = [x.ref.shape, y.ref.shape];
  if (left.length !== 1 || right.length !== 1)
    throw rt.error('RuntimeError', `1D tensors expected, but got ${left.length}D and ${right.length}D tensors`, source);
  if (left[0] !== right[0])
    throw mismatch(
      rt,
      `inconsistent tensor size, expected tensor [${left[0]}] and src [${right[0]}] to have the same number of elements, but got ${left[0]} and ${right[0]} elements respectively`,
      [x.value(), y.value()],
      source,
    );
  const kept = [...(y.requiresGrad ? [x] : []), ...(x.requiresGrad ? [y] : [])];
  return given(rt, op(rt, 'dot', [x.value(), y.value()], {}, source), 'DotBackward0', kept);
}

function outer(rt: Runtime, [a, b]: Value[], source: SourceId): TorchTensor {
  const [x, y] = [tensorArgument(rt, a, 'outer', 0, source), tensorArgument(rt, b, 'outer', 1, source)];
  if (x.ref.shape.length !== 1 || y.ref.shape.length !== 1)
    throw rt.error('RuntimeError', 'outer: Expected 1-D argument', source);
  return given(rt, op(rt, 'outer', [x.value(), y.value()], {}, source), 'MulBackward0', [x, y]);
}

function einsum(rt: Runtime, [equation, ...operands]: Value[], source: SourceId): TorchTensor {
  if (typeof equation !== 'string')
    throw rt.unsupported('einsum takes its subscripts as text, such as "ij,jk->ik"', source);
  const [first] = operands;
  const list =
    operands.length === 1 && (Array.isArray(first) || first instanceof Tuple) ? listOf(rt, first, source) : operands;
  const tensors = tensorsIn(rt, [...list], 'einsum', source);
  const values = tensors.map((tensor) => tensor.value());
  const subscripts = equation.replaceAll(/\s/g, '');
  const value = tensorOperation(rt, 'einsum', values, { subscripts }, source);
  return given(rt, value, tensors.length === 1 ? 'SumBackward1' : 'ViewBackward0', tensors);
}

/** `input + mat1 @ mat2`, and the same with a vector or batches. */
function addProduct(multiply: Native, grad: string): Native {
  return (rt, [input, a, b, beta, alpha], source) => {
    const both = scaled(rt, multiply(rt, [a, b], source), alpha, source);
    const sum = apply(rt, binary.add, [scaled(rt, input, beta, source), both], source);
    return given(rt, sum.value(), grad, []);
  };
}

function inverse(rt: Runtime, [input]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'inverse', 0, source);
  return given(rt, op(rt, 'inverse', [x.value()], {}, source), 'LinalgInvExBackward0', ['result']);
}

function det(rt: Runtime, [input]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'det', 0, source);
  return given(rt, op(rt, 'det', [x.value()], {}, source), 'LinalgDetBackward0', [x, 'result']);
}

function solve(rt: Runtime, [a, b]: Value[], source: SourceId): TorchTensor {
  const [x, y] = pair(rt, a, b, 'solve', source);
  return given(rt, op(rt, 'solve', [x.value(), y.value()], {}, source), 'LinalgSolveExBackward0', [x, 'result']);
}

torchBoth({
  'matmul(input, other, *, out=)': matmul,
  'mm(input, mat2, *, out=)': mm,
  'mv(input, vec, *, out=)': mv,
  'bmm(input, mat2, *, out=)': bmm,
  'dot(input, other, *, out=)': dot,
  'inner(input, other)': (rt, [a, b], source) => {
    const [x, y] = pair(rt, a, b, 'inner', source);
    const [left, right] = [x.ref.shape.length, y.ref.shape.length];
    if (left === 0 || right === 0) return apply(rt, binary.mul, [x, y], source);
    if (left === 1 && right === 1) return dot(rt, [x, y], source);
    return product(rt, x, y, 'SqueezeBackward0', { transposeB: right > 1 }, source);
  },
  'outer(input, vec2)': outer,
  'ger(input, vec2)': outer,
  'inverse(input)': inverse,
  'det(input)': det,
  'logdet(input)': (rt, [input], source) => {
    const x = tensorArgument(rt, input, 'logdet', 0, source);
    return given(rt, op(rt, 'logDet', [x.value()], {}, source), 'LogBackward0', [x]);
  },
  'addmm(input, mat1, mat2, *, beta=, alpha=)': addProduct(mm, 'AddmmBackward0'),
  'addmv(input, mat, vec, *, beta=, alpha=)': addProduct(mv, 'AddmvBackward0'),
  'baddbmm(input, batch1, batch2, *, beta=, alpha=)': addProduct(bmm, 'BaddbmmBackward0'),
});
torchFunctions({
  'einsum(equation, *operands)': einsum,
  'chain_matmul(*matrices)': (rt, matrices, source) => matrices.reduce((left, right) => mm(rt, [left, right], source)),
});

const members = new Map<string, Value>();
torchFunctions(
  {
    'norm(A, ord=, dim=, keepdim=, *, dtype=)': (rt, [x, order, dim, keepdim], source) =>
      norm(rt, x, order, dim, keepdim, source),
    'vector_norm(x, ord=, dim=, keepdim=)': (rt, [x, order, dim, keepdim], source) =>
      norm(rt, x, order, dim, keepdim, source),
    'matmul(input, other)': matmul,
    'inv(A)': inverse,
    'det(A)': det,
    'solve(A, B)': solve,
    'multi_dot(tensors)': (rt, [tensors], source) =>
      tensorsIn(rt, tensors, 'multi_dot', source).reduce((left, right) => mm(rt, [left, right], source)),
  },
  members,
);

/** `torch.linalg`. */
export const linalg = new ModuleObject(
  'torch.linalg',
  members,
  (name) => `\`torch.linalg.${name}\` is not supported; write it with functions that are`,
);

for (const [name, run] of [
  ['__matmul__', (rt, [a, b], source) => matmul(rt, [a, b], source)],
  ['__rmatmul__', (rt, [a, b], source) => matmul(rt, [b, a], source)],
] satisfies [string, Native][])
  tensorClass.define(
    name,
    new Method(name, 1, (rt, _self, args, source) =>
      args[1] instanceof TorchTensor ? run(rt, args, source) : notImplemented,
    ),
  );

import { power } from '../../../engine/math/power';
import type { SourceId } from '../../../engine/sources';
import * as create from '../../../engine/tensor/create';
import { type Dtype, isFloat, promote } from '../../../engine/tensor/dtype';
import { filled, fromValues, type NdArray } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { ArrayObject, TensorNumber } from '../arrays/arrayObject';
import { castTo, type NestedWords, nestedTensor } from '../arrays/nested';
import { NumpyArray } from '../numpy/array';
import { isInt } from '../values/numbers';
import { type Native, Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { torchFunctions } from './define';
import { defaultDtype, dtypeOr } from './dtypes';
import { wholeNumbers } from './mistakes/raised';
import { checkedSize, flag, numberIn, operandOf, plain, sizesIn, tensorArgument, typed, whole } from './operands';
import { stateOf } from './state';
import { TorchTensor, tensorClass } from './tensor';

const isNone = (value: Value) => value === undefined || value === null;

function words(rt: Runtime): NestedWords {
  return {
    float: defaultDtype(rt),
    promote,
    ragged(shape, axis, given) {
      if (given === null) return { type: 'TypeError', message: 'not a sequence' };
      return {
        type: 'ValueError',
        message:
          axis >= shape.length
            ? `too many dimensions 'list'`
            : `expected sequence of length ${shape[axis]} at dim ${axis} (got ${given})`,
      };
    },
    noNumber(run, value, source) {
      const name = typeName(value);
      return name === 'str'
        ? run.error('ValueError', "too many dimensions 'str'", source)
        : run.error('TypeError', `Could not infer dtype of ${name}`, source);
    },
  };
}

/** A value of the program's as an array: numbers, nested lists, arrays of NumPy's, tensors. It comes from nowhere. */
export function dataOf(rt: Runtime, value: Value, dtype: Dtype | null, source: SourceId): TensorValue {
  // A number of NumPy's is one of Python's to PyTorch, unless it says its type itself.
  const own = value instanceof TensorNumber || value instanceof ArrayObject ? value : null;
  noteCopies(value, source);
  if (value instanceof TorchTensor) return castTo(rt, plain(value.peek()), dtype ?? value.ref.dtype, source);
  if (own !== null) {
    const tensor = own instanceof ArrayObject ? own.ref.peek() : own.tensor;
    return castTo(rt, plain(tensor), dtype ?? tensor.array.dtype, source);
  }
  if (typeof value === 'string') throw rt.error('TypeError', "new(): invalid data type 'str'", source);
  const { array } = nestedTensor(rt, withoutOrigins(value), dtype, words(rt), source);
  return new TensorValue(array, null, source);
}

/** Notes that the numbers of tensors go on without where they come from. */
function noteCopies(value: Value, source: SourceId): void {
  if (value instanceof TorchTensor) value.noteCut('copy', source);
  else if (Array.isArray(value) && value.some(holdsOrigin)) for (const item of value) noteCopies(item, source);
  else if (value instanceof Tuple && value.items.some(holdsOrigin))
    for (const item of value.items) noteCopies(item, source);
}

/** Lists of arrays and tensors keep theirs out of the trace. */
function withoutOrigins(value: Value): Value {
  if (value instanceof TorchTensor) return value.isLeaf && !value.isWanted ? value : value.detachedCopy();
  if (Array.isArray(value)) return value.some(holdsOrigin) ? value.map(withoutOrigins) : value;
  if (value instanceof Tuple) return value.items.some(holdsOrigin) ? value.items.map(withoutOrigins) : value;
  return value;
}

const holdsOrigin = (value: Value): boolean =>
  value instanceof TorchTensor || Array.isArray(value) || value instanceof Tuple;

/** A new tensor, which may be a leaf that gradients are wanted for. */
export function newTensor(rt: Runtime, array: NdArray, requiresGrad: Value, source: SourceId): TorchTensor {
  const tensor = TorchTensor.of(rt, new TensorValue(array, null, source));
  if (flag(requiresGrad)) wantGradient(rt, tensor, source);
  return tensor;
}

/** `requires_grad = True`. */
export function wantGradient(rt: Runtime, tensor: TorchTensor, source: SourceId, first = 'Only'): void {
  if (!isFloat(tensor.ref.dtype))
    throw rt.advice.explain(
      rt.error('RuntimeError', `${first} Tensors of floating point and complex dtype can require gradients`, source),
      wholeNumbers(rt, tensor, source),
    );
  tensor.want(true);
}

function tensor(rt: Runtime, [data, dtype, _device, requiresGrad]: Value[], source: SourceId): TorchTensor {
  const type = dtypeOr(rt, dtype, null, source);
  const { array } = dataOf(rt, data, type, source);
  return newTensor(rt, array, requiresGrad, source);
}

/** `as_tensor`, `from_numpy`: shares what it can. */
function shared(rt: Runtime, [data, dtype]: Value[], source: SourceId): TorchTensor {
  const type = dtypeOr(rt, dtype, null, source);
  if (data instanceof TorchTensor && (type === null || type === data.ref.dtype)) return data;
  if (data instanceof NumpyArray && (type === null || type === data.ref.dtype)) return new TorchTensor(data.ref, true);
  return newTensor(rt, dataOf(rt, data, type, source).array, false, source);
}

/** Sizes that stand in front, or under the name `size`. */
export function sizeArguments(
  rt: Runtime,
  name: string,
  size: Value,
  rest: readonly Value[],
  source: SourceId,
): number[] {
  const given = isNone(size) ? rest : [size];
  if (given.length === 0) throw rt.error('TypeError', `${name}() received an invalid combination of arguments`, source);
  const sizes = sizesIn(rt, given, name, source);
  checkedSize(rt, sizes, source);
  return sizes;
}

const OPTIONS = 'size=, out=, dtype=, layout=, device=, requires_grad=, generator=, pin_memory=';

/** `zeros`, `ones`, `empty`: `empty` holds zeros, so that pictures stay. */
function constantOf(name: string, value: number): Native {
  return (rt, [size, _out, dtype, _layout, _device, requiresGrad, _generator, _pin, ...rest], source) => {
    const type = dtypeOr(rt, dtype, defaultDtype(rt), source);
    const sizes = sizeArguments(rt, name, size, rest, source);
    return newTensor(rt, fromFill(type, sizes, value), requiresGrad, source);
  };
}

function fromFill(dtype: Dtype, sizes: readonly number[], value: number): NdArray {
  return filled(dtype, sizes, value);
}

function constantLike(name: string, value: number): Native {
  return (rt, [input, dtype, _layout, _device, requiresGrad], source) => {
    const like = tensorArgument(rt, input, name, 0, source);
    const type = dtypeOr(rt, dtype, like.ref.dtype, source);
    return newTensor(rt, fromFill(type, like.ref.shape, value), requiresGrad, source);
  };
}

function full(
  rt: Runtime,
  sizes: readonly number[],
  fill: Value,
  type: Dtype | null,
  requiresGrad: Value,
  source: SourceId,
): TorchTensor {
  const operand = operandOf(fill);
  if (operand === null || operand.value.array.size !== 1)
    throw rt.error('TypeError', `full(): argument 'fill_value' must be Number, not ${typeName(fill)}`, source);
  const own = type ?? (isFloat(operand.dtype) && operand.tensor === null ? defaultDtype(rt) : operand.dtype);
  checkedSize(rt, sizes, source);
  return newTensor(
    rt,
    fromFill(own, sizes, castTo(rt, plain(typed(operand, own)), own, source).array.flat(0)),
    requiresGrad,
    source,
  );
}

function arange(rt: Runtime, args: Value[], source: SourceId): TorchTensor {
  const [dtype, _out, _layout, _device, requiresGrad, startName, endName, stepName, ...rest] = args;
  const [first, second, third] = rest;
  const hasStart = second !== undefined || (first !== undefined && !isNone(endName));
  const startValue = isNone(startName) ? (hasStart ? first : 0) : startName;
  const endValue = isNone(endName) ? (hasStart ? second : first) : endName;
  const stepValue = isNone(stepName) ? (third ?? 1) : stepName;
  const number = (value: Value, label: string) => numberIn(rt, value, 'arange', label, source);
  const [start, end, step] = [number(startValue, 'start'), number(endValue, 'end'), number(stepValue, 'step')];
  if (step === 0) throw rt.error('RuntimeError', 'step must be nonzero', source);
  if ((end - start) / step < 0)
    throw rt.error('RuntimeError', 'upper bound and larger bound inconsistent with step sign', source);
  const isWhole = [startValue, endValue, stepValue].every(
    (value) => isInt(value) || (value instanceof TorchTensor && !isFloat(value.ref.dtype)),
  );
  const type = dtypeOr(rt, dtype, isWhole ? 'int64' : defaultDtype(rt), source);
  const count = create.arangeLength(start, end, step);
  checkedSize(rt, [count], source);
  return newTensor(rt, create.arange(start, end, step, type), requiresGrad, source);
}

/** Both halves are counted from their end, as PyTorch does, so that they round alike. */
function evenly(start: number, end: number, count: number, dtype: Dtype): NdArray {
  const step = count > 1 ? (end - start) / (count - 1) : 0;
  const round = dtype === 'float32' ? Math.fround : (value: number) => value;
  const by = round(step);
  const values = Array.from({ length: count }, (_, k) => (k < count / 2 ? start + by * k : end - by * (count - k - 1)));
  return fromValues(values, [count], dtype);
}

function linspace(rt: Runtime, [start, end, steps, dtype, requiresGrad]: Value[], source: SourceId): TorchTensor {
  const count = whole(rt, steps, 'linspace', 'steps', source);
  if (count < 0) throw rt.error('RuntimeError', 'number of steps must be non-negative', source);
  checkedSize(rt, [count], source);
  const [from, to] = [numberIn(rt, start, 'linspace', 'start', source), numberIn(rt, end, 'linspace', 'end', source)];
  return newTensor(rt, evenly(from, to, count, dtypeOr(rt, dtype, defaultDtype(rt), source)), requiresGrad, source);
}

function logspace(rt: Runtime, [start, end, steps, base, dtype, requiresGrad]: Value[], source: SourceId): TorchTensor {
  const count = whole(rt, steps, 'logspace', 'steps', source);
  checkedSize(rt, [count], source);
  const [from, to] = [numberIn(rt, start, 'logspace', 'start', source), numberIn(rt, end, 'logspace', 'end', source)];
  const own = isNone(base) ? 10 : numberIn(rt, base, 'logspace', 'base', source);
  const exponents = evenly(from, to, count, 'float64').values();
  const type = dtypeOr(rt, dtype, defaultDtype(rt), source);
  return newTensor(
    rt,
    fromValues(
      Array.from(exponents, (exponent) => power(own, exponent)),
      [count],
      type,
    ),
    requiresGrad,
    source,
  );
}

function eye(rt: Runtime, [n, m, dtype, _device, requiresGrad]: Value[], source: SourceId): TorchTensor {
  const rows = whole(rt, n, 'eye', 'n', source);
  const columns = isNone(m) ? rows : whole(rt, m, 'eye', 'm', source);
  checkedSize(rt, [rows, columns], source);
  return newTensor(
    rt,
    create.eye(rows, columns, 0, dtypeOr(rt, dtype, defaultDtype(rt), source)),
    requiresGrad,
    source,
  );
}

function meshgrid(rt: Runtime, args: Value[], source: SourceId): Tuple {
  const [indexing, ...rest] = args;
  const list =
    rest.length === 1 && Array.isArray(rest[0])
      ? rest[0]
      : rest.length === 1 && rest[0] instanceof Tuple
        ? rest[0].items
        : rest;
  const tensors = list.map((item, k) => tensorArgument(rt, item, 'meshgrid', k, source));
  const shape = tensors.map(({ ref }) => ref.size);
  checkedSize(rt, shape, source);
  const grids = tensors.map((one, axis) => {
    const line = shape.map((extent, k) => (k === axis ? extent : 1));
    return one
      .view({ kind: 'reshape', shape: line }, 'ViewBackward0', source)!
      .view({ kind: 'expand', shape }, 'ExpandBackward0', source)!;
  });
  if (indexing !== 'xy' || grids.length < 2) return new Tuple(grids);
  const order = shape.map((_, k) => (k === 0 ? 1 : k === 1 ? 0 : k));
  return new Tuple(grids.map((grid) => grid.view({ kind: 'transpose', order }, 'TransposeBackward0', source)!));
}

function indicesOf(isLower: boolean): Native {
  return (rt, [rows, columns, offset], source) => {
    const [n, m] = [whole(rt, rows, 'tril_indices', 'row', source), whole(rt, columns, 'tril_indices', 'col', source)];
    const by = isNone(offset) ? 0 : whole(rt, offset, 'tril_indices', 'offset', source);
    checkedSize(rt, [n, m], source);
    const places: [number, number][] = [];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) if (isLower ? j - i <= by : j - i >= by) places.push([i, j]);
    const values = [...places.map(([i]) => i), ...places.map(([, j]) => j)];
    return newTensor(rt, fromValues(values, [2, places.length], 'int64'), false, source);
  };
}

torchFunctions({
  'tensor(data, dtype=, device=, requires_grad=, pin_memory=)': tensor,
  'as_tensor(data, dtype=, device=)': shared,
  'asarray(obj, dtype=, device=)': shared,
  'from_numpy(ndarray)': shared,
  [`zeros(*sizes, ${OPTIONS})`]: constantOf('zeros', 0),
  [`ones(*sizes, ${OPTIONS})`]: constantOf('ones', 1),
  [`empty(*sizes, ${OPTIONS})`]: constantOf('empty', 0),
  'zeros_like(input, dtype=, layout=, device=, requires_grad=)': constantLike('zeros_like', 0),
  'ones_like(input, dtype=, layout=, device=, requires_grad=)': constantLike('ones_like', 1),
  'empty_like(input, dtype=, layout=, device=, requires_grad=)': constantLike('empty_like', 0),
  'full(size, fill_value, dtype=, device=, requires_grad=)': (rt, [size, fill, dtype, _device, requiresGrad], source) =>
    full(rt, sizesIn(rt, [size], 'full', source), fill, dtypeOr(rt, dtype, null, source), requiresGrad, source),
  'full_like(input, fill_value, dtype=, device=, requires_grad=)': (
    rt,
    [input, fill, dtype, _device, requiresGrad],
    source,
  ) => {
    const like = tensorArgument(rt, input, 'full_like', 0, source);
    return full(rt, like.ref.shape, fill, dtypeOr(rt, dtype, like.ref.dtype, source), requiresGrad, source);
  },
  'arange(*bounds, dtype=, out=, layout=, device=, requires_grad=, start=, end=, step=)': arange,
  'linspace(start, end, steps, *, dtype=, requires_grad=, device=)': linspace,
  'logspace(start, end, steps, base=, *, dtype=, requires_grad=, device=)': logspace,
  'eye(n, m=, *, dtype=, device=, requires_grad=)': eye,
  'meshgrid(*tensors, indexing=)': meshgrid,
  'tril_indices(row, col, offset=)': indicesOf(true),
  'triu_indices(row, col, offset=)': indicesOf(false),
});

/** `torch.Tensor(…)`: sizes, or data of floats. */
tensorClass.maker = (rt, _cls, args, source) => {
  const dtype = stateOf(rt).defaultDtype;
  const [first] = args;
  if (args.length > 0 && args.every((arg) => isInt(arg)))
    return newTensor(rt, fromFill(dtype, sizesIn(rt, args, 'Tensor', source), 0), false, source);
  if (args.length === 0) return newTensor(rt, fromFill(dtype, [0], 0), false, source);
  if (
    args.length === 1 &&
    (first instanceof TorchTensor || Array.isArray(first) || first instanceof Tuple || first instanceof ArrayObject)
  )
    return newTensor(rt, dataOf(rt, first, dtype, source).array, false, source);
  throw rt.error('TypeError', `new(): data must be a sequence (got ${typeName(first)})`, source);
};

/** Classes of tensors of one type, such as `torch.LongTensor`. */
export function typedMaker(dtype: Dtype): Native {
  return (rt, args, source) => {
    if (args.length > 0 && args.every((arg) => isInt(arg)))
      return newTensor(rt, fromFill(dtype, sizesIn(rt, args, 'Tensor', source), 0), false, source);
    return newTensor(rt, dataOf(rt, args[0] ?? [], dtype, source).array, false, source);
  };
}

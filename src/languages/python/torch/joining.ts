import type { SourceId } from '../../../engine/sources';
import { promote } from '../../../engine/tensor/dtype';
import type { Runtime } from '../../core/runtime';
import type { TensorValue, Value } from '../../core/values';
import { castTo } from '../arrays/nested';
import { listOf } from '../operators/iterate';
import { Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { tensorMethods, torchBoth, torchFunctions } from './define';
import { mismatch } from './elementwise';
import { axisIn, commonType, op, operandOf, plain, tensorArgument, typed } from './operands';
import { given, TorchTensor } from './tensor';

/** The tensors of a list or tuple. */
export function tensorsIn(rt: Runtime, value: Value, name: string, source: SourceId): TorchTensor[] {
  if (!(Array.isArray(value) || value instanceof Tuple))
    throw rt.error(
      'TypeError',
      `${name}(): argument 'tensors' (position 1) must be tuple of Tensors, not ${typeName(value)}`,
      source,
    );
  return listOf(rt, value, source).map((item, k) => {
    if (item instanceof TorchTensor) return item;
    throw rt.error('TypeError', `expected Tensor as element ${k} in argument 0, but got ${typeName(item)}`, source);
  });
}

/** Values in the type that holds all of them. */
function alike(rt: Runtime, tensors: readonly TorchTensor[], source: SourceId): TensorValue[] {
  const dtype = tensors.map(({ ref }) => ref.dtype).reduce(promote);
  return tensors.map((tensor) => castTo(rt, tensor.value(), dtype, source));
}

function cat(rt: Runtime, [list, dim]: Value[], source: SourceId): TorchTensor {
  const all = tensorsIn(rt, list, 'cat', source);
  // Empty vectors count as nothing.
  const tensors = all.length > 1 ? all.filter(({ ref }) => !(ref.shape.length === 1 && ref.size === 0)) : all;
  if (all.length === 0) throw rt.error('RuntimeError', 'torch.cat(): expected a non-empty list of Tensors', source);
  if (tensors.length === 0) return all[0]!;
  const rank = tensors[0]!.ref.shape.length;
  const scalar = tensors.findIndex(({ ref }) => ref.shape.length === 0);
  if (scalar >= 0)
    throw rt.error('RuntimeError', `zero-dimensional tensor (at position ${scalar}) cannot be concatenated`, source);
  const axis = dim === undefined || dim === null ? 0 : axisIn(rt, dim, rank, source);
  const values = alike(rt, tensors, source);
  for (const [k, value] of values.entries()) {
    const { shape } = value.array;
    if (shape.length !== rank)
      throw mismatch(
        rt,
        `Tensors must have same number of dimensions: got ${rank} and ${shape.length}`,
        [values[0]!, value],
        source,
      );
    const wrong = shape.findIndex((extent, own) => own !== axis && extent !== values[0]!.array.shape[own]);
    if (wrong >= 0)
      throw mismatch(
        rt,
        `Sizes of tensors must match except in dimension ${axis}. Expected size ${values[0]!.array.shape[wrong]} but got size ${shape[wrong]} for tensor number ${k} in the list.`,
        [values[0]!, value],
        source,
      );
  }
  return given(rt, op(rt, 'concat', values, { axis, dtype: values[0]!.array.dtype }, source), 'CatBackward0');
}

function stack(rt: Runtime, [list, dim]: Value[], source: SourceId): TorchTensor {
  const tensors = tensorsIn(rt, list, 'stack', source);
  if (tensors.length === 0) throw rt.error('RuntimeError', 'stack expects a non-empty TensorList', source);
  const values = alike(rt, tensors, source);
  const { shape } = values[0]!.array;
  for (const [k, value] of values.entries()) {
    const own = value.array.shape;
    if (own.length !== shape.length || own.some((extent, axis) => extent !== shape[axis]))
      throw mismatch(
        rt,
        `stack expects each tensor to be equal size, but got [${shape.join(', ')}] at entry 0 and [${own.join(', ')}] at entry ${k}`,
        [values[0]!, value],
        source,
      );
  }
  const axis = dim === undefined || dim === null ? 0 : axisIn(rt, dim, shape.length + 1, source);
  return given(rt, op(rt, 'stack', values, { axis, dtype: values[0]!.array.dtype }, source), 'StackBackward0');
}

/** `hstack`, `vstack`: along the second or first axis, vectors as what they are there. */
function stackedAlong(axis: 0 | 1) {
  return (rt: Runtime, [list]: Value[], source: SourceId): TorchTensor => {
    const tensors = tensorsIn(rt, list, axis === 0 ? 'vstack' : 'hstack', source).map((tensor) => {
      const { shape } = tensor.ref;
      const wanted =
        axis === 0
          ? shape.length < 2
            ? [1, ...(shape.length === 0 ? [1] : shape)]
            : shape
          : shape.length === 0
            ? [1]
            : shape;
      return wanted === shape ? tensor : tensor.view({ kind: 'reshape', shape: wanted }, 'ViewBackward0', source)!;
    });
    return cat(rt, [tensors, axis === 1 && tensors[0]?.ref.shape.length === 1 ? 0 : axis], source);
  };
}

function where(rt: Runtime, [condition, a, b]: Value[], source: SourceId): Value {
  const mask = tensorArgument(rt, condition, 'where', 0, source);
  if (a === undefined || b === undefined)
    throw rt.unsupported('torch.where with a condition alone is not supported; use torch.nonzero', source);
  const operands = [a, b].map((value, k) => {
    const operand = operandOf(value);
    if (operand !== null) return operand;
    throw rt.error(
      'TypeError',
      `where(): argument '${k === 0 ? 'input' : 'other'}' (position ${k + 2}) must be Tensor, not ${typeName(value)}`,
      source,
    );
  });
  const dtype = commonType(rt, operands);
  const values = operands.map((operand) => castTo(rt, typed(operand, dtype), dtype, source));
  const own = castTo(rt, plain(mask.value()), 'bool', source).array;
  return given(rt, op(rt, 'where', values, { condition: own, dtype }, source), 'WhereBackward0', []);
}

torchFunctions({
  'cat(tensors, dim=, *, out=)': cat,
  'concat(tensors, dim=, *, out=)': cat,
  'concatenate(tensors, dim=, *, out=)': cat,
  'stack(tensors, dim=, *, out=)': stack,
  'hstack(tensors)': stackedAlong(1),
  'vstack(tensors)': stackedAlong(0),
  'row_stack(tensors)': stackedAlong(0),
  'column_stack(tensors)': (rt, [list], source) => {
    const tensors = tensorsIn(rt, list, 'column_stack', source).map((tensor) => {
      const { shape, size } = tensor.ref;
      return shape.length >= 2 ? tensor : tensor.view({ kind: 'reshape', shape: [size, 1] }, 'ViewBackward0', source)!;
    });
    return cat(rt, [tensors, 1], source);
  },
  'where(condition, input=, other=)': where,
});
torchBoth({
  'masked_fill(input, mask, value)': (rt, [input, mask, value], source) => {
    const x = tensorArgument(rt, input, 'masked_fill', 0, source);
    const own = operandOf(value)!;
    const condition = castTo(
      rt,
      plain(tensorArgument(rt, mask, 'masked_fill', 1, source).value()),
      'bool',
      source,
    ).array;
    const { dtype } = x.ref;
    const fill = castTo(rt, typed(own, dtype), dtype, source);
    return given(rt, op(rt, 'where', [fill, x.value()], { condition, dtype }, source), 'MaskedFillBackward0', []);
  },
});
tensorMethods({
  'where(condition, other)': (rt, [x, condition, other], source) => where(rt, [condition, x, other], source),
  'masked_fill_(mask, value)': (rt, [input, mask, value], source) => {
    const x = input as TorchTensor;
    x.setItem(rt, mask, value, source);
    return x;
  },
});

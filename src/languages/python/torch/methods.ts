import type { SourceId } from '../../../engine/sources';
import { type Dtype, isFloat } from '../../../engine/tensor/dtype';
import { sameShape } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { ArrayRef } from '../arrays/arrayRef';
import { castTo } from '../arrays/nested';
import { wholeOrFail } from '../builtins/numbers';
import { NumpyArray } from '../numpy/array';
import { tupleItem } from '../operators/subscript';
import { ClassObject } from '../values/classes';
import { Float, intOfFloat } from '../values/numbers';
import { Method, ModuleObject, Tuple } from '../values/objects';
import { typeName, types } from '../values/types';
import { dataOf, newTensor, wantGradient } from './creation';
import { tensorMethods, tensorProperty, torchBoth, torchFunctions } from './define';
import { checkDevice, cpu } from './devices';
import { dtypeObjects, dtypeOr, TorchDtype } from './dtypes';
import { apply, binary, comparisons } from './elementwise';
import { beginInPlace, writeResult } from './inPlace';
import { axisIn, needOperand, op, operandOf, sizesIn, tensorArgument, typed } from './operands';
import { formatTensor, numberOf } from './printing/tensors';
import { given, TorchTensor, tensorClass } from './tensor';
import { sizesText, typeWords } from './words';

const self = (value: Value) => value as TorchTensor;
const isNone = (value: Value) => value === undefined || value === null;

// --- sizes ------------------------------------------------------------------------------------------------------------

/** `torch.Size`: a tuple that says so when it is shown. */
export const sizeClass: ClassObject = new ClassObject(
  'Size',
  [types.tuple],
  (rt, cls, args, source) => new Tuple(args.length === 0 ? [] : sizesIn(rt, args, 'Size', source), cls),
  true,
  'torch.Size',
  types.tuple.mro,
);
sizeClass.define(
  '__repr__',
  new Method('__repr__', 0, (_rt, _self, [value]) => `torch.Size(${sizesText((value as Tuple).items as number[])})`),
);
sizeClass.define(
  'numel',
  new Method('numel', 0, (_rt, _self, [value]) =>
    ((value as Tuple).items as number[]).reduce((size, extent) => size * extent, 1),
  ),
);

sizeClass.define(
  '__getitem__',
  new Method('__getitem__', 0, (rt, _self, [value, key], source) => {
    const found = tupleItem(rt, value as Tuple, key, source);
    return found instanceof Tuple ? new Tuple(found.items, sizeClass) : found;
  }),
);

function sizeOf(tensor: TorchTensor): Tuple {
  return new Tuple([...tensor.ref.shape], sizeClass);
}

tensorProperty('shape', (_rt, [x]) => sizeOf(self(x)));
tensorProperty('ndim', (_rt, [x]) => self(x).ref.shape.length);
tensorProperty('dtype', (_rt, [x]) => dtypeObjects[self(x).ref.dtype]);
tensorMethods({
  'size(dim=)': (rt, [x, dim], source) =>
    isNone(dim) ? sizeOf(self(x)) : self(x).ref.shape[axisIn(rt, dim, self(x).ref.shape.length, source)],
  'dim()': (_rt, [x]) => self(x).ref.shape.length,
  'ndimension()': (_rt, [x]) => self(x).ref.shape.length,
  'nelement()': (_rt, [x]) => self(x).ref.size,
  'element_size()': (_rt, [x]) => ({ float64: 8, float32: 4, int64: 8, int32: 4, bool: 1 })[self(x).ref.dtype],
  'stride(dim=)': (rt, [x, dim], source) => {
    const { strides } = self(x).ref.layout;
    return isNone(dim) ? new Tuple([...strides]) : strides[axisIn(rt, dim, strides.length, source)];
  },
  'is_contiguous()': (_rt, [x]) => self(x).ref.layout.isContiguous,
});
torchBoth({
  'numel(input)': (rt, [x], source) => tensorArgument(rt, x, 'numel', 0, source).ref.size,
  'is_floating_point(input)': (_rt, [x]) => isFloat(self(x).ref.dtype),
  'is_complex(input)': () => false,
});
tensorClass.define(
  '__len__',
  new Method('__len__', 0, (rt, _self, [x], source) => {
    const [extent] = self(x).ref.shape;
    if (extent === undefined) throw rt.error('TypeError', 'len() of a 0-d tensor', source);
    return extent;
  }),
);

tensorProperty('device', () => cpu);
tensorProperty('is_cuda', () => false);
tensorProperty('layout', () => new ModuleObject('torch.strided', new Map()));

// --- types ------------------------------------------------------------------------------------------------------------

/** The type that is called `torch.FloatTensor` and the like; null for no type. */
export function typeNamed(text: string): Dtype | null {
  const found = Object.entries(typeWords).find(([, word]) => text === `torch.${word}Tensor`);
  return (found?.[0] as Dtype | undefined) ?? null;
}

/** The tensor with elements of another type; itself where they are of it. */
export function converted(rt: Runtime, x: TorchTensor, dtype: Dtype, source: SourceId, copies = false): TorchTensor {
  if (x.ref.dtype === dtype) return copies ? cloned(rt, x, source) : x;
  const from = x.value();
  // What has a fraction loses it.
  const cut =
    isFloat(from.array.dtype) && (dtype === 'int64' || dtype === 'int32') ? op(rt, 'trunc', [from], {}, source) : from;
  return given(rt, castTo(rt, cut, dtype, source), 'ToCopyBackward0');
}

function cloned(rt: Runtime, x: TorchTensor, source: SourceId): TorchTensor {
  const value = x.value();
  if (value.node === null) return TorchTensor.of(rt, new TensorValue(value.array, null, source));
  return given(rt, op(rt, 'alias', [value], {}, source), 'CloneBackward0');
}

tensorMethods({
  'to(*args, device=, dtype=, other=, copy=, non_blocking=)': (rt, args, source) => {
    const [x, device, dtypeName, other, copy, , ...rest] = args;
    let dtype: Dtype | null = dtypeOr(rt, dtypeName, null, source);
    if (!isNone(device)) checkDevice(rt, device, source);
    for (const arg of [...rest, ...(isNone(other) ? [] : [other])]) {
      if (arg instanceof TorchTensor) dtype = arg.ref.dtype;
      else if (arg instanceof TorchDtype) dtype = arg.dtype;
      else if (typeof arg !== 'boolean') checkDevice(rt, arg, source);
    }
    return converted(rt, self(x), dtype ?? self(x).ref.dtype, source, copy === true);
  },
  'type(dtype=)': (rt, [x, dtype], source) => {
    const { dtype: own } = self(x).ref;
    if (isNone(dtype)) return `torch.${typeWords[own]}Tensor`;
    const named = typeof dtype === 'string' ? typeNamed(dtype) : null;
    if (typeof dtype === 'string' && named === null) throw rt.error('ValueError', `invalid type: '${dtype}'`, source);
    return converted(rt, self(x), named ?? dtypeOr(rt, dtype, own, source), source);
  },
  'type_as(other)': (rt, [x, other], source) =>
    converted(rt, self(x), tensorArgument(rt, other, 'type_as', 1, source).ref.dtype, source),
  'cpu()': (_rt, [x]) => x,
  'cuda(device=)': (rt, _args, source) => {
    throw rt.unsupported("the device 'cuda' is not there: tensors are computed on 'cpu'; leave `.cuda()` out", source);
  },
  'pin_memory()': (_rt, [x]) => x,
});
for (const [name, dtype] of Object.entries({
  float: 'float32',
  double: 'float64',
  long: 'int64',
  int: 'int32',
  bool: 'bool',
} as const))
  tensorMethods({ [`${name}()`]: (rt, [x], source) => converted(rt, self(x), dtype, source) });

// --- copies, and what leads out of PyTorch ----------------------------------------------------------------------------

torchBoth({
  'clone(input, *, memory_format=)': (rt, [x], source) => cloned(rt, tensorArgument(rt, x, 'clone', 0, source), source),
  'detach(input)': (_rt, [x], source) => {
    self(x).noteCut('detach', source);
    return self(x).detached(source);
  },
});

/** The elements as numbers of Python's, nested as the axes are. */
function toList(rt: Runtime, x: TorchTensor): Value {
  const { array } = x.peek();
  rt.budget.spend(rt, array.size);
  let at = 0;
  const level = (axis: number): Value =>
    axis === array.rank ? numberOf(array, at++) : Array.from({ length: array.shape[axis]! }, () => level(axis + 1));
  return level(0);
}

/** An array of NumPy's over the same elements. */
function numpy(rt: Runtime, x: TorchTensor, source: SourceId): NumpyArray {
  x.beginLending(rt, source);
  const ref = x.ref.storage.isTracked ? ArrayRef.of(rt, new TensorValue(x.peek().array, null, source)) : x.ref;
  ref.storage.isForeign = true;
  return new NumpyArray(ref);
}

tensorMethods({
  'item()': (rt, [x], source) => {
    self(x).noteCut('item', source);
    const { array } = self(x).peek();
    if (array.size !== 1)
      throw rt.error('ValueError', 'only one element tensors can be converted to Python scalars', source);
    return numberOf(array, 0);
  },
  'tolist()': (rt, [x], source) => {
    self(x).noteCut('item', source);
    return toList(rt, self(x));
  },
  'numpy(*, force=)': (rt, [x, force], source) => {
    if (force === true) self(x).noteCut('numpy', source);
    return numpy(rt, force === true ? self(x).detached(source) : self(x), source);
  },
  '__array__(dtype=)': (rt, [x], source) => numpy(rt, self(x), source),
  'detach_()': (_rt, [x]) => {
    const { storage } = self(x).ref;
    const { array, source } = storage.read();
    self(x).want(false);
    storage.adopt(new TensorValue(array, null, source));
    return x;
  },
  'new_tensor(data, dtype=, device=, requires_grad=)': (rt, [x, data, dtype, _device, requiresGrad], source) =>
    newTensor(rt, dataOf(rt, data, dtypeOr(rt, dtype, self(x).ref.dtype, source), source).array, requiresGrad, source),
});
for (const [name, value] of [
  ['new_zeros', 0],
  ['new_ones', 1],
  ['new_empty', 0],
  ['new_full', null],
] as const)
  tensorMethods({
    [`${name}(*sizes, dtype=, device=, requires_grad=)`]: (rt, [x, dtype, _device, requiresGrad, ...sizes], source) => {
      const type = dtypeOr(rt, dtype, self(x).ref.dtype, source);
      const shape = sizesIn(rt, value === null ? sizes.slice(0, 1) : sizes, name, source);
      const fill = value ?? sizes[1];
      const operand = typed(
        needOperand(rt, fill, source, () => rt.error('TypeError', `${name}() needs a number`, source)),
        type,
      );
      return newTensor(
        rt,
        op(rt, 'expand', [castTo(rt, operand, type, source)], { shape }, source).array,
        requiresGrad,
        source,
      );
    },
  });

// --- numbers of Python's ----------------------------------------------------------------------------------------------

/** The only element, which goes on as a number without its origin. */
function element(rt: Runtime, x: TorchTensor, source: SourceId): number {
  const number = x.toFloat(rt, source) as Float;
  x.noteCut('item', source);
  return number.value;
}

const NUMBERS: Readonly<Record<string, (rt: Runtime, x: TorchTensor, source: SourceId) => Value>> = {
  __float__: (rt, x, source) => new Float(element(rt, x, source)),
  __int__(rt, x, source) {
    const value = element(rt, x, source);
    wholeOrFail(rt, value, source);
    return intOfFloat(Math.trunc(value));
  },
  __bool__: (rt, x, source) => x.truth(rt, source),
  __index__(rt, x, source) {
    if (x.ref.size === 1 && !isFloat(x.ref.dtype)) return element(rt, x, source);
    throw rt.error('TypeError', 'only integer tensors of a single element can be converted to an index', source);
  },
};
for (const [name, make] of Object.entries(NUMBERS))
  tensorClass.define(name, new Method(name, 0, (rt, _self, [x], source) => make(rt, self(x), source)));

tensorClass.define(
  '__contains__',
  new Method('__contains__', 0, (rt, _self, [x, item], source) => {
    if (operandOf(item) === null)
      throw rt.error(
        'RuntimeError',
        `Tensor.__contains__ only supports Tensor or scalar, but you passed in a <class '${typeName(item)}'>.`,
        source,
      );
    return apply(rt, comparisons.eq!, [x, item], source)
      .peek()
      .array.values()
      .some((one) => one !== 0);
  }),
);
tensorClass.define(
  '__format__',
  new Method('__format__', 0, (rt, _self, [x, text], source) => formatTensor(rt, self(x), text as string, source)),
);

// --- in place ---------------------------------------------------------------------------------------------------------

tensorMethods({
  'zero_()': (rt, [x], source) => filledWith(rt, self(x), 0, 'ZeroBackward0', source),
  'fill_(value)': (rt, [x, value], source) => filledWith(rt, self(x), value, 'FillBackward0', source),
  'copy_(src, non_blocking=)': (rt, [x, from], source) => {
    const target = self(x);
    const value = castTo(rt, tensorArgument(rt, from, 'copy_', 1, source).value(), target.ref.dtype, source);
    const wide = sameShape(value.array.shape, target.ref.shape)
      ? value
      : op(rt, 'expand', [value], { shape: target.ref.shape }, source);
    return writeResult(rt, target, wide, 'CopyBackwards', source);
  },
  'unsqueeze_(dim)': (rt, [x, dim], source) => {
    const { shape } = self(x).ref;
    const axis = axisIn(rt, dim, shape.length + 1, source);
    return reshapedInPlace(self(x), [...shape.slice(0, axis), 1, ...shape.slice(axis)], source);
  },
  'squeeze_(dim=)': (rt, [x, dim], source) => {
    const { shape } = self(x).ref;
    const axis = isNone(dim) ? null : axisIn(rt, dim, shape.length, source);
    return reshapedInPlace(
      self(x),
      shape.filter((extent, k) => extent !== 1 || (axis !== null && axis !== k)),
      source,
    );
  },
  't_()': (_rt, [x], source) => {
    self(x).ref = self(x).ref.view({ kind: 'transpose', order: [1, 0] }, source)!;
    return x;
  },
});

function reshapedInPlace(x: TorchTensor, shape: readonly number[], source: SourceId): TorchTensor {
  x.ref = x.ref.view({ kind: 'reshape', shape }, source)!;
  return x;
}

function filledWith(rt: Runtime, x: TorchTensor, value: Value, name: string, source: SourceId): TorchTensor {
  const operand = needOperand(rt, value, source, () =>
    rt.error('TypeError', `fill_(): argument 'value' must be Number`, source),
  );
  beginInPlace(rt, x, source);
  const { dtype, shape } = x.ref;
  const one = castTo(rt, typed(operand, dtype), dtype, source);
  return writeResult(rt, x, op(rt, 'expand', [one], { shape }, source), name, source);
}

// --- leaves -----------------------------------------------------------------------------------------------------------

tensorProperty(
  'requires_grad',
  (_rt, [x]) => self(x).requiresGrad,
  (rt, [x, value], source) => {
    setWanted(rt, self(x), value === true, source);
    return null;
  },
);
tensorProperty('is_leaf', (_rt, [x]) => self(x).isLeaf);
tensorProperty(
  'data',
  (_rt, [x], source) => {
    self(x).noteCut('detach', source);
    return self(x).detached(source);
  },
  (rt, [x, value], source) => {
    self(x).replace(tensorArgument(rt, value, 'data', 0, source).ref);
    return null;
  },
);

function setWanted(rt: Runtime, x: TorchTensor, isWanted: boolean, source: SourceId): void {
  if (!x.isLeaf) {
    if (isWanted) return;
    throw rt.error(
      'RuntimeError',
      "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
      source,
    );
  }
  if (isWanted) wantGradient(rt, x, source, 'only');
  else x.want(false);
}

tensorMethods({
  'requires_grad_(requires_grad=)': (rt, [x, value], source) => {
    setWanted(rt, self(x), value !== false, source);
    return x;
  },
});

/** What calling a method under another name means: `x.softmax(-1)` and the like are defined with the functions. */
export function asTensor(rt: Runtime, value: Value, source: SourceId): TorchTensor {
  return value instanceof TorchTensor ? value : newTensor(rt, dataOf(rt, value, null, source).array, false, source);
}

torchFunctions({
  'is_tensor(obj)': (_rt, [value]) => value instanceof TorchTensor,
  'result_type(tensor1, tensor2)': (rt, [a, b], source) =>
    dtypeObjects[apply(rt, binary.mul, [a, b], source).ref.dtype],
});

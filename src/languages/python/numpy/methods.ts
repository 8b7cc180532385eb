import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { elementOf } from '../../core/tensors';
import type { TensorValue, Tracked, Value } from '../../core/values';
import { builtin, methods } from '../builtins/define';
// Methods of floats, which numpy.float64 has, too.
import '../builtins/others';
import { ArrayObject } from '../arrays/arrayObject';
import { hashOf } from '../operators/hashing';
import { callMethodOf } from '../operators/special';
import { formatValue } from '../text/format';
import { textOf } from '../text/repr';
import type { ClassObject } from '../values/classes';
import { Float, intOfFloat, TrackedInt } from '../values/numbers';
import { Keywords, Method, type Native, notImplemented, Property, Tuple } from '../values/objects';
import { types } from '../values/types';
import { given, NumpyArray, NumpyScalar, ndarrayClass, pythonFloat } from './array';
import {
  abstractClasses,
  type DtypeObject,
  dtypeClass,
  dtypeObjects,
  dtypeOf,
  dtypeOr,
  scalarClasses,
  setMakeNumber,
} from './dtypes';
import { dot, trace } from './linalg';
import { arrayNames } from './names';
import { castTo, op, tensorOf, whole } from './operands';
import { applied, operator, own } from './operators';
import { arrayRepr, arrayText } from './printing/arrays';
import { scalarText } from './printing/numbers';
import { optionsOf } from './printing/options';
import { reductionMethods } from './reductions';
import { argsort, clip, nonzero, round, sort, take } from './searching';
import { flatten, ravel, reshape, shaping, squeeze, swapaxes, transpose } from './shaping';
import { binaryUfuncs } from './ufuncs';

const { generic } = abstractClasses;

function property(cls: ClassObject, name: string, get: Native, set: Native | null = null): void {
  cls.define(name, new Property(builtin(name, 'self', get), set && builtin(name, 'self, value', set), null));
}

// --- what arrays and numbers have in common ---------------------------------------------------------------------------

/** The elements as numbers of Python's, nested as the axes are. */
function toList(rt: Runtime, tensor: TensorValue, source: SourceId): Value {
  const { shape } = tensor.array;
  let at = 0;
  const level = (axis: number): Value => {
    if (axis === shape.length) return pythonNumber(rt, tensor, at++, source);
    return Array.from({ length: shape[axis]! }, () => level(axis + 1));
  };
  return level(0);
}

/** One element as a number of Python's. */
function pythonNumber(rt: Runtime, tensor: TensorValue, element: number, source: SourceId): Value {
  const { dtype } = tensor.array;
  if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
  if (dtype === 'bool') return tensor.array.flat(element) !== 0;
  const number = elementOf(rt, tensor, element, source);
  if (dtype === 'float64' || dtype === 'float32') return typeof number === 'number' ? new Float(number) : number;
  return typeof number === 'number' ? intOfFloat(number) : new TrackedInt(number.value, number.node);
}

function item(rt: Runtime, [self, ...index]: Value[], source: SourceId): Value {
  const tensor = own(self);
  if (index.length === 0) {
    if (tensor.array.size !== 1)
      throw rt.error('ValueError', 'can only convert an array of size 1 to a Python scalar', source);
    return pythonNumber(rt, tensor, 0, source);
  }
  const key = index.length === 1 ? index[0] : new Tuple(index);
  if (index.length === 1 && !(key instanceof Tuple)) {
    const at = whole(rt, key, source);
    const { size } = tensor.array;
    if (at < -size || at >= size) throw rt.error('IndexError', `index ${at} is out of bounds for size ${size}`, source);
    return pythonNumber(rt, tensor, at < 0 ? at + size : at, source);
  }
  const found = (self as NumpyArray).item(rt, key, source);
  return found instanceof NumpyScalar ? pythonNumber(rt, found.tensor, 0, source) : found;
}

function astype(rt: Runtime, [self, dtype]: Value[], source: SourceId): Value {
  const type = dtypeOf(rt, dtype, source);
  const tensor = own(self);
  const isWhole = type === 'int64' || type === 'int32';
  // An int has no fraction: what has one is cut.
  const cutOff = isWhole && (tensor.array.dtype === 'float64' || tensor.array.dtype === 'float32');
  const result = castTo(rt, cutOff ? op(rt, 'trunc', [tensor], {}, source) : tensor, type, source);
  return self instanceof NumpyArray ? NumpyArray.of(rt, result) : new NumpyScalar(result);
}

function shapeArguments(args: readonly Value[]): Value {
  return args.length === 1 ? args[0]! : new Tuple([...args]);
}

const shared: Readonly<Record<string, Native>> = {
  ...reductionMethods,
  'item(*args)': item,
  'tolist()': (rt, [self], source) => toList(rt, own(self), source),
  'astype(dtype, order=, casting=, subok=, copy=)': astype,
  'reshape(*shape, order=)': (rt, [self, order, ...shape], source) =>
    reshape(rt, self, shapeArguments(shape), order, source),
  'ravel(order=)': (rt, [self, order], source) => ravel(rt, self, order, source),
  'flatten(order=)': (rt, [self, order], source) => flatten(rt, self, order, source),
  'transpose(*axes)': (rt, [self, ...axes], source) =>
    transpose(rt, self, axes.length === 0 ? undefined : shapeArguments(axes), source),
  'swapaxes(axis1, axis2)': swapaxes,
  'squeeze(axis=)': (rt, [self, axis], source) => squeeze(rt, self, axis, source),
  'copy(order=)': (rt, [self]) => (self instanceof NumpyArray ? NumpyArray.of(rt, self.ref.value()) : self),
  'dot(b)': (rt, [self, b], source) => dot(rt, self, b, source),
  'trace(offset=)': (rt, [self, offset], source) => trace(rt, self, offset, source),
  'diagonal(offset=, axis1=, axis2=)': shaping['diagonal(a, offset=, axis1=, axis2=)']!,
  'repeat(repeats, axis=)': shaping['repeat(a, repeats, axis=)']!,
  'clip(min=, max=)': (rt, [self, low, high], source) => clip(rt, self, low, high, source),
  'round(decimals=, out=)': (rt, [self, digits], source) => round(rt, self, digits, source),
  'argsort(axis=, kind=)': (rt, [self, axis], source) => argsort(rt, self, axis, source),
  'take(indices, axis=)': (rt, [self, indices, axis], source) => take(rt, self, indices, axis, source),
  'nonzero()': (rt, [self], source) => nonzero(rt, self, source),
  '__float__()': (rt, [self], source) => (self as NumpyArray | NumpyScalar).toFloat(rt, source),
  '__int__()': (rt, [self], source) => {
    const tensor = own(self);
    if (tensor.array.size !== 1)
      throw rt.error('TypeError', 'only size-1 arrays can be converted to Python scalars', source);
    const value = tensor.array.flat(0);
    if (Number.isNaN(value)) throw rt.error('ValueError', 'cannot convert float NaN to integer', source);
    if (!Number.isFinite(value)) throw rt.error('OverflowError', 'cannot convert float infinity to integer', source);
    if (tensor.node === null) return intOfFloat(Math.trunc(value));
    const number = elementOf(rt, op(rt, 'trunc', [tensor], {}, source), 0, source) as Tracked;
    return new TrackedInt(number.value, number.node);
  },
  '__round__(ndigits=)': (rt, [self, digits], source) => {
    const rounded = round(rt, self, digits, source);
    if (digits !== undefined || !(rounded instanceof NumpyScalar)) return rounded;
    const number = pythonNumber(rt, castTo(rt, rounded.tensor, 'int64', source), 0, source);
    return number;
  },
};
methods(ndarrayClass, shared);
methods(generic, shared);

for (const cls of [ndarrayClass, generic]) {
  property(
    cls,
    'shape',
    (_rt, [self]) => new Tuple([...own(self).array.shape]),
    cls === ndarrayClass ? setShape : null,
  );
  property(cls, 'ndim', (_rt, [self]) => own(self).array.rank);
  property(cls, 'size', (_rt, [self]) => own(self).array.size);
  property(cls, 'dtype', (_rt, [self]) => dtypeObjects[own(self).array.dtype]);
  property(cls, 'itemsize', (_rt, [self]) => dtypeObjects[own(self).array.dtype].itemsize);
  property(cls, 'nbytes', (_rt, [self]) => dtypeObjects[own(self).array.dtype].itemsize * own(self).array.size);
  property(cls, 'T', (rt, [self], source) =>
    self instanceof NumpyArray ? transpose(rt, self, undefined, source) : self,
  );
  property(cls, 'real', (_rt, [self]) => self);
  for (const name of ['ctypes', 'data', 'base', 'flags', 'strides', '__array_interface__', '__array_struct__'])
    property(cls, name, (rt, _args, source) => {
      throw rt.unsupported(`\`.${name}\` of arrays is not reachable from a snippet: it tells of memory`, source);
    });
  for (const name of [
    'tofile',
    'dump',
    'dumps',
    'tobytes',
    'tostring',
    'newbyteorder',
    'byteswap',
    'setflags',
    'getfield',
    'view',
  ])
    property(cls, name, (rt, _args, source) => {
      throw rt.unsupported(`\`.${name}\` of arrays is not supported: it reaches for memory or files`, source);
    });
}

// What arrays have in NumPy and not here is refused by name.
for (const name of arrayNames)
  if (ndarrayClass.lookup(name) === undefined)
    property(ndarrayClass, name, (rt, _args, source) => {
      throw rt.unsupported(`\`.${name}\` of arrays is not supported; write it with functions that are`, source);
    });

function setShape(rt: Runtime, [self, shape]: Value[], source: SourceId): Value {
  const array = self as NumpyArray;
  array.ref = reshape(rt, array, shape, undefined, source).ref;
  return null;
}

// --- arrays -----------------------------------------------------------------------------------------------------------

methods(ndarrayClass, {
  'fill(value)': (rt, [self, value], source) => {
    const { ref } = self as NumpyArray;
    const tensor = castTo(rt, tensorOf(rt, value, source), ref.dtype, source);
    ref.write(op(rt, 'expand', [tensor], { shape: ref.shape }, source), source);
    return null;
  },
  'sort(axis=)': (rt, [self, axis], source) => {
    (self as NumpyArray).ref.write(sort(rt, self, axis, source), source);
    return null;
  },
  '__repr__()': (rt, [self], source) => shown(rt, self as NumpyArray, source, true),
  '__str__()': (rt, [self], source) => shown(rt, self as NumpyArray, source, false),
  '__format__(spec)': (rt, [self, spec], source) => {
    const array = self as NumpyArray;
    if (spec === '' || spec === undefined) return textOf(rt, array, source);
    if (array.ref.shape.length === 0)
      return formatValue(rt, pythonNumber(rt, array.ref.value(), 0, source), spec as string, source);
    throw rt.error('TypeError', 'unsupported format string passed to numpy.ndarray.__format__', source);
  },
  '__len__()': (rt, [self], source) => {
    const { shape } = (self as NumpyArray).ref;
    if (shape.length === 0) throw rt.error('TypeError', 'len() of unsized object', source);
    return shape[0];
  },
  '__copy__()': (rt, [self]) => NumpyArray.of(rt, own(self)),
  '__deepcopy__(memo)': (rt, [self]) => NumpyArray.of(rt, own(self)),
  '__contains__(item)': (rt, [self, value], source) => {
    const found = applied(rt, binaryUfuncs.equal, self, value, source);
    return (
      found !== notImplemented &&
      own(found)
        .array.values()
        .some((one) => one !== 0)
    );
  },
});
ndarrayClass.define('__hash__', null);
ndarrayClass.define(
  '__index__',
  operator('__index__', (rt, [self], source) => {
    const { array } = own(self);
    if (array.rank === 0 && (array.dtype === 'int64' || array.dtype === 'int32')) return array.item();
    throw rt.error('TypeError', 'only integer scalar arrays can be converted to a scalar index', source);
  }),
);
ndarrayClass.maker = (rt, _cls, _args, source) => {
  throw rt.unsupported('np.ndarray(…) makes an array of whatever is in memory; use np.zeros or np.array', source);
};

function shown(rt: Runtime, array: NumpyArray, source: SourceId, isRepr: boolean): string {
  const options = optionsOf(rt);
  const { array: data } = array.ref.peek();
  const count = data.size > options.threshold ? 1000 : data.size;
  rt.checkSize(count * 25, source, 0);
  rt.budget.spend(rt, count, source);
  return isRepr ? arrayRepr(data, options) : arrayText(data, options);
}

// --- numbers ----------------------------------------------------------------------------------------------------------

methods(generic, {
  '__repr__()': (_rt, [self]) => scalarText((self as NumpyScalar).value, (self as NumpyScalar).dtype),
  '__str__()': (_rt, [self]) => scalarText((self as NumpyScalar).value, (self as NumpyScalar).dtype),
  '__format__(spec)': (rt, [self, spec], source) => {
    if (spec === '' || spec === undefined) return textOf(rt, self, source);
    return formatValue(rt, pythonNumber(rt, own(self), 0, source), spec as string, source);
  },
  '__bool__()': (rt, [self], source) => (self as NumpyScalar).truth(rt, source),
  '__hash__()': (rt, [self], source) => hashOf(rt, self, source),
  'conjugate()': (_rt, [self]) => self,
  'is_integer()': (_rt, [self]) => Number.isInteger((self as NumpyScalar).value),
});
property(generic, 'imag', () => 0);

// Methods of Python's floats take a float of Python's.
for (const [name, method] of types.float.dict) {
  if (!(method instanceof Method) || generic.lookup(name) !== undefined) continue;
  scalarClasses.float64.define(
    name,
    new Method(name, method.length, (rt, self, [value, ...rest], source) =>
      method.apply(rt, self, [pythonFloat(rt, own(value), source), ...rest], source),
    ),
  );
}

for (const name of ['int64', 'int32'] as const)
  scalarClasses[name].define(
    '__index__',
    operator('__index__', (rt, [self], source) => {
      const { tensor, value } = self as NumpyScalar;
      if (tensor.node !== null) rt.cuts.note(tensor.node, 'index', source);
      return intOfFloat(value);
    }),
  );

setMakeNumber((rt, cls, args, source) => {
  const dtype = Object.entries(scalarClasses).find(([, one]) => one === cls)?.[0];
  if (dtype === undefined) throw rt.error('TypeError', `cannot create '${cls.qualname}' instances`, source);
  if (args.at(-1) instanceof Keywords) throw rt.error('TypeError', `${cls.name}() takes no keyword arguments`, source);
  const [value = 0] = args;
  const own_ = typeof value === 'string' ? new Float(Number(value.trim())) : value;
  if (typeof value === 'string' && Number.isNaN((own_ as Float).value) && !/^\s*[-+]?nan\s*$/i.test(value))
    throw rt.error('ValueError', `could not convert string to float: '${value}'`, source);
  // A float of NumPy's is one of Python's, which asks another library's array for its number.
  if (dtype === 'float64' && value instanceof ArrayObject && value.rank > 0 && value.ref.size === 1)
    return new NumpyScalar(tensorOf(rt, callMethodOf(rt, value, '__float__', [], source), source));
  const tensor = tensorOf(rt, own_, source);
  const cast = astype(
    rt,
    [NumpyArray.of(rt, tensor), dtypeObjects[dtype as keyof typeof dtypeObjects]],
    source,
  ) as NumpyArray;
  return given(rt, cast.ref.value());
});

// --- dtypes -----------------------------------------------------------------------------------------------------------

dtypeClass.maker = (rt, _cls, [value], source) => dtypeObjects[dtypeOr(rt, value, 'float64', source)];
for (const name of ['name', 'kind', 'itemsize', 'char', 'str', 'type'])
  property(dtypeClass, name, (_rt, [self]) => (self as DtypeObject).attribute(name));
methods(dtypeClass, {
  '__eq__(other)': (rt, [self, other], source) => (self as DtypeObject).same(rt, other, source),
  '__ne__(other)': (rt, [self, other], source) => !(self as DtypeObject).same(rt, other, source),
  '__hash__()': (_rt, [self]) => ['bool', 'int32', 'int64', 'float32', 'float64'].indexOf((self as DtypeObject).dtype),
  '__repr__()': (_rt, [self]) => (self as DtypeObject).repr(),
  '__str__()': (_rt, [self]) => (self as DtypeObject).dtype,
});

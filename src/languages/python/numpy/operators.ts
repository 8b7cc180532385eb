import type { SourceId } from '../../../engine/sources';
import { isError } from '../../../engine/tensor/error';
import { filled } from '../../../engine/tensor/ndarray';
import { broadcastShapes } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { denseText } from '../arrays/words';
import { Method, type Native, notImplemented, Tuple } from '../values/objects';
import { given, NumpyArray, type NumpyScalar, ndarrayClass } from './array';
import { abstractClasses } from './dtypes';
import { computeUfunc, type Ufunc } from './elementwise';
import { matmul } from './linalg';
import { castTo, operandOf, tensorOf } from './operands';
import { isSameKind } from './promotion';
import { binaryUfuncs, unaryUfuncs } from './ufuncs';

const { generic } = abstractClasses;

/** The tensor of an array or of a number of NumPy's. */
export function own(value: Value): TensorValue {
  return value instanceof NumpyArray ? value.ref.value() : (value as NumpyScalar).tensor;
}

const OPERATORS: readonly (readonly [name: string, ufunc: Ufunc])[] = [
  ['add', binaryUfuncs.add],
  ['sub', binaryUfuncs.subtract],
  ['mul', binaryUfuncs.multiply],
  ['truediv', binaryUfuncs.divide],
  ['floordiv', binaryUfuncs.floor_divide],
  ['mod', binaryUfuncs.remainder],
  ['pow', binaryUfuncs.power],
];

const COMPARISONS: readonly (readonly [name: string, ufunc: Ufunc])[] = [
  ['__eq__', binaryUfuncs.equal],
  ['__ne__', binaryUfuncs.not_equal],
  ['__lt__', binaryUfuncs.less],
  ['__le__', binaryUfuncs.less_equal],
  ['__gt__', binaryUfuncs.greater],
  ['__ge__', binaryUfuncs.greater_equal],
];

const BITS: readonly (readonly [name: string, ufunc: Ufunc])[] = [
  ['and', binaryUfuncs.logical_and],
  ['or', binaryUfuncs.logical_or],
  ['xor', binaryUfuncs.logical_xor],
];

/** An operator of two values; one that NumPy knows nothing of is asked next. */
export function applied(rt: Runtime, ufunc: Ufunc, left: Value, right: Value, source: SourceId): Value {
  const [a, b] = [operandOf(rt, left, source), operandOf(rt, right, source)];
  if (a === null || b === null) return notImplemented;
  return given(rt, computeUfunc(rt, ufunc, [a, b], null, source));
}

/** Whether two values broadcast; what is no array fits. */
function broadcasts(rt: Runtime, left: Value, right: Value, source: SourceId): boolean {
  const operands = [operandOf(rt, left, source), operandOf(rt, right, source)];
  const shapes = operands.map((one) => (one?.operand instanceof TensorValue ? one.operand.array.shape : []));
  return !isError(broadcastShapes(shapes));
}

/** Comparisons. With what is no number, such as None, no element is equal. */
function compared(rt: Runtime, ufunc: Ufunc, self: Value, other: Value, source: SourceId): Value {
  const isEquality = ufunc === binaryUfuncs.equal || ufunc === binaryUfuncs.not_equal;
  // Arrays that do not fit are not equal.
  if (isEquality && !broadcasts(rt, self, other, source)) return ufunc === binaryUfuncs.not_equal;
  if (
    other !== null ||
    !(self instanceof NumpyArray) ||
    (ufunc !== binaryUfuncs.equal && ufunc !== binaryUfuncs.not_equal)
  )
    return applied(rt, ufunc, self, other, source);
  const truths = filled('bool', self.ref.shape, Number(ufunc === binaryUfuncs.not_equal));
  return given(rt, new TensorValue(truths, null, source));
}

/** `a += b`: into the array itself, if its type holds the result. */
function inPlace(rt: Runtime, ufunc: Ufunc, left: NumpyArray, right: Value, source: SourceId): Value {
  const [a, b] = [operandOf(rt, left, source)!, operandOf(rt, right, source)];
  if (b === null) return notImplemented;
  const { dtype, shape } = left.ref;
  const result = computeUfunc(rt, ufunc, [a, b], null, source, shape);
  if (!isSameKind(result.array.dtype, dtype))
    throw rt.error(
      'numpy.core._exceptions.UFuncTypeError',
      `Cannot cast ufunc '${ufunc.name}' output from dtype('${result.array.dtype}') to dtype('${dtype}') with casting rule 'same_kind'`,
      source,
    );
  if (result.array.rank !== shape.length || result.array.shape.some((extent, k) => extent !== shape[k]))
    throw rt.error(
      'ValueError',
      `non-broadcastable output operand with shape ${denseText(shape)} doesn't match the broadcast shape ${denseText(result.array.shape)}`,
      source,
    );
  if (!left.ref.write(castTo(rt, result, dtype, source), source))
    throw rt.error('ValueError', 'output array is read-only', source);
  return left;
}

function bits(rt: Runtime, ufunc: Ufunc, left: Value, right: Value, source: SourceId): Value {
  const [a, b] = [operandOf(rt, left, source), operandOf(rt, right, source)];
  if (a === null || b === null) return notImplemented;
  if (a.dtype === 'bool' && b.dtype === 'bool') return given(rt, computeUfunc(rt, ufunc, [a, b], null, source));
  const symbol = ufunc.name.endsWith('and') ? '&' : ufunc.name.endsWith('xor') ? '^' : '|';
  throw rt.unsupported(
    `\`${symbol}\` of arrays is supported for truth values only; use np.logical_and and the like`,
    source,
  );
}

export function operator(name: string, apply: Native): Method {
  return new Method(name, 1, (rt, _self, args, source) => apply(rt, args, source));
}

for (const cls of [ndarrayClass, generic]) {
  for (const [name, ufunc] of OPERATORS) {
    cls.define(
      `__${name}__`,
      operator(name, (rt, [self, other], source) => applied(rt, ufunc, self, other, source)),
    );
    cls.define(
      `__r${name}__`,
      operator(name, (rt, [self, other], source) => applied(rt, ufunc, other, self, source)),
    );
  }
  for (const [name, ufunc] of COMPARISONS)
    cls.define(
      name,
      operator(name, (rt, [self, other], source) => compared(rt, ufunc, self, other, source)),
    );
  for (const [name, ufunc] of BITS) {
    cls.define(
      `__${name}__`,
      operator(name, (rt, [self, other], source) => bits(rt, ufunc, self, other, source)),
    );
    cls.define(
      `__r${name}__`,
      operator(name, (rt, [self, other], source) => bits(rt, ufunc, other, self, source)),
    );
  }
  cls.define(
    '__neg__',
    operator('neg', (rt, [self], source) => unary(rt, unaryUfuncs.negative, self, source)),
  );
  cls.define(
    '__pos__',
    operator('pos', (rt, [self], source) => unary(rt, unaryUfuncs.positive, self, source)),
  );
  cls.define(
    '__abs__',
    operator('abs', (rt, [self], source) => unary(rt, unaryUfuncs.absolute, self, source)),
  );
  cls.define(
    '__invert__',
    operator('invert', (rt, [self], source) => {
      if (own(self).array.dtype !== 'bool')
        throw rt.unsupported('`~` of arrays is supported for truth values only', source);
      return unary(rt, unaryUfuncs.logical_not, self, source);
    }),
  );
  cls.define(
    '__divmod__',
    operator(
      'divmod',
      (rt, [self, other], source) =>
        new Tuple([
          applied(rt, binaryUfuncs.floor_divide, self, other, source),
          applied(rt, binaryUfuncs.remainder, self, other, source),
        ]),
    ),
  );
}

ndarrayClass.define(
  '__matmul__',
  operator('matmul', (rt, [self, other], source) =>
    operandOf(rt, other, source) === null ? notImplemented : matmul(rt, self, other, source),
  ),
);
ndarrayClass.define(
  '__rmatmul__',
  operator('matmul', (rt, [self, other], source) =>
    operandOf(rt, other, source) === null ? notImplemented : matmul(rt, other, self, source),
  ),
);

function unary(rt: Runtime, ufunc: Ufunc, value: Value, source: SourceId): Value {
  return given(rt, computeUfunc(rt, ufunc, [operandOf(rt, value, source)!], null, source));
}

for (const [name, ufunc] of OPERATORS)
  ndarrayClass.define(
    `__i${name}__`,
    operator(name, (rt, [self, other], source) => inPlace(rt, ufunc, self as NumpyArray, other, source)),
  );
for (const [name, ufunc] of BITS)
  ndarrayClass.define(
    `__i${name}__`,
    operator(name, (rt, [self, other], source) => {
      const result = bits(rt, ufunc, self, other, source);
      if (result === notImplemented) return result;
      (self as NumpyArray).ref.write(tensorOf(rt, result, source), source);
      return self;
    }),
  );

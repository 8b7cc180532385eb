import type { SourceId } from '../../../engine/sources';
import { fromValues, scalar } from '../../../engine/tensor/ndarray';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { builtin, methods } from '../builtins/define';
import { callValue } from '../operators/call';
import { Dict } from '../values/dict';
import { Float } from '../values/numbers';
import { IteratorObject, Keywords, type Native, Property, Tuple } from '../values/objects';
import { BuiltInClass, objectClass } from '../values/types';
import { checkedSize, given, NumpyArray, refOf } from './array';
import { dtypeOr } from './dtypes';
import { applyUfunc } from './elementwise';
import { castTo, flag, op, tensorOf, whole, wholes } from './operands';
import { floatingType } from './promotion';
import { binaryUfuncs } from './ufuncs';

// --- limits of types --------------------------------------------------------------------------------------------------

const limitsClass = new BuiltInClass('finfo', objectClass);

/** What `np.finfo` and `np.iinfo` give. */
class Limits {
  readonly cls = limitsClass;

  constructor(readonly members: ReadonlyMap<string, Value>) {}
}

for (const name of ['eps', 'max', 'min', 'tiny', 'resolution', 'bits'])
  limitsClass.define(
    name,
    new Property(
      builtin(name, 'self', (_rt, [self]) => (self as Limits).members.get(name) ?? null),
      null,
      null,
    ),
  );

function finfo(rt: Runtime, [dtype]: Value[], source: SourceId): Value {
  const single = dtypeOr(rt, dtype, 'float64', source) === 'float32';
  const number = (value: number): Value =>
    given(rt, new TensorValue(scalar(value, single ? 'float32' : 'float64'), null, source));
  const most = single ? 3.4028234663852886e38 : Number.MAX_VALUE;
  return new Limits(
    new Map<string, Value>([
      ['eps', number(single ? 2 ** -23 : Number.EPSILON)],
      ['max', number(most)],
      ['min', number(-most)],
      ['tiny', number(single ? 2 ** -126 : 2 ** -1022)],
      ['resolution', number(single ? 1e-6 : 1e-15)],
      ['bits', single ? 32 : 64],
    ]),
  );
}

function iinfo(rt: Runtime, [dtype]: Value[], source: SourceId): Value {
  const bits = dtypeOr(rt, dtype, 'int64', source) === 'int32' ? 32 : 64;
  const most = 2n ** BigInt(bits - 1) - 1n;
  const number = (value: bigint): Value => (bits === 32 ? Number(value) : value);
  return new Limits(
    new Map<string, Value>([
      ['max', number(most)],
      ['min', number(-most - 1n)],
      ['bits', bits],
    ]),
  );
}

// --- warnings ---------------------------------------------------------------------------------------------------------

const errstateClass = new BuiltInClass('errstate', objectClass);
errstateClass.qualname = 'numpy.errstate';
errstateClass.maker = () => ({ cls: errstateClass });
methods(errstateClass, { '__enter__()': () => null, '__exit__(*args)': () => false });

// --- places -----------------------------------------------------------------------------------------------------------

function constant(rt: Runtime, values: readonly number[], shape: readonly number[], source: SourceId): NumpyArray {
  return NumpyArray.of(rt, new TensorValue(fromValues(values, shape, 'int64'), null, source));
}

/** Where the elements of one half of a matrix are. */
function triangle(isUpper: boolean): Native {
  return (rt, [count, offset, columns], source) => {
    const n = whole(rt, count, source);
    const m = columns === undefined || columns === null ? n : whole(rt, columns, source);
    const k = offset === undefined ? 0 : whole(rt, offset, source);
    checkedSize(rt, [n, m], source);
    const rows: number[] = [];
    const across: number[] = [];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++)
        if (isUpper ? j - i >= k : j - i <= k) {
          rows.push(i);
          across.push(j);
        }
    return new Tuple([constant(rt, rows, [rows.length], source), constant(rt, across, [across.length], source)]);
  };
}

/** Index arrays of a grid: `a[np.ix_([0, 2], [1, 3])]`. */
function grid(rt: Runtime, vectors: Value[], source: SourceId): Value {
  return new Tuple(
    vectors.map((vector, k) => {
      const tensor = tensorOf(rt, vector, source);
      const shape = vectors.map((_, axis) => (axis === k ? tensor.array.size : 1));
      return NumpyArray.of(rt, op(rt, 'reshape', [tensor], { shape }, source));
    }),
  );
}

function unravel(rt: Runtime, [index, shape]: Value[], source: SourceId): Value {
  const extents = wholes(rt, shape, source);
  const array = tensorOf(rt, index, source).array;
  const size = extents.reduce((product, extent) => product * extent, 1);
  for (const place of array.values())
    if (place < 0 || place >= size)
      throw rt.error('ValueError', `index ${place} is out of bounds for array with size ${size}`, source);
  let stride = size;
  return new Tuple(
    extents.map((extent) => {
      stride = extent === 0 ? 0 : stride / extent;
      const places = Array.from(array.values(), (place) => Math.floor(place / stride) % extent);
      return given(rt, new TensorValue(fromValues(places, array.shape, 'int64'), null, source));
    }),
  );
}

/** Walks all indices of a shape. */
function indices(shape: readonly number[]): Cursor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  let at = 0;
  return () => {
    if (at >= size) return DONE;
    let rest = at++;
    const index: number[] = new Array(shape.length);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return new Tuple(index);
  };
}

// --- statistics -------------------------------------------------------------------------------------------------------

/** The covariance of the rows of a matrix. */
function covariance(rt: Runtime, value: Value, rowvar: Value, source: SourceId): TensorValue {
  let x = tensorOf(rt, value, source);
  x = castTo(rt, x, floatingType(x.array.dtype), source);
  if (x.array.rank === 1) x = op(rt, 'reshape', [x], { shape: [1, x.array.size] }, source);
  if (!flag(rowvar, true)) x = op(rt, 'transpose', [x], { order: [1, 0] }, source);
  const mean = op(rt, 'mean', [x], { axes: [1], keepDims: true }, source);
  const off = op(rt, 'sub', [x, mean], {}, source);
  const across = op(rt, 'transpose', [off], { order: [1, 0] }, source);
  const share = new TensorValue(scalar(1 / (x.array.shape[1]! - 1)), null);
  return op(rt, 'mul', [op(rt, 'matmul', [off, across], {}, source), share], {}, source);
}

function squeezed(rt: Runtime, matrix: TensorValue, source: SourceId): Value {
  return given(rt, matrix.array.size === 1 ? op(rt, 'reshape', [matrix], { shape: [] }, source) : matrix);
}

function correlation(rt: Runtime, [x, y]: Value[], source: SourceId): Value {
  const rows = y === undefined || y === null ? x : [x, y];
  const c = covariance(rt, rows, true, source);
  const spread = op(rt, 'sqrt', [op(rt, 'diagonal', [c], { offset: 0, axes: [0, 1] }, source)], {}, source);
  const tall = op(rt, 'reshape', [spread], { shape: [spread.array.size, 1] }, source);
  return squeezed(rt, op(rt, 'div', [op(rt, 'div', [c, tall], {}, source), spread], {}, source), source);
}

// --- functions of the user's ------------------------------------------------------------------------------------------

/** `np.vectorize`: calls a function for each element, in order. */
function vectorize(_rt: Runtime, [fn]: Value[]): Value {
  return builtin('vectorized', '*args', (inner, args, at) => {
    const tensors = args.filter((arg) => !(arg instanceof Keywords)).map((arg) => tensorOf(inner, arg, at));
    const shape = tensors
      .slice(1)
      .reduce((joint, tensor) => applyShape(inner, joint, tensor, at), tensors[0] ?? new TensorValue(scalar(0), null))
      .array.shape;
    const wide = tensors.map((tensor) => NumpyArray.of(inner, op(inner, 'expand', [tensor], { shape }, at)));
    const next = indices(shape);
    const results: Value[] = [];
    for (let index = next(); index !== DONE; index = next()) {
      if (--inner.budget.fuel < 0) inner.budget.refuel(inner);
      results.push(
        callValue(
          inner,
          fn,
          wide.map((array) => array.item(inner, index, at)),
          at,
        ),
      );
    }
    return given(inner, op(inner, 'reshape', [tensorOf(inner, results, at)], { shape }, at));
  });
}

/** Something of the shape that both broadcast to. */
function applyShape(rt: Runtime, a: TensorValue, b: TensorValue, source: SourceId): TensorValue {
  const plain = [a, b].map((tensor) => NumpyArray.of(rt, new TensorValue(tensor.array, null)));
  return applyUfunc(rt, binaryUfuncs.logical_or, plain, null, source);
}

function scaledBy(factor: number): Native {
  return (rt, [x], source) => given(rt, applyUfunc(rt, binaryUfuncs.multiply, [x, new Float(factor)], null, source));
}

/** What does not belong to a larger family. */
export const others: Readonly<Record<string, Native>> = {
  'finfo(dtype)': finfo,
  'iinfo(dtype)': iinfo,
  'seterr(all=, divide=, over=, under=, invalid=)': () => new Dict(),
  'triu_indices(n, k=, m=)': triangle(true),
  'tril_indices(n, k=, m=)': triangle(false),
  'ix_(*args)': grid,
  'unravel_index(indices, shape)': unravel,
  'ndindex(*shape)': (rt, args, source) => {
    const shape = args.length === 1 ? wholes(rt, args[0], source) : args.map((one) => whole(rt, one, source));
    return new IteratorObject('ndindex', indices(shape));
  },
  'ndenumerate(arr)': (rt, [a], source) => {
    const array = new NumpyArray(refOf(rt, a, source));
    const next = indices(array.ref.shape);
    return new IteratorObject('ndenumerate', () => {
      const index = next();
      return index === DONE ? DONE : new Tuple([index, array.item(rt, index, source)]);
    });
  },
  'isin(element, test_elements)': (rt, [element, list], source) => {
    const array = tensorOf(rt, element, source).array;
    const known = new Set(tensorOf(rt, list, source).array.values());
    const found = Array.from(array.values(), (one) => Number(known.has(one)));
    return given(rt, new TensorValue(fromValues(found, array.shape, 'bool'), null, source));
  },
  'cov(m, rowvar=)': (rt, [m, rowvar], source) => squeezed(rt, covariance(rt, m, rowvar, source), source),
  'corrcoef(x, y=)': correlation,
  'deg2rad(x)': scaledBy(Math.PI / 180),
  'radians(x)': scaledBy(Math.PI / 180),
  'rad2deg(x)': scaledBy(180 / Math.PI),
  'degrees(x)': scaledBy(180 / Math.PI),
  'vectorize(pyfunc)': vectorize,
};

export { errstateClass };

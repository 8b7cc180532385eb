import { power } from '../../../engine/math/power';
import type { SourceId } from '../../../engine/sources';
import { isError } from '../../../engine/tensor/error';
import { nonzero as placesOf } from '../../../engine/tensor/indexing';
import { fromValues, type NdArray, scalar } from '../../../engine/tensor/ndarray';
import { broadcastShapes, sameShape } from '../../../engine/tensor/shape';
import { expanded } from '../../../engine/tensor/views';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { denseText } from '../arrays/words';
import { isNumber } from '../values/numbers';
import { type Native, Tuple } from '../values/objects';
import { given, NumpyArray, NumpyScalar } from './array';
import { applyUfunc } from './elementwise';
import { axisIn, castTo, flag, numberIn, op, tensorOf, whole } from './operands';
import { resultType } from './promotion';
import { binaryUfuncs } from './ufuncs';

/** What only its values are wanted of, such as a condition; what it came from counts for nothing from there on. */
function cut(rt: Runtime, tensor: TensorValue, what: 'comparison' | 'index', source: SourceId): NdArray {
  if (tensor.node !== null) rt.cuts.note(tensor.node, what, source);
  return tensor.array;
}

function constant(rt: Runtime, array: NdArray, source: SourceId): NumpyArray {
  return NumpyArray.of(rt, new TensorValue(array, null, source));
}

export function nonzero(rt: Runtime, value: Value, source: SourceId): Value {
  const array = tensorOf(rt, value, source).array;
  const places = placesOf(array.rank === 0 ? expanded(array, [1]) : array);
  return new Tuple(places.map((one) => constant(rt, fromValues(one.values(), one.shape, 'int64'), source)));
}

function where(rt: Runtime, [condition, x, y]: Value[], source: SourceId): Value {
  if (x === undefined && y === undefined) return nonzero(rt, condition, source);
  if (x === undefined || y === undefined)
    throw rt.error('ValueError', 'either both or neither of x and y should be given', source);
  const mask = tensorOf(rt, condition, source);
  const [a, b] = [tensorOf(rt, x, source), tensorOf(rt, y, source)];
  const shapes = [mask.array.shape, a.array.shape, b.array.shape];
  const joint = broadcastShapes(shapes);
  if (isError(joint))
    throw rt.error(
      'ValueError',
      `operands could not be broadcast together with shapes ${shapes.map(denseText).join(' ')} `,
      source,
    );
  const dtype = resultType([a.array, b.array]);
  const wide =
    mask.array.dtype === 'bool' ? mask.array : castTo(rt, new TensorValue(mask.array, null), 'bool', source).array;
  return given(rt, op(rt, 'where', [a, b], { condition: wide, dtype }, source));
}

export function sort(rt: Runtime, value: Value, axis: Value, source: SourceId): TensorValue {
  let tensor = tensorOf(rt, value, source);
  if (axis === null) tensor = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  const own = axis === undefined || axis === null ? tensor.array.rank - 1 : axisIn(rt, axis, tensor.array.rank, source);
  if (tensor.array.rank === 0)
    throw rt.error('numpy.AxisError', 'axis -1 is out of bounds for array of dimension 0', source);
  return op(rt, 'sort', [tensor], { axis: own, descending: false }, source);
}

export function argsort(rt: Runtime, value: Value, axis: Value, source: SourceId): Value {
  let tensor = tensorOf(rt, value, source);
  if (axis === null) tensor = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  const own = axis === undefined || axis === null ? tensor.array.rank - 1 : axisIn(rt, axis, tensor.array.rank, source);
  return given(rt, op(rt, 'argsort', [tensor], { axis: own, descending: false, dtype: 'int64' }, source));
}

/** `np.clip`: what lies outside gets a bound, and no gradient. */
export function clip(rt: Runtime, value: Value, low: Value, high: Value, source: SourceId): Value {
  if ((low === undefined || low === null) && (high === undefined || high === null))
    throw rt.error('ValueError', 'One of max or min must be given', source);
  let result: Value = value;
  // Bounds that are numbers of the code are parameters of one operation.
  const plain = (bound: Value) => {
    if (bound === undefined || bound === null) return true;
    const tensor = tensorOf(rt, bound, source);
    return tensor.node === null && tensor.array.rank === 0;
  };
  const tensor = tensorOf(rt, value, source);
  if (plain(low) && plain(high)) {
    const bounds = [low, high].map((bound) =>
      bound === undefined || bound === null ? null : tensorOf(rt, bound, source).array,
    );
    const dtype = resultType([tensor.array, ...bounds.filter((bound) => bound !== null)]);
    const [min, max] = bounds.map((bound) => bound?.item());
    return given(
      rt,
      op(rt, 'clip', [tensor], { ...(min !== undefined && { min }), ...(max !== undefined && { max }), dtype }, source),
    );
  }
  if (low !== undefined && low !== null)
    result = given(rt, applyUfunc(rt, binaryUfuncs.maximum, [result, low], null, source));
  if (high !== undefined && high !== null)
    result = given(rt, applyUfunc(rt, binaryUfuncs.minimum, [result, high], null, source));
  return result;
}

/** `np.take`: parts of an axis, or elements of the flattened array. */
export function take(rt: Runtime, value: Value, indices: Value, axis: Value, source: SourceId): Value {
  let tensor = tensorOf(rt, value, source);
  if (axis === undefined || axis === null) tensor = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  const own = axis === undefined || axis === null ? 0 : axisIn(rt, axis, tensor.array.rank, source);
  const places = cut(rt, tensorOf(rt, indices, source), 'index', source);
  const extent = tensor.array.shape[own]!;
  for (const place of places.values())
    if (place < -extent || place >= extent)
      throw rt.error('IndexError', `index ${place} is out of bounds for axis ${own} with size ${extent}`, source);
  return given(rt, op(rt, 'take', [tensor], { axis: own, indices: places }, source));
}

function takeAlong(rt: Runtime, [value, indices, axis]: Value[], source: SourceId): Value {
  const tensor = tensorOf(rt, value, source);
  const places = cut(rt, tensorOf(rt, indices, source), 'index', source);
  return given(
    rt,
    op(rt, 'takeAlong', [tensor], { axis: axisIn(rt, axis, tensor.array.rank, source), indices: places }, source),
  );
}

/** Distinct numbers in order, and where they are. */
function unique(rt: Runtime, [value, withIndex, withInverse, withCounts]: Value[], source: SourceId): Value {
  const array = cut(rt, tensorOf(rt, value, source), 'comparison', source);
  const values = Array.from(array.values());
  const first = new Map<number, number>();
  const counts = new Map<number, number>();
  values.forEach((one, k) => {
    if (!first.has(one)) first.set(one, k);
    counts.set(one, (counts.get(one) ?? 0) + 1);
  });
  const found = [...first.keys()].sort((a, b) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b));
  const list = (numbers: readonly number[]) => constant(rt, fromValues(numbers, [numbers.length], 'int64'), source);
  const results: Value[] = [constant(rt, fromValues(found, [found.length], array.dtype), source)];
  if (flag(withIndex)) results.push(list(found.map((one) => first.get(one)!)));
  if (flag(withInverse)) {
    const places = new Map(found.map((one, k) => [one, k]));
    results.push(list(values.map((one) => places.get(one)!)));
  }
  if (flag(withCounts)) results.push(list(found.map((one) => counts.get(one)!)));
  return results.length === 1 ? results[0]! : new Tuple(results);
}

function searchsorted(rt: Runtime, [sorted, values, side]: Value[], source: SourceId): Value {
  const list = cut(rt, tensorOf(rt, sorted, source), 'comparison', source).values();
  const sought = cut(rt, tensorOf(rt, values, source), 'comparison', source);
  const isRight = side === 'right';
  const places = Array.from(sought.values(), (one) => insertion(list, one, isRight));
  return given(rt, new TensorValue(fromValues(places, sought.shape, 'int64'), null, source));
}

/** Where a number would have to be put in a sorted list. */
export function insertion(list: ArrayLike<number>, value: number, isRight: boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const goesOn = isRight ? list[middle]! <= value : list[middle]! < value;
    if (goesOn) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bincount(rt: Runtime, [value, weights, least]: Value[], source: SourceId): Value {
  const places = cut(rt, tensorOf(rt, value, source), 'index', source);
  if (places.dtype === 'float64' || places.dtype === 'float32')
    throw rt.error(
      'TypeError',
      `Cannot cast array data from dtype('${places.dtype}') to dtype('int64') according to the rule 'safe'`,
      source,
    );
  const values = places.values();
  if (values.some((one) => one < 0))
    throw rt.error('ValueError', "'list' argument must have no negative elements", source);
  let size = least === undefined ? 0 : whole(rt, least, source);
  for (const one of values) size = Math.max(size, one + 1);
  rt.checkSize(size, source);
  const given_ = weights === undefined || weights === null ? null : tensorOf(rt, weights, source);
  const added = given_ ?? new TensorValue(expanded(scalar(1, 'int64'), [places.size]), null);
  const empty = new TensorValue(expanded(scalar(0, given_ === null ? 'int64' : 'float64'), [size]), null);
  return given(
    rt,
    op(rt, 'setIndex', [empty, added], { items: [{ kind: 'array', indices: places }], accumulate: true }, source),
  );
}

/** Whether numbers are near each other: `|a − b| ≤ atol + rtol·|b|`. */
function closeness(rt: Runtime, [a, b, rtol, atol, equalNaN]: Value[], source: SourceId): NdArray {
  const [left, right] = [a, b].map((value) => cut(rt, tensorOf(rt, value, source), 'comparison', source)) as [
    NdArray,
    NdArray,
  ];
  const joint = broadcastShapes([left.shape, right.shape]);
  if (isError(joint))
    throw rt.error(
      'ValueError',
      `operands could not be broadcast together with shapes ${denseText(left.shape)} ${denseText(right.shape)} `,
      source,
    );
  const relative = rtol === undefined ? 1e-5 : numberIn(rt, rtol, source);
  const absolute = atol === undefined ? 1e-8 : numberIn(rt, atol, source);
  const [p, q] = [expanded(left, joint).values(), expanded(right, joint).values()];
  const found = Array.from(p, (x, k) => {
    const y = q[k]!;
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(flag(equalNaN) && Number.isNaN(x) && Number.isNaN(y));
    if (!Number.isFinite(x) || !Number.isFinite(y)) return Number(x === y);
    return Number(Math.abs(x - y) <= absolute + relative * Math.abs(y));
  });
  return fromValues(found, joint, 'bool');
}

function nanToNum(rt: Runtime, [value, _copy, nan, posinf, neginf]: Value[], source: SourceId): Value {
  const tensor = tensorOf(rt, value, source);
  const values = tensor.array.values();
  const largest = tensor.array.dtype === 'float32' ? 3.4028234663852886e38 : Number.MAX_VALUE;
  const fill = Float64Array.from(values, (one) => {
    if (Number.isNaN(one)) return nan === undefined ? 0 : numberIn(rt, nan, source);
    if (one === Number.POSITIVE_INFINITY)
      return posinf === undefined || posinf === null ? largest : numberIn(rt, posinf, source);
    return neginf === undefined || neginf === null ? -largest : numberIn(rt, neginf, source);
  });
  const filler = new TensorValue(fromValues(fill, tensor.array.shape, tensor.array.dtype), null);
  const condition = op(rt, 'isFinite', [new TensorValue(tensor.array, null)], {}, source).array;
  return given(rt, op(rt, 'where', [tensor, filler], { condition }, source));
}

/** Rounds to so many digits, half to even: as NumPy does, by way of a power of ten. */
export function round(rt: Runtime, value: Value, digits: Value, source: SourceId): Value {
  const tensor = tensorOf(rt, value, source);
  const places = digits === undefined || digits === null ? 0 : whole(rt, digits, source);
  const { dtype } = tensor.array;
  if (dtype === 'int64' || dtype === 'int32' || dtype === 'bool') {
    if (places >= 0) return given(rt, tensor);
    throw rt.unsupported('rounding ints to tens is not supported; divide, round and multiply instead', source);
  }
  if (places === 0) return given(rt, op(rt, 'roundEven', [tensor], {}, source));
  const scale = new TensorValue(scalar(power(10, Math.abs(places)), dtype), null);
  const scaled = op(rt, places > 0 ? 'mul' : 'div', [tensor, scale], {}, source);
  const whole_ = op(rt, 'roundEven', [scaled], {}, source);
  return given(rt, op(rt, places > 0 ? 'div' : 'mul', [whole_, scale], {}, source));
}

/** Functions that look for elements, order them or ask about them. */
export const searching: Readonly<Record<string, Native>> = {
  'where(condition, x=, y=, /)': where,
  'nonzero(a)': (rt, [a], source) => nonzero(rt, a, source),
  'flatnonzero(a)': (rt, [a], source) => {
    const array = tensorOf(rt, a, source).array;
    const places = Array.from(array.values()).flatMap((one, k) => (one !== 0 ? [k] : []));
    return constant(rt, fromValues(places, [places.length], 'int64'), source);
  },
  'argwhere(a)': (rt, [a], source) => {
    const array = tensorOf(rt, a, source).array;
    const places = placesOf(array);
    const count = places[0]?.size ?? 0;
    const flat = Array.from({ length: count }, (_, k) => places.map((one) => one.data[k]!)).flat();
    return constant(rt, fromValues(flat, [count, array.rank], 'int64'), source);
  },
  'sort(a, axis=)': (rt, [a, axis], source) => NumpyArray.of(rt, sort(rt, a, axis, source)),
  'argsort(a, axis=, kind=)': (rt, [a, axis], source) => argsort(rt, a, axis, source),
  'clip(a, a_min, a_max, out=)': (rt, [a, low, high], source) => clip(rt, a, low, high, source),
  'take(a, indices, axis=)': (rt, [a, indices, axis], source) => take(rt, a, indices, axis, source),
  'take_along_axis(arr, indices, axis)': takeAlong,
  'unique(ar, return_index=, return_inverse=, return_counts=)': unique,
  'searchsorted(a, v, side=)': searchsorted,
  'bincount(x, weights=, minlength=)': bincount,
  'isclose(a, b, rtol=, atol=, equal_nan=)': (rt, args, source) =>
    given(rt, new TensorValue(closeness(rt, args, source), null, source)),
  'allclose(a, b, rtol=, atol=, equal_nan=)': (rt, args, source) =>
    closeness(rt, args, source)
      .values()
      .every((one) => one !== 0),
  'array_equal(a1, a2, equal_nan=)': (rt, [a, b, equalNaN], source) => {
    const [left, right] = [a, b].map((value) => cut(rt, tensorOf(rt, value, source), 'comparison', source)) as [
      NdArray,
      NdArray,
    ];
    if (!sameShape(left.shape, right.shape)) return false;
    const q = right.values();
    return left
      .values()
      .every((one, k) => one === q[k] || (flag(equalNaN) && Number.isNaN(one) && Number.isNaN(q[k]!)));
  },
  'nan_to_num(x, copy=, nan=, posinf=, neginf=)': nanToNum,
  'round(a, decimals=, out=)': (rt, [a, digits], source) => round(rt, a, digits, source),
  'around(a, decimals=, out=)': (rt, [a, digits], source) => round(rt, a, digits, source),
  'isscalar(element)': (_rt, [value]) => value instanceof NumpyScalar || typeof value === 'string' || isNumber(value),
};

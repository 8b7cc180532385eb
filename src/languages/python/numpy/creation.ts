import type { SourceId } from '../../../engine/sources';
import * as create from '../../../engine/tensor/create';
import { type Dtype, isFloat } from '../../../engine/tensor/dtype';
import { filled, fromValues, type NdArray } from '../../../engine/tensor/ndarray';
import type { Shape } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { tensorIn } from '../arrays/arrayRef';
import { isInt } from '../values/numbers';
import type { Native } from '../values/objects';
import { checkedSize, NumpyArray, refOf } from './array';
import { dtypeOr } from './dtypes';
import { castTo, flag, numberIn, op, tensorOf, whole, wholes } from './operands';
import { promoteTypes } from './promotion';

/** A shape argument: an int or a sequence of ints. */
export function shapeIn(rt: Runtime, value: Value, source: SourceId): number[] {
  const shape = wholes(rt, value, source);
  if (shape.some((extent) => extent < 0)) throw rt.error('ValueError', 'negative dimensions are not allowed', source);
  checkedSize(rt, shape, source);
  return shape;
}

function constant(rt: Runtime, array: NdArray, source: SourceId): NumpyArray {
  return NumpyArray.of(rt, new TensorValue(array, null, source));
}

/** `zeros`, `ones`, `empty`: `empty` holds zeros, so that pictures stay. */
function constantOf(value: number): Native {
  return (rt, [shape, dtype], source) => {
    const type = dtypeOr(rt, dtype, 'float64', source);
    return constant(rt, filled(type, shapeIn(rt, shape, source), value), source);
  };
}

function constantLike(value: number): Native {
  return (rt, [like, dtype, _order, _subok, shape], source) => {
    const tensor = tensorOf(rt, like, source);
    const own = shape === undefined || shape === null ? tensor.array.shape : shapeIn(rt, shape, source);
    return constant(rt, filled(dtypeOr(rt, dtype, tensor.array.dtype, source), own, value), source);
  };
}

function full(rt: Runtime, shape: Shape, fill: Value, dtype: Value, like: Dtype | null, source: SourceId): Value {
  const tensor = tensorOf(rt, fill, source);
  const own = castTo(rt, tensor, dtypeOr(rt, dtype, like ?? tensor.array.dtype, source), source);
  return NumpyArray.of(rt, op(rt, 'expand', [own], { shape }, source));
}

/** `array`, `asarray`: arrays are copied by the first only. */
function arrayOf(copies: boolean): Native {
  return (rt, [value, dtype, copy, _order, _subok, ndmin], source) => {
    const type = dtypeOr(rt, dtype, null, source);
    const keeps = copies ? !flag(copy, true) : true;
    if (keeps && value instanceof NumpyArray && (type === null || type === value.ref.dtype)) return value;
    let tensor = tensorOf(rt, value, source, type);
    const least = ndmin === undefined || ndmin === null ? 0 : whole(rt, ndmin, source);
    if (tensor.array.rank < least) {
      const shape = [...new Array<number>(least - tensor.array.rank).fill(1), ...tensor.array.shape];
      tensor = op(rt, 'reshape', [tensor], { shape }, source);
    }
    return NumpyArray.of(rt, tensor);
  };
}

function arange(rt: Runtime, [first, second, third, dtype]: Value[], source: SourceId): Value {
  const given = [first, second, third].filter((value) => value !== undefined && value !== null);
  const hasStart = second !== undefined && second !== null;
  const start = hasStart ? numberIn(rt, first, source) : 0;
  const stop = numberIn(rt, hasStart ? second : first, source);
  const step = third === undefined || third === null ? 1 : numberIn(rt, third, source);
  if (step === 0) throw rt.error('ZeroDivisionError', 'division by zero', source);
  const found = given
    .map((value): Dtype => tensorIn(value)?.array.dtype ?? (isInt(value) ? 'int64' : 'float64'))
    .reduce(promoteTypes);
  const type = dtypeOr(rt, dtype, found, source);
  const count = create.arangeLength(start, stop, step);
  if (Number.isNaN(count)) throw rt.error('ValueError', 'arange: cannot compute length', source);
  checkedSize(rt, [count], source);
  // NumPy adds the difference of the first two numbers up, as they are stored.
  const delta = isFloat(type) ? start + step - start : step;
  return constant(
    rt,
    fromValues(
      Array.from({ length: count }, (_, k) => start + k * delta),
      [count],
      type,
    ),
    source,
  );
}

function linspace(rt: Runtime, [start, stop, num, endpoint, dtype]: Value[], source: SourceId): Value {
  const count = num === undefined ? 50 : whole(rt, num, source);
  if (count < 0) throw rt.error('ValueError', `Number of samples, ${count}, must be non-negative.`, source);
  checkedSize(rt, [count], source);
  const [from, to] = [numberIn(rt, start, source), numberIn(rt, stop, source)];
  return constant(
    rt,
    create.linspace(from, to, count, dtypeOr(rt, dtype, 'float64', source), flag(endpoint, true)),
    source,
  );
}

function logspace(rt: Runtime, [start, stop, num, endpoint, base]: Value[], source: SourceId): Value {
  const count = num === undefined ? 50 : whole(rt, num, source);
  checkedSize(rt, [count], source);
  const own = base === undefined ? 10 : numberIn(rt, base, source);
  const exponents = create.linspace(
    numberIn(rt, start, source),
    numberIn(rt, stop, source),
    count,
    'float64',
    flag(endpoint, true),
  );
  const bases = new TensorValue(filled('float64', [], own), null, source);
  return NumpyArray.of(rt, op(rt, 'pow', [bases, new TensorValue(exponents, null, source)], {}, source));
}

function eye(rt: Runtime, [rows, columns, offset, dtype]: Value[], source: SourceId): Value {
  const n = whole(rt, rows, source);
  const m = columns === undefined || columns === null ? n : whole(rt, columns, source);
  if (n < 0 || m < 0) throw rt.error('ValueError', 'negative dimensions are not allowed', source);
  checkedSize(rt, [n, m], source);
  const k = offset === undefined ? 0 : whole(rt, offset, source);
  return constant(rt, create.eye(n, m, k, dtypeOr(rt, dtype, 'float64', source)), source);
}

function diag(rt: Runtime, [value, offset]: Value[], source: SourceId): Value {
  const k = offset === undefined ? 0 : whole(rt, offset, source);
  const ref = refOf(rt, value, source);
  if (ref.shape.length === 1) return NumpyArray.of(rt, op(rt, 'diagonalMatrix', [ref.value()], { offset: k }, source));
  if (ref.shape.length !== 2) throw rt.error('ValueError', 'Input must be 1- or 2-d.', source);
  return new NumpyArray(ref.view({ kind: 'diagonal', offset: k, axes: [0, 1] }, source)!);
}

function half(name: 'tril' | 'triu'): Native {
  return (rt, [value, offset], source) => {
    const k = offset === undefined ? 0 : whole(rt, offset, source);
    return NumpyArray.of(rt, op(rt, name, [tensorOf(rt, value, source)], { offset: k }, source));
  };
}

function meshgrid(rt: Runtime, [indexing, ...vectors]: Value[], source: SourceId): Value {
  const flat = vectors.map((vector) => {
    const tensor = tensorOf(rt, vector, source);
    return op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  });
  const swaps = (indexing ?? 'xy') === 'xy' && flat.length > 1;
  const axisOf = (k: number) => (swaps && k < 2 ? 1 - k : k);
  const shape: number[] = new Array(flat.length).fill(1);
  flat.forEach((vector, k) => {
    shape[axisOf(k)] = vector.array.size;
  });
  checkedSize(rt, shape, source);
  return flat.map((vector, k) => {
    const own = shape.map((extent, axis) => (axis === axisOf(k) ? extent : 1));
    const standing = op(rt, 'reshape', [vector], { shape: own }, source);
    return NumpyArray.of(rt, op(rt, 'expand', [standing], { shape }, source));
  });
}

/** Functions that make arrays. */
export const creation: Readonly<Record<string, Native>> = {
  'array(object, dtype=, *, copy=, order=, subok=, ndmin=, like=)': arrayOf(true),
  'asarray(a, dtype=, order=)': (rt, [value, dtype], source) => arrayOf(false)(rt, [value, dtype], source),
  'asanyarray(a, dtype=, order=)': (rt, [value, dtype], source) => arrayOf(false)(rt, [value, dtype], source),
  'ascontiguousarray(a, dtype=)': (rt, [value, dtype], source) => arrayOf(false)(rt, [value, dtype], source),
  'copy(a, order=, subok=)': (rt, [value], source) => NumpyArray.of(rt, tensorOf(rt, value, source)),
  'zeros(shape, dtype=, order=)': constantOf(0),
  'empty(shape, dtype=, order=)': constantOf(0),
  'ones(shape, dtype=, order=)': constantOf(1),
  'zeros_like(a, dtype=, order=, subok=, shape=)': constantLike(0),
  'empty_like(prototype, dtype=, order=, subok=, shape=)': constantLike(0),
  'ones_like(a, dtype=, order=, subok=, shape=)': constantLike(1),
  'full(shape, fill_value, dtype=, order=)': (rt, [shape, fill, dtype], source) =>
    full(rt, shapeIn(rt, shape, source), fill, dtype, null, source),
  'full_like(a, fill_value, dtype=, order=, subok=)': (rt, [like, fill, dtype], source) => {
    const { shape, dtype: own } = tensorOf(rt, like, source).array;
    return full(rt, shape, fill, dtype, own, source);
  },
  'arange(start, stop=, step=, dtype=)': arange,
  'linspace(start, stop, num=, endpoint=, dtype=)': linspace,
  'logspace(start, stop, num=, endpoint=, base=)': logspace,
  'eye(N, M=, k=, dtype=)': eye,
  'identity(n, dtype=)': (rt, [n, dtype], source) => eye(rt, [n, undefined, undefined, dtype], source),
  'diag(v, k=)': diag,
  'diagflat(v, k=)': (rt, [value, offset], source) => {
    const tensor = tensorOf(rt, value, source);
    const flat = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
    return NumpyArray.of(
      rt,
      op(rt, 'diagonalMatrix', [flat], { offset: offset === undefined ? 0 : whole(rt, offset, source) }, source),
    );
  },
  'tri(N, M=, k=, dtype=)': (rt, [rows, columns, offset, dtype], source) => {
    const n = whole(rt, rows, source);
    const m = columns === undefined || columns === null ? n : whole(rt, columns, source);
    checkedSize(rt, [n, m], source);
    const ones = new TensorValue(filled(dtypeOr(rt, dtype, 'float64', source), [n, m], 1), null, source);
    return NumpyArray.of(
      rt,
      op(rt, 'tril', [ones], { offset: offset === undefined ? 0 : whole(rt, offset, source) }, source),
    );
  },
  'tril(m, k=)': half('tril'),
  'triu(m, k=)': half('triu'),
  'meshgrid(*xi, indexing=)': meshgrid,
};

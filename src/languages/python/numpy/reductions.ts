import type { SourceId } from '../../../engine/sources';
import { isFloat } from '../../../engine/tensor/dtype';
import { scalar } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import type { Native } from '../values/objects';
import { given } from './array';
import { dtypeOr } from './dtypes';
import { axesIn, axisIn, castTo, flag, numberIn, op, tensorOf, whole } from './operands';
import { floatingType } from './promotion';

/** The arguments of a reduction, in the order in which functions and methods have them here. */
type Reduce = (rt: Runtime, value: Value, axis: Value, keepdims: Value, dtype: Value, source: SourceId) => Value;

function total(name: 'sum' | 'prod'): Reduce {
  return (rt, value, axis, keepdims, dtype, source) => {
    const tensor = tensorOf(rt, value, source);
    const own = tensor.array.dtype;
    const type = dtypeOr(rt, dtype, isFloat(own) ? own : 'int64', source);
    const axes = axesIn(rt, axis, tensor.array.rank, source);
    return given(rt, op(rt, name, [tensor], { axes, keepDims: flag(keepdims), dtype: type }, source));
  };
}

const mean: Reduce = (rt, value, axis, keepdims, dtype, source) => {
  const tensor = floating(rt, tensorOf(rt, value, source), source);
  const axes = axesIn(rt, axis, tensor.array.rank, source);
  const type = dtypeOr(rt, dtype, tensor.array.dtype, source);
  return given(rt, op(rt, 'mean', [tensor], { axes, keepDims: flag(keepdims), dtype: type }, source));
};

function floating(rt: Runtime, tensor: TensorValue, source: SourceId): TensorValue {
  return castTo(rt, tensor, floatingType(tensor.array.dtype), source);
}

function spread(name: 'var' | 'std') {
  return (rt: Runtime, value: Value, axis: Value, keepdims: Value, ddof: Value, source: SourceId): Value => {
    const tensor = floating(rt, tensorOf(rt, value, source), source);
    const axes = axesIn(rt, axis, tensor.array.rank, source);
    const own = ddof === undefined ? 0 : numberIn(rt, ddof, source);
    return given(rt, op(rt, name, [tensor], { axes, keepDims: flag(keepdims), ddof: own }, source));
  };
}

function extreme(name: 'amax' | 'amin'): Reduce {
  const word = name === 'amax' ? 'maximum' : 'minimum';
  return (rt, value, axis, keepdims, _dtype, source) => {
    const tensor = tensorOf(rt, value, source);
    const axes = axesIn(rt, axis, tensor.array.rank, source);
    const counts = axes === null ? tensor.array.shape : axes.map((one) => tensor.array.shape[one]!);
    if (counts.includes(0))
      throw rt.error('ValueError', `zero-size array to reduction operation ${word} which has no identity`, source);
    return given(rt, op(rt, name, [tensor], { axes, keepDims: flag(keepdims) }, source));
  };
}

function truth(name: 'any' | 'all'): Reduce {
  return (rt, value, axis, keepdims, _dtype, source) => {
    const tensor = tensorOf(rt, value, source);
    const axes = axesIn(rt, axis, tensor.array.rank, source);
    return given(rt, op(rt, name, [tensor], { axes, keepDims: flag(keepdims) }, source));
  };
}

function place(name: 'argmax' | 'argmin') {
  return (rt: Runtime, value: Value, axis: Value, keepdims: Value, source: SourceId): Value => {
    const tensor = tensorOf(rt, value, source);
    if (tensor.array.size === 0) throw rt.error('ValueError', `attempt to get ${name} of an empty sequence`, source);
    const own = axis === undefined || axis === null ? null : axisIn(rt, axis, tensor.array.rank, source);
    return given(rt, op(rt, name, [tensor], { axis: own, keepDims: flag(keepdims), dtype: 'int64' }, source));
  };
}

function running(name: 'cumsum' | 'cumprod') {
  return (rt: Runtime, value: Value, axis: Value, dtype: Value, source: SourceId): Value => {
    let tensor = tensorOf(rt, value, source);
    if (axis === undefined || axis === null)
      tensor = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
    const own = axis === undefined || axis === null ? 0 : axisIn(rt, axis, tensor.array.rank, source);
    const type = dtypeOr(rt, dtype, isFloat(tensor.array.dtype) ? tensor.array.dtype : 'int64', source);
    return given(rt, op(rt, name, [tensor], { axis: own, dtype: type }, source));
  };
}

export const reduce = {
  sum: total('sum'),
  prod: total('prod'),
  mean,
  var: spread('var'),
  std: spread('std'),
  max: extreme('amax'),
  min: extreme('amin'),
  any: truth('any'),
  all: truth('all'),
  argmax: place('argmax'),
  argmin: place('argmin'),
  cumsum: running('cumsum'),
  cumprod: running('cumprod'),
};

/** Functions that ignore what is not a number. */
function withoutNaN(name: 'sum' | 'max' | 'min' | 'mean'): Native {
  return (rt, [value, axis, keepdims], source) => {
    const tensor = tensorOf(rt, value, source);
    const missing = op(rt, 'isNaN', [new TensorValue(tensor.array, null)], {}, source).array;
    const fill = name === 'max' ? Number.NEGATIVE_INFINITY : name === 'min' ? Number.POSITIVE_INFINITY : 0;
    const filler = new TensorValue(scalar(fill, tensor.array.dtype), null);
    const kept = op(rt, 'where', [filler, tensor], { condition: missing }, source);
    if (name === 'max' || name === 'min')
      return given(
        rt,
        op(rt, name === 'max' ? 'amax' : 'amin', [kept], params(rt, tensor, axis, keepdims, source), source),
      );
    const sum = op(rt, 'sum', [kept], params(rt, tensor, axis, keepdims, source), source);
    if (name === 'sum') return given(rt, sum);
    const present = op(rt, 'logicalNot', [new TensorValue(missing, null)], {}, source);
    const own = { ...params(rt, tensor, axis, keepdims, source), dtype: 'float64' as const };
    return given(rt, op(rt, 'div', [sum, op(rt, 'sum', [present], own, source)], {}, source));
  };
}

function params(rt: Runtime, tensor: TensorValue, axis: Value, keepdims: Value, source: SourceId) {
  return { axes: axesIn(rt, axis, tensor.array.rank, source), keepDims: flag(keepdims) };
}

function average(rt: Runtime, [value, axis, weights]: Value[], source: SourceId): Value {
  if (weights === undefined || weights === null) return mean(rt, value, axis, undefined, undefined, source);
  const tensor = floating(rt, tensorOf(rt, value, source), source);
  let own = floating(rt, tensorOf(rt, weights, source), source);
  const axes = axesIn(rt, axis, tensor.array.rank, source);
  if (own.array.rank !== tensor.array.rank) {
    if (axes === null || own.array.rank !== 1)
      throw rt.error('TypeError', 'Axis must be specified when shapes of a and weights differ.', source);
    const shape = tensor.array.shape.map((_, k) => (k === axes[0] ? own.array.size : 1));
    own = op(rt, 'reshape', [own], { shape }, source);
  }
  const wide = op(rt, 'expand', [own], { shape: tensor.array.shape }, source);
  const sum = op(rt, 'sum', [op(rt, 'mul', [tensor, wide], {}, source)], { axes, keepDims: false }, source);
  const scale = op(rt, 'sum', [wide], { axes, keepDims: false }, source);
  return given(rt, op(rt, 'div', [sum, scale], {}, source));
}

/** The value that so much of the sorted elements lie below, linearly between two of them. */
function quantile(rt: Runtime, value: Value, q: number, axis: Value, keepdims: Value, source: SourceId): Value {
  let tensor = floating(rt, tensorOf(rt, value, source), source);
  const { rank, shape } = tensor.array;
  const own = axis === undefined || axis === null ? null : axisIn(rt, axis, rank, source);
  if (own === null) tensor = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  const at = own ?? 0;
  const extent = tensor.array.shape[at]!;
  const sorted = op(rt, 'sort', [tensor], { axis: at, descending: false }, source);
  const position = q * (extent - 1);
  const low = Math.floor(position);
  const pick = (index: number) => {
    const items = sorted.array.shape.map((_, k) =>
      k === at ? ({ kind: 'at', index } as const) : ({ kind: 'slice', start: null, stop: null, step: 1 } as const),
    );
    return op(rt, 'index', [sorted], { items }, source);
  };
  const rest = position - low;
  let result = pick(low);
  if (rest !== 0) {
    const upper = pick(low + 1);
    const share = new TensorValue(scalar(rest, tensor.array.dtype), null);
    const step = op(rt, 'sub', [upper, result], {}, source);
    result = op(rt, 'add', [result, op(rt, 'mul', [step, share], {}, source)], {}, source);
  }
  if (!flag(keepdims)) return given(rt, result);
  const kept = own === null ? shape.map(() => 1) : shape.with(at, 1);
  return given(rt, op(rt, 'reshape', [result], { shape: kept }, source));
}

function diff(rt: Runtime, [value, times, axis]: Value[], source: SourceId): Value {
  let tensor = tensorOf(rt, value, source);
  if (tensor.array.rank === 0)
    throw rt.error('ValueError', 'diff requires input that is at least one dimensional', source);
  const own = axis === undefined ? tensor.array.rank - 1 : axisIn(rt, axis, tensor.array.rank, source);
  const part = (start: number | null, stop: number | null) =>
    op(
      rt,
      'index',
      [tensor],
      {
        items: tensor.array.shape.map((_, k) => ({
          kind: 'slice' as const,
          start: k === own ? start : null,
          stop: k === own ? stop : null,
          step: 1,
        })),
      },
      source,
    );
  const count = times === undefined ? 1 : whole(rt, times, source);
  for (let k = 0; k < count; k++) tensor = op(rt, 'sub', [part(1, null), part(null, -1)], {}, source);
  return given(rt, tensor);
}

const along =
  (name: 'sum' | 'prod' | 'mean' | 'max' | 'min' | 'any' | 'all'): Native =>
  (rt, [value, axis, dtype, out, keepdims], source) => {
    noOut(rt, out, name, source);
    return reduce[name](rt, value, axis, keepdims, dtype, source);
  };

export function noOut(rt: Runtime, out: Value, name: string, source: SourceId): void {
  if (out !== undefined && out !== null)
    throw rt.unsupported(`\`out\` of np.${name} is not supported; assign the result instead`, source);
}

const extremeOf =
  (name: 'max' | 'min'): Native =>
  (rt, [value, axis, out, keepdims], source) => {
    noOut(rt, out, name, source);
    return reduce[name](rt, value, axis, keepdims, undefined, source);
  };

const truthOf =
  (name: 'any' | 'all'): Native =>
  (rt, [value, axis, out, keepdims], source) => {
    noOut(rt, out, name, source);
    return reduce[name](rt, value, axis, keepdims, undefined, source);
  };

const spreadOf =
  (name: 'var' | 'std'): Native =>
  (rt, [value, axis, _dtype, out, ddof, keepdims], source) => {
    noOut(rt, out, name, source);
    return reduce[name](rt, value, axis, keepdims, ddof, source);
  };

/** Reductions as methods of arrays; as functions they take the array as their first argument. */
export const reductionMethods: Readonly<Record<string, Native>> = {
  'sum(axis=, dtype=, out=, keepdims=)': along('sum'),
  'prod(axis=, dtype=, out=, keepdims=)': along('prod'),
  'mean(axis=, dtype=, out=, keepdims=)': along('mean'),
  'max(axis=, out=, keepdims=)': extremeOf('max'),
  'min(axis=, out=, keepdims=)': extremeOf('min'),
  'any(axis=, out=, keepdims=)': truthOf('any'),
  'all(axis=, out=, keepdims=)': truthOf('all'),
  'var(axis=, dtype=, out=, ddof=, keepdims=)': spreadOf('var'),
  'std(axis=, dtype=, out=, ddof=, keepdims=)': spreadOf('std'),
  'argmax(axis=, out=, *, keepdims=)': (rt, [a, axis, , keepdims], source) =>
    reduce.argmax(rt, a, axis, keepdims, source),
  'argmin(axis=, out=, *, keepdims=)': (rt, [a, axis, , keepdims], source) =>
    reduce.argmin(rt, a, axis, keepdims, source),
  'cumsum(axis=, dtype=)': (rt, [a, axis, dtype], source) => reduce.cumsum(rt, a, axis, dtype, source),
  'cumprod(axis=, dtype=)': (rt, [a, axis, dtype], source) => reduce.cumprod(rt, a, axis, dtype, source),
  'ptp(axis=)': (rt, [a, axis], source) => {
    const [most, least] = [reduce.max, reduce.min].map((find) =>
      tensorOf(rt, find(rt, a, axis, undefined, undefined, source), source),
    ) as [TensorValue, TensorValue];
    return given(rt, op(rt, 'sub', [most, least], {}, source));
  },
};

/** The same signatures with the array in front. */
const asFunctions = Object.fromEntries(
  Object.entries(reductionMethods).map(([signature, apply]) => [signature.replace('(', '(a, '), apply]),
);

export const reductions: Readonly<Record<string, Native>> = {
  ...asFunctions,
  'amax(a, axis=, out=, keepdims=)': extremeOf('max'),
  'amin(a, axis=, out=, keepdims=)': extremeOf('min'),
  'nansum(a, axis=, keepdims=)': withoutNaN('sum'),
  'nanmean(a, axis=, keepdims=)': withoutNaN('mean'),
  'nanmax(a, axis=, keepdims=)': withoutNaN('max'),
  'nanmin(a, axis=, keepdims=)': withoutNaN('min'),
  'average(a, axis=, weights=)': average,
  'median(a, axis=, keepdims=)': (rt, [a, axis, keepdims], source) => quantile(rt, a, 0.5, axis, keepdims, source),
  'percentile(a, q, axis=, keepdims=)': (rt, [a, q, axis, keepdims], source) =>
    quantile(rt, a, numberIn(rt, q, source) / 100, axis, keepdims, source),
  'quantile(a, q, axis=, keepdims=)': (rt, [a, q, axis, keepdims], source) =>
    quantile(rt, a, numberIn(rt, q, source), axis, keepdims, source),
  'diff(a, n=, axis=)': diff,
  'count_nonzero(a, axis=, *, keepdims=)': (rt, [a, axis, keepdims], source) => {
    const tensor = tensorOf(rt, a, source);
    const truths = castTo(rt, new TensorValue(tensor.array, null), 'bool', source);
    return given(
      rt,
      op(rt, 'sum', [truths], { ...params(rt, tensor, axis, keepdims, source), dtype: 'int64' }, source),
    );
  },
};

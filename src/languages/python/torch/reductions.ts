import type { SourceId } from '../../../engine/sources';
import { isFloat } from '../../../engine/tensor/dtype';
import { fromValues } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import { castTo } from '../arrays/nested';
import { namedTupleClass } from '../modules/namedtuples';
import { reprOf } from '../text/repr';
import { Method, type Native, Tuple } from '../values/objects';
import { torchBoth } from './define';
import { dtypeOr } from './dtypes';
import { apply, binary } from './elementwise';
import { axesIn, axisIn, flag, floatingType, numberIn, op, plain, tensorArgument } from './operands';
import { given, TorchTensor } from './tensor';

const isNone = (value: Value) => value === undefined || value === null;

/** `sum`, `prod`: ints and truth values add up to longs. */
function total(name: 'sum' | 'prod'): Native {
  return (rt, [input, dim, keepdim, dtype], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const own = x.ref.dtype;
    const type = dtypeOr(rt, dtype, isFloat(own) ? own : 'int64', source);
    const axes = axesIn(rt, dim, x.ref.shape.length, source);
    const params = { axes, keepDims: flag(keepdim), dtype: type };
    const summed = castTo(rt, x.value(), type, source);
    const value =
      name === 'sum'
        ? op(rt, 'sum', [summed], { ...params, order: 'lanes' }, source)
        : op(rt, 'prod', [summed], params, source);
    const word = name === 'sum' ? 'Sum' : 'Prod';
    return given(rt, value, `${word}Backward${isNone(dim) ? 0 : 1}`, name === 'sum' ? null : [x, 'result']);
  };
}

const NO_MEAN = (dtype: string) =>
  `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${dtype}`;

function mean(rt: Runtime, [input, dim, keepdim, dtype]: Value[], source: SourceId): Value {
  const x = tensorArgument(rt, input, 'mean', 0, source);
  const type = dtypeOr(rt, dtype, x.ref.dtype, source);
  if (!isFloat(type))
    throw rt.error('RuntimeError', NO_MEAN({ int64: 'Long', int32: 'Int', bool: 'Bool' }[type]), source);
  const axes = axesIn(rt, dim, x.ref.shape.length, source);
  const value = op(
    rt,
    'mean',
    [castTo(rt, x.value(), type, source)],
    { axes, keepDims: flag(keepdim), dtype: type, order: 'lanes' },
    source,
  );
  return given(rt, value, isNone(dim) ? 'MeanBackward0' : 'MeanBackward1');
}

/** The largest or smallest of all, of pairs, or along an axis with the places. */
function extreme(name: 'max' | 'min'): Native {
  const word = name === 'max' ? 'Max' : 'Min';
  return (rt, [input, dim, keepdim], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const { shape } = x.ref;
    if (dim instanceof TorchTensor)
      return apply(rt, name === 'max' ? binary.maximum : binary.minimum, [x, dim], source);
    if (isNone(dim)) {
      notEmpty(
        rt,
        x,
        `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
        source,
      );
      const params = { axes: null, keepDims: false };
      return given(rt, op(rt, `a${name}`, [x.value()], params, source), `${word}Backward1`, [x, 'result']);
    }
    const axis = axisIn(rt, dim, shape.length, source);
    return withPlaces(rt, x, axis, flag(keepdim), name, source);
  };
}

function notEmpty(rt: Runtime, x: TorchTensor, message: string, source: SourceId): void {
  if (x.ref.size === 0) throw rt.error('RuntimeError', message, source);
}

/** Results of PyTorch's that are tuples with names. */
const results = new Map<string, ReturnType<typeof namedTupleClass>>();

/** A tuple such as `torch.return_types.max(values=…, indices=…)`. */
export function namedResult(name: string, fields: readonly string[], items: readonly Value[]): Tuple {
  let cls = results.get(name);
  if (cls === undefined) {
    const full = `torch.return_types.${name}`;
    cls = namedTupleClass(full, fields, []);
    cls.define(
      '__repr__',
      new Method('__repr__', 0, (rt, _self, [self], source) => {
        const parts = fields.map((field, k) => `${field}=${reprOf(rt, (self as Tuple).items[k], source)}`);
        return `${full}(\n${parts.join(',\n')})`;
      }),
    );
    results.set(name, cls);
  }
  return new Tuple(items, cls);
}

function withPlaces(
  rt: Runtime,
  x: TorchTensor,
  axis: number,
  keepDims: boolean,
  name: 'max' | 'min',
  source: SourceId,
): Tuple {
  const value = x.value();
  const flat = value.array.rank === 0 ? op(rt, 'reshape', [value], { shape: [1] }, source) : value;
  const own = { axis, keepDims: keepDims && value.array.rank > 0 };
  const values = op(rt, name === 'max' ? 'maxAt' : 'minAt', [flat], own, source);
  const places = op(rt, name === 'max' ? 'argmax' : 'argmin', [plain(flat)], { ...own, dtype: 'int64' }, source);
  const word = name === 'max' ? 'Max' : 'Min';
  return namedResult(
    name,
    ['values', 'indices'],
    [given(rt, values, `${word}Backward0`, []), TorchTensor.of(rt, places)],
  );
}

function place(name: 'argmax' | 'argmin'): Native {
  return (rt, [input, dim, keepdim], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    notEmpty(
      rt,
      x,
      `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
      source,
    );
    const rank = x.ref.shape.length;
    const axis = isNone(dim) || rank === 0 ? null : axisIn(rt, dim, rank, source);
    const params = { axis, keepDims: flag(keepdim), dtype: 'int64' as const };
    return TorchTensor.of(rt, op(rt, name, [plain(x.value())], params, source));
  };
}

function allExtreme(name: 'amax' | 'amin'): Native {
  return (rt, [input, dim, keepdim], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const axes = axesIn(rt, dim, x.ref.shape.length, source);
    const value = op(rt, name, [x.value()], { axes, keepDims: flag(keepdim) }, source);
    return given(rt, value, name === 'amax' ? 'AmaxBackward0' : 'AminBackward0', [x, 'result']);
  };
}

/** How much is taken off the count: `unbiased` and `correction` say it in two ways. */
function freedom(rt: Runtime, unbiased: Value, correction: Value, source: SourceId): number {
  if (!isNone(correction)) return numberIn(rt, correction, 'var', 'correction', source);
  return flag(unbiased, true) ? 1 : 0;
}

function spread(name: 'var' | 'std'): Native {
  const grad = name === 'var' ? 'VarBackward0' : 'StdBackward0';
  return (rt, [input, first, unbiased, keepdim, correction], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    // `x.var(False)`: the second argument may be the flag.
    const [dim, isUnbiased] = typeof first === 'boolean' ? [undefined, first] : [first, unbiased];
    if (!isFloat(x.ref.dtype))
      throw rt.error('RuntimeError', `${name} only support floating point and complex dtypes`, source);
    const axes = axesIn(rt, dim, x.ref.shape.length, source);
    const ddof = freedom(rt, isUnbiased, correction, source);
    const value = op(rt, name, [x.value()], { axes, keepDims: flag(keepdim), ddof }, source);
    return given(rt, value, grad, name === 'var' ? [x] : [x, 'result']);
  };
}

function spreadAndMean(name: 'var' | 'std'): Native {
  return (rt, [input, dim, unbiased, keepdim, correction], source) =>
    new Tuple([
      spread(name)(rt, [input, dim, unbiased, keepdim, correction], source),
      mean(rt, [input, typeof dim === 'boolean' ? undefined : dim, keepdim], source),
    ]);
}

function truth(name: 'any' | 'all'): Native {
  return (rt, [input, dim, keepdim], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const axes = axesIn(rt, dim, x.ref.shape.length, source);
    return TorchTensor.of(rt, op(rt, name, [plain(x.value())], { axes, keepDims: flag(keepdim) }, source));
  };
}

function running(name: 'cumsum' | 'cumprod'): Native {
  return (rt, [input, dim, dtype], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const axis = axisIn(rt, dim, x.ref.shape.length, source);
    const type = dtypeOr(rt, dtype, isFloat(x.ref.dtype) ? x.ref.dtype : 'int64', source);
    if (x.ref.shape.length === 0) return x;
    const value = op(rt, name, [castTo(rt, x.value(), type, source)], { axis, dtype: type }, source);
    return given(
      rt,
      value,
      name === 'cumsum' ? 'CumsumBackward0' : 'CumprodBackward0',
      name === 'cumsum' ? null : [x, 'result'],
    );
  };
}

/** `cummax`, `cummin`: with the place that each value comes from. */
function runningExtreme(name: 'cummax' | 'cummin'): Native {
  return (rt, [input, dim], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const axis = axisIn(rt, dim, x.ref.shape.length, source);
    const values = op(rt, name, [x.value()], { axis }, source);
    const places = lastPlaces(x.peek(), values, axis);
    return namedResult(
      name,
      ['values', 'indices'],
      [
        given(rt, values, name === 'cummax' ? 'CummaxBackward0' : 'CumminBackward0', []),
        TorchTensor.of(rt, new TensorValue(places, null, source)),
      ],
    );
  };
}

/** Where along the axis the running extreme was met last. */
function lastPlaces({ array }: TensorValue, values: TensorValue, axis: number) {
  const { shape } = array;
  const inner = shape.slice(axis + 1).reduce((size, extent) => size * extent, 1);
  const extent = shape[axis]!;
  const [own, found] = [array.values(), values.array.values()];
  const places = new Float64Array(own.length);
  for (let k = 0; k < own.length; k++) {
    const at = Math.floor(k / inner) % extent;
    places[k] = own[k] === found[k] ? at : places[k - inner]!;
  }
  return fromValues(places, shape, 'int64');
}

/** Norms: the root of the sum of squares, sums of sizes, the largest size, and any power between. */
export function norm(
  rt: Runtime,
  input: Value,
  order: Value,
  dim: Value,
  keepdim: Value,
  source: SourceId,
  grad = 'LinalgVectorNormBackward0',
): TorchTensor {
  const x = tensorArgument(rt, input, 'norm', 0, source);
  if (!isFloat(x.ref.dtype))
    throw rt.error(
      'RuntimeError',
      `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${{ int64: 'Long', int32: 'Int', bool: 'Bool' }[x.ref.dtype]}`,
      source,
    );
  if (order === 'nuc') throw rt.unsupported("norms of p='nuc' are not supported", source);
  const p = isNone(order) || order === 'fro' ? 2 : numberIn(rt, order, 'norm', 'p', source);
  const axes = axesIn(rt, dim, x.ref.shape.length, source);
  return given(rt, op(rt, 'norm', [x.value()], { axes, keepDims: flag(keepdim), order: p }, source), grad, [
    x,
    'result',
  ]);
}

/** What PyTorch 1.13 calls the backward function of `torch.norm`: over two axes it takes another way. */
function normName(p: Value, dim: Value): string {
  const isFrobenius = isNone(p) || p === 'fro';
  const axes = dim instanceof Tuple ? dim.items : Array.isArray(dim) ? dim : [];
  return isFrobenius && axes.length === 2 ? 'SqrtBackward0' : 'NormBackward1';
}

function logsumexp(rt: Runtime, [input, dim, keepdim]: Value[], source: SourceId): Value {
  const x = tensorArgument(rt, input, 'logsumexp', 0, source);
  const axes = axesIn(rt, dim, x.ref.shape.length, source);
  const type = floatingType(rt, x.ref.dtype);
  const value = op(rt, 'logsumexp', [castTo(rt, x.value(), type, source)], { axes, keepDims: flag(keepdim) }, source);
  return given(rt, value, 'LogsumexpBackward0', [x, 'result']);
}

/** `median`: of an even count the lower one of the two in the middle. */
function median(rt: Runtime, [input, dim, keepdim]: Value[], source: SourceId): Value {
  const x = tensorArgument(rt, input, 'median', 0, source);
  const isAll = isNone(dim);
  const value = isAll ? op(rt, 'reshape', [x.value()], { shape: [x.ref.size] }, source) : x.value();
  const axis = isAll ? 0 : axisIn(rt, dim, x.ref.shape.length, source);
  const k = Math.floor((value.array.shape[axis]! - 1) / 2);
  const order = op(rt, 'argsort', [plain(value)], { axis, descending: false }, source);
  const items = value.array.shape.map((_, own) =>
    own === axis
      ? ({ kind: 'slice', start: k, stop: k + 1, step: 1 } as const)
      : ({ kind: 'slice', start: null, stop: null, step: 1 } as const),
  );
  const indices = op(rt, 'index', [order], { items }, source).array;
  const found = op(rt, 'takeAlong', [value], { axis, indices }, source);
  const shape = isAll ? [] : flag(keepdim) ? found.array.shape : found.array.shape.filter((_, own) => own !== axis);
  const values = given(
    rt,
    op(rt, 'reshape', [found], { shape }, source),
    isAll ? 'MedianBackward0' : 'MedianBackward1',
    [x],
  );
  if (isAll) return values;
  const places = op(rt, 'reshape', [castTo(rt, new TensorValue(indices, null), 'int64', source)], { shape }, source);
  return namedResult('median', ['values', 'indices'], [values, TorchTensor.of(rt, places)]);
}

torchBoth({
  'sum(input, dim=, keepdim=, *, dtype=, out=)': total('sum'),
  'prod(input, dim=, keepdim=, *, dtype=, out=)': total('prod'),
  'mean(input, dim=, keepdim=, *, dtype=, out=)': mean,
  'max(input, dim=, keepdim=, *, other=)': (rt, [x, dim, keepdim, other], source) =>
    extreme('max')(rt, [x, other ?? dim, keepdim], source),
  'min(input, dim=, keepdim=, *, other=)': (rt, [x, dim, keepdim, other], source) =>
    extreme('min')(rt, [x, other ?? dim, keepdim], source),
  'amax(input, dim=, keepdim=)': allExtreme('amax'),
  'amin(input, dim=, keepdim=)': allExtreme('amin'),
  'argmax(input, dim=, keepdim=)': place('argmax'),
  'argmin(input, dim=, keepdim=)': place('argmin'),
  'var(input, dim=, unbiased=, keepdim=, *, correction=)': spread('var'),
  'std(input, dim=, unbiased=, keepdim=, *, correction=)': spread('std'),
  'any(input, dim=, keepdim=)': truth('any'),
  'all(input, dim=, keepdim=)': truth('all'),
  'cumsum(input, dim, *, dtype=)': running('cumsum'),
  'cumprod(input, dim, *, dtype=)': running('cumprod'),
  'cummax(input, dim)': runningExtreme('cummax'),
  'cummin(input, dim)': runningExtreme('cummin'),
  'norm(input, p=, dim=, keepdim=, *, dtype=)': (rt, [x, p, dim, keepdim], source) =>
    norm(rt, x, p, dim, keepdim, source, normName(p, dim)),
  'logsumexp(input, dim, keepdim=)': logsumexp,
  'median(input, dim=, keepdim=)': median,
  'count_nonzero(input, dim=)': (rt, [input, dim], source) => {
    const x = tensorArgument(rt, input, 'count_nonzero', 0, source);
    const axes = axesIn(rt, dim, x.ref.shape.length, source);
    const truths = castTo(rt, plain(x.value()), 'bool', source);
    return TorchTensor.of(rt, op(rt, 'sum', [truths], { axes, keepDims: false, dtype: 'int64' }, source));
  },
  'var_mean(input, dim=, unbiased=, keepdim=, *, correction=)': spreadAndMean('var'),
  'std_mean(input, dim=, unbiased=, keepdim=, *, correction=)': spreadAndMean('std'),
});

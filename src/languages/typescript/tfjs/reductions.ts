import type { ParamsOf } from '../../../engine/ops/tensorTable';
import { type NdArray, scalar } from '../../../engine/tensor/ndarray';
import { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { TensorObject } from './tensorObject';

type Axes = readonly number[] | null;

function along(call: TfCall): { axes: Axes; keepDims: boolean } {
  return { axes: call.axes(1), keepDims: call.flag(2) };
}

/** Truth values are counted. */
function counted(call: TfCall): TensorValue {
  const x = call.tensor(0, 'x');
  return x.array.dtype === 'bool' ? call.cast(x, 'int32') : x;
}

function total(op: 'sum' | 'prod'): TfFunction {
  return (call) => {
    const x = counted(call);
    return call.op(op, [x], { ...along(call), dtype: x.array.dtype });
  };
}

function place(op: 'argmax' | 'argmin'): TfFunction {
  return (call) => {
    const x = call.tensor(0, 'x');
    return call.op(op, [x], { axis: call.whole(1, 'axis', 0), keepDims: false, dtype: 'int32' });
  };
}

function running(op: 'cumsum' | 'cumprod'): TfFunction {
  return (call) => {
    const x = counted(call);
    const params = { axis: call.whole(1, 'axis', 0), exclusive: call.flag(2), reverse: call.flag(3) };
    return call.op(op, [x], { ...params, dtype: x.array.dtype });
  };
}

function normOf(call: TfCall, x: TensorValue, order: unknown, axes: Axes, keepDims: boolean): TensorObject {
  const whole: ParamsOf<'sum'> = { axes, keepDims };
  const isEuclidean = order === 'euclidean' || order === 'fro' || order === 2;
  if (x.array.rank === 0) return call.op('abs', [x], {});
  if (axes === null || axes.length === 1 || x.array.rank === 1) {
    const number = order === 'euclidean' ? 2 : order;
    if (number === 1 || number === 2 || Math.abs(number as number) === Number.POSITIVE_INFINITY)
      return call.op('norm', [x], { ...whole, order: number as number });
    throw call.wrong(`Error in norm: invalid ord value: ${String(order)}`);
  }
  if (axes.length !== 2) throw call.wrong(`Error in norm: invalid axis: ${axes.join(',')}`);
  if (isEuclidean && order !== 2) return call.op('norm', [x], { ...whole, order: 2 });
  const sizes = call.value('abs', [x], {});
  // The norm of a matrix: the largest or smallest sum of sizes along one of its axes.
  const [first, second] = axes as [number, number];
  const summed = order === 1 ? first : second;
  if (order !== 1 && Math.abs(order as number) !== Number.POSITIVE_INFINITY)
    throw call.wrong(`Error in norm: invalid ord value: ${String(order)}`);
  const sums = call.value('sum', [sizes], { axes: [summed], keepDims: true });
  const extreme = call.value(order === Number.NEGATIVE_INFINITY ? 'amin' : 'amax', [sums], {
    axes: [order === 1 ? second : first],
    keepDims: true,
  });
  if (keepDims) return new TensorObject(extreme);
  const rank = x.array.rank;
  const gone = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  return call.op('reshape', [extreme], { shape: extreme.array.shape.filter((_, axis) => !gone.includes(axis)) });
}

/** Sums and the like, over all elements or along axes. */
export const reductions: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['sum', total('sum')],
  ['prod', total('prod')],
  [
    'mean',
    (call) => {
      const x = call.floating(call.tensor(0, 'x'));
      // The library divides before it sums: of nothing the mean is 0.
      return call.op(x.array.size === 0 ? 'sum' : 'mean', [x], along(call));
    },
  ],
  ['max', (call) => call.op('amax', [call.tensor(0, 'x')], along(call))],
  ['min', (call) => call.op('amin', [call.tensor(0, 'x')], along(call))],
  ['any', (call) => call.op('any', [call.only('bool', 0, 'x')], along(call))],
  ['all', (call) => call.op('all', [call.only('bool', 0, 'x')], along(call))],
  ['argMax', place('argmax')],
  ['argMin', place('argmin')],
  ['logSumExp', (call) => call.op('logsumexp', [call.floating(call.tensor(0, 'x'))], along(call))],
  ['cumsum', running('cumsum')],
  ['cumprod', running('cumprod')],
  [
    'norm',
    (call) => {
      const order = call.has(1) ? (call.text(1) ?? call.number(1, 2)) : 'euclidean';
      return normOf(call, call.only('float32', 0, 'x'), order, call.axes(2), call.flag(3));
    },
  ],
  ['euclideanNorm', (call) => normOf(call, call.only('float32', 0, 'x'), 'euclidean', call.axes(1), call.flag(2))],
  [
    'moments',
    (call) => {
      const x = call.floating(call.tensor(0, 'x'));
      const { axes, keepDims } = along(call);
      const mean = call.value('mean', [x], { axes, keepDims });
      return call.object({
        mean: new TensorObject(mean),
        variance: call.op('var', [x], { axes, keepDims, ddof: 0 }),
      });
    },
  ],
  [
    'topk',
    (call) => {
      const x = call.tensor(0, 'x');
      if (x.array.rank === 0) throw call.wrong('topk() expects the input to be of rank 1 or higher');
      const last = x.array.shape.at(-1)!;
      const k = call.whole(1, 'k', 1);
      if (k < 0 || k > last)
        throw call.wrong(`'k' passed to topk() must be <= the last dimension (${last}) but got ${k}`);
      const values = call.op('topk', [x], { k, axis: -1, largest: true });
      const order = call.value('argsort', [x], { axis: -1, descending: true, dtype: 'int32' });
      const items = [{ kind: 'ellipsis' }, { kind: 'slice', start: 0, stop: k, step: 1 }] as const;
      return call.object({ values, indices: call.op('index', [order], { items }) });
    },
  ],
  [
    'bincount',
    (call) => {
      const x = call.only('int32', 0, 'x').array;
      const weights = call.tensor(1, 'weights');
      return new TensorObject(histogram(call, x, weights, call.whole(2, 'size', 0)));
    },
  ],
]);

/** How often each number below `size` occurs, or the sum of its weights. */
function histogram(call: TfCall, x: NdArray, weights: TensorValue, size: number): TensorValue {
  const places = x.values();
  const inside = Array.from(places.keys()).filter((k) => places[k]! < size);
  const base = new TensorValue(scalar(0, weights.array.dtype), null);
  const empty = call.value('expand', [base], { shape: [size] });
  const own = weights.array.size === 0 ? call.value('expand', [call.same(1, 'float32')], { shape: [x.size] }) : weights;
  const flat = call.value('reshape', [own], { shape: [-1] });
  const indices = (list: readonly number[]) => call.places(list);
  const kept = call.value('take', [flat], { axis: 0, indices: indices(inside) });
  const items = [{ kind: 'array', indices: indices(inside.map((k) => places[k]!)) }] as const;
  return call.value('setIndex', [empty, kept], { items, accumulate: true });
}

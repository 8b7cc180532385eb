import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { TensorObject } from './tensorObject';

const last = { axes: [-1], keepDims: false };

function pair(call: TfCall): [TensorValue, TensorValue] {
  return [call.floating(call.tensor(0, 'yTrue')), call.floating(call.tensor(1, 'yPred'))];
}

const places = (call: TfCall, x: TensorValue) =>
  call.value('argmax', [x], { axis: -1, keepDims: false, dtype: 'int32' });

function mean(call: TfCall, x: TensorValue): TensorObject {
  return call.op('mean', [x], last);
}

function squaredError(call: TfCall): TensorObject {
  return mean(call, call.value('squaredDifference', pair(call), {}));
}

function absoluteError(call: TfCall): TensorObject {
  return mean(call, call.value('abs', [call.value('sub', pair(call), {})], {}));
}

/** Predictions of 1, labels of 1, as truth values. */
function hits(call: TfCall): { both: TensorValue; labels: TensorValue; predictions: TensorValue } {
  const [labels, predictions] = pair(call);
  const one = call.same(1, 'float32');
  const [p, q] = [call.value('equal', [labels, one], {}), call.value('equal', [predictions, one], {})];
  return { both: call.value('logicalAnd', [p, q], {}), labels: p, predictions: q };
}

const count = (call: TfCall, x: TensorValue) =>
  call.value('sum', [call.cast(x, 'float32')], { axes: null, keepDims: false });

/** A share of two counts; 0 where there is nothing to count. */
function share(call: TfCall, part: TensorValue, whole: TensorValue): TensorObject {
  return whole.array.item() === 0 ? new TensorObject(call.same(0, 'float32')) : call.op('div', [part, whole], {});
}

/** `tf.metrics`. */
export const metrics: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  [
    'binaryAccuracy',
    (call) => {
      const [labels, predictions] = pair(call);
      const rounded = call.cast(call.value('greater', [predictions, call.same(0.5, 'float32')], {}), 'float32');
      return mean(call, call.cast(call.value('equal', [labels, rounded], {}), 'float32'));
    },
  ],
  [
    'categoricalAccuracy',
    (call) => {
      const [labels, predictions] = pair(call);
      return new TensorObject(
        call.cast(call.value('equal', [places(call, labels), places(call, predictions)], {}), 'float32'),
      );
    },
  ],
  [
    'precision',
    (call) => {
      const { both, predictions } = hits(call);
      return share(call, count(call, both), count(call, predictions));
    },
  ],
  [
    'recall',
    (call) => {
      const { both, labels } = hits(call);
      return share(call, count(call, both), count(call, labels));
    },
  ],
  ['meanSquaredError', squaredError],
  ['MSE', squaredError],
  ['mse', squaredError],
  ['meanAbsoluteError', absoluteError],
  ['MAE', absoluteError],
  ['mae', absoluteError],
  [
    'meanAbsolutePercentageError',
    (call) => {
      const [labels, predictions] = pair(call);
      const size = call.value('clip', [call.value('abs', [labels], {})], { min: 1e-7, max: Number.MAX_VALUE });
      const ratio = call.value('div', [call.value('sub', [labels, predictions], {}), size], {});
      const shares = call.value('mean', [call.value('abs', [ratio], {})], last);
      return call.op('mul', [call.same(100, 'float32'), shares], {});
    },
  ],
  [
    'categoricalCrossentropy',
    (call) => {
      const [labels, given] = pair(call);
      const sum = call.value('sum', [given], { axes: [-1], keepDims: true });
      const shares = call.value('clip', [call.value('div', [given, sum], {})], { min: 1e-7, max: 1 - 1e-7 });
      const logs = call.value('mul', [labels, call.value('log', [shares], {})], {});
      return call.op('neg', [call.value('sum', [logs], last)], {});
    },
  ],
  [
    'binaryCrossentropy',
    (call) => {
      const [labels, given] = pair(call);
      const one = call.same(1, 'float32');
      const shares = call.value('clip', [given], { min: 1e-7, max: 1 - 1e-7 });
      const own = call.value('mul', [labels, call.value('log', [shares], {})], {});
      const other = call.value(
        'mul',
        [call.value('sub', [one, labels], {}), call.value('log', [call.value('sub', [one, shares], {})], {})],
        {},
      );
      return call.op('neg', [call.value('mean', [call.value('add', [own, other], {})], last)], {});
    },
  ],
]);

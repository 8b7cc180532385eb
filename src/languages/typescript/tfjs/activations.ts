import { isError } from '../../../engine/tensor/error';
import { axisOf } from '../../../engine/tensor/shape';
import type { TfCall, TfFunction } from './call';

/** The axis of a softmax, which has to be the last one. */
function lastAxis(call: TfCall, rank: number, what: string): number {
  const axis = call.whole(1, 'axis', -1);
  const found = axisOf(axis, rank);
  if (!isError(found) && found === rank - 1) return found;
  throw call.wrong(
    `${what} along a non-last dimension is not yet supported. Logits was rank ${rank} and dim was ${axis}; transpose it first`,
  );
}

/** Activations that take parameters, and those that go along an axis. */
export const activations: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['elu', (call) => call.op('elu', [call.only('float32', 0, 'x')], { alpha: 1 })],
  ['leakyRelu', (call) => call.op('leakyRelu', [call.floating(call.tensor(0, 'x'))], { slope: call.number(1, 0.2) })],
  [
    'prelu',
    (call) => {
      const x = call.floating(call.tensor(0, 'x'));
      return call.op('prelu', [x, call.floating(call.tensor(1, 'alpha'))], {});
    },
  ],
  [
    'softplus',
    (call) => {
      const x = call.tensor(0, 'x');
      return call.op('softplus', [x], { beta: 1, threshold: Number.POSITIVE_INFINITY, dtype: x.array.dtype });
    },
  ],
  [
    'softmax',
    (call) => {
      const x = call.only('float32', 0, 'logits');
      return call.op('softmax', [x], { axis: lastAxis(call, x.array.rank, 'Softmax') });
    },
  ],
  [
    'logSoftmax',
    (call) => {
      const x = call.floating(call.tensor(0, 'logits'));
      return call.op('logSoftmax', [x], { axis: lastAxis(call, x.array.rank, 'Log Softmax') });
    },
  ],
]);

import type { TensorOp } from '../../../../engine/ops/tensorTable';
import type { TensorValue, Value } from '../../../core/values';
import type { TfCall } from '../call';

export type Activation = (call: TfCall, x: TensorValue) => TensorValue;

const plain =
  (
    op:
      | 'relu'
      | 'relu6'
      | 'sigmoid'
      | 'tanh'
      | 'selu'
      | 'softsign'
      | 'mish'
      | 'silu'
      | 'gelu'
      | ('geluTanh' & TensorOp),
  ): Activation =>
  (call, x) =>
    call.value(op, [x], {});

/** Activations by the names that layers take. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (_call, x) => x,
  relu: plain('relu'),
  relu6: plain('relu6'),
  sigmoid: plain('sigmoid'),
  tanh: plain('tanh'),
  selu: plain('selu'),
  softsign: plain('softsign'),
  mish: plain('mish'),
  swish: plain('silu'),
  gelu: plain('gelu'),
  gelu_new: plain('geluTanh'),
  elu: (call, x) => call.value('elu', [x], { alpha: 1 }),
  softplus: (call, x) => call.value('softplus', [x], { beta: 1, threshold: Number.POSITIVE_INFINITY }),
  softmax: (call, x) => call.value('softmax', [x], { axis: -1 }),
  logSoftmax: (call, x) => call.value('logSoftmax', [x], { axis: -1 }),
  hardSigmoid: (call, x) => {
    const scaled = call.value('mul', [x, call.same(0.2, 'float32')], {});
    return call.value('clip', [call.value('add', [scaled, call.same(0.5, 'float32')], {})], { min: 0, max: 1 });
  },
};

/** The activation that a layer names. */
export function activationOf(call: TfCall, given: Value): Activation {
  if (given === undefined || given === null) return activations.linear!;
  const found = typeof given === 'string' && Object.hasOwn(activations, given) ? activations[given] : undefined;
  if (found) return found;
  throw call.rt.unsupported(
    `the activation '${String(given)}' is not supported; use one of ${Object.keys(activations).join(', ')}`,
    call.source,
  );
}

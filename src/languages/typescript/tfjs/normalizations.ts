import { zeros } from '../../../engine/tensor/ndarray';
import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { ranked } from './linearAlgebra';
import { generator } from './random';
import { TensorObject } from './tensorObject';

/** (x − mean) / sqrt(variance + ε) · scale + offset, in which each may be a tensor that has a gradient. */
export function normalized(
  call: TfCall,
  x: TensorValue,
  mean: TensorValue,
  variance: TensorValue,
  offset: TensorValue | null,
  scale: TensorValue | null,
  epsilon: number,
): TensorValue {
  const root = call.value('rsqrt', [call.value('add', [variance, call.same(epsilon, 'float32')], {})], {});
  const factor = scale === null ? root : call.value('mul', [root, scale], {});
  const scaled = call.value('mul', [call.value('sub', [x, mean], {}), factor], {});
  return offset === null ? scaled : call.value('add', [scaled, offset], {});
}

function batchNorm(rank: number | null): TfFunction {
  return (call) => {
    const part = (k: number, label: string) => (call.has(k) ? call.floating(call.tensor(k, label)) : null);
    const x = call.floating(call.tensor(0, 'x'));
    if (rank !== null) ranked(call, x, 'x', rank);
    const [mean, variance] = [call.floating(call.tensor(1, 'mean')), call.floating(call.tensor(2, 'variance'))];
    return new TensorObject(
      normalized(call, x, mean, variance, part(3, 'offset'), part(4, 'scale'), call.number(5, 0.001)),
    );
  };
}

/** Drops each element with the probability `rate`, and scales the others up. */
export function dropped(call: TfCall, x: TensorValue, rate: number, seedAt: number): TensorObject {
  if (!(rate >= 0 && rate < 1)) throw call.wrong(`rate must be a float in the range [0, 1), but got ${rate}.`);
  if (rate === 0) return call.op('alias', [x], {});
  const random = generator(call, seedAt);
  const mask = zeros('float32', x.array.shape);
  for (let k = 0; k < mask.size; k++) mask.data[k] = random.uniform() < 1 - rate ? 1 / (1 - rate) : 0;
  return call.op('dropout', [x], { mask });
}

export const normalizations: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['batchNorm', batchNorm(null)],
  ['batchNorm2d', batchNorm(2)],
  ['batchNorm3d', batchNorm(3)],
  ['batchNorm4d', batchNorm(4)],
  [
    'dropout',
    (call) => {
      const x = call.only('float32', 0, 'x');
      if (call.has(2))
        throw call.rt.unsupported('`tf.dropout` with a noise shape is not supported; leave it out', call.source);
      return dropped(call, x, call.number(1, 0), 3);
    },
  ],
]);

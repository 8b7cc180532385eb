import { type NdArray, zeros } from '../../../engine/tensor/ndarray';
import { Random } from '../../../engine/tensor/random';
import { toNumber } from '../conversions';
import type { TfCall, TfDtype, TfFunction } from './call';
import type { TensorObject } from './tensorObject';

/**
 * Random tensors. The numbers are ours: the same seed gives the same numbers in each run, not those of TensorFlow.js.
 * Without a seed the run's own generator gives one, which starts anew with each run, so that a picture stays what it is.
 */
function drawn(call: TfCall, dtype: TfDtype, seedAt: number, next: (random: Random) => number): TensorObject {
  const shape = call.list(0, 'shape');
  return call.made(shape, () => {
    const out: NdArray = zeros(dtype, shape);
    const random = generator(call, seedAt);
    for (let k = 0; k < out.size; k++) out.data[k] = next(random);
    return out;
  });
}

/** The generator of a call: by its seed, else by the run's. */
export function generator(call: TfCall, seedAt: number): Random {
  return new Random(call.has(seedAt) ? call.number(seedAt, 0) : Math.floor(call.rt.random() * 2 ** 32));
}

/** Normally distributed, drawn again where it is further than two deviations away. */
export function truncated(random: Random, mean: number, deviation: number): number {
  for (;;) {
    const drawn = random.normal();
    if (Math.abs(drawn) <= 2) return mean + deviation * drawn;
  }
}

function normal(call: TfCall): TensorObject {
  const dtype = call.dtype(3) ?? 'float32';
  if (dtype === 'bool') throw call.wrong('Unsupported data type bool');
  return drawn(call, dtype, 4, (random) => call.number(1, 0) + call.number(2, 1) * random.normal());
}

export const random: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['randomNormal', normal],
  ['randomStandardNormal', (call) => drawn(call, call.dtype(1) ?? 'float32', 2, (each) => each.normal())],
  [
    'truncatedNormal',
    (call) => {
      if (call.dtype(3) === 'bool') throw call.wrong('Unsupported data type bool');
      return drawn(call, call.dtype(3) ?? 'float32', 4, (each) =>
        truncated(each, call.number(1, 0), call.number(2, 1)),
      );
    },
  ],
  [
    'randomUniform',
    (call) => {
      const [low, high] = [call.number(1, 0), call.number(2, 1)];
      return drawn(call, call.dtype(3) ?? 'float32', 4, (each) => low + (high - low) * each.uniform());
    },
  ],
  ['randomUniformInt', (call) => drawn(call, 'int32', 3, (each) => each.integer(call.number(1, 0), call.number(2, 1)))],
  [
    'rand',
    (call) => {
      const shape = call.list(0, 'shape');
      const dtype = call.dtype(2) ?? 'float32';
      const empty = call.made(shape, () => zeros(dtype, shape));
      const { array } = empty.tensor;
      for (let k = 0; k < array.size; k++)
        array.data[k] = toNumber(call.rt, call.run(call.args[1], [], 'the function given to tf.rand'), call.source);
      return empty;
    },
  ],
]);

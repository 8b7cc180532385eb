import { eye } from '../../../../engine/tensor/create';
import { filled, fromValues, type NdArray, zeros } from '../../../../engine/tensor/ndarray';
import { Random } from '../../../../engine/tensor/random';
import { sizeOf } from '../../../../engine/tensor/shape';
import type { Value } from '../../../core/values';
import { builtInObject, PlainObject } from '../../objects';
import type { TfCall, TfFunction } from '../call';
import { truncated } from '../random';
import { Options } from './options';

type Fill = (call: TfCall, shape: readonly number[]) => NdArray;

/** What weights begin with. Random ones are ours: from the seed, not the numbers of TensorFlow.js. */
export class Initializer extends PlainObject {
  constructor(readonly fill: Fill) {
    super(initializerPrototype);
  }
}

const initializerPrototype = builtInObject();

function drawn(call: TfCall, shape: readonly number[], options: Options, next: (random: Random) => number): NdArray {
  const seed = options.number('seed', Number.NaN);
  const random = new Random(Number.isNaN(seed) ? Math.floor(call.rt.random() * 2 ** 32) : seed);
  return fromValues(
    Float64Array.from({ length: sizeOf(shape) }, () => next(random)),
    shape,
    'float32',
  );
}

/** How many numbers go into one output, and how many outputs one goes into. */
function fans(shape: readonly number[]): [number, number] {
  if (shape.length === 2) return [shape[0]!, shape[1]!];
  if (shape.length < 2) return [sizeOf(shape), sizeOf(shape)];
  const area = sizeOf(shape.slice(0, -2));
  return [shape.at(-2)! * area, shape.at(-1)! * area];
}

type Mode = 'fanIn' | 'fanOut' | 'fanAvg';

function scaled(options: Options, scale: number, mode: Mode, isNormal: boolean): Fill {
  return (call, shape) => {
    const [fanIn, fanOut] = fans(shape);
    const fan = mode === 'fanIn' ? fanIn : mode === 'fanOut' ? fanOut : (fanIn + fanOut) / 2;
    const variance = scale / Math.max(1, fan);
    if (isNormal) return drawn(call, shape, options, (random) => truncated(random, 0, Math.sqrt(variance)));
    const limit = Math.sqrt(3 * variance);
    return drawn(call, shape, options, (random) => limit * (2 * random.uniform() - 1));
  };
}

const makers: Readonly<Record<string, (options: Options) => Fill>> = {
  zeros: () => (_call, shape) => filled('float32', shape, 0),
  ones: () => (_call, shape) => filled('float32', shape, 1),
  constant: (options) => (_call, shape) => filled('float32', shape, options.number('value', 0)),
  identity: (options) => (call, shape) => {
    if (shape.length !== 2 || shape[0] !== shape[1])
      throw call.wrong('Identity matrix initializer can only be used for 2D square matrices.');
    const gain = options.number('gain', 1);
    const one = eye(shape[0]!, shape[1]!, 0, 'float32');
    const out = zeros('float32', shape);
    for (let k = 0; k < out.size; k++) out.data[k] = gain * one.data[k]!;
    return out;
  },
  randomNormal: (options) => (call, shape) =>
    drawn(
      call,
      shape,
      options,
      (random) => options.number('mean', 0) + options.number('stddev', 0.05) * random.normal(),
    ),
  truncatedNormal: (options) => (call, shape) =>
    drawn(call, shape, options, (random) =>
      truncated(random, options.number('mean', 0), options.number('stddev', 0.05)),
    ),
  randomUniform: (options) => (call, shape) => {
    const [low, high] = [options.number('minval', -0.05), options.number('maxval', 0.05)];
    return drawn(call, shape, options, (random) => low + (high - low) * random.uniform());
  },
  glorotUniform: (options) => scaled(options, 1, 'fanAvg', false),
  glorotNormal: (options) => scaled(options, 1, 'fanAvg', true),
  heUniform: (options) => scaled(options, 2, 'fanIn', false),
  heNormal: (options) => scaled(options, 2, 'fanIn', true),
  leCunUniform: (options) => scaled(options, 1, 'fanIn', false),
  leCunNormal: (options) => scaled(options, 1, 'fanIn', true),
  varianceScaling: (options) =>
    scaled(
      options,
      options.number('scale', 1),
      (options.text('mode') ?? 'fanIn') as Mode,
      options.text('distribution') !== 'uniform',
    ),
};

/** `tf.initializers`. */
export const initializers: ReadonlyMap<string, TfFunction> = new Map(
  Object.entries(makers).map(([name, make]): [string, TfFunction] => [
    name,
    (call) => new Initializer(make(new Options(call, call.args[0]))),
  ]),
);

/** The initializer that a layer names, or was given. */
export function initializerOf(call: TfCall, given: Value, otherwise: string): Initializer {
  if (given instanceof Initializer) return given;
  const name = typeof given === 'string' ? given : otherwise;
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (make) return new Initializer(make(new Options(call, undefined)));
  throw call.rt.unsupported(
    `the initializer '${name}' is not supported; use one of ${Object.keys(makers).join(', ')}`,
    call.source,
  );
}

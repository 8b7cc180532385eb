import { normalized } from '../normalizations';
import { same } from './dense';
import type { LayerKind, WeightSpec } from './layer';
import type { Options } from './options';

function axisOf(input: readonly number[], options: Options): number {
  const axis = options.number('axis', -1);
  const own = axis < 0 ? axis + input.length + 1 : axis;
  if (own !== input.length)
    throw options.call.rt.unsupported(
      'a normalization goes along the last axis here; leave `axis` out',
      options.call.source,
    );
  return input.length - 1;
}

function weight(name: string, size: number, initializer: string, trainable = true): WeightSpec {
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return { name, shape: [size], option: `${camel}Initializer`, initializer, trainable };
}

const batchNormalization: LayerKind = {
  className: 'BatchNormalization',
  prefix: 'batch_normalization',
  weights(input, options) {
    const size = input[axisOf(input, options)]!;
    return [
      ...(options.flag('scale', true) ? [weight('gamma', size, 'ones')] : []),
      ...(options.flag('center', true) ? [weight('beta', size, 'zeros')] : []),
      weight('moving_mean', size, 'zeros', false),
      weight('moving_variance', size, 'ones', false),
    ];
  },
  output: same,
  apply(call, x, layer, training) {
    if (training) {
      throw call.rt.unsupported(
        'batch normalization in training is not supported as a layer; use `tf.moments` and `tf.batchNorm`',
        call.source,
      );
    }
    const { options, weights } = layer;
    let k = 0;
    const gamma = options.flag('scale', true) ? weights[k++]!.tensor : null;
    const beta = options.flag('center', true) ? weights[k++]!.tensor : null;
    const [mean, variance] = [weights[k]!.tensor, weights[k + 1]!.tensor];
    return normalized(call, x, mean, variance, beta, gamma, options.number('epsilon', 1e-3));
  },
};

const layerNormalization: LayerKind = {
  className: 'LayerNormalization',
  prefix: 'layer_normalization',
  weights(input, options) {
    const size = input[axisOf(input, options)]!;
    return [
      ...(options.flag('scale', true) ? [weight('gamma', size, 'ones')] : []),
      ...(options.flag('center', true) ? [weight('beta', size, 'zeros')] : []),
    ];
  },
  output: same,
  apply(call, x, { options, weights }) {
    const along = { axes: [-1], keepDims: true };
    const mean = call.value('mean', [x], along);
    const variance = call.value('var', [x], { ...along, ddof: 0 });
    let k = 0;
    const gamma = options.flag('scale', true) ? weights[k++]!.tensor : null;
    const beta = options.flag('center', true) ? weights[k]!.tensor : null;
    return normalized(call, x, mean, variance, beta, gamma, options.number('epsilon', 1e-3));
  },
};

export const normalizingLayers: Readonly<Record<string, LayerKind>> = { batchNormalization, layerNormalization };

import type { TensorValue } from '../../../core/values';
import type { TfCall } from '../call';
import { same } from './dense';
import type { LayerKind } from './layer';
import type { Options } from './options';

function kind(
  className: string,
  prefix: string,
  apply: (call: TfCall, x: TensorValue, options: Options) => TensorValue,
): LayerKind {
  return { className, prefix, output: same, apply: (call, x, { options }) => apply(call, x, options) };
}

/** Activations that are layers. */
export const rectifierLayers: Readonly<Record<string, LayerKind>> = {
  reLU: kind('ReLU', 're_lu', (call, x, options) => {
    const y = call.value('relu', [x], {});
    const most = options.number('maxValue', Number.NaN);
    return Number.isNaN(most) ? y : call.value('clip', [y], { min: 0, max: most });
  }),
  leakyReLU: kind('LeakyReLU', 'leaky_re_lu', (call, x, options) =>
    call.value('leakyRelu', [x], { slope: options.number('alpha', 0.3) }),
  ),
  elu: kind('ELU', 'elu', (call, x, options) => {
    const alpha = options.number('alpha', 1);
    if (alpha !== 1) {
      throw call.rt.unsupported(`an alpha of ${alpha} is not supported by the ELU layer; leave it out`, call.source);
    }
    return call.value('elu', [x], { alpha });
  }),
  softmax: kind('Softmax', 'softmax', (call, x, options) =>
    call.value('softmax', [x], { axis: options.number('axis', -1) }),
  ),
  thresholdedReLU: kind('ThresholdedReLU', 'thresholded_re_lu', (call, x, options) => {
    const theta = call.same(options.number('theta', 1), 'float32');
    const condition = call.value('greater', [x, theta], {}).array;
    return call.value('where', [x, call.same(0, 'float32')], { condition });
  }),
};

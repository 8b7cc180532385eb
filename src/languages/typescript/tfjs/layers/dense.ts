import { shapeText, sizeOf } from '../../../../engine/tensor/shape';
import type { TensorValue } from '../../../core/values';
import type { TfCall } from '../call';
import { dropped } from '../normalizations';
import { activationOf } from './activation';
import type { LayerKind, LayerObject } from './layer';

/** Regularizers and constraints would add to the loss or change weights after a step. */
export const regularizers = [
  'kernelRegularizer',
  'biasRegularizer',
  'activityRegularizer',
  'kernelConstraint',
  'biasConstraint',
];

/** The activation that a layer's settings name, on what it computed. */
export function activated(call: TfCall, x: TensorValue, { options }: LayerObject): TensorValue {
  return activationOf(call, options.value('activation'))(call, x);
}

export const same = (input: readonly number[]) => input;

const dense: LayerKind = {
  className: 'Dense',
  prefix: 'dense',
  check(options) {
    options.count('units');
    options.refuse(regularizers);
  },
  weights(input, options) {
    const units = options.count('units');
    const kernel = {
      name: 'kernel',
      shape: [input.at(-1)!, units],
      option: 'kernelInitializer',
      initializer: 'glorotNormal',
    };
    const bias = { name: 'bias', shape: [units], option: 'biasInitializer', initializer: 'zeros' };
    return options.flag('useBias', true) ? [kernel, bias] : [kernel];
  },
  output: (input, options) => [...input.slice(0, -1), options.count('units')],
  apply(call, x, layer) {
    const { rank, shape } = x.array;
    const kernel = layer.weight(0);
    const flat = rank > 2 ? call.value('reshape', [x], { shape: [-1, shape.at(-1)!] }) : x;
    let y = call.value('matmul', [flat, kernel], {});
    if (rank > 2) y = call.value('reshape', [y], { shape: [...shape.slice(0, -1), kernel.array.shape[1]!] });
    if (layer.weights.length > 1) y = call.value('add', [y, layer.weight(1)], {});
    return activated(call, y, layer);
  },
};

const activation: LayerKind = {
  className: 'Activation',
  prefix: 'activation',
  output: same,
  apply: activated,
};

const flatten: LayerKind = {
  className: 'Flatten',
  prefix: 'flatten',
  output: (input) => [sizeOf(input)],
  apply: (call, x) => call.value('reshape', [x], { shape: [x.array.shape[0]!, sizeOf(x.array.shape.slice(1))] }),
};

const dropout: LayerKind = {
  className: 'Dropout',
  prefix: 'dropout',
  check: (options) => options.refuse(['noiseShape']),
  output: same,
  apply(call, x, { options }, training) {
    const rate = options.number('rate', 0);
    if (!training || rate === 0) return x;
    return dropped(call.with([x, rate, null, options.value('seed')]), x, rate, 3).tensor;
  },
};

const reshape: LayerKind = {
  className: 'Reshape',
  prefix: 'reshape',
  output(input, options) {
    const shape = options.list('targetShape') ?? [];
    const open = shape.indexOf(-1);
    const rest = sizeOf(shape.filter((_, k) => k !== open));
    const full = open < 0 ? shape : shape.with(open, sizeOf(input) / rest);
    if (sizeOf(full) === sizeOf(input)) return full;
    throw options.call.mismatch(
      `Total size of new array must be unchanged: ${shapeText(input)} does not fill ${shapeText(shape)}`,
    );
  },
  apply: (call, x, { output }) => call.value('reshape', [x], { shape: [x.array.shape[0]!, ...output] }),
};

const permute: LayerKind = {
  className: 'Permute',
  prefix: 'permute',
  output: (input, options) => (options.list('dims') ?? []).map((axis) => input[axis - 1]!),
  apply: (call, x, { options }) => call.value('transpose', [x], { order: [0, ...(options.list('dims') ?? [])] }),
};

const repeatVector: LayerKind = {
  className: 'RepeatVector',
  prefix: 'repeat_vector',
  output: (input, options) => [options.count('n'), ...input],
  apply(call, x, { options }) {
    const [batch, width] = x.array.shape as [number, number];
    const line = call.value('reshape', [x], { shape: [batch, 1, width] });
    return call.value('tile', [line], { repeats: [1, options.count('n'), 1] });
  },
};

const embedding: LayerKind = {
  className: 'Embedding',
  prefix: 'embedding',
  check: (options) => options.refuse(['maskZero', 'embeddingsRegularizer', 'embeddingsConstraint']),
  weights: (_input, options) => [
    {
      name: 'embeddings',
      shape: [options.count('inputDim'), options.count('outputDim')],
      option: 'embeddingsInitializer',
      initializer: 'randomUniform',
    },
  ],
  output: (input, options) => [...input, options.count('outputDim')],
  apply(call, x, layer) {
    const indices = call.whole32(x.array);
    return call.value('take', [layer.weight(0)], { axis: 0, indices });
  },
};

export const coreLayers: Readonly<Record<string, LayerKind>> = {
  dense,
  activation,
  flatten,
  dropout,
  reshape,
  permute,
  repeatVector,
  embedding,
};

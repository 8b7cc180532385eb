import type { TensorValue, Value } from '../../../core/values';
import type { TfCall } from '../call';
import { convolutions } from '../convolutions';
import { pooled } from '../poolings';
import { TensorObject } from '../tensorObject';
import { activated, regularizers } from './dense';
import type { LayerKind, LayerObject, WeightSpec } from './layer';
import type { Options } from './options';

/** Settings of a window over so many axes. */
function windowOf(options: Options, axes: number) {
  if ((options.text('dataFormat') ?? 'channelsLast') !== 'channelsLast')
    throw options.call.rt.unsupported("layers take 'channelsLast' here; leave `dataFormat` out", options.call.source);
  const size = options.list('kernelSize', axes);
  if (size === null) throw options.call.wrong('kernelSize must be a number, or one for each axis');
  return {
    size,
    stride: options.list('strides', axes) ?? new Array<number>(axes).fill(1),
    dilation: options.list('dilationRate', axes) ?? new Array<number>(axes).fill(1),
    padding: options.text('padding') ?? 'valid',
  };
}

function extent(n: number, size: number, stride: number, dilation: number, padding: string): number {
  return padding === 'same' ? Math.ceil(n / stride) : Math.ceil((n - (size - 1) * dilation) / stride);
}

type Weights = (channels: number, size: readonly number[], options: Options) => readonly (readonly number[])[];

/** A convolution as a layer: the function of `tf`, a bias, an activation. */
function convolution(
  className: string,
  prefix: string,
  axes: number,
  shapes: Weights,
  channelsOut: (channels: number, options: Options) => number,
  names: readonly string[],
  compute: (call: TfCall, x: TensorValue, layer: LayerObject) => TensorValue,
): LayerKind {
  return {
    className,
    prefix,
    check(options) {
      options.refuse([...regularizers, 'depthwiseRegularizer', 'pointwiseRegularizer']);
      windowOf(options, axes);
    },
    weights(input, options) {
      const { size } = windowOf(options, axes);
      const kernels = shapes(input.at(-1)!, size, options).map(
        (shape, k): WeightSpec => ({
          name: names[k]!,
          shape,
          option: names[k]!.replace(/_?kernel$/, 'Initializer').replace(/^Initializer$/, 'kernelInitializer'),
          initializer: className === 'Conv2D' || className === 'Conv1D' ? 'glorotNormal' : 'glorotUniform',
        }),
      );
      if (!options.flag('useBias', true)) return kernels;
      const bias = {
        name: 'bias',
        shape: [channelsOut(input.at(-1)!, options)],
        option: 'biasInitializer',
        initializer: 'zeros',
      };
      return [...kernels, bias];
    },
    output(input, options) {
      const { size, stride, dilation, padding } = windowOf(options, axes);
      const spatial = input.slice(0, -1).map((n, k) => extent(n, size[k]!, stride[k]!, dilation[k]!, padding));
      return [...spatial, channelsOut(input.at(-1)!, options)];
    },
    apply(call, x, layer) {
      const y = compute(call, x, layer);
      const hasBias = layer.options.flag('useBias', true);
      const biased = hasBias ? call.value('add', [y, layer.weights.at(-1)!.tensor], {}) : y;
      return activated(call, biased, layer);
    },
  };
}

/** Calls a function of `tf` with tensors and plain values. */
function tf(call: TfCall, name: string, ...args: (Value | TensorValue)[]): TensorValue {
  return (convolutions.get(name)!(call.with(args)) as TensorObject).tensor;
}

const object = (tensor: TensorValue) => new TensorObject(tensor);
const filters = (_channels: number, options: Options) => options.count('filters');
const multiplied = (channels: number, options: Options) => channels * options.number('depthMultiplier', 1);

const conv1d = convolution(
  'Conv1D',
  'conv1d',
  1,
  (channels, size, options) => [[size[0]!, channels, options.count('filters')]],
  filters,
  ['kernel'],
  (call, x, layer) => {
    const { stride, dilation, padding } = windowOf(layer.options, 1);
    return tf(call, 'conv1d', object(x), object(layer.weight(0)), stride[0], padding, 'NWC', dilation[0]);
  },
);

const conv2d = convolution(
  'Conv2D',
  'conv2d',
  2,
  (channels, size, options) => [[...size, channels, options.count('filters')]],
  filters,
  ['kernel'],
  (call, x, layer) => {
    const { stride, dilation, padding } = windowOf(layer.options, 2);
    return tf(call, 'conv2d', object(x), object(layer.weight(0)), stride, padding, 'NHWC', dilation);
  },
);

const depthwiseConv2d = convolution(
  'DepthwiseConv2D',
  'depthwise_conv2d',
  2,
  (channels, size, options) => [[...size, channels, options.number('depthMultiplier', 1)]],
  multiplied,
  ['depthwise_kernel'],
  (call, x, layer) => {
    const { stride, dilation, padding } = windowOf(layer.options, 2);
    return tf(call, 'depthwiseConv2d', object(x), object(layer.weight(0)), stride, padding, 'NHWC', dilation);
  },
);

const separableConv2d = convolution(
  'SeparableConv2D',
  'separable_conv2d',
  2,
  (channels, size, options) => [
    [...size, channels, options.number('depthMultiplier', 1)],
    [1, 1, multiplied(channels, options), options.count('filters')],
  ],
  filters,
  ['depthwise_kernel', 'pointwise_kernel'],
  (call, x, layer) => {
    const { stride, dilation, padding } = windowOf(layer.options, 2);
    return tf(
      call,
      'separableConv2d',
      object(x),
      object(layer.weight(0)),
      object(layer.weight(1)),
      stride,
      padding,
      dilation,
    );
  },
);

function pooling(className: string, prefix: string, axes: number, mode: 'max' | 'avg'): LayerKind {
  const of = (options: Options) => {
    const size = options.list('poolSize', axes) ?? new Array<number>(axes).fill(2);
    return {
      size,
      stride: options.list('strides', axes) ?? size,
      padding: options.text('padding') ?? 'valid',
      dilation: size.map(() => 1),
    };
  };
  return {
    className,
    prefix,
    output(input, options) {
      const { size, stride, padding } = of(options);
      return [...input.slice(0, -1).map((n, k) => extent(n, size[k]!, stride[k]!, 1, padding)), input.at(-1)!];
    },
    apply(call, x, { options }) {
      const settings = of(options);
      return pooled(call, x, mode, settings, settings.padding);
    },
  };
}

function globalPooling(className: string, prefix: string, axes: readonly number[], op: 'mean' | 'amax'): LayerKind {
  return {
    className,
    prefix,
    output: (input) => [input.at(-1)!],
    apply: (call, x) => call.value(op, [x], { axes, keepDims: false }),
  };
}

const zeroPadding2d: LayerKind = {
  className: 'ZeroPadding2D',
  prefix: 'zero_padding2d',
  output(input, options) {
    const [[top, bottom], [left, right]] = sides(options);
    return [input[0]! + top + bottom, input[1]! + left + right, input[2]!];
  },
  apply: (call, x, { options }) =>
    call.value('pad', [x], { widths: [[0, 0], ...sides(options), [0, 0]], mode: 'constant', value: 0 }),
};

function sides(options: Options): [[number, number], [number, number]] {
  const given = options.value('padding');
  if (Array.isArray(given) && Array.isArray(given[0])) return given as [[number, number], [number, number]];
  const [h = 1, w = 1] = options.list('padding', 2) ?? [];
  return [
    [h, h],
    [w, w],
  ];
}

/** Layers that go over images with a window. */
export const convolutionalLayers: Readonly<Record<string, LayerKind>> = {
  conv1d,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  zeroPadding2d,
  maxPooling1d: pooling('MaxPooling1D', 'max_pooling1d', 1, 'max'),
  maxPooling2d: pooling('MaxPooling2D', 'max_pooling2d', 2, 'max'),
  averagePooling1d: pooling('AveragePooling1D', 'average_pooling1d', 1, 'avg'),
  averagePooling2d: pooling('AveragePooling2D', 'average_pooling2d', 2, 'avg'),
  globalMaxPooling1d: globalPooling('GlobalMaxPooling1D', 'global_max_pooling1d', [1], 'amax'),
  globalMaxPooling2d: globalPooling('GlobalMaxPooling2D', 'global_max_pooling2d', [1, 2], 'amax'),
  globalAveragePooling1d: globalPooling('GlobalAveragePooling1D', 'global_average_pooling1d', [1], 'mean'),
  globalAveragePooling2d: globalPooling('GlobalAveragePooling2D', 'global_average_pooling2d', [1, 2], 'mean'),
};

import {
  convolve,
  convolveBack,
  convolveWeights,
  type Geometry,
  geometry,
  placesAlong,
  type Window,
} from '../../tensor/convolution';
import { gradientDtype, promote } from '../../tensor/dtype';
import { addLoop, map2 } from '../../tensor/elementwise';
import { isError, sure, TensorError } from '../../tensor/error';
import type { NdArray } from '../../tensor/ndarray';
import { reduce, sumFold } from '../../tensor/reduce';
import { type Shape, shapeText, sizeOf } from '../../tensor/shape';
import { permuted, reshaped } from '../../tensor/views';
import { type Backflow, type DtypeParams, type Spec, type TensorRow, tensorRow } from '../tensorRow';

/** Where channels stand: [n, c, …] and weights [out, in, …], as PyTorch; or [n, …, c] and [… , in, out], as TensorFlow.js. */
export type Channels = 'first' | 'last';

export interface ConvolutionParams extends DtypeParams, Window {
  readonly groups: number;
  readonly channels: Channels;
}

export interface TransposedParams extends ConvolutionParams {
  /** How many elements more the output has at the end of each spatial axis than it needs. */
  readonly outputPadding?: readonly number[];
}

/** Axes of an array with channels last in the order with channels first. */
function toFirst(rank: number): number[] {
  return [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, k) => k + 1)];
}

function toLast(rank: number): number[] {
  return [0, ...Array.from({ length: rank - 2 }, (_, k) => k + 2), 1];
}

/** Axes of weights [… , in, out] as [out, in, …]. */
function weightsToFirst(rank: number): number[] {
  return [rank - 1, rank - 2, ...Array.from({ length: rank - 2 }, (_, k) => k)];
}

function weightsToLast(rank: number): number[] {
  return [...Array.from({ length: rank - 2 }, (_, k) => k + 2), 1, 0];
}

export const inputFirst = (a: NdArray, channels: Channels) => (channels === 'first' ? a : permuted(a, toFirst(a.rank)));
export const inputBack = (a: NdArray, channels: Channels) => (channels === 'first' ? a : permuted(a, toLast(a.rank)));
const weightFirst = (a: NdArray, channels: Channels) =>
  channels === 'first' ? a : permuted(a, weightsToFirst(a.rank));
const weightBack = (a: NdArray, channels: Channels) => (channels === 'first' ? a : permuted(a, weightsToLast(a.rank)));

const reordered = (shape: Shape, order: readonly number[]): Shape => order.map((axis) => shape[axis]!);
export const shapeFirst = (shape: Shape, channels: Channels) =>
  channels === 'first' ? shape : reordered(shape, toFirst(shape.length));
export const shapeBack = (shape: Shape, channels: Channels) =>
  channels === 'first' ? shape : reordered(shape, toLast(shape.length));
const weightShape = (shape: Shape, channels: Channels) =>
  channels === 'first' ? shape : reordered(shape, weightsToFirst(shape.length));

/** What is wrong with a window for so many spatial axes, or null. */
export function windowError(spatial: number, { stride, padding, dilation }: Window, name: string): TensorError | null {
  if (stride.length !== spatial || padding.length !== spatial || dilation.length !== spatial) {
    return new TensorError(
      'InvalidArgument',
      `${name} over ${spatial} axes takes as many strides, paddings and dilations`,
    );
  }
  const whole = [...stride, ...dilation].every((each) => Number.isInteger(each) && each >= 1);
  const natural = padding.flat().every((each) => Number.isInteger(each) && each >= 0);
  return whole && natural
    ? null
    : new TensorError('InvalidArgument', `${name} takes strides and dilations of 1 or more and paddings of 0 or more`);
}

function rankError(a: Spec, b: Spec, name: string): TensorError | null {
  if (a.shape.length >= 3 && a.shape.length === b.shape.length) return null;
  return new TensorError(
    'ShapeMismatch',
    `${name} takes inputs and weights with as many axes, and {0} has shape ${shapeText(a.shape)}, {1} has ${shapeText(b.shape)}`,
  );
}

function channelError(a: Spec, b: Spec, have: number, want: number, name: string): TensorError {
  return new TensorError(
    'ShapeMismatch',
    `${name}: {0} of shape ${shapeText(a.shape)} has ${have} channels, {1} of shape ${shapeText(b.shape)} is for ${want}`,
  );
}

interface Sizes {
  readonly input: Shape;
  readonly weight: Shape;
  readonly output: Shape;
}

/** Shapes with channels first, or what does not fit. */
function convolutionSizes([a, b, bias]: readonly Spec[], params: ConvolutionParams): Sizes | TensorError {
  const wrong = rankError(a!, b!, 'conv') ?? windowError(a!.shape.length - 2, params, 'conv');
  if (wrong !== null) return wrong;
  const input = shapeFirst(a!.shape, params.channels);
  const weight = weightShape(b!.shape, params.channels);
  const want = weight[1]! * params.groups;
  if (input[1] !== want) return channelError(a!, b!, input[1]!, want, 'conv');
  if (weight[0]! % params.groups !== 0) {
    return new TensorError(
      'InvalidArgument',
      `${weight[0]} output channels cannot be split into ${params.groups} groups`,
    );
  }
  const spatial = input.slice(2).map((extent, k) => placesAlong(extent, weight[k + 2]!, params, k));
  const short = spatial.findIndex((extent) => extent < 1);
  if (short >= 0) return tooSmall(a!, b!, input[short + 2]!, weight[short + 2]!);
  return biasError(bias, weight[0]!) ?? { input, weight, output: [input[0]!, weight[0]!, ...spatial] };
}

function tooSmall(a: Spec, b: Spec, extent: number, size: number): TensorError {
  return new TensorError(
    'ShapeMismatch',
    `the window of {1}, of shape ${shapeText(b.shape)}, does not fit {0} of shape ${shapeText(a.shape)}: ${size} does not fit ${extent} with its padding`,
  );
}

function biasError(bias: Spec | undefined, channels: number): TensorError | null {
  if (bias === undefined || (bias.shape.length === 1 && bias.shape[0] === channels)) return null;
  return new TensorError(
    'ShapeMismatch',
    `the bias {2} has shape ${shapeText(bias.shape)}, where ${channels} output channels take [${channels}]`,
  );
}

/** Shapes of a transposed convolution, as of the convolution that it turns around: its output is that one's input. */
function transposedSizes([a, b, bias]: readonly Spec[], params: TransposedParams): Sizes | TensorError {
  const wrong = rankError(a!, b!, 'convTranspose') ?? windowError(a!.shape.length - 2, params, 'convTranspose');
  if (wrong !== null) return wrong;
  const output = shapeFirst(a!.shape, params.channels);
  const weight = weightShape(b!.shape, params.channels);
  if (output[1] !== weight[0]) return channelError(a!, b!, output[1]!, weight[0]!, 'convTranspose');
  const { stride, padding, dilation, groups, outputPadding } = params;
  const spatial = output.slice(2).map((extent, k) => {
    const [before, after] = padding[k]!;
    return (
      (extent - 1) * stride[k]! + dilation[k]! * (weight[k + 2]! - 1) + 1 - before - after + (outputPadding?.[k] ?? 0)
    );
  });
  if (weight[0]! % groups !== 0 || spatial.some((extent) => extent < 0))
    return tooSmall(a!, b!, output[2]!, weight[2]!);
  const channels = weight[1]! * groups;
  return biasError(bias, channels) ?? { input: [output[0]!, channels, ...spatial], weight, output };
}

function withBias(a: NdArray, bias: NdArray | undefined): NdArray {
  if (bias === undefined) return a;
  const wide = reshaped(bias, [bias.size, ...new Array<number>(a.rank - 2).fill(1)]);
  return map2(addLoop, a, wide, a.shape, a.dtype);
}

function biasGradient(upstream: NdArray, bias: NdArray): NdArray {
  const axes = [...upstream.shape.keys()].filter((axis) => axis !== 1);
  return reduce(sumFold, 0, upstream, axes, false, gradientDtype(bias.dtype));
}

const dtypeOf = ([a, b]: readonly Spec[], { dtype }: DtypeParams) => dtype ?? promote(a!.dtype, b!.dtype);

/** The window at all its places, for one group of one image. */
function columnsOf(sizes: Sizes | TensorError): number {
  return isError(sizes) ? 0 : sizeOf(sizes.weight.slice(1)) * sizeOf(sizes.output.slice(2));
}

/** The three products of a convolution, of which each is the backward pass of the others. */
interface Parts {
  readonly sizes: Sizes;
  readonly g: Geometry;
  readonly x: NdArray;
  readonly w: NdArray;
}

function partsOf([a, b]: readonly NdArray[], params: ConvolutionParams, sizes: Sizes): Parts {
  const g = geometry(sizes.input, sizes.weight, sizes.output, params.groups, params);
  return { sizes, g, x: inputFirst(a!, params.channels), w: weightFirst(b!, params.channels) };
}

const plain = { groups: 1, channels: 'first' } as const;
const one = { stride: [1], padding: [[0, 0]], dilation: [1] } as const;
const square = {
  stride: [1, 1],
  padding: [
    [0, 0],
    [0, 0],
  ],
  dilation: [1, 1],
} as const;

const samples: TensorRow<ConvolutionParams>['samples'] = [
  { shapes: [[1, 1, 5], [1, 1, 3], [1]], params: { ...plain, ...one } },
  {
    shapes: [[2, 2, 5], [4, 1, 2], [4]],
    params: { ...plain, groups: 2, stride: [2], padding: [[1, 0]], dilation: [2] },
  },
  {
    shapes: [
      [1, 2, 3, 3],
      [2, 2, 2, 2],
    ],
    params: { ...plain, ...square },
  },
  {
    shapes: [[1, 3, 4, 1], [2, 3, 1, 2], [2]],
    params: {
      ...square,
      groups: 1,
      channels: 'last',
      stride: [1, 2],
      padding: [
        [0, 1],
        [1, 1],
      ],
    },
  },
];

/** Convolutions over any number of spatial axes. */
export const convolution = {
  conv: tensorRow<ConvolutionParams>({
    symbol: 'conv',
    notation: 'call',
    flow: 'swaps',
    explain:
      'conv swaps: the input gets the upstream gradient spread by the weights, the weights get it times the input under each place of the window.',
    vjpText: ['∂y spread by b', 'Σ ∂y · a under the window', 'Σ ∂y'],
    operands: [2, 3],
    result(inputs, params) {
      const sizes = convolutionSizes(inputs, params);
      return isError(sizes)
        ? sizes
        : { dtype: dtypeOf(inputs, params), shape: shapeBack(sizes.output, params.channels) };
    },
    scratch: (inputs, params) => columnsOf(convolutionSizes(inputs, params)),
    forward(inputs, params, tick) {
      const { sizes, g, x, w } = partsOf(inputs, params, sure(convolutionSizes(inputs, params)));
      const found = convolve(x, w, sizes.output, g, dtypeOf(inputs, params), tick);
      return inputBack(withBias(found, inputs[2]), params.channels);
    },
    vjp({ upstream, inputs, params, wanted, tick }: Backflow<ConvolutionParams>) {
      const { sizes, g, x, w } = partsOf(inputs, params, sure(convolutionSizes(inputs, params)));
      const u = inputFirst(upstream, params.channels);
      return inputs.map((input, k) => {
        if (!wanted[k]) return null;
        if (k === 2) return biasGradient(u, input);
        const dtype = gradientDtype(input.dtype);
        if (k === 0) return inputBack(convolveBack(u, w, sizes.input, g, dtype, tick), params.channels);
        return weightBack(convolveWeights(u, x, sizes.weight, g, dtype, tick), params.channels);
      });
    },
    samples,
  }),
  /** A convolution turned around, as its backward pass is: weights are those of the convolution. */
  convTranspose: tensorRow<TransposedParams>({
    symbol: 'convᵀ',
    notation: 'call',
    flow: 'swaps',
    explain:
      'convTranspose swaps: the input gets the upstream gradient gathered by the weights, the weights get it times the input that they spread.',
    vjpText: ['∂y gathered by b', 'Σ ∂y · a', 'Σ ∂y'],
    operands: [2, 3],
    result(inputs, params) {
      const sizes = transposedSizes(inputs, params);
      return isError(sizes)
        ? sizes
        : { dtype: dtypeOf(inputs, params), shape: shapeBack(sizes.input, params.channels) };
    },
    scratch: (inputs, params) => columnsOf(transposedSizes(inputs, params)),
    forward(inputs, params, tick) {
      const { sizes, g, x, w } = partsOf(inputs, params, sure(transposedSizes(inputs, params)));
      const found = convolveBack(x, w, sizes.input, g, dtypeOf(inputs, params), tick);
      return inputBack(withBias(found, inputs[2]), params.channels);
    },
    vjp({ upstream, inputs, params, wanted, tick }: Backflow<TransposedParams>) {
      const { sizes, g, x, w } = partsOf(inputs, params, sure(transposedSizes(inputs, params)));
      const u = inputFirst(upstream, params.channels);
      return inputs.map((input, k) => {
        if (!wanted[k]) return null;
        if (k === 2) return biasGradient(u, input);
        const dtype = gradientDtype(input.dtype);
        if (k === 0) return inputBack(convolve(u, w, sizes.output, g, dtype, tick), params.channels);
        return weightBack(convolveWeights(x, u, sizes.weight, g, dtype, tick), params.channels);
      });
    },
    samples: [
      {
        shapes: [[1, 2, 3], [2, 1, 3], [1]],
        params: { ...plain, ...one, stride: [2], padding: [[1, 1]], outputPadding: [1] },
      },
      {
        shapes: [
          [1, 2, 2, 2],
          [2, 1, 2, 2],
        ],
        params: { ...plain, ...square, groups: 2 },
      },
      {
        shapes: [
          [1, 2, 2, 2],
          [2, 2, 1, 2],
        ],
        params: { ...square, groups: 1, channels: 'last' },
      },
    ],
  }),
};

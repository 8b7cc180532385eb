import { shapeText } from '../../../engine/tensor/shape';
import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { ranked } from './linearAlgebra';
import { TensorObject } from './tensorObject';
import { channelsOf, onlyDown, perAxis, window } from './windows';

/** An image without a batch axis counts as a batch of one; the result then has none, too. */
export function asBatch(
  call: TfCall,
  x: TensorValue,
  rank: number,
  compute: (batch: TensorValue) => TensorValue,
): TensorObject {
  ranked(call, x, 'x', rank, rank - 1);
  if (x.array.rank === rank) return new TensorObject(compute(x));
  const out = compute(call.value('reshape', [x], { shape: [1, ...x.array.shape] }));
  return call.op('reshape', [out], { shape: out.array.shape.slice(1) });
}

/** Weights as the engine has them beside inputs with channels first. */
function weightsFor(call: TfCall, filter: TensorValue, channels: 'first' | 'last'): TensorValue {
  if (channels === 'last') return filter;
  const rank = filter.array.rank;
  return call.value('transpose', [filter], {
    order: [rank - 1, rank - 2, ...Array.from({ length: rank - 2 }, (_, k) => k)],
  });
}

function spatialOf(x: TensorValue, channels: 'first' | 'last'): readonly number[] {
  return channels === 'last' ? x.array.shape.slice(1, -1) : x.array.shape.slice(2);
}

interface Settings {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly pad: unknown;
  readonly channels: 'first' | 'last';
  readonly groups: number;
}

function convolve(call: TfCall, x: TensorValue, filter: TensorValue, settings: Settings): TensorValue {
  const { stride, dilation, pad, channels, groups } = settings;
  if (stride.some((each) => each > 1) && dilation.some((each) => each > 1)) {
    throw call.wrong(
      `Error in ${call.name}: Either strides or dilations must be 1. Got strides ${stride} and dilations '${dilation}'`,
    );
  }
  const size = filter.array.shape.slice(0, -2);
  const geometry = window(call, pad, spatialOf(x, channels), { size, stride, dilation }, channels === 'first');
  return call.value('conv', [x, weightsFor(call, filter, channels)], { ...geometry, channels, groups });
}

const floats = (call: TfCall, k: number, label: string) => call.floating(call.tensor(k, label));

function conv1d(call: TfCall): TensorObject {
  const filter = ranked(call, floats(call, 1, 'filter'), 'filter', 3);
  const settings = {
    stride: perAxis(call, 2, 'stride', 1, 1),
    pad: call.args[3],
    channels: channelsOf(call, 4, ['NWC', 'NCW']),
    dilation: perAxis(call, 5, 'dilation', 1, 1),
    groups: 1,
  };
  onlyDown(call, 6);
  return asBatch(call, floats(call, 0, 'x'), 3, (x) => convolve(call, x, filter, settings));
}

function conv2d(call: TfCall): TensorObject {
  const filter = ranked(call, floats(call, 1, 'filter'), 'filter', 4);
  onlyDown(call, 6);
  const settings = {
    stride: perAxis(call, 2, 'strides', 1),
    pad: call.args[3],
    channels: channelsOf(call, 4, ['NHWC', 'NCHW']),
    dilation: perAxis(call, 5, 'dilations', 1),
    groups: 1,
  };
  return asBatch(call, floats(call, 0, 'x'), 4, (x) => convolve(call, x, filter, settings));
}

/** Each channel with filters of its own: as many groups as channels. */
function depthwise(call: TfCall, x: TensorValue, filter: TensorValue, settings: Omit<Settings, 'groups'>): TensorValue {
  const channels = settings.channels === 'last' ? x.array.shape.at(-1)! : x.array.shape[1]!;
  const [h, w, own, multiplier] = filter.array.shape as [number, number, number, number];
  if (own !== channels) {
    throw call.mismatch(
      `Error in ${call.name}: number of input channels (${channels}) must match the inChannels dimension in filter ${own}: ${call.called(x, 'x')} has shape ${shapeText(x.array.shape)}, ${call.called(filter, 'filter')} has ${shapeText(filter.array.shape)}`,
    );
  }
  const weights = call.value('reshape', [filter], { shape: [h, w, 1, own * multiplier] });
  return convolve(call, x, weights, { ...settings, groups: channels });
}

function depthwiseConv2d(call: TfCall): TensorObject {
  const filter = ranked(call, floats(call, 1, 'filter'), 'filter', 4);
  onlyDown(call, 6);
  const settings = {
    stride: perAxis(call, 2, 'strides', 1),
    pad: call.args[3],
    channels: channelsOf(call, 4, ['NHWC', 'NCHW']),
    dilation: perAxis(call, 5, 'dilations', 1),
  };
  return asBatch(call, floats(call, 0, 'x'), 4, (x) => depthwise(call, x, filter, settings));
}

function separableConv2d(call: TfCall): TensorObject {
  const [deep, point] = [floats(call, 1, 'depthwiseFilter'), floats(call, 2, 'pointwiseFilter')];
  ranked(call, deep, 'depthwiseFilter', 4);
  ranked(call, point, 'pointwiseFilter', 4);
  const channels = channelsOf(call, 6, ['NHWC', 'NCHW']);
  const own = {
    channels,
    stride: perAxis(call, 3, 'strides', 1),
    pad: call.args[4],
    dilation: perAxis(call, 5, 'dilation', 1),
  };
  return asBatch(call, floats(call, 0, 'x'), 4, (x) =>
    convolve(call, depthwise(call, x, deep, own), point, {
      channels,
      groups: 1,
      stride: [1, 1],
      dilation: [1, 1],
      pad: 'valid',
    }),
  );
}

function conv2dTranspose(call: TfCall): TensorObject {
  const filter = ranked(call, floats(call, 1, 'filter'), 'filter', 4);
  onlyDown(call, 5);
  const wanted = call.list(2, 'outputShape');
  const stride = perAxis(call, 3, 'strides', 1);
  const dilation = [1, 1];
  return asBatch(call, floats(call, 0, 'x'), 4, (x) => {
    const spatial = wanted.slice(-3, -1);
    const size = filter.array.shape.slice(0, 2);
    const geometry = window(call, call.args[4], spatial, { size, stride, dilation });
    const outputPadding = spatial.map((extent, k) => {
      const [before, after] = geometry.padding[k]!;
      return extent - ((x.array.shape[k + 1]! - 1) * stride[k]! + size[k]! - before - after);
    });
    if (outputPadding.some((each, k) => each < 0 || each >= stride[k]!)) {
      throw call.mismatch(
        `conv2dTranspose: ${call.called(x, 'x')} of shape ${shapeText(x.array.shape)} does not give an output of shape ${shapeText(wanted)} with these strides and padding`,
      );
    }
    return call.value('convTranspose', [x, filter], { ...geometry, channels: 'last', groups: 1, outputPadding });
  });
}

function conv3d(call: TfCall): TensorObject {
  const filter = ranked(call, floats(call, 1, 'filter'), 'filter', 5);
  const settings = {
    stride: perAxis(call, 2, 'strides', 1, 3),
    pad: call.args[3],
    channels: channelsOf(call, 4, ['NDHWC', 'NCDHW']),
    dilation: perAxis(call, 5, 'dilations', 1, 3),
    groups: 1,
  };
  return asBatch(call, floats(call, 0, 'x'), 5, (x) => convolve(call, x, filter, settings));
}

/** Convolutions. */
export const convolutions: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['conv1d', conv1d],
  ['conv2d', conv2d],
  ['conv3d', conv3d],
  ['depthwiseConv2d', depthwiseConv2d],
  ['separableConv2d', separableConv2d],
  ['conv2dTranspose', conv2dTranspose],
]);

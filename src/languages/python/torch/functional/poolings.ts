import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { TensorValue, Value } from '../../../core/values';
import { Tuple } from '../../values/objects';
import { flag, op, tensorArgument, whole } from '../operands';
import { given, type TorchTensor } from '../tensor';
import { sizesText } from '../words';
import { withBatch, withoutBatch } from './convolutions';
import { forAxes, functionals, isNone } from './members';

/** The input with a batch axis, or what PyTorch says of its shape. */
function batched(rt: Runtime, x: TorchTensor, count: number, name: string, source: SourceId): TensorValue {
  const rank = x.ref.shape.length;
  if (rank !== count + 2 && rank !== count + 1)
    throw rt.error(
      'RuntimeError',
      count === 2 && name.startsWith('max') && rank < 3
        ? 'non-empty 3D or 4D (batch mode) tensor expected for input'
        : count === 2 && name.startsWith('max')
          ? `${name}: Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:${sizesText(x.ref.shape)}`
          : `${name}() Expected ${count + 1}D or ${count + 2}D (batch mode) tensor with optional 0 dim batch size for input, but got input of size: ${sizesText(x.ref.shape)}`,
      source,
    );
  return withBatch(rt, x.value(), count + 2, source);
}

/** Widths at the end of each axis that windows need when their number is rounded up. */
function roundedUp(
  extents: readonly number[],
  size: readonly number[],
  stride: readonly number[],
  padding: readonly number[],
  dilation: readonly number[],
): number[] {
  return extents.map((extent, k) => {
    const reach = dilation[k]! * (size[k]! - 1) + 1;
    const room = extent + 2 * padding[k]! - reach;
    let places = Math.ceil(room / stride[k]!) + 1;
    // The last window has to start inside of the input or of the padding before it.
    if ((places - 1) * stride[k]! >= extent + padding[k]!) places--;
    return Math.max(0, (places - 1) * stride[k]! - room);
  });
}

function refuseSmall(rt: Runtime, shape: readonly number[], places: readonly number[], source: SourceId): void {
  if (places.every((extent) => extent >= 1)) return;
  const channels = shape[1]!;
  const inner = shape.slice(2).join('x');
  throw rt.error(
    'RuntimeError',
    `Given input size: (${channels}x${inner}). Calculated output size: (${channels}x${places.join('x')}). Output size is too small`,
    source,
  );
}

function maxPool(count: number) {
  const name = `max_pool${count}d`;
  const grad = ['SqueezeBackward1', 'MaxPool2DWithIndicesBackward0', 'MaxPool3DWithIndicesBackward0'][count - 1]!;
  return (rt: Runtime, args: Value[], source: SourceId): TorchTensor => {
    const [input, kernel, strideValue, paddingValue, dilationValue, ceil, indices] = args;
    const x = tensorArgument(rt, input, name, 0, source);
    if (flag(indices))
      throw rt.unsupported(`\`${name}\` with return_indices=True is not supported; leave it out`, source);
    const own = batched(rt, x, count, name, source);
    const size = forAxes(rt, kernel, count, 1, name, 'kernel_size', source);
    const stride = isEmpty(strideValue) ? size : forAxes(rt, strideValue, count, 1, name, 'stride', source);
    const width = forAxes(rt, paddingValue, count, 0, name, 'padding', source);
    const dilation = forAxes(rt, dilationValue, count, 1, name, 'dilation', source);
    if (width.some((each, k) => each > size[k]! / 2))
      throw rt.error('RuntimeError', 'pad should be at most half of kernel size', source);
    const more = flag(ceil) ? roundedUp(own.array.shape.slice(2), size, stride, width, dilation) : width.map(() => 0);
    const padding = width.map((each, k) => [each, each + more[k]!] as const);
    refuseSmall(rt, own.array.shape, places(own.array.shape, size, stride, padding, dilation), source);
    const value = op(rt, 'maxPool', [own], { size, stride, padding, dilation, channels: 'first' }, source);
    return pooled(rt, x, value, count, grad, source);
  };
}

function places(
  shape: readonly number[],
  size: readonly number[],
  stride: readonly number[],
  padding: readonly (readonly [number, number])[],
  dilation: readonly number[],
): number[] {
  return shape
    .slice(2)
    .map(
      (extent, k) =>
        Math.floor((extent + padding[k]![0] + padding[k]![1] - dilation[k]! * (size[k]! - 1) - 1) / stride[k]!) + 1,
    );
}

const isEmpty = (value: Value) =>
  isNone(value) || (Array.isArray(value) && value.length === 0) || (value instanceof Tuple && value.items.length === 0);

function pooled(
  rt: Runtime,
  x: TorchTensor,
  value: TensorValue,
  count: number,
  grad: string,
  source: SourceId,
): TorchTensor {
  const isBatched = x.ref.shape.length === count + 2;
  const name = isBatched || grad !== 'SqueezeBackward1' ? grad : 'SqueezeBackward1';
  return given(rt, isBatched ? value : withoutBatch(rt, value, source), name, [x, 'result']);
}

function avgPool(count: number) {
  const name = `avg_pool${count}d`;
  const grad = ['SqueezeBackward1', 'AvgPool2DBackward0', 'AvgPool3DBackward0'][count - 1]!;
  return (rt: Runtime, args: Value[], source: SourceId): TorchTensor => {
    const [input, kernel, strideValue, paddingValue, ceil, countsPadding, divisor] = args;
    const x = tensorArgument(rt, input, name, 0, source);
    if (flag(ceil)) throw rt.unsupported(`\`${name}\` with ceil_mode=True is not supported; pad the input`, source);
    if (!isNone(divisor))
      throw rt.unsupported(`\`${name}\` with divisor_override is not supported; scale the result`, source);
    const own = batched(rt, x, count, name, source);
    const size = forAxes(rt, kernel, count, 1, name, 'kernel_size', source);
    const stride = isEmpty(strideValue) ? size : forAxes(rt, strideValue, count, 1, name, 'stride', source);
    const width = forAxes(rt, paddingValue, count, 0, name, 'padding', source);
    if (width.some((each, k) => each > size[k]! / 2))
      throw rt.error('RuntimeError', 'pad should be at most half of kernel size', source);
    const padding = width.map((each) => [each, each] as const);
    const dilation = size.map(() => 1);
    refuseSmall(rt, own.array.shape, places(own.array.shape, size, stride, padding, dilation), source);
    const countPadding = flag(countsPadding, true);
    const params = { size, stride, padding, dilation, channels: 'first', countPadding } as const;
    return pooled(rt, x, op(rt, 'avgPool', [own], params, source), count, grad, source);
  };
}

/** Windows that give a wanted number of results, where they are all of one size. */
function adaptive(rt: Runtime, x: TorchTensor, target: Value, count: number, name: string, source: SourceId) {
  const own = batched(rt, x, count, name, source);
  const extents = own.array.shape.slice(2);
  const isList = Array.isArray(target) || target instanceof Tuple;
  const items: readonly Value[] = isList
    ? target instanceof Tuple
      ? target.items
      : target
    : new Array(count).fill(target);
  const wanted = items.map((item, k) => (isNone(item) ? extents[k]! : whole(rt, item, name, 'output_size', source)));
  if (wanted.some((extent, k) => extent < 1 || extents[k]! % extent !== 0))
    throw rt.unsupported(
      `\`${name}\` of ${sizesText(extents)} to ${sizesText(wanted)} has windows of several sizes, which is not supported; pool with a kernel_size`,
      source,
    );
  const size = extents.map((extent, k) => extent / wanted[k]!);
  const padding = size.map(() => [0, 0] as const);
  return {
    own,
    wanted,
    params: { size, stride: size, padding, dilation: size.map(() => 1), channels: 'first' } as const,
  };
}

function adaptiveAverage(count: number) {
  const name = `adaptive_avg_pool${count}d`;
  return (rt: Runtime, [input, target]: Value[], source: SourceId): TorchTensor => {
    const x = tensorArgument(rt, input, name, 0, source);
    const { own, wanted, params } = adaptive(rt, x, target, count, name, source);
    const isMean = count === 2 && wanted.every((extent) => extent === 1);
    const grad = isMean ? 'MeanBackward1' : count === 1 ? 'SqueezeBackward1' : 'AdaptiveAvgPool2DBackward0';
    return pooled(rt, x, op(rt, 'avgPool', [own], { ...params, countPadding: true }, source), count, grad, source);
  };
}

function adaptiveMax(count: number) {
  const name = `adaptive_max_pool${count}d`;
  return (rt: Runtime, [input, target]: Value[], source: SourceId): TorchTensor => {
    const x = tensorArgument(rt, input, name, 0, source);
    const { own, params } = adaptive(rt, x, target, count, name, source);
    const grad = count === 1 ? 'SqueezeBackward1' : 'AdaptiveMaxPool2DBackward0';
    return pooled(rt, x, op(rt, 'maxPool', [own], params, source), count, grad, source);
  };
}

const MAX = 'input, kernel_size, stride=, padding=, dilation=, ceil_mode=, return_indices=';
functionals({
  [`max_pool1d(${MAX})`]: maxPool(1),
  [`max_pool2d(${MAX})`]: maxPool(2),
  'avg_pool1d(input, kernel_size, stride=, padding=, ceil_mode=, count_include_pad=)': avgPool(1),
  'avg_pool2d(input, kernel_size, stride=, padding=, ceil_mode=, count_include_pad=, divisor_override=)': avgPool(2),
  'adaptive_avg_pool1d(input, output_size)': adaptiveAverage(1),
  'adaptive_avg_pool2d(input, output_size)': adaptiveAverage(2),
  'adaptive_max_pool1d(input, output_size)': adaptiveMax(1),
  'adaptive_max_pool2d(input, output_size)': adaptiveMax(2),
});

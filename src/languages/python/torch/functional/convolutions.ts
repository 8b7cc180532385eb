import type { SourceId } from '../../../../engine/sources';
import { isError } from '../../../../engine/tensor/error';
import { specOf } from '../../../../engine/tensorTape';
import type { Runtime } from '../../../core/runtime';
import type { TensorValue, Value } from '../../../core/values';
import { mismatch } from '../elementwise';
import { op, tensorArgument, whole } from '../operands';
import { given, type TorchTensor } from '../tensor';
import { sizesText } from '../words';
import { forAxes, functionals, isNone } from './members';

/** Widths before and after each axis for `padding`, which may be `'same'`. */
function paddingOf(
  rt: Runtime,
  padding: Value,
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
  name: string,
  source: SourceId,
): [number, number][] {
  if (padding === 'valid') return kernel.map(() => [0, 0]);
  if (padding === 'same') {
    if (stride.some((step) => step !== 1))
      throw rt.error('RuntimeError', "padding='same' is not supported for strided convolutions", source);
    return kernel.map((size, k) => {
      const total = dilation[k]! * (size - 1);
      return [Math.floor(total / 2), total - Math.floor(total / 2)];
    });
  }
  if (typeof padding === 'string')
    throw rt.error('ValueError', `Invalid padding string '${padding}', should be one of valid, same`, source);
  return forAxes(rt, padding, kernel.length, 0, name, 'padding', source).map((width) => [width, width]);
}

/** The value with an axis of one image in front, where it has none. */
export function withBatch(rt: Runtime, value: TensorValue, rank: number, source: SourceId): TensorValue {
  if (value.array.rank === rank) return value;
  return op(rt, 'reshape', [value], { shape: [1, ...value.array.shape] }, source);
}

/** The same the other way round. */
export function withoutBatch(rt: Runtime, value: TensorValue, source: SourceId): TensorValue {
  return op(rt, 'reshape', [value], { shape: value.array.shape.slice(1) }, source);
}

function checkConvolution(
  rt: Runtime,
  count: number,
  name: string,
  [x, w, b]: readonly (TensorValue | null)[],
  groups: number,
  padding: readonly (readonly [number, number])[],
  source: SourceId,
): void {
  const [shape, weight] = [x!.array.shape, w!.array.shape];
  if (shape.length !== count + 2 && shape.length !== count + 1)
    throw rt.error(
      'RuntimeError',
      `Expected ${count + 1}D (unbatched) or ${count + 2}D (batched) input to ${name}, but got input of size: ${sizesText(shape)}`,
      source,
    );
  if (weight.length !== count + 2)
    throw rt.error('RuntimeError', `weight should have at least three dimensions`, source);
  const batched = shape.length === count + 2 ? shape : [1, ...shape];
  if (x!.array.dtype !== w!.array.dtype)
    throw rt.error(
      'RuntimeError',
      `Input type (${words[x!.array.dtype]}) and ${b ? 'bias' : 'weight'} type (${words[w!.array.dtype]}) should be the same`,
      source,
    );
  if (batched[1] !== weight[1]! * groups)
    throw mismatch(
      rt,
      `Given groups=${groups}, weight of size ${sizesText(weight)}, expected input${sizesText(batched)} to have ${weight[1]! * groups} channels, but got ${batched[1]} channels instead`,
      [x!, w!],
      source,
    );
  if (b && (b.array.rank !== 1 || b.array.shape[0] !== weight[0]))
    throw rt.error(
      'RuntimeError',
      `Given weight of size ${sizesText(weight)}, expected bias to be 1-dimensional with ${weight[0]} elements, but got bias of size ${sizesText(b.array.shape)} instead`,
      source,
    );
  const padded = batched.slice(2).map((extent, k) => extent + padding[k]![0] + padding[k]![1]);
  if (padded.some((extent, k) => extent < weight[k + 2]!))
    throw mismatch(
      rt,
      `Calculated padded input size per channel: (${padded.join(' x ')}). Kernel size: (${weight.slice(2).join(' x ')}). Kernel size can't be greater than actual input size`,
      [x!, w!],
      source,
    );
}

const words = { float32: 'float', float64: 'double', int64: 'long int', int32: 'int', bool: 'bool' } as const;

/** `conv1d`, `conv2d`, `conv3d`. */
function convolution(count: number) {
  const name = `conv${count}d`;
  return (rt: Runtime, args: Value[], source: SourceId): TorchTensor => {
    const [input, kernel, bias, strideValue, paddingValue, dilationValue, groupsValue] = args;
    const x = tensorArgument(rt, input, name, 0, source);
    const weight = tensorArgument(rt, kernel, name, 1, source);
    const offset = isNone(bias) ? null : tensorArgument(rt, bias, name, 2, source);
    const stride = forAxes(rt, strideValue, count, 1, name, 'stride', source);
    const dilation = forAxes(rt, dilationValue, count, 1, name, 'dilation', source);
    const padding = paddingOf(rt, paddingValue, weight.ref.shape.slice(2), stride, dilation, name, source);
    const groups = isNone(groupsValue) ? 1 : whole(rt, groupsValue, name, 'groups', source);
    const values = [x.value(), weight.value(), ...(offset ? [offset.value()] : [])];
    checkConvolution(rt, count, name, [values[0]!, values[1]!, values[2] ?? null], groups, padding, source);
    const isBatched = x.ref.shape.length === count + 2;
    const params = { stride, padding, dilation, groups, channels: 'first' } as const;
    const own = withBatch(rt, values[0]!, count + 2, source);
    const value = op(rt, 'conv', [own, ...values.slice(1)], params, source);
    const result = isBatched ? value : withoutBatch(rt, value, source);
    return given(rt, result, isBatched ? 'ConvolutionBackward0' : 'SqueezeBackward1', [x, weight]);
  };
}

/** `conv_transpose1d`, `conv_transpose2d`: the way back of a convolution. */
function transposed(count: number) {
  const name = `conv_transpose${count}d`;
  return (rt: Runtime, args: Value[], source: SourceId): TorchTensor => {
    const [input, kernel, bias, strideValue, paddingValue, outputPadding, groupsValue, dilationValue] = args;
    const x = tensorArgument(rt, input, name, 0, source);
    const weight = tensorArgument(rt, kernel, name, 1, source);
    const groups = isNone(groupsValue) ? 1 : whole(rt, groupsValue, name, 'groups', source);
    const params = {
      stride: forAxes(rt, strideValue, count, 1, name, 'stride', source),
      padding: forAxes(rt, paddingValue, count, 0, name, 'padding', source).map((width) => [width, width] as const),
      dilation: forAxes(rt, dilationValue, count, 1, name, 'dilation', source),
      outputPadding: forAxes(rt, outputPadding, count, 0, name, 'output_padding', source),
      groups,
      channels: 'first',
    } as const;
    const isBatched = x.ref.shape.length === count + 2;
    const own = withBatch(rt, x.value(), count + 2, source);
    if (own.array.shape[1] !== weight.ref.shape[0])
      throw mismatch(
        rt,
        `Given transposed=1, weight of size ${sizesText(weight.ref.shape)}, expected input${sizesText(own.array.shape)} to have ${weight.ref.shape[0]} channels, but got ${own.array.shape[1]} channels instead`,
        [x.value(), weight.value()],
        source,
      );
    const operands = [
      own,
      weight.value(),
      ...(isNone(bias) ? [] : [tensorArgument(rt, bias, name, 2, source).value()]),
    ];
    const spec = specOf(
      'convTranspose',
      operands.map(({ array }) => array),
      params,
    );
    if (isError(spec)) throw rt.error('RuntimeError', spec.tell(['the input', 'the weight', 'the bias']), source);
    const value = op(rt, 'convTranspose', operands, params, source);
    const result = isBatched ? value : withoutBatch(rt, value, source);
    return given(rt, result, isBatched ? 'ConvolutionBackward0' : 'SqueezeBackward1', [x, weight]);
  };
}

functionals({
  'conv1d(input, weight, bias=, stride=, padding=, dilation=, groups=)': convolution(1),
  'conv2d(input, weight, bias=, stride=, padding=, dilation=, groups=)': convolution(2),
  'conv3d(input, weight, bias=, stride=, padding=, dilation=, groups=)': convolution(3),
  'conv_transpose1d(input, weight, bias=, stride=, padding=, output_padding=, groups=, dilation=)': transposed(1),
  'conv_transpose2d(input, weight, bias=, stride=, padding=, output_padding=, groups=, dilation=)': transposed(2),
});

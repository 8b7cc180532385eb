import type { SourceId } from '../../../../engine/sources';
import { scalar } from '../../../../engine/tensor/ndarray';
import { sameShape } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { writeResult } from '../inPlace';
import { flag, numberIn, op, plain, tensorArgument, whole, wholes } from '../operands';
import { quietly } from '../state';
import { given, type TorchTensor } from '../tensor';
import { sizesText } from '../words';
import { functionals, isNone } from './members';

const number = (rt: Runtime, value: Value, otherwise: number, label: string, source: SourceId) =>
  isNone(value) ? otherwise : numberIn(rt, value, 'norm', label, source);

/** Operands without those that are not given: a bias alone gets ones beside it. */
function affine(rt: Runtime, weight: Value, bias: Value, name: string, source: SourceId): TensorValue[] {
  const gain = isNone(weight) ? null : tensorArgument(rt, weight, name, 1, source).value();
  const offset = isNone(bias) ? null : tensorArgument(rt, bias, name, 2, source).value();
  if (gain === null && offset !== null)
    throw rt.unsupported(`\`${name}\` with a bias and no weight is not supported; give it ones`, source);
  return [gain, offset].filter((value) => value !== null);
}

function layerNorm(rt: Runtime, [input, shapeValue, weight, bias, epsValue]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'layer_norm', 0, source);
  const shape = wholes(rt, shapeValue, 'layer_norm', 'normalized_shape', source);
  const { shape: own } = x.ref;
  if (!sameShape(own.slice(own.length - shape.length), shape) || own.length < shape.length)
    throw rt.error(
      'RuntimeError',
      `Given normalized_shape=${sizesText(shape)}, expected input with shape [*, ${shape.join(', ')}], but got input of size${sizesText(own)}`,
      source,
    );
  const eps = number(rt, epsValue, 1e-5, 'eps', source);
  const operands = [x.value(), ...affine(rt, weight, bias, 'layer_norm', source)];
  const value = op(rt, 'layerNorm', operands, { rank: shape.length, eps }, source);
  return given(rt, value, 'NativeLayerNormBackward0', [x]);
}

/** Brings a running statistic nearer to that of the batch. */
function moved(rt: Runtime, running: TorchTensor, batch: TensorValue, momentum: number, source: SourceId): void {
  quietly(rt, () => {
    const { array } = running.peek();
    const own = { dtype: array.dtype };
    const scaled = (value: TensorValue, by: number) =>
      op(rt, 'mul', [value, new TensorValue(scalar(by, array.dtype), null)], own, source);
    const kept = scaled(plain(running.peek()), 1 - momentum);
    writeResult(rt, running, op(rt, 'add', [kept, scaled(batch, momentum)], own, source), '', source);
  });
}

function batchNorm(rt: Runtime, args: Value[], source: SourceId): TorchTensor {
  const [input, meanValue, varianceValue, weight, bias, training, momentumValue, epsValue] = args;
  const x = tensorArgument(rt, input, 'batch_norm', 0, source);
  const { shape } = x.ref;
  const running = [meanValue, varianceValue].map((value) => (isNone(value) ? null : (value as TorchTensor)));
  const isTraining = flag(training) || running[0] === null;
  const eps = number(rt, epsValue, 1e-5, 'eps', source);
  const momentum = number(rt, momentumValue, 0.1, 'momentum', source);
  const count = x.ref.size / (shape[1] ?? 1);
  if (flag(training) && count <= 1)
    throw rt.error(
      'ValueError',
      `Expected more than 1 value per channel when training, got input size torch.Size(${sizesText(shape)})`,
      source,
    );
  for (const [k, each] of running.entries())
    if (each !== null && each.ref.size !== shape[1])
      throw rt.error(
        'RuntimeError',
        `running_${k === 0 ? 'mean' : 'var'} should contain ${shape[1]} elements not ${each.ref.size}`,
        source,
      );
  const operands = [x.value(), ...affine(rt, weight, bias, 'batch_norm', source)];
  const fixed = isTraining ? {} : { mean: running[0]!.peek().array, variance: running[1]!.peek().array };
  const value = op(rt, 'batchNorm', operands, { axis: 1, eps, ...fixed }, source);
  if (isTraining && running[0] && running[1]) {
    const axes = shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    const own = plain(operands[0]!);
    moved(rt, running[0], op(rt, 'mean', [own], { axes, keepDims: false }, source), momentum, source);
    moved(rt, running[1], op(rt, 'var', [own], { axes, keepDims: false, ddof: 1 }, source), momentum, source);
  }
  return given(rt, value, 'NativeBatchNormBackward0', [x]);
}

/** Gain and bias of channels, the second axis. */
function perChannel(rt: Runtime, value: TensorValue, parts: readonly TensorValue[], source: SourceId): TensorValue {
  const wide = value.array.shape.slice(1).map((extent, k) => (k === 0 ? extent : 1));
  let result = value;
  for (const [k, part] of parts.entries()) {
    const own = op(rt, 'reshape', [part], { shape: wide }, source);
    result = k === 0 ? op(rt, 'mul', [result, own], {}, source) : op(rt, 'add', [result, own], {}, source);
  }
  return result;
}

function groupNorm(rt: Runtime, [input, groupsValue, weight, bias, epsValue]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'group_norm', 0, source);
  const groups = whole(rt, groupsValue, 'group_norm', 'num_groups', source);
  const { shape } = x.ref;
  const channels = shape[1] ?? 0;
  if (channels % groups !== 0)
    throw rt.error(
      'RuntimeError',
      `Expected number of channels in input to be divisible by num_groups, but got input of shape ${sizesText(shape)} and num_groups=${groups}`,
      source,
    );
  const eps = number(rt, epsValue, 1e-5, 'eps', source);
  const split = [shape[0]!, groups, x.ref.size / shape[0]! / groups];
  const lines = op(rt, 'reshape', [x.value()], { shape: split }, source);
  const even = op(rt, 'normalize', [lines], { axes: [2], eps }, source);
  const back = op(rt, 'reshape', [even], { shape }, source);
  const value = perChannel(rt, back, affine(rt, weight, bias, 'group_norm', source), source);
  return given(rt, value, 'NativeGroupNormBackward0', [x]);
}

function instanceNorm(rt: Runtime, args: Value[], source: SourceId): TorchTensor {
  const [input, mean, variance, weight, bias, useInput, , epsValue] = args;
  const x = tensorArgument(rt, input, 'instance_norm', 0, source);
  if (!isNone(mean) || !isNone(variance) || useInput === false)
    throw rt.unsupported('`instance_norm` with running statistics is not supported; leave them out', source);
  const eps = number(rt, epsValue, 1e-5, 'eps', source);
  const axes = x.ref.shape.map((_, axis) => axis).slice(2);
  const even = op(rt, 'normalize', [x.value()], { axes, eps }, source);
  const value = perChannel(rt, even, affine(rt, weight, bias, 'instance_norm', source), source);
  return given(rt, value, 'ViewBackward0', [x]);
}

functionals({
  'layer_norm(input, normalized_shape, weight=, bias=, eps=)': layerNorm,
  'batch_norm(input, running_mean, running_var, weight=, bias=, training=, momentum=, eps=)': batchNorm,
  'group_norm(input, num_groups, weight=, bias=, eps=)': groupNorm,
  'instance_norm(input, running_mean=, running_var=, weight=, bias=, use_input_stats=, momentum=, eps=)': instanceNorm,
});

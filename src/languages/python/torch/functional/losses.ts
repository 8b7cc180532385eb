import type { ParamsOf } from '../../../../engine/ops/tensorTable';
import type { SourceId } from '../../../../engine/sources';
import { isFloat, promote } from '../../../../engine/tensor/dtype';
import { isError } from '../../../../engine/tensor/error';
import { broadcastShapes, sameShape } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import type { TensorValue, Value } from '../../../core/values';
import { castTo } from '../../arrays/nested';
import { mismatch } from '../elementwise';
import { noteBroadcast } from '../mistakes/silent';
import { flag, numberIn, op, tensorArgument } from '../operands';
import { given, type TorchTensor } from '../tensor';
import { typeWords } from '../words';
import { callFunctional, callTorch, functionals, isNone, type Reduction, reductionOf } from './members';

type LossRow = 'mseLoss' | 'l1Loss' | 'smoothL1Loss' | 'huberLoss' | 'bceLoss' | 'bceWithLogits' | 'klDivLoss';

interface Pair {
  readonly x: TorchTensor;
  readonly y: TorchTensor;
  readonly values: readonly [TensorValue, TensorValue];
}

/** Prediction and target in one type. */
function pairOf(rt: Runtime, input: Value, target: Value, name: string, source: SourceId): Pair {
  const [x, y] = [tensorArgument(rt, input, name, 0, source), tensorArgument(rt, target, name, 1, source)];
  const shapes = [x.ref.shape, y.ref.shape];
  if (isError(broadcastShapes(shapes))) {
    const [left, right] = shapes as [readonly number[], readonly number[]];
    const rank = Math.max(left.length, right.length);
    const extent = (shape: readonly number[], axis: number) => shape[axis - rank + shape.length] ?? 1;
    let axis = rank - 1;
    while (extent(left, axis) === extent(right, axis) || extent(left, axis) === 1 || extent(right, axis) === 1) axis--;
    throw mismatch(
      rt,
      `The size of tensor a (${extent(left, axis)}) must match the size of tensor b (${extent(right, axis)}) at non-singleton dimension ${axis}`,
      [x.value(), y.value()],
      source,
    );
  }
  const dtype = promote(x.ref.dtype, y.ref.dtype);
  return { x, y, values: [castTo(rt, x.value(), dtype, source), castTo(rt, y.value(), dtype, source)] };
}

/** A loss that is one row of the engine. */
function loss<Row extends LossRow>(
  rt: Runtime,
  row: Row,
  { x, y, values }: Pair,
  params: Omit<ParamsOf<Row>, 'reduction'>,
  reduction: Reduction,
  grad: string,
  source: SourceId,
): TorchTensor {
  const value = op(rt, row, values, { ...params, reduction } as unknown as ParamsOf<Row>, source);
  noteBroadcast(rt, value, values, source);
  return given(rt, value, grad, [x, y]);
}

/** What losses of elements become. */
export function reduced(rt: Runtime, each: TorchTensor, reduction: Reduction, source: SourceId): TorchTensor {
  return reduction === 'none' ? each : callTorch(rt, reduction, [each], source);
}

function floating(rt: Runtime, { x }: Pair, name: string, source: SourceId): void {
  if (isFloat(x.ref.dtype)) return;
  throw rt.error('RuntimeError', `"${name}" not implemented for '${typeWords[x.ref.dtype]}'`, source);
}

function mse(rt: Runtime, [input, target, averages, , reduction]: Value[], source: SourceId): Value {
  const pair = pairOf(rt, input, target, 'mse_loss', source);
  const how = reductionOf(rt, reduction, source, averages);
  if (!isFloat(pair.values[0].array.dtype))
    throw rt.error(
      'RuntimeError',
      how === 'mean'
        ? `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${typeWords[pair.values[0].array.dtype]}`
        : `"mse_cpu" not implemented for '${typeWords[pair.values[0].array.dtype]}'`,
      source,
    );
  return loss(rt, 'mseLoss', pair, {}, how, 'MseLossBackward0', source);
}

function l1(rt: Runtime, [input, target, averages, , reduction]: Value[], source: SourceId): Value {
  const how = reductionOf(rt, reduction, source, averages);
  const grad = { mean: 'MeanBackward0', sum: 'SumBackward0', none: 'AbsBackward0' }[how];
  return loss(rt, 'l1Loss', pairOf(rt, input, target, 'l1_loss', source), {}, how, grad, source);
}

function smooth(rt: Runtime, [input, target, averages, , reduction, betaValue]: Value[], source: SourceId): Value {
  const beta = isNone(betaValue) ? 1 : numberIn(rt, betaValue, 'smooth_l1_loss', 'beta', source);
  if (beta < 0) throw rt.error('RuntimeError', 'smooth_l1_loss does not support negative values for beta.', source);
  if (beta === 0) {
    const flat = l1(rt, [input, target, averages, null, reduction], source) as TorchTensor;
    return given(rt, flat.value(), 'SmoothL1LossBackward0', [input as TorchTensor, target as TorchTensor]);
  }
  const pair = pairOf(rt, input, target, 'smooth_l1_loss', source);
  floating(rt, pair, 'smooth_l1_cpu', source);
  const how = reductionOf(rt, reduction, source, averages);
  return loss(rt, 'smoothL1Loss', pair, { beta }, how, 'SmoothL1LossBackward0', source);
}

function huber(rt: Runtime, [input, target, reduction, deltaValue]: Value[], source: SourceId): Value {
  const beta = isNone(deltaValue) ? 1 : numberIn(rt, deltaValue, 'huber_loss', 'delta', source);
  if (beta <= 0) throw rt.error('RuntimeError', 'huber_loss does not support non-positive values for delta.', source);
  const pair = pairOf(rt, input, target, 'huber_loss', source);
  floating(rt, pair, 'huber_cpu', source);
  return loss(rt, 'huberLoss', pair, { beta }, reductionOf(rt, reduction, source), 'HuberLossBackward0', source);
}

/** Both losses of truth values want shares of the same shape and type. */
function sameSizes(rt: Runtime, { x, y }: Pair, message: (x: string, y: string) => string, source: SourceId): void {
  if (sameShape(x.ref.shape, y.ref.shape)) return;
  const size = ({ ref }: TorchTensor) => `torch.Size([${ref.shape.join(', ')}])`;
  const text = message(size(x), size(y));
  throw rt.error('ValueError', text, source);
}

function bce(rt: Runtime, [input, target, weight, averages, , reduction]: Value[], source: SourceId): Value {
  const pair = pairOf(rt, input, target, 'binary_cross_entropy', source);
  sameSizes(
    rt,
    pair,
    (x, y) =>
      `Using a target size (${y}) that is different to the input size (${x}) is deprecated. Please ensure they have the same size.`,
    source,
  );
  const { x, y } = pair;
  if (x.ref.dtype !== y.ref.dtype)
    throw rt.error(
      'RuntimeError',
      `Found dtype ${typeWords[y.ref.dtype]} but expected ${typeWords[x.ref.dtype]}`,
      source,
    );
  if (
    x
      .peek()
      .array.values()
      .some((share) => !(share >= 0 && share <= 1))
  )
    throw rt.error('RuntimeError', 'all elements of input should be between 0 and 1', source);
  const how = reductionOf(rt, reduction, source, averages);
  const grad = 'BinaryCrossEntropyBackward0';
  if (isNone(weight)) return loss(rt, 'bceLoss', pair, {}, how, grad, source);
  const each = loss(rt, 'bceLoss', pair, {}, 'none', grad, source);
  return weighted(rt, each, weight, how, grad, source);
}

/** Losses times their weights, reduced, under the name of the whole. */
function weighted(
  rt: Runtime,
  each: TorchTensor,
  weight: Value,
  reduction: Reduction,
  grad: string,
  source: SourceId,
): TorchTensor {
  const own = reduced(rt, callTorch(rt, 'mul', [each, weight], source), reduction, source);
  return given(rt, own.value(), grad, [each]);
}

function bceLogits(
  rt: Runtime,
  [input, target, weight, averages, , reduction, positive]: Value[],
  source: SourceId,
): Value {
  const pair = pairOf(rt, input, target, 'binary_cross_entropy_with_logits', source);
  sameSizes(rt, pair, (x, y) => `Target size (${y}) must be the same as input size (${x})`, source);
  const how = reductionOf(rt, reduction, source, averages);
  const grad = 'BinaryCrossEntropyWithLogitsBackward0';
  const single = isNone(positive) ? null : tensorArgument(rt, positive, 'binary_cross_entropy_with_logits', 2, source);
  const isRow = single === null || (single.ref.size === 1 && !single.requiresGrad);
  if (isRow) {
    const params = single === null ? {} : { positiveWeight: single.peek().array.flat(0) };
    if (isNone(weight)) return loss(rt, 'bceWithLogits', pair, params, how, grad, source);
    return weighted(rt, loss(rt, 'bceWithLogits', pair, params, 'none', grad, source), weight, how, grad, source);
  }
  // (1 − y) · x + (1 + (p − 1) · y) · softplus(−x)
  const call = (name: string, ...args: Value[]) => callTorch(rt, name, args, source);
  const share = call('add', call('mul', call('sub', single, 1), pair.y), 1);
  const curve = callFunctional(rt, 'softplus', [call('neg', pair.x)], source);
  const each = call('add', call('mul', call('sub', 1, pair.y), pair.x), call('mul', share, curve));
  const whole = isNone(weight) ? each : call('mul', each, weight);
  return given(rt, reduced(rt, whole, how, source).value(), grad, [pair.x, pair.y]);
}

function divergence(rt: Runtime, [input, target, averages, , reduction, isLog]: Value[], source: SourceId): Value {
  const pair = pairOf(rt, input, target, 'kl_div', source);
  const isBatch = reduction === 'batchmean';
  const how = isBatch ? 'sum' : reductionOf(rt, reduction, source, averages);
  const call = (name: string, ...args: Value[]) => callTorch(rt, name, args, source);
  let result: TorchTensor;
  if (flag(isLog)) {
    const each = call('mul', call('exp', pair.y), call('sub', pair.y, pair.x));
    result = reduced(rt, each, how, source);
  } else {
    const grad = { mean: 'MeanBackward0', sum: 'SumBackward0', none: 'SubBackward0' }[how];
    result = loss(rt, 'klDivLoss', pair, {}, how, grad, source);
  }
  return isBatch ? call('div', result, pair.x.ref.shape[0] ?? 1) : result;
}

functionals({
  'mse_loss(input, target, size_average=, reduce=, reduction=)': mse,
  'l1_loss(input, target, size_average=, reduce=, reduction=)': l1,
  'smooth_l1_loss(input, target, size_average=, reduce=, reduction=, beta=)': smooth,
  'huber_loss(input, target, reduction=, delta=)': huber,
  'binary_cross_entropy(input, target, weight=, size_average=, reduce=, reduction=)': bce,
  'binary_cross_entropy_with_logits(input, target, weight=, size_average=, reduce=, reduction=, pos_weight=)':
    bceLogits,
  'kl_div(input, target, size_average=, reduce=, reduction=, log_target=)': divergence,
});

import type { SourceId } from '../../../../engine/sources';
import { isFloat } from '../../../../engine/tensor/dtype';
import { fromValues, type NdArray } from '../../../../engine/tensor/ndarray';
import { sameShape } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { numberIn, op, tensorArgument, whole } from '../operands';
import { stateOf } from '../state';
import { given, TorchTensor } from '../tensor';
import { sizesText, typeWords } from '../words';
import { callFunctional, callTorch, functionals, isNone, reductionOf } from './members';

/** The class that does not count where nobody names one. */
const IGNORED = -100;

/** The labels of a loss, or what PyTorch says of them. */
function labelsOf(
  rt: Runtime,
  x: TorchTensor,
  target: TorchTensor,
  weight: TorchTensor | null,
  ignored: number,
  source: SourceId,
): NdArray {
  const { shape } = x.ref;
  const labels = target.peek().array;
  if (shape.length === 0) throw rt.error('ValueError', `Expected 1 or more dimensions (got ${shape.length})`, source);
  if (shape.length > 1 && (labels.rank === 0 || labels.shape[0] !== shape[0]))
    throw rt.error(
      'ValueError',
      `Expected input batch_size (${shape[0]}) to match target batch_size (${labels.shape[0] ?? 0}).`,
      source,
    );
  if (shape.length <= 2 && labels.rank > 1)
    throw rt.error('RuntimeError', '0D or 1D target tensor expected, multi-target not supported', source);
  if (labels.dtype !== 'int64')
    throw rt.error('RuntimeError', `expected scalar type Long but found ${typeWords[labels.dtype]}`, source);
  const wanted = shape.length === 1 ? [] : [shape[0]!, ...shape.slice(2)];
  if (shape.length === 1 && labels.rank === 1)
    throw rt.error(
      'RuntimeError',
      `size mismatch (got input: ${sizesText(shape)}, target: ${sizesText(labels.shape)})`,
      source,
    );
  if (!sameShape(labels.shape, wanted))
    throw rt.error('RuntimeError', `Expected target size ${sizesText(wanted)}, got ${sizesText(labels.shape)}`, source);
  const classes = shape[shape.length === 1 ? 0 : 1]!;
  for (const label of labels.values())
    if (label !== ignored && (label < 0 || label >= classes))
      throw rt.error('IndexError', `Target ${label} is out of bounds.`, source);
  if (weight !== null && (weight.ref.shape.length !== 1 || weight.ref.size !== classes))
    throw rt.error(
      'RuntimeError',
      `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${sizesText(weight.ref.shape)}`,
      source,
    );
  return labels;
}

/** Both losses of labels: `cross_entropy` takes the logarithms of shares itself. */
function labelled(
  rt: Runtime,
  row: 'crossEntropy' | 'nllLoss',
  [input, target, weightValue, averages, ignore, , reduction, smoothingValue]: Value[],
  source: SourceId,
): TorchTensor {
  const name = row === 'crossEntropy' ? 'cross_entropy' : 'nll_loss';
  const x = tensorArgument(rt, input, name, 0, source);
  const y = tensorArgument(rt, target, name, 1, source);
  const weight = isNone(weightValue) ? null : tensorArgument(rt, weightValue, name, 2, source);
  const ignored = isNone(ignore) ? IGNORED : whole(rt, ignore, name, 'ignore_index', source);
  if (!isFloat(x.ref.dtype))
    throw rt.error(
      'RuntimeError',
      row === 'crossEntropy'
        ? `"log_softmax_lastdim_kernel_impl" not implemented for '${typeWords[x.ref.dtype]}'`
        : `"nll_loss_out_frame" not implemented for '${typeWords[x.ref.dtype]}'`,
      source,
    );
  const how = reductionOf(rt, reduction, source, averages);
  const smoothing = isNone(smoothingValue) ? 0 : numberIn(rt, smoothingValue, name, 'label_smoothing', source);
  if (smoothing < 0 || smoothing > 1)
    throw rt.error('RuntimeError', `label_smoothing must be between 0.0 and 1.0. Got: ${smoothing}`, source);
  const targets = labelsOf(rt, x, y, weight, ignored, source);
  const rank = x.ref.shape.length;
  const params = {
    axis: rank === 1 ? 0 : 1,
    targets,
    reduction: how,
    ignored,
    ...(weight && { weights: weight.peek().array }),
    ...(smoothing > 0 && { smoothing }),
  };
  const value = op(rt, row, [x.value()], params, source);
  return given(rt, value, nameOf(rank, smoothing > 0, how), [x]);
}

function nameOf(rank: number, isSmooth: boolean, reduction: string): string {
  if (isSmooth) return 'AddBackward0';
  if (rank <= 2) return 'NllLossBackward0';
  return rank === 4 || reduction !== 'none' ? 'NllLoss2DBackward0' : 'ViewBackward0';
}

function crossEntropy(rt: Runtime, args: Value[], source: SourceId): TorchTensor {
  const [input, target, weight, averages, , , reduction, smoothing] = args;
  const x = tensorArgument(rt, input, 'cross_entropy', 0, source);
  const y = tensorArgument(rt, target, 'cross_entropy', 1, source);
  if (!(isFloat(y.ref.dtype) && sameShape(x.ref.shape, y.ref.shape))) return labelled(rt, 'crossEntropy', args, source);
  // The target holds shares: minus the sum of share times logarithm.
  const axis = x.ref.shape.length === 1 ? 0 : 1;
  const how = reductionOf(rt, reduction, source, averages);
  const call = (name: string, ...own: Value[]) => callTorch(rt, name, own, source);
  let shares = y;
  if (!isNone(smoothing)) {
    const by = numberIn(rt, smoothing, 'cross_entropy', 'label_smoothing', source);
    if (by > 0) shares = call('add', call('mul', y, 1 - by), by / x.ref.shape[axis]!);
  }
  const logs = callFunctional(rt, 'log_softmax', [x, axis], source);
  let each = call('mul', logs, shares);
  if (!isNone(weight)) {
    const wide = x.ref.shape.map((extent, k) => (k === axis ? extent : 1));
    each = call('mul', each, call('reshape', weight, wide));
  }
  if (how === 'none') return call('neg', call('sum', each, axis));
  const total = call('neg', call('sum', each));
  if (how === 'sum') return total;
  return given(rt, call('div', total, x.ref.size / x.ref.shape[axis]!).value(), 'DivBackward1');
}

/** Zeros with a one at each class. */
function oneHot(rt: Runtime, [input, count]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'one_hot', 0, source);
  const { array } = x.peek();
  if (array.dtype !== 'int64') throw rt.error('RuntimeError', 'one_hot is only applicable to index tensor.', source);
  const labels = Array.from(array.values(), Number);
  const given = isNone(count) ? -1 : whole(rt, count, 'one_hot', 'num_classes', source);
  const most = labels.reduce((all, label) => Math.max(all, label), -1);
  if (labels.some((label) => label < 0)) throw rt.error('RuntimeError', 'Class values must be non-negative.', source);
  if (given >= 0 && most >= given)
    throw rt.error('RuntimeError', 'Class values must be smaller than num_classes.', source);
  const classes = given < 0 ? most + 1 : given;
  rt.checkSize(labels.length * classes, source);
  const values = new Float64Array(labels.length * classes);
  labels.forEach((label, k) => {
    values[k * classes + label] = 1;
  });
  return TorchTensor.of(rt, new TensorValue(fromValues(values, [...array.shape, classes], 'int64'), null, source));
}

/** Rows of a table. */
function embedding(rt: Runtime, args: Value[], source: SourceId): TorchTensor {
  const [input, weight, padding, maxNorm, , scale, sparse] = args;
  const [places, table] = [
    tensorArgument(rt, input, 'embedding', 0, source),
    tensorArgument(rt, weight, 'embedding', 1, source),
  ];
  if (!isNone(maxNorm)) throw rt.unsupported('`embedding` with max_norm is not supported; leave it out', source);
  if (scale === true)
    throw rt.unsupported('`embedding` with scale_grad_by_freq is not supported; leave it out', source);
  if (sparse === true) throw rt.unsupported('`embedding` with sparse gradients is not supported; leave it out', source);
  const { array } = places.peek();
  if (array.dtype !== 'int64' && array.dtype !== 'int32')
    throw rt.error(
      'RuntimeError',
      `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.${typeWords[array.dtype]}Tensor instead (while checking arguments for embedding)`,
      source,
    );
  const rows = table.ref.shape[0]!;
  if (array.values().some((place) => place < 0 || place >= rows))
    throw rt.error('IndexError', 'index out of range in self', source);
  const own = isNone(padding) ? null : whole(rt, padding, 'embedding', 'padding_idx', source);
  const ignored = own === null ? {} : { ignored: own < 0 ? own + rows : own };
  const value = op(rt, 'take', [table.value()], { axis: 0, indices: array, ...ignored }, source);
  return given(rt, value, 'EmbeddingBackward0', stateOf(rt).gradEnabled ? [] : null);
}

functionals({
  'cross_entropy(input, target, weight=, size_average=, ignore_index=, reduce=, reduction=, label_smoothing=)':
    crossEntropy,
  'nll_loss(input, target, weight=, size_average=, ignore_index=, reduce=, reduction=)': (rt, args, source) =>
    labelled(rt, 'nllLoss', args, source),
  'one_hot(tensor, num_classes=)': oneHot,
  'embedding(input, weight, padding_idx=, max_norm=, norm_type=, scale_grad_by_freq=, sparse=)': embedding,
});

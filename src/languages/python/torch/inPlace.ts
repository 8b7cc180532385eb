import type { SourceId } from '../../../engine/sources';
import { isFloat } from '../../../engine/tensor/dtype';
import { sameShape } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import { TensorValue } from '../../core/values';
import type { ArrayRef } from '../arrays/arrayRef';
import { castTo } from '../arrays/nested';
import { leafInPlace } from './mistakes/raised';
import { type Saved, stateOf } from './state';
import { made, savedOf, type TorchTensor } from './tensor';
import { sizesText, typeWords } from './words';

/** Refuses to change what a backward pass starts from, and makes ready for a write; `isPart` says of a view of the tensor. */
export function beginInPlace(rt: Runtime, tensor: TorchTensor, source: SourceId, isPart = false): void {
  if (stateOf(rt).gradEnabled) {
    if (tensor.isWanted && !isPart)
      throw rt.advice.explain(
        rt.error('RuntimeError', 'a leaf Variable that requires grad is being used in an in-place operation.', source),
        leafInPlace(rt, tensor, source),
      );
    if (tensor.isWanted || (!tensor.isCut && isPartOfLeaf(rt, tensor.ref)))
      throw rt.error(
        'RuntimeError',
        'a view of a leaf Variable that requires grad is being used in an in-place operation.',
        source,
      );
  }
  tensor.beginWrite();
  tensor.ref.storage.changedBy = source;
}

function isPartOfLeaf(rt: Runtime, ref: ArrayRef): boolean {
  if (ref.parent === null || !ref.storage.isTracked) return false;
  let root = ref;
  while (root.parent !== null) root = root.parent;
  const { node } = root.peek();
  return node !== null && stateOf(rt).leaves.has(node);
}

/** Names the rows that hold a tensor, and what it is a view of, after elements were written to it. */
export function namedWrite(
  rt: Runtime,
  tensor: TorchTensor,
  name: string,
  saved: readonly Saved[] | null = null,
): void {
  const { ref } = tensor;
  if (!ref.storage.isTracked) return;
  made(rt, ref.value(), name, saved);
  if (ref.parent !== null) made(rt, ref.storage.read(), 'CopySlices', null);
}

/** Puts the result of an operation in place of the tensor's elements, as `add_` and `+=` do. */
export function writeResult(
  rt: Runtime,
  tensor: TorchTensor,
  result: TensorValue,
  name: string,
  source: SourceId,
  /** What the backward pass needs, as it was before (of the tensor itself PyTorch keeps a copy); null for nothing. */
  kept: readonly (TorchTensor | 'result')[] | null = null,
): TorchTensor {
  const { dtype, shape } = tensor.ref;
  const before = kept?.flatMap((each) => (each === 'result' || each === tensor ? [] : [savedOf(rt, each, null)]));
  const from = result.array.dtype;
  const isNarrower = (isFloat(from) && !isFloat(dtype)) || (from !== 'bool' && dtype === 'bool');
  if (isNarrower)
    throw rt.error(
      'RuntimeError',
      `result type ${typeWords[from]} can't be cast to the desired output type ${typeWords[dtype]}`,
      source,
    );
  if (!sameShape(result.array.shape, shape))
    throw rt.error(
      'RuntimeError',
      `output with shape ${sizesText(shape)} doesn't match the broadcast shape ${sizesText(result.array.shape)}`,
      source,
    );
  beginInPlace(rt, tensor, source);
  const own =
    tensor.isCut && !tensor.isWanted && result.node !== null
      ? new TensorValue(result.array, null, result.source)
      : result;
  if (!tensor.ref.write(castTo(rt, own, dtype, source), source))
    throw rt.error(
      'RuntimeError',
      'unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.',
      source,
    );
  const after = kept?.includes('result') ? [savedOf(rt, tensor, name)] : [];
  namedWrite(rt, tensor, name, before ? [...before, ...after] : null);
  return tensor;
}

import type { SourceId } from '../../../engine/sources';
import type { IndexItem } from '../../../engine/tensor/indexing';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { ArrayRef } from '../arrays/arrayRef';
import { assignItems, pickCopy, pickedBy } from '../arrays/indexing';
import { castTo } from '../arrays/nested';
import { typeName } from '../values/types';
import { beginInPlace, namedWrite } from './inPlace';
import { needOperand, typed } from './operands';
import { given, TorchTensor } from './tensor';
import { torchWords } from './words';

/** What taking a part is called: as the last step of it, as PyTorch takes them one after the other. */
function stepName(items: readonly IndexItem[]): string {
  let name = 'AliasBackward0';
  for (const item of items) {
    if (item.kind === 'at') name = 'SelectBackward0';
    else if (item.kind === 'newaxis') name = 'UnsqueezeBackward0';
    else if (item.kind === 'slice' && !(item.start === null && item.stop === null && item.step === 1))
      name = 'SliceBackward0';
  }
  return name;
}

/** `tensor[key]`: a view where numbers and slices pick, a copy where tensors do. */
export function pickIndex(rt: Runtime, tensor: TorchTensor, key: Value, source: SourceId): TorchTensor {
  const picked = pickedBy(rt, tensor.ref.shape, key, torchWords, source);
  if (picked.by === 'view' || picked.by === 'element')
    return tensor.view({ kind: 'index', items: picked.items }, stepName(picked.items), source)!;
  const { ref } = tensor;
  const holder = { shape: ref.shape, value: () => tensor.value() } as ArrayRef;
  return given(rt, pickCopy(rt, holder, picked, torchWords, source), 'IndexBackward0');
}

/** `tensor[key] = value`. */
export function assignIndex(rt: Runtime, tensor: TorchTensor, key: Value, value: Value, source: SourceId): void {
  const { ref } = tensor;
  const picked = pickedBy(rt, ref.shape, key, torchWords, source);
  // `a[1:] += 1` has changed the view already, which is now put where it is.
  if (value instanceof TorchTensor && isThere(ref, picked.items, value.ref)) return;
  const operand = needOperand(rt, value, source, () =>
    rt.error('TypeError', `can't assign a ${typeName(value)} to a torch.FloatTensor`, source),
  );
  beginInPlace(rt, tensor, source, picked.by === 'view' || picked.by === 'element');
  const own = castTo(rt, typed(operand, ref.dtype), ref.dtype, source);
  if (!assignItems(rt, ref, picked, own, torchWords, source))
    throw rt.error(
      'RuntimeError',
      'unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.',
      source,
    );
  namedWrite(rt, tensor, picked.by === 'array' || picked.by === 'mask' ? 'IndexPutBackward0' : 'CopySlices');
}

function isThere(ref: ArrayRef, items: readonly IndexItem[], value: ArrayRef): boolean {
  if (value.parent !== ref || value.step?.kind !== 'index') return false;
  return JSON.stringify(value.step.items) === JSON.stringify(items);
}

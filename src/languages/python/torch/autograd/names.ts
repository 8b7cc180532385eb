import { INPUT, opName, TENSOR_INPUT } from '../../../../engine/ops/table';
import { tensorOpName } from '../../../../engine/ops/tensorTable';
import type { NodeId } from '../../../../engine/tape';
import type { Runtime } from '../../../core/runtime';
import { stateOf } from '../state';
import type { TorchTensor } from '../tensor';

/** What PyTorch calls operations that were not recorded by a call of the program, such as those of a backward pass. */
const NAMES: Readonly<Record<string, string>> = {
  index: 'SliceBackward0', setIndex: 'CopySlices', concat: 'CatBackward0', cast: 'ToCopyBackward0', tile: 'RepeatBackward0',
  reshape: 'ViewBackward0', transpose: 'PermuteBackward0', matmul: 'MmBackward0', expand: 'ExpandBackward0', sum: 'SumBackward1',
}; // biome-ignore format: a table

/** The name of the backward function of a row; null for leaves. */
export function nameOfRow(rt: Runtime, node: NodeId): string | null {
  const known = stateOf(rt).made.get(node);
  if (known) return known.name;
  const code = rt.tape.op[node]!;
  if (code === INPUT || code === TENSOR_INPUT) return null;
  const name = tensorOpName(code) ?? opName(code) ?? 'Op';
  return NAMES[name] ?? `${name[0]!.toUpperCase()}${name.slice(1)}Backward0`;
}

/** What `grad_fn` of a tensor is called; null where it has none. */
export function gradName(rt: Runtime, tensor: TorchTensor): string | null {
  return tensor.isLeaf ? null : nameOfRow(rt, tensor.node!);
}

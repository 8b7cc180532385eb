import { isInput } from '../../../../engine/ops/table';
import type { SourceId } from '../../../../engine/sources';
import type { NodeId } from '../../../../engine/tape';
import type { Runtime } from '../../../core/runtime';
import { backwardTwice, savedChanged } from '../mistakes/raised';
import { type Made, stateOf } from '../state';
import type { TorchTensor } from '../tensor';
import { sizesText } from '../words';

/** The part of the trace that a value was computed from, as far as gradients go. */
export interface Reached {
  readonly nodes: ReadonlySet<NodeId>;
  /** Leaves that gradients are wanted for, with the row that each was then. */
  readonly leaves: readonly { readonly node: NodeId; readonly tensor: TorchTensor }[];
  /** The first row of all. */
  readonly first: NodeId;
}

/** Walks back from values. */
export function reachedFrom(rt: Runtime, outputs: readonly NodeId[]): Reached {
  const { tape } = rt;
  const state = stateOf(rt);
  const nodes = new Set<NodeId>(outputs);
  const open = [...outputs];
  const leaves: { node: NodeId; tensor: TorchTensor }[] = [];
  let first = Number.POSITIVE_INFINITY;
  const { operands } = tape;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node < first) first = node;
    if (isInput(tape.op[node]!)) {
      const tensor = state.leaves.get(node);
      if (tensor) leaves.push({ node, tensor });
      continue;
    }
    const end = tape.operandEnd[node]!;
    for (let k = tape.operandStart(node); k < end; k++) {
      const operand = operands[k]!;
      if (nodes.has(operand)) continue;
      nodes.add(operand);
      open.push(operand);
    }
  }
  rt.budget.spend(rt, nodes.size);
  leaves.sort((a, b) => a.node - b.node);
  return { nodes, leaves, first: Number.isFinite(first) ? first : 0 };
}

const FREED =
  'Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.';

/** Whether what an operation has kept is gone or has been changed. */
function isSpoilt({ saved, freed }: Made): boolean {
  if (saved === null) return false;
  if (freed) return true;
  for (const { storage, version } of saved) if (storage !== null && storage.version !== version) return true;
  return false;
}

/** Raises where what operations have kept is gone or has been changed, from the last operation back. */
export function checkSaved(rt: Runtime, { nodes }: Reached, source: SourceId): void {
  const { made } = stateOf(rt);
  const spoilt: NodeId[] = [];
  for (const node of nodes) {
    const known = made.get(node);
    if (known !== undefined && isSpoilt(known)) spoilt.push(node);
  }
  for (const node of spoilt.sort((a, b) => b - a)) {
    const known = made.get(node)!;
    if (known.freed)
      throw rt.advice.explain(
        rt.error('RuntimeError', FREED, source),
        backwardTwice(rt, node, known.freedBy ?? source, source, nodes),
      );
    for (const { storage, version, shape, madeBy } of known.saved!) {
      if (storage === null || storage.version === version) continue;
      const type = `torch.${storage.dtype === 'float64' ? 'Double' : 'Float'}Tensor ${sizesText(shape)}`;
      const origin = madeBy === null ? '' : `, which is output 0 of ${madeBy},`;
      throw rt.advice.explain(
        rt.error(
          'RuntimeError',
          `one of the variables needed for gradient computation has been modified by an inplace operation: [${type}]${origin} is at version ${storage.version}; expected version ${version} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True).`,
          source,
        ),
        savedChanged(rt, node, storage.changedBy, source),
      );
    }
  }
}

/** What the operations have kept is no longer needed. */
export function freeSaved(rt: Runtime, { nodes }: Reached, source: SourceId): void {
  const { made } = stateOf(rt);
  for (const node of nodes) {
    const known = made.get(node);
    if (!known || known.freed) continue;
    known.freed = true;
    known.freedBy = source;
    if (known.saved !== null) for (const each of known.saved) each.storage = null;
  }
}

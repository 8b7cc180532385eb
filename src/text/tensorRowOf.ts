import type { TensorRow } from '../engine/ops/tensorRow';
import { tensorRows } from '../engine/ops/tensorTable';
import type { Gate } from '../graph/model';

/** The row of a gate's operation of tensors; null for a leaf, a fold, and an operation of numbers alone. */
export function tensorRowOf(gate: Gate): TensorRow | null {
  // A recognised composite of numbers may have the name of an operation of tensors.
  if (gate.operands.every(({ rule }) => rule === undefined)) return null;
  return Object.hasOwn(tensorRows, gate.op) ? (tensorRows as Readonly<Record<string, TensorRow>>)[gate.op]! : null;
}

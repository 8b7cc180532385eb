import type { TensorRow } from '../engine/ops/tensorRow';
import { tensorRows } from '../engine/ops/tensorTable';
import type { Gate } from '../graph/model';

/** The row of a gate's operation of tensors; null for a leaf, a fold, and an operation of numbers alone. */
export function tensorRowOf(gate: Gate): TensorRow | null {
  return Object.hasOwn(tensorRows, gate.op) ? (tensorRows as Readonly<Record<string, TensorRow>>)[gate.op]! : null;
}

/** `2×3`; empty for a number. */
export function shapeText(shape: readonly number[] | null): string {
  return shape === null ? '' : shape.join('×');
}

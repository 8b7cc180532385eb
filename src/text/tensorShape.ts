import type { Gate } from '../graph/model';

/** `2×3`; empty for a number. */
export function shapeText(shape: readonly number[] | null): string {
  return shape === null ? '' : shape.join('×');
}

/** Whether an operand or the result is a tensor with axes. */
export function isAboutTensors(gate: Gate): boolean {
  return gate.tensor !== undefined || gate.operands.some(({ tensor }) => tensor !== undefined);
}

import { opCode } from '../engine/ops/table';
import type { NodeId, Tape } from '../engine/tape';

/** The value that a variable merely stands for; the node itself where it is no alias. */
export function resolveAlias(tape: Tape, node: NodeId): NodeId {
  let value = node;
  while (tape.op[value] === opCode.alias) value = tape.operands[tape.operandStart(value)]!;
  return value;
}

import type { Sweep } from './backward';
import { rowByCode } from './ops/table';
import type { NodeId, Tape } from './tape';

/**
 * The output of a sweep as a function of the value of one node: runs the part of the tape that lies between the node and
 * the output again, by the rows. The output is the sum of the seeded nodes, each times the gradient it was seeded with.
 *
 * The program's branches and loop counts stay as they were recorded, which is what a derivative is about. The node may be
 * any row; what it was computed from has no influence on the result.
 */
export function replay(tape: Tape, sweep: Sweep, start: NodeId): (value: number) => number {
  const { op, operands, operandEnd } = tape;
  const last = sweep.adjoint.length - 1;
  const values = tape.value.slice(0, last + 1);
  const depends = new Uint8Array(last + 1);
  depends[start] = 1;
  const nodes: NodeId[] = [];
  for (let node = start + 1; node <= last; node++) {
    if (sweep.reached[node] === 0) continue;
    for (let at = tape.operandStart(node); at < operandEnd[node]!; at++) {
      if (depends[operands[at]!] === 0) continue;
      depends[node] = 1;
      nodes.push(node);
      break;
    }
  }
  return (value) => {
    values[start] = value;
    for (const node of nodes) {
      const row = rowByCode[op[node]!]!;
      const end = operandEnd[node]!;
      if (row.arity === 1) values[node] = row.forward(values[operands[end - 1]!]!);
      else if (row.arity === 2) values[node] = row.forward(values[operands[end - 2]!]!, values[operands[end - 1]!]!);
      else values[node] = row.forward(tape.operandsOf(node).map((operand) => values[operand]!));
    }
    let output = 0;
    for (const seed of sweep.seeds) output += seed.gradient * values[seed.node]!;
    return output;
  };
}

/** The largest relative rounding error of the operations that the output was computed by; see `Row.roundOff`. */
export function roundOffOf(tape: Tape, sweep: Sweep): number {
  let largest = 2 ** -52;
  for (let node = 0; node < sweep.adjoint.length; node++) {
    if (sweep.reached[node] === 1) largest = Math.max(largest, rowByCode[tape.op[node]!]?.roundOff ?? 0);
  }
  return largest;
}

/**
 * How far rounding may have moved the output, by first-order error analysis: what each operation may have been off by,
 * times the gradient of the output with respect to it. More than the output's own rounding where large values cancelled.
 */
export function noiseOf(tape: Tape, sweep: Sweep): number {
  let sum = 0;
  for (let node = 0; node < sweep.adjoint.length; node++) {
    const row = sweep.reached[node] === 1 ? rowByCode[tape.op[node]!] : undefined;
    if (row === undefined) continue;
    const term = (row.roundOff ?? 2 ** -52) * tape.value[node]! * sweep.adjoint[node]!;
    if (Number.isFinite(term)) sum += term * term;
  }
  return 4 * Math.sqrt(sum);
}

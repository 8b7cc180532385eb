import type { Sweep } from '../engine/backward';
import { holdsTensor, isConstant } from '../engine/ops/table';
import type { NodeId, Tape } from '../engine/tape';
import type { NdArray } from '../engine/tensor/ndarray';
import { tensorContribution, tensorGradient } from '../engine/tensorSweep';

/**
 * The number of a tensor that tells most of its health: one that is not a number, else an infinite one, else the one of the
 * largest magnitude.
 */
export function tellingNumber(array: NdArray): number {
  // + 0: of zeros the one without a sign.
  if (array.size === 1) return array.item() + 0;
  const values = array.values();
  let most = 0;
  let size = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isNaN(value)) return value;
    const own = value < 0 ? -value : value;
    if (own > size) {
      most = value;
      size = own;
    }
  }
  return most;
}

/** The values of a tape, of tensors the telling ones. */
export function tellingValues(tape: Tape): Float64Array {
  if (tape.tensors.length === 0) return tape.value;
  const values = tape.value.slice(0, tape.length);
  for (let node = 0; node < values.length; node++) {
    if (holdsTensor(tape.op[node]!)) values[node] = tellingNumber(tape.tensor(node));
  }
  return values;
}

/** The gradients of a sweep, of tensors the telling ones. */
export function tellingGradients(tape: Tape, sweep: Sweep): Float64Array {
  const { adjoint, reached } = sweep;
  if (tape.tensors.length === 0) return adjoint;
  const gradients = adjoint.slice();
  for (let node = 0; node < gradients.length; node++) {
    if (reached[node] === 1 && holdsTensor(tape.op[node]!) && !isConstant(tape.op[node]!)) {
      gradients[node] = tellingNumber(tensorGradient(tape, sweep, node));
    }
  }
  return gradients;
}

/** What flows over an edge of an operation of tensors: the telling number of the contribution. */
export function tellingContribution(tape: Tape, sweep: Sweep, node: NodeId, operand: number): number {
  return tellingNumber(tensorContribution(tape, sweep, node, operand));
}

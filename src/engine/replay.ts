import type { Sweep } from './backward';
import { useArithmetic } from './math/arithmetic';
import { ELEMENT, holdsTensor, rowByCode } from './ops/table';
import { tensorRowByCode } from './ops/tensorTable';
import type { NodeId, Tape } from './tape';
import type { Dtype } from './tensor/dtype';
import { cast } from './tensor/elementwise';
import { isError } from './tensor/error';
import { noTick } from './tensor/gemm';
import { copied, filled, type NdArray } from './tensor/ndarray';
import { tensorGradient } from './tensorSweep';
import { arraysOf, type Values } from './tensorTape';

/**
 * The output of a sweep as a function of the value of one node: runs the part of the tape that lies between the node and
 * the output again, by the rows. The output is the sum of the seeded nodes, each times the gradient it was seeded with.
 * Of a tensor, the value is that of one element.
 *
 * The program's branches and loop counts stay as they were recorded, which is what a derivative is about. The node may be
 * any row; what it was computed from has no influence on the result.
 */
export function replay(tape: Tape, sweep: Sweep, start: NodeId, element = 0): (value: number) => number {
  const { op, operands, operandEnd } = tape;
  const last = sweep.adjoint.length - 1;
  const run = new Rerun(tape, last);
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
  const isTensor = holdsTensor(op[start]!);
  return (value) => {
    useArithmetic(tape.arithmetic);
    // In double precision, and so all that is computed from it: differences of rounded values say little.
    if (isTensor) run.tensors.set(start, withElement(cast(tape.tensor(start), 'float64'), element, value));
    else run.value[start] = value;
    for (const node of nodes) run.again(node);
    return seededOutput(run, sweep);
  };
}

/** The sum of the seeded values, each times the gradient it was seeded with. */
export function seededOutput(values: Values, sweep: Sweep): number {
  let output = 0;
  for (const { node, gradient, array } of sweep.seeds) {
    if (!holdsTensor(values.op[node]!)) output += gradient * values.value[node]!;
    else output += weighted(values.tensor(node), array ?? null, gradient);
  }
  return output;
}

/** Values of a tape that is run again in part; the rest is as it was recorded. */
class Rerun {
  readonly value: Float64Array;
  readonly op: Uint8Array;
  readonly tensors = new Map<NodeId, NdArray>();

  constructor(
    private readonly tape: Tape,
    last: NodeId,
  ) {
    this.op = tape.op;
    this.value = tape.value.slice(0, last + 1);
  }

  tensor(node: NodeId): NdArray {
    return this.tensors.get(node) ?? this.tape.tensor(node);
  }

  again(node: NodeId): void {
    const { operands, operandEnd } = this.tape;
    const { value } = this;
    const code = this.op[node]!;
    const row = rowByCode[code];
    const end = operandEnd[node]!;
    if (row === undefined) this.#againTensor(node);
    else if (row.arity === 1) value[node] = row.forward(value[operands[end - 1]!]!);
    else if (row.arity === 2) value[node] = row.forward(value[operands[end - 2]!]!, value[operands[end - 1]!]!);
    else value[node] = row.forward(this.tape.operandsOf(node).map((operand) => value[operand]!));
  }

  #againTensor(node: NodeId): void {
    const code = this.op[node]!;
    const inputs = arraysOf(this, this.tape.operandsOf(node));
    const given: { readonly dtype?: Dtype } = this.tape.params(node);
    const params = given.dtype === 'float32' ? { ...given, dtype: 'float64' } : given;
    const found = tensorRowByCode[code]!.forward(inputs, params, noTick);
    const { dtype, shape } = code === ELEMENT ? { dtype: 'float64' as const, shape: [] } : this.tape.tensor(node);
    const result = isError(found) ? filled(dtype, shape, Number.NaN) : found;
    if (code === ELEMENT) this.value[node] = result.item();
    else this.tensors.set(node, result);
  }
}

/** A copy with another value in one place. */
function withElement(array: NdArray, element: number, value: number): NdArray {
  const copy = copied(array);
  copy.data[element] = value;
  return copy;
}

function weighted(array: NdArray, weights: NdArray | null, weight: number): number {
  const values = array.values();
  const factors = weights?.values();
  let sum = 0;
  for (let i = 0; i < array.size; i++) sum += values[i]! * (factors?.[i] ?? weight);
  return sum;
}

/** Relative rounding error of a row's values; 0 for leaves. */
function roundOffAt(tape: Tape, node: NodeId): number {
  const code = tape.op[node]!;
  if (holdsTensor(code)) {
    const tensorRow = tensorRowByCode[code];
    if (tensorRow === undefined) return 0;
    return tensorRow.roundOff ?? 2 ** -52;
  }
  const row = rowByCode[code];
  return row === undefined ? 0 : (row.roundOff ?? 2 ** -52);
}

/** The largest relative rounding error of the operations that the output was computed by; see `Row.roundOff`. */
export function roundOffOf(tape: Tape, sweep: Sweep): number {
  let largest = 2 ** -52;
  for (let node = 0; node < sweep.adjoint.length; node++) {
    if (sweep.reached[node] === 1) largest = Math.max(largest, roundOffAt(tape, node));
  }
  return largest;
}

/**
 * How far rounding may have moved the output, by first-order error analysis: what each operation may have been off by,
 * times the gradient of the output with respect to it. More than the output's own rounding where large values cancelled.
 */
export function noiseOf(tape: Tape, sweep: Sweep): number {
  let sum = 0;
  const add = (term: number) => {
    if (Number.isFinite(term)) sum += term * term;
  };
  for (let node = 0; node < sweep.adjoint.length; node++) {
    const roundOff = sweep.reached[node] === 1 ? roundOffAt(tape, node) : 0;
    if (roundOff === 0) continue;
    if (!holdsTensor(tape.op[node]!)) add(roundOff * tape.value[node]! * sweep.adjoint[node]!);
    else if (sweep.tensor(node) !== null) {
      const values = tape.tensor(node).values();
      const gradients = tensorGradient(tape, sweep, node).values();
      for (let i = 0; i < values.length; i++) add(roundOff * values[i]! * gradients[i]!);
    }
  }
  return 4 * Math.sqrt(sum);
}

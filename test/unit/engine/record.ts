import { backward, type Sweep } from '../../../src/engine/backward';
import { type OpName, opCode, rowByCode } from '../../../src/engine/ops/table';
import { type NodeId, Tape } from '../../../src/engine/tape';

/** A tape that computes the values itself, from the rows. */
export class Recorder {
  readonly tape = new Tape();
  #source = 0;

  input(value: number): NodeId {
    return this.tape.input(value, ++this.#source);
  }

  constant(value: number): NodeId {
    return this.tape.constant(value, ++this.#source);
  }

  op(name: OpName, ...operands: readonly NodeId[]): NodeId {
    const { tape } = this;
    const code = opCode[name];
    const value = evaluate(
      name,
      operands.map((operand) => tape.value[operand]!),
    );
    const source = ++this.#source;
    if (rowByCode[code]!.arity === 'n') return tape.recordN(code, operands, value, source);
    if (operands.length === 1) return tape.record1(code, operands[0]!, value, source);
    return tape.record2(code, operands[0]!, operands[1]!, value, source);
  }

  value(node: NodeId): number {
    return this.tape.value[node]!;
  }

  sweep(output: NodeId, gradient = 1): Sweep {
    return backward(this.tape, [{ node: output, gradient }]);
  }
}

/** What the row's forward rule gives. */
export function evaluate(name: OpName, operands: readonly number[]): number {
  const row = rowByCode[opCode[name]]!;
  if (row.arity === 1) return row.forward(operands[0]!);
  if (row.arity === 2) return row.forward(operands[0]!, operands[1]!);
  return row.forward(operands);
}

/** One operation of inputs: its value and the gradients of its operands, as a sweep finds them. */
export function gradientsOf(name: OpName, operands: readonly number[]): { value: number; gradients: number[] } {
  const recorder = new Recorder();
  const inputs = operands.map((operand) => recorder.input(operand));
  const node = recorder.op(name, ...inputs);
  const { adjoint } = recorder.sweep(node);
  return { value: recorder.value(node), gradients: inputs.map((input) => adjoint[input]!) };
}

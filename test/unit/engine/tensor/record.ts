import { backward, type Sweep } from '../../../../src/engine/backward';
import type { ParamsOf, TensorOp } from '../../../../src/engine/ops/tensorTable';
import { type NodeId, Tape } from '../../../../src/engine/tape';
import { sure } from '../../../../src/engine/tensor/error';
import { fromNested, NdArray, type Nested } from '../../../../src/engine/tensor/ndarray';
import { tensorGradient } from '../../../../src/engine/tensorSweep';
import { recordTensor } from '../../../../src/engine/tensorTape';

/** A tape of tensors for tests. */
export class TensorRecorder {
  readonly tape = new Tape();

  input(value: Nested | NdArray): NodeId {
    return this.tape.tensorInput(value instanceof NdArray ? value : sure(fromNested(value)), 0);
  }

  constant(value: Nested | NdArray): NodeId {
    return this.tape.tensorConstant(value instanceof NdArray ? value : sure(fromNested(value)), 0);
  }

  op<Name extends TensorOp>(name: Name, operands: readonly NodeId[], params: ParamsOf<Name>): NodeId {
    return sure(recordTensor(this.tape, name, operands, params, 0));
  }

  value(node: NodeId): Nested {
    return this.tape.tensor(node).toNested();
  }

  sweep(output: NodeId, array?: NdArray): Sweep {
    return backward(this.tape, [{ node: output, gradient: 1, ...(array === undefined ? {} : { array }) }]);
  }

  /** Gradients of nodes for a seed of ones. */
  gradients(output: NodeId, of: readonly NodeId[], seed?: NdArray): Nested[] {
    const sweep = this.sweep(output, seed);
    return of.map((node) => tensorGradient(this.tape, sweep, node).toNested());
  }
}

/** Numbers that look random and are the same in each run. */
export function numbers(count: number, low: number, high: number, seed = 1): number[] {
  let state = (seed * 2654435761) >>> 0 || 1;
  return Array.from({ length: count }, () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return low + ((high - low) * state) / 2 ** 32;
  });
}

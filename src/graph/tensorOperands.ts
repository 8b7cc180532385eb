import type { Sweep } from '../engine/backward';
import { holdsTensor, isConstant, SCALAR_CODES } from '../engine/ops/table';
import type { NodeId, Tape } from '../engine/tape';
import { isError } from '../engine/tensor/error';
import type { NdArray } from '../engine/tensor/ndarray';
import { broadcastShapes, sameShape } from '../engine/tensor/shape';
import { tensorContribution, tensorGradient } from '../engine/tensorSweep';
import type { Num, TensorFlow } from './model';
import { encodeNum } from './num';
import { nested, statisticsOf } from './tensorView';

/** How often each value of a trace is used by what the output was computed from. */
export class Uses {
  #counts: Int32Array | null = null;
  #inner: Set<NodeId> | null = null;

  constructor(
    readonly tape: Tape,
    readonly sweep: Sweep,
  ) {}

  of(node: NodeId): number {
    this.#counts ??= this.#count();
    return this.#counts[node] ?? 0;
  }

  /**
   * Whether a row is a step on the way within one expression that takes several operations of tensors, such as a loss: it
   * is not what the expression's variable holds.
   */
  isInner(node: NodeId): boolean {
    if (!holdsTensor(this.tape.op[node]!)) return false;
    this.#inner ??= this.#findInner();
    return this.#inner.has(node);
  }

  #findInner(): Set<NodeId> {
    const { op, source, region } = this.tape;
    const found = new Set<NodeId>();
    for (let node = 0; node < this.sweep.reached.length; node++) {
      if (op[node]! < SCALAR_CODES || this.sweep.reached[node] === 0) continue;
      for (const operand of this.tape.operandsOf(node)) {
        if (source[operand] === source[node] && region[operand] === region[node] && source[node] !== 0)
          found.add(operand);
      }
    }
    return found;
  }

  #count(): Int32Array {
    const { operands, operandEnd } = this.tape;
    const { reached } = this.sweep;
    const counts = new Int32Array(reached.length);
    let start = 0;
    for (let node = 0; node < reached.length; node++) {
      const end = operandEnd[node]!;
      if (reached[node] === 1) for (let at = start; at < end; at++) counts[operands[at]!]!++;
      start = end;
    }
    return counts;
  }
}

/**
 * What flows back from an operation of tensors to one of its operands: of a value that is used once, its gradient; else
 * the VJP is asked.
 */
export function flowingBack(tape: Tape, sweep: Sweep, uses: Uses, node: NodeId, operand: number): NdArray {
  const from = tape.operandsOf(node)[operand]!;
  const isSeeded = sweep.seeds.some((seed) => seed.node === from);
  return uses.of(from) === 1 && !isSeeded
    ? tensorGradient(tape, sweep, from)
    : tensorContribution(tape, sweep, node, operand);
}

/** What a picture says of an operand of an operation of tensors; nothing flows back from one that is behind a cut. */
export function operandFlow(
  tape: Tape,
  sweep: Sweep,
  uses: Uses,
  node: NodeId,
  operand: number,
  isBehind = false,
): { readonly value: Num; readonly contribution: Num | null; readonly tensor?: TensorFlow } {
  const from = tape.operandsOf(node)[operand]!;
  const { op, value } = tape;
  const array = holdsTensor(op[from]!) ? tape.tensor(from) : null;
  const isLeaf = isBehind || isConstant(op[from]!);
  const back = isLeaf ? null : flowingBack(tape, sweep, uses, node, operand);
  if (array === null || array.rank === 0) {
    return {
      value: array === null ? encodeNum(value[from]!) : itemOf(array),
      contribution: back === null ? null : itemOf(back),
    };
  }
  const { shape } = array;
  const stretched = isBroadcast(tape, node) ? stretchedAxes(shape, tape.tensor(node).shape) : [];
  return {
    value: statisticsOf(array).mean,
    contribution: null,
    tensor: {
      shape,
      contribution: back === null ? null : statisticsOf(back),
      ...(stretched.length > 0 && { stretched }),
    },
  };
}

/** The only number of an array of one. */
export function itemOf(array: NdArray): Num {
  return nested(array, 1) as Num;
}

/** Whether the result has the shape that NumPy's broadcasting gives the operands. */
function isBroadcast(tape: Tape, node: NodeId): boolean {
  if (!holdsTensor(tape.op[node]!)) return false;
  const shapes = tape.operandsOf(node).map((from) => (holdsTensor(tape.op[from]!) ? tape.tensor(from).shape : []));
  const shape = broadcastShapes(shapes);
  return !isError(shape) && sameShape(shape, tape.tensor(node).shape);
}

/** Axes of the result along which an operand of this shape was stretched. */
function stretchedAxes(shape: readonly number[], result: readonly number[]): number[] {
  const missing = result.length - shape.length;
  return result.flatMap((extent, axis) => {
    const own = axis < missing ? 1 : shape[axis - missing]!;
    return own === 1 && extent !== 1 ? [axis] : [];
  });
}

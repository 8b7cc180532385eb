import { rowByCode } from './ops/table';
import type { NodeId, Tape } from './tape';

/** One reverse sweep. Adjoints belong to a sweep, since one tape carries several. */
export interface Sweep {
  /** The nodes that were seeded, with the gradient each started from. */
  readonly seeds: readonly Seed[];
  /** d output / d node for each row up to the last output; 0 where {@link reached} is 0. */
  readonly adjoint: Float64Array;
  /** 1 where the output was computed from the node, also when the gradient that arrives is 0. */
  readonly reached: Uint8Array;
}

export interface Seed {
  readonly node: NodeId;
  readonly gradient: number;
}

/** What flows back over one edge: `contribution = upstream × local`. */
export interface Contribution {
  readonly local: number;
  readonly upstream: number;
  readonly contribution: number;
}

/**
 * Sweeps the tape once, from the outputs to the leaves. Only nodes without a path from an output are skipped: an
 * upstream gradient of 0 still meets its local gradient, since 0 × ∞ is NaN (as in PyTorch).
 */
export function backward(tape: Tape, seeds: readonly Seed[]): Sweep {
  const last = seeds.reduce((high, seed) => Math.max(high, seed.node), -1);
  const adjoint = new Float64Array(last + 1);
  const reached = new Uint8Array(last + 1);
  for (const { node, gradient } of seeds) {
    adjoint[node] = adjoint[node]! + gradient;
    reached[node] = 1;
  }
  const { op, value, operands, operandEnd } = tape;
  for (let node = last; node >= 0; node--) {
    if (reached[node] === 0) continue;
    const row = rowByCode[op[node]!];
    if (row === undefined) continue;
    const upstream = adjoint[node]!;
    const y = value[node]!;
    const start = node === 0 ? 0 : operandEnd[node - 1]!;
    if (row.arity === 1) {
      const a = operands[start]!;
      adjoint[a]! += upstream * row.local[0](value[a]!, y);
      reached[a] = 1;
    } else if (row.arity === 2) {
      const a = operands[start]!;
      const b = operands[start + 1]!;
      const x = value[a]!;
      const z = value[b]!;
      adjoint[a]! += upstream * row.local[0](x, z, y);
      adjoint[b]! += upstream * row.local[1](x, z, y);
      reached[a] = 1;
      reached[b] = 1;
    } else {
      const inputs = valuesOf(tape, start, operandEnd[node]!);
      const locals = new Float64Array(inputs.length);
      row.locals(inputs, y, locals);
      for (let k = 0; k < inputs.length; k++) {
        const a = operands[start + k]!;
        adjoint[a]! += upstream * locals[k]!;
        reached[a] = 1;
      }
    }
  }
  return { seeds, adjoint, reached };
}

/** The contribution that flows from `node` back to its operand number `operand`. Computed on demand, never stored. */
export function contribution(tape: Tape, sweep: Sweep, node: NodeId, operand: number): Contribution {
  const local = localGradient(tape, node, operand);
  const upstream = sweep.adjoint[node] ?? 0;
  return { local, upstream, contribution: upstream * local };
}

/** The derivative of the node's value with respect to its operand number `operand`. */
export function localGradient(tape: Tape, node: NodeId, operand: number): number {
  const row = rowByCode[tape.op[node]!];
  if (row === undefined) throw new RangeError(`internal: node ${node} is a leaf and has no local gradients`);
  const inputs = valuesOf(tape, tape.operandStart(node), tape.operandEnd[node]!);
  const y = tape.value[node]!;
  if (row.arity === 1) return row.local[0](inputs[0]!, y);
  if (row.arity === 2) return row.local[operand === 0 ? 0 : 1](inputs[0]!, inputs[1]!, y);
  const locals = new Float64Array(inputs.length);
  row.locals(inputs, y, locals);
  return locals[operand]!;
}

function valuesOf(tape: Tape, start: number, end: number): Float64Array {
  const values = new Float64Array(end - start);
  for (let k = 0; k < values.length; k++) values[k] = tape.value[tape.operands[start + k]!]!;
  return values;
}

import type { BinaryRow, NaryRow, UnaryRow } from './ops/row';
import { CONSTANT, INPUT, opCode, rowByCode, rows } from './ops/table';
import type { NodeId, Tape } from './tape';

/** One reverse sweep. Adjoints belong to a sweep, since one tape carries several. */
export interface Sweep {
  /** The nodes that were seeded, with the gradient each started from. */
  readonly seeds: readonly Seed[];
  /**
   * d output / d node for each row up to the last output; 0 where {@link reached} is 0, and for constants, which have
   * none.
   */
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

const noRule = (): never => {
  throw new Error('internal: a rule of another arity was called');
};

// The rules by op code, so that the sweep need not look at rows, which are objects of many shapes.
const UNARY = 1;
const BINARY = 2;
const NARY = 3;
const arities = Uint8Array.from(rowByCode, (row) => (row === undefined ? 0 : row.arity === 'n' ? NARY : row.arity));
const unaryRules = rowByCode.map((row): UnaryRow['local'][0] => (row?.arity === 1 ? row.local[0] : noRule));
const firstRules = rowByCode.map((row): BinaryRow['local'][0] => (row?.arity === 2 ? row.local[0] : noRule));
const secondRules = rowByCode.map((row): BinaryRow['local'][1] => (row?.arity === 2 ? row.local[1] : noRule));
const naryRules = rowByCode.map((row): NaryRow['locals'] => (row?.arity === 'n' ? row.locals : noRule));

// The rules of the commonest operations by name. A call site that only ever calls one function is compiled without a
// call and without a number object for what it returns, which makes the sweep of a long tape two to three times as fast.
// Short tapes take the other path: V8 leaves the call in where it saw fewer than one call in seven sweeps.
const LONG = 512;
const { add: ADD, sub: SUB, mul: MUL, div: DIV } = opCode;
const [addFirst, addSecond]: BinaryRow['local'] = rows.add.local;
const [subFirst, subSecond]: BinaryRow['local'] = rows.sub.local;
const [mulFirst, mulSecond]: BinaryRow['local'] = rows.mul.local;
const [divFirst, divSecond]: BinaryRow['local'] = rows.div.local;

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
  const byName = last >= LONG;
  for (let node = last; node >= 0; node--) {
    if (reached[node] === 0) continue;
    const code = op[node]!;
    const arity = arities[code]!;
    if (arity === 0) continue;
    const upstream = adjoint[node]!;
    const y = value[node]!;
    const end = operandEnd[node]!;
    if (arity === BINARY) {
      const a = operands[end - 2]!;
      const b = operands[end - 1]!;
      const x = value[a]!;
      const z = value[b]!;
      const inA = op[a] !== CONSTANT;
      const inB = op[b] !== CONSTANT;
      let first: number;
      let second: number;
      const name = byName ? code : INPUT;
      if (name === MUL) {
        first = mulFirst(x, z, y);
        second = mulSecond(x, z, y);
      } else if (name === ADD) {
        first = addFirst(x, z, y);
        second = addSecond(x, z, y);
      } else if (name === SUB) {
        first = subFirst(x, z, y);
        second = subSecond(x, z, y);
      } else if (name === DIV) {
        first = divFirst(x, z, y);
        second = divSecond(x, z, y);
      } else {
        first = inA ? firstRules[code]!(x, z, y) : 0;
        second = inB ? secondRules[code]!(x, z, y) : 0;
      }
      if (inA) adjoint[a]! += upstream * first;
      if (inB) adjoint[b]! += upstream * second;
      reached[a] = 1;
      reached[b] = 1;
    } else if (arity === UNARY) {
      const a = operands[end - 1]!;
      if (op[a] !== CONSTANT) adjoint[a]! += upstream * unaryRules[code]!(value[a]!, y);
      reached[a] = 1;
    } else {
      pullNary(tape, node, adjoint, reached);
    }
  }
  return { seeds, adjoint, reached };
}

function pullNary(tape: Tape, node: NodeId, adjoint: Float64Array, reached: Uint8Array): void {
  const { op, value, operands } = tape;
  const start = tape.operandStart(node);
  const count = tape.operandEnd[node]! - start;
  const inputs = buffer(inputBuffers, count);
  const locals = buffer(localBuffers, count);
  for (let k = 0; k < count; k++) inputs[k] = value[operands[start + k]!]!;
  naryRules[op[node]!]!(inputs, value[node]!, locals);
  const upstream = adjoint[node]!;
  for (let k = 0; k < count; k++) {
    const a = operands[start + k]!;
    if (op[a] !== CONSTANT) adjoint[a]! += upstream * locals[k]!;
    reached[a] = 1;
  }
}

const inputBuffers: Float64Array[] = [];
const localBuffers: Float64Array[] = [];

/** A buffer of exactly this length; short ones are kept, so that a loop over `Math.max(0, x)` allocates nothing. */
function buffer(kept: Float64Array[], length: number): Float64Array {
  if (length > 16) return new Float64Array(length);
  while (kept.length <= length) kept.push(new Float64Array(kept.length));
  return kept[length]!;
}

/** The contribution that flows from `node` back to its operand number `operand`. Computed on demand, never stored. */
export function contribution(tape: Tape, sweep: Sweep, node: NodeId, operand: number): Contribution {
  const local = localGradient(tape, node, operand);
  const upstream = sweep.adjoint[node] ?? 0;
  return { local, upstream, contribution: upstream * local };
}

/** The derivative of the node's value with respect to its operand number `operand`, constants included. */
export function localGradient(tape: Tape, node: NodeId, operand: number): number {
  const local = localGradients(tape, node)[operand];
  if (local === undefined) throw new RangeError(`internal: node ${node} has no operand ${operand}`);
  return local;
}

/** The derivatives of the node's value with respect to each of its operands, constants included; none for a leaf. */
export function localGradients(tape: Tape, node: NodeId): Float64Array {
  const row = rowByCode[tape.op[node]!];
  const inputs = Float64Array.from(tape.operandsOf(node), (operand) => tape.value[operand]!);
  const locals = new Float64Array(inputs.length);
  const y = tape.value[node]!;
  if (row?.arity === 1) {
    locals[0] = row.local[0](inputs[0]!, y);
  } else if (row?.arity === 2) {
    locals[0] = row.local[0](inputs[0]!, inputs[1]!, y);
    locals[1] = row.local[1](inputs[0]!, inputs[1]!, y);
  } else if (row !== undefined) {
    row.locals(inputs, y, locals);
  }
  return locals;
}

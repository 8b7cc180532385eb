import { useArithmetic } from './math/arithmetic';
import type { BinaryRow, NaryRow, UnaryRow } from './ops/row';
import { CONSTANT, holdsTensor, INPUT, type OpCode, opCode, rowByCode, SCALAR_CODES } from './ops/table';
import { type Seed, Sweep } from './sweep';
import { ANY_NUMBER, arities, type NodeId, type Tape } from './tape';
import { noTick, type Tick } from './tensor/gemm';
import { pullTensor, seedTensor } from './tensorSweep';

export { type Seed, Sweep };

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
export const unaryRules = rowByCode.map((row): UnaryRow['local'][0] => (row?.arity === 1 ? row.local[0] : noRule));
export const firstRules = rowByCode.map((row): BinaryRow['local'][0] => (row?.arity === 2 ? row.local[0] : noRule));
export const secondRules = rowByCode.map((row): BinaryRow['local'][1] => (row?.arity === 2 ? row.local[1] : noRule));
const naryRules = rowByCode.map((row): NaryRow['locals'] => (row?.arity === 'n' ? row.locals : noRule));

const { add: ADD, sub: SUB, mul: MUL } = opCode;

/**
 * Sweeps the tape once, from the outputs to the leaves. Only nodes without a path from an output are skipped: an
 * upstream gradient of 0 still meets its local gradient, since 0 × ∞ is NaN (as in PyTorch).
 *
 * `spare` is a sweep that nobody reads any more: its memory is used again, and it is what is returned. `tick` is called
 * from within long operations of tensors and may throw. `first` is the first row that a gradient is wanted for: what was
 * recorded before it is not swept, and nothing may be asked about it.
 */
export function backward(
  tape: Tape,
  seeds: readonly Seed[],
  spare: Sweep | null = null,
  tick: Tick = noTick,
  first: NodeId = 0,
): Sweep {
  let last = -1;
  for (let k = 0; k < seeds.length; k++) if (seeds[k]!.node > last) last = seeds[k]!.node;
  const sweep = spare ?? new Sweep();
  const adjoint = sweep.begin(seeds, last + 1, first);
  if (last < 0) return sweep;
  useArithmetic(tape.arithmetic);
  let constants = 0;
  for (let k = 0; k < seeds.length; k++) {
    const { node, gradient } = seeds[k]!;
    if (holdsTensor(tape.op[node]!)) seedTensor(tape, sweep, adjoint, seeds[k]!);
    else adjoint[node] = adjoint[node]! + gradient + 0;
    if (tape.op[node] === CONSTANT) constants++;
  }
  pullAll(tape, adjoint, last, sweep, tick, first);
  // A constant has no gradient but the one it was seeded with.
  for (let k = 0; constants > 0 && k < seeds.length; k++) {
    const { node, gradient } = seeds[k]!;
    if (tape.op[node] === CONSTANT) adjoint[node] = adjoint[node]! + gradient;
  }
  return sweep;
}

/**
 * The loop over the rows. Sums, differences and products, of which most tapes are made, are written out, and everything
 * else is left to {@link pull}: a loop that calls nothing keeps its arrays in registers, and is twice as fast. A test
 * holds what is written out against the rows.
 *
 * `+ 0` turns −0 into 0, since −0 is what stands in a node that nothing has reached ({@link Sweep}).
 */
function pullAll(tape: Tape, adjoint: Float64Array, last: NodeId, sweep: Sweep, tick: Tick, first: NodeId): void {
  const { op, value, operands } = tape;
  let end = tape.operandCount;
  let counted = tape.countsLength;
  for (let later = tape.length - 1; later > last; later--) {
    const arity = arities[op[later]!]!;
    end -= arity === ANY_NUMBER ? tape.counts[--counted]! : arity;
  }
  let node = last;
  for (;;) {
    let code: OpCode = CONSTANT;
    for (; node >= first; node--) {
      code = op[node]!;
      if (code === MUL) {
        const b = operands[end - 1]!;
        const a = operands[end - 2]!;
        end -= 2;
        const upstream = adjoint[node]!;
        if (Object.is(upstream, -0)) continue;
        adjoint[a] = adjoint[a]! + (upstream * value[b]! + 0);
        adjoint[b] = adjoint[b]! + (upstream * value[a]! + 0);
      } else if (code === ADD) {
        const b = operands[end - 1]!;
        const a = operands[end - 2]!;
        end -= 2;
        const upstream = adjoint[node]!;
        if (Object.is(upstream, -0)) continue;
        adjoint[a] = adjoint[a]! + upstream;
        adjoint[b] = adjoint[b]! + upstream;
      } else if (code === SUB) {
        const b = operands[end - 1]!;
        const a = operands[end - 2]!;
        end -= 2;
        const upstream = adjoint[node]!;
        if (Object.is(upstream, -0)) continue;
        adjoint[a] = adjoint[a]! + upstream;
        adjoint[b] = adjoint[b]! + (0 - upstream);
      } else if (code === CONSTANT) {
        // What was added up for a constant is not its gradient; it has none.
        if (!Object.is(adjoint[node], -0)) adjoint[node] = 0;
      } else if (code !== INPUT) break;
    }
    if (node < first) return;
    const arity = arities[code]!;
    const count = arity === ANY_NUMBER ? tape.counts[--counted]! : arity;
    if (!Object.is(adjoint[node], -0)) {
      if (code < SCALAR_CODES) pull(tape, node, end, count, adjoint);
      else if (count > 0) pullTensor(tape, sweep, adjoint, node, tick);
    }
    end -= count;
    node--;
  }
}

/** Adds what flows back from one row to its operands, which are `count` up to `operands[end - 1]`. */
function pull(tape: Tape, node: NodeId, end: number, count: number, adjoint: Float64Array): void {
  const { op, value, operands } = tape;
  const code = op[node]!;
  const upstream = adjoint[node]!;
  const y = value[node]!;
  const arity = arities[code]!;
  if (arity === 1) {
    const a = operands[end - 1]!;
    const local = op[a] === CONSTANT ? 0 : unaryRules[code]!(value[a]!, y);
    adjoint[a] = adjoint[a]! + (upstream * local + 0);
  } else if (arity === 2) {
    const a = operands[end - 2]!;
    const b = operands[end - 1]!;
    const first = op[a] === CONSTANT ? 0 : firstRules[code]!(value[a]!, value[b]!, y);
    const second = op[b] === CONSTANT ? 0 : secondRules[code]!(value[a]!, value[b]!, y);
    adjoint[a] = adjoint[a]! + (upstream * first + 0);
    adjoint[b] = adjoint[b]! + (upstream * second + 0);
  } else {
    pullNary(tape, node, end - count, count, adjoint);
  }
}

function pullNary(tape: Tape, node: NodeId, start: number, count: number, adjoint: Float64Array): void {
  const { op, value, operands } = tape;
  const inputs = buffer(inputBuffers, count);
  const locals = buffer(localBuffers, count);
  for (let k = 0; k < count; k++) inputs[k] = value[operands[start + k]!]!;
  naryRules[op[node]!]!(inputs, value[node]!, locals);
  const upstream = adjoint[node]!;
  for (let k = 0; k < count; k++) {
    const a = operands[start + k]!;
    adjoint[a] = adjoint[a]! + (upstream * locals[k]! + 0);
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
  useArithmetic(tape.arithmetic);
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

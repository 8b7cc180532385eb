import { opCode, rows } from '../../src/engine/ops/table';
import { RegionKind } from '../../src/engine/regions';
import { bareChain } from './bareTape';
import { Value } from './micrograd';
import { type Recorded, traced, type Work } from './work';

const { add, mul, sin, tanh } = opCode;
const start = 0.7;

/** A loop of so many turns, recorded with a region for each turn. */
interface Chain {
  readonly name: string;
  /** Operations of one turn. */
  readonly operations: number;
  readonly record: (recorded: Recorded, turns: number) => number;
  readonly closures: (x: Value, turns: number) => Value;
  readonly byHand: (turns: number) => number;
  readonly bare?: (turns: number) => () => number;
}

/** x = x · 0.999 + 0.001 over and over: two operations a turn, each with a constant. */
const linear: Chain = {
  name: 'x = x * 0.999 + 0.001',
  operations: 2,
  record(recorded, turns) {
    const { tape } = recorded;
    let x = start;
    let node = tape.input(x, 1);
    const input = node;
    const outside = tape.enterRegion(RegionKind.loop, 9);
    const loop = tape.currentRegion;
    for (let turn = 0; turn < turns; turn++) {
      tape.enterIteration(loop, turn);
      x = rows.mul.forward(x, 0.999);
      node = tape.record2(mul, node, tape.constant(0.999, 2), x, 3);
      x = rows.add.forward(x, 0.001);
      node = tape.record2(add, node, tape.constant(0.001, 4), x, 5);
    }
    tape.leaveRegion(outside);
    return recorded.sweep(node).gradient(input);
  },
  closures(x, turns) {
    let y = x;
    for (let turn = 0; turn < turns; turn++) y = y.mul(0.999).add(0.001);
    return y;
  },
  byHand(turns) {
    const values = new Float64Array(turns + 1);
    values[0] = start;
    for (let turn = 0; turn < turns; turn++) values[turn + 1] = values[turn]! * 0.999 + 0.001;
    let gradient = 1;
    for (let turn = 0; turn < turns; turn++) gradient *= 0.999;
    return values[turns]! === Number.POSITIVE_INFINITY ? Number.NaN : gradient;
  },
  bare: bareChain,
};

/** Operations of several kinds, with x used twice. */
const mixed: Chain = {
  name: 'x = tanh(sin(x) * x + 0.9)',
  operations: 4,
  record(recorded, turns) {
    const { tape } = recorded;
    let x = start;
    let node = tape.input(x, 1);
    const input = node;
    const outside = tape.enterRegion(RegionKind.loop, 9);
    const loop = tape.currentRegion;
    for (let turn = 0; turn < turns; turn++) {
      tape.enterIteration(loop, turn);
      const s = rows.sin.forward(x);
      const sine = tape.record1(sin, node, s, 2);
      const p = rows.mul.forward(s, x);
      const product = tape.record2(mul, sine, node, p, 3);
      const q = rows.add.forward(p, 0.9);
      const sum = tape.record2(add, product, tape.constant(0.9, 4), q, 5);
      x = rows.tanh.forward(q);
      node = tape.record1(tanh, sum, x, 6);
    }
    tape.leaveRegion(outside);
    return recorded.sweep(node).gradient(input);
  },
  closures(x, turns) {
    let y = x;
    for (let turn = 0; turn < turns; turn++) y = y.sin().mul(y).add(0.9).tanh();
    return y;
  },
  byHand(turns) {
    const values = new Float64Array(turns + 1);
    const sines = new Float64Array(turns);
    values[0] = start;
    for (let turn = 0; turn < turns; turn++) {
      const x = values[turn]!;
      const s = Math.sin(x);
      sines[turn] = s;
      values[turn + 1] = Math.tanh(s * x + 0.9);
    }
    let gradient = 1;
    for (let turn = turns - 1; turn >= 0; turn--) {
      const x = values[turn]!;
      const y = values[turn + 1]!;
      gradient *= (1 - y * y) * (Math.cos(x) * x + sines[turn]!);
    }
    return gradient;
  },
};

/** One chain of so many operations. */
function chainOf(chain: Chain, operations: number, rounds: number): Work {
  const turns = operations / chain.operations;
  const closures = (sweep: (value: Value) => void) => () => {
    const x = new Value(start);
    sweep(chain.closures(x, turns));
    return x.grad;
  };
  return {
    name: `\`${chain.name}\`, ${operations.toExponential(0)} operations`,
    operations,
    rounds,
    ours: traced((recorded) => chain.record(recorded, turns)),
    // Longer chains overflow the stack of the recursive sort.
    recursive: operations <= 1e3 ? closures((value) => value.backward()) : null,
    iterative: closures((value) => value.backwardIterative()),
    byHand: () => chain.byHand(turns),
    ...(chain.bare && { bare: chain.bare(turns) }),
  };
}

/** Long chains of operations: linear ones, and of several kinds. */
export const chains: readonly Work[] = [linear, mixed].flatMap((chain) => [
  chainOf(chain, 1e3, 25),
  chainOf(chain, 1e4, 25),
  chainOf(chain, 1e5, 15),
  chainOf(chain, 1e6, 7),
]);

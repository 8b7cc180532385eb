import { opCode, rows } from '../../src/engine/ops/table';
import { RegionKind } from '../../src/engine/regions';
import { bareBurger } from './bareTape';
import { Value } from './micrograd';
import { type Recorded, traced, type Work } from './work';

const { add, div, exp, mul, neg, pow, sub } = opCode;

/** Runs in one measurement: one alone is too short. */
const runs = 1e4;

/** The burger factory's loss, (v · (w · x) − 10)². */
const burger = {
  record({ tape, sweep }: Recorded, w: number): number {
    const nodeW = tape.input(w, 1);
    const nodeV = tape.input(2, 2);
    const nodeX = tape.input(2, 3);
    const u = rows.mul.forward(w, 2);
    const nodeU = tape.record2(mul, nodeW, nodeX, u, 4);
    const y = rows.mul.forward(2, u);
    const nodeY = tape.record2(mul, nodeV, nodeU, y, 5);
    const residual = rows.sub.forward(y, 10);
    const nodeR = tape.record2(sub, nodeY, tape.constant(10, 6), residual, 7);
    const loss = rows.pow.forward(residual, 2);
    return sweep(tape.record2(pow, nodeR, tape.constant(2, 8), loss, 9)).gradient(nodeW);
  },
  closures: (w: Value) =>
    new Value(2)
      .mul(w.mul(new Value(2)))
      .sub(10)
      .pow(2),
  byHand(w: number): number {
    const residual = 2 * (w * 2) - 10;
    return 2 * residual * 2 * 2;
  },
};

/** A sigmoid neuron, 1 / (1 + e^−(w · x + v · y + b)). */
const [x, v, y, b] = [-1, -3, -2, 2.5];
const neuron = {
  record({ tape, sweep }: Recorded, w: number): number {
    const nodeW = tape.input(w, 1);
    const nodeX = tape.input(x, 2);
    const nodeV = tape.input(v, 3);
    const nodeY = tape.input(y, 4);
    const nodeB = tape.input(b, 5);
    const first = rows.mul.forward(w, x);
    const nodeFirst = tape.record2(mul, nodeW, nodeX, first, 6);
    const second = rows.mul.forward(v, y);
    const nodeSecond = tape.record2(mul, nodeV, nodeY, second, 7);
    const both = rows.add.forward(first, second);
    const nodeBoth = tape.record2(add, nodeFirst, nodeSecond, both, 8);
    const z = rows.add.forward(both, b);
    const nodeZ = tape.record2(add, nodeBoth, nodeB, z, 9);
    const outside = tape.enterRegion(RegionKind.call, 10);
    const n = rows.neg.forward(z);
    const nodeN = tape.record1(neg, nodeZ, n, 11);
    const e = rows.exp.forward(n);
    const nodeE = tape.record1(exp, nodeN, e, 12);
    const d = rows.add.forward(1, e);
    const nodeD = tape.record2(add, tape.constant(1, 13), nodeE, d, 14);
    const output = tape.record2(div, tape.constant(1, 15), nodeD, rows.div.forward(1, d), 16);
    tape.leaveRegion(outside);
    return sweep(output).gradient(nodeW);
  },
  closures: (w: Value) => {
    const z = w
      .mul(new Value(x))
      .add(new Value(v).mul(new Value(y)))
      .add(new Value(b));
    return new Value(1).div(z.neg().exp().add(1));
  },
  byHand(w: number): number {
    const output = 1 / (1 + Math.exp(-(w * x + v * y + b)));
    return output * (1 - output) * x;
  },
};

function manyRuns(name: string, operations: number, work: typeof burger, bare?: (w: number) => number): Work {
  const total = (once: (w: number) => number) => () => {
    let sum = 0;
    for (let k = 0; k < runs; k++) sum += once(3 + k * 1e-9);
    return sum;
  };
  const closures = (sweep: (value: Value) => void) =>
    total((start) => {
      const w = new Value(start);
      sweep(work.closures(w));
      return w.grad;
    });
  let w = 0;
  const once = traced((recorded) => work.record(recorded, w));
  return {
    name: `${name}, ${runs} runs`,
    operations: operations * runs,
    rounds: 25,
    ours: total((start) => {
      w = start;
      return once();
    }),
    recursive: closures((value) => value.backward()),
    iterative: closures((value) => value.backwardIterative()),
    byHand: total(work.byHand),
    ...(bare && { bare: total(bare) }),
  };
}

/** Short tapes, where what a run costs beside its operations shows. */
export const neurons: readonly Work[] = [
  manyRuns('burger loss', 4, burger, bareBurger()),
  manyRuns('sigmoid neuron', 8, neuron),
];

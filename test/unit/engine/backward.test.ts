import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backward, contribution, localGradient, localGradients, type Seed } from '../../../src/engine/backward';
import { CONSTANT, opCode } from '../../../src/engine/ops/table';
import { RegionKind } from '../../../src/engine/regions';
import { Tape } from '../../../src/engine/tape';
import { record, steps } from './madeUpRun';
import { Recorder } from './record';

test('f = (x + y) z at -2, 5, -4 has the gradients -4, -4, 3', () => {
  const r = new Recorder();
  const [x, y, z] = [r.input(-2), r.input(5), r.input(-4)];
  const sum = r.op('add', x, y);
  const f = r.op('mul', sum, z);
  const sweep = r.sweep(f);
  expect([...sweep.adjoint]).toEqual([-4, -4, 3, -4, 1]);
  expect(contribution(r.tape, sweep, f, 0)).toEqual({ local: -4, upstream: 1, contribution: -4 });
  expect(contribution(r.tape, sweep, f, 1)).toEqual({ local: 3, upstream: 1, contribution: 3 });
  expect(contribution(r.tape, sweep, sum, 1)).toEqual({ local: 1, upstream: -4, contribution: -4 });
});

test('the burger factory’s loss is 4, its gradients 24 and 16', () => {
  const r = new Recorder();
  const [w, v, x] = [r.input(3), r.input(2), r.input(2)];
  const u = r.op('mul', w, x);
  const loss = r.op('pow', r.op('sub', r.op('mul', v, u), r.constant(10)), r.constant(2));
  const { adjoint } = r.sweep(loss);
  expect([r.value(loss), adjoint[v], adjoint[w], adjoint[u]]).toEqual([4, 24, 16, 8]);
});

describe('forks', () => {
  test('x * x gets both contributions', () => {
    const r = new Recorder();
    const x = r.input(3);
    expect(r.sweep(r.op('mul', x, x)).adjoint[x]).toBe(6);
  });

  test('max(x, x) is a tie of x with itself: the shares add up to 1', () => {
    const r = new Recorder();
    const x = r.input(3);
    expect(r.sweep(r.op('max', x, x, x)).adjoint[x]).toBeCloseTo(1, 15);
  });

  test('a diamond accumulates over its paths', () => {
    const r = new Recorder();
    const x = r.input(2);
    const left = r.op('mul', x, r.constant(3));
    const right = r.op('pow', x, r.constant(2));
    expect(r.sweep(r.op('add', left, right)).adjoint[x]).toBe(3 + 4);
  });
});

describe('a sweep', () => {
  test('starts from any gradient', () => {
    const r = new Recorder();
    const [x, w] = [r.input(2), r.input(3)];
    const { adjoint, seeds } = r.sweep(r.op('mul', x, w), 5);
    expect([adjoint[x], adjoint[w]]).toEqual([15, 10]);
    expect(seeds).toEqual([{ node: 2, gradient: 5 }]);
  });

  test('takes several outputs, one of which feeds another, or one twice', () => {
    const r = new Recorder();
    const x = r.input(2);
    const square = r.op('mul', x, x);
    const quartic = r.op('mul', square, square);
    const seeds = [square, quartic, square].map((node) => ({ node, gradient: 1 }));
    // 2 · 2x + 4x³
    expect(backward(r.tape, seeds).adjoint[x]).toBe(8 + 32);
  });

  test('of a leaf is the leaf’s own gradient, of nothing is empty', () => {
    const r = new Recorder();
    const x = r.input(2);
    expect([...r.sweep(x).adjoint]).toEqual([1]);
    expect(backward(r.tape, []).adjoint).toHaveLength(0);
  });

  test('is one of several on a tape, from different outputs', () => {
    const r = new Recorder();
    const x = r.input(2);
    const y = r.op('mul', x, r.constant(3));
    const first = r.sweep(y);
    const z = r.op('mul', y, y);
    const second = r.sweep(z);
    expect([first.adjoint[x], second.adjoint[x], first.adjoint[x]]).toEqual([3, 36, 3]);
    expect([first.adjoint.length, second.adjoint.length]).toEqual([3, 4]);
  });

  test('reaches what the output was computed from, also where slopes are 0, and nothing else', () => {
    const r = new Recorder();
    const [x, stray] = [r.input(2.5), r.input(1)];
    const flat = r.op('floor', x);
    const deadEnd = r.op('mul', stray, x);
    const sweep = r.sweep(r.op('mul', flat, r.constant(2)));
    expect([x, flat, stray, deadEnd].map((node) => sweep.reached[node])).toEqual([1, 1, 0, 0]);
    expect(sweep.adjoint[x]).toBe(0);
  });

  test('gives constants no gradient, though their contribution is there when asked for', () => {
    const r = new Recorder();
    const x = r.input(3);
    const three = r.constant(3);
    const one = r.constant(1);
    const power = r.op('pow', x, three);
    const top = r.op('max', power, one, three);
    const sweep = r.sweep(r.op('mul', r.op('exp', one), top));
    expect([sweep.adjoint[three], sweep.adjoint[one]]).toEqual([0, 0]);
    expect([sweep.reached[three], sweep.reached[one]]).toEqual([1, 1]);
    expect(localGradient(r.tape, power, 1)).toBeCloseTo(27 * Math.log(3), 12);
    expect(contribution(r.tape, sweep, power, 1).contribution).toBeCloseTo(Math.E * 27 * Math.log(3), 10);
    expect([...localGradients(r.tape, top)]).toEqual([1, 0, 0]);
  });
});

test('a leaf has no local gradients, an operation none beyond its operands', () => {
  const r = new Recorder();
  const x = r.input(3);
  const y = r.op('exp', x);
  expect(localGradients(r.tape, x)).toHaveLength(0);
  expect(() => localGradient(r.tape, x, 0)).toThrow('internal: node 0 has no operand 0');
  expect(() => localGradient(r.tape, y, 1)).toThrow('internal: node 1 has no operand 1');
});

/** A sweep by the rows alone, as it is defined. */
function plainSweep(tape: Tape, seeds: readonly Seed[]): { adjoint: number[]; reached: number[] } {
  const length = Math.max(...seeds.map(({ node }) => node)) + 1;
  const adjoint = new Array<number>(length).fill(0);
  const reached = new Array<number>(length).fill(0);
  for (const { node, gradient } of seeds) {
    adjoint[node]! += gradient;
    reached[node] = 1;
  }
  for (let node = length - 1; node >= 0; node--) {
    if (reached[node] === 0) continue;
    const locals = localGradients(tape, node);
    tape.operandsOf(node).forEach((operand, k) => {
      if (tape.op[operand] !== CONSTANT) adjoint[operand]! += adjoint[node]! * locals[k]!;
      reached[operand] = 1;
    });
  }
  return { adjoint, reached };
}

test('a sweep gives bit for bit what the rows give, for the operations that are written out too', () => {
  fc.assert(
    fc.property(steps, fc.nat(), fc.constantFrom(1, 0, -0, -2, Number.NaN), (run, second, gradient) => {
      const tape = new Tape();
      record(tape, run);
      const seeds = [
        { node: tape.length - 1, gradient },
        { node: second % tape.length, gradient: 3 },
      ];
      for (const some of [seeds.slice(0, 1), seeds]) {
        const { adjoint, reached } = backward(tape, some);
        const plain = plainSweep(tape, some);
        expect([...adjoint]).toEqual(plain.adjoint);
        expect([...reached]).toEqual(plain.reached);
      }
    }),
    { numRuns: 500 },
  );
});

describe('a chain of a million operations', () => {
  const turns = 5e5;
  const tape = new Tape();
  let x = 1;
  const input = tape.input(x, 1);
  let node = input;
  for (let turn = 0; turn < turns; turn++) {
    x *= 1.000001;
    node = tape.record2(opCode.mul, node, tape.constant(1.000001, 2), x, 3);
    x = Math.max(x, 0.5);
    node = tape.recordN(opCode.max, [node, tape.constant(0.5, 4)], x, 5);
  }

  test('needs no stack', () => {
    const { adjoint } = backward(tape, [{ node, gradient: 1 }]);
    expect(adjoint[input]! / x).toBeCloseTo(1, 9);
    expect(x).toBeCloseTo(1.000001 ** turns, 9);
  });

  test('records its constants once', () => {
    expect(tape.length).toBe(2 * turns + 3);
  });
});

test.each([1e5, 1e6])('%d loop turns of one operation and a constant take less than 64 bytes each', (turns) => {
  const tape = new Tape();
  let node = tape.input(1, 1);
  const before = tape.enterRegion(RegionKind.loop, 9);
  const loop = tape.currentRegion;
  for (let turn = 0; turn < turns; turn++) {
    tape.enterIteration(loop, turn);
    node = tape.record2(opCode.mul, node, tape.constant(1.000001, 2), 1, 3);
  }
  tape.leaveRegion(before);
  const { adjoint, reached } = backward(tape, [{ node, gradient: 1 }]);
  expect(tape.regions.length).toBe(turns + 2);
  // Everything of the run: columns, regions, adjoints and the room that the columns have left.
  expect((tape.byteLength + adjoint.byteLength + reached.byteLength) / turns).toBeLessThan(64);
});

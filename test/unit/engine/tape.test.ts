import { describe, expect, test } from 'vitest';
import { roomFor } from '../../../src/engine/growth';
import { opCode } from '../../../src/engine/ops/table';
import { printTape } from '../../../src/engine/print';
import { RegionKind } from '../../../src/engine/regions';
import { SourceFile, SourceTable } from '../../../src/engine/sources';
import { Tape } from '../../../src/engine/tape';
import { Recorder } from './record';

test('a tape prints as one line a row', () => {
  const text = 'const u = w *\n  x; Math.max(u, 10, -u)';
  const sources = new SourceTable();
  const file = new SourceFile('burger.ts', text);
  const source = (code: string) => sources.add(file, text.indexOf(code), text.indexOf(code) + code.length);
  const tape = new Tape();
  const w = tape.input(3, source('w'));
  const x = tape.input(-0, 0);
  const u = tape.record2(opCode.mul, w, x, -0, source('w *\n  x'));
  const before = tape.enterRegion(RegionKind.call, source('Math.max(u, 10, -u)'));
  const loop = tape.enterRegion(RegionKind.loop, 0);
  const loopRegion = tape.currentRegion;
  tape.enterIteration(loopRegion, 4);
  const minus = tape.record1(opCode.neg, u, 0, source('-u'));
  tape.leaveRegion(loop);
  tape.recordN(opCode.max, [u, tape.constant(10, source('10')), minus], 10, source('Math.max(u, 10, -u)'));
  tape.leaveRegion(before);
  expect(printTape(tape, sources)).toMatchInlineSnapshot(`
    "0 input 3 | w
    1 input -0
    2 mul 0 1 = -0 | w * x
    3 neg 2 = 0 | -u | call > loop > iteration 4
    4 constant 10 | 10 | call
    5 max 2 4 3 = 10 | Math.max(u, 10, -u) | call"
  `);
  expect(printTape(tape).split('\n')[2]).toBe('2 mul 0 1 = -0');
});

describe('constants', () => {
  test('of the same expression and value are one row', () => {
    const tape = new Tape();
    expect([tape.constant(2, 7), tape.constant(2, 7), tape.constant(2, 7)]).toEqual([0, 0, 0]);
    expect(tape.length).toBe(1);
  });

  test('of another expression, of another value or with another zero are rows of their own', () => {
    const tape = new Tape();
    const nodes = [tape.constant(0, 7), tape.constant(0, 8), tape.constant(-0, 8), tape.constant(0, 8)];
    expect(new Set(nodes).size).toBe(4);
    expect(nodes.map((node) => tape.value[node])).toEqual([0, 0, -0, 0]);
  });

  test('NaN is one row', () => {
    const tape = new Tape();
    expect(tape.constant(Number.NaN, 7)).toBe(tape.constant(Number.NaN, 7));
  });

  test('whose expressions share a place in the look-up stay right', () => {
    const tape = new Tape();
    for (let round = 0; round < 3; round++) {
      for (let source = 1; source < 1000; source++) {
        const node = tape.constant(source / 2, source);
        expect([tape.value[node], tape.source[node]]).toEqual([source / 2, source]);
      }
    }
  });
});

describe('growth', () => {
  test.each([1, 3, 1024, undefined])('from room for %s rows keeps every column', (capacity) => {
    const tape = new Tape(capacity);
    const nodes = 10_000;
    tape.input(0, 1);
    for (let node = 1; node < nodes; node++) {
      const kind = node % 3;
      if (kind === 0) tape.record1(opCode.neg, node - 1, node, node);
      else if (kind === 1) tape.record2(opCode.add, node - 1, node >> 1, node, node);
      else tape.recordN(opCode.max, [node - 1, 0, node >> 1, node >> 2], node, node);
    }
    expect(tape.length).toBe(nodes);
    for (let node = 1; node < nodes; node++) {
      const kind = node % 3;
      const operands = [node - 1, ...(kind === 0 ? [] : kind === 1 ? [node >> 1] : [0, node >> 1, node >> 2])];
      expect(tape.operandsOf(node)).toEqual(operands);
      expect(tape.value[node]).toBe(node);
      expect(tape.source[node]).toBe(node);
    }
    expect(tape.operandCount).toBe(tape.operandEnd[nodes - 1]);
  });

  test('makes room at least for what is needed, and at most for a quarter more from two million on', () => {
    for (const needed of [1, 2, 1000, 2 ** 19, 2 ** 19 + 1, 3e6, 5e7]) {
      expect(roomFor(needed)).toBeGreaterThan(needed);
      if (needed > 2 ** 21) expect(roomFor(needed)).toBeLessThanOrEqual(1.25 * needed);
    }
  });

  test('one operation with more operands than the pool has room for', () => {
    const tape = new Tape(4);
    const operands = Array.from({ length: 5000 }, () => tape.input(1, 1));
    const node = tape.recordN(opCode.hypot, operands, 1, 2);
    expect(tape.operandsOf(node)).toEqual(operands);
  });
});

test('an operation of no operands is a row', () => {
  const r = new Recorder();
  const node = r.op('max');
  expect([r.value(node), r.tape.operandsOf(node)]).toEqual([Number.NEGATIVE_INFINITY, []]);
  expect(r.sweep(node).adjoint[node]).toBe(1);
});

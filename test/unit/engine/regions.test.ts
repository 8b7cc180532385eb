import { expect, test } from 'vitest';
import { type RegionId, RegionKind, Regions } from '../../../src/engine/regions';
import { Tape } from '../../../src/engine/tape';

const path = (tape: Tape, region: RegionId): string => {
  const { regions } = tape;
  if (region === 0) return 'module';
  const kind = ['module', 'call', 'loop', 'iteration'][regions.kind(region)]!;
  const index = regions.kind(region) === RegionKind.iteration ? ` ${regions.index(region)}` : '';
  return `${path(tape, regions.parent(region))} > ${kind} ${regions.source(region)}${index}`;
};

test('rows know the call, the loop and the iteration they were recorded in', () => {
  const tape = new Tape();
  const outside = tape.input(1, 1);
  const module = tape.enterRegion(RegionKind.call, 10);
  const call = tape.enterRegion(RegionKind.loop, 20);
  const loop = tape.currentRegion;
  const inside = [0, 1].map((index) => {
    tape.enterIteration(loop, index);
    return tape.input(index, 2);
  });
  tape.leaveRegion(call);
  const after = tape.input(1, 3);
  tape.leaveRegion(module);
  const end = tape.input(1, 4);
  expect([outside, ...inside, after, end].map((node) => path(tape, tape.region[node]!))).toEqual([
    'module',
    'module > call 10 > loop 20 > iteration 20 0',
    'module > call 10 > loop 20 > iteration 20 1',
    'module > call 10',
    'module',
  ]);
});

test('iterations that record nothing leave nothing behind', () => {
  const tape = new Tape();
  const before = tape.enterRegion(RegionKind.loop, 20);
  const loop = tape.currentRegion;
  let traced = -1;
  for (let index = 0; index < 1000; index++) {
    tape.enterIteration(loop, index);
    if (index === 500) traced = tape.input(1, 2);
  }
  tape.leaveRegion(before);
  expect(path(tape, tape.region[traced]!)).toBe('module > loop 20 > iteration 20 500');
  // The module, the loop and the one iteration.
  expect(tape.regions.length).toBe(3);
});

test('calls and loops that record nothing are forgotten', () => {
  const tape = new Tape();
  for (let k = 0; k < 1000; k++) {
    const before = tape.enterRegion(RegionKind.call, 10);
    const inner = tape.enterRegion(RegionKind.loop, 20);
    tape.enterIteration(tape.currentRegion, 0);
    tape.leaveRegion(inner);
    tape.leaveRegion(before);
  }
  expect([tape.regions.length, tape.currentRegion]).toEqual([1, 0]);
});

test('a call that records something in an inner call is kept with it', () => {
  const tape = new Tape();
  const before = tape.enterRegion(RegionKind.call, 10);
  const outer = tape.enterRegion(RegionKind.call, 11);
  const node = tape.input(1, 1);
  tape.leaveRegion(outer);
  tape.leaveRegion(before);
  expect(path(tape, tape.region[node]!)).toBe('module > call 10 > call 11');
  expect(tape.regions.length).toBe(3);
});

test('an iteration with a traced inner call is not taken over by the next', () => {
  const tape = new Tape();
  const before = tape.enterRegion(RegionKind.loop, 20);
  const loop = tape.currentRegion;
  const nodes = [0, 1, 2].map((index) => {
    tape.enterIteration(loop, index);
    const iteration = tape.enterRegion(RegionKind.call, 30);
    const node = tape.input(index, 1);
    tape.leaveRegion(iteration);
    return node;
  });
  tape.leaveRegion(before);
  expect(nodes.map((node) => path(tape, tape.region[node]!))).toEqual(
    [0, 1, 2].map((index) => `module > loop 20 > iteration 20 ${index} > call 30`),
  );
});

test('leaving several regions at once, as a throw or a return does', () => {
  const tape = new Tape();
  const before = tape.enterRegion(RegionKind.call, 10);
  tape.enterRegion(RegionKind.loop, 20);
  tape.enterIteration(tape.currentRegion, 3);
  tape.leaveRegion(before);
  expect([tape.currentRegion, tape.regions.length]).toEqual([0, 1]);
});

test('the tree keeps its rows when it grows', () => {
  const regions = new Regions();
  const loop = regions.add(0, RegionKind.loop, 20);
  for (let k = 2; k <= 5000; k++) {
    const id = k % 2 === 0 ? regions.add(k >> 1, RegionKind.call, 3 * k) : regions.addIteration(loop, 7 * k);
    expect(id).toBe(k);
  }
  const rowOf = (k: number) => [regions.parent(k), regions.kind(k), regions.source(k), regions.index(k)];
  for (let k = 2; k <= 5000; k++) {
    expect(rowOf(k)).toEqual(
      k % 2 === 0 ? [k >> 1, RegionKind.call, 3 * k, 0] : [loop, RegionKind.iteration, 20, 7 * k],
    );
  }
});

test('each row keeps its region however often regions change', () => {
  const tape = new Tape();
  const turns = 100_000;
  const loop = tape.enterRegion(RegionKind.loop, 1);
  const region = tape.currentRegion;
  for (let k = 0; k < turns; k++) {
    tape.enterIteration(region, k);
    tape.input(k, 1);
  }
  tape.leaveRegion(loop);
  const wrong = Array.from({ length: turns }, (_, row) => row).filter(
    (row) => tape.regions.index(tape.region[row]!) !== row,
  );
  expect(wrong).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import type { Gate, Graph } from '../../../../src/graph/model';
import { programs } from './programs';
import { tracedOne } from './traced';

/** What readers ask of a picture, with numbers worked out by hand. */

const called = (graph: Graph, name: string): Gate => {
  const found = graph.gates.filter((gate) => gate.name === name && gate.kind === 'gate');
  if (found.length !== 1) throw new Error(`${found.length} gates called ${name}`);
  return found[0]!;
};

describe('a training loop', () => {
  const training = tracedOne(programs.training!);
  const [outer, inner] = training.picture().folding!.loops;

  test('is folded where it stands, with its values in the order of the run', () => {
    const graph = training.picture();
    expect(graph.folding).toMatchObject({ level: 'iterations' });
    expect([outer!.steps, inner!.steps]).toEqual([100, 4]);
    expect(outer!.code).toBe('for (let t = 0; t < 100; t++)');
    const w = called(graph, 'w');
    expect(w.fold).toMatchObject({ kind: 'stack', count: 100, loop: outer!.key, isLastOutput: false });
    // w ← w − 0.01 · Σ 2 (w x − 2 x) x = w − 0.6 (w − 2): 2 − 1.5 · 0.4ᵗ.
    expect(w.values!.slice(0, 3).map(({ name, value }) => [name, Number(Number(value).toFixed(9))])).toEqual([
      ['step 1', 1.4],
      ['step 2', 1.76],
      ['step 3', 1.904],
    ]);
    expect(Number(w.fold!.value.least)).toBeCloseTo(1.4, 12);
    expect(w.fold!.value.most).toBe(2);
    expect(called(graph, 'err').values![5]!.name).toBe('step 2.2');
  });

  test('tells contributions into one value exactly, and into several by the least and the largest', () => {
    const graph = training.picture();
    const into = (name: string) =>
      graph.edges.filter(({ from }) => from === graph.gates.find((g) => g.name === name)!.id);
    for (const { contribution, spread } of into('lr'))
      expect([typeof contribution, spread]).toEqual(['number', undefined]);
    for (const { contribution, spread } of into('xs')) expect([contribution, spread!.count]).toEqual([null, 400]);
  });

  test('shows one step between the others', () => {
    const graph = training.picture({ at: { [outer!.key]: 2 } });
    expect(called(graph, 'step 1')).toMatchObject({ op: 'steps', count: 4 * 5 + 2 });
    expect(called(graph, 'steps 3–100')).toMatchObject({ op: 'steps' });
    expect(Number(called(graph, 'w').value)).toBeCloseTo(1.76, 12);
    expect(called(graph, 'err').fold!.count).toBe(4);
    // The gradient of w after two turns: 0.4⁹⁸ · 2 (w − 2.5).
    expect(Number(called(graph, 'w').grad) / (0.4 ** 98 * -1)).toBeCloseTo(1, 9);
  });

  test('shows the last step, and a step that is not there as the last', () => {
    const last = training.picture({ at: { [outer!.key]: 100 } });
    expect(last.gates.map(({ name }) => name)).toContain('steps 1–99');
    expect(last.gates.some(({ name }) => name?.startsWith('steps 101'))).toBe(false);
    expect(training.picture({ at: { [outer!.key]: 5000 } }).gates.length).toBeLessThanOrEqual(60);
  });

  test('shows one element of a stack beside the others', () => {
    const err = called(training.picture(), 'err');
    const graph = training.picture({ at: { [err.fold!.key]: 6 } });
    const [rest, picked] = graph.gates.filter(({ name }) => name === 'err').sort((a, b) => b.count - a.count);
    expect([rest!.count, picked!.count]).toEqual([399, 1]);
    // The second pair in the second turn: 1.4 · 2 − 4.
    expect(Number(picked!.value)).toBeCloseTo(-1.2, 12);
  });

  test('opens what there is room for, and leaves the rest as it was', () => {
    const w = called(training.picture(), 'w');
    expect(w.fold!.canOpen).toBe(true);
    const opened = training.picture({ open: [w.fold!.key] });
    expect(opened.gates).toHaveLength(12 + 100);
    const err = called(training.picture(), 'err');
    expect(err.fold!.canOpen).toBe(false);
    expect(training.picture({ open: [err.fold!.key] }).gates).toHaveLength(13);
  });

  test('is one gate when the reader closes it', () => {
    const graph = training.picture({ closed: [outer!.key] });
    const loop = graph.gates.find(({ op }) => op === 'loop')!;
    expect(loop.count).toBe(2200);
    expect(Number(loop.value)).toBeCloseTo(2, 12);
    expect(loop.name).toBe('w');
  });
});

describe('calls', () => {
  const text = `const x = 0.5;
function squash(z: number) { const a = Math.sin(z) * z + 1; return a / (a + 2) - z * 0.1; }
function twice(z: number) { return squash(squash(z) * 2) + squash(z + 1) * squash(z - 1); }
const y = twice(x) * twice(x + 2); // @grad`;
  const { picture, result } = tracedOne(text);

  const callsOf = (graph: Graph) => graph.gates.filter(({ op }) => op === 'call').map(({ code }) => code);

  test('fold apart by where they are made, with their value and the exact gradient', () => {
    const graph = picture({ level: 'calls' });
    expect(callsOf(graph)).toEqual(['twice(x)', 'twice(x + 2)']);
    const output = result.graph.gates.find(({ isOutput }) => isOutput)!;
    const [first, second] = output.operands.map(({ gate }) => result.graph.gates.find(({ id }) => id === gate)!);
    expect(graph.gates.filter(({ op }) => op === 'call').map(({ value, grad }) => [value, grad])).toEqual([
      [first!.value, first!.grad],
      [second!.value, second!.grad],
    ]);
  });

  test('have no slope of their own', () => {
    for (const { op, operands } of picture({ level: 'calls' }).gates)
      if (op === 'call') expect(operands.map(({ local }) => local)).toEqual(operands.map(() => null));
  });

  test('open one by one, and the calls inside stay folded', () => {
    const fold = picture({ level: 'calls' }).gates.find(({ code }) => code === 'twice(x)')!.fold!;
    const opened = picture({ level: 'calls', open: [fold.key] });
    expect(callsOf(opened)).toEqual([
      'squash(z)',
      'squash(squash(z) * 2)',
      'squash(z + 1)',
      'squash(z - 1)',
      'twice(x + 2)',
    ]);
  });

  test('that run inside themselves are one', () => {
    const { picture: recursion } = tracedOne(programs.recursion!);
    const { gates } = recursion({ level: 'calls' });
    expect(gates.length).toBeLessThan(12);
  });
});

test('straight code without end becomes runs of lines', () => {
  const graph = tracedOne(programs.straight!).picture();
  expect(graph.folding!.level).toBe('lines');
  expect(graph.gates.length).toBeLessThanOrEqual(41);
  const lines = graph.gates.find(({ formula }) => formula.startsWith('lines'))!;
  expect(lines).toMatchObject({ op: 'lines', fold: { kind: 'lines', canOpen: true } });
  expect(lines.range!.start.line).toBeLessThan(lines.range!.end.line);
});

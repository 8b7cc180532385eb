import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsTensor, isConstant } from '../../../../src/engine/ops/table';
import { type FoldLevel, foldLevels } from '../../../../src/graph/folding/wish';
import type { Graph, Num } from '../../../../src/graph/model';
import { goldenCases } from '../../../golden/cases';
import { programs } from './programs';
import { type Traced, traced } from './traced';

/** What holds for every picture, whatever is folded in it. */

const sources = [...goldenCases, ...Object.entries(programs).map(([name, source]) => ({ name, source }))];

const results: readonly { readonly name: string; readonly traced: Traced }[] = sources.flatMap(({ name, source }) =>
  traced(source).map((one, k) => ({ name: `${name} ${k}`, traced: one })),
);

const close = (a: number, b: number, scale: number) =>
  Object.is(a, b) ||
  a === b ||
  (Number.isNaN(a) && Number.isNaN(b)) ||
  Math.abs(a - b) <= 1e-9 * Math.max(scale, 1e-300);

const numberOf = (value: Num) => Number(value);

function holdsTogether(graph: Graph, { kept, result }: Traced): void {
  const ids = new Set(graph.gates.map(({ id }) => id));
  expect(ids.size).toBe(graph.gates.length);
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9]+$/);
  for (const { from, to } of graph.edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  for (const output of graph.outputs) expect(ids.has(output)).toBe(true);
  expect(
    graph.gates
      .filter(({ isOutput }) => isOutput)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([...graph.outputs].sort());
  const biggest = kept.sweep.adjoint.reduce(
    (most, one) => (Number.isFinite(one) ? Math.max(most, Math.abs(one)) : most),
    0,
  );
  // Every operation stands somewhere, once.
  expect(graph.gates.reduce((sum, { count }) => sum + count, 0)).toBe(graph.total);
  for (const gate of graph.gates) {
    if (gate.fold || gate.count > 1 || gate.kind === 'constant' || graph.composites?.some(({ folded }) => folded))
      continue;
    const node = Number((gate.primitive ?? gate.id).slice(1));
    // What is told of a tensor is no one number.
    if (holdsTensor(kept.trace.tape.op[node]!)) continue;
    expect(numberOf(gate.value)).toBe(kept.trace.tape.value[node]! + 0);
    expect(close(numberOf(gate.grad), kept.sweep.adjoint[node]! + 0, 0)).toBe(true);
    // What flows back to one value is told exactly, edge by edge.
    const contributions = graph.edges.filter(({ from }) => from === gate.id).map(({ contribution }) => contribution);
    if (graph.edges.some(({ from, tensor }) => from === gate.id && tensor)) continue;
    expect(contributions).not.toContain(null);
    const terms = [...contributions.map((term) => numberOf(term!)), numberOf(gate.seed ?? 0)];
    const sum = terms.reduce((total, term) => total + term, 0);
    if (terms.every(Number.isFinite)) {
      // What flows into a fold was summed in another order than by the sweep.
      const largest = terms.reduce((most, term) => Math.max(most, Math.abs(term)), 0);
      const rounding = 1e-16 * graph.total * biggest;
      expect(Math.abs(sum - numberOf(gate.grad)), `${result.target?.name}: ${gate.id}`).toBeLessThanOrEqual(
        // Tensors of single precision are rounded after each operation.
        (kept.trace.tape.tensors.length > 0 ? 1e-6 : 1e-9) * largest + rounding,
      );
    }
  }
  const several = new Set(graph.gates.flatMap(({ id, fold }) => (fold && fold.count > 1 ? [id] : [])));
  const operations = new Map(graph.gates.map(({ id, count }) => [id, count]));
  // One operation uses one of the values; several may use several, whose gradients are no sum.
  for (const { from, to, contribution, spread, tensor } of graph.edges)
    if (!tensor && several.has(from) && operations.get(to)! > 1)
      expect([contribution, spread === undefined]).toEqual([null, false]);
  expect(isForward(graph)).toBe(true);
}

/** Without what a loop carries to its next turn, no gate leads back to itself. */
function isForward(graph: Graph): boolean {
  const waiting = new Map(graph.gates.map(({ id }) => [id, 0]));
  const edges = graph.edges.filter(({ carried }) => !carried);
  for (const { to } of edges) waiting.set(to, waiting.get(to)! + 1);
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  let done = 0;
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    done++;
    for (const { from, to } of edges) {
      if (from !== id) continue;
      waiting.set(to, waiting.get(to)! - 1);
      if (waiting.get(to) === 0) ready.push(to);
    }
  }
  return done === graph.gates.length;
}

describe('every picture of every recorded program', () => {
  test.each(results)('$name', ({ traced: one }) => {
    for (const limit of [60, 20, 8]) {
      const graph = one.picture({}, limit);
      expect(graph.omitted).toBeNull();
      expect(graph.gates.length).toBeLessThanOrEqual(limit);
      holdsTogether(graph, one);
    }
    for (const level of foldLevels) holdsTogether(one.picture({ level }), one);
    const graph = one.picture({ level: 'gates' }, 10_000);
    const all = one.picture({ constants: true });
    const { tape } = one.kept.trace;
    const constants = one.kept.sweep.reached.filter((mark, node) => mark === 1 && isConstant(tape.op[node]!)).length;
    const drawnAnyway = graph.gates.filter(({ kind }) => kind === 'constant').length;
    expect(all.gates.reduce((sum, { count }) => sum + count, 0)).toBe(all.total + constants - drawnAnyway);
    for (const { operands } of all.gates) for (const { gate } of operands) expect(gate).not.toBeNull();
    expect(isForward(all)).toBe(true);
  });
});

test('pictures that readers folded their own way', () => {
  const level = fc.constantFrom<FoldLevel | null>(null, ...foldLevels);
  fc.assert(
    fc.property(fc.nat(results.length - 1), level, fc.infiniteStream(fc.nat()), (which, first, choices) => {
      const one = results[which]!.traced;
      const pick = <T>(items: readonly T[]): T | undefined => items[choices.next().value! % items.length];
      let graph = one.picture({ level: first });
      const open: string[] = [];
      const closed: string[] = [];
      const at: Record<string, number> = {};
      for (let turn = 0; turn < 4; turn++) {
        const fold = pick(graph.gates.filter((gate) => gate.fold))?.fold;
        const loop = pick(graph.folding?.loops ?? []);
        if (fold && choices.next().value! % 2 === 0) open.push(fold.key);
        else if (loop && choices.next().value! % 2 === 0) at[loop.key] = 1 + (choices.next().value! % loop.steps);
        else if (fold) at[fold.key] = 1 + (choices.next().value! % fold.count);
        graph = one.picture({ level: first, open, closed, at });
        expect(graph.gates.length).toBeLessThanOrEqual(120);
        holdsTogether(graph, one);
      }
    }),
    { numRuns: 150 },
  );
});

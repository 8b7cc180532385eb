import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldGraph } from '../../../src/graph/fold';
import type { Gate, Graph } from '../../../src/graph/model';
import { decodeNum } from '../../../src/graph/num';
import { forms, sigmoidOf, Writer, writers } from './composites/forms';

const ids = (graph: Graph) => (graph.composites ?? []).map(({ id }) => id);
const allFolded = (graph: Graph) => foldGraph(graph, new Set(ids(graph)));
const gateOf = (graph: Graph, id: string): Gate => graph.gates.find((gate) => gate.id === id)!;

/** Some composites with other calculations between them. */
function mixed(writer: Writer, picks: readonly number[]): Graph {
  const shared = writer.input();
  let output = shared;
  for (const pick of picks) {
    const form = forms[pick % forms.length]!;
    const inputs = Array.from({ length: form.arity }, (_, k) =>
      k === 0 ? output : writer.heads ? shared : writer.input(),
    );
    const written = form.write(writer, inputs);
    for (const value of [written].flat()) output = writer.filler(output, value);
  }
  return writer.trace.graph(output, { limit: 1000 });
}

/** Equal but for rounding; NaN is what overflowed inside. */
function expectClose(actual: number, expected: number): void {
  if (Number.isNaN(expected) || !Number.isFinite(actual)) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
}

const graphs = fc
  .tuple(writers, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }))
  .map(([writer, picks]) => mixed(writer, picks));

describe('folding changes the picture, never a number', () => {
  test('each value and gradient is that of the primitive that makes it', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const folded = allFolded(graph);
        const inside = new Set(graph.composites?.flatMap(({ members }) => members));
        expect(folded.gates.filter(({ id }) => id.startsWith('g')).map(({ id }) => id)).toEqual(
          graph.gates.filter(({ id }) => !inside.has(id)).map(({ id }) => id),
        );
        for (const gate of folded.gates) {
          const composite = folded.composites?.find(({ id }) => id === gate.id);
          const { value, grad } = gateOf(graph, composite?.root ?? gate.id);
          expect(gate).toMatchObject({ value, grad });
          expect(gate.values?.map((item) => [item.value, item.grad])).toEqual(
            composite && composite.outputs.length > 1
              ? composite.outputs.map((id) => [gateOf(graph, id).value, gateOf(graph, id).grad])
              : undefined,
          );
        }
      }),
    );
  });

  test('what flows into a value outside is the sum of what flows there inside', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const composite of graph.composites ?? []) {
          const folded = foldGraph(graph, new Set([composite.id]));
          const inside = new Set(composite.members);
          const fold = gateOf(folded, composite.id);
          const sources = fold.operands.map(({ gate }) => gate);
          expect(new Set(sources).size).toBe(sources.length);
          for (const { gate, contribution } of fold.operands) {
            const inner = graph.edges.filter(({ from, to }) => from === gate && inside.has(to));
            const sum = inner.reduce((total, edge) => total + decodeNum(edge.contribution!), 0);
            expectClose(decodeNum(contribution!), sum);
          }
          const crossing = graph.edges.filter(({ from, to }) => !inside.has(from) && inside.has(to));
          expect(new Set(sources)).toEqual(new Set(crossing.map(({ from }) => from)));
        }
      }),
    );
  });

  test('local × upstream = contribution', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const gate of allFolded(graph).gates) {
          for (const { local, contribution } of gate.operands) {
            if (contribution === null) continue;
            if (gate.values !== undefined) expect(local).toBeNull();
            // Where a product inside overflows, only the primitives have numbers.
            else if (typeof contribution === 'number')
              expectClose(contribution, decodeNum(local!) * decodeNum(gate.grad));
          }
        }
      }),
    );
  });

  test('the contributions to each gate of one value sum to its gradient', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const folded = allFolded(graph);
        for (const gate of folded.gates) {
          if (gate.values !== undefined || gate.isOutput) continue;
          const terms = folded.edges
            .filter(({ from }) => from === gate.id)
            .map((edge) => decodeNum(edge.contribution!));
          const sum = terms.reduce((total, term) => total + term, 0);
          expectClose(decodeNum(gate.grad), sum);
        }
      }),
    );
  });

  test('edges lead between gates that are drawn, and no fold reaches itself', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const folded = allFolded(graph);
        const drawn = new Set(folded.gates.map(({ id }) => id));
        for (const { from, to } of folded.edges) {
          expect(drawn).toContain(from);
          expect(drawn).toContain(to);
        }
        const left = new Map(folded.gates.map(({ id }) => [id, folded.edges.filter(({ to }) => to === id).length]));
        const ready = folded.gates.filter(({ id }) => left.get(id) === 0).map(({ id }) => id);
        for (const id of ready) {
          for (const { from, to } of folded.edges) {
            if (from !== id) continue;
            left.set(to, left.get(to)! - 1);
            if (left.get(to) === 0) ready.push(to);
          }
        }
        expect(ready).toHaveLength(folded.gates.length);
      }),
    );
  });

  test('unfolding all gives the graph back, whatever was folded between', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), (graph, pick) => {
        const some = new Set(ids(graph).filter((_id, k) => (pick >> k) % 2 === 1));
        expect(foldGraph(foldGraph(allFolded(graph), some), new Set())).toEqual(graph);
      }),
    );
  });
});

describe('a fold', () => {
  const writer = () => new Writer(() => 0.9);

  test('of a sigmoid', () => {
    const w = writer();
    const x = w.input(0.5);
    const y = sigmoidOf(w, x);
    w.trace.rename(y, 'activation');
    const graph = allFolded(w.trace.graph(y));
    const s = 1 / (1 + Math.exp(-0.5));
    expect(graph.gates.map(({ id }) => id)).toEqual([`g${x}`, `c${y}`]);
    expect(graph.outputs).toEqual([`c${y}`]);
    expect(graph.gates[1]).toMatchObject({
      op: 'sigmoid',
      flow: 'scales',
      name: 'activation',
      formula: 'sigmoid(v0)',
      value: s,
      grad: 1,
      count: 4,
      seed: 1,
      isOutput: true,
    });
    expect(graph.gates[1]!.operands).toMatchObject([{ gate: `g${x}`, label: 'v0', value: 0.5 }]);
    expect(decodeNum(graph.gates[1]!.operands[0]!.local!)).toBeCloseTo(s * (1 - s), 14);
  });

  test('keeps the slope where the upstream gradient is 0, and the convention of its primitives', () => {
    const w = writer();
    const x = w.input(0);
    const y = w.max(w.constant(0), x);
    const graph = allFolded(w.trace.graph(w.trace.op('floor', [y])));
    expect(graph.gates[1]).toMatchObject({
      op: 'relu',
      grad: 0,
      convention: '2 inputs are tied: each gets 1/2 of the gradient',
      operands: [{ local: 0.5, contribution: 0 }],
    });
  });

  test('lets NaN through where the primitives do', () => {
    const w = writer();
    const x = w.input(-800);
    const graph = w.trace.graph(sigmoidOf(w, x));
    // exp overflows: 0 × ∞ inside.
    expect(gateOf(graph, `g${x}`).grad).toBe('NaN');
    expect(allFolded(graph).gates.at(-1)!.operands[0]!.contribution).toBe('NaN');
  });

  test('of a softmax has its values, each used on its own', () => {
    const w = writer();
    const xs = ['x[0]', 'x[1]', 'x[2]'].map((name, k) => w.trace.input(name, k + 1));
    const terms = xs.map((x) => w.exp(x));
    const total = w.sum(terms);
    const ps = terms.map((term, k) => w.trace.op('div', [term, total], `p[${k}]`));
    const y = ps.reduce((all, p) => w.trace.op('atan2', [all, p]));
    const graph = allFolded(w.trace.graph(y));
    const fold = graph.gates.find(({ op }) => op === 'softmax')!;
    expect(fold).toMatchObject({ name: 'p', formula: 'softmax(x)', shape: [3], count: 3 + 2 + 3 });
    expect(fold.values!.map(({ name }) => name)).toEqual(['p[0]', 'p[1]', 'p[2]']);
    expect(graph.edges.filter(({ from }) => from === fold.id)).toHaveLength(3);
    expect(allFolded(w.trace.graph(ps)).outputs).toEqual([fold.id]);
  });
});

describe('pictures above the limit', () => {
  function sigmoids(count: number): Graph {
    const w = new Writer(() => 0.9);
    let x = w.input(0.5);
    for (let k = 0; k < count; k++) x = sigmoidOf(w, x);
    return w.trace.graph(x, { limit: 60 });
  }

  test('are folded', () => {
    const graph = sigmoids(20);
    expect(graph).toMatchObject({ total: 81, omitted: null });
    expect(graph.gates).toHaveLength(21);
    expect(graph.primitives).toHaveLength(81);
    expect(graph.composites!.every(({ folded }) => folded)).toBe(true);
    expect(foldGraph(graph, new Set(ids(graph).slice(1))).gates).toHaveLength(24);
  });

  test('are folded for good where the primitives are far too many', () => {
    const graph = sigmoids(59);
    expect(graph.gates).toHaveLength(60);
    const many = sigmoids(80);
    expect(many).toMatchObject({ total: 321, omitted: null });
    expect(many.gates.length).toBeLessThanOrEqual(60);
    expect(many.composites).toBeUndefined();
    const w = new Writer(() => 0.9);
    const x = w.input(0.5);
    let sum = w.constant(0);
    for (let k = 0; k < 200; k++) sum = w.add(sum, w.mul(x, w.constant(k)));
    const dot = w.trace.graph(sum, { limit: 60 });
    expect(dot.primitives).toBeUndefined();
    expect(dot.gates.map(({ op }) => op)).toEqual(['input', 'dot']);
    expect(foldGraph(dot, new Set())).toBe(dot);
  });
});

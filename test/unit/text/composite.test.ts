import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldGraph } from '../../../src/graph/fold';
import type { Graph } from '../../../src/graph/model';
import { decodeNum } from '../../../src/graph/num';
import { cardOf } from '../../../src/text/card';
import { compositesText } from '../../../src/text/compositeText';
import { cardMarkdown } from '../../../src/text/hover';
import { toJson } from '../../../src/text/json';
import { labelOf } from '../../../src/text/label';
import { mermaidExport } from '../../../src/text/mermaid';
import { parseNumber } from '../../../src/text/numberFormat';
import { foldedIds, foldKey, pictureOf, standIn, toggledFold } from '../../../src/text/picture';
import { forms, sigmoidOf, Writer, writers } from '../graph/composites/forms';
import { workOut } from './arithmetic';
import { burgerResult } from './results';

const ids = (graph: Graph) => new Set((graph.composites ?? []).map(({ id }) => id));
const folded = (graph: Graph) => foldGraph(graph, ids(graph));
const writer = () => new Writer(() => 0.9);

/** activation = σ(f), and a loss of it: four gates that fold into one. */
function neuron(): { graph: Graph; f: string; root: string; fold: string } {
  const w = writer();
  const f = w.trace.input('f', 1);
  const y = sigmoidOf(w, f);
  w.trace.rename(y, 'activation');
  const graph = w.trace.graph(w.trace.op('mul', [y, w.constant(2)], 'loss'));
  return { graph, f: `g${f}`, root: `g${y}`, fold: `c${y}` };
}

function attention(): Graph {
  const w = writer();
  const xs = [1, 2, 3].map((value, k) => w.trace.input(`x[${k}]`, value));
  const terms = xs.map((x) => w.exp(x));
  const total = w.sum(terms);
  const ps = terms.map((term, k) => w.trace.op('div', [term, total], `p[${k}]`));
  return w.trace.graph(ps.reduce((all, p) => w.trace.op('atan2', [all, p])));
}

describe('the label of a fold', () => {
  const line = (graph: Graph, id: string) => {
    const gate = graph.gates.find((candidate) => candidate.id === id)!;
    const { flow, name, formula, value, grad } = labelOf(graph, gate);
    return [flow, name, formula, value, grad];
  };

  test('has its variable, or the word of the composite', () => {
    const { graph, fold } = neuron();
    expect(line(folded(graph), fold)).toEqual(['scales', 'activation', 'sigmoid(f)', '0.7311', '∂ 2']);
    const unnamed = {
      ...graph,
      gates: graph.gates.map((gate) => ({ ...gate, name: gate.kind === 'input' ? 'f' : null })),
    };
    expect(line(folded(unnamed), fold)).toEqual(['scales', 'sigmoid', '(f)', '0.7311', '∂ 2']);
  });

  test('of several values has the smallest and the largest', () => {
    const graph = folded(attention());
    const fold = graph.gates.find(({ op }) => op === 'softmax')!;
    expect(line(graph, fold.id)).toEqual([
      'scales',
      'p',
      'softmax(x)',
      '0.09003 … 0.6652',
      expect.stringMatching(/^∂ −?[\d.]+ … −?[\d.]+$/),
    ]);
  });
});

describe('cards', () => {
  test('the card of the root offers to fold, and no other does', () => {
    const { graph, root, fold } = neuron();
    expect(cardOf(graph, root)!.composite).toEqual({
      id: fold,
      title: 'a sigmoid',
      folded: false,
      members: graph.composites![0]!.members,
      text: 'These 4 gates are a sigmoid of `f`.',
      closedForm: 'σ′(x) = σ(x) · (1 − σ(x))',
      canToggle: true,
    });
    for (const { id } of graph.gates) if (id !== root) expect(cardOf(graph, id)!.composite).toBeUndefined();
  });

  test('the card of the fold has local × upstream = contribution, in closed form where that is the number', () => {
    const { graph, fold } = neuron();
    const card = cardOf(folded(graph), fold)!;
    expect(card).toMatchObject({
      title: 'activation',
      op: 'sigmoid',
      flowTitle: 'sigmoid scales',
      composite: { folded: true, text: 'A sigmoid of `f`, folded from 4 gates; the numbers are theirs.' },
    });
    expect(card.rows).toMatchObject([{ label: 'f', upstream: 2, localFormula: 'activation · (1 − activation)' }]);
    expect(decodeNum(card.rows[0]!.contribution!)).toBeCloseTo(0.3932238664829637, 14);
    expect(card.sentence).toBe('sigmoid scales: `f` gets activation·(1 − activation)·2 = 0.3932');
    expect(JSON.parse(JSON.stringify(card))).toEqual(card);
  });

  test('a value that goes in twice has no closed form of one use', () => {
    const w = writer();
    const x = w.trace.input('x', 3);
    const graph = folded(w.trace.graph(w.trace.op('sqrt', [w.sum([w.mul(x, x), w.mul(x, x)])])));
    expect(cardOf(graph, graph.outputs[0]!)!.rows).toMatchObject([{ label: 'x', localFormula: '' }]);
  });

  test('a fork counts the fold as one use', () => {
    const w = writer();
    const x = w.trace.input('x', 3);
    const swish = w.mul(x, sigmoidOf(w, x));
    const graph = w.trace.graph(w.add(swish, x));
    expect(cardOf(graph, `g${x}`)!.fork).toHaveLength(3);
    expect(cardOf(folded(graph), `g${x}`)!.fork.map(({ gate }) => gate)).toEqual([`c${swish}`, graph.outputs[0]]);
  });

  test('of several values have all of them, and the exact contributions alone', () => {
    const graph = folded(attention());
    const card = cardOf(graph, graph.gates.find(({ op }) => op === 'softmax')!.id)!;
    expect(card.values).toHaveLength(3);
    expect(card.rows.map(({ label, local, constant }) => [label, local, constant])).toEqual([
      ['x[0]', null, false],
      ['x[1]', null, false],
      ['x[2]', null, false],
    ]);
    const text = cardMarkdown(card, 'typescript').replaceAll('\\', '');
    expect(text).toContain('A softmax of `x[0]`, `x[1]` and `x[2]`, folded from 8 gates');
    expect(text).not.toContain('constant');
    expect(card.sentence).toMatch(
      /^softmax scales: `x\[0\]` gets −?[\d.]+, `x\[1\]` gets −?[\d.]+, `x\[2\]` gets −?[\d.]+$/,
    );
  });

  test('what a sentence says can be worked out', () => {
    fc.assert(
      fc.property(writers, fc.nat(), (w, pick) => {
        const form = forms[pick % forms.length]!;
        const names = ['p', 'q', 'r', 's', 't', 'u'];
        const inputs = Array.from({ length: form.arity }, (_, k) => w.trace.input(names[k]!, 0.25 + w.random()));
        const values = new Map(inputs.map((node, k) => [names[k]!, w.trace.tape.value[node]!]));
        const written = form.write(w, inputs);
        if (typeof written !== 'number') return;
        w.trace.rename(written, 'z');
        values.set('z', w.trace.tape.value[written]!);
        const graph = folded(w.trace.graph(w.mul(written, w.constant(-1.5))));
        const { sentence } = cardOf(graph, `c${written}`)!;
        const clauses = [...sentence.matchAll(/`(\w)` gets ([^`]+) = (−?[\d.e−]+)/g)];
        for (const [, , product, total] of clauses) {
          const stated = parseNumber(total!);
          expect(Math.abs(workOut(product!, values) - stated)).toBeLessThanOrEqual(2e-3 * Math.abs(stated) + 1e-6);
        }
        expect(clauses.length + (sentence.includes('all −1.5 goes to') ? 1 : 0)).toBe(form.arity);
      }),
    );
  });

  test('a fold that there is no room for cannot be unfolded', () => {
    const w = writer();
    const x = w.trace.input('x', 0.5);
    let sum = w.constant(0);
    for (let k = 0; k < 50; k++) sum = w.add(sum, w.mul(x, w.constant(k)));
    const graph = w.trace.graph(sigmoidOf(w, sum));
    const [dot, sigmoid] = graph.composites!;
    expect(graph.primitives).toHaveLength(105);
    expect(cardOf(graph, dot!.id)!.composite!.canToggle).toBe(false);
    expect(cardOf(graph, sigmoid!.id)!.composite!.canToggle).toBe(true);
    expect(pictureOf(graph, [foldKey(sigmoid!)])).toBe(graph);
    expect(pictureOf(graph, [foldKey(dot!)]).gates).toHaveLength(6);
  });
});

describe('pictures', () => {
  test('as the graph comes, all folded, some, and those of another structure', () => {
    const { graph, fold } = neuron();
    expect(pictureOf(graph, null)).toBe(graph);
    expect(pictureOf(graph, [])).toBe(graph);
    expect(foldedIds(pictureOf(graph, 'all'))).toEqual([fold]);
    expect(foldedIds(pictureOf(graph, [`${fold} sigmoid`]))).toEqual([fold]);
    expect(pictureOf(graph, [`${fold} softplus`, 'c99 sigmoid'])).toBe(graph);
    const without = { ...burgerResult().graph };
    expect(pictureOf(without, 'all')).toBe(without);
  });

  test('toggling one says what is folded then', () => {
    const w = writer();
    const x = w.trace.input('x', 0.5);
    const graph = w.trace.graph(sigmoidOf(w, sigmoidOf(w, x)));
    const [first, second] = graph.composites!;
    expect(toggledFold(graph, first!.id)).toEqual([foldKey(first!)]);
    const one = pictureOf(graph, toggledFold(graph, first!.id));
    expect(toggledFold(one, second!.id)).toBe('all');
    expect(toggledFold(one, first!.id)).toEqual([]);
    expect(toggledFold(pictureOf(graph, 'all'), first!.id)).toEqual([foldKey(second!)]);
  });

  test('a gate inside a fold is the fold, and a fold that is open is its root', () => {
    const { graph, f, root, fold } = neuron();
    const inner = graph.composites![0]!.members[0]!;
    expect(standIn(graph, inner)).toBe(inner);
    expect(standIn(graph, fold)).toBe(root);
    expect([inner, root, fold, f].map((id) => standIn(folded(graph), id))).toEqual([fold, fold, fold, f]);
  });

  test('what there is is counted', () => {
    const w = writer();
    const x = w.trace.input('x', 0.5);
    const y = w.trace.op('atan2', [sigmoidOf(w, x), w.trace.op('hypot', [sigmoidOf(w, w.exp(x)), x])]);
    expect(compositesText(w.trace.graph(y).composites!)).toBe('2 × sigmoid, norm');
  });
});

describe('exports', () => {
  test('JSON lists composites beside the primitives', () => {
    const { graph, fold, root, f } = neuron();
    const [result] = toJson('typescript', [burgerResult({ graph })]).results;
    expect(result!.graph.nodes.map(({ op }) => op)).toEqual(['input', 'neg', 'exp', 'add', 'div', 'mul']);
    expect(result!.graph.composites).toEqual([
      {
        id: fold,
        name: 'sigmoid',
        root,
        outputs: [root],
        members: graph.composites![0]!.members,
        inputs: [f],
        folded: false,
      },
    ]);
  });

  test('a fold of several values has lists', () => {
    const [result] = toJson('typescript', [burgerResult({ graph: folded(attention()) })]).results;
    const node = result!.graph.nodes.find(({ op }) => op === 'softmax')!;
    expect(node).toMatchObject({ shape: [3], value: [expect.any(Number), expect.any(Number), expect.any(Number)] });
  });

  test('Mermaid shows folds', () => {
    const { graph, fold } = neuron();
    expect(mermaidExport(folded(graph))).toContain(`${fold}("activation = sigmoid(f)<br/>0.7311 #160;∂ 2"):::scales`);
  });
});

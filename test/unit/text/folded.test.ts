import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../src/text/card';
import { toJson } from '../../../src/text/json';
import { labelOf } from '../../../src/text/label';
import { mermaidExport } from '../../../src/text/mermaid';
import { toTable } from '../../../src/text/table';
import { programs } from '../graph/folding/programs';
import { tracedOne } from '../graph/folding/traced';

const { result, picture } = tracedOne(programs.training!);
const graph = picture();
const gate = (name: string, kind = 'gate') => graph.gates.find((one) => one.name === name && one.kind === kind)!;

describe('a stacked gate', () => {
  test('has a label with its code, its count and the least and largest numbers', () => {
    expect(labelOf(graph, gate('err'))).toMatchObject({
      name: 'err',
      formula: 'w * xs[i] - ys[i]',
      count: '×400',
      value: '−6 … 0',
    });
    expect(labelOf(graph, gate('g'))).toMatchObject({ formula: 'g + 2 * err * xs[i]' });
    expect(labelOf(graph, gate('xs', 'input'))).toMatchObject({ name: 'xs', formula: '', count: '×4', value: '1 … 4' });
    expect(labelOf(graph, gate('loss'))).toMatchObject({ count: '', value: '0.25', grad: '∂ 1' });
  });

  test('has a card that lists and does not sum up', () => {
    const card = cardOf(graph, gate('err').id)!;
    expect(card.sentence).toMatch(/^sub distributes, 400 times: values from −6 to 0, gradients from /);
    expect(card.values).toHaveLength(256);
    expect(card.fork).toEqual([]);
    expect(card.rows.map(({ label, contribution, spread }) => [label, contribution, spread?.count])).toEqual([
      ['w * xs[i]', null, 400],
      ['ys', null, 400],
    ]);
  });
});

test('a loop in Mermaid carries back in dots', () => {
  const text = mermaidExport(graph);
  const w = gate('w').id;
  expect(text).toMatch(new RegExp(`${w} -\\.->\\|"[^"]+"\\| ${w}\\n`));
  expect(text).toContain('×400');
  expect(text.split('\n').filter((line) => line.includes('-.->'))).toHaveLength(3);
});

test('many values are statistics in JSON, and a fold has no local gradient', () => {
  const json = toJson('typescript', [{ ...result, graph }]).results[0]!;
  const err = json.graph.nodes.find(({ name }) => name === 'err')!;
  expect(err).toMatchObject({ op: 'sub', count: 400, shape: [400], value: { shape: [400], min: -6, nan: 0 } });
  expect(json.graph.nodes.find(({ name, op }) => name === 'w' && op === 'sub')!.value).toHaveLength(100);
  const into = new Map(json.graph.nodes.map(({ id, count }) => [id, count]));
  for (const { to, local } of json.graph.edges) if (into.get(to)! > 1) expect(local).toBeNull();
});

test('the table tells an input once, and again where it has changed', () => {
  const names = toTable('train.ts', [result])
    .split('\n')
    .flatMap((line) => /^ {2}(?:input| {5}) {2}(\w+)/.exec(line)?.[1] ?? []);
  expect(names).toEqual(['name', 'w', 'lr', 'xs', 'ys', 'w', 'loss']);
});

const lecture = `const targets = [1, 0, 0.5];
const w = [0.3, 0.4];
function guess(a: number, b: number, k: number) { return a * k + b * (k + 1); }
const errors: number[] = [];
for (let i = 0; i < 3; i++) errors.push((guess(w[0]!, w[1]!, i) - targets[i]!) ** 2);
const dataLoss = errors.reduce((a, b) => a + b, 0) / errors.length;
let penalty = 0;
for (let i = 0; i < 2; i++) for (let k = 0; k < 2; k++) penalty += 0.05 * w[i]! ** (k + 1);
const total = dataLoss + penalty; // @grad wrt w, targets`;

describe('what several values of a fold get', () => {
  const { picture: drawn } = tracedOne(lecture);

  test('is told by its range, never as one product', () => {
    for (const level of ['composites', 'iterations', 'calls', 'lines'] as const) {
      const folded = drawn({ level });
      for (const { id, operands } of folded.gates) {
        const { sentence } = cardOf(folded, id)!;
        if (operands.some(({ spread }) => spread !== undefined)) expect(sentence).not.toMatch(/gets [^,]*· ?0|= 0\b/);
        expect(sentence).not.toMatch(/from (\S+) to \1(,|$)/);
      }
    }
    const folded = drawn({ level: 'iterations' });
    const loss = folded.gates.find(({ name }) => name === 'dataLoss')!;
    expect(loss.op).toBe('mse');
    expect(cardOf(folded, loss.id)!.sentence).toMatch(/`targets` gets from −?[\d.]+ to −?[\d.]+/);
  });

  test('a constant that differs from gate to gate is a range', () => {
    const folded = drawn({ level: 'iterations' });
    const power = folded.gates.find(({ op, fold }) => op === 'pow' && fold?.count === 4)!;
    expect(power.operands.map(({ label }) => label)).toContain('1 … 2');
    const scaled = folded.gates.find(({ code, fold }) => code.startsWith('0.05') && fold?.count === 4)!;
    expect(scaled.operands.map(({ label }) => label)).toContain('0.05');
  });
});

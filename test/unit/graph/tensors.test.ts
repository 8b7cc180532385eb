import { describe, expect, test } from 'vitest';
import { sure } from '../../../src/engine/tensor/error';
import { fromNested, type NdArray } from '../../../src/engine/tensor/ndarray';
import type { Gate, Graph } from '../../../src/graph/model';
import { decodeNum, shortestSingle } from '../../../src/graph/num';
import { heatMapOf, nested, statisticsOf, tensorNumbers } from '../../../src/graph/tensorView';
import { Inspector } from '../../../src/inspector/inspector';
import type { SnippetResult } from '../../../src/protocol';
import type { Card } from '../../../src/text/card';
import { cardMarkdown } from '../../../src/text/hover';
import { labelOf } from '../../../src/text/label';
import { lensTitle } from '../../../src/text/lensTitle';
import { sentence } from '../../../src/text/sentence';

const array = (rows: number[][]): NdArray => sure(fromNested(rows));

const network = `import * as tf from '@tensorflow/tfjs';
const x = tf.tensor2d([[1, 2], [-0.5, 3]]);
const w = tf.tensor2d([[0.3, -1, 0.5], [0.8, 0.2, -0.4]]);
const b = tf.tensor1d([0.1, 0.2, 0.3]);
const h = tf.tanh(x.matMul(w).add(b));
const loss = h.mul(h).sum(); // @grad`;

function inspected(text: string): { result: SnippetResult; inspector: Inspector; graph: Graph } {
  const inspector = new Inspector();
  const { results } = inspector.inspect({
    uri: 'file:///tensors.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: { time: 10_000, operations: 1_000_000, callDepth: 1000, elements: 1_000_000 },
    picture: 'default',
  });
  const result = results[0]!;
  expect(result.error).toBeNull();
  return { result, inspector, graph: result.graph };
}

const gateBy = (graph: Graph, wanted: (gate: Gate) => boolean) => graph.gates.find(wanted)!;

describe('what a picture shows of a tensor', () => {
  test('statistics leave out what is no number', () => {
    expect(statisticsOf(array([[1, Number.NaN, -3]]))).toEqual({ least: -3, most: 1, mean: -1, nan: 1 });
    expect(statisticsOf(array([[Number.NaN]])).mean).toBe('NaN');
    expect(statisticsOf(array([[Number.POSITIVE_INFINITY, 1]])).most).toBe('Infinity');
  });
  test('a small tensor has a cell for each element, in its order', () => {
    const view = array([
      [1, 2],
      [3, 4],
      [5, -6],
    ]);
    expect(heatMapOf(view)).toEqual({ rows: 3, columns: 2, cells: [1, 2, 3, 4, 5, -6], block: [1, 1] });
    expect(tensorNumbers(view).data).toEqual([
      [1, 2],
      [3, 4],
      [5, -6],
    ]);
  });
  test('a large tensor has cells of the largest magnitudes, and no list', () => {
    const rows = Array.from({ length: 100 }, (_, i) =>
      Array.from({ length: 60 }, (_n, j) => (i === 99 && j === 59 ? -7 : 1)),
    );
    const { heat, data, statistics } = tensorNumbers(array(rows));
    expect(data).toBeUndefined();
    expect(heat.rows * heat.block[0]).toBeGreaterThanOrEqual(100);
    expect(heat.columns * heat.block[1]).toBeGreaterThanOrEqual(60);
    expect(heat.cells).toHaveLength(heat.rows * heat.columns);
    expect(heat.cells.at(-1)).toBe(-7);
    expect(heat.cells[0]).toBe(1);
    expect(statistics).toMatchObject({ least: -7, most: 1 });
  });
  test('numbers of single precision have no more digits than they need', () => {
    expect(shortestSingle(Math.fround(0.3))).toBe(0.3);
    expect(shortestSingle(Math.fround(1 / 3))).toBe(0.33333334);
    expect(nested(sure(fromNested([0.1, 16777216], 'float32')), 10)).toEqual([0.1, 16777216]);
    for (let k = 1; k < 2000; k++) {
      const value = Math.fround(Math.sin(k) * 10 ** ((k % 60) - 30));
      expect(Math.fround(shortestSingle(value))).toBe(value);
    }
  });
  test('those digits are the ones that the language itself writes', () => {
    const written = (value: number) =>
      [6, 7, 8, 9].map((digits) => Number(value.toPrecision(digits))).find((short) => Math.fround(short) === value);
    // Ties, powers of ten and their neighbours, and numbers of all sizes.
    const some = [0.5, 0.000244140625, 1234567.5, 99999.95, 999999.94, 16777215, 1e-7, 1e10, -0.0078125];
    for (let k = 0; k < 20_000; k++) some.push(Math.sin(k * 1.7) * 10 ** ((k % 80) - 40), (k * 8 + 1) / 2 ** (k % 24));
    for (const value of some.map(Math.fround)) expect(shortestSingle(value)).toBe(written(value) ?? value);
  });
  test('gates have shapes, and edges what flows back', () => {
    const { graph } = inspected(network);
    const product = gateBy(graph, ({ op }) => op === 'matmul');
    expect(product).toMatchObject({ shape: [2, 3], flow: 'swaps', tensor: { dtype: 'float32' } });
    expect(product.operands.map(({ tensor }) => tensor?.shape)).toEqual([
      [2, 2],
      [2, 3],
    ]);
    const sum = gateBy(graph, ({ op }) => op === 'add');
    expect(sum.operands.map(({ tensor }) => tensor?.stretched)).toEqual([undefined, [0]]);
    expect(labelOf(graph, product).shape).toBe('2×3');
    const loss = gateBy(graph, ({ isOutput }) => isOutput);
    expect(loss.tensor).toBeUndefined();
    expect(loss.shape).toEqual([]);
    expect(graph.edges.every(({ contribution, tensor }) => contribution !== null || tensor !== undefined)).toBe(true);
  });
});

describe('the card of an operation of tensors', () => {
  const { result, inspector, graph } = inspected(network);
  const cardOf = (op: string): Card =>
    inspector.card({ result: result.id, gate: gateBy(graph, (gate) => gate.op === op).id })!;

  test('a matmul says whose transpose multiplies what, with shapes that fit', () => {
    const card = cardOf('matmul');
    const name = card.title;
    expect(card.rows.map(({ tensor }) => tensor)).toMatchObject([
      { formula: `∂(${name}) · wᵀ`, shapes: '2×2 = 2×3 · 3×2' },
      { formula: `xᵀ · ∂(${name})`, shapes: '2×3 = 2×2 · 2×3' },
    ]);
    expect(card.sentence).toContain('`w` gets xᵀ · ∂');
  });
  test('what was stretched says over which axis its gradient is summed', () => {
    const [, bias] = cardOf('add').rows;
    expect(bias!.tensor!.stretched).toBe('3 is stretched to 2×3, so its gradient is summed over axis 0');
  });
});

describe('one element as a scalar', () => {
  const { result, inspector, graph } = inspected(network);
  const follow = (gate: Gate, element: number) =>
    inspector.card({ result: result.id, gate: gate.id, element })!.element!;
  const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);

  test.each(graph.gates.filter(({ tensor }) => tensor).map((gate) => [gate.name ?? gate.op, gate] as const))(
    'of %s: what comes from its uses is its gradient, and slopes times it go on',
    (_name, gate) => {
      const size = gate.shape!.reduce((product, extent) => product * extent, 1);
      for (let element = 0; element < size; element++) {
        const view = follow(gate, element);
        const grad = decodeNum(view.grad);
        const near = (value: number) => expect(Math.abs(value - grad)).toBeLessThan(1e-5 * (1 + Math.abs(grad)));
        if (view.goesTo.length > 0) near(sum(view.goesTo.map(({ total }) => decodeNum(total!))));
        for (const { elements, omitted, total } of view.goesTo) {
          if (omitted > 0) continue;
          const listed = sum(elements.map(({ contribution }) => decodeNum(contribution!)));
          expect(Math.abs(listed - decodeNum(total!))).toBeLessThan(1e-5 * (1 + Math.abs(listed)));
        }
        for (const { elements } of view.madeFrom) {
          for (const { local, upstream, contribution } of elements) {
            expect(upstream).toBe(view.grad);
            if (contribution !== null) expect(decodeNum(contribution)).toBe(decodeNum(local) * grad + 0);
          }
        }
      }
    },
  );

  test('of a product of matrices is made from a row and a column', () => {
    const product = gateBy(graph, ({ op }) => op === 'matmul');
    const { madeFrom } = follow(product, 4);
    expect(madeFrom.map(({ elements }) => elements.map(({ element }) => element))).toEqual([
      [2, 3],
      [1, 4],
    ]);
    // Its slope in x is w, and the other way around.
    expect(madeFrom[0]!.elements.map(({ local }) => decodeNum(local))).toEqual([-1, Math.fround(0.2)]);
  });
});

test('the hover of an operation of tensors has shapes, rules and ranges', () => {
  const { result, inspector, graph } = inspected(network);
  const card = inspector.card({ result: result.id, gate: gateBy(graph, ({ op }) => op === 'matmul').id })!;
  const text = cardMarkdown(card, 'typescript');
  expect(text).toContain('2×3');
  expect(text).toContain('xᵀ · ∂');
  expect(text).toContain('2×3 = 2×2 · 2×3');
  expect(text).not.toContain('NaN');
  expect(lensTitle(result)).toMatch(/^loss = [\d.]+ · ∂x \[\[[^\n]* · ∂w \[2×3\] · ∂b \[/);
});

describe('what is unhealthy about tensors', () => {
  const told = (text: string) => {
    const inspector = new Inspector();
    const { results } = inspector.inspect({
      uri: 'file:///health.ts',
      version: 1,
      language: 'typescript',
      text: `import * as tf from '@tensorflow/tfjs';\n${text}`,
      focus: { kind: 'annotated' },
      budget: { time: 10_000, operations: 1_000_000, callDepth: 1000, elements: 1_000_000 },
      picture: 'default',
    });
    return results[0]!.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  };
  test('the first number that is not finite is found by its element', () => {
    expect(told('const x = tf.tensor1d([1, -2, 3]);\nconst y = tf.log(x).sum(); // @grad')).toEqual([
      'nan-birthplace: The first value that is not finite: `tf.log(x)[1]` is NaN, made from `x[1]` = −2.',
    ]);
  });
  test.each([
    [
      'an infinity before the NaN of another path',
      'const q = tf.tensor1d([0, 1.2]);\nconst a = q.log();\nconst b = q.sub(1).neg().log();\nconst y = a.add(b).sum(); // @grad',
      '`q.log()[0]` is −∞, made from `q[0]` = 0.',
    ],
    [
      'an infinity that becomes NaN beside it',
      'const x = tf.tensor2d([[1, 2], [3, 0]]);\nconst t = tf.tensor2d([[1, 1], [1, 0]]);\nconst y = x.log().mul(t).sum(); // @grad wrt x',
      '`x.log()[1][1]` is −∞, made from `x[1][1]` = 0.',
    ],
    [
      'an operand that is stretched',
      'const x = tf.tensor2d([[1, 2], [3, 4]]);\nconst d = tf.tensor1d([1, 0]);\nconst y = x.div(d).sum(); // @grad',
      '`x.div(d)[0][1]` is ∞, made from `x[0][1]` = 2 and `d[1]` = 0.',
    ],
    [
      'what constants bring along',
      'const x = tf.tensor1d([1, 2]);\nconst y = x.mul(tf.tensor1d([1, 0]).log()).sum(); // @grad',
      '`x.mul(tf.tensor1d([1, 0]).log())[1]` is −∞, made from `x[1]` = 2',
    ],
    [
      'a product of matrices, which is made of many numbers',
      'const x = tf.tensor2d([[1e30, 1], [1, 1]]);\nconst y = x.matMul(x).sum(); // @grad',
      '`x.matMul(x)[0][0]` is ∞, made from `x`.',
    ],
  ])('the first number that is not finite: %s', (_what, text, said) => {
    const [first, ...others] = told(text);
    expect(first).toContain(`nan-birthplace: The first value that is not finite: ${said}`);
    expect(others).toEqual([]);
  });
  test('gates whose numbers are partly NaN say so, with the range of the others', () => {
    const { graph } = inspected(
      `import * as tf from '@tensorflow/tfjs';
const x = tf.tensor1d([-1, 1, 2, 3]);
const v = tf.tensor1d([-1, 1]);
const y = x.log().sum().add(v.sqrt().sum()); // @grad`,
    );
    const shown = (op: string) =>
      labelOf(
        graph,
        gateBy(graph, (gate) => gate.op === op),
      ).value;
    expect(shown('log')).toBe('NaN, 0 … 1.1');
    expect(shown('sqrt')).toBe('[NaN, 1]');
  });
  test('a rectifier that is off everywhere', () => {
    expect(told('const x = tf.tensor1d([-1, -2]);\nconst y = tf.relu(x).sum(); // @grad')).toEqual([
      expect.stringMatching(/^dead-branch: /),
    ]);
  });
  test('an input of which nothing reaches the output, and a healthy network', () => {
    expect(
      told('const x = tf.tensor1d([1]);\nconst z = tf.tensor1d([2]);\nconst y = x.square().sum(); // @grad wrt x, z'),
    ).toEqual([expect.stringMatching(/^no-effect: /)]);
    expect(told(network.split('\n').slice(1).join('\n'))).toEqual([]);
  });
});

describe('the card of an input that is a tensor', () => {
  const sentenceOf = (text: string, name: string): string => {
    const { graph } = inspected(`import * as tf from '@tensorflow/tfjs';\n${text}`);
    return sentence(
      graph,
      gateBy(graph, (gate) => gate.name === name),
    );
  };
  test('what the output changes by when every element grows is the sum of the gradient', () => {
    // d/dh of Σ (w + h)² is 2 · (1 + 2 − 4 + 0.5).
    const text = 'const w = tf.tensor2d([[1, 2], [-4, 0.5]]);\nconst loss = w.square().sum(); // @grad';
    expect(sentenceOf(text, 'w')).toBe(
      'input: when every element of `w` grows by a small h, `loss` changes by about −1·h, the sum of its gradient',
    );
  });
  test('gradients that cancel are not called none', () => {
    const text = 'const w = tf.tensor1d([1, -1]);\nconst loss = w.square().sum(); // @grad';
    expect(sentenceOf(text, 'w')).toContain('hardly changes: the gradients of the elements add up to 0');
    const flat = 'const w = tf.tensor1d([1, -1]);\nconst loss = w.mul(0).sum(); // @grad';
    expect(sentenceOf(flat, 'w')).toBe('input: a small change of `w` does not change `loss`');
  });
  test('an output with axes is the sum of its elements', () => {
    const text = 'const w = tf.tensor1d([1, 3]);\nconst y = w.square(); // @grad';
    expect(sentenceOf(text, 'w')).toContain('the sum of `y` changes by about 8·h');
  });
  test('gradients that are not finite', () => {
    const text = 'const w = tf.tensor1d([0, 1]);\nconst y = w.log().sum(); // @grad';
    expect(sentenceOf(text, 'w')).toBe('input: the gradient of `y` is not finite at some elements here');
    const nan = 'const w = tf.tensor1d([0, 1]);\nconst y = w.sqrt().mul(0).sum(); // @grad';
    expect(sentenceOf(nan, 'w')).toBe('input: the gradient of `y` is NaN at 1 of 2 elements here');
  });
});

test('constants are called by their variable, their number or their code', () => {
  const { graph } = inspected(`import * as tf from '@tensorflow/tfjs';
const x = tf.tensor2d([[0.5, 0.2], [0.1, 0.4]]);
const noise = tf.randomNormal([2, 2], 0, 1, 'float32', 3);
function f(p: tf.Tensor) {
  const half = tf.scalar(0.5);
  return tf.scalar(1).sub(p).mul(noise).add(half).matMul(tf.eye(2)).sub(tf.tensor1d([1, 2]).neg().mul(3)).sub(-2);
}
const y = f(x).sum(); // @grad wrt x`);
  const formulas = graph.gates.map(({ formula }) => formula).filter((formula) => formula !== '');
  expect(formulas).toEqual([
    '1 − x',
    '(1 − x) × noise',
    '(1 − x) × noise + half',
    '(…) @ tf.eye(2)',
    '… − tf.tensor1d([1, 2])…',
    '… − (−2)',
    'sum(… − (−2))',
  ]);
  const product = gateBy(graph, ({ op }) => op === 'matmul');
  expect(product.operands[1]!.label).toBe('tf.eye(2)');
});

test('a constant that an operation takes in another type keeps its name', () => {
  const { graph } = inspected(`import * as tf from '@tensorflow/tfjs';
const x = tf.tensor2d([[0.5, 0.2], [0.1, 0.4]]);
const classes = tf.oneHot(tf.tensor1d([0, 1], 'int32'), 2);
const y = tf.losses.softmaxCrossEntropy(classes, x); // @grad wrt x`);
  const loss = gateBy(graph, ({ op }) => op === 'softmaxCrossEntropy');
  expect(loss.operands.map(({ label }) => label)).toEqual(['x', 'classes']);
});

test('what no code spells is called as a reader would', () => {
  const { graph } = inspected(`import * as tf from '@tensorflow/tfjs';
const x = tf.tensor1d([1, 2]);
const a = 2;
const g = tf.grad((t: tf.Tensor) => t.square().sum())(x);
const y = g.mul(tf.tensor1d([a, a * a])).sum(); // @grad`);
  const formulas = graph.gates.map(({ formula }) => formula);
  expect(formulas).toEqual(expect.arrayContaining(['copy(x)', '∂sum(1)', '[a, a × a]']));
  const told = graph.gates.map((gate) => `${sentence(graph, gate)} ${labelOf(graph, gate).name} ${gate.formula}`);
  expect(told.join('\n')).not.toMatch(/pullback|\bpack\b|alias/);
  expect(told.join('\n')).toContain('derivative distributes: ');
});

describe('tensors without axes', () => {
  const local = (text: string, op: string) => {
    const { graph } = inspected(`import * as tf from '@tensorflow/tfjs';\n${text}`);
    const gate = gateBy(graph, (candidate) => candidate.op === op);
    return gate.operands.map((operand) => [operand.local, operand.contribution]);
  };

  test('have the local gradients that numbers have', () => {
    const leaves = 'const a = tf.scalar(3);\nconst b = tf.scalar(-2);\n';
    const end = 'const f = c.mul(4); // @grad wrt a, b';
    expect(local(`${leaves}const c = a.mul(b);\n${end}`, 'mul')).toEqual([
      [-2, -8],
      [3, 12],
    ]);
    expect(local(`${leaves}const c = a.maximum(b);\n${end}`, 'max')).toEqual([
      [1, 4],
      [0, 0],
    ]);
    // Of a constant nothing is kept.
    expect(local(`${leaves}const c = a.mul(b).sub(tf.scalar(1));\n${end}`, 'sub')).toEqual([
      [1, 4],
      [null, null],
    ]);
  });

  test('of which one has axes, and operations of tensors alone, have none', () => {
    const leaves = 'const a = tf.scalar(3);\nconst v = tf.tensor1d([1, 2]);\n';
    for (const [, [at]] of Object.entries(local(`${leaves}const f = a.mul(v).sum(); // @grad wrt a, v`, 'mul'))) {
      expect(at).toBeNull();
    }
    expect(local(`${leaves}const f = v.mul(v).sum(); // @grad wrt v`, 'sum')[0]![0]).toBeNull();
  });

  test('are explained with the product, as numbers are', () => {
    const { graph } = inspected(
      `import * as tf from '@tensorflow/tfjs';\nconst w = tf.scalar(3);\nconst x = tf.scalar(2);\nconst u = w.mul(x); // @grad wrt w, x`,
    );
    const gate = gateBy(graph, ({ name }) => name === 'u');
    expect(sentence(graph, gate)).toContain('`w` gets x·1 = 2');
  });
});

import { describe, expect, test } from 'vitest';
import { shiftResult } from '../../../src/editor/textShift';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { SnippetResult } from '../../../src/protocol';
import { allGates } from '../../../src/text/picture';

const inspector = new Inspector();

function inspect(text: string, picture: 'default' | 'full' = 'default'): SnippetResult {
  const { results } = inspector.inspect({
    uri: 'a.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture,
  });
  const result = results[0]!;
  expect(result.error).toBeNull();
  return result;
}

const names = (body: string, parameters = 'x = 0.3, y = -1.2, xs = [0.5, 1, 2], ts = [1, 0, 0], one = 1, zero = 0') => {
  const list = parameters.match(/\w+(?= =)/g)!.join(', ');
  const { graph } = inspect(`/** @grad ${parameters} */\nfunction f(${list}) {\n${body}\n}`);
  return (graph.composites ?? []).map(({ name }) => name);
};

describe('code as people write it', () => {
  test.each<[string, string[]]>([
    ['return 1 / (1 + Math.exp(-x))', ['sigmoid']],
    ['return Math.exp(x) / (Math.exp(x) + 1)', ['sigmoid']],
    ['return (1 + Math.E ** 0 * Math.exp(-x)) ** -1', []],
    ['const q = -x; const r = Math.exp(q); const t = r + 1; return 1 / t', ['sigmoid']],
    [
      'const act = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))); return act(x) * act(y)',
      ['sigmoid', 'sigmoid'],
    ],
    ['return (Math.tanh(x / 2) + 1) / 2', ['sigmoid']],
    ['return x > 0 ? x : 0', []],
    ['return Math.max(x, 0)', ['relu']],
    ['return Math.max(x, 0.01 * x)', ['leakyRelu']],
    ['return Math.log(1 + Math.exp(x))', ['softplus']],
    ['return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))', ['softplus']],
    ['const e = xs.map(Math.exp); const s = e.reduce((a, b) => a + b, 0); return e[1] / s', ['softmax']],
    [
      'const e = xs.map((v) => Math.exp(v)); let s = 0; for (const v of e) s += v; const p = e.map((v) => v / s); return -Math.log(p[2])',
      ['softmax'],
    ],
    [
      'const m = Math.max(...xs); let s = 0; for (const v of xs) s += Math.exp(v - m); return m + Math.log(s)',
      ['logsumexp'],
    ],
    [
      'let m = -Infinity; for (const v of xs) m = Math.max(m, v); return m + Math.log(xs.map((v) => Math.exp(v - m)).reduce((a, b) => a + b))',
      ['logsumexp'],
    ],
    ['return Math.log(Math.exp(x) + Math.exp(y))', ['logsumexp']],
    ['return Math.hypot(x, y)', ['norm']],
    ['return Math.sqrt(xs.reduce((s, v) => s + v * v, 0))', ['norm']],
    ['return Math.sqrt(x ** 2 + y ** 2)', ['norm']],
    ['return Math.sqrt((x - one) ** 2 + (y - zero) ** 2)', ['norm']],
    ['let s = 0; for (let i = 0; i < xs.length; i++) s += (xs[i] - ts[i]) ** 2; return s / xs.length', ['mse']],
    [
      'let s = 0; for (let i = 0; i < xs.length; i++) { const d = xs[i] - 2; s += d * d; } return (1 / xs.length) * s',
      ['mse'],
    ],
    [
      'let s = 0; for (let i = 0; i < xs.length; i++) s += (xs[i] - ts[i]) ** 2; return Math.sqrt(s / xs.length)',
      ['mse'],
    ],
    ['return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * Math.pow(x, 3))))', ['gelu']],
    ['return x * 0.5 * (1.0 + Math.tanh(0.7978845608028654 * x * (1 + 0.044715 * x * x)))', ['gelu']],
    ['return x / (1 + Math.exp(-x))', ['silu']],
    ['let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i] * ts[i]; return s + y', ['dot']],
    ['return xs[0] * ts[0] + xs[1] * ts[1] + xs[2] * ts[2]', ['dot']],
    ['return 3 * x + 2 * y', ['dot']],
  ])('%s', (body, expected) => {
    expect(names(body)).toEqual(expected);
  });

  test('names mean nothing', () => {
    expect(
      names('const sigmoid = 1 / (2 + Math.exp(-x)); const softmax = Math.max(0.1, y); return sigmoid + softmax'),
    ).toEqual([]);
  });

  test.each([
    'return one / (1 + Math.exp(-x))',
    'return 1 / (one + Math.exp(-x))',
    'return Math.max(zero, x)',
    'return Math.log(one + Math.exp(x))',
    'return 1 / (2 + Math.exp(-x))',
    'return 1 / (1 + Math.exp(-2 * x))',
    'return Math.log(2 + Math.exp(x))',
    'return Math.sqrt(x ** 3 + y ** 3)',
    'return Math.exp(xs[0]) / (Math.exp(xs[1]) + Math.exp(xs[2]))',
    'return Math.exp(x) / (Math.exp(x) + y)',
    'return Math.max(0.1, x)',
    'return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.04 * x ** 3)))',
    'let s = 0; for (let i = 0; i < 3; i++) s += (xs[i] - ts[i]) ** 2; return s / 4',
    'let s = 0; for (let i = 0; i < 1; i++) s += xs[i] * ts[i]; return s',
    'const e = Math.exp(-x); return Math.sin(e) - 1 / (1 + e)',
  ])('near miss: %s', (body) => {
    expect(names(body)).toEqual([]);
  });

  test('the sigmoid of 2x has 2x as its input', () => {
    const { graph } = inspect('const x = 3;\nconst y = 1 / (1 + Math.exp(-(2 * x))); // @grad');
    const { name, inputs } = graph.composites![0]!;
    expect(name).toBe('sigmoid');
    expect(graph.gates.find(({ id }) => id === inputs[0])!.formula).toBe('2 × x');
  });
});

describe('a picture that is folded to fit', () => {
  const text = `/** @grad x = 0.5 */
function deep(x: number) {
  let y = x;
  for (let i = 0; i < 18; i++) y = 1 / (1 + Math.exp(-y));
  const inner = Math.exp(-y);
  const last = 1 / (1 + inner);
  return last;
}`;
  const result = inspect(text);

  test('has gates for its variables all the same', () => {
    expect(result.graph.gates).toHaveLength(20);
    const inner = result.variables.find(({ name }) => name === 'inner')!;
    expect(inner.gate).toMatch(/^g/);
    expect(result.graph.gates.some(({ id }) => id === inner.gate)).toBe(false);
    expect(inspector.card({ result: result.id, gate: inner.gate! })).toMatchObject({ title: 'inner', op: 'exp' });
  });

  test('has cards of folds, of primitives, and of any mixture', () => {
    const fold = result.graph.composites!.at(-1)!;
    expect(inspector.card({ result: result.id, gate: fold.id })).toMatchObject({ op: 'sigmoid' });
    const others = result.graph.composites!.slice(0, -1).map(({ id }) => id);
    expect(inspector.card({ result: result.id, gate: fold.root, folded: others })).toMatchObject({
      op: 'div',
      composite: { id: fold.id, folded: false },
    });
    expect(inspector.card({ result: result.id, gate: 'c999', folded: others })).toBeNull();
  });

  test('moves along with edits above it, primitives too', () => {
    const at = { line: 1, column: 1 };
    const moved = shiftResult(result, [{ range: { start: at, end: at }, text: '\n' }]);
    const lines = (from: SnippetResult) => allGates(from.graph).map(({ range }) => range!.start.line);
    expect(lines(moved)).toEqual(lines(result).map((line) => line + 1));
  });
});

test('the full graph lists composites beside all of its nodes', () => {
  const { graph } = inspect('const x = 3;\nconst y = 1 / (1 + Math.exp(-x)); // @grad', 'full');
  expect(graph.gates.map(({ op }) => op)).toContain('constant');
  const ids = new Set(graph.gates.map(({ id }) => id));
  const [{ members, inputs, root, folded }] = graph.composites! as [NonNullable<typeof graph.composites>[number]];
  expect(folded).toBe(false);
  for (const id of [...members, ...inputs, root]) expect(ids).toContain(id);
});

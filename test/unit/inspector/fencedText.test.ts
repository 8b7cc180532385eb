import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { InspectRequest } from '../../../src/protocol';

const text = `# The chain rule

\`\`\`ts
const w = 3;
const y = w ** 2; // @grad
\`\`\`

A second one, with names of its own:

\`\`\`js
const w = 5;
// @grad
const y = 2 * w;
const z = y * y; // @grad
\`\`\`

\`\`\`ts
const broken = ; // @grad
\`\`\`

\`\`\`ts
import { gain } from './gain';
const x = 4;
const out = gain * x; // @grad
\`\`\`
`;

const inspector = new Inspector();

function inspect(more: Partial<InspectRequest> = {}) {
  const request: InspectRequest = {
    uri: 'notes/chain.md',
    version: 1,
    language: 'markdown',
    text,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
    ...more,
  };
  return inspector.inspect(request, (candidates) =>
    candidates.includes('notes/gain.ts') ? { uri: 'notes/gain.ts', text: 'export const gain = 7;' } : null,
  );
}

describe('fences in Markdown', () => {
  test('each is a module of its own, with the places of the document', () => {
    const { results, dependencies } = inspect();
    const told = results.map(({ target, output, inputs, error }) => [
      target!.name,
      target!.range.start.line,
      output?.value ?? null,
      inputs.map(({ name, grad }) => `${name} ${grad}`).join(),
      error?.code ?? null,
    ]);
    expect(told).toEqual([
      ['y', 5, 9, 'w 6', null],
      ['y', 13, 10, 'w 2', null],
      ['z', 14, 100, 'w 40', null],
      ['@grad', 18, null, '', 'SyntaxError'],
      ['out', 24, 28, 'x 7', null],
    ]);
    expect(dependencies).toContain('notes/gain.ts');
  });

  test('what is annotated is known without a run, in the same order', () => {
    const snippets = inspector.snippets({ language: 'markdown', text });
    expect(snippets!.map(({ target, directive }) => [target.name, directive?.start.line])).toEqual([
      ['y', 5],
      ['y', 12],
      ['z', 14],
      ['@grad', 18],
      ['out', 24],
    ]);
  });

  test('one of them alone', () => {
    for (const [only, line] of [
      [2, 14],
      [3, 18],
      [4, 24],
    ] as const) {
      const { results } = inspect({ only, set: only === 4 ? { x: '5' } : {} });
      expect(results.map(({ target }) => target!.range.start.line)).toEqual([line]);
      if (only === 4) expect(results[0]!.output!.value).toBe(35);
    }
  });

  test('a selection takes the fence that it stands in', () => {
    const range = { start: { line: 14, column: 11 }, end: { line: 14, column: 16 } };
    const [result] = inspect({ focus: { kind: 'selection', range } }).results;
    expect(result!.output!.value).toBe(100);
    expect(result!.inputs.map(({ name, value }) => [name, value])).toEqual([['w', 5]]);
  });

  test('outside of a fence there is no code', () => {
    const at = { start: { line: 8, column: 3 }, end: { line: 8, column: 3 } };
    const [result] = inspect({ focus: { kind: 'at', range: at } }).results;
    expect(result!.error).toMatchObject({ code: 'NotDifferentiable', message: expect.stringContaining('fence') });
  });

  test('a variable is taken from the last fence that has it', () => {
    const [result] = inspect({ focus: { kind: 'variable', name: 'y' } }).results;
    expect(result!.output!.value).toBe(10);
    const parsed = text.replace('const broken = ;', 'const broken = 1;');
    const nowhere = inspect({ text: parsed, focus: { kind: 'variable', name: 'nowhere' } });
    expect(nowhere.results[0]!.error?.code).toBe('UnboundName');
  });

  test('JSX is refused by name and leaves the rest of the text alone', () => {
    const jsx = '```tsx\nconst w = 3;\nconst view = <b title="x">{w}</b>;\nconst y = w * w; // @grad\n```\n';
    const [result] = inspect({ text: jsx }).results;
    expect(result!.output!.value).toBe(9);
    expect(result!.error).toBeNull();
    const used = jsx.replace('w * w', 'view * w');
    expect(inspect({ text: used }).results[0]!.error).toMatchObject({ code: 'Unsupported' });
  });
});

test('fences of Python beside others, also indented in a list, with lines of a notebook', () => {
  const mixed = [
    '```ts\nconst x = 3;\nconst y = x * x; // @grad\n```',
    '- so:\n\n  ```python3\n  %matplotlib inline\n  x = 2.0\n  def f(a):\n      return a * a\n\n  y = f(x)  # @grad\n  dx = 4.0\n  ```',
    '> ```py\n> x = 5.0\n> if x > 0:\n>     y = -x  # @grad\n> ```',
  ].join('\n\n');
  const { results } = inspect({ text: mixed });
  expect(results.map(({ language, target, output, inputs, error }) => [
    language, target!.range.start.line, output?.value, inputs[0]?.grad, error,
  ])).toEqual([
    ['typescript', 3, 9, 6, null],
    ['python', 14, 4, 4, null],
    ['python', 21, -5, -1, null],
  ]); // biome-ignore format: a table
  expect(results[1]!.handGradients).toMatchObject([{ variable: 'dx', matches: true }]);
  expect(results[1]!.inputs[0]!.valueRange).toMatchObject({ start: { line: 10, column: 7 } });
});

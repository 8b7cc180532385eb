import { expect, test } from 'vitest';
import type { SnippetResult } from '../../../src/protocol';
import { toTable } from '../../../src/text/table';
import { inspectPython } from '../languages/python/inspectPython';
import { burgerResult, failed, hostileNames, input, rangeAt, variable } from './results';

test('the burger factory', () => {
  expect(toTable('burger.ts', [burgerResult()])).toBe(`loss = 4   (burger.ts:4)
         name  value  gradient
  input  w         3        16
  input  v         2        24
         u         6         8
         y        12         4
`);
});

test('scenarios, seeds, diagnostics and arrays', () => {
  const text = toTable('a.ts', [
    burgerResult({ variables: [] }),
    burgerResult({
      scenario: 1,
      output: { name: null, value: [1, 2], shape: [2], seededWithOnes: true },
      inputs: [input('x', [1, 'NaN'], [0.25, -1e-9])],
      variables: [],
      diagnostics: [{ code: 'nan', severity: 'warning', message: 'NaN is born here', range: rangeAt(2, 5) }],
    }),
  ]);
  expect(text.split('\n').slice(5)).toEqual([
    'loss = [1, 2]   (a.ts:4, scenario 2)',
    'gradients are those of the sum of its elements',
    '         name     value       gradient',
    '  input  x     [1, NaN]  [0.25, −1e−9]',
    '  warning at 2:5: NaN is born here',
    '',
  ]);
});

test('an error has its place', () => {
  expect(toTable('a.ts', [failed('UserThrow', 'x is bad', 'TypeError')])).toBe(
    'loss   (a.ts:4)\n  UserThrow at 3:9: TypeError: x is bad\n',
  );
  expect(toTable('a.ts', [{ ...failed('SyntaxError', 'unexpected )'), target: null }])).toBe(
    'a.ts\n  SyntaxError at 3:9: unexpected )\n',
  );
});

test('without an output there are no gradients', () => {
  const text = toTable('a.ts', [{ ...failed('UserThrow', 'x is bad'), inputs: [input('w', 3, 0)] }]);
  expect(text).toMatch(/input +w +3 +–\n/);
});

test('a file without anything to inspect', () => {
  expect(toTable('a.ts', [])).toBe(
    'a.ts: nothing is marked with @grad; write `@grad` in a comment at the end of a line, or name one with --at LINE\n',
  );
  const said = 'a.py: nothing is marked with @grad; write `# @grad` at the end of a line, or name one with --at LINE\n';
  expect(toTable('a.py', inspectPython('x = 2.0\ny = x * x\nprint(y)\n'), '#')).toBe(said);
  expect(toTable('a.py', inspectPython('x = 2.0\nx.y\n'), '#')).toContain('AttributeError');
  const asked = 'import torch\nx = torch.tensor(2.0, requires_grad=True)\ng, = torch.autograd.grad(x * x, x)\n';
  expect(toTable('a.py', inspectPython(asked), '#')).not.toBe(said);
});

test.each(hostileNames)('%j cannot leave its line', (name) => {
  const text = toTable('a.ts', [burgerResult({ inputs: [input(name, 1, 2)], variables: [] })]);
  expect(text.split('\n')).toHaveLength(4);
  expect([...text].filter((char) => char !== '\n' && char.codePointAt(0)! < 32)).toEqual([]);
});

test('a file with passes of its own is called by what the last one goes back from', () => {
  const code = 'import torch\nx = torch.tensor(2., requires_grad=True)\nloss = x * x\nloss.backward()';
  expect(toTable('a.py', inspectPython(code)).split('\n')[0]).toBe('loss = 4 in the one backward pass   (a.py:1)');
});

test('a module with backward passes is shown by its last one', () => {
  const leaf = { ...input('w', 1.5, null), dtype: 'float32', used: true } as const;
  const rate = { ...input('lr', 0.1, 0), used: false };
  const passes = { count: 3 } as unknown as NonNullable<SnippetResult['passes']>;
  const result = burgerResult({
    kind: 'file',
    graph: { gates: [], edges: [], outputs: [], total: 0, omitted: null },
    target: { name: 'module', range: rangeAt(1, 1) },
    inputs: [rate, leaf],
    variables: [variable('w', 1.5, 0, 'tensor'), variable('y', 3, 1, 'tensor'), variable('lr', 0.1, 0)],
    passes,
  });
  expect(toTable('a.py', [result])).toBe(`loss = 4 in the last of 3 backward passes   (a.py:1)
         name  value  gradient
  input  w       1.5      none
         y         3         1
         lr      0.1         0
`);
  expect(toTable('a.py', [{ ...result, passes: { ...passes, count: 1 } }])).toContain(
    'loss = 4 in the one backward pass ',
  );
});

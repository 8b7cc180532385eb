import { expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { Focus, SnippetResult } from '../../../src/protocol';

function inspect(text: string, focus: Focus = { kind: 'annotated' }): SnippetResult {
  const response = new Inspector().inspect({
    uri: 'file:///names.ts',
    version: 1,
    language: 'typescript',
    text,
    focus,
    budget: explicitBudget,
    picture: 'default',
  });
  const [result] = response.results;
  if (!result) throw new Error('no result');
  expect(result.error).toBeNull();
  return result;
}

/** The selection of a code where it first stands. */
function selection(text: string, code: string): Focus {
  const before = text.slice(0, text.indexOf(code)).split('\n');
  const start = { line: before.length, column: before.at(-1)!.length + 1 };
  return { kind: 'selection', range: { start, end: { line: start.line, column: start.column + code.length } } };
}

const names = (result: SnippetResult) => result.graph.gates.map(({ name }) => name);

test('elements of an array are called by their place in it, not by a parameter that they pass through', () => {
  const result = inspect(`const z = [1, 2];
const exps = z.map((v) => Math.exp(v));
const sum = exps.reduce((a, b) => a + b, 0);
const p = exps[0] / sum; // @grad`);
  expect(names(result)).toEqual(['z[0]', 'z[1]', 'exps[0]', 'exps[1]', null, 'sum', 'p']);
});

test('elements of an array that one call makes have its name and their place', () => {
  const result = inspect('const z = [1, 2];\nconst t = z.map(Math.tanh);\nconst s = t[0] * t[1]; // @grad');
  expect(names(result)).toEqual(['z[0]', 'z[1]', 't[0]', 't[1]', 's']);
});

test('a counter that a selection names is one input at each evaluation, not a chain of sums', () => {
  const text = 'const k = 3;\nlet s = 0;\nfor (let i = 1; i <= 4; i++) {\n  s += k * i;\n}';
  const result = inspect(text, selection(text, 'k * i'));
  expect(result.occurrences).toEqual({ count: 4, shown: 4 });
  expect(result.graph.gates.map(({ kind, name, value }) => [kind, name, value])).toEqual([
    ['input', 'k', 3],
    ['input', 'i', 4],
    ['gate', null, 12],
  ]);
  expect(result.variables.find(({ name }) => name === 'i')).toMatchObject({ value: 4, grad: 3, mentioned: true });
});

test('an output that a function computed is called by the variable that the code binds it to', () => {
  const result = inspect(
    'const w = 3;\nfunction f(a: number) {\n  const r = a * a;\n  return r;\n}\nconst loss = f(w); // @grad',
  );
  expect(names(result)).toEqual(['w', 'loss']);
  const inner = inspect(
    'const w = 3;\nfunction f(a: number) {\n  const r = a * a;\n  return r;\n}\nconst loss = f(w) + 1; // @grad',
  );
  expect(names(inner)).toEqual(['w', 'r', 'loss']);
});

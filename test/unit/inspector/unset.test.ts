import { expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { DocumentLanguage } from '../../../src/protocol';

const inspector = new Inspector();

function unset(language: DocumentLanguage, text: string, ...names: string[]) {
  return inspector.inspect({
    uri: 'a',
    version: 1,
    language,
    text,
    focus: { kind: 'annotated', orModule: true },
    budget: explicitBudget,
    picture: 'default',
    set: Object.fromEntries(names.map((name) => [name, '3'])),
  }).unset;
}

test.each<[DocumentLanguage, string]>([
  ['typescript', 'const w = 1, v = 2;\nconst y = w * v; // @grad wrt w\nconst late = 5;'],
  ['typescript', 'const v = 2;\n/** @grad w = 1 */\nfunction f(w: number) { return w * v; }'],
  ['python', 'import torch\nw = torch.tensor(1.0, requires_grad=True)\nv = 2.0\n(w * v).backward()\n'],
  ['markdown', '```ts\nconst w = 1; // @grad\n```\n\n```py\nv = 2.0  # @grad\n```\n'],
])('names that have replaced nothing are told: %s', (language, text) => {
  expect(unset(language, text, 'w', 'q', 'v')).toEqual(['q']);
  expect(unset(language, text, 'w')).toBeUndefined();
});

test('after an error nothing is said', () => {
  expect(unset('typescript', 'const w = 1;\nconst y = w * nothing; // @grad', 'q')).toBeUndefined();
  expect(unset('typescript', 'const w = ', 'q')).toBeUndefined();
});

test('functions, and what nothing runs, have no value to replace', () => {
  expect(unset('python', 'def f(v):\n    return v * v\nx = 2.0\ny = f(x)  # @grad\n', 'f')).toEqual(['f']);
  expect(unset('typescript', 'const x = 2;', 'x')).toEqual(['x']);
});

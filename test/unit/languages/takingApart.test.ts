import { describe, expect, test } from 'vitest';
import type { SnippetResult } from '../../../src/protocol';
import { inspect } from './check';
import { inspectPython } from './python/inspectPython';

function output([result]: readonly SnippetResult[]) {
  expect(result!.error).toBe(null);
  return [result!.target!.name, result!.output!.value];
}

const python = `import numpy as np
w = np.array([1.0, 2.0, 3.0])
def f(w):
    return np.sum(w * w), 2 * w
def nested(w):
    return 'name', (len(w), np.sum(w)), w * w
`;

describe('the output of a value that is taken apart', () => {
  test.each([
    ['loss, grads = f(w)', 'loss', 14],
    ['(loss, grads) = f(w)', 'loss', 14],
    ['grads, loss = 2 * w, np.sum(w)', 'loss', 6],
    ['one, other = np.sum(w), np.sum(w * w)', 'one', 6],
    ['label, (n, s), squares = nested(w)', 's', 6],
    ['first, *rest = w, w[0], w[1]', 'rest', [1, 2]],
    ['doubled, squared = 2 * w, w * w', 'squared', [1, 4, 9]],
    ['n, doubled = 3, 2 * w', 'doubled', [2, 4, 6]],
    ['for n in range(2): loss, grads = f(w + n)', 'loss', 29],
  ])('%s', (line, name, value) => {
    expect(output(inspectPython(`${python}${line}  # @grad wrt w\n`))).toEqual([name, value]);
  });

  test('the loss of PyTorch is the one that is a single number', () => {
    const text = `import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
def f(w):
    return (w * w).sum(), 2 * w
loss, grads = f(w)  # @grad
`;
    expect(output(inspectPython(text))).toEqual(['loss', 5]);
  });

  const typescript = `const w = [1, 2, 3];
const f = (w: number[]) => {
  let loss = 0;
  for (const v of w) loss += v * v;
  return { loss, grads: w.map((v) => 2 * v) };
};
const pair = (w: number[]) => [f(w).loss, f(w).grads] as const;
`;
  test.each([
    ['const [loss, grads] = pair(w);', 'loss', 14],
    ['const { grads, loss } = f(w);', 'loss', 14],
    ['const [n, grads] = [3, f(w).grads];', 'grads', [2, 4, 6]],
    ['let loss, grads; [loss, grads] = pair(w);', 'loss', 14],
  ])('%s', (line, name, value) => {
    expect(output(inspect(`${typescript}${line} // @grad\n`))).toEqual([name, value]);
  });

  test('what is assigned after it counts as before', () => {
    expect(output(inspect(`${typescript}const [loss, grads] = pair(w), last = w[0]! * 2; // @grad\n`))).toEqual([
      'last',
      2,
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { inspectPython } from '../inspectPython';

/** What a reader types for a tensor in the panel. */
describe('numbers in place of a tensor', () => {
  const code = `
import numpy as np
import torch
a = torch.tensor(2., requires_grad=True)
w = torch.tensor([1.0, 2.0], requires_grad=True)
k = np.array([1.0, 2.0])
b = a * a * w.sum() * float(k.sum())
b.backward()
print(a.grad, k.dtype)`;

  test('are held as the tensor holds its own', () => {
    const [typed] = inspectPython(code, { set: { a: '3', w: '[1, 3]', k: '[4, 5]' } });
    expect(typed!.error).toBeNull();
    expect(typed!.stdout).toBe('tensor(216.) float64\n');
    const a = typed!.inputs.find(({ name }) => name === 'a')!;
    expect(a).toMatchObject({ value: 3, dtype: 'float32', shape: [] });
  });

  test('are no code to be written in place of what makes the tensor, and a tensor is', () => {
    const rangeOf = (set: Record<string, string>) =>
      inspectPython(code, { set })[0]!.inputs.find(({ name }) => name === 'a')!.valueRange;
    expect(rangeOf({ a: '3' })).toBeNull();
    expect(rangeOf({ a: 'torch.tensor(3., requires_grad=True)' })).not.toBeNull();
  });
});

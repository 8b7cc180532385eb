import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../../support/cache.ts';
import { inspectPython } from '../inspectPython';

const folder = path.join(root, 'media', 'examples');
const texts = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
);

/** What PyTorch 1.13 prints for each, and how many backward passes it makes. */
const recorded: Readonly<Record<string, { readonly printed: string; readonly passes: number }>> = {
  'factory.py': { printed: 'tensor(16.) tensor(24.)\n', passes: 1 },
  'line.py': { printed: '3.000 x + 1.000\n', passes: 100 },
  'control.py': { printed: 'tensor(True)\n', passes: 1 },
  'xor.py': {
    printed: `epoch 10: loss 0.2461
epoch 20: loss 0.1940
epoch 30: loss 0.1706
epoch 40: loss 0.1533
epoch 50: loss 0.0727
epoch 60: loss 0.0099
tensor([[0.],
        [1.],
        [1.],
        [0.]])
`,
    passes: 60,
  },
};

describe('the examples of PyTorch', () => {
  test('have all been recorded', () => {
    const ofTorch = [...texts].filter(([, text]) => /^import torch/m.test(text)).map(([file]) => file);
    expect(ofTorch.sort()).toEqual(Object.keys(recorded).sort());
  });

  test.each(Object.entries(recorded))('%s prints what PyTorch prints, and nothing is wrong with it', (file, own) => {
    const [result, ...others] = inspectPython(texts.get(file)!);
    expect(others).toEqual([]);
    expect(result!.error).toBeNull();
    expect(result!.diagnostics).toEqual([]);
    expect(result!.stdout).toBe(own.printed);
    expect(result!.passes?.count).toBe(own.passes);
  });

  test('the factory has the gradients of the story', () => {
    const [result] = inspectPython(texts.get('factory.py')!);
    expect(result!.inputs.map(({ name, grad }) => [name, grad])).toEqual([
      ['w', 16],
      ['v', 24],
    ]);
  });

  test('the network names its parameters, and its step is told of each', () => {
    const [result] = inspectPython(texts.get('xor.py')!);
    const names = ['net.hidden.weight', 'net.hidden.bias', 'net.output.weight', 'net.output.bias'];
    expect(result!.inputs.map(({ name }) => name)).toEqual(names);
    const { losses } = result!.passes!;
    expect(losses.map(({ pass }) => pass)).toEqual(Array.from({ length: 60 }, (_, k) => k));
    // As PyTorch has them; float32 rounds otherwise in 60 steps of Adam.
    expect(losses[0]!.loss).toBe(0.25521183013916016);
    expect(losses[59]!.loss).toBeCloseTo(0.00994438212, 6);
  });
});

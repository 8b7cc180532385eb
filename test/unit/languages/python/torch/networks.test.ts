import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../../../src/inspector/budgets';
import { Inspector } from '../../../../../src/inspector/inspector';
import { inspectPython } from '../inspectPython';

const TRAINING = `
import torch
from torch import nn
net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1, bias=False))
nn.init.constant_(net[0].weight, 2.0)
nn.init.constant_(net[0].bias, 1.0)
nn.init.constant_(net[1].weight, 0.5)
net[1].requires_grad_(False)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.5)
x, target = torch.tensor([[1.0]]), torch.tensor([[0.5]])
for epoch in range(3):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(net(x), target)
    loss.backward()
    optimizer.step()
`;

function passesOf(text: string, passes: readonly number[]) {
  const inspector = new Inspector();
  const ask = { uri: 'a.py', version: 1, language: 'python', picture: 'default', budget: explicitBudget } as const;
  const { results } = inspector.inspect({ ...ask, text, focus: { kind: 'annotated', orModule: true } });
  return passes.map((pass) => inspector.pass({ result: results[0]!.id, pass })!);
}

describe('an optimizer', () => {
  test('takes a step that the pass tells of, the last one, too', () => {
    const [first, second, last] = passesOf(TRAINING, [0, 1, 2]);
    expect(first!.variables.map(({ name }) => name)).toEqual(['net.0.weight', 'net.0.bias']);
    // The output is (2 + 1) / 2, so the loss has slope 2 · (1.5 − 0.5) · 0.5 = 1 in both.
    for (const { gradient } of first!.variables) expect([gradient].flat(2)[0]).toBe(1);
    const numbers = ({ variables }: NonNullable<typeof first>) =>
      variables.map(({ before, after }) => [before, after].flat(3).map(Number));
    const [weight, bias] = numbers(first!);
    expect(weight![0]).toBe(2);
    expect(weight![1]).toBeCloseTo(1.9, 6);
    expect(bias![1]).toBeCloseTo(0.9, 6);
    // Output 1.4: slope 0.9, and half of the step before.
    expect(numbers(second!)[0]![0]).toBeCloseTo(1.9, 6);
    expect(numbers(second!)[0]![1]).toBeCloseTo(1.9 - 0.1 * (0.9 + 0.5 * 1), 6);
    const [before, after] = numbers(last!)[0]!;
    expect(after).toBeLessThan(before!);
  });

  test('leaves what is frozen, which is told of among the variables', () => {
    const [result] = inspectPython(TRAINING);
    expect(result!.inputs.map(({ name }) => name)).toEqual(['net.0.weight', 'net.0.bias']);
    expect(result!.variables.find(({ name }) => name === 'net.1.weight')).toMatchObject({ value: [[0.5]] });
  });

  test('writes where views of a parameter see it, and spoils what was kept', () => {
    const code = `
import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
row = w.data
optimizer = torch.optim.SGD([w], lr=0.5)
loss = (w * w).sum()
loss.backward(retain_graph=True)
optimizer.step()
print(row)
loss.backward()
`;
    const [result] = inspectPython(code);
    expect(result!.stdout).toBe('tensor([0., 0.])\n');
    expect(result!.error?.message).toContain('modified by an inplace operation');
  });

  test('has state and learning rates that the code may set', () => {
    const code = `
import torch
w = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.Adam([w], lr=0.1)
w.grad = torch.tensor([3.0])
optimizer.step()
first = w.item()
optimizer.param_groups[0]['lr'] = 0.0
optimizer.step()
print(round(first, 4), w.item() == first, int(optimizer.state[w]['step'].item()))
`;
    expect(inspectPython(code)[0]!.stdout).toBe('0.9 True 2\n');
  });
});

describe('random numbers of networks', () => {
  const code = `
import torch
from torch import nn
print(nn.Linear(2, 2).weight.tolist())
print(nn.functional.dropout(torch.ones(4)).tolist())
`;

  test('are the same in each run without a seed', () => {
    const [first] = inspectPython(code);
    const [second] = inspectPython(code);
    expect(first!.stdout).not.toBe('');
    expect(second!.stdout).toBe(first!.stdout);
  });
});

const REFUSED: readonly (readonly [code: string, words: string])[] = [
  ['nn.Linear(1, 1).register_forward_hook(print)', 'hooks'],
  ['nn.Linear(1, 1).register_full_backward_hook(print)', 'hooks'],
  ['torch.save(nn.Linear(1, 1).state_dict(), 3)', '`torch.save`'],
  ['torch.load("a.pt")', '`torch.load`'],
  ['nn.Transformer()', '`torch.nn.Transformer`'],
  ['nn.MultiheadAttention(2, 1)', '`torch.nn.MultiheadAttention`'],
  ['nn.Linear(1, 1).to("cuda")', "'cuda'"],
  ['nn.Linear(1, 1).cuda()', "'cuda'"],
  ['torch.optim.LBFGS([torch.ones(1)])', '`torch.optim.LBFGS`'],
  ['torch.optim.lr_scheduler.CyclicLR(None, 1, 2)', '`torch.optim.lr_scheduler.CyclicLR`'],
  ['torch.utils.data.IterableDataset()', '`torch.utils.data.IterableDataset`'],
  ['nn.functional.ctc_loss()', '`torch.nn.functional.ctc_loss`'],
  ['nn.init.orthogonal_(torch.ones(2, 2))', '`torch.nn.init.orthogonal_`'],
  ['nn.utils.spectral_norm(nn.Linear(1, 1))', '`torch.nn.utils.spectral_norm`'],
  ['nn.functional.max_pool2d(torch.ones(1, 1, 2, 2), 2, return_indices=True)', 'return_indices'],
  ['nn.functional.adaptive_avg_pool2d(torch.ones(1, 1, 5, 5), 2)', 'windows of several sizes'],
  ['nn.Embedding(2, 2, max_norm=1.0)(torch.tensor([0]))', 'max_norm'],
];

test('what is not there is refused by name', () => {
  const wrong = REFUSED.flatMap(([code, words]) => {
    const [result] = inspectPython(`import torch\nfrom torch import nn\n${code}\n`);
    const { error } = result!;
    return error?.code === 'Unsupported' && error.message.includes(words) ? [] : [`${code}: ${error?.message}`];
  });
  expect(wrong).toEqual([]);
});

test('large layers are refused before they are made', () => {
  const [result] = inspectPython('import torch\ntorch.nn.Linear(100000, 100000)\n');
  expect(result!.error?.code).toBe('TooLarge');
});

import { describe, expect, test } from 'vitest';
import { inputsOf } from '../../../src/text/lastPass';
import { resultName } from '../../../src/text/resultName';
import { toTable } from '../../../src/text/table';
import { inspectPython } from '../languages/python/inspectPython';

const only = (code: string) => {
  const [result] = inspectPython(code);
  expect(result!.error).toBeNull();
  return result!;
};

const brief = (code: string) => inputsOf(only(code)).map(({ name, value, grad }) => [name, value, grad]);

describe('inputs of a file with passes of its own', () => {
  test('have value and gradient of the last pass, whatever the step and zero_grad made of them', () => {
    const code = `
import torch
w = torch.tensor(1.0, requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
loss = (w - 3) ** 2
loss.backward(); opt.step(); opt.zero_grad()`;
    expect(brief(code)).toEqual([['w', 1, -4]]);
    expect(inputsOf(only(code))[0]!.held).toBeNull();
    expect(toTable('a.py', [only(code)])).toBe(`loss = 4 in the one backward pass   (a.py:2)
         name  value  gradient
  input  w         1        −4
         loss      4         1
`);
  });

  test('are told where a function made them', () => {
    const code = `
import torch
def main():
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    (w * 3).sum().backward()
main()`;
    expect(brief(code)).toEqual([['w', [1, 2], [3, 3]]]);
  });
});

test('weights of nested modules keep the values that an annotated loss was computed with', () => {
  const code = `
import torch
net = torch.nn.Sequential(torch.nn.Sequential(torch.nn.Linear(2, 1)))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
loss = net(torch.ones(1, 2)).sum()  # @grad
loss.backward()
opt.step()`;
  const { inputs } = only(code);
  expect(inputs.map(({ name, grad }) => [name, grad])).toEqual([
    ['net.0.0.weight', [[1, 1]]],
    ['net.0.0.bias', [1]],
  ]);
});

test('an output with a gradient that the code gives is not said to be summed', () => {
  const code = 'import torch\na = torch.tensor([2., 3.], requires_grad=True)\nQ = 3 * a ** 3\n';
  expect(only(`${code}Q.backward(gradient=torch.tensor([1., 10.]))`).output!.seededWithOnes).toBe(false);
  expect(only(`${code}(Q * 2).sum().backward()`).output!.seededWithOnes).toBe(false);
});

test('an output without a name is no module', () => {
  const result = only('import torch\nw = torch.tensor(2., requires_grad=True)\n(w ** 3).backward()');
  expect(resultName(result)).toBe('output');
});

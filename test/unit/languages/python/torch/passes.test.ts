import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../../../src/inspector/budgets';
import { Inspector } from '../../../../../src/inspector/inspector';
import { inspectPython } from '../inspectPython';

const TRAINING = `
import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
for k in range(8):
    y = (w * w).sum() + b
    y.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad.zero_()
`;

describe('each backward() is a pass', () => {
  test('the first five and the last are told, with what .grad is after them', () => {
    const [result] = inspectPython(TRAINING);
    const { passes, output, inputs, error } = result!;
    expect(error).toBeNull();
    expect(passes!.count).toBe(8);
    expect(passes!.listed.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 7]);
    expect(passes!.losses[0]).toEqual({ pass: 0, loss: 5.5 });
    const [first, second] = passes!.listed;
    expect(first).toMatchObject({ output: { name: 'y', value: 5.5 }, grads: { w: [2, 4], b: 1 }, nodeGrads: { y: 1 } });
    // Nobody sets the gradient of b to zero.
    expect(second!.grads.b).toBe(2);
    expect(output?.name).toBe('y');
    expect(inputs.map(({ name, grad }) => [name, grad])).toEqual([
      ['w', [0, 0]],
      ['b', 8],
    ]);
  });

  test('a pass tells of large tensors what all of their numbers have in common', () => {
    const inspector = new Inspector();
    const ask = { uri: 'a.py', version: 1, language: 'python', picture: 'default', budget: explicitBudget } as const;
    const text = [
      'import torch',
      'w = torch.arange(112.).reshape(14, 8).requires_grad_()',
      'b = torch.ones(2, requires_grad=True)',
      '((w * 2).sum() + b.sum()).backward()',
      'with torch.no_grad():',
      '    w -= 0.5 * w.grad',
      '    b -= 0.5 * b.grad',
      '',
    ].join('\n');
    const { results } = inspector.inspect({ ...ask, text, focus: { kind: 'annotated', orModule: true } });
    const { variables } = inspector.pass({ result: results[0]!.id, pass: 0 })!;
    expect(variables.map(({ name, statistics }) => [name, statistics])).toEqual([
      [
        'w',
        {
          before: { least: 0, most: 111, mean: 55.5, nan: 0 },
          gradient: { least: 2, most: 2, mean: 2, nan: 0 },
          after: { least: -1, most: 110, mean: 54.5, nan: 0 },
        },
      ],
      ['b', undefined],
    ]);
  });

  test('a pass can be asked for what the step did, and drawn by itself', () => {
    const inspector = new Inspector();
    const ask = { uri: 'a.py', version: 1, language: 'python', picture: 'default', budget: explicitBudget } as const;
    const { results } = inspector.inspect({ ...ask, text: TRAINING, focus: { kind: 'annotated', orModule: true } });
    const { id } = results[0]!;
    const view = inspector.pass({ result: id, pass: 1 })!;
    expect(view.variables.map(({ name }) => name)).toEqual(['w', 'b']);
    const [w, b] = view.variables;
    expect(w!.before).toEqual([0.8, 1.6]);
    expect(w!.gradient).toEqual([1.6, 3.2]);
    expect((w!.after as number[])[0]).toBeCloseTo(0.64, 6);
    expect(b!.after).toBe(0.5);
    const graph = inspector.picture({ result: id, folds: { level: null, open: [], closed: [], at: {}, pass: 1 } });
    expect(graph!.gates.map(({ name }) => name)).toEqual(expect.arrayContaining(['w', 'b', 'y']));
  });

  test('a pass that starts from a gradient of its own is drawn with it', () => {
    const code =
      'import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x * 3\ny.backward(torch.tensor([1.0, 10.0]))';
    const [result] = inspectPython(code);
    const gate = result!.graph.gates.find(({ name }) => name === 'x')!;
    expect(gate.tensor?.grad.data).toEqual([3, 30]);
    expect(result!.passes!.listed[0]!.outputGradient).toEqual([1, 10]);
  });

  test('leaves are called by how the code reaches them', () => {
    const code = `
import torch
class Layer:
    def __init__(self):
        self.weight = torch.ones(1, requires_grad=True)
        self._hidden = torch.ones(1, requires_grad=True)
layer = Layer()
params = {'a': torch.ones(1, requires_grad=True), 'b': [torch.ones(1, requires_grad=True)]}
def step(own):
    local = own * 2
    total = local + layer.weight + params['a'] + params['b'][0] + layer._hidden
    total.backward()
for p in [torch.ones(1, requires_grad=True)]:
    step(p)
`;
    const [result] = inspectPython(code);
    expect(result!.error).toBeNull();
    const [pass] = result!.passes!.listed;
    expect(pass!.grads).toEqual({ own: [2], 'layer.weight': [1], "params['a']": [1], "params['b'][0]": [1] });
    expect(pass!.nodeGrads).toEqual({ total: [1], local: [1] });
    expect(result!.inputs.map(({ name }) => name)).toEqual(['layer.weight', "params['a']", "params['b'][0]", 'p']);
  });

  test('parameters of modules are called as state_dict calls them', () => {
    const code = `
import torch
from torch import nn
class Part(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([2.0]))
    def forward(self, x):
        return x * self.weight
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = Part()
        self.bias = nn.Parameter(torch.tensor([1.0]))
    def forward(self, x):
        return self.fc(x) + self.bias
net = Net()
net(torch.tensor([3.0])).backward()
`;
    const [result] = inspectPython(code);
    expect(result!.passes!.listed[0]!.grads).toEqual({ 'net.bias': [1], 'net.fc.weight': [3] });
    expect(result!.inputs.map(({ name, value, grad }) => [name, value, grad])).toEqual([
      ['net.bias', [1], [1]],
      ['net.fc.weight', [2], [3]],
    ]);
  });

  test('gradients of a pass agree with finite differences', () => {
    const inspector = new Inspector();
    const { results } = inspector.inspect({
      uri: 'a.py',
      version: 1,
      language: 'python',
      text: TRAINING.replace('torch.tensor(0.5, ', 'torch.tensor(0.5, dtype=torch.float64, ').replace(
        '2.0], ',
        '2.0], dtype=torch.float64, ',
      ),
      focus: { kind: 'annotated', orModule: true },
      picture: 'default',
      budget: explicitBudget,
    });
    const { checks } = inspector.check({
      result: results[0]!.id,
      of: { input: 'b', from: 0 },
      each: 2000,
      slice: 5000,
    })!;
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({ verdict: 'agrees', analytic: 1 });
    const trained = inspector.check({ result: results[0]!.id, of: { input: 'w', from: 0 }, each: 2000, slice: 5000 })!;
    // The last pass begins at 0.8 to the power of seven times what w was.
    expect(trained.checks.map(({ verdict }) => verdict)).toEqual(['agrees', 'agrees']);
    expect(Number(trained.checks[1]!.analytic)).toBeCloseTo(4 * 0.8 ** 7, 12);
  });
});

describe('what a module leaves behind', () => {
  test('leaves without a gradient say so, and no pass means no output', () => {
    const [result] = inspectPython('import torch\nx = torch.ones(2, requires_grad=True)\ny = x * 2');
    expect(result!.inputs).toMatchObject([{ name: 'x', grad: null }]);
    expect(result!.output).toBeNull();
    expect(result!.passes).toBeUndefined();
  });

  test('after an error variables hold what they held then', () => {
    const [result] = inspectPython(
      'import torch\nx = torch.ones(2, requires_grad=True)\nfor k in range(3):\n    y = x * k\n    if k == 1:\n        y.backward()',
    );
    expect(result!.error).toMatchObject({ type: 'RuntimeError' });
    expect(result!.variables.find(({ name }) => name === 'k')?.value).toBe(1);
    expect(result!.variables.find(({ name }) => name === 'y')?.value).toEqual([1, 1]);
  });
});

test('a statement that is refused leaves no_grad behind it', () => {
  const [result] = inspectPython(
    'import torch\nwith torch.no_grad():\n    z = torch.fft.fft(1)\nprint((torch.ones(1, requires_grad=True) * 2).requires_grad)',
  );
  expect(result!.error?.code).toBe('Unsupported');
  expect(result!.stdout).toBe('True\n');
});

describe('an annotated statement', () => {
  test('has leaves with requires_grad as inputs', () => {
    const [result] = inspectPython(
      'import torch\nw = torch.tensor([1.0, 2.0], requires_grad=True)\nx = torch.tensor([3.0, 4.0])\ny = (w * x).sum()  # @grad',
    );
    expect(result!.inputs).toMatchObject([{ name: 'w', grad: [3, 4] }]);
  });

  test('can ask for tensors that require none by name', () => {
    const [result] = inspectPython('import torch\nx = torch.tensor([3.0, 4.0])\ny = (x * x).sum()  # @grad wrt x');
    expect(result!.error).toBeNull();
    expect(result!.inputs).toMatchObject([{ name: 'x', grad: [6, 8] }]);
  });
});

describe('what is not there is refused by name', () => {
  test.each([
    ['torch.fft.fft(torch.ones(2))', 'torch.fft'],
    ['torch.ones(2).register_hook(print)', 'hooks'],
    ["torch.ones(2).to('cuda')", 'cuda'],
    ['torch.nn.Transformer()', 'torch.nn.Transformer'],
    ['torch.ones(2).lgamma()', '`lgamma` of a tensor'],
    ['torch.load("a")', 'reaches no files'],
    ['torch.zeros(2, dtype=torch.float16)', 'torch.float16'],
    ['torch.autograd.functional', 'torch.autograd.functional'],
  ])('%s', (code, name) => {
    const [result] = inspectPython(`import torch\n${code}`);
    expect(result!.error?.code).toBe('Unsupported');
    expect(result!.error?.message).toContain(name);
  });
});

describe('the inputs of code in PyTorch', () => {
  const leaf = (code: string, set?: Readonly<Record<string, string>>) => {
    const text = `import torch\n${code}\n(w * 2).sum().backward()\n`;
    const [result] = inspectPython(text, set === undefined ? {} : { set });
    expect(result!.error).toBeNull();
    return { text, input: result!.inputs.find(({ name }) => name === 'w')!, result: result! };
  };

  test.each([
    'torch.tensor(3.0, requires_grad=True)',
    'torch.tensor(3.0).requires_grad_()',
    'torch.nn.Parameter(torch.tensor(3.0))',
    'torch.ones(2, requires_grad=True)',
  ])('%s can be set as a whole', (code) => {
    const { input } = leaf(`w = ${code}`);
    expect(input).toMatchObject({ valueCode: code, overridden: false });
    expect(input.isFixed).toBeUndefined();
    expect(input.valueRange).toMatchObject({
      start: { line: 2, column: 5 },
      end: { line: 2, column: 5 + code.length },
    });
  });

  test('one that was set says so, has its new value, and its gradient can be checked', () => {
    const code = 'torch.tensor([5.0, 1.0], requires_grad=True)';
    const { text, input, result } = leaf('w = torch.tensor([3.0, 4.0], requires_grad=True)', { w: code });
    expect(input).toMatchObject({ value: [5, 1], grad: [2, 2], valueCode: code, overridden: true });
    expect(input.valueRange).toMatchObject({ start: { line: 2, column: 5 }, end: { line: 2, column: 49 } });
    expect(result.output!.value).toBe(12);
    const inspector = new Inspector();
    const [again] = inspector.inspect({
      uri: 'a.py',
      version: 1,
      language: 'python',
      text,
      focus: { kind: 'annotated', orModule: true },
      budget: explicitBudget,
      picture: 'default',
      set: { w: code },
    }).results;
    const checked = inspector.check({ result: again!.id, of: { input: 'w', from: 0 }, each: 5000, slice: 5000 });
    expect(checked!.checks.map(({ verdict }) => verdict)).toEqual(['agrees', 'agrees']);
  });

  test('another name of a leaf, and one inside a layer or a list, cannot be set', () => {
    const text = `import torch
q = torch.tensor(3.0, requires_grad=True)
w = q
net = torch.nn.Linear(1, 1)
ws = [torch.ones(1, requires_grad=True)]
(w * net(ws[0])).sum().backward()
`;
    const [result] = inspectPython(text);
    const fixed = Object.fromEntries(result!.inputs.map(({ name, isFixed = false }) => [name, isFixed]));
    expect(fixed).toMatchObject({ 'net.weight': true, 'net.bias': true, 'ws[0]': true });
    expect(Object.keys(fixed).filter((name) => !fixed[name])).toEqual(['q']);
  });
});

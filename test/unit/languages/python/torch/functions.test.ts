import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../../../src/inspector/budgets';
import { Inspector } from '../../../../../src/inspector/inspector';
import { sentence } from '../../../../../src/text/sentence';
import { inspectPython } from '../inspectPython';

const SQUARE = `
import torch
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.save_for_backward(x)
        ctx.k = k
        return x * x * k
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        print('back', g, torch.is_grad_enabled(), ctx.needs_input_grad)
        return 2 * x * g * ctx.k, None
x = torch.tensor([1., 2.], requires_grad=True)
`;

function run(code: string) {
  const [result] = inspectPython(code);
  return result!;
}

describe('functions of the program with a backward pass of their own', () => {
  test('give the gradients that they say, and show as PyTorch shows them', () => {
    const { error, stdout, inputs, passes, diagnostics } = run(
      `${SQUARE}y = Square.apply(x, 3)\nprint(y, y.grad_fn.name())\n(y * torch.tensor([1., 10.])).sum().backward()\n`,
    );
    expect(error).toBeNull();
    expect(stdout).toBe(
      'tensor([ 3., 12.], grad_fn=<SquareBackward>) SquareBackward\nback tensor([ 1., 10.]) False (True, False)\n',
    );
    expect(inputs).toMatchObject([{ name: 'x', grad: [6, 120] }]);
    expect(passes!.listed[0]!.nodeGrads).toMatchObject({ y: [1, 10] });
    expect(diagnostics).toEqual([]);
  });

  test('are one gate of the picture, which says so; what views ask prints nothing', () => {
    const inspector = new Inspector();
    const text = `${SQUARE}y = Square.apply(x, 3)\nloss = y.sum()\nloss.backward()\n`;
    const ask = { uri: 'a.py', version: 1, language: 'python', picture: 'default', budget: explicitBudget } as const;
    const { results } = inspector.inspect({ ...ask, text, focus: { kind: 'annotated', orModule: true } });
    const { gates } = results[0]!.graph;
    const gate = gates.find(({ name }) => name === 'y')!;
    expect(gates.map(({ op }) => op)).toEqual(['input', 'custom', 'sum']);
    expect(gate.flow).toBe('scales');
    expect(gate.tensor?.grad.data).toEqual([1, 1]);
    expect(results[0]!.stdout.match(/back/g)).toHaveLength(1);
  });

  test('are told in words, of tensors and of numbers', () => {
    const inspector = new Inspector();
    const text = `${SQUARE}Square.apply(x, 3).sum().backward()\nw = torch.tensor(3., requires_grad=True)\n(Square.apply(w, 1) * 2).backward()\n`;
    const ask = { uri: 'a.py', version: 1, language: 'python', picture: 'default', budget: explicitBudget } as const;
    const { id } = inspector.inspect({ ...ask, text, focus: { kind: 'annotated', orModule: true } }).results[0]!;
    const told = [0, 1].map((pass) => {
      const folds = { level: null, open: [], closed: [], at: {}, pass } as const;
      const graph = inspector.picture({ result: id, folds })!;
      return sentence(graph, graph.gates.find(({ op }) => op === 'custom')!);
    });
    expect(told).toEqual(['own function scales: `x` gets backward(∂Square(x))', 'own function scales: `w` gets 12']);
  });

  test('may give several results, of which each has its gradient', () => {
    // Numbers of PyTorch 1.13.
    const { error, stdout } = run(`
import torch
class Both(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b, a + b
    @staticmethod
    def backward(ctx, g1, g2):
        a, b = ctx.saved_tensors
        print(g1, g2)
        return g1 * b + g2, g1 * a + g2
a = torch.tensor([1., 2.], requires_grad=True)
b = torch.tensor([3., 4.], requires_grad=True)
p, s = Both.apply(a, b)
print(p, s)
p.sum().backward(retain_graph=True)
print(a.grad, b.grad)
(s * 2).sum().backward()
print(a.grad, b.grad)
`);
    expect(error).toBeNull();
    expect(stdout).toBe(`tensor([3., 8.], grad_fn=<BothBackward>) tensor([4., 6.], grad_fn=<BothBackward>)
tensor([1., 1.]) tensor([0., 0.])
tensor([3., 4.]) tensor([1., 2.])
tensor([0., 0.]) tensor([2., 2.])
tensor([5., 6.]) tensor([3., 4.])
`);
  });

  test('may set up their context apart, and may hand on what they computed', () => {
    const { error, stdout, inputs } = run(`
import torch
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x.exp()
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)
    @staticmethod
    def backward(ctx, g):
        y, = ctx.saved_tensors
        print(y.requires_grad)
        return g * y
x = torch.tensor([0., 1.], requires_grad=True)
Exp.apply(x).sum().backward()
`);
    expect(error).toBeNull();
    expect(stdout).toBe('True\n');
    expect(inputs[0]!.grad).toEqual([1, 2.7182817]);
  });

  test('are nothing but their forward pass where no gradient is wanted', () => {
    const { stdout } = run(
      `${SQUARE}with torch.no_grad():\n    print(Square.apply(x, 2))\nprint(Square.apply(torch.ones(2), 2).requires_grad)`,
    );
    expect(stdout).toBe('tensor([2., 8.])\nFalse\n');
  });

  test('sum what they give for an operand that was stretched', () => {
    const { inputs } = run(`
import torch
class Shift(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b): return x + b
    @staticmethod
    def backward(ctx, g): return g, g
b = torch.zeros(2, requires_grad=True)
Shift.apply(torch.ones(3, 2), b).sum().backward()
`);
    expect(inputs).toMatchObject([{ name: 'b', grad: [3, 3] }]);
  });

  test('may go back through a part of their own within the backward method', () => {
    const { error, inputs } = run(`
import torch
class Again(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return (x * x).sin()
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        with torch.enable_grad():
            own = x.detach().requires_grad_()
            y = (own * own).sin()
        inner, = torch.autograd.grad(y, own, g)
        return inner
x = torch.tensor([0.5], requires_grad=True)
(Again.apply(x * 2) * 3).sum().backward()
`);
    expect(error).toBeNull();
    // 3 · cos((2x)²) · 2 · 2x · 2
    expect((inputs.find(({ name }) => name === 'x')!.grad as number[])[0]).toBeCloseTo(12 * Math.cos(1), 5);
  });
});

describe('what is wrong with such a function is told as PyTorch tells it', () => {
  const define = (forward: string, backward: string) => `
import torch
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, *rest): ${forward}
${backward === '' ? '' : `    @staticmethod\n    def backward(ctx, g): ${backward}`}
a = torch.ones(2, requires_grad=True)
`;
  test.each([
    [
      define('return a * 2', 'return g, g'),
      'Bad.apply(a).sum().backward()',
      'function BadBackward returned an incorrect number of gradients (expected 1, got 2)',
    ],
    [
      define('return a * 2', 'return g[:1].repeat(3)'),
      'Bad.apply(a).sum().backward()',
      'Function BadBackward returned an invalid gradient at index 0 - got [3] but expected shape compatible with [2]',
    ],
    [
      define('return a * rest[0]', 'return g, g'),
      'Bad.apply(a, 2).sum().backward()',
      'function BadBackward returned a gradient different than None at position 2, but the corresponding forward input was not a Variable',
    ],
    [define('return a * 2', 'return 1.0'), 'Bad.apply(a).sum().backward()', 'expected Variable or None (got float)'],
    [
      define('return a * 2', ''),
      'Bad.apply(a).sum().backward()',
      'You must implement either the backward or vjp method for your custom autograd.Function to use it with backward mode AD.',
    ],
    [
      'import torch\nclass Bad(torch.autograd.Function):\n    def forward(self, a): return a\na = torch.ones(2, requires_grad=True)\n',
      'Bad()(a)',
      /^Legacy autograd function with non-static forward method is deprecated/,
    ],
    [
      'import torch\nclass Bad(torch.autograd.Function): pass\n',
      'Bad.apply(torch.ones(2))',
      'You must implement the forward function for custom autograd.Function.',
    ],
    [
      `${SQUARE}y = Square.apply(x, 1).sum()\ny.backward()\n`,
      'y.backward()',
      /^Trying to backward through the graph a second time/,
    ],
    [
      `${SQUARE}y = Square.apply(x, 1).sum()\nwith torch.no_grad():\n    x.mul_(2)\n`,
      'y.backward()',
      /^one of the variables needed for gradient computation has been modified by an inplace operation/,
    ],
  ])('%s', (code, call, message) => {
    const { stdout, error } = run(
      `${code}try:\n    ${call}\nexcept (RuntimeError, NotImplementedError) as e:\n    print('>' + str(e))\n`,
    );
    expect(error).toBeNull();
    expect(stdout.slice(stdout.indexOf('>') + 1).trimEnd()).toMatch(message);
  });

  test('its gradient is not differentiated again', () => {
    const { error } = run(`${SQUARE}torch.autograd.grad(Square.apply(x, 1).sum(), x, create_graph=True)\n`);
    expect(error).toMatchObject({ code: 'Unsupported' });
    expect(error!.message).toContain('Square');
  });
});

describe('gradcheck', () => {
  const define = (slope: string) => `
import torch
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return ${slope} * x ** 2 * g
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
`;

  test('agrees with a backward method that is right', () => {
    const { stdout, error, passes } = run(
      `${define('3')}w = torch.eye(2, dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(Cube.apply, (x,), eps=1e-6, atol=1e-4), x.grad)
print(torch.autograd.gradcheck(lambda a, b: (a @ b, b.sum()), (w, x)))
`,
    );
    expect(error).toBeNull();
    expect(stdout).toBe('True None\nTrue\n');
    expect(passes?.count ?? 0).toBe(0);
  });

  test('says where one is wrong, as PyTorch 1.13 says it', () => {
    const { stdout, error } = run(
      `${define('2')}print(torch.autograd.gradcheck(Cube.apply, x, raise_exception=False))
try:
    torch.autograd.gradcheck(Cube.apply, (x,))
except RuntimeError as e:
    print(e)
`,
    );
    expect(error).toBeNull();
    expect(stdout).toBe(`False
Jacobian mismatch for output 0 with respect to input 0,
numerical:tensor([[ 3.0000,  0.0000],
        [ 0.0000, 12.0000]], dtype=torch.float64)
analytical:tensor([[2., 0.],
        [0., 8.]], dtype=torch.float64)

`);
  });

  test('wants an input with a gradient', () => {
    const { error } = run(`${define('3')}torch.autograd.gradcheck(Cube.apply, (torch.ones(2),))
`);
    expect(error!.message).toContain('gradcheck expects at least one input tensor to require gradient');
  });
});

describe('how older code writes tensors', () => {
  // Numbers and words of PyTorch 1.13.
  test.each([
    ['v = Variable(t, requires_grad=True)\nprint(v is t, v.requires_grad, v.is_leaf)', 'False True True'],
    ['w = Variable(t, True) * 2\nprint(Variable(w).requires_grad)', 'False'],
    ['print(isinstance(t, Variable), isinstance(3, Variable), type(Variable(t)))', "True False <class 'torch.Tensor'>"],
    ['print(Variable(data=t, volatile=True))', 'tensor([1., 1.])'],
    [
      'print(t.type(torch.LongTensor), t.type("torch.DoubleTensor"))',
      'tensor([1, 1]) tensor([1., 1.], dtype=torch.float64)',
    ],
    [
      'try:\n    Variable(3.0)\nexcept TypeError as e:\n    print(e)',
      'Variable data has to be a tensor, but got float',
    ],
  ])('%s', (code, printed) => {
    const { stdout, error } = run(`import torch\nfrom torch.autograd import Variable\nt = torch.ones(2)\n${code}\n`);
    expect(error).toBeNull();
    expect(stdout).toBe(`${printed}\n`);
  });

  test('sets the type of tensors by its class', () => {
    const { stdout, error } = run(`import torch
torch.set_default_tensor_type('torch.DoubleTensor')
print(torch.ones(2), torch.tensor(1.5).dtype)
torch.set_default_tensor_type(torch.FloatTensor)
print(torch.ones(2).dtype)
`);
    expect(error).toBeNull();
    expect(stdout).toBe('tensor([1., 1.]) torch.float64\ntorch.float32\n');
  });

  test('names devices, and is refused where it would compute on one that is not there', () => {
    const { stdout, error } = run(`import torch
d = torch.device('cuda', 0)
print(repr(d), d, d.type, d.index, d == torch.device('cuda:0'), torch.device('cpu') == d)
print(torch.ones(1, device=torch.device('cpu')).device)
`);
    expect(error).toBeNull();
    expect(stdout).toBe("device(type='cuda', index=0) cuda:0 cuda 0 True False\ncpu\n");
    for (const call of [
      "ones(2, device='cuda')",
      "tensor(1., device=torch.device('cuda'))",
      "nn.Linear(1, 1, device='cuda:1')",
    ])
      expect(run(`import torch\ntorch.${call}`).error?.message, call).toMatch(
        /^the device 'cuda(:1)?' is not there: tensors are computed on 'cpu'$/,
      );
  });

  test('asks for devices that are not there', () => {
    const { stdout, error } = run(`import torch
torch.backends.cudnn.deterministic = True
device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"
torch.set_default_device(device)
print(device, torch.backends.mps.is_available(), torch.get_default_device())
`);
    expect(error).toBeNull();
    expect(stdout).toBe('cpu False cpu\n');
  });
});

describe('what is saved can be loaded again in the same run', () => {
  test('as a copy, of whole modules and of states', () => {
    const { stdout, error } = run(`
import torch
from torch import nn
net = nn.Linear(1, 1)
torch.save(net, 'net.pkl')
torch.save(net.state_dict(), './state.pkl')
before = net.weight.item()
with torch.no_grad():
    net.weight.fill_(7)
other = torch.load('net.pkl')
third = nn.Linear(1, 1)
print(third.load_state_dict(torch.load('state.pkl', map_location='cpu')))
print(other.weight.item() == before, third.weight.item() == before, other.weight.requires_grad)
`);
    expect(error).toBeNull();
    expect(stdout).toBe('<All keys matched successfully>\nTrue True True\n');
  });

  test('and nothing else', () => {
    expect(run('import torch\ntorch.load("a.pt")').error!.message).toMatch(
      /^`torch.load` of 'a.pt': a snippet reaches no files, and this run has saved nothing/,
    );
  });
});

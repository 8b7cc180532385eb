import { describe, expect, test } from 'vitest';
import { noWish } from '../../../../../src/graph/folding/wish';
import type { Gate, Graph } from '../../../../../src/graph/model';
import { explicitBudget } from '../../../../../src/inspector/budgets';
import { Inspector } from '../../../../../src/inspector/inspector';
import type { FoldWish } from '../../../../../src/protocol';
import { cardOf } from '../../../../../src/text/card';
import { labelOf } from '../../../../../src/text/label';
import { sentence } from '../../../../../src/text/sentence';
import { inspectPython } from '../inspectPython';

const CUTS = `
import torch
a = torch.tensor(2., requires_grad=True)
w = torch.tensor(3., requires_grad=True)
b = a * a
c = b.detach() * w + w * 4
with torch.no_grad():
    d = w * 5
e = c * d
e.backward()`;

function only<T>(found: readonly T[]): T {
  expect(found).toHaveLength(1);
  return found[0]!;
}

const gateOf = (graph: Graph, title: string): Gate =>
  only(graph.gates.filter(({ name, code }) => (name ?? code) === title));
const usesOf = (graph: Graph, gate: Gate) => graph.edges.filter(({ from }) => from === gate.id);

describe('a cut is drawn', () => {
  const { graph } = only(inspectPython(CUTS));
  const [a, w, b, d] = ['a', 'w', 'b', 'd'].map((name) => gateOf(graph, name)) as [Gate, Gate, Gate, Gate];
  const detached = gateOf(graph, 'b.detach()');

  test('as a gate that blocks, between what was cut and who uses its numbers', () => {
    expect(detached).toMatchObject({ kind: 'constant', cut: 'detach', flow: 'blocks', value: 4 });
    expect(only(usesOf(graph, b))).toMatchObject({ to: detached.id, cut: true, contribution: null });
    expect(gateOf(graph, 'c').formula).toBe('b.detach() × w + w × 4');
    expect(sentence(graph, detached)).toBe('detach blocks: the numbers of `b` go on from here, nothing flows back');
    expect(labelOf(graph, detached).grad).toBe('✂ detach');
  });

  test('with what is behind it, to which nothing flows back', () => {
    expect(b).toMatchObject({ behindCut: true, formula: 'a × a', value: 4, grad: 0 });
    expect(labelOf(graph, b).grad).toBe('no ∂');
    expect(usesOf(graph, a).map(({ to, cut }) => [to, cut])).toEqual([
      [b.id, true],
      [b.id, true],
    ]);
    expect(sentence(graph, a)).toMatch(/^input: nothing flows back to `a`, since `.*detach.*` cuts it off$/);
  });

  test('of no_grad, while other uses of the same value get theirs', () => {
    expect(d).toMatchObject({ cut: 'no_grad', code: 'w * 5', value: 15 });
    expect(usesOf(graph, w).map(({ contribution, cut }) => [contribution, cut ?? false])).toEqual([
      [60, false],
      [60, false],
      [null, true],
    ]);
    expect(sentence(graph, d)).toBe(
      'no_grad blocks: computed of `w` where no gradient is recorded, so nothing flows back',
    );
  });

  test('of what is computed further with such numbers alone, of several values, and through NumPy', () => {
    const code = `
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = torch.tensor([3., 4.], requires_grad=True)
t = x.detach() * 2 + y.detach()
n = torch.from_numpy(x.detach().numpy() + 1)
out = (t * x * n).sum()
out.backward()`;
    const own = only(inspectPython(code)).graph;
    const t = gateOf(own, 't');
    expect(t).toMatchObject({ cut: 'detach', code: 'x.detach() * 2 + y.detach()' });
    expect(t.operands.map(({ label }) => label)).toEqual(['x', 'y']);
    expect(gateOf(own, 'x.detach().numpy() + 1').cut).toBe('detach');
  });

  test('only where there is one', () => {
    const plain = only(
      inspectPython(
        'import torch\nx = torch.ones(2, requires_grad=True)\nt = torch.ones(2) * 3\n(x * t).sum().backward()',
      ),
    );
    expect(plain.graph.gates.some(({ cut, behindCut }) => cut !== undefined || behindCut)).toBe(false);
  });

  test('not to what gradient steps under no_grad made of a parameter', () => {
    const code = `
import torch
w = torch.tensor(3., requires_grad=True)
for k in range(2):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None`;
    const { graph: last, passes } = only(inspectPython(code));
    expect(passes!.count).toBe(2);
    expect(last.gates.map(({ kind }) => kind)).toEqual(['input', 'gate', 'gate']);
  });
});

describe('a gate says what PyTorch says of it', () => {
  test('the function of its backward pass, and what it keeps for that', () => {
    const { graph } = only(
      inspectPython(`
import torch
x = torch.tensor(0.5, requires_grad=True)
w = torch.tensor(3., requires_grad=True)
p = x * w
s = torch.sigmoid(p)
out = s + p
out.backward()`),
    );
    expect(gateOf(graph, 'p').words).toEqual({ name: 'MulBackward0', saved: ['x', 'w'] });
    expect(gateOf(graph, 's').words).toEqual({ name: 'SigmoidBackward0', saved: ['its result'] });
    expect(cardOf(graph, gateOf(graph, 'out').id)!.words).toEqual({ name: 'AddBackward0', saved: [] });
  });
});

describe('a module is a fold with its name', () => {
  const NETWORK = `
import torch
from torch import nn
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 3)
        self.body = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 1))
    def forward(self, x):
        return self.body(torch.sigmoid(self.hidden(x)))
net = Net()
loss = nn.MSELoss()(net(torch.ones(4, 2)), torch.zeros(4, 1))
loss.backward()`;

  function pictured(code: string, wish: Partial<FoldWish>): Graph {
    const inspector = new Inspector();
    const { results } = inspector.inspect({
      uri: 'a.py',
      version: 1,
      language: 'python',
      text: code,
      focus: { kind: 'annotated', orModule: true },
      budget: explicitBudget,
      picture: 'default',
    });
    return inspector.picture({ result: results[0]!.id, folds: { ...noWish, ...wish } })!;
  }

  const foldsOf = (graph: Graph) => graph.gates.flatMap((gate) => (gate.fold?.kind === 'call' ? [gate] : []));
  const opened = (graph: Graph) => foldsOf(graph).map(({ fold }) => fold!.key);

  test('the layers of one call are folds of their own', () => {
    const whole = pictured(NETWORK, { level: 'calls' });
    expect(foldsOf(whole).map(({ formula }) => formula)).toEqual(['net(torch.ones(4, 2))']);
    const net = foldsOf(whole)[0]!;
    expect(net.shape).toEqual([4, 1]);
    expect(net.tensor?.value.data).toHaveLength(4);
    const inside = pictured(NETWORK, { level: 'calls', open: [opened(whole)[0]!] });
    const names = foldsOf(inside).map(({ formula }) => formula);
    expect(names).toEqual(['hidden: Linear', 'body: Sequential']);
    const layers = pictured(NETWORK, { level: 'calls', open: [opened(whole)[0]!, opened(inside)[1]!] });
    expect(foldsOf(layers).map(({ formula }) => formula)).toEqual(['hidden: Linear', '0: Linear', '2: Linear']);
  });

  test('two layers of one class are two folds, whose keys are letters and digits', () => {
    const whole = pictured(NETWORK, { level: 'calls' });
    for (const key of opened(whole)) expect(key).toMatch(/^[A-Za-z0-9]+$/);
    const seen = new Set(opened(pictured(NETWORK, { level: 'calls', open: opened(whole) })));
    expect(seen.size).toBe(2);
  });

  test('its weights are gates with their names, also before a pass, however the picture is folded', () => {
    const asked = NETWORK.replace('\nloss.backward()', '  # @grad');
    const whole = pictured(asked, { level: 'calls' });
    expect(whole.gates.flatMap(({ kind, name }) => (kind === 'input' ? [name] : []))).toEqual([
      'net.hidden.weight',
      'net.hidden.bias',
      'net.body.0.weight',
      'net.body.0.bias',
      'net.body.2.weight',
      'net.body.2.bias',
    ]);
  });
});

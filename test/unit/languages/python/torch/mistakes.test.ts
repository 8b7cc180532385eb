import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../../../src/engine/sources';
import { explicitBudget } from '../../../../../src/inspector/budgets';
import { Inspector } from '../../../../../src/inspector/inspector';
import type { Fix, SnippetResult } from '../../../../../src/protocol';

function run(text: string): SnippetResult {
  const focus = { kind: 'annotated', orModule: true } as const;
  const request = { uri: 'a.py', version: 1, language: 'python', text, focus, budget: explicitBudget } as const;
  return new Inspector().inspect({ ...request, picture: 'default' }).results[0]!;
}

const torch = (result: SnippetResult) =>
  result.diagnostics.map(({ code, message, range }) => `${range.start.line} ${code}: ${message}`);

function mended(text: string, { edits }: Fix): string {
  const file = new SourceFile('', text);
  return [...edits]
    .sort((a, b) => file.startOf(b.range) - file.startOf(a.range))
    .reduce((code, { range, text: put }) => {
      const end = file.offsetIn(undefined, range.end);
      return code.slice(0, file.startOf(range)) + put + code.slice(end);
    }, text);
}

/** The text after the first fix. It has to run without an error and without the note. */
function fixed(text: string): string {
  const [diagnostic] = run(text).diagnostics;
  const after = mended(text, diagnostic!.fixes![0]!);
  const result = run(after);
  expect([result.error, result.diagnostics.map(({ code }) => code)]).toEqual([null, []]);
  return after;
}

const w = 'import torch\nw = torch.tensor(3.0, requires_grad=True)\n';
const x = 'import torch\nx = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)\n';

describe('what raises is explained', () => {
  test('going back twice', () => {
    const text = `${w}y = w * w\ny.backward()\ny.backward()\n`;
    expect(torch(run(text))).toEqual([
      '5 torch-backward-twice: `y.backward()` on line 4 has gone back through `w * w` (9) already, and let go of what that had kept for it. Compute it anew, or write `retain_graph=True` in the first call.',
    ]);
    expect(fixed(text)).toContain('y.backward(retain_graph=True)\ny.backward()');
  });

  test('going back in a loop through what was computed once', () => {
    const text = `${w}y = w * w\nfor _ in range(2):\n    y.backward()\n`;
    expect(torch(run(text))).toEqual([
      '5 torch-backward-twice: An earlier turn of the loop has gone back through `w * w` (9) already, and let go of what that had kept for it. Compute it anew in each turn, or write `retain_graph=True` in the first call.',
    ]);
  });

  test('a state that is carried over from turn to turn', () => {
    const loop = (first: string, turn: string) =>
      `import torch\ncell = torch.nn.${first}\nfor k in range(3):\n    cell.zero_grad()\n    ${turn}\n    loss.backward()\n`;
    const one = loop('RNNCell(2, 2)\nh = torch.zeros(1, 2)', 'h = cell(torch.ones(1, 2), h)\n    loss = h.sum()');
    expect(torch(run(one)).join()).toMatch(
      /^8 torch-backward-twice: An earlier turn of the loop has gone back through .*\. `h` carries it over from turn to turn\. Write `h = h\.detach\(\)` before the next turn, so that each pass ends at its own, or write `retain_graph=True` in the first call, with which every pass goes back through all turns before it\.$/,
    );
    expect(fixed(one)).toContain('    loss.backward()\n    h = h.detach()\n');
    expect(run(one).diagnostics[0]!.fixes!.map(({ title }) => title)).toEqual([
      'Add h = h.detach()',
      'Write retain_graph=True',
    ]);
    const two = loop(
      'LSTMCell(2, 2)\nh = torch.zeros(1, 2)\nc = torch.zeros(1, 2)',
      'h, c = cell(torch.ones(1, 2), (h, c))\n    loss = h.sum()',
    );
    expect(fixed(two)).toContain('    h = h.detach()\n    c = c.detach()\n');
    const tuple = loop(
      'LSTM(2, 2)\nstate = None',
      'out, state = cell(torch.ones(3, 1, 2), state)\n    loss = out.sum()',
    );
    expect(fixed(tuple)).toContain('    state = tuple(each.detach() for each in state)\n');
    const held = [
      'import torch',
      'class Cell(torch.nn.Module):',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.linear = torch.nn.Linear(3, 2)',
      '        self.h = torch.zeros(1, 2)',
      '    def forward(self, x):',
      '        self.h = torch.tanh(self.linear(torch.cat([x, self.h], 1)))',
      '        return self.h.sum()',
      'net = Cell()',
      'for t in range(3):',
      '    net(torch.ones(1, 1)).backward()',
      '',
    ].join('\n');
    expect(torch(run(held)).join()).toContain(
      '`self.h` carries it over from turn to turn. Detach that with `.detach()` before the next turn,',
    );
  });

  test('many numbers', () => {
    const text = `${x}y = x * 2\ny.backward()\n`;
    expect(torch(run(text))).toEqual([
      '4 torch-not-scalar: `y` has 3 numbers, [2, 4, 6], and a backward pass begins at one. With `.sum()` before it each of them begins with the gradient 1, with `.mean()` with 0.3333; `gradient=` takes other ones.',
    ]);
    expect(fixed(text)).toContain('y.sum().backward()');
  });

  test('no grad_fn', () => {
    expect(torch(run(`${w}y = (w * 2).detach() * 3\ny.backward()\n`))).toEqual([
      '4 torch-no-grad-fn: `y` (18) was computed from nothing that wants a gradient. `w * 2` was detached on line 3: nothing flows back from there. Compute with the tensor itself.',
    ]);
    const text = 'import torch\nw = torch.tensor(3.0)\nw.backward()\n';
    expect(torch(run(text))).toEqual([
      '3 torch-no-grad-fn: `w` (3) was computed from nothing that wants a gradient. Create the tensors that you want gradients for with `requires_grad=True`.',
    ]);
    expect(fixed(text)).toContain('torch.tensor(3.0, requires_grad=True)');
  });

  test('a leaf that is changed in place', () => {
    const text = `${w}(w * w).backward()\nif True:\n    w -= 0.1 * w.grad\n`;
    expect(torch(run(text))).toEqual([
      '5 torch-leaf-in-place: `w -= 0.1 * w.grad` changes a leaf (3) while what is done to it is recorded. A step is no part of the graph: write it under `with torch.no_grad():`.',
    ]);
    expect(fixed(text)).toContain('if True:\n    with torch.no_grad():\n        w -= 0.1 * w.grad\n');
  });

  test('a kept value that is changed in place', () => {
    const text = `${w}y = torch.exp(w)\ny += 1 - 2\ny.backward()\n`;
    expect(torch(run(text))).toEqual([
      '4 torch-saved-in-place: `torch.exp(w)` needs for its gradient a value that it has kept. `y += 1 - 2` on line 4 has changed that since. `y = y + (1 - 2)` makes a new tensor instead.',
    ]);
    expect(fixed(text)).toContain('y = y + (1 - 2)\n');
    expect(fixed(text.replace('y += 1 - 2', 'y.mul_(2)'))).toContain('y = y.mul(2)\n');
  });

  test('whole numbers', () => {
    const text = 'import torch\nk = torch.tensor([1, 2], requires_grad=True)\nk.sum().backward()\n';
    expect(torch(run(text))).toEqual([
      '2 torch-whole-numbers: `torch.tensor([1, 2], requires_grad=True)` holds whole numbers (int64): they cannot be moved by a little, so nothing has a slope in them. Write `dtype=torch.float32`, or numbers with a point.',
    ]);
    expect(fixed(text)).toContain('torch.tensor([1, 2], requires_grad=True, dtype=torch.float32)');
  });

  test('but not where the program expects it', () => {
    const text = `${w}y = w * w\ny.backward()\ntry:\n    y.backward()\nexcept RuntimeError as e:\n    print('twice')\n`;
    expect(torch(run(text))).toEqual([]);
  });
});

describe('what goes on with other numbers is told', () => {
  const loop = (step: string) => `${w}for _ in range(3):\n    loss = w * w\n    loss.backward()\n${step}`;
  const plain = '    with torch.no_grad():\n        w -= 0.1 * w.grad\n';

  test('gradients left from before the last step', () => {
    const text = loop(plain);
    expect(torch(run(text))).toEqual([
      '5 torch-missing-zero-grad: `w.grad` is 10.8 here, but the gradient of this pass is 4.8: the 6 of passes before the last step is still in it, and the next step goes by both. Begin anew after each step: `w.grad.zero_()`.',
    ]);
    expect(fixed(text)).toContain('        w -= 0.1 * w.grad\n        w.grad.zero_()\n');
    expect(fixed(loop('    w.data -= 0.1 * w.grad\n'))).toContain('w.grad.zero_()');
  });

  test('gradients that are gathered before a step, set to zero, or replaced are none', () => {
    expect(torch(run(`${w}(w * w).backward()\n(w * w).backward()\nwith torch.no_grad():\n    w -= w.grad\n`))).toEqual(
      [],
    );
    expect(torch(run(loop(`${plain}        w.grad.zero_()\n`)))).toEqual([]);
    expect(torch(run(loop(`${plain}    w.grad = None\n`)))).toEqual([]);
    expect(torch(run(loop(`${plain}    w.grad *= 0.9\n`)))).toEqual([]);
  });

  test('the gradient of what is no leaf', () => {
    const text = `${w}y = w * w\nz = y * 2\nz.backward()\nprint(y.grad)\n`;
    expect(torch(run(text))).toEqual([
      '6 torch-grad-of-non-leaf: `y` was computed from other tensors: a pass keeps the gradients of leaves alone, so its `.grad` is None. It was 2 in the pass on line 5. `y.retain_grad()` before the pass keeps it.',
    ]);
    expect(fixed(text)).toContain('y.retain_grad()\nz.backward()\n');
  });

  test.each([
    [
      'detach',
      'k = (w * w).detach()',
      '4 gradient-cut: `w * w`, computed from `w`, was detached here (`(w * w).detach()`): the gradient of `w` is 0, although the output goes from 18 to 40.5 when it goes from 3 to 4.5. Nothing flows back through `detach()`: compute with the tensor itself where you want its gradient.',
    ],
    [
      'no_grad',
      'with torch.no_grad():\n    k = w * w',
      '5 gradient-cut: `w` was read under `torch.no_grad()` (`w * w`): the gradient of `w` is 0, although the output goes from 18 to 40.5 when it goes from 3 to 4.5. Nothing is recorded there: compute outside of it what you want gradients of.',
    ],
    [
      'item',
      'k = (w * w).item()',
      '4 gradient-cut: `w * w`, computed from `w`, became a number of Python here (`(w * w).item()`): the gradient of `w` is 0, although the output goes from 18 to 40.5 when it goes from 3 to 4.5. Numbers have no gradient: compute with the tensor, and take its number only to show it.',
    ],
    [
      'numpy',
      'k = float((w * w).detach().numpy())',
      '4 gradient-cut: `w * w`, computed from `w`, was detached here (`(w * w).detach()`): the gradient of `w` is 0, although the output goes from 18 to 40.5 when it goes from 3 to 4.5. Nothing flows back through `detach()`: compute with the tensor itself where you want its gradient.',
    ],
    [
      'copy',
      'k = torch.tensor([w * w, w])[0]',
      '4 gradient-cut: `w` was copied as numbers here (`torch.tensor([w * w, w])`): the gradient of `w` is 0, although the output goes from 18 to 40.5 when it goes from 3 to 4.5. A tensor made of numbers is a new leaf: `torch.stack([…])` or `.clone()` keep where they come from.',
    ],
  ])('a gradient that is lost: %s', (_how, cut, expected) => {
    expect(torch(run(`${w}v = torch.tensor(2.0, requires_grad=True)\n${cut}\n(k * v).backward()\n`))).toEqual([
      expected,
    ]);
  });

  test('but not one that another pass has on purpose', () => {
    expect(
      torch(
        run(
          `${w}v = torch.tensor(2.0, requires_grad=True)\nk = w * w\n(k.detach() * v).backward()\nk.backward()\nprint(k.item())\n`,
        ),
      ),
    ).toEqual([]);
    expect(
      torch(
        run(
          `${w}v = torch.tensor(2.0, requires_grad=True)\nk = w * w\nk.backward(retain_graph=True)\n(k.detach() * v).backward()\n`,
        ),
      ),
    ).toEqual([]);
  });

  test('a column against a row', () => {
    const text =
      'import torch\na = torch.ones(3, 1, requires_grad=True)\nb = torch.tensor([1.0, 2.0, 3.0])\nloss = ((a - b) ** 2).mean()\nloss.backward()\n';
    expect(torch(run(text))).toEqual([
      '4 torch-broadcast: `a - b` takes [3, 1] and [3]: each number of one meets each of the other, so the loss is of 9 differences where 3 are meant. `a.squeeze(1) - b` pairs them.',
    ]);
    expect(fixed(text)).toContain('((a.squeeze(1) - b) ** 2)');
    expect(torch(run(text.replace('loss.backward()', 'a.sum().backward()').replace('loss =', 'table =')))).toEqual([]);
  });

  test('a column against a row in a loss', () => {
    const text =
      'import torch\nx = torch.ones(3, 1, requires_grad=True)\ny = torch.tensor([1.0, 2.0, 3.0])\nloss = torch.nn.functional.mse_loss(x, y)\nloss.backward()\n';
    expect(torch(run(text)).join()).toMatch(/^4 torch-broadcast: .* of 9 differences where 3 are meant\. /);
    expect(fixed(text)).toContain('mse_loss(x.squeeze(1), y)');
  });

  test('an optimizer without zero_grad() is mended by its own', () => {
    const text = [
      'import torch',
      'net = torch.nn.Linear(1, 1)',
      'opt = torch.optim.SGD(net.parameters(), lr=0.1)',
      'for k in range(2):',
      '    net(torch.ones(1, 1)).sum().backward()',
      '    opt.step()',
      '',
    ].join('\n');
    expect(torch(run(text)).join()).toBe(
      '5 torch-missing-zero-grad: `net.weight.grad` is [[2]] here, but the gradient of this pass is [[1]]: the [[1]] of passes before the last step is still in it, and the next step goes by both. So it is with `net.bias`. Begin anew after each step: `opt.zero_grad()`.',
    );
    expect(fixed(text)).toContain('    opt.step()\n    opt.zero_grad()\n');
  });

  test('what no_grad cut is told where it was read', () => {
    const text =
      'import torch\na = torch.tensor(2.0, requires_grad=True)\nb = a * 3\nwith torch.no_grad():\n    c = b * 2\nc.backward()\n';
    expect(torch(run(text)).join()).toContain('`b` was read under `torch.no_grad()` on line 5');
  });
});

test('what is detached after the last pass had no gradient to lose', () => {
  const code =
    'import torch\nw = torch.ones(2, requires_grad=True)\n(w * w).sum().backward()\nx = torch.rand(5, requires_grad=True)\nprint(x.detach())\n';
  const { error, diagnostics } = run(code);
  expect(error).toBeNull();
  expect(diagnostics).toEqual([]);
});

test('large gradients that were left standing are told by their norms', () => {
  const code =
    'import torch\nw = torch.ones(3, 4, requires_grad=True)\noptimizer = torch.optim.SGD([w], lr=0.25)\nfor k in range(2):\n    (w * w).sum().backward()\n    optimizer.step()\n';
  const { diagnostics } = run(code);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining(
      '`w.grad` is [3×4] of norm 10.39 here, but the gradient of this pass is [3×4] of norm 3.464: the [3×4] of norm 6.928 of passes',
    ),
  ]);
});

describe('a step that binds the name of a leaf to a new tensor', () => {
  const training = (...step: string[]) =>
    `${w}b = torch.tensor(1.0, requires_grad=True)\nfor k in range(3):\n    loss = w * w\n    loss.backward()\n${step.map((line) => `    ${line}\n`).join('')}`;
  const lost =
    '7 torch-step-makes-new: `w = w - 1e-1 * w.grad` makes a new tensor (2.4) under `torch.no_grad()`, which wants no gradient: from line 7 on `w` is no longer the leaf that it was, and passes end before it. `w -= 1e-1 * w.grad` changes the leaf itself.';

  test('under no_grad, where the next pass finds nothing', () => {
    const text = training('with torch.no_grad():', '    w = w - 1e-1 * w.grad', 'w.grad = None').replace(
      /b = .*\n/,
      '\n',
    );
    expect(torch(run(text))).toEqual([lost.replace('7', '8').replace('line 7', 'line 8')]);
    expect(fixed(text)).toContain('        w -= 1e-1 * w.grad\n');
  });

  test('under no_grad, where other leaves go on', () => {
    const text = training('with torch.no_grad(): w = w - 1e-1 * w.grad  # a step', 'b.grad = w.grad = None').replace(
      'loss = w * w',
      'loss = w * w + b',
    );
    expect(torch(run(text))).toEqual([lost]);
    expect(fixed(text)).toContain('with torch.no_grad(): w -= 1e-1 * w.grad  # a step\n');
  });

  test('under no_grad, by an attribute', () => {
    const text = [
      'import torch',
      'class Net:',
      '    def __init__(self):',
      '        self.w = torch.tensor([3.0, 1.0], requires_grad=True)',
      '    def fit(self):',
      '        for _ in range(3):',
      '            self.w.grad = None',
      '            (self.w * self.w).sum().backward()',
      '            with torch.no_grad():',
      '                self.w = self.w - 0.1 * self.w.grad',
      'Net().fit()',
      '',
    ].join('\n');
    expect(torch(run(text)).join()).toMatch(
      /^10 torch-step-makes-new: `self\.w = self\.w - 0\.1 \* self\.w\.grad` makes/,
    );
    expect(fixed(text)).toContain('                self.w -= 0.1 * self.w.grad\n');
  });

  test('while it is recorded', () => {
    const text = training('w = w - 0.1 * w.grad', 'w.grad = None');
    expect(torch(run(text))).toEqual([
      '7 torch-grad-of-non-leaf: `w` was computed from other tensors: a pass keeps the gradients of leaves alone, so its `.grad` is None. It was 4.8 in the pass on line 6. `w = w - 0.1 * w.grad` on line 7 has put a new tensor in place of the leaf `w`. A step changes the leaf itself: write `w -= 0.1 * w.grad` under `with torch.no_grad():`.',
    ]);
    expect(fixed(text)).toContain('    with torch.no_grad():\n        w -= 0.1 * w.grad\n    w.grad = None\n');
  });

  test('but not one of several terms, which is another number in place', () => {
    const text = training('w = w - 0.1 * w.grad + 0.01', 'w.grad = None');
    expect(torch(run(text)).join()).toContain('`w.retain_grad()` before the pass keeps it');
  });

  test('but not one that makes a leaf of it, nor what was never a leaf', () => {
    const step = ['with torch.no_grad():', '    w = w - 0.1 * w.grad', 'w.requires_grad_()', 'y = torch.ones(())'];
    expect(torch(run(training(...step, 'y = y - 0.5', 'print(y.grad)')))).toEqual([]);
  });
});

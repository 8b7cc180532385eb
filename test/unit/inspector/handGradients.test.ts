import { expect, test } from 'vitest';
import { handHover, handText, handTitle } from '../../../src/text/handText';
import { inspectPython, selected } from '../languages/python/inspectPython';

const forward = 'x = 3.0\ny = -4.0\nw = [1.0, 2.0]\np = x * y\nf = p * w[0] + w[1] * x\n';

function derived(code: string, head = forward) {
  const [result] = inspectPython(head + code, { focus: { kind: 'variable', name: 'f' } });
  expect(result!.error).toBe(null);
  return result!;
}

test('gradients by hand are compared with ours', () => {
  const result = derived('dx = y * w[0] + w[1]\ngrad_y = x * w[0]\ndw = [p, x]\n');
  expect(result.handGradients!.map(({ input, variable, value, matches }) => [input, variable, value, matches])).toEqual(
    [
      ['x', 'dx', -2, true],
      ['y', 'grad_y', 3, true],
      ['w', 'dw', [-12, 3], true],
    ],
  );
  expect(result.diagnostics.filter(({ code }) => code === 'hand-gradient')).toEqual([]);
});

test('a wrong one is marked where it is bound, with both numbers', () => {
  const result = derived('dx = y * w[0]\ndw = [p, x * 2]\n');
  expect(
    result.diagnostics
      .filter(({ code }) => code === 'hand-gradient')
      .map(({ message, range, severity }) => [message, range.start.line, severity]),
  ).toEqual([
    ['`dx` differs by 2: it is −4, the gradient of `x` is −2', 6, 'warning'],
    ['`dw` differs by up to 3: it is 6 at element 1, the gradient of `w` is 3', 7, 'warning'],
  ]);
});

test('what collects its parts counts as it stands at the end', () => {
  expect(derived('dx = y * w[0]\ndx += w[1]\n').handGradients).toMatchObject([
    { variable: 'dx', value: -2, matches: true },
  ]);
});

test('names of another shape, before the output, or of nothing are none', () => {
  expect(derived('dx = [1.0]\ndq = 3.0\n').handGradients).toBeUndefined();
  expect(derived('', `dx = 5.0\n${forward}`).handGradients).toBeUndefined();
});

test('annotated statements have them, too', () => {
  const [result] = inspectPython('x = 2.0\ny = x * x  # @grad\ndydx = 2 * x\n');
  expect(result!.handGradients).toMatchObject([{ input: 'x', variable: 'dydx', matches: true }]);
});

test('lenses and cards say which one agrees, and how far the others are off', () => {
  const { handGradients = [] } = derived('dx = y * w[0] + w[1]\ngrad_y = float("nan")\ndw = [p - 0.5, x * 2]\n');
  expect(handGradients.map((hand) => [handTitle(hand), handText(hand)])).toEqual([
    ['dx ✓ agrees with ∂x', '`dx` agrees with the gradient of `x`'],
    ['grad_y ✗ differs · ∂y 3', '`grad_y` differs: it is NaN, the gradient of `y` is 3'],
    [
      'dw ✗ differs by up to 3 · ∂w [−12, 3]',
      '`dw` differs by up to 3: it is 6 at element 1, the gradient of `w` is 3',
    ],
  ]);
});

test('the hover over the variable has its value beside the gradient', () => {
  const { handGradients = [] } = derived('dx = y * w[0] + w[1]\ndw = [p, x * 2]\n');
  expect(handGradients.map(handHover)).toEqual([
    '`dx` = −2 — _by hand_, agrees with ∂ `x`',
    '`dw` = \\[−12, 6\\] — _by hand_, differs by up to 3 from ∂ `w` = \\[−12, 3\\]',
  ]);
});

test('a gradient of 0 counts', () => {
  const result = derived('dx = 0.0\ndy = 3.0 * 1\n');
  expect(result.handGradients).toMatchObject([
    { variable: 'dx', matches: false, difference: { element: null, given: 0, wanted: -2, by: 2 } },
    { variable: 'dy', matches: true },
  ]);
});

test('long arrays cross to the views in part, compared as a whole', () => {
  const forwardPass = `w = [2.0${', 1.0'.repeat(299)}]\ns = sum(v * v for v in w)  # @grad wrt w\n`;
  const [result] = inspectPython(`${forwardPass}dw = [2 * v for v in w]\ndw[299] = 5.0\n`);
  const [hand] = result!.handGradients!;
  expect(hand!.difference).toEqual({ element: 299, given: 5, wanted: 2, by: 3 });
  expect(hand!.shape).toEqual([300]);
  expect(hand!.value).toHaveLength(256);
});

const matrices = `import numpy as np
W = np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -0.7]])
X = np.array([[1.0, 2.0], [0.3, -0.4], [-2.0, 0.6]])
D = W.dot(X)  # @grad
dD = np.array([[0.1, -0.2], [0.4, 0.5]])
`;

test('a backward pass of arrays starts where the code starts it', () => {
  const [result] = inspectPython(`${matrices}dW = dD.dot(X.T)\ndX = W.T.dot(dD)\n`);
  expect(result!.handGradients).toMatchObject([
    { input: 'W', variable: 'dW', matches: true, upstream: 'dD' },
    { input: 'X', variable: 'dX', matches: true, upstream: 'dD' },
  ]);
  // The picture still starts from ones.
  expect(result!.inputs.find(({ name }) => name === 'X')?.grad).toEqual([
    [2, 2],
    [-1, -1],
    [1.3, 1.3],
  ]);
});

test('a wrong gradient of an array says which element, and what it starts from', () => {
  const [result] = inspectPython(`${matrices}dW = dD.dot(X.T)\ndW[1, 2] += 1\n`);
  expect(result!.diagnostics.map(({ message }) => message)).toContainEqual(
    '`dW` differs by up to 1: it is 0.5 at element [1, 2], the gradient of `W` is −0.5, starting from `dD`',
  );
});

test('a gradient of another shape than its input is told', () => {
  const [result] = inspectPython(`${matrices}dX = dD.T.dot(W)\n`);
  expect(result!.diagnostics.map(({ message }) => message)).toContainEqual(
    '`dX` has 2×3, not 3×2: a gradient has the shape of its input `X`',
  );
});

test('gradients of single precision may differ in its last digits', () => {
  const code = `import numpy as np
x = np.array([0.1, 0.7], dtype=np.float32)
y = (x ** 3).sum()  # @grad
dx = 3 * x * x * np.float32(1.00002)
`;
  expect(inspectPython(code)[0]!.handGradients).toMatchObject([{ input: 'x', matches: true }]);
});

const staged = `import math
x = 3.0
y = -4.0
sigy = 1.0 / (1 + math.exp(-y))
num = x + sigy
sigx = 1.0 / (1 + math.exp(-x))
xpy = x + y
xpysqr = xpy ** 2
den = sigx + xpysqr
invden = 1.0 / den
f = num * invden
dnum = invden
dinvden = num
dden = (-1.0 / den ** 2) * dinvden
dsigx = dden
dxpysqr = dden
dxpy = 2 * xpy * dxpysqr
dx = dxpy
dy = dxpy
dx += (1 - sigx) * sigx * dsigx
dx += dnum
dsigy = dnum
dy += (1 - sigy) * sigy * dsigy
`;

test('a gradient by hand is about the last forward value, not about one on the way to it', () => {
  const hand = (marked: string) => {
    const { text, focus } = selected(marked);
    const [result] = inspectPython(text, { focus });
    expect(result!.error).toBe(null);
    return result!.handGradients?.map(({ variable, matches }) => [variable, matches]);
  };
  expect(hand(staged.replace('f = num * invden', 'f = «num * invden»'))).toEqual([
    ['dx', true],
    ['dy', true],
  ]);
  expect(hand(staged.replace('x + sigy', '«x + sigy»'))).toBeUndefined();
  expect(hand(staged.replace('den = sigx + xpysqr', '«den = sigx + xpysqr»'))).toBeUndefined();
  const [line] = inspectPython(staged, {
    focus: {
      kind: 'at',
      range: { start: { line: 5, column: 1 }, end: { line: 5, column: 1 } },
      wholeLine: true,
    },
  });
  expect(line!.target!.name).toBe('num');
  expect(line!.handGradients).toBeUndefined();
});

test('a name with the output in it stays about that output, and one that is bound again counts as later', () => {
  const [named] = inspectPython('x = 2.0\nq = x * x  # @grad\nf = q * 3\ndqdx = 2 * x\ndx = 6 * x\n');
  expect(named!.handGradients).toMatchObject([{ variable: 'dqdx', matches: true }]);
  const [bound] = inspectPython('x = 2.0\nf = x * x  # @grad\nf = f * 3\ndx = 6 * x\n');
  expect(bound!.handGradients).toBeUndefined();
});

test('what is computed from gradients, or after them, or updates an input is no later value', () => {
  const [result] = inspectPython(
    'x = 2.0\ny = 1.0\nf = x * x * y  # @grad wrt x, y\ndx = 2 * f / x\nstep = 0.1 * dx\nx -= 0.1 * f\ndy = f / y\nafter = f * 3\n',
  );
  expect(result!.handGradients).toMatchObject([
    { variable: 'dx', matches: true },
    { variable: 'dy', matches: true },
  ]);
});

test('with a gradient to start from, an input that goes around the output is not compared', () => {
  const [result] = inspectPython(`import numpy as np
W = np.array([[0.5, -1.0], [1.5, 0.0]])
X = np.array([[1.0, 2.0], [0.3, -0.4]])
D = W.dot(X)  # @grad
loss = np.sum(D * D) + 0.1 * np.sum(W * W)
dD = 2 * D
dW = dD.dot(X.T) + 0.2 * W
dX = W.T.dot(dD)
`);
  expect(result!.handGradients).toMatchObject([{ variable: 'dX', matches: true, upstream: 'dD' }]);
});

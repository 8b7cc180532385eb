import { expect, test } from 'vitest';
import { handHover, handText, handTitle } from '../../../src/text/handText';
import { inspectPython } from '../languages/python/inspectPython';

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

import { expect, test } from 'vitest';
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
    ['`dx` is -4, but the gradient of `f` by `x` is -2', 6, 'warning'],
    ['`dw` is 6 at element 1, but the gradient of `f` by `w` is 3', 7, 'warning'],
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

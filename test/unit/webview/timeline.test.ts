import { describe, expect, it, test } from 'vitest';
import type { PassCall } from '../../../src/protocol';
import { passName } from '../../../src/text/passName';
import { withNumbers } from '../../../webview/inputElements';
import { curvePath } from '../../../webview/timeline';

const losses = (...numbers: (number | 'NaN')[]) => numbers.map((loss, pass) => ({ pass, loss }));
const points = (path: string) =>
  [...path.matchAll(/([ML])([\d.]+) ([\d.]+)/g)].map(([, kind, x, y]) => ({ kind, x: Number(x), y: Number(y) }));

describe('the curve of losses', () => {
  it('goes from the left to the right, and down as they fall', () => {
    const found = points(curvePath(losses(3, 2, 1), 3));
    expect(found.map(({ kind }) => kind)).toEqual(['M', 'L', 'L']);
    expect(found.map(({ x }) => x)).toEqual([0, 500, 1000]);
    expect(found[0]!.y).toBeLessThan(found[1]!.y);
    expect(found[1]!.y).toBeLessThan(found[2]!.y);
  });
  it('is that of the logarithm where losses span powers of ten', () => {
    const [a, b, c] = points(curvePath(losses(1000, 10, 0.1), 3));
    expect(b!.y - a!.y).toBeCloseTo(c!.y - b!.y, 0);
  });
  it('leaves a gap for what is no number, and is empty without any', () => {
    expect(points(curvePath(losses(2, 'NaN', 1), 3)).map(({ kind }) => kind)).toEqual(['M', 'M']);
    expect(curvePath(losses('NaN'), 1)).toBe('');
    expect(points(curvePath(losses(5, 5), 2)).map(({ y }) => y)).toEqual([50, 50]);
  });
});

test('what passes differentiate has the name that all of them give it', () => {
  const calls = (...names: (string | null)[]): { calls: PassCall[] } => ({
    calls: names.map((name, last) => ({
      range: null,
      count: 1,
      last,
      grads: [],
      output: { name, value: 1, shape: [] },
    })),
  });
  expect(passName(calls('energy', 'energy'))).toBe('energy');
  expect(passName(calls('first', 'second'))).toBe('output');
  expect(passName(calls('first', null))).toBe('output');
  expect(passName(calls(null))).toBe('loss');
  expect(passName(calls('a_name_that_is_much_too_long'))).toBe('a_name_that_is_much…');
});

describe('a number of a tensor that is typed', () => {
  it.each([
    ['tf.tensor2d([[1, 2], [3, 4]])', '[[1, 9], [3, 4]]', 'tf.tensor2d([[1, 9], [3, 4]])'],
    ["tf.tensor([1, 2], [2, 1], 'float32')", '[[1], [9]]', "tf.tensor([[1], [9]], [2, 1], 'float32')"],
    ['tf.variable(tf.tensor1d([1]))', '[9]', 'tf.variable(tf.tensor1d([9]))'],
    ['w', '[9]', '[9]'],
  ])('%s', (code, numbers, result) => {
    expect(withNumbers(code, numbers)).toBe(result);
  });
});

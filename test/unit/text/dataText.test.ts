import { expect, test } from 'vitest';
import type { Data } from '../../../src/graph/model';
import { fullData, shapeOf, shortData } from '../../../src/text/dataText';

test.each<[Data, string]>([
  [4, '4'],
  [null, 'none'],
  ['-Infinity', '−∞'],
  [[], '[]'],
  [[1, -2, 1 / 3], '[1, −2, 0.3333]'],
  [
    [
      [1, 2],
      [3, 4],
    ],
    '[[1, 2], [3, 4]]',
  ],
  [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    '[2×3]',
  ],
  [
    [
      [1, 2],
      [3, 4, 5],
    ],
    '[2 values]',
  ],
  [[1, 2, 3, 4, 5], '[5]'],
  [{ x: 1, p: { y: 2 } }, '{x 1, p {y 2}}'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, '{5 fields}'],
  [Array.from({ length: 100 }, () => []), '[100×0]'],
])('%j in short', (data, text) => {
  expect(shortData(data)).toBe(text);
});

test('full data has every digit and longer lists', () => {
  expect(fullData([0.1 + 0.2, 2, 3, 4, 5, 6])).toBe('[0.30000000000000004, 2, 3, 4, 5, 6]');
});

test('a given shape is shown for a big array', () => {
  expect(shortData([1, 2, 3, 4, 5, 6], [6])).toBe('[6]');
});

test('nesting without end stays short', () => {
  let data: Data = 1;
  for (let depth = 0; depth < 50_000; depth++) data = [data];
  expect(shortData(data)).toBe('[1 values]');
});

test.each<[Data, readonly number[] | null]>([
  [1, []],
  [[1, 2], [2]],
  [
    [[1], [2]],
    [2, 1],
  ],
  [[[1], [2, 3]], null],
  [[1, [2]], null],
  [[{ x: 1 }], null],
  [[], [0]],
])('the shape of %j', (data, shape) => {
  expect(shapeOf(data)).toEqual(shape);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNum, encodeNum } from '../../../src/graph/num';

test.each([
  [1.5, 1.5],
  [0, 0],
  [-0, 0],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%d crosses as %s', (value, encoded) => {
  expect(encodeNum(value)).toBe(encoded);
});

test('every double survives JSON, except the sign of zero', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const back = decodeNum(JSON.parse(JSON.stringify(encodeNum(value))));
      expect(back).toBe(value === 0 ? 0 : value);
    }),
  );
});

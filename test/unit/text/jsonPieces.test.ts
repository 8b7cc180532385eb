import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces } from '../../../src/text/jsonPieces';

test('the pieces together are the text of JSON.stringify', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('fields that are undefined are left out', () => {
  const value = { a: undefined, b: [{}], c: { d: undefined }, e: [] };
  expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value, null, 2));
});

test('what is longer than a piece comes in several', () => {
  const numbers = Array.from({ length: 20_000 }, (_, k) => k / 7);
  const pieces = [...jsonPieces({ numbers })];
  expect(pieces.length).toBeGreaterThan(3);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
  expect(JSON.parse(pieces.join(''))).toEqual({ numbers });
});

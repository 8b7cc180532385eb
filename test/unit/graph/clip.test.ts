import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, oneLine } from '../../../src/graph/clip';

test.each([
  ['a\r\n  b\tc ', 'a b c'],
  ['\u001b[31mred\u0007', '[31mred'],
  ['\u202eeslaf\u202c \u2066x\u2069', 'eslaf x'],
  ['', ''],
])('%j in one line', (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['ab😀cd', 4, 'ab…'],
  ['ab😀cd', 5, 'ab😀…'],
])('%s clipped at %d', (text, length, clipped) => {
  expect(clip(text, length)).toBe(clipped);
});

test('a clipped text is well-formed where the text was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, length) => {
      const clipped = clip(text, length);
      expect(clipped.length).toBeLessThanOrEqual(length);
      expect(clipped.isWellFormed()).toBe(true);
    }),
  );
});

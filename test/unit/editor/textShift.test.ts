import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shiftRange, smallestCovering, type TextChange } from '../../../src/editor/textShift';
import type { Range } from '../../../src/engine/sources';
import { SourceFile } from '../../../src/engine/sources';

/** Reads `a[bc]d` as the text `abcd` with the range of `bc`. */
function marked(text: string): { text: string; range: Range } {
  const start = text.indexOf('[');
  const end = text.indexOf(']') - 1;
  const plain = text.replace(/[[\]]/g, '');
  return { text: plain, range: new SourceFile('', plain).range(start, end) };
}

/** What a range covers after `from` at its first place in the text was replaced by `to`. */
function after(before: string, from: string, to: string, at = -1): string | null {
  const { text, range } = marked(before);
  const start = at >= 0 ? at : text.indexOf(from);
  const change: TextChange = { range: new SourceFile('', text).range(start, start + from.length), text: to };
  const shifted = shiftRange(range, change);
  return shifted && covered(text.slice(0, start) + to + text.slice(start + from.length), shifted);
}

function covered(text: string, range: Range): string {
  const file = new SourceFile('', text);
  return text.slice(file.offset(range.start), file.offset(range.end));
}

describe('a range after an edit', () => {
  test.each([
    ['before it on its line', 'let a = [b + c];', 'let', 'const', 'b + c'],
    ['before it, with a new line', 'let a = [b + c];', 'a = ', '\n\na =\n ', 'b + c'],
    ['lines above it taken away', 'x\ny\n[b + c]', 'x\ny\n', '', 'b + c'],
    ['after it', '[b + c];\nd', 'd', 'e\nf', 'b + c'],
    ['inside it', '[b + c]', '+', '* 2 +', 'b * 2 + c'],
    ['inside it, with a new line', '[b + c]', ' + ', '\n  + ', 'b\n  + c'],
    ['its first part', '[b + c]', 'b', 'long', 'long + c'],
    ['its last part', '[b + c]', 'c', 'long', 'b + long'],
    ['over its start', 'f([b + c])', 'f(b', 'g(x', ' + c'],
    ['over its end', 'f([b + c])', 'c)', 'x)', 'b + '],
  ])('%s', (_what, before, from, to, expected) => {
    expect(after(before, from, to)).toBe(expected);
  });

  test('what is typed at its start or end stays outside', () => {
    expect(after('f([b + c])', '', 'x', 2)).toBe('b + c');
    expect(after('f([b + c])', '', 'x', 7)).toBe('b + c');
  });

  test('is gone when all of it is deleted or replaced', () => {
    expect(after('f([b + c])', 'b + c', '')).toBeNull();
    expect(after('f([b + c])', 'b + c', 'd')).toBeNull();
    expect(after('f([b + c])', '(b + c)', '()')).toBeNull();
  });

  test('covers the same text when the edit does not touch it', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '😀', ' '), maxLength: 12 });
    fc.assert(
      fc.property(
        letters,
        letters,
        fc.string({ minLength: 1, unit: fc.constantFrom('b', '\n') }),
        letters,
        letters,
        fc.boolean(),
        (a, gone, kept, typed, z, isBefore) => {
          const text = isBefore ? a + gone + kept + z : a + kept + gone + z;
          const file = new SourceFile('', text);
          const goneAt = isBefore ? a.length : a.length + kept.length;
          const keptAt = isBefore ? a.length + gone.length : a.length;
          const change = { range: file.range(goneAt, goneAt + gone.length), text: typed };
          const shifted = shiftRange(file.range(keptAt, keptAt + kept.length), change);
          const edited = text.slice(0, goneAt) + typed + text.slice(goneAt + gone.length);
          expect(shifted && covered(edited, shifted)).toBe(kept);
        },
      ),
    );
  });
});

test('the smallest range around a place wins, the later one of equal ones', () => {
  const file = new SourceFile('', '(a + b) * c');
  const ranges = { whole: file.range(0, 11), sum: file.range(1, 6), again: file.range(1, 6), c: file.range(10, 11) };
  const at = (offset: number) =>
    smallestCovering(Object.entries(ranges), ([, range]) => range, file.range(offset, offset))?.[0];
  expect([at(3), at(8), at(10)]).toEqual(['again', 'whole', 'c']);
  expect(smallestCovering([], () => null, file.range(0, 0))).toBeNull();
});

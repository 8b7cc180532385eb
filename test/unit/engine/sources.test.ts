import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceFile, SourceTable } from '../../../src/engine/sources';

test('positions are 1-based and count UTF-16 units', () => {
  const file = new SourceFile('a.ts', 'const a = 1;\n  𝑥y = 2\n\nz');
  expect(file.position(0)).toEqual({ line: 1, column: 1 });
  expect(file.position(12)).toEqual({ line: 1, column: 13 });
  expect(file.position(13)).toEqual({ line: 2, column: 1 });
  // 𝑥 is two units.
  expect(file.position(17)).toEqual({ line: 2, column: 5 });
  expect(file.position(file.text.length)).toEqual({ line: 4, column: 2 });
});

test('offset and position are inverse', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', 'é', '𝑥') });
  fc.assert(
    fc.property(text, (source) => {
      const file = new SourceFile('a.ts', source);
      for (let offset = 0; offset <= source.length; offset++) {
        expect(file.offset(file.position(offset))).toBe(offset);
      }
    }),
  );
});

test('positions outside the text are clamped into it', () => {
  const file = new SourceFile('a.ts', 'ab\ncd');
  expect(file.offset({ line: 0, column: 0 })).toBe(0);
  expect(file.offset({ line: 1, column: 99 })).toBe(2);
  expect(file.offset({ line: 99, column: 2 })).toBe(4);
  expect(file.offset({ line: 99, column: 99 })).toBe(5);
});

test('the table gives an expression’s code, range, file and name', () => {
  const file = new SourceFile('a.ts', 'const u = w * x;');
  const sources = new SourceTable();
  const product = sources.add(file, 10, 15, 'u');
  const factor = sources.add(file, 10, 11);
  expect([sources.code(product), sources.name(product), sources.file(product)]).toEqual(['w * x', 'u', file]);
  expect(sources.range(product)).toEqual({ start: { line: 1, column: 11 }, end: { line: 1, column: 16 } });
  expect([sources.code(factor), sources.name(factor)]).toEqual(['w', null]);
  expect(sources.size).toBe(3);
});

test('source 0 is no source', () => {
  const sources = new SourceTable();
  expect([sources.code(0), sources.name(0), sources.range(0), sources.file(0), sources.code(9)]).toEqual([
    '',
    null,
    null,
    null,
    '',
  ]);
});

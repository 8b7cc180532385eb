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

test('ranges of joined cells are those of the cell that they stand in, and lead back to it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), text, (above, own) => {
      const cells = above.map((cell, k) => ({ uri: `cell:${k}`, number: k + 1, text: cell }));
      const file = new SourceFile('own', own, { above: { cells, between: '\n;\n' } });
      for (const [k, cell] of [...above, own].entries()) {
        const alone = new SourceFile('alone', cell);
        const start = above.slice(0, k).reduce((sum, one) => sum + one.length + 3, 0);
        const place = k < above.length ? { file: `cell:${k}`, cell: k + 1 } : {};
        for (let offset = 0; offset < cell.length; offset++) {
          const range = file.range(start + offset, start + offset + 1);
          expect(range).toEqual({ ...alone.range(offset, offset + 1), ...place });
          expect(file.startOf(range)).toBe(start + offset);
          expect(file.isAbove(start + offset)).toBe(k < above.length);
          expect(file.cellEnd(start + offset)).toBe(start + cell.length);
        }
        expect(file.isCellStart(start)).toBe(true);
      }
    }),
  );
});

test('a line of a cell above is told with its cell', () => {
  const cells = [{ uri: 'cell:0', number: 3, text: 'a\nb' }];
  const file = new SourceFile('own', 'c\nd', { above: { cells, between: '\n' } });
  expect([2, 4, 6].map((offset) => file.lineName(offset))).toEqual(['line 2 of cell 3', 'line 1', 'line 2']);
  expect(file.ownStart).toEqual({ start: { line: 1, column: 1 }, end: { line: 1, column: 2 } });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from '../../../src/text/fileName';
import { hostileNames } from './results';

test.each([
  ['loss', 'loss.svg'],
  ['crossEntropy_2', 'crossEntropy_2.svg'],
  ['(x + y) * z', 'x-y-z.svg'],
  ['p.key', 'p-key.svg'],
  ['../../etc/passwd', 'etc-passwd.svg'],
  ['C:\\Windows\\x', 'C-Windows-x.svg'],
  ['σ²', 'σ².svg'],
  ['', 'graph.svg'],
  ['…', 'graph.svg'],
  ['CON', 'graph-CON.svg'],
  ['com1', 'graph-com1.svg'],
  ['loss.exe\u0000', 'loss-exe.svg'],
])('%j is saved as %s', (name, file) => {
  expect(safeFileName(name, 'svg')).toBe(file);
});

test('any name stays one file of this kind', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileNames)), (name) => {
      expect(safeFileName(name, 'png')).toMatch(/^[\p{L}\p{N}_-]{1,70}\.png$/u);
    }),
  );
});

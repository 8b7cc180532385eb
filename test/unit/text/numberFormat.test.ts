import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeNum } from '../../../src/graph/num';
import { fullNumber, parseNumber, shortNumber } from '../../../src/text/numberFormat';

test.each([
  [0, '0'],
  [-0, '0'],
  [4, '4'],
  [-4, '−4'],
  [0.5, '0.5'],
  [-0.25, '−0.25'],
  [1 / 3, '0.3333'],
  [2.5e-3, '0.0025'],
  [0.1 + 0.2, '0.3'],
  [12.3456, '12.35'],
  [1234.5678, '1235'],
  [12345.67, '12346'],
  [123456, '123456'],
  [999999, '999999'],
  [999999.7, '1e6'],
  [1e6, '1e6'],
  [1234567, '1.235e6'],
  [-6.02214e23, '−6.022e23'],
  [1e-4, '0.0001'],
  [0.00009999999, '0.0001'],
  [1.2e-7, '1.2e−7'],
  [-5e-324, '−4.941e−324'],
  [1.7976931348623157e308, '1.798e308'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('%d in short is %s', (value, text) => {
  expect(shortNumber(encodeNum(value))).toBe(text);
});

test.each([
  [0.1 + 0.2, '0.30000000000000004'],
  [-1e21, '−1e21'],
  [1.5e-7, '1.5e−7'],
  [-0, '0'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('%d in full is %s', (value, text) => {
  expect(fullNumber(encodeNum(value))).toBe(text);
});

describe('reading back', () => {
  test('a short text gives the number to 4 digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1.797e308, max: 1.797e308 }), (value) => {
        const back = parseNumber(shortNumber(encodeNum(value)));
        // Denormals have fewer than four digits to give.
        const room = 5.01e-4 * Math.abs(value) + Number.MIN_VALUE;
        expect(Math.abs(back - value)).toBeLessThanOrEqual(room);
      }),
    );
  });

  test('a full text gives the very same number', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(parseNumber(fullNumber(encodeNum(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test('a short text is at most eleven characters and has neither a hyphen nor a zero at the end of a fraction', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const text = shortNumber(encodeNum(value));
        expect(text.length).toBeLessThanOrEqual(11);
        expect(text).not.toMatch(/-|\+|^−?0$(?<!^0$)|\.\d*0(e|$)|\.(e|$)/);
      }),
    );
  });
});

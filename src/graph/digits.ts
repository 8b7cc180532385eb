/** Whole numbers below this are shown with all their digits. */
const WHOLE = 1e6;
/** Below this a decimal fraction has more zeros than digits and becomes an exponent. */
const SMALL = 1e-4;

/**
 * A number rounded to `digits` significant digits, as a person reads it: `2`, `−0.25`, `1.235e6`, `1.2e−7`, `NaN`, `∞`,
 * `−∞`. The minus is U+2212, zero has no sign, trailing zeros are dropped. Numbers from 10^digits up to a million keep
 * their whole part, since `12 350` for 12 346 would look exact.
 */
export function significant(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return '0';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`;
  return sign + digitsOf(size, digits);
}

/** Every digit that is needed to read the same double back, in the same manner: `0.30000000000000004`, `1e21`. */
export function everyDigit(value: number): string {
  if (!Number.isFinite(value) || value === 0) return significant(value, 17);
  return String(value).replaceAll('-', '−').replace('e+', 'e');
}

function digitsOf(size: number, digits: number): string {
  const rounded = Number(size.toPrecision(digits));
  if (Math.round(size) >= WHOLE || rounded < SMALL)
    return size
      .toExponential(digits - 1)
      .replace(/\.?0*e\+?/, 'e')
      .replace('-', '−');
  if (rounded >= 10 ** (digits - 1) || Number.isInteger(size)) return String(Math.round(size));
  return String(rounded);
}

import type { Num } from './model';

/** A number as it crosses a channel: NaN and the infinities as strings, -0 as 0. */
export function encodeNum(value: number): Num {
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** The number that {@link encodeNum} was given (0 for -0). */
export function decodeNum(value: Num): number {
  return typeof value === 'number' ? value : Number(value);
}

/** A number of single precision with as few digits as tell it from its neighbours: 0.3 rather than 0.30000001192092896. */
export function shortestSingle(value: number): number {
  for (let digits = 6; digits <= 9; digits++) {
    const short = rounded(value, digits) ?? Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** Powers of ten that doubles hold exactly. */
const POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * What `Number(value.toPrecision(digits))` gives, without text: digits as a whole number, and one division, which rounds
 * right. Null where the digits are not sure, for so few of them: near a tie, and beyond the powers of ten.
 */
function rounded(value: number, digits: number): number | null {
  const size = Math.abs(value);
  const power = digits - 1 - Math.floor(Math.log10(size));
  if (!(power >= 0 && power < POWERS.length)) return null;
  const scaled = size * POWERS[power]!;
  const whole = Math.round(scaled);
  if (Math.abs(Math.abs(scaled - whole) - 0.5) < 1e-6) return null;
  if (whole < POWERS[digits - 1]! || whole >= POWERS[digits]!) return null;
  return (value < 0 ? -whole : whole) / POWERS[power]!;
}

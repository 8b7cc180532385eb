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
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

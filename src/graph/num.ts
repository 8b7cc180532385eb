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

export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/**
 * A slider's range around a value: from −m to m with m of 1, 2 or 5 times a power of ten, at least twice the value. An
 * earlier range is kept while the value stays well inside it, so that the knob does not jump under the pointer.
 */
export function sliderRange(value: number, min: number, max: number, hasRange: boolean): SliderRange {
  const size = Math.abs(value);
  if (hasRange && size <= 0.95 * max && size >= 0.02 * max) return { min, max, step: max / 100 };
  const reach = size === 0 ? 1 : niceAbove(2 * size);
  return { min: -reach, max: reach, step: reach / 100 };
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `size`. */
function niceAbove(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((f) => f * power >= size * (1 - 1e-12)) ?? 10;
  // Dividing by the inverse keeps 0.2 as 0.2 where multiplying gives 0.2000…1.
  return power < 1 ? factor / Math.round(1 / power) : factor * power;
}

/** A slider's value as code, without the digits that binary fractions add: `2.35`, not `2.3500000000000001`. */
export function formatStepped(value: number, step: number, min: number, max: number): string {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const clamped = Math.min(Math.max(value, min), max);
  const text = clamped.toFixed(Math.min(digits, 20));
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

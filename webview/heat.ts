import type { Num } from '../src/graph/model';

/** Stretches of a strip; neighbours of more numbers share one. */
const STRETCHES = 64;

/**
 * A colour for a number on a signed scale: the hue tells the sign, the strength the size next to the largest. It is mixed
 * with the `ground`.
 */
export function heatColour(value: Num, largest: number, ground = 'transparent'): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return 'var(--vscode-errorForeground)';
  const share = largest === 0 ? 0 : Math.sqrt(Math.min(Math.abs(number) / largest, 1));
  const strength = Math.round(8 + 92 * share);
  if (number === 0) return `color-mix(in srgb, var(--dim) 18%, ${ground})`;
  return `color-mix(in srgb, var(${number > 0 ? '--positive' : '--negative'}) ${strength}%, ${ground})`;
}

/** The numbers in their order from left to right, as a background of equal stretches of colour. */
export function heatStrip(values: readonly Num[]): string {
  if (values.length === 0) return '';
  const largest = values.reduce((most: number, value) => {
    const size = Math.abs(Number(value));
    return Number.isFinite(size) ? Math.max(most, size) : most;
  }, 0);
  const count = Math.min(values.length, STRETCHES);
  const stops = Array.from({ length: count }, (_, k) => {
    const colour = heatColour(values[Math.floor((k * values.length) / count)]!, largest);
    const percent = (at: number) => `${Math.round((at * 10_000) / count) / 100}%`;
    return `${colour} ${percent(k)} ${percent(k + 1)}`;
  });
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}

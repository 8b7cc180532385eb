import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStepped, sliderRange } from '../../../webview/slider';

const first = (value: number) => sliderRange(value, 0, 0, false);

describe('the range of a slider', () => {
  it.each([
    [0, 1],
    [3, 10],
    [-2, 5],
    [1, 2],
    [0.1, 0.2],
    [250, 500],
    [0.004, 0.01],
  ])('around %d reaches %d', (value, reach) => {
    expect(first(value)).toEqual({ min: -reach, max: reach, step: reach / 100 });
  });

  it('stays while the value is well inside it, and grows at its end', () => {
    expect(sliderRange(9, -10, 10, true).max).toBe(10);
    expect(sliderRange(10, -10, 10, true).max).toBe(20);
    expect(sliderRange(0.01, -10, 10, true).max).toBe(0.02);
  });

  it('holds any value at least twice', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }).filter((v) => Math.abs(v) > 1e-12),
        (value) => {
          const { min, max } = first(value);
          expect(max).toBeGreaterThanOrEqual(2 * Math.abs(value) * (1 - 1e-9));
          expect(max).toBeLessThanOrEqual(5.001 * Math.abs(value));
          expect(min).toBe(-max);
        },
      ),
    );
  });
});

describe("a slider's value as code", () => {
  it.each([
    [2.35, 0.05, '2.35'],
    [0.1 + 0.2, 0.1, '0.3'],
    [3, 0.1, '3'],
    [-0.0001, 0.1, '0'],
    [12, 0.1, '10'],
    [100, 1, '10'],
  ])('of %d in steps of %d is %s', (value, step, text) => {
    expect(formatStepped(value, step, -10, 10)).toBe(text);
  });
});

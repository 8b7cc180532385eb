import type { Sweep } from './backward';
import { holdsTensor } from './ops/table';
import { noiseOf, replay, roundOffOf } from './replay';
import type { NodeId, Tape } from './tape';
import { tensorGradient } from './tensorSweep';

/** A gradient of the sweep beside the slope that differences of the function's own values show. */
export interface GradientCheck {
  readonly analytic: number;
  /** NaN where there is no slope to measure, such as where the function is not finite. */
  readonly numeric: number;
  /**
   * *agrees*: the two are the same within what differences can tell. *kink*: the function has no slope here (a corner, a
   * jump, a tie, a vertical tangent, the edge of its domain), so that a convention or the formula decided. *differs*:
   * the function has a slope, and it is another one.
   */
  readonly verdict: 'agrees' | 'kink' | 'differs';
}

/** How finely a slope is measured. */
export interface Precision {
  /** Relative rounding error of the function's value. */
  readonly roundOff?: number;
  /** Rounding error of the function's value that does not depend on its size, such as after a cancellation. */
  readonly noise?: number;
  /** Each step is the last one divided by this; a larger ratio takes fewer calls and sees less. */
  readonly ratio?: number;
}

/** The slope of a function of one number, measured. */
export interface Slope {
  /** The slope, ±Infinity for a vertical tangent, NaN where it could not be measured. */
  readonly value: number;
  /** How far `value` may be off. */
  readonly error: number;
  /** True where the function has no finite slope: left and right differ, or do not exist. */
  readonly kink: boolean;
}

/** Steps go from an eighth of the argument's size down to 2^-45 of it, halving unless another ratio is asked for. */
const LARGEST_STEP = 2 ** -3;
const OCTAVES = 42;
const DOUBLE = 2 ** -52;

/**
 * Measures the slope of `f` at `x` by central differences with Richardson's extrapolation, (4 D(h/2) − D(h)) / 3 for
 * halved steps, which is exact to the fourth order in h. Of a ladder of steps the one is taken whose estimated error is least: the change
 * since the last step (what the series leaves out) plus rounding over step. So neither a kink nearby, a large nor a small
 * scale needs a step chosen by hand. `f` is called 87 times with halved steps, 31 times with a ratio of 8. What `f` throws
 * ends the measurement.
 */
export function measureSlope(
  f: (x: number) => number,
  x: number,
  { roundOff = DOUBLE, noise: fixed = 0, ratio = 2 }: Precision = {},
): Slope {
  const y = f(x);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return { value: Number.NaN, error: Number.NaN, kink: true };
  const size = Math.max(Math.abs(x), 1);
  let best: Slope = { value: Number.NaN, error: Number.POSITIVE_INFINITY, kink: false };
  let central = Number.NaN;
  let extrapolated = Number.NaN;
  let gap = Number.NaN;
  let ending: 'smooth' | 'corner' | 'vertical' = 'smooth';
  let steeper = 0;
  /** The steepness at the last step that rounding did not blur. */
  let seen = 0;
  const steps = Math.floor(OCTAVES / Math.log2(ratio)) + 1;
  for (let step = 0; step < steps; step++) {
    const right = x + LARGEST_STEP * size * ratio ** -step;
    const left = x - LARGEST_STEP * size * ratio ** -step;
    if (right === x || left === x) break;
    const above = f(right);
    const below = f(left);
    const here = (above - below) / (right - left);
    const largest = Math.max(Math.abs(above), Math.abs(below), Math.abs(y));
    const noise = (roundOff * largest + fixed + Number.MIN_VALUE) / (x - left);

    const next = (ratio ** 2 * here - central) / (ratio ** 2 - 1);
    const error = Math.abs(next - extrapolated) + noise;
    if (error < best.error) best = { value: next, error, kink: false };
    extrapolated = next;

    // What the smallest steps show that rounding does not blur decides whether there is a kink.
    const slopes = [(y - below) / (x - left), (above - y) / (right - x)] as const;
    const steepness = Math.max(Math.abs(slopes[0]), Math.abs(slopes[1]));
    const width = Math.abs(slopes[1] - slopes[0]);
    if (!Number.isFinite(width)) {
      ending = 'corner';
      seen = Number.POSITIVE_INFINITY;
    } else if (noise <= 1e-4 * steepness) {
      seen = steepness;
      steeper = Math.abs(here) > 1.2 * Math.abs(central) ? steeper + 1 : 0;
      const corner = width > 1e-3 * steepness && width > 0.75 * gap;
      ending = corner ? 'corner' : steeper >= 3 ? 'vertical' : 'smooth';
    } else if (steepness <= noise && noise <= 1e-2 * seen) {
      // Flat, where what was seen from further off would still show.
      ending = 'smooth';
    }
    gap = width;
    central = here;
  }
  if (ending === 'vertical') return { value: Math.sign(central) * Number.POSITIVE_INFINITY, error: 0, kink: true };
  return { ...best, kink: ending === 'corner' };
}

/** The gradient of a function of several numbers, measured. */
export function numericGradient(
  f: (x: readonly number[]) => number,
  at: readonly number[],
  roundOff = DOUBLE,
): Slope[] {
  return at.map((value, k) => measureSlope((moved) => f(at.with(k, moved)), value, { roundOff }));
}

/** Checks a gradient that was computed against the slope of `f` at `x`. */
export function compare(analytic: number, slope: Slope): GradientCheck {
  return { analytic, numeric: slope.value, verdict: verdict(analytic, slope) };
}

/**
 * Checks what a sweep found for one node, an input as a rule, by running the tape again with the node's value moved; of a
 * tensor, with one element moved. Costs about 90 runs of the part of the tape that depends on the node.
 */
export function checkGradient(tape: Tape, sweep: Sweep, node: NodeId, element = 0): GradientCheck {
  const f = replay(tape, sweep, node, element);
  const isTensor = holdsTensor(tape.op[node]!);
  const at = isTensor ? tape.tensor(node).flat(element) : tape.value[node]!;
  const slope = measureSlope(f, at, { roundOff: roundOffOf(tape, sweep), noise: noiseOf(tape, sweep) });
  const analytic = isTensor ? tensorGradient(tape, sweep, node).flat(element) : (sweep.adjoint[node] ?? 0);
  return compare(analytic, slope);
}

function verdict(analytic: number, { value, error, kink }: Slope): GradientCheck['verdict'] {
  if (Number.isNaN(analytic) && Number.isNaN(value)) return 'agrees';
  if (kink) return 'kink';
  return Math.abs(analytic - value) <= 1e-6 * Math.abs(value) + 10 * error ? 'agrees' : 'differs';
}

/**
 * Whether differences over steps of many sizes side with `numeric` against `analytic`. A function that jumps a little
 * all over, such as an iteration that ends by a tolerance, can show any slope at one size of step, not at all of them.
 */
export function isConfirmed(
  f: (x: number) => number,
  x: number,
  { analytic, numeric }: Pick<GradientCheck, 'analytic' | 'numeric'>,
): boolean {
  const size = Math.max(Math.abs(x), 1);
  let sides = 0;
  for (let step = 0; step < CONFIRMING_STEPS; step++) {
    const h = 2 ** (-5 - 3 * step) * size;
    const slope = (f(x + h) - f(x - h)) / (x + h - (x - h));
    if (Number.isNaN(analytic) ? Number.isFinite(slope) : Math.abs(slope - numeric) < Math.abs(slope - analytic))
      sides++;
  }
  return sides >= CONFIRMING_STEPS - 1;
}

const CONFIRMING_STEPS = 6;

/**
 * The slope that differences over large steps show, or null where they do not agree on one. A function that goes in small
 * steps, such as one that rounds, is flat wherever one looks closely, and has this slope from afar.
 */
export function slopeFromAfar(f: (x: number) => number, x: number): number | null {
  const size = Math.max(Math.abs(x), 1);
  const slopes = [-1, -2, -3].map((power) => {
    const h = 2 ** power * size;
    return (f(x + h) - f(x - h)) / (x + h - (x - h));
  });
  const middle = [...slopes].sort((a, b) => a - b)[1]!;
  const agree = slopes.every((slope) => Math.abs(slope - middle) <= 0.25 * Math.abs(middle));
  return agree && Number.isFinite(middle) && middle !== 0 ? middle : null;
}

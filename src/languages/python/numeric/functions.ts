import { type Double, negative, over, plus, root, times, twoProduct, twoSum } from './double';

/**
 * Functions rounded correctly in all but a few cases of a million million, as the C library that CPython calls has them:
 * what a program prints in full is what Python prints. The host's own are off by a unit in the last place now and then.
 */

const LN2: Double = [Math.LN2, 2.3190468138462996e-17];
const LN2_REST = 5.707708438416212e-34;
const HALF_PI: Double = [1.5707963267948966, 6.123233995736766e-17];
const HALF_PI_REST = -1.4973849048591833e-33;

/** 1 / k!, rounded in two parts. */
const FACTORS: Double[] = [[1, 0]];
for (let k = 1; k < 28; k++) FACTORS.push(over(FACTORS[k - 1]!, [k, 0]));

/** `x - k * constant` for a constant of three parts. */
function reduced(x: Double, k: number, constant: Double, rest: number): Double {
  const first = twoProduct(k, constant[0]);
  const second = twoProduct(k, constant[1]);
  const [high, low] = twoSum(x[0], -first[0]);
  let result = plus([high, low], [-first[1], 0]);
  result = plus(result, negative(second));
  return plus(result, [x[1] - k * rest, 0]);
}

/** e to a power, as a number and the power of two that it is to be scaled by. */
function expParts(x: Double): readonly [value: Double, scale: number] {
  const scale = Math.round(x[0] / LN2[0]);
  const r = reduced(x, scale, LN2, LN2_REST);
  const small: Double = [r[0] / 512, r[1] / 512];
  let sum: Double = [0, 0];
  for (let k = 9; k > 0; k--) sum = times(plus(sum, FACTORS[k]!), small);
  // (1 + s)² - 1 = 2s + s²: nothing is lost to the 1.
  for (let k = 0; k < 9; k++) sum = plus([2 * sum[0], 2 * sum[1]], times(sum, sum));
  return [plus([1, 0], sum), scale];
}

function scaled([high, low]: Double, scale: number): number {
  const value = high + low;
  if (scale > 1000) return value * 2 ** (scale - 1) * 2;
  return scale < -1000 ? value * 2 ** (scale + 60) * 2 ** -60 : value * 2 ** scale;
}

export function exp(x: number): number {
  if (!(Math.abs(x) < 745)) return Math.exp(x);
  if (x > 709.782712893384 || x < -708) return Math.exp(x);
  const [value, scale] = expParts([x, 0]);
  return scaled(value, scale);
}

/** e to a power, in two parts; for powers between −700 and 700. */
export function expDouble(x: Double): Double {
  const [[high, low], scale] = expParts(x);
  return [high * 2 ** scale, low * 2 ** scale];
}

export function logDouble(x: number): Double {
  // Scaled so that e^-y neither overflows nor is lost.
  let scale = 0;
  let m = x;
  if (m < 2 ** -1000) {
    m *= 2 ** 100;
    scale = -100;
  }
  const exponent = Math.round(Math.log2(m));
  m = exponent > 1000 ? m * 2 ** -1000 * 2 ** (1000 - exponent) : m * 2 ** -exponent;
  scale += exponent;
  const first = Math.log(m);
  const [e, power] = expParts([-first, 0]);
  const factor = 2 ** power;
  const t = plus(times([m, 0], [e[0] * factor, e[1] * factor]), [-1, 0]);
  const correction = plus(t, times([-0.5, 0], times(t, t)));
  const own = plus([first, 0], correction);
  if (scale === 0) return own;
  const whole = plus(times([scale, 0], LN2), [scale * LN2_REST, 0]);
  return plus(whole, own);
}

function rounded([high, low]: Double): number {
  return high + low;
}

export function log(x: number): number {
  return x > 0 && x < Number.POSITIVE_INFINITY && x !== 1 ? rounded(logDouble(x)) : Math.log(x);
}

const INVERSE_LN2 = over([1, 0], LN2);

export function log2(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY) || x === 1) return Math.log2(x);
  return rounded(times(logDouble(x), INVERSE_LN2));
}

/** As in glibc, which rounds it in these steps. */
export function log10(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return Math.log10(x);
  const view = new DataView(new ArrayBuffer(8));
  let k = 0;
  view.setFloat64(0, x);
  if (x < 2 ** -1022) {
    k -= 54;
    view.setFloat64(0, x * 2 ** 54);
  }
  const high = view.getInt32(0);
  k += (high >> 20) - 1023;
  const i = k < 0 ? 1 : 0;
  view.setInt32(0, (high & 0x000fffff) | ((0x3ff - i) << 20));
  const y = k + i;
  const z = y * 3.694239077158931e-13 + Math.LOG10E * log(view.getFloat64(0));
  return z + y * 0.30102999566361177;
}

/** Sine and cosine, for sizes in which the reduction keeps enough bits. */
function sinCos(x: Double): readonly [sin: Double, cos: Double] {
  const k = Math.round(x[0] / HALF_PI[0]);
  const r = k === 0 ? x : reduced(x, k, HALF_PI, HALF_PI_REST);
  const square = times(r, r);
  let sin: Double = [0, 0];
  let cos: Double = [0, 0];
  for (let n = 13; n > 0; n--) {
    const sign = n % 2 === 0 ? 1 : -1;
    const [s, sl] = FACTORS[2 * n + 1] ?? [0, 0];
    const [c, cl] = FACTORS[2 * n] ?? [0, 0];
    sin = times(plus(sin, [sign * s, sign * sl]), square);
    cos = times(plus(cos, [sign * c, sign * cl]), square);
  }
  const fullSin = plus(r, times(r, sin));
  const fullCos = plus([1, 0], cos);
  switch (((k % 4) + 4) % 4) {
    case 0:
      return [fullSin, fullCos];
    case 1:
      return [fullCos, negative(fullSin)];
    case 2:
      return [negative(fullSin), negative(fullCos)];
    default:
      return [negative(fullCos), fullSin];
  }
}

const REDUCIBLE = 1e8;
const TINY = 1e-8;

function within(x: number): boolean {
  const size = Math.abs(x);
  return size < REDUCIBLE && size > TINY;
}

export function sin(x: number): number {
  return within(x) ? rounded(sinCos([x, 0])[0]) : Math.sin(x);
}

export function cos(x: number): number {
  return within(x) ? rounded(sinCos([x, 0])[1]) : Math.cos(x);
}

export function tan(x: number): number {
  if (!within(x)) return Math.tan(x);
  const [s, c] = sinCos([x, 0]);
  return rounded(over(s, c));
}

export function asin(x: number): number {
  const first = Math.asin(x);
  if (!within(x) || Math.abs(x) >= 1) return first;
  const [s, c] = sinCos([first, 0]);
  return rounded(plus([first, 0], over(plus([x, 0], negative(s)), c)));
}

export function acos(x: number): number {
  const first = Math.acos(x);
  if (!(Math.abs(x) < 1)) return first;
  const [s, c] = sinCos([first, 0]);
  return rounded(plus([first, 0], over(plus(c, [-x, 0]), s)));
}

export function atan(x: number): number {
  const first = Math.atan(x);
  if (!within(x)) return first;
  const [s, c] = sinCos([first, 0]);
  const delta = over(plus(times([x, 0], c), negative(s)), plus(c, times([x, 0], s)));
  return rounded(plus([first, 0], delta));
}

export function atan2(y: number, x: number): number {
  const first = Math.atan2(y, x);
  if (!within(first) || !within(x) || !within(y)) return first;
  const [s, c] = sinCos([first, 0]);
  const over_ = plus(times([y, 0], c), negative(times([x, 0], s)));
  const under = plus(times([x, 0], c), times([y, 0], s));
  return rounded(plus([first, 0], over(over_, under)));
}

/** The host's hyperbolic functions are made of `expm1`, as glibc's are; only where they need `exp` they differ. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 0.34657359027997264) || size > 709) return Math.cosh(x);
  const e = exp(size);
  return size < 22 ? 0.5 * e + 0.5 / e : 0.5 * e;
}

export function sinh(x: number): number {
  const size = Math.abs(x);
  return size >= 22 && size < 709 ? Math.sign(x) * 0.5 * exp(size) : Math.sinh(x);
}

/** The length of a vector, as CPython's own `hypot` rounds it. */
export function hypot(values: readonly number[]): number {
  const largest = Math.max(...values.map(Math.abs), 0);
  if (!(largest > 1e-140 && largest < 1e140)) return Math.hypot(...values);
  const sum = values.reduce<Double>((held, value) => plus(held, twoProduct(value, value)), [0, 0]);
  return rounded(root(sum));
}

/** As in glibc: made of `log` where the size is not small. */
export function asinh(x: number): number {
  const size = Math.abs(x);
  if (!(size > 2) || size > 2 ** 28) return Math.asinh(x);
  return Math.sign(x) * log(2 * size + 1 / (Math.sqrt(x * x + 1) + size));
}

export function acosh(x: number): number {
  if (!(x > 2) || x > 2 ** 28) return Math.acosh(x);
  return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
}

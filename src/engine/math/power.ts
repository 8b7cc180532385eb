import { FOLD, makeTables, type PowerTables, STEPS } from './powerTables';

/*
 * x^y = e^(y ln x), with the logarithm as the sum of two doubles and an exponential of such a sum: table look-up followed
 * by short Taylor series, after P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE
 * floating-point arithmetic" (1990) and "… of the exponential function" (1989); exact sums and products of doubles after
 * T. J. Dekker, "A floating-point technique for extending the available precision" (1971). Special cases as in C99,
 * annex F.9.4.4.
 */

let tables: PowerTables | null = null;

// One double, to look at its bits.
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH: number = new Uint8Array(new Uint16Array([1]).buffer)[0]!;
const LOW = 1 - HIGH;

const SPLITTER = 2 ** 27 + 1;
/** The second part of what {@link logarithm} found. */
const rest = new Float64Array(1);

/** ln x of a finite x > 0: the result plus `rest[0]`, with a relative error of about 2^-76. */
function logarithm(x: number, { logs, ln2 }: PowerTables): number {
  let k = -1023;
  double[0] = x;
  if (x < 2 ** -1022) {
    double[0] = x * 2 ** 54;
    k -= 54;
  }
  const top = words[HIGH]!;
  const i = (top >>> 13) & (STEPS - 1);
  k += top >>> 20;
  // x = 2^k · m, m from 0.707 to 1.414.
  let exponent = 0x3ff00000;
  if (i >= FOLD) {
    k++;
    exponent = 0x3fe00000;
  }
  words[HIGH] = (top & 0xfffff) | exponent;
  const m = double[0]!;
  words[LOW] = words[LOW]! & 0xf8000000;
  const mHigh = double[0]!;
  // m · factor − 1, exactly: the factor has 16 bits, each part of m has at most 27.
  const factor = logs[3 * i]!;
  const first = mHigh * factor - 1;
  const second = (m - mHigh) * factor;
  const r = first + second;
  const rLow = second - (r - first);

  // ln (1 + r) = r − r²/2 + r³ · w with w = 1/3 − r/4 + r²/5 − …; the squares, cubes and w in two parts.
  let p = SPLITTER * r;
  const r1 = p - (p - r);
  const r2 = r - r1;
  const square = r * r;
  const squareLow = r1 * r1 - square + 2 * r1 * r2 + r2 * r2 + 2 * r * rLow;
  p = SPLITTER * square;
  const s1 = p - (p - square);
  const s2 = square - s1;
  const cube = square * r;
  const cubeLow = s1 * r1 - cube + s1 * r2 + s2 * r1 + s2 * r2 + (square * rLow + squareLow * r);
  const bend =
    r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r * (1 / 10 - r * (1 / 11))))))));
  const w = THIRD - bend;
  const wLow = THIRD - w - bend + THIRD_LOW;
  p = SPLITTER * cube;
  const c1 = p - (p - cube);
  const c2 = cube - c1;
  p = SPLITTER * w;
  const w1 = p - (p - w);
  const w2 = w - w1;
  const third = cube * w;
  const thirdLow = c1 * w1 - third + c1 * w2 + c2 * w1 + c2 * w2 + (cube * wLow + cubeLow * w);

  // k ln 2 − ln factor is exact in its first part.
  const whole = k * ln2[0] + logs[3 * i + 1]!;
  const sum1 = whole + r;
  let part = sum1 - whole;
  let low = whole - (sum1 - part) + (r - part);
  const half = -0.5 * square;
  const sum2 = sum1 + half;
  part = sum2 - sum1;
  low += sum1 - (sum2 - part) + (half - part);
  const sum3 = sum2 + third;
  low += third - (sum3 - sum2);
  low += k * ln2[1] + logs[3 * i + 2]! + rLow - 0.5 * squareLow + thirdLow;
  const result = sum3 + low;
  rest[0] = low - (result - sum3);
  return result;
}

const THIRD = 1 / 3;
/** 1 − 3 · THIRD is 2^-54. */
const THIRD_LOW = 2 ** -54 / 3;

/** x^y of finite x > 0 other than 1 and finite y other than 0. */
function positivePower(x: number, y: number): number {
  tables ??= makeTables();
  const size = Math.abs(y);
  // |ln x| lies between 2^-53 and 745.
  if (size > 2 ** 65) return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  if (size < 2 ** -65) return 1;
  const log = logarithm(x, tables);
  // y ln x in two parts.
  let p = SPLITTER * y;
  const y1 = p - (p - y);
  const y2 = y - y1;
  p = SPLITTER * log;
  const l1 = p - (p - log);
  const l2 = log - l1;
  const z = y * log;
  if (z > 710) return Number.POSITIVE_INFINITY;
  if (z < -746) return 0;
  const zLow = y1 * l1 - z + y1 * l2 + y2 * l1 + y2 * l2 + y * rest[0]!;

  // z = n · ln 2 / 128 + r: e^z = 2^(n / 128) · e^r.
  const { step, powers } = tables;
  const n = Math.round(z * (STEPS / Math.LN2));
  const near = z - n * step[0];
  const middle = -n * step[1];
  const left = near + middle;
  let part = left - near;
  const leftLow = near - (left - part) + (middle - part) + zLow - n * step[2];
  const r = left + leftLow;
  const rLow = leftLow - (r - left);
  // e^r − 1 = r + bend
  const bend =
    rLow + r * rLow + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r / 5040)))));
  p = SPLITTER * r;
  const r1 = p - (p - r);
  const r2 = r - r1;
  const j = n & (STEPS - 1);
  const t = powers[2 * j]!;
  const tLow = powers[2 * j + 1]!;
  const product = t * r1;
  const sum = t + product;
  part = sum - t;
  const sumLow = product - part + (tLow + (t * r2 + (t * bend + tLow * (r + bend))));
  const value = sum + sumLow;
  const valueLow = sumLow - (value - sum);

  const q = (n - j) / STEPS;
  const halfUnit = value >= 1 ? 2 ** -53 : 2 ** -54;
  if (Math.abs(Math.abs(valueLow) - halfUnit) < 2 ** -64) {
    const middle = tie(x, y, value, valueLow < 0 ? -halfUnit : halfUnit, q);
    if (middle !== null) return middle;
  }
  if (q < -1022 || (q === -1022 && value < 1)) return tiny(value, valueLow, q);
  words[LOW] = 0;
  if (q > 1023) {
    words[HIGH] = 0x7fe00000;
    return 2 * (value * double[0]!);
  }
  words[HIGH] = (q + 1023) << 20;
  return value * double[0]!;
}

/** (value + low) · 2^q where that may be below the normal numbers: rounded once, to a multiple of 2^-1074. */
function tiny(value: number, low: number, q: number): number {
  if (q < -1076) return 0;
  const unit = 2 ** (-1074 - q);
  // Of sums up to twice this, the last place is the unit.
  const shift = 2 ** 52 * unit;
  let whole = value + shift - shift;
  const left = value - whole;
  // As little as this is none: what is exact is a tie.
  if (Math.abs(left) === unit / 2 && Math.abs(low) > 2 ** -64) whole = value + (low > 0 ? unit / 2 : -unit / 2);
  return whole * 2 ** -1000 * 2 ** (q + 1000);
}

/** An odd whole number and the power of two that it is to be multiplied with. */
function oddPart(x: number): readonly [odd: bigint, exponent: number] {
  double[0] = x;
  const biased = words[HIGH]! >>> 20;
  let odd = (BigInt(words[HIGH]! & 0xfffff) << 32n) | BigInt(words[LOW]!);
  if (biased > 0) odd |= 1n << 52n;
  let exponent = Math.max(biased, 1) - 1075;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    exponent++;
  }
  return [odd, exponent];
}

/**
 * What seems to lie midway between two doubles, `(value + half) · 2^q`, rounded to the even one if it lies there exactly;
 * null if it does not, or where it would be below the normal numbers. A finite number of bits decides on neither side, so
 * whole numbers do: with x = a · 2^b and y = c / 2^d it is odd · 2^e with odd^(2^d) = a^c and e · 2^d = b · c.
 */
function tie(x: number, y: number, value: number, half: number, q: number): number | null {
  const [a, b] = oddPart(x);
  const [numerator, shift] = oddPart(Math.abs(y));
  const d = Math.max(-shift, 0);
  // A number of 53 bits other than a power of two is no 64th power, and none but 1 has a power of 54 bits above the 34th.
  if (a === 1n || y < 0 || d > 5 || q <= -1022) return null;
  const c = shift > 0 ? numerator << BigInt(Math.min(shift, 12)) : numerator;
  if (c > 34n << BigInt(d)) return null;
  const odd = BigInt(value * 2 ** 54) + BigInt(half * 2 ** 54);
  let [left, e] = [odd, q - 54];
  while ((left & 1n) === 0n) {
    left >>= 1n;
    e++;
  }
  if (e * 2 ** d !== b * Number(c) || left ** (1n << BigInt(d)) !== a ** c) return null;
  // Number() of a whole number rounds it to even.
  const result = Number(odd) * 2 ** -54;
  return q > 1000 ? result * 2 ** 1000 * 2 ** (q - 1000) : result * 2 ** q;
}

/**
 * x to the power of y as C's `pow` has it, and so CPython, NumPy and PyTorch; the error is below 0.5005 units in the last
 * place. `Math.pow` differs between versions of the host, by a unit in the last place, and by rule: C has 1 for 1 to any
 * power, also NaN, and for −1 to an infinite one.
 */
export function power(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 1) return x;
  if (y === 0 || x === 1) return 1;
  if (y === -1) return 1 / x;
  if (x > 0 && x < Number.POSITIVE_INFINITY && y - y === 0) {
    return y === 0.5 ? Math.sqrt(x) : positivePower(x, y);
  }
  // NaN, 0, infinities and negative numbers.
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (y - y !== 0) return size === 1 ? 1 : size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  const isWhole = Math.floor(y) === y;
  const isOdd = isWhole && Math.abs(y) < 2 ** 53 && Math.floor(y / 2) * 2 !== y;
  let result: number;
  if (size === 0) result = y > 0 ? 0 : Number.POSITIVE_INFINITY;
  else if (size === Number.POSITIVE_INFINITY) result = y > 0 ? Number.POSITIVE_INFINITY : 0;
  else if (!isWhole) return Number.NaN;
  else result = size === 1 ? 1 : positivePower(size, y);
  return isOdd && (x < 0 || Object.is(x, -0)) ? -result : result;
}

/**
 * Constants and tables for {@link power}, computed once with whole numbers of any size: a number x stands as
 * round(x · 2^{@link BITS}). Nothing is copied from anywhere, and nothing is off by more than the last of these bits but
 * a few.
 */
export interface PowerTables {
  /** ln 2 in two parts, the first a multiple of {@link GRID}. */
  readonly ln2: readonly [high: number, low: number];
  /**
   * For each of {@link STEPS} intervals of the mantissa three numbers: a factor f of few bits that takes the interval near
   * 1, and −ln f in two parts, the first a multiple of {@link GRID}. Of mantissas from {@link FOLD} on half is meant.
   */
  readonly logs: Float64Array;
  /** ln 2 / {@link STEPS} in three parts; the first two times a whole number below 2^18 are exact. */
  readonly step: readonly [high: number, middle: number, low: number];
  /** For each j two numbers: 2^(j / {@link STEPS}) rounded to 26 bits, and the rest. */
  readonly powers: Float64Array;
}

/** How many intervals the mantissa is cut in, and how many parts a doubling. */
export const STEPS = 128;
/** From this interval on a mantissa is halved: from about √2. */
export const FOLD = 53;
/** A logarithm of any double on this grid takes 52 bits. */
const GRID = 2 ** -42;

const BITS = 160n;
const ONE = 1n << BITS;
const FACTOR_BITS = 16;

/** ln (p / q) = 2 artanh z with z = (p − q) / (p + q), and artanh z = z + z³/3 + z⁵/5 + … */
function logOfRatio(p: bigint, q: bigint): bigint {
  const z = ((p - q) * ONE) / (p + q);
  const square = (z * z) >> BITS;
  let sum = 0n;
  let power = z;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * square) >> BITS;
  }
  return 2n * sum;
}

/** e^x = 1 + x + x²/2! + … for a small x. */
function exponential(x: bigint): bigint {
  let sum = 0n;
  let term = ONE;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = ((term * x) >> BITS) / k;
  }
  return sum;
}

/** The nearest multiple of 2^-bits, and the rest. */
function split(x: bigint, bits: number): readonly [high: number, rest: bigint] {
  const shift = BITS - BigInt(bits);
  const whole = (x + (1n << (shift - 1n))) >> shift;
  return [Number(whole) * 2 ** -bits, x - (whole << shift)];
}

function toNumber(x: bigint): number {
  return Number(x) * 2 ** -Number(BITS);
}

function inTwo(x: bigint, bits: number): readonly [high: number, low: number] {
  const [high, rest] = split(x, bits);
  return [high, toNumber(rest)];
}

function makeLogs(): Float64Array {
  const gridBits = -Math.log2(GRID);
  const logs = new Float64Array(3 * STEPS);
  for (let i = 0; i < STEPS; i++) {
    const centre = (1 + (i + 0.5) / STEPS) / (i < FOLD ? 1 : 2);
    // Next to 1 the mantissa itself is taken: however near to 1 it is, its logarithm has all its digits.
    const isNext = i === 0 || i === STEPS - 1;
    const factor = isNext ? 2 ** FACTOR_BITS : Math.round(2 ** FACTOR_BITS / centre);
    const [high, low] = inTwo(logOfRatio(2n ** BigInt(FACTOR_BITS), BigInt(factor)), gridBits);
    logs.set([factor / 2 ** FACTOR_BITS, high, low], 3 * i);
  }
  return logs;
}

function makePowers(ln2: bigint): Float64Array {
  const powers = new Float64Array(2 * STEPS);
  const ratio = exponential(ln2 / BigInt(STEPS));
  let power = ONE;
  for (let j = 0; j < STEPS; j++) {
    powers.set(inTwo(power, 25), 2 * j);
    power = (power * ratio) >> BITS;
  }
  return powers;
}

/** Takes a millisecond or two. */
export function makeTables(): PowerTables {
  const ln2 = logOfRatio(2n, 1n);
  const [high, rest] = split(ln2 / BigInt(STEPS), 42);
  const [middle, last] = split(rest, 77);
  return {
    ln2: inTwo(ln2, -Math.log2(GRID)),
    logs: makeLogs(),
    step: [high, middle, toNumber(last)],
    powers: makePowers(ln2),
  };
}

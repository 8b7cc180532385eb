// Powers as whole numbers over 2^BITS, by other ways than the code's: the logarithm by repeated squaring, bit by bit, and
// the exponential by repeated halving.

const BITS = 300n;
const ONE = 1n << BITS;

/** A finite number as `odd · 2^exponent`, without looking at its bits. */
function parts(x: number): readonly [whole: bigint, exponent: number] {
  if (!Number.isFinite(x)) throw new RangeError(`${x} has no digits`);
  let [whole, exponent] = [Math.abs(x), 0];
  while (!Number.isInteger(whole)) {
    whole *= 2;
    exponent--;
  }
  return [BigInt(Math.sign(x)) * BigInt(whole), exponent];
}

function shifted(x: bigint, by: number): bigint {
  return by >= 0 ? x << BigInt(by) : x >> BigInt(-by);
}

/** ln of x in [1, 2): by ln x = 2 ln √x until x is near 1, and the series of ln (1 + t) there. */
function logNear(x: bigint): bigint {
  let value = x;
  let halvings = 0n;
  while (value - ONE > ONE >> 24n) {
    value = root(value << BITS);
    halvings++;
  }
  const t = value - ONE;
  let sum = 0n;
  let power = t;
  for (let k = 1n; power !== 0n; k++) {
    sum += k % 2n === 1n ? power / k : -(power / k);
    power = (power * t) >> BITS;
  }
  return sum << halvings;
}

function root(x: bigint): bigint {
  let guess = 1n << BigInt(Math.ceil(x.toString(2).length / 2));
  for (;;) {
    const next = (guess + x / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

const LN2 = logNear((3n << BITS) / 2n) + logNear((4n << BITS) / 3n);

function log(x: number): bigint {
  const [whole, exponent] = parts(x);
  const bits = whole.toString(2).length - 1;
  return logNear((whole << BITS) >> BigInt(bits)) + LN2 * BigInt(exponent + bits);
}

/** e^x for x in [0, ln 2): by e^x = (e^(x / 2^32))^(2^32). */
function expNear(x: bigint): bigint {
  const small = x >> 32n;
  // e^s − 1, which keeps its digits: (1 + t)² − 1 = 2t + t².
  let t = 0n;
  let term = small;
  for (let k = 2n; term !== 0n; k++) {
    t += term;
    term = ((term * small) >> BITS) / k;
  }
  for (let k = 0; k < 32; k++) t = 2n * t + ((t * t) >> BITS);
  return ONE + t;
}

/** x^y of x > 0 as `mantissa · 2^(exponent − 300)`, the mantissa within [1, 2) · 2^300; good to more than 200 bits. */
export function exactPower(x: number, y: number): { readonly mantissa: bigint; readonly exponent: number } {
  const [whole, scale] = parts(y);
  const product = shifted(whole * log(x), scale);
  let exponent = product / LN2;
  if (product - exponent * LN2 < 0n) exponent--;
  return { mantissa: expNear(product - exponent * LN2), exponent: Number(exponent) };
}

/** How far a result is from x^y, in units of the last place of a double of that size. */
export function errorOf(result: number, x: number, y: number): number {
  const { mantissa, exponent } = exactPower(x, y);
  const unit = Math.max(exponent - 52, -1074);
  const [whole, scale] = parts(result);
  // Both over 2^-100 units.
  const wanted = shifted(mantissa, exponent - Number(BITS) - unit + 100);
  const given = shifted(whole, scale - unit + 100);
  return Number(given - wanted) / 2 ** 100;
}

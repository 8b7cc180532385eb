/** The digits of a finite number, rounded half to even, and the power of ten of the first. */
export interface Digits {
  readonly digits: string;
  readonly exponent: number;
}

/** The number as an exact fraction of two whole numbers. */
function fraction(value: number): { readonly over: bigint; readonly under: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const raw = Number(bits >> 52n);
  const mantissa = (bits & ((1n << 52n) - 1n)) | (raw === 0 ? 0n : 1n << 52n);
  const exponent = (raw === 0 ? 1 : raw) - 1075;
  return exponent >= 0
    ? { over: mantissa << BigInt(exponent), under: 1n }
    : { over: mantissa, under: 1n << BigInt(-exponent) };
}

function divideEven(over: bigint, under: bigint): bigint {
  const quotient = over / under;
  const twice = 2n * (over % under);
  return twice > under || (twice === under && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** The size of a number with so many digits behind the point, exactly rounded: `123.46`. */
export function fixed(value: number, places: number): string {
  const { over, under } = fraction(value);
  const scaled = divideEven(over * 10n ** BigInt(Math.max(places, 0)), under);
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The size of a number with so many significant digits. */
export function significant(value: number, count: number): Digits {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const { over, under } = fraction(value);
  let exponent = Math.floor(Math.log10(Math.abs(value)));
  for (;;) {
    const shift = count - 1 - exponent;
    const scaled =
      shift >= 0 ? divideEven(over * 10n ** BigInt(shift), under) : divideEven(over, under * 10n ** BigInt(-shift));
    const digits = scaled.toString();
    if (digits.length === count) return { digits, exponent };
    if (digits.length < count) exponent--;
    // Rounding up may add a digit: 9.99 to two digits is 10.
    else if (/^10*$/.test(digits)) return { digits: digits.slice(0, count), exponent: exponent + 1 };
    else exponent++;
  }
}

/** Rounds as `round(value, places)` does. */
export function roundTo(value: number, places: number): number {
  if (!Number.isFinite(value) || value === 0 || places > 323) return value;
  if (places < -308) return 0 * value;
  if (places >= 0) {
    const size = Number(fixed(value, places));
    return value < 0 ? -size : size;
  }
  const { over, under } = fraction(value);
  const unit = 10n ** BigInt(-places);
  const size = Number(divideEven(over, under * unit) * unit);
  return value < 0 ? -size : size;
}

function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${Math.abs(exponent).toString().padStart(2, '0')}`;
}

/** `repr` of a float. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (size >= 1e16 || size < 1e-4) {
    const [mantissa, exponent] = size.toExponential().split('e');
    return `${sign}${mantissa}e${exponentText(Number(exponent))}`;
  }
  const text = String(size);
  return sign + (text.includes('.') ? text : `${text}.0`);
}

/** `%e`: one digit before the point. */
export function scientific(value: number, places: number, letter = 'e', dotted = false): string {
  const { digits, exponent } = significant(value, places + 1);
  const point = places > 0 || dotted ? '.' : '';
  return `${digits[0]}${point}${digits.slice(1)}${letter}${exponentText(exponent)}`;
}

/**
 * `%g`: so many significant digits, in the shorter of both ways. `keep` leaves zeros at the end; `dotted` adds `.0` to what
 * has no digit behind the point.
 */
export function general(value: number, count: number, letter: string, keep: boolean, dotted = false): string {
  const precision = count === 0 ? 1 : count;
  const { digits, exponent } = significant(value, precision);
  const trim = (text: string) => (keep || !text.includes('.') ? text : text.replace(/\.?0+$/, ''));
  if (exponent < -4 || exponent >= (dotted ? precision - 1 : precision)) {
    const mantissa = precision === 1 ? digits + (keep ? '.' : '') : trim(`${digits[0]}.${digits.slice(1)}`);
    return `${mantissa}${letter}${exponentText(exponent)}`;
  }
  if (exponent < 0) return trim(`0.${'0'.repeat(-exponent - 1)}${digits}`);
  const whole = digits.slice(0, exponent + 1);
  const rest = digits.slice(exponent + 1);
  const text = trim(rest === '' ? (keep ? `${whole}.` : whole) : `${whole}.${rest}`);
  return dotted && !text.includes('.') ? `${text}.0` : text;
}

import type { Dtype } from '../../../../engine/tensor/dtype';
import { fixed, floatText, scientific } from '../../text/floatText';
import type { PrintOptions } from './options';

/** The fewest digits that give a float32 back, as the double that they are. */
export function shortest32(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** `str` of a number of NumPy's. */
export function scalarText(value: number, dtype: Dtype): string {
  if (dtype === 'bool') return value !== 0 ? 'True' : 'False';
  if (dtype === 'float32') return floatText(shortest32(value));
  if (dtype === 'float64') return floatText(value);
  return Number.isSafeInteger(value) ? String(value === 0 ? 0 : value) : BigInt(value).toString();
}

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

/** Behind the point at most `precision` digits, and no zeros at the end: the fewest that tell the number from others. */
function positional(value: number, dtype: Dtype, precision: number | null, unique: boolean): Parts {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  let text = unique ? plainDigits(dtype === 'float32' ? shortest32(value) : value) : fixed(value, precision ?? 8);
  let [whole = '0', fraction = ''] = text.split('.');
  if (unique && precision !== null && fraction.length > precision) {
    text = fixed(value, precision);
    [whole = '0', fraction = ''] = text.split('.');
  }
  if (unique) fraction = fraction.replace(/0+$/, '');
  return { whole: sign + whole, fraction };
}

/** Shortest digits without an exponent. */
function plainDigits(value: number): string {
  const text = String(Math.abs(value));
  const match = /^(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const digits = match[1]! + (match[2] ?? '');
  const exponent = Number(match[3]);
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  return digits.padEnd(exponent + 1, '0');
}

interface Scientific extends Parts {
  readonly exponent: string;
}

/** One digit before the point, at most `precision` behind it. */
function exponential(value: number, dtype: Dtype, precision: number | null, unique: boolean): Scientific {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const own = dtype === 'float32' ? shortest32(value) : value;
  let [mantissa = '0', exponent = '0'] = Math.abs(own).toExponential().split('e');
  let fraction = mantissa.split('.')[1] ?? '';
  if (!unique || (precision !== null && fraction.length > precision))
    [mantissa = '0', exponent = '0'] = scientific(Math.abs(value), precision ?? 8).split('e');
  fraction = mantissa.split('.')[1] ?? '';
  if (unique) fraction = fraction.replace(/0+$/, '');
  const power = Number(exponent);
  return {
    whole: sign + mantissa.split('.')[0]!,
    fraction,
    exponent: `${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`,
  };
}

export type Formatter = (value: number) => string;

const longest = (texts: readonly string[]) => texts.reduce((most, { length }) => Math.max(most, length), 0);

/** How the elements of one array are written, all in the same width. */
export function formatterOf(dtype: Dtype, values: ArrayLike<number>, rank: number, options: PrintOptions): Formatter {
  if (dtype === 'bool') return (value) => (value !== 0 ? (rank === 0 ? 'True' : ' True') : 'False');
  if (dtype === 'int64' || dtype === 'int32') {
    const width = longest(Array.from(values, (value) => scalarText(value, dtype)));
    return (value) => scalarText(value, dtype).padStart(width);
  }
  return floatFormatter(dtype, values, options);
}

function floatFormatter(dtype: Dtype, values: ArrayLike<number>, options: PrintOptions): Formatter {
  const finite = Array.from(values).filter(Number.isFinite);
  const { floatmode } = options;
  const unique = floatmode !== 'fixed';
  const precision = floatmode === 'unique' ? null : options.precision;
  const signed = (text: string) => (options.sign === '+' && !text.startsWith('-') ? `+${text}` : text);
  let left = 0;
  let right = 0;
  let format: Formatter = () => '';
  if (finite.length > 0 && isExponential(finite, options)) {
    const parts = finite.map((value) => exponential(value, dtype, precision, unique));
    left = longest(parts.map(({ whole }) => signed(whole)));
    const digits = longest(parts.map(({ fraction }) => fraction));
    const size = longest(parts.map(({ exponent }) => exponent)) - 1;
    right = size + 2 + digits;
    format = (value) => {
      const part = exponential(value, dtype, digits, unique);
      const power = part.exponent[0]! + part.exponent.slice(1).padStart(size, '0');
      return `${signed(part.whole).padStart(left)}.${part.fraction.padEnd(digits, '0')}e${power}`;
    };
  } else if (finite.length > 0) {
    const parts = finite.map((value) => positional(value, dtype, precision, unique));
    left = longest(parts.map(({ whole }) => signed(whole)));
    right = longest(parts.map(({ fraction }) => fraction));
    const filler = floatmode === 'fixed' || floatmode === 'maxprec_equal' ? '0' : ' ';
    const digits = filler === '0' ? right : precision;
    format = (value) => {
      const part = positional(value, dtype, digits, unique);
      return `${signed(part.whole).padStart(left)}.${part.fraction.padEnd(right, filler)}`;
    };
  }
  if (options.sign === ' ' && !finite.some((value) => value < 0 || Object.is(value, -0))) left++;
  if (finite.length < values.length) {
    const hasNegative = options.sign !== '-' || Array.from(values).includes(Number.NEGATIVE_INFINITY);
    const offset = right + 1;
    left = Math.max(left, options.nanstr.length - offset, options.infstr.length + Number(hasNegative) - offset);
  }
  return (value) => {
    if (Number.isFinite(value)) return format(value);
    const sign = value < 0 ? '-' : options.sign === '+' ? '+' : '';
    const text = sign + (Number.isNaN(value) ? options.nanstr : options.infstr);
    return text.padStart(left + right + 1);
  };
}

function isExponential(finite: readonly number[], { suppress }: PrintOptions): boolean {
  let most = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const value of finite) {
    const size = Math.abs(value);
    if (size === 0) continue;
    most = Math.max(most, size);
    least = Math.min(least, size);
  }
  if (most === 0) return false;
  return most >= 1e8 || (!suppress && (least < 1e-4 || most / least > 1000));
}

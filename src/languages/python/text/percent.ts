import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { libraryNumber } from '../arrays/arrayObject';
import { callMethodOf } from '../operators/special';
import { getItem } from '../operators/subscript';
import { Dict } from '../values/dict';
import { Float, type Int, plainNumber } from '../values/numbers';
import { Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { textLength } from './codePoints';
import { characterOf, floatDigits } from './format';
import { intText, reprOf, textOf } from './repr';

const FIELD = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([\s\S])?/g;

/** `template % values`. */
export function formatPercent(rt: Runtime, template: string, values: Value, source: SourceId): string {
  const items = values instanceof Tuple ? values.items : [values];
  const isMapping = values instanceof Dict;
  let at = 0;
  const next = (): Value => {
    if (at >= items.length) throw rt.error('TypeError', 'not enough arguments for format string', source);
    return items[at++];
  };
  let usedNames = false;
  const result = template.replace(
    FIELD,
    (all, name: string | undefined, flags: string, width?: string, precision?: string, type?: string) => {
      if (type === undefined) throw rt.error('ValueError', 'incomplete format', source);
      if (type === '%') return '%';
      const number = (text: string | undefined): number | null =>
        text === undefined ? null : text === '*' ? Number(plainNumber(next()) ?? 0) : Number(text);
      const wide = number(width) ?? 0;
      const places = number(precision) ?? (all.includes('.') ? 0 : null);
      rt.checkSize(wide, source);
      if (name !== undefined) {
        if (!isMapping) throw rt.error('TypeError', 'format requires a mapping', source);
        usedNames = true;
      }
      const value = name !== undefined ? getItem(rt, values, name, source) : next();
      return field(rt, value, { flags, width: wide, precision: places, type }, source);
    },
  );
  if (!usedNames && !isMapping && at < items.length) {
    throw rt.error('TypeError', 'not all arguments converted during string formatting', source);
  }
  return result;
}

interface Field {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly type: string;
}

function field(rt: Runtime, value: Value, { flags, width, precision, type }: Field, source: SourceId): string {
  const left = flags.includes('-');
  const pad = (text: string): string => {
    const missing = width - textLength(text);
    if (missing <= 0) return text;
    return left ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
  };
  const signed = (sign: string, body: string): string => {
    const missing = width - sign.length - body.length;
    return flags.includes('0') && !left && missing > 0 ? sign + '0'.repeat(missing) + body : pad(sign + body);
  };
  const sign = (negative: boolean) => (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '');
  switch (type) {
    case 's':
    case 'r':
    case 'a': {
      const text = type === 's' ? textOf(rt, value, source) : reprOf(rt, value, source);
      return pad(precision === null ? text : Array.from(text).slice(0, precision).join(''));
    }
    case 'c':
      return pad(typeof value === 'string' ? value : characterOf(rt, wholeOf(rt, value, 'c', source), source));
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': {
      const whole = wholeOf(rt, value, type, source);
      const size = whole < 0 ? -BigInt(whole) : BigInt(whole);
      const base = type === 'o' ? 8 : /x/i.test(type) ? 16 : 10;
      let digits = base === 10 ? intText(rt, size, source) : size.toString(base);
      if (precision !== null) digits = digits.padStart(precision, '0');
      const prefix = flags.includes('#') && base !== 10 ? `0${type}` : '';
      return signed(sign(whole < 0) + prefix, type === 'X' ? digits.toUpperCase() : digits);
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const number =
        plainNumber(value) ??
        libraryNumber(value) ??
        plainNumber(callMethodOf(rt, value, '__float__', [], source) ?? null);
      if (number === null) throw rt.error('TypeError', `must be real number, not ${typeName(value)}`, source);
      const host = number instanceof Float ? number.value : Number(number);
      return signed(
        sign(host < 0 || Object.is(host, -0)),
        floatDigits(host, type, precision ?? 6, flags.includes('#')),
      );
    }
  }
  const code = type.codePointAt(0)!.toString(16);
  throw rt.error('ValueError', `unsupported format character '${type}' (0x${code}) at index`, source);
}

function wholeOf(rt: Runtime, value: Value, type: string, source: SourceId): Int {
  const takesAny = type === 'd' || type === 'i' || type === 'u';
  const number =
    plainNumber(value) ??
    libraryNumber(value) ??
    plainNumber((takesAny ? callMethodOf(rt, value, '__int__', [], source) : undefined) ?? null);
  if (number instanceof Float && type !== 'x' && type !== 'X' && type !== 'o') {
    if (Number.isNaN(number.value)) throw rt.error('ValueError', 'cannot convert float NaN to integer', source);
    if (!Number.isFinite(number.value))
      throw rt.error('OverflowError', 'cannot convert float infinity to integer', source);
    return BigInt(Math.trunc(number.value));
  }
  if (number === null || number instanceof Float) {
    const wanted = takesAny ? 'a real number' : 'an integer';
    throw rt.error('TypeError', `%${type} format: ${wanted} is required, not ${typeName(value)}`, source);
  }
  return number;
}

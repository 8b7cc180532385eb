import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { callMethodOf } from '../operators/special';
import { Float, type Int, plainNumber } from '../values/numbers';
import { typeName } from '../values/types';
import { textLength } from './codePoints';
import { fixed, floatText, general, scientific } from './floatText';
import { intText, textOf } from './repr';
import { grouped, padded, parseSpec, type Spec, withSign } from './spec';

/** `format(value, spec)`. */
export function formatValue(rt: Runtime, value: Value, text: string, source: SourceId): string {
  const own = callMethodOf(rt, value, '__format__', [text], source);
  if (own !== undefined) return textOf(rt, own, source);
  if (text === '') return textOf(rt, value, source);
  if (typeof value === 'string') return formatText(rt, value, text, source);
  const number = plainNumber(value);
  if (number !== null && !(typeof value === 'boolean' && text === '')) {
    const spec = parseSpec(rt, text, typeName(value), source);
    return number instanceof Float
      ? formatFloat(rt, number.value, spec, source, 'float')
      : formatInt(rt, number, spec, source, typeName(value));
  }
  const custom = (value as { readonly format?: (rt: Runtime, text: string, source: SourceId) => string } | null)
    ?.format;
  if (typeof custom === 'function') return custom.call(value, rt, text, source);
  throw rt.error('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`, source);
}

function formatText(rt: Runtime, value: string, text: string, source: SourceId): string {
  const spec = parseSpec(rt, text, 'str', source);
  if (spec.type !== '' && spec.type !== 's') {
    throw rt.error('ValueError', `Unknown format code '${spec.type}' for object of type 'str'`, source);
  }
  const refuse = (message: string) => rt.error('ValueError', message, source);
  if (spec.sign === ' ') throw refuse('Space not allowed in string format specifier');
  if (spec.sign) throw refuse('Sign not allowed in string format specifier');
  if (spec.alternate) throw refuse('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw refuse("'=' alignment not allowed in string format specifier");
  const shown = spec.precision === null ? value : Array.from(value).slice(0, spec.precision).join('');
  return padded(shown, spec, '<', textLength(shown));
}

function signOf(negative: boolean, spec: Spec): string {
  return negative ? '-' : spec.sign === '+' ? '+' : spec.sign === ' ' ? ' ' : '';
}

const BASES: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

export function characterOf(rt: Runtime, value: Int, source: SourceId): string {
  if (value >= 2 ** 63 || value < -(2 ** 63))
    throw rt.error('OverflowError', 'Python int too large to convert to C long', source);
  if (value < 0 || value > 0x10ffff) throw rt.error('OverflowError', '%c arg not in range(0x110000)', source);
  return String.fromCodePoint(Number(value));
}

function formatInt(rt: Runtime, value: Int, spec: Spec, source: SourceId, name: string): string {
  const { type } = spec;
  if (/^[eEfFgG%]$/.test(type)) return formatFloat(rt, Number(value), spec, source, 'int');
  const base = BASES[type];
  if (type !== '' && type !== 'd' && type !== 'n' && type !== 'c' && !base) {
    throw rt.error('ValueError', `Unknown format code '${type}' for object of type '${name}'`, source);
  }
  if (spec.precision !== null)
    throw rt.error('ValueError', 'Precision not allowed in integer format specifier', source);
  if (type === 'c') {
    if (spec.sign) throw rt.error('ValueError', "Sign not allowed with integer format specifier 'c'", source);
    if (spec.alternate)
      throw rt.error('ValueError', "Alternate form (#) not allowed with integer format specifier 'c'", source);
    return withSign('', characterOf(rt, value, source), spec);
  }
  const size = value < 0 ? -BigInt(value) : BigInt(value);
  const digits = base ? size.toString(base[0]) : intText(rt, size, source);
  const shown = type === 'X' ? digits.toUpperCase() : digits;
  const prefix = base && spec.alternate ? base[1] : '';
  return withSign(signOf(value < 0, spec) + prefix, grouped(shown, spec.grouping, base ? 4 : 3), spec);
}

/** The digits of a float's size in the way that a type letter asks for. */
export function floatDigits(value: number, type: string, precision: number | null, alternate: boolean): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? 'nan' : 'inf';
    return type === 'F' || type === 'E' || type === 'G' ? text.toUpperCase() : text;
  }
  switch (type) {
    case 'e':
    case 'E':
      return scientific(size, precision ?? 6, type, alternate);
    case 'f':
    case 'F': {
      const text = fixed(size, precision ?? 6);
      return alternate && precision === 0 ? `${text}.` : text;
    }
    case 'g':
    case 'G':
      return general(size, precision ?? 6, type === 'g' ? 'e' : 'E', alternate);
    default: {
      if (precision === null) {
        const text = floatText(size);
        return alternate && !text.includes('.') ? text.replace('e', '.e') : text;
      }
      // Like `g`, but with a digit behind the point, for which there has to be room.
      return general(size, precision, 'e', alternate, true);
    }
  }
}

function formatFloat(rt: Runtime, value: number, spec: Spec, source: SourceId, name: string): string {
  const { type } = spec;
  if (!/^[eEfFgGn%]?$/.test(type)) {
    throw rt.error('ValueError', `Unknown format code '${type}' for object of type '${name}'`, source);
  }
  if (!Number.isFinite(value) && Math.abs(value) === Number.POSITIVE_INFINITY && name === 'int') {
    throw rt.error('OverflowError', 'int too large to convert to float', source);
  }
  const isPercent = type === '%';
  const digits = isPercent
    ? `${floatDigits(value * 100, 'f', spec.precision, spec.alternate)}%`
    : floatDigits(value, type === 'n' ? 'g' : type, spec.precision, spec.alternate);
  const [, whole = '', rest = ''] = /^(\d*)([\s\S]*)$/.exec(digits)!;
  const negative = value < 0 || Object.is(value, -0);
  return withSign(signOf(negative, spec), grouped(whole, whole ? spec.grouping : '') + rest, spec);
}

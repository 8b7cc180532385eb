import { opCode } from '../../../engine/ops/table';
import type { SourceId } from '../../../engine/sources';
import { DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { TensorNumber } from '../arrays/arrayObject';
import { add, floor, mod, power } from '../operators/arithmetic';
import { callValue } from '../operators/call';
import { compareOperators } from '../operators/compare';
import { modulo } from '../operators/integers';
import { iterate } from '../operators/iterate';
import { callMethodOf } from '../operators/special';
import { needIndex } from '../operators/subscript';
import { truthy } from '../operators/truth';
import { roundTo } from '../text/floatText';
import { Float, hostNumber, int, intOfFloat, isInt, plainNumber, TrackedInt } from '../values/numbers';
import { Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { functions } from './define';

function abs(rt: Runtime, value: Value, source: SourceId): Value {
  if (typeof value === 'number') return Math.abs(value);
  if (value instanceof Float) return new Float(Math.abs(value.value));
  if (value instanceof Tracked) {
    const result = rt.unary(opCode.abs, value, source);
    return value instanceof TrackedInt ? new TrackedInt(result.value, result.node) : result;
  }
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  if (typeof value === 'boolean') return Number(value);
  const own = callMethodOf(rt, value, '__abs__', [], source);
  if (own !== undefined) return own;
  throw rt.error('TypeError', `bad operand type for abs(): '${typeName(value)}'`, source);
}

/** The whole number nearest to a float, halves to the even one. */
export function roundEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest < 0.5 ? low : rest > 0.5 ? low + 1 : low % 2 === 0 ? low : low + 1;
}

function round(rt: Runtime, value: Value, digits: Value, source: SourceId): Value {
  const places = digits === undefined || digits === null ? null : needIndex(rt, digits, source);
  const number = plainNumber(value);
  if (number === null) {
    const own = callMethodOf(rt, value, '__round__', digits === undefined ? [] : [digits], source);
    if (own !== undefined) return own;
    throw rt.error('TypeError', `type ${typeName(value)} doesn't define __round__ method`, source);
  }
  if (!(number instanceof Float)) {
    if (places === null || places >= 0 || value instanceof Tracked)
      return typeof value === 'boolean' ? Number(value) : value;
    const unit = 10n ** BigInt(-places);
    const rest = ((BigInt(number) % unit) + unit) % unit;
    const low = BigInt(number) - rest;
    const isUp = rest * 2n > unit || (rest * 2n === unit && (low / unit) % 2n !== 0n);
    return int(isUp ? low + unit : low);
  }
  const host = number.value;
  if (places !== null) {
    const rounded = roundTo(host, places);
    return value instanceof Tracked ? rt.unaryAs(opCode.round, value, rounded, source) : new Float(rounded);
  }
  wholeOrFail(rt, host, source);
  const rounded = roundEven(host);
  if (!(value instanceof Tracked)) return intOfFloat(rounded);
  return new TrackedInt(rounded, rt.unaryAs(opCode.round, value, rounded, source).node);
}

/** Refuses what no int can stand for. */
export function wholeOrFail(rt: Runtime, value: number, source: SourceId): void {
  if (Number.isNaN(value)) throw rt.error('ValueError', 'cannot convert float NaN to integer', source);
  if (!Number.isFinite(value)) throw rt.error('OverflowError', 'cannot convert float infinity to integer', source);
}

/** Adds what an iterable gives, from left to right. */
function sum(rt: Runtime, iterable: Value, start: Value, source: SourceId): Value {
  if (typeof start === 'string') {
    throw rt.error('TypeError', "sum() can't sum strings [use ''.join(seq) instead]", source);
  }
  const next = iterate(rt, iterable, source);
  let total: Value = start ?? 0;
  for (let value = next(); value !== DONE; value = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    // Nothing is added to the 0 that a sum begins with: the picture shows what the code adds up.
    if (total === 0 && start === undefined && (value instanceof Tracked || value instanceof TensorNumber))
      total = value;
    else total = add(rt, total, value, source);
  }
  return total;
}

/** `max` and `min`: the first of the equal ones is the one that is returned, with all of its origin. */
function extreme(name: 'max' | 'min') {
  const better = compareOperators[name === 'max' ? '>' : '<']!;
  return (rt: Runtime, args: Value[], source: SourceId): Value => {
    const [key = null, fallback, ...given] = args;
    if (given.length === 0) throw rt.error('TypeError', `${name} expected at least 1 argument, got 0`, source);
    if (given.length > 1 && fallback !== undefined) {
      throw rt.error('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`, source);
    }
    const next = iterate(rt, given.length === 1 ? given[0] : given, source);
    const measure = (value: Value) => (key === null ? value : callValue(rt, key, [value], source));
    let best = next();
    if (best === DONE) {
      if (fallback !== undefined) return fallback;
      throw rt.error('ValueError', `${name}() arg is an empty sequence`, source);
    }
    let bestKey = measure(best);
    for (let value = next(); value !== DONE; value = next()) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      const own = measure(value);
      if (!truthy(rt, better(rt, own, bestKey, source))) continue;
      best = value;
      bestKey = own;
    }
    return best;
  };
}

function modularPower(rt: Runtime, base: Value, exponent: Value, modulus: Value, source: SourceId): Value {
  const numbers = [base, exponent, modulus].map((value) => (isInt(value) ? plainNumber(value) : null));
  if (numbers.some((number) => number === null || number instanceof Float)) {
    throw rt.error('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers', source);
  }
  const [b, e, m] = numbers.map((number) => BigInt(number as number)) as [bigint, bigint, bigint];
  if (m === 0n) throw rt.error('ValueError', 'pow() 3rd argument cannot be 0', source);
  let factor = BigInt(modulo(int(b), int(m)));
  let left = e;
  if (left < 0n) {
    factor = inverse(rt, factor, m, source);
    left = -left;
  }
  let result = 1n;
  for (; left > 0n; left >>= 1n) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (left & 1n) result = (result * factor) % m;
    factor = (factor * factor) % m;
  }
  return modulo(int(result), int(m));
}

function inverse(rt: Runtime, value: bigint, modulus: bigint, source: SourceId): bigint {
  let [a, b, x, y] = [value, modulus, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n && a !== -1n) throw rt.error('ValueError', 'base is not invertible for the given modulus', source);
  return (((x * a) % modulus) + modulus) % modulus;
}

function inBase(prefix: string, base: number) {
  return (rt: Runtime, [value]: Value[], source: SourceId): Value => {
    const number = isInt(value) ? plainNumber(value) : null;
    const plain = number === null || number instanceof Float ? needIndex(rt, value, source) : number;
    const size = plain < 0 ? -BigInt(plain) : BigInt(plain);
    return `${plain < 0 ? '-' : ''}${prefix}${size.toString(base)}`;
  };
}

export const numberFunctions = functions({
  'abs(x, /)': (rt, [value], source) => abs(rt, value, source),
  'round(number, ndigits=)': (rt, [value, digits], source) => round(rt, value, digits, source),
  'sum(iterable, start=)': (rt, [iterable, start], source) => sum(rt, iterable, start, source),
  'pow(base, exp, mod=)': (rt, [base, exponent, modulus], source) =>
    modulus === undefined || modulus === null
      ? power(rt, base, exponent, source)
      : modularPower(rt, base, exponent, modulus, source),
  'divmod(a, b, /)': (rt, [a, b], source) => {
    const own = callMethodOf(rt, a, '__divmod__', [b], source);
    if (own !== undefined) return own;
    const isFloat = plainNumber(a) instanceof Float || plainNumber(b) instanceof Float;
    if (isFloat && hostNumber(a) !== null && hostNumber(b) === 0)
      throw rt.error('ZeroDivisionError', 'float divmod()', source);
    return new Tuple([floor(rt, a, b, source), mod(rt, a, b, source)]);
  },
  'bin(number, /)': inBase('0b', 2),
  'oct(number, /)': inBase('0o', 8),
  'hex(number, /)': inBase('0x', 16),
});

/** `max` and `min` take their elements behind the arguments that have names. */
export function extremes(): Map<string, Value> {
  const table = functions({
    'max(*args, key=, default=)': extreme('max'),
    'min(*args, key=, default=)': extreme('min'),
  });
  return table;
}

import { opCode } from '../../../engine/ops/table';
import type { SourceId } from '../../../engine/sources';
import type { BinaryOperator, UnaryOperator } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { Float, type Int, int, isInt, plainNumber, TrackedInt } from '../values/numbers';
import { Tuple } from '../values/objects';
import { operandType, typeName } from '../values/types';
import { combineSets } from './setOperators';
import { callMethodOf, viaMethods } from './special';
import { truthy } from './truth';

/** Bits that an int may have: beyond, arithmetic would take longer than anybody waits. */
const MOST_BITS = 2 ** 22;

/** Refuses an int before it is made. */
export function tooLarge(rt: Runtime, bits: number, source: SourceId): Error {
  const digits = Math.round(bits * Math.log10(2))
    .toLocaleString('en-US')
    .replaceAll(',', ' ');
  return rt.error(
    'MemoryError',
    `this int would have about ${digits} digits, which is too large; use floats`,
    source,
    'TooLarge',
  );
}

const LARGEST = 1n << BigInt(MOST_BITS);
/** Ints of as many bits are multiplied and divided in no time. */
const QUICK = 1n << 4096n;

/**
 * The result of an operation on two ints, which is refused where it became too large. Arithmetic on ints of many digits
 * takes its time.
 */
export function weighed(rt: Runtime, a: Int, b: Int, result: Int, source: SourceId): Int {
  if (typeof a !== 'bigint' && typeof b !== 'bigint') return result;
  if (isBeyond(result, LARGEST)) throw tooLarge(rt, bitLength(result), source);
  if (isBeyond(a, QUICK) || isBeyond(b, QUICK)) rt.budget.spend(rt, (bitLength(a) + bitLength(b)) / 256, source);
  return result;
}

function isBeyond(value: Int, limit: bigint): boolean {
  return typeof value === 'bigint' && (value > limit || value < -limit);
}

export function floorDivide(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    const quotient = (a - rest) / b;
    return (rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient) + 0;
  }
  const p = BigInt(a);
  const q = BigInt(b);
  const rest = p % q;
  const quotient = p / q;
  return int(rest !== 0n && rest < 0n !== q < 0n ? quotient - 1n : quotient);
}

export function modulo(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return (rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest) + 0;
  }
  const q = BigInt(b);
  const rest = BigInt(a) % q;
  return int(rest !== 0n && rest < 0n !== q < 0n ? rest + q : rest);
}

export function bitLength(value: Int): number {
  const size = BigInt(value) < 0n ? -BigInt(value) : BigInt(value);
  return size === 0n ? 0 : size.toString(2).length;
}

/** `a / b`, rounded once. */
export function divideInts(rt: Runtime, a: Int, b: Int, source: SourceId): number {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const negative = BigInt(a) < 0n !== BigInt(b) < 0n;
  const p = BigInt(a) < 0n ? -BigInt(a) : BigInt(a);
  const q = BigInt(b) < 0n ? -BigInt(b) : BigInt(b);
  if (p === 0n) return negative ? -0 : 0;
  const shift = BigInt(Math.max(0, 66 - bitLength(p) + bitLength(q)));
  const scaled = p << shift;
  let quotient = scaled / q;
  // A last bit that is set stands for what was cut off.
  if (scaled % q !== 0n) quotient |= 1n;
  let result = Number(quotient);
  for (let left = Number(shift); left > 0; left -= 1000) result /= 2 ** Math.min(left, 1000);
  if (!Number.isFinite(result))
    throw rt.error('OverflowError', 'integer division result too large for a float', source);
  return negative ? -result : result;
}

export function powerOfInts(rt: Runtime, base: Int, exponent: Int, source: SourceId): Int {
  const isTrivial = base === 0 || base === 1 || base === -1;
  if (!isTrivial) {
    const bits = (bitLength(base) - 1) * Number(exponent);
    if (bits > MOST_BITS) throw tooLarge(rt, Math.log2(Math.abs(Number(base))) * Number(exponent), source);
    if (bits < 52 && typeof base === 'number') {
      let result = 1;
      for (let k = 0; k < Number(exponent); k++) result *= base;
      if (Number.isSafeInteger(result)) return result;
    }
  } else if (base === 0 || base === 1) return exponent === 0 ? 1 : base;
  else return BigInt(exponent) % 2n === 0n ? 1 : -1;
  return int(BigInt(base) ** BigInt(exponent));
}

/** The int that a value stands for where one is needed for bits; null where it is none. */
function bitsOf(rt: Runtime, value: Value, source: SourceId): Int | null {
  if (!isInt(value)) return null;
  if (value instanceof Tracked) rt.cuts.note(value.node, 'integer', source);
  const plain = plainNumber(value);
  return plain instanceof Float ? null : plain;
}

function bitwise(
  symbol: string,
  names: readonly [string, string],
  small: (a: number, b: number) => number,
  big: (a: bigint, b: bigint) => bigint,
): BinaryOperator {
  return (rt, left, right, source) => {
    if (typeof left === 'number' && typeof right === 'number') {
      return (left | 0) === left && (right | 0) === right ? small(left, right) : int(big(BigInt(left), BigInt(right)));
    }
    if (typeof left === 'boolean' && typeof right === 'boolean') return small(Number(left), Number(right)) === 1;
    const a = bitsOf(rt, left, source);
    const b = bitsOf(rt, right, source);
    if (a !== null && b !== null) return int(big(BigInt(a), BigInt(b)));
    const sets = combineSets(rt, symbol, left, right, source);
    if (sets !== undefined) return sets;
    const result = viaMethods(rt, left, right, names[0], names[1], source);
    if (result !== undefined) return result;
    if (symbol === '|' && left instanceof Dict && right instanceof Dict) {
      const merged = left.copy();
      merged.take(right);
      return merged;
    }
    // A union of types, as in annotations and `isinstance`.
    if (symbol === '|' && isType(left) && isType(right)) return new Tuple([left, right]);
    throw rt.error(
      'TypeError',
      `unsupported operand type(s) for ${symbol}: '${operandType(left)}' and '${operandType(right)}'`,
      source,
    );
  };
}

function isType(value: Value): boolean {
  return value instanceof ClassObject || value === null || (value instanceof Tuple && value.items.every(isType));
}

function shift(
  symbol: string,
  names: readonly [string, string],
  apply: (a: bigint, b: bigint) => bigint,
): BinaryOperator {
  return (rt, left, right, source) => {
    const a = bitsOf(rt, left, source);
    const b = bitsOf(rt, right, source);
    if (a !== null && b !== null) {
      if (b < 0) throw rt.error('ValueError', 'negative shift count', source);
      if (symbol === '<<' && a !== 0 && bitLength(a) + Number(b) > MOST_BITS)
        throw tooLarge(rt, bitLength(a) + Number(b), source);
      if (symbol === '>>' && b > MOST_BITS) return a < 0 ? -1 : 0;
      return int(apply(BigInt(a), BigInt(b)));
    }
    const result = viaMethods(rt, left, right, names[0], names[1], source);
    if (result !== undefined) return result;
    throw rt.error(
      'TypeError',
      `unsupported operand type(s) for ${symbol}: '${operandType(left)}' and '${operandType(right)}'`,
      source,
    );
  };
}

export const bitOperators: Readonly<Record<string, BinaryOperator>> = {
  '&': bitwise('&', ['__and__', '__rand__'], (a, b) => a & b, (a, b) => a & b),
  '|': bitwise('|', ['__or__', '__ror__'], (a, b) => a | b, (a, b) => a | b),
  '^': bitwise('^', ['__xor__', '__rxor__'], (a, b) => a ^ b, (a, b) => a ^ b),
  '<<': shift('<<', ['__lshift__', '__rlshift__'], (a, b) => a << b),
  '>>': shift('>>', ['__rshift__', '__rrshift__'], (a, b) => a >> b),
}; // biome-ignore format: a table

function badOperand(rt: Runtime, symbol: string, operand: Value, source: SourceId): Error {
  return rt.error('TypeError', `bad operand type for unary ${symbol}: '${typeName(operand)}'`, source);
}

export const unaryOperators: Readonly<Record<string, UnaryOperator>> = {
  '-': (rt, operand, source) => {
    if (typeof operand === 'number') return operand === 0 ? 0 : -operand;
    if (operand instanceof Float) return new Float(-operand.value);
    if (operand instanceof Tracked) {
      const result = rt.unary(opCode.neg, operand, source);
      return operand instanceof TrackedInt ? new TrackedInt(result.value, result.node) : result;
    }
    if (typeof operand === 'boolean') return operand ? -1 : 0;
    if (typeof operand === 'bigint') return int(-operand);
    const result = callMethodOf(rt, operand, '__neg__', [], source);
    if (result === undefined) throw badOperand(rt, '-', operand, source);
    return result;
  },
  '+': (rt, operand, source) => {
    if (typeof operand === 'boolean') return Number(operand);
    if (
      typeof operand === 'number' ||
      typeof operand === 'bigint' ||
      operand instanceof Float ||
      operand instanceof Tracked
    )
      return operand;
    const result = callMethodOf(rt, operand, '__pos__', [], source);
    if (result === undefined) throw badOperand(rt, '+', operand, source);
    return result;
  },
  '~': (rt, operand, source) => {
    const bits = bitsOf(rt, operand, source);
    if (bits !== null) return int(~BigInt(bits));
    const result = callMethodOf(rt, operand, '__invert__', [], source);
    if (result === undefined) throw badOperand(rt, '~', operand, source);
    return result;
  },
  not: (rt, operand) => !truthy(rt, operand),
};

import { power as powerOfFloats } from '../../../engine/math/power';
import { type OpName, opCode } from '../../../engine/ops/table';
import type { SourceId } from '../../../engine/sources';
import type { BinaryOperator } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Tracked, Value } from '../../core/values';
import { formatPercent } from '../text/percent';
import { Float, floatOperand, type Int, int, isInt, TrackedInt } from '../values/numbers';
import { operandType } from '../values/types';
import { divideInts, floorDivide, modulo, powerOfInts, weighed } from './integers';
import { concatenate, repeat } from './sequences';
import { viaMethods } from './special';

const MOST = Number.MAX_SAFE_INTEGER;

/** Numbers as ints, or null where one is none. Tracked ints are left to the recorded path. */
function intOf(value: Value): Int | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return typeof value === 'boolean' ? (value ? 1 : 0) : null;
}

export function unsupportedOperands(rt: Runtime, symbol: string, left: Value, right: Value, source: SourceId): Error {
  return rt.error(
    'TypeError',
    `unsupported operand type(s) for ${symbol}: '${operandType(left)}' and '${operandType(right)}'`,
    source,
  );
}

/** The number of an operand of a recorded operation. */
function numberIn(operand: number | Tracked): number {
  return typeof operand === 'number' ? operand : operand.value;
}

/** An int's operation is one of a tracked int when all operands are ints. */
function recorded(
  rt: Runtime,
  op: OpName,
  left: Value,
  right: Value,
  a: number | Tracked,
  b: number | Tracked,
  source: SourceId,
): Tracked {
  const result = rt.binary(opCode[op], a, b, source);
  return isInt(left) && isInt(right) ? new TrackedInt(result.value, result.node) : result;
}

interface Rules {
  readonly symbol: string;
  readonly op: OpName;
  readonly method: string;
  readonly reflected: string;
  readonly ints: (a: Int, b: Int) => Int;
  readonly floats: (a: number, b: number) => number;
}

/** What follows where the quick ways did not apply: bools, tracked numbers, big ints, then methods of the user's. */
function general(rt: Runtime, left: Value, right: Value, source: SourceId, rules: Rules): Value {
  const p = intOf(left);
  const q = intOf(right);
  if (p !== null && q !== null) return weighed(rt, p, q, rules.ints(p, q), source);
  const a = floatOperand(left);
  const b = floatOperand(right);
  if (a !== null && b !== null) {
    checkRange(rt, left, a, source);
    checkRange(rt, right, b, source);
    if (typeof a === 'number' && typeof b === 'number') return new Float(rules.floats(a, b));
    return recorded(rt, rules.op, left, right, a, b, source);
  }
  const result = viaMethods(rt, left, right, rules.method, rules.reflected, source);
  if (result !== undefined) return result;
  return rules.symbol === '+'
    ? concatenate(rt, left, right, source)
    : rules.symbol === '*'
      ? repeat(rt, left, right, source)
      : refuse(rt, rules.symbol, left, right, source);
}

function refuse(rt: Runtime, symbol: string, left: Value, right: Value, source: SourceId): never {
  throw unsupportedOperands(rt, symbol, left, right, source);
}

/** An int may be too large to be taken as a float. */
function checkRange(rt: Runtime, value: Value, operand: number | Tracked, source: SourceId): void {
  if (typeof value === 'bigint' && !Number.isFinite(operand as number)) {
    throw rt.error('OverflowError', 'int too large to convert to float', source);
  }
}

const sum: Rules = {
  symbol: '+',
  op: 'add',
  method: '__add__',
  reflected: '__radd__',
  ints: (a, b) => int(BigInt(a) + BigInt(b)),
  floats: (a, b) => a + b,
};
const difference: Rules = {
  symbol: '-',
  op: 'sub',
  method: '__sub__',
  reflected: '__rsub__',
  ints: (a, b) => int(BigInt(a) - BigInt(b)),
  floats: (a, b) => a - b,
};
const product: Rules = {
  symbol: '*',
  op: 'mul',
  method: '__mul__',
  reflected: '__rmul__',
  ints: (a, b) => int(BigInt(a) * BigInt(b)),
  floats: (a, b) => a * b,
};

export const add: BinaryOperator = (rt, left, right, source) => {
  if (typeof left === 'number') {
    if (typeof right === 'number') {
      const result = left + right;
      if (result <= MOST && result >= -MOST) return result;
    } else if (right instanceof Float) return new Float(left + right.value);
  } else if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value + right.value);
    if (typeof right === 'number') return new Float(left.value + right);
  } else if (typeof left === 'string' && typeof right === 'string') {
    rt.checkSize(left.length + right.length, source, 0);
    return left + right;
  }
  return general(rt, left, right, source, sum);
};

export const subtract: BinaryOperator = (rt, left, right, source) => {
  if (typeof left === 'number') {
    if (typeof right === 'number') {
      const result = left - right;
      if (result <= MOST && result >= -MOST) return result;
    } else if (right instanceof Float) return new Float(left - right.value);
  } else if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value - right.value);
    if (typeof right === 'number') return new Float(left.value - right);
  }
  return general(rt, left, right, source, difference);
};

export const multiply: BinaryOperator = (rt, left, right, source) => {
  if (typeof left === 'number') {
    if (typeof right === 'number') {
      const result = left * right;
      if (result <= MOST && result >= -MOST) return result === 0 ? 0 : result;
    } else if (right instanceof Float) return new Float(left * right.value);
  } else if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value * right.value);
    if (typeof right === 'number') return new Float(left.value * right);
  }
  return general(rt, left, right, source, product);
};

/** Operators with a divisor: refuses zero, then takes the way of ints, floats or tracked numbers. */
function division(
  symbol: string,
  names: readonly [string, string],
  message: readonly [ints: string, floats: string],
  ways: {
    readonly ints: (rt: Runtime, a: Int, b: Int, source: SourceId) => Value;
    readonly floats: (a: number, b: number) => number;
    readonly tracked: (rt: Runtime, a: number | Tracked, b: number | Tracked, source: SourceId) => Tracked;
    /** Whether ints give an int. */
    readonly keepsInt: boolean;
  },
): BinaryOperator {
  return (rt, left, right, source) => {
    const p = intOf(left);
    const q = intOf(right);
    if (p !== null && q !== null) {
      if (q === 0) throw rt.error('ZeroDivisionError', message[0], source);
      return ways.ints(rt, p, q, source);
    }
    const a = floatOperand(left);
    const b = floatOperand(right);
    if (a !== null && b !== null) {
      checkRange(rt, left, a, source);
      checkRange(rt, right, b, source);
      const allInts = isInt(left) && isInt(right);
      if (numberIn(b) === 0) throw rt.error('ZeroDivisionError', message[allInts ? 0 : 1], source);
      if (typeof a === 'number' && typeof b === 'number') return new Float(ways.floats(a, b));
      const result = ways.tracked(rt, a, b, source);
      return allInts && ways.keepsInt ? new TrackedInt(result.value, result.node) : result;
    }
    const result = viaMethods(rt, left, right, names[0], names[1], source);
    if (result !== undefined) return result;
    throw unsupportedOperands(rt, symbol, left, right, source);
  };
}

const divideGenerally = division('/', ['__truediv__', '__rtruediv__'], ['division by zero', 'float division by zero'], {
  ints: (rt, a, b, source) => new Float(divideInts(rt, a, b, source)),
  floats: (a, b) => a / b,
  tracked: (rt, a, b, source) => rt.binary(opCode.div, a, b, source),
  keepsInt: false,
});

export const divide: BinaryOperator = (rt, left, right, source) => {
  if (left instanceof Float) {
    if (right instanceof Float && right.value !== 0) return new Float(left.value / right.value);
    if (typeof right === 'number' && right !== 0) return new Float(left.value / right);
  } else if (typeof left === 'number' && typeof right === 'number' && right !== 0) return new Float(left / right);
  return divideGenerally(rt, left, right, source);
};

/** Python's remainder: it has the sign of the divisor. */
export function floatModulo(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 !== b < 0 ? rest + b : rest;
}

/** CPython's `//` of floats. */
export function floatFloor(a: number, b: number): number {
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const whole = Math.floor(quotient);
  return quotient - whole > 0.5 ? whole + 1 : whole;
}

export const floor: BinaryOperator = division(
  '//',
  ['__floordiv__', '__rfloordiv__'],
  ['integer division or modulo by zero', 'float floor division by zero'],
  {
    ints: (rt, a, b, source) => weighed(rt, a, b, floorDivide(a, b), source),
    floats: floatFloor,
    tracked: (rt, a, b, source) => {
      const quotient = rt.binary(opCode.div, a, b, source);
      return rt.unaryAs(opCode.floor, quotient, floatFloor(numberIn(a), numberIn(b)), source);
    },
    keepsInt: true,
  },
);

const remainder: BinaryOperator = division('%', ['__mod__', '__rmod__'], ['integer modulo by zero', 'float modulo'], {
  ints: (rt, a, b, source) => weighed(rt, a, b, modulo(a, b), source),
  floats: floatModulo,
  tracked: (rt, a, b, source) => {
    const rest = rt.binary(opCode.mod, a, b, source);
    const needsShift = rest.value !== 0 && rest.value < 0 !== numberIn(b) < 0;
    return needsShift ? rt.binary(opCode.add, rest, b, source) : rest;
  },
  keepsInt: true,
});

export const mod: BinaryOperator = (rt, left, right, source) => {
  if (typeof left === 'number' && typeof right === 'number' && left >= 0 && right > 0) return left % right;
  if (typeof left === 'string') return formatPercent(rt, left, right, source);
  return remainder(rt, left, right, source);
};

export const power: BinaryOperator = (rt, left, right, source) => {
  const p = intOf(left);
  const q = intOf(right);
  if (p !== null && q !== null && q >= 0) return powerOfInts(rt, p, q, source);
  const a = floatOperand(left);
  const b = floatOperand(right);
  if (a === null || b === null) {
    const result = viaMethods(rt, left, right, '__pow__', '__rpow__', source);
    if (result !== undefined) return result;
    throw unsupportedOperands(rt, '** or pow()', left, right, source);
  }
  const base = numberIn(a);
  const exponent = numberIn(b);
  if (base === 0 && exponent < 0 && Number.isFinite(exponent)) {
    throw rt.error('ZeroDivisionError', '0.0 cannot be raised to a negative power', source);
  }
  if (base < 0 && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isInteger(exponent)) {
    throw rt.unsupported(
      'a negative number to a fractional power is complex, which is not supported; take `abs` first',
      source,
    );
  }
  const value = powerOfFloats(base, exponent);
  if (!Number.isFinite(value) && Number.isFinite(base) && Number.isFinite(exponent)) {
    throw rt.error('OverflowError', "(34, 'Numerical result out of range')", source);
  }
  if (typeof a === 'number' && typeof b === 'number') return new Float(value);
  const result = rt.binaryAs(opCode.pow, a, b, value, source);
  return isInt(left) && isInt(right) && exponent >= 0 ? new TrackedInt(value, result.node) : result;
};

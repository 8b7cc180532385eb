import type { BinaryOperator } from '../../core/ir';
import { Tracked } from '../../core/values';
import { ArrayObject } from '../arrays/arrayObject';
import { Dict } from '../values/dict';
import { extraOf } from '../values/lists';
import { Float } from '../values/numbers';
import { Instance, notImplemented } from '../values/objects';
import { SetValue } from '../values/sets';
import { typeName } from '../values/types';
import { add, divide, floor, mod, multiply, power, subtract, unsupportedOperands } from './arithmetic';
import { bitOperators } from './integers';
import { listOf } from './iterate';
import { combined, combineSets, setLike } from './setOperators';
import { callMethodOf, viaMethods } from './special';

/** `@`: only classes of the user's and arrays know it. */
const matmul: BinaryOperator = (rt, left, right, source) => {
  const result = viaMethods(rt, left, right, '__matmul__', '__rmatmul__', source);
  if (result !== undefined) return result;
  throw unsupportedOperands(rt, '@', left, right, source);
};

/** Sets know `-`, too. */
const minus: BinaryOperator = (rt, left, right, source) => {
  if (typeof left === 'object' && left !== null) {
    const sets = combineSets(rt, '-', left, right, source);
    if (sets !== undefined) return sets;
  }
  return subtract(rt, left, right, source);
};

export const binaryOperators: Readonly<Record<string, BinaryOperator>> = {
  '+': add,
  '-': minus,
  '*': multiply,
  '/': divide,
  '//': floor,
  '%': mod,
  '**': power,
  '@': matmul,
  ...bitOperators,
};

const METHODS: Readonly<Record<string, string>> = {
  '+': '__iadd__', '-': '__isub__', '*': '__imul__', '/': '__itruediv__', '//': '__ifloordiv__', '%': '__imod__', '**': '__ipow__',
  '@': '__imatmul__', '&': '__iand__', '|': '__ior__', '^': '__ixor__', '<<': '__ilshift__', '>>': '__irshift__',
}; // biome-ignore format: a table

/** `+=` and the like: lists, sets and dicts change themselves. */
export function inPlace(symbol: string): BinaryOperator {
  const plain = binaryOperators[symbol]!;
  const method = METHODS[symbol]!;
  return (rt, left, right, source) => {
    if (typeof left === 'number' || left instanceof Float || left instanceof Tracked) {
      if (typeof right === 'number' || right instanceof Float || right instanceof Tracked)
        return plain(rt, left, right, source);
    } else if (typeof left === 'string' && typeof right === 'string') return plain(rt, left, right, source);
    if (
      left instanceof Instance ||
      left instanceof ArrayObject ||
      (Array.isArray(left) && extraOf(left)) ||
      (left instanceof Dict && left.cls)
    ) {
      const result = callMethodOf(rt, left, method, [right], source);
      if (result !== undefined && result !== notImplemented) return result;
    }
    if (Array.isArray(left)) {
      if (symbol === '+') {
        const items = listOf(rt, right, source);
        rt.checkSize(left.length + items.length, source, items.length);
        for (const item of items) left.push(item);
        return left;
      }
      if (symbol === '*') {
        const repeated = plain(rt, left, right, source);
        if (!Array.isArray(repeated)) return repeated;
        left.length = 0;
        for (const item of repeated) left.push(item);
        return left;
      }
    }
    if (left instanceof SetValue && !left.frozen && '|&^-'.includes(symbol)) {
      const other = setLike(rt, right, source);
      if (other) {
        const result = combined(rt, symbol, left, other, false, source);
        left.clear();
        left.take(result);
        return left;
      }
    }
    if (left instanceof Dict && symbol === '|' && right instanceof Dict) {
      left.take(right);
      return left;
    }
    try {
      return plain(rt, left, right, source);
    } catch (error) {
      throw renamed(error, symbol, typeName(left), typeName(right))
        ? rt.error(
            'TypeError',
            `unsupported operand type(s) for ${symbol}=: '${typeName(left)}' and '${typeName(right)}'`,
            source,
          )
        : error;
    }
  };
}

function renamed(error: unknown, symbol: string, left: string, right: string): boolean {
  return (
    error instanceof Error &&
    error.message === `TypeError: unsupported operand type(s) for ${symbol}: '${left}' and '${right}'`
  );
}

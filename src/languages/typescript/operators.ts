import { opCode } from '../../engine/ops/table';
import type { SourceId } from '../../engine/sources';
import type { BinaryOperator, UnaryOperator } from '../core/ir';
import type { Runtime } from '../core/runtime';
import { Tracked, untracked, type Value } from '../core/values';
import { instanceOf } from './construct';
import {
  isFunction,
  isObject,
  keyText,
  shownInMessage,
  toKey,
  toNumber,
  toNumeric,
  toPrimitive,
  toText,
  truthy,
  typeOf,
} from './conversions';
import { hasMember } from './members';
import { PlainObject } from './objects';

/** JavaScript's arithmetic: plain on plain numbers, recorded where one of them is tracked. */
function arithmetic(op: number, plain: (a: number, b: number) => number): BinaryOperator {
  return (rt, left, right, source) => {
    if (typeof left === 'number' && typeof right === 'number') return plain(left, right);
    refuseBigInt(rt, left, right, source);
    const a = toNumeric(rt, left, source);
    const b = toNumeric(rt, right, source);
    if (typeof a === 'number' && typeof b === 'number') return plain(a, b);
    return rt.binary(op, a, b, source);
  };
}

const plus = arithmetic(opCode.add, (a, b) => a + b);

function add(rt: Runtime, left: Value, right: Value, source: SourceId): Value {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (left instanceof Tracked && (right instanceof Tracked || typeof right === 'number')) {
    return rt.binary(opCode.add, left, right, source);
  }
  const p = toPrimitive(rt, left, 'default', source);
  const q = toPrimitive(rt, right, 'default', source);
  if (typeof p === 'string' || typeof q === 'string') {
    noteJoined(rt, left, right, source);
    const a = toText(rt, p, source);
    const b = toText(rt, q, source);
    // The host joins text without copying it.
    rt.checkSize(a.length + b.length, source, 0);
    return a + b;
  }
  return plus(rt, p, q, source);
}

/** A tensor beside what is no text was hardly meant to become text. */
function noteJoined(rt: Runtime, left: Value, right: Value, source: SourceId): void {
  if (typeof left === 'string' || typeof right === 'string') return;
  for (const side of [left, right]) {
    if (side instanceof PlainObject && side.origin !== null) rt.cuts.note(side.origin, 'text', source);
  }
}

function refuseBigInt(rt: Runtime, left: Value, right: Value, source: SourceId): void {
  if (typeof left === 'bigint' || typeof right === 'bigint') {
    throw rt.unsupported('BigInt arithmetic is not supported; use numbers', source);
  }
}

function comparison(compare: (a: number | string, b: number | string) => boolean): BinaryOperator {
  return (rt, left, right, source) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    noteCuts(rt, left, right, 'comparison', source);
    const a = comparable(rt, left, source);
    const b = comparable(rt, right, source);
    if (typeof a === 'string' && typeof b === 'string') return compare(a, b);
    return compare(Number(a), Number(b));
  };
}

function noteCuts(rt: Runtime, left: Value, right: Value, kind: 'comparison' | 'integer', source: SourceId): void {
  if (left instanceof Tracked) rt.cuts.note(left.node, kind, source);
  if (right instanceof Tracked) rt.cuts.note(right.node, kind, source);
}

function comparable(rt: Runtime, value: Value, source: SourceId): number | string {
  const primitive = toPrimitive(rt, value, 'number', source);
  return typeof primitive === 'string' ? primitive : toNumber(rt, primitive, source);
}

function bitwise(combine: (a: number, b: number) => number): BinaryOperator {
  return (rt, left, right, source) => {
    noteCuts(rt, left, right, 'integer', source);
    return combine(toNumber(rt, left, source), toNumber(rt, right, source));
  };
}

/** `===`. Numbers are compared by value, tracked or not. */
export function strictEquals(rt: Runtime, left: Value, right: Value, source: SourceId = 0): boolean {
  noteCuts(rt, left, right, 'comparison', source);
  return untracked(left) === untracked(right);
}

function looseEquals(rt: Runtime, left: Value, right: Value, source: SourceId): boolean {
  noteCuts(rt, left, right, 'comparison', source);
  const a = untracked(left);
  const b = untracked(right);
  const aObject = isObject(a) || isFunction(a);
  const bObject = isObject(b) || isFunction(b);
  if (aObject && bObject) return a === b;
  if (a === null || a === undefined || b === null || b === undefined) {
    return (a === null || a === undefined) && (b === null || b === undefined);
  }
  const x = aObject ? untracked(toPrimitive(rt, a, 'default', source)) : a;
  const y = bObject ? untracked(toPrimitive(rt, b, 'default', source)) : b;
  // biome-ignore lint/suspicious/noDoubleEquals: both are primitives here, and this is the user's own `==`
  return x == y;
}

function hasProperty(rt: Runtime, left: Value, right: Value, source: SourceId): boolean {
  if (isObject(right) || isFunction(right)) return hasMember(right, toKey(rt, left, source));
  const key = keyText(toKey(rt, left, source));
  const shown = typeof right === 'string' ? right : shownInMessage(rt, right, source);
  throw rt.error('TypeError', `Cannot use 'in' operator to search for '${key}' in ${shown}`, source);
}

const compare = {
  less: comparison((a, b) => a < b),
  lessEqual: comparison((a, b) => a <= b),
  greater: comparison((a, b) => a > b),
  greaterEqual: comparison((a, b) => a >= b),
};

/** The binary operators of JavaScript by their spelling. */
export const binaryOperators: Readonly<Record<string, BinaryOperator>> = {
  '+': add,
  '-': arithmetic(opCode.sub, (a, b) => a - b),
  '*': arithmetic(opCode.mul, (a, b) => a * b),
  '/': arithmetic(opCode.div, (a, b) => a / b),
  '%': arithmetic(opCode.mod, (a, b) => a % b),
  '**': arithmetic(opCode.pow, (a, b) => a ** b),
  '<': compare.less,
  '<=': compare.lessEqual,
  '>': compare.greater,
  '>=': compare.greaterEqual,
  '===': strictEquals,
  '!==': (rt, left, right, source) => !strictEquals(rt, left, right, source),
  '==': looseEquals,
  '!=': (rt, left, right, source) => !looseEquals(rt, left, right, source),
  '&': bitwise((a, b) => a & b),
  '|': bitwise((a, b) => a | b),
  '^': bitwise((a, b) => a ^ b),
  '<<': bitwise((a, b) => a << b),
  '>>': bitwise((a, b) => a >> b),
  '>>>': bitwise((a, b) => a >>> b),
  in: hasProperty,
  instanceof: instanceOf,
};

/** The unary operators of JavaScript by their spelling. */
export const unaryOperators: Readonly<Record<string, UnaryOperator>> = {
  '-': (rt, operand, source) => {
    if (typeof operand === 'number') return -operand;
    const value = toNumeric(rt, operand, source);
    return typeof value === 'number' ? -value : rt.unary(opCode.neg, value, source);
  },
  '+': (rt, operand, source) => toNumeric(rt, operand, source),
  '!': (rt, operand) => !truthy(rt, operand),
  '~': (rt, operand, source) => {
    if (operand instanceof Tracked) rt.cuts.note(operand.node, 'integer', source);
    return ~toNumber(rt, operand, source);
  },
  typeof: (_rt, operand) => typeOf(operand),
  void: () => undefined,
};

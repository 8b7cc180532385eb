import type { SourceId } from '../../../engine/sources';
import { Closure } from '../../core/functions';
import type { BinaryOperator } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { Dict, DictView } from '../values/dict';
import { Float, type Int, plainNumber } from '../values/numbers';
import { BoundMethod, Instance, Method, notImplemented, RangeValue, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { typeName } from '../values/types';
import { contains } from './contains';
import { setLike } from './setOperators';
import { callSpecial, special, userClass, viaMethods } from './special';
import { truthy } from './truth';

function noteCuts(rt: Runtime, left: Value, right: Value, source: SourceId): void {
  if (left instanceof Tracked) rt.cuts.note(left.node, 'comparison', source);
  if (right instanceof Tracked) rt.cuts.note(right.node, 'comparison', source);
}

/** Numbers are compared exactly, also ints with floats. */
function order(a: Int | Float, b: Int | Float): number {
  const p = a instanceof Float ? a.value : a;
  const q = b instanceof Float ? b.value : b;
  // The host compares BigInts with numbers by their exact values.
  return p < q ? -1 : p > q ? 1 : p >= q ? 0 : Number.NaN;
}

/** Whether two values are equal, as a bool. The same object counts as equal to itself in containers. */
export function equals(rt: Runtime, left: Value, right: Value, source: SourceId): boolean {
  if (left === right) return true;
  return truthy(rt, equal(rt, left, right, source));
}

/** `==`: what it gives may be any value. */
export const equal: BinaryOperator = (rt, left, right, source) => {
  if (typeof left === 'number' && typeof right === 'number') return left === right;
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  const a = plainNumber(left);
  const b = plainNumber(right);
  if (a !== null && b !== null) {
    noteCuts(rt, left, right, source);
    return order(a, b) === 0;
  }
  if (userClass(left) !== null || userClass(right) !== null) {
    const result = viaMethods(rt, left, right, '__eq__', '__eq__', source, true);
    if (result !== undefined) return result;
    if (left !== right && left instanceof Instance) return false;
  }
  return sameContents(rt, left, right, source);
};

function sameItems(rt: Runtime, a: readonly Value[], b: readonly Value[], source: SourceId): boolean {
  if (a.length !== b.length) return false;
  rt.enterCall('this comparison', source);
  for (let k = 0; k < a.length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (!equals(rt, a[k], b[k], source)) {
      rt.depth--;
      return false;
    }
  }
  rt.depth--;
  return true;
}

function sameContents(rt: Runtime, left: Value, right: Value, source: SourceId): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) return Array.isArray(right) && sameItems(rt, left, right, source);
  if (left instanceof Tuple) return right instanceof Tuple && sameItems(rt, left.items, right.items, source);
  if (left instanceof Dict) {
    if (!(right instanceof Dict) || left.size !== right.size) return false;
    for (const { key, value } of left.entries.values()) {
      const other = right.get(rt, key, source);
      if (other === undefined || !equals(rt, value, other, source)) return false;
    }
    return true;
  }
  if (left instanceof SetValue || left instanceof DictView) {
    const a = setLike(rt, left, source);
    const b = a && setLike(rt, right, source);
    return a !== null && b !== null && a.size === b.size && a.values().every((value) => b.has(rt, value, source));
  }
  if (left instanceof RangeValue && right instanceof RangeValue) {
    if (left.length !== right.length) return false;
    return left.length === 0 || (left.start === right.start && (left.length === 1 || left.step === right.step));
  }
  if (left instanceof BoundMethod && right instanceof BoundMethod)
    return left.target === right.target && left.self === right.self;
  const own = left as { readonly same?: (rt: Runtime, other: Value, source: SourceId) => boolean } | null | undefined;
  return own?.same?.(rt, right, source) ?? false;
}

export const notEqual: BinaryOperator = (rt, left, right, source) => {
  const method = special(left, '__ne__');
  if (method instanceof Closure || method instanceof Method) {
    const result = callSpecial(rt, method, left, [right], source);
    if (result !== notImplemented) return result;
  }
  const other = special(right, '__ne__');
  if (other instanceof Method) {
    const result = callSpecial(rt, other, right, [left], source);
    if (result !== notImplemented) return result;
  }
  const result = equal(rt, left, right, source);
  return typeof result === 'boolean' ? !result : !truthy(rt, result);
};

type Test = (order: number) => boolean;

function ordering(symbol: string, method: string, reflected: string, test: Test): BinaryOperator {
  return (rt, left, right, source) => {
    if (typeof left === 'number' && typeof right === 'number') return test(left - right);
    const a = plainNumber(left);
    const b = plainNumber(right);
    if (a !== null && b !== null) {
      noteCuts(rt, left, right, source);
      return test(order(a, b));
    }
    if (typeof left === 'string' && typeof right === 'string') return test(compareText(left, right));
    const result = viaMethods(rt, left, right, method, reflected, source, true);
    if (result !== undefined) return result;
    if (Array.isArray(left) && Array.isArray(right)) return itemsOrder(rt, left, right, symbol, test, source);
    if (left instanceof Tuple && right instanceof Tuple) {
      return itemsOrder(rt, left.items, right.items, symbol, test, source);
    }
    const sets = setOrder(rt, symbol, left, right, source);
    if (sets !== undefined) return sets;
    throw rt.error(
      'TypeError',
      `'${symbol}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
      source,
    );
  };
}

/** Text is ordered by code points. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let k = 0; k < length; k++) {
    const p = a.charCodeAt(k);
    const q = b.charCodeAt(k);
    if (p === q) continue;
    const isHigh = (code: number) => code >= 0xd800 && code < 0xe000;
    if (isHigh(p) !== isHigh(q)) return isHigh(p) ? 1 : -1;
    return p - q;
  }
  return a.length - b.length;
}

function itemsOrder(
  rt: Runtime,
  a: readonly Value[],
  b: readonly Value[],
  symbol: string,
  test: Test,
  source: SourceId,
): Value {
  const length = Math.min(a.length, b.length);
  for (let k = 0; k < length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (!equals(rt, a[k], b[k], source)) return compareOperators[symbol]!(rt, a[k], b[k], source);
  }
  return test(a.length - b.length);
}

function setOrder(rt: Runtime, symbol: string, left: Value, right: Value, source: SourceId): boolean | undefined {
  const a = setLike(rt, left, source);
  const b = a && setLike(rt, right, source);
  if (!a || !b) return undefined;
  const [small, large] = symbol.startsWith('<') ? [a, b] : [b, a];
  const isPart = small.values().every((value) => large.has(rt, value, source));
  return isPart && (symbol.endsWith('=') || small.size < large.size);
}

export function identical(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left instanceof BoundMethod && right instanceof BoundMethod) return false;
  return left instanceof Float && right instanceof Float && left === right;
}

/** Comparison operators by their spelling. */
export const compareOperators: Readonly<Record<string, BinaryOperator>> = {
  '==': equal,
  '!=': notEqual,
  '<': ordering('<', '__lt__', '__gt__', (sign) => sign < 0),
  '<=': ordering('<=', '__le__', '__ge__', (sign) => sign <= 0),
  '>': ordering('>', '__gt__', '__lt__', (sign) => sign > 0),
  '>=': ordering('>=', '__ge__', '__le__', (sign) => sign >= 0),
  is: (_rt, left, right) => identical(left, right),
  'is not': (_rt, left, right) => !identical(left, right),
  in: (rt, left, right, source) => contains(rt, right, left, source),
  'not in': (rt, left, right, source) => !contains(rt, right, left, source),
};

/** Whether `left < right`, for sorting. */
export function isLess(rt: Runtime, left: Value, right: Value, source: SourceId): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  return truthy(rt, compareOperators['<']!(rt, left, right, source));
}

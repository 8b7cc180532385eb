import type { SourceId } from '../../engine/sources';
import { Builtin, Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import { Tracked, untracked, type Value } from '../core/values';
import { callMethod } from './callMethod';
import { isArray, type Key, PlainObject } from './objects';

/** JavaScript's idea of truth. */
export function truthy(rt: Runtime, value: Value): boolean {
  if (!(value instanceof Tracked)) return Boolean(value);
  rt.cuts.note(value.node, 'comparison', 0);
  return Boolean(value.value);
}

export function isNullish(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

export function isFunction(value: Value): value is Closure | Builtin {
  return value instanceof Closure || value instanceof Builtin;
}

/** Whether JavaScript calls the value an object: arrays and functions are, numbers are not, tracked or not. */
export function isObject(value: Value): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Tracked);
}

/** What `typeof` says. */
export function typeOf(value: Value): string {
  if (value instanceof Tracked) return 'number';
  if (isFunction(value)) return 'function';
  return typeof value;
}

/** A number for arithmetic: tracked numbers stay tracked, other values are converted as JavaScript does. */
export function toNumeric(rt: Runtime, value: Value, source: SourceId): number | Tracked {
  if (typeof value === 'number' || value instanceof Tracked) return value;
  if (isObject(value)) {
    if (value instanceof PlainObject && value.origin !== null) rt.cuts.note(value.origin, 'operand', source);
    const primitive = toPrimitive(rt, value, 'number', source);
    return primitive instanceof Tracked ? primitive : toNumber(rt, primitive, source);
  }
  return toNumber(rt, value, source);
}

/**
 * An object as an operator sees it: what its `Symbol.toPrimitive`, `valueOf` or `toString` gives, in the order that
 * `hint` asks for. Other values are what they are.
 */
export function toPrimitive(rt: Runtime, value: Value, hint: 'default' | 'number' | 'string', source: SourceId): Value {
  if (!isObject(value)) return value;
  const exotic = callMethod(rt, value, Symbol.toPrimitive, [hint], source);
  if (exotic) {
    if (!isObject(exotic.value)) return exotic.value;
    throw rt.error('TypeError', 'Cannot convert object to primitive value', source);
  }
  for (const name of hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
    const result = callMethod(rt, value, name, [], source);
    if (result && !isObject(result.value)) return result.value;
  }
  throw rt.error('TypeError', 'Cannot convert object to primitive value', source);
}

/** `Number(value)`, without origin. */
export function toNumber(rt: Runtime, value: Value, source: SourceId): number {
  if (typeof value === 'number') return value;
  if (value instanceof Tracked) return value.value;
  if (typeof value === 'symbol') throw rt.error('TypeError', 'Cannot convert a Symbol value to a number', source);
  if (isObject(value)) return toNumber(rt, toPrimitive(rt, value, 'number', source), source);
  return Number(value);
}

/** An integer for an index or a count, as JavaScript's ToIntegerOrInfinity. */
export function toInteger(rt: Runtime, value: Value, source: SourceId): number {
  if (value instanceof Tracked) rt.cuts.note(value.node, 'index', source);
  const number = Math.trunc(toNumber(rt, value, source));
  return Number.isNaN(number) ? 0 : number + 0;
}

/** `String(value)`. A number that becomes text loses its origin. */
export function toText(rt: Runtime, value: Value, source: SourceId): string {
  if (typeof value === 'string') return value;
  if (value instanceof Tracked) {
    rt.cuts.note(value.node, 'text', source);
    return String(value.value);
  }
  if (typeof value === 'symbol') throw rt.error('TypeError', 'Cannot convert a Symbol value to a string', source);
  if (isObject(value)) return toText(rt, toPrimitive(rt, value, 'string', source), source);
  return String(value);
}

/** Lists that are being joined: one that holds itself is empty text there. */
const joining = new Set<readonly Value[]>();

/** What `Array.prototype.join` makes of a list; `convert` makes text of an element. */
export function joinText(
  rt: Runtime,
  items: readonly Value[],
  separator: string,
  source: SourceId,
  convert: (item: Value) => string = (item) => toText(rt, item, source),
): string {
  if (joining.has(items)) return '';
  joining.add(items);
  rt.enterCall('join', source);
  try {
    let length = 0;
    const parts: string[] = [];
    for (let k = 0; k < items.length; k++) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      const item = items[k];
      const text = isNullish(item) ? '' : convert(item);
      length += text.length + separator.length;
      rt.checkSize(length, source, text.length);
      parts.push(text);
    }
    rt.depth--;
    return parts.join(separator);
  } finally {
    joining.delete(items);
  }
}

/** A property name. */
export function toKey(rt: Runtime, value: Value, source: SourceId): Key {
  if (typeof value === 'string' || typeof value === 'symbol') return value;
  const primitive = toPrimitive(rt, value, 'string', source);
  return typeof primitive === 'symbol' ? primitive : toText(rt, primitive, source);
}

/** A property name as messages show it. */
export function keyText(key: Key): string {
  return typeof key === 'symbol' ? key.toString() : String(key);
}

/** What a function's text is. */
export function functionText(rt: Runtime, value: Closure | Builtin): string {
  if (value instanceof Builtin) return `function ${value.name}() { [native code] }`;
  return rt.sources.code(value.code.ir.source) || `function ${value.name}() {}`;
}

/** A value in V8's messages where it has no name: its type, and what it is where that is short. */
export function callSite(value: Value): string {
  const plain = untracked(value);
  if (plain === undefined) return 'undefined';
  const type = typeOf(plain);
  if (typeof plain === 'string') return `string "${plain}"`;
  return isObject(plain) || isFunction(plain) || typeof plain === 'symbol' ? type : `${type} ${String(plain)}`;
}

/** A value in V8's messages, such as "x is not iterable": text is quoted, objects are named. */
export function shownInMessage(rt: Runtime, value: Value, source: SourceId): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof PlainObject) return '#<Object>';
  if (isArray(value)) return '[object Array]';
  if (isFunction(value)) return functionText(rt, value);
  return typeof value === 'symbol' ? keyText(value) : toText(rt, value, source);
}

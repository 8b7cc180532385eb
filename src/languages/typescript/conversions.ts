import type { SourceId } from '../../engine/sources';
import { Builtin, Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import { Tracked, type Value } from '../core/values';
import { isArray, Namespace, PlainObject } from './objects';

/** JavaScript's idea of truth. */
export function truthy(rt: Runtime, value: Value): boolean {
  if (!(value instanceof Tracked)) return Boolean(value);
  rt.cuts.note(value.node, 'comparison', 0);
  return Boolean(value.value);
}

export function isNullish(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

export function isFunction(value: Value): boolean {
  return value instanceof Closure || value instanceof Builtin;
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
  if (value instanceof PlainObject) {
    const primitive = toPrimitive(rt, value, source);
    return primitive instanceof Tracked ? primitive : toNumber(rt, primitive, source);
  }
  return toNumber(rt, value, source);
}

/** An object as an operator sees it: what its own `valueOf` gives, else its text. Other values are what they are. */
export function toPrimitive(rt: Runtime, value: Value, source: SourceId): Value {
  if (typeof value !== 'object' || value === null || value instanceof Tracked) return value;
  const own = value instanceof PlainObject ? value.fields.valueOf : undefined;
  if (own instanceof Closure) {
    const result = rt.enter(own, value, [], source);
    if (typeof result !== 'object' || result === null || result instanceof Tracked) return result;
  }
  return toText(rt, value, source);
}

/** `Number(value)`, without origin. */
export function toNumber(rt: Runtime, value: Value, source: SourceId): number {
  if (typeof value === 'number') return value;
  if (value instanceof Tracked) return value.value;
  if (typeof value === 'object' && value !== null) return toNumber(rt, toPrimitive(rt, value, source), source);
  if (typeof value === 'function' || typeof value === 'symbol') return Number.NaN;
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
  if (isArray(value)) return joinText(rt, value, ',', source);
  if (value instanceof PlainObject) return objectText(rt, value, source);
  if (value instanceof Closure) return rt.sources.code(value.code.ir.source) || `function ${value.name}() {}`;
  if (value instanceof Builtin) return `function ${value.name}() { [native code] }`;
  if (value instanceof Namespace) return `[object ${value.name}]`;
  return String(value);
}

export function joinText(rt: Runtime, items: readonly Value[], separator: string, source: SourceId): string {
  if (++rt.depth > rt.budget.callDepth) throw rt.error('RangeError', 'Maximum call stack size exceeded', source);
  let length = 0;
  const parts = items.map((item) => {
    const text = isNullish(item) ? '' : toText(rt, item, source);
    length += text.length + separator.length;
    rt.checkSize(length, source, text.length);
    return text;
  });
  rt.depth--;
  return parts.join(separator);
}

/** A property name. */
export function toKey(rt: Runtime, value: Value, source: SourceId): string {
  return typeof value === 'string' ? value : toText(rt, value, source);
}

function objectText(rt: Runtime, object: PlainObject, source: SourceId): string {
  const own = object.fields.toString;
  if (own instanceof Closure) return toText(rt, rt.enter(own, object, [], source), source);
  if (object.errorType) {
    const message = toText(rt, object.fields.message ?? '', source);
    return message ? `${object.errorType}: ${message}` : object.errorType;
  }
  return '[object Object]';
}

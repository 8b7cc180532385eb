import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { codePoints, hasWide } from '../text/codePoints';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { raised } from '../values/exceptions';
import { Float, isInt, MovedInt, plainNumber } from '../values/numbers';
import { InertObject, Instance, RangeValue, SliceValue, Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { callValue } from './call';
import { listOf } from './iterate';
import { callMethodOf, special } from './special';

/** The host number of an index; null where the value is no int. */
export function indexOf(rt: Runtime, value: Value, source: SourceId): number | null {
  if (typeof value === 'number') return value;
  if (isInt(value)) {
    if (value instanceof Tracked) rt.cuts.note(value.node, 'index', source);
    const plain = plainNumber(value);
    return plain instanceof Float ? Math.round(plain.value) : Number(plain);
  }
  if (value instanceof MovedInt) return Math.round(value.value);
  const index = callMethodOf(rt, value, '__index__', [], source);
  return index === undefined ? null : indexOf(rt, index, source);
}

/** The same where an int is needed. */
export function needIndex(rt: Runtime, value: Value, source: SourceId): number {
  const index = indexOf(rt, value, source);
  if (index === null)
    throw rt.error('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`, source);
  return index;
}

/** What a slice means for a sequence of so many elements. */
export interface Bounds {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly count: number;
}

export function boundsOf(rt: Runtime, slice: SliceValue, length: number, source: SourceId): Bounds {
  const part = (value: Value): number | null => {
    if (value === null) return null;
    const index = indexOf(rt, value, source);
    if (index === null) {
      throw rt.error('TypeError', 'slice indices must be integers or None or have an __index__ method', source);
    }
    return index;
  };
  const step = part(slice.step) ?? 1;
  if (step === 0) throw rt.error('ValueError', 'slice step cannot be zero', source);
  const least = step < 0 ? -1 : 0;
  const most = step < 0 ? length - 1 : length;
  const clamp = (value: number | null, fallback: number): number => {
    if (value === null) return fallback;
    return Math.min(Math.max(value < 0 ? value + length : value, least), most);
  };
  const start = clamp(part(slice.start), step < 0 ? most : least);
  const stop = clamp(part(slice.stop), step < 0 ? least : most);
  return { start, stop, step, count: Math.max(0, Math.ceil((stop - start) / step)) };
}

export function sliced<T>(items: readonly T[], { start, step, count }: Bounds): T[] {
  if (step === 1) return items.slice(start, start + count);
  return Array.from({ length: count }, (_, k) => items[start + k * step]!);
}

function position(rt: Runtime, key: Value, length: number, name: string, source: SourceId, what = 'index'): number {
  const index = indexOf(rt, key, source);
  if (index === null) {
    const shown =
      name === 'string'
        ? `string indices must be integers, not '${typeName(key)}'`
        : `${name} indices must be integers or slices, not ${typeName(key)}`;
    throw rt.error('TypeError', shown, source);
  }
  if (Math.abs(index) >= 2 ** 63 && name !== 'range object')
    throw rt.error('IndexError', `cannot fit '${typeName(key)}' into an index-sized integer`, source);
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw rt.error('IndexError', `${name} ${what} out of range`, source);
  return at;
}

/** `object[key]`. */
export function getItem(rt: Runtime, object: Value, key: Value, source: SourceId): Value {
  if (Array.isArray(object)) {
    if (typeof key === 'number' && key >= 0 && key < object.length && special(object, '__getitem__') === undefined)
      return object[key];
    const own = callMethodOf(rt, object, '__getitem__', [key], source);
    return own !== undefined ? own : listItem(rt, object, key, source);
  }
  if (object instanceof Dict) {
    const own = object.cls ? callMethodOf(rt, object, '__getitem__', [key], source) : undefined;
    return own !== undefined ? own : dictItem(rt, object, key, source);
  }
  if (object instanceof Tuple) {
    const own = object.cls ? callMethodOf(rt, object, '__getitem__', [key], source) : undefined;
    return own !== undefined ? own : tupleItem(rt, object, key, source);
  }
  if (typeof object === 'string') return textItem(rt, object, key, source);
  if (object instanceof RangeValue) return rangeItem(rt, object, key, source);
  if (object instanceof Instance) {
    const own = callMethodOf(rt, object, '__getitem__', [key], source);
    if (own !== undefined) return own;
  }
  if (object instanceof ClassObject) return classItem(rt, object, key, source);
  if (object instanceof InertObject) return object;
  const own = object as { readonly item?: (rt: Runtime, key: Value, source: SourceId) => Value } | null;
  if (typeof own?.item === 'function') return own.item(rt, key, source);
  throw rt.error('TypeError', `'${typeName(object)}' object is not subscriptable`, source);
}

export function listItem(rt: Runtime, list: Value[], key: Value, source: SourceId): Value {
  if (key instanceof SliceValue) {
    const bounds = boundsOf(rt, key, list.length, source);
    rt.checkSize(bounds.count, source);
    return sliced(list, bounds);
  }
  return list[position(rt, key, list.length, 'list', source)];
}

export function dictItem(rt: Runtime, dict: Dict, key: Value, source: SourceId): Value {
  const value = dict.get(rt, key, source);
  if (value !== undefined) return value;
  const missing = dict.cls?.lookup('__missing__');
  if (missing !== undefined && !dict.cls!.builtIn) return callValue(rt, missing, [dict, key], source);
  if (dict.factory !== undefined && dict.factory !== null) {
    const made = callValue(rt, dict.factory, [], source);
    dict.set(rt, key, made, source);
    return made;
  }
  if (dict.missing) return dict.missing(key);
  throw keyError(rt, key, source);
}

export function keyError(rt: Runtime, key: Value, source: SourceId): Error {
  return raised(rt, 'KeyError', [key], source);
}

export function tupleItem(rt: Runtime, tuple: Tuple, key: Value, source: SourceId): Value {
  if (key instanceof SliceValue) return new Tuple(sliced(tuple.items, boundsOf(rt, key, tuple.items.length, source)));
  return tuple.items[position(rt, key, tuple.items.length, 'tuple', source)];
}

function textItem(rt: Runtime, text: string, key: Value, source: SourceId): Value {
  const isWide = hasWide(text);
  const signs = isWide ? codePoints(text) : text;
  if (key instanceof SliceValue) {
    const bounds = boundsOf(rt, key, signs.length, source);
    if (typeof signs === 'string' && bounds.step === 1) return signs.slice(bounds.start, bounds.start + bounds.count);
    return sliced(typeof signs === 'string' ? signs.split('') : signs, bounds).join('');
  }
  return signs[position(rt, key, signs.length, 'string', source)];
}

function rangeItem(rt: Runtime, range: RangeValue, key: Value, source: SourceId): Value {
  const { start, step, length } = range;
  if (key instanceof SliceValue) {
    const bounds = boundsOf(rt, key, length, source);
    return new RangeValue(start + bounds.start * step, start + bounds.stop * step, step * bounds.step);
  }
  return start + step * position(rt, key, length, 'range object', source);
}

/** `list[int]` and the like count for nothing; `Color['RED']` is a member. */
function classItem(rt: Runtime, cls: ClassObject, key: Value, source: SourceId): Value {
  const own = cls.extra as { readonly item?: (rt: Runtime, key: Value, source: SourceId) => Value } | null;
  if (own?.item) return own.item(rt, key, source);
  const method = cls.lookup('__class_getitem__');
  if (method !== undefined) return callMethodOf(rt, cls, '__class_getitem__', [key], source) ?? cls;
  return cls;
}

/** `object[key] = value`. */
export function setItem(rt: Runtime, object: Value, key: Value, value: Value, source: SourceId): void {
  if (Array.isArray(object)) {
    if (typeof key === 'number' && key >= 0 && key < object.length && special(object, '__setitem__') === undefined) {
      object[key] = value;
      return;
    }
    if (callMethodOf(rt, object, '__setitem__', [key, value], source) === undefined)
      setListItem(rt, object, key, value, source);
    return;
  }
  if (object instanceof Dict) {
    if (!object.cls || callMethodOf(rt, object, '__setitem__', [key, value], source) === undefined) {
      object.set(rt, key, value, source);
    }
    return;
  }
  if (object instanceof Instance && callMethodOf(rt, object, '__setitem__', [key, value], source) !== undefined) return;
  if (object instanceof InertObject) return;
  const own = object as { readonly setItem?: (rt: Runtime, key: Value, value: Value, source: SourceId) => void } | null;
  if (typeof own?.setItem === 'function') {
    own.setItem(rt, key, value, source);
    return;
  }
  throw rt.error('TypeError', `'${typeName(object)}' object does not support item assignment`, source);
}

export function setListItem(rt: Runtime, list: Value[], key: Value, value: Value, source: SourceId): void {
  if (!(key instanceof SliceValue)) {
    list[position(rt, key, list.length, 'list', source, 'assignment index')] = value;
    return;
  }
  const bounds = boundsOf(rt, key, list.length, source);
  const items = listOf(rt, value, source, 'can only assign an iterable');
  if (bounds.step === 1) {
    rt.checkSize(list.length + items.length, source, items.length);
    list.splice(bounds.start, bounds.count, ...items);
    return;
  }
  if (items.length !== bounds.count) {
    throw rt.error(
      'ValueError',
      `attempt to assign sequence of size ${items.length} to extended slice of size ${bounds.count}`,
      source,
    );
  }
  items.forEach((item, k) => {
    list[bounds.start + k * bounds.step] = item;
  });
}

/** `del object[key]`. */
export function deleteItem(rt: Runtime, object: Value, key: Value, source: SourceId): void {
  if (callMethodOf(rt, object, '__delitem__', [key], source) !== undefined) return;
  if (Array.isArray(object)) {
    deleteListItem(rt, object, key, source);
    return;
  }
  if (object instanceof Dict) {
    if (object.delete(rt, key, source) === undefined) throw keyError(rt, key, source);
    return;
  }
  const own = object as { readonly deleteItem?: (rt: Runtime, key: Value, source: SourceId) => void } | null;
  if (typeof own?.deleteItem === 'function') {
    own.deleteItem(rt, key, source);
    return;
  }
  throw rt.error('TypeError', `'${typeName(object)}' object doesn't support item deletion`, source);
}

export function deleteListItem(rt: Runtime, list: Value[], key: Value, source: SourceId): void {
  if (!(key instanceof SliceValue)) {
    list.splice(position(rt, key, list.length, 'list', source, 'assignment index'), 1);
    return;
  }
  const { start, step, count } = boundsOf(rt, key, list.length, source);
  const gone = new Set(Array.from({ length: count }, (_, k) => start + k * step));
  const kept = list.filter((_, k) => !gone.has(k));
  list.length = 0;
  for (const item of kept) list.push(item);
}

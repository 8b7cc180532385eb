import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { functions } from '../builtins/define';
import { callMethodOf } from '../operators/special';
import { Dict } from '../values/dict';
import { extend, extraOf } from '../values/lists';
import { ExceptionObject, Instance, ModuleObject, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { Deque } from './deque';

function emptyLike(value: Instance): Instance {
  const copy = value instanceof ExceptionObject ? new ExceptionObject(value.cls, value.args.slice()) : value.bare();
  copy.frozen = value.frozen;
  return copy;
}

function shallow(rt: Runtime, value: Value, source: SourceId): Value {
  const own = callMethodOf(rt, value, '__copy__', [], source);
  if (own !== undefined) return own;
  if (Array.isArray(value)) return copyList(value, value.slice());
  if (value instanceof Dict) return value.copy();
  if (value instanceof SetValue) return value.frozen ? value : value.copy();
  if (value instanceof Deque) return new Deque(value.items.slice(), value.most);
  if (!(value instanceof Instance) || isEnum(value)) return value;
  const copy = emptyLike(value);
  for (const [name, held] of value.fields) copy.fields.set(name, held);
  return copy;
}

function isEnum(value: Instance): boolean {
  return value.cls.mro.some(({ name, builtIn }) => builtIn && name === 'Enum');
}

function copyList(list: Value[], items: Value[]): Value[] {
  const extra = extraOf(list);
  if (!extra) return items;
  extend(items, extra.cls);
  for (const [name, held] of extra.fields) extraOf(items)!.fields.set(name, held);
  return items;
}

/** A copy of a value with all that it holds; what it holds twice is one thing in the copy, too. */
export function deepCopy(rt: Runtime, value: Value, source: SourceId, known: Map<Value, Value>): Value {
  if (typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  rt.enterCall('deepcopy', source);
  const copy = deeply(rt, value, source, known);
  rt.depth--;
  return copy;
}

function deeply(rt: Runtime, value: object, source: SourceId, known: Map<Value, Value>): Value {
  const own = callMethodOf(rt, value, '__deepcopy__', [new Dict()], source);
  if (own !== undefined) {
    known.set(value, own);
    return own;
  }
  const inner = (held: Value) => {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    return deepCopy(rt, held, source, known);
  };
  if (Array.isArray(value)) {
    const items: Value[] = [];
    known.set(value, items);
    for (const item of value) items.push(inner(item));
    return copyList(value, items);
  }
  if (value instanceof Tuple) {
    const items = value.items.map(inner);
    const copy = items.every((item, k) => item === value.items[k]) ? value : new Tuple(items, value.cls);
    known.set(value, copy);
    return copy;
  }
  if (value instanceof Dict) {
    const copy = value.copy();
    known.set(value, copy);
    for (const entry of copy.entries.values()) entry.value = inner(entry.value);
    return copy;
  }
  if (value instanceof SetValue) return value.frozen ? value : value.copy();
  if (value instanceof Deque) return new Deque(value.items.map(inner), value.most);
  if (!(value instanceof Instance) || isEnum(value)) return value;
  const copy = emptyLike(value);
  known.set(value, copy);
  for (const [name, held] of value.fields) copy.fields.set(name, inner(held));
  return copy;
}

export const copy = new ModuleObject(
  'copy',
  functions({
    'copy(x)': (rt, [value], source) => shallow(rt, value, source),
    'deepcopy(x, memo=)': (rt, [value], source) => deepCopy(rt, value, source, new Map()),
  }),
);

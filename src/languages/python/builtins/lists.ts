import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { equals } from '../operators/compare';
import { contains } from '../operators/contains';
import { listOf } from '../operators/iterate';
import { deleteListItem, listItem, needIndex, setListItem, tupleItem } from '../operators/subscript';
import { listRepr, reprOf, tupleRepr } from '../text/repr';
import type { RangeValue, Tuple } from '../values/objects';
import { types } from '../values/types';
import { methods } from './define';
import { sorted } from './iteration';

/** Where an element stands between two places. */
function find(rt: Runtime, items: readonly Value[], value: Value, start: Value, stop: Value, source: SourceId): number {
  const place = (part: Value, fallback: number) => {
    if (part === undefined) return fallback;
    const at = needIndex(rt, part, source);
    return Math.max(0, at < 0 ? at + items.length : at);
  };
  const end = Math.min(place(stop, items.length), items.length);
  for (let k = place(start, 0); k < end; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (equals(rt, items[k], value, source)) return k;
  }
  return -1;
}

function count(rt: Runtime, items: readonly Value[], value: Value, source: SourceId): number {
  let found = 0;
  for (const item of items) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (equals(rt, item, value, source)) found++;
  }
  return found;
}

const asList = (value: Value): Value[] => value as Value[];

methods(types.list, {
  'append(object, /)': (rt, [list, value], source) => {
    rt.checkGrowth(asList(list).push(value), source);
    return null;
  },
  'extend(iterable, /)': (rt, [list, iterable], source) => {
    const items = listOf(rt, iterable, source);
    rt.checkSize(asList(list).length + items.length, source, items.length);
    for (const item of items) asList(list).push(item);
    return null;
  },
  'insert(index, object, /)': (rt, [list, index, value], source) => {
    const items = asList(list);
    const at = needIndex(rt, index, source);
    items.splice(at < 0 ? Math.max(0, at + items.length) : at, 0, value);
    rt.budget.spend(rt, items.length / 256);
    return null;
  },
  'remove(value, /)': (rt, [list, value], source) => {
    const at = find(rt, asList(list), value, undefined, undefined, source);
    if (at === -1) throw rt.error('ValueError', 'list.remove(x): x not in list', source);
    asList(list).splice(at, 1);
    return null;
  },
  'pop(index=, /)': (rt, [list, index], source) => {
    const items = asList(list);
    if (items.length === 0) throw rt.error('IndexError', 'pop from empty list', source);
    if (index === undefined) return items.pop();
    const at = needIndex(rt, index, source);
    const place = at < 0 ? at + items.length : at;
    if (place < 0 || place >= items.length) throw rt.error('IndexError', 'pop index out of range', source);
    rt.budget.spend(rt, (items.length - place) / 256);
    return items.splice(place, 1)[0];
  },
  'clear()': (_rt, [list]) => {
    asList(list).length = 0;
    return null;
  },
  'index(value, start=, stop=, /)': (rt, [list, value, start, stop], source) => {
    const at = find(rt, asList(list), value, start, stop, source);
    if (at === -1) throw rt.error('ValueError', `${reprOf(rt, value, source)} is not in list`, source);
    return at;
  },
  'count(value, /)': (rt, [list, value], source) => count(rt, asList(list), value, source),
  'sort(*, key=, reverse=)': (rt, [list, key, reverse], source) => {
    const items = asList(list);
    const result = sorted(rt, items.slice(), key, reverse, source);
    items.length = 0;
    for (const item of result) items.push(item);
    return null;
  },
  'reverse()': (_rt, [list]) => {
    asList(list).reverse();
    return null;
  },
  'copy()': (rt, [list], source) => {
    rt.checkSize(asList(list).length, source);
    return asList(list).slice();
  },
  '__len__()': (_rt, [list]) => asList(list).length,
  '__init__(iterable=, /)': (rt, [list, iterable], source) => {
    const items = iterable === undefined ? [] : listOf(rt, iterable, source);
    asList(list).length = 0;
    for (const item of items) asList(list).push(item);
    return null;
  },
  '__getitem__(key, /)': (rt, [list, key], source) => listItem(rt, asList(list), key, source),
  '__setitem__(key, value, /)': (rt, [list, key, value], source) => {
    setListItem(rt, asList(list), key, value, source);
    return null;
  },
  '__delitem__(key, /)': (rt, [list, key], source) => {
    deleteListItem(rt, asList(list), key, source);
    return null;
  },
  '__repr__()': (rt, [list], source) => listRepr(rt, asList(list).slice(), source, list),
});

const itemsOf = (value: Value): readonly Value[] => (value as Tuple).items;

methods(types.tuple, {
  'index(value, start=, stop=, /)': (rt, [tuple, value, start, stop], source) => {
    const at = find(rt, itemsOf(tuple), value, start, stop, source);
    if (at === -1) throw rt.error('ValueError', 'tuple.index(x): x not in tuple', source);
    return at;
  },
  'count(value, /)': (rt, [tuple, value], source) => count(rt, itemsOf(tuple), value, source),
  '__len__()': (_rt, [tuple]) => itemsOf(tuple).length,
  '__getitem__(key, /)': (rt, [tuple, key], source) => tupleItem(rt, tuple as Tuple, key, source),
  '__repr__()': (rt, [tuple], source) => tupleRepr(rt, tuple as Tuple, source),
});

methods(types.range, {
  'index(value, /)': (rt, [range, value], source) => {
    const { start, step } = range as RangeValue;
    if (!contains(rt, range, value, source))
      throw rt.error('ValueError', `${reprOf(rt, value, source)} is not in range`, source);
    return (needIndex(rt, value, source) - start) / step;
  },
  'count(value, /)': (rt, [range, value], source) => (contains(rt, range, value, source) ? 1 : 0),
});

import type { SourceId } from '../../../engine/sources';
import { DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { takeKeywords } from '../operators/call';
import { iterate, listOf } from '../operators/iterate';
import { combined, setLike } from '../operators/setOperators';
import { dictItem, keyError } from '../operators/subscript';
import { dictRepr } from '../text/repr';
import { Dict, DictView } from '../values/dict';
import { raised } from '../values/exceptions';
import { ClassMethod, Method, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { types } from '../values/types';
import { updateDict } from './conversions';
import { builtin, methods } from './define';

const asDict = (value: Value): Dict => value as Dict;

methods(types.dict, {
  'get(key, default=, /)': (rt, [dict, key, fallback], source) => asDict(dict).get(rt, key, source) ?? fallback ?? null,
  'keys()': (_rt, [dict]) => new DictView(asDict(dict), 'keys'),
  'values()': (_rt, [dict]) => new DictView(asDict(dict), 'values'),
  'items()': (_rt, [dict]) => new DictView(asDict(dict), 'items'),
  'pop(key, default=, /)': (rt, [dict, key, fallback], source) => {
    const entry = asDict(dict).delete(rt, key, source);
    if (entry) return entry.value;
    if (fallback === undefined) throw keyError(rt, key, source);
    return fallback;
  },
  'popitem()': (rt, [dict], source) => {
    const last = [...asDict(dict).entries.values()].at(-1);
    if (!last) throw raised(rt, 'KeyError', ['popitem(): dictionary is empty'], source);
    asDict(dict).delete(rt, last.key, source);
    return new Tuple([last.key, last.value]);
  },
  'setdefault(key, default=, /)': (rt, [dict, key, fallback = null], source) => {
    const known = asDict(dict).get(rt, key, source);
    if (known !== undefined) return known;
    asDict(dict).set(rt, key, fallback, source);
    return fallback;
  },
  'clear()': (_rt, [dict]) => {
    asDict(dict).clear();
    return null;
  },
  'copy()': (_rt, [dict]) => asDict(dict).copy(),
  '__len__()': (_rt, [dict]) => asDict(dict).size,
  '__contains__(key, /)': (rt, [dict, key], source) => asDict(dict).has(rt, key, source),
  '__getitem__(key, /)': (rt, [dict, key], source) => dictItem(rt, asDict(dict), key, source),
  '__setitem__(key, value, /)': (rt, [dict, key, value], source) => {
    asDict(dict).set(rt, key, value, source);
    return null;
  },
  '__delitem__(key, /)': (rt, [dict, key], source) => {
    if (asDict(dict).delete(rt, key, source) === undefined) throw keyError(rt, key, source);
    return null;
  },
  '__repr__()': (rt, [dict], source) => (asDict(dict).shownAs ?? dictRepr)(rt, asDict(dict), source),
});

/** Methods that take keyword arguments of any name. */
function withKeywords(
  name: string,
  apply: (rt: Runtime, dict: Dict, from: Value, args: Value[], source: SourceId) => Value,
): void {
  types.dict.define(
    name,
    new Method(name, 0, (rt, _self, args, source) => {
      const given = args.slice();
      return apply(rt, given[0] as Dict, given[1], given, source);
    }),
  );
}

for (const name of ['update', '__init__']) {
  withKeywords(name, (rt, dict, _from, args, source) => {
    const keywords = takeKeywords(args);
    updateDict(rt, dict, args[1], keywords, source);
    return null;
  });
}

types.dict.define(
  'fromkeys',
  new ClassMethod(
    builtin('fromkeys', 'cls, iterable, value=, /', (rt, [_cls, iterable, value = null], source) => {
      const dict = new Dict();
      const next = iterate(rt, iterable, source);
      for (let key = next(); key !== DONE; key = next()) {
        if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
        dict.set(rt, key, value, source);
      }
      return dict;
    }),
  ),
);

const asSet = (value: Value): SetValue => value as SetValue;

/** The members of any iterable as a set. */
function setFrom(rt: Runtime, value: Value, source: SourceId): SetValue {
  const known = setLike(rt, value, source);
  if (known) return known;
  const set = new SetValue(false);
  for (const item of listOf(rt, value, source)) set.add(rt, item, source);
  return set;
}

function combining(symbol: string) {
  return (rt: Runtime, [set, ...others]: Value[], source: SourceId): Value => {
    let result = asSet(set).copy();
    for (const other of others)
      result = combined(rt, symbol, result, setFrom(rt, other, source), asSet(set).frozen, source);
    return result;
  };
}

function changing(symbol: string) {
  return (rt: Runtime, [set, ...others]: Value[], source: SourceId): Value => {
    for (const other of others) {
      const result = combined(rt, symbol, asSet(set), setFrom(rt, other, source), false, source);
      asSet(set).clear();
      asSet(set).take(result);
    }
    return null;
  };
}

const isPart = (rt: Runtime, small: SetValue, large: SetValue, source: SourceId): boolean =>
  small.values().every((value) => large.has(rt, value, source));

for (const cls of [types.set, types.frozenset]) {
  methods(cls, {
    'union(*others)': combining('|'),
    'intersection(*others)': combining('&'),
    'difference(*others)': combining('-'),
    'symmetric_difference(other, /)': combining('^'),
    'issubset(other, /)': (rt, [set, other], source) => isPart(rt, asSet(set), setFrom(rt, other, source), source),
    'issuperset(other, /)': (rt, [set, other], source) => isPart(rt, setFrom(rt, other, source), asSet(set), source),
    'isdisjoint(other, /)': (rt, [set, other], source) =>
      !setFrom(rt, other, source)
        .values()
        .some((value) => asSet(set).has(rt, value, source)),
    'copy()': (_rt, [set]) => asSet(set).copy(),
    '__len__()': (_rt, [set]) => asSet(set).size,
    '__contains__(key, /)': (rt, [set, key], source) => asSet(set).has(rt, key, source),
  });
}

methods(types.set, {
  'add(object, /)': (rt, [set, value], source) => {
    asSet(set).add(rt, value, source);
    return null;
  },
  'discard(object, /)': (rt, [set, value], source) => {
    asSet(set).delete(rt, value, source);
    return null;
  },
  'remove(object, /)': (rt, [set, value], source) => {
    if (!asSet(set).delete(rt, value, source)) throw keyError(rt, value, source);
    return null;
  },
  'pop()': (rt, [set], source) => {
    const [first] = asSet(set).values();
    if (asSet(set).size === 0) throw raised(rt, 'KeyError', ['pop from an empty set'], source);
    asSet(set).delete(rt, first, source);
    return first;
  },
  'clear()': (_rt, [set]) => {
    asSet(set).clear();
    return null;
  },
  'update(*others)': changing('|'),
  'intersection_update(*others)': changing('&'),
  'difference_update(*others)': changing('-'),
  'symmetric_difference_update(other, /)': changing('^'),
});

import type { SourceId } from '../../../engine/sources';
import { DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { updateDict } from '../builtins/conversions';
import { methods } from '../builtins/define';
import { sorted } from '../builtins/iteration';
import { add, subtract } from '../operators/arithmetic';
import { takeKeywords } from '../operators/call';
import { compareOperators } from '../operators/compare';
import { iterate } from '../operators/iterate';
import { keyError, needIndex } from '../operators/subscript';
import { truthy } from '../operators/truth';
import { dictRepr, reprOf } from '../text/repr';
import { Dict } from '../values/dict';
import { raised } from '../values/exceptions';
import { IteratorObject, type Keywords, Method, ModuleObject, Tuple } from '../values/objects';
import { BuiltInClass, types } from '../values/types';
import { abstractCollections } from './abstract';
import { dequeClass } from './deque';
import { namedtuple } from './namedtuples';

// --- defaultdict -----------------------------------------------------------------------------------------------------

const defaultdict = new BuiltInClass('defaultdict', types.dict);
defaultdict.qualname = 'collections.defaultdict';
const showDefault = (rt: Runtime, dict: Dict, source: SourceId) =>
  `defaultdict(${reprOf(rt, dict.factory, source)}, ${dictRepr(rt, dict, source)})`;
defaultdict.maker = (rt, cls, args, source) => {
  const given = args.slice();
  const keywords = takeKeywords(given);
  const dict = new Dict(cls);
  dict.factory = given[0] ?? null;
  dict.shownAs = showDefault;
  updateDict(rt, dict, given[1], keywords, source);
  return dict;
};

// --- OrderedDict -----------------------------------------------------------------------------------------------------

export const orderedDict = new BuiltInClass('OrderedDict', types.dict);
orderedDict.qualname = 'collections.OrderedDict';
orderedDict.maker = (rt, cls, args, source) => {
  const given = args.slice();
  const keywords = takeKeywords(given);
  const dict = new Dict(cls);
  dict.viewedAs = 'odict';
  dict.shownAs = (r, own, at) => {
    if (own.size === 0) return 'OrderedDict()';
    const parts = [...own.entries.values()].map(({ key, value }) => `(${reprOf(r, key, at)}, ${reprOf(r, value, at)})`);
    return `OrderedDict([${parts.join(', ')}])`;
  };
  updateDict(rt, dict, given[0], keywords, source);
  return dict;
};
methods(orderedDict, {
  'move_to_end(key, last=)': (rt, [self, key, last], source) => {
    const dict = self as Dict;
    const entry = dict.delete(rt, key, source);
    if (!entry) throw keyError(rt, key, source);
    if (last === undefined || truthy(rt, last)) dict.set(rt, key, entry.value, source);
    else {
      const rest = dict.copy();
      dict.clear();
      dict.set(rt, key, entry.value, source);
      dict.take(rest);
    }
    return null;
  },
  'popitem(last=)': (rt, [self, last], source) => {
    const dict = self as Dict;
    const entries = [...dict.entries.values()];
    const entry = last === undefined || truthy(rt, last) ? entries.at(-1) : entries[0];
    if (!entry) throw raised(rt, 'KeyError', ['dictionary is empty'], source);
    dict.delete(rt, entry.key, source);
    return new Tuple([entry.key, entry.value]);
  },
});

// --- Counter ---------------------------------------------------------------------------------------------------------

const counter = new BuiltInClass('Counter', types.dict);
counter.qualname = 'collections.Counter';

/** Entries by their counts, the most common first; among equals the first that came. */
function mostCommon(rt: Runtime, dict: Dict, source: SourceId): Tuple[] {
  const pairs = [...dict.entries.values()].map(({ key, value }) => new Tuple([key, value]));
  const byCount = new Method('count', 1, (_rt, _self, [pair]) => (pair as Tuple).items[1]);
  return sorted(rt, pairs, byCount, true, source) as Tuple[];
}

function showCounter(rt: Runtime, dict: Dict, source: SourceId): string {
  if (dict.size === 0) return 'Counter()';
  const parts = mostCommon(rt, dict, source).map(
    ({ items: [key, value] }) => `${reprOf(rt, key, source)}: ${reprOf(rt, value, source)}`,
  );
  return `Counter({${parts.join(', ')}})`;
}

function newCounter(cls = counter): Dict {
  const dict = new Dict(cls);
  dict.missing = () => 0;
  dict.shownAs = showCounter;
  return dict;
}

function count(
  rt: Runtime,
  dict: Dict,
  from: Value,
  keywords: Keywords | null,
  combine: typeof add,
  source: SourceId,
): void {
  const change = (key: Value, by: Value) =>
    dict.set(rt, key, combine(rt, dict.get(rt, key, source) ?? 0, by, source), source);
  if (from instanceof Dict) for (const { key, value } of [...from.entries.values()]) change(key, value);
  else if (from !== undefined && from !== null) {
    const next = iterate(rt, from, source);
    for (let key = next(); key !== DONE; key = next()) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      change(key, 1);
    }
  }
  for (const [k, name] of (keywords?.names ?? []).entries()) change(name, keywords!.values[k]);
}

counter.maker = (rt, cls, args, source) => {
  const given = args.slice();
  const keywords = takeKeywords(given);
  const dict = newCounter(cls as BuiltInClass);
  count(rt, dict, given[0], keywords, add, source);
  return dict;
};

function changing(combine: typeof add): Method['apply'] {
  return (rt, _self, args, source) => {
    const given = args.slice();
    const keywords = takeKeywords(given);
    count(rt, given[0] as Dict, given[1], keywords, combine, source);
    return null;
  };
}
counter.define('update', new Method('update', 0, changing(add)));
counter.define('subtract', new Method('subtract', 0, changing(subtract)));

/** `+`, `-`, `|` and `&` of counters keep what is positive. */
function combining(combine: (rt: Runtime, a: Value, b: Value, source: SourceId) => Value): Method['apply'] {
  return (rt, _self, [left, right], source) => {
    const [a, b] = [left as Dict, right as Dict];
    const result = newCounter();
    for (const key of [...a.entries.values(), ...b.entries.values()].map((entry) => entry.key)) {
      const value = combine(rt, a.get(rt, key, source) ?? 0, b.get(rt, key, source) ?? 0, source);
      if (truthy(rt, compareOperators['>']!(rt, value, 0, source))) result.set(rt, key, value, source);
    }
    return result;
  };
}
const larger = (rt: Runtime, a: Value, b: Value, source: SourceId) =>
  truthy(rt, compareOperators['<']!(rt, a, b, source)) ? b : a;
const smaller = (rt: Runtime, a: Value, b: Value, source: SourceId) =>
  truthy(rt, compareOperators['<']!(rt, a, b, source)) ? a : b;
for (const [name, combine] of [
  ['__add__', add],
  ['__sub__', subtract],
  ['__or__', larger],
  ['__and__', smaller],
] as const) {
  counter.define(name, new Method(name, 0, combining(combine)));
}
methods(counter, {
  'most_common(n=)': (rt, [self, n], source) => {
    const all = mostCommon(rt, self as Dict, source);
    return n === undefined || n === null ? all : all.slice(0, Math.max(0, needIndex(rt, n, source)));
  },
  'elements()': (rt, [self], source) => {
    const items = [...(self as Dict).entries.values()].flatMap(({ key, value }) => {
      const times = Math.max(0, needIndex(rt, value, source));
      rt.checkSize(times, source);
      return new Array<Value>(times).fill(key);
    });
    let at = 0;
    return new IteratorObject('itertools.chain', () => (at < items.length ? items[at++] : DONE));
  },
  'total()': (rt, [self], source) =>
    [...(self as Dict).entries.values()].reduce((sum: Value, { value }) => add(rt, sum, value, source), 0),
  'copy()': (_rt, [self]) => (self as Dict).copy(),
});

export const collections = new ModuleObject(
  'collections',
  new Map<string, Value>([
    ['namedtuple', namedtuple],
    ['defaultdict', defaultdict],
    ['OrderedDict', orderedDict],
    ['Counter', counter],
    ['deque', dequeClass],
    ['abc', abstractCollections],
  ]),
  (name) =>
    /^(ChainMap|UserDict|UserList|UserString)$/.test(name)
      ? `\`collections.${name}\` is not supported; use a dict or a list`
      : null,
);

import { type Cursor, DONE } from '../../core/ir';
import { untracked, type Value } from '../../core/values';
import { isFunction, isNullish, joinText, toInteger, toText, truthy } from '../conversions';
import { iterate, iteratorOf } from '../iteration';
import { getMember } from '../members';
import { arrayPrototype, GlobalFunction, install, isArray, refuseOthers } from '../objects';
import { strictEquals } from '../operators';
import { arrayOf, builtin, builtins, type Call, callback, eachIndex } from './define';

/** A relative index argument: negative counts from the end, absent is `fallback`; clamped to the array. */
function clampIndex({ rt, source }: Call, value: Value, length: number, fallback: number): number {
  if (value === undefined) return fallback;
  const index = toInteger(rt, value, source);
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length);
}

/** The receiver, for a method that makes a new array of about that size. */
function copiedOf(call: Call): Value[] {
  const array = arrayOf(call);
  call.rt.checkSize(array.length, call.source);
  return array;
}

function changeable(call: Call): Value[] {
  const array = arrayOf(call);
  if (Object.isFrozen(array)) {
    throw call.rt.error('TypeError', `Cannot add property ${array.length}, object is not extensible`, call.source);
  }
  return array;
}

/** Calls the callback for an element. */
function visit(call: Call, array: Value[], index: number): Value {
  return call.rt.call(call.args[0], call.args[1], [array[index], index, array], call.source);
}

function search(call: Call, backwards: boolean): number {
  const array = arrayOf(call);
  callback(call);
  let found = -1;
  eachIndex(
    call,
    array.length,
    (k) => {
      if (!truthy(call.rt, visit(call, array, k))) return false;
      found = k;
      return true;
    },
    backwards,
  );
  return found;
}

/** `holes`: whether a missing element counts as undefined, as it does for `includes`. */
function indexOf(call: Call, equals: (a: Value, b: Value) => boolean, holes: boolean): number {
  const array = arrayOf(call);
  for (let k = clampIndex(call, call.args[1], array.length, 0); k < array.length; k++) {
    if ((holes || k in array) && equals(array[k], call.args[0])) return k;
  }
  return -1;
}

function sameValueZero(a: Value, b: Value): boolean {
  return strictEqualsPlain(a, b) || (Number.isNaN(untracked(a)) && Number.isNaN(untracked(b)));
}

function strictEqualsPlain(a: Value, b: Value): boolean {
  return untracked(a) === untracked(b);
}

function reduce(call: Call, backwards: boolean): Value {
  const { rt, args, source } = call;
  const array = arrayOf(call);
  callback(call);
  let started = args.length > 1;
  let accumulated = args[1];
  eachIndex(
    call,
    array.length,
    (k) => {
      if (!(k in array)) return;
      accumulated = started ? rt.call(args[0], undefined, [accumulated, array[k], k, array], source) : array[k];
      started = true;
    },
    backwards,
  );
  if (!started) throw rt.error('TypeError', 'Reduce of empty array with no initial value', source);
  return accumulated;
}

function sorted(call: Call, array: Value[]): Value[] {
  const { rt, args, source } = call;
  const missing = array.filter((item) => item === undefined);
  const items = array.filter((item) => item !== undefined);
  if (args[0] === undefined) {
    const keyed = items.map((item) => ({ item, key: toText(rt, item, source) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return [...keyed.map(({ item }) => item), ...missing];
  }
  callback(call);
  items.sort((a, b) => Number(untracked(rt.call(args[0], undefined, [a, b], source))));
  return [...items, ...missing];
}

function flatten(call: Call, array: readonly Value[], depth: number, into: Value[]): Value[] {
  // `forEach` leaves out missing elements, as `flat` does.
  array.forEach((item) => {
    if (isArray(item) && depth > 0) flatten(call, item, depth - 1, into);
    else into.push(item);
    call.rt.checkGrowth(into.length, call.source);
  });
  return into;
}

/** Walks an array by index: what it grows by on the way counts. */
function cursor(call: Call, give: (item: Value, index: number) => Value): Cursor {
  const array = arrayOf(call);
  let index = 0;
  return () => (index < array.length ? give(array[index], index++) : DONE);
}

function splice(call: Call): Value[] {
  const array = changeable(call);
  const start = clampIndex(call, call.args[0], array.length, 0);
  const rest = array.length - start;
  const count =
    call.args.length === 0
      ? 0
      : call.args.length === 1
        ? rest
        : Math.min(Math.max(toInteger(call.rt, call.args[1], call.source), 0), rest);
  return array.splice(start, count, ...call.args.slice(2));
}

/** The methods of arrays. Elements keep their origin; indices and lengths have none. */
export const arrayMethods = builtins({
  at(call) {
    const array = arrayOf(call);
    const index = toInteger(call.rt, call.args[0], call.source);
    return array[index < 0 ? array.length + index : index];
  },
  concat(call) {
    const size = call.args.reduce<number>((sum, item) => sum + (isArray(item) ? item.length : 1), arrayOf(call).length);
    call.rt.checkSize(size, call.source);
    return arrayOf(call).concat(...call.args);
  },
  entries: (call) => iteratorOf(cursor(call, (item, k) => [k, item])),
  every(call) {
    const array = arrayOf(call);
    callback(call);
    let all = true;
    eachIndex(call, array.length, (k) => {
      all = truthy(call.rt, visit(call, array, k));
      return !all;
    });
    return all;
  },
  fill(call) {
    const array = changeable(call);
    const start = clampIndex(call, call.args[1], array.length, 0);
    return array.fill(call.args[0], start, clampIndex(call, call.args[2], array.length, array.length));
  },
  filter(call) {
    const array = copiedOf(call);
    callback(call);
    const result: Value[] = [];
    eachIndex(call, array.length, (k) => {
      const item = array[k];
      if (k in array && truthy(call.rt, visit(call, array, k))) result.push(item);
    });
    return result;
  },
  find(call) {
    const index = search(call, false);
    return index === -1 ? undefined : arrayOf(call)[index];
  },
  findIndex: (call) => search(call, false),
  findLast(call) {
    const index = search(call, true);
    return index === -1 ? undefined : arrayOf(call)[index];
  },
  findLastIndex: (call) => search(call, true),
  flat(call) {
    const depth = call.args[0] === undefined ? 1 : toInteger(call.rt, call.args[0], call.source);
    return flatten(call, arrayOf(call), Math.min(depth, 1000), []);
  },
  flatMap(call) {
    const array = arrayOf(call);
    callback(call);
    const result: Value[] = [];
    eachIndex(call, array.length, (k) => {
      flatten(call, [visit(call, array, k)], 1, result);
    });
    return result;
  },
  forEach(call) {
    const array = arrayOf(call);
    callback(call);
    eachIndex(call, array.length, (k) => {
      if (k in array) visit(call, array, k);
    });
    return undefined;
  },
  includes: (call) => indexOf(call, sameValueZero, true) !== -1,
  indexOf: (call) => indexOf(call, strictEqualsPlain, false),
  join(call) {
    const separator = call.args[0] === undefined ? ',' : toText(call.rt, call.args[0], call.source);
    return joinText(call.rt, arrayOf(call), separator, call.source);
  },
  keys: (call) => iteratorOf(cursor(call, (_item, k) => k)),
  lastIndexOf(call) {
    const array = arrayOf(call);
    const last = array.length - 1;
    const from = call.args.length > 1 ? toInteger(call.rt, call.args[1], call.source) : last;
    for (let k = from < 0 ? array.length + from : Math.min(from, last); k >= 0; k--) {
      if (k in array && strictEquals(call.rt, array[k], call.args[0])) return k;
    }
    return -1;
  },
  map(call) {
    const array = copiedOf(call);
    callback(call);
    const result: Value[] = new Array(array.length);
    eachIndex(call, array.length, (k) => {
      if (k in array) result[k] = visit(call, array, k);
    });
    return result;
  },
  pop: (call) => changeable(call).pop(),
  push(call) {
    const array = changeable(call);
    for (const item of call.args) {
      array.push(item);
      call.rt.checkGrowth(array.length, call.source);
    }
    return array.length;
  },
  reduce: (call) => reduce(call, false),
  reduceRight: (call) => reduce(call, true),
  reverse: (call) => changeable(call).reverse(),
  shift: (call) => changeable(call).shift(),
  slice(call) {
    const array = copiedOf(call);
    const start = clampIndex(call, call.args[0], array.length, 0);
    return array.slice(start, clampIndex(call, call.args[1], array.length, array.length));
  },
  some(call) {
    const array = arrayOf(call);
    callback(call);
    let any = false;
    eachIndex(call, array.length, (k) => {
      any = truthy(call.rt, visit(call, array, k));
      return any;
    });
    return any;
  },
  sort(call) {
    const array = changeable(call);
    const result = sorted(call, array);
    for (let k = 0; k < result.length; k++) array[k] = result[k];
    // What was missing is missing at the end.
    for (let k = result.length; k < array.length; k++) delete array[k];
    return array;
  },
  splice,
  toReversed: (call) => [...copiedOf(call)].reverse(),
  toSorted: (call) => sorted(call, [...copiedOf(call)]),
  toString: (call: Call) => joinText(call.rt, arrayOf(call), ',', call.source),
  toLocaleString: (call: Call) => joinText(call.rt, arrayOf(call), ',', call.source),
  unshift(call) {
    const array = changeable(call);
    array.unshift(...call.args);
    return array.length;
  },
  values: (call) => iteratorOf(cursor(call, (item) => item)),
  toSpliced(call) {
    const copy = [...copiedOf(call)];
    splice({ ...call, self: copy });
    return copy;
  },
  with(call) {
    const array = [...copiedOf(call)];
    const index = toInteger(call.rt, call.args[0], call.source);
    const at = index < 0 ? array.length + index : index;
    if (at < 0 || at >= array.length) throw call.rt.error('RangeError', `Invalid index : ${index}`, call.source);
    array[at] = call.args[1];
    return array;
  },
  copyWithin(call) {
    const array = changeable(call);
    const { length } = array;
    const to = clampIndex(call, call.args[0], length, 0);
    return array.copyWithin(
      to,
      clampIndex(call, call.args[1], length, 0),
      clampIndex(call, call.args[2], length, length),
    );
  },
});

/** `Array.isArray`, `Array.of`, `Array.from`. */
export const arrayStatics = builtins({
  isArray: ({ args }) => isArray(args[0]),
  of: ({ args }) => [...args],
  from(call) {
    const items = listFrom(call, call.args[0]);
    if (call.args[1] === undefined) return items;
    callback(call, 1);
    const result: Value[] = new Array(items.length);
    eachIndex(call, items.length, (k) => {
      result[k] = call.rt.call(call.args[1], call.args[2], [items[k], k], call.source);
    });
    return result;
  },
});

/** The elements of an iterable, or of something with a length and indices. */
export function listFrom(call: Call, value: Value): Value[] {
  const { rt, source } = call;
  if (isArray(value) || typeof value === 'string') rt.checkSize(value.length, source);
  if (isNullish(value)) {
    throw rt.error('TypeError', `${value} is not iterable (cannot read property Symbol(Symbol.iterator))`, source);
  }
  if (isArray(value)) return [...value];
  if (isFunction(getMember(rt, value, Symbol.iterator, source))) return walk(call, iterate(rt, value, source));
  const length = Math.max(toInteger(rt, getMember(rt, value, 'length', source), source), 0);
  rt.checkSize(length, source);
  return Array.from({ length }, (_item, k) => getMember(rt, value, k, source));
}

/** All that a cursor gives, within the budget. */
export function walk({ rt, source }: Call, next: Cursor): Value[] {
  const items: Value[] = [];
  for (let item = next(); item !== DONE; item = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    items.push(item);
    rt.checkGrowth(items.length, source);
  }
  return items;
}

/** `Array(3)` and `new Array(1, 2)`. */
export function makeArray(call: Call): Value[] {
  const { rt, args, source } = call;
  const first = untracked(args[0]);
  if (args.length !== 1 || typeof first !== 'number') return [...args];
  if (!Number.isInteger(first) || first < 0 || first > 2 ** 32 - 1) {
    throw rt.error('RangeError', 'Invalid array length', source);
  }
  rt.checkSize(first, source);
  return new Array(first);
}

install(arrayPrototype, arrayMethods);
install(arrayPrototype, [[Symbol.iterator, arrayMethods.get('values')]]);
refuseOthers(arrayPrototype, Array.prototype, (name) => `\`${name}\` of an array is not supported`);

const arrayFunction = builtin('Array', makeArray);

/** `Array`. */
export const arrayGlobal = new GlobalFunction(
  'Array',
  arrayFunction,
  (rt, args, source) => makeArray({ rt, self: undefined, args, source }),
  arrayStatics,
  arrayPrototype,
);

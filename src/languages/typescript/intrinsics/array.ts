import { type Cursor, DONE } from '../../core/ir';
import { Tracked, untracked, type Value } from '../../core/values';
import { construct, isConstructor, prototypeFrom } from '../construct';
import {
  callSite,
  isFunction,
  isNullish,
  isObject,
  joinText,
  shownInMessage,
  toInteger,
  toNumber,
  toText,
  truthy,
} from '../conversions';
import { arrayIteratorPrototype, iterate, iteratorOf } from '../iteration';
import { getMember, hasMember, setMember } from '../members';
import {
  arrayPrototype,
  extraOf,
  GlobalFunction,
  install,
  isArray,
  makeExtra,
  objectPrototype,
  Refused,
  refuseOthers,
} from '../objects';
import { strictEquals } from '../operators';
import { arrayOf, builtin, builtins, type Call, callback, changing, eachIndex } from './define';

/** A relative index argument: negative counts from the end, absent is `fallback`; clamped to the array. */
export function clampIndex({ rt, source }: Call, value: Value, length: number, fallback: number): number {
  if (value === undefined) return fallback;
  const index = toInteger(rt, value, source);
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length);
}

/** The receiver, for a method that makes a new array of about that size. */
function copiedOf(call: Call): Value[] {
  const array = arrayOf(call);
  call.rt.checkSize(array.length, call.source);
  spend(call, array.length);
  return array;
}

/**
 * The list as an array of the same class as the receiver. `size` is what its constructor is told, as JavaScript has it;
 * `whole` sets the length, too.
 */
function alike(call: Call, result: Value[], size = 0, whole = false): Value[] {
  const { rt, self, source } = call;
  const proto = isArray(self) ? extraOf(self)?.proto : null;
  if (!proto || proto === arrayPrototype) return result;
  const made = ofSpecies(call, size);
  if (made === null) return result;
  for (let k = 0; k < result.length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (k in result) setMember(rt, made, k, result[k], source);
  }
  if (whole) setMember(rt, made, 'length', result.length, source);
  return made;
}

/** An array of the class that an instance of a user's class of arrays wants its results in; null for plain ones. */
function ofSpecies({ rt, self, source }: Call, size: number): Value[] | null {
  const klass = getMember(rt, self, 'constructor', source);
  if (!isConstructor(klass)) return null;
  const species = hasMember(klass, Symbol.species) ? getMember(rt, klass, Symbol.species, source) : klass;
  if (!isConstructor(species)) return null;
  const made = construct(rt, species, [size], source);
  if (!isArray(made)) throw rt.unsupported('a class of arrays whose results are no arrays is not supported', source);
  return made;
}

/** Calls the callback for an element. */
function visit(call: Call, array: Value[], index: number): Value {
  return call.rt.call(call.args[0], call.args[1], [array[index], index, call.self], call.source);
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

/** Takes time from the budget for what the host does in one go, by how many elements it looks at. */
function spend({ rt }: Call, elements: number): void {
  rt.budget.spend(rt, elements / 16);
}

/** `holes`: whether a missing element counts as undefined, as it does for `includes`. */
function indexOf(call: Call, equals: (a: Value, b: Value) => boolean, holes: boolean): number {
  const array = arrayOf(call);
  if (array.length === 0) return -1;
  spend(call, array.length);
  for (let k = clampIndex(call, call.args[1], array.length, 0); k < array.length; k++) {
    if ((holes || k in array) && equals(array[k], call.args[0])) return k;
  }
  return -1;
}

export function sameValueZero(a: Value, b: Value): boolean {
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
      accumulated = started ? rt.call(args[0], undefined, [accumulated, array[k], k, call.self], source) : array[k];
      started = true;
    },
    backwards,
  );
  if (!started) throw rt.error('TypeError', 'Reduce of empty array with no initial value', source);
  return accumulated;
}

function sorted(call: Call, array: Value[]): Value[] {
  const { rt, args, source } = call;
  spend(call, 16 * array.length);
  const [compare] = args;
  if (compare !== undefined && !isFunction(compare)) {
    const shown = typeof compare === 'string' ? compare : shownInMessage(rt, compare, source);
    throw rt.error('TypeError', `The comparison function must be either a function or undefined: ${shown}`, source);
  }
  const missing = array.filter((item) => item === undefined);
  const items = array.filter((item) => item !== undefined);
  if (compare === undefined) {
    const keyed = items.map((item) => ({ item, key: toText(rt, item, source) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return [...keyed.map(({ item }) => item), ...missing];
  }
  items.sort((a, b) => {
    const order = rt.call(compare, undefined, [a, b], source);
    if (order instanceof Tracked) rt.cuts.note(order.node, 'comparison', source);
    return toNumber(rt, order, source);
  });
  return [...items, ...missing];
}

function flatten(call: Call, array: readonly Value[], depth: number, into: Value[]): Value[] {
  const { rt, source } = call;
  rt.enterCall('flat', source);
  for (let k = 0; k < array.length; k++) {
    if (!(k in array)) continue;
    const item = array[k];
    if (isArray(item) && depth > 0) flatten(call, item, depth - 1, into);
    else into.push(item);
    rt.checkGrowth(into.length, source);
  }
  rt.depth--;
  return into;
}

/** Whether an object says of itself that `concat` takes it apart. */
function isSpreadable({ rt, source }: Call, item: Value): boolean {
  return truthy(rt, getMember(rt, item, Symbol.isConcatSpreadable, source));
}

/** Walks an array by index: what it grows by on the way counts. */
function cursor(call: Call, give: (item: Value, index: number) => Value): Cursor {
  const array = arrayOf(call);
  let index = 0;
  return () => (index < array.length ? give(array[index], index++) : DONE);
}

function splice(call: Call): Value {
  const array = arrayOf(call);
  const start = clampIndex(call, call.args[0], array.length, 0);
  const rest = array.length - start;
  const count =
    call.args.length === 0
      ? 0
      : call.args.length === 1
        ? rest
        : Math.min(Math.max(toInteger(call.rt, call.args[1], call.source), 0), rest);
  call.rt.checkSize(array.length - count + call.args.length, call.source, call.args.length);
  const removed = changing(call, (self) => spliced(self, start, count, call.args.slice(2))) as Value[];
  return alike(call, removed, count, true);
}

/** {@link changing} for what takes one step: the host itself says where an array is frozen. */
function quickly(call: Call, change: (array: Value[], call: Call) => Value): Value {
  const { rt, self, source } = call;
  if (!isArray(self)) return changing(call, (array) => change(array, call));
  try {
    return change(self, call);
  } catch (error) {
    if (error instanceof TypeError) throw rt.error('TypeError', error.message, source);
    throw error;
  }
}

function pushAll(array: Value[], { rt, args, source }: Call): number {
  // The length is set even where nothing is added.
  if (args.length === 0 && !Object.isExtensible(array)) array.length = Number(array.length);
  for (let k = 0; k < args.length; k++) {
    array.push(args[k]);
    rt.checkGrowth(array.length, source);
  }
  return array.length;
}

/** `splice` of the host, which takes its arguments one by one: not more of them than it can take. */
function spliced(array: Value[], start: number, count: number, added: readonly Value[]): Value[] {
  const removed = array.splice(start, count, ...added.slice(0, PIECE));
  for (let k = PIECE; k < added.length; k += PIECE) array.splice(start + k, 0, ...added.slice(k, k + PIECE));
  return removed;
}

/** How many arguments the host is given at most. */
const PIECE = 10_000;

/** `toString` asks the receiver's own `join`. */
function textOf(call: Call): Value {
  const { rt, self, source } = call;
  if (isArray(self) && extraOf(self) === null) return joinText(rt, self, ',', source);
  if (isNullish(self)) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
  const join = getMember(rt, self, 'join', source);
  return rt.call(isFunction(join) ? join : objectPrototype.fields.toString, self, [], source);
}

/** The methods of arrays. Elements keep their origin; indices and lengths have none. */
export const arrayMethods = builtins(
  {
    at(call) {
      const array = arrayOf(call);
      const index = toInteger(call.rt, call.args[0], call.source);
      return array[index < 0 ? array.length + index : index];
    },
    concat(call) {
      const { rt, source } = call;
      const spread = (item: Value) =>
        isArray(item) ? item : isObject(item) && isSpreadable(call, item) ? arrayOf({ ...call, self: item }) : [item];
      const first = isNullish(call.self) ? arrayOf(call) : spread(call.self);
      const parts = call.args.map(spread);
      rt.checkSize(
        parts.reduce((sum, part) => sum + part.length, first.length),
        source,
      );
      let joined = first.concat(...parts.slice(0, PIECE));
      for (let k = PIECE; k < parts.length; k += PIECE) joined = joined.concat(...parts.slice(k, k + PIECE));
      return alike(call, joined, 0, true);
    },
    entries: (call) =>
      iteratorOf(
        cursor(call, (item, k) => [k, item]),
        arrayIteratorPrototype,
      ),
    every(call) {
      const array = arrayOf(call);
      callback(call);
      let all = true;
      eachIndex(call, array.length, (k) => {
        if (k in array) all = truthy(call.rt, visit(call, array, k));
        return !all;
      });
      return all;
    },
    fill(call) {
      const array = arrayOf(call);
      const start = clampIndex(call, call.args[1], array.length, 0);
      const end = clampIndex(call, call.args[2], array.length, array.length);
      return changing(call, (self) => self.fill(call.args[0], start, end));
    },
    filter(call) {
      const array = copiedOf(call);
      callback(call);
      const result: Value[] = [];
      eachIndex(call, array.length, (k) => {
        const item = array[k];
        if (k in array && truthy(call.rt, visit(call, array, k))) result.push(item);
      });
      return alike(call, result);
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
      return alike(call, flatten(call, arrayOf(call), depth, []));
    },
    flatMap(call) {
      const array = arrayOf(call);
      callback(call);
      const result: Value[] = [];
      eachIndex(call, array.length, (k) => {
        if (k in array) flatten(call, [visit(call, array, k)], 1, result);
      });
      return alike(call, result);
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
    keys: (call) =>
      iteratorOf(
        cursor(call, (_item, k) => k),
        arrayIteratorPrototype,
      ),
    lastIndexOf(call) {
      const array = arrayOf(call);
      if (array.length === 0) return -1;
      spend(call, array.length);
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
      return alike(call, result, array.length);
    },
    pop: (call) => quickly(call, (array) => array.pop()),
    push: (call) => quickly(call, pushAll),
    reduce: (call) => reduce(call, false),
    reduceRight: (call) => reduce(call, true),
    reverse: (call) => changing(call, (array) => array.reverse()),
    shift: (call) => changing(call, (array) => array.shift()),
    slice(call) {
      const array = copiedOf(call);
      const start = clampIndex(call, call.args[0], array.length, 0);
      const end = clampIndex(call, call.args[1], array.length, array.length);
      return alike(call, array.slice(start, end), Math.max(end - start, 0), true);
    },
    some(call) {
      const array = arrayOf(call);
      callback(call);
      let any = false;
      eachIndex(call, array.length, (k) => {
        if (k in array) any = truthy(call.rt, visit(call, array, k));
        return any;
      });
      return any;
    },
    sort: (call) =>
      changing(call, (array) => {
        const result = sorted(call, array);
        for (let k = 0; k < result.length; k++) array[k] = result[k];
        // What was missing is missing at the end.
        for (let k = result.length; k < array.length; k++) delete array[k];
        return array;
      }),
    splice,
    toReversed: (call) => [...copiedOf(call)].reverse(),
    toSorted: (call) => sorted(call, [...copiedOf(call)]),
    toString: (call: Call) => textOf(call),
    toLocaleString(call: Call) {
      const { rt, args, source } = call;
      const convert = (item: Value) =>
        toText(rt, rt.call(getMember(rt, item, 'toLocaleString', source), item, args.slice(0, 2), source), source);
      return joinText(rt, arrayOf(call), ',', source, convert);
    },
    unshift: (call) =>
      changing(call, (array) => {
        call.rt.checkSize(array.length + call.args.length, call.source, call.args.length);
        spliced(array, 0, 0, call.args);
        return array.length;
      }),
    values: (call) =>
      iteratorOf(
        cursor(call, (item) => item),
        arrayIteratorPrototype,
      ),
    toSpliced(call) {
      const copy = [...copiedOf(call)];
      splice({ ...call, self: copy });
      return copy;
    },
    with(call) {
      const array = [...copiedOf(call)];
      const index = toInteger(call.rt, call.args[0], call.source);
      const at = index < 0 ? array.length + index : index;
      if (at < 0 || at >= array.length) {
        const [given] = call.args;
        const shown = isObject(given)
          ? shownInMessage(call.rt, given, call.source)
          : toText(call.rt, given, call.source);
        throw call.rt.error('RangeError', `Invalid index : ${shown}`, call.source);
      }
      array[at] = call.args[1];
      return array;
    },
    copyWithin(call) {
      const { length } = arrayOf(call);
      const to = clampIndex(call, call.args[0], length, 0);
      const from = clampIndex(call, call.args[1], length, 0);
      const end = clampIndex(call, call.args[2], length, length);
      return changing(call, (array) => array.copyWithin(to, from, end));
    },
  },
  {
    ...Object.fromEntries(
      [
        ...['pop', 'reverse', 'shift', 'keys', 'entries', 'values', 'flat'],
        ...['toLocaleString', 'toString', 'toReversed'],
      ].map((name) => [name, 0]),
    ),
    ...Object.fromEntries(['copyWithin', 'slice', 'splice', 'toSpliced', 'with'].map((name) => [name, 2])),
  },
);

/** `Array.isArray`, `Array.of`, `Array.from`. */
export const arrayStatics = builtins(
  {
    isArray: ({ args }) => isArray(args[0]),
    of: (call) => ofClass(call, [...call.args]),
    from(call) {
      if (call.args[1] !== undefined) callback(call, 1);
      const items = listFrom(call, call.args[0]);
      if (call.args[1] === undefined) return ofClass(call, items);
      const result: Value[] = new Array(items.length);
      eachIndex(call, items.length, (k) => {
        result[k] = call.rt.call(call.args[1], call.args[2], [items[k], k], call.source);
      });
      return ofClass(call, result);
    },
  },
  { of: 0 },
);

/** The list as an array of the class that `from` or `of` was called on. */
function ofClass({ rt, self, source }: Call, items: Value[]): Value[] {
  if (!isConstructor(self)) return items;
  const made = construct(rt, self, [], source);
  if (!isArray(made)) throw rt.unsupported('this class does not extend Array: make its instances with `new`', source);
  for (let k = 0; k < items.length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    setMember(rt, made, k, items[k], source);
  }
  setMember(rt, made, 'length', items.length, source);
  return made;
}

/** The elements of an iterable, or of something with a length and indices. */
export function listFrom(call: Call, value: Value): Value[] {
  const { rt, source } = call;
  if (isArray(value) || typeof value === 'string') rt.checkSize(value.length, source);
  if (isNullish(value)) {
    throw rt.error(
      'TypeError',
      `${callSite(value)} is not iterable (cannot read property Symbol(Symbol.iterator))`,
      source,
    );
  }
  if (isArray(value) && extraOf(value) === null) return [...value];
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

/** `Array`. */
export const arrayGlobal: GlobalFunction = new GlobalFunction(
  'Array',
  builtin('Array', makeArray),
  (rt, args, source, target) => {
    const array = makeArray({ rt, self: undefined, args, source });
    if (target !== arrayGlobal) makeExtra(array, prototypeFrom(rt, target, arrayPrototype, source));
    return array;
  },
  arrayStatics,
  arrayPrototype,
);

install(arrayGlobal.object, [['fromAsync', new Refused('`Array.fromAsync` is not supported; use `Array.from`')]]);

import type { Value } from '../../core/values';
import { isFunction, isNullish, isObject, joinText, shownInMessage, toInteger, toText, truthy } from '../conversions';
import { arrayIteratorPrototype, iteratorOf } from '../iteration';
import { getMember } from '../members';
import { extraOf, isArray, objectPrototype } from '../objects';
import { strictEquals } from '../operators';
import { PIECE, pushAll, quickly, splice, spliced } from './arrayChanges';
import { alike, clampIndex, copiedOf, spend } from './arrayResult';
import {
  cursor,
  flatten,
  indexOf,
  isSpreadable,
  reduce,
  sameValueZero,
  search,
  sorted,
  strictEqualsPlain,
  visit,
} from './arrayWalks';
import { arrayOf, builtins, type Call, callback, changing, eachIndex } from './define';

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

import { type Cursor, DONE } from '../../core/ir';
import { Tracked, untracked, type Value } from '../../core/values';
import { isFunction, isObject, shownInMessage, toNumber, toText, truthy } from '../conversions';
import { getMember } from '../members';
import { isArray } from '../objects';
import { clampIndex, spend } from './arrayResult';
import { arrayOf, type Call, callback, eachIndex } from './define';

/** Calls the callback for an element. */
export function visit(call: Call, array: Value[], index: number): Value {
  return call.rt.call(call.args[0], call.args[1], [array[index], index, call.self], call.source);
}

/** The index of the first element that the callback accepts; -1 without. */
export function search(call: Call, backwards: boolean): number {
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
export function indexOf(call: Call, equals: (a: Value, b: Value) => boolean, holes: boolean): number {
  const array = arrayOf(call);
  if (array.length === 0) return -1;
  spend(call, array.length);
  for (let k = clampIndex(call, call.args[1], array.length, 0); k < array.length; k++) {
    if ((holes || k in array) && equals(array[k], call.args[0])) return k;
  }
  return -1;
}

/** Equality that takes NaN for itself, as `includes` and `Map` do. */
export function sameValueZero(a: Value, b: Value): boolean {
  return strictEqualsPlain(a, b) || (Number.isNaN(untracked(a)) && Number.isNaN(untracked(b)));
}

/** `===` of values without their origin. */
export function strictEqualsPlain(a: Value, b: Value): boolean {
  return untracked(a) === untracked(b);
}

/** `reduce` and `reduceRight`. */
export function reduce(call: Call, backwards: boolean): Value {
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

/** The elements in order: by the function of the call, else as text; undefined ones last, missing ones left out. */
export function sorted(call: Call, array: Value[]): Value[] {
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
    // The text of what is no plain value may be the user's code, and a symbol has none: both are seen at each comparison.
    if (items.some((item) => isObject(item) || isFunction(item) || typeof item === 'symbol')) {
      items.sort((a, b) => inOrder(toText(rt, a, source), toText(rt, b, source)));
      return [...items, ...missing];
    }
    const keyed = items.map((item) => ({ item, key: toText(rt, item, source) }));
    keyed.sort((a, b) => inOrder(a.key, b.key));
    return [...keyed.map(({ item }) => item), ...missing];
  }
  items.sort((a, b) => {
    const order = rt.call(compare, undefined, [a, b], source);
    if (order instanceof Tracked) rt.cuts.note(order.node, 'comparison', source);
    return toNumber(rt, order, source);
  });
  return [...items, ...missing];
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Puts the elements of an array, and those of arrays in it, `into` a list. */
export function flatten(call: Call, array: readonly Value[], depth: number, into: Value[]): Value[] {
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
export function isSpreadable({ rt, source }: Call, item: Value): boolean {
  return truthy(rt, getMember(rt, item, Symbol.isConcatSpreadable, source));
}

/** Walks an array by index: what it grows by on the way counts. */
export function cursor(call: Call, give: (item: Value, index: number) => Value): Cursor {
  const array = arrayOf(call);
  let index = 0;
  return () => (index < array.length ? give(array[index], index++) : DONE);
}

import { type Cursor, DONE } from '../../core/ir';
import { Tracked, untracked, type Value } from '../../core/values';
import { isFunction, isNullish, joinText, shownInMessage, toInteger, toNumber, toText, truthy } from '../conversions';
import { arrayIteratorPrototype, iteratorOf } from '../iteration';
import { getMember } from '../members';
import { install, Refused, refuseOthers } from '../objects';
import { TypedArray, typedArrayPrototype, typedPrototypeOf } from '../typedArray';
import { arrayMethods } from './arrayMethods';
import { clampIndex } from './arrayResult';
import { sameValueZero } from './arrayWalks';
import { builtins, type Call, callback, eachIndex, getter } from './define';
import { incompatible } from './receiver';

type Element = number | Tracked;

/** The receiver. Throws V8's TypeError for anything else. */
function selfOf({ rt, self, source }: Call): TypedArray {
  if (self instanceof TypedArray) return self;
  throw rt.error('TypeError', 'this is not a typed array.', source);
}

/** The receiver, for work of the host's that looks at each element. */
function walked(call: Call): TypedArray {
  const array = selfOf(call);
  call.rt.budget.spend(call.rt, array.length >> 4);
  return array;
}

/** A new typed array of the receiver's class. `intrinsic`: of the built-in one that its class extends. */
function alike(call: Call, elements: Element[], intrinsic = false): TypedArray {
  const { type, proto } = selfOf(call);
  call.rt.checkSize(elements.length, call.source);
  return new TypedArray(
    type,
    intrinsic ? typedPrototypeOf(type) : (proto ?? typedArrayPrototype),
    elements,
    0,
    elements.length,
  );
}

function visit(call: Call, array: TypedArray, index: number): Value {
  return call.rt.call(call.args[0], call.args[1], [array.get(index), index, array], call.source);
}

/** The first index for which the callback holds; -1 without. */
function search(call: Call, wanted: boolean, backwards = false): number {
  const array = selfOf(call);
  callback(call);
  let found = -1;
  eachIndex(
    call,
    array.length,
    (k) => {
      if (truthy(call.rt, visit(call, array, k)) !== wanted) return false;
      found = k;
      return true;
    },
    backwards,
  );
  return found;
}

function searchElement(call: Call, backwards: boolean): Value {
  const array = selfOf(call);
  let result: Value;
  callback(call);
  eachIndex(
    call,
    array.length,
    (k) => {
      const item = array.get(k);
      if (!truthy(call.rt, visit(call, array, k))) return false;
      result = item;
      return true;
    },
    backwards,
  );
  return result;
}

function reduce(call: Call, backwards: boolean): Value {
  const { rt, args, source } = call;
  const array = selfOf(call);
  callback(call);
  let started = args.length > 1;
  let accumulated = args[1];
  eachIndex(
    call,
    array.length,
    (k) => {
      const item = array.get(k);
      accumulated = started ? rt.call(args[0], undefined, [accumulated, item, k, array], source) : item;
      started = true;
    },
    backwards,
  );
  if (!started) throw rt.error('TypeError', 'Reduce of empty array with no initial value', source);
  return accumulated;
}

function noteComparison({ rt, source }: Call, value: Value): void {
  if (value instanceof Tracked) rt.cuts.note(value.node, 'comparison', source);
}

/** Numbers in order, -0 before 0 and NaN last; with a function by what it says. */
function sorted(call: Call): Element[] {
  const { rt, args, source } = call;
  const [compare] = args;
  if (compare !== undefined && !isFunction(compare)) {
    const shown = shownInMessage(rt, compare, source);
    throw rt.error('TypeError', `The comparison function must be either a function or undefined: ${shown}`, source);
  }
  const list = walked(call).list();
  if (compare === undefined) {
    for (const item of list) noteComparison(call, item);
    return list.sort((a, b) => inOrder(untracked(a) as number, untracked(b) as number));
  }
  const isBehind = (a: Element, b: Element) => {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    const order = rt.call(compare, undefined, [a, b], source);
    noteComparison(call, order);
    return toNumber(rt, order, source) > 0;
  };
  mergeSort([...list], 0, list.length, list, isBehind);
  return list;
}

/** Sorts a part of `from` into `into`, which holds the same; compares in the order in which V8 does. */
function mergeSort(
  from: Element[],
  start: number,
  end: number,
  into: Element[],
  isBehind: (a: Element, b: Element) => boolean,
): void {
  const middle = start + ((end - start) >> 1);
  if (middle - start > 1) mergeSort(into, start, middle, from, isBehind);
  if (end - middle > 1) mergeSort(into, middle, end, from, isBehind);
  let left = start;
  let right = middle;
  for (let k = start; k < end; k++) {
    const takesLeft = left < middle && (right >= end || !isBehind(from[left]!, from[right]!));
    into[k] = takesLeft ? from[left++]! : from[right++]!;
  }
}

function inOrder(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return a !== 0 ? 0 : Number(Object.is(b, -0)) - Number(Object.is(a, -0));
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function store(array: TypedArray, from: number, elements: readonly Element[]): void {
  for (let k = 0; k < elements.length; k++) array.elements[array.offset + from + k] = elements[k]!;
}

/** Where a method that searches begins. */
function indexOf(call: Call, equals: (a: Value, b: Value) => boolean): number {
  const array = walked(call);
  if (array.length === 0) return -1;
  const wanted = call.args[0];
  for (let k = clampIndex(call, call.args[1], array.length, 0); k < array.length; k++) {
    if (equals(array.get(k), wanted)) return k;
  }
  return -1;
}

const sameNumber = (a: Value, b: Value) => untracked(a) === untracked(b);

function cursor(call: Call, give: (item: Value, index: number) => Value): Cursor {
  const array = selfOf(call);
  let index = 0;
  return () => (index < array.length ? give(array.get(index), index++) : DONE);
}

const walk = (call: Call, give: (item: Value, index: number) => Value) =>
  iteratorOf(cursor(call, give), arrayIteratorPrototype);

/** `set`: copies what another list holds, which may be a window on the same elements. */
function setAll(call: Call): undefined {
  const { rt, args, source } = call;
  const array = selfOf(call);
  const at = toInteger(rt, args[1], source);
  const outside = () => rt.error('RangeError', 'offset is out of bounds', source);
  if (at < 0) throw outside();
  const [from] = args;
  if (isNullish(from)) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
  if (from instanceof TypedArray) {
    if (from.length + at > array.length) throw outside();
    rt.budget.spend(rt, from.length >> 4);
    const list = from.list();
    store(array, at, from.type === array.type ? list : list.map((item) => array.type.convert(rt, item, source)));
    return undefined;
  }
  const length = Math.max(toInteger(rt, getMember(rt, from, 'length', source), source), 0);
  if (length + at > array.length) throw outside();
  for (let k = 0; k < length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    array.set(rt, at + k, getMember(rt, from, k, source), source);
  }
  return undefined;
}

/** The methods of typed arrays. Elements keep their origin as far as the element type lets them. */
const typedArrayMethods = builtins(
  {
    at(call) {
      const array = selfOf(call);
      const index = toInteger(call.rt, call.args[0], call.source);
      return array.get(index < 0 ? array.length + index : index);
    },
    copyWithin(call) {
      const array = walked(call);
      const { length } = array;
      const to = clampIndex(call, call.args[0], length, 0);
      const from = clampIndex(call, call.args[1], length, 0);
      const end = clampIndex(call, call.args[2], length, length);
      store(array, to, array.list().slice(from, Math.min(end, from + length - to)));
      return array;
    },
    entries: (call) => walk(call, (item, k) => [k, item]),
    every: (call) => search(call, false) === -1,
    fill(call) {
      const { rt, args, source } = call;
      const array = walked(call);
      const value = array.converted(rt, args[0], source);
      const start = clampIndex(call, args[1], array.length, 0);
      const end = clampIndex(call, args[2], array.length, array.length);
      for (let k = start; k < end; k++) array.elements[array.offset + k] = value;
      return array;
    },
    filter(call) {
      const array = selfOf(call);
      callback(call);
      const kept: Element[] = [];
      eachIndex(call, array.length, (k) => {
        const item = array.get(k) as Element;
        if (truthy(call.rt, visit(call, array, k))) kept.push(item);
      });
      return alike(call, kept);
    },
    find: (call) => searchElement(call, false),
    findIndex: (call) => search(call, true),
    findLast: (call) => searchElement(call, true),
    findLastIndex: (call) => search(call, true, true),
    forEach(call) {
      const array = selfOf(call);
      callback(call);
      eachIndex(call, array.length, (k) => {
        visit(call, array, k);
      });
      return undefined;
    },
    includes: (call) => indexOf(call, sameValueZero) !== -1,
    indexOf: (call) => indexOf(call, sameNumber),
    join(call) {
      const array = selfOf(call);
      const separator = call.args[0] === undefined ? ',' : toText(call.rt, call.args[0], call.source);
      return joinText(call.rt, array.list(), separator, call.source);
    },
    keys: (call) => walk(call, (_item, k) => k),
    lastIndexOf(call) {
      const array = walked(call);
      const last = array.length - 1;
      const from = call.args.length > 1 ? toInteger(call.rt, call.args[1], call.source) : last;
      for (let k = from < 0 ? array.length + from : Math.min(from, last); k >= 0; k--) {
        if (sameNumber(array.get(k), call.args[0])) return k;
      }
      return -1;
    },
    map(call) {
      const array = selfOf(call);
      if (!isFunction(call.args[0])) {
        const [given] = call.args;
        const shown = typeof given === 'string' ? given : shownInMessage(call.rt, given, call.source);
        throw call.rt.error('TypeError', `${shown} is not a function`, call.source);
      }
      const result = alike(call, new Array<Element>(array.length).fill(0));
      eachIndex(call, array.length, (k) => {
        result.set(call.rt, k, visit(call, array, k), call.source);
      });
      return result;
    },
    reduce: (call) => reduce(call, false),
    reduceRight: (call) => reduce(call, true),
    reverse(call) {
      const array = walked(call);
      store(array, 0, array.list().reverse());
      return array;
    },
    set: setAll,
    slice(call) {
      const array = walked(call);
      const start = clampIndex(call, call.args[0], array.length, 0);
      return alike(call, array.list().slice(start, clampIndex(call, call.args[1], array.length, array.length)));
    },
    some: (call) => search(call, true) !== -1,
    sort(call) {
      const array = selfOf(call);
      store(array, 0, sorted(call));
      return array;
    },
    subarray(call) {
      const array = selfOf(call);
      const start = clampIndex(call, call.args[0], array.length, 0);
      const end = clampIndex(call, call.args[1], array.length, array.length);
      const { type, proto, elements, offset } = array;
      return new TypedArray(type, proto ?? typedArrayPrototype, elements, offset + start, Math.max(end - start, 0));
    },
    toLocaleString(call: Call) {
      const { rt, args, source } = call;
      const parts = selfOf(call)
        .list()
        .map((item) => rt.call(getMember(rt, item, 'toLocaleString', source), item, args, source));
      return joinText(rt, parts, ',', source);
    },
    toReversed: (call) => alike(call, walked(call).list().reverse(), true),
    toSorted: (call) => alike(call, sorted(call), true),
    values: (call) => walk(call, (item) => item),
    with(call) {
      const { rt, args, source } = call;
      const array = walked(call);
      const index = toInteger(rt, args[0], source);
      const at = index < 0 ? array.length + index : index;
      const value = array.converted(rt, args[1], source);
      if (!array.has(at)) throw rt.error('RangeError', 'Invalid typed array index', source);
      const list = array.list();
      list[at] = value;
      return alike(call, list, true);
    },
  },
  {
    copyWithin: 2,
    entries: 0,
    keys: 0,
    reverse: 0,
    slice: 2,
    subarray: 2,
    toLocaleString: 0,
    toReversed: 0,
    values: 0,
    with: 2,
  },
);

/** A getter of all typed arrays. */
function property(name: string, give: (array: TypedArray) => Value): [string, Value] {
  return [
    name,
    getter(name, (call) => {
      if (call.self instanceof TypedArray) return give(call.self);
      throw incompatible(call, `get TypedArray.prototype.${name}`);
    }),
  ];
}

const refusedBuffer = '`buffer` of a typed array is not supported; share elements with `subarray`';

install(typedArrayPrototype, typedArrayMethods);
install(typedArrayPrototype, [
  property('length', ({ length }) => length),
  property('byteLength', ({ length, type }) => length * type.bytes),
  property('byteOffset', ({ offset, type }) => offset * type.bytes),
  ['buffer', new Refused(refusedBuffer)],
  ['toString', arrayMethods.get('toString')],
  [Symbol.iterator, typedArrayMethods.get('values')],
  [
    Symbol.toStringTag,
    getter('[Symbol.toStringTag]', ({ self }) => (self instanceof TypedArray ? self.type.name : undefined)),
  ],
]);
refuseOthers(
  typedArrayPrototype,
  Object.getPrototypeOf(Float64Array.prototype) as object,
  (name) => `\`${name}\` of a typed array is not supported`,
);

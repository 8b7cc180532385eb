import type { SourceId } from '../../engine/sources';
import type { Coroutine } from '../core/coroutine';
import type { Cursor, Iterate, Resumption, Step } from '../core/ir';
import { DONE } from '../core/ir';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';
import { callSite, isFunction, isNullish, isObject, shownInMessage, truthy } from './conversions';
import { getMember, hasMember, ownKeys, prototypeOf } from './members';
import { builtInObject, isArray, PlainObject, walksElements } from './objects';
import { TypedArray } from './typedArray';

/** The prototype of everything that has `next` and is built in; its methods stand in `intrinsics/iterator.ts`. */
export const iteratorPrototype = builtInObject();
export const generatorPrototype = builtInObject(iteratorPrototype);
export const arrayIteratorPrototype = builtInObject(iteratorPrototype);
export const stringIteratorPrototype = builtInObject(iteratorPrototype);
export const regExpStringIteratorPrototype = builtInObject(iteratorPrototype);
export const mapIteratorPrototype = builtInObject(iteratorPrototype);
export const setIteratorPrototype = builtInObject(iteratorPrototype);

/** An iterator that is built in: of an array, a map, a text, or a generator. */
export class IteratorObject extends PlainObject {
  constructor(
    readonly resume: (mode: Resumption, value: Value) => Step,
    proto: PlainObject = iteratorPrototype,
    /** The built-in prototype whose methods take it as a receiver. */
    readonly family: PlainObject = proto,
  ) {
    super(proto);
  }
}

/** An iterator over what a cursor gives. `tag` is the name that it prints with, such as `Array Iterator`. */
export function iteratorOf(next: Cursor, proto: PlainObject = arrayIteratorPrototype): IteratorObject {
  let open = true;
  return new IteratorObject((mode) => {
    // It has no `return`: a loop that is left can be taken up again.
    if (mode !== 'next' || !open) return { done: true, value: undefined };
    const element = next();
    if (element !== DONE) return { done: false, value: element };
    open = false;
    return { done: true, value: undefined };
  }, proto);
}

/** The object that a generator function returns. */
export function generatorObject(coroutine: Coroutine, proto: PlainObject): IteratorObject {
  return new IteratorObject((mode, value) => coroutine.resume(mode, value), proto, generatorPrototype);
}

/** Walks anything iterable, for `for…of`, spread and patterns. */
export function iterate(rt: Runtime, iterable: Value, source: SourceId, shown: string | null = null): Cursor {
  if (isArray(iterable) && walksElements(iterable)) {
    let index = 0;
    return () => (index < iterable.length ? iterable[index++] : DONE);
  }
  if (typeof iterable === 'string') {
    const characters = iterable[Symbol.iterator]();
    return () => {
      const step = characters.next();
      return step.done ? DONE : step.value;
    };
  }
  if (iterable instanceof TypedArray && iterable.proto?.builtIn && !Object.hasOwn(iterable.fields, Symbol.iterator)) {
    let index = 0;
    return () => (index < iterable.length ? iterable.get(index++) : DONE);
  }
  if (iterable instanceof IteratorObject && !Object.hasOwn(iterable.fields, Symbol.iterator)) {
    return cursorOf(rt, iterable, source);
  }
  const method = isNullish(iterable) ? undefined : getMember(rt, iterable, Symbol.iterator, source);
  if (!isFunction(method)) throw notIterable(rt, iterable, source, shown);
  const iterator = rt.call(method, iterable, [], source);
  if (!isObject(iterator)) {
    throw rt.error('TypeError', 'Result of the Symbol.iterator method is not an object', source);
  }
  return cursorOf(rt, iterator, source);
}

/** `shown` is the code of what is walked, or all of the message's beginning; null where it has no name. */
function notIterable(rt: Runtime, value: Value, source: SourceId, shown: string | null): Error {
  const reason =
    shown === null
      ? `${callSite(value)} is not iterable (cannot read property Symbol(Symbol.iterator))`
      : `${shown} is not iterable`;
  return rt.error('TypeError', reason, source);
}

/** Walks what the code calls `shown`; see {@link iterate}. */
export function iterateNamed(shown: string | null): Iterate {
  return (rt, iterable, source) => {
    if ((isArray(iterable) && walksElements(iterable)) || typeof iterable === 'string') {
      return iterate(rt, iterable, source);
    }
    return iterate(rt, iterable, source, shown);
  };
}

/** Walks what a call spreads among its arguments. */
export const iterateArguments: Iterate = (rt, iterable, source) => {
  const method = isNullish(iterable) ? undefined : getMember(rt, iterable, Symbol.iterator, source);
  if (isFunction(method) || iterable instanceof IteratorObject) return iterate(rt, iterable, source);
  throw rt.error('TypeError', 'Spread syntax requires ...iterable[Symbol.iterator] to be a function', source);
};

/** Walks an iterator by its `next`; ending early calls its `return`. */
export function cursorOf(rt: Runtime, iterator: Value, source: SourceId): Cursor {
  if (iterator instanceof IteratorObject && !Object.hasOwn(iterator.fields, 'next')) {
    const next = () => {
      const step = iterator.resume('next', undefined);
      return step.done ? DONE : step.value;
    };
    return Object.assign(next, { close: () => void iterator.resume('return', undefined) });
  }
  const method = getMember(rt, iterator, 'next', source);
  const next = () => {
    const step = stepOf(rt, rt.call(method, iterator, [], source), source);
    return step.done ? DONE : step.value;
  };
  return Object.assign(next, { close: () => closeIterator(rt, iterator, source) });
}

function closeIterator(rt: Runtime, iterator: Value, source: SourceId): void {
  const method = getMember(rt, iterator, 'return', source);
  if (isNullish(method)) return;
  const result = rt.call(method, iterator, [], source);
  if (!isObject(result)) throw rt.error('TypeError', `${shownInMessage(rt, result, source)} is not an object`, source);
}

function stepOf(rt: Runtime, result: Value, source: SourceId): Step {
  if (!isObject(result)) {
    throw rt.error('TypeError', `Iterator result ${shownInMessage(rt, result, source)} is not an object`, source);
  }
  const done = truthy(rt, getMember(rt, result, 'done', source));
  return { done, value: done ? undefined : getMember(rt, result, 'value', source) };
}

/** What `yield*` does: sends on whatever the generator is told. */
export function delegate(rt: Runtime, iterable: Value, source: SourceId): (mode: Resumption, value: Value) => Step {
  const method = isNullish(iterable) ? undefined : getMember(rt, iterable, Symbol.iterator, source);
  if (!isFunction(method)) throw notIterable(rt, iterable, source, null);
  const iterator = rt.call(method, iterable, [], source);
  return (mode, value) => {
    const action = getMember(rt, iterator, mode, source);
    if (mode !== 'next' && isNullish(action)) {
      if (mode === 'return') return { done: true, value };
      closeIterator(rt, iterator, source);
      throw rt.error('TypeError', 'The iterator does not provide a "throw" method', source);
    }
    const result = rt.call(action, iterator, [value], source);
    const done = isObject(result) && truthy(rt, getMember(rt, result, 'done', source));
    if (!isObject(result)) return stepOf(rt, result, source);
    return { done, value: getMember(rt, result, 'value', source) };
  };
}

/** Walks the property names of `for…in`, inherited ones included. */
export function iterateKeys(rt: Runtime, object: Value, source: SourceId): Cursor {
  const names = isNullish(object) ? [] : enumerableNames(object);
  rt.budget.spend(rt, names.length);
  rt.checkGrowth(names.length, source);
  let index = 0;
  return () => {
    // A property that was deleted on the way is left out.
    while (index < names.length && !stillHas(object, names[index]!)) index++;
    return index < names.length ? names[index++] : DONE;
  };
}

function enumerableNames(object: Value): string[] {
  const names = ownKeys(object);
  const known = new Set(names);
  for (let proto = prototypeOf(object); proto && !proto.builtIn; proto = proto.proto) {
    for (const name of Object.keys(proto.fields)) {
      if (known.has(name)) continue;
      known.add(name);
      names.push(name);
    }
  }
  return names;
}

function stillHas(object: Value, name: string): boolean {
  return typeof object === 'string' || object instanceof TypedArray || hasMember(object, name);
}

import type { SourceId } from '../../../engine/sources';
import { Thrown } from '../../core/failure';
import { type Cursor, DONE, type Resumption, type Step } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { codePoints } from '../text/codePoints';
import { ClassObject } from '../values/classes';
import { Dict, DictView, type Entry } from '../values/dict';
import {
  ExceptionObject, GeneratorObject, InertObject, Instance, IteratorObject, RangeValue, Tuple,
} from '../values/objects'; // biome-ignore format: a list
import { SetValue } from '../values/sets';
import { classOf, typeName } from '../values/types';
import { callSpecial, special } from './special';
import { getItem } from './subscript';

/** Whether something thrown ends an iteration. */
export function isStop(error: unknown): error is Thrown & { readonly value: ExceptionObject } {
  return (
    error instanceof Thrown &&
    error.value instanceof ExceptionObject &&
    error.value.cls.mro.some(({ name, builtIn }) => builtIn && name === 'StopIteration')
  );
}

/** Walks anything that can be walked. */
export function iterate(rt: Runtime, iterable: Value, source: SourceId, message?: string): Cursor {
  if (Array.isArray(iterable)) {
    const own = special(iterable, '__iter__');
    return own === undefined
      ? listCursor(iterable)
      : walkIterator(rt, callSpecial(rt, own, iterable, [], source), source);
  }
  if (iterable instanceof RangeValue) return rangeCursor(iterable);
  if (iterable instanceof Tuple) return listCursor(iterable.items);
  if (iterable instanceof IteratorObject) return iterable.cursor;
  if (iterable instanceof GeneratorObject) return generatorCursor(rt, iterable, source);
  if (typeof iterable === 'string') return listCursor(codePoints(iterable));
  if (iterable instanceof Dict) {
    const own = special(iterable, '__iter__');
    return own === undefined
      ? dictCursor(rt, iterable, 'keys', source)
      : walkIterator(rt, callSpecial(rt, own, iterable, [], source), source);
  }
  if (iterable instanceof DictView) return dictCursor(rt, iterable.dict, iterable.kind, source);
  if (iterable instanceof SetValue) return setCursor(rt, iterable, source);
  if (iterable instanceof Instance) {
    const own = special(iterable, '__iter__');
    if (own !== undefined && own !== null) return walkIterator(rt, callSpecial(rt, own, iterable, [], source), source);
    if (special(iterable, '__getitem__') !== undefined) return itemCursor(rt, iterable, source);
  }
  if (iterable instanceof InertObject) return () => DONE;
  if (iterable instanceof ClassObject) {
    const members = (iterable.extra as { readonly iterate?: () => readonly Value[] } | null)?.iterate?.();
    if (members) return listCursor(members);
  }
  const own = (iterable as { readonly iterate?: (rt: Runtime, source: SourceId) => Cursor } | null)?.iterate;
  if (typeof own === 'function' && !(iterable instanceof ClassObject)) return own.call(iterable, rt, source);
  throw rt.error('TypeError', message ?? `'${typeName(iterable)}' object is not iterable`, source);
}

/** Walks an iterator: what `__iter__` gave. */
function walkIterator(rt: Runtime, iterator: Value, source: SourceId): Cursor {
  if (!(iterator instanceof Instance)) return iterate(rt, iterator, source);
  const next = special(iterator, '__next__');
  if (next === undefined || next === null) {
    throw rt.error('TypeError', `iter() returned non-iterator of type '${typeName(iterator)}'`, source);
  }
  return () => nextOf(rt, iterator, next, source);
}

/** Calls `__next__`; DONE where it raises StopIteration. */
function nextOf(rt: Runtime, iterator: Value, next: Value, source: SourceId): Value {
  const { depth } = rt;
  const region = rt.tape.currentRegion;
  try {
    return callSpecial(rt, next, iterator, [], source);
  } catch (error) {
    if (!isStop(error)) throw error;
    rt.depth = depth;
    rt.tape.currentRegion = region;
    return DONE;
  }
}

/** Walks a container by its elements, whatever its class says. */
export function containerCursor(rt: Runtime, container: Value, source: SourceId): Cursor {
  if (Array.isArray(container)) return listCursor(container);
  if (container instanceof Dict) return dictCursor(rt, container, 'keys', source);
  return iterate(rt, container, source);
}

function listCursor(items: readonly Value[]): Cursor {
  let at = 0;
  return () => (at < items.length ? items[at++] : DONE);
}

function rangeCursor({ start, step, length }: RangeValue): Cursor {
  let at = 0;
  return () => (at < length ? start + step * at++ : DONE);
}

/** Goes on with a generator. What ends an iteration must not leave its body: it would end that of its caller. */
export function resumeGenerator(
  rt: Runtime,
  { coroutine }: GeneratorObject,
  mode: Resumption,
  value: Value,
  source: SourceId,
): Step {
  try {
    return coroutine.resume(mode, value);
  } catch (error) {
    if (isStop(error)) throw rt.error('RuntimeError', 'generator raised StopIteration', source);
    throw error;
  }
}

function generatorCursor(rt: Runtime, generator: GeneratorObject, source: SourceId): Cursor {
  return () => {
    const { done, value } = resumeGenerator(rt, generator, 'next', null, source);
    if (!done) return value;
    generator.returned = value ?? null;
    return DONE;
  };
}

function dictCursor(rt: Runtime, dict: Dict, kind: DictView['kind'], source: SourceId): Cursor {
  const { size } = dict;
  const entries: Iterator<Entry> = dict.entries.values();
  let at = 0;
  return () => {
    if (dict.size !== size) throw rt.error('RuntimeError', 'dictionary changed size during iteration', source);
    if (at === size) return DONE;
    at++;
    const { done, value } = entries.next();
    if (done) throw rt.error('RuntimeError', 'dictionary keys changed during iteration', source);
    return kind === 'keys' ? value.key : kind === 'values' ? value.value : new Tuple([value.key, value.value]);
  };
}

function setCursor(rt: Runtime, set: SetValue, source: SourceId): Cursor {
  const values = set.values();
  const { size } = set;
  let at = 0;
  return () => {
    if (set.size !== size) throw rt.error('RuntimeError', 'Set changed size during iteration', source);
    return at < values.length ? values[at++] : DONE;
  };
}

/** The old way of walking: `__getitem__` with 0, 1, 2 … up to an IndexError. */
function itemCursor(rt: Runtime, object: Value, source: SourceId): Cursor {
  let at = 0;
  return () => {
    const { depth } = rt;
    const region = rt.tape.currentRegion;
    try {
      return getItem(rt, object, at++, source);
    } catch (error) {
      const isEnd =
        error instanceof Thrown &&
        error.value instanceof ExceptionObject &&
        /^(IndexError|StopIteration)$/.test(error.value.cls.name);
      if (!isEnd) throw error;
      rt.depth = depth;
      rt.tape.currentRegion = region;
      return DONE;
    }
  };
}

/** All that an iterable gives, as a list. */
export function listOf(rt: Runtime, iterable: Value, source: SourceId, message?: string): Value[] {
  if (Array.isArray(iterable) && special(iterable, '__iter__') === undefined) {
    rt.checkSize(iterable.length, source);
    return iterable.slice();
  }
  if (iterable instanceof Tuple) return iterable.items.slice();
  if (iterable instanceof RangeValue) rt.checkSize(iterable.length, source);
  const next = iterate(rt, iterable, source, message);
  const items: Value[] = [];
  for (let value = next(); value !== DONE; value = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    items.push(value);
    rt.checkGrowth(items.length, source);
  }
  return items;
}

/** What `iter(value)` gives. */
export function iteratorOf(rt: Runtime, value: Value, source: SourceId): Value {
  if (value instanceof IteratorObject || value instanceof GeneratorObject) return value;
  if (value instanceof Instance) {
    const own = special(value, '__iter__');
    if (own !== undefined && own !== null) {
      const iterator = callSpecial(rt, own, value, [], source);
      if (iterator instanceof Instance && special(iterator, '__next__') === undefined) {
        throw rt.error('TypeError', `iter() returned non-iterator of type '${typeName(iterator)}'`, source);
      }
      return iterator;
    }
  }
  const cursor = iterate(rt, value, source);
  const { name } = classOf(value);
  return new IteratorObject(
    name === 'str' ? 'str_iterator' : name === 'dict' ? 'dict_keyiterator' : `${name}_iterator`,
    cursor,
  );
}

/** `next(iterator)`; DONE at the end. */
export function advance(rt: Runtime, iterator: Value, source: SourceId): Value {
  if (iterator instanceof IteratorObject) return iterator.cursor();
  if (iterator instanceof GeneratorObject) return generatorCursor(rt, iterator, source)();
  const next = special(iterator, '__next__');
  if (next === undefined || next === null) {
    throw rt.error('TypeError', `'${typeName(iterator)}' object is not an iterator`, source);
  }
  return nextOf(rt, iterator, next, source);
}

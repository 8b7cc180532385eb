import type { SourceId } from '../../../engine/sources';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { add } from '../operators/arithmetic';
import { callValue, isCallable } from '../operators/call';
import { equals, isLess } from '../operators/compare';
import { advance, iterate, iteratorOf, listOf } from '../operators/iterate';
import { callMethodOf } from '../operators/special';
import { getItem, needIndex } from '../operators/subscript';
import { truthy } from '../operators/truth';
import { codePoints } from '../text/codePoints';
import { Dict, DictView } from '../values/dict';
import { raised } from '../values/exceptions';
import { IteratorObject, Keywords, RangeValue, Tuple } from '../values/objects';
import { typeName, types } from '../values/types';
import { builtin, functions } from './define';
import { lengthOf } from './objects';

function walks(typeName: string, cursor: Cursor): IteratorObject {
  return new IteratorObject(typeName, cursor);
}

/** Sorts as Python does: stable, and by `<` alone. */
export function sorted(rt: Runtime, items: Value[], key: Value, reverse: Value, source: SourceId): Value[] {
  const keyed = items.map((value) => {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    return { value, key: key === undefined || key === null ? value : callValue(rt, key, [value], source) };
  });
  const isReverse = reverse !== undefined && truthy(rt, reverse);
  if (isReverse) keyed.reverse();
  mergeSort(rt, keyed, source);
  if (isReverse) keyed.reverse();
  return keyed.map(({ value }) => value);
}

interface Keyed {
  readonly value: Value;
  readonly key: Value;
}

/** The host's sort wants an order; this one asks `<` only, and says so to the budget. */
function mergeSort(rt: Runtime, items: Keyed[], source: SourceId): void {
  let from = items.slice();
  let to = items;
  for (let width = 1; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      const middle = Math.min(start + width, items.length);
      const end = Math.min(start + 2 * width, items.length);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
        const takesRight = right < end && (left >= middle || isLess(rt, from[right]!.key, from[left]!.key, source));
        to[k] = takesRight ? from[right++]! : from[left++]!;
      }
    }
    [from, to] = [to, from];
  }
  if (from !== items) for (let k = 0; k < items.length; k++) items[k] = from[k]!;
}

function reversed(rt: Runtime, value: Value, source: SourceId): Value {
  const own = callMethodOf(rt, value, '__reversed__', [], source);
  if (own !== undefined) return own;
  if (value instanceof RangeValue) {
    const { start, step, length } = value;
    let at = length;
    return walks('range_iterator', () => (at > 0 ? start + step * --at : DONE));
  }
  if (value instanceof Dict || value instanceof DictView) {
    const items = listOf(rt, value, source).reverse();
    let at = 0;
    return walks('dict_reversekeyiterator', () => (at < items.length ? items[at++] : DONE));
  }
  const isSequence =
    Array.isArray(value) ||
    value instanceof Tuple ||
    typeof value === 'string' ||
    callMethodOf(rt, value, '__len__', [], source) !== undefined;
  if (!isSequence) throw rt.error('TypeError', `'${typeName(value)}' object is not reversible`, source);
  const signs = typeof value === 'string' ? codePoints(value) : value;
  let at = lengthOf(rt, signs, source);
  return walks(Array.isArray(value) ? 'list_reverseiterator' : 'reversed', () =>
    at > 0 ? getItem(rt, signs, --at, source) : DONE,
  );
}

function enumerate(rt: Runtime, iterable: Value, start: Value, source: SourceId): Value {
  const next = iterate(rt, iterable, source);
  let at: Value = start ?? 0;
  return walks('enumerate', () => {
    const value = next();
    if (value === DONE) return DONE;
    const index = at;
    at = typeof at === 'number' ? at + 1 : add(rt, at, 1, source);
    return new Tuple([index, value]);
  });
}

function zip(rt: Runtime, iterables: readonly Value[], strict: boolean, source: SourceId): Value {
  const cursors = iterables.map((iterable) =>
    iterate(rt, iterable, source, `'${typeName(iterable)}' object is not iterable`),
  );
  if (cursors.length === 0) return walks('zip', () => DONE);
  return walks('zip', () => {
    const items: Value[] = [];
    for (let k = 0; k < cursors.length; k++) {
      const value = cursors[k]!();
      if (value !== DONE) {
        items.push(value);
        continue;
      }
      if (strict) checkEnds(rt, cursors, k, source);
      return DONE;
    }
    return new Tuple(items);
  });
}

function checkEnds(rt: Runtime, cursors: readonly Cursor[], k: number, source: SourceId): void {
  const others = k === 1 ? 'argument 1' : `arguments 1-${k}`;
  if (k > 0) throw rt.error('ValueError', `zip() argument ${k + 1} is shorter than ${others}`, source);
  for (let other = 1; other < cursors.length; other++) {
    const before = other === 1 ? 'argument 1' : `arguments 1-${other}`;
    if (cursors[other]!() !== DONE)
      throw rt.error('ValueError', `zip() argument ${other + 1} is longer than ${before}`, source);
  }
}

export const iterationFunctions = functions({
  'any(iterable, /)': (rt, [iterable], source) => {
    const next = iterate(rt, iterable, source);
    for (let value = next(); value !== DONE; value = next()) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (truthy(rt, value)) return true;
    }
    return false;
  },
  'all(iterable, /)': (rt, [iterable], source) => {
    const next = iterate(rt, iterable, source);
    for (let value = next(); value !== DONE; value = next()) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (!truthy(rt, value)) return false;
    }
    return true;
  },
  'sorted(iterable, /, *, key=, reverse=)': (rt, [iterable, key, reverse], source) =>
    sorted(rt, listOf(rt, iterable, source), key, reverse, source),
  'iter(object, sentinel=, /)': (rt, [object, sentinel], source) => {
    if (sentinel === undefined) return iteratorOf(rt, object, source);
    if (!isCallable(object)) throw rt.error('TypeError', 'iter(v, w): v must be callable', source);
    let ended = false;
    return walks('callable_iterator', () => {
      if (ended) return DONE;
      const value = callValue(rt, object, [], source);
      ended = equals(rt, value, sentinel, source);
      return ended ? DONE : value;
    });
  },
  'next(iterator, default=, /)': (rt, [iterator, fallback], source) => {
    const value = advance(rt, iterator, source);
    if (value !== DONE) return value;
    if (fallback !== undefined) return fallback;
    throw raised(rt, 'StopIteration', stopArguments(iterator), source);
  },
});

/** What a generator has returned stands in the exception that ends it. */
export function stopArguments(iterator: Value): Value[] {
  const returned = (iterator as { returned?: Value }).returned;
  return returned === undefined || returned === null ? [] : [returned];
}

types.enumerate.maker = (rt, _cls, args, source) =>
  builtin('enumerate', 'iterable, start=', (r, [iterable, start], at) => enumerate(r, iterable, start, at)).apply(
    rt,
    undefined,
    args,
    source,
  );
types.reversed.maker = (rt, _cls, [value], source) => reversed(rt, value, source);
types.zip.maker = (rt, _cls, args, source) => {
  const keywords = args.at(-1) instanceof Keywords ? (args.pop() as Keywords) : null;
  const strict = keywords?.values[keywords.names.indexOf('strict')];
  return zip(rt, args, strict !== undefined && truthy(rt, strict), source);
};
types.map.maker = (rt, _cls, args, source) => {
  const [fn, ...iterables] = args;
  if (iterables.length === 0) throw rt.error('TypeError', 'map() must have at least two arguments.', source);
  const cursors = iterables.map((iterable) => iterate(rt, iterable, source));
  return walks('map', () => {
    const items: Value[] = [];
    for (const cursor of cursors) {
      const value = cursor();
      if (value === DONE) return DONE;
      items.push(value);
    }
    return callValue(rt, fn, items, source);
  });
};
types.filter.maker = (rt, _cls, args, source) => {
  if (args.length !== 2) throw rt.error('TypeError', `filter expected 2 arguments, got ${args.length}`, source);
  const next = iterate(rt, args[1], source);
  return walks('filter', () => {
    for (let value = next(); value !== DONE; value = next()) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (truthy(rt, args[0] === null ? value : callValue(rt, args[0], [value], source))) return value;
    }
    return DONE;
  });
};
types.range.maker = (rt, _cls, args, source) => {
  if (args.length === 0) throw rt.error('TypeError', 'range expected at least 1 argument, got 0', source);
  if (args.length > 3) throw rt.error('TypeError', `range expected at most 3 arguments, got ${args.length}`, source);
  const [first, second, third] = args.map((value) => needIndex(rt, value, source)) as [number, number?, number?];
  if (third === 0) throw rt.error('ValueError', 'range() arg 3 must not be zero', source);
  return second === undefined ? new RangeValue(0, first, 1) : new RangeValue(first, second, third ?? 1);
};

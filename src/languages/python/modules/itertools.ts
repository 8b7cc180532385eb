import type { SourceId } from '../../../engine/sources';
import { Builtin } from '../../core/functions';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { functions } from '../builtins/define';
import { add } from '../operators/arithmetic';
import { callValue, takeKeywords } from '../operators/call';
import { equals } from '../operators/compare';
import { iterate, listOf } from '../operators/iterate';
import { needIndex } from '../operators/subscript';
import { truthy } from '../operators/truth';
import { ClassMethod, IteratorObject, ModuleObject, Tuple } from '../values/objects';
import { BuiltInClass, objectClass } from '../values/types';

function walks(name: string, cursor: Cursor): Value {
  return new IteratorObject(`itertools.${name}`, cursor);
}

function given(value: Value): boolean {
  return value !== undefined && value !== null;
}

function chained(rt: Runtime, next: Cursor, source: SourceId): Value {
  let inner: Cursor | null = null;
  return walks('chain', () => {
    for (;;) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (inner) {
        const value = inner();
        if (value !== DONE) return value;
      }
      const iterable = next();
      if (iterable === DONE) return DONE;
      inner = iterate(rt, iterable, source);
    }
  });
}

/** Index lists of a combinatoric function, each made from the one before; null at the end. */
function combinatoric(
  rt: Runtime,
  name: string,
  pool: readonly Value[],
  first: number[] | null,
  next: (indices: number[]) => boolean,
): Value {
  let indices = first;
  let started = false;
  return walks(name, () => {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (indices === null) return DONE;
    if (started && !next(indices)) {
      indices = null;
      return DONE;
    }
    started = true;
    return new Tuple(indices.map((index) => pool[index]));
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}

function nextCombination(indices: number[], size: number, repeated: boolean): boolean {
  const count = indices.length;
  for (let k = count - 1; k >= 0; k--) {
    const most = repeated ? size - 1 : size - count + k;
    if (indices[k] === most) continue;
    const value = indices[k]! + 1;
    for (let j = k; j < count; j++) indices[j] = repeated ? value : value + j - k;
    return true;
  }
  return false;
}

function product(rt: Runtime, args: Value[], source: SourceId): Value {
  const iterables = args.slice();
  const keywords = takeKeywords(iterables);
  const times = keywords ? needIndex(rt, keywords.values[keywords.names.indexOf('repeat')], source) : 1;
  const once = iterables.map((iterable) => listOf(rt, iterable, source));
  const pools = Array.from({ length: times }, () => once).flat();
  const indices = pools.some((pool) => pool.length === 0) ? null : pools.map(() => 0);
  let ended = indices === null;
  let started = false;
  return walks('product', () => {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (ended || indices === null) return DONE;
    if (started) {
      let k = pools.length - 1;
      for (; k >= 0; k--) {
        indices[k]!++;
        if (indices[k]! < pools[k]!.length) break;
        indices[k] = 0;
      }
      if (k < 0) {
        ended = true;
        return DONE;
      }
    }
    started = true;
    return new Tuple(indices.map((index, k) => pools[k]![index]));
  });
}

/** `permutations`, in the order of CPython. */
function permutations(rt: Runtime, [iterable, r]: Value[], source: SourceId): Value {
  const pool = listOf(rt, iterable, source);
  const count = given(r) ? needIndex(rt, r, source) : pool.length;
  const all = range(pool.length);
  const cycles = range(count).map((k) => pool.length - k);
  let started = false;
  let ended = count > pool.length;
  return walks('permutations', () => {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (ended) return DONE;
    if (started) {
      let k = count - 1;
      for (; k >= 0; k--) {
        cycles[k]!--;
        if (cycles[k] === 0) {
          all.push(...all.splice(k, 1));
          cycles[k] = pool.length - k;
        } else {
          const other = all.length - cycles[k]!;
          const held = all[k]!;
          all[k] = all[other]!;
          all[other] = held;
          break;
        }
      }
      if (k < 0) {
        ended = true;
        return DONE;
      }
    }
    started = true;
    return new Tuple(all.slice(0, count).map((index) => pool[index]));
  });
}

function groupby(rt: Runtime, [iterable, key]: Value[], source: SourceId): Value {
  const next = iterate(rt, iterable, source);
  const measure = (value: Value) => (given(key) ? callValue(rt, key, [value], source) : value);
  let held: Value = next();
  let heldKey = held === DONE ? undefined : measure(held);
  let groupKey: Value;
  let inGroup = false;
  const advance = () => {
    held = next();
    heldKey = held === DONE ? undefined : measure(held);
  };
  return walks('groupby', () => {
    while (inGroup && held !== DONE && equals(rt, heldKey, groupKey, source)) advance();
    if (held === DONE) return DONE;
    inGroup = true;
    groupKey = heldKey;
    const own = groupKey;
    const group = walks('_grouper', () => {
      if (held === DONE || groupKey !== own || !equals(rt, heldKey, own, source)) return DONE;
      const value = held;
      advance();
      return value;
    });
    return new Tuple([own, group]);
  });
}

function tee(rt: Runtime, [iterable, n]: Value[], source: SourceId): Value {
  const next = iterate(rt, iterable, source);
  const seen: Value[] = [];
  const count = n === undefined ? 2 : needIndex(rt, n, source);
  return new Tuple(
    range(count).map(() => {
      let at = 0;
      return walks('_tee', () => {
        if (at === seen.length) {
          const value = next();
          if (value === DONE) return DONE;
          seen.push(value);
        }
        return seen[at++];
      });
    }),
  );
}

function zipLongest(rt: Runtime, args: Value[], source: SourceId): Value {
  const iterables = args.slice();
  const keywords = takeKeywords(iterables);
  const fill = keywords ? keywords.values[0] : null;
  const cursors = iterables.map((iterable) => iterate(rt, iterable, source));
  const ended = cursors.map(() => false);
  return walks('zip_longest', () => {
    const items = cursors.map((cursor, k) => {
      const value = ended[k] ? DONE : cursor();
      if (value === DONE) ended[k] = true;
      return value === DONE ? fill : value;
    });
    return ended.every((end) => end) ? DONE : new Tuple(items);
  });
}

const members = functions({
  'count(start=, step=)': (rt, [start, step], source) => {
    let at: Value = start ?? 0;
    return walks('count', () => {
      const value = at;
      at = add(rt, at, step ?? 1, source);
      return value;
    });
  },
  'cycle(iterable, /)': (rt, [iterable], source) => {
    const items = listOf(rt, iterable, source);
    let at = 0;
    return walks('cycle', () => (items.length === 0 ? DONE : items[at++ % items.length]));
  },
  'repeat(object, times=)': (rt, [value, times], source) => {
    let left = times === undefined ? Number.POSITIVE_INFINITY : needIndex(rt, times, source);
    return walks('repeat', () => (left-- > 0 ? value : DONE));
  },
  'islice(iterable, start, stop=, step=, /)': (rt, [iterable, first, second, third], source) => {
    const part = (value: Value, fallback: number) => (given(value) ? needIndex(rt, value, source) : fallback);
    const isShort = second === undefined;
    const start = isShort ? 0 : part(first, 0);
    const stop = part(isShort ? first : second, Number.POSITIVE_INFINITY);
    const step = part(third, 1);
    const next = iterate(rt, iterable, source);
    let at = 0;
    let wanted = start;
    return walks('islice', () => {
      if (wanted >= stop) return DONE;
      for (;;) {
        const value = next();
        if (value === DONE) return DONE;
        if (at++ === wanted) {
          wanted += step;
          return value;
        }
      }
    });
  },
  'takewhile(predicate, iterable, /)': (rt, [test, iterable], source) => {
    const next = iterate(rt, iterable, source);
    let ended = false;
    return walks('takewhile', () => {
      const value = ended ? DONE : next();
      if (value !== DONE && truthy(rt, callValue(rt, test, [value], source))) return value;
      ended = true;
      return DONE;
    });
  },
  'dropwhile(predicate, iterable, /)': (rt, [test, iterable], source) => {
    const next = iterate(rt, iterable, source);
    let dropping = true;
    return walks('dropwhile', () => {
      let value = next();
      while (dropping && value !== DONE && truthy(rt, callValue(rt, test, [value], source))) value = next();
      dropping = false;
      return value;
    });
  },
  'filterfalse(predicate, iterable, /)': (rt, [test, iterable], source) => {
    const next = iterate(rt, iterable, source);
    return walks('filterfalse', () => {
      for (;;) {
        const value = next();
        if (value === DONE || !truthy(rt, given(test) ? callValue(rt, test, [value], source) : value)) return value;
      }
    });
  },
  'starmap(function, iterable, /)': (rt, [fn, iterable], source) => {
    const next = iterate(rt, iterable, source);
    return walks('starmap', () => {
      const value = next();
      return value === DONE ? DONE : callValue(rt, fn, listOf(rt, value, source), source);
    });
  },
  'accumulate(iterable, func=, *, initial=)': (rt, [iterable, fn, initial], source) => {
    const next = iterate(rt, iterable, source);
    let total: Value = given(initial) ? initial : undefined;
    let gaveInitial = !given(initial);
    return walks('accumulate', () => {
      if (!gaveInitial) {
        gaveInitial = true;
        return total;
      }
      const value = next();
      if (value === DONE) return DONE;
      total =
        total === undefined
          ? value
          : given(fn)
            ? callValue(rt, fn, [total, value], source)
            : add(rt, total, value, source);
      return total;
    });
  },
  'compress(data, selectors)': (rt, [data, selectors], source) => {
    const [next, chosen] = [iterate(rt, data, source), iterate(rt, selectors, source)];
    return walks('compress', () => {
      for (;;) {
        const [value, flag] = [next(), chosen()];
        if (value === DONE || flag === DONE) return DONE;
        if (truthy(rt, flag)) return value;
      }
    });
  },
  'pairwise(iterable, /)': (rt, [iterable], source) => {
    const next = iterate(rt, iterable, source);
    let before = next();
    return walks('pairwise', () => {
      const value = before === DONE ? DONE : next();
      if (value === DONE) return DONE;
      const pair = new Tuple([before, value]);
      before = value;
      return pair;
    });
  },
  'combinations(iterable, r)': (rt, [iterable, r], source) => {
    const pool = listOf(rt, iterable, source);
    const count = needIndex(rt, r, source);
    return combinatoric(rt, 'combinations', pool, count > pool.length ? null : range(count), (indices) =>
      nextCombination(indices, pool.length, false),
    );
  },
  'combinations_with_replacement(iterable, r)': (rt, [iterable, r], source) => {
    const pool = listOf(rt, iterable, source);
    const count = needIndex(rt, r, source);
    const first = pool.length === 0 && count > 0 ? null : range(count).map(() => 0);
    return combinatoric(rt, 'combinations_with_replacement', pool, first, (indices) =>
      nextCombination(indices, pool.length, true),
    );
  },
  'permutations(iterable, r=)': permutations,
  'groupby(iterable, key=)': groupby,
  'tee(iterable, n=, /)': tee,
});

const chainClass = new BuiltInClass('itertools.chain', objectClass);
chainClass.maker = (rt, _cls, args, source) => {
  let at = 0;
  return chained(rt, () => (at < args.length ? args[at++] : DONE), source);
};
chainClass.define(
  'from_iterable',
  new ClassMethod(
    new Builtin('from_iterable', 1, (rt, _self, [, iterable], source) =>
      chained(rt, iterate(rt, iterable, source), source),
    ),
  ),
);
members.set('chain', chainClass);
members.set('product', new Builtin('product', 0, (rt, _self, args, source) => product(rt, args, source)));
members.set('zip_longest', new Builtin('zip_longest', 0, (rt, _self, args, source) => zipLongest(rt, args, source)));

export const itertools = new ModuleObject('itertools', members);

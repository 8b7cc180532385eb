import type { SourceId } from '../../../engine/sources';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { builtin, methods } from '../builtins/define';
import { equals } from '../operators/compare';
import { listOf } from '../operators/iterate';
import { deleteListItem, listItem, needIndex, setListItem } from '../operators/subscript';
import { listRepr } from '../text/repr';
import { Method, Property, SliceValue } from '../values/objects';
import { BuiltInClass, objectClass } from '../values/types';

export const dequeClass = new BuiltInClass('deque', objectClass);
dequeClass.qualname = 'collections.deque';

/** A list that is cheap to change at both ends. */
export class Deque {
  readonly cls = dequeClass;

  constructor(
    readonly items: Value[],
    readonly most: number | null,
  ) {}

  get truthSize(): number {
    return this.items.length;
  }

  iterate(rt: Runtime, source: SourceId): Cursor {
    const { length } = this.items;
    let at = 0;
    return () => {
      if (this.items.length !== length) throw rt.error('RuntimeError', 'deque mutated during iteration', source);
      return at < length ? this.items[at++] : DONE;
    };
  }

  item(rt: Runtime, key: Value, source: SourceId): Value {
    this.#check(rt, key, source);
    return listItem(rt, this.items, key, source);
  }

  setItem(rt: Runtime, key: Value, value: Value, source: SourceId): void {
    this.#check(rt, key, source);
    setListItem(rt, this.items, key, value, source);
  }

  deleteItem(rt: Runtime, key: Value, source: SourceId): void {
    this.#check(rt, key, source);
    deleteListItem(rt, this.items, key, source);
  }

  #check(rt: Runtime, key: Value, source: SourceId): void {
    if (key instanceof SliceValue) throw rt.error('TypeError', "sequence index must be integer, not 'slice'", source);
    const at = needIndex(rt, key, source);
    if (at >= this.items.length || at < -this.items.length)
      throw rt.error('IndexError', 'deque index out of range', source);
  }

  same(rt: Runtime, other: Value, source: SourceId): boolean {
    return other instanceof Deque && equals(rt, this.items, other.items, source);
  }

  repr(rt: Runtime, source: SourceId): string {
    const inner = listRepr(rt, this.items, source, this);
    return this.most === null ? `deque(${inner})` : `deque(${inner}, maxlen=${this.most})`;
  }

  add(value: Value, left: boolean): void {
    if (left) this.items.unshift(value);
    else this.items.push(value);
    if (this.most !== null && this.items.length > this.most) {
      if (left) this.items.pop();
      else this.items.shift();
    }
  }
}

const make = builtin('deque', 'iterable=, maxlen=', (rt, [iterable, most], source) => {
  const deque = new Deque([], most === undefined || most === null ? null : needIndex(rt, most, source));
  for (const value of iterable === undefined ? [] : listOf(rt, iterable, source)) deque.add(value, false);
  return deque;
});
dequeClass.maker = (rt, _cls, args, source) => make.apply(rt, undefined, args, source);

const own = (value: Value): Deque => value as Deque;

function adding(left: boolean): Method['apply'] {
  return (rt, _self, [self, value], source) => {
    own(self).add(value, left);
    rt.checkGrowth(own(self).items.length, source);
    return null;
  };
}

function taking(left: boolean): Method['apply'] {
  return (rt, _self, [self], source) => {
    const { items } = own(self);
    if (items.length === 0) throw rt.error('IndexError', 'pop from an empty deque', source);
    return left ? items.shift() : items.pop();
  };
}

dequeClass.define('append', new Method('append', 1, adding(false)));
dequeClass.define('appendleft', new Method('appendleft', 1, adding(true)));
dequeClass.define('pop', new Method('pop', 0, taking(false)));
dequeClass.define('popleft', new Method('popleft', 0, taking(true)));

methods(dequeClass, {
  'extend(iterable, /)': (rt, [self, iterable], source) => {
    for (const value of listOf(rt, iterable, source)) own(self).add(value, false);
    return null;
  },
  'extendleft(iterable, /)': (rt, [self, iterable], source) => {
    for (const value of listOf(rt, iterable, source)) own(self).add(value, true);
    return null;
  },
  'rotate(n=, /)': (rt, [self, n], source) => {
    const { items } = own(self);
    if (items.length === 0) return null;
    const steps = (((n === undefined ? 1 : needIndex(rt, n, source)) % items.length) + items.length) % items.length;
    items.unshift(...items.splice(items.length - steps, steps));
    return null;
  },
  'clear()': (_rt, [self]) => {
    own(self).items.length = 0;
    return null;
  },
  'copy()': (_rt, [self]) => new Deque(own(self).items.slice(), own(self).most),
  'reverse()': (_rt, [self]) => {
    own(self).items.reverse();
    return null;
  },
  'count(value, /)': (rt, [self, value], source) =>
    own(self).items.filter((item) => equals(rt, item, value, source)).length,
  'index(value, /)': (rt, [self, value], source) => {
    const at = own(self).items.findIndex((item) => equals(rt, item, value, source));
    if (at === -1) throw rt.error('ValueError', 'value is not in deque', source);
    return at;
  },
  'remove(value, /)': (rt, [self, value], source) => {
    const at = own(self).items.findIndex((item) => equals(rt, item, value, source));
    if (at === -1) throw rt.error('ValueError', 'deque.remove(x): x not in deque', source);
    own(self).items.splice(at, 1);
    return null;
  },
  'insert(index, value, /)': (rt, [self, index, value], source) => {
    own(self).items.splice(needIndex(rt, index, source), 0, value);
    return null;
  },
});
dequeClass.define(
  'maxlen',
  new Property(
    builtin('maxlen', 'self', (_rt, [self]) => own(self).most),
    null,
    null,
  ),
);

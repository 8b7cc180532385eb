import type { Cursor } from '../../core/ir';
import { DONE } from '../../core/ir';
import { Tracked, type Value } from '../../core/values';

/** A key with its value. One that was removed still knows where it stood, for the walks that are at it. */
export interface Entry {
  readonly key: Value;
  value: Value;
  previous: Entry | null;
  next: Entry | null;
  removed: boolean;
}

/** A place in a walk: the entry that was given last. */
export interface Position {
  last: Entry | null;
  /** Set once the walk has come to its end: what is added later is not reached any more. */
  done?: boolean;
}

/**
 * Keys in the order of their insertion, compared as JavaScript's SameValueZero does; a tracked key counts by its number.
 * A walk sees what is added and removed on the way.
 */
export class OrderedTable {
  readonly #entries = new Map<Value, Entry>();
  #first: Entry | null = null;
  #last: Entry | null = null;

  get size(): number {
    return this.#entries.size;
  }

  get first(): Entry | null {
    return this.#first;
  }

  find(key: Value): Entry | undefined {
    return this.#entries.get(key instanceof Tracked ? key.value : key);
  }

  /** Sets a value; gives true when the key is new. */
  set(key: Value, value: Value): boolean {
    const plain = key instanceof Tracked ? key.value : key;
    const known = this.#entries.get(plain);
    if (known) {
      known.value = value;
      return false;
    }
    const entry: Entry = { key: withoutSign(key), value, previous: this.#last, next: null, removed: false };
    if (this.#last) this.#last.next = entry;
    else this.#first = entry;
    this.#last = entry;
    this.#entries.set(plain, entry);
    return true;
  }

  delete(key: Value): boolean {
    const plain = key instanceof Tracked ? key.value : key;
    const entry = this.#entries.get(plain);
    if (!entry) return false;
    this.#entries.delete(plain);
    entry.removed = true;
    if (entry.previous) entry.previous.next = entry.next;
    else this.#first = entry.next;
    if (entry.next) entry.next.previous = entry.previous;
    else this.#last = entry.previous;
    return true;
  }

  clear(): void {
    for (let entry = this.#first; entry; entry = entry.next) {
      entry.removed = true;
      entry.previous = null;
    }
    this.#entries.clear();
    this.#first = null;
    this.#last = null;
  }

  /** The entry after a position, which moves there; null at the end. */
  advance(position: Position): Entry | null {
    let from = position.last;
    while (from?.removed) from = from.previous;
    const entry = from ? from.next : this.#first;
    if (entry) position.last = entry;
    return entry;
  }

  /** Walks a part of each entry, those that are added on the way included. */
  cursor(give: (entry: Entry) => Value, position: Position = { last: null }): Cursor {
    return () => {
      const entry = this.advance(position);
      return entry === null ? DONE : give(entry);
    };
  }
}

/** -0 is stored as 0. */
function withoutSign(key: Value): Value {
  if (key === 0) return 0;
  return key instanceof Tracked && key.value === 0 ? new Tracked(0, key.node) : key;
}

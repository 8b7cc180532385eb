import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { ClassObject } from './classes';
import { Keys } from './keys';

export interface Entry {
  readonly key: Value;
  value: Value;
}

/** A dict: entries in the order in which their keys came. */
export class Dict {
  readonly entries = new Map<unknown, Entry>();
  readonly #keys = new Keys();
  /** Attributes of one of a class of the user's. */
  fields: Map<string, Value> | null = null;
  /** What a counter gives for a missing key, without keeping it. */
  missing: ((key: Value) => Value) | null = null;
  /** How the dict is shown, for kinds such as counters. */
  shownAs: ((rt: Runtime, dict: Dict, source: SourceId) => string) | null = null;
  /** How the names of its views begin. */
  viewedAs: 'dict' | 'odict' = 'dict';
  /** What a default dict calls for a missing key. */
  factory: Value = undefined;

  constructor(public cls: ClassObject | null = null) {}

  get size(): number {
    return this.entries.size;
  }

  get(rt: Runtime, key: Value, source: SourceId): Value {
    return this.entries.get(typeof key === 'string' ? key : this.#keys.of(rt, key, source))?.value;
  }

  has(rt: Runtime, key: Value, source: SourceId): boolean {
    return this.entries.has(this.#keys.of(rt, key, source));
  }

  set(rt: Runtime, key: Value, value: Value, source: SourceId): void {
    const host = typeof key === 'string' ? key : this.#keys.of(rt, key, source);
    const entry = this.entries.get(host);
    if (entry) entry.value = value;
    else {
      this.entries.set(host, { key, value });
      rt.checkGrowth(this.entries.size, source);
    }
  }

  /** For text keys that no program chose, such as names of keyword arguments. */
  setText(key: string, value: Value): void {
    const entry = this.entries.get(key);
    if (entry) entry.value = value;
    else this.entries.set(key, { key, value });
  }

  getText(key: string): Value {
    return this.entries.get(key)?.value;
  }

  delete(rt: Runtime, key: Value, source: SourceId): Entry | undefined {
    const host = this.#keys.of(rt, key, source);
    const entry = this.entries.get(host);
    this.entries.delete(host);
    return entry;
  }

  clear(): void {
    this.entries.clear();
    this.#keys.clear();
  }

  copy(cls: ClassObject | null = this.cls): Dict {
    const copy = new Dict(cls);
    copy.factory = this.factory;
    copy.missing = this.missing;
    copy.shownAs = this.shownAs;
    copy.viewedAs = this.viewedAs;
    copy.take(this);
    return copy;
  }

  /** Takes over the entries of another dict. */
  take(other: Dict): void {
    for (const [host, { key, value }] of other.entries) {
      const entry = this.entries.get(host);
      if (entry) entry.value = value;
      else this.entries.set(host, { key, value });
    }
    this.#keys.adopt(other.#keys);
  }
}

/** `keys()`, `values()` and `items()` of a dict: they show what it holds at the time. */
export class DictView {
  constructor(
    readonly dict: Dict,
    readonly kind: 'keys' | 'values' | 'items',
  ) {}

  /** What its type is called: dicts with an order of their own have views of their own. */
  get typeName(): string {
    return `${this.dict.viewedAs}_${this.kind}`;
  }
}

import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { TensorNumber } from '../arrays/arrayObject';
import { Float, intOfFloat } from './numbers';

/** What the language knows of keys; set by `operators/hashing.ts`. */
export interface KeyRules {
  /** A text that equal values share, {@link IDENTITY} or {@link OWN}; throws for what cannot be hashed. */
  readonly text: (rt: Runtime, value: Value, source: SourceId) => string;
  readonly hash: (rt: Runtime, value: Value, source: SourceId) => string;
  readonly equals: (rt: Runtime, left: Value, right: Value, source: SourceId) => boolean;
}

/** In place of a text: compared by identity, or by methods of the user's. */
export const IDENTITY = '\0identity';
export const OWN = '\0own';

let rules: KeyRules;

export function setKeyRules(known: KeyRules): void {
  rules = known;
}

/**
 * Keys of dicts and members of sets, as keys of a host map: equal values of the program have the same. Text and numbers
 * are their own keys, what is compared by identity is its own too; tuples get one by what they hold, and objects that
 * say themselves what they equal are looked for among those of the same hash.
 */
export class Keys {
  #buckets: Map<string, Value[]> | null = null;

  of(rt: Runtime, value: Value, source: SourceId): unknown {
    switch (typeof value) {
      case 'string':
      case 'number':
      case 'bigint':
        return value;
      case 'boolean':
        return value ? 1 : 0;
    }
    if (value === null) return null;
    if (value instanceof Float) return floatKey(value.value);
    if (value instanceof Tracked) {
      rt.cuts.note(value.node, 'index', source);
      return floatKey(value.value);
    }
    if (value instanceof TensorNumber) return floatKey(value.value);
    const text = rules.text(rt, value, source);
    if (text === IDENTITY) return value;
    if (text !== OWN) return composite(rt, text);
    return this.#equalOne(rt, value, source);
  }

  clear(): void {
    this.#buckets = null;
  }

  /** Knows from now on what the keys of another table are. */
  adopt(other: Keys): void {
    if (other.#buckets === null) return;
    this.#buckets ??= new Map();
    for (const [hash, bucket] of other.#buckets)
      this.#buckets.set(hash, [...(this.#buckets.get(hash) ?? []), ...bucket]);
  }

  #equalOne(rt: Runtime, value: Value, source: SourceId): unknown {
    this.#buckets ??= new Map();
    const hash = rules.hash(rt, value, source);
    const bucket = this.#buckets.get(hash);
    if (bucket === undefined) {
      this.#buckets.set(hash, [value]);
      return value;
    }
    for (const known of bucket) if (known === value || rules.equals(rt, known, value, source)) return known;
    bucket.push(value);
    return value;
  }
}

/** The keys of tuples by what they hold, for each run. */
const composites = new WeakMap<object, Map<string, object>>();

function composite(rt: Runtime, text: string): object {
  let known = composites.get(rt.inputs);
  if (known === undefined) {
    known = new Map();
    composites.set(rt.inputs, known);
  }
  let key = known.get(text);
  if (key === undefined) {
    key = {};
    known.set(text, key);
  }
  return key;
}

export function floatKey(value: number): unknown {
  return Number.isInteger(value) ? intOfFloat(value) : value;
}

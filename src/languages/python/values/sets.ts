import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { ClassObject } from './classes';
import { Keys } from './keys';

/** A set or frozenset. Sets of small ints are walked in CPython's order, others in that of insertion. */
export class SetValue {
  readonly members = new Map<unknown, Value>();
  readonly #keys = new Keys();
  #order: Value[] | null = null;
  /** Whether its members came from another set at once, which lays them out anew. */
  merged = false;

  constructor(
    readonly frozen: boolean,
    readonly cls: ClassObject | null = null,
  ) {}

  get size(): number {
    return this.members.size;
  }

  has(rt: Runtime, value: Value, source: SourceId): boolean {
    return this.members.has(this.#keys.of(rt, value, source));
  }

  add(rt: Runtime, value: Value, source: SourceId): void {
    const host = this.#keys.of(rt, value, source);
    if (this.members.has(host)) return;
    this.members.set(host, value);
    this.#order = null;
    rt.checkGrowth(this.members.size, source);
  }

  delete(rt: Runtime, value: Value, source: SourceId): boolean {
    const found = this.members.delete(this.#keys.of(rt, value, source));
    if (found) this.#order = null;
    return found;
  }

  clear(): void {
    this.members.clear();
    this.#keys.clear();
    this.#order = null;
  }

  copy(frozen = this.frozen): SetValue {
    const copy = new SetValue(frozen);
    copy.take(this);
    copy.merged = true;
    return copy;
  }

  /** Takes over the members of another set. */
  take(other: SetValue): void {
    for (const [host, value] of other.members) if (!this.members.has(host)) this.members.set(host, value);
    this.#keys.adopt(other.#keys);
    this.#order = null;
  }

  /** The members in the order in which they are walked. */
  values(): readonly Value[] {
    this.#order ??= ordered([...this.members], this.merged);
    return this.#order;
  }
}

const PROBES = 9;

/** The order of CPython's table for ints and bools, as it is after adding them one by one. */
function ordered(members: readonly (readonly [unknown, Value])[], merged: boolean): Value[] {
  const isSmall = members.every(
    ([host]) => typeof host === 'number' && Number.isSafeInteger(host) && Math.abs(host) < 2 ** 31,
  );
  if (!isSmall) return members.map(([, value]) => value);
  let mask = 7;
  let table: (readonly [number, Value] | undefined)[] = new Array(8);
  let fill = 0;
  const put = (entry: readonly [number, Value]) => {
    const hash = entry[0] === -1 ? -2 : entry[0];
    // Of a negative hash all 64 bits count, as those of a number without sign.
    let rest = hash < 0 ? BigInt.asUintN(64, BigInt(hash)) : 0n;
    let perturb = hash;
    let at = hash & mask;
    for (;;) {
      const last = at + PROBES <= mask ? at + PROBES : at;
      for (let k = at; k <= last; k++) {
        if (table[k] === undefined) {
          table[k] = entry;
          return;
        }
      }
      if (hash < 0) {
        rest >>= 5n;
        perturb = Number(rest & 0xffffffffn);
      } else perturb = Math.floor(perturb / 32);
      at = (at * 5 + 1 + perturb) & mask;
    }
  };
  const rebuild = (wanted: number) => {
    let size = 8;
    while (size <= wanted) size *= 2;
    const old = table;
    mask = size - 1;
    table = new Array(size);
    for (const entry of old) if (entry) put(entry);
  };
  for (const [host, value] of members) {
    put([host as number, value]);
    fill++;
    if (fill * 5 < mask * 3) continue;
    rebuild(fill > 50_000 ? fill * 2 : fill * 4);
  }
  if (merged && mask > 7) rebuild(fill * 2);
  return table.flatMap((entry) => (entry ? [entry[1]] : []));
}

import { grown, roomFor } from './growth';
import type { SourceId } from './sources';

export type RegionId = number;

/** Where in the run an operation was made. */
export const RegionKind = { module: 0, call: 1, loop: 2, iteration: 3 } as const;
export type RegionKind = (typeof RegionKind)[keyof typeof RegionKind];

const FIRST_ROWS = 64;

/**
 * The tree of regions of one run: the module at the root, then call sites, loops and their iterations. An iteration that
 * recorded nothing leaves no row behind: the next one takes it over, so that a loop costs memory only for what it traced.
 */
export class Regions {
  #parent = new Int32Array(FIRST_ROWS);
  #kind = new Uint8Array(FIRST_ROWS);
  #source = new Int32Array(FIRST_ROWS);
  #index = new Int32Array(FIRST_ROWS);
  #length = 1;

  get length(): number {
    return this.#length;
  }

  parent(id: RegionId): RegionId {
    return this.#parent[id]!;
  }

  kind(id: RegionId): RegionKind {
    return this.#kind[id]! as RegionKind;
  }

  /** The call or loop that made the region. */
  source(id: RegionId): SourceId {
    return this.#source[id]!;
  }

  /** The number of the iteration, from 0; 0 for other kinds. */
  index(id: RegionId): number {
    return this.#index[id]!;
  }

  add(parent: RegionId, kind: RegionKind, source: SourceId, index = 0): RegionId {
    if (this.#length === this.#parent.length) this.#grow();
    const id = this.#length++;
    this.#parent[id] = parent;
    this.#kind[id] = kind;
    this.#source[id] = source;
    this.#index[id] = index;
    return id;
  }

  /** Turns the newest region, which recorded nothing, into another iteration of the same loop. */
  reuse(id: RegionId, index: number): void {
    this.#index[id] = index;
  }

  /** Forgets the newest region, which recorded nothing. */
  drop(id: RegionId): void {
    if (id === this.#length - 1) this.#length = id;
  }

  #grow(): void {
    const capacity = roomFor(this.#length + 1);
    this.#parent = grown(this.#parent, capacity);
    this.#kind = grown(this.#kind, capacity);
    this.#source = grown(this.#source, capacity);
    this.#index = grown(this.#index, capacity);
  }
}

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
  /** The number of an iteration, else the source: an iteration has the source of its loop. */
  #detail = new Int32Array(FIRST_ROWS);
  #length = 1;

  get length(): number {
    return this.#length;
  }

  /** Bytes that the columns take. */
  get byteLength(): number {
    return this.#parent.byteLength + this.#kind.byteLength + this.#detail.byteLength;
  }

  parent(id: RegionId): RegionId {
    return this.#parent[id]!;
  }

  kind(id: RegionId): RegionKind {
    return this.#kind[id]! as RegionKind;
  }

  /** The call or loop that made the region. */
  source(id: RegionId): SourceId {
    return this.#detail[this.#isIteration(id) ? this.#parent[id]! : id]!;
  }

  /** The number of the iteration, from 0; 0 for other kinds. */
  index(id: RegionId): number {
    return this.#isIteration(id) ? this.#detail[id]! : 0;
  }

  /** Adds a call or a loop. */
  add(parent: RegionId, kind: RegionKind, source: SourceId): RegionId {
    return this.#add(parent, kind, source);
  }

  /** Adds an iteration of the region `loop`. */
  addIteration(loop: RegionId, index: number): RegionId {
    return this.#add(loop, RegionKind.iteration, index);
  }

  /** Turns the newest region, which recorded nothing, into another iteration of the same loop. */
  reuse(id: RegionId, index: number): void {
    this.#detail[id] = index;
  }

  /** Forgets the newest region, which recorded nothing. */
  drop(id: RegionId): void {
    if (id === this.#length - 1) this.#length = id;
  }

  #add(parent: RegionId, kind: RegionKind, detail: number): RegionId {
    if (this.#length === this.#parent.length) this.#grow();
    const id = this.#length++;
    this.#parent[id] = parent;
    this.#kind[id] = kind;
    this.#detail[id] = detail;
    return id;
  }

  #isIteration(id: RegionId): boolean {
    return this.#kind[id] === RegionKind.iteration;
  }

  #grow(): void {
    const capacity = roomFor(this.#length + 1);
    this.#parent = grown(this.#parent, capacity);
    this.#kind = grown(this.#kind, capacity);
    this.#detail = grown(this.#detail, capacity);
  }
}

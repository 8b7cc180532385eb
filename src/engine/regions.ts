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
  /**
   * For each region two entries: four times its parent plus its kind, and the number of an iteration, else the source: an
   * iteration has the source of its loop.
   */
  #rows = new Int32Array(2 * FIRST_ROWS);
  #length = 1;
  readonly #labels = new Map<RegionId, string>();

  /** Forgets all regions but the module, and keeps their memory. */
  reset(): void {
    this.#length = 1;
    this.#labels.clear();
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes that the rows take. */
  get byteLength(): number {
    return this.#rows.byteLength;
  }

  parent(id: RegionId): RegionId {
    return this.#rows[2 * id]! >> 2;
  }

  kind(id: RegionId): RegionKind {
    return (this.#rows[2 * id]! & 3) as RegionKind;
  }

  /** The call or loop that made the region. */
  source(id: RegionId): SourceId {
    const of = this.kind(id) === RegionKind.iteration ? this.parent(id) : id;
    return this.#rows[2 * of + 1]!;
  }

  /** The number of the iteration, from 0; 0 for other kinds. */
  index(id: RegionId): number {
    return this.kind(id) === RegionKind.iteration ? this.#rows[2 * id + 1]! : 0;
  }

  /** What a call is of, where the code's expression makes several: the layers of a network. */
  label(id: RegionId): string | null {
    return this.#labels.get(id) ?? null;
  }

  /** Adds a call or a loop. */
  add(parent: RegionId, kind: RegionKind, source: SourceId, label: string | null = null): RegionId {
    const id = this.#add(parent, kind, source);
    if (label !== null) this.#labels.set(id, label);
    return id;
  }

  /** Adds an iteration of the region `loop`. */
  addIteration(loop: RegionId, index: number): RegionId {
    return this.#add(loop, RegionKind.iteration, index);
  }

  /** Turns the newest region, which recorded nothing, into another iteration of the same loop. */
  reuse(id: RegionId, index: number): void {
    this.#rows[2 * id + 1] = index;
  }

  /** Forgets the newest region, which recorded nothing. */
  drop(id: RegionId): void {
    if (id !== this.#length - 1) return;
    this.#length = id;
    this.#labels.delete(id);
  }

  #add(parent: RegionId, kind: RegionKind, detail: number): RegionId {
    const id = this.#length;
    if (2 * id === this.#rows.length) this.#rows = grown(this.#rows, 2 * roomFor(id + 1));
    this.#rows[2 * id] = (parent << 2) | kind;
    this.#rows[2 * id + 1] = detail;
    this.#length = id + 1;
    return id;
  }
}

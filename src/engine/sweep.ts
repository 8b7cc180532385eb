import type { NodeId } from './tape';

export interface Seed {
  readonly node: NodeId;
  readonly gradient: number;
}

/** Below this many rows a loop fills an array faster than the call that does. */
const SHORT = 64;
const NO_SEEDS: readonly Seed[] = [];

/** One reverse sweep. Adjoints belong to a sweep, since one tape carries several. */
export class Sweep {
  /** The nodes that were seeded, with the gradient each started from. */
  seeds: readonly Seed[] = NO_SEEDS;
  /**
   * The adjoints, of which the first {@link #length} count. While the sweep runs, −0 stands in nodes that nothing has
   * reached: it changes no sum, and no sum that starts from it and adds no other −0 gives −0. So the loop over the rows
   * has one array less to keep.
   */
  #memory = new Float64Array(0);
  #length = 0;
  #adjoint: Float64Array | null = null;
  #reached: Uint8Array | null = null;

  /** Takes memory for so many rows, none of which is reached; the memory of the sweep before, where it suffices. */
  begin(seeds: readonly Seed[], length: number): Float64Array {
    this.seeds = seeds;
    this.#length = length;
    this.#adjoint = null;
    this.#reached = null;
    if (this.#memory.length < length) this.#memory = new Float64Array(length);
    const memory = this.#memory;
    if (length > SHORT) memory.fill(-0, 0, length);
    else for (let node = 0; node < length; node++) memory[node] = -0;
    return memory;
  }

  /** Forgets what was swept and keeps the memory. */
  reset(): void {
    this.seeds = NO_SEEDS;
    this.#length = 0;
    this.#adjoint = null;
    this.#reached = null;
  }

  /** How many rows there is memory for. */
  get capacity(): number {
    return this.#memory.length;
  }

  /** Bytes that the sweep takes. */
  get byteLength(): number {
    return this.#memory.byteLength + (this.#reached?.byteLength ?? 0);
  }

  /** d output / d node, for one row that the sweep passed; see {@link adjoint} for all. */
  gradient(node: NodeId): number {
    return this.#memory[node]! + 0;
  }

  /**
   * d output / d node for each row up to the last output; 0 where {@link reached} is 0, and for constants, which have
   * none.
   */
  get adjoint(): Float64Array {
    if (this.#adjoint === null) this.#settle();
    return this.#adjoint!;
  }

  /** 1 where the output was computed from the node, also when the gradient that arrives is 0. */
  get reached(): Uint8Array {
    if (this.#reached === null) this.#settle();
    return this.#reached!;
  }

  #settle(): void {
    const length = this.#length;
    const memory = this.#memory;
    const reached = new Uint8Array(length);
    for (let node = 0; node < length; node++) {
      if (Object.is(memory[node], -0)) memory[node] = 0;
      else reached[node] = 1;
    }
    this.#reached = reached;
    this.#adjoint = memory.length === length ? memory : memory.subarray(0, length);
  }
}

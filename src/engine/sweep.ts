import type { NodeId } from './tape';
import { bytesOf, gradientDtype } from './tensor/dtype';
import { accumulated, cast } from './tensor/elementwise';
import { copied, type NdArray, zeros } from './tensor/ndarray';

export interface Seed {
  readonly node: NodeId;
  /** The gradient that the node starts from; for a tensor that of each element, unless there is an `array`. */
  readonly gradient: number;
  /** The gradient that a tensor starts from. */
  readonly array?: NdArray;
}

/** The adjoint of a tensor. */
interface TensorAdjoint {
  array: NdArray;
  /** Whether nobody else holds the array, so that it may be written to. */
  isOwn: boolean;
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
  /** The adjoints of tensors; in the column of numbers they only have the mark of being reached. */
  #tensors = new Map<NodeId, TensorAdjoint>();

  /**
   * Takes memory for so many rows, none of which is reached; the memory of the sweep before, where it suffices. Rows before
   * `first` hold anything: nobody asks about them.
   */
  begin(seeds: readonly Seed[], length: number, first = 0): Float64Array {
    this.seeds = seeds;
    this.#length = length;
    this.#adjoint = null;
    this.#reached = null;
    if (this.#tensors.size > 0) this.#tensors = new Map();
    // A sweep that begins late is one of many over a tape that grows.
    const wanted = first > 0 ? length + (length >> 1) : length;
    if (this.#memory.length < length) this.#memory = new Float64Array(wanted);
    const memory = this.#memory;
    if (length - first > SHORT) memory.fill(-0, first, length);
    else for (let node = first; node < length; node++) memory[node] = -0;
    return memory;
  }

  /** Forgets what was swept and keeps the memory. */
  reset(): void {
    this.seeds = NO_SEEDS;
    this.#length = 0;
    this.#adjoint = null;
    this.#reached = null;
    if (this.#tensors.size > 0) this.#tensors = new Map();
  }

  /** How many rows there is memory for. */
  get capacity(): number {
    return this.#memory.length;
  }

  /** Bytes that the sweep takes. */
  get byteLength(): number {
    let tensors = 0;
    for (const { array } of this.#tensors.values()) tensors += bytesOf(array.dtype, array.size);
    return this.#memory.byteLength + (this.#reached?.byteLength ?? 0) + tensors;
  }

  /** Adds a contribution to the adjoint of a tensor. The array is not written to. */
  addTensor(node: NodeId, contribution: NdArray): void {
    const known = this.#tensors.get(node);
    if (known === undefined) this.#tensors.set(node, { array: contribution, isOwn: false });
    else {
      known.array = accumulated(known.array, cast(contribution, known.array.dtype), known.isOwn);
      known.isOwn = true;
    }
  }

  /** Adds to the adjoint of one element of the tensor `value`. */
  addElement(node: NodeId, value: NdArray, element: number, contribution: number): void {
    let known = this.#tensors.get(node);
    if (known === undefined)
      this.#tensors.set(node, (known = { array: zeros(gradientDtype(value.dtype), value.shape), isOwn: true }));
    else if (!known.isOwn) {
      known.array = copied(known.array);
      known.isOwn = true;
    }
    known.array.data[element]! += contribution;
  }

  /** d output / d node for a tensor, as far as anything but zeros arrived; see `tensorGradient` in `tensorTape.ts`. */
  tensor(node: NodeId): NdArray | null {
    return this.#tensors.get(node)?.array ?? null;
  }

  /** Whether the output was computed from the node, asked of one row before all are; see {@link reached}. */
  hasReached(node: NodeId): boolean {
    return node < this.#length && !Object.is(this.#memory[node], -0);
  }

  /** d output / d node, for one row that the sweep passed; see {@link adjoint} for all. */
  gradient(node: NodeId): number {
    return this.#memory[node]! + 0;
  }

  /**
   * d output / d node for each row up to the last output; 0 where {@link reached} is 0, and for constants, which have
   * none. Of tensors it says nothing.
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

import type { NodeId } from '../../engine/tape';
import type { NdArray } from '../../engine/tensor/ndarray';
import type { CutOff } from '../../engine/trace';
import type { TorchCut } from './cuts';

/** Rows that one constant is said to come from, at most. */
const MOST_ORIGINS = 4;

/**
 * Where numbers came from before the code cut them off, which they do not say themselves: known by the memory that they
 * stand in, which views and detached tensors share. What is computed of such numbers alone comes from where they do.
 */
export class CutOffs {
  readonly #byData = new WeakMap<object, CutOff>();
  readonly #byRow = new Map<NodeId, CutOff>();
  #isUsed = false;

  /** The numbers go on without the row that they were computed in. */
  note({ data }: NdArray, from: NodeId, kind: TorchCut): void {
    this.#isUsed = true;
    this.#byData.set(data, { kind, from: [from] });
  }

  /** A result of operands without an origin. */
  pass(operands: readonly { readonly array?: NdArray }[], { data }: NdArray): void {
    if (!this.#isUsed) return;
    let found: CutOff | null = null;
    for (const { array } of operands) {
      const own = array && this.#byData.get(array.data);
      if (own === undefined || own === found) continue;
      found = found === null ? own : { kind: found.kind, from: joined(found.from, own.from) };
    }
    if (found !== null) this.#byData.set(data, found);
  }

  /** The array was recorded as a constant. */
  record(row: NodeId, { data }: NdArray): void {
    if (!this.#isUsed) return;
    const own = this.#byData.get(data);
    if (own !== undefined) this.#byRow.set(row, own);
  }

  /** What a constant was cut off from; null where it is just a constant. */
  of(row: NodeId): CutOff | null {
    return this.#byRow.get(row) ?? null;
  }
}

function joined(some: readonly NodeId[], others: readonly NodeId[]): NodeId[] {
  return [...new Set([...some, ...others])].slice(0, MOST_ORIGINS);
}

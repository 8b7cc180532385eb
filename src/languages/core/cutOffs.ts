import type { NodeId } from '../../engine/tape';
import type { NdArray } from '../../engine/tensor/ndarray';
import type { CutOff } from '../../engine/trace';
import type { TorchCut } from './cuts';

/** What is known of some numbers. */
interface Known extends CutOff {
  /** True for the numbers of a row itself, which was read where no gradient is recorded; false for what became of them. */
  readonly isRead: boolean;
}

const NONE: readonly NodeId[] = [];

/** Rows that one constant is said to come from, at most. */
const MOST_ORIGINS = 4;

/**
 * Where numbers came from before the code cut them off, which they do not say themselves: known by the memory that they
 * stand in, which views and detached tensors share. What is computed of such numbers alone comes from where they do.
 */
export class CutOffs {
  /** Made when it is first needed: runs are many, and few of them cut anything off. */
  #byData: WeakMap<object, Known> | null = null;
  readonly #byRow = new Map<NodeId, CutOff>();

  /** Whether anything was cut off in this run. */
  get isUsed(): boolean {
    return this.#byData !== null;
  }

  /** The numbers go on without the row that they were computed in. */
  note({ data }: NdArray, from: NodeId, kind: TorchCut): void {
    this.#byData ??= new WeakMap();
    this.#byData.set(data, { kind, from: [from], isRead: kind === 'no_grad' });
  }

  /** A result of operands without an origin. Returns the rows among them that were cut off by this operation alone. */
  pass(operands: readonly { readonly array?: NdArray }[], { data }: NdArray): readonly NodeId[] {
    const byData = this.#byData;
    if (byData === null) return NONE;
    let found = null as Known | null;
    let read = NONE;
    for (const { array } of operands) {
      const own = array && byData.get(array.data);
      if (own === undefined || own === found) continue;
      if (own.isRead) read = joined(read, own.from);
      found = { kind: found?.kind ?? own.kind, from: joined(found?.from ?? NONE, own.from), isRead: false };
    }
    if (found !== null) byData.set(data, found);
    return read;
  }

  /** The array was recorded as a constant. */
  record(row: NodeId, { data }: NdArray): void {
    const own = this.#byData?.get(data);
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

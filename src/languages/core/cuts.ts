import { grown } from '../../engine/growth';
import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';

/** How the code of PyTorch itself says that nothing flows back; `copy` is a tensor made of another one's numbers. */
export type TorchCut = 'detach' | 'no_grad' | 'item' | 'numpy' | 'copy';

export const torchCuts: readonly CutKind[] = ['detach', 'no_grad', 'item', 'numpy', 'copy'] satisfies TorchCut[];

/**
 * What a tracked value became when it lost its origin. `integer` is a bit operation, `operand` what an operator of numbers
 * makes of a tensor.
 */
export type CutKind = 'text' | 'index' | 'comparison' | 'integer' | 'operand' | TorchCut;

export const cutKinds: readonly CutKind[] = ['text', 'index', 'comparison', 'integer', 'operand', ...torchCuts];

/** A tracked number that lost its origin, and the expression in which it did. */
export interface Cut {
  readonly node: NodeId;
  readonly kind: CutKind;
  /** The last expression that did this to the node. */
  readonly source: SourceId;
}

const PAGE = 1024;

/**
 * Where tracked numbers lost their origin in a run: text, indices, comparisons and bit operations have no gradient. Notes
 * cost a store, since they are taken in hot loops: for each kind a column of the last source by node.
 */
export class CutLog {
  readonly #columns: Record<CutKind, Int32Array> = {
    text: new Int32Array(0),
    index: new Int32Array(0),
    comparison: new Int32Array(0),
    integer: new Int32Array(0),
    operand: new Int32Array(0),
    detach: new Int32Array(0),
    no_grad: new Int32Array(0),
    item: new Int32Array(0),
    numpy: new Int32Array(0),
    copy: new Int32Array(0),
  };

  /** `source` 0 stands for "where the number was made", such as for the truth of a value, which has no expression. */
  note(node: NodeId, kind: CutKind, source: SourceId): void {
    let column = this.#columns[kind];
    if (node >= column.length) column = this.#grow(kind, node);
    column[node] = source + 1;
  }

  /** All cuts, kind by kind and in the order of the tape. */
  *all(): Generator<Cut> {
    for (const kind of cutKinds) {
      const column = this.#columns[kind];
      for (let node = 0; node < column.length; node++) {
        const source = column[node]!;
        if (source !== 0) yield { node, kind, source: source - 1 };
      }
    }
  }

  #grow(kind: CutKind, node: NodeId): Int32Array {
    const column = grown(this.#columns[kind], node + Math.max(PAGE, node >> 1));
    this.#columns[kind] = column;
    return column;
  }
}

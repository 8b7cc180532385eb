import type { SourceTable } from './sources';
import type { NodeId, Tape } from './tape';

/** One run of a snippet: the tape and everything that points into it. */
export interface Trace {
  readonly tape: Tape;
  readonly sources: SourceTable;
  /** The variable that holds the node's value (`u`, `W[0][1]`, `p.x`), or null. */
  nameOf(node: NodeId): string | null;
  /** What a constant was cut off from by the code; null for other rows, and where the language knows of no cuts. */
  cutOffOf?(node: NodeId): CutOff | null;
  /** How the library that the code calls speaks of an operation; null where it has no words of its own. */
  wordsOf?(node: NodeId): OperationWords | null;
}

/** How the numbers of a constant lost the rows that they were computed in. */
export interface CutOff {
  readonly kind: 'detach' | 'no_grad' | 'item' | 'numpy' | 'copy';
  readonly from: readonly NodeId[];
}

/** What PyTorch says of an operation. */
export interface OperationWords {
  /** The function of its backward pass, such as `MulBackward0`. */
  readonly name: string;
  /** Rows whose values it keeps for that; its own among them where it keeps its result. */
  readonly saved: readonly NodeId[];
}

import type { SourceTable } from './sources';
import type { NodeId, Tape } from './tape';

/** One run of a snippet: the tape and everything that points into it. */
export interface Trace {
  readonly tape: Tape;
  readonly sources: SourceTable;
  /** The variable that holds the node's value (`u`, `W[0][1]`, `p.x`), or null. */
  nameOf(node: NodeId): string | null;
}

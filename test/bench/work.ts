import { backward, type Sweep } from '../../src/engine/backward';
import { Spares } from '../../src/engine/spares';
import type { NodeId, Tape } from '../../src/engine/tape';

/** The same forward and backward pass, written for each engine; each returns a number that shows it was done right. */
export interface Work {
  readonly name: string;
  /** Operations of one pass, as all engines count them. */
  readonly operations: number;
  readonly rounds: number;
  readonly ours: () => number;
  /** Closures with the recursive sort; null where that overflows the stack. */
  readonly recursive: (() => number) | null;
  readonly iterative: () => number;
  readonly byHand: () => number;
  /** The least that a tape can be, where it is written for this work. */
  readonly bare?: () => number;
}

/** A tape to record on, and its sweep. */
export interface Recorded {
  readonly tape: Tape;
  sweep(output: NodeId): Sweep;
}

// As in the worker, tapes that were let go are used again.
const spares = new Spares();

/** One run: takes a tape, records on it from the start, sweeps it and lets it go. */
export function traced(record: (recorded: Recorded) => number): () => number {
  return () => {
    const tape = spares.tape();
    const sweep = spares.sweep();
    const answer = record({ tape, sweep: (node) => backward(tape, [{ node, gradient: 1 }], sweep) });
    spares.releaseSweep(sweep);
    spares.releaseTape(tape);
    return answer;
  };
}

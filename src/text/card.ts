import type { Range } from '../engine/sources';
import type { Flow } from '../engine/ops/flow';
import type { Num } from '../graph/model';

/** What the hover card of a gate says, in the panel as over the code. */
export interface Card {
  readonly gate: string;
  /** The variable, else what the gate computes. */
  readonly title: string;
  readonly value: Num;
  readonly grad: Num;
  /** The user's own line or expression. */
  readonly code: string;
  readonly range: Range | null;
  readonly op: string;
  readonly flow: Flow | null;
  /** `mul swaps`; empty for a leaf. */
  readonly flowTitle: string;
  /** The pattern with this gate's own numbers, in one sentence. */
  readonly sentence: string;
  /** One row for each operand: `local × upstream = contribution`. */
  readonly rows: readonly CardRow[];
  /** For a fork the contributions that accumulate, by the gate each comes from; empty otherwise. */
  readonly fork: readonly { readonly gate: string; readonly label: string; readonly contribution: Num }[];
  /** Which convention decided a number here; null where none did. */
  readonly convention: string | null;
}

export interface CardRow {
  readonly gate: string | null;
  readonly label: string;
  readonly value: Num;
  readonly local: Num | null;
  /** The local gradient in terms of the operands' names, such as `u` or `2 · y`. */
  readonly localFormula: string;
  readonly upstream: Num;
  readonly contribution: Num | null;
  readonly constant: boolean;
}

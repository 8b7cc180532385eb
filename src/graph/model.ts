import type { Flow } from '../engine/ops/flow';
import type { OpName } from '../engine/ops/table';
import type { Range } from '../engine/sources';

/** A number as it crosses a channel or stands in JSON, where NaN and the infinities have no literal. -0 becomes 0. */
export type Num = number | 'NaN' | 'Infinity' | '-Infinity';

/** A number, a nested array of numbers, or a plain object of such. */
export type Data = Num | null | readonly Data[] | { readonly [name: string]: Data };

export type GateKind = 'input' | 'constant' | 'gate';

/** A node of the graph a person sees. */
export interface Gate {
  /** `g` and the tape node's id: only letters and digits, so that it is safe in Mermaid, HTML and CSS. */
  readonly id: string;
  readonly kind: GateKind;
  readonly op: OpName | 'input' | 'constant';
  /** The variable that holds the value, where there is one. */
  readonly name: string | null;
  /** The user's own code for the value, for a leaf the variable or literal. */
  readonly code: string;
  /** What the gate computes in terms of its inputs' names, such as `w × x` or `y − 10`; empty for inputs. */
  readonly formula: string;
  readonly value: Num;
  /** The upstream gradient: derivative of the output with respect to this gate's output. */
  readonly grad: Num;
  /** `[]` for a scalar. */
  readonly shape: readonly number[] | null;
  readonly flow: Flow | null;
  /** How many tape operations the gate stands for. */
  readonly count: number;
  readonly range: Range | null;
  readonly isOutput: boolean;
  /** For an output the gradient that the sweep started from there (1, unless one was given); absent elsewhere. */
  readonly seed?: Num;
  /** Which convention decided a local gradient of this gate, in words, where one did. */
  readonly convention: string | null;
  /**
   * The operands in the order of the operation, folded constants included. `gate` is the drawn gate, or null where the
   * constant is folded into this gate.
   */
  readonly operands: readonly Operand[];
}

export interface Operand {
  readonly gate: string | null;
  readonly label: string;
  readonly value: Num;
  /** Null for a constant, except for the share of a tie that goes to it. */
  readonly local: Num | null;
  /** Null for a constant: nothing flows on from there. */
  readonly contribution: Num | null;
}

/** One use of a value by a gate. Parallel edges (x * x) are two edges. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Which operand of `to` this is, from 0. */
  readonly operand: number;
  readonly local: Num | null;
  readonly contribution: Num | null;
}

/** The default picture of one result: what the panel draws and what `--json` prints. */
export interface Graph {
  readonly gates: readonly Gate[];
  readonly edges: readonly Edge[];
  /** The gate that is differentiated; several when the output is an array. */
  readonly outputs: readonly string[];
  /** Gates there would be without a limit; larger than `gates.length` when the picture was left out. */
  readonly total: number;
  /** Why there is no picture, in the user's words; null when the gates are complete. */
  readonly omitted: string | null;
}

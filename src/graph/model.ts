import type { Flow } from '../engine/ops/flow';
import type { OpName } from '../engine/ops/table';
import type { TensorOp } from '../engine/ops/tensorTable';
import type { Range } from '../engine/sources';
import type { CutOff } from '../engine/trace';
import type { CompositeName } from './composites/rows';
import type { FoldLevel } from './folding/wish';

/** A number as it crosses a channel or stands in JSON, where NaN and the infinities have no literal. -0 becomes 0. */
export type Num = number | 'NaN' | 'Infinity' | '-Infinity';

/** A number, a nested array of numbers, or a plain object of such. */
export type Data = Num | null | readonly Data[] | { readonly [name: string]: Data };

export type GateKind = 'input' | 'constant' | 'gate';

/** What several gates are drawn as that no operation names: a call, a loop, some of its steps, lines of code. */
export type FoldName = 'call' | 'loop' | 'steps' | 'lines';

/** A node of the graph a person sees. */
export interface Gate {
  /** `g` (of a folded composite `c`) and the tape node's id: only letters and digits, safe in Mermaid, HTML and CSS. */
  readonly id: string;
  readonly kind: GateKind;
  readonly op: OpName | TensorOp | CompositeName | FoldName | 'input' | 'constant';
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
  /** Where the code stands in a file that the document imports, such as `vec.ts:4`; absent for the document's own code. */
  readonly place?: string;
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
  /**
   * For a folded composite of several values (a softmax) all of them, in the order of the run; `value` and `grad` are then
   * those of the last one.
   */
  readonly values?: readonly FoldedValue[];
  /** Set for several gates that are drawn as one because of where they stand in the code. */
  readonly fold?: Fold;
  /** Set where the value is a tensor with axes; `value` and `grad` are then the means of its numbers. */
  readonly tensor?: TensorView;
  /** Set for an operation of the table of tensors. */
  readonly tensorOp?: TensorOperation;
  /** Set for numbers that go on without what they were computed of: how the code cut them off. */
  readonly cut?: CutKind;
  /** True for a gate behind a cut: the output was computed with its numbers, and nothing flows back to it. */
  readonly behindCut?: true;
  /** What the library that the code calls says of the operation. */
  readonly words?: GateWords;
  /** The id of the one primitive gate that it is, where it has another id in a folded picture. */
  readonly primitive?: string;
}

/** How numbers lost what they were computed of. */
export type CutKind = CutOff['kind'];

/** What PyTorch says of an operation. */
export interface GateWords {
  /** The function of its backward pass, such as `MulBackward0`. */
  readonly name: string;
  /** What it keeps for that pass, as the picture calls it. */
  readonly saved: readonly string[];
}

/** What the views need of an operation's row, so that they do without the table. */
export interface TensorOperation {
  readonly symbol: string;
  readonly notation: 'infix' | 'prefix' | 'call' | 'list';
  /** True where one {@link Operand.rule} stands for each of several operands: `a` is then the one asked about. */
  readonly sharesRule: boolean;
}

/** What a picture says of a tensor and of its gradient. */
export interface TensorView {
  readonly dtype: string;
  readonly value: TensorNumbers;
  readonly grad: TensorNumbers;
}

/** The numbers of a tensor as far as a picture shows them. */
export interface TensorNumbers {
  readonly statistics: Statistics;
  readonly heat: HeatMap;
  /** All of them, nested as the axes are, where they are few. */
  readonly data?: Data;
}

/** A tensor as a small matrix: the last axis across, all others down. */
export interface HeatMap {
  readonly rows: number;
  readonly columns: number;
  /** Row after row; of a block of elements the one of the largest magnitude. */
  readonly cells: readonly Num[];
  /** Elements that a cell stands for in each direction; 1 where every element has its own. */
  readonly block: readonly [down: number, across: number];
}

/** What flows back over an edge whose operand is a tensor. */
export interface TensorFlow {
  /** The operand's. */
  readonly shape: readonly number[];
  /** Of the contribution's numbers; null for a constant. */
  readonly contribution: Statistics | null;
  /** Axes of the result along which the operand was stretched: its gradient is summed over them. Absent where none are. */
  readonly stretched?: readonly number[];
}

/** What a picture says of gates that are drawn as one. */
export interface Fold {
  /**
   * `stack`: gates of one expression that ran several times. `inputs`: numbers of one array, or inputs put together.
   * `composite`: a known function that ran once.
   */
  readonly kind: 'stack' | 'inputs' | 'composite' | FoldName;
  /** Names it in a wish; the same over runs of the same code. */
  readonly key: string;
  /** Gates that it becomes when it is opened. */
  readonly parts: number;
  /** True where the picture has room for them. */
  readonly canOpen: boolean;
  /** How many values there are: those of a stack, or those that leave. {@link Gate.values} lists the first of them. */
  readonly count: number;
  /** Of all of them. */
  readonly value: Statistics;
  readonly grad: Statistics;
  /** True where its last value is the output. */
  readonly isLastOutput: boolean;
  /** Some of the values, evenly chosen in the order of the run, with their gradients: a few dozen. */
  readonly strip: readonly { readonly value: Num; readonly grad: Num }[];
  /** The loop that it is part of, in {@link FoldingState.loops}. */
  readonly loop?: string;
}

/** What many numbers have in common; NaN where all of them are NaN. */
export interface Statistics {
  readonly least: Num;
  readonly most: Num;
  readonly mean: Num;
  /** How many of them are NaN; the rest leaves those out. */
  readonly nan: number;
}

/** Several contributions over one drawn edge, which are not summed since they go to several values. */
export interface ContributionSpread {
  readonly count: number;
  readonly least: Num;
  readonly most: Num;
}

/** One of the values of a fold. */
export interface FoldedValue {
  /** The primitive gate that makes it. */
  readonly gate: string;
  readonly name: string | null;
  readonly value: Num;
  readonly grad: Num;
}

export interface Operand {
  readonly gate: string | null;
  readonly label: string;
  readonly value: Num;
  /** Null for a constant, except for the share of a tie that goes to it, and for a fold of several values. */
  readonly local: Num | null;
  /** Null for a constant: nothing flows on from there. Null as well where {@link spread} tells of several. */
  readonly contribution: Num | null;
  readonly spread?: ContributionSpread;
  /** Set where the operand or the result is a tensor with axes; then `local` and `contribution` are null. */
  readonly tensor?: TensorFlow;
  /** Of an operation of tensors what flows back to this operand, in terms of `a`, `b`, `y` and `∂y`. */
  readonly rule?: string;
  /** True where the value goes to the next turn of a loop: against the order of the picture. */
  readonly carried?: true;
  /** True where the numbers go on and nothing flows back. */
  readonly cut?: true;
}

/** One use of a value by a gate. Parallel edges (x * x) are two edges. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Which operand of `to` this is, from 0. */
  readonly operand: number;
  readonly local: Num | null;
  readonly contribution: Num | null;
  readonly spread?: ContributionSpread;
  /** As in {@link Operand.tensor}. */
  readonly tensor?: TensorFlow;
  /** True where the value goes to the next turn of a loop: against the order of the picture. */
  readonly carried?: true;
  /** As in {@link Operand.cut}. */
  readonly cut?: true;
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
  /** Gates that together are a known function and may be drawn as one; absent where none is. No two share a gate. */
  readonly composites?: readonly Composite[];
  /**
   * The primitive gates, where `gates` holds composites as one gate each; absent where nothing is folded, and where there
   * are too many of them to be shown at all.
   */
  readonly primitives?: readonly Gate[];
  /** How the picture is folded by the code, and how it may be; absent where there is nothing to fold. */
  readonly folding?: FoldingState;
  /** The drawn gate that holds a primitive gate which others speak of, where that is another one. */
  readonly within?: Readonly<Record<string, string>>;
}

/** How a picture is folded by the code, and how it may be. */
export interface FoldingState {
  readonly level: FoldLevel;
  /** Gates that the picture has at each level; only levels that differ from the one before. */
  readonly levels: readonly { readonly level: FoldLevel; readonly gates: number }[];
  readonly loops: readonly Loop[];
}

/** A loop that is drawn as one body. */
export interface Loop {
  /** Names it in a wish. */
  readonly key: string;
  /** Its head, such as `for (let i = 0; i < 100; i++)`. */
  readonly code: string;
  readonly range: Range | null;
  /** Turns of its longest run. */
  readonly steps: number;
  /** The turn that is shown by itself, from 1; null for all of them. */
  readonly shown: number | null;
  /** Its gates in the picture. */
  readonly gates: readonly string[];
}

/** A composite that was recognised by its structure: some gates that together are a sigmoid, say. */
export interface Composite {
  /** `c` and the tape node of its root: the id of the one gate that it folds into. */
  readonly id: string;
  readonly name: CompositeName;
  /** The primitive gate that holds its value; of several values the last one. */
  readonly root: string;
  /** The primitive gates whose values leave it: the root, or for a softmax all of its values that are used. */
  readonly outputs: readonly string[];
  /** The primitive gates that it stands for, in the order of the run, the outputs among them. */
  readonly members: readonly string[];
  /** The primitive gates that go in, each once, in the order of the formula. Constants are left out. */
  readonly inputs: readonly string[];
  /** True where `gates` holds it as one gate. */
  readonly folded: boolean;
}

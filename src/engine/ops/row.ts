import type { Flow } from './flow';

/** What one operation is: the only place that knows its derivative, its words and how to test it. */
interface RowBase {
  /** How a gate shows the operation: an infix symbol such as `×`, or a function name such as `tanh`. */
  readonly symbol: string;
  readonly notation: 'infix' | 'prefix' | 'call';
  readonly flow: Flow;
  /** One sentence for a learner, without numbers: what the gate does with the gradient that reaches it. */
  readonly explain: string;
  /**
   * The local gradients as text in terms of the operands (`a`, `b`) and the result `y`, one for each operand. An
   * operation of any number of operands has one text, in which `a` stands for the operand that is asked about.
   */
  readonly localText: readonly string[];
  /**
   * Which convention decided a local gradient at this point, in words ("at a tie the gradient is split evenly"); null
   * where the function is differentiable or the plain formula decided. `live` tells which operands carry gradient (all of
   * them when left out): a convention about the slope in a constant is of no interest.
   */
  readonly convention?: (operands: readonly number[], result: number, live?: readonly boolean[]) => string | null;
  /** For each operand an interval to draw test points from, away from kinks; the last one serves further operands. */
  readonly domain: readonly (readonly [number, number])[];
  /** Relative rounding error of `forward`, where it is not that of a double (2^-53). Sets the step of a numeric check. */
  readonly roundOff?: number;
}

export interface UnaryRow extends RowBase {
  readonly arity: 1;
  readonly forward: (a: number) => number;
  readonly local: readonly [(a: number, y: number) => number];
}

export interface BinaryRow extends RowBase {
  readonly arity: 2;
  readonly forward: (a: number, b: number) => number;
  readonly local: readonly [(a: number, b: number, y: number) => number, (a: number, b: number, y: number) => number];
}

/**
 * An operation of any number of operands. `locals` writes the derivative with respect to each operand into `out`, all at
 * once, so that a maximum of n values costs n steps and not n².
 */
export interface NaryRow extends RowBase {
  readonly arity: 'n';
  readonly forward: (operands: ArrayLike<number>) => number;
  readonly locals: (operands: ArrayLike<number>, y: number, out: Float64Array) => void;
}

export type Row = UnaryRow | BinaryRow | NaryRow;

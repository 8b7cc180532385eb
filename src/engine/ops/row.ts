import type { Flow } from './flow';

/** What one operation is: the only place that knows its derivative, its words and how to test it. */
interface RowBase {
  /** How a gate shows the operation: an infix symbol such as `×`, or a function name such as `tanh`. */
  readonly symbol: string;
  readonly notation: 'infix' | 'prefix' | 'call';
  readonly flow: Flow;
  /** One sentence for a learner, without numbers: what the gate does with the gradient that reaches it. */
  readonly explain: string;
  /** The local gradients as text in terms of the operands (`a`, `b`) and the result `y`, one for each operand. */
  readonly localText: readonly string[];
  /**
   * Which convention decided a local gradient at this point, in words ("at a tie the gradient is split evenly"); null
   * where the function is differentiable or the plain formula decided.
   */
  readonly convention?: (operands: readonly number[], result: number) => string | null;
  /** For each operand an interval to draw test points from, away from kinks; the last one serves further operands. */
  readonly domain: readonly (readonly [number, number])[];
}

export interface UnaryRow extends RowBase {
  readonly arity: 1;
  readonly forward: (a: number) => number;
  readonly local: readonly [(a: number, y: number) => number];
}

export interface BinaryRow extends RowBase {
  readonly arity: 2;
  readonly forward: (a: number, b: number) => number;
  readonly local: readonly [
    (a: number, b: number, y: number) => number,
    (a: number, b: number, y: number) => number,
  ];
}

/** An operation of any number of operands. `local` gives the derivative with respect to operand `k`. */
export interface NaryRow extends RowBase {
  readonly arity: 'n';
  readonly forward: (operands: ArrayLike<number>) => number;
  readonly local: (k: number, operands: ArrayLike<number>, y: number) => number;
}

export type Row = UnaryRow | BinaryRow | NaryRow;

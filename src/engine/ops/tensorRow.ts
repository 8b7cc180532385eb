import type { Dtype } from '../tensor/dtype';
import type { TensorError } from '../tensor/error';
import type { Tick } from '../tensor/gemm';
import type { NdArray } from '../tensor/ndarray';
import type { Shape } from '../tensor/shape';
import type { Flow } from './flow';

/** What is known of an array before it is computed. */
export interface Spec {
  readonly dtype: Dtype;
  readonly shape: Shape;
}

/** One call of a row's VJP: everything that the rule may look at. */
export interface Backflow<P> {
  /** The derivative of the output with respect to this operation's result. */
  readonly upstream: NdArray;
  readonly inputs: readonly NdArray[];
  readonly output: NdArray;
  readonly params: P;
  /** Which operands' contributions are asked for; the others are constants. */
  readonly wanted: readonly boolean[];
  readonly tick: Tick;
}

/** A point to check a row at. */
export interface Sample<P> {
  readonly shapes: readonly Shape[];
  readonly params: P;
  /** Interval of the elements, of all operands or of each; −2 to 2 when left out. */
  readonly domain?: readonly [number, number] | readonly (readonly [number, number])[];
}

/**
 * An operation of tensors: shape rule, forward, VJP, words and test points in one place. Methods, so that rows with
 * parameters of different kinds fit in one table.
 */
export interface TensorRow<P = object> {
  readonly arity: 'tensor';
  readonly symbol: string;
  /** A `list` is written as its operands in brackets. */
  readonly notation: 'infix' | 'prefix' | 'call' | 'list';
  /** {@link symbol} of a call, where it depends on the parameters. */
  symbolOf?(params: P): string;
  readonly flow: Flow;
  /** One sentence for a learner, without numbers. */
  readonly explain: string;
  /**
   * What flows back to each operand, in terms of the operands (`a`, `b`, `c`), the result `y` and the upstream gradient
   * `∂y`. An operation of any number of operands has one text, in which `a` stands for the operand that is asked about.
   */
  readonly vjpText: readonly string[];
  /** {@link vjpText} for a call, where it depends on the parameters or the number of axes. */
  vjpTextOf?(inputs: readonly Spec[], params: P): readonly string[];
  /** The local gradients of an operation that works element by element, as in `Row.localText`. */
  readonly localText?: readonly string[];
  /** How many operands there may be: so many, or at least and at most. */
  readonly operands: number | readonly [number, number];
  /** Type and shape of the result, or what is wrong: known before anything is computed or allocated. */
  result(inputs: readonly Spec[], params: P): Spec | TensorError;
  /** Elements that `forward` needs room for beside the result, where that may be more than the operands. */
  scratch?(inputs: readonly Spec[], params: P): number;
  /** Only called where {@link result} gave no error; what only the values tell, such as a singular matrix, is one here. */
  forward(inputs: readonly NdArray[], params: P, tick: Tick): NdArray | TensorError;
  /**
   * The contribution to each operand, of the operand's shape: upstream times Jacobian. null where nothing flows back:
   * operands that are not wanted, and those that the result does not depend on smoothly (which get zeros).
   */
  vjp(call: Backflow<P>): readonly (NdArray | null)[];
  /** Which convention decided a gradient at this point, in words; null where none had to. */
  convention?(inputs: readonly NdArray[], output: NdArray, params: P): string | null;
  readonly samples: readonly Sample<P>[];
  /** Relative rounding error of `forward`, where it is more than that of the result's type. */
  readonly roundOff?: number;
}

/** Declares a row; the type of its parameters is what {@link ParamsOf} finds. */
export function tensorRow<P extends object>(row: Omit<TensorRow<P>, 'arity'>): TensorRow<P> {
  return { arity: 'tensor', ...row };
}

/** Parameters of an operation that has none. */
export type NoParams = Readonly<Record<never, never>>;

/** Parameters of an operation that lets the caller say which type the result has. */
export interface DtypeParams {
  readonly dtype?: Dtype;
}

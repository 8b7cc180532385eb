import type { Num } from './model';

/** A gradient beside what finite differences say of it. */
export interface Check {
  /** The input or element of one, such as `w` or `W[0][1]`; what a gate is called. */
  readonly name: string;
  readonly analytic: Num;
  /** The slope that was measured; null where none was. */
  readonly numeric: Num | null;
  /** `unchecked`: it could not be told, for the reason in `note`. */
  readonly verdict: 'agrees' | 'kink' | 'differs' | 'unchecked';
  /**
   * How the function was evaluated: `rerun` is the snippet itself with the value moved, its branches decided anew;
   * `replay` the recorded operations.
   */
  readonly by: 'rerun' | 'replay';
  /** The convention at a kink, why nothing could be told, or what a difference comes from; null where there is nothing. */
  readonly note: string | null;
}

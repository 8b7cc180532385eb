import { power } from './power';

/** Whose functions a run computes with, where languages differ: JavaScript's own, or those of the C library. */
export type Arithmetic = 'javascript' | 'c';

let isHost = true;

/**
 * From now on rows compute with this. A run sets it when it begins, and whoever evaluates rows of a tape later sets what
 * the tape was recorded with ({@link Tape.arithmetic}): the rows themselves are functions of numbers alone.
 */
export function useArithmetic(arithmetic: Arithmetic): void {
  isHost = arithmetic === 'javascript';
}

/** x to the power of y in the arithmetic in use. */
export function pow(x: number, y: number): number {
  return isHost ? x ** y : power(x, y);
}

import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import type { NdArray } from '../../engine/tensor/ndarray';

/**
 * A value of the user's program. Untracked numbers, strings, booleans and the like are plain host primitives; what else
 * there is (objects, functions) the language decides. Nothing of the host itself is ever a Value.
 */
export type Value = unknown;

/** A number whose origin the tape knows. Arithmetic on it is recorded; to the program it is an ordinary number. */
export class Tracked {
  constructor(
    readonly value: number,
    readonly node: NodeId,
  ) {}

  /** The same number, of the same type of the language, as another node of the tape. */
  moved(node: NodeId): Tracked {
    return new Tracked(this.value, node);
  }
}

/** A tensor. Where its origin is known the tape has a row of it; what a language shows of it is an object around this. */
export class TensorValue {
  constructor(
    readonly array: NdArray,
    readonly node: NodeId | null,
    /** The expression that made it, for messages; 0 where none did. */
    readonly source: SourceId = 0,
  ) {}
}

/** What a variable holds before its declaration has run, or after a statement that should have set it has failed. */
export const UNINITIALISED: unique symbol = Symbol('uninitialised');

/** A variable that outlives its frame because a function captured it. */
export class Cell {
  constructor(public value: Value) {}
}

/** The storage of one call: what {@link FRAME} names, then a slot for each local variable. */
export type Frame = Value[];

/** The first slots of a frame. */
export const FRAME = { self: 0, captures: 1, arguments: 2, callee: 3, target: 4, locals: 5 } as const;

/** The number that a value stands for, or undefined where it is no number. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof Tracked ? value.value : undefined;
}

/** The value without its origin: what control flow, indices and text see. */
export function untracked(value: Value): Value {
  return value instanceof Tracked ? value.value : value;
}

import type { NodeId } from '../../../engine/tape';
import { Tracked, type Value } from '../../core/values';

/**
 * A float. Ints are host numbers while they are safe integers and BigInts beyond, so that loops, indices and lengths
 * cost nothing; what tells `1.0` from `1` is this class.
 */
export class Float {
  constructor(readonly value: number) {}
}

/** An int that a numeric check has moved between two whole numbers: it counts as its nearest one where one is needed. */
export class MovedInt extends Float {}

/** A tracked int: the tape holds a float, the program an int. A {@link Tracked} of no other class is a float. */
export class TrackedInt extends Tracked {
  override moved(node: NodeId): TrackedInt {
    return new TrackedInt(this.value, node);
  }
}

/** An int that is not tracked. */
export type Int = number | bigint;

const LEAST = BigInt(Number.MIN_SAFE_INTEGER);
const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** A BigInt in the form that ints have. */
export function int(value: bigint): Int {
  return value >= LEAST && value <= MOST ? Number(value) : value;
}

/** The int nearest to a whole float. */
export function intOfFloat(value: number): Int {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return BigInt(value);
}

/** Whether a value is an int, bools included. */
export function isInt(value: Value): value is Int | boolean | TrackedInt {
  return (
    typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || value instanceof TrackedInt
  );
}

export function isFloat(value: Value): value is Float | Tracked {
  return value instanceof Float || (value instanceof Tracked && !(value instanceof TrackedInt));
}

export function isNumber(value: Value): boolean {
  return isInt(value) || isFloat(value);
}

/** A number without its origin: an int as {@link Int}, a float as {@link Float}; null for what is no number. */
export function plainNumber(value: Value): Int | Float | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Float) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof TrackedInt) return Number.isSafeInteger(value.value) ? value.value : intOfTracked(value.value);
  if (value instanceof Tracked) return new Float(value.value);
  return null;
}

function intOfTracked(value: number): Int | Float {
  return Number.isInteger(value) ? intOfFloat(value) : new Float(value);
}

/** What arithmetic of floats takes: the number itself, or the tracked one; null for what is no number. */
export function floatOperand(value: Value): number | Tracked | null {
  if (typeof value === 'number') return value;
  if (value instanceof Tracked) return value;
  if (value instanceof Float) return value.value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'bigint' ? Number(value) : null;
}

/** The host number that a value stands for; null for what is no number. */
export function hostNumber(value: Value): number | null {
  const operand = floatOperand(value);
  return operand instanceof Tracked ? operand.value : operand;
}

import { holdsTensor } from '../engine/ops/table';
import { tensorRowByCode } from '../engine/ops/tensorTable';
import type { NodeId, Tape } from '../engine/tape';
import { isAtomic } from './formula';
import { indexText } from './tensorView';

/** One element of a tensor: where it stands, as code reaches it, and what it is. */
export interface ElementAt {
  readonly place: string;
  readonly value: number;
}

/** The first element of a tensor with axes that is not finite; null for numbers, and where all are finite. */
export function firstBadElement(tape: Tape, node: NodeId): (ElementAt & { readonly element: number }) | null {
  if (!holdsTensor(tape.op[node]!)) return null;
  const array = tape.tensor(node);
  const element = array.values().findIndex((value) => !Number.isFinite(value));
  if (array.rank === 0 || element === -1) return null;
  return { element, place: indexText(element, array.shape), value: array.flat(element) };
}

/**
 * The element of an operand that an element of the result was made from, by an operation that works element by element:
 * what was stretched counts for all. Null for other operations, and for operands without axes.
 */
export function elementBehind(tape: Tape, node: NodeId, element: number, operand: NodeId): ElementAt | null {
  if (!holdsTensor(tape.op[operand]!) || tensorRowByCode[tape.op[node]!]?.localText === undefined) return null;
  const [made, from] = [tape.tensor(node), tape.tensor(operand)];
  if (from.rank === 0 || from.rank > made.rank) return null;
  let [rest, behind, step] = [element, 0, 1];
  for (let axis = 1; axis <= made.rank; axis++) {
    const extent = made.shape[made.rank - axis]!;
    const own = axis > from.rank ? 1 : from.shape[from.rank - axis]!;
    if (own !== extent && own !== 1) return null;
    if (own !== 1) behind += (rest % extent) * step;
    step *= own;
    rest = Math.floor(rest / extent);
  }
  return { place: indexText(behind, from.shape), value: from.flat(behind) };
}

/** How code reaches an element: `x[1]`, `(a + b)[1]`. */
export function elementCode(code: string, place: string): string {
  return place === '' || isAtomic(code) ? code + place : `(${code})${place}`;
}

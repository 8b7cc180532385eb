import type { Sweep } from '../engine/backward';
import { localGradients } from '../engine/backward';
import { holdsTensor, isConstant, SCALAR_CODES } from '../engine/ops/table';
import type { NodeId, Tape } from '../engine/tape';
import type { NdArray } from '../engine/tensor/ndarray';
import { elementSlopes, tensorContribution, tensorGradient } from '../engine/tensorSweep';
import type { Num } from './model';
import { encodeNum } from './num';

/** One number of the trace as a scalar: what it was made from, and where its gradient comes from. */
export interface ElementView {
  /** Counted along the last axis first. */
  readonly element: number;
  readonly value: Num;
  readonly grad: Num;
  /** For each operand the elements that it was computed from. */
  readonly madeFrom: readonly ElementPart[];
  /** For each use the elements that were computed from it. */
  readonly goesTo: readonly ElementPart[];
}

/** Elements of one neighbour. */
export interface ElementPart {
  readonly gate: string;
  readonly label: string;
  /** Null for a number. */
  readonly shape: readonly number[] | null;
  readonly elements: readonly ElementLink[];
  /** Elements that there are beside. */
  readonly omitted: number;
  /** The sum of all contributions; null for a constant. */
  readonly total: Num | null;
}

/** One edge between two numbers. */
export interface ElementLink {
  /** The neighbour's element; 0 for a number. */
  readonly element: number;
  readonly value: Num;
  readonly local: Num;
  readonly upstream: Num;
  readonly contribution: Num | null;
}

/** Links that are listed of one neighbour, and elements of a use that are tried. */
const LISTED = 12;
const TRIED = 512;

/** What a view needs of the picture. */
export interface ElementNames {
  /** The drawn gate of a node; null where it is not drawn. */
  readonly gate: (node: NodeId) => string | null;
  readonly label: (node: NodeId) => string;
}

/** Follows one element of a tensor a step back and a step forward. Exact: by the VJPs of the operations' rows. */
export function elementView(tape: Tape, sweep: Sweep, node: NodeId, element: number, names: ElementNames): ElementView {
  const [value, grad] = [numberAt(tape, node, element), gradAt(tape, sweep, node, element)];
  const madeFrom = tape.operandsOf(node).map((from, operand): ElementPart => {
    const links: ElementLink[] = [];
    const isLeaf = isConstant(tape.op[from]!);
    eachSlope(tape, node, element, operand, (other, local) => {
      const contribution = isLeaf ? null : encodeNum(grad * local);
      links.push({
        element: other,
        value: encodeNum(numberAt(tape, from, other)),
        local: encodeNum(local),
        upstream: encodeNum(grad),
        contribution,
      });
    });
    return { ...partOf(tape, from, names), ...largest(links), total: null };
  });
  const goesTo = usesOf(tape, sweep, node).map(([user, operand]): ElementPart => {
    const links: ElementLink[] = [];
    for (const other of candidates(tape, node, user, element)) {
      const local = slopeAt(tape, user, other, operand, element);
      if (local === 0) continue;
      const upstream = gradAt(tape, sweep, user, other);
      links.push({
        element: other,
        value: encodeNum(numberAt(tape, user, other)),
        local: encodeNum(local),
        upstream: encodeNum(upstream),
        contribution: encodeNum(upstream * local),
      });
    }
    const total = totalOf(tape, sweep, user, operand, element);
    return { ...partOf(tape, user, names), ...largest(links), total: encodeNum(total) };
  });
  return { element, value: encodeNum(value), grad: encodeNum(grad), madeFrom, goesTo };
}

function partOf(tape: Tape, node: NodeId, names: ElementNames) {
  const shape = holdsTensor(tape.op[node]!) ? tape.tensor(node).shape : [];
  return { gate: names.gate(node) ?? '', label: names.label(node), shape: shape.length === 0 ? null : shape };
}

function largest(links: readonly ElementLink[]): { elements: readonly ElementLink[]; omitted: number } {
  const size = ({ contribution, local }: ElementLink) => Math.abs(Number(contribution ?? local));
  const sorted = [...links].sort((a, b) => size(b) - size(a)).slice(0, LISTED);
  return { elements: sorted.sort((a, b) => a.element - b.element), omitted: links.length - sorted.length };
}

function numberAt(tape: Tape, node: NodeId, element: number): number {
  return holdsTensor(tape.op[node]!) ? tape.tensor(node).flat(element) : tape.value[node]!;
}

function gradAt(tape: Tape, sweep: Sweep, node: NodeId, element: number): number {
  if (isConstant(tape.op[node]!)) return 0;
  return holdsTensor(tape.op[node]!) ? tensorGradient(tape, sweep, node).flat(element) : (sweep.adjoint[node] ?? 0);
}

/** The local gradients of one element of a node in the elements of one operand, as far as there are any. */
function eachSlope(
  tape: Tape,
  node: NodeId,
  element: number,
  operand: number,
  visit: (element: number, local: number) => void,
): void {
  if (tape.op[node]! < SCALAR_CODES) {
    visit(0, localGradients(tape, node)[operand]!);
    return;
  }
  const slopes = elementSlopes(tape, node, element, operand);
  for (let other = 0; other < slopes.size; other++) {
    const local = slopes.flat(other);
    if (local !== 0) visit(other, local);
  }
}

function slopeAt(tape: Tape, node: NodeId, element: number, operand: number, at: number): number {
  if (tape.op[node]! < SCALAR_CODES) return localGradients(tape, node)[operand]!;
  return elementSlopes(tape, node, element, operand).flat(at);
}

/** The operations that use a node, with the number of the operand that it is. */
function usesOf(tape: Tape, sweep: Sweep, node: NodeId): [user: NodeId, operand: number][] {
  const found: [NodeId, number][] = [];
  for (let user = node + 1; user < sweep.reached.length; user++) {
    if (sweep.reached[user] === 0) continue;
    const start = tape.operandStart(user);
    for (let at = start; at < tape.operandEnd[user]!; at++) {
      if (tape.operands[at] === node) found.push([user, at - start]);
    }
  }
  return found;
}

/** Elements of a use that may depend on an element: where the shapes are the same, the same one is tried first. */
function candidates(tape: Tape, node: NodeId, user: NodeId, element: number): readonly number[] {
  const sizeOf = (of: NodeId) => (holdsTensor(tape.op[of]!) ? tape.tensor(of).size : 1);
  const size = sizeOf(user);
  if (size <= TRIED) return Array.from({ length: size }, (_, k) => k);
  return size === sizeOf(node) ? [element] : [];
}

function totalOf(tape: Tape, sweep: Sweep, user: NodeId, operand: number, element: number): number {
  if (tape.op[user]! < SCALAR_CODES) {
    return (sweep.adjoint[user] ?? 0) * localGradients(tape, user)[operand]!;
  }
  const contribution: NdArray = tensorContribution(tape, sweep, user, operand);
  return contribution.flat(element);
}

import type { Flow } from '../engine/ops/flow';
import { compositeRow } from '../graph/composites/rows';
import { type Accumulated, forkOf } from '../graph/flow';
import { symbolOf } from '../graph/formula';
import type { Gate, Graph, Num, TensorNumbers } from '../graph/model';
import { decodeNum } from '../graph/num';
import { cutMark } from './cutName';
import { rowOf } from './localFormula';
import { shortNumber, sumText } from './numberFormat';
import { tightRange } from './rangeText';
import { shapeText } from './tensorShape';

/** The two lines of a gate as it is drawn. Plain text: the page puts each part into a text node. */
export interface Label {
  /** Which icon stands first; null for a leaf. */
  readonly flow: Flow | null;
  /** In bold: the variable, else the operation's symbol, or a power as it is written. */
  readonly name: string;
  /** In dim text: what the gate computes; may be empty. */
  readonly formula: string;
  /** `2×3` for a tensor; else empty. */
  readonly shape: string;
  /** How many values a stacked gate has, such as `×240`; else empty. */
  readonly count: string;
  readonly value: string;
  /** `∂ 6`, or for a fork the sum that accumulates: `∂ 4 + 2 = 6`; empty for a constant. */
  readonly grad: string;
  /** Sign of the gradient, for its colour; 0 for zero and NaN. */
  readonly sign: -1 | 0 | 1;
  readonly isFork: boolean;
}

/** A fork's sum is written out up to this many terms and characters; a longer one is `∂ 2 + 1 + … = 9`. */
const TERMS = 3;
const SUM_LENGTH = 22;

/** Vectors of so many numbers, and no more characters, are written out. */
const VECTOR = 3;
const VECTOR_LENGTH = 24;

/** The label of a gate, with 4 significant digits. */
export function labelOf(graph: Graph, gate: Gate, fork: readonly Accumulated[] = forkOf(graph, gate)): Label {
  const symbol = gate.name === null && !isPower(gate) ? symbolOfGate(gate) : null;
  const grad = gate.values === undefined && gate.tensor === undefined ? decodeNum(gate.grad) : 0;
  return {
    flow: gate.flow,
    name: symbol ?? gate.name ?? ((gate.fold || isPower(gate)) && gate.formula !== '' ? gate.formula : gate.code),
    // `tanh (u)` reads as one call with its function in bold, `− y` as one sign and its operand.
    formula: formulaOf(gate, symbol),
    shape: gate.tensor === undefined ? '' : shapeText(gate.shape),
    count: countText(gate),
    value: valueText(gate),
    grad: gradLabel(gate, fork),
    sign: grad > 0 ? 1 : grad < 0 ? -1 : 0,
    isFork: fork.length > 1,
  };
}

function gradLabel(gate: Gate, fork: readonly Accumulated[]): string {
  if (gate.cut !== undefined) return cutMark(gate.cut);
  if (gate.kind === 'constant') return '';
  return gate.behindCut ? 'no ∂' : `∂ ${accumulation(fork)}${gradText(gate)}`;
}

function formulaOf(gate: Gate, symbol: string | null): string {
  if (symbol !== null && (gate.tensorOp ?? rowOf(gate))?.notation !== 'infix')
    return withoutPrefix(gate.formula, symbol);
  // Of powers, lines and calls without a variable the formula is all that names them.
  return (gate.fold || isPower(gate)) && symbol === null && gate.name === null ? '' : gate.formula;
}

/** `x²` says more than any sign for a power. */
function isPower({ op }: Gate): boolean {
  return op === 'pow';
}

function countText({ fold }: Gate): string {
  const isStack = fold?.kind === 'stack' || fold?.kind === 'inputs';
  return isStack && fold.count > 1 ? `×${grouped(fold.count)}` : '';
}

/** A count with thin spaces between groups of three digits, from five digits on. */
function grouped(count: number): string {
  return count < 10_000 ? String(count) : String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** The symbol of a gate's operation; null for a leaf. */
function symbolOfGate(gate: Gate): string | null {
  const row = gate.tensorOp ?? rowOf(gate);
  if (row !== null) return symbolOf(row);
  return compositeRow(gate.op) === null ? null : gate.op;
}

/** A gate's value with 4 digits; for a fold of several values the smallest and the largest: `0.09003 … 0.6652`. */
export function valueText({ value, values, fold, tensor }: Gate): string {
  if (tensor !== undefined) return numbersText(tensor.value);
  // What is differentiated is what the reader asked for.
  if (fold && fold.count > 1) return fold.isLastOutput ? shortNumber(value) : tightRange(fold.value);
  return values === undefined ? shortNumber(value) : spread(values.map((item) => item.value));
}

/** The same of its gradient, which is never summed up for a fold of several values. */
export function gradText({ grad, values, fold, tensor }: Gate): string {
  if (tensor !== undefined) return numbersText(tensor.grad);
  if (fold && fold.count > 1) return tightRange(fold.grad);
  return values === undefined ? shortNumber(grad) : spread(values.map((item) => item.grad));
}

/** A short vector number by number, else between which numbers a tensor lies. */
function numbersText({ statistics, data }: TensorNumbers): string {
  if (Array.isArray(data) && data.length <= VECTOR && data.every((item) => typeof item !== 'object')) {
    const text = `[${data.map((item) => shortNumber(item as Num)).join(', ')}]`;
    if (text.length <= VECTOR_LENGTH) return text;
  }
  return tightRange(statistics);
}

function spread(numbers: readonly Num[]): string {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    const value = decodeNum(number);
    if (Number.isNaN(value)) return 'NaN';
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least === most ? shortNumber(least) : `${shortNumber(least)} … ${shortNumber(most)}`;
}

function accumulation(fork: readonly Accumulated[]): string {
  if (fork.length < 2) return '';
  const terms = fork.slice(0, TERMS).map(({ contribution }) => shortNumber(contribution));
  const whole = sumText(terms);
  if (fork.length <= TERMS && whole.length <= SUM_LENGTH) return `${whole} = `;
  const beginning = sumText(terms.slice(0, TERMS - 1));
  return `${beginning.length <= SUM_LENGTH - 4 ? beginning : terms[0]} + … = `;
}

/** What a gate is called in a sentence or a table: its variable, else what it computes, else its code. */
export function callName(gate: Gate): string {
  return gate.name ?? (gate.formula !== '' ? gate.formula : gate.code);
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

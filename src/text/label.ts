import type { Flow } from '../engine/ops/flow';
import { type Accumulated, forkOf } from '../graph/flow';
import { symbolOf } from '../graph/formula';
import type { Gate, Graph } from '../graph/model';
import { decodeNum } from '../graph/num';
import { rowOf } from './localFormula';
import { shortNumber, sumText } from './numberFormat';

/** The two lines of a gate as it is drawn. Plain text: the page puts each part into a text node. */
export interface Label {
  /** Which icon stands first; null for a leaf. */
  readonly flow: Flow | null;
  /** In bold: the variable, else the operation's symbol. */
  readonly name: string;
  /** In dim text: what the gate computes; may be empty. */
  readonly formula: string;
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

/** The label of a gate, with 4 significant digits. */
export function labelOf(graph: Graph, gate: Gate, fork: readonly Accumulated[] = forkOf(graph, gate)): Label {
  const row = rowOf(gate);
  const symbolOnly = gate.name === null && row !== null;
  const grad = decodeNum(gate.grad);
  return {
    flow: gate.flow,
    name: symbolOnly ? symbolOf(row) : (gate.name ?? gate.code),
    // `tanh (u)` reads as one call with its function in bold, `− y` as one sign and its operand.
    formula: symbolOnly && row.notation !== 'infix' ? withoutPrefix(gate.formula, row.symbol) : gate.formula,
    value: shortNumber(gate.value),
    grad: gate.kind === 'constant' ? '' : `∂ ${accumulation(fork)}${shortNumber(gate.grad)}`,
    sign: grad > 0 ? 1 : grad < 0 ? -1 : 0,
    isFork: fork.length > 1,
  };
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

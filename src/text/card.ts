import type { Flow } from '../engine/ops/flow';
import type { Range } from '../engine/sources';
import type { ElementView } from '../graph/elementView';
import { forkOf } from '../graph/flow';
import type {
  ContributionSpread,
  Fold,
  FoldedValue,
  Gate,
  GateWords,
  Graph,
  Num,
  Statistics,
  TensorView,
} from '../graph/model';
import { type CardComposite, cardComposite } from './compositeText';
import { callName } from './label';
import { localFormula } from './localFormula';
import { flowTitle, sentence } from './sentence';
import { isAboutTensors } from './tensorShape';
import { stretchText, vjpFormula, vjpShapes } from './tensorText';

/** What the hover card of a gate says, in the panel as over the code. */
export interface Card {
  readonly gate: string;
  /** The variable, else what the gate computes. */
  readonly title: string;
  readonly value: Num;
  readonly grad: Num;
  /** The user's own line or expression. */
  readonly code: string;
  readonly range: Range | null;
  /** Where the code stands in a file that the document imports, such as `vec.ts:4`. */
  readonly place?: string;
  readonly op: string;
  readonly flow: Flow | null;
  /** `mul swaps`; empty for a leaf. */
  readonly flowTitle: string;
  /** The pattern with this gate's own numbers, in one sentence. */
  readonly sentence: string;
  /** One row for each operand: `local × upstream = contribution`. */
  readonly rows: readonly CardRow[];
  /** For a fork the contributions that accumulate, by the gate each comes from; empty otherwise. */
  readonly fork: readonly { readonly gate: string; readonly label: string; readonly contribution: Num }[];
  /** Which convention decided a number here; null where none did. */
  readonly convention: string | null;
  /** The composite that the gate is the end of, or that it is the fold of; absent where there is none. */
  readonly composite?: CardComposite;
  /** All values of a fold of several. */
  readonly values?: readonly FoldedValue[];
  /** Set for gates that are drawn as one because of where they stand in the code. */
  readonly fold?: Fold;
  /** Set where the value is a tensor with axes. */
  readonly tensor?: TensorView;
  readonly shape?: readonly number[];
  /** The element that is followed, where one was asked for. */
  readonly element?: ElementView;
  /** What the library that the code calls says of the operation. */
  readonly words?: GateWords;
}

export interface CardRow {
  readonly gate: string | null;
  readonly label: string;
  readonly value: Num;
  readonly local: Num | null;
  /** The local gradient in terms of the operands' names, such as `u` or `2 · y`; empty for constants and where a gate routes. */
  readonly localFormula: string;
  readonly upstream: Num;
  readonly contribution: Num | null;
  /** Several contributions to several values, which are not summed. */
  readonly spread?: ContributionSpread;
  readonly constant: boolean;
  /** True where the numbers go on and nothing flows back. */
  readonly cut?: true;
  /** Set where the operand is a tensor with axes, or the gate's value is one. */
  readonly tensor?: CardTensorRow;
}

/** What flows back to an operand of an operation of tensors. */
export interface CardTensorRow {
  readonly shape: readonly number[];
  /** `xᵀ · ∂h`. */
  readonly formula: string;
  /** `2×3 = 2×4 · 4×3`; empty for what is no product of matrices. */
  readonly shapes: string;
  /** Where the operand was stretched, and that its gradient is summed there; else empty. */
  readonly stretched: string;
  /** Between which numbers the contribution lies; null for a constant. */
  readonly contribution: Statistics | null;
}

/**
 * The card of a gate, from the picture alone, so that worker and page make the same one. Null when the graph has no such
 * gate.
 */
export function cardOf(graph: Graph, gateId: string): Card | null {
  const byId = new Map(graph.gates.map((gate) => [gate.id, gate]));
  const gate = byId.get(gateId);
  if (gate === undefined) return null;
  const { value, grad, code, range, place, op, flow, convention, values, fold } = gate;
  const composite = cardComposite(graph, gate);
  return {
    gate: gate.id,
    title: callName(gate),
    value,
    grad,
    code,
    range,
    ...(place === undefined ? {} : { place }),
    op,
    flow,
    flowTitle: flowTitle(gate),
    sentence: sentence(graph, gate),
    rows: gate.operands.map((_operand, index) => rowOfOperand(gate, index, byId)),
    fork: forkOf(graph, gate).map((term) => ({
      gate: term.gate,
      label: term.isSeed ? 'the output itself' : callName(byId.get(term.gate) ?? gate),
      contribution: term.contribution,
    })),
    convention,
    ...(composite && { composite }),
    ...(values && { values }),
    ...(fold && { fold }),
    ...(gate.words && { words: gate.words }),
    ...(gate.tensor && gate.shape && { tensor: gate.tensor, shape: gate.shape }),
  };
}

function tensorRow(gate: Gate, index: number): CardTensorRow {
  const operand = gate.operands[index]!;
  const { tensor, contribution } = operand;
  return {
    shape: tensor?.shape ?? [],
    formula: vjpFormula(gate, index),
    shapes: vjpShapes(gate, index),
    stretched: stretchText(gate, operand),
    contribution:
      tensor?.contribution ??
      (contribution === null ? null : { least: contribution, most: contribution, mean: contribution, nan: 0 }),
  };
}

function rowOfOperand(gate: Gate, index: number, byId: ReadonlyMap<string, Gate>): CardRow {
  const operand = gate.operands[index]!;
  return {
    gate: operand.gate,
    label: operand.label,
    value: operand.value,
    local: operand.local,
    // What a maximum passes on is told in words, by the sentence.
    localFormula: operand.local === null || gate.flow === 'routes' ? '' : localFormula(gate, index),
    upstream: gate.grad,
    contribution: operand.contribution,
    ...(operand.spread && { spread: operand.spread }),
    constant: operand.gate === null || byId.get(operand.gate)?.kind === 'constant',
    ...(operand.cut && { cut: operand.cut }),
    ...(isAboutTensors(gate) && { tensor: tensorRow(gate, index) }),
  };
}

import type { Gate, Graph } from '../graph/model';
import type { HandGradient, Range, SnippetResult, VariableResult } from '../protocol';
import type { DocumentResults } from './documentResults';
import type { Subject } from './subject';
import { smallestCovering } from './textShift';

/**
 * What stands at a place of the code: a gate of the picture, a variable that no gate stands for (an array), or a gradient that
 * is derived by hand.
 */
export interface Place {
  readonly subject: Subject;
  readonly result: SnippetResult;
  readonly range: Range;
  readonly gate: string | null;
  readonly variable: VariableResult | null;
  /** The gradient that the code derives there itself. */
  readonly derived: HandGradient | null;
}

/** The gate or variable with the smallest code around `at`, in any subject of the document; the shown one is preferred. */
export function placeAt(results: DocumentResults, at: Range): Place | null {
  const others = results.subjects.filter((subject) => subject !== results.shown);
  const ordered = results.shown ? [...others, results.shown] : others;
  return smallestCovering(ordered.flatMap(placesOf), (place) => place.range, at);
}

/**
 * The gate of one subject whose code is the smallest around `at`; null where there is none. `at` names its file where that
 * is one that the subject's document imports.
 */
export function gateAt(subject: Subject, at: Range): string | null {
  return smallestCovering(placesOf(subject), (place) => place.range, at)?.gate ?? null;
}

function placesOf(subject: Subject): Place[] {
  const { result } = subject;
  if (!result) return [];
  const base = { subject, result, derived: null };
  const gates = primitiveGates(result.graph).flatMap((gate): Place[] =>
    gate.range ? [{ ...base, range: gate.range, gate: gate.id, variable: null }] : [],
  );
  const variables = result.variables.flatMap((variable): Place[] =>
    variable.range ? [{ ...base, range: variable.range, gate: variable.gate, variable }] : [],
  );
  const derived = (result.handGradients ?? []).flatMap((hand): Place[] =>
    hand.range ? [{ ...base, range: hand.range, gate: null, variable: null, derived: hand }] : [],
  );
  return [...gates, ...variables, ...derived];
}

/** The gates that code is looked up in: the primitives, also where the picture folds them. */
export function primitiveGates(graph: Graph): readonly Gate[] {
  return graph.primitives ?? graph.gates;
}

/**
 * The gate that `word` names inside the code of `gate`: in `v * u` it is `u`'s own gate that a reader points at.
 * Null where the gate has no such operand.
 */
export function operandNamed(gates: readonly Gate[], gate: string, word: string): string | null {
  const holder = gates.find(({ id }) => id === gate);
  return holder?.operands.find((operand) => operand.label === word)?.gate ?? null;
}

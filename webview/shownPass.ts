import type { Graph } from '../src/graph/model';
import type { InputResult } from '../src/protocol';
import { valueText } from '../src/text/label';
import { drawnInputs, gradOf, type ShownInput } from '../src/text/lastPass';

/** A pass that is shown in place of the result. */
export interface ShownPass {
  /** From 0. */
  readonly index: number;
  /** What it started from, in short. */
  readonly value: string;
}

/** The pass of a picture; null where it shows the result itself. */
export function shownPass(pass: number | null, graph: Graph | null): ShownPass | null {
  if (pass === null || graph === null) return null;
  const output = graph.gates.find(({ isOutput }) => isOutput);
  return { index: pass, value: output === undefined ? '' : valueText(output) };
}

/**
 * The inputs with their gradients at the pass that a picture shows; without one where the pass does not use them. What cannot
 * be set is told by the timeline.
 */
export function inputsAtPass(inputs: readonly InputResult[], graph: Graph): readonly ShownInput[] {
  const drawn = drawnInputs(graph);
  return inputs.flatMap((input) => (input.isFixed ? [] : [{ ...input, grad: gradOf(drawn.get(input.name)) }]));
}

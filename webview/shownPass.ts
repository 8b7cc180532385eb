import type { Data, Gate, Graph } from '../src/graph/model';
import type { InputResult, SnippetResult } from '../src/protocol';
import { valueText } from '../src/text/label';

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

/** An input as the strip below the graph shows it. */
export interface ShownInput extends InputResult {
  /** What `.grad` holds when the code has run, where that is not the gradient which is shown. */
  readonly held?: Data | null;
}

/**
 * The inputs of a result; without gradients where there is no output. Code that makes passes of its own may set `.grad` to
 * zero after the last one, or add passes up in it: the picture and the strip have the gradients of the last pass.
 */
export function inputsOf({ inputs, output, kind, passes, graph }: SnippetResult): readonly ShownInput[] {
  if (output === null) return inputs.map((input) => ({ ...input, grad: null }));
  if (kind !== 'file' || passes === undefined) return inputs;
  const drawn = drawnInputs(graph);
  return inputs.map((input) => {
    const grad = gradOf(drawn.get(input.name));
    if (grad === null || JSON.stringify(grad) === JSON.stringify(input.grad)) return input;
    return { ...input, grad, held: input.grad };
  });
}

/**
 * The inputs with their gradients at the pass that a picture shows; without one where the pass does not use them. What cannot
 * be set is told by the timeline.
 */
export function inputsAtPass(inputs: readonly InputResult[], graph: Graph): readonly ShownInput[] {
  const drawn = drawnInputs(graph);
  return inputs.flatMap((input) => (input.isFixed ? [] : [{ ...input, grad: gradOf(drawn.get(input.name)) }]));
}

function drawnInputs({ gates }: Graph): ReadonlyMap<string, Gate> {
  return new Map(gates.flatMap((gate) => (gate.kind === 'input' && gate.name !== null ? [[gate.name, gate]] : [])));
}

/** Numbers that the picture does not list stay with their gate. */
function gradOf(gate: Gate | undefined): InputResult['grad'] {
  if (gate === undefined || gate.values !== undefined) return null;
  return gate.tensor === undefined ? gate.grad : (gate.tensor.grad.data ?? null);
}

import type { Gate, Graph } from '../src/graph/model';
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

/** The inputs of a result; without gradients where there is no output. */
export function inputsOf({ inputs, output }: SnippetResult): readonly InputResult[] {
  return output === null ? inputs.map((input) => ({ ...input, grad: null })) : inputs;
}

/** The inputs with their gradients at the pass that a picture shows; without one where the pass does not use them. */
export function inputsAtPass(inputs: readonly InputResult[], { gates }: Graph): readonly InputResult[] {
  const drawn = new Map(
    gates.flatMap((gate) => (gate.kind === 'input' && gate.name !== null ? [[gate.name, gate]] : [])),
  );
  return inputs.map((input) => ({ ...input, grad: gradOf(drawn.get(input.name)) }));
}

/** Numbers that the picture does not list stay with their gate. */
function gradOf(gate: Gate | undefined): InputResult['grad'] {
  if (gate === undefined || gate.values !== undefined) return null;
  return gate.tensor === undefined ? gate.grad : (gate.tensor.grad.data ?? null);
}

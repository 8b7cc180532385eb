import type { Data, Gate, Graph } from '../graph/model';
import type { InputResult, SnippetResult } from '../protocol';

/** An input as readers see it. */
export interface ShownInput extends InputResult {
  /** What `.grad` holds when the code has run, where that is not the gradient which is shown. */
  readonly held?: Data | null;
}

/**
 * The inputs of a result; without gradients where there is no output. Code that makes passes of its own may set `.grad` to
 * zero after the last one, or add passes up in it: readers see what the picture has, value and gradient at
 * the last pass.
 */
export function inputsOf({ inputs, output, kind, passes, graph }: SnippetResult): readonly ShownInput[] {
  if (output === null) return inputs.map((input) => ({ ...input, grad: null }));
  if (kind !== 'file' || passes === undefined) return inputs;
  const drawn = drawnInputs(graph);
  const names = new Set(inputs.map(({ name }) => name));
  // Leaves that no variable of the module leads to, since a function made them.
  const inside = [...drawn].flatMap(([name, gate]) => (names.has(name) ? [] : [leafOf(name, gate)]));
  return [...inputs.map((input) => atLastPass(input, drawn.get(input.name))), ...inside];
}

function atLastPass(input: InputResult, gate: Gate | undefined): ShownInput {
  const grad = gradOf(gate);
  if (gate === undefined || grad === null) return input;
  const isHeld = JSON.stringify(grad) === JSON.stringify(input.grad);
  return { ...input, value: numbersOf(gate) ?? input.value, grad, ...(!isHeld && { held: input.grad }) };
}

function leafOf(name: string, gate: Gate): ShownInput {
  const { shape, tensor } = gate;
  return {
    name,
    value: numbersOf(gate),
    grad: gradOf(gate),
    shape,
    ...(tensor && { dtype: tensor.dtype }),
    valueRange: null,
    valueCode: gate.code,
    isFixed: true,
    overridden: false,
    used: true,
  };
}
/** The gates of inputs, by name. */
export function drawnInputs({ gates }: Graph): ReadonlyMap<string, Gate> {
  return new Map(gates.flatMap((gate) => (gate.kind === 'input' && gate.name !== null ? [[gate.name, gate]] : [])));
}

/** A gate's gradient, where the picture lists its numbers; null else. */
export function gradOf(gate: Gate | undefined): InputResult['grad'] {
  if (gate === undefined || gate.values !== undefined) return null;
  return gate.tensor === undefined ? gate.grad : (gate.tensor.grad.data ?? null);
}

function numbersOf(gate: Gate): Data | null {
  return gate.tensor === undefined ? gate.value : (gate.tensor.value.data ?? null);
}

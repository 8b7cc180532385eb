import type { Sweep } from '../engine/backward';
import type { NodeId } from '../engine/tape';
import type { WantedLeaf } from '../languages/core/valueModel';
import { TensorValue } from '../languages/core/values';
import type { InputResult } from '../protocol';
import type { ResultParts } from './result';
import { gradientsOf, valuesOf } from './structures';

/** Leaves that the code itself wants gradients for, beside the inputs that are reported anyway. */
export function wantedLeaves(
  { rt, outcome }: ResultParts,
  inputs: readonly { readonly name: string }[],
): readonly WantedLeaf[] {
  const known = new Set(inputs.map(({ name }) => name));
  return rt.model.wanted?.(outcome.variables).filter(({ name }) => !known.has(name)) ?? [];
}

/** The row that stands for a leaf: of a whole module, that of its last pass, where that has reached it. */
export function rowOf({ name, value }: WantedLeaf, { kind, rt }: ResultParts): NodeId {
  const pass = kind === 'file' ? rt.passes.passes.at(-1) : undefined;
  return pass?.trained.find((trained) => trained.name === name)?.node ?? value.node;
}

/** Whether passes before the last one have reached a leaf, and the last one has not. */
export function isTrainedElsewhere({ name }: WantedLeaf, { kind, rt }: ResultParts): boolean {
  const { passes } = rt.passes;
  const reaches = ({ trained }: (typeof passes)[number]) => trained.some((each) => each.name === name);
  return kind === 'file' && passes.length > 1 && !reaches(passes.at(-1)!) && passes.some(reaches);
}

/** Of a whole module the gradient is what its own backward passes have added up. */
export function wantedResult(leaf: WantedLeaf, sweep: Sweep | null, parts: ResultParts): InputResult {
  const { kind, listed } = parts;
  const { name, value, gradient } = leaf;
  const { array } = value;
  const own = gradient && valuesOf(new TensorValue(gradient, null), listed);
  return {
    name,
    value: valuesOf(value, listed),
    grad: kind === 'file' ? own : gradientsOf(value, parts.rt.tape, sweep, listed),
    shape: array.shape,
    dtype: array.dtype,
    ...leafCode(leaf, parts),
    used: sweep !== null && sweep.reached[rowOf(leaf, parts)] === 1,
  };
}

type LeafCode = Pick<InputResult, 'valueRange' | 'valueCode' | 'isMade' | 'isFixed' | 'overridden'>;

/** The code that a leaf comes from: the initialiser of its variable, which can be replaced, or what made it elsewhere. */
function leafCode({ name, value }: WantedLeaf, { rt, module: { file, inputs }, overridden }: ResultParts): LeafCode {
  const source = rt.tape.source[value.node]!;
  const range = rt.sources.range(source);
  const code = rt.sources.code(source);
  const start = range !== null && rt.sources.file(source) === file ? file.startOf(range) : -1;
  const declaration = inputs.find((input) => input.name === name);
  const replaced = overridden.get(name);
  if (
    declaration &&
    (replaced !== undefined || (declaration.valueStart <= start && start + code.length <= declaration.valueEnd))
  ) {
    const { valueStart, valueEnd, isMade } = declaration;
    return {
      valueRange: file.range(valueStart, valueEnd),
      valueCode: replaced ?? file.text.slice(valueStart, valueEnd),
      ...(isMade && replaced === undefined && { isMade: true }),
      overridden: replaced !== undefined,
    };
  }
  return { valueRange: range, valueCode: code, isFixed: true, overridden: false };
}

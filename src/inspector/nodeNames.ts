import { TENSOR_INPUT } from '../engine/ops/table';
import { RegionKind } from '../engine/regions';
import type { NodeId } from '../engine/tape';
import type { LoweredModule } from '../languages/core/module';
import type { Runtime } from '../languages/core/runtime';
import type { Structure } from '../languages/core/valueModel';
import { TensorValue, Tracked } from '../languages/core/values';
import type { HeldVariable } from '../languages/core/watch';
import type { ResultParts } from './result';

/** Elements of arrays that are looked at for names. */
const NAMED_ELEMENTS = 2000;

/**
 * What a node is called: a leaf by how the code reaches it; else the variable that its own expression names; else the
 * one that took it, or the array that holds it (`exps[0]`).
 */
export function nodeNames({
  rt,
  module,
  outcome,
}: Pick<ResultParts, 'rt' | 'module' | 'outcome'>): (node: NodeId) => string | null {
  const { found } = outcome;
  const single = found ? rt.model.structure(found.value) : undefined;
  const output = single instanceof Tracked || single instanceof TensorValue ? single.node : null;
  // A later run of the same program has others.
  const { inputs, tape, bindings, passes } = rt;
  let elements: Map<NodeId, string> | null = null;
  let wanted: ReadonlyMap<NodeId, string> | null = null;
  const wantedName = (node: NodeId) => {
    if (tape.op[node] !== TENSOR_INPUT) return null;
    wanted ??= new Map(rt.model.wanted?.(outcome.variables).map(({ name, value }) => [value.node, name]));
    return wanted.get(node) ?? null;
  };
  return (node) => {
    const leaf = passes.nameOf(node) ?? wantedName(node) ?? inputs.labelOf(rt, node);
    if (leaf !== null) return leaf;
    if (node === output && found?.name && comesFromCallBoundTo(found.name, node, rt, module)) return found.name;
    const own = module.sources.name(tape.source[node]!);
    elements ??= elementNames(rt, outcome.variables);
    const element = elements.get(node) ?? null;
    // An array that is made in one expression gives all its elements the array's name.
    if (own !== null) return element?.startsWith(`${own}[`) ? element : null;
    return bindings.nameOf(node) ?? element;
  };
}

/**
 * Whether a call made the node of which the code binds the result to this variable. The reader of that code knows the
 * output by this name, and not by what a function calls it inside.
 */
function comesFromCallBoundTo(name: string, node: NodeId, { tape }: Runtime, { sources }: LoweredModule): boolean {
  const { regions } = tape;
  for (let region = tape.region[node]!; region !== 0; region = regions.parent(region)) {
    if (regions.kind(region) === RegionKind.call && sources.name(regions.source(region)) === name) return true;
  }
  return false;
}

/** Names of the elements that arrays and objects hold, for as many as a picture could show. */
function elementNames(rt: Runtime, variables: readonly HeldVariable[]): Map<NodeId, string> {
  const names = new Map<NodeId, string>();
  const visit = (structure: Structure, path: string): void => {
    if (names.size > NAMED_ELEMENTS || typeof structure === 'number') return;
    if (structure instanceof TensorValue) {
      if (structure.node !== null && !names.has(structure.node)) names.set(structure.node, path);
    } else if (structure instanceof Tracked) {
      if (!names.has(structure.node)) names.set(structure.node, path);
    } else if (Array.isArray(structure)) {
      const items = structure as readonly Structure[];
      for (let k = 0; k < Math.min(items.length, NAMED_ELEMENTS); k++) visit(items[k]!, `${path}[${k}]`);
    } else {
      const { fields } = structure as { readonly fields: ReadonlyMap<string, Structure> };
      for (const [name, item] of fields) visit(item, `${path}.${name}`);
    }
  };
  for (const { variable, value } of variables) {
    const structure = rt.model.structure(value);
    if (structure !== undefined && !(structure instanceof Tracked)) visit(structure, variable.name);
  }
  return names;
}

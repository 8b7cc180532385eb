import type { Seed } from '../engine/backward';
import { holdsTensor } from '../engine/ops/table';
import type { NodeId } from '../engine/tape';
import { fromValues } from '../engine/tensor/ndarray';
import { SnippetFailure } from '../languages/core/failure';
import type { Runtime } from '../languages/core/runtime';
import type { Structure } from '../languages/core/valueModel';
import { TensorValue, Tracked } from '../languages/core/values';
import type { ResultParts } from './result';
import { shapeOf } from './structures';

type SeedParts = Pick<ResultParts, 'rt' | 'upstream' | 'outcome'>;

/** Ones for each number of the output, or what the upstream variable holds. */
export function seedsOf(structure: Structure, parts: SeedParts): Seed[] {
  const { rt, upstream } = parts;
  const nodes = seedNodes(structure, rt);
  if (upstream === null) return nodes.map((node) => ({ node, gradient: 1 }));
  const size = nodes.reduce((sum, node) => sum + sizeAt(rt, node), 0);
  const held = parts.outcome.variables.find(({ variable }) => variable.name === upstream);
  const gradient = held ? rt.model.structure(held.value) : undefined;
  const numbers = gradient === undefined ? [] : flat(gradient);
  if (numbers.length !== size) {
    const shape = gradient === undefined ? 'no numbers' : `shape [${shapeOf(gradient)?.join(', ') ?? '?'}]`;
    throw new SnippetFailure(
      'ShapeMismatch',
      `\`${upstream}\` has ${shape}, but the output has shape [${shapeOf(structure)?.join(', ') ?? '?'}]`,
      held?.variable.range ?? null,
    );
  }
  return seedsFrom(nodes, numbers, rt);
}

function sizeAt({ tape }: Runtime, node: NodeId): number {
  return holdsTensor(tape.op[node]!) ? tape.tensor(node).size : 1;
}

/** The rows that an output is made of; numbers that are not on the tape get one. */
export function seedNodes(structure: Structure, rt: Runtime): NodeId[] {
  const nodes: NodeId[] = [];
  const visit = (item: Structure): void => {
    if (typeof item === 'number') nodes.push(rt.tape.constant(item, 0));
    else if (item instanceof Tracked) nodes.push(item.node);
    else if (item instanceof TensorValue) nodes.push(item.node ?? rt.tape.tensorConstant(item.array, 0));
    else if (Array.isArray(item)) for (const inner of item as readonly Structure[]) visit(inner);
    else for (const inner of (item as { fields: ReadonlyMap<string, Structure> }).fields.values()) visit(inner);
  };
  visit(structure);
  return nodes;
}

/** Seeds that start from these numbers, in order. */
export function seedsFrom(nodes: readonly NodeId[], numbers: readonly number[], rt: Runtime): Seed[] {
  let taken = 0;
  return nodes.map((node): Seed => {
    const own = numbers.slice(taken, (taken += sizeAt(rt, node)));
    if (!holdsTensor(rt.tape.op[node]!)) return { node, gradient: own[0]! };
    return { node, gradient: 1, array: fromValues(own, rt.tape.tensor(node).shape) };
  });
}

/** The numbers of a structure, in the order of the seeds. */
export function flat(structure: Structure): number[] {
  if (typeof structure === 'number') return [structure];
  if (structure instanceof Tracked) return [structure.value];
  if (structure instanceof TensorValue) return Array.from(structure.array.values());
  if (Array.isArray(structure)) return (structure as readonly Structure[]).flatMap(flat);
  return [...(structure as { fields: ReadonlyMap<string, Structure> }).fields.values()].flatMap(flat);
}

import type { Sweep } from '../engine/backward';
import type { NodeId, Tape } from '../engine/tape';
import { filled } from '../engine/tensor/ndarray';
import { tensorGradient } from '../engine/tensorSweep';
import type { Data } from '../graph/model';
import { encodeNum } from '../graph/num';
import { nested } from '../graph/tensorView';
import type { Structure } from '../languages/core/valueModel';
import { TensorValue, Tracked } from '../languages/core/values';

type Fields = { readonly fields: ReadonlyMap<string, Structure> };

/**
 * A structure with each number replaced by what `leaf` says of it. At most `limit` numbers are listed: arrays end early.
 */
function mapStructure(
  structure: Structure,
  leaf: (item: number | Tracked) => Data,
  tensor: (item: TensorValue, limit: number) => Data,
  limit: number,
): Data {
  let left = limit;
  const map = (part: Structure): Data => {
    if (typeof part === 'number' || part instanceof Tracked) {
      left--;
      return leaf(part);
    }
    if (part instanceof TensorValue) {
      const room = Math.max(left, 0);
      left -= part.array.size;
      return tensor(part, room);
    }
    if (isList(part)) {
      const items: Data[] = [];
      for (const item of part) {
        if (left <= 0) break;
        items.push(map(item));
      }
      return items;
    }
    const result: Record<string, Data> = Object.create(null);
    for (const [name, item] of part.fields) if (left > 0) result[name] = map(item);
    return result;
  };
  return map(structure);
}

/** The forward values. */
export function valuesOf(structure: Structure, limit: number): Data {
  return mapStructure(
    structure,
    (item) => encodeNum(item instanceof Tracked ? item.value : item),
    ({ array }, room) => nested(array, room),
    limit,
  );
}

/** The gradients of a sweep; 0 where nothing arrives. */
export function gradientsOf(structure: Structure, tape: Tape, sweep: Sweep | null, limit: number): Data {
  const leaf = (item: number | Tracked) =>
    item instanceof Tracked && sweep ? encodeNum(sweep.adjoint[item.node] ?? 0) : 0;
  const tensor = ({ array, node }: TensorValue, room: number) =>
    node !== null && sweep
      ? nested(tensorGradient(tape, sweep, node), room)
      : nested(filled('float64', array.shape, 0), room);
  return mapStructure(structure, leaf, tensor, limit);
}

/** The tape nodes of a structure, in order. */
export function nodesOf(structure: Structure, into: NodeId[] = []): NodeId[] {
  if (structure instanceof Tracked) into.push(structure.node);
  else if (structure instanceof TensorValue) {
    if (structure.node !== null) into.push(structure.node);
  } else if (isList(structure)) for (const item of structure) nodesOf(item, into);
  else if (typeof structure === 'object') for (const item of structure.fields.values()) nodesOf(item, into);
  return into;
}

/** `[]` for a number, the lengths of a rectangular array, null for anything else. */
export function shapeOf(structure: Structure): number[] | null {
  if (typeof structure === 'number' || structure instanceof Tracked) return [];
  if (structure instanceof TensorValue) return [...structure.array.shape];
  if (!isList(structure)) return null;
  if (structure.length === 0) return [0];
  const inner = shapeOf(structure[0]!);
  if (inner === null) return null;
  for (const item of structure) {
    const shape = shapeOf(item);
    if (shape === null || shape.length !== inner.length || shape.some((size, axis) => size !== inner[axis]))
      return null;
  }
  return [structure.length, ...inner];
}

export function kindOf(structure: Structure): 'number' | 'array' | 'tensor' | 'object' {
  if (typeof structure === 'number' || structure instanceof Tracked) return 'number';
  if (structure instanceof TensorValue) return 'tensor';
  return isList(structure) ? 'array' : 'object';
}

/** The part of a structure that a dotted name leads to; undefined where it leads nowhere. */
export function partOf(structure: Structure, path: readonly string[]): Structure | undefined {
  let part: Structure | undefined = structure;
  for (const name of path) {
    if (typeof part !== 'object' || part instanceof Tracked || part instanceof TensorValue || isList(part))
      return undefined;
    part = (part as Fields).fields.get(name);
  }
  return part;
}

function isList(structure: Structure): structure is readonly Structure[] {
  return Array.isArray(structure);
}

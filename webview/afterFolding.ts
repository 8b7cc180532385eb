import type { Gate, Graph } from '../src/graph/model';
import type { Range } from '../src/protocol';

/** Finds in the picture after a change the gate that takes the place of one before it; null where none does. */
export type Successor = (before: Graph, after: Graph) => string | null;

/** Of a fold that was opened its root: the gate in it whose value goes where that of the fold went. */
export function rootOf({ id, range }: Gate): Successor {
  return (before, after) => {
    // The picture had no room for it.
    if (after.gates.some((gate) => gate.id === id)) return id;
    const known = new Set(before.gates.map((gate) => gate.id));
    const parts = after.gates.filter((gate) => !known.has(gate.id));
    const users = new Set(before.edges.flatMap(({ from, to }) => (from === id ? [to] : [])));
    const used = new Set(after.edges.flatMap(({ from, to }) => (users.has(to) ? [from] : [])));
    const isRoot = before.outputs.includes(id)
      ? (part: Gate) => after.outputs.includes(part.id)
      : (part: Gate) => used.has(part.id);
    const root = parts.findLast(isRoot);
    if (root !== undefined) return root.id;
    return parts.findLast((part) => range !== null && part.range !== null && hasLines(range, part.range))?.id ?? null;
  };
}

/** Of a stack of which one is shown by itself that one, by the id of its primitive gate. */
export function oneOf(primitive: string): Successor {
  return (_, { gates, within }) =>
    gates.find((gate) => gate.id === primitive || gate.primitive === primitive)?.id ?? within?.[primitive] ?? null;
}

function hasLines(outer: Range, inner: Range): boolean {
  return outer.file === inner.file && outer.start.line <= inner.start.line && inner.end.line <= outer.end.line;
}

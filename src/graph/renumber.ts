import type { Composite, Gate, Graph } from './model';

/**
 * The same graph with gates called by their place in it, so that graphs of the same code from different parts of a run have
 * the same ids; each gate still says which primitive one it is.
 */
export function renumbered(graph: Graph): Graph {
  const all = [...graph.gates, ...(graph.primitives ?? [])];
  const ids = new Map<string, string>();
  for (const { id } of all) if (!ids.has(id)) ids.set(id, `t${ids.size}`);
  for (const { id } of graph.composites ?? []) if (!ids.has(id)) ids.set(id, `t${ids.size}`);
  const named = (id: string) => ids.get(id) ?? id;
  const gate = (one: Gate): Gate => ({
    ...one,
    id: named(one.id),
    primitive: one.primitive ?? one.id,
    operands: one.operands.map((operand) => ({
      ...operand,
      gate: operand.gate === null ? null : named(operand.gate),
    })),
  });
  const composite = (one: Composite): Composite => ({
    ...one,
    id: named(one.id),
    root: named(one.root),
    outputs: one.outputs.map(named),
    members: one.members.map(named),
    inputs: one.inputs.map(named),
  });
  const { primitives, composites, folding } = graph;
  return {
    ...graph,
    gates: graph.gates.map(gate),
    edges: graph.edges.map((edge) => ({ ...edge, from: named(edge.from), to: named(edge.to) })),
    outputs: graph.outputs.map(named),
    ...(primitives && { primitives: primitives.map(gate) }),
    ...(composites && { composites: composites.map(composite) }),
    ...(folding && {
      folding: { ...folding, loops: folding.loops.map((loop) => ({ ...loop, gates: loop.gates.map(named) })) },
    }),
  };
}

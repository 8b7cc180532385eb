import { clip } from './clip';
import { compositeRow } from './composites/rows';
import { FORMULA_LENGTH } from './formula';
import type { Composite, Edge, FoldedValue, Gate, Graph, Operand } from './model';
import { decodeNum, encodeNum } from './num';

/**
 * The graph with these composites drawn as one gate each and all others as their primitives. Only the picture changes: the
 * gradient of a fold is that of its root, and what flows back into a value outside is the sum of what the primitives
 * inside give it. A graph whose primitives are not there stays as it is.
 */
export function foldGraph(graph: Graph, folded: ReadonlySet<string>): Graph {
  const { composites = [] } = graph;
  const primitives = graph.primitives ?? (composites.some((composite) => composite.folded) ? null : graph.gates);
  if (primitives === null || composites.every((composite) => composite.folded === folded.has(composite.id)))
    return graph;
  const chosen = composites.filter(({ id }) => folded.has(id));
  const gates = foldGates(primitives, chosen);
  const nameOf = new Map(chosen.flatMap(({ id, members }) => members.map((member) => [member, id])));
  const { primitives: _, ...rest } = graph;
  return {
    ...rest,
    gates,
    edges: edgesOf(gates),
    outputs: [...new Set(primitives.flatMap(({ id, isOutput }) => (isOutput ? [nameOf.get(id) ?? id] : [])))],
    composites: composites.map((composite) => ({ ...composite, folded: folded.has(composite.id) })),
    ...(chosen.length > 0 && { primitives }),
  };
}

/** The edges of gates: one for each operand that is a gate of its own. */
export function edgesOf(gates: readonly Gate[]): Edge[] {
  return gates.flatMap((gate) =>
    gate.operands.flatMap(({ gate: from, local, contribution, spread, tensor, carried, cut }, operand): Edge[] => {
      if (from === null) return [];
      const edge = { from, to: gate.id, operand, local: contribution === null ? null : local, contribution };
      return [
        {
          ...edge,
          ...(spread && { spread }),
          ...(tensor && { tensor }),
          ...(carried && { carried }),
          ...(cut && { cut }),
        },
      ];
    }),
  );
}

/** Primitive gates with each composite's members replaced by one gate, at the place of its first output. */
function foldGates(primitives: readonly Gate[], composites: readonly Composite[]): Gate[] {
  const byId = new Map(primitives.map((gate) => [gate.id, gate]));
  const ownerOf = new Map(composites.flatMap((composite) => composite.members.map((id) => [id, composite] as const)));
  const redirected = (operand: Operand): Operand => {
    const owner = operand.gate === null ? undefined : ownerOf.get(operand.gate);
    return owner === undefined ? operand : { ...operand, gate: owner.id };
  };
  return primitives.flatMap((gate): Gate[] => {
    const composite = ownerOf.get(gate.id);
    if (composite === undefined) return [{ ...gate, operands: gate.operands.map(redirected) }];
    // All that goes in comes before the first value that leaves.
    if (composite.outputs[0] !== gate.id) return [];
    const fold = foldedGate(
      composite,
      composite.members.map((id) => byId.get(id)!),
    );
    return [{ ...fold, operands: fold.operands.map(redirected) }];
  });
}

/** The one gate of a composite; its operands are primitive gates outside. */
export function foldedGate(composite: Composite, members: readonly Gate[]): Gate {
  const { id, name } = composite;
  const leaving = new Set(composite.outputs);
  const outputs = members.filter((member) => leaving.has(member.id));
  const { seed, values: _, ...root } = members.at(-1)!;
  const operands = operandsOf(composite, members);
  const conventions = [...new Set(members.flatMap(({ convention }) => convention ?? []))];
  const several = outputs.length > 1;
  const values = outputs.map(
    (gate): FoldedValue => ({ gate: gate.id, name: gate.name, value: gate.value, grad: gate.grad }),
  );
  return {
    ...root,
    id,
    kind: 'gate',
    op: name,
    name: several ? arrayName(outputs.map((gate) => gate.name)) : root.name,
    formula: foldFormula(
      name,
      operands.map(({ label }) => label),
    ),
    flow: compositeRow(name)!.flow,
    count: members.reduce((sum, { count }) => sum + count, 0),
    isOutput: outputs.some(({ isOutput }) => isOutput),
    shape: several ? [outputs.length] : root.shape,
    convention: conventions.length === 0 ? null : conventions.join('; '),
    operands,
    ...(several ? { values } : seed === undefined ? {} : { seed }),
  };
}

/** What goes in from outside: each value once, with the exact sum of what flows back to it. */
function operandsOf(composite: Composite, members: readonly Gate[]): Operand[] {
  const inside = new Set(composite.members);
  const slopes = composite.outputs.length > 1 ? null : slopesFrom(composite.root, members);
  const found = new Map<string, { operand: Operand; contribution: number | null }>();
  // From the last member to the first, as the sweep goes, so that sums are the same to the last digit.
  for (let k = members.length - 1; k >= 0; k--) {
    for (const operand of members[k]!.operands) {
      if (operand.gate === null || inside.has(operand.gate)) continue;
      const before = found.get(operand.gate);
      const contribution = operand.contribution === null ? null : decodeNum(operand.contribution);
      if (before === undefined) found.set(operand.gate, { operand, contribution });
      else if (contribution !== null) before.contribution = (before.contribution ?? 0) + contribution;
    }
  }
  const order = new Set([...composite.inputs, ...[...found.keys()].reverse()]);
  return [...order].flatMap((gate): Operand[] => {
    const entry = found.get(gate);
    if (entry === undefined) return [];
    const { operand, contribution } = entry;
    if (contribution === null) return [{ ...operand, local: null }];
    const local = slopes === null ? null : encodeNum(slopes.get(gate) ?? 0);
    return [{ ...operand, local, contribution: encodeNum(contribution) }];
  });
}

/** The derivatives of the root in all that it is computed from, by a sweep over the members alone. */
function slopesFrom(root: string, members: readonly Gate[]): ReadonlyMap<string, number> {
  const slopes = new Map([[root, 1]]);
  for (let k = members.length - 1; k >= 0; k--) {
    const slope = slopes.get(members[k]!.id) ?? 0;
    for (const { gate, local, contribution } of members[k]!.operands) {
      if (gate === null || local === null || contribution === null) continue;
      slopes.set(gate, (slopes.get(gate) ?? 0) + slope * decodeNum(local));
    }
  }
  return slopes;
}

/** `softmax(x)` where all elements of `x` go in, else `softmax(a, b, c, …)`. */
function foldFormula(name: string, labels: readonly string[]): string {
  const elements = labels.map((label) => /^(.+)\[\d+\]$/.exec(label)?.[1] ?? null);
  const counts = new Map<string | null, number>();
  for (const array of elements) counts.set(array, (counts.get(array) ?? 0) + 1);
  const words = labels.map((label, k) => {
    const array = elements[k] ?? null;
    return array !== null && counts.get(array)! > 1 ? array : label;
  });
  const unique = [...new Set(words)];
  const shown = unique.length > 4 ? [...unique.slice(0, 3), '…'] : unique;
  const whole = `${name}(${shown.join(', ')})`;
  if (whole.length <= FORMULA_LENGTH) return whole;
  const room = Math.max(3, Math.floor((FORMULA_LENGTH - name.length - 2) / shown.length) - 2);
  return clip(`${name}(${shown.map((word) => clip(word, room)).join(', ')})`, FORMULA_LENGTH);
}

/** The array whose elements all of them are, such as `p` for `p[0]` and `p[1]`; else null. */
function arrayName(names: readonly (string | null)[]): string | null {
  const arrays = new Set(names.map((name) => /^(.+)\[\d+\]$/.exec(name ?? '')?.[1] ?? null));
  return arrays.size === 1 ? [...arrays][0]! : null;
}

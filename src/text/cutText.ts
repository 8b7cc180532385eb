import type { CutKind, Edge, Gate, Graph } from '../graph/model';
import { cutName } from './cutName';
import { callName } from './label';

/** One sentence on numbers that go on while nothing flows back to what they were computed of. */
export function cutSentence(gate: Gate, kind: CutKind): string {
  const names = gate.operands.map(({ label }) => quoted(label));
  const from = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  if (kind === 'no_grad')
    return `no_grad blocks: computed of ${from} where no gradient is recorded, so nothing flows back`;
  return `${cutName(kind)} blocks: the numbers of ${from} go on from here, nothing flows back`;
}

/** What is said of a gate that only a cut leads to. */
export const BEHIND_CUT = 'behind a cut: the output was computed with its numbers, but nothing flows back to it';

/** The cut that keeps all gradient from an input; null where some may reach it. */
export function cutBefore(graph: Graph, gate: Gate): string | null {
  const uses = graph.edges.filter(({ from }) => from === gate.id);
  if (uses.length === 0 || !uses.every(({ cut }: Edge) => cut === true)) return null;
  const kinds = new Set(graph.gates.flatMap(({ cut }) => (cut === undefined ? [] : [cutName(cut)])));
  return `input: nothing flows back to ${quoted(callName(gate))}, since ${[...kinds].map(quoted).join(' and ')} cuts it off`;
}

function quoted(label: string): string {
  return `\`${label.replaceAll('`', "'")}\``;
}

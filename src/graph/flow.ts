import type { Flow } from '../engine/ops/flow';
import type { Gate, Graph, Num } from './model';

/** Flow patterns in the order of the legend. */
export const flows: readonly Flow[] = ['distributes', 'routes', 'swaps', 'scales', 'blocks'];

/** One of the contributions that accumulate in a value. */
export interface Accumulated {
  /** The gate that the contribution flows back from; the value's own gate for the seed of an output. */
  readonly gate: string;
  readonly contribution: Num;
  /** True for the gradient that the sweep itself started from. */
  readonly isSeed: boolean;
}

/**
 * The forks of a graph: for each gate whose value is used more than once, what flows back over each use, in the order of
 * the run. The contributions sum to the gate's gradient. Parallel edges (x * x) are two uses; the seed of an output
 * that is used further counts as one.
 */
export function forks(graph: Graph): ReadonlyMap<string, readonly Accumulated[]> {
  const uses = new Map<string, Accumulated[]>();
  for (const gate of graph.gates) {
    if (gate.kind === 'constant') continue;
    uses.set(gate.id, gate.seed === undefined ? [] : [{ gate: gate.id, contribution: gate.seed, isSeed: true }]);
  }
  for (const { from, to, contribution } of graph.edges) {
    if (contribution !== null) uses.get(from)?.push({ gate: to, contribution, isSeed: false });
  }
  for (const [id, terms] of uses) if (terms.length < 2) uses.delete(id);
  return uses;
}

/** The forked gate's contributions; empty when its value is used at most once. */
export function forkOf(graph: Graph, gate: Gate): readonly Accumulated[] {
  return forks(graph).get(gate.id) ?? [];
}

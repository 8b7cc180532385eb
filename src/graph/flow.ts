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
 * What accumulates in a value that is used more than once: what flows back over each use, in the order of the run. The
 * contributions sum to the gate's gradient. Parallel edges (x * x) are two uses; the seed of an output that is used
 * further counts as one. Empty for a value that is used at most once, for constants, and for folds of several values, whose
 * gradients do not add up.
 */
export function forkOf(graph: Graph, gate: Gate): readonly Accumulated[] {
  if (gate.kind === 'constant' || gate.values !== undefined || (gate.fold?.count ?? 1) > 1) return [];
  const terms: Accumulated[] = [];
  if (gate.seed !== undefined) terms.push({ gate: gate.id, contribution: gate.seed, isSeed: true });
  for (const { from, to, contribution } of graph.edges) {
    if (from === gate.id && contribution !== null) terms.push({ gate: to, contribution, isSeed: false });
  }
  return terms.length < 2 ? [] : terms;
}

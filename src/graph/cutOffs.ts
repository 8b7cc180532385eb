import { isConstant, opCode } from '../engine/ops/table';
import type { NodeId } from '../engine/tape';
import type { Trace } from '../engine/trace';

/** Gates behind all cuts of a picture, at most: what nothing flows back to is told in a few gates, or not at all. */
const MOST_BEHIND = 12;

/** Whether a constant is drawn as a gate of its own, since the code cut it off from what it was computed of. */
export function isCutOff(trace: Trace, node: NodeId): boolean {
  return (trace.cutOffOf?.(node) ?? null) !== null;
}

/** The rows that constants among `nodes` were cut off from, and all behind them, without `nodes`; none where they are many. */
export function behindCuts(trace: Trace, nodes: readonly NodeId[]): NodeId[] {
  const { op } = trace.tape;
  const shown = new Set(nodes);
  const found = new Set<NodeId>();
  const open = nodes.flatMap((node) => (isConstant(op[node]!) ? (trace.cutOffOf?.(node)?.from ?? []) : []));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (shown.has(node) || found.has(node)) continue;
    const isDrawn = op[node] !== opCode.alias && !isConstant(op[node]!);
    if (isDrawn && found.size === MOST_BEHIND) return [];
    if (isDrawn) found.add(node);
    open.push(...trace.tape.operandsOf(node));
  }
  return [...found];
}

import type { EdgeToDraw, GateToDraw, Plan } from './mermaidDrawing';
import { WIDTH_STEP } from './mermaidDrawing';

/** Pixels beside the label of a gate. */
const BESIDE = 20;
/** Between gates of a rank, and between ranks, as webview/mermaidLibrary.ts sets them. */
const NODE_GAP = 16;
const RANK_GAP = 26;
/** No figure on an edge is narrower by character. */
const CHARACTER = 5;

/**
 * Hardly a drawing of a plan is narrower than this. To the right a picture is as long as its longest way; downwards, with as
 * many ranks as that has gates, some rank holds its share of all. A picture that is sure to be too wide need not be
 * drawn to find that out.
 */
export function leastWidth({ direction, gates, edges }: Plan): number {
  const widthOf = ({ steps }: GateToDraw): number => steps * WIDTH_STEP + BESIDE;
  if (direction === 'LR') {
    return longestWay(gates, edges, widthOf, ({ characters }) => RANK_GAP + characters * CHARACTER);
  }
  const ranks = longestWay(
    gates,
    edges,
    () => 1,
    () => 0,
  );
  const all = gates.reduce((sum, gate) => sum + widthOf(gate) + NODE_GAP, 0);
  return all / Math.max(ranks, 1) - NODE_GAP;
}

/** The greatest sum over gates and edges of a way; an edge that closes a cycle is left out. */
function longestWay(
  gates: readonly GateToDraw[],
  edges: readonly EdgeToDraw[],
  ofGate: (gate: GateToDraw) => number,
  ofEdge: (edge: EdgeToDraw) => number,
): number {
  const into = new Map<string, EdgeToDraw[]>(gates.map(({ id }) => [id, []]));
  for (const edge of edges) into.get(edge.to)?.push(edge);
  const own = new Map(gates.map((gate) => [gate.id, ofGate(gate)]));
  const known = new Map<string, number>();
  const open = new Set<string>();
  for (const { id } of gates) {
    // Without recursion: a way may be as long as a graph has gates.
    const stack = [id];
    while (stack.length > 0) {
      const at = stack.at(-1)!;
      const edgesIn = into.get(at) ?? [];
      const next = known.has(at)
        ? undefined
        : edgesIn.find(({ from }) => !known.has(from) && !open.has(from) && from !== at);
      open.add(at);
      if (next !== undefined) {
        stack.push(next.from);
        continue;
      }
      const before = edgesIn.map((edge) => (open.has(edge.from) ? 0 : (known.get(edge.from) ?? 0) + ofEdge(edge)));
      if (!known.has(at)) known.set(at, (own.get(at) ?? 0) + Math.max(0, ...before));
      open.delete(at);
      stack.pop();
    }
  }
  return Math.max(0, ...known.values());
}

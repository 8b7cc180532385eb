import { foldGraph } from '../graph/fold';
import { OPEN_FACTOR, PICTURE_LIMIT } from '../graph/limits';
import type { Composite, Graph } from '../graph/model';

export { noWish } from '../graph/folding/wish';

/** Gates that a picture has room for where a reader opens folds. */
export const OPEN_ROOM = OPEN_FACTOR * PICTURE_LIMIT;

/**
 * Which composites a reader wants as one gate: all of them, those with these keys, or (null) those that the graph comes
 * with.
 */
export type CompositeWish = 'all' | readonly string[] | null;

/** What a composite is remembered by over runs: the same only while it is at the same place of the same structure. */
export function foldKey({ id, name }: Composite): string {
  return `${id} ${name}`;
}

/**
 * The graph as it is to be drawn. A wish that would need more gates than a picture shows is not fulfilled: then all
 * composites are folded, as the graph came.
 */
export function pictureOf(graph: Graph, wish: CompositeWish): Graph {
  if (wish === null || graph.composites === undefined) return graph;
  const wanted = graph.composites.filter((composite) => wish === 'all' || wish.includes(foldKey(composite)));
  const picture = foldGraph(graph, new Set(wanted.map(({ id }) => id)));
  return picture.gates.length > PICTURE_LIMIT && graph.gates.length <= PICTURE_LIMIT ? graph : picture;
}

/** The wish after one composite was folded or unfolded, in the picture that is drawn now. */
export function toggledFold({ composites = [] }: Graph, id: string): CompositeWish {
  const folded = composites.filter((composite) => composite.folded !== (composite.id === id));
  return folded.length === composites.length ? 'all' : folded.map(foldKey);
}

/** The composites that are drawn as one gate. */
export function foldedIds({ composites = [] }: Graph): string[] {
  return composites.flatMap(({ id, folded }) => (folded ? [id] : []));
}

/** The gate that stands for a gate in this picture: itself, the fold that holds it, or the root of a fold that is open now. */
export function standIn(graph: Graph, gate: string): string {
  for (const { id, root, folded, members } of graph.composites ?? []) {
    if (folded && members.includes(gate)) return id;
    if (!folded && id === gate) return root;
  }
  return gate;
}

/** Every gate that can be asked about: those of the picture, and the primitives behind its folds. */
export function allGates(graph: Graph): Graph['gates'] {
  return graph.primitives === undefined ? graph.gates : [...graph.gates, ...graph.primitives];
}

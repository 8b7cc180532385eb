import type { FoldWish } from '../src/graph/folding/wish';
import type { Graph } from '../src/graph/model';

/** A wish without what it says of some keys. */
export function withoutKeys(wish: FoldWish, keys: readonly string[]): FoldWish {
  const at = Object.fromEntries(Object.entries(wish.at).filter(([key]) => !keys.includes(key)));
  return { ...wish, at, open: wish.open.filter((key) => !keys.includes(key)) };
}

/** What a picture is made of, numbers left out. */
export function partsOf({ gates, folding }: Graph): string {
  const loops = folding?.loops.map(({ key, shown }) => `${key} ${shown}`) ?? [];
  return [...gates.map(({ id }) => id), ...loops].join(',');
}

/**
 * The keys of steps, elements and open folds that a picture knows nothing of, since the code was edited: it is the same
 * without them.
 */
export async function unknownKeys(
  graph: Graph,
  wish: FoldWish,
  fetch: (wish: FoldWish) => Promise<Graph | null>,
): Promise<string[]> {
  const parts = partsOf(graph);
  const loops = new Set(graph.folding?.loops.map(({ key }) => key));
  const asked = [...new Set([...wish.open, ...Object.keys(wish.at)])].filter((key) => !loops.has(key));
  const found = await Promise.all(
    asked.map(async (key) => {
      const without = await fetch(withoutKeys(wish, [key]));
      return without !== null && partsOf(without) === parts ? [key] : [];
    }),
  );
  return found.flat();
}

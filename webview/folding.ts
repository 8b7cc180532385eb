import type { Graph } from '../src/graph/model';
import { compositesText } from '../src/text/compositeText';
import { type FoldWish, foldedIds, pictureOf, standIn, toggledFold } from '../src/text/picture';
import type { FoldOffer } from './toolbar';

/** What the picture is made from: the graph that came, and what the user wants folded of it. */
export interface FoldSource {
  readonly graph: Graph | null;
  readonly wish: FoldWish;
}

/** The graph as it is drawn, with the composites folded that the user folded, and what can be folded next. */
export class Folding {
  #made: FoldSource = { graph: null, wish: null };
  #picture: Graph | null = null;

  constructor(readonly source: () => FoldSource) {}

  /** Made anew only for another graph or wish. */
  get picture(): Graph | null {
    const { graph, wish } = this.source();
    if (graph !== this.#made.graph || wish !== this.#made.wish) {
      this.#made = { graph, wish };
      this.#picture = graph === null ? null : pictureOf(graph, wish);
    }
    return this.#picture;
  }

  /** The gate of the picture that stands for a gate. */
  standIn(gate: string): string {
    const { picture } = this;
    return picture === null ? gate : standIn(picture, gate);
  }

  /** The folds of the picture, for who makes cards; undefined where nothing is recognised. */
  get folded(): readonly string[] | undefined {
    const { picture } = this;
    return picture?.composites ? foldedIds(picture) : undefined;
  }

  /** What a button for all composites says; null where there are none. */
  get offer(): FoldOffer | null {
    const { picture } = this;
    if (!picture?.composites) return null;
    const folded = this.#allFolded;
    const canUnfold = picture.primitives !== undefined && pictureOf(picture, []) !== picture;
    return { text: compositesText(picture.composites), folded, canToggle: !folded || canUnfold };
  }

  /** The gates that such a button is about. */
  get recognised(): string[] {
    return (this.picture?.composites ?? []).flatMap(({ id, folded, members }) => (folded ? [id] : members));
  }

  /** The wish after all composites were folded, or where they are, unfolded. */
  get toggledAll(): FoldWish {
    return this.#allFolded ? [] : 'all';
  }

  /** The wish after one composite was folded or unfolded; the present one where the picture has no room for that. */
  toggled(id: string): FoldWish {
    const { graph, wish } = this.source();
    if (graph === null || this.picture === null) return wish;
    const next = toggledFold(this.picture, id);
    const isFolded = (picture: Graph) => foldedIds(picture).includes(id);
    return isFolded(pictureOf(graph, next)) === isFolded(this.picture) ? wish : next;
  }

  /** The composite that a gate is part of, or the fold of. */
  compositeAt(gate: string): string | null {
    const of = this.picture?.composites?.find(({ id, folded, members }) =>
      folded ? id === gate : members.includes(gate),
    );
    return of?.id ?? null;
  }

  get #allFolded(): boolean {
    return this.picture?.composites?.every(({ folded }) => folded) ?? false;
  }
}

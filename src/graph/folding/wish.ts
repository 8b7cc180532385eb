/** How far a picture is folded. Each level folds what those before it fold, too. */
export type FoldLevel = 'gates' | 'composites' | 'iterations' | 'calls' | 'lines';

export const foldLevels: readonly FoldLevel[] = ['gates', 'composites', 'iterations', 'calls', 'lines'];

/** What a reader wants of the folds of a picture. Keys are those of folds and loops; unknown ones change nothing. */
export interface FoldWish {
  /** Null: as far as is needed for a picture that can be read. */
  readonly level: FoldLevel | null;
  /** Folds that are to be open whatever the level. */
  readonly open: readonly string[];
  /** Calls and loops that are to be one gate whatever the level. */
  readonly closed: readonly string[];
  /** Of loops the step, and of stacked gates the element, that is shown by itself; from 1. */
  readonly at: Readonly<Record<string, number>>;
  /** Whether constants are gates, too, in place of a part of the gate that uses them. */
  readonly constants?: boolean;
  /** The pass of the code's own that is shown in place of the result, from 0. */
  readonly pass?: number;
}

export const noWish: FoldWish = { level: null, open: [], closed: [], at: {} };

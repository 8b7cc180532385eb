import type { Flow } from '../src/engine/ops/flow';
import type { FoldWish } from '../src/text/picture';
import type { View } from './panZoom';

/** What the user did to the page: survives hiding and reloading, and is no concern of the extension. */
export interface PageState {
  /** What the rest is about; zoom and selection are forgotten when another snippet is shown. */
  readonly subject: string | null;
  /** Null while the picture is fitted, so that it is fitted again when the panel's size changes. */
  readonly view: View | null;
  /** The gate whose card is pinned. */
  readonly selected: string | null;
  readonly table: boolean;
  /** Flow patterns the user picked in the legend; the rest is dimmed unless the list is empty. */
  readonly emphasised: readonly Flow[];
  readonly printedOpen: boolean;
  /** Which composites are folded, for each of the last subjects in which something was folded or unfolded. */
  readonly folds: readonly SubjectFolds[];
}

export interface SubjectFolds {
  readonly subject: string;
  readonly wish: 'all' | readonly string[];
}

/** Subjects whose folds are remembered. */
const REMEMBERED = 16;

/** What is folded of a subject; null where it is shown as it comes. */
export function wishFor({ folds }: PageState, subject: string | null): FoldWish {
  return folds.find((entry) => entry.subject === subject)?.wish ?? null;
}

/** The folds with those of one subject replaced. */
export function withWish({ folds }: PageState, subject: string, wish: FoldWish): readonly SubjectFolds[] {
  const others = folds.filter((entry) => entry.subject !== subject);
  return wish === null ? others : [...others, { subject, wish }].slice(-REMEMBERED);
}

export const freshState: PageState = {
  subject: null,
  view: null,
  selected: null,
  table: false,
  emphasised: [],
  printedOpen: false,
  folds: [],
};

/** Reads what an earlier page saved, perhaps of an older version: any part that is not as it should be is fresh. */
export function readPageState(saved: unknown): PageState {
  if (typeof saved !== 'object' || saved === null) return freshState;
  const from = saved as Partial<Record<keyof PageState, unknown>>;
  return {
    subject: typeof from.subject === 'string' ? from.subject : null,
    view: isView(from.view) ? from.view : null,
    selected: typeof from.selected === 'string' ? from.selected : null,
    table: from.table === true,
    emphasised: Array.isArray(from.emphasised) ? from.emphasised.filter(isFlow) : [],
    printedOpen: from.printedOpen === true,
    folds: Array.isArray(from.folds) ? from.folds.filter(isFolds).slice(-REMEMBERED) : [],
  };
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, scale } = value as Partial<Record<keyof View, unknown>>;
  return [x, y, scale].every((part) => typeof part === 'number' && Number.isFinite(part)) && (scale as number) > 0;
}

function isFolds(value: unknown): value is SubjectFolds {
  if (typeof value !== 'object' || value === null) return false;
  const { subject, wish } = value as Partial<Record<keyof SubjectFolds, unknown>>;
  const isList = Array.isArray(wish) && wish.every((key) => typeof key === 'string');
  return typeof subject === 'string' && (wish === 'all' || isList);
}

function isFlow(value: unknown): value is Flow {
  return ['distributes', 'routes', 'swaps', 'scales', 'blocks'].includes(value as string);
}

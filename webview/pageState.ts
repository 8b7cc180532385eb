import type { Flow } from '../src/engine/ops/flow';
import type { FoldWish } from '../src/protocol';
import { noWish } from '../src/text/picture';
import { type FoldWishes, isWished } from './folding';
import type { View } from './panZoom';
import { type Stepping, speeds } from './stepper';

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
  /** Where the reader is in the backward pass. */
  readonly stepping: Stepping;
  /** What is folded, for each of the last subjects in which something was folded or unfolded. */
  readonly folds: readonly SubjectFolds[];
}

export interface SubjectFolds {
  readonly subject: string;
  readonly wishes: FoldWishes;
}

const noWishes: FoldWishes = { composites: null, code: noWish };

/** Subjects whose folds are remembered. */
const REMEMBERED = 16;

/** What is folded of a subject. */
export function wishesFor({ folds }: PageState, subject: string | null): FoldWishes {
  return folds.find((entry) => entry.subject === subject)?.wishes ?? noWishes;
}

/** The folds with those of one subject replaced. */
export function withWishes({ folds }: PageState, subject: string, wishes: FoldWishes): readonly SubjectFolds[] {
  const others = folds.filter((entry) => entry.subject !== subject);
  const isFresh = wishes.composites === null && !isWished(wishes.code);
  return isFresh ? others : [...others, { subject, wishes }].slice(-REMEMBERED);
}

export const freshState: PageState = {
  subject: null,
  view: null,
  selected: null,
  table: false,
  emphasised: [],
  printedOpen: false,
  stepping: { at: null, speed: 1 },
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
    stepping: steppingOf(from.stepping),
    folds: Array.isArray(from.folds) ? from.folds.filter(isFolds).slice(-REMEMBERED) : [],
  };
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, scale } = value as Partial<Record<keyof View, unknown>>;
  return [x, y, scale].every((part) => typeof part === 'number' && Number.isFinite(part)) && (scale as number) > 0;
}

function steppingOf(value: unknown): Stepping {
  if (typeof value !== 'object' || value === null) return freshState.stepping;
  const { at, speed } = value as Partial<Record<keyof Stepping, unknown>>;
  return {
    at: typeof at === 'number' && Number.isInteger(at) && at >= 0 ? at : null,
    speed: typeof speed === 'number' && speeds.includes(speed) ? speed : 1,
  };
}

function isFolds(value: unknown): value is SubjectFolds {
  if (typeof value !== 'object' || value === null) return false;
  const { subject, wishes } = value as Partial<Record<keyof SubjectFolds, unknown>>;
  if (typeof subject !== 'string' || typeof wishes !== 'object' || wishes === null) return false;
  const { composites, code } = wishes as Partial<Record<keyof FoldWishes, unknown>>;
  return (composites === null || composites === 'all' || isKeys(composites)) && isCodeWish(code);
}

/** The extension checks the rest, before the worker is asked. */
function isCodeWish(value: unknown): value is FoldWish {
  if (typeof value !== 'object' || value === null) return false;
  const { level, open, closed, at } = value as Partial<Record<keyof FoldWish, unknown>>;
  const hasLevel = level === null || typeof level === 'string';
  return hasLevel && isKeys(open) && isKeys(closed) && typeof at === 'object' && at !== null;
}

function isKeys(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((key) => typeof key === 'string');
}

function isFlow(value: unknown): value is Flow {
  return ['distributes', 'routes', 'swaps', 'scales', 'blocks'].includes(value as string);
}

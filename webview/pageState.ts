import type { Flow } from '../src/engine/ops/flow';
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
}

export const freshState: PageState = {
  subject: null,
  view: null,
  selected: null,
  table: false,
  emphasised: [],
  printedOpen: false,
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
  };
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, scale } = value as Partial<Record<keyof View, unknown>>;
  return [x, y, scale].every((part) => typeof part === 'number' && Number.isFinite(part)) && (scale as number) > 0;
}

function isFlow(value: unknown): value is Flow {
  return ['distributes', 'routes', 'swaps', 'scales', 'blocks'].includes(value as string);
}

import type { Sweep } from '../../engine/backward';
import type { NodeId } from '../../engine/tape';
import type { Trace } from '../../engine/trace';
import type { Recognised } from '../composites/recognise';
import { edgesOf } from '../fold';
import type { FoldingState, Graph, Loop } from '../model';
import { type Cells, cellsOf } from './cells';
import { flowsOf } from './flows';
import { FoldedGates, headOf, loopOf } from './gates';
import { type Group, groupsOf } from './groups';
import { type LoopView, ViewRegions } from './viewRegions';
import { type FoldLevel, type FoldWish, foldLevels } from './wish';

export interface FoldedOptions {
  readonly trace: Trace;
  readonly sweep: Sweep;
  /** Without aliases. */
  readonly outputs: readonly NodeId[];
  /** Gates that a picture has room for. */
  readonly limit: number;
  readonly wish: FoldWish;
  /** What is recognised in the trace. */
  readonly composites: readonly Recognised[];
  /** Gates without any fold, and with composites as one gate each. */
  readonly total: number;
  readonly withComposites: number;
}

/** A picture folded by the code. */
export interface FoldedPicture {
  readonly graph: Pick<Graph, 'gates' | 'edges' | 'outputs' | 'folding'>;
  readonly gateOf: (node: NodeId) => string | null;
}

/**
 * The picture that a wish asks for, or with more folds where that has more gates than there is room for: then first what
 * the reader opened is closed again. Null where nothing is to be folded by the code, so that primitives and composites are
 * the picture.
 */
export function foldedPicture(options: FoldedOptions): FoldedPicture | null {
  const { wish, total, withComposites, limit } = options;
  const asked = wish.level ?? 'gates';
  const touched = wish.open.length + wish.closed.length + Object.keys(wish.at).length > 0;
  const room = Math.min(total, withComposites);
  const isPlain = asked === 'gates' || asked === 'composites';
  if (isPlain && !touched && room <= limit) return null;
  const tries: readonly FoldWish[] = [wish, { ...wish, open: [] }, { ...wish, open: [], at: {} }];
  for (const attempt of tries) {
    const picture = attemptOf(options, attempt);
    if (picture !== null) return picture;
  }
  return attemptOf(options, { level: 'lines', open: [], closed: [], at: {} });
}

/** How the picture may be folded, of one that is not folded by the code; undefined where it makes no difference. */
export function foldingOf(options: FoldedOptions): FoldingState | undefined {
  const plain = layerOf(options, options.wish, true);
  const levels = levelsOf(options, plain);
  const deeper = levels.some(({ level }) => level !== 'gates' && level !== 'composites');
  return deeper ? { level: 'gates', levels, loops: [] } : undefined;
}

interface Layer {
  readonly regions: ViewRegions;
  readonly cells: Cells;
}

function layerOf({ trace, sweep, outputs, composites }: FoldedOptions, wish: FoldWish, merge: boolean): Layer {
  const open = new Set(wish.open);
  const loopView = (key: string): LoopView => wish.at[key] ?? (merge && !open.has(key) ? 'merged' : 'open');
  const regions = new ViewRegions(trace.tape.regions, trace.sources.size, loopView);
  const cellView = (key: string) => wish.at[key] ?? (open.has(key) ? ('open' as const) : ('merged' as const));
  const cellsWith = (kept: readonly Recognised[]) =>
    cellsOf({
      trace,
      reached: sweep.reached,
      outputs: new Set(outputs),
      regions,
      composites: kept,
      merge,
      viewOf: cellView,
    });
  const cells = cellsWith(composites);
  if (open.size === 0 || composites.length === 0) return { regions, cells };
  // A composite that is opened becomes its primitives, a stack of composites first the composites.
  const kept = composites.filter((composite) => !open.has(`c${composite.outputs.at(-1)!}`));
  return { regions, cells: kept.length === composites.length ? cells : cellsWith(kept) };
}

function attemptOf(options: FoldedOptions, wish: FoldWish): FoldedPicture | null {
  const { limit, total, withComposites } = options;
  const isPlain = wish.level === 'gates' || (wish.level === null && total <= limit);
  const unmerged = isPlain || wish.level === 'composites' || (wish.level === null && withComposites <= limit);
  const known = { ...options, composites: isPlain ? [] : options.composites };
  if (unmerged) {
    const layer = layerOf(known, wish, false);
    const groups = groupsIn(options, layer, wish, 'iterations', 'iterations');
    if (groups.length <= limit) return pictureOf(options, layer, groups, wish, isPlain ? 'gates' : 'composites');
    if (wish.level !== null) return null;
  }
  const layer = layerOf(options, wish, true);
  const from = wish.level === 'calls' || wish.level === 'lines' ? wish.level : 'iterations';
  // Only as far as is needed.
  for (const to of ['iterations', 'calls', 'lines'] as const) {
    if (foldLevels.indexOf(to) < foldLevels.indexOf(from)) continue;
    const groups = groupsIn(options, layer, wish, from, to);
    if (groups.length <= limit) return pictureOf(options, layer, groups, wish, to);
  }
  return wish.level === 'lines' && wish.open.length === 0 && Object.keys(wish.at).length === 0
    ? pictureOf(options, layer, groupsIn(options, layer, wish, from, 'lines'), wish, 'lines')
    : null;
}

type Level = 'iterations' | 'calls' | 'lines';

function groupsIn(
  { trace, limit }: FoldedOptions,
  { regions, cells }: Layer,
  { open, closed }: FoldWish,
  from: Level,
  to: Level,
): Group[] {
  const wishes = { open: new Set(open), closed: new Set(closed) };
  return groupsOf({ cells: cells.all, regions: regions.all, sources: trace.sources, limit, from, to, ...wishes });
}

function pictureOf(
  options: FoldedOptions,
  layer: Layer,
  groups: readonly Group[],
  wish: FoldWish,
  level: FoldLevel,
): FoldedPicture {
  const { trace, sweep, outputs, limit } = options;
  const { cells } = layer;
  const flows = flowsOf(trace.tape, sweep, cells, groups, new Set(outputs));
  const folded = new FoldedGates({ trace, sweep, outputs, cells, groups, flows, limit });
  const { gates } = folded;
  const merged =
    level === 'gates' || level === 'composites' ? layerOf(options, { ...wish, open: [], at: {} }, true) : layer;
  return {
    graph: {
      gates,
      edges: edgesOf(gates),
      outputs: [...new Set(outputs.flatMap((node) => folded.gateOf(node) ?? []))],
      folding: { level, levels: levelsOf(options, merged), loops: loopsOf(options, layer, groups, folded, wish) },
    },
    gateOf: (node) => folded.gateOf(node),
  };
}

/** How many gates each level has; only those that make a difference and have room. */
function levelsOf(options: FoldedOptions, layer: Layer): FoldingState['levels'] {
  const { total, withComposites } = options;
  const plain: FoldWish = { level: null, open: [], closed: [], at: {} };
  const counts: { level: FoldLevel; gates: number }[] = [
    { level: 'gates', gates: total },
    { level: 'composites', gates: withComposites },
  ];
  for (const level of ['iterations', 'calls', 'lines'] as const) {
    const groups = groupsIn({ ...options, limit: Number.POSITIVE_INFINITY }, layer, plain, level, level);
    counts.push({ level, gates: groups.length });
  }
  return counts.filter(({ gates }, k) => k === 0 || gates < counts[k - 1]!.gates);
}

function loopsOf(
  { trace }: FoldedOptions,
  { regions }: Layer,
  groups: readonly Group[],
  { gates }: FoldedGates,
  wish: FoldWish,
): Loop[] {
  const inLoop = new Map<number, string[]>();
  groups.forEach((group, k) => {
    const loop = group.kind === 'inputs' || group.region.kind === 'steps' ? null : loopOf(group.region);
    if (loop === null) return;
    const list = inLoop.get(loop.id);
    if (list) list.push(gates[k]!.id);
    else inLoop.set(loop.id, [gates[k]!.id]);
  });
  return regions.all.flatMap((region): Loop[] => {
    const inside = inLoop.get(region.id);
    const isBody = region.kind === 'loop' && (wish.at[region.key] !== undefined || !wish.open.includes(region.key));
    if (!isBody || inside === undefined || region.steps < 2) return [];
    const { sources } = trace;
    const shown = wish.at[region.key];
    return [
      {
        key: region.key,
        code: headOf(sources.code(region.source)),
        range: sources.range(region.source),
        steps: region.steps,
        shown: shown === undefined ? null : Math.min(shown, region.steps),
        gates: inside,
      },
    ];
  });
}

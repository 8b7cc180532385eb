import type { Sweep } from '../../engine/backward';
import type { NodeId } from '../../engine/tape';
import type { Trace } from '../../engine/trace';
import type { Recognised } from '../composites/recognise';
import { edgesOf } from '../fold';
import { FULL_LIMIT, OPEN_FACTOR } from '../limits';
import type { FoldingState, Graph, Loop } from '../model';
import { type Cells, cellsOf } from './cells';
import { flowsOf } from './flows';
import { FoldedGates, headOf, loopOf } from './gates';
import { Code, countsOf, type FoldPlan, type Group, groupsOf, planOf } from './groups';
import { withCellComposites } from './quotient';
import { type LoopView, ViewRegions } from './viewRegions';
import { type FoldLevel, type FoldWish, foldLevels, noWish } from './wish';

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
 * The picture that a wish asks for. What is not opened is folded as far as the limit needs; what the reader opened may go
 * beyond it, up to {@link OPEN_FACTOR} times, else it stays folded. Null where nothing is to be folded by the code, so that
 * primitives and composites are the picture.
 */
export function foldedPicture(options: FoldedOptions): FoldedPicture | null {
  const { wish, total, withComposites, limit } = options;
  const touched = wish.constants || wish.open.length + wish.closed.length + Object.keys(wish.at).length > 0;
  const isPlain = wish.level === null || wish.level === 'gates' || wish.level === 'composites';
  if (isPlain && !touched && Math.min(total, withComposites) <= limit) return null;
  const room = OPEN_FACTOR * limit;
  const fold = planFor(options);
  const attempts = [wish, { ...wish, at: {} }, { ...wish, open: [], at: {} }];
  for (const attempt of attempts) {
    const layer =
      fold.base !== null && isUntouched(attempt)
        ? fold.base
        : layerOf(fold.level === 'gates' ? { ...options, composites: [] } : options, attempt, fold.merge);
    const groups = groupsOf(layer.code, fold.plan, new Set(attempt.open));
    if (groups.length <= room || attempt === attempts.at(-1)) return pictureOf(options, layer, groups, attempt, fold);
  }
  return null;
}

/** What is folded, and why. */
interface Folded {
  readonly plan: FoldPlan;
  readonly level: FoldLevel;
  /** Whether gates of one expression are one. */
  readonly merge: boolean;
  /** What the plan was made of, where gates of one expression are one and nothing is opened; else null. */
  readonly base: Layer | null;
}

function isUntouched({ open, at }: FoldWish): boolean {
  return open.length === 0 && Object.keys(at).length === 0;
}

/** What a level folds; where that is still too much for a picture, what the next one does. */
function planFor(options: FoldedOptions): Folded {
  const { wish, limit, total, withComposites } = options;
  const closed = new Set(wish.closed);
  const nothing: FoldPlan = { regions: closed, lines: new Set(), shared: new Map() };
  const room = wish.level === null ? limit : OPEN_FACTOR * limit;
  const atLeast = wish.level === null ? 0 : foldLevels.indexOf(wish.level);
  if (atLeast <= 0 && total <= room) return { plan: nothing, level: 'gates', merge: false, base: null };
  if (atLeast <= 1 && withComposites <= room) return { plan: nothing, level: 'composites', merge: false, base: null };
  const base = layerOf(options, { ...wish, open: [], at: {} }, true);
  const { code } = base;
  const from = wish.level === 'calls' || wish.level === 'lines' ? wish.level : 'iterations';
  for (const to of ['iterations', 'calls'] as const) {
    if (foldLevels.indexOf(to) < foldLevels.indexOf(from)) continue;
    const plan = planOf(code, { limit, from, to, closed });
    if (groupsOf(code, plan, new Set()).length <= room) return { plan, level: to, merge: true, base };
  }
  return { plan: planOf(code, { limit, from, to: 'lines', closed }), level: 'lines', merge: true, base };
}

/** How the picture may be folded, of one that is not folded by the code; undefined where it makes no difference. */
export function foldingOf(options: FoldedOptions): FoldingState | undefined {
  const plain = layerOf(options, options.wish, true);
  const levels = levelsOf(options, plain);
  const deeper = levels.some(({ level }) => level === 'iterations' || level === 'calls');
  return deeper ? { level: 'gates', levels, loops: [] } : undefined;
}

interface Layer {
  readonly regions: ViewRegions;
  readonly cells: Cells;
  readonly code: Code;
}

function layerOf(options: FoldedOptions, wish: FoldWish, merge: boolean): Layer {
  const { trace, sweep, outputs, composites, total } = options;
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
      constants: wish.constants ?? false,
      viewOf: cellView,
    });
  const made = (cells: Cells): Layer => ({ regions, cells, code: new Code(cells.all, regions.all, trace.sources) });
  const cells = cellsWith(composites);
  // A long trace is searched for composites only once its gates are merged.
  if (total > FULL_LIMIT && merge) {
    return made(withCellComposites(trace.tape, cells, new Set(outputs), open));
  }
  if (open.size === 0 || composites.length === 0) return made(cells);
  const kept = composites.filter((composite) => !open.has(cells.all[cells.of[composite.outputs.at(-1)!]!]!.key));
  return made(kept.length === composites.length ? cells : cellsWith(kept));
}

function pictureOf(
  options: FoldedOptions,
  layer: Layer,
  groups: readonly Group[],
  wish: FoldWish,
  { level, merge }: Folded,
): FoldedPicture {
  const { trace, sweep, outputs } = options;
  const limit = OPEN_FACTOR * options.limit;
  const { cells } = layer;
  const flows = flowsOf(trace.tape, sweep, cells, groups, new Set(outputs));
  const folded = new FoldedGates({ trace, sweep, outputs, cells, groups, flows, limit, merged: merge });
  const { gates } = folded;
  const isPlain = merge && isUntouched(wish);
  const base = isPlain ? layer : layerOf(options, noWish, true);
  return {
    graph: {
      gates,
      edges: edgesOf(gates),
      outputs: [...new Set(outputs.flatMap((node) => folded.gateOf(node) ?? []))],
      folding: { level, levels: levelsOf(options, base), loops: loopsOf(options, layer, groups, folded, wish, merge) },
    },
    gateOf: (node) => folded.gateOf(node),
  };
}

/** How many gates each level has; only those that make a difference and have room. */
function levelsOf(options: FoldedOptions, layer: Layer): FoldingState['levels'] {
  const { total, withComposites } = options;
  const { iterations, calls, lines } = countsOf(layer.code);
  const counts: { level: FoldLevel; gates: number }[] = [
    { level: 'gates', gates: total },
    { level: 'composites', gates: withComposites },
    { level: 'iterations', gates: iterations },
    { level: 'calls', gates: calls },
    { level: 'lines', gates: lines },
  ];
  return counts.filter(({ gates }, k) => k === 0 || gates < counts[k - 1]!.gates);
}

function loopsOf(
  { trace }: FoldedOptions,
  { regions }: Layer,
  groups: readonly Group[],
  { gates }: FoldedGates,
  wish: FoldWish,
  merge: boolean,
): Loop[] {
  const inLoop = new Map<number, string[]>();
  groups.forEach((group, k) => {
    if (group.kind === 'inputs' || group.region.kind === 'steps') return;
    // What stands in a loop stands in those around it, too.
    for (let loop = loopOf(group.region); loop !== null; loop = loop.parent && loopOf(loop.parent)) {
      const list = inLoop.get(loop.id);
      if (list) list.push(gates[k]!.id);
      else inLoop.set(loop.id, [gates[k]!.id]);
    }
  });
  return regions.all.flatMap((region): Loop[] => {
    const inside = inLoop.get(region.id);
    const isMerged = merge && !wish.open.includes(region.key);
    const isBody = region.kind === 'loop' && (wish.at[region.key] !== undefined || isMerged);
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

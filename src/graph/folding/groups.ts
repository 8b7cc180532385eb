import { isConstant, isInput } from '../../engine/ops/table';
import type { SourceFile, SourceTable } from '../../engine/sources';
import type { Cell } from './cells';
import type { ViewRegion } from './viewRegions';

/** What is drawn as one gate: a cell, or all that stands in a region, in a line or in some lines of the code. */
export interface Group {
  readonly kind: 'cell' | 'region' | 'line' | 'lines' | 'inputs';
  readonly key: string;
  readonly cells: readonly Cell[];
  /** The region that it is; of lines the one in which they stand. */
  readonly region: ViewRegion;
  /** Of lines the first and the last one; of a region the line of its call; else 0. */
  readonly line: number;
  readonly lastLine: number;
  /** How many gates it becomes when it is opened; 1 where that is not known here. */
  readonly parts: number;
}

/** What is folded in a picture, by keys that are the same over runs and wishes. */
export interface FoldPlan {
  /** Regions that are one gate. */
  readonly regions: ReadonlySet<string>;
  /** Lines that are one gate. */
  readonly lines: ReadonlySet<string>;
  /** Groups that share a gate with others, and the key of that. */
  readonly shared: ReadonlyMap<string, string>;
}

/** The cells of a picture by where they stand, looked up once for all plans and groups. */
export class Code {
  readonly singles: readonly Group[];
  readonly places: Places;

  constructor(
    readonly cells: readonly Cell[],
    readonly regions: readonly ViewRegion[],
    sources: SourceTable,
  ) {
    this.places = new Places(sources);
    this.singles = cells.map((cell) => ({
      kind: 'cell',
      key: cell.key,
      cells: [cell],
      region: cell.region,
      line: 0,
      lastLine: 0,
      parts: 1,
    }));
  }
}

export interface PlanOptions {
  /** Gates that the picture has room for. */
  readonly limit: number;
  /** What is folded in any case, and what may be where the limit needs it. */
  readonly from: 'iterations' | 'calls' | 'lines';
  readonly to: 'iterations' | 'calls' | 'lines';
  /** Calls and loops that the reader wants as one gate. */
  readonly closed: ReadonlySet<string>;
}

/** A call that holds nearly all of a picture is folded only where the reader wants all calls so: little is left to see. */
const LEAST_LEFT = 6;

/**
 * Plans what to fold: first calls, from the innermost and largest on, then lines, then lines together and inputs, each only
 * as far as the limit needs.
 */
export function planOf(code: Code, { limit, from, to, closed }: PlanOptions): FoldPlan {
  const planner = new Planner(code, closed);
  if (to !== 'iterations') planner.foldCalls(from === 'iterations' ? limit : 0);
  if (to === 'lines') {
    planner.foldLines(from === 'lines' ? 0 : limit);
    planner.foldTogether(limit);
  }
  return planner.plan;
}

/** What is drawn as one gate each, in the order of the run. What stands in `open` is not folded. */
export function groupsOf(code: Code, { regions, lines, shared }: FoldPlan, open: ReadonlySet<string>): Group[] {
  const { places } = code;
  const inRegions = byRegions(code, new Set([...regions].filter((key) => !open.has(key))));
  if (lines.size === 0 && shared.size === 0) return inRegions;
  const inLines = together(inRegions, (group) => {
    const key = isLeaf(group) ? null : places.lineKey(group);
    return key !== null && lines.has(key) && !open.has(key) ? key : null;
  });
  const lined = inLines.map(({ key, groups }) => {
    if (key === null || groups.length === 1) return groups[0]!;
    const [region, line] = places.of(groups[0]!);
    return merged('line', key, groups, region, line, line);
  });
  return together(lined, (group) => {
    const key = shared.get(group.key) ?? null;
    return key !== null && !open.has(key) ? key : null;
  }).map(({ key, groups }) => {
    if (key === null || groups.length === 1) return groups[0]!;
    const lineNumbers = groups.map((group) => places.of(group)[1]);
    const kind = groups.every(isLeaf) ? 'inputs' : 'lines';
    return merged(kind, key, groups, places.of(groups[0]!)[0], Math.min(...lineNumbers), Math.max(...lineNumbers));
  });
}

/** How many gates there are with loops folded, with all calls folded, and with all lines folded. */
export function countsOf(code: Code): { readonly iterations: number; readonly calls: number; readonly lines: number } {
  const calls = new Set(code.regions.flatMap(({ kind, key }) => (kind === 'call' ? [key] : [])));
  const groups = calls.size === 0 ? code.singles : byRegions(code, calls);
  const lines = new Set(groups.map((group) => (isLeaf(group) ? group.key : (code.places.lineKey(group) ?? group.key))));
  return { iterations: code.singles.length, calls: groups.length, lines: lines.size };
}

class Planner {
  readonly #regions: Set<string>;
  readonly #lines = new Set<string>();
  readonly #shared = new Map<string, string>();
  readonly #places: Places;

  constructor(
    readonly code: Code,
    closed: ReadonlySet<string>,
  ) {
    this.#regions = new Set(closed);
    this.#places = code.places;
  }

  get plan(): FoldPlan {
    return { regions: this.#regions, lines: this.#lines, shared: this.#shared };
  }

  get #groups(): Group[] {
    return groupsOf(this.code, this.plan, new Set());
  }

  foldCalls(limit: number): void {
    const { regions } = this.code;
    const groups = this.#groups;
    const sizes = sizesOf(groups, regions.length);
    const calls = regions.filter(({ id, kind, key }) => kind === 'call' && sizes[id]! > 1 && !this.#regions.has(key));
    calls.sort((a, b) => b.depth - a.depth || sizes[b.id]! - sizes[a.id]!);
    let count = groups.length;
    const gained = new Map<ViewRegion, number>();
    for (const region of calls) {
      if (count <= limit) break;
      // What was folded inside of it counts as one by now.
      const gain = sizes[region.id]! - 1 - (gained.get(region) ?? 0);
      if (gain <= 0 || (limit > 0 && count - gain < LEAST_LEFT)) continue;
      this.#regions.add(region.key);
      count -= gain;
      for (let above = region.parent; above !== null; above = above.parent)
        gained.set(above, (gained.get(above) ?? 0) + gain);
    }
  }

  foldLines(limit: number): void {
    const groups = this.#groups;
    const sizes = new Map<string, number>();
    for (const group of groups) {
      const key = isLeaf(group) ? null : this.#places.lineKey(group);
      if (key !== null) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    }
    let count = groups.length;
    for (const [key, size] of [...sizes].sort(([, a], [, b]) => b - a)) {
      if (count <= limit) break;
      if (size < 2) continue;
      this.#lines.add(key);
      count -= size - 1;
    }
  }

  /** Neighbouring lines share gates, and inputs do, in equal parts. */
  foldTogether(limit: number): void {
    const groups = this.#groups;
    if (groups.length <= limit) return;
    const runs = new Map<string, Group[]>();
    for (const group of groups) {
      const key = isLeaf(group) ? 'inputs' : this.#places.areaKey(group);
      if (group.region.kind === 'steps') continue;
      const list = runs.get(key);
      if (list) list.push(group);
      else runs.set(key, [group]);
    }
    // Where lines have to share gates, a picture of fewer of them is easier to read.
    const excess = groups.length - Math.ceil((2 / 3) * limit);
    const foldable = [...runs.values()].reduce((sum, list) => sum + list.length, 0);
    const share = Math.max(0, foldable - excess) / foldable;
    for (const [name, list] of runs) {
      const parts = Math.max(1, Math.floor(list.length * share));
      if (parts >= list.length) continue;
      list.forEach((group, k) => {
        this.#shared.set(group.key, `b${name}p${Math.floor((k * parts) / list.length)}`);
      });
    }
  }
}

/** Where in the code groups stand. */
export class Places {
  readonly #files = new Map<SourceFile, number>();
  readonly #lines = new Map<number, number>();
  readonly #lineKeys = new Map<Group, string | null>();

  constructor(readonly sources: SourceTable) {}

  /** The region and the line; of a call those that make it. */
  of(group: Group): readonly [ViewRegion, number] {
    if (group.kind === 'cell') return [group.region, this.line(group.cells[0]!.source)];
    if (group.kind === 'region') return [group.region.parent ?? group.region, group.line];
    return [group.region, group.line];
  }

  /** Names the line of a group; null for one that is in none. */
  lineKey(group: Group): string | null {
    let key = this.#lineKeys.get(group);
    if (key === undefined) {
      key = this.#makeLineKey(group);
      this.#lineKeys.set(group, key);
    }
    return key;
  }

  #makeLineKey(group: Group): string | null {
    const [region, line] = this.of(group);
    const isWhole = group.kind === 'line' || group.kind === 'lines' || group.kind === 'inputs';
    return isWhole || region.kind === 'steps' ? null : `${this.areaKey(group)}y${line}`;
  }

  /** Names the region and the file of a group. */
  areaKey(group: Group): string {
    const file = this.sources.file(group.cells[0]!.source);
    const area = `r${this.of(group)[0].key}`;
    if (file === null || !file.imported) return area;
    const known = this.#files.get(file) ?? this.#files.size;
    this.#files.set(file, known);
    return `${area}z${known}`;
  }

  line(source: number): number {
    let line = this.#lines.get(source);
    if (line === undefined) {
      line = this.sources.line(source);
      this.#lines.set(source, line);
    }
    return line;
  }
}

/** How many groups stand in each region, those of regions inside included. */
function sizesOf(groups: readonly Group[], count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (const group of groups) {
    const region = group.kind === 'region' ? group.region.parent : group.region;
    for (let at = region; at !== null; at = at.parent) sizes[at.id]!++;
  }
  return sizes;
}

function byRegions({ singles, regions, places }: Code, closed: ReadonlySet<string>): Group[] {
  const outermost: (ViewRegion | null)[] = [];
  for (const region of regions) {
    const above = region.parent === null ? null : outermost[region.parent.id]!;
    outermost.push(above ?? (region.kind === 'steps' || closed.has(region.key) ? region : null));
  }
  if (!outermost.some((region) => region !== null)) return [...singles];
  return together(singles, ({ cells: [cell], region }) =>
    isInput(cell!.op) ? null : (outermost[region.id]?.key ?? null),
  ).map(({ key, groups }) => {
    if (key === null) return groups[0]!;
    const region = outermost[groups[0]!.region.id]!;
    const line = places.line(region.source);
    return { ...merged('region', key, groups, region, line, line) };
  });
}

/** Puts together what has the same key, at the place of the first of it; what has none stays alone. */
function together(
  groups: readonly Group[],
  keyOf: (group: Group) => string | null,
): { readonly key: string | null; readonly groups: Group[] }[] {
  const known = new Map<string, Group[]>();
  const order: { key: string | null; groups: Group[] }[] = [];
  for (const group of groups) {
    const key = keyOf(group);
    const list = key === null ? undefined : known.get(key);
    if (list) {
      list.push(group);
      continue;
    }
    const entry = { key, groups: [group] };
    if (key !== null) known.set(key, entry.groups);
    order.push(entry);
  }
  return order;
}

function isLeaf({ cells }: Group): boolean {
  return cells.every(({ op }) => isInput(op) || isConstant(op));
}

function merged(
  kind: Exclude<Group['kind'], 'cell'>,
  key: string,
  groups: readonly Group[],
  region: ViewRegion,
  line: number,
  lastLine: number,
): Group {
  const cells = groups.flatMap((group) => group.cells);
  return { kind, key, cells, region, line, lastLine, parts: groups.length };
}

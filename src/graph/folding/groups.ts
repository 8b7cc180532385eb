import { CONSTANT, INPUT } from '../../engine/ops/table';
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
}

export interface GroupOptions {
  readonly cells: readonly Cell[];
  readonly regions: readonly ViewRegion[];
  readonly sources: SourceTable;
  /** Gates that the picture has room for. */
  readonly limit: number;
  /** How far to fold at most, and at least. */
  readonly from: 'iterations' | 'calls' | 'lines';
  readonly to: 'iterations' | 'calls' | 'lines';
  readonly open: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
}

/** A call that holds nearly all of a picture is not folded by itself: nothing would be left to see. */
const LEAST_LEFT = 6;

/**
 * What is drawn as one gate each, in the order of the run: first calls are folded, from the innermost and largest on, then
 * lines, then lines together, each as far as the limit needs.
 */
export function groupsOf(options: GroupOptions): Group[] {
  const grouping = new Grouping(options);
  if (options.to !== 'iterations') grouping.foldCalls(options.from !== 'iterations');
  if (options.to === 'lines') {
    grouping.foldLines(options.from === 'lines');
    grouping.foldLinesTogether();
  }
  return grouping.groups;
}

class Grouping {
  groups: Group[];
  readonly #closed: Set<ViewRegion>;
  readonly #files = new Map<SourceFile, number>();

  constructor(readonly options: GroupOptions) {
    const { regions, closed } = options;
    this.#closed = new Set(regions.filter(({ kind, key }) => kind === 'steps' || closed.has(key)));
    this.groups = this.#byRegions();
  }

  foldCalls(all: boolean): void {
    const { regions, open, limit } = this.options;
    const isOpened = (region: ViewRegion) => open.has(region.key);
    const calls = regions.filter((region) => region.kind === 'call' && !this.#closed.has(region) && !isOpened(region));
    const sizes = this.#sizes();
    const bySize = calls
      .filter(({ id }) => sizes[id]! > 1)
      .sort((a, b) => b.depth - a.depth || sizes[b.id]! - sizes[a.id]!);
    let count = this.groups.length;
    const inside = new Map<ViewRegion, number>();
    for (const region of bySize) {
      if (!all && count <= limit) break;
      // What was folded inside of it counts as one by now.
      const gain = sizes[region.id]! - 1 - (inside.get(region) ?? 0);
      if (gain <= 0 || count - gain < LEAST_LEFT) continue;
      this.#closed.add(region);
      count -= gain;
      for (let above = region.parent; above !== null; above = above.parent)
        inside.set(above, (inside.get(above) ?? 0) + gain);
    }
    this.groups = this.#byRegions();
  }

  foldLines(all: boolean): void {
    const { open, limit } = this.options;
    const lines = new Map<string, Group[]>();
    for (const group of this.groups) {
      if (group.kind !== 'cell' && group.kind !== 'region') continue;
      if (isLeaf(group)) continue;
      const [region, line] = this.#placeOf(group);
      if (region.kind === 'steps') continue;
      const key = `r${region.key}${this.#fileOf(group)}y${line}`;
      if (open.has(key)) continue;
      const list = lines.get(key);
      if (list) list.push(group);
      else lines.set(key, [group]);
    }
    const largest = [...lines].filter(([, list]) => list.length > 1).sort(([, a], [, b]) => b.length - a.length);
    let count = this.groups.length;
    const folded = new Map<Group, { key: string; list: readonly Group[] }>();
    for (const [key, list] of largest) {
      if (!all && count <= limit) break;
      count -= list.length - 1;
      for (const group of list) folded.set(group, { key, list });
    }
    this.groups = this.groups.flatMap((group) => {
      const fold = folded.get(group);
      if (fold === undefined) return [group];
      if (fold.list[0] !== group) return [];
      const [region, line] = this.#placeOf(group);
      return [merged('line', fold.key, fold.list, region, line, line)];
    });
  }

  /** Puts neighbouring lines together, and inputs, in equal shares. */
  foldLinesTogether(): void {
    const { limit, open } = this.options;
    if (this.groups.length <= limit) return;
    // Where lines have to share gates, a picture of fewer of them is easier to read.
    const excess = this.groups.length - Math.ceil((2 / 3) * limit);
    const runs = new Map<string, Group[]>();
    for (const group of this.groups) {
      const [region] = this.#placeOf(group);
      const key = isLeaf(group) ? 'inputs' : region.key + this.#fileOf(group);
      if (region.kind === 'steps') continue;
      const list = runs.get(key);
      if (list) list.push(group);
      else runs.set(key, [group]);
    }
    const foldable = [...runs.values()].reduce((sum, list) => sum + list.length, 0);
    const share = (foldable - excess) / foldable;
    const folded = new Map<Group, Group | null>();
    for (const [name, list] of runs) {
      const parts = Math.max(1, Math.floor(list.length * share));
      if (parts >= list.length) continue;
      for (let part = 0; part < parts; part++) {
        const chunk = list.slice(
          Math.floor((part * list.length) / parts),
          Math.floor(((part + 1) * list.length) / parts),
        );
        const places = chunk.map((group) => this.#placeOf(group));
        const lines = places.map(([, line]) => line);
        const [line, lastLine] = [Math.min(...lines), Math.max(...lines)];
        const key = `b${name}y${line}y${lastLine}p${part}`;
        if (chunk.length < 2 || open.has(key)) continue;
        const fold = merged(name === 'inputs' ? 'inputs' : 'lines', key, chunk, places[0]![0], line, lastLine);
        for (const group of chunk) folded.set(group, group === chunk[0] ? fold : null);
      }
    }
    this.groups = this.groups.flatMap((group) => {
      const fold = folded.get(group);
      return fold === undefined ? [group] : fold === null ? [] : [fold];
    });
  }

  /** How many groups stand in each region, those of regions inside included. */
  #sizes(): Int32Array {
    const sizes = new Int32Array(this.options.regions.length);
    for (const group of this.groups) {
      const region = group.kind === 'region' ? group.region.parent : group.region;
      for (let at = region; at !== null; at = at.parent) sizes[at.id]!++;
    }
    return sizes;
  }

  #byRegions(): Group[] {
    const outermost = this.#outermostClosed();
    const byRegion = new Map<ViewRegion, Cell[]>();
    const order: (Cell | ViewRegion)[] = [];
    for (const cell of this.options.cells) {
      const region = cell.op === INPUT ? null : outermost[cell.region.id]!;
      if (region === null) {
        order.push(cell);
        continue;
      }
      const list = byRegion.get(region);
      if (list) list.push(cell);
      else {
        byRegion.set(region, [cell]);
        order.push(region);
      }
    }
    return order.map((item): Group => {
      if ('op' in item)
        return { kind: 'cell', key: item.key, cells: [item], region: item.region, line: 0, lastLine: 0 };
      const line = this.#lineOf(item.source);
      return { kind: 'region', key: item.key, cells: byRegion.get(item)!, region: item, line, lastLine: line };
    });
  }

  #outermostClosed(): (ViewRegion | null)[] {
    const outermost: (ViewRegion | null)[] = [];
    for (const region of this.options.regions) {
      const above = region.parent === null ? null : outermost[region.parent.id]!;
      outermost.push(above ?? (this.#closed.has(region) ? region : null));
    }
    return outermost;
  }

  /** Where in the code a group stands: a call in the line that makes it. */
  #placeOf(group: Group): readonly [ViewRegion, number] {
    if (group.kind === 'cell') return [group.region, this.#lineOf(group.cells[0]!.source)];
    if (group.kind === 'region') return [group.region.parent ?? group.region, group.line];
    return [group.region, group.line];
  }

  /** Lines of imported files are told apart by the file's number; empty for the first file. */
  #fileOf({ cells }: Group): string {
    const file = this.options.sources.file(cells[0]!.source);
    if (file === null || !file.imported) return '';
    const known = this.#files.get(file) ?? this.#files.size;
    this.#files.set(file, known);
    return `z${known}`;
  }

  #lineOf(source: number): number {
    return this.options.sources.range(source)?.start.line ?? 0;
  }
}

function isLeaf({ cells }: Group): boolean {
  return cells.every(({ op }) => op === INPUT || op === CONSTANT);
}

function merged(
  kind: 'line' | 'lines' | 'inputs',
  key: string,
  parts: readonly Group[],
  region: ViewRegion,
  line: number,
  lastLine: number,
): Group {
  return { kind, key, cells: parts.flatMap(({ cells }) => cells), region, line, lastLine };
}

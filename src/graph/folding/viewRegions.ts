import { type RegionId, RegionKind, type Regions } from '../../engine/regions';
import type { SourceId } from '../../engine/sources';

/** What a region of a picture is; `steps` are the iterations before or after the one that is shown. */
export type ViewKind = 'module' | 'call' | 'loop' | 'iteration' | 'steps';

/** A region of the code as the picture shows it: all runs of one loop at one place are one, and so are those of a call. */
export interface ViewRegion {
  readonly id: number;
  readonly parent: ViewRegion | null;
  readonly kind: ViewKind;
  /** The call or the loop. */
  readonly source: SourceId;
  /** What the call is of, where its expression makes several calls. */
  readonly label: string | null;
  /** Letters and digits; the same over runs of the same code. */
  readonly key: string;
  readonly depth: number;
  /** Of a loop the turns of its longest run; of steps the first and the last of them, from 0. */
  steps: number;
  firstStep: number;
}

/** How the turns of a loop are shown: as one body, one of them (from 1) between the others, or each by itself. */
export type LoopView = 'merged' | 'open' | number;

/**
 * The regions of a run as a picture shows them. Iterations are merged into their loop, call sites stay apart, and a call
 * that runs inside itself is part of its own call site: so there are at most as many as the code has places.
 */
export class ViewRegions {
  readonly all: ViewRegion[] = [];
  /** The region of the picture by that of the run. */
  readonly of: Int32Array;
  readonly #children = new Map<number, ViewRegion>();
  readonly #labelled = new Map<string, ViewRegion>();
  readonly #base: number;

  constructor(regions: Regions, sourceCount: number, viewOf: (loopKey: string) => LoopView) {
    this.#base = 4 * Math.max(sourceCount, regions.length + 2);
    this.of = new Int32Array(regions.length);
    this.#add(null, 'module', 0, null, 'm');
    const views = new Map<number, LoopView>();
    for (let id: RegionId = 1; id < regions.length; id++) {
      const parent = this.all[this.of[regions.parent(id)]!]!;
      const kind = regions.kind(id);
      if (kind === RegionKind.iteration) {
        if (parent.kind !== 'loop') {
          this.of[id] = parent.id;
          continue;
        }
        const index = regions.index(id);
        let view = views.get(parent.id);
        if (view === undefined) {
          view = viewOf(parent.key);
          views.set(parent.id, view);
        }
        if (index >= parent.steps) parent.steps = index + 1;
        this.of[id] = this.#iteration(parent, index, view).id;
      } else if (parent.kind === 'steps') this.of[id] = parent.id;
      else if (regions.label(id) !== null) this.of[id] = this.#call(parent, regions.source(id), regions.label(id)!).id;
      else this.of[id] = this.#child(parent, kind === RegionKind.call ? 'call' : 'loop', regions.source(id)).id;
    }
  }

  #iteration(loop: ViewRegion, index: number, view: LoopView): ViewRegion {
    if (view === 'merged') return loop;
    if (view === 'open') return this.#known(loop, 'iteration', index, `i${index}`);
    const step = view - 1;
    if (index === step) return loop;
    const steps = this.#known(loop, 'steps', index < step ? 0 : 1, index < step ? 'b' : 'a');
    steps.firstStep = Math.min(steps.firstStep, index);
    steps.steps = Math.max(steps.steps, index);
    return steps;
  }

  #child(parent: ViewRegion, kind: 'call' | 'loop', source: SourceId): ViewRegion {
    const found = this.#children.get(this.#place(parent, kind, source));
    if (found !== undefined) return found;
    if (kind === 'call') {
      for (let above: ViewRegion | null = parent; above !== null; above = above.parent) {
        if (above.kind !== 'call' || above.source !== source || above.label !== null) continue;
        this.#children.set(this.#place(parent, kind, source), above);
        return above;
      }
    }
    return this.#known(parent, kind, source, `${kind.charAt(0)}${source}`);
  }

  /** A call that has a label: those of one expression and one label are one. */
  #call(parent: ViewRegion, source: SourceId, label: string): ViewRegion {
    const place = `${parent.id} ${source} ${label}`;
    let region = this.#labelled.get(place);
    if (region === undefined) {
      region = this.#add(parent, 'call', source, label, `c${source}${letters(label)}`);
      this.#labelled.set(place, region);
    }
    return region;
  }

  #known(parent: ViewRegion, kind: ViewKind, detail: number, step: string): ViewRegion {
    const place = this.#place(parent, kind, detail);
    let region = this.#children.get(place);
    if (region === undefined) {
      region = this.#add(parent, kind, kind === 'iteration' || kind === 'steps' ? parent.source : detail, null, step);
      this.#children.set(place, region);
    }
    return region;
  }

  #place(parent: ViewRegion, kind: ViewKind, detail: number): number {
    const kindNumber = kind === 'call' ? 0 : kind === 'loop' ? 1 : kind === 'iteration' ? 2 : 3;
    return parent.id * this.#base + 4 * detail + kindNumber;
  }

  #add(parent: ViewRegion | null, kind: ViewKind, source: SourceId, label: string | null, step: string): ViewRegion {
    const key = parent === null || parent.parent === null ? step : parent.key + step;
    const depth = parent === null ? 0 : parent.depth + 1;
    const region = {
      id: this.all.length,
      parent,
      kind,
      source,
      label,
      key,
      depth,
      steps: 0,
      firstStep: Number.POSITIVE_INFINITY,
    };
    this.all.push(region);
    return region;
  }
}

/** A text as letters and digits alone, which differ where texts do. */
export function letters(text: string): string {
  return text.replace(/[^a-y0-9]/giu, (character) => `z${character.codePointAt(0)!.toString(36)}z`);
}

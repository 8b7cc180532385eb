import { fileName } from '../../engine/fileName';
import { RegionKind } from '../../engine/regions';
import type { SourceId } from '../../engine/sources';
import type { Budget } from '../../protocol';
import { SnippetFailure } from './failure';
import type { Runtime } from './runtime';

/** What all that a run makes may take, in MB: an element counts as a pointer, where nobody says that it takes less. */
const ALL = 512;
const ALL_ELEMENTS = (ALL * 1_000_000) / 8;

/** Share of all that may be held when it is counted anew: with more, it would be counted at every step. */
const MUCH = 0.95;

/** Bytes that may have been let go and are not collected yet. */
const LOOSE = 128_000_000;

/** Elements that are made in passing. */
const SMALL = 1000;

/** Elements that count as one turn of a loop. */
const ELEMENTS_A_COUNT = 64;

/** Counts between two looks at the clock. */
const FUEL = 1024;

/** The limits of a run. Loops, calls and operations take `fuel`; at zero the clock and the tape are looked at. */
export class RunBudget {
  fuel = FUEL;
  callDepth = 10_000;
  #elements = 20_000_000;
  #totalElements = 0;
  #limits: Budget = { time: 1000, operations: 5_000_000, callDepth: 10_000, elements: 20_000_000 };
  #started = 0;
  #deadline = Number.POSITIVE_INFINITY;
  #rows = Number.POSITIVE_INFINITY;
  #stopped: (() => boolean) | null = null;
  /** Bytes that the run's thread holds, where that can be told, and what it held when the run started. */
  #held: (() => number) | null = null;
  #heldBefore = 0;

  /**
   * Starts the clock. `stopped` is asked now and then whether the user has stopped the run; `held` tells the bytes that its
   * thread holds.
   */
  start(limits: Budget, stopped: (() => boolean) | null, held: (() => number) | null = null): void {
    this.#limits = limits;
    this.callDepth = limits.callDepth;
    this.#elements = limits.elements;
    this.#totalElements = 0;
    this.#stopped = stopped;
    this.#held = held;
    this.#heldBefore = held?.() ?? 0;
    this.#started = performance.now();
    this.fuel = FUEL;
    this.allowAll();
  }

  /** What the rest of the run may take. */
  allowAll(): void {
    this.#deadline = this.#started + this.#limits.time;
    this.#rows = this.#limits.operations;
  }

  /** Limits one statement to a quarter of the budget, so that one above the snippet cannot use it up. */
  allowQuarter(rowsSoFar: number): void {
    this.#deadline = Math.min(this.#started + this.#limits.time, performance.now() + this.#limits.time / 4);
    this.#rows = Math.min(this.#limits.operations, rowsSoFar + this.#limits.operations / 4);
  }

  /** Takes fuel for work that is not counted one by one. */
  spend(rt: Runtime, amount: number, at: SourceId = 0): void {
    this.fuel -= amount;
    if (this.fuel < 0) this.refuel(rt, at);
  }

  /** Looks at the clock and the tape. `at` is the expression that takes long, where no loop does. */
  refuel(rt: Runtime, at: SourceId = 0): void {
    this.fuel = FUEL;
    const now = performance.now();
    if (rt.tape.length > this.#rows) {
      throw new SnippetFailure(
        'StepLimit',
        `stopped after ${spaced(rt.tape.length)} operations${place(rt, at)}`,
        here(rt, at),
      );
    }
    if (now > this.#deadline || this.#stopped?.()) {
      throw new SnippetFailure(
        'TimeLimit',
        `stopped after ${seconds(now - this.#started)}${place(rt, at)}`,
        here(rt, at),
      );
    }
  }

  /**
   * Refuses what would hold too many `elements`. `added` of them are new memory, which is limited for the whole run; those
   * that take less than eight bytes count for less.
   */
  checkSize(elements: number, source: SourceId, added = elements): void {
    // What is small comes and goes; what is large took time to make.
    if (added > SMALL) {
      this.#totalElements += added;
      this.fuel -= added / ELEMENTS_A_COUNT;
    }
    if (elements > this.#elements) {
      throw new SnippetFailure(
        'TooLarge',
        `this would make ${spaced(elements)} elements, more than the limit of ${spaced(this.#elements)}; use a smaller size`,
        source,
      );
    }
    if (this.#totalElements > ALL_ELEMENTS && !this.#hasLetGo()) {
      throw new SnippetFailure(
        'TooLarge',
        `the run has made values of more than ${ALL} MB in all, which is the limit; use smaller sizes or fewer steps`,
        source,
      );
    }
  }

  /**
   * Counts what the run still holds in place of all that it has made, since most of what a long training makes is soon let
   * go. False where that is too much, or cannot be told.
   */
  #hasLetGo(): boolean {
    if (this.#held === null) return false;
    this.#totalElements = Math.max(0, this.#held() - this.#heldBefore - LOOSE) / 8;
    return this.#totalElements < MUCH * ALL_ELEMENTS;
  }
}

/** The innermost loop iteration that the run is in. */
function innermostIteration(rt: Runtime): number {
  const { regions } = rt.tape;
  let region = rt.tape.currentRegion;
  while (region !== 0 && regions.kind(region) !== RegionKind.iteration) region = regions.parent(region);
  return region;
}

function here(rt: Runtime, at: SourceId): SourceId {
  const iteration = innermostIteration(rt);
  if (iteration === 0 && at !== 0) return at;
  return rt.tape.regions.source(iteration === 0 ? rt.tape.currentRegion : iteration);
}

function place(rt: Runtime, at: SourceId): string {
  const iteration = innermostIteration(rt);
  const source = here(rt, at);
  const range = rt.sources.range(source);
  if (range === null) return '';
  const { start, file, cell } = range;
  const where = `${start.line}${cell !== undefined ? ` of cell ${cell}` : file === undefined ? '' : ` of ${fileName(file)}`}`;
  if (iteration === 0) return ` at line ${where}`;
  return ` at line ${where} (loop ran ${spaced(rt.tape.regions.index(iteration) + 1)} times)`;
}

/** Digits in groups of three: `48 210`. */
function spaced(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ' ');
}

function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toPrecision(2))} s`;
}

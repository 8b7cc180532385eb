import { grown, roomFor } from './growth';
import type { RegionId } from './regions';

const FIRST_RUNS = 64;

/**
 * Which region each row of a tape was recorded in. Rows that follow one another mostly share theirs, so that it is noted
 * when the region changes, and costs nothing for each row.
 */
export class RowRegions {
  /** The region that rows are recorded in. */
  current: RegionId = 0;
  /** For each run of rows of one region two entries: the row after it, and the region. */
  #runs = new Int32Array(2 * FIRST_RUNS);
  #runsEnd = 0;
  /** Where the last run ends: rows from here on are in the current region. */
  #noted = 0;
  #touched: RegionId = 0;

  #column = new Int32Array(0);
  /** So many rows stand in the column, and the next one is in this run or a later one. */
  #known = 0;
  #knownRun = 0;

  reset(): void {
    this.current = 0;
    this.#runsEnd = 0;
    this.#noted = 0;
    this.#touched = 0;
    this.#known = 0;
    this.#knownRun = 0;
  }

  /** Bytes that the columns take. */
  get byteLength(): number {
    return this.#runs.byteLength + this.#column.byteLength;
  }

  /** The newest region that holds a row, of a tape of `length` rows. */
  touched(length: number): RegionId {
    this.#note(length);
    return this.#touched;
  }

  /** Whether a row was recorded since the region last changed. */
  hasRows(length: number): boolean {
    return length !== this.#noted;
  }

  /** Rows from row `length` on are recorded in `region`. */
  enter(region: RegionId, length: number): void {
    this.#note(length);
    this.current = region;
  }

  /** The region of each of the first `length` rows. */
  column(length: number): Int32Array {
    if (this.#known === length) return this.#column;
    this.#note(length);
    if (this.#column.length < length) this.#column = grown(this.#column, length);
    let run = this.#knownRun;
    for (let row = this.#known; row < length; row++) {
      while (this.#runs[run]! <= row) run += 2;
      this.#column[row] = this.#runs[run + 1]!;
    }
    this.#known = length;
    this.#knownRun = run;
    return this.#column;
  }

  #note(length: number): void {
    if (length === this.#noted) return;
    const { current } = this;
    if (current > this.#touched) this.#touched = current;
    this.#noted = length;
    const end = this.#runsEnd;
    if (end > 0 && this.#runs[end - 1] === current) {
      this.#runs[end - 2] = length;
      return;
    }
    if (end + 2 > this.#runs.length) this.#runs = grown(this.#runs, roomFor(end + 2));
    this.#runs[end] = length;
    this.#runs[end + 1] = current;
    this.#runsEnd = end + 2;
  }
}

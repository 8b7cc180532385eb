/** Something to measure. `run` does the whole work once and returns a number that shows it was done right. */
export interface Contender {
  readonly name: string;
  readonly run: () => number;
}

export interface Measured {
  readonly name: string;
  /** Milliseconds of every round, in the order they were run. */
  readonly rounds: readonly number[];
  readonly median: number;
  /** What the last round returned. */
  readonly answer: number;
}

/**
 * Runs all contenders in every round, each round beginning with another one, so that a machine that slows down or warms
 * up does so for all of them. Before the first round each runs for `warmUp` milliseconds, so that its code is optimised.
 * A contender that takes less than a few milliseconds runs several times a round; the time is that of one run.
 */
export function interleaved(contenders: readonly Contender[], rounds: number, warmUp = 300): Measured[] {
  const times: number[][] = contenders.map(() => []);
  const answers: number[] = contenders.map(() => Number.NaN);
  const repeats = contenders.map((contender) => Math.max(1, Math.ceil(5 / warm(contender, warmUp))));
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < contenders.length; k++) {
      const index = (k + round) % contenders.length;
      const { run } = contenders[index]!;
      const start = performance.now();
      for (let repeat = repeats[index]!; repeat > 0; repeat--) answers[index] = run();
      times[index]!.push((performance.now() - start) / repeats[index]!);
    }
  }
  return contenders.map(({ name }, k) => ({
    name,
    rounds: times[k]!,
    median: median(times[k]!),
    answer: answers[k]!,
  }));
}

/** Runs for so many milliseconds; returns those of the last run. */
function warm({ run }: Contender, milliseconds: number): number {
  const end = performance.now() + milliseconds;
  for (;;) {
    const start = performance.now();
    run();
    const now = performance.now();
    if (now >= end) return now - start;
  }
}

/** What stays in memory of some work, in bytes. */
export interface Growth {
  readonly arrays: number;
  readonly heap: number;
}

/**
 * How much more array buffers and heap hold after the work than before, with all garbage collected and what the work
 * returns still held. Null where Node runs without `--expose-gc`.
 */
export function bytesOf(work: () => unknown): Growth | null {
  const { gc } = globalThis;
  if (!gc) return null;
  const used = () => {
    // Array buffers that one collection finds are freed by the next.
    for (let k = 0; k < 3; k++) gc();
    return process.memoryUsage();
  };
  const before = used();
  const held = [work()];
  const after = used();
  held.length = 0;
  return { arrays: after.arrayBuffers - before.arrayBuffers, heap: after.heapUsed - before.heapUsed };
}

/** The middle value, or the mean of the two middle ones; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A Markdown table whose columns line up as plain text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, k) => Math.max(cell.length, ...rows.map((row) => (row[k] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, k) => (cells[k] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Three significant digits, without an exponent. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return 'not measured';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}

/** What the numbers were measured with. */
export function versions(): string {
  return `Node ${process.version}, V8 ${process.versions.v8}, ${process.platform} ${process.arch}`;
}

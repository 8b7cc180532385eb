import type { Range } from '../engine/sources';
import { errorTitle, pendingTitle } from '../text/lensTitle';
import { passTitle } from '../text/passTitle';
import type { Subject } from './subject';

/** A line over a call that makes backward passes; `pass` is the one that it shows, null for what the result shows anyway. */
export interface PassLens {
  readonly line: number;
  readonly title: string;
  readonly pass: number | null;
  readonly hasGraph: boolean;
}

/**
 * Lines over the backward passes of a whole module: what each call gave last. They stand over every call from the first
 * sight of the text, so that code does not jump when the run is done.
 */
export function passLenses(subject: Subject, isLive: boolean): PassLens[] {
  const { result, error } = subject;
  const { calls = [], count = 0 } = result?.passes ?? {};
  const told = calls.flatMap((call): PassLens[] => {
    const { range, last } = call;
    if (range === null || range.file !== undefined) return [];
    const pass = last === count - 1 ? null : last;
    return [{ line: nearest(range, subject.calls), title: passTitle(call), pass, hasGraph: true }];
  });
  const silent = lines(subject.calls).filter((line) => !told.some((lens) => lens.line === line));
  const title = (line: number) => {
    if (error !== null && (error.range === null || coversLine(error.range, line)))
      return `GradLens: ${errorTitle(error)}`;
    if (result !== null || error !== null) return 'GradLens: not reached';
    return isLive || subject.running ? pendingTitle : 'GradLens: differentiate';
  };
  return [...told, ...silent.map((line) => ({ line, title: title(line), pass: null, hasGraph: false }))];
}

/** The line that the call was first seen on: an expression may begin above its `.backward(`. */
function nearest(range: Range, calls: readonly Range[] | null): number {
  const inside = lines(calls).filter((line) => coversLine(range, line));
  return inside.at(-1) ?? range.start.line;
}

function coversLine({ start, end }: Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}

function lines(calls: readonly Range[] | null): number[] {
  return [...new Set((calls ?? []).map(({ start }) => start.line))];
}

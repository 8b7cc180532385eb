import fc from 'fast-check';
import { Choices, choices } from './choices';
import { type Difference, differences, programOf } from './likeNode';
import { type Attempt, attemptOf, complaint } from './robust';
import { contradiction, smoothProgram } from './smooth';

export interface Options {
  readonly runs: number;
  readonly seed: number;
  /** Told now and then how many runs are done. */
  readonly progress?: (done: number) => void;
}

/** Choices that a program of the grammar, a mutation and a smooth program may take. */
const PROGRAM = choices(400);
const MUTATION = choices(60);
const SMOOTH = choices(150);
/** Programs that one process of Node runs. */
const BATCH = 200;
/** Attempts to make a failing program smaller. */
const SHRINKS = 300;

/** Random programs print here what they print in Node; the first that does not, made as small as it gets. */
export function likeNode({ runs, seed, progress }: Options): Difference | null {
  const sample = fc.sample(PROGRAM, { numRuns: runs, seed });
  for (let from = 0; from < sample.length; from += BATCH) {
    const batch = sample.slice(from, from + BATCH);
    const found = differences(batch.map(programOf));
    const bad = found.findIndex((difference) => difference !== null);
    if (bad !== -1) return smallest(batch[bad]!) ?? found[bad]!;
    progress?.(Math.min(from + BATCH, runs));
  }
  return null;
}

function smallest(numbers: number[]): Difference | null {
  let least: Difference | null = null;
  fc.check(
    fc.property(PROGRAM, (shrunk) => {
      const [difference] = differences([programOf(shrunk)]);
      if (difference) least = difference;
      return !difference;
    }),
    { examples: [[numbers]], numRuns: 1, interruptAfterTimeLimit: 100 * SHRINKS },
  );
  return least;
}

export interface Complaint {
  readonly attempt: Attempt;
  readonly why: string;
}

/** Broken sources end in time with an answer of the catalogue; the first that does not, made as small as it gets. */
export function robust({ runs, seed, progress }: Options): Complaint | null {
  let least: Complaint | null = null;
  let done = 0;
  fc.check(
    fc.property(MUTATION, (numbers) => {
      if (least === null && ++done % 500 === 0) progress?.(done);
      const attempt = attemptOf(numbers);
      const why = complaint(attempt);
      if (why !== null) least = { attempt, why };
      return why === null;
    }),
    { numRuns: runs, seed },
  );
  return least;
}

/** A smooth program whose gradients finite differences contradict. */
export interface Contradiction {
  readonly program: string;
  readonly why: string;
}

/** Gradients of smooth programs agree with finite differences, which run the program again; the first that do not, made small. */
export function gradients({ runs, seed, progress }: Options): Contradiction | null {
  let least: Contradiction | null = null;
  let done = 0;
  fc.check(
    fc.property(SMOOTH, (numbers) => {
      if (least === null && ++done % 500 === 0) progress?.(done);
      const program = smoothProgram(new Choices(numbers));
      const why = contradiction(program);
      if (why !== null) least = { program, why };
      return why === null;
    }),
    { numRuns: runs, seed },
  );
  return least;
}

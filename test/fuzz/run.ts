import fc from 'fast-check';
import { Choices, choices } from './choices';
import { type Difference, differences, programOf } from './likeNode';
import { type PythonDifference, pythonDifferences, pythonProgram } from './python/likePython';
import { pythonAttemptOf } from './python/robust';
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
/** Milliseconds in which a failing program is made smaller. */
const SHRINKING = 30_000;

/** Random programs print here what they print in Node; the first that does not, made as small as it gets. */
export function likeNode({ runs, seed, progress }: Options): Difference | null {
  const sample = fc.sample(PROGRAM, { numRuns: runs, seed });
  for (let from = 0; from < sample.length; from += BATCH) {
    const batch = sample.slice(from, from + BATCH);
    const found = differences(batch.map(programOf));
    const bad = found.findIndex((difference) => difference !== null);
    if (bad !== -1) {
      return smallest(PROGRAM, batch[bad]!, (numbers) => differences([programOf(numbers)])[0]!) ?? found[bad]!;
    }
    progress?.(Math.min(from + BATCH, runs));
  }
  return null;
}

/** The first of random choices in which something is found, made as small as it gets in some seconds. */
function firstFound<T>(from: fc.Arbitrary<number[]>, options: Options, examine: (numbers: number[]) => T | null) {
  const { runs, seed, progress } = options;
  let done = 0;
  for (const numbers of fc.sample(from, { numRuns: runs, seed })) {
    const found = examine(numbers);
    if (found !== null) return smallest(from, numbers, examine) ?? found;
    if (++done % 500 === 0) progress?.(done);
  }
  return null;
}

function smallest<T>(
  from: fc.Arbitrary<number[]>,
  numbers: number[],
  examine: (numbers: number[]) => T | null,
): T | null {
  let least: T | null = null;
  fc.check(
    fc.property(from, (shrunk) => {
      const found = examine(shrunk);
      least = found ?? least;
      return found === null;
    }),
    { examples: [[numbers]], numRuns: 1, interruptAfterTimeLimit: SHRINKING },
  );
  return least;
}

export interface Complaint {
  readonly attempt: Attempt;
  readonly why: string;
}

/** Broken sources end in time with an answer of the catalogue; the first that does not, made as small as it gets. */
export function robust(options: Options): Complaint | null {
  return firstFound(MUTATION, options, (numbers) => {
    const attempt = attemptOf(numbers);
    const why = complaint(attempt);
    return why === null ? null : { attempt, why };
  });
}

/** The same for Python. */
export function robustPython(options: Options): Complaint | null {
  return firstFound(MUTATION, options, (numbers) => {
    const attempt = pythonAttemptOf(numbers);
    const why = complaint(attempt);
    return why === null ? null : { attempt, why };
  });
}

/** Random programs of Python print here what they print in CPython; the first that does not, made as small as it gets. */
export function likePython({ runs, seed, progress }: Options): PythonDifference | null {
  const sample = fc.sample(PROGRAM, { numRuns: runs, seed });
  for (let from = 0; from < sample.length; from += BATCH) {
    const batch = sample.slice(from, from + BATCH);
    const found = pythonDifferences(batch.map(pythonProgram));
    const bad = found.findIndex((difference) => difference !== null);
    if (bad !== -1) {
      const again = (numbers: number[]) => pythonDifferences([pythonProgram(numbers)])[0]!;
      return smallest(PROGRAM, batch[bad]!, again) ?? found[bad]!;
    }
    progress?.(Math.min(from + BATCH, runs));
  }
  return null;
}

/** A smooth program whose gradients finite differences contradict. */
export interface Contradiction {
  readonly program: string;
  readonly why: string;
}

/** Gradients of smooth programs agree with finite differences, which run the program again; the first that do not, made small. */
export function gradients(options: Options): Contradiction | null {
  return firstFound(SMOOTH, options, (numbers) => {
    const program = smoothProgram(new Choices(numbers));
    const why = contradiction(program);
    return why === null ? null : { program, why };
  });
}

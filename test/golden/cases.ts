import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/cache.ts';

export type Numbers = number | string | readonly Numbers[];

export interface Expected {
  readonly value: Numbers;
  readonly grad: Numbers;
}

/** One result of a case: values and gradients of an established library for the same computation. */
export interface ExpectedResult {
  readonly output: { readonly name: string | null; readonly value: Numbers };
  readonly inputs: Readonly<Record<string, Expected>>;
  readonly intermediates: Readonly<Record<string, Expected>>;
}

export interface GoldenCase {
  readonly name: string;
  readonly group: string;
  readonly source: string;
  /** One for each `@grad` line, in file order. */
  readonly results: readonly ExpectedResult[];
  readonly oracle: 'torch' | 'tfjs';
  /** Relative tolerance: 1e-9 for float64 references, 1e-4 for float32 ones. */
  readonly rtol: number;
}

const folder = path.join(root, 'test', 'golden', 'cases');

/** All cases of the groups that this language covers. */
export const goldenCases: readonly GoldenCase[] = ['scalar', 'snippet', 'array', 'tensor'].flatMap(
  (group) => JSON.parse(readFileSync(path.join(folder, `${group}.json`), 'utf8')) as GoldenCase[],
);

/**
 * Cases that use a construct which is not built yet, and that construct. Each must answer `Unsupported` and name it: one
 * that starts to pass, or fails in another way, fails the test until its line here is gone.
 */
export const notBuiltYet: Readonly<Record<string, string>> = {};

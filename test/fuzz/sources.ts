import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { conformancePrograms } from '../conformance/programs';
import { goldenCases } from '../golden/cases.ts';
import { root } from '../support/cache.ts';
import { Choices, choices } from './choices';
import { Grammar } from './grammar';
import { smoothProgram } from './smooth';

let known: readonly string[] | null = null;

/** Programs to start from: those that ship as examples, those with recorded gradients, those of each feature, and made ones. */
export function sources(): readonly string[] {
  known ??= [
    ...globSync('media/examples/*.ts', { cwd: root })
      .sort()
      .map((file) => readFileSync(path.join(root, file), 'utf8')),
    ...goldenCases.map(({ source }) => source),
    ...conformancePrograms().map(({ code }) => code),
    ...fc.sample(choices(200), { numRuns: 150, seed: 1 }).map((numbers) => new Grammar(new Choices(numbers)).program()),
    ...fc
      .sample(choices(120), { numRuns: 50, seed: 1 })
      .map((numbers) => `${smoothProgram(new Choices(numbers)).trimEnd()} // @grad\n`),
  ];
  return known;
}

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { conformancePrograms } from '../conformance/programs';
import { goldenCases } from '../golden/cases.ts';
import { root } from '../support/cache.ts';

let known: readonly string[] | null = null;

/** Programs to start from: those that ship as examples, those with recorded gradients, those of each feature. */
export function sources(): readonly string[] {
  known ??= [
    ...globSync('media/examples/*.ts', { cwd: root })
      .sort()
      .map((file) => readFileSync(path.join(root, file), 'utf8')),
    ...goldenCases.map(({ source }) => source),
    ...conformancePrograms().map(({ code }) => code),
  ];
  return known;
}

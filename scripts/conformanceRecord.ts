/** Writes what Node makes of the programs of test/conformance into test/conformance/recorded. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runInNode } from '../test/conformance/node.ts';
import { byFeature, conformancePrograms, recordedFile, recordingsText } from '../test/conformance/programs.ts';

const programs = conformancePrograms();
const { node, runs } = runInNode(programs.map(({ code }) => code));
rmSync(path.dirname(recordedFile('any')), { recursive: true, force: true });
mkdirSync(path.dirname(recordedFile('any')), { recursive: true });
for (const [feature, own] of byFeature(programs)) {
  const recordings = new Map(own.map((program) => [program.name, runs[programs.indexOf(program)]!]));
  if (recordings.size !== own.length) throw new Error(`two programs of ${feature} have one name`);
  writeFileSync(recordedFile(feature), recordingsText(node, recordings));
}
console.log(`${programs.length} programs recorded with Node ${node}`);

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/cache.ts';

/** A small program that exercises one feature of the language and prints what it finds. */
export interface ConformanceProgram {
  readonly feature: string;
  readonly name: string;
  readonly code: string;
}

/** What Node made of a program. */
export interface Recording {
  readonly stdout: string;
  /** Type and message of what the program threw; null when it came to its end. */
  readonly thrown: string | null;
}

/** How the recordings of a feature stand in their file. */
interface RecordedFile {
  readonly node: string;
  readonly programs: Readonly<Record<string, { readonly stdout: readonly string[]; readonly thrown?: string }>>;
}

const folder = path.join(root, 'test', 'conformance');

/**
 * The programs of `programs/`, by feature in the order of the files' names. A file holds the programs of one feature,
 * each under a line `//// name`; they are text that is run, no part of this suite's own code.
 */
export function conformancePrograms(): ConformanceProgram[] {
  const files = globSync('*.ts', { cwd: path.join(folder, 'programs') }).sort();
  return files.flatMap((file) => {
    const feature = path.basename(file, '.ts');
    const [before, ...parts] = readFileSync(path.join(folder, 'programs', file), 'utf8').split(/^\/\/\/\/ /m);
    if (before !== '') throw new Error(`${file} begins with something that has no name`);
    return parts.map((part) => {
      const end = part.indexOf('\n');
      return { feature, name: part.slice(0, end).trim(), code: part.slice(end + 1) };
    });
  });
}

/** The programs of each feature. */
export function byFeature(programs: readonly ConformanceProgram[]): ReadonlyMap<string, ConformanceProgram[]> {
  return Map.groupBy(programs, ({ feature }) => feature);
}

function recordedFile(feature: string): string {
  return path.join(folder, 'recorded', `${feature}.json`);
}

/** What Node gave for the programs of a feature, and which Node that was. */
export function readRecordings(feature: string): { node: string; programs: ReadonlyMap<string, Recording> } {
  const { node, programs } = JSON.parse(readFileSync(recordedFile(feature), 'utf8')) as RecordedFile;
  const entries = Object.entries(programs).map(([name, { stdout, thrown }]): [string, Recording] => [
    name,
    { stdout: stdout.map((line) => `${line}\n`).join(''), thrown: thrown ?? null },
  ]);
  return { node, programs: new Map(entries) };
}

/** A feature's recordings as text of their file: one line of output a line, so that a change can be read. */
export function recordingsText(node: string, programs: ReadonlyMap<string, Recording>): string {
  const file: RecordedFile = {
    node,
    programs: Object.fromEntries(
      [...programs].map(([name, { stdout, thrown }]) => [
        name,
        { stdout: stdout.split('\n').slice(0, -1), ...(thrown !== null && { thrown }) },
      ]),
    ),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export { recordedFile };

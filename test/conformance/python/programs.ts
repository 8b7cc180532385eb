import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import { root } from '../../support/cache.ts';

/** Folders of programs. */
export type Suite = 'python' | 'numpy' | 'torch';

/** A small program that exercises one feature of Python and prints what it finds, with what CPython made of it. */
export interface PythonProgram {
  readonly feature: string;
  readonly name: string;
  readonly code: string;
  readonly stdout: string;
  /** Type and message of what ended it; null when it came to its end. */
  readonly thrown: string | null;
}

interface RecordedFile {
  readonly python: string;
  readonly programs: Readonly<Record<string, { readonly stdout: readonly string[]; readonly thrown?: string }>>;
}

const folders = path.join(root, 'test', 'conformance');

/** The programs of `programs/` by feature, each under a line `#### name`; they are text, no part of this suite's code. */
export function pythonPrograms(suite: Suite = 'python'): PythonProgram[] {
  const folder = path.join(folders, suite);
  return globSync('*.py', { cwd: path.join(folder, 'programs') })
    .sort()
    .flatMap((file) => {
      const feature = path.basename(file, '.py');
      const [before, ...parts] = readFileSync(path.join(folder, 'programs', file), 'utf8').split(/^#### /m);
      if (before !== '') throw new Error(`${file} begins with something that has no name`);
      const recorded = readRecorded(feature, suite).programs;
      return parts.map((part) => {
        const end = part.indexOf('\n');
        const name = part.slice(0, end);
        const known = recorded[name];
        if (known === undefined) throw new Error(`${feature}: ${name} is not recorded`);
        return {
          feature,
          name,
          code: part.slice(end + 1),
          stdout: known.stdout.join('\n'),
          thrown: known.thrown?.trimEnd() ?? null,
        };
      });
    });
}

export function readRecorded(feature: string, suite: Suite = 'python'): RecordedFile {
  return JSON.parse(readFileSync(path.join(folders, suite, 'recorded', `${feature}.json`), 'utf8')) as RecordedFile;
}

const inspector = new Inspector();

/** What a program prints and throws here. */
export function runPython(code: string): { readonly stdout: string; readonly thrown: string | null } {
  const { stdout, error } = inspector.inspect({
    uri: 'program.py',
    version: 1,
    language: 'python',
    text: code,
    focus: { kind: 'annotated', orModule: true },
    budget: { ...explicitBudget, time: 5000 },
    picture: 'default',
  }).results[0]!;
  if (error === null) return { stdout, thrown: null };
  const isNamed = error.type !== null && !error.message.startsWith(error.type);
  // Of arrays that do not fit the message tells the names and shapes behind what the library says.
  const message =
    error.code === 'ShapeMismatch' ? error.message.replace(/( ?: `| \((?=`|operand |the )).*$/s, '') : error.message;
  return { stdout, thrown: isNamed ? `${error.type}: ${message}` : message };
}

/** How a run differs from what CPython gave, in one line; null where it does not. */
export function differenceOf({ stdout, thrown, code }: PythonProgram): string | null {
  const given = runPython(code);
  if (given.thrown !== thrown)
    return `CPython ${thrown === null ? 'ends well' : `throws ${thrown}`}, here ${given.thrown ?? 'nothing is thrown'}`;
  if (given.stdout === stdout) return null;
  const [want, have] = [stdout.split('\n'), given.stdout.split('\n')];
  const at = want.findIndex((line, k) => line !== have[k]);
  const k = at === -1 ? want.length : at;
  return `line ${k + 1}: CPython prints ${JSON.stringify(want[k] ?? null)}, here ${JSON.stringify(have[k] ?? null)}`;
}

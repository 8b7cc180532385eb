import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { SnippetError } from '../../src/protocol';
import type { ConformanceProgram, Recording } from './programs';
import { withTrackedNumbers } from './tracked';

/** The ways in which each program runs here. */
export const ways = ['as written', 'in a function', 'with its numbers tracked'] as const;
export type Way = (typeof ways)[number];

const inspector = new Inspector();

/**
 * What a program prints and throws when it runs here. Top-level code that throws is skipped, so a program that is to
 * throw always stands in a function.
 */
export function runHere({ code }: ConformanceProgram, way: Way, throws: boolean): Recording {
  const tracked = way === 'with its numbers tracked' ? withTrackedNumbers(code) : { constants: '', code };
  const text =
    throws || way === 'in a function'
      ? `${tracked.constants}const theEnd = (() => {\n${tracked.code}\nreturn 1;\n})();`
      : `${tracked.constants}${tracked.code}\nconst theEnd = 1;`;
  const { stdout, error } = inspector.inspect({
    uri: 'program.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'variable', name: 'theEnd' },
    budget: { ...explicitBudget, time: 3000 },
    picture: 'default',
  }).results[0]!;
  return { stdout, thrown: error && thrownText(error) };
}

/** A name that cannot be read is an error of the catalogue, which adds to JavaScript's message where it is declared. */
function thrownText({ code, type, message }: SnippetError): string {
  return code === 'UnboundName' ? `${type}: ${message.replace(/ \(its declaration .*$/, '')}` : message;
}

/** How one run differs from what Node gave, in one line; null where it does not. */
export function difference(wanted: Recording, given: Recording): string | null {
  if (given.thrown !== wanted.thrown) {
    return `Node ${wanted.thrown === null ? 'ends well' : `throws ${wanted.thrown}`}, here ${given.thrown ?? 'nothing is thrown'}`;
  }
  if (given.stdout === wanted.stdout) return null;
  const [want, have] = [wanted.stdout.split('\n'), given.stdout.split('\n')];
  const line = want.findIndex((text, k) => text !== have[k]);
  const k = line === -1 ? want.length : line;
  return `line ${k + 1}: Node prints ${JSON.stringify(want[k] ?? null)}, here ${JSON.stringify(have[k] ?? null)}`;
}

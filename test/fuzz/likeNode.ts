import { stripTypeScriptTypes } from 'node:module';
import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import { withTrackedNumbers } from '../conformance/tracked';
import { runInNode } from '../unit/languages/node';
import { Choices } from './choices';
import { Grammar } from './grammar';

const inspector = new Inspector();

/** A program made of choices. */
export function programOf(numbers: readonly number[]): string {
  return new Grammar(new Choices(numbers)).program();
}

/** The same program with each of its numbers an input. */
function tracked(program: string): string {
  const { constants, code } = withTrackedNumbers(program);
  return `${constants}\n${code}`;
}

/** What our evaluator prints; a failure of the evaluator itself stands in the text. */
export function printedHere(code: string): string {
  const { stdout, error } = inspector.inspect({
    uri: 'program.ts',
    version: 1,
    language: 'typescript',
    text: `${code}\nconst theEnd = finished;`,
    focus: { kind: 'variable', name: 'theEnd' },
    budget: { ...explicitBudget, time: 5000 },
    picture: 'default',
  }).results[0]!;
  return error === null ? stdout : `${stdout}[${error.code}: ${error.message}]`;
}

/** Printed where a program makes a text of a function: that shows the code, without types in Node. */
const CODE_QUOTED = '<code>';
/** Refused by name: `yield` in the middle of an optional chain or a class, and objects around a number, as `Object(1)` is. */
const REFUSED = /\[Unsupported: (?:`yield` is not supported at this place|an object around a )/;

/** Getters may call each other without end: Node lets a program catch that, here it ends the run. */
function isEndless(node: string, here: string): boolean {
  return node.includes('Maximum call stack size exceeded') && here.includes('[RecursionTooDeep: ');
}

/** Stacks as ours are, and a mark where code is quoted. */
const setUp = `
  Error.prepareStackTrace = (error) => Error.prototype.toString.call(error) + '\\n    at <snippet>';
  const codeOf = Function.prototype.toString;
  Function.prototype.toString = function () { console.log('${CODE_QUOTED}'); return codeOf.call(this); };`;

/**
 * Printed text without what the engine decides: stacks, and the code that some messages quote, since V8 words it anew
 * (`(intermediate value)`, `.for`), where we say it as it is written.
 */
function withoutCode(printed: string): string {
  const text = printed
    .replace(
      /(TypeError:? ).*? is not (a function|iterable|a constructor)(?: or its return value is not iterable)?(?: \(cannot read property \S+\))?/g,
      '$1… is not $2',
    )
    // The quotes of a printed text are chosen by what the code between them holds.
    .replace(/(["'`])(TypeError:? … is not (?:a function|iterable|a constructor))\1/g, "'$2'")
    // V8 says so of `undefined[Symbol.iterator]`, too, and of what is spread among arguments either.
    .replace(/Spread syntax requires \.\.\.iterable\[Symbol\.iterator\] to be a function/g, '… is not iterable')
    .replace(/Cannot read properties of \w+ \(reading 'Symbol\(Symbol.iterator\)'\)/g, '… is not iterable')
    .replace(
      /Cannot (?:destructure property '(\w+)' of '.*?' as it is (undefined|null)\.|read properties of (undefined|null) \(reading '(\w+)'\))/g,
      "Cannot read '$1$4' of $2$3",
    )
    .replace(/(DataCloneError:? )[\s\S]*? could not be cloned/g, '$1… could not be cloned')
    .replace(/\n +at <snippet>/g, '');
  // Where lines break depends on how long the code is that a printed text quotes. Pairs of an iterator are a level of their
  // own here, which breaks a line sooner.
  return /['"`](?:\w+: )?… is not|\[(?:Map|Set) Entries\]/.test(text) ? text.replace(/\s+/g, ' ') : text;
}

/**
 * A program for Node. Types are blanked where that is enough: esbuild, which knows enums and namespaces, also computes a
 * little ahead, and functions get other names then.
 */
function forNode(code: string): { code: string; loader: 'ts' | 'none' } {
  // Modules are strict; said to be so, functions in blocks keep their names.
  const strict = `"use strict";\n${code}`;
  if (/\b(?:enum|namespace) /.test(code)) return { code: strict, loader: 'ts' };
  return { code: stripTypeScriptTypes(strict), loader: 'none' };
}

/** A program whose two runs differ. */
export interface Difference {
  readonly program: string;
  readonly way: 'as written' | 'with its numbers tracked';
  readonly node: string;
  readonly here: string;
}

/**
 * Runs programs here and in Node, in a process of its own, as they are written and with each number tracked; returns
 * where the printed text differs.
 */
export function differences(programs: readonly string[]): (Difference | null)[] {
  const texts = programs.flatMap((program) => [program, tracked(program)]);
  const runs = runInNode(texts.map(forNode), setUp);
  const differenceAt = (k: number): Difference | null => {
    const node = withoutCode(runs[k]!.stdout + (runs[k]!.thrown ?? ''));
    const here = withoutCode(printedHere(texts[k]!));
    const way = k % 2 === 0 ? 'as written' : 'with its numbers tracked';
    const beside = node.includes(CODE_QUOTED) || REFUSED.test(here) || isEndless(node, here);
    return here === node || beside ? null : { program: texts[k]!, way, node, here };
  };
  return programs.map((_, k) => differenceAt(2 * k) ?? differenceAt(2 * k + 1));
}

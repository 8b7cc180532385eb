import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import { withTrackedNumbers } from '../conformance/tracked';
import { type NodeRun, runInNode } from '../unit/languages/node';
import { Choices } from './choices';
import { Grammar } from './grammar';

const inspector = new Inspector();

/** A program made of choices. What it throws at the end is printed, by the type of the error. */
export function programOf(numbers: readonly number[]): string {
  const body = new Grammar(new Choices(numbers)).program();
  return `try {\n${body}\n} catch (error) {\n  console.log("thrown", error instanceof Error ? error.name : error);\n}\n`;
}

/** What our evaluator prints; a failure of the evaluator itself stands in the text. */
export function printedHere(code: string, tracked: boolean): string {
  const made = tracked ? withTrackedNumbers(code) : { constants: '', code };
  const { stdout, error } = inspector.inspect({
    uri: 'program.ts',
    version: 1,
    language: 'typescript',
    text: `${made.constants}${made.code}\nconst theEnd = 1;`,
    focus: { kind: 'variable', name: 'theEnd' },
    budget: { ...explicitBudget, time: 5000 },
    picture: 'default',
  }).results[0]!;
  return error === null ? stdout : `${stdout}[${error.code}: ${error.message}]`;
}

/** A program whose two runs differ. */
export interface Difference {
  readonly program: string;
  readonly way: 'as written' | 'with its numbers tracked';
  readonly node: string;
  readonly here: string;
}

/** Runs programs in Node, in a process of its own, and here in both ways; returns where the printed text differs. */
export function differences(programs: readonly string[]): (Difference | null)[] {
  const runs: readonly NodeRun[] = runInNode(programs.map((code) => ({ code, loader: 'ts' })));
  return programs.map((program, k) => {
    const node = runs[k]!.stdout + (runs[k]!.thrown ?? '');
    for (const way of ['as written', 'with its numbers tracked'] as const) {
      const here = printedHere(program, way === 'with its numbers tracked');
      if (here !== node) return { program, way, node, here };
    }
    return null;
  });
}

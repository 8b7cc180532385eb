import { explicitBudget } from '../../../../src/inspector/budgets';
import { Inspector } from '../../../../src/inspector/inspector';
import type { SnippetResult } from '../../../../src/protocol';

const inspector = new Inspector();

/** A program that begins with `import numpy as np`, differentiated from one of its variables. */
export function inspectNumpy(code: string, name = 'y', upstream?: string): SnippetResult {
  return inspector.inspect({
    uri: 'program.py',
    version: 1,
    language: 'python',
    text: `import numpy as np\n${code}\n`,
    focus: { kind: 'variable', name, ...(upstream !== undefined && { upstream }) },
    budget: explicitBudget,
    picture: 'default',
  }).results[0]!;
}

/** What a program prints, or the error that ends it. */
export function runNumpy(code: string): { readonly stdout: string; readonly error: SnippetResult['error'] } {
  return inspector.inspect({
    uri: 'program.py',
    version: 1,
    language: 'python',
    text: `import numpy as np\n${code}\n`,
    focus: { kind: 'annotated', orModule: true },
    budget: explicitBudget,
    picture: 'default',
  }).results[0]!;
}

/** The gradient of an input as numbers. */
export function gradientOf(result: SnippetResult, name: string): unknown {
  return result.inputs.find((input) => input.name === name)?.grad;
}

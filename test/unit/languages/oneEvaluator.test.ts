import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../support/cache.ts';

/** What only the core may define: a language that has one of its own would evaluate, scope or limit differently. */
const ownedByCore: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\bclass\s+\w*(Runtime|Interpreter|Evaluator|Machine)\b/, 'an evaluator'],
  [/\bclass\s+\w*(Scope|Environment|Frame|Cell)\b/, 'scopes'],
  [/\bclass\s+\w*Budget\b|\bperformance\.now\b|\bDate\.now\b/, 'a budget'],
  [/\bnew\s+Tape\b|\.record[12N]\(/, 'the recording of operations'],
  [/case 'callMember'|case 'either'|case 'observe'/, 'a walk over the core IR'],
  [/\b(?:setTimeout|setInterval|setImmediate)\s*\(|\bprocess\.hrtime\b/, 'a clock'],
  [/\bnew\s+(?:RunBudget|Runtime|Program|Coroutine)\b|\bbudget\.start\b|\.allow(?:All|Quarter)\(/, 'a run of its own'],
  [/\bnew\s+(?:Frame|ModuleCell)\b|\bframes?\.(?:push|pop)\(/, 'frames'],
  [/\bfuel\s*=[^=]|\bcallDepth\s*=[^=]|\b(?:steps|ticks|deadline)\s*(?:\+\+|-=|\+=)/, 'a counter of steps'],
  [/\bswitch\s*\(\s*\w*(?:[iI]r|instruction|opcode)\.?(?:kind)?\s*\)/, 'a loop over instructions'],
];

/** What runs syntax must be the core: a language only lowers it. */
const evaluating = /\bfunction\s+(?:evaluate|interpret|run(?:Statement|Block|Module|Body|Program))\w*\s*\(/;

function violations(text: string): string[] {
  return ownedByCore.filter(([pattern]) => pattern.test(text)).map(([, what]) => what);
}

/** Functions that lower syntax take the lowering; one that takes syntax and a runtime would evaluate it. */
function evaluators(text: string): string[] {
  return [...text.matchAll(/\bfunction\s+(\w+)\s*\(([^)]*)\)/g)].flatMap(([, name = '', parameters = '']) =>
    evaluating.test(`function ${name}(`) ||
    (/:\s*(?:Stmt|Expr|t\.\w+)\b/.test(parameters) && /\bRuntime\b/.test(parameters))
      ? [name]
      : [],
  );
}

const files = globSync('src/languages/*/**/*.ts', { cwd: root })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => !file.startsWith('src/languages/core/'));

describe('a language has no evaluator, scope or budget of its own', () => {
  test('there are languages', () => {
    for (const language of ['typescript', 'python']) {
      const own = files.filter((file) => file.startsWith(`src/languages/${language}/`));
      expect(own.length, language).toBeGreaterThan(20);
    }
  });

  test.each(files)('%s', (file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    expect(violations(text)).toEqual([]);
    expect(evaluators(text)).toEqual([]);
  });

  test.each([
    ['class PyScope {}', 'scopes'],
    ['export class StepBudget {}', 'a budget'],
    ['class Interpreter {', 'an evaluator'],
    ['rt.tape.record2(op, a, b, y, source)', 'the recording of operations'],
    ['const rt = new Runtime(model)', 'a run of its own'],
    ['frames.push(new Map())', 'frames'],
    ['this.steps += 1', 'a counter of steps'],
    ['rt.budget.callDepth = 10', 'a counter of steps'],
    ['const timer = setTimeout(stop, 1000)', 'a clock'],
    ['switch (instruction.kind) {', 'a loop over instructions'],
  ])('%s is found', (text, what) => {
    expect(violations(text)).toEqual([what]);
  });

  test.each([
    'function evaluate(node: Stmt) {',
    'function walk(node: Expr, rt: Runtime): Value {',
    'export function runBlock(body: readonly Stmt[], scope: Scope) {',
  ])('%s is found', (text) => {
    expect(evaluators(text)).toHaveLength(1);
  });
});

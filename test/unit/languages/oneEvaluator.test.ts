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
];

function violations(text: string): string[] {
  return ownedByCore.filter(([pattern]) => pattern.test(text)).map(([, what]) => what);
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
    expect(violations(readFileSync(path.join(root, file), 'utf8'))).toEqual([]);
  });

  test.each([
    ['class PyScope {}', 'scopes'],
    ['export class StepBudget {}', 'a budget'],
    ['class Interpreter {', 'an evaluator'],
    ['rt.tape.record2(op, a, b, y, source)', 'the recording of operations'],
  ])('%s is found', (text, what) => {
    expect(violations(text)).toEqual([what]);
  });
});

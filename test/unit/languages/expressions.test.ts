import { describe, expect, test } from 'vitest';
import { inspect } from './check';
import { runInNode } from './node';
import { arrayExpressions } from './programs/arrayExpressions';
import { regExpExpressions } from './programs/regExpExpressions';
import { stringExpressions } from './programs/stringExpressions';

/** Prints what an expression gives, or type and message of what it throws. */
function program(expression: string): string {
  return `const it = () => { try { return (() => (${expression}))(); } catch (e) { return e.name + ": " + e.message; } };\nconsole.log(it());`;
}

for (const [table, expressions] of Object.entries({ stringExpressions, regExpExpressions, arrayExpressions })) {
  describe(`${table}: each gives and throws what it does in Node`, () => {
    const runs = runInNode(expressions.map((expression) => ({ code: program(expression), loader: 'ts' })));
    expressions.forEach((expression, k) => {
      test(expression, () => {
        const { stdout, thrown } = runs[k]!;
        expect(thrown, 'Node itself').toBeNull();
        const text = `${program(expression)}\nconst theEnd = 1;`;
        const [result] = inspect(text, { uri: 'test.js', focus: { kind: 'variable', name: 'theEnd' } });
        expect({ stdout: result!.stdout, error: result!.error?.message ?? null }).toEqual({ stdout, error: null });
      });
    });
  });
}

import { afterAll, describe, expect, test } from 'vitest';
import { goldenCases, notBuiltYet } from './cases';
import { differences } from './compare';
import { inspectSource } from './runCli';

const left = new Map<string, string>();

describe('programs with the gradients of an established library, through the command line', () => {
  for (const { name, group, source, results, rtol } of goldenCases) {
    test.concurrent(`${group}: ${name}`, async ({ expect }) => {
      const { code, report } = await inspectSource(source);
      expect(report.schema).toBe('gradlens/1');
      expect(report.results).toHaveLength(results.length);
      const construct = notBuiltYet[name];
      if (construct !== undefined) {
        for (const { error } of report.results) {
          expect(error?.code, `${name} no longer answers Unsupported: take it off the list`).toBe('Unsupported');
          expect(error?.message).toContain(`\`${construct}\``);
        }
        expect(code).toBe(1);
        left.set(name, construct);
        return;
      }
      const atol = rtol >= 1e-5 ? 1e-5 : 1e-10;
      const found = results.map((result, k) => differences(result, report.results[k], { rtol, atol }));
      expect(found).toEqual(results.map(() => []));
      expect(code).toBe(0);
    });
  }
});

afterAll(() => {
  for (const [name, construct] of left) console.log(`not built yet: ${name} needs ${construct}`);
});

test('every case that is expected not to be built exists', () => {
  const names = new Set(goldenCases.map(({ name }) => name));
  expect(Object.keys(notBuiltYet).filter((name) => !names.has(name))).toEqual([]);
});

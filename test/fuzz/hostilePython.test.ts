import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { Budget, SnippetResult } from '../../src/protocol';
import { toJson } from '../../src/text/json';
import { toTable } from '../../src/text/table';
import { catalogue } from './catalogue';
import { expectEscaped } from './escaped';
import { changedPlaces, hostFingerprint } from './hostCanary';
import { secret, touch } from './hostile';
import { type HostileProgram, hostilePython } from './hostilePython';

const budget: Budget = { ...explicitBudget, time: 250, operations: 300_000, callDepth: 2000, elements: 2_000_000 };
/** Milliseconds for a program, all included: native code that cannot be asked to stop has to be short. */
const LONGEST = 6000;

const inspector = new Inspector();
let touched = 0;

beforeAll(() => {
  (globalThis as Record<string, unknown>)[touch] = () => {
    touched++;
  };
  process.env.GRADLENS_SECRET = secret;
});

afterAll(() => {
  delete (globalThis as Record<string, unknown>)[touch];
  delete process.env.GRADLENS_SECRET;
});

function run(text: string): readonly SnippetResult[] {
  const request = { uri: 'hostile.py', version: 1, language: 'python', text, budget, picture: 'default' } as const;
  return inspector.inspect({ ...request, focus: { kind: 'annotated', orModule: true } }).results;
}

describe('a hostile program reaches nothing, breaks nothing and ends in time', () => {
  for (const program of hostilePython) {
    test(program.name, { timeout: 60_000 }, () => {
      const before = hostFingerprint();
      const started = performance.now();
      const results = run(program.text);
      expect(performance.now() - started, 'milliseconds').toBeLessThan(LONGEST);
      expect(results.length).toBeGreaterThan(0);
      expect(changedPlaces(before, hostFingerprint()), 'what it changed of the host').toEqual([]);
      expect(touched, 'calls into the host').toBe(0);
      for (const result of results.slice(0, 3)) expectHarmless(program, result);
      expect(JSON.stringify(results)).not.toContain(secret);
    });
  }
});

function expectHarmless({ gives, endless }: HostileProgram, result: SnippetResult): void {
  const { error } = result;
  const code = error?.code ?? null;
  if (code !== null) expect(catalogue, error!.message).toContain(code);
  expect(error?.message ?? '').not.toMatch(/internal|\[native code\]|node:|file:\/\/|\bat .*:\d+:\d+/i);
  if (gives)
    expect(
      [code, error?.type ?? null].some((one) => gives.includes(one)),
      describeError(result),
    ).toBe(true);
  if (endless) expect(['TimeLimit', 'StepLimit', 'TooLarge'], describeError(result)).toContain(code);
  expectEscaped(result);
  expect(() => structuredClone(result)).not.toThrow();
  expect(JSON.parse(JSON.stringify(toJson('python', [result])))).toMatchObject({ schema: 'gradlens/1' });
  expect(typeof toTable('a.py', [result])).toBe('string');
}

function describeError({ error, output }: SnippetResult): string {
  return error ? `${error.code} ${error.type}: ${error.message}` : `gave ${JSON.stringify(output)}`.slice(0, 200);
}

describe('nothing stays from one run to the next', () => {
  const probe =
    'import math, random\nx = 2.0\nprint(math.sqrt(4), len([1]), sorted([2, 1]), repr({}), int("5"), hasattr(int, "zz"))\n' +
    'try:\n    constructor\nexcept NameError as e:\n    print(e)\nout = math.sqrt(x) * abs(-x)  # @grad\n';
  test('the probe sees a fresh language after each program', { timeout: 120_000 }, () => {
    const seen = () => JSON.stringify(run(probe).map(({ stdout, output, error }) => [stdout, output?.value, error]));
    const wanted = seen();
    expect(wanted).toContain('not defined');
    for (const { name, text, endless } of hostilePython) {
      if (endless || text.length > 2000) continue;
      run(text);
      expect(seen(), `after ${name}`).toBe(wanted);
    }
  });
});

test('there are many of them, each with a name of its own', () => {
  expect(hostilePython.length).toBeGreaterThanOrEqual(200);
  expect(new Set(hostilePython.map(({ name }) => name)).size).toBe(hostilePython.length);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { Budget, SnippetResult } from '../../src/protocol';
import { toJson } from '../../src/text/json';
import { toTable } from '../../src/text/table';
import { catalogue } from './catalogue';
import { expectEscaped } from './escaped';
import { changedPlaces, hostFingerprint } from './hostCanary';
import { type HostileSnippet, hostile, secret, touch } from './hostile';

const budget: Budget = { ...explicitBudget, time: 250, operations: 300_000, callDepth: 2000, elements: 2_000_000 };

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
  return inspector.inspect({
    uri: 'hostile.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget,
    picture: 'default',
  }).results;
}

describe('a hostile snippet reaches nothing and breaks nothing', () => {
  for (const snippet of hostile.filter(({ native }) => !native)) {
    test(snippet.name, { timeout: 120_000 }, () => {
      const before = hostFingerprint();
      const results = run(snippet.text);
      expect(results.length).toBeGreaterThan(0);
      expect(changedPlaces(before, hostFingerprint()), 'what it changed of the host').toEqual([]);
      expect(touched, 'calls into the host').toBe(0);
      for (const result of results.slice(0, 3)) expectHarmless(snippet, result);
      expect(JSON.stringify(results)).not.toContain(secret);
    });
  }
});

function expectHarmless({ gives, value, endless }: HostileSnippet, result: SnippetResult): void {
  const { error, output } = result;
  const code = error?.code ?? null;
  if (code !== null) expect(catalogue, error!.message).toContain(code);
  expect(error?.message ?? '').not.toMatch(/internal|\[native code\]|node:|file:\/\/|\bat .*:\d+:\d+/i);
  // A refusal by name is always safe.
  if (gives && code !== 'Unsupported') expect(gives, error?.message).toContain(code);
  if (endless)
    expect(['TimeLimit', 'StepLimit', 'TooLarge', 'RecursionTooDeep', 'Unsupported'], error?.message).toContain(code);
  if (value !== undefined && code === null) expect(output?.value).toBe(value);
  expectEscaped(result);
  expect(() => structuredClone(result)).not.toThrow();
  expect(JSON.parse(JSON.stringify(toJson('typescript', [result])))).toMatchObject({ schema: 'gradlens/1' });
  expect(typeof toTable('a.ts', [result])).toBe('string');
}

describe('nothing stays from one run to the next', () => {
  const probe = `const x = 2;
const seen = (() => {
  const o: any = {};
  const a: any = [];
  const f: any = () => 1;
  return [o.polluted, a.polluted, f.polluted, (Math as any).polluted, a.push(1), Math.max(1, 5), Math.sin(0), [2, 1].sort()[0],
    typeof console.log, Array.from([1]).length, [1].concat([2]).length, f.call(null), "x".concat("y").length]
    .map((v) => String(v)).join();
})();
const out = x * seen.length; // @grad
console.log(seen);
const end = x; // @grad
`;
  test('the probe sees a fresh language after each snippet', { timeout: 120_000 }, () => {
    const fresh = run(probe).map(({ stdout, error }) => [stdout, error?.message]);
    const wanted = JSON.stringify(fresh);
    const rewriting = hostile.filter(({ endless, native }) => !endless && !native);
    for (const { name, text } of rewriting.filter(({ text: code }) => code.length < 2000)) {
      run(text);
      const seen = JSON.stringify(run(probe).map(({ stdout, error }) => [stdout, error?.message]));
      expect(seen, `after ${name}`).toBe(wanted);
    }
  });
});

test('there are many of them, each with a name of its own', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostile.map(({ name }) => name)).size).toBe(hostile.length);
});

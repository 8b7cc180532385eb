import { expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { InspectRequest, SnippetResult } from '../../../src/protocol';

const request = (text: string, document = 0): InspectRequest => ({
  uri: `file:///recycled${document}.ts`,
  version: 1,
  language: 'typescript',
  text,
  focus: { kind: 'annotated' },
  budget: explicitBudget,
  picture: 'default',
});

const programs = [
  'const x = 2;\nconst y = x * x + 1; // @grad',
  'const xs = [1, 2, 3];\nconst y = xs.reduce((s, e) => s + Math.max(e, 2) * 0.5, 0); // @grad',
  'const a = 0;\nlet z = a;\nfor (let k = 0; k < 50; k++) z = Math.sin(z) + 1 / (k + a);\nconst out = z; // @grad',
  'const p = 3;\nconst q = p - 3;\nconst r = Math.sqrt(q * 0) * p; // @grad',
];

const withoutId = ({ id, ...rest }: SnippetResult) => rest;

test('runs on tapes of traces that were let go give what new ones give', () => {
  const inspector = new Inspector();
  const expected = programs.map((text) => new Inspector().inspect(request(text)).results.map(withoutId));
  // More than are kept, so that tapes come back.
  for (let k = 0; k < 400; k++) {
    const which = (k * 7 + (k >> 3)) % programs.length;
    expect(inspector.inspect(request(programs[which]!)).results.map(withoutId)).toEqual(expected[which]);
  }
});

test('a tape of several results stays while one of them is kept', () => {
  const text = 'const x = 3;\nconst a = x * x; // @grad\nconst b = a * x; // @grad\nconst c = b * x; // @grad';
  const inspector = new Inspector();
  const ids: string[] = [];
  for (let k = 0; k < 100; k++) ids.push(...inspector.inspect(request(text, k)).results.map(({ id }) => id));
  // More runs, whose tapes are those that were let go.
  const check = (id: string) => inspector.check({ result: id, of: { input: 'x', from: 0 }, each: 1000, slice: 1e6 });
  const isKept = (id: string) => check(id) !== null;
  // Runs that each let one result go and record on what was let go, until one of a run is left.
  for (let k = 100; k < 400 && ids.findIndex(isKept) % 3 !== 2; k++)
    inspector.inspect(request('const x = 7;\nconst y = 5 - x - x; // @grad', k));
  const id = ids.find(isKept)!;
  const slope = [6, 27, 108][ids.indexOf(id) % 3]!;
  expect(check(id)!.checks).toMatchObject([{ verdict: 'agrees', analytic: slope }]);
  expect(inspector.check({ result: id, of: { gate: 'g1' }, each: 1000, slice: 1e6 })!.checks).toMatchObject([
    { verdict: 'agrees' },
  ]);
});

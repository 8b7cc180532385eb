import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { checkAll } from '../../../src/inspector/checkAll';
import { Inspector } from '../../../src/inspector/inspector';
import { KeptTraces } from '../../../src/inspector/keptTraces';
import type { Check, CheckRequest, Focus, InspectRequest, SnippetResult } from '../../../src/protocol';
import { checksText, checkText } from '../../../src/text/checkText';
import { goldenCases } from '../../golden/cases';

const annotated: Focus = { kind: 'annotated' };

function request(text: string, extra: Partial<InspectRequest> = {}): InspectRequest {
  return {
    uri: 'a.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: annotated,
    budget: explicitBudget,
    picture: 'default',
    ...extra,
  };
}

function inspected(text: string, extra: Partial<InspectRequest> = {}) {
  const inspector = new Inspector();
  const result = inspector.inspect(request(text, extra)).results[0]!;
  return { inspector, result };
}

async function checksOf(inspector: Inspector, result: SnippetResult, input: string): Promise<readonly Check[]> {
  const checked = await checkAll(async (asked) => inspector.check(asked), result.id, { input });
  return checked!.checks;
}

async function words(text: string, input: string, extra: Partial<InspectRequest> = {}): Promise<string> {
  const { inspector, result } = inspected(text, extra);
  expect(result.error).toBeNull();
  return checksText(await checksOf(inspector, result, input));
}

describe('the check of an input runs the snippet again', () => {
  test.each([
    [
      'a product',
      'const w = 3, v = 2;\nconst y = (w * v - 10) ** 2; // @grad',
      'w',
      'agrees with finite differences: −16',
    ],
    [
      'all elements of an array',
      'const xs = [1, 2, 3];\nlet s = 0;\nfor (const x of xs) s += x ** 3;\nconst y = s; // @grad',
      'xs',
      'agrees with finite differences in all 3 elements',
    ],
    [
      'a field of an object',
      'const p = { a: 2, b: [1, 5] };\nconst y = p.a * p.b[1]; // @grad wrt p',
      'p',
      'agrees with finite differences in all 3 elements',
    ],
    [
      'a parameter with a default',
      '/** @grad x = 2 */\nfunction f(x: number, k = 4) { return x * k; }',
      'k',
      'agrees with finite differences: 2',
    ],
    [
      'a branch that is decided anew',
      'const x = 2;\nconst y = x > 0 ? x * x : -x; // @grad',
      'x',
      'agrees with finite differences: 4',
    ],
    [
      'an iteration that ends by a tolerance',
      'const x = 5;\nlet g = x / 2;\nwhile (Math.abs(g * g - x) > 1e-6) g = (g + x / g) / 2;\nconst r = g; // @grad',
      'x',
      'agrees with finite differences: 0.2236',
    ],
    [
      'large values that cancel',
      'const x = 2, big = 1e10;\nconst y = big + x - big; // @grad wrt x',
      'x',
      'agrees with finite differences: 1',
    ],
    [
      'a tie',
      'const x = 0;\nconst y = Math.max(0, x); // @grad',
      'x',
      'kink here: the convention is: 2 inputs are tied: each gets 1/2 of the gradient',
    ],
    [
      'a corner',
      'const x = 0;\nconst y = Math.abs(x); // @grad',
      'x',
      'kink here: the convention is: abs has a corner at 0: its slope there is taken to be 0',
    ],
    [
      'a corner of branches',
      'const x = 0;\nconst y = x > 0 ? x * 3 : -x; // @grad',
      'x',
      'kink here: left and right differ, decided by a comparison: `x > 0` in line 2; the gradient −1 is that of the way that was taken',
    ],
    [
      'a number that went through text',
      'const x = 2.345;\nconst y = Number(String(x)) * 3; // @grad',
      'x',
      'differs: finite differences say 3, the sweep 0 (cut by text: `String(x)` in line 2)',
    ],
    [
      'one of two uses that went through text',
      "const x = 2;\nconst y = x * parseFloat('' + x); // @grad",
      'x',
      "differs: finite differences say 4, the sweep 2 (cut by text: `'' + x` in line 2)",
    ],
    [
      'rounding by text, which goes in steps',
      'const x = 2.5;\nconst y = Number(x.toFixed(1)) * 3; // @grad',
      'x',
      /^differs: finite differences say (2\.[89]|3)\d*, the sweep 0 \(over large steps; cut by text: `x\.toFixed\(1\)` in line 2\)$/,
    ],
    [
      'an output that is not finite',
      'const x = -1;\nconst y = Math.sqrt(x); // @grad',
      'x',
      'not checked: the output is not finite',
    ],
    [
      'a gradient that 0 × ∞ spoiled',
      'const x = 1000;\nconst y = 1 / (1 + Math.exp(x)); // @grad',
      'x',
      'differs: finite differences say 0, the sweep NaN',
    ],
    ['an unused input', 'const x = 1, y = 2;\nconst z = y * y; // @grad', 'x', 'agrees with finite differences: 0'],
  ])('%s', async (_name, text, input, expected) => {
    const said = await words(text, input);
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });

  test('of a value that was overridden, and of an earlier evaluation', async () => {
    const text = 'const x = 2;\nlet s = 1;\nfor (let i = 0; i < 4; i++) s = s * x;\n';
    const range = { start: { line: 3, column: 33 }, end: { line: 3, column: 38 } };
    const focus: Focus = { kind: 'selection', range };
    expect(await words(text, 'x', { focus })).toBe('agrees with finite differences: 32');
    expect(await words(text, 'x', { focus, occurrence: 2 })).toBe('agrees with finite differences: 4');
    expect(await words(text, 'x', { focus, set: { x: '3' } })).toBe('agrees with finite differences: 108');
  });

  test('of a variable, starting from another gradient', async () => {
    const text = 'const x = [1, 2];\nconst y = x.map((e) => e * e);\nconst g = [10, 100];';
    const { inspector, result } = inspected(text, { focus: { kind: 'variable', name: 'y', upstream: 'g' } });
    const checks = await checksOf(inspector, result, 'x');
    expect(checks.map(({ name, analytic, verdict }) => [name, analytic, verdict])).toEqual([
      ['x[0]', 20, 'agrees'],
      ['x[1]', 400, 'agrees'],
    ]);
  });
});

describe('the check of a gate', () => {
  const text = 'const w = -2, x = 3;\nconst u = w * x;\nconst h = Math.max(0, u);\nconst y = (h - 4) ** 2; // @grad';

  test('runs the recorded operations again', () => {
    const { inspector, result } = inspected(text.replace('-2', '2'));
    const gate = result.graph.gates.find(({ name }) => name === 'u')!;
    const response = inspector.check({ result: result.id, of: { gate: gate.id }, each: 1000, slice: 50 })!;
    expect(response.checks).toMatchObject([{ name: 'u', analytic: 4, verdict: 'agrees', by: 'replay', note: null }]);
    expect(response.next).toBeNull();
  });

  test('of an input is that of the input', () => {
    const { inspector, result } = inspected('const x = 2.5;\nconst y = x * Number(String(x)); // @grad');
    const gate = result.graph.gates.find(({ kind }) => kind === 'input')!;
    const { checks } = inspector.check({ result: result.id, of: { gate: gate.id }, each: 1000, slice: 50 })!;
    expect(checks).toMatchObject([{ verdict: 'differs', by: 'rerun' }]);
  });

  test('is null for what is not there', () => {
    const { inspector, result } = inspected(text);
    const ask = (of: CheckRequest['of'], id = result.id) => inspector.check({ result: id, of, each: 100, slice: 10 });
    expect(ask({ gate: 'g9999' })).toBeNull();
    expect(ask({ gate: 'h1' })).toBeNull();
    expect(ask({ input: 'nobody', from: 0 })).toBeNull();
    expect(ask({ gate: 'g0' }, 'r999')).toBeNull();
  });

  test('says when it would take too long', () => {
    const long =
      'const x = 1.0001;\nlet s = x;\nfor (let i = 0; i < 200000; i++) s = s * x + 1e-9;\nconst y = s; // @grad';
    const { inspector, result } = inspected(long, { picture: 'default' });
    const { checks } = inspector.check({ result: result.id, of: { gate: 'g0' }, each: 10, slice: 10 })!;
    expect(checks[0]).toMatchObject({ verdict: 'unchecked', numeric: null });
    expect(checkText(checks[0]!)).toMatch(/^not checked: too long to check \(\d+ operations\)$/);
  });
});

describe('a check that is stopped', () => {
  test('answers with what it has, and says where to go on', async () => {
    let left = Number.POSITIVE_INFINITY;
    const inspector = new Inspector({ stopped: () => --left < 0 });
    const text = 'const xs = [1, 2, 3, 4];\nconst y = xs.reduce((s, e) => s + e * e, 0); // @grad';
    const result = inspector.inspect(request(text)).results[0]!;
    left = 150;
    const first = inspector.check({ result: result.id, of: { input: 'xs', from: 0 }, each: 1000, slice: 1e6 })!;
    expect(first.checks.length).toBeGreaterThan(0);
    expect(first.checks.length).toBeLessThan(4);
    expect(first.next).toBe(first.checks.length);
    left = Number.POSITIVE_INFINITY;
    const rest = inspector.check({
      result: result.id,
      of: { input: 'xs', from: first.next! },
      each: 1000,
      slice: 1e6,
    })!;
    expect([...first.checks, ...rest.checks].map(({ verdict }) => verdict)).toEqual(new Array(4).fill('agrees'));
  });

  test('gives up a gate, which is asked for again', async () => {
    let asked = 0;
    const inspector = new Inspector({ stopped: () => ++asked === 10 });
    const result = inspector.inspect(request('const x = 2;\nconst u = x * x;\nconst y = u * 3; // @grad')).results[0]!;
    const gate = result.graph.outputs[0]!;
    const responses: (number | null)[] = [];
    const checked = await checkAll(
      async (one) => {
        const response = inspector.check(one)!;
        responses.push(response.next);
        return response;
      },
      result.id,
      { gate },
    );
    expect(responses).toEqual([0, null]);
    expect(checked).toMatchObject({ checks: [{ verdict: 'agrees', analytic: 1 }], omitted: 0 });
  });

  test('is null when it is cancelled between two slices', async () => {
    const { inspector, result } = inspected('const x = 2;\nconst y = x * x; // @grad');
    const check = async (one: CheckRequest) => inspector.check(one);
    expect(await checkAll(check, result.id, { input: 'x' }, () => true)).toBeNull();
    expect(await checkAll(async () => null, result.id, { input: 'x' })).toBeNull();
  });

  test('leaves out numbers of long arrays, and says how many', () => {
    const { inspector, result } = inspected(
      `const xs = [${new Array(100).fill(1.5).join(', ')}];\nconst y = xs.reduce((s, e) => s + e, 0); // @grad`,
    );
    const response = inspector.check({ result: result.id, of: { input: 'xs', from: 60 }, each: 1000, slice: 1e6 })!;
    expect(response).toMatchObject({ next: null, omitted: 36 });
    expect(response.checks).toHaveLength(4);
  });
});

test('traces are kept until they are too many or too large', () => {
  const { inspector, result } = inspected('const x = 2;\nconst y = x * x; // @grad');
  const ask = () => inspector.check({ result: result.id, of: { input: 'x', from: 0 }, each: 100, slice: 10 });
  expect(ask()).not.toBeNull();
  for (let k = 0; k < 300; k++) inspector.inspect({ ...request('const x = 2; // @grad'), uri: `file:///${k}.ts` });
  expect(ask()).toBeNull();
  const small = new KeptTraces(1000);
  const trace = (rows: number) =>
    ({
      trace: { tape: { byteLength: 21 * rows }, sources: { size: 0 } },
      sweep: { byteLength: 0 },
    }) as never;
  small.keep(new Map([['a', trace(20)]]), 'first');
  small.keep(new Map([['b', trace(20)]]), 'second');
  expect([small.get('a') !== null, small.get('b') !== null]).toEqual([true, true]);
  small.keep(new Map([['c', trace(20)]]), 'third');
  expect([small.get('a'), small.size]).toEqual([null, 2]);
  small.keep(new Map([['huge', trace(1000)]]), 'fourth');
  expect(small.size).toBe(0);
});

test('of a document that is inspected again and again the last two traces are kept, and those of others stay', () => {
  const { inspector, result } = inspected('const x = 2;\nconst y = x * x; // @grad');
  const other = { ...request('const x = 5;\nconst y = x * 2; // @grad'), uri: 'file:///other.ts' };
  const ids = Array.from(
    { length: 5 },
    (_, k) => inspector.inspect({ ...other, set: { x: String(k) } }).results[0]!.id,
  );
  const ask = (id: string) => inspector.check({ result: id, of: { input: 'x', from: 0 }, each: 100, slice: 10 });
  expect(ids.map((id) => ask(id) !== null)).toEqual([false, false, false, true, true]);
  expect(ask(result.id)).not.toBeNull();
});

describe('no gradient of the golden programs differs', () => {
  for (const { name, source } of goldenCases) {
    test(name, async () => {
      const inspector = new Inspector();
      for (const result of inspector.inspect(request(source)).results) {
        if (result.error !== null) continue;
        for (const input of result.inputs) {
          const checks = await checksOf(inspector, result, input.name);
          expect(checks.length).toBeGreaterThan(0);
          for (const check of checks) {
            expect(check.verdict, checkText(check)).not.toBe('differs');
            // Rounding to text makes steps all over the place.
            const rough =
              name === 'inventory-map-sort-and-splice' ? ['the function is too rough here for finite differences'] : [];
            if (check.verdict === 'unchecked') expect(['the output is not finite', ...rough]).toContain(check.note);
          }
        }
      }
    });
  }
});

test('a gate of another picture is checked with the values that it has there', () => {
  const inspector = new Inspector();
  const { results } = inspector.inspect({
    uri: 'file:///steps.ts',
    version: 1,
    language: 'typescript',
    text: `let w = 0.5;
const xs = [1, 2, 3, 4];
for (let t = 0; t < 30; t++) {
  let g = 0;
  for (let i = 0; i < 4; i++) g += Math.sin(w * xs[i]!);
  w = w - 0.01 * g;
}
const loss = w * w; // @grad wrt w`,
    focus: { kind: 'annotated' },
    budget: { time: 10_000, operations: 1_000_000, callDepth: 1000, elements: 1_000_000 },
    picture: 'default',
  });
  const result = results[0]!;
  const outer = result.graph.folding!.loops[0]!;
  const folds = { level: null, open: [], closed: [], at: { [outer.key]: 4 } };
  const picture = inspector.picture({ result: result.id, folds })!;
  const sine = picture.gates.find(({ op, fold }) => op === 'sin' && fold?.count === 4)!;
  const of = { gate: sine.id, folds };
  const { checks } = inspector.check({ result: result.id, of, each: 5000, slice: 5000 })!;
  expect(checks).toHaveLength(4);
  expect(checks.every(({ verdict }) => verdict === 'agrees')).toBe(true);
});

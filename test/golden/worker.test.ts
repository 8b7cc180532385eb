// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explicitBudget, liveBudget } from '../../src/inspector/budgets';
import { InspectorClient } from '../../src/inspector/client';
import { startNodeWorker } from '../../src/inspector/nodeWorker';
import type { Budget, InspectRequest, SnippetResult } from '../../src/protocol';
import { root } from '../support/cache.ts';

/** The built worker in a thread of its own, with the budgets that users have. */
const lines: string[] = [];
const client = new InspectorClient(
  () => startNodeWorker(path.join(root, 'dist/worker.js')),
  (line) => lines.push(line),
);

beforeAll(() => run('const x = 1; // @grad'));
afterAll(() => client.dispose());

function request(text: string, budget: Budget = liveBudget, extra: Partial<InspectRequest> = {}): InspectRequest {
  return {
    uri: 'a.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget,
    picture: 'default',
    ...extra,
  };
}

async function run(text: string, budget?: Budget): Promise<SnippetResult> {
  const response = await client.inspect(request(text, budget), 'test');
  expect(response?.results).toHaveLength(1);
  return response!.results[0]!;
}

describe('programs that would never end or take all memory', () => {
  const lost: readonly (readonly [name: string, text: string, code: string | readonly string[], place: string | null, message: RegExp])[] = [
    ['a loop without an end', 'const x = 2;\nlet n = 0;\nconst y = (() => { for (;;); })(); // @grad', 'TimeLimit', '3:20', /^stopped after 1(?:\.\d)? s at line 3 \(loop ran [\d ]+ times\)$/],
    ['a loop that records', 'const x = 2;\nlet y = x;\nwhile (true) y = y * x; // @grad', ['StepLimit', 'TimeLimit'], '3:1', /^stopped after .* at line 3 \(loop ran [\d ]+ times\)$/],
    ['nested loops name the inner one', 'const x = 2;\nlet y = x;\nfor (;;) {\n  for (;;) y = y * x;\n} // @grad', ['StepLimit', 'TimeLimit'], '4:3', /at line 4 \(loop ran/],
    ['a callback that does not end', 'const x = 2;\nlet y = x;\n[1].forEach(() => { for (;;) y++; }); // @grad', ['StepLimit', 'TimeLimit'], '3:21', /at line 3 \(loop ran/],
    ['an array that grows while it is walked', 'const x = 2;\nconst v = [x];\nfor (const e of v) v.push(e); // @grad', ['TooLarge', 'TimeLimit', 'StepLimit'], '3', /./],
    ['recursion without an end', 'const x = 2;\nconst f = (a: number): number => f(a * x);\nconst y = f(x); // @grad', 'RecursionTooDeep', '2:34-2:42', /more than 10000 deep at `f`; does its recursion end\?/],
    ['100 000 calls deep', 'const x = 2;\nconst f = (n: number): number => n === 0 ? x : f(n - 1) + 1;\nconst y = f(100000); // @grad', 'RecursionTooDeep', '2:48-2:56', /more than 10000 deep at `f`/],
    ['mutual recursion', 'const f = (n) => g(n);\nconst g = (n) => f(n);\nconst y = f(1); // @grad', 'RecursionTooDeep', null, /deep at/],
    ['recursion through an array method', 'const f = (n) => [n].map(f)[0];\nconst y = f(1); // @grad', 'RecursionTooDeep', '1', /./],
    ['recursion through a getter', 'const o = { get a() { return o.a; } };\nconst y = o.a; // @grad', 'RecursionTooDeep', '1', /./],
    ['recursion through toString', 'const o = { toString() { return `${o}`; } };\nconst y = `${o}`.length; // @grad', 'RecursionTooDeep', '1', /./],
    ['recursion through valueOf', 'const o = { valueOf() { return +o; } };\nconst y = +o; // @grad', 'RecursionTooDeep', '1', /./],
    ['recursion through a default', 'const f = (a = f()) => a;\nconst y = f(); // @grad', 'RecursionTooDeep', '1', /./],
    ['recursion through sort', 'const f = () => [2, 1].sort(f)[0];\nconst y = f(); // @grad', 'RecursionTooDeep', '1', /./],
    ['recursion through replace', 'const f = () => "a".replace("a", f);\nconst y = f().length; // @grad', 'RecursionTooDeep', '1', /./],
    ['an array of 1e9', 'const y = Array(1e9); // @grad', 'TooLarge', '1:11-1:21', /this would make 1 000 000 000 elements, more than the limit of 20 000 000/],
    ['an array of 1e9 by new', 'const y = new Array(1e9).fill(1); // @grad', 'TooLarge', '1:11-1:25', /1 000 000 000/],
    ['an array of 1e9 by length', 'const y = [1];\ny.length = 1e9; // @grad', 'TooLarge', '2:1-2:15', /1 000 000 000/],
    ['an array of 1e9 by index', 'const y = [1];\ny[1e9] = 1; // @grad', 'TooLarge', '2:1-2:11', /1 000 000 001/],
    ['an array of 1e9 by Array.from', 'const y = Array.from({ length: 1e9 }, () => 1); // @grad', 'TooLarge', '1:11', /1 000 000 000/],
    ['text of 1e9', 'const y = "x".repeat(1e9).length; // @grad', 'TooLarge', '1:11-1:26', /1 000 000 000/],
    ['text of 1e9 by padding', 'const y = "x".padStart(1e9).length; // @grad', 'TooLarge', '1:11', /1 000 000 000/],
    ['text that doubles', 'let s = "ab";\nfor (;;) s += s;\nconst y = s.length; // @grad', 'TooLarge', '2:10-2:16', /more than the limit of 20 000 000/],
    ['text that doubles in a template', 'let s = "ab";\nfor (;;) s = `${s}${s}`;\nconst y = s.length; // @grad', 'TooLarge', '2:14', /more than the limit/],
    ['an array that doubles', 'let v = [1];\nfor (;;) v = [...v, ...v];\nconst y = v; // @grad', ['TooLarge', 'TimeLimit'], '2', /more than the limit|stopped after/],
    ['an array that doubles by concat', 'let v = [1];\nfor (;;) v = v.concat(v);\nconst y = v; // @grad', ['TooLarge', 'TimeLimit'], '2', /stopped after|more than the limit/],
    ['joining much', 'const y = Array(1e6).fill("x".repeat(1e6)).join().length; // @grad', 'TooLarge', '1:11', /more than the limit/],
    ['replacing much', 'const y = "a".repeat(1e6).replaceAll("a", "b".repeat(1e6)).length; // @grad', 'TooLarge', '1:11', /more than the limit/],
    ['flattening much', 'const a = Array(10000).fill(1), b = Array(10000).fill(a);\nconst y = b.flat(); // @grad', 'TooLarge', '2:11', /more than the limit/],
    ['many large arrays', 'const v = Array(1e7).fill(0), all = [];\nfor (;;) all.push(v.slice());\nconst y = all.length; // @grad', ['TooLarge', 'TimeLimit'], '2', /./],
  ]; // biome-ignore format: a table
  for (const [name, text, codes, place, message] of lost) {
    test(name, async () => {
      const { error } = await run(text);
      expect([codes].flat(), error?.message).toContain(error?.code);
      expect(error!.message).toMatch(message);
      if (place !== null) {
        const { start, end } = error!.range!;
        expect(
          `${start.line}:${start.column}-${end.line}:${end.column}`.startsWith(place),
          JSON.stringify(error!.range),
        ).toBe(true);
      }
      expect(await run('const x = 3;\nconst y = x * x; // @grad')).toMatchObject({ output: { value: 9 } });
    });
  }

  test('no run had to be ended from outside', () => {
    expect(lines).toEqual([]);
  });
});

describe('regular expressions that try for ever are ended with their worker', () => {
  for (const code of [
    '/^(a+)+$/.test("a".repeat(40) + "b")',
    '("a".repeat(50) + "b").split(/(?:a+)+$/).length',
    '"a".repeat(60).replace(/(.*)*\\1(.*)*\\2c/, "").length',
    '[...("x".repeat(50) + "y").matchAll(/(x|xx)+$/g)].length',
  ]) {
    test(code, async () => {
      const { error } = await run(`const x = 2;\nconst y = ${code} ? x : 1; // @grad`);
      expect(error).toMatchObject({ code: 'TimeLimit' });
      expect(await run('const x = 3;\nconst y = x * x; // @grad')).toMatchObject({ output: { value: 9 } });
    });
  }

  test('each was ended from outside', () => {
    expect(lines.splice(0)).toHaveLength(4);
  });

  test('long patterns and long texts are refused before they are tried', async () => {
    for (const code of ['new RegExp("a?".repeat(20000)).test("")', '/a/.test("a".repeat(1000001))']) {
      const { error } = await run(`const y = ${code} ? 1 : 2; // @grad`);
      expect(error).toMatchObject({ code: 'TooLarge' });
    }
  });
});

describe('programs at the limits that are fine', () => {
  test('9 000 calls deep', async () => {
    const text =
      'const x = 2;\nconst f = (n: number): number => n === 0 ? x : f(n - 1) + 1;\nconst y = f(9000); // @grad';
    expect(await run(text, explicitBudget)).toMatchObject({
      error: null,
      output: { value: 9002 },
      inputs: [{ name: 'x', grad: 1 }],
    });
  });
  test('9 000 calls deep through patterns, methods and callbacks', async () => {
    const text =
      'const x = 2;\nconst o = { f({ n }: any): any { return n === 0 ? x : [n - 1].map((m) => this.f({ n: m }) + 1)[0]; } };\nconst y = o.f({ n: 4400 }); // @grad';
    expect(await run(text, explicitBudget)).toMatchObject({ error: null, output: { value: 4402 } });
  });
  test('a sum of 20 000 terms', async () => {
    const text = `const x = 2;\nconst y = ${Array(20_000).fill('x').join(' + ')}; // @grad`;
    expect(await run(text, explicitBudget)).toMatchObject({
      error: null,
      output: { value: 40_000 },
      inputs: [{ grad: 20_000 }],
    });
  });
  test('a chain of a million operations', async () => {
    const text = 'const x = 0.5;\nlet y = x;\nfor (let i = 0; i < 400000; i++) y = y * 0.5 + x; // @grad wrt x';
    const result = await run(text, explicitBudget);
    expect(result).toMatchObject({ error: null, output: { value: 1 } });
    expect(result.inputs[0]!.grad).toBeCloseTo(2, 9);
    expect(result.graph.total).toBeGreaterThan(800_000);
  });
  test('a number that is not finite', async () => {
    expect(await run('const x = -1;\nconst y = Math.log(x) / 0; // @grad')).toMatchObject({
      error: null,
      output: { value: 'NaN' },
      inputs: [{ grad: '-Infinity' }],
    });
  });
  test('printing is cut at a megabyte', async () => {
    const { stdout } = await run(
      'const x = 2;\nfor (let i = 0; i < 3000; i++) console.log("x".repeat(1000));\nconst y = x; // @grad',
      explicitBudget,
    );
    expect(stdout.length).toBeLessThan(1_000_100);
    expect(stdout.slice(-40)).toContain('printing was cut at 1 MB');
  });
});

describe('values that hold themselves or one thing many times', () => {
  for (const [name, code] of [
    ['a circle', 'const o: any = { v: 2 };\no.me = o;\no.you = o;'],
    [
      'a list with links both ways',
      'let o: any = { v: 2 };\nfor (let i = 0; i < 60; i++) { const next: any = { v: i, prev: o }; o.next = next; o = next; }',
    ],
    ['an array in itself', 'const o: any = [1];\nfor (let i = 0; i < 40; i++) o.push(o, o);'],
    ['a tree whose branches are one', 'let o: any = [x];\nfor (let i = 0; i < 60; i++) o = [o, o];'],
    ['an object whose fields are one', 'let o: any = { x };\nfor (let i = 0; i < 30; i++) o = { a: o, b: o };'],
  ] as const) {
    test(name, async () => {
      expect(await run(`const x = 3;\n${code}\nconst y = x * x; // @grad wrt x`)).toMatchObject({
        error: null,
        output: { value: 9 },
        inputs: [{ grad: 6 }],
      });
      const printed = await run(`const x = 3;\n${code}\nconsole.log(o);\nconst y = x; // @grad`);
      expect(printed.error).toBeNull();
      expect(printed.stdout.length).toBeGreaterThan(10);
      const { error } = await run(`const x = 3;\n${code}\no; // @grad`);
      expect([undefined, 'NotDifferentiable'], error?.message).toContain(error?.code);
    });
  }
});

describe('text that is nested beyond what can be followed', () => {
  const deep = (open: string, close: string, n = 100_000) =>
    `const x = 2;\nconst y = ${open.repeat(n)}x${close.repeat(n)}; // @grad`;
  for (const [name, text] of [
    ['parentheses', deep('(', ')')],
    ['arrays', deep('[', ']')],
    ['calls', deep('f(', ')')],
    ['unary operators', deep('- ', '')],
    ['blocks', `const x = 2; // @grad\n${'{'.repeat(100_000)}${'}'.repeat(100_000)}`],
    ['functions', deep('() => ', '')],
    ['ternaries', `const x = 2;\nconst y = ${'x ? x : '.repeat(100_000)}x; // @grad`],
    ['members', `const x = 2;\nconst y = x${'.a'.repeat(100_000)}; // @grad`],
    [
      'bound functions',
      'let f = () => 1;\nfor (let i = 0; i < 200000; i++) f = f.bind(null);\nconst y = f(); // @grad',
    ],
    ['a sum of 100 000 terms', `const x = 2;\nconst y = x${' + x'.repeat(100_000)}; // @grad`],
  ] as const) {
    test(name, async () => {
      const { error, output } = await run(text, explicitBudget);
      // Some of these are flat enough to be followed.
      if (error === null) expect(output?.value).not.toBeUndefined();
      else
        expect(['RecursionTooDeep', 'UserThrow', 'NotDifferentiable', 'UnboundName'], error.message).toContain(
          error.code,
        );
      expect(error?.message ?? '').not.toContain('internal');
    });
  }
  test('the worker is still the same one', () => {
    expect(lines).toEqual([]);
  });
});

describe('large files', () => {
  test('10 000 lines within the budget of a live run', async () => {
    const body = Array.from(
      { length: 4998 },
      (_, k) =>
        `const v${k} = ${k === 0 ? 'x' : `v${k - 1}`} * 1.0001 + ${k}; // line ${k}\nfunction f${k}(a: number) { return a * v${k}; }`,
    );
    const text = ['const x = 2;', ...body, 'const y = v4997 * x; // @grad wrt x'].join('\n');
    expect(text.split('\n').length).toBeGreaterThan(9_990);
    await run(text);
    const { error, output } = await run(text);
    expect(error).toBeNull();
    expect(output!.name).toBe('y');
  });
  test('500 annotated lines', async () => {
    const text = ['const x = 2;', ...Array.from({ length: 500 }, (_, k) => `const v${k} = x * ${k}; // @grad`)].join(
      '\n',
    );
    const response = await client.inspect(request(text), 'test');
    expect(response!.results).toHaveLength(500);
    expect(response!.results[499]!.inputs.find(({ name }) => name === 'x')).toMatchObject({ grad: 499 });
  });
});

describe('stop and replace', () => {
  test('stop ends a run with a partial trace', async () => {
    const answer = client.inspect(
      request(
        'const x = 1.5;\nlet s = x;\nfor (let i = 0; ; i++) { if (i < 1000) s = s * 0.5 + x; } // @grad',
        explicitBudget,
      ),
      'stopped',
    );
    setTimeout(() => client.stop('stopped'), 300);
    const [result] = (await answer)!.results;
    expect(result!.error).toMatchObject({ code: 'TimeLimit' });
    expect(result!.output).toMatchObject({ name: 's', value: 3 });
    expect(result!.graph.total).toBeGreaterThan(1000);
    expect(lines).toEqual([]);
  });
  test('a newer request takes the place of one that runs', async () => {
    const old = client.inspect(request('for (;;); // @grad', explicitBudget), 'same');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const fresh = client.inspect(request('const x = 4; // @grad'), 'same');
    expect(await old).toBeNull();
    expect((await fresh)!.results[0]).toMatchObject({ output: { value: 4 } });
  });
});

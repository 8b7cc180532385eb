import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonReport } from '../../src/text/json';
import { root } from '../support/cache.ts';
import { inspectSource, runCli } from './runCli';

/** `gradlens inspect` as a user runs it: every option, the exit codes, and what goes where. */
let folder: string;
const files = {
  'burger.ts': 'const w = 3,\n  v = 2,\n  x = 2;\nconst u = w * x;\nconst y = v * u;\nconst loss = (y - 10) ** 2; // @grad wrt w, v\n',
  'scenarios.ts': '/**\n * @grad w = 3, v = 2\n * @grad w = 1, v = 5\n */\nexport function f(w: number, v: number) {\n  const u = w * v;\n  return u * v;\n}\nconst a = 2;\nconst b = a * a; // @grad\n',
  'upstream.ts': 'const x = 2, w = 3;\nconst f = x * w;\nconst df = 5;\nconst g = [1, 2];\n',
  'plain.ts': 'const a = 2;\nconst b = a * 3;\nconst c = a + b * b;\n',
  'broken.ts': 'const a = ;\n',
  'half.ts': 'const a = 2;\nconst b = a * a; // @grad\nconst c = a.b.c; // @grad\n',
  'prints.js': 'var x = 2\nconsole.log("x is", x)\nvar y = x * x // @grad\n',
  'view.tsx': 'const x = 2;\nconst view = () => <b>{x}</b>;\nconst y = x * 4; // @grad\n',
  'bom.ts': '\uFEFFconst x = 2; // @grad\n',
  'crlf.ts': 'const x = 2;\r\nconst y = x * x; // @grad\r\n',
  'nan.ts': 'const x = -1;\nconst v = [0, 1 / 0, -0];\nconst y = Math.sqrt(x) + v[0]!; // @grad\n',
  'cut.ts': 'const x = 2.5;\nconst y = x * Number(String(x)); // @grad\n',
  'notes.py': 'x = 2\n',
}; // biome-ignore format: a table

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gradlens-cli-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: keyof typeof files) => path.join(folder, name);

async function json(
  name: keyof typeof files,
  ...flags: string[]
): Promise<JsonReport & { readonly code: number | null }> {
  const { code, stdout, stderr } = await runCli(['inspect', file(name), '--json', ...flags]);
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as JsonReport), code };
}

describe('the report', () => {
  test('of the burger factory is the contract', async () => {
    const { code, ...report } = await json('burger.ts');
    expect(code).toBe(0);
    expect(report).toMatchObject({
      schema: 'gradlens/1',
      language: 'typescript',
      results: [
        {
          target: { name: 'loss', range: { start: { line: 6, column: 1 }, end: { line: 6, column: 28 } } },
          scenario: 0,
          output: { name: 'loss', value: 4, shape: [] },
          inputs: { w: { value: 3, grad: 16, shape: [] }, v: { value: 2, grad: 24, shape: [] } },
          variables: {
            u: { value: 6, grad: 8, shape: [], kind: 'number' },
            y: { value: 12, grad: 4, shape: [], kind: 'number' },
            loss: { value: 4, grad: 1, shape: [], kind: 'number' },
          },
          passCount: 0,
          passes: [],
          gradCalls: [],
          handGrads: {},
          diagnostics: [],
          stdout: '',
          error: null,
        },
      ],
    });
    expect(Object.keys(report.results[0]!)).toEqual([
      'target', 'scenario', 'output', 'inputs', 'variables', 'passCount', 'passes', 'gradCalls', 'handGrads', 'graph',
      'diagnostics', 'stdout', 'error',
    ]); // biome-ignore format: a list
    const { nodes, edges } = report.results[0]!.graph;
    const u = nodes.find(({ name }) => name === 'u')!;
    expect(u).toMatchObject({
      op: 'mul',
      code: 'w * x',
      value: 6,
      grad: 8,
      shape: [],
      flow: 'swaps',
      count: 1,
      range: { start: { line: 4, column: 11 }, end: { line: 4, column: 16 } },
    });
    const w = nodes.find(({ name }) => name === 'w')!;
    expect(edges).toContainEqual({ from: w.id, to: u.id, local: 2, contribution: 16 });
  });

  test('lists annotated snippets in file order', async () => {
    const { results, code } = await json('scenarios.ts');
    expect(code).toBe(0);
    expect(
      results.map(({ target, scenario, output }) => [target?.name, scenario, output?.name, output?.value]),
    ).toEqual([
      ['f', 0, null, 12],
      ['f', 1, null, 25],
      ['b', 0, 'b', 4],
    ]);
  });

  test('of a file that does not parse has no target', async () => {
    const { results, code } = await json('broken.ts');
    expect(code).toBe(1);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      target: null,
      output: null,
      inputs: {},
      error: { code: 'SyntaxError', range: { start: { line: 1, column: 11 } } },
    });
  });

  test('of a file without annotations is empty and good', async () => {
    expect(await json('plain.ts')).toMatchObject({ results: [], code: 0 });
    const source = 'x = 2.0\ny = x * x\nprint(y)\n';
    for (const command of ['inspect', 'check']) {
      const { code, stdout } = await runCli([command, '-', '--language', 'python', '--table'], source);
      expect([code, stdout]).toEqual([
        0,
        'standard input: nothing is marked with @grad; write `# @grad` at the end of a line, or name one with --at LINE\n',
      ]);
    }
  });

  test('numbers that are not finite are text; -0 is 0', async () => {
    const { results } = await json('nan.ts');
    expect(results[0]).toMatchObject({
      output: { value: 'NaN' },
      inputs: { x: { grad: 'NaN' } },
      variables: { v: { value: [0, 'Infinity', 0] } },
    });
  });

  test('what was printed until the output', async () => {
    expect((await json('prints.js')).results[0]).toMatchObject({ stdout: 'x is 2\n', output: { name: 'y', value: 4 } });
  });

  test('JSX, a byte order mark and CRLF', async () => {
    expect((await json('view.tsx')).results[0]).toMatchObject({ output: { value: 8 } });
    expect((await json('bom.ts')).results[0]).toMatchObject({
      output: { value: 2 },
      target: { range: { start: { line: 1, column: 1 } } },
    });
    expect((await json('crlf.ts')).results[0]).toMatchObject({
      output: { value: 4 },
      target: { range: { end: { line: 2, column: 17 } } },
    });
  });
});

describe('what is inspected', () => {
  test('--at LINE: the annotated snippet there, else the statement', async () => {
    expect((await json('scenarios.ts', '--at', '10')).results.map(({ target }) => target?.name)).toEqual(['b']);
    expect((await json('scenarios.ts', '--at', '6')).results.map(({ output }) => output?.value)).toEqual([12, 25]);
    expect((await json('scenarios.ts', '--at', '3')).results.map(({ output }) => output?.value)).toEqual([25]);
    expect((await json('plain.ts', '--at', '2')).results).toMatchObject([
      { target: { name: 'b' }, output: { name: 'b', value: 6 } },
    ]);
  });
  test('--at LINE:COL', async () => {
    expect((await json('burger.ts', '--at', '5:7')).results).toMatchObject([
      {
        target: { name: 'y' },
        output: { name: 'y', value: 12 },
        inputs: { w: { grad: 4 }, v: { grad: 6 }, x: { grad: 6 } },
      },
    ]);
  });
  test('--at where there is nothing', async () => {
    const { results, code } = await json('plain.ts', '--at', '99');
    expect(code).toBe(results[0]?.error ? 1 : 0);
  });
  test('--select', async () => {
    expect((await json('plain.ts', '--select', '3:11-3:16')).results).toMatchObject([
      {
        target: { name: 'a + b * b', range: { start: { line: 3, column: 11 }, end: { line: 3, column: 20 } } },
        output: { name: null, value: 38 },
      },
    ]);
    expect((await json('plain.ts', '--select', '3:15-3:20')).results).toMatchObject([
      {
        target: { name: 'b * b' },
        output: { value: 36 },
        inputs: { a: { grad: 36 } },
        variables: { b: { value: 6, grad: 12 } },
      },
    ]);
    expect((await json('plain.ts', '--select', '2:1-3:1')).results).toMatchObject([
      { output: { name: 'b', value: 6 } },
    ]);
  });
  test('--of and --upstream', async () => {
    expect((await json('upstream.ts', '--of', 'f')).results).toMatchObject([
      { target: { name: 'f' }, output: { name: 'f', value: 6 }, inputs: { x: { grad: 3 }, w: { grad: 2 } } },
    ]);
    expect((await json('upstream.ts', '--of', 'f', '--upstream', 'df')).results).toMatchObject([
      { inputs: { x: { grad: 15 }, w: { grad: 10 } } },
    ]);
    const wrong = await json('upstream.ts', '--of', 'f', '--upstream', 'g');
    expect(wrong).toMatchObject({ code: 1, results: [{ error: { code: 'ShapeMismatch' } }] });
    expect(await json('upstream.ts', '--of', 'zzz')).toMatchObject({
      code: 1,
      results: [{ error: { code: 'UnboundName' } }],
    });
  });
  test('--set replaces inputs, and may be repeated', async () => {
    expect((await json('burger.ts', '--set', 'w=5', '--set', 'v = 1 + 1')).results).toMatchObject([
      { output: { value: 100 }, inputs: { w: { value: 5 } } },
    ]);
    expect(
      (await json('scenarios.ts', '--at', '6', '--set', 'w=-1')).results.map(({ output }) => output?.value),
    ).toEqual([-4, -25]);
    expect((await json('burger.ts', '--set', 'w=a=>a')).results[0]).toMatchObject({ output: { value: 'NaN' } });
  });
  test('--set of a name that nothing has is told', async () => {
    const { code, stdout, stderr } = await runCli([
      'inspect',
      file('burger.ts'),
      '--set',
      'w=5',
      '--set',
      'q=1',
      '--table',
    ]);
    expect([code, stderr]).toEqual([1, 'gradlens: --set q: no result has an input of that name\n']);
    expect(stdout).toContain('100');
  });
  test('--set of what is no expression is an error of the result', async () => {
    expect(await json('burger.ts', '--set', 'w=1 +')).toMatchObject({
      code: 1,
      results: [{ error: { code: 'SyntaxError' } }],
    });
    expect(await json('burger.ts', '--set', 'w=process.exit()')).toMatchObject({
      code: 1,
      results: [{ error: { code: 'Unsupported' } }],
    });
  });
  test('--graph full is the whole trace', async () => {
    const source = 'const x = 1.5;\nlet s = x;\nfor (let i = 0; i < 200; i++) s = s * 0.5 + x;\ns; // @grad wrt x\n';
    const run = async (...flags: string[]) =>
      JSON.parse(
        (await runCli(['inspect', '-', '--language', 'typescript', '--json', ...flags], source)).stdout,
      ) as JsonReport;
    const whole = (await run('--graph', 'full')).results[0]!.graph;
    expect(whole.nodes.length).toBeGreaterThan(400);
    expect(whole.omitted).toBeUndefined();
    const picture = (await run()).results[0]!.graph;
    expect(picture.nodes.length).toBeLessThanOrEqual(60);
    const ids = new Set(whole.nodes.map(({ id }) => id));
    expect(whole.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });
});

test('the fences of a Markdown file', async () => {
  const text =
    'Text\n\n```ts\nconst w = 3;\nconst y = w * w; // @grad\n```\n\n```js\nconst w = 1;\nconst z = w + w; // @grad\n```\n';
  const { code, report } = await inspectSource(text, [], 'notes.md');
  expect(code).toBe(0);
  expect(report.language).toBe('typescript');
  expect(report.results.map(({ target, inputs }) => [target!.range.start.line, inputs.w!.grad])).toEqual([
    [5, 6],
    [10, 2],
  ]);
});

describe('standard input', () => {
  test('with --language', async () => {
    const { code, stdout } = await runCli(
      ['inspect', '-', '--language', 'typescript', '--json'],
      'const x = 3;\nconst y = x * x; // @grad',
    );
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as JsonReport).results[0]).toMatchObject({
      output: { value: 9 },
      inputs: { x: { grad: 6 } },
    });
  });
  test('an empty one', async () => {
    expect(JSON.parse((await runCli(['inspect', '-', '--language', 'typescript', '--json'])).stdout)).toMatchObject({
      results: [],
    });
  });
});

describe('formats', () => {
  test('--json is the default where nobody looks', async () => {
    const { stdout } = await runCli(['inspect', file('burger.ts')]);
    expect((JSON.parse(stdout) as JsonReport).schema).toBe('gradlens/1');
  });
  test('--table', async () => {
    const { code, stdout } = await runCli(['inspect', file('burger.ts'), '--table']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^loss = 4 {3}\(burger\.ts:6\)\n/);
    expect(stdout).toMatch(/input {2}w +3 +16\n/);
    expect((await runCli(['inspect', file('half.ts'), '--table'])).stdout).toContain(
      'UserThrow at 3:11: TypeError: Cannot read properties of undefined',
    );
  });
  test('--mermaid', async () => {
    const { stdout } = await runCli(['inspect', file('burger.ts'), '--mermaid']);
    expect(stdout).toMatch(/^flowchart /m);
    expect(stdout).toContain('w');
  });
  test('--markdown', async () => {
    const { stdout } = await runCli(['inspect', file('burger.ts'), '--markdown']);
    expect(stdout).toContain('```mermaid');
    expect(stdout).toContain('burger.ts');
  });
});

describe('exit codes', () => {
  test('1 when one of several results has an error', async () => {
    const { results, code } = await json('half.ts');
    expect(code).toBe(1);
    expect(results.map(({ error }) => error?.code ?? null)).toEqual([null, 'UserThrow']);
    expect(results[1]!.error).toEqual({
      code: 'UserThrow',
      type: 'TypeError',
      message: "TypeError: Cannot read properties of undefined (reading 'c')",
      range: { start: { line: 3, column: 11 }, end: { line: 3, column: 16 } },
    });
  });

  test('0 for help and version', async () => {
    for (const flag of ['--help', '-h']) {
      const { code, stdout } = await runCli([flag]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^usage: gradlens inspect FILE/);
      for (const option of [
        '--at',
        '--select',
        '--of',
        '--upstream',
        '--set',
        '--graph',
        '--language',
        '--json',
        '--table',
        '--mermaid',
        '--markdown',
      ])
        expect(stdout).toContain(option);
    }
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await runCli(['--version'])).stdout).toBe(`${version}\n`);
  });

  const wrong: readonly (readonly [args: readonly string[], message: string])[] = [
    [[], 'a command is missing'],
    [['look', 'a.ts'], 'unknown command look'],
    [['inspect'], 'FILE is missing'],
    [['inspect', 'a.ts', 'b.ts'], 'only one FILE'],
    [['inspect', 'no-such-file.ts'], 'cannot read no-such-file.ts'],
    [['inspect', 'src'], 'is not a TypeScript, JavaScript, Python or Markdown file'],
    [['inspect', 'LICENSE'], 'LICENSE is not a TypeScript, JavaScript, Python or Markdown file'],
    [['inspect', '-'], '--language says which language'],
    [['inspect', '-', '--language', 'cobol'], '--language takes typescript'],
    [['inspect', 'a.ts', '--at', 'x'], '--at takes LINE'],
    [['inspect', 'a.ts', '--at', '0'], '--at takes LINE'],
    [['inspect', 'a.ts', '--at', '3:'], '--at takes LINE'],
    [['inspect', 'a.ts', '--at', '-1'], ''],
    [['inspect', 'a.ts', '--at', '3:0'], '--at takes LINE'],
    [['inspect', 'a.ts', '--select', '1:1'], '--select takes LINE:COLUMN-LINE:COLUMN'],
    [['inspect', 'a.ts', '--select', '1:1-0:4'], '--select takes'],
    [['inspect', 'a.ts', '--select', '2:5-2:1'], '--select takes'],
    [['inspect', 'a.ts', '--at', '1', '--of', 'x'], 'only one of'],
    [['inspect', 'a.ts', '--upstream', 'x'], '--upstream goes with --of'],
    [['inspect', 'a.ts', '--set', 'w'], '--set takes NAME=EXPRESSION'],
    [['inspect', 'a.ts', '--set', '=3'], '--set takes NAME=EXPRESSION'],
    [['inspect', 'a.ts', '--set', 'w='], '--set takes NAME=EXPRESSION'],
    [['inspect', 'a.ts', '--graph', 'some'], '--graph takes only `full`'],
    [['inspect', 'a.ts', '--json', '--table'], 'use only one of'],
    [['inspect', 'a.ts', '--nonsense'], '--nonsense'],
    [['inspect', 'a.ts', '--at'], '--at'],
  ];
  for (const [args, message] of wrong) {
    test(`2 for ${['gradlens', ...args].join(' ')}`, async () => {
      const { code, stdout, stderr } = await runCli(args);
      expect(stderr).toContain(message);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).not.toContain('    at ');
    });
  }
});

describe('a snippet cannot reach the machine', () => {
  test('an endless loop ends, and the process with it', async () => {
    const { code, stdout } = await runCli(
      ['inspect', '-', '--language', 'typescript', '--json'],
      'const x = 2;\nlet y = x;\nfor (;;) y = y * x; // @grad',
    );
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as JsonReport).results[0]!.error!.code).toMatch(/StepLimit|TimeLimit/);
  });
  test('a report of a megabyte comes through a pipe whole', async () => {
    const { stdout } = await runCli(
      ['inspect', '-', '--language', 'typescript', '--json', '--graph', 'full'],
      'const x = 1.5;\nlet s = x;\nfor (let i = 0; i < 3000; i++) { s = s * 0.5 + x; console.log("x".repeat(200)); }\ns; // @grad wrt x',
    );
    const { results } = JSON.parse(stdout) as JsonReport;
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(results[0]!.stdout.length).toBe(3000 * 201);
  });
});

describe('gradlens check', () => {
  test('compares the gradients of a file with finite differences', async () => {
    const { code, stdout, stderr } = await runCli(['check', file('scenarios.ts'), '--table']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').filter((line) => / agrees$/.test(line))).toHaveLength(5);
    expect(stdout).toContain('f   (scenarios.ts:5, scenario 2)\n');
    expect(stdout).toMatch(/\n5 gradients: 5 agree\n$/);
  });

  test('exits with 1 when one differs, and says why', async () => {
    const { code, stdout } = await runCli(['check', file('cut.ts'), '--json']);
    expect(code).toBe(1);
    const { results } = JSON.parse(stdout) as { results: { checks: object; error: null }[] };
    expect(results).toEqual([
      {
        target: { name: 'y', range: { start: { line: 2, column: 1 }, end: { line: 2, column: 33 } } },
        scenario: 0,
        checks: {
          x: [
            {
              name: 'x',
              analytic: 2.5,
              numeric: expect.closeTo(5, 6),
              verdict: 'differs',
              by: 'rerun',
              note: 'cut by text: `String(x)` in line 2',
            },
          ],
        },
        omitted: 0,
        error: null,
      },
    ]);
  });

  test('exits with 1 when a result has an error, with 2 for what it cannot print', async () => {
    const half = await runCli(['check', file('half.ts'), '--table']);
    expect(half.code).toBe(1);
    expect(half.stdout).toContain('TypeError');
    expect((await runCli(['check', file('burger.ts'), '--mermaid'])).code).toBe(2);
    expect((await runCli(['check'])).code).toBe(2);
  });

  test('checks what an option names', async () => {
    const { code, stdout } = await runCli(['check', file('plain.ts'), '--of', 'c', '--set', 'a=3', '--table']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/a +55 +5\d[\d.]* +agrees/);
  });
});

test('diagnostics come with their places', async () => {
  const { results } = await json('nan.ts');
  expect(results[0]!.diagnostics).toEqual([
    {
      code: 'nan-birthplace',
      severity: 'warning',
      message: 'The first value that is not finite: `Math.sqrt(x)` is NaN, made from `x` = −1.',
      range: { start: { line: 3, column: 11 }, end: { line: 3, column: 23 } },
    },
  ]);
});

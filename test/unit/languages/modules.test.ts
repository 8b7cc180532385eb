import { describe, expect, test } from 'vitest';
import { Inspector } from '../../../src/inspector/inspector';
import type { Focus } from '../../../src/protocol';
import { inspectFiles, inspectOne, readerOf, runModulesInNode } from './modules';
import { modules } from './programs/modules';

const end = { kind: 'variable', name: 'theEnd' } satisfies Focus;

describe('programs of several files print what Node prints', () => {
  const entries = Object.entries(modules);
  const printed = runModulesInNode(entries.map(([, files]) => ({ files, main: 'main.js' })));
  entries.forEach(([name, files], k) => {
    test(name, () => {
      expect(printed[k], 'what Node prints').not.toBe('');
      const text = `${files['main.js']}\nconst theEnd = 1;`;
      const [result] = inspectFiles({ ...files, 'main.js': text }, { main: 'main.js', focus: end }).results;
      expect(result!.error).toBeNull();
      // A statement that throws is skipped here, and says so only where it is asked about.
      const lines = printed[k]!.split('\n');
      const thrown = lines.at(-2)!.match(/^(\w*Error): (.*)$/);
      expect(result!.stdout).toBe(thrown ? `${lines.slice(0, -2).join('\n')}\n` : printed[k]);
      if (!thrown) return;
      const marked = files['main.js']!.replace(/f\(\);$/, 'f(); // @grad');
      expect(inspectOne({ ...files, 'main.js': marked }, { main: 'main.js' }).error).toMatchObject({
        code: 'UserThrow',
        type: thrown[1],
        message: `${thrown[1]}: ${thrown[2]}`,
      });
    });
  });
});

describe('values and gradients through imported files', () => {
  const files = {
    'main.ts': `
import { affine, rate as speed } from './lib';
const w = 3;
const x = 2;
const y = affine(w, x) * speed; // @grad`,
    'lib.ts': `
export const rate: number = 0.5;
export function affine(w: number, x: number): number {
  const product = w * x;
  return product + rate;
}`,
  };

  test('inputs are those of the inspected file', () => {
    const { output, inputs, variables } = inspectOne(files);
    expect(output).toMatchObject({ name: 'y', value: 3.25 });
    expect(inputs.map(({ name, grad }) => [name, grad])).toEqual([
      ['w', 1],
      ['x', 1.5],
    ]);
    expect(variables.map(({ name }) => name)).toEqual(['w', 'x', 'y']);
  });

  test('gates of another file carry its address with their range; names are those of the code', () => {
    const { gates } = inspectOne(files).graph;
    expect(gates.map(({ name, code, range }) => [name, code, range?.file ?? null, range?.start.line])).toEqual([
      ['w', 'w', null, 3],
      ['x', 'x', null, 4],
      ['product', 'w * x', 'lib.ts', 4],
      [null, 'product + rate', 'lib.ts', 5],
      ['y', 'affine(w, x) * speed', null, 5],
    ]);
  });

  test('a selection lists the imported names that it uses, by the names that they have here', () => {
    const text = files['main.ts'].replace(' // @grad', '');
    const line = text.split('\n').length;
    const column = text.split('\n').at(-1)!.indexOf('affine') + 1;
    const range = { start: { line, column }, end: { line, column: column + 'affine(w, x) * speed'.length } };
    const { output, variables } = inspectOne({ ...files, 'main.ts': text }, { focus: { kind: 'selection', range } });
    expect(output?.value).toBe(3.25);
    expect(variables.find(({ name }) => name === 'speed')).toMatchObject({
      value: 0.5,
      grad: 7,
      range: { start: { line: 2 } },
    });
  });

  test('what an imported file holds is never an input, not even where it is named', () => {
    const result = inspectOne({ ...files, 'main.ts': files['main.ts'].replace('@grad', '@grad wrt speed') });
    expect(result.error).toMatchObject({ code: 'DirectiveError' });
  });

  test('arguments of a directive may use imported names', () => {
    const result = inspectOne({
      'main.ts': `import { start } from './lib';\n/** @grad x = start */\nexport function f(x: number) { return x * x; }`,
      'lib.ts': 'export const start = 5;',
    });
    expect(result).toMatchObject({ error: null, output: { value: 25 } });
    expect(result.inputs[0]).toMatchObject({ name: 'x', grad: 10 });
  });

  test('a snippet in an imported file is none of the inspected one', () => {
    expect(inspectFiles({ ...files, 'lib.ts': `${files['lib.ts']}\nconst z = 2; // @grad` }).results).toHaveLength(1);
  });
});

describe('which file an import means', () => {
  const value = (main: string, specifier: string, files: Readonly<Record<string, string>>) => {
    const text = `import { v } from ${JSON.stringify(specifier)};\nconst y = v; // @grad`;
    const { output, error } = inspectOne({ ...files, [main]: text }, { main });
    return error ? error.message : output!.value;
  };
  test.each([
    ['./a', 'a.ts'],
    ['./a', 'a.tsx'],
    ['./a', 'a.js'],
    ['./a', 'a.jsx'],
    ['./a', 'a.mts'],
    ['./a', 'a.mjs'],
    ['./a', 'a.cjs'],
    ['./a', 'a/index.ts'],
    ['./a', 'a/index.js'],
    ['./a/', 'a/index.ts'],
    ['.', 'index.ts'],
    ['./', 'index.js'],
    ['./a.js', 'a.ts'],
    ['./a.js', 'a.tsx'],
    ['./a.js', 'a.js'],
    ['./a.jsx', 'a.tsx'],
    ['./a.mjs', 'a.mts'],
    ['./a.cjs', 'a.cts'],
    ['./a.ts', 'a.ts'],
    ['./a.model', 'a.model.ts'],
    ['./b/../a', 'a.ts'],
    ['./a b#c', 'a b#c.ts'],
  ])('%s may be %s', (specifier, file) => {
    expect(value('main.ts', specifier, { [file]: 'export const v = 7;' })).toBe(7);
  });

  test.each([
    ['..', 'index.ts'],
    ['../a', 'a.ts'],
    ['./a', 'src/a.ts'],
    ['../../a', '../a.ts'],
  ])('from a folder, %s may be %s', (specifier, file) => {
    expect(value('src/main.ts', specifier, { [file]: 'export const v = 7;' })).toBe(7);
  });

  test.each([
    ['file:///home/me/main.ts', './a b', 'file:///home/me/a%20b.ts'],
    ['file:///home/me/main.ts', '../a', 'file:///home/a.ts'],
    ['vscode-vfs://github/o/r/src/main.ts', '../a', 'vscode-vfs://github/o/r/a.ts'],
    ['/home/me/main.ts', './a', '/home/me/a.ts'],
  ])('beside %s, %s may be %s', (main, specifier, file) => {
    expect(value(main, specifier, { [file]: 'export const v = 7;' })).toBe(7);
  });

  test('TypeScript prefers a source to what it is compiled to, JavaScript what it names', () => {
    const files = { 'a.ts': 'export const v = 1;', 'a.js': 'export const v = 2;' };
    expect(value('main.ts', './a.js', files)).toBe(1);
    expect(value('main.js', './a.js', files)).toBe(2);
    expect(value('main.js', './a', files)).toBe(1);
  });

  test('what was looked for is told, for the files that may come to be', () => {
    const text = `import { v } from './a.js';\nimport './b';\nimport 'pkg';\nconst y = v; // @grad`;
    const { dependencies } = inspectFiles({ 'main.ts': text, 'a.js': 'export const v = 1;', 'b/index.ts': '' });
    expect(dependencies!.slice(0, 3)).toEqual(['a.ts', 'a.tsx', 'a.js']);
    expect(dependencies!.at(-1)).toBe('b/index.ts');
    expect(dependencies).toContain('b.ts');
    expect(inspectFiles({ 'main.ts': 'const x = 1; // @grad' }).dependencies).toEqual([]);
  });
});

describe('imports that lead nowhere are errors where their value is used', () => {
  const lib = { 'lib.ts': 'export const a = 1;\nexport type T = number;\nexport interface I {}\n' };
  test.each([
    ['a package', `import x from 'pkg';`, 'x', 'ImportNotFound', /^the package `pkg` is not run here; /],
    [
      "Node's own",
      `import { readFileSync } from 'node:fs';`,
      'readFileSync',
      'ImportNotFound',
      /^the package `node:fs`/,
    ],
    ['a scoped package', `import x from '@a/b/c.js';`, 'x', 'ImportNotFound', /^the package `@a\/b\/c.js`/],
    [
      'an absolute path',
      `import x from '/a.js';`,
      'x',
      'ImportNotFound',
      /^`\/a.js` is not read; write .* `\.\/a.js`$/,
    ],
    [
      'no such file',
      `import x from './sub/x';`,
      'x',
      'ImportNotFound',
      '`./sub/x` is not found: there is no `sub/x.ts`, `sub/x.js`, `sub/x/index.ts` or the like',
    ],
    [
      'no such source',
      `import x from './x.js';`,
      'x',
      'ImportNotFound',
      '`./x.js` is not found: there is no `x.ts`, `x.tsx` or `x.js`',
    ],
    ['above the root', `import x from './x.ts';`, 'x', 'ImportNotFound', '`./x.ts` is not found: there is no `x.ts`'],
    [
      'no such export',
      `import { b } from './lib';`,
      'b',
      'ImportNotFound',
      '`./lib` does not export `b`; it exports `T`, `I`, `a`',
    ],
    ['no default export', `import d from './lib';`, 'd', 'ImportNotFound', /^`\.\/lib` does not export `default`/],
    ['a type', `import { T } from './lib';`, 'T', 'UnboundName', '`T` is a type and has no value'],
    [
      'imported as a type',
      `import type { a } from './lib';`,
      'a',
      'UnboundName',
      '`a` is imported as a type and has no value',
    ],
    [
      'one imported as a type',
      `import { type a } from './lib';`,
      'a',
      'UnboundName',
      '`a` is imported as a type and has no value',
    ],
    ['the whole of nothing', `import * as m from './m';`, 'm.x', 'ImportNotFound', /^`\.\/m` is not found/],
  ])('%s', (_name, statement, use, code, message) => {
    const unused = inspectOne({ ...lib, 'main.ts': `${statement}\nconst y = 2; // @grad` });
    expect(unused).toMatchObject({ error: null, output: { value: 2 } });
    const { error } = inspectOne({ ...lib, 'main.ts': `${statement}\nconst y = ${use}; // @grad` });
    expect(error?.code).toBe(code);
    if (typeof message === 'string') expect(error?.message.replace('`I`, `T`, `a`', '`T`, `I`, `a`')).toBe(message);
    else expect(error?.message).toMatch(message);
    if (code === 'ImportNotFound') {
      expect(error?.range).toEqual({ start: { line: 1, column: 1 }, end: { line: 1, column: statement.length + 1 } });
    }
  });

  test('a file without exports, several exports of one name, and a name that is passed on in vain', () => {
    const files = {
      'none.cjs': 'module.exports = { a: 1 };',
      'both.ts': `export * from './one';\nexport * from './two';`,
      'one.ts': 'export const a = 1;',
      'two.ts': 'export const a = 2;',
      'on.ts': `export { gone as a } from './one';`,
    };
    const message = (specifier: string) =>
      inspectOne({ ...files, 'main.ts': `import { a } from '${specifier}';\nconst x = a; // @grad` }).error?.message;
    expect(message('./none.cjs')).toBe('`./none.cjs` does not export `a`; it has no `export`');
    expect(message('./both')).toMatch(/^`\.\/both` has several exports `a`, from different files/);
    expect(message('./on')).toBe('`./one` does not export `gone`; it exports `a` (in on.ts:1)');
  });

  test('a file that does not parse', () => {
    const files = { 'main.ts': `import { a } from './bad';\nconst x = a; // @grad`, 'bad.ts': 'export const a =\n  ;' };
    expect(inspectOne(files).error).toMatchObject({
      code: 'SyntaxError',
      message: '`./bad` does not parse: Unexpected token (in bad.ts:2)',
      range: { start: { line: 1, column: 1 } },
    });
    expect(inspectOne({ ...files, 'main.ts': `import './bad';\nconst x = 1; // @grad` }).error).toBeNull();
  });

  test('an unsaved document has no folder', () => {
    const { error } = inspectOne(
      { 'untitled:Untitled-1': `import { a } from './a';\nconst x = a; // @grad` },
      { main: 'untitled:Untitled-1' },
    );
    expect(error?.message).toMatch(/save this document first/);
  });

  test('what may not be read says why', () => {
    const text = `import { a } from '../secret';\nconst x = a; // @grad`;
    const { results } = new Inspector().inspect(
      {
        uri: 'src/main.ts',
        version: 1,
        language: 'typescript',
        text,
        focus: { kind: 'annotated' },
        budget: { time: 1000, operations: 1000, callDepth: 10, elements: 1000 },
        picture: 'default',
      },
      ([uri = '']) => ({ uri, text: null, reason: 'it is larger than 4 MB' }),
    );
    expect(results[0]!.error).toMatchObject({
      code: 'ImportNotFound',
      message: '`../secret` is not read: it is larger than 4 MB',
    });
  });
});

describe('errors in imported files are told with their place, at the code that led there', () => {
  test.each([
    [
      'a call',
      `import { f } from './lib';\nconst y = 1 + f(2); // @grad`,
      '2:15',
      "TypeError: Cannot read properties of undefined (reading 'a') (in lib.ts:3)",
    ],
    [
      'a call in a function',
      `import { f } from './lib';\nconst g = (x: number) =>\n  f(x);\nconst y = g(1); // @grad`,
      '3:3',
      /\(in lib\.ts:3\)$/,
    ],
    ['by way of a method', `import { f } from './lib';\nconst y = [1].map(f); // @grad`, '2:11', /\(in lib\.ts:3\)$/],
    [
      'a name that a failed statement left unset',
      `import { late } from './lib';\nconst y = late; // @grad`,
      '2:11',
      /^TypeError: .*\(in lib\.ts:3\)$/,
    ],
    [
      'what the other file imports',
      `import { deep } from './lib';\nconst y = 2 * deep(); // @grad`,
      '2:15',
      '`./gone` is not found: there is no `gone.ts`, `gone.js`, `gone/index.ts` or the like (in lib.ts:1)',
    ],
    [
      'in the inspected function',
      `import { f } from './lib';\n/** @grad x = 1 */\nfunction g(x: number) { return f(x); }`,
      '3:32',
      /\(in lib\.ts:3\)$/,
    ],
    [
      'a limit',
      `import { forever } from './lib';\nconst y = forever(1); // @grad`,
      '2:11',
      /^stopped after .* at line 6 of lib\.ts \(loop ran [\d ]+ times\)$/,
    ],
  ])('%s', (_name, text, place, message) => {
    const lib = `import { gone } from './gone';
export function f(x: number): number {
  return (undefined as any).a + x;
}
export const late = f(1);
export function forever(x: number) { for (;;) x += 1; }
export const deep = () => gone();`;
    const { error } = inspectOne(
      { 'main.ts': text, 'lib.ts': lib },
      { budget: { time: 300, operations: 100_000, callDepth: 100, elements: 1000 } },
    );
    expect(error?.range?.file).toBeUndefined();
    expect(`${error?.range?.start.line}:${error?.range?.start.column}`).toBe(place);
    if (typeof message === 'string') expect(error?.message).toBe(message);
    else expect(error?.message).toMatch(message);
  });

  test('files that import each other and read too early', () => {
    const { error } = inspectOne({
      'main.ts': `import { b } from './lib';\nexport const a = 1;\nconst y = b; // @grad`,
      'lib.ts': `import { a } from './main';\nexport const b = a;`,
    });
    expect(error).toMatchObject({ code: 'UnboundName', range: { start: { line: 3, column: 11 } } });
    expect(error?.message).toMatch(/^Cannot access 'a' before init.*\(in lib\.ts:2\)$/);
  });

  test('a statement of an imported file that fails spoils only what it sets', () => {
    const result = inspectOne({
      'main.ts': `import { good } from './lib';\nconst y = good; // @grad`,
      'lib.ts': 'export const bad = nothing();\nexport const good = 4;',
    });
    expect(result).toMatchObject({ error: null, output: { value: 4 } });
  });
});

describe('types', () => {
  test('what a TypeScript file imports for its types alone is not run, so that it makes no cycle', () => {
    const files = {
      'main.ts': `import { a } from './a';\nconst y = a; // @grad`,
      'a.ts': `import { B, type C } from './b';\nconsole.log('a');\nexport const shape: B = 2;\nexport const a: B = 4;`,
      'b.ts': `import { shape } from './a';\nconsole.log('b');\nexport type B = number;\nexport type C = B;\nexport const b = shape;`,
    };
    expect(inspectOne(files)).toMatchObject({ error: null, output: { value: 4 }, stdout: 'a\n' });
  });
  test('a value that is mentioned in a type, in a cast or by typeof is still a value where it is one', () => {
    const files = {
      'main.ts': `import { a } from './a';\nconst y = a; // @grad`,
      'a.ts': `import { v, w, u } from './b';\nexport const a = (v as number) + w! + (u satisfies number);`,
      'b.ts': `export const v = 1, w = 2, u = 3;`,
    };
    expect(inspectOne(files)).toMatchObject({ error: null, output: { value: 6 } });
  });
});

describe('JSON', () => {
  test('is the default export', () => {
    const files = {
      'main.ts': `import data from './data.json' with { type: 'json' };\nconst y = data.list[1] * data.scale; // @grad`,
      'data.json': '{ "list": [1, 2.5], "scale": -4, "nothing": null }\n',
    };
    expect(inspectOne(files)).toMatchObject({ error: null, output: { value: -10 } });
  });
  test('that is none does not parse', () => {
    const files = {
      'main.ts': `import data from './data.json';\nconst y = data; // @grad`,
      'data.json': '{ "a": f() }',
    };
    expect(inspectOne(files).error).toMatchObject({ code: 'SyntaxError' });
    expect(inspectOne(files).error?.message).toMatch(/^`\.\/data\.json` does not parse: .*\(in data\.json/);
  });
});

describe('from one run to the next', () => {
  const files = {
    'main.ts': `import { f } from './a';\nconst x = 3;\nconst y = f(x); // @grad`,
    'a.ts': `import { k } from './b';\nexport const f = (x: number) => x * k;`,
    'b.ts': 'export const k = 2;',
  };
  const gradient = (inspector: Inspector, changed: Readonly<Record<string, string>>) => {
    const result = inspectOne({ ...files, ...changed }, { inspector });
    return result.error?.message ?? result.inputs[0]!.grad;
  };

  test('a change of any file counts, and nothing is left of earlier runs', () => {
    const inspector = new Inspector();
    expect(gradient(inspector, {})).toBe(2);
    expect(gradient(inspector, { 'main.ts': files['main.ts'].replace('f(x)', 'f(x) * 2') })).toBe(4);
    expect(gradient(inspector, { 'b.ts': 'export const k = 5;' })).toBe(5);
    expect(gradient(inspector, { 'a.ts': files['a.ts'].replace('x * k', 'x + k') })).toBe(1);
    expect(gradient(inspector, {})).toBe(2);
    expect(gradient(inspector, { 'b.ts': 'export const j = 5;' })).toMatch(/^`\.\/b` does not export `k`/);
    expect(gradient(inspector, {})).toBe(2);
    expect(gradient(inspector, { 'b.ts': 'export const k = ;' })).toMatch(/does not parse/);
    expect(gradient(inspector, { 'b.tsx': 'export const k = 9;' })).toBe(2);
  });

  test('a file that comes to be counts', () => {
    const inspector = new Inspector();
    const { 'b.ts': _, ...without } = files;
    expect(inspectOne(without, { inspector }).error?.code).toBe('ImportNotFound');
    expect(inspectOne(files, { inspector }).inputs[0]!.grad).toBe(2);
    expect(inspectOne({ ...without, 'b.js': 'export const k = 7;' }, { inspector }).inputs[0]!.grad).toBe(7);
    expect(inspectOne(without, { inspector }).error?.code).toBe('ImportNotFound');
  });

  test('variables of imported files start anew with each run', () => {
    const inspector = new Inspector();
    const counting = {
      'main.ts': `import { next } from './a';\nconst y = next(); // @grad`,
      'a.ts': 'let n = 0;\nexport const next = () => ++n;',
    };
    for (let k = 0; k < 3; k++) expect(inspectOne(counting, { inspector }).output?.value).toBe(1);
  });

  test('a file that imports the inspected one sees its present text', () => {
    const inspector = new Inspector();
    const cycle = (k: number) => ({
      'main.ts': `import { f } from './a';\nexport const k = ${k};\nconst x = 3;\nconst y = f(x); // @grad`,
      'a.ts': `import { k } from './main';\nexport const f = (x: number) => x * k;`,
    });
    for (const k of [2, 7, 2]) expect(inspectOne(cycle(k), { inspector }).output?.value).toBe(3 * k);
  });

  test('a limit of the number of files', () => {
    const chain: Record<string, string> = { 'main.ts': `import { v } from './f0';\nconst y = v; // @grad` };
    for (let k = 0; k < 1100; k++) chain[`f${k}.ts`] = `export { v } from './f${k + 1}';`;
    expect(inspectOne(chain).error).toMatchObject({ code: 'TooLarge' });
    const short = Object.fromEntries(Object.entries(chain).slice(0, 900));
    expect(inspectOne({ ...short, 'f899.ts': 'export const v = 3;' })).toMatchObject({
      error: null,
      output: { value: 3 },
    });
  });

  test('the inspected file is never read again', () => {
    const looked: string[] = [];
    const { inspect } = { inspect: new Inspector() };
    inspect.inspect(
      {
        uri: 'main.ts',
        version: 1,
        language: 'typescript',
        text: files['main.ts'],
        focus: { kind: 'annotated' },
        budget: { time: 1000, operations: 1000, callDepth: 10, elements: 1000 },
        picture: 'default',
      },
      readerOf(files, looked),
    );
    expect(looked).toEqual(['a.ts', 'b.ts']);
  });
});

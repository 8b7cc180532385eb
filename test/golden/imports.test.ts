import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonReport } from '../../src/text/json';
import { runCli, withFolder } from './runCli';

/** Writes files and inspects the first one. */
async function inspect(files: Readonly<Record<string, string>>, ...flags: string[]) {
  return await withFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const run = await runCli(['inspect', path.join(folder, Object.keys(files)[0]!), ...flags]);
    return { ...run, stdout: run.stdout.replaceAll(folder.split(path.sep).join('/'), '') };
  });
}

const files = {
  'src/main.ts': "import { square } from '../lib/vec.js';\nconst x = 3;\nconst y = square(x) + 1; // @grad\n",
  'lib/vec.ts': "export * from './deeper';\n",
  'lib/deeper/index.ts': 'export function square(a: number) {\n  return a * a;\n}\n',
};

describe('the command line reads imported files from the disk', () => {
  test('their gates name the file with their range', async () => {
    const { code, stdout } = await inspect(files, '--json');
    expect(code).toBe(0);
    const { graph, inputs } = (JSON.parse(stdout) as JsonReport).results[0]!;
    expect(inputs).toEqual({ x: { value: 3, grad: 6, shape: [] } });
    expect(graph.nodes.map(({ code, range }) => [code, range?.file, range?.start.line])).toEqual([
      ['x', undefined, 2],
      ['a * a', '/lib/deeper/index.ts', 2],
      ['square(x) + 1', undefined, 3],
    ]);
  });

  test('a file that is missing, or that does not parse, is told in a line', async () => {
    const { 'lib/deeper/index.ts': _, ...missing } = files;
    expect((await inspect(missing, '--table')).stdout).toMatch(
      /^ {2}ImportNotFound at 3:11: `\.\/deeper` is not found: there is no `deeper\.ts`, .* \(in vec\.ts:1\)$/m,
    );
    const { code, stdout } = await inspect({ ...files, 'lib/vec.ts': 'export const =' }, '--table');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}SyntaxError at 1:1: `\.\.\/lib\/vec\.js` does not parse: .* \(in vec\.ts:1\)$/m);
  });

  test('a folder, and a file in place of a folder, are no files', async () => {
    const odd = { 'main.ts': "import { a } from './a';\nconst y = a; // @grad\n", 'a.ts/x.txt': '', 'a/index': '' };
    expect((await inspect(odd, '--table')).stdout).toContain('ImportNotFound at 1:1: `./a` is not found');
    const inFile = { 'main.ts': "import { a } from './b.ts/a';\nconst y = a; // @grad\n", 'b.ts': '' };
    expect((await inspect(inFile, '--table')).stdout).toContain('ImportNotFound at 1:1: `./b.ts/a` is not found');
  });

  test('a graph of many files is run in order', async () => {
    const many: Record<string, string> = {
      'main.js': "import { f } from './f0.js';\nconst x = 2;\nconst y = f(x); // @grad\n",
    };
    const count = 300;
    for (let k = 0; k < count - 1; k++) {
      many[`f${k}.js`] = `import { f as g } from './f${k + 1}.js';\nexport const f = (x) => g(x) + x;\n`;
    }
    many[`f${count - 1}.js`] = 'export const f = (x) => x;\n';
    const { stdout } = await inspect(many, '--json');
    expect((JSON.parse(stdout) as JsonReport).results[0]!.inputs).toEqual({ x: { value: 2, grad: count, shape: [] } });
  });

  test('standard input imports from the working directory', async () => {
    const text = "import { v } from './no-such-file';\nconst y = v; // @grad\n";
    const { stdout } = await runCli(['inspect', '-', '--language', 'typescript', '--table'], text);
    expect(stdout).toContain('there is no `no-such-file.ts`');
  });
});

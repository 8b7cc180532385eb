import { createRequire } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');
const { vscodeByName } = createRequire(import.meta.url)(path.join(root, 'esbuild.js')) as { vscodeByName: Plugin };

async function bundled(entry: string) {
  const { metafile, outputFiles, warnings } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    plugins: [vscodeByName],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return { inputs, warnings, text: outputFiles[0]!.text };
}

test.each(['src/extension.ts', 'src/extension.web.ts'])(
  '%s brings no engine, no parser and no Mermaid',
  async (entry) => {
    const { inputs, text, warnings } = await bundled(entry);
    // What languages are called, and how their texts look, is known without them.
    const others = inputs.filter((file) => !/^src\/languages\/(\w+\/)?(names|fences|ownPasses)\.ts$/.test(file));
    expect(others.filter((file) => /^src\/(engine|languages)\/|node_modules/.test(file))).toEqual([]);
    // Each import of its own would copy all names of VS Code when the extension is activated.
    expect(text.match(/require\("vscode"\)/g)).toHaveLength(1);
    expect(warnings.map(({ text: warning }) => warning)).toEqual([]);
    expect(text).toMatch(/\bwindow\b[^;]*\bworkspace\b[^;]*\} = vscode/);
  },
);

test('nothing but VS Code is required while the extension for Node is loaded', async () => {
  const { text } = await bundled('src/extension.ts');
  const top = text.match(/^(?:var|const|let) .*require\(.*$/gm) ?? [];
  expect(top.filter((line) => !line.includes('"vscode"'))).toEqual([]);
});

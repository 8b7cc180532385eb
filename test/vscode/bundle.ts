import { globSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../support/cache.ts';

/**
 * Bundles every `test/vscode/*.test.ts` with the runner into one module for `extensionTestsPath`. It runs in both kinds
 * of extension host, so Node's modules are not available to it.
 *
 * @returns the module's absolute path
 */
export async function bundleTests(): Promise<string> {
  const outfile = path.join(root, 'test-results', 'vscode', 'index.js');
  const folder = path.join(root, 'test', 'vscode');
  const files = globSync('**/*.test.ts', { cwd: folder }).sort();
  await build({
    stdin: {
      contents: `${files.map((file) => `import './${file.split(path.sep).join('/')}';`).join('\n')}\nexport { run } from './harness';`,
      resolveDir: folder,
      sourcefile: 'allTests.ts',
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

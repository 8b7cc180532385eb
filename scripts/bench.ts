/** Bundles test/bench/main.ts as the product is bundled, and runs it; arguments are handed on. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../test/support/cache.ts';

// Two folders below the project, as the sources are that are bundled, so that their paths to its files hold.
const outfile = path.join(root, 'test-results', 'bench', 'main.mjs');
await build({
  entryPoints: [path.join(root, 'test', 'bench', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Packages that are CommonJS call `require`, which a module does not have.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  external: ['playwright-core', 'esbuild'],
  logLevel: 'warning',
});
const args = ['--expose-gc', outfile, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

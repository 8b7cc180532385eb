/** Bundles test/look/main.ts as the product is bundled, and runs it; arguments are handed on. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../test/support/cache.ts';

// Two folders below the project, as the sources are that are bundled, so that their paths to its files hold.
const outfile = path.join(root, 'test-results', 'look', 'main.mjs');
await build({
  entryPoints: [path.join(root, 'test', 'look', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Packages that are CommonJS call `require`, which a module does not have.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  external: ['playwright-core', 'esbuild'],
  logLevel: 'warning',
});
process.exitCode =
  spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1;

/** Bundles test/fuzz/main.ts as the product is bundled, and runs it; arguments are handed on. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../test/support/cache.ts';

// Two folders below the project, as the sources are that are bundled, so that their paths to its files hold.
const outfile = path.join(root, 'test-results', 'fuzz', 'main.mjs');
await build({
  entryPoints: [path.join(root, 'test', 'fuzz', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['esbuild', 'fast-check'],
  // Packages that are CommonJS call `require`, which a module does not have.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});
process.exitCode =
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', outfile, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  }).status ?? 1;

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../test/support/cache.ts';

/**
 * Bundles `test/NAME/main.ts` as the product is bundled, and runs it with the arguments of this process. The exit code is
 * its own. `external` are packages that stay outside, `flags` those of Node.
 */
export async function runBundled(
  name: string,
  { external = [], flags = [] }: { readonly external?: string[]; readonly flags?: readonly string[] } = {},
): Promise<void> {
  // Two folders below the project, as the sources are that are bundled, so that their paths to its files hold.
  const outfile = path.join(root, 'test-results', name, 'main.mjs');
  await build({
    entryPoints: [path.join(root, 'test', name, 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Packages that are CommonJS call `require`, which a module does not have. Not by a name that a bundled module has.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    external,
    logLevel: 'warning',
  });
  const args = [...flags, outfile, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** Bundles test/bench/main.ts as the product is bundled, and runs it; arguments are handed on. */
import { runBundled } from './bundled.ts';

await runBundled('bench', { external: ['playwright-core', 'esbuild'], flags: ['--expose-gc'] });

/** Bundles test/look/main.ts as the product is bundled, and runs it; arguments are handed on. */
import { runBundled } from './bundled.ts';

await runBundled('look', { external: ['playwright-core', 'esbuild'] });

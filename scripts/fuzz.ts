/** Bundles test/fuzz/main.ts as the product is bundled, and runs it; arguments are handed on. */
import { runBundled } from './bundled.ts';

await runBundled('fuzz', { external: ['esbuild', 'fast-check'], flags: ['--disable-warning=ExperimentalWarning'] });

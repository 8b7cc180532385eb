/** Bundles test/conformance/main.ts as the product is bundled, and runs it. */
import { runBundled } from './bundled.ts';

await runBundled('conformance');

/** Builds src/engine/tensor/kernelBytes.ts from the WebAssembly text next to it; to be run after a change to the text. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import wabt from 'wabt';

const folder = path.join(import.meta.dirname, '..', 'src', 'engine', 'tensor');

/** The module of the kernel's text. */
export async function assembled(): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const parsed = parseWat('kernel.wat', readFileSync(path.join(folder, 'kernel.wat'), 'utf8'), { simd: true });
  parsed.validate();
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return buffer;
}

if (process.argv[1] === import.meta.filename) {
  const bytes = await assembled();
  const text = Buffer.from(bytes).toString('base64');
  writeFileSync(
    path.join(folder, 'kernelBytes.ts'),
    `/** The module that kernel.wat describes, in base64; made by \`node scripts/kernel.ts\`. */\nexport const kernelBytes =\n  '${text}';\n`,
  );
  console.log(`${bytes.length} bytes`);
}

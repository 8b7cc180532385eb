import path from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../support/browser.ts';
import { root } from '../support/cache.ts';
import type { Products } from './support/productWorker';

let browser: Browser;
let text: string;

beforeAll(async () => {
  const bundled = await build({
    entryPoints: [path.join(root, 'test/page/support/productWorker.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome132',
  });
  text = bundled.outputFiles[0]!.text;
  browser = await launch();
}, 60_000);

afterAll(() => browser?.close());

/** What a worker made from a Blob finds, on a page with such a policy for scripts. */
async function productsUnder(scripts: string): Promise<Products> {
  const page = await browser.newPage();
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': `default-src 'none'; child-src blob:; script-src ${scripts}` },
      body: '<!doctype html><title>host</title>',
    }),
  );
  await page.goto('http://host.test/');
  const products = await page.evaluate(
    (source) =>
      new Promise<Products>((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
        worker.onmessage = ({ data }) => resolve(data as Products);
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
    text,
  );
  await page.close();
  return products;
}

test.each([
  ['is allowed, as in the browser host', "'self' 'unsafe-eval' blob:", true],
  ['is not allowed', "'self' blob:", false],
])('a worker from a Blob multiplies matrices where WebAssembly %s', async (_, scripts, isSimd) => {
  const products = await productsUnder(scripts);
  expect(products.isSimd).toBe(isSimd);
  // Element (0, 0): Σ (p mod 7) · (40 p mod 7).
  let first = 0;
  for (let p = 0; p < 40; p++) first += (p % 7) * ((40 * p) % 7);
  expect(products.sums[0]).toBe(first);
  expect(products.sums.length).toBe(1600);
});

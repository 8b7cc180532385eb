import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedChunks, onlyFlowcharts, patches, quickMermaid } from '../../esbuild.mermaid.js';
import type { Plan } from '../../webview/mermaidDrawing';
import { launch } from '../support/browser.ts';
import { root } from '../support/cache.ts';
import { projectFile } from './support/harness';

/**
 * The patches of esbuild.mermaid.js make Mermaid quicker and change nothing else. When one of these fails after an
 * upgrade of Mermaid, look at what became of the text that the patch replaces: take the patch out, or write it anew.
 */
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const gates: Plan['gates'] = [
  { id: 'g1', pill: true, steps: 4 },
  { id: 'g2', pill: true, steps: 17 },
  { id: 'g3', pill: false, steps: 4 },
  { id: 'g4', pill: false, steps: 28 },
  { id: 'g5', pill: true, steps: 9 },
  { id: 'g6', pill: false, steps: 11 },
];
const edges: Plan['edges'] = [
  ['g1', 'g3', 4],
  ['g1', 'g3', 0],
  ['g2', 'g3', 6],
  ['g3', 'g4', 4],
  ['g2', 'g4', 12],
  ['g5', 'g6', 4],
  ['g4', 'g6', 4],
  ['g1', 'g6', 4],
  ['g6', 'g4', 4],
  ['g6', 'g6', 4],
].map(([from, to, characters], index) => ({
  id: `e${index}`,
  from: String(from),
  to: String(to),
  characters: Number(characters),
}));

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: Record<string, { x: number; y: number; width: number; height: number }>;
  readonly paths: Record<string, string>;
  readonly labels: Record<string, number[] | null>;
}

/** A page that can draw plans as the panel does, with Mermaid built so. */
async function pageWith(plugins: readonly Plugin[]): Promise<Page> {
  const { outputFiles } = await build({
    stdin: { contents: drawer, resolveDir: path.join(root, 'webview'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome132',
    logLevel: 'error',
    plugins: [...plugins],
  });
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  await page.setContent('<!doctype html><html><body><div class="drawing workshop"></div></body></html>');
  await page.addStyleTag({ content: await projectFile('webview/style/drawing.css') });
  await page.addScriptTag({ content: outputFiles[0]!.text });
  return page;
}

const drawer = `
import { draw } from './mermaidDrawing';
window.drawn = async (plan) => {
  const drawing = await draw(plan, document.querySelector('.workshop'));
  document.body.append(drawing.svg);
  const from = drawing.svg.getBoundingClientRect();
  const place = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x - from.x, y - from.y, width, height];
  };
  const each = (map, of) => Object.fromEntries([...map].map(([id, one]) => [id, of(one)]));
  const picture = {
    width: drawing.width,
    height: drawing.height,
    boxes: each(drawing.gates, (gate) => gate.box),
    paths: each(drawing.edges, (edge) => edge.path.getAttribute('d')),
    labels: { ...each(drawing.gates, (gate) => place(gate.label)), ...each(drawing.edges, ({ label }) => label && place(label)) },
  };
  drawing.svg.remove();
  return picture;
};
`;

const drawn = (page: Page, plan: Plan): Promise<Picture> =>
  page.evaluate((wanted) => (window as unknown as { drawn: (plan: Plan) => Promise<Picture> }).drawn(wanted), plan);

/** The same with all numbers to a hundredth of a pixel, those inside of paths too. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 100) / 100 + 0;
  if (typeof value === 'string') {
    return value.replace(/-?\d+(\.\d+)?(e-?\d+)?/g, (number) =>
      (Math.round(Number(number) * 100) / 100 + 0).toString(),
    );
  }
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
}

describe('the patches of Mermaid', () => {
  it('each fit one place in the text of the installed version', () => {
    const modules = [
      'mermaid/dist/mermaid.core.mjs',
      'mermaid/dist/chunks/mermaid.core/*.mjs',
      'dagre-d3-es/src/**/*.js',
    ]
      .flatMap((pattern) => globSync(`node_modules/${pattern}`, { cwd: root }))
      .map((file) => readFileSync(path.join(root, file), 'utf8'));
    const places = patches.map(({ name, from }) => [
      name,
      modules.reduce((sum, m) => sum + m.split(from).length - 1, 0),
    ]);
    expect(places).toEqual(patches.map(({ name }) => [name, 1]));
  });

  for (const plan of [
    { direction: 'TB', compact: false, gates, edges },
    { direction: 'LR', compact: false, gates, edges },
    { direction: 'TB', compact: true, gates, edges: edges.map((edge) => ({ ...edge, characters: 0 })) },
  ] satisfies Plan[]) {
    it(`change nothing in a drawing ${plan.direction}${plan.compact ? ' of compact gates' : ''}`, async () => {
      const [own, patched] = await Promise.all([
        pageWith([namedChunks, onlyFlowcharts]),
        pageWith([namedChunks, onlyFlowcharts, quickMermaid()]),
      ]);
      const expected = await drawn(own, plan);
      expect(Object.keys(expected.boxes)).toHaveLength(gates.length);
      expect(rounded(await drawn(patched, plan))).toEqual(rounded(expected));
      // Again, with what the first drawing has left in the library.
      expect(rounded(await drawn(patched, plan))).toEqual(rounded(expected));
      await Promise.all([own.close(), patched.close()]);
    });
  }

  it('leave the text alone that they do not fit, and say so', async () => {
    const stale = [{ name: 'of another version', from: 'text that Mermaid has never had', to: 'throw 1' }];
    const { warnings } = await build({
      stdin: { contents: "import 'mermaid';", resolveDir: root },
      bundle: true,
      write: false,
      logLevel: 'silent',
      format: 'esm',
      outdir: root,
      plugins: [onlyFlowcharts, quickMermaid(stale)],
    });
    expect(warnings.map(({ text }) => text)).toEqual([expect.stringContaining('"of another version" does not fit')]);
  });
});

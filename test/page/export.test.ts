import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toMarkdown } from '../../src/text/markdown';
import { mermaidExport } from '../../src/text/mermaid';
import { pictureOf } from '../../src/text/picture';
import { burger, cs231n, descent, fork, neuron, notANumber, sixty, staged } from './fixtures';
import { type Fixture, fixture, gate, input, panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const looped = inspected(descent);
const loop: Fixture = { result: looped.result, cards: {} };

async function shown(of: Fixture, options: Parameters<Harness['open']>[0] = {}): Promise<Panel> {
  const view = await harness.open({ width: 900, height: 600, ...options });
  await view.show(panel(of.result), of.cards);
  return view;
}

/** Opens the menu that holds the exports at this width, and chooses one. */
async function choose(view: Panel, item: string): Promise<void> {
  await view.page.getByRole('button', { name: /^(Export|More)$/ }).click();
  await view.page.getByRole('menuitem', { name: item }).click();
}

async function saved(view: Panel, format: 'svg' | 'png') {
  const before = view.sent.length;
  await choose(view, `Save as ${format.toUpperCase()}`);
  const find = () => view.sent.slice(before).find((message) => message.type === 'save');
  await view.until(() => find() !== undefined, `the ${format}`);
  return find()!;
}

/** The texts of the drawing as they stand in the page, sorted. */
async function drawnTexts(view: Panel): Promise<string[]> {
  const parts = '.canvas :is(.gate-name, .gate-formula, .gate-count, .gate-value, .gate-grad, .figure span)';
  return await view.page.locator(parts).evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility() && element.textContent !== '')
      .map((element) => element.textContent)
      .sort(),
  );
}

interface Parsed {
  readonly broken: boolean;
  readonly tags: readonly string[];
  readonly texts: readonly string[];
  readonly attributes: readonly string[];
  readonly colors: readonly string[];
  /** Texts that do not lie in the box of a gate, with a box of their own or none. */
  readonly outside: readonly string[];
}

/** Reads an SVG file as a viewer would, in a page without our style sheet. */
async function parsed(view: Panel, text: string): Promise<Parsed> {
  const page = await view.page.context().newPage();
  try {
    return await page.evaluate((source) => {
      const file = new DOMParser().parseFromString(source, 'image/svg+xml');
      const root = file.documentElement as Element as SVGSVGElement;
      document.body.append(document.importNode(root, true));
      const elements = [...document.body.querySelectorAll('svg, svg *')];
      const all = [...document.body.querySelectorAll<SVGTextElement>('svg text')];
      const boxes = [...document.body.querySelectorAll('svg > rect ~ g rect')].map((box) =>
        box.getBoundingClientRect(),
      );
      const isInside = (a: DOMRect) =>
        boxes.some(
          (b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1,
        );
      return {
        broken: file.querySelector('parsererror') !== null,
        tags: [...new Set(elements.map(({ localName }) => localName))].sort(),
        texts: all.map(({ textContent }) => textContent).sort(),
        attributes: [...new Set(elements.flatMap((element) => element.getAttributeNames()))].sort(),
        colors: [...new Set(elements.flatMap((e) => [e.getAttribute('fill'), e.getAttribute('stroke')]))].filter(
          (color) => color !== null,
        ),
        outside: all
          .filter((element) => !isInside(element.getBoundingClientRect()))
          .map(({ textContent }) => textContent),
      };
    }, text);
  } finally {
    await page.close();
  }
}

/** Width and height of a PNG, from its header. */
function sizeOf(base64: string): { width: number; height: number } {
  const bytes = Buffer.from(base64, 'base64');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Width and height of an SVG, as it says. */
function drawnSize(text: string): { width: number; height: number } {
  const [, width, height] = /<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(text)!;
  return { width: Number(width), height: Number(height) };
}

describe('the menu', () => {
  it('is opened, walked through and closed by keyboard', async () => {
    const view = await shown(burger());
    const { page } = view;
    const button = page.getByRole('button', { name: 'Export', exact: true });
    const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.ariaLabel);
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expect(await focused()).toBe('Copy as Mermaid');
    for (const [key, item] of [
      ['ArrowUp', 'Save as PNG…'],
      ['ArrowDown', 'Copy as Mermaid'],
      ['End', 'Save as PNG…'],
      ['Home', 'Copy as Mermaid'],
      ['ArrowDown', 'Copy as Markdown'],
    ] as const) {
      await page.keyboard.press(key);
      expect(await focused()).toBe(item);
    }
    await page.keyboard.press('Escape');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await focused()).toBe('Export');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Save as PNG…');
    await page.keyboard.press('Tab');
    expect(await page.locator('.menu:visible').count()).toBe(0);
    await view.close();
  });

  it('is part of the other menu in a narrow panel, and is not there before there is a result', async () => {
    const view = await shown(burger(), { width: 300 });
    await view.page.getByRole('button', { name: 'More' }).click();
    expect(await view.page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Zoom out',
      'Zoom in',
      'Open in editor',
      'Settings',
      'Copy as Mermaid',
      'Copy as Markdown',
      'Save as SVG…',
      'Save as PNG…',
    ]);
    await view.close();
    const empty = await harness.open({ width: 900 });
    await empty.show(panel(null));
    expect(await empty.page.getByRole('button', { name: 'Export' }).count()).toBe(0);
    await empty.close();
  });

  it('says why a table cannot be saved as a picture, and copies it as text', async () => {
    const view = await shown(burger());
    await view.page.locator('.tool-table').click();
    await view.page.getByRole('button', { name: 'Export' }).click();
    const item = view.page.getByRole('menuitem', { name: 'Save as SVG' });
    expect(await item.getAttribute('aria-disabled')).toBe('true');
    expect(await item.getAttribute('title')).toContain('Show the graph');
    await item.click({ force: true });
    await view.page.getByRole('menuitem', { name: 'Copy as Mermaid' }).click();
    await view.until(() => view.last('copy') !== undefined);
    expect(view.last('save')).toBeUndefined();
    await view.close();
  });
});

describe('copying', () => {
  it('gives the graph in the direction in which it is drawn, and says so', async () => {
    for (const [width, direction] of [
      [900, 'LR'],
      [300, 'TB'],
    ] as const) {
      const { result, cards } = burger();
      const view = await shown({ result, cards }, { width, height: 600 });
      await choose(view, 'Copy as Mermaid');
      await view.until(() => view.last('copy') !== undefined);
      expect(view.last('copy')?.text).toBe(mermaidExport(result.graph, direction));
      await view.page.getByRole('status').getByText('Copied as Mermaid').waitFor();
      await choose(view, 'Copy as Markdown');
      await view.until(() => view.last('copy')?.text.startsWith('## ') === true);
      expect(view.last('copy')?.text).toBe(toMarkdown('burger.ts', [result], direction));
      expect(view.last('copy')?.text).toContain('| input | `w` | 3 | 16 |');
      await view.close();
    }
  });

  it('is what the command of the palette does, too', async () => {
    const { result, cards } = burger();
    const view = await shown({ result, cards });
    await view.post({ type: 'export', kind: 'mermaid' });
    await view.until(() => view.last('copy') !== undefined);
    expect(view.last('copy')?.text).toBe(mermaidExport(result.graph, 'LR'));
    await view.page.locator('.tool-table').click();
    await view.post({ type: 'export', kind: 'svg' });
    await view.page.getByText('There is no drawing to save here.').waitFor();
    await view.close();
  });

  it('gives folds as they are drawn', async () => {
    const { result, cards } = inspected(
      'const f = 1;\nconst s = 1 / (1 + Math.exp(-f));\nconst loss = s ** 2; // @grad',
    );
    const view = await harness.open({ width: 900, height: 600 });
    await view.show(panel(result), cards);
    await view.page.locator('.tool-fold').click();
    await choose(view, 'Copy as Mermaid');
    await view.until(() => view.last('copy') !== undefined);
    const folded = pictureOf(result.graph, 'all');
    expect(folded.gates.length).toBe(3);
    expect(view.last('copy')?.text).toBe(mermaidExport(folded, 'LR'));
    await view.until(async () => (await view.page.locator('.canvas .gate').count()) === 3);
    const { data } = await saved(view, 'svg');
    expect((await parsed(view, data)).texts).toEqual(await drawnTexts(view));
    await view.close();
  });
});

const known = ['g', 'path', 'rect', 'svg', 'text', 'title'];

describe('the SVG', () => {
  it.each([
    ['burger', burger(), 900, 'dark'],
    ['(x + y) * z', cs231n(), 900, 'light'],
    ['a fork', fork(), 480, 'hc'],
    ['staged, compact', staged(), 300, 'light'],
    ['NaN', notANumber(), 900, 'dark'],
    ['sixty gates', sixty(), 480, 'light'],
    ['a loop that is drawn once', loop, 900, 'light'],
  ] as const)('of %s is plain SVG with every label in its gate', async (_name, of, width, theme) => {
    const view = await shown(of, { width, theme });
    const { data, name } = await saved(view, 'svg');
    expect(name).toBe(of.result.output?.name ?? of.result.target?.name);
    const file = await parsed(view, data);
    expect(file.broken).toBe(false);
    expect(file.tags).toEqual(known);
    expect(file.texts).toEqual(await drawnTexts(view));
    expect(file.attributes.filter((attribute) => /^on|href|class|^id$/.test(attribute))).toEqual([]);
    for (const color of file.colors) expect(color).toMatch(/^(none|#[0-9a-f]{6})$/);
    const figures = of.result.graph.edges.length;
    expect(file.outside.length).toBeLessThanOrEqual(figures);
    const inGates = (
      await view.page
        .locator('.canvas .gate-label span:not(:has(*)), .canvas .gate-label b:not(:has(*))')
        .allTextContents()
    ).filter((text) => text !== '');
    expect(file.texts.length - file.outside.length).toBeGreaterThanOrEqual(inGates.length);
    expect(data).not.toMatch(/var\(|color\(|color-mix|url\(/);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('has the counts and strips of a loop, its edges to the next turn, and no gaps in a strip', async () => {
    const view = await shown(loop);
    const { data } = await saved(view, 'svg');
    expect(data).toContain('>×80</text>');
    expect(data).toMatch(/fill="#[0-9a-f]{6}" fill-opacity="0\.16" rx="[\d.]+"\/><text [^>]*>×80</);
    expect(data).toContain('stroke-dasharray="3 2.5"');
    const strips = [...data.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)"[^>]*crispEdges"/g)].map(
      ([, x, y, width]) => ({ x: Number(x), y: Number(y), end: Number(x) + Number(width) }),
    );
    expect(strips.length).toBeGreaterThan(100);
    const steps = strips.slice(1).map((next, k) => Math.abs(next.x - strips[k]!.end));
    const folds = view.page.locator('.canvas .gate.is-fold');
    expect(steps.filter((step) => step > 0.05)).toHaveLength((await folds.count()) - 1);
    await view.close();
  });

  it('has the rows of a tensor one under the other', async () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const w = tf.tensor2d([[1, 1], [-1, -1], [1, 1], [-1, -1]]);
const loss = w.pow(3).sum(); // @grad`;
    const view = await shown({ result: inspected(text).result, cards: {} });
    const { data } = await saved(view, 'svg');
    const label = view.gate('w').locator('.gate-heat').first();
    const height = await label.evaluate((element) => (element as HTMLElement).offsetHeight);
    const stretch = /<rect x="([\d.-]+)" y="([\d.-]+)" width="[\d.]+" height="([\d.]+)" fill="(#\w+)"[^>]*crispEdges"/g;
    const cells = [...data.matchAll(stretch)].map(([, x, y, cell, fill]) => ({
      x: Number(x),
      y: Number(y),
      height: Number(cell),
      fill: fill!,
    }));
    // Value and gradient of w, and of its cube.
    expect(cells).toHaveLength(4 * 8);
    const value = cells.slice(0, 8).sort((a, b) => a.y - b.y || a.x - b.x);
    for (const cell of cells) expect(cell.height).toBeCloseTo(height / 4, 1);
    const rows = [0, 2, 4, 6].map((at) => value[at]!);
    for (const [k, { y }] of rows.entries()) expect(y - rows[0]!.y).toBeCloseTo((k * height) / 4, 1);
    const [positive, negative] = rows.map(({ fill }) => fill);
    expect(value.map(({ fill }) => fill)).toEqual(
      [positive, negative, positive, negative].flatMap((fill) => [fill, fill]),
    );
    expect(positive).not.toBe(negative);
    await view.close();
  });

  it('is the whole picture, wherever the user is in it and whatever is pointed at', async () => {
    const of = neuron();
    const view = await shown(of);
    const { data: before } = await saved(view, 'svg');
    await view.gate('dot').click();
    await view.card.waitFor();
    await view.page.keyboard.press('+');
    await view.page.keyboard.press('+');
    await view.page.mouse.move(300, 300);
    const { data: after } = await saved(view, 'svg');
    expect(after).toBe(before);
    await view.close();
  });

  it('has the colours of the theme', async () => {
    for (const [theme, page, swaps] of [
      ['light', '#ffffff', '#652d90'],
      ['dark', '#1f1f1f', '#b180d7'],
      ['hc', '#000000', '#b180d7'],
    ] as const) {
      const view = await shown(burger(), { theme });
      const { data } = await saved(view, 'svg');
      expect(data).toMatch(new RegExp(`</title><rect [^>]*fill="${page}"/>`));
      expect(data).toContain(`stroke="${swaps}"`);
      await view.close();
    }
  });

  it('keeps the dimming of the legend', async () => {
    const view = await shown(burger());
    await view.page.locator('.legend-item', { hasText: 'swaps' }).click();
    await view.page.waitForTimeout(200);
    const { data } = await saved(view, 'svg');
    expect(data.match(/<g transform="[^"]*" opacity="0.25">/g)?.length).toBe(5);
    await view.close();
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '</text></svg><script>alert(1)</script>',
    ']]><!-- & &amp; "quoted" \'too\'',
    'nul \u0000 bell \u0007 half \ud800 none \uffff',
    '‮right to left‬ שלום',
    '😀 𝛁 ∂ σ²',
  ])('holds the name %j as text', async (name) => {
    const view = await shown(fixture(gate('mul', [input(name, 2), input('b', 3)], name)));
    const { data } = await saved(view, 'svg');
    const file = await parsed(view, data);
    expect(file.broken).toBe(false);
    expect(file.tags).toEqual(known);
    // Half of a pair where a long name is clipped, too.
    const held = (text: string) =>
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them
      text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');
    expect(file.texts).toEqual((await drawnTexts(view)).map(held).sort());
    await view.close();
  });
});

describe('the PNG', () => {
  it('has two pixels for one of the picture, and shows it', async () => {
    const view = await shown(burger(), { theme: 'light' });
    const { data: text } = await saved(view, 'svg');
    const { data } = await saved(view, 'png');
    const drawn = drawnSize(text);
    expect(sizeOf(data)).toEqual({ width: Math.floor(drawn.width * 2), height: Math.floor(drawn.height * 2) });
    const colors = await view.page.evaluate(async (source) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height).data;
      const found = new Set<string>();
      for (let i = 0; i < pixels.length; i += 4) found.add(`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`);
      return [...found];
    }, data);
    // The page, the outline of a swap, a positive gradient, and what smooths their edges.
    expect(colors).toEqual(expect.arrayContaining(['255,255,255', '101,45,144', '0,99,211']));
    expect(colors.length).toBeGreaterThan(50);
    await view.close();
  });

  it('has at most 8192 pixels a side', async () => {
    const view = await shown(sixty(), { width: 300 });
    const { data: text } = await saved(view, 'svg');
    const drawn = drawnSize(text);
    expect(drawn.height).toBeGreaterThan(4096);
    const { width, height } = sizeOf((await saved(view, 'png')).data);
    expect(height).toBe(8192);
    expect(width).toBe(Math.floor((drawn.width * 8192) / drawn.height));
    await view.close();
  });
});

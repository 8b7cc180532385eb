import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { burger, cs231n, fork, longNames, neuron, sixty } from './fixtures';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { illegible, outOfSight } from './support/legibility';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

/** Marks the drawn SVG; a mark that is gone tells that Mermaid drew again. */
const mark = (view: Panel) => view.page.locator('.canvas > svg').evaluate((svg) => svg.setAttribute('data-mark', ''));
const marked = (view: Panel) => view.page.locator('.canvas > svg[data-mark]').count();
const numbers = (view: Panel) => view.page.locator('.canvas .gate-numbers').allTextContents();

describe('the drawn graph', () => {
  it('shows each gate with its value and gradient', async () => {
    const view = await harness.open();
    const { result, cards } = cs231n();
    await view.show(panel(result), cards);
    const lines = await view.page.locator('.canvas .gate-label').allInnerTexts();
    expect(lines.map((line) => line.replace(/\s+/g, ' ')).sort()).toEqual(
      ['x −2 ∂ −4', 'y 5 ∂ −4', '+ x + y 3 ∂ −4', 'z −4 ∂ 3', '× (x + y) × z −12 ∂ 1'].sort(),
    );
    await view.close();
  });

  it('patches numbers, widths and signs in place when only numbers change', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), burger().cards);
    await mark(view);
    const widths = () =>
      view.page
        .locator('.canvas path.edge')
        .evaluateAll((edges) => edges.map((edge) => edge.getAttribute('style')).join());
    const before = await widths();
    const next = burger(2);
    await view.show(panel(next.result), next.cards);
    await view.until(
      async () => (await numbers(view)).includes('4∂ 1') && (await numbers(view)).includes('−2∂ −4'),
      'the new loss',
    );
    expect(await marked(view)).toBe(1);
    expect(await widths()).not.toBe(before);
    expect(await view.page.locator('.canvas .edge.sign-negative').count()).toBe(next.result.graph.edges.length);
    await view.close();
  });

  it('is drawn again when a number needs more room than its gate has', async () => {
    const view = await harness.open({ width: 480 });
    await view.show(panel(burger().result), burger().cards);
    await mark(view);
    const next = burger(-3.456789, 123.456, 0.0012345);
    await view.show(panel(next.result), next.cards);
    await view.until(async () => (await marked(view)) === 0, 'another drawing');
    await view.until(async () => (await numbers(view)).some((line) => line.includes('−3.457')), 'its numbers');
    await view.close();
  });

  it('is drawn again when the structure changes', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), burger().cards);
    await mark(view);
    await view.show(panel(fork().result), fork().cards);
    await view.until(async () => (await marked(view)) === 0, 'another drawing');
    await view.until(async () => (await numbers(view)).includes('6∂ 6 + 6 − 7 = 5'), 'the fork');
    await view.close();
  });

  it('shows the last of many states that arrive while Mermaid draws', async () => {
    const view = await harness.open();
    for (const fixture of [burger(), fork(), sixty(), cs231n(), burger(5)]) {
      await view.post({ type: 'state', state: panel(fixture.result) });
    }
    await view.until(async () => (await numbers(view)).includes('100∂ 1'), 'the last result');
    expect(await view.page.locator('.canvas .gate').count()).toBe(burger().result.graph.gates.length);
    await view.close();
  });

  it('runs down in a narrow panel and to the right in a wide one, drawn again when the width crosses the line', async () => {
    const view = await harness.open({ width: 400 });
    await view.show(panel(burger().result), burger().cards);
    const way = async () => {
      const [from, to] = await Promise.all([view.gate('u').boundingBox(), view.gate('y').boundingBox()]);
      if (from === null || to === null) return 'nowhere';
      return to.y > from.y + 20 ? 'down' : to.x > from.x + 60 ? 'right' : 'nowhere';
    };
    expect(await way()).toBe('down');
    await view.page.setViewportSize({ width: 900, height: 600 });
    await view.until(async () => (await way()) === 'right', 'the graph to turn right');
    await view.page.setViewportSize({ width: 400, height: 720 });
    await view.until(async () => (await way()) === 'down', 'the graph to turn down');
    await view.page.setViewportSize({ width: 900, height: 600 });
    await view.until(async () => (await way()) === 'right', 'the graph to turn right again');
    await view.page.setViewportSize({ width: 640, height: 900 });
    await view.until(async () => (await way()) === 'down', 'the graph to go down in a tall panel');
    await view.close();
  });

  it('dims gates of other patterns while one is picked in the legend, and counts gates there', async () => {
    const view = await harness.open({ width: 400 });
    await view.show(panel(burger().result), burger().cards);
    const swaps = view.page.locator('.legend-item.flow-swaps');
    expect(await swaps.innerText()).toMatch(/swaps\s*2/);
    await swaps.click();
    expect(await swaps.getAttribute('aria-pressed')).toBe('true');
    const bright = view.page.locator('.canvas .gate:not(.is-dim)');
    expect(await bright.count()).toBe(2);
    await swaps.click();
    expect(await bright.count()).toBe(burger().result.graph.gates.length);
    await view.close();
  });

  it('explains a pattern by a gate of this graph while the legend is pointed at, and lights what it speaks of', async () => {
    const view = await harness.open({ width: 480 });
    await view.show(panel(burger().result), burger().cards);
    const note = view.page.locator('.legend-note');
    expect(await note.isVisible()).toBe(false);
    await view.page.locator('.legend-item.flow-swaps').hover();
    await view.page.locator('.legend-example').waitFor();
    expect((await note.innerText()).replace(/\s+/g, ' ')).toContain(
      'each input gets the gradient times the value of the other. Here: mul swaps: w gets 2 · 8 = 16, x gets 3 · 8 = 24.',
    );
    expect(await view.page.locator('.canvas .gate.is-marked').count()).toBe(1);
    expect(await view.page.locator('.canvas .gate.is-marked').getAttribute('aria-label')).toContain('gate u');
    // A dragged input changes the example.
    const next = burger(4);
    view.cards = next.cards;
    await view.post({ type: 'state', state: panel(next.result) });
    await view.until(async () => (await note.innerText()).includes('x gets 4 · 24 = 96'), 'the new numbers');
    await view.page.mouse.move(5, 300);
    await note.waitFor({ state: 'hidden' });
    expect(await view.page.locator('.canvas .gate.is-marked').count()).toBe(0);
    await view.page.locator('.legend-item.flow-distributes').focus();
    await note.waitFor();
    await view.page.keyboard.press('Escape');
    await note.waitFor({ state: 'hidden' });
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('shows the figures of lit edges where a picture of short gates has none', async () => {
    const view = await harness.open({ width: 300, reducedMotion: false });
    await view.show(panel(neuron().result), neuron().cards);
    const figures = view.page.locator('.canvas .lit-figure text');
    expect(await view.page.locator('.canvas.is-compact .figure span').count()).toBe(0);
    expect(await figures.count()).toBe(0);
    await view.gate('dot').focus();
    await figures.first().waitFor();
    const shown = await figures.allTextContents();
    const own = neuron().result.graph;
    const dot = own.gates.find(({ name }) => name === 'dot')!;
    expect(shown).toEqual(dot.operands.map(({ contribution }) => Number(contribution).toPrecision(4)));
    expect(await illegible(view)).toEqual([]);
    const moving = () =>
      view.page
        .locator('.lit')
        .first()
        .evaluate((path) => getComputedStyle(path).animationName);
    expect(await moving()).toBe('flow-back');
    await view.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toBe('none');
    await view.close();
  });

  it('begins a picture that is larger than the panel at its output, and says that there is more', async () => {
    const view = await harness.open({ width: 300, height: 900 });
    await view.show(panel(sixty().result), sixty().cards);
    const hint = view.page.locator('.more-hint');
    await hint.waitFor();
    const inSight = await view.page.locator('.canvas .gate.is-output .box').evaluate((box) => {
      const stage = document.querySelector('.stage')!.getBoundingClientRect();
      const { top, bottom } = box.getBoundingClientRect();
      return top >= stage.top && bottom <= stage.bottom;
    });
    expect(inSight).toBe(true);
    const [, more] = /^(\d+) more$/.exec(await hint.innerText())!;
    expect(Number(more)).toBeGreaterThan(30);
    await hint.click();
    await hint.waitFor({ state: 'hidden' });
    expect(await outOfSight(view)).toBe(0);
    await view.close();
  });

  it('draws plainly the patterns that the settings leave out', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result, { settings: { highlight: ['distributes'] } }), burger().cards);
    expect(await view.page.locator('.canvas .gate.flow-swaps').count()).toBe(0);
    expect(await view.page.locator('.canvas .gate.flow-distributes').count()).toBe(1);
    await view.close();
  });
});

describe('panning and zooming', () => {
  it('zooms by buttons, keys and ctrl with the wheel, pans by drag and wheel, and fits again', async () => {
    const view = await harness.open({ width: 900, height: 600 });
    await view.show(panel(burger().result), burger().cards);
    // The label, since the box gets a thicker stroke with the focus.
    const box = async () => (await view.gate('y').locator('.gate-label').boundingBox())!;
    const fitted = await box();
    await view.page.locator('.tool-zoomIn').click();
    expect((await box()).width).toBeGreaterThan(fitted.width * 1.2);
    await view.gate('y').focus();
    await view.page.keyboard.press('-');
    expect((await box()).width).toBeCloseTo(fitted.width, 0);
    await view.page.mouse.move(450, 300);
    await view.page.keyboard.down('Control');
    await view.page.mouse.wheel(0, -100);
    await view.page.keyboard.up('Control');
    await view.until(async () => (await box()).width > fitted.width * 1.1, 'the wheel to zoom');
    await view.page.keyboard.press('0');
    expect((await box()).x).toBeCloseTo(fitted.x, 0);
    await view.page.mouse.move(40, 90);
    await view.page.mouse.down();
    await view.page.mouse.move(100, 120, { steps: 4 });
    await view.page.mouse.up();
    expect((await box()).x).toBeCloseTo(fitted.x + 60, 0);
    expect((await box()).y).toBeCloseTo(fitted.y + 30, 0);
    await view.page.mouse.wheel(0, 40);
    await view.until(async () => Math.abs((await box()).y - fitted.y + 10) < 1, 'the wheel to pan');
    await view.page.locator('.tool-fit').click();
    expect((await box()).x).toBeCloseTo(fitted.x, 0);
    await view.close();
  });

  it('keeps zoom, place, the pinned gate, the table and the legend while the page is hidden', async () => {
    const view = await harness.open({ width: 900, height: 600 });
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    await view.gate('y').click();
    await view.card.waitFor();
    await view.page.locator('.tool-zoomIn').click();
    await view.page.locator('.legend-item.flow-swaps').click();
    const before = await view.gate('y').boundingBox();
    const saved = await view.saved();
    await view.close();

    const again = await harness.open({ width: 900, height: 600, saved });
    await again.show(panel(result), cards);
    await again.card.waitFor();
    expect(await again.card.getAttribute('data-gate')).toBe(await again.gate('y').getAttribute('data-gate'));
    expect((await again.gate('y').boundingBox())!.width).toBeCloseTo(before!.width, 0);
    expect((await again.gate('y').boundingBox())!.x).toBeCloseTo(before!.x, 0);
    expect(await again.page.locator('.legend-item[aria-pressed="true"]').innerText()).toMatch(/swaps/);
    await again.close();
  });

  it('forgets them when another snippet is shown', async () => {
    const view = await harness.open({ width: 900, height: 600 });
    await view.show(panel(burger().result), burger().cards);
    const fitted = (await view.gate('y').boundingBox())!;
    await view.page.locator('.tool-zoomIn').click();
    await view.show(panel(longNames().result), longNames().cards);
    await view.show(panel(burger().result), burger().cards);
    await view.until(
      async () => Math.abs(((await view.gate('y').boundingBox())?.width ?? 0) - fitted.width) < 1,
      'a fresh fit',
    );
    await view.close();
  });
});

describe('the keyboard', () => {
  it('walks along edges, reads each gate out, opens its card, pins it and closes it', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    const focused = () => view.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await view.page.locator('.canvas .gate[tabindex="0"]').focus();
    await view.page.keyboard.press('Home');
    await view.page.keyboard.press('End');
    expect(await focused()).toBe('gate loss, 4, gradient 1, square scales, output');
    await view.page.keyboard.press('ArrowUp');
    await view.page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('gate y, 12, gradient 4, mul swaps');
    await view.until(async () => (await view.card.innerText()).includes('y = 12'), 'the card');
    await view.page.keyboard.press('Enter');
    expect(view.last('reveal')?.focus).toBe(false);
    await view.until(async () => (await view.gate('y').getAttribute('aria-pressed')) === 'true', 'the pin');
    await view.page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^gate y − 10,/);
    expect(await view.card.innerText()).toContain('y = 12');
    await view.page.keyboard.press('Escape');
    expect(await view.card.isVisible()).toBe(false);
    expect(await view.page.locator('.canvas .gate[tabindex="0"]').count()).toBe(1);
    await view.close();
  });
});

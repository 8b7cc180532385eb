import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { broad, burger, cs231n, fork, sixty } from './fixtures';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';

/** What a person sees while a structure is drawn that takes long, and when one comes back that was drawn before. */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const numbers = (view: Panel) => view.page.locator('.canvas .gate-numbers').allTextContents();
const gates = (view: Panel) => view.page.locator('.canvas .gate').count();

/** A graph that takes about a second to draw on a slow machine. */
const large = broad(60);
const largeGates = large.result.graph.gates.length;

/** A panel that shows the burger's graph on a slow machine. */
async function slowPanel(): Promise<Panel> {
  const view = await harness.open({ width: 900 });
  await view.show(panel(burger().result), burger().cards);
  const session = await view.page.context().newCDPSession(view.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  return view;
}

/**
 * Does something that takes long to draw, and in the moment in which the progress shows runs `act` in the page.
 *
 * @returns what the progress said, and whether its bar was seen
 */
async function whenSlow(view: Panel, begin: string, act: string): Promise<{ text: string; bar: boolean }> {
  return await view.page.evaluate(`new Promise((resolve) => {
    const progress = document.querySelector('.drawing-progress');
    const observer = new MutationObserver(() => {
      if (progress.hidden || progress.querySelector('button').textContent !== 'Cancel') return;
      observer.disconnect();
      resolve({ text: progress.innerText, bar: progress.querySelector('[role=progressbar]').checkVisibility() });
      ${act};
    });
    observer.observe(progress, { attributes: true });
    ${begin};
  })`);
}

const posting = (state: unknown): string => `window.postMessage(${JSON.stringify({ type: 'state', state })}, '*')`;

describe('a structure that was drawn before', () => {
  it('is put up again in the same frame, with the new numbers', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), burger().cards);
    await view.page.locator('.canvas > svg').evaluate((svg) => svg.setAttribute('data-mark', ''));
    await view.show(panel(fork().result), fork().cards);
    await view.until(async () => (await gates(view)) === fork().result.graph.gates.length, 'the fork');
    const message = JSON.stringify({ type: 'state', state: panel(burger(2).result) });
    const shown = await view.page.evaluate(`new Promise((resolve) => {
      window.addEventListener('message', () => requestAnimationFrame(() =>
        resolve(document.querySelectorAll('.canvas > svg[data-mark]').length)), { once: true });
      window.postMessage(${message}, '*');
    })`);
    expect(shown).toBe(1);
    expect((await numbers(view)).sort()).toEqual(expect.arrayContaining(['4∂ 1', '−2∂ −4']));
    await view.gate('u').click();
    await view.until(async () => (await view.gate('u').getAttribute('aria-pressed')) === 'true', 'the pin');
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('makes room again for a number that has none', async () => {
    const view = await harness.open({ width: 480 });
    await view.show(panel(burger().result), burger().cards);
    await view.show(panel(fork().result), fork().cards);
    await view.until(async () => (await gates(view)) === fork().result.graph.gates.length, 'the fork');
    const next = burger(-3.456789, 123.456, 0.0012345);
    await view.show(panel(next.result), next.cards);
    const clipped = () =>
      view.page
        .locator('.canvas .gate-label')
        .evaluateAll((labels) => labels.filter((label) => label.scrollWidth > label.clientWidth).length);
    await view.until(async () => (await numbers(view)).some((line) => line.includes('−3.457')), 'the numbers');
    await view.until(async () => (await clipped()) === 0, 'labels that fit');
    await view.close();
  });
});

describe('a structure that takes long to draw', () => {
  it('leaves the picture as it is, shows progress, and can be cancelled and asked for again', async () => {
    const view = await slowPanel();
    const progress = view.page.locator('.drawing-progress');
    const click = `progress.querySelector('button').click()`;
    const told = await whenSlow(view, posting(panel(large.result)), click);
    expect(told).toEqual({ text: expect.stringContaining(`Drawing ${largeGates} gates`), bar: true });
    await progress.getByRole('button', { name: 'Draw' }).waitFor();
    expect(await progress.innerText()).toContain(`${largeGates} gates are not drawn`);
    expect(await progress.getByRole('progressbar').isVisible()).toBe(false);
    expect(await gates(view)).toBe(burger().result.graph.gates.length);
    const again = await whenSlow(view, click, '');
    expect(again.bar).toBe(true);
    await view.until(async () => (await gates(view)) === largeGates, 'the large graph');
    expect(await progress.isVisible()).toBe(false);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('gives way to one that is wanted meanwhile', async () => {
    const view = await slowPanel();
    const progress = view.page.locator('.drawing-progress');
    await whenSlow(view, posting(panel(large.result)), posting(panel(cs231n().result)));
    const small = cs231n().result.graph.gates.length;
    const seen = new Set<number>();
    await view.until(async () => {
      seen.add(await gates(view));
      return seen.has(small);
    }, 'the small graph');
    expect([...seen].filter((count) => count === largeGates)).toEqual([]);
    expect(await progress.isVisible()).toBe(false);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('shows no progress once a wider panel proved to need the picture that stands', async () => {
    const view = await harness.open({ width: 600, height: 500 });
    await view.show(panel(sixty().result), sixty().cards);
    await view.page.locator('.canvas.is-compact').waitFor();
    await view.page.setViewportSize({ width: 800, height: 500 });
    await view.page.waitForTimeout(700);
    expect(await view.page.locator('.canvas.is-compact').count()).toBe(1);
    expect(await view.page.locator('.drawing-progress').isVisible()).toBe(false);
    await view.close();
  });

  it('goes back to the picture that stands when that is wanted again', async () => {
    const view = await slowPanel();
    const progress = view.page.locator('.drawing-progress');
    await whenSlow(view, posting(panel(large.result)), posting(panel(burger(5).result)));
    await view.until(async () => (await numbers(view)).includes('100∂ 1'), 'the new numbers');
    await progress.waitFor({ state: 'hidden' });
    expect(await gates(view)).toBe(burger().result.graph.gates.length);
    await view.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programs } from '../unit/graph/folding/programs';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';
import { illegible } from './support/legibility';
import { pictureStates } from './support/pictures';

/** Gates that are folded by where they stand in the code, as a reader meets them. */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

/** The training loop of the fixtures, with another rate. */
const training = (rate = 0.01) => programs.training!.replace('lr = 0.01', `lr = ${rate}`);

const calls = `const x = 0.5;
function squash(z: number) { const a = Math.sin(z) * z + 1; return a / (a + 2) - z * 0.1; }
function twice(z: number) { return squash(squash(z) * 2) + squash(z + 1) * squash(z - 1); }
const y = twice(x) * twice(x + 2) + twice(x * 3); // @grad`;

async function shown(code: string, options: Parameters<Harness['open']>[0] = { width: 1000, height: 640 }) {
  const view = await harness.open(options);
  const { result, cards, pictures } = inspected(code);
  view.pictures = pictures;
  await view.show(panel(result), cards);
  return { view, result };
}

const picture = (name: string) => pictureStates.find((state) => state.name === name)!.code;

const gates = (view: Panel) => view.page.locator('.canvas .gate').count();
const labels = async (view: Panel) =>
  (await view.page.locator('.canvas .gate-label').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
const loop = (view: Panel, row: number) => view.page.locator('.loop-row').nth(row);
const settled = (view: Panel, count: number) => view.until(async () => (await gates(view)) === count, `${count} gates`);

/** Chooses how far the picture is folded. */
async function choose(view: Panel, level: string): Promise<void> {
  await view.page.locator('.tool-levels').click();
  await view.page.locator(`.fold-menu [data-level="${level}"]`).click();
}

describe('a loop', () => {
  it('is drawn once, with what it carries to its next turn', async () => {
    const { view, result } = await shown(training());
    expect(result.graph.total).toBe(2212);
    expect(await gates(view)).toBe(13);
    const text = await labels(view);
    expect(text.find((label) => label.startsWith('err'))).toContain('×400');
    expect(text.find((label) => label.includes('×100') && label.startsWith('w'))).toContain('1.4 … 2');
    // From w to the next turn, from w to itself, and from g to itself.
    expect(await view.page.locator('.canvas .edge.is-carried').count()).toBe(3);
    expect(await loop(view, 0).innerText()).toContain('for (let t = 0; t < 100; t++)');
    expect(await loop(view, 0).innerText()).toContain('100 steps');
    expect(await loop(view, 1).innerText()).toContain('4 steps');
    await loop(view, 1).locator('.loop-code.only-wide').hover();
    expect(await view.page.locator('.canvas .gate.is-marked').count()).toBe(5);
    expect(await illegible(view)).toEqual([]);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('shows one step at a time, and the steps before and after it as one gate each', async () => {
    const { view } = await shown(training());
    await loop(view, 0).locator('.scrubber-slider').fill('17');
    await view.until(async () => (await labels(view)).some((label) => label.startsWith('steps 1–16')), 'step 17');
    const text = await labels(view);
    expect(text.some((label) => label.startsWith('steps 18–100'))).toBe(true);
    expect(await loop(view, 0).innerText()).toContain('step 17 of 100');
    // The fourth of four turns of the inner loop.
    await loop(view, 1).locator('.scrubber-slider').fill('4');
    await view.until(async () => (await loop(view, 1).innerText()).includes('step 4 of 4'), 'the inner loop');
    // From here on only numbers change: the drawing stays.
    await view.until(async () => (await labels(view)).some((label) => label.startsWith('steps 1–3')), 'both');
    await view.page.locator('.canvas > svg').evaluate((svg) => svg.setAttribute('data-mark', ''));
    const before = await labels(view);
    await loop(view, 0).locator('button[aria-label="Next step"]').click();
    await view.until(async () => (await labels(view)).some((label) => label.startsWith('steps 1–17')), 'step 18');
    expect(await labels(view)).not.toEqual(before);
    expect(await view.page.locator('.canvas > svg[data-mark]').count()).toBe(1);
    await loop(view, 0).locator('.loop-all').click();
    await loop(view, 1).locator('.loop-all').click();
    await settled(view, 13);
    await view.close();
  });

  it('keeps its step over new numbers', async () => {
    const { view } = await shown(training());
    await loop(view, 0).locator('.scrubber-slider').fill('2');
    await view.until(async () => (await loop(view, 0).innerText()).includes('step 2 of 100'), 'step 2');
    const before = await labels(view);
    const next = inspected(training(0.02));
    view.pictures = next.pictures;
    await view.post({ type: 'state', state: panel(next.result) });
    await view.until(async () => (await labels(view)).join() !== before.join(), 'the new numbers');
    expect(await loop(view, 0).innerText()).toContain('step 2 of 100');
    expect((await labels(view)).some((label) => label.startsWith('steps 3–100'))).toBe(true);
    await view.close();
  });
});

describe('the bar above the picture', () => {
  it('lists three of many loops in whole rows, and the rest on demand', async () => {
    const { view } = await shown(picture('many-loops'), { width: 320, height: 700 });
    const rows = view.page.locator('.loop-row:visible');
    expect(await rows.count()).toBe(3);
    const more = view.page.locator('.more-loops');
    expect(await more.innerText()).toBe('3 more loops');
    await more.click();
    expect(await rows.count()).toBe(6);
    // A loop of which a step is picked stays in sight.
    await loop(view, 4).getByRole('button', { name: 'Next step' }).click();
    await view.until(async () => (await loop(view, 4).innerText()).includes('1 of 7'), 'the step');
    await more.click();
    expect(await rows.count()).toBe(4);
    const isWhole = await view.page.locator('.fold-bar').evaluate((bar) => bar.scrollHeight === bar.clientHeight);
    expect(isWhole).toBe(true);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('names the level where lines are folded, and opens the menu that changes it', async () => {
    const { view } = await shown(programs.straight!);
    const note = view.page.locator('.lines-folded');
    expect(await note.innerText()).toContain('Lines folded');
    await note.getByRole('button', { name: 'Change' }).click();
    expect(await view.page.locator('.fold-menu').isVisible()).toBe(true);
    await view.page.keyboard.press('Escape');
    expect(await view.page.locator('.lines-folded').count()).toBe(1);
    await view.close();
    const { view: other } = await shown(training());
    expect(await other.page.locator('.lines-folded').count()).toBe(0);
    await other.close();
  });

  it('marks a loop by its head alone, so that nothing stays marked after scrubbing', async () => {
    const { view } = await shown(training());
    const slider = loop(view, 0).locator('.scrubber-slider');
    await slider.hover();
    await view.page.mouse.down();
    await view.page.mouse.move(900, 60, { steps: 3 });
    await view.page.mouse.up();
    await view.until(async () => / of 100/.test(await loop(view, 0).innerText()), 'a step');
    expect(await view.page.locator('.canvas .gate.is-marked').count()).toBe(0);
    await view.close();
  });
});

describe('a stacked gate', () => {
  it('has the colour of what is no number where one of its gradients is', async () => {
    const { view } = await shown(`const x = -1;
let s = 0;
for (let k = 0; k < 80; k++) { const q = x * (k - 40); s += Math.sqrt(q); }
const y = s; // @grad`);
    const grad = view.gate('q').locator('.gate-grad');
    await grad.waitFor();
    expect(await grad.innerText()).toBe('∂ NaN, −∞ … 0.5');
    expect(await grad.getAttribute('class')).toContain('sign-odd');
    await view.close();
  });

  it('has a card with all its values, of which one can be picked', async () => {
    const { view, result } = await shown(training());
    const err = result.graph.gates.find(({ name }) => name === 'err')!;
    await view.gate('err').click();
    await view.card.locator('.card-list tr').first().waitFor();
    expect(await view.card.locator('.card-list tr').count()).toBe(256);
    expect(await view.card.innerText()).toContain('and 144 more');
    expect(await view.card.innerText()).toContain('400 times');
    expect(await view.card.innerText()).toContain('A picture has no room for all 400 of them.');
    await view.card.locator('.card-list tr').nth(5).locator('button').click();
    await settled(view, 14);
    const row = (await labels(view)).find((label) => label.startsWith('err') && !label.includes('×'))!;
    // w after one turn is 1.4, the second of the pairs is (2, 4).
    expect(row).toContain('−1.2');
    expect(await view.page.locator('.opened-fold').innerText()).toContain('err, step 2.2');
    await view.page.locator('.opened-fold button').click();
    await settled(view, 13);
    expect(err.fold!.key).not.toBe('');
    await view.close();
  });
});

describe('how far the picture is folded', () => {
  it('is a choice, and what is too much says so', async () => {
    const { view } = await shown(training());
    await view.page.locator('.tool-levels').click();
    const every = view.page.locator('.fold-menu [data-level="gates"]');
    expect(await every.isDisabled()).toBe(true);
    expect(await every.innerText()).toContain('2212, too many to draw');
    await view.page.keyboard.press('ArrowUp');
    await view.page.keyboard.press('ArrowUp');
    await view.page.keyboard.press('Enter');
    await settled(view, 8);
    await choose(view, 'auto');
    await settled(view, 13);
    await view.close();
  });

  it('has a tick at what is chosen, ends under two keys, and numbers that can be read', async () => {
    const { view } = await shown(training(), { width: 900, height: 640, theme: 'light' });
    await choose(view, 'lines');
    await settled(view, 8);
    await view.page.locator('.tool-levels').click();
    const ticked = view.page.locator('.fold-menu .menu-item:has(.menu-tick svg)');
    const seen = await ticked.evaluateAll(
      (rows) =>
        rows.flatMap((row) => (row.querySelector('svg')!.checkVisibility({ visibilityProperty: true }) ? [row] : []))
          .length,
    );
    expect(seen).toBe(1);
    const focused = view.page.locator('.fold-menu .menu-item:focus');
    expect(await focused.getAttribute('data-level')).toBe('lines');
    const colours = await focused.evaluate((row) =>
      [row, row.querySelector('.menu-note')!].map((part) => getComputedStyle(part).color),
    );
    expect(colours[1]).toBe(colours[0]);
    await view.page.keyboard.press('Home');
    expect(await focused.getAttribute('data-level')).toBe('auto');
    await view.page.keyboard.press('End');
    expect(await focused.getAttribute('role')).toBe('menuitemcheckbox');
    await view.close();
  });

  it('folds calls, which open at a key and close again', async () => {
    const { view } = await shown(calls);
    const whole = await gates(view);
    await choose(view, 'calls');
    await view.until(async () => (await gates(view)) < whole / 3, 'fewer gates');
    const folded = await gates(view);
    const call = view.page.locator('.canvas .gate.is-fold').first();
    const id = await call.getAttribute('data-gate');
    await call.focus();
    await view.page.keyboard.press('f');
    await view.until(async () => (await gates(view)) > folded, 'the call is open');
    expect(await view.page.locator(`.canvas .gate[data-gate="${id}"]`).count()).toBe(0);
    await view.page.locator('.opened-fold button').click();
    await settled(view, folded);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('shows constants as gates of their own, and hides them again', async () => {
    const { view } = await shown('const x = 3;\nconst y = 2 * x ** 2 + 5; // @grad');
    expect(await gates(view)).toBe(4);
    const toggle = async () => {
      await view.page.locator('.tool-levels').click();
      await view.page.getByRole('menuitemcheckbox', { name: 'Constants as gates' }).click();
    };
    await toggle();
    await settled(view, 7);
    expect(await view.page.locator('.canvas .gate.is-constant').count()).toBe(3);
    expect(await illegible(view)).toEqual([]);
    await toggle();
    await settled(view, 4);
    await view.close();
  });

  it('is as it comes where the trace is gone', async () => {
    const { view } = await shown(training());
    view.pictures = () => null;
    await choose(view, 'lines');
    await view.page.waitForTimeout(100);
    expect(await gates(view)).toBe(13);
    await view.close();
  });

  it('stays so over a reload', async () => {
    const first = await shown(training());
    await choose(first.view, 'lines');
    await settled(first.view, 8);
    const saved = await first.view.saved();
    await first.view.close();
    const view = await harness.open({ width: 1000, height: 640, saved });
    const { result, cards, pictures } = inspected(training());
    view.pictures = pictures;
    view.cards = cards;
    await view.post({ type: 'state', state: panel(result) });
    await settled(view, 8);
    await view.close();
  });
});

describe('a network', () => {
  it('is a picture that can be read, wide and narrow', async () => {
    for (const [width, height] of [
      [1200, 640],
      [320, 900],
    ] as const) {
      const { view, result } = await shown(programs.network!, { width, height, theme: 'light' });
      expect(result.graph.total).toBe(208);
      expect(await gates(view)).toBe(13);
      expect(await illegible(view)).toEqual([]);
      await view.close();
    }
  });
});

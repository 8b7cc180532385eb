import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programs } from '../unit/graph/folding/programs';
import { panel } from './support/builder';
import { Harness, type Panel, projectFile } from './support/harness';
import { inspected } from './support/inspected';

/** Card and selection after the gate that they are of was unfolded. */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

async function shown(code: string): Promise<Panel> {
  const view = await harness.open({ width: 1000, height: 640 });
  const { result, cards, pictures } = inspected(code);
  view.pictures = pictures;
  await view.show(panel(result), cards);
  return view;
}

const selected = (view: Panel) =>
  view.page.locator('.canvas .gate.is-selected').evaluateAll((found) => found.map((gate) => gate.ariaLabel));

const twoErrors = `const w = 0.5;
const guesses: number[] = [];
for (let k = 0; k < 3; k++) guesses.push(w * (k + 1));
const loss = guesses.reduce((sum, guess, k) => sum + (guess - k) ** 2, 0) / guesses.length;
const total = loss + w; // @grad`;

describe('the card of a gate that is unfolded by its button', () => {
  it('becomes that of the gate that stands there', async () => {
    const view = await shown(twoErrors);
    await view.page.locator('.tool-levels').click();
    await view.page.locator('.fold-menu [data-level="iterations"]').click();
    const fold = view.page.locator('.canvas .gate[aria-label*=" mse "]');
    await fold.focus();
    await view.page.keyboard.press('Enter');
    await view.card.locator('.card-fold').click();
    await view.until(async () => (await fold.count()) === 0, 'the gates of the fold');
    await view.until(async () => /^div/m.test(await view.card.innerText()), 'the card of the division');
    expect(await view.card.innerText()).toContain('loss = ');
    expect(await view.card.locator('.card-fold').count()).toBe(0);
    expect(await selected(view)).toEqual([expect.stringMatching(/^gate loss, .*div swaps/)]);
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

describe('one value of a stack that is shown by itself', () => {
  it('has the card and the selection, and is called as in the list', async () => {
    const view = await shown(await projectFile('media/examples/descent.ts'));
    await view.page.locator('.loop-row .scrubber-slider').first().fill('4');
    await view.page.locator('.canvas .gate[data-gate^="f"]').first().waitFor();
    await view.gate('error').focus();
    await view.page.keyboard.press('Enter');
    await view.card.getByRole('button', { name: 'step 4.2' }).click();
    await view.until(async () => (await view.card.innerText()).startsWith('error = −1.955'), 'the card of the value');
    expect(await selected(view)).toEqual([expect.stringMatching(/^gate error, −1\.955,/)]);
    expect(await view.page.locator('.opened-fold').innerText()).toBe('error, step 4.2');
    await view.close();
  });
});

describe('F on a gate', () => {
  it('keeps the selection within what was unfolded', async () => {
    const view = await shown(await projectFile('media/examples/network.ts'));
    const folds = view.page.locator('.canvas .gate[aria-label*=" sigmoid "]');
    const fold = folds.first();
    const before = await view.page.locator('.canvas .gate').evaluateAll((all) => all.map((gate) => gate.dataset.gate));
    const count = await folds.count();
    const key = (await fold.getAttribute('data-gate'))!;
    await fold.focus();
    await view.page.keyboard.press('Enter');
    await view.page.keyboard.press('f');
    await view.until(async () => (await folds.count()) < count, 'the gates of the fold');
    const id = await view.page.locator('.canvas .gate.is-selected').getAttribute('data-gate');
    expect(before).not.toContain(id);
    expect(key.startsWith(id!)).toBe(true);
    await view.until(async () => (await view.card.getAttribute('data-gate')) === id, 'the card of the root');
    await view.close();
  });
});

describe('what was asked of a fold', () => {
  it('is dropped where the edited code has no such fold', async () => {
    const code = await projectFile('media/examples/descent.ts');
    const view = await shown(code);
    await view.page.locator('.loop-row .scrubber-slider').first().fill('3');
    const steps = view.page.locator('.canvas .gate[aria-label^="gate steps 1–2"]');
    await steps.waitFor();
    await view.gate('error').focus();
    await view.page.keyboard.press('Enter');
    await view.card.getByRole('button', { name: 'step 3.2' }).click();
    await view.page.locator('.opened-fold').waitFor();
    const sent = view.sent.length;
    // The same places of the code: both stay, and nothing is asked besides the picture.
    const faster = inspected(code.replace('rate = 0.002', 'rate = 0.004'));
    view.pictures = faster.pictures;
    await view.show(panel(faster.result), faster.cards);
    await view.until(async () => (await view.card.innerText()).includes('error = ') && view.sent.length > sent, 'new');
    await view.page.waitForTimeout(200);
    expect(await view.page.locator('.opened-fold').innerText()).toBe('error, step 3.2');
    const asked = view.sent.slice(sent).filter((one) => one.type === 'call' && one.call.method === 'picture');
    expect(asked).toHaveLength(1);
    // Other places: what they were called by names nothing.
    const moved = inspected(code.replace('xs = [1, 2, 3, 4]', 'xs = [1, 2, 1 + 2, 4]'));
    view.pictures = moved.pictures;
    await view.show(panel(moved.result), moved.cards);
    await view.until(async () => (await view.page.locator('.opened-fold').count()) === 0, 'no chip');
    await steps.waitFor({ state: 'detached' });
    const { folds } = (await view.saved()) as { folds: unknown[] };
    expect(JSON.stringify(folds)).not.toContain('"at":{"');
    expect(await view.page.locator('.loop-row').first().innerText()).toContain('30 steps');
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

describe('a fit that was asked for', () => {
  it('holds for another stage and another level, until the picture is moved', async () => {
    const view = await shown(programs.training!);
    const isWhole = () =>
      view.page.evaluate(() => {
        const stage = document.querySelector('.graph')!.getBoundingClientRect();
        const picture = document.querySelector('.canvas > svg')!.getBoundingClientRect();
        return picture.left >= stage.left && picture.right <= stage.right && picture.bottom <= stage.bottom;
      });
    await view.page.setViewportSize({ width: 540, height: 400 });
    await view.until(async () => !(await isWhole()), 'a part of the picture');
    await view.page.locator('.tool-fit').click();
    await view.until(isWhole, 'all of it');
    await view.page.setViewportSize({ width: 540, height: 380 });
    await view.page.waitForTimeout(200);
    expect(await isWhole()).toBe(true);
    await view.page.locator('.loop-row .scrubber-slider').first().fill('4');
    await view.page.locator('.canvas .gate[aria-label^="gate steps 1–3"]').waitFor();
    await view.page.waitForTimeout(200);
    expect(await isWhole()).toBe(true);
    await view.close();
  });
});

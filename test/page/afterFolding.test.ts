import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

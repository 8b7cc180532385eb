import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { burger, cs231n, fork } from './fixtures';
import { panel } from './support/builder';
import { Harness } from './support/harness';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const rows = (text: readonly string[]) => text.map((row) => row.replace(/\s+/g, ' ').trim());

describe('the card of a gate', () => {
  it('comes by the pointer with local × upstream for each input, and goes with it', async () => {
    const view = await harness.open({ width: 1000, height: 640 });
    const { result, cards } = cs231n();
    await view.show(panel(result), cards);
    await view.gate('(x + y) × z').hover();
    await view.card.waitFor();
    expect(await view.card.locator('h2').innerText()).toBe('(x + y) × z = −12');
    expect(rows(await view.card.locator('.card-table tbody tr').allInnerTexts())).toEqual([
      '∂ upstream 1',
      '(x + y) z = −4 × 1 −4',
      'z (x + y) = 3 × 1 3',
    ]);
    expect(await view.card.innerText()).toContain('mul swaps');
    await view.page.mouse.move(5, 600);
    await view.card.waitFor({ state: 'hidden' });
    await view.close();
  });

  it('lights up the edges to its inputs while it is open', async () => {
    const view = await harness.open({ width: 1000, height: 640 });
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    await view.gate('y').hover();
    await view.card.waitFor();
    expect(await view.page.locator('.lit-edges .lit').count()).toBe(2);
    await view.page.mouse.move(5, 600);
    await view.card.waitFor({ state: 'hidden' });
    expect(await view.page.locator('.lit-edges .lit').count()).toBe(0);
    await view.close();
  });

  it.each([320, 480, 1000])('covers neither its gate nor the inputs in a panel %i wide', async (width) => {
    const view = await harness.open({ width, height: 720 });
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    for (const { id } of result.graph.gates) {
      const gate = view.page.locator(`[data-gate="${id}"].gate`);
      await gate.hover();
      await view.until(async () => (await view.card.getAttribute('data-gate')) === id, 'the card');
      const card = (await view.card.boundingBox())!;
      for (const explained of [id, ...result.graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from)]) {
        const box = (await view.page.locator(`[data-gate="${explained}"].gate .box`).boundingBox())!;
        const covered =
          Math.min(box.x + box.width, card.x + card.width) - Math.max(box.x, card.x) > 1 &&
          Math.min(box.y + box.height, card.y + card.height) - Math.max(box.y, card.y) > 1;
        expect(covered, `the card of ${id} covers ${explained}`).toBe(false);
      }
    }
    await view.close();
  });

  it('is pinned by a click, follows new numbers, and closes by Escape', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), burger().cards);
    await view.gate('y').click();
    await view.card.waitFor();
    expect(view.last('reveal')).toMatchObject({ focus: false });
    await view.page.mouse.move(5, 700);
    const next = burger(5);
    await view.show(panel(next.result), next.cards);
    await view.until(async () => (await view.card.innerText()).includes('y = 20'), 'the new card');
    await view.page.keyboard.press('Escape');
    await view.card.waitFor({ state: 'hidden' });
    await view.close();
  });

  it('asks for a card once for each result, and reveals the code with the keyboard in the editor', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), burger().cards);
    await view.gate('y').click();
    await view.card.waitFor();
    await view.page.keyboard.press('Escape');
    await view.gate('y').click();
    await view.card.waitFor();
    expect(view.cardCalls.length).toBe(1);
    await view.card.getByText('Reveal in editor').click();
    expect(view.last('reveal')).toMatchObject({ focus: true, range: { start: { line: 5 } } });
    await view.close();
  });

  it('shows the sum that accumulates in a fork', async () => {
    const view = await harness.open({ width: 1000, height: 800 });
    await view.show(panel(fork().result), fork().cards);
    await view.gate('u').click();
    await view.card.waitFor();
    expect(rows(await view.card.locator('.card-fork tbody tr').allInnerTexts())).toEqual([
      'from squared 6',
      'from squared 6',
      'from scaled −7',
      'sum 5',
    ]);
    await view.close();
  });

  it('stays away when the trace is gone', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), {});
    await view.gate('y').hover();
    await view.until(() => view.last('call') !== undefined);
    await view.page.waitForTimeout(100);
    expect(await view.card.isVisible()).toBe(false);
    await view.close();
  });
});

describe('selection from the editor', () => {
  it('marks the gate of the code under the cursor, and lets go of it', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    const id = await view.gate('u').getAttribute('data-gate');
    await view.post({ type: 'select', gate: id });
    await view.page.locator(`.gate.is-selected[data-gate="${id}"]`).waitFor();
    await view.post({ type: 'select', gate: null });
    await view.page.locator('.gate.is-selected').waitFor({ state: 'detached' });
    await view.close();
  });
});

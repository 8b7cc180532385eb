import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panel } from './support/builder';
import { Harness } from './support/harness';
import { inspected } from './support/inspected';
import { illegible } from './support/legibility';

/** The numbers of an array, one by one. */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const code = (xs = '[1, 2, 3]') => `/** @grad xs = ${xs}, p = { a: 2, b: [4, 5] } */
function f(xs: number[], p: { a: number; b: number[] }) {
  return xs[0] * xs[1] + p.a * xs[2] + p.b[1];
}`;

describe('an array among the inputs', () => {
  it('opens into its numbers, each of which can be typed or dragged', async () => {
    const view = await harness.open({ width: 340, height: 900 });
    const { result, cards } = inspected(code());
    await view.show(panel(result), cards);
    const row = view.page.locator('.input-row[data-input="xs"]');
    expect(await row.locator('.element-list').isVisible()).toBe(false);
    await row.getByRole('button', { name: 'One by one (3)' }).click();
    expect(await row.locator('.element-list .input-grad').allInnerTexts()).toEqual(['∂ 2', '∂ 1', '∂ 2']);
    await view.page.getByRole('textbox', { name: 'Value of xs[1]' }).fill('2.5');
    await view.page.keyboard.press('Enter');
    await view.until(() => view.last('setInput') !== undefined, 'the new array');
    expect(view.last('setInput')).toEqual({ type: 'setInput', name: 'xs', code: '[1, 2.5, 3]' });
    await view.page.getByRole('slider', { name: 'Slide xs[0]' }).fill('2');
    await view.until(() => view.last('setInput')?.code === '[2, 2, 3]', 'the dragged number');
    const next = inspected(code('[2, 2, 3]'));
    await view.post({ type: 'state', state: panel(next.result) });
    await view.until(
      async () => (await row.locator('.element-list .input-grad').allInnerTexts()).join() === '∂ 2,∂ 2,∂ 2',
      'the new gradients',
    );
    expect(await illegible(view)).toEqual([]);
    await row.getByRole('button', { name: 'Together' }).click();
    expect(await row.locator('.element-list').isVisible()).toBe(false);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('has sliders that say how far they go, and follow a value outside of that', async () => {
    const view = await harness.open({ width: 340, height: 900 });
    const { result, cards } = inspected(code());
    await view.show(panel(result), cards);
    await view.page
      .locator('.input-row[data-input="xs"]')
      .getByRole('button', { name: /^One by one/ })
      .click();
    const slider = view.page.getByRole('slider', { name: 'Slide xs[1]' });
    const said = () =>
      slider.evaluate(({ title, min, max, value }: HTMLInputElement) => `${title}: ${min} ${value} ${max}`);
    expect(await said()).toBe('from −5 to 5: -5 2 5');
    await view.page.getByRole('textbox', { name: 'Value of xs[1]' }).fill('30');
    await view.page.keyboard.press('Enter');
    // Before the new result is there.
    expect(await said()).toBe('from −100 to 100: -100 30 100');
    await view.close();
  });

  it('stand in columns in a wide panel, with fields no wider than a number needs', async () => {
    const view = await harness.open({ width: 1100, height: 800 });
    const { result, cards } = inspected(code('[1, 2, 3, 4, 5, 6]'));
    await view.show(panel(result), cards);
    await view.page
      .locator('.input-row[data-input="xs"]')
      .getByRole('button', { name: /^One by one/ })
      .click();
    const boxes = await view.page.locator('.element-list .input-field').evaluateAll((fields) =>
      fields.map((field) => {
        const { left, top, width } = field.getBoundingClientRect();
        return { left, top, width };
      }),
    );
    expect(boxes.length).toBe(6);
    expect(new Set(boxes.map(({ left }) => left)).size).toBe(3);
    expect(new Set(boxes.map(({ top }) => top)).size).toBe(2);
    expect(Math.max(...boxes.map(({ width }) => width))).toBeLessThan(100);
    expect(await illegible(view)).toEqual([]);
    await view.close();
  });

  it('and an object, are written as code with one number changed', async () => {
    const view = await harness.open({ width: 1000, height: 700 });
    const { result, cards } = inspected(code());
    await view.show(panel(result), cards);
    await view.page
      .locator('.input-row[data-input="p"]')
      .getByRole('button', { name: /^One by one/ })
      .click();
    await view.page.getByRole('textbox', { name: 'Value of p.b[1]' }).fill('-7');
    await view.page.keyboard.press('Enter');
    await view.until(() => view.last('setInput') !== undefined, 'the new object');
    expect(view.last('setInput')).toEqual({ type: 'setInput', name: 'p', code: '{ a: 2, b: [4, -7] }' });
    await view.close();
  });
});

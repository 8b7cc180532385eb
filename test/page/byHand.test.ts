import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const forward = 'x = 3.0\ny = -4.0\nw = [1.0, 2.0]\nf = x * y * w[0] + w[1]  # @grad\n';

async function opened(code: string): Promise<Panel> {
  const view = await harness.open();
  const { result, cards, checks } = inspected(forward + code, 'python');
  view.checks = checks;
  await view.show(panel(result), cards);
  return view;
}

/** What marks of gradients by hand say, each with its verdict. */
async function marks(view: Panel, within: string): Promise<[string, string | null][]> {
  return await view.page
    .locator(`${within} .hand-mark`)
    .evaluateAll((all) => all.map((one) => [one.getAttribute('title') ?? '', one.getAttribute('data-verdict')]));
}

const said = [
  ['dx agrees with the gradient of x', 'agrees'],
  ['dy differs by 1: it is 4, the gradient of y is 3', 'differs'],
];

describe('gradients that the code derives by hand', () => {
  it('are marked beside their inputs, and follow the next result', async () => {
    const view = await opened('dx = y\ndy = x + 1\n');
    expect(await marks(view, '.inputs')).toEqual(said);
    const next = inspected(`${forward}dy = x\n`, 'python');
    await view.show(panel(next.result), next.cards);
    expect(await marks(view, '.inputs')).toEqual([['dy agrees with the gradient of y', 'agrees']]);
    await view.close();
  });

  it('stand in the card of an input, beside what finite differences say', async () => {
    const view = await opened('dx = y\ndy = x + 1\n');
    await view.page.locator('.canvas .gate', { hasText: /^y/ }).first().hover();
    const card = view.page.locator('.card:not([hidden])');
    await card.locator('.card-check[data-verdict="agrees"]').waitFor();
    expect(await card.locator('.card-hand').innerText()).toBe('dy differs by 1: it is 4, the gradient of y is 3');
    expect(await card.locator('.card-hand').getAttribute('data-verdict')).toBe('differs');
    await view.close();
  });

  it('stand in the table', async () => {
    const view = await opened('dx = y\ndy = x + 1\n');
    await view.page.getByRole('button', { name: /table/i }).first().click();
    expect(await marks(view, '.table-view')).toEqual(said);
    await view.close();
  });

  it('are told of lists as a whole', async () => {
    const view = await opened('dw = [x * y, 1]\n');
    expect(await marks(view, '.inputs')).toEqual([['dw agrees with the gradient of w', 'agrees']]);
    await view.close();
  });
});

describe('numbers of a list', () => {
  it('are set in the spelling of the code, and keep their point when slid', async () => {
    const view = await opened('');
    await view.page.getByRole('button', { name: /one by one/i }).click();
    const field = view.page.getByRole('textbox', { name: 'Value of w[1]', exact: true });
    expect(await field.inputValue()).toBe('2.0');
    await field.fill('5');
    await field.press('Enter');
    const slider = view.page.getByRole('slider', { name: 'Slide x', exact: true });
    await slider.evaluate((element: HTMLInputElement) => {
      element.value = '4';
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const sets = () => view.sent.filter((message) => message.type === 'setInput');
    await view.until(() => sets().length === 2, 'both inputs to be set');
    expect(sets()).toEqual([
      { type: 'setInput', name: 'w', code: '[1.0, 5]' },
      { type: 'setInput', name: 'x', code: '4.0' },
    ]);
    await view.close();
  });
});

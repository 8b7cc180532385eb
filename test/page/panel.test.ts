import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { burger } from './fixtures';
import { panel } from './support/builder';
import { Harness } from './support/harness';
import { illegible } from './support/legibility';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const range = { start: { line: 12, column: 3 }, end: { line: 12, column: 9 } };

describe('the inputs', () => {
  it('send what was typed on Enter, after a pause, and as the user typed it', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), burger().cards);
    const field = view.page.getByLabel('Value of w');
    await field.fill('2 * Math.PI');
    expect(view.last('setInput')).toBeUndefined();
    await field.press('Enter');
    await view.until(() => view.last('setInput') !== undefined);
    expect(view.last('setInput')).toEqual({ type: 'setInput', name: 'w', code: '2 * Math.PI' });
    await field.fill('7');
    await view.until(() => view.last('setInput')?.code === '7', 'the pause');
    await view.close();
  });

  it('step a number by the arrow keys and forget by Escape what was typed', async () => {
    const view = await harness.open();
    await view.show(panel(burger(1.5).result), burger().cards);
    const field = view.page.getByLabel('Value of w');
    await field.press('ArrowUp');
    await view.until(() => view.last('setInput')?.code === '1.6');
    await field.fill('99');
    await field.press('Escape');
    await view.page.waitForTimeout(600);
    expect(view.last('setInput')?.code).toBe('1.6');
    await view.close();
  });

  it('send a dragged slider at most once a frame', async () => {
    const view = await harness.open();
    await view.show(panel(burger().result), burger().cards);
    const slider = view.page.getByLabel('Slide w');
    const box = (await slider.boundingBox())!;
    await view.page.mouse.move(box.x + box.width * 0.65, box.y + box.height / 2);
    await view.page.mouse.down();
    await view.page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 5 });
    await view.page.mouse.up();
    await view.until(() => Number(view.last('setInput')?.code) > 5, 'a value on the right');
    expect(view.last('setInput')?.code).toMatch(/^\d(\.\d)?$/);
    await view.close();
  });

  it('are not overwritten while the user types, and offer Reset and Write to code once changed', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    const field = view.page.getByLabel('Value of w');
    await field.fill('4');
    const overridden = result.inputs.map((input) => (input.name === 'w' ? { ...input, overridden: true } : input));
    await view.show(panel({ ...result, inputs: overridden }), cards);
    await view.page.getByText('Write to code').click();
    await view.until(() => view.last('writeInputs') !== undefined);
    await view.page.getByText('Reset').click();
    await view.until(() => view.last('resetInputs') !== undefined);
    await view.show(panel(result), cards);
    await view.page.getByText('Write to code').waitFor({ state: 'hidden' });
    expect(await view.page.locator('[data-input="tip"].is-unused').count()).toBe(1);
    await view.close();
  });
});

describe('what is changed', () => {
  it.each([300, 500, 900])('moves nothing in a panel %i wide', async (width) => {
    const view = await harness.open({ width });
    const { result, cards } = burger();
    const changed = (overridden: boolean) => result.inputs.map((input) => ({ ...input, overridden }));
    await view.show(panel(result), cards);
    const places = () =>
      view.page
        .locator('.input-row, .legend-item, .canvas .box')
        .evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await places();
    await view.show(panel({ ...result, inputs: changed(true) }), cards);
    await view.page.getByText('Write to code').waitFor();
    expect(await places()).toEqual(before);
    expect(await illegible(view)).toEqual([]);
    await view.close();
  });
});

describe('the title', () => {
  it.each([280, 340])('keeps the name and the number in a panel %i wide', async (width) => {
    const view = await harness.open({ width });
    const { result, cards } = burger();
    const output = { ...result.output!, name: 'squaredDistance', value: -0.00012345678 };
    await view.show(panel({ ...result, output }), cards);
    const whole = (part: string) =>
      view.page.locator(part).evaluate((text) => text.clientWidth > 0 && text.scrollWidth <= text.clientWidth);
    expect(await whole('.toolbar-name')).toBe(true);
    expect(await whole('.toolbar-value')).toBe(true);
    expect((await view.page.locator('.toolbar').boundingBox())!.height).toBeLessThanOrEqual(37);
    await view.close();
  });
});

describe('the buttons', () => {
  it('leave room for the title in the narrowest panel', async () => {
    const view = await harness.open({ width: 225 });
    await view.show(panel(burger().result), burger().cards);
    const isWhole = await view.page
      .locator('.toolbar-value')
      .evaluate((text) => text.clientWidth > 0 && text.scrollWidth <= text.clientWidth);
    expect(isWhole).toBe(true);
    await view.page.setViewportSize({ width: 170, height: 700 });
    await view.until(async () => (await view.page.locator('.toolbar').boundingBox())!.height > 40, 'a second line');
    expect(await view.page.locator('.toolbar-name').evaluate((text) => text.clientWidth > 0)).toBe(true);
    await view.close();
  });
});

describe('the states of the panel', () => {
  it('teaches when there is nothing to show', async () => {
    const view = await harness.open();
    await view.show(panel(null));
    await view.page.getByText('Open an example').click();
    await view.until(() => view.last('command')?.command === 'openExample');
    await view.page.getByText('Differentiate selection').click();
    await view.until(() => view.last('command')?.command === 'differentiateSelection');
    await view.close();
  });

  it('shows an error in words over the dimmed last good graph, with a way to the line', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    const message = 'Write a function instead of a class.';
    await view.show(panel(result, { stale: true, error: { code: 'Unsupported', type: null, message, range } }), cards);
    expect(await view.page.locator('.notice.error').innerText()).toContain('Not supported yet');
    expect(await view.page.locator('.notice.error').innerText()).toContain(message);
    const opacity = () => view.page.locator('.drawing:not(.workshop)').evaluate((e) => getComputedStyle(e).opacity);
    expect(Number(await opacity())).toBeLessThan(0.6);
    await view.page.getByText('Go to line 12').click();
    await view.until(() => view.last('reveal') !== undefined);
    expect(view.last('reveal')).toEqual({ type: 'reveal', range, focus: true });
    await view.close();
  });

  it('shows progress and Stop only when a run lasts', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    await view.show(panel(result, { running: { since: Date.now() + 1500, stoppable: true } }), cards);
    expect(await view.page.getByText('Stop').isVisible()).toBe(false);
    await view.page.getByText('Stop').click();
    await view.until(() => view.last('stop') !== undefined);
    await view.show(panel(result), cards);
    await view.page.getByText('Stop').waitFor({ state: 'hidden' });
    await view.close();
  });

  it('offers to run longer after a time limit', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    const error = { code: 'TimeLimit', type: null, message: 'stopped after 1 s at line 12', range } as const;
    await view.show(panel({ ...result, error }, { canRunLonger: true }), cards);
    await view.page.getByText('Run longer').click();
    await view.until(() => view.last('runLonger') !== undefined);
    await view.close();
  });

  it('shows the table with the same content, also when there is no picture', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    await view.page.locator('.tool-table').click();
    const text = (await view.page.locator('.table-view').innerText()).replace(/\s+/g, ' ');
    for (const part of ['y v × u mul swaps 12 4', 'to v 6 × 4 24', 'to u 2 × 4 8', 'Variables'])
      expect(text).toContain(part);
    await view.page.locator('.table-view [data-row]').filter({ hasText: /^y$/ }).first().click();
    await view.until(() => view.last('reveal') !== undefined);
    await view.close();

    const large = await harness.open();
    const omitted = 'More than 60 gates: the table lists them.';
    await large.post({ type: 'state', state: panel({ ...result, graph: { ...result.graph, omitted } }) });
    await large.page.getByText(omitted).waitFor();
    expect(await large.page.locator('.table-view tbody').first().isVisible()).toBe(true);
    await large.close();
  });

  it('scrubs through evaluations, shows what was printed, and names a seed of ones', async () => {
    const view = await harness.open();
    const { result, cards } = burger();
    const output = { ...result.output!, value: [1, 2], shape: [2], seededWithOnes: true };
    const changed = { ...result, output, occurrences: { count: 5, shown: 5 }, stdout: 'epoch 1\nepoch 2\n' };
    await view.show(panel(changed), cards);
    expect(await view.page.locator('.scrubber').innerText()).toContain('5 of 5');
    await view.page.getByLabel('Previous evaluation').click();
    await view.until(() => view.last('occurrence')?.occurrence === 4);
    await view.page.getByText('Printed').click();
    expect(await view.page.locator('.printed-text').innerText()).toContain('epoch 2');
    expect(await view.page.locator('.notices').innerText()).toContain('seed of ones');
    await view.close();
  });

  it('moves secondary buttons into a menu in a narrow panel, reached by keyboard', async () => {
    const view = await harness.open({ width: 320 });
    const { result, cards } = burger();
    await view.show(panel(result), cards);
    expect(await view.page.locator('.tool-openInEditor').isVisible()).toBe(false);
    await view.page.getByRole('button', { name: 'More' }).focus();
    await view.page.keyboard.press('Enter');
    await view.page.keyboard.press('ArrowDown');
    await view.page.keyboard.press('ArrowDown');
    await view.page.keyboard.press('Enter');
    await view.until(() => view.last('command')?.command === 'openInEditor');
    expect(await view.page.locator('.menu:visible').count()).toBe(0);
    await view.page.locator('.tool-pin').click();
    await view.until(() => view.last('pin') !== undefined);
    expect(view.last('pin')).toEqual({ type: 'pin', pinned: true });
    await view.close();
  });

  it('survives nonsense among its messages and a saved state of another version', async () => {
    const view = await harness.open({ saved: { view: 'left', emphasised: [1], table: 'no' } });
    await view.page.evaluate(() => {
      for (const data of [null, 7, 'state', { type: 'other' }, {}]) window.postMessage(data, '*');
    });
    await view.show(panel(burger().result), burger().cards);
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';
import { illegible } from './support/legibility';

/** Tensors as a reader meets them: shapes and small matrices in gates, heat maps in cards, one element at a time. */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const network = `import * as tf from '@tensorflow/tfjs';
const x = tf.tensor2d([[1, 2], [-0.5, 3]]);
const w = tf.tensor2d([[0.3, -1, 0.5], [0.8, 0.2, -0.4]]);
const b = tf.tensor1d([0.1, 0.2, 0.3]);
const h = tf.tanh(x.matMul(w).add(b));
const k = tf.scalar(0.5);
const loss = h.mul(h).sum().mul(k); // @grad`;

async function shown(options: Parameters<Harness['open']>[0] = { width: 1000, height: 640 }): Promise<Panel> {
  const view = await harness.open(options);
  const { result, cards, pictures } = inspected(network);
  view.pictures = pictures;
  await view.show(panel(result), cards);
  return view;
}

const label = (view: Panel, gate: string) => view.gate(gate).locator('.gate-label');

async function openCard(view: Panel, gate: string): Promise<void> {
  await view.gate(gate).focus();
  await view.page.keyboard.press('Enter');
  const title = () => view.page.locator('.card h2').innerText();
  await view.until(async () => (await title()).startsWith(`${gate} `), `the card of ${gate}`);
}

describe('a tensor', () => {
  it.each([300, 480, 1200])(
    'has its shape and small matrices of value and gradient in its gate, at %i px',
    async (width) => {
      const view = await shown({ width, height: 700 });
      expect(await label(view, 'h').locator('.gate-shape').innerText()).toBe('2×3');
      const heats = label(view, 'h').locator('.gate-heat');
      expect(await heats.count()).toBe(2);
      for (const heat of await heats.all()) {
        expect(await heat.isVisible()).toBe(true);
        expect(await heat.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain(
          'linear-gradient',
        );
      }
      // A tensor without axes looks like any number.
      expect(await label(view, 'loss').locator('.gate-shape').isVisible()).toBe(false);
      expect(await illegible(view)).toEqual([]);
      expect(view.errors).toEqual([]);
      await view.close();
    },
  );

  it.each([300, 900])('with some NaN has room for what it says, at %i px', async (width) => {
    const { result, cards } = inspected(`import * as tf from '@tensorflow/tfjs';
const x = tf.tensor1d([-1.2345e-7, 1.2345e-12, 2.3456e-9, -3.4567e-11]);
const y = x.sqrt().mul(tf.tensor1d([-1, -1.2345e-9, 1.2345e-9, 3])).sum(); // @grad wrt x`);
    const view = await harness.open({ width, height: 700 });
    await view.show(panel(result), cards);
    const values = await view.page.locator('.canvas .gate-value').allInnerTexts();
    expect(values.filter((text) => text.startsWith('NaN, '))).toHaveLength(2);
    expect(await illegible(view)).toEqual([]);
    await view.close();
  });

  it('tells in its card whose transpose multiplies what, and where a gradient is summed', async () => {
    const view = await shown();
    await openCard(view, 'x @ w');
    const text = (await view.card.innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('xᵀ · ∂(x @ w)');
    expect(text).toContain('2×3 = 2×2 · 2×3');
    expect(await view.page.locator('.card .heat-grid').count()).toBe(2);
    expect(await view.page.locator('.card .heat-legend').count()).toBe(2);
    await openCard(view, 'x @ w + b');
    expect(await view.card.innerText()).toContain('so its gradient is summed over axis 0');
    await view.close();
  });

  it.each(['light', 'dark', 'hc', 'hcLight'] as const)(
    'has numbers that stand out in its heat map, in %s',
    async (theme) => {
      const view = await harness.open({ width: 1000, height: 720, theme });
      const rows = [1, 2, 3].map((row) =>
        [0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.7, 1].map((size) => (row === 2 ? -size : size / row)),
      );
      const { result, cards } = inspected(
        `import * as tf from '@tensorflow/tfjs';\nconst w = tf.tensor2d(${JSON.stringify(rows)});\nconst y = w.pow(2).add(1).log().sum(); // @grad`,
      );
      await view.show(panel(result), cards);
      await openCard(view, 'w');
      expect(await view.page.locator('.card .heat-cell').count()).toBe(48);
      expect(await view.page.locator('.card .heat-cell').first().innerText()).not.toBe('');
      expect(await illegible(view)).toEqual([]);
      await view.close();
    },
  );

  it('is followed element by element: cell by cell with the keys, then from neighbour to neighbour', async () => {
    const view = await shown();
    await openCard(view, 'x @ w');
    const cells = view.page.locator('.card .heat-grid').first().locator('button');
    expect(await cells.count()).toBe(6);
    await cells.first().focus();
    await view.page.keyboard.press('ArrowRight');
    await view.page.keyboard.press('ArrowDown');
    await view.page.keyboard.press('Enter');
    const title = view.page.locator('.element-title b');
    await title.waitFor();
    expect(await title.innerText()).toBe('(x @ w)[1][1]');
    const made = view.page.locator('.card-elements').last();
    expect(await made.innerText()).toMatch(/x\[1\]\[0\][\s\S]*x\[1\]\[1\][\s\S]*w\[0\]\[1\][\s\S]*w\[1\]\[1\]/);
    await made.getByRole('button', { name: 'w[0][1]' }).click();
    await view.until(async () => (await title.innerText()) === 'w[0][1]', 'the element of w');
    expect(await view.page.locator('.canvas .gate.is-selected .gate-name').innerText()).toBe('w');
    // Two rows of x times one column of w: two uses, whose contributions make its gradient.
    expect(await view.page.locator('.card-elements').first().locator('tr').count()).toBe(2);
    await view.page.getByRole('button', { name: 'All of w' }).click();
    await view.page.locator('.card .heat-grid').first().waitFor();
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('is edited number by number, and without axes as a number', async () => {
    const view = await shown();
    const row = view.page.locator('.input-row').filter({ hasText: /^k/ }).first();
    expect(await row.locator('input.input-field').inputValue()).toBe('0.5');
    await row.locator('input.input-field').fill('2');
    await view.page.keyboard.press('Enter');
    const sent = view.sent.findLast(({ type }) => type === 'setInput');
    expect(sent).toEqual({ type: 'setInput', name: 'k', code: 'tf.scalar(2)' });
    await view.close();
  });
});

const training = `import * as tf from '@tensorflow/tfjs';
const xs = tf.tensor1d([-1, 0, 1, 2]);
const ys = tf.tensor1d([-3, -1, 1.2, 2.8]);
const slope = tf.variable(tf.scalar(0.4));
const error = () => xs.mul(slope).sub(ys).square().mean();
const sgd = tf.train.sgd(0.05);
for (let epoch = 0; epoch < 40; epoch++) sgd.minimize(error);
const loss = error(); // @grad wrt slope`;

describe('the passes of a training', () => {
  it('stand on a timeline; scrubbed, each shows its graph, its gradients and what its step did', async () => {
    const view = await harness.open({ width: 900, height: 640 });
    const { result, cards, pictures, passes } = inspected(training);
    Object.assign(view, { pictures, passes });
    await view.show(panel(result), cards);
    const timeline = view.page.locator('.timeline');
    expect((await timeline.innerText()).replace(/\s+/g, ' ')).toContain('40 passes');
    const slope = () => label(view, 'slope').locator('.gate-value').innerText();
    const last = await slope();
    const slider = timeline.getByRole('slider');
    await slider.focus();
    await view.page.keyboard.press('Home');
    await view.until(async () => (await slope()) === '0.4', 'the first pass');
    expect((await timeline.innerText()).replace(/\s+/g, ' ')).toMatch(/pass 1 of 40 loss 3\.\d+/);
    // By hand: the gradient is 2/4 · Σ x · (0.4 x − y), and the step a twentieth of it.
    const grad = (2 / 4) * (-1 * (-0.4 + 3) + (0.4 - 1.2) + 2 * (0.8 - 2.8));
    await view.until(
      async () =>
        (await timeline.innerText())
          .replace(/\s+/g, ' ')
          .includes(`slope 0.4 → ${(0.4 - 0.05 * grad).toPrecision(4).replace(/0+$/, '')}`),
      'what the step did',
    );
    // Title and inputs are those of the pass, too, and nothing says that they were checked.
    expect(await view.page.locator('.toolbar-title').textContent()).toMatch(/^pass 1: 3\.\d+$/);
    expect(await view.page.locator('[data-input="slope"] .input-grad').innerText()).toBe(
      `∂ ${grad.toPrecision(4).replace('-', '−').replace(/0+$/, '')}`,
    );
    await slider.fill('20');
    await view.until(async () => (await timeline.innerText()).includes('pass 20'), 'pass 20');
    await view.until(async () => (await slope()) !== '0.4', 'its numbers');
    const before = await slope();
    const drawing = await view.page.evaluateHandle(() => document.querySelector('.canvas svg')!);
    await view.page.keyboard.press('ArrowRight');
    await view.until(async () => (await slope()) !== before, 'the next pass');
    // Only numbers changed.
    expect(await drawing.evaluate((svg) => svg.isConnected)).toBe(true);
    await timeline.getByRole('button', { name: 'Output' }).click();
    await view.until(async () => (await slope()) === last, 'the output');
    expect(await illegible(view)).toEqual([]);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('are what gradients are checked against while they are shown', async () => {
    const view = await harness.open({ width: 900, height: 640 });
    const { result, cards, pictures, passes, checks } = inspected(training);
    Object.assign(view, { pictures, passes, checks });
    await view.show(panel(result), cards);
    // What is known of the result's input is not said of the pass's.
    await view.page.locator('.input-row[data-input="slope"] .check-mark[data-verdict]').waitFor();
    const slider = view.page.locator('.timeline').getByRole('slider');
    await slider.focus();
    await view.page.keyboard.press('Home');
    await view.until(
      async () => (await label(view, 'slope').locator('.gate-value').innerText()) === '0.4',
      'the first pass',
    );
    await openCard(view, 'slope');
    const line = view.card.locator('.card-check[data-verdict="agrees"]');
    await line.waitFor();
    const grad = (2 / 4) * (-1 * (-0.4 + 3) + (0.4 - 1.2) + 2 * (0.8 - 2.8));
    expect(await line.innerText()).toBe(`agrees with finite differences: −${Math.abs(grad).toPrecision(2)}`);
    await view.close();
  });
});

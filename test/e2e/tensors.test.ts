import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

workbenchTest(
  'a network of TensorFlow.js shows shapes, whose transpose multiplies what, and one element as a scalar',
  { open: 'layers.ts' },
  async (workbench) => {
    await workbench.lens('loss = 0.3486');
    await workbench.run('GradLens: Show Graph');
    const panel = new DrawnPanel(workbench, 'view');
    await panel.untilShows('loss', '0.3486');
    await (await panel.frame()).getByRole('button', { name: /fit/i }).first().click();
    const card = (await panel.hover('W1 @ X', 'formula')).replace(/\s+/g, ' ');
    expect(card).toContain('∂(W1 @ X) · Xᵀ');
    expect(card).toContain('3×2 = 3×3 · 3×2');

    const frame = await panel.frame();
    await frame.locator('.card .heat-grid button').first().click();
    await frame.locator('.element-title').waitFor();
    // Row 0 of W1 times column 0 of X.
    const element = (await panel.card()).replace(/\s+/g, ' ');
    expect(element).toContain('(W1 @ X)[0][0]');
    expect(element).toMatch(/W1\[0\]\[0\].*W1\[0\]\[1\].*X\[0\]\[0\].*X\[1\]\[0\]/);

    expect(await workbench.hover('W1.matMul')).toContain('3×3');
  },
);

workbenchTest('a training of 100 epochs is scrubbed on its timeline', { open: 'fit.ts' }, async (workbench) => {
  await workbench.lens('loss = 0.02141');
  await workbench.run('GradLens: Show Graph');
  const panel = new DrawnPanel(workbench, 'view');
  await panel.untilShows('loss', '0.02141');
  const frame = await panel.frame();
  const timeline = frame.locator('.timeline');
  const text = async () => (await timeline.innerText()).replace(/\s+/g, ' ');
  expect(await text()).toContain('100 passes');

  await timeline.getByRole('slider').focus();
  await workbench.page.keyboard.press('Home');
  // Before the first step slope and bias are 0; the gradients by hand: −2/5 · Σxy and −2/5 · Σy.
  await workbench.until('pass 1', async () => /pass 1 of 100 loss 9\.\d+/.test(await text()));
  const first = await panel.untilShows('slope', '0');
  expect(first.find(({ name }) => name === 'slope')!.grad).toBe('∂ −10.08');
  expect(first.find(({ name }) => name === 'bias')!.grad).toBe('∂ −2.04');
  await workbench.page.keyboard.press('ArrowRight');
  // One step of 0.05.
  await panel.untilShows('slope', '0.504');
  expect(await text()).toContain('pass 2 of 100');

  await timeline.getByRole('button', { name: 'Output' }).click();
  await panel.untilShows('loss', '0.02141');
});

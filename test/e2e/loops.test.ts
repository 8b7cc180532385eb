import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

const training = `let w = 0.5;
const rate = 0.01;
const xs = [1, 2, 3, 4];
const ys = [2, 4, 6, 8];
for (let t = 0; t < 100; t++) {
  let g = 0;
  for (let i = 0; i < xs.length; i++) {
    const err = w * xs[i] - ys[i];
    g += 2 * err * xs[i];
  }
  w = w - rate * g;
}
const loss = (w - 2.5) ** 2; // @grad wrt w, rate
`;

workbenchTest(
  'a training loop is drawn once; its steps are scrubbed, and an input is dragged while one is shown',
  { files: { 'train.ts': training }, open: 'train.ts' },
  async (workbench) => {
    await workbench.lens('loss = 0.25');
    await workbench.run('GradLens: Show Graph');
    const panel = new DrawnPanel(workbench, 'view');
    const gates = await panel.untilShows('loss', '0.25');
    expect(gates.length).toBe(13);
    const frame = await panel.frame();
    const row = frame.locator('.loop-row').first();
    expect(await row.innerText()).toContain('100 steps');

    // From step to step by the keyboard, as a user would.
    await row.getByRole('slider').focus();
    for (let k = 0; k < 4; k++) await workbench.page.keyboard.press('ArrowRight');
    await workbench.until('step 5', async () => (await row.innerText()).includes('5 of 100'));
    await panel.untilShows('steps 6–100', '2');
    // w after five turns, by hand: 2 − 1.5 · 0.4⁵.
    await panel.untilShows('w', '1.985');

    // The first turn moves w from 0.5 by 0.01 · 90; a smaller rate moves it less.
    const slider = frame.getByRole('slider', { name: 'Slide rate' });
    const box = (await slider.boundingBox())!;
    await workbench.page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 8 });
    await workbench.until('another w at step 5', async () => {
      const now = await panel.gates();
      return !now.some(({ name, value }) => name === 'w' && value === '1.985');
    });
    await workbench.page.mouse.up();
    expect(await row.innerText()).toContain('5 of 100');
    await frame.getByRole('button', { name: /reset/i }).click();
    await panel.untilShows('w', '1.985');

    await row.getByRole('button', { name: 'All' }).click();
    await workbench.until('all steps', async () => (await panel.gates()).length === 13);
  },
);

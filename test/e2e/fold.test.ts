import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

const neuron = `const f = 1;
const activation = 1 / (1 + Math.exp(-f));
const loss = activation ** 2; // @grad
`;

workbenchTest(
  'a sigmoid written by hand folds into one gate and back, over new numbers',
  { files: { 'neuron.ts': neuron }, open: 'neuron.ts' },
  async (workbench) => {
    await workbench.lens('= 0.5344');
    await workbench.cursorBefore('activation ** 2');
    await workbench.run('GradLens: Differentiate Selection');
    const panel = new DrawnPanel(workbench, 'view');
    const primitives = await panel.untilShows('activation', '0.7311');
    expect(primitives).toHaveLength(6);

    expect(await panel.hover('activation')).toContain('These 4 gates are a sigmoid of f.');
    const frame = await panel.frame();
    await frame.locator('.card .card-fold').click();
    const folded = await workbench.until('three gates', async () => {
      const gates = await panel.gates().catch(() => []);
      return gates.length === 3 && gates;
    });
    expect(folded.map(({ name, value, grad }) => [name, value, grad])).toEqual([
      ['f', '1', '∂ 0.2875'],
      ['activation', '0.7311', '∂ 1.462'],
      ['loss', '0.5344', '∂ 1'],
    ]);
    await workbench.until('the card of the fold', async () =>
      (await panel.card()).includes('A sigmoid of f, folded from 4 gates'),
    );

    // Without a pinned card the cursor in the code of the exponential selects the fold.
    await frame.locator('.card-close').click();
    await workbench.cursorBefore('loss');
    await frame.locator('.canvas .gate.is-fold.is-selected').waitFor({ state: 'detached' });
    await workbench.cursorBefore('exp(-f)');
    await frame.locator('.canvas .gate.is-fold.is-selected').waitFor();

    // Typing another number keeps the fold.
    await workbench.cursorBefore('1;');
    await workbench.page.keyboard.press('Delete');
    await workbench.type('2');
    const next = await panel.untilShows('activation', '0.8808');
    expect(next).toHaveLength(3);

    await frame.locator('.tool-fold').click();
    await workbench.until('six gates', async () => (await panel.gates().catch(() => [])).length === 6);
  },
);

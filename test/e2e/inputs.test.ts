import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

const model = 'const w = 3;\nconst v = 2;\nconst loss = (v * w * 2 - 10) ** 2; // @grad wrt w, v\n';

async function shown(workbench: Workbench): Promise<DrawnPanel> {
  await workbench.lens('loss = 4');
  await workbench.run('GradLens: Show Graph');
  const panel = new DrawnPanel(workbench, 'view');
  await panel.untilShows('loss', '4');
  return panel;
}

async function typeInput(panel: DrawnPanel, name: string, value: string): Promise<void> {
  const field = (await panel.frame()).getByRole('textbox', { name: `Value of ${name}`, exact: true });
  await field.fill(value);
  await field.press('Enter');
}

workbenchTest(
  'a changed input runs at once; written to the code it is one edit, which undo takes back',
  { files: { 'model.ts': model }, open: 'model.ts' },
  async (workbench) => {
    const panel = await shown(workbench);
    await typeInput(panel, 'w', '4');
    await panel.untilShows('loss', '36');
    expect(await workbench.lens('loss = 36')).toContain('with w = 4');
    await typeInput(panel, 'v', '1');
    await panel.untilShows('loss', '4');
    expect((await workbench.lines()).slice(0, 2)).toEqual(['const w = 3;', 'const v = 2;']);

    await (await panel.frame()).getByRole('button', { name: /write to code/i }).click();
    await workbench.until('both lines of code to change', async () =>
      (await workbench.lines()).join('\n').startsWith('const w = 4;\nconst v = 1;\n'),
    );
    await workbench.until('the lens without a note', async () =>
      (await workbench.lenses()).some((lens) => lens.includes('∂w −8') && !lens.includes('with')),
    );

    await workbench.focusEditor();
    await workbench.page.keyboard.press('Control+Z');
    await workbench.until('the code as it was', async () => (await workbench.lines())[0] === 'const w = 3;');
    expect((await workbench.lines())[1]).toBe('const v = 2;');
    await workbench.lens('∂w 16 · ∂v 24');
  },
);

workbenchTest(
  'Reset takes the values of the code again',
  { files: { 'model.ts': model }, open: 'model.ts' },
  async (workbench) => {
    const panel = await shown(workbench);
    await typeInput(panel, 'w', '4');
    await panel.untilShows('loss', '36');
    await (await panel.frame()).getByRole('button', { name: /reset/i }).click();
    await panel.untilShows('loss', '4');
  },
);

workbenchTest(
  'the cursor in the code selects its gate, and a gate selects its code',
  { files: { 'model.ts': model }, open: 'model.ts' },
  async (workbench) => {
    const panel = await shown(workbench);
    await workbench.cursorBefore('w * 2');
    const frame = await panel.frame();
    const selected = frame.locator('.gate.is-selected, .gate.selected, .gate[aria-selected="true"]').first();
    await selected.waitFor();
    expect(await selected.textContent()).toContain('6');

    await frame.locator('.gate-label').filter({ hasText: '− 10' }).first().click();
    const status = workbench.page.locator('.statusbar-item').filter({ hasText: /Ln 3.*selected/ });
    await status.waitFor();
    expect(await status.innerText()).toContain('(14 selected)');
  },
);

workbenchTest(
  'a graph in an editor tab stays with its snippet, also after a reload, while the view moves on',
  { files: { 'model.ts': model, 'other.ts': 'const a = 5;\nconst b = a * a; // @grad\n' }, open: 'model.ts' },
  async (workbench) => {
    const view = await shown(workbench);
    await workbench.run('GradLens: Open Graph in Editor');
    const tab = new DrawnPanel(workbench, 'editor');
    await tab.untilShows('loss', '4');
    await workbench.focusEditor();
    await workbench.open('other.ts');
    await view.untilShows('b', '25');
    await tab.untilShows('loss', '4');
    // The workbench keeps its layout only some seconds after a change.
    await workbench.page.waitForTimeout(7000);
    await workbench.page.reload();
    await tab.untilShows('loss', '4');
  },
);

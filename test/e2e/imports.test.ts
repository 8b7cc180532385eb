import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

const files = {
  'model.ts': "import { square } from './vec.js';\n\nconst w = 3;\nconst loss = square(w) + 1; // @grad\n",
  'vec.ts': 'export function square(a: number) {\n  const r = a * a;\n  return r;\n}\n',
};

workbenchTest(
  'a gate of an imported file is opened there, selected from there, and follows what is typed there',
  { files, open: 'model.ts', settings: { 'files.autoSave': 'off' } },
  async (workbench) => {
    const { page } = workbench;
    await workbench.lens('loss = 10');
    await workbench.run('GradLens: Show Graph');
    const panel = new DrawnPanel(workbench, 'view');
    await panel.untilShows('loss', '10');
    await panel.hover('r');
    const frame = await panel.frame();
    await frame.locator('.gate-name').getByText('r', { exact: true }).first().click();
    // A click alone does not put another file over the code.
    await page.waitForTimeout(500);
    expect(await page.locator('.tab.active').getAttribute('data-resource-name')).toBe('model.ts');
    await frame.getByRole('button', { name: 'Open vec.ts:2' }).click();
    await page.locator('.tab.active[data-resource-name="vec.ts"]').waitFor();
    const selected = page.locator('.statusbar-item').filter({ hasText: /Ln 2.*selected/ });
    await selected.waitFor();
    expect(await selected.innerText()).toContain('(5 selected)');
    // The graph stays although another file is active, which has nothing of its own to show.
    await panel.untilShows('loss', '10');
    await page.keyboard.press('Escape');
    await workbench.goTo(3, 4);
    await workbench.goTo(2, 14);
    await frame.locator('.gate.is-selected, .gate.selected, .gate[aria-selected="true"]').first().waitFor();
    await workbench.goTo(2, 18);
    await workbench.type(' * 2');
    await panel.untilShows('loss', '19');
    expect(await page.locator('.tab.active.dirty').count()).toBe(1);
  },
);

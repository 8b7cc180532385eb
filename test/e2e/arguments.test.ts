import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

const area = `function area(w: number, h: number) {
  return w * h + 1;
}
export { area };
`;

async function differentiate(workbench: Workbench): Promise<void> {
  await workbench.select('w * h', 'return ');
  await workbench.run('GradLens: Differentiate Selection');
}

workbenchTest(
  'a selection in a function asks once for its arguments; changed ones are remembered',
  { files: { 'area.ts': area }, open: 'area.ts' },
  async (workbench) => {
    await differentiate(workbench);
    const question = workbench.page.locator('.quick-input-widget input[type="text"]').first();
    await workbench.until('the question', async () => (await question.inputValue()) === 'w = 1, h = 1');
    await question.fill('w = 3, h = 2');
    await question.press('Enter');
    const panel = new DrawnPanel(workbench, 'view');
    await panel.untilShows('×', '6');

    const field = (await panel.frame()).getByRole('textbox', { name: 'Value of w', exact: true });
    await field.fill('5');
    await field.press('Enter');
    await panel.untilShows('×', '10');
    await (await panel.frame()).getByRole('button', { name: /write to code/i }).click();
    await (await panel.frame()).getByRole('button', { name: /write to code/i }).waitFor({ state: 'hidden' });
    expect((await workbench.lines())[0]).toBe('function area(w: number, h: number) {');

    // Not asked again, and with the value that was changed.
    await workbench.focusEditor();
    await differentiate(workbench);
    await panel.untilShows('×', '10');
    expect(await workbench.lens('w * h = 10')).not.toContain('with');
  },
);

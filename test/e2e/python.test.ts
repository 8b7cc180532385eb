import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

const neuron = 'w = [2.0, -3.0]\nx = 3.0\n\nf = w[0] * x + w[1]  # @grad\ndx = w[0] + 1\n';

workbenchTest(
  'in a Python file the numbers follow what is typed, a wrong gradient is marked, and inputs are written to the code',
  { files: { 'neuron.py': neuron }, open: 'neuron.py' },
  async (workbench) => {
    expect(await workbench.lens('f = 3')).toContain('∂x 2');
    await workbench.lens('dx ✗ differs by 1 · ∂x 2');
    expect(await workbench.hover('dx =')).toMatch(/by hand.*differs by 1/);
    await workbench.cursorBefore('w[0] + 1');
    await workbench.page.keyboard.press('End');
    for (const _ of ' + 1') await workbench.page.keyboard.press('Backspace');
    await workbench.lens('dx ✓ agrees with ∂x');

    await workbench.run('GradLens: Show Graph');
    const panel = new DrawnPanel(workbench, 'view');
    await panel.untilShows('f', '3');
    const frame = await panel.frame();
    const field = frame.getByRole('textbox', { name: 'Value of x', exact: true });
    await field.fill('-1_0.5');
    await field.press('Enter');
    await panel.untilShows('f', '−24');
    expect(await workbench.lens('f = −24')).toContain('with x = -1_0.5');
    await frame.getByRole('button', { name: /write to code/i }).click();
    await workbench.until('the line to change', async () => (await workbench.lines()).includes('x = -1_0.5'));
    await workbench.until('the lens without a note', async () =>
      (await workbench.lenses()).some((lens) => lens.includes('f = −24') && !lens.includes('with')),
    );
    expect(await panel.hover('x')).toMatch(/dx agrees with the gradient of x/);
  },
);

workbenchTest(
  'in a file of PyTorch the number in a tensor is changed and written to the code, and each lens shows its own pass',
  {
    files: {
      'passes.py':
        'import torch\n\nw = torch.tensor(3.0, requires_grad=True)\nfirst = w * 2\nfirst.backward()\n\nsecond = w * w\nsecond.backward()\n',
    },
    open: 'passes.py',
  },
  async (workbench) => {
    await workbench.lens('first = 6 · ∂w 2');
    // Each `.backward()` adds to what is there.
    await workbench.lens('second = 9 · ∂w 8');
    const { page } = workbench;
    const graph = (k: number) => page.locator('.codelens-decoration').getByText('Show graph').nth(k);
    await graph(1).click();
    const panel = new DrawnPanel(workbench, 'view');
    await panel.untilShows('second', '9');
    await graph(0).click();
    await panel.untilShows('first', '6');
    const frame = await panel.frame();
    expect(await frame.locator('.timeline').innerText()).toMatch(/pass 1 of 2/);
    await graph(1).click();
    await panel.untilShows('second', '9');

    const field = frame.getByRole('textbox', { name: 'Value of w', exact: true });
    expect(await field.inputValue()).toBe('3.0');
    await field.fill('4.0');
    await field.press('Enter');
    await panel.untilShows('second', '16');
    expect(await workbench.lens('second = 16 · ∂w 10')).toContain('with w = torch.tensor(4.0');
    await frame.getByRole('button', { name: /write to code/i }).click();
    await workbench.until('the line to change', async () =>
      (await workbench.lines()).includes('w = torch.tensor(4.0, requires_grad=True)'),
    );
    await workbench.until('the lens without a note', async () =>
      (await workbench.lenses()).some((lens) => lens.includes('second = 16') && !lens.includes('with')),
    );
  },
);

const cells = ['import math\nx = 2.0', 'def square(a):\n    return a * a', 'y = square(x)  # @grad'];
const notebook = {
  cells: cells.map((source) => ({ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source })),
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

for (const host of ['node', 'web'] as const) {
  workbenchTest(
    `in a notebook (${host}) a cell has its lens, its graph, and follows what is typed above it`,
    { files: { 'notes.ipynb': JSON.stringify(notebook) }, host },
    async (workbench) => {
      await workbench.openNotebook('notes.ipynb');
      const { page } = workbench;
      const lens = page.locator('.codelens-decoration');
      await lens.filter({ hasText: 'y = 4 · ∂x 4' }).waitFor();
      await lens.getByText('Show graph').click();
      const panel = new DrawnPanel(workbench, 'view');
      await panel.untilShows('y', '4');
      expect(await panel.hover('y')).toMatch(/swaps/);
      await (await panel.frame()).locator('.card').getByText('Open cell 2, line 2').click();
      const focused = page.locator('.notebookOverlay .cell-editor-container .monaco-editor.focused');
      await focused.getByText('return').waitFor();
      await page.locator('.notebookOverlay .view-line', { hasText: 'x = 2.0' }).first().click();
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await page.keyboard.insertText('5');
      await lens.filter({ hasText: 'y = 6.25 · ∂x 5' }).waitFor();
      await panel.untilShows('y', '6.25');
    },
  );
}

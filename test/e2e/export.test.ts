import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

const burger = 'const w = 3;\nconst v = 2;\nconst y = v * w * 2;\nconst loss = (y - 10) ** 2; // @grad wrt w, v\n';

/** Chooses an item of the menu that the narrow panel has. */
async function choose(panel: DrawnPanel, item: string): Promise<void> {
  const frame = await panel.frame();
  await frame.getByRole('button', { name: 'More' }).click();
  await frame.getByRole('menuitem', { name: item }).click();
}

/** Confirms the dialog, which names a file beside the code, and returns what is then in it. */
async function saved(workbench: Workbench, name: string): Promise<Buffer> {
  const input = workbench.page.locator('.quick-input-widget:not([style*="display: none"]) input[type="text"]').first();
  await workbench.until('the name of the file', async () => (await input.inputValue()).endsWith(`/examples/${name}`));
  await workbench.page.keyboard.press('Enter');
  await workbench.notification(`saved ${name}`);
  return await readFile(path.join(workbench.folder, name));
}

for (const host of ['node', 'web'] as const) {
  workbenchTest(
    `${host}: the graph is copied into a document and saved beside the code`,
    { files: { 'burger.ts': burger }, open: 'burger.ts', host },
    async (workbench) => {
      await workbench.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await workbench.lens('loss = 4');
      await workbench.cursorBefore('(y - 10)');
      await workbench.run('GradLens: Show Graph');
      const panel = new DrawnPanel(workbench, 'view');
      await panel.untilShows('loss', '4');

      await choose(panel, 'Save as SVG');
      const svg = (await saved(workbench, 'loss.svg')).toString('utf8');
      expect(svg).toMatch(/^<\?xml[^>]*\?>\n<svg .*<\/svg>\n$/s);
      expect(svg).not.toContain('foreignObject');
      for (const text of ['loss', '∂ 16', '(y − 10)²']) expect(svg).toContain(`>${text}</text>`);
      await choose(panel, 'Save as PNG');
      const png = await saved(workbench, 'loss.png');
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      const [, width] = /width="([\d.]+)"/.exec(svg)!;
      expect(png.readUInt32BE(16)).toBe(Math.floor(2 * Number(width)));

      await workbench.run('GradLens: Copy Graph as Markdown');
      await (await panel.frame()).getByText('Copied as Markdown').waitFor();
      await workbench.run('File: New Untitled Text File');
      await workbench.editor.waitFor();
      await workbench.page.keyboard.press('Control+V');
      await workbench.until('the end of the text', async () => (await workbench.lines()).includes('```'));
      await workbench.page.keyboard.press('Control+Home');
      const pasted = await workbench.until('the pasted text', async () => {
        const lines = await workbench.lines();
        return lines[0] === '## loss = 4' && lines;
      });
      expect(pasted).toContain('```mermaid');
      expect(pasted).toContain('| input | `w` | 3 | 16 |');
      expect(pasted).toContain('flowchart TB');
    },
  );
}

import { expect } from 'vitest';
import { workbenchTest } from './workbenchTest';

const endless = `const x = 2;
function spin(n: number) {
  while (n > 0) {}
  return n;
}
const y = spin(x) * x;
export { y };
`;

workbenchTest(
  'an endless run that was asked for can be stopped, while the editor goes on',
  { files: { 'endless.ts': endless }, open: 'endless.ts' },
  async (workbench) => {
    await workbench.select('spin(x) * x');
    await workbench.run('GradLens: Differentiate Selection');
    const page = await workbench.panel('view');
    const stop = page.getByRole('button', { name: /^stop/i });
    await stop.waitFor();
    await stop.click();
    await workbench.until('the message', async () =>
      (await page.locator('body').innerText()).includes('stopped after'),
    );
    expect(await page.locator('body').innerText()).toMatch(/stopped after .* at line 3 \(loop ran [\d ]+ times\)/);
  },
);

workbenchTest(
  'a live run that takes too long says where, and can be run longer',
  { files: { 'slow.ts': endless.replace('spin(x) * x;', 'spin(x) * x; // @grad') }, open: 'slow.ts' },
  async (workbench) => {
    // On a slow machine the clock is looked at a little later than after 1 s.
    await workbench.lens('stopped after 1');
    await workbench.run('GradLens: Show Graph');
    const page = await workbench.panel('view');
    await page.getByRole('button', { name: /run longer/i }).click();
    await page.getByRole('button', { name: /^stop/i }).click();
    await page.getByRole('button', { name: /run longer/i }).waitFor();
  },
);

/**
 * Draws the panel in every state, theme and width into test-results/shots, and says what cannot be read there. Fails when
 * something cannot. Words in the arguments choose states, themes and widths by their names: `training dark 280`.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Harness } from '../page/support/harness';
import { illegible } from '../page/support/legibility';
import { openPicture, pictureStates, themeNames, widths } from '../page/support/pictures';
import { root } from '../support/cache.ts';

const words = process.argv.slice(2);
const folder = path.join(root, 'test-results', 'shots');
await mkdir(folder, { recursive: true });
const harness = await Harness.start();
let [drawn, failed] = [0, 0];
try {
  for (const state of pictureStates) {
    for (const theme of themeNames) {
      for (const width of widths) {
        const name = `${state.name}.${theme}.${width}`;
        if (!words.every((word) => name.startsWith(word) || name.split('.').includes(word))) continue;
        const view = await openPicture(harness, state, width, theme);
        const problems = [...(await illegible(view)), ...view.errors];
        await view.page.screenshot({ path: path.join(folder, `${name}.png`) });
        await view.close();
        drawn += 1;
        if (problems.length > 0) failed += 1;
        for (const problem of problems) console.log(`${name}: ${problem}`);
      }
    }
  }
} finally {
  await harness.stop();
}
console.log(
  `${drawn} pictures in ${path.relative(root, folder)}, ${failed} of them with something that cannot be read`,
);
process.exitCode = failed === 0 && drawn > 0 ? 0 : 1;

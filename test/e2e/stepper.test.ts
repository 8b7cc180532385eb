import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

const model = `const w = 3;
const v = 2;
const x = 2;
const u = w * x;
const loss = v * u + u; // @grad
`;

workbenchTest(
  'the backward pass step by step: by keyboard, over a dragged input, until Escape',
  { files: { 'model.ts': model }, open: 'model.ts' },
  async (workbench) => {
    await workbench.lens('loss = 18');
    await workbench.run('GradLens: Show Graph');
    const panel = new DrawnPanel(workbench, 'view');
    await panel.untilShows('loss', '18');
    const frame = await panel.frame();
    const grad = async (name: string) => (await panel.gates()).find((gate) => gate.name === name)?.grad;
    const line = frame.locator('.step-text:not(.step-sizer) .step-lines');

    await frame.locator('.tool-step').click();
    await frame.locator('.stepper').waitFor();
    expect([await grad('loss'), await grad('u'), await grad('w')]).toEqual(['∂ 1', '∂ …', '∂ …']);

    await workbench.page.keyboard.press('ArrowRight');
    await workbench.until('the first part of the sum', async () => (await grad('u')) === '∂ 1 + …');
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.until('the whole sum', async () => (await grad('u')) === '∂ 1 + 2 = 3');
    expect(await line.innerText()).toContain('∂u += v · ∂(v × u) = 2 · 1 = 2');
    expect(await frame.locator('.stepper [role="status"]').innerText()).toContain('u: 1 + 2 = 3.');

    // A dragged input keeps the step and changes its numbers.
    const slider = (await frame.getByRole('slider', { name: 'Slide v' }).elementHandle())!;
    const box = (await slider.boundingBox())!;
    await workbench.page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 5 });
    await workbench.page.mouse.up();
    await workbench.until('the sum with the dragged value', async () =>
      /^∂ 1 \+ (?!2 )\S+ = /.test((await grad('u')) ?? ''),
    );
    expect(await frame.locator('.stepper-count').innerText()).toBe('Step 3 of 4');
    expect(await grad('w')).toBe('∂ …');

    await frame.locator('.tool-play').focus();
    await workbench.page.keyboard.press('End');
    await workbench.until('the gradient of w', async () => /^∂ \d/.test((await grad('w')) ?? ''));
    await workbench.page.keyboard.press('Escape');
    await frame.locator('.stepper').waitFor({ state: 'hidden' });
    expect(await frame.locator('.is-step, .is-ahead').count()).toBe(0);
  },
);

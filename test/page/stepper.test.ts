import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programs } from '../unit/graph/folding/programs';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';
import { illegible } from './support/legibility';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const burger = (w = 3) => `const w = ${w}, v = 2, x = 2;
const u = w * x;
const y = v * u;
const loss = (y - 10) ** 2; // @grad`;

const forks = `const x = 3, k = 7;
const u = x * 2;
const out = u * u - u * k; // @grad`;

type Options = Parameters<Harness['open']>[0];

/** Opens a picture at the first step. */
async function stepping(text: string, options: Options = { width: 900, height: 640 }): Promise<Panel> {
  const { result, cards, pictures } = inspected(text);
  const view = await harness.open(options);
  view.pictures = pictures;
  await view.show(panel(result), cards);
  await view.page.locator('.tool-step').click();
  await view.page.locator('.stepper').waitFor();
  return view;
}

const count = (view: Panel) => view.page.locator('.stepper-count').innerText();
const said = (view: Panel) => view.page.locator('.stepper [role="status"]').innerText();
const lines = (view: Panel) => view.page.locator('.step-text:not(.step-sizer) .step-line').allInnerTexts();
const sums = (view: Panel) => view.page.locator('.step-text:not(.step-sizer) .step-sum').allInnerTexts();
const lit = (view: Panel) => view.page.locator('.canvas .lit').count();
const press = (view: Panel, key: string) => view.page.keyboard.press(key);

/** The gradients as they stand on the gates, by their names. */
async function grads(view: Panel): Promise<Record<string, string>> {
  const entries = await view.page
    .locator('.canvas .gate-label')
    .evaluateAll((labels) =>
      labels.map((label) => ['name', 'grad'].map((part) => label.querySelector(`.gate-${part}`)?.textContent ?? '')),
    );
  return Object.fromEntries(entries);
}

const current = (view: Panel) =>
  view.page.locator('.canvas .gate.is-step .gate-name').evaluateAll((names) => names.map((one) => one.textContent));

describe('stepping', () => {
  it('begins at the output, with all other gradients hidden', async () => {
    const view = await stepping(burger());
    expect(await count(view)).toBe('Step 1 of 5');
    expect(await current(view)).toEqual(['loss']);
    expect(await grads(view)).toEqual({ w: '∂ …', v: '∂ …', x: '∂ …', u: '∂ …', y: '∂ …', '−': '∂ …', loss: '∂ 1' });
    expect(await lit(view)).toBe(0);
    expect(await view.page.locator('.canvas .edge.is-ahead').count()).toBe(6);
    expect(await view.page.locator('.canvas .figure').allInnerTexts()).toEqual(['', '', '', '', '', '']);
    expect(await view.page.locator('.input-grad').first().isVisible()).toBe(false);
    await view.close();
  });

  it('lights one gate a step, and writes what flows back with names and numbers', async () => {
    const view = await stepping(burger());
    for (const _ of [1, 2, 3]) await press(view, 'ArrowRight');
    expect(await count(view)).toBe('Step 4 of 5');
    expect(await current(view)).toEqual(['y']);
    expect(await lines(view)).toEqual(['∂v += u · ∂y = 6 · 4 = 24', '∂u += v · ∂y = 2 · 4 = 8']);
    expect(await grads(view)).toMatchObject({ v: '∂ 24', u: '∂ 8', y: '∂ 4', w: '∂ …', x: '∂ …' });
    expect(await lit(view)).toBe(2);
    expect(await view.page.locator('.canvas .gate.is-getting').count()).toBe(2);
    await press(view, 'End');
    expect(await grads(view)).toMatchObject({ w: '∂ 16', x: '∂ 24' });
    expect(await view.page.locator('.canvas .edge.is-ahead').count()).toBe(0);
    expect(await view.page.locator('.input-grad').first().isVisible()).toBe(true);
    await view.close();
  });

  it('lets nothing but its gate stand out, and the selection again when it is left', async () => {
    const view = await stepping(burger());
    await view.page.locator('.stepper-close').click();
    await view.gate('u').focus();
    await press(view, 'Enter');
    const selected = view.page.locator('.canvas .gate.is-selected');
    await view.until(async () => (await selected.count()) === 1, 'the selection');
    await view.page.locator('.tool-step').click();
    await view.until(async () => (await current(view)).length === 1, 'the step');
    expect(await selected.count()).toBe(0);
    expect(await view.gate('u').getAttribute('aria-pressed')).toBe('true');
    await view.page.locator('.stepper-close').click();
    await view.until(async () => (await selected.count()) === 1, 'the selection');
    await view.close();
  });

  it('adds to the sums at forks', async () => {
    const view = await stepping(forks);
    for (const _ of [1, 2]) await press(view, 'ArrowRight');
    expect(await grads(view)).toMatchObject({ u: '∂ −7 + …' });
    expect((await sums(view))[0]).toBe('u: −7 so far, 2 more to come');
    expect(await view.gate('u').getAttribute('aria-label')).toContain('gradient −7 so far');
    await press(view, 'ArrowRight');
    expect(await sums(view)).toEqual(['u: −7 + 6 + 6 = 5']);
    expect(await grads(view)).toMatchObject({ u: '∂ −7 + 6 + 6 = 5', x: '∂ …' });
    await view.close();
  });

  it('goes back, to the ends, by buttons and by the scrubber', async () => {
    const view = await stepping(burger());
    const button = (name: string) => view.page.getByRole('button', { name });
    await button('Last step').click();
    expect(await count(view)).toBe('Step 5 of 5');
    await button('Previous step').click();
    expect(await count(view)).toBe('Step 4 of 5');
    await button('Next step').click();
    expect(await count(view)).toBe('Step 5 of 5');
    await button('First step').click();
    expect(await count(view)).toBe('Step 1 of 5');
    await view.page.locator('.stepper-slider').fill('3');
    expect(await count(view)).toBe('Step 3 of 5');
    expect(await current(view)).toEqual(['−']);
    expect(await view.page.locator('.stepper-slider').getAttribute('aria-valuetext')).toBe('Step 3 of 5');
    await view.close();
  });

  it('leaves the numbers as they were when it ends', async () => {
    const view = await stepping(burger());
    await press(view, 'Escape');
    await view.page.locator('.stepper').waitFor({ state: 'hidden' });
    expect(await grads(view)).toEqual({
      w: '∂ 16',
      v: '∂ 24',
      x: '∂ 24',
      u: '∂ 8',
      y: '∂ 4',
      '−': '∂ 4',
      loss: '∂ 1',
    });
    expect(await view.page.locator('.is-step, .is-getting, .is-ahead, .lit').count()).toBe(0);
    expect(await view.page.evaluate('document.activeElement.className')).toContain('tool-step');
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

describe('playing', () => {
  it('steps by itself to the end, stops there, and begins again', async () => {
    const view = await stepping(burger());
    const speed = view.page.locator('.stepper-speed');
    for (const text of ['2×', '4×']) {
      await speed.click();
      expect(await speed.innerText()).toBe(text);
    }
    await view.page.getByRole('button', { name: 'Play' }).click();
    await view.page.getByRole('button', { name: 'Pause' }).waitFor();
    await view.until(async () => (await count(view)) === 'Step 5 of 5', 'the last step');
    await view.page.getByRole('button', { name: 'Play' }).click();
    await view.until(async () => (await count(view)) === 'Step 2 of 5', 'the second step');
    await view.page.getByRole('button', { name: 'Pause' }).click();
    const paused = await count(view);
    await view.page.waitForTimeout(700);
    expect(await count(view)).toBe(paused);
    await view.close();
  });

  it('stops when the numbers change, at the same step', async () => {
    const view = await stepping(burger());
    for (const _ of [1, 2, 3]) await press(view, 'ArrowRight');
    const spoken = await said(view);
    await press(view, ' ');
    await view.page.getByRole('button', { name: 'Pause' }).waitFor();
    await view.post({ type: 'state', state: panel(inspected(burger(4)).result) });
    await view.until(async () => (await lines(view))[0] === '∂v += u · ∂y = 8 · 12 = 96', 'the new numbers');
    await view.page.getByRole('button', { name: 'Play' }).waitFor();
    expect(await count(view)).toBe('Step 4 of 5');
    expect(await grads(view)).toMatchObject({ v: '∂ 96', u: '∂ 24', w: '∂ …' });
    // One message a step: new numbers are not told again.
    expect(await said(view)).toBe(spoken);
    await view.close();
  });

  it('goes on while the host tells of the same result again', async () => {
    const { result } = inspected(burger());
    const view = await harness.open({ width: 900, height: 600 });
    await view.show(panel(result));
    await view.page.locator('.tool-step').click();
    await press(view, ' ');
    await view.post({ type: 'state', state: panel(structuredClone(result), { pinned: true }) });
    await view.page.locator('.tool-pin[aria-pressed="true"]').waitFor();
    expect(await view.page.getByRole('button', { name: 'Pause' }).count()).toBe(1);
    await view.close();
  });
});

describe('the keyboard', () => {
  it('plays, steps and goes to the ends, while the picture is panned and the focus stays', async () => {
    const view = await stepping(burger());
    const focused = () => view.page.evaluate('document.activeElement.className');
    expect(await focused()).toContain('tool-play');
    await press(view, 'ArrowRight');
    const stage = (await view.page.locator('.stage').boundingBox())!;
    await view.page.mouse.move(stage.x + 30, stage.y + 30);
    await view.page.mouse.down();
    await view.page.mouse.move(stage.x + 90, stage.y + 60, { steps: 4 });
    await view.page.mouse.up();
    expect(await focused()).toContain('tool-play');
    await press(view, 'ArrowRight');
    expect(await count(view)).toBe('Step 3 of 5');
    await press(view, 'ArrowLeft');
    expect(await count(view)).toBe('Step 2 of 5');
    await press(view, 'End');
    expect(await count(view)).toBe('Step 5 of 5');
    await press(view, 'Home');
    expect(await count(view)).toBe('Step 1 of 5');
    await press(view, ' ');
    await view.page.getByRole('button', { name: 'Pause' }).waitFor();
    await press(view, ' ');
    await view.page.getByRole('button', { name: 'Play' }).waitFor();
    await view.close();
  });

  it('works on the scrubber, and from the page as a whole', async () => {
    const view = await stepping(burger());
    await view.page.locator('.stepper-slider').focus();
    await press(view, 'ArrowRight');
    expect(await count(view)).toBe('Step 2 of 5');
    await press(view, ' ');
    await view.page.getByRole('button', { name: 'Pause' }).waitFor();
    await press(view, 'End');
    expect(await count(view)).toBe('Step 5 of 5');
    await view.page.evaluate('document.activeElement.blur()');
    await press(view, 'ArrowLeft');
    expect(await count(view)).toBe('Step 4 of 5');
    await view.close();
  });

  it('opens by S in the graph, and Escape closes an open card first', async () => {
    const { result, cards } = inspected(burger());
    const view = await harness.open({ width: 900, height: 640 });
    await view.show(panel(result), cards);
    await view.gate('loss').focus();
    await press(view, 's');
    await view.page.locator('.stepper').waitFor();
    await view.gate('loss').click();
    await view.page.locator('.card').waitFor();
    await press(view, 'Escape');
    await view.page.locator('.card').waitFor({ state: 'hidden' });
    expect(await view.page.locator('.stepper').isVisible()).toBe(true);
    await press(view, 'Escape');
    await view.page.locator('.stepper').waitFor({ state: 'hidden' });
    await view.close();
  });
});

describe('a screen reader', () => {
  it('is told each step once', async () => {
    const view = await stepping(burger());
    const region = view.page.locator('.stepper [role="status"]');
    expect(await region.innerText()).toMatch(/^Step 1 of 5\. loss gets 1\./);
    await press(view, 'End');
    expect(await region.innerText()).toBe(
      'Step 5 of 5. u = w × x, mul swaps. upstream 8. w gets x, 2 times 8: 16. x gets w, 3 times 8: 24.',
    );
    expect(await view.gate('w').getAttribute('aria-label')).toContain('gradient 16');
    await press(view, 'Home');
    expect(await view.gate('w').getAttribute('aria-label')).toContain('gradient not there yet');
    await view.close();
  });
});

describe('the picture', () => {
  it('brings the gate of the step into view, and stays as tall from step to step', async () => {
    const view = await stepping(programs.straight!.replaceAll('300', '40'), { width: 900, height: 500 });
    const stage = (await view.page.locator('.stage').boundingBox())!;
    for (const _ of [1, 2, 3, 4, 5]) {
      const box = (await view.page.locator('.canvas .gate.is-step .box').boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(stage.x - 2);
      expect(box.x + box.width).toBeLessThanOrEqual(stage.x + stage.width + 2);
      expect(box.y + box.height).toBeLessThanOrEqual(stage.y + stage.height + 2);
      await press(view, 'ArrowRight');
      expect((await view.page.locator('.stage').boundingBox())!.height).toBe(stage.height);
    }
    await view.close();
  });

  it('moves dashes and pans smoothly only where motion is wanted', async () => {
    for (const reducedMotion of [true, false]) {
      const view = await stepping(burger(), { width: 900, height: 640, reducedMotion });
      await press(view, 'ArrowRight');
      const style = await view.page
        .locator('.canvas .lit')
        .first()
        .evaluate((path) => getComputedStyle(path).animationName);
      expect(style).toBe(reducedMotion ? 'none' : 'flow-back');
      const glide = await view.page
        .locator('.graph > .drawing')
        .first()
        .evaluate((drawing) => {
          drawing.classList.add('is-gliding');
          return getComputedStyle(drawing).transitionDuration;
        });
      expect(glide).toBe(reducedMotion ? '0s' : '0.28s, 0.15s');
      await view.close();
    }
  });

  it('has room for the text of every step', async () => {
    for (const width of [300, 1200]) {
      const view = await stepping(forks, { width, height: 720, theme: 'light' });
      for (let step = 1; step < 6; step++) {
        expect(await illegible(view)).toEqual([]);
        await press(view, 'ArrowRight');
      }
      await view.close();
    }
  });
});

describe('folds', () => {
  it('of loops are steps, and another fold keeps the gate of the step', async () => {
    const view = await stepping(programs.newton!);
    expect(await count(view)).toBe('Step 1 of 4');
    // Labels that say less than usual need no other drawing, again and again.
    const drawing = await view.page.evaluateHandle(() => document.querySelector('.canvas svg')!);
    await view.page.waitForTimeout(400);
    expect(await drawing.evaluate((svg) => svg.isConnected)).toBe(true);
    await press(view, 'ArrowRight');
    await press(view, 'ArrowRight');
    expect((await lines(view)).at(-1)).toMatch(/^∂\(a \/ r\) \+= 30 numbers from /);
    expect(await grads(view)).toMatchObject({ a: '∂ …' });
    await press(view, 'End');
    expect(await grads(view)).toMatchObject({ a: '∂ 0.3536' });
    expect(view.errors).toEqual([]);
    await view.page.locator('.loop-row .scrubber-slider').fill('30');
    await view.until(async () => (await count(view)) !== 'Step 4 of 4', 'the steps of the other picture');
    await view.page.getByRole('button', { name: 'Last step' }).click();
    await view.until(async () => (await view.page.locator('.canvas .gate-name').count()) > 4, 'the other picture');
    expect(await view.page.locator(':is([aria-label*="not there yet"], [aria-label*="so far"])').count()).toBe(0);
    await view.close();
  });
});

describe('what is kept', () => {
  it('the step and the speed survive hiding', async () => {
    const first = await stepping(burger());
    await first.page.locator('.stepper-speed').click();
    for (const _ of [1, 2]) await press(first, 'ArrowRight');
    const saved = await first.saved();
    await first.close();
    const view = await harness.open({ width: 900, height: 640, saved });
    await view.show(panel(inspected(burger()).result));
    await view.page.locator('.stepper').waitFor();
    expect(await count(view)).toBe('Step 3 of 5');
    expect(await view.page.locator('.stepper-speed').innerText()).toBe('2×');
    await view.until(async () => (await current(view))[0] === '−', 'the gate of the step');
    await view.close();
  });

  it('another snippet begins without steps, and a table has none', async () => {
    const view = await stepping(burger());
    await view.page.locator('.tool-table').click();
    await view.page.locator('.stepper').waitFor({ state: 'hidden' });
    expect(await view.page.locator('.tool-step').isDisabled()).toBe(true);
    await view.page.locator('.tool-table').click();
    await view.page.locator('.stepper').waitFor();
    const { result } = inspected(forks);
    await view.post({ type: 'state', state: panel(result) });
    await view.page.locator('.stepper').waitFor({ state: 'hidden' });
    await view.until(async () => (await grads(view)).out === '∂ 1', 'the other graph');
    expect(await view.saved()).toMatchObject({ stepping: { at: null } });
    await view.close();
  });
});

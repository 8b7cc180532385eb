import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

async function opened(text: string, width = 1000): Promise<Panel> {
  const view = await harness.open({ width, height: 720 });
  const { result, cards, checks } = inspected(text);
  view.checks = checks;
  await view.show(panel(result), cards);
  return view;
}

const cut = 'const x = 2.5, w = 3;\nconst r = Number(String(x));\nconst y = w * r * Math.max(x, 2); // @grad';
const asked = (view: Panel) =>
  view.sent.flatMap((message) =>
    message.type === 'call' && message.call.method === 'check' ? [message.call.params as { of: object }] : [],
  );

describe('the check of a gradient', () => {
  it('stands in the card of a gate that is read, and is asked for once', async () => {
    const view = await opened('const w = 3, x = 2;\nconst u = w * x;\nconst y = (u - 10) ** 2; // @grad');
    await view.gate('u').click();
    await view.card.locator('.card-check[data-verdict="agrees"]').waitFor();
    expect(await view.card.locator('.card-check').innerText()).toBe('agrees with finite differences: −8');
    await view.page.keyboard.press('Escape');
    await view.gate('u').click();
    await view.card.locator('.card-check[data-verdict="agrees"]').waitFor();
    expect(asked(view).filter(({ of }) => 'gate' in of)).toHaveLength(1);
    await view.close();
  });

  it('goes away where nothing can be said', async () => {
    const view = await opened('const w = 3, x = 2;\nconst u = w * x;\nconst y = (u - 10) ** 2; // @grad');
    view.checks = null;
    await view.gate('u').click();
    await view.card.locator('.card-check').waitFor();
    await view.card.locator('.card-check').waitFor({ state: 'detached' });
    await view.close();
  });

  it('marks the inputs once the panel rests, with the words in a tooltip', async () => {
    const view = await opened(cut);
    const mark = (name: string) => view.page.locator(`.input-row[data-input="${name}"] .check-mark`);
    await mark('w').and(view.page.locator('[data-verdict="agrees"]')).waitFor();
    expect(await mark('x').getAttribute('data-verdict')).toBe('differs');
    expect(await mark('x').getAttribute('title')).toMatch(
      /^differs: finite differences say 15, the sweep 7\.5 \(cut by text: String\(x\) in line 2\)$/,
    );
    expect(await mark('w').getAttribute('title')).toBe('agrees with finite differences: 6.25');
    await view.close();
  });

  it('takes no room when it comes', async () => {
    const view = await opened(cut, 320);
    const row = view.page.locator('.input-row').first();
    const before = await row.boundingBox();
    await row.locator('.check-mark[data-verdict]').waitFor();
    expect(await row.boundingBox()).toEqual(before);
    await view.close();
  });

  it('starts anew with a new result, and what was known of the old one goes', async () => {
    const view = await opened('const x = 0;\nconst y = Math.abs(x); // @grad');
    const mark = view.page.locator('.input-row .check-mark');
    await view.page.locator('.check-mark[data-verdict="kink"]').waitFor();
    const next = inspected('const x = 2;\nconst y = Math.abs(x); // @grad');
    view.checks = null;
    await view.show(panel({ ...next.result, id: 'next' }), next.cards);
    await view.until(async () => (await mark.getAttribute('data-verdict')) === null, 'the mark to go');
    view.checks = (request) => next.checks({ ...request, result: next.result.id });
    await view.show(panel({ ...next.result, id: 'third' }), next.cards);
    await view.page.locator('.check-mark[data-verdict="agrees"]').waitFor();
    await view.close();
  });

  it('waits while the result is out of date', async () => {
    const view = await harness.open();
    const { result, cards, checks } = inspected('const x = 2;\nconst y = x * x; // @grad');
    view.checks = checks;
    await view.show(panel(result, { stale: true }), cards);
    await view.page.waitForTimeout(1000);
    expect(asked(view)).toEqual([]);
    await view.show(panel(result), cards);
    await view.page.locator('.check-mark[data-verdict="agrees"]').waitFor();
    await view.close();
  });

  it('goes on where a stopped check ended', async () => {
    const view = await harness.open();
    const { result, cards, checks } = inspected('const xs = [1, 2, 3];\nconst y = xs[0] * xs[1] * xs[2]; // @grad');
    const from: unknown[] = [];
    view.checks = (request) => {
      if ('gate' in request.of) return null;
      from.push(request.of.from);
      const { checks: all = [] } = checks(request) ?? {};
      const next = request.of.from + 1;
      return { checks: all.slice(0, 1), next: next < 3 ? next : null, omitted: 0 };
    };
    await view.show(panel(result), cards);
    const mark = view.page.locator('.check-mark[data-verdict="agrees"]');
    await mark.waitFor();
    expect(await mark.getAttribute('title')).toBe('agrees with finite differences in all 3 elements');
    expect(from).toEqual([0, 1, 2]);
    await view.close();
  });

  it('stands in the table too', async () => {
    const view = await opened(cut);
    await view.page.locator('.check-mark[data-verdict="differs"]').first().waitFor();
    await view.page.getByRole('button', { name: 'table' }).click();
    const mark = view.page.locator('.listing .check-mark[data-verdict="differs"]');
    await mark.waitFor();
    expect(await mark.getAttribute('aria-label')).toMatch(/^differs: /);
    await view.close();
  });
});

describe('what is unhealthy', () => {
  const dead = 'const w = -2, x = 3;\nconst z = w * x;\nconst y = Math.max(0, z) * 5; // @grad';

  it('is a mark on its gate and a line in its card', async () => {
    const view = await opened(dead);
    const gate = view.page.locator('.canvas .gate[aria-label$="unhealthy"]');
    expect(await gate.count()).toBe(1);
    expect(await gate.locator('.icon-warning').count()).toBe(1);
    await gate.click();
    await view.card.waitFor();
    expect(await view.card.locator('.card-unhealthy').innerText()).toBe(
      'Math.max(0, z) takes 0: z = −6 is not the largest, so no gradient reaches w, x.',
    );
    expect(await view.page.locator('.notice.unhealthy').count()).toBe(0);
    await view.close();
  });

  it('is a notice where something is wrong, which leads to the code', async () => {
    const view = await opened('const x = 2.345;\nconst r = Number(x.toFixed(1));\nconst y = r * 3; // @grad', 320);
    const notice = view.page.locator('.notice.unhealthy');
    expect(await notice.getAttribute('data-code')).toBe('gradient-cut');
    expect(await notice.innerText()).toContain('x became text here (x.toFixed(1))');
    await notice.getByText('Go to line 2').click();
    expect(view.last('reveal')).toMatchObject({ range: { start: { line: 2, column: 18 } } });
    await view.close();
  });

  it('follows the gate into a composite', async () => {
    const view = await opened('const x = -12;\nconst y = 1 / (1 + Math.exp(-x)); // @grad');
    const gate = view.page.locator('.canvas .gate[aria-label$="unhealthy"]');
    expect(await gate.count()).toBe(1);
    await view.close();
  });

  it('is nothing in a healthy snippet', async () => {
    const view = await opened('const x = 2;\nconst y = x * x; // @grad');
    expect(await view.page.locator('.unhealthy, .gate .icon-warning').count()).toBe(0);
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

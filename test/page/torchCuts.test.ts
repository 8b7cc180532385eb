import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';
import { illegible } from './support/legibility';

/** PyTorch in the panel: cuts, its words in cards, its leaves in the strip. */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

async function shown(code: string, width = 1000): Promise<Panel> {
  const view = await harness.open({ width, height: 700 });
  const { result, cards, pictures } = inspected(code, 'python');
  view.pictures = pictures;
  await view.show(panel(result), cards);
  return view;
}

const CUT = `
import torch
a = torch.tensor(2., requires_grad=True)
w = torch.tensor(3., requires_grad=True)
b = a * a
c = b.detach() * w
e = c * w  # @grad`;

describe('a cut', () => {
  it.each([300, 1000])('is a gate between dotted edges, at %i px', async (width) => {
    const view = await shown(CUT, width);
    const cut = view.page.locator('.canvas .gate[aria-label^="constant b.detach(),"]');
    expect(await cut.getAttribute('aria-label')).toBe('constant b.detach(), 4, detach blocks');
    expect(await cut.locator('.gate-grad').innerText()).toBe('✂ detach');
    const dotted = view.page.locator('.canvas .edge.is-cut');
    expect(await dotted.count()).toBe(3);
    expect(await dotted.first().evaluate((edge) => getComputedStyle(edge).strokeDasharray)).toMatch(
      /^1px, 4px$|^1, 4$/,
    );
    expect(await illegible(view)).toEqual([]);
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('is told in its card, and gates say what PyTorch keeps', async () => {
    const view = await shown(CUT);
    const open = async (gate: string) => {
      await view.page.locator(`.canvas .gate[aria-label*=" ${gate},"]`).focus();
      await view.page.keyboard.press('Enter');
      await view.until(
        async () => (await view.page.locator('.card h2').innerText()).startsWith(`${gate} `),
        `the card of ${gate}`,
      );
    };
    await open('b.detach()');
    expect(await view.page.locator('.card-sentence').innerText()).toBe(
      'detach blocks: the numbers of b go on from here, nothing flows back',
    );
    await open('b');
    expect(await view.page.locator('.card-table tbody tr td:last-child').allInnerTexts()).toContain('cut off');
    await open('e');
    expect(await view.page.locator('.card-words').innerText()).toBe(
      'PyTorch: MulBackward0, which keeps c and w for the backward pass',
    );
    await view.close();
  });
});

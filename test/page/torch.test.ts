import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortNumber } from '../../src/text/numberFormat';
import { panel } from './support/builder';
import { Harness, type Panel, projectFile } from './support/harness';
import { inspected } from './support/inspected';
import { illegible } from './support/legibility';

/** Code in PyTorch as a learner meets it in the panel: its passes, what its steps did, and the inputs. */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

async function shown(
  text: string,
  options: Parameters<Harness['open']>[0] = { width: 900, height: 640 },
): Promise<{ view: Panel; all: ReturnType<typeof inspected> }> {
  const view = await harness.open(options);
  const all = inspected(text, 'python');
  const { pictures, passes, checks } = all;
  Object.assign(view, { pictures, passes, checks });
  await view.show(panel(all.result), all.cards);
  return { view, all };
}

const example = async (name: string) => await projectFile(`media/examples/${name}`);

const shownValue = async (view: Panel, gate: string) =>
  await view.gate(gate).locator('.gate-label .gate-value').innerText();
const textOf = async (view: Panel, place: string) =>
  (await view.page.locator(place).innerText()).replace(/\s+/g, ' ').trim();

describe('a lens over one of several calls of backward', () => {
  const threeCalls = `import torch
w = torch.tensor(3.0, requires_grad=True)
first = w * 2
first.backward()
second = w * w
second.backward()
third = w ** 3
third.backward()
`;

  it('has the page show the pass of that call, and the last one the result again', async () => {
    const { view } = await shown(threeCalls);
    const title = () => view.page.locator('.toolbar-title').textContent();
    expect(await title()).toBe('third = 27');
    await view.post({ type: 'pass', pass: 0 });
    await view.gate('first').waitFor();
    expect(await shownValue(view, 'first')).toBe('6');
    expect(await view.gate('third').count()).toBe(0);
    await view.until(async () => (await title()) === 'pass 1: 6', 'the title of the first pass');
    expect(await textOf(view, '.timeline-line')).toContain('pass 1 of 3');

    await view.post({ type: 'pass', pass: 1 });
    await view.gate('second').waitFor();
    await view.until(async () => (await title()) === 'pass 2: 9', 'the title of the second pass');
    // What the pass left in .grad: 2 of the first call and 2w of its own.
    await view.until(
      async () => (await textOf(view, '.timeline-variables')).startsWith('w 3 → 3 ∂ 8'),
      'what is told of the second pass',
    );
    expect(await view.page.locator('.timeline').getByRole('slider').inputValue()).toBe('2');

    await view.post({ type: 'pass', pass: null });
    await view.gate('third').waitFor();
    await view.until(async () => (await title()) === 'third = 27', 'the result');
    expect(view.errors).toEqual([]);
    await view.close();
  });

  it('is shown by a page that was drawn a moment ago, too', async () => {
    const view = await harness.open({ width: 900, height: 640 });
    const { result, cards, pictures, passes } = inspected(threeCalls, 'python');
    Object.assign(view, { pictures, passes, cards });
    await view.post({ type: 'state', state: panel(result) });
    await view.post({ type: 'pass', pass: 1 });
    await view.gate('second').waitFor();
    expect(await shownValue(view, 'second')).toBe('9');
    await view.close();
  });
});

describe('the timeline', () => {
  it('tells what a step of the optimizer did to each parameter, at every width', async () => {
    const text = await example('xor.py');
    for (const width of [280, 480, 660, 900]) {
      const { view, all } = await shown(text, { width, height: 760 });
      await view.page.locator('.timeline-slider').fill('20');
      await view.until(async () => (await view.page.locator('.timeline-variable').count()) === 4, 'the parameters');
      const { variables } = all.passes({ result: all.result.id, pass: 19 })!;
      const told = await view.page.locator('.timeline-variable').allInnerTexts();
      for (const [k, { name, before, after }] of variables.entries()) {
        const [row = ''] = told.slice(k);
        expect(row).toContain(name);
        const first = (data: unknown): string => (Array.isArray(data) ? first(data[0]) : shortNumber(data as number));
        expect(row.replace(/\s+/g, ' ')).toMatch(
          new RegExp(`${first(before).replace('.', '\\.')}.* → .*${first(after).replace('.', '\\.')}`),
        );
      }
      // No row goes past the edge: it wraps, and what is too long to be seen at once scrolls.
      const isCut = await view.page
        .locator('.timeline-variables, .timeline-variable')
        .evaluateAll((all) => all.some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth));
      expect(isCut).toBe(false);
      expect(await illegible(view)).toEqual([]);
      expect(view.errors).toEqual([]);
      await view.close();
    }
  });

  it('says where its curve is logarithmic, and calls the loss by its name', async () => {
    const line = await shown(await example('line.py'));
    expect(await line.view.page.locator('.timeline-scale').isVisible()).toBe(true);
    await line.view.close();
    const xor = await shown(await example('xor.py'));
    expect(await xor.view.page.locator('.timeline-scale').isVisible()).toBe(false);
    await xor.view.close();
    const norms = await shown(
      'import torch\nw = torch.tensor(3.0, requires_grad=True)\nfor k in range(3):\n    energy = w * k\n    energy.backward()\n',
    );
    expect(await textOf(norms.view, '.timeline-line')).toBe('3 passes energy 6');
    await norms.view.close();
  });

  it('has nothing to say of a single pass, but what its step did', async () => {
    const { view } = await shown(await example('factory.py'));
    await view.until(() => view.sent.some((message) => message.type === 'call' && message.call.method === 'pass'));
    await view.page.waitForTimeout(100);
    expect(await view.page.locator('.timeline').isVisible()).toBe(false);
    await view.close();
    const stepped = await shown(
      'import torch\nw = torch.tensor(3.0, requires_grad=True)\nsgd = torch.optim.SGD([w], lr=0.5)\n(w * 2).backward()\nsgd.step()\n',
    );
    const timeline = stepped.view.page.locator('.timeline');
    await timeline.waitFor();
    expect(await textOf(stepped.view, '.timeline')).toBe('What the step did w 3 → 2 ∂ 2');
    expect(await timeline.getByRole('slider').isVisible()).toBe(false);
    await stepped.view.close();
  });
});

describe('a weight inside a layer', () => {
  it('keeps the end of its name where there is little room', async () => {
    const { view } = await shown(await example('xor.py'), { width: 300, height: 760 });
    const names = await view.page.locator('.canvas .gate-name').allInnerTexts();
    for (const name of ['…hidden.weight', '…hidden.bias', '…output.weight', '…output.bias'])
      expect(names).toContain(name);
    await view.close();
  });
});

describe('the inputs', () => {
  const row = (view: Panel, name: string) => view.page.locator(`.input-row[data-input="${name}"]`);

  it.each([
    ['torch.tensor(3.0, requires_grad=True)', '3.0', 'torch.tensor(4, requires_grad=True)'],
    ['torch.nn.Parameter(torch.tensor(3.0))', '3.0', 'torch.nn.Parameter(torch.tensor(4))'],
    ['torch.tensor(3.).requires_grad_()', '3.', 'torch.tensor(4).requires_grad_()'],
  ])('%s is edited as the number in it', async (code, number, sent) => {
    const { view } = await shown(`import torch\nw = ${code}\n(w * 2).backward()\n`);
    const field = row(view, 'w').locator('.input-field');
    expect(await field.inputValue()).toBe(number);
    await field.fill('4');
    await view.page.keyboard.press('Enter');
    expect(view.last('setInput')).toEqual({ type: 'setInput', name: 'w', code: sent });
    await row(view, 'w').locator('.input-slider').fill('1');
    await view.until(() => view.last('setInput')?.code.includes('(1') === true, 'the slider');
    expect(view.last('setInput')!.code).toMatch(/^torch\./);
    await view.close();
  });

  it('that the code spells without a number have no slider', async () => {
    const { view } = await shown('import torch\nw = torch.rand((), requires_grad=True)\n(w * 2).backward()\n');
    expect(await row(view, 'w').locator('.input-slider').isVisible()).toBe(false);
    expect(await row(view, 'w').locator('.input-field').inputValue()).toBe('torch.rand((), requires_grad=True)');
    await view.close();
  });

  it('inside a layer are told and cannot be set', async () => {
    const { view } = await shown(await example('xor.py'), { width: 300, height: 760 });
    const bias = row(view, 'net.output.bias');
    expect(await bias.locator('.input-field').isVisible()).toBe(false);
    // The value that the last pass met, before its step.
    expect((await bias.allTextContents())[0]).toMatch(/^net\.output\.bias\[−2\.197\]∂ \[0\.00669/);
    await view.close();
  });

  it('have the gradients of the last pass, as the picture has, though .grad was set to zero', async () => {
    const { view, all } = await shown(await example('line.py'));
    const gate = all.result.graph.gates.find(({ name }) => name === 'w')!;
    expect(all.result.inputs.find(({ name }) => name === 'w')!.grad).toBe(0);
    const grad = row(view, 'w').locator('.input-grad');
    expect(await grad.innerText()).toBe(`∂ ${shortNumber(gate.grad)}`);
    expect(await grad.getAttribute('title')).toContain('In the end .grad is 0');
    await view.close();
  });
});

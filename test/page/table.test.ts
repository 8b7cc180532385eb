import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortNumber, spreadText } from '../../src/text/numberFormat';
import { pictureOf } from '../../src/text/picture';
import { burger, descent, fork, maxGate, neuron, notANumber, sixty, staged } from './fixtures';
import { type Fixture, fixture, gate, input, panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { inspected } from './support/inspected';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const attention = `/** @grad x = [1, 2, 3], v = [4, 5, 6] */
function attention(x: number[], v: number[]) {
  const m = Math.max(...x);
  const e = x.map((a) => Math.exp(a - m));
  const s = e.reduce((a, b) => a + b);
  const p = e.map((a) => a / s);
  return Math.sin(p[0]) * v[0] + Math.tanh(40 * p[1]) ** v[1] + p[2] / v[2];
}`;

/** What a gate's drawing says and shows, by gate. */
async function drawn(view: Panel): Promise<Record<string, { texts: string[]; marks: string[]; flow: string }>> {
  return await view.page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<SVGGElement>('.canvas .gate')].map((group) => [
        group.dataset.gate,
        {
          texts: [...group.querySelectorAll('.gate-value, .gate-grad')].map((e) => e.textContent.replace(/^∂ /, '')),
          marks: [
            ...[...group.querySelectorAll('.gate-mark .icon')].map((e) => e.classList[1]!.replace('icon-', '')),
            ...(group.classList.contains('is-output') ? ['output'] : []),
            ...[...group.querySelectorAll('.gate-count')].map((e) => e.textContent),
          ],
          flow: [...group.classList].find((name) => name.startsWith('flow-'))?.slice(5) ?? '',
        },
      ]),
    ),
  );
}

interface Row {
  readonly cells: string[];
  readonly operands: string[][];
}

/** The table's gates by id: the cells of each, and those of the rows below it. */
async function listed(view: Panel): Promise<Record<string, Row>> {
  return await view.page.evaluate(() => {
    const cells = (row: Element) =>
      [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim());
    return Object.fromEntries(
      [...document.querySelectorAll('.listing:first-of-type tbody')].map((body) => [
        body.querySelector<HTMLElement>('[data-row]')!.dataset.row,
        {
          cells: cells(body.querySelector('tr')!),
          operands: [...body.querySelectorAll('.listing-operand')].map(cells),
        },
      ]),
    );
  });
}

const folded = inspected(attention);
const looped = inspected(descent);
const words = { fork: 'fork', fold: 'folded', warning: 'unhealthy', output: 'output' } as const;

describe('the table says of each gate what the drawing shows', () => {
  it.each<[string, Fixture]>([
    ['burger', burger()],
    ['a fork', fork()],
    ['a fork of many', staged()],
    ['max', maxGate()],
    ['NaN', notANumber()],
    ['a neuron', neuron()],
    ['sixty gates', sixty()],
    ['a loop that is drawn once', { result: looped.result, cards: {} }],
    [
      'a fold of several values',
      { result: { ...folded.result, graph: pictureOf(folded.result.graph, 'all') }, cards: {} },
    ],
  ])('%s', async (_name, { result, cards }) => {
    const view = await harness.open({ width: 900, height: 700 });
    await view.show(panel(result), cards);
    const picture = await drawn(view);
    await view.page.locator('.tool-table').click();
    const table = await listed(view);
    expect(Object.keys(table).sort()).toEqual(Object.keys(picture).sort());
    for (const { id, name, formula, flow, op, kind } of result.graph.gates) {
      const { cells, operands } = table[id]!;
      const [words0 = '', ...numbers] = cells;
      // Compact gates leave out the terms of a sum, which the table has.
      expect(numbers).toHaveLength(2);
      picture[id]!.texts.forEach((text, k) => {
        expect(numbers[k]!.endsWith(text)).toBe(true);
      });
      for (const part of [name ?? '', formula, flow === null ? kind : `${op} ${flow}`]) expect(words0).toContain(part);
      expect(picture[id]!.flow).toBe(flow ?? '');
      for (const [sign, word] of Object.entries(words)) {
        expect(words0.includes(word), `${word} of ${id}`).toBe(picture[id]!.marks.includes(sign));
      }
      for (const count of picture[id]!.marks.filter((sign) => sign.startsWith('×'))) expect(words0).toContain(count);
      const edges = result.graph.edges.filter(({ to }) => to === id);
      expect(operands).toHaveLength(edges.length);
      edges.forEach(({ local, contribution, spread, carried }, k) => {
        expect(operands[k]![0]!.includes('of the turn before')).toBe(carried === true);
        if (spread !== undefined) expect(operands[k]![1]).toBe(spreadText(spread));
        const [first = '', last = ''] = operands[k]!;
        if (local !== null) expect(first).toContain(`${shortNumber(local)} × `);
        if (contribution !== null) expect(last).toBe(shortNumber(contribution));
      });
    }
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

describe('by keyboard', () => {
  const at = (view: Panel) =>
    view.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.row ?? null);

  it('every row can be reached, an input leads to its own row, and Enter pins a gate', async () => {
    const { result, cards } = burger();
    const view = await harness.open({ width: 480 });
    await view.show(panel(result), cards);
    await view.page.locator('.tool-table').click();
    const rows = await view.page
      .locator('.table-view [data-row]')
      .evaluateAll((all) => all.map((e) => (e as HTMLElement).dataset.row));
    const gatesAndEdges = result.graph.gates.length + result.graph.edges.length;
    expect(rows).toHaveLength(gatesAndEdges + result.variables.length);
    await view.page.locator('.table-view [data-row]').first().focus();
    for (const row of rows) {
      expect(await at(view)).toBe(row);
      await view.page.keyboard.press('ArrowDown');
    }
    await view.page.keyboard.press('Home');
    expect(await at(view)).toBe(rows[0]);
    await view.page.keyboard.press('End');
    await view.page.keyboard.press('ArrowUp');
    expect(await at(view)).toBe(rows.at(-2));

    const loss = result.graph.outputs[0]!;
    const edge = result.graph.edges.find(({ to }) => to === loss)!;
    await view.page.locator(`[data-row="${loss} ${edge.operand}"]`).focus();
    await view.page.keyboard.press('Enter');
    expect(await at(view)).toBe(edge.from);
    await view.page.keyboard.press('Enter');
    await view.until(() => view.last('reveal') !== undefined);
    expect(await view.page.locator(`[data-row="${edge.from}"]`).getAttribute('aria-pressed')).toBe('true');
    // The rows are made anew, and the keyboard stays where it was.
    expect(await at(view)).toBe(edge.from);
    await view.close();
  });

  it('stays on the row of a variable with quotes in its name', async () => {
    const name = 'it\'s "quoted"] \\';
    const { result, cards } = fixture(gate('square', [input(name, 2)], 'out'));
    const view = await harness.open({ width: 480 });
    await view.show(panel(result), cards);
    await view.page.locator('.tool-table').click();
    await view.page.locator('.table-view [data-row^="variable it"]').focus();
    await view.show(panel({ ...result, id: 'again' }), cards);
    expect(await at(view)).toBe(`variable ${name}`);
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

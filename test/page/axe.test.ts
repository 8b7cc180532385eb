import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelState } from '../../src/protocol';
import { descent, fork, maxGate, notANumber, staged } from './fixtures';
import { type Fixture, panel } from './support/builder';
import { Harness, type Panel, projectFile } from './support/harness';
import { inspected } from './support/inspected';
import type { ThemeName } from './support/themes';

/** The parts of axe-core in the page that are used here. */
interface Axe {
  getRules(): { ruleId: string }[];
  run(context: unknown, options: unknown): Promise<{ violations: Found[]; passes: unknown[] }>;
}

/** What axe-core finds, as far as it is told here. */
interface Found {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/**
 * Every rule of axe-core is on, those for the habits of good pages, for WCAG 2.2 and the experimental ones included, but for
 * the contrast of WCAG's level AAA: VS Code's own themes are made for level AA, 4.5 to 1.
 */
const off = ['color-contrast-enhanced'];

/**
 * This experimental rule is for all but the gates. It wants the whole text of a button in what is spoken, sign by sign; a
 * gate speaks its name first, and then its numbers in words: "gradient 4" where `∂ 4` is drawn.
 */
const apart = 'label-content-name-mismatch';

let harness: Harness;
let axe: string;
beforeAll(async () => {
  harness = await Harness.start();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(() => harness.stop());

/** Violations in the page as it stands, a line each. */
async function violations(view: Panel): Promise<string[]> {
  await view.page.evaluate(axe);
  const found = (await view.page.evaluate(
    async ({ off, apart }) => {
      const { axe } = window as unknown as { axe: Axe };
      const enabled = (ruleId: string) => ({ enabled: ruleId !== apart && !off.includes(ruleId) });
      const rules = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, enabled(ruleId)]));
      const most = await axe.run(document, { rules });
      const rest = await axe.run({ exclude: [['.canvas .gate']] }, { runOnly: [apart] });
      return { violations: [...most.violations, ...rest.violations], passes: most.passes.length };
    },
    { off, apart },
  )) as { violations: Found[]; passes: number };
  expect(found.passes).toBeGreaterThan(15);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
  );
}

interface State {
  readonly name: string;
  readonly fixture?: Fixture;
  readonly change?: Partial<PanelState>;
  readonly act?: (view: Panel) => Promise<void>;
}

const range = { start: { line: 12, column: 3 }, end: { line: 12, column: 9 } };
const looped = inspected(descent);
const loop: Fixture = { result: looped.result, cards: {} };
const saturated = inspected('const x = 30;\nconst loss = Math.tanh(x) * x; // @grad\n');

const training = inspected(await projectFile('media/examples/xor.py'), 'python');
const trained: Fixture = { result: training.result, cards: {} };

/** What the host answers for the results that were computed. */
const hosts = new Map([
  [loop, looped],
  [trained, training],
]);

const states: readonly State[] = [
  { name: 'a graph', fixture: fork() },
  { name: 'a graph of all patterns', fixture: maxGate() },
  { name: 'NaN', fixture: notANumber() },
  { name: 'a loop', fixture: loop },
  {
    name: 'the menu of folds',
    fixture: loop,
    act: (view) => view.page.locator('.tool-levels').click(),
  },
  {
    name: 'the card of a stack',
    fixture: loop,
    act: (view) => view.page.locator('.canvas .gate.is-fold').nth(2).click(),
  },
  {
    name: 'an opened stack and a step of a loop',
    fixture: loop,
    act: async (view) => {
      // Its first gates may be out of sight.
      await view.page.locator('.tool-fit').click();
      await view.page.locator('.canvas .gate.is-fold').first().click();
      await view.page.locator('.card .card-fold').click();
      await view.page.locator('.opened-fold').waitFor();
      await view.page.locator('.loop-row').last().getByRole('button').last().click();
    },
  },
  { name: 'the table of a loop', fixture: loop, act: (view) => view.page.locator('.tool-table').click() },
  { name: 'a training', fixture: trained },
  {
    name: 'a pass of a training',
    fixture: trained,
    act: async (view) => {
      await view.page.locator('.timeline-slider').fill('20');
      await view.page.locator('.timeline-variable').first().waitFor();
    },
  },
  { name: 'an open card', fixture: fork(), act: (view) => pin(view, 'u') },
  { name: 'an open card of a max', fixture: maxGate(), act: (view) => pin(view, 'larger') },
  { name: 'a table of all patterns', fixture: maxGate(), act: (view) => view.page.locator('.tool-table').click() },
  { name: 'a table', fixture: staged(), act: (view) => view.page.locator('.tool-table').click() },
  {
    name: 'an open card beside a table',
    fixture: staged(),
    act: async (view) => {
      await view.page.locator('.tool-table').click();
      await view.page.locator('.table-view [data-row]').nth(4).click();
      await view.card.waitFor();
    },
  },
  {
    name: 'a step of the backward pass',
    fixture: fork(),
    act: async (view) => {
      await view.page.locator('.tool-step').click();
      for (const _ of [1, 2, 3]) await view.page.keyboard.press('ArrowRight');
    },
  },
  {
    name: 'an open menu',
    fixture: fork(),
    act: (view) => view.page.getByRole('button', { name: /^(Export|More)$/ }).click(),
  },
  {
    name: 'an error over the last graph',
    fixture: fork(),
    change: { stale: true, error: { code: 'Unsupported', type: null, message: 'Write a `function` instead.', range } },
  },
  {
    name: 'what is unhealthy',
    fixture: { result: saturated.result, cards: {} },
  },
  {
    name: 'notes, output, evaluations and changed inputs',
    fixture: fork(),
    change: {
      result: {
        ...fork().result,
        stdout: 'epoch 1\nepoch 2\n',
        occurrences: { count: 5, shown: 3 },
        inputs: fork().result.inputs.map((one) => ({ ...one, overridden: true })),
        output: { name: 'out', value: [1, 2], shape: [2], seededWithOnes: true },
      },
    },
  },
  {
    name: 'a run that lasts',
    fixture: fork(),
    change: { running: { since: Date.now() - 5000, stoppable: true }, stale: true },
  },
  { name: 'nothing yet' },
];

async function pin(view: Panel, gate: string): Promise<void> {
  await view.gate(gate).click();
  await view.card.waitFor();
}

const looks: readonly (readonly [ThemeName, number])[] = [
  ['light', 300],
  ['dark', 900],
  ['hc', 300],
];

describe.each(looks)('axe finds nothing in the %s theme, %i pixels wide', (theme, width) => {
  it.each(states)('$name', async ({ fixture, change, act }) => {
    const view = await harness.open({ theme, width, height: 720 });
    const host = fixture && hosts.get(fixture);
    if (host) Object.assign(view, { pictures: host.pictures, passes: host.passes, checks: host.checks });
    await view.show(panel(fixture?.result ?? null, change), host?.cards ?? fixture?.cards);
    await act?.(view);
    expect(await violations(view)).toEqual([]);
    await view.close();
  });
});

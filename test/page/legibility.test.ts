import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelState } from '../../src/protocol';
import { burger, cs231n, fork, longNames, maxGate, neuron, notANumber, sixty, staged } from './fixtures';
import { type Fixture, panel } from './support/builder';
import { Harness, type Panel } from './support/harness';
import { illegible, outOfSight } from './support/legibility';
import { openPicture, pictureStates } from './support/pictures';
import type { ThemeName } from './support/themes';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

interface State {
  readonly name: string;
  readonly fixture: Fixture | null;
  readonly change?: (state: PanelState) => Partial<PanelState>;
  readonly act?: (view: Panel) => Promise<void>;
  readonly widths?: readonly number[];
  /** More than fits a panel at a readable scale: the user scrolls. */
  readonly large?: boolean;
  readonly theme?: ThemeName;
}

const range = { start: { line: 12, column: 3 }, end: { line: 12, column: 9 } };
const message = 'Classes are not supported yet. Write a function that takes `w` and `x` instead.';

const states: readonly State[] = [
  { name: 'burger', fixture: burger() },
  { name: '(x + y) * z', fixture: cs231n(), theme: 'light' },
  { name: 'sigmoid neuron', fixture: neuron(), theme: 'hc' },
  { name: 'staged expression', fixture: staged() },
  { name: 'max gate', fixture: maxGate(), theme: 'light' },
  { name: 'fork with its card', fixture: fork(), act: (view) => openCard(view, 'u'), large: true },
  { name: 'NaN', fixture: notANumber() },
  { name: 'long names and numbers', fixture: longNames(), theme: 'light' },
  { name: 'sixty gates', fixture: sixty(), large: true },
  {
    name: 'card with every digit',
    fixture: staged(),
    act: (view) => openCard(view, 'den'),
    large: true,
    theme: 'light',
  },
  { name: 'card of y', fixture: burger(), act: (view) => openCard(view, 'y'), large: true },
  {
    name: 'error over a stale graph',
    fixture: burger(),
    change: () => ({ stale: true, error: { code: 'Unsupported', type: null, message, range } }),
  },
  {
    name: 'a run that lasts',
    fixture: burger(),
    change: () => ({ stale: true, running: { since: Date.now() - 5000, stoppable: true }, canRunLonger: true }),
  },
  {
    name: 'all notes at once',
    fixture: burger(),
    large: true,
    change: ({ result }) => ({
      result: {
        ...result!,
        stdout: 'epoch 1\nepoch 2\n',
        occurrences: { count: 48210, shown: 317 },
        output: { ...result!.output!, value: [1.25, 2, 3], shape: [3], seededWithOnes: true },
        inputs: [
          { ...result!.inputs[0]!, overridden: true },
          {
            ...result!.inputs[0]!,
            name: 'weights',
            value: [1, 2],
            grad: [0.5, -0.25, 1, 12.125],
            valueCode: '[1, 2]',
            shape: [2],
          },
        ],
      },
    }),
  },
  { name: 'table', fixture: staged(), act: (view) => view.page.locator('.tool-table').click() },
  {
    name: 'menu',
    fixture: burger(),
    act: (view) => view.page.getByRole('button', { name: 'More' }).click(),
    widths: [300],
  },
  { name: 'empty', fixture: null },
];

for (const { name, fixture, change, act, widths = [300, 480, 1200], large, theme } of states) {
  describe(name, () => {
    it.each(widths)('can be read in a panel %i pixels wide', async (width) => {
      const view = await harness.open({ width, height: width > 600 ? 600 : 720, theme: theme ?? 'dark' });
      const state = panel(fixture?.result ?? null);
      await view.show({ ...state, ...change?.(state) }, fixture?.cards);
      await act?.(view);
      expect(await illegible(view)).toEqual([]);
      if (!large) expect(await outOfSight(view)).toBe(0);
      expect(view.errors).toEqual([]);
      await view.close();
    });
  });
}

/** Of the pictures that `npm run shots` draws: every state, theme and width is among them. */
const chosen: readonly (readonly [string, ThemeName, number])[] = [
  ['gates-3-names-1', 'hcLight', 280],
  ['gates-3-names-60', 'dark', 280],
  ['gates-30-names-1', 'light', 480],
  ['gates-30-names-60', 'hc', 1200],
  ['gates-60-names-1', 'dark', 1200],
  ['gates-60-names-60', 'light', 280],
  ['training', 'dark', 280],
  ['training-step', 'hc', 480],
  ['network', 'light', 1200],
  ['stack-card', 'hcLight', 280],
  ['lit', 'dark', 1200],
  ['legend', 'light', 280],
  ['torch-line-pass', 'light', 280],
  ['torch-network-pass', 'dark', 280],
  ['torch-network', 'light', 480],
];

describe('a picture of the matrix', () => {
  it.each(chosen)('%s in %s, %i pixels wide, can be read', async (name, theme, width) => {
    const view = await openPicture(harness, pictureStates.find((state) => state.name === name)!, width, theme);
    expect(await illegible(view)).toEqual([]);
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

async function openCard(view: Panel, gate: string): Promise<void> {
  await view.gate(gate).hover();
  await view.card.waitFor();
}

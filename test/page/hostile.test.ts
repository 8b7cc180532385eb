import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { SnippetResult } from '../../src/protocol';
import { type Card, cardOf } from '../../src/text/card';
import { hostile, injecting, payloads } from '../fuzz/hostile';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const inspector = new Inspector();

function resultOf(text: string): SnippetResult {
  return inspector.inspect({
    uri: 'hostile.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: { ...explicitBudget, time: 500 },
    picture: 'default',
  }).results[0]!;
}

let shown: SnippetResult | null = null;

/** Shows a result as the extension would: its picture, or the error over an empty one. */
async function show(view: Panel, result: SnippetResult): Promise<void> {
  shown = result;
  const cards: Record<string, Card> = {};
  for (const { id } of result.graph.gates) {
    const card = cardOf(result.graph, id);
    if (card) cards[id] = card;
  }
  await view.show(panel(result, { error: result.error, place: 'hostile.ts:2' }), cards);
}

/** What the page is made of: elements, and attributes that could load, run or lead somewhere. */
async function anatomy(view: Panel): Promise<{ tags: string[]; active: string[]; pwned: boolean }> {
  return await view.page.evaluate(() => {
    const elements = [...document.querySelectorAll('*')];
    const active = elements.flatMap((element) =>
      [...element.attributes]
        .filter(
          ({ name, value }) =>
            /^on|^(xlink:)?href$|^src|^action$|^srcdoc$/i.test(name) || /javascript:|command:/i.test(value),
        )
        .filter(({ name, value }) => !(value.startsWith('/webview/') && (name === 'href' || name === 'src')))
        .filter(({ name }) => !/^(aria-label|title|aria-description|data-title|value)$/.test(name))
        .filter(({ value }) => !/^#[\w-]+$/.test(value))
        .map(({ name, value }) => `${element.tagName} ${name}=${value}`),
    );
    return {
      tags: [...new Set(elements.map(({ tagName }) => tagName.toLowerCase()))],
      active,
      pwned: 'gradlensPwned' in window,
    };
  });
}

/** Opens the card of the first gate, when there is one. */
async function openCard(view: Panel, what: string): Promise<void> {
  const gate = view.page.locator('.canvas .gate').first();
  if (shown?.error !== null || shown.graph.gates.length === 0) return;
  await gate.evaluate((element) => {
    (document.activeElement as HTMLElement | SVGElement | null)?.blur();
    (element as SVGElement).focus();
  });
  await view.until(() => view.card.first().isVisible(), `the card of ${what}`);
}

const harmless = [
  'const p = { key: 3, y: 4 };\nconst out = p.key * p.y; // @grad',
  'const x = 2;\nconsole.log("printed", x);\nconst out = x * x + Math.max(x, 1) - x; // @grad',
  'const x = 2;\nconst out = (() => { throw "a message"; })(); // @grad',
  'const x = 2;\nconst out = "text"; // @grad',
  'const x = 2;\nconst out = x * x; // @grad wrt nothing',
  'const x = [1, 2];\nconst out = x.map((v) => v * v); // @grad',
  'const = 1; // @grad',
];

describe('what the user wrote is drawn as text', () => {
  const snippets = [
    ...injecting,
    ...hostile.filter(
      ({ name, text }) => text.length < 3000 && /names|fields|output|marks|separators|null|surrogates/.test(name),
    ),
  ];

  it('no element, attribute or script comes out of it', { timeout: 240_000 }, async () => {
    const view = await harness.open({ width: 420 });
    const dialogs: string[] = [];
    view.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const known = new Set<string>();
    for (const text of harmless) {
      await show(view, resultOf(text));
      await openCard(view, text);
      for (const tag of (await anatomy(view)).tags) known.add(tag);
    }
    for (const { name, text } of snippets) {
      await show(view, resultOf(text));
      await openCard(view, name);
      const { tags, active, pwned } = await anatomy(view);
      expect(
        tags.filter((tag) => !known.has(tag)),
        `elements that came out of ${name}`,
      ).toEqual([]);
      expect(active, `attributes that came out of ${name}`).toEqual([]);
      expect(pwned, name).toBe(false);
    }
    expect(dialogs).toEqual([]);
    expect(view.errors.join('\n')).toBe('');
    expect(snippets.length).toBeGreaterThan(60);
    await view.close();
  });

  it('a thrown message is read as it was written', async () => {
    const view = await harness.open({ width: 420 });
    for (const payload of payloads) {
      await show(
        view,
        resultOf(`const x = 2;\nconst out = (() => { throw ${JSON.stringify(payload)}; })(); // @grad\n`),
      );
      const start = payload.split('\n')[0]!.slice(0, 24).trim();
      await view.until(async () => (await view.page.locator('body').innerText()).includes(start), `the text ${start}`);
    }
    await view.close();
  });

  it('the table shows it, too', async () => {
    const view = await harness.open({ width: 420 });
    await show(view, resultOf(harmless[0]!));
    await view.page.locator('.tool-table, [aria-label*="able"]').first().click();
    const before = await anatomy(view);
    for (const { name, text } of injecting.filter(({ name }) => name.endsWith('by a key'))) {
      await show(view, resultOf(text));
      const { tags, active } = await anatomy(view);
      expect(
        tags.filter((tag) => !before.tags.includes(tag) && tag !== 'style'),
        name,
      ).toEqual([]);
      expect(active, name).toEqual([]);
    }
    await view.close();
  });
});

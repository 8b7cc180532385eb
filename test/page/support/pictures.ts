import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LanguageId } from '../../../src/protocol';
import { root } from '../../support/cache.ts';
import { programs } from '../../unit/graph/folding/programs';
import { panel } from './builder';
import type { Harness, Panel } from './harness';
import { inspected } from './inspected';
import type { ThemeName } from './themes';

/** What the panel is looked at with: every state in every theme and width (`npm run shots`), and some of them in tests. */
export interface PictureState {
  readonly name: string;
  readonly code: string;
  /** TypeScript where it is not said. */
  readonly language?: LanguageId;
  /** Brings the page into the state that is to be seen, once its graph is drawn. */
  readonly act?: (view: Panel) => Promise<void>;
}

export const widths = [280, 480, 1200] as const;
export const themeNames: readonly ThemeName[] = ['light', 'dark', 'hc', 'hcLight'];

/** A program whose picture has so many gates, inputs included, with names of a length. */
export function programOf(gates: number, nameLength: 1 | 60): string {
  const name = (index: number) => (nameLength === 1 ? shortName(index) : longName(index));
  const inputs = Math.max(2, Math.round(gates / 6));
  const lines = Array.from(
    { length: inputs },
    (_, k) => `const ${name(k)} = ${(((k * 37) % 50) / 10 - 1.7).toFixed(1)};`,
  );
  const waiting = Array.from({ length: inputs }, (_, k) => name(k));
  const all = [...waiting];
  const operations = gates - inputs;
  for (let k = 0; k < operations; k += 1) {
    const first = waiting.shift()!;
    const left = operations - k;
    // Every value is used in the end, and some are used again.
    const merges = waiting.length >= left || (waiting.length > 0 && k % 3 === 0);
    const second = merges ? waiting.shift()! : all[(k * 7) % all.length]!;
    const forms = [
      `${first} * ${second}`,
      `${first} + ${second}`,
      `Math.max(${first}, ${second})`,
      `${first} - ${second}`,
    ];
    const single = [`Math.tanh(${first})`, `${first} ** 2`, `Math.sin(${first})`];
    const right = merges || k % 2 === 0 ? forms[k % forms.length]! : single[k % single.length]!;
    const result = name(inputs + k);
    lines.push(`const ${result} = ${right};${left === 1 ? ' // @grad' : ''}`);
    waiting.push(result);
    all.push(result);
  }
  return lines.join('\n');
}

function shortName(index: number): string {
  return String.fromCodePoint(index < 26 ? 97 + index : index < 52 ? 65 + index - 26 : 0x3b1 + index - 52);
}

function longName(index: number): string {
  const words = ['learning', 'Rate', 'Of', 'The', 'Outer', 'Loop', 'Before', 'Scaling', 'And', 'Clipping', 'Weights'];
  return `${words.join('').slice(0, 57)}${String(index).padStart(3, '0')}`;
}

const sizes = ([3, 30, 60] as const).flatMap((gates) =>
  ([1, 60] as const).map(
    (length): PictureState => ({ name: `gates-${gates}-names-${length}`, code: programOf(gates, length) }),
  ),
);

/** The picture is asked for from the worker's stand-in, so it takes a moment. */
async function step(view: Panel, row: number, to: number): Promise<void> {
  const loop = view.page.locator('.loop-row').nth(row);
  await loop.locator('.scrubber-slider').fill(String(to));
  await view.until(
    async () =>
      (await view.page.locator('.canvas .gate-name').allInnerTexts()).some((text) =>
        text.startsWith(`steps 1–${to - 1}`),
      ),
    `step ${to}`,
  );
}

const folded: readonly PictureState[] = [
  { name: 'training', code: programs.training! },
  { name: 'training-step', code: programs.training!, act: (view) => step(view, 0, 17) },
  { name: 'network', code: programs.network! },
  {
    name: 'stack-card',
    code: programs.training!,
    act: async (view) => {
      // By the keyboard, since the gate may be out of sight.
      await view.gate('err').focus();
      await view.page.keyboard.press('Enter');
      await view.card.locator('.card-list tr').first().waitFor();
    },
  },
  {
    name: 'lit',
    code: programOf(30, 1),
    act: async (view) => {
      const gate = view.page.locator('.canvas .gate.is-output');
      await gate.focus();
      await view.card.waitFor();
    },
  },
];

const loops = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** Loops one after the other, more than are listed at once. */
const manyLoops = `let s = 0.5;
const x = 1.01;
${loops.map((name, k) => `for (let ${name} = 0; ${name} < ${k + 3}; ${name}++) s = Math.tanh(s * x + ${k / 10});`).join('\n')}
const last = s; // @grad`;

/** An array among the inputs, opened into its numbers. */
const opened: PictureState = {
  name: 'one-by-one',
  code: `/** @grad weights = [0.5, -1.25, 2, 0.75, -0.3], scale = 2, bias = -0.5 */
function f(weights: number[], scale: number, bias: number) {
  return scale * weights.reduce((sum, weight, k) => sum + weight * (k + 1), 0) + bias;
}`,
  act: (view) => view.page.getByRole('button', { name: /^One by one/ }).click(),
};

const strips: readonly PictureState[] = [
  { name: 'many-loops', code: manyLoops },
  { name: 'lines', code: programs.straight! },
  { name: 'long-title', code: 'const x = 0.123456;\nconst squaredDistance = (x + 0.1) ** 2; // @grad' },
  opened,
];

const explained: readonly PictureState[] = [
  {
    name: 'legend',
    code: programOf(30, 1),
    act: async (view) => {
      await view.page.locator('.legend-item.flow-swaps').hover();
      await view.page.locator('.legend-example').waitFor();
    },
  },
  {
    name: 'cut',
    language: 'python',
    code: [
      'import torch',
      'a = torch.tensor(2., requires_grad=True)',
      'w = torch.tensor(3., requires_grad=True)',
      'b = a * a',
      'c = b.detach() * w + w * 4',
      'with torch.no_grad():',
      '    d = w * 5',
      'e = c * d  # @grad',
    ].join('\n'),
  },
];

/** An example in PyTorch, as it is at first or at one of its passes. */
function torch(name: string, file: string, pass?: number): PictureState {
  const code = readFileSync(path.join(root, 'media', 'examples', file), 'utf8');
  const act = async (view: Panel) => {
    await view.page.locator('.timeline-slider').fill(String(pass));
    await view.page.locator('.timeline-variable').first().waitFor();
  };
  return { name, code, language: 'python', ...(pass !== undefined && { act }) };
}

const ofTorch: readonly PictureState[] = [
  torch('torch-factory', 'factory.py'),
  torch('torch-control', 'control.py'),
  torch('torch-line', 'line.py'),
  torch('torch-line-pass', 'line.py', 7),
  torch('torch-network', 'xor.py'),
  torch('torch-network-pass', 'xor.py', 40),
];

export const pictureStates: readonly PictureState[] = [...sizes, ...folded, ...strips, ...explained, ...ofTorch];

/** Shows a state in a panel of a width and a theme. */
export async function openPicture(
  harness: Harness,
  { code, language, act }: PictureState,
  width: number,
  theme: ThemeName,
): Promise<Panel> {
  const view = await harness.open({ width, height: width > 600 ? 640 : 760, theme });
  const { result, cards, pictures, passes } = inspected(code, language);
  view.pictures = pictures;
  view.passes = passes;
  await view.show(panel(result), cards);
  await act?.(view);
  // The page fits the picture to the room that is left a frame after that changed.
  await view.page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
  );
  return view;
}

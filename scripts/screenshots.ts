/**
 * Takes the pictures of media/screenshots, which the README shows, of the real workbench with the real extension:
 *
 *   npm run screenshots                   all of them
 *   npm run screenshots -- narrow hover   those whose name contains one of the words
 */
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { DrawnPanel } from '../test/e2e/panel.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../test/e2e/workbench.ts';
import { launch } from '../test/support/browser.ts';
import { root } from '../test/support/cache.ts';
import { startServer } from '../test/support/vscodeServer.ts';

interface Shot {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly theme: keyof typeof themes;
  /** The file to open first; none where `act` opens one itself. */
  readonly open?: string;
  /** Files of the workspace; by default the examples. */
  readonly files?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
  /** Brings the workbench into the state that is to be seen. */
  readonly act: (workbench: Workbench) => Promise<void>;
}

const cut = `import torch

a = torch.tensor(2.0, requires_grad=True)
w = torch.tensor(3.0, requires_grad=True)

b = a * a
c = b.detach() * w  # the numbers of b go on, no gradient comes back
e = c * w

e.backward()
print(w.grad, a.grad)  # tensor(24.) None
`;

const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
} as const;

const wide = { width: 1280, height: 760 };

/** Selects an expression, differentiates it and waits for its graph. */
function differentiate(text: string, after: string, gate: string, value: string) {
  return async (workbench: Workbench) => {
    await workbench.select(text, after);
    await workbench.run('GradLens: Differentiate Selection');
    await new DrawnPanel(workbench).untilShows(gate, value);
  };
}

const firstCircuit = differentiate('(x + y) * z', 'const f = ', 'f', '−12');

/** Shows the graph of the annotated snippet whose lens contains a text. */
function showLens(text: string, gate: string, value: string) {
  return async (workbench: Workbench) => {
    await workbench.lens(text);
    // The workbench draws lenses anew while it starts; a click on an old one is lost.
    await workbench.until(`the graph of ${text}`, async () => {
      await workbench.page.locator('.codelens-decoration', { hasText: text }).getByText('Show graph').click();
      return await workbench.page
        .locator('.part.sidebar iframe, iframe.webview')
        .first()
        .waitFor({ timeout: 4000 })
        .then(
          () => true,
          () => false,
        );
    });
    await new DrawnPanel(workbench).untilShows(gate, value);
  };
}

/** The graph in an editor tab of its own beside the code. */
async function inEditorTab(workbench: Workbench): Promise<void> {
  await workbench.run('GradLens: Open Graph in Editor');
  await workbench.panel('editor');
  await workbench.page.waitForTimeout(1500);
}

/** A notebook as Jupyter writes it, its cells between empty lines of two. */
const notebook = JSON.stringify({
  cells: [
    '# A neuron and its gradients\nEach cell runs after those above it.',
    '%matplotlib inline\nimport math\n\nw = [2.0, -3.0, -3.0]\nx = [-1.0, -2.0]',
    'def sigmoid(z):\n    return 1 / (1 + math.exp(-z))',
    'dot = w[0] * x[0] + w[1] * x[1] + w[2]\ns = sigmoid(dot)  # @grad\n\nddot = s * (1 - s)\ndx = [w[0] * ddot, w[1] * ddot]\ndw = [x[0] * ddot, x[1] * ddot, ddot * s]',
  ].map((source) => ({
    cell_type: source.startsWith('# ') ? 'markdown' : 'code',
    metadata: {},
    source,
    ...(source.startsWith('# ') ? {} : { execution_count: null, outputs: [] }),
  })),
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
});

/** The network of two layers in a tab beside its code, fitted. */
async function wholeNetwork(workbench: Workbench): Promise<void> {
  await showLens('loss = 0.3486', 'loss', '0.3486')(workbench);
  await inEditorTab(workbench);
  await workbench.run('View: Toggle Primary Side Bar Visibility');
  await workbench.page.waitForTimeout(800);
  const frame = await new DrawnPanel(workbench, 'editor').frame();
  await frame.getByRole('button', { name: /fit/i }).first().click();
  await workbench.page.waitForTimeout(600);
}

const shots: readonly Shot[] = [
  { name: 'light', theme: 'light', open: 'cs231n.ts', act: firstCircuit },
  { name: 'dark', theme: 'dark', open: 'burger.ts', act: showLens('loss = 4', 'loss', '4') },
  { name: 'contrast', theme: 'contrast', open: 'cs231n.ts', act: firstCircuit },
  {
    name: 'hover',
    theme: 'dark',
    open: 'cs231n.ts',
    act: async (workbench) => {
      await firstCircuit(workbench);
      await new DrawnPanel(workbench).hover('f');
    },
  },
  {
    name: 'hover-light',
    theme: 'light',
    open: 'fork.ts',
    act: async (workbench) => {
      await showLens('f = 10', 'f', '10')(workbench);
      await new DrawnPanel(workbench).hover('x');
    },
  },
  {
    name: 'code-hover',
    theme: 'light',
    open: 'burger.ts',
    act: async (workbench) => {
      await showLens('loss = 4', 'loss', '4')(workbench);
      await workbench.hover('v * u');
    },
  },
  {
    name: 'editor-tab',
    theme: 'dark',
    open: 'staged.ts',
    size: { width: 1600, height: 900 },
    act: async (workbench) => {
      await showLens('f = ', 'f', '1.546')(workbench);
      await inEditorTab(workbench);
    },
  },
  {
    name: 'narrow',
    theme: 'light',
    open: 'staged.ts',
    size: { width: 900, height: 760 },
    act: showLens('f = ', 'f', '1.546'),
  },
  {
    name: 'composite',
    theme: 'light',
    open: 'vectors.ts',
    size: { width: 1500, height: 820 },
    act: async (workbench) => {
      await showLens('cosine = ', 'cosine', '0.7333')(workbench);
      await inEditorTab(workbench);
      const tab = new DrawnPanel(workbench, 'editor');
      await (await tab.frame()).getByRole('button', { name: /fold/i }).first().click();
      await workbench.page.waitForTimeout(1200);
      await (await tab.frame()).getByRole('button', { name: /fit/i }).first().click();
      await workbench.page.waitForTimeout(600);
      await tab.hover('dot');
    },
  },
  {
    name: 'steps',
    theme: 'dark',
    open: 'fork.ts',
    act: async (workbench) => {
      await showLens('f = 10', 'f', '10')(workbench);
      const frame = await new DrawnPanel(workbench).frame();
      await frame.locator('.tool-step').click();
      for (const _ of [1, 2]) await workbench.page.keyboard.press('ArrowRight');
    },
  },
  {
    name: 'loop',
    theme: 'light',
    open: 'descent.ts',
    size: { width: 1500, height: 820 },
    act: async (workbench) => {
      await showLens('distance = ', 'distance', '0.06186')(workbench);
      await inEditorTab(workbench);
      const frame = await new DrawnPanel(workbench, 'editor').frame();
      await frame.locator('.loop-row .scrubber-slider').first().focus();
      for (let step = 0; step < 12; step += 1) await workbench.page.keyboard.press('ArrowRight');
      await workbench.page.waitForTimeout(1200);
    },
  },
  {
    name: 'tensors',
    theme: 'light',
    open: 'layers.ts',
    size: { width: 1300, height: 900 },
    act: wholeNetwork,
  },
  {
    name: 'matmul',
    theme: 'dark',
    open: 'layers.ts',
    size: { width: 1300, height: 900 },
    act: async (workbench) => {
      await wholeNetwork(workbench);
      await new DrawnPanel(workbench, 'editor').hover('W1 @ X', 'formula');
    },
  },
  {
    name: 'passes',
    theme: 'dark',
    open: 'fit.ts',
    size: { width: 1400, height: 820 },
    act: async (workbench) => {
      await showLens('loss = 0.02141', 'loss', '0.02141')(workbench);
      const frame = await new DrawnPanel(workbench).frame();
      await frame.locator('.timeline-slider').fill('7');
      await workbench.page.waitForTimeout(1500);
    },
  },
  {
    name: 'torch',
    theme: 'light',
    open: 'factory.py',
    act: async (workbench) => {
      await showLens('loss = 4', 'loss', '4')(workbench);
      // Off the lens, which looks like a link under the pointer.
      await workbench.page.mouse.move(500, 4);
      await workbench.page.waitForTimeout(800);
    },
  },
  {
    name: 'torch-network',
    theme: 'dark',
    open: 'xor.py',
    size: { width: 1400, height: 940 },
    act: async (workbench) => {
      await showLens('loss = 0.009945', 'loss', '0.009945')(workbench);
      await inEditorTab(workbench);
      await workbench.run('View: Toggle Primary Side Bar Visibility');
      await workbench.page.waitForTimeout(800);
      const frame = await new DrawnPanel(workbench, 'editor').frame();
      await frame.locator('.timeline-slider').fill('46');
      await frame.locator('.timeline-variable').first().waitFor();
      await frame.getByRole('button', { name: /fit/i }).first().click();
      await workbench.page.waitForTimeout(1500);
    },
  },
  {
    name: 'cut',
    theme: 'light',
    files: { 'cut.py': cut },
    open: 'cut.py',
    size: { width: 1280, height: 800 },
    act: async (workbench) => {
      await showLens('e = 36', 'e', '36')(workbench);
      await workbench.page.mouse.move(500, 4);
      await workbench.page.waitForTimeout(800);
    },
  },
  {
    name: 'by-hand',
    theme: 'dark',
    open: 'wrong.py',
    size: { width: 1400, height: 900 },
    act: async (workbench) => {
      await showLens('f = 1.546', 'f', '1.546')(workbench);
      await new DrawnPanel(workbench).hover('x');
    },
  },
  {
    name: 'matrices',
    theme: 'light',
    open: 'matrices.py',
    size: { width: 1300, height: 860 },
    act: async (workbench) => {
      await showLens('D = ', 'D', '−3.8 … 2.96')(workbench);
      await new DrawnPanel(workbench).hover('D');
    },
  },
  {
    name: 'notebook',
    theme: 'light',
    files: { 'neuron.ipynb': notebook },
    size: { width: 1400, height: 900 },
    act: async (workbench) => {
      await workbench.openNotebook('neuron.ipynb');
      await workbench.page.locator('.codelens-decoration', { hasText: 's = 0.7311' }).waitFor();
      await workbench.page.locator('.codelens-decoration').getByText('Show graph').first().click();
      await new DrawnPanel(workbench).untilShows('s', '0.7311');
    },
  },
  {
    name: 'empty',
    theme: 'dark',
    open: 'cs231n.ts',
    act: async (workbench) => {
      await workbench.run('GradLens: Show Graph');
      await workbench.panel('view');
    },
  },
];

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const wanted = shots.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const server = await startServer({ install: root });
  const browser = await launch();
  try {
    for (const shot of wanted) await take(shot, browser, server.port);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function take(shot: Shot, browser: Browser, port: number): Promise<void> {
  const options: WorkbenchOptions = {
    port,
    ...(shot.open && { open: shot.open }),
    ...(shot.files && { files: shot.files }),
    size: shot.size ?? wide,
    // Twice the pixels, for screens that have them.
    scale: 2,
    settings: {
      'workbench.colorTheme': themes[shot.theme],
      'editor.minimap.enabled': false,
      'breadcrumbs.enabled': false,
      'editor.fontSize': 14,
    },
  };
  const workbench = await openWorkbench(browser, options);
  try {
    await shot.act(workbench);
    // Until what fades in or blinks stands still.
    await workbench.page.waitForTimeout(600);
    const file = path.join(root, 'media', 'screenshots', `${shot.name}.png`);
    await workbench.screenshot(file);
    console.log(path.relative(root, file));
  } catch (error) {
    await workbench.keepEvidence(`shot-${shot.name}`);
    throw error;
  } finally {
    await workbench.close();
  }
}

await main();

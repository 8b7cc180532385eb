import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../src/protocol';
import { mermaidExport } from '../../src/text/mermaid';
import { Harness } from '../page/support/harness';
import { circuit, dragging, network, stateOf, straight, training } from './drawing/graphs';
import { profiled } from './drawing/profile';
import { median, short, table } from './report';

const rounds = 7;
const draggedFrames = 60;
const panelSize = { width: 1200, height: 800 };

/** What is measured: milliseconds of all rounds of GradLens and of what it is next to. */
interface Row {
  readonly work: string;
  /** None for what is measured alone. */
  readonly nextTo?: string;
  readonly own: number[];
  readonly other: number[];
}

/**
 * Drawing in a real browser: the page of the panel, next to Mermaid as it comes.
 *
 * @returns a Markdown section; `not measured` where there is no browser
 */
export async function benchDrawing(root: string): Promise<string> {
  const title = `### Drawing, ${rounds} rounds`;
  const harnesses: Harness[] = [];
  const started = async (harness: Promise<Harness>): Promise<Harness> => {
    harnesses.push(await harness);
    return await harness;
  };
  try {
    const own = await started(Harness.start());
    const readable = await started(Harness.start({ minify: false }));
    const plain = await started(
      Harness.start({ stdin: { contents: plainPage, resolveDir: root }, entryPoints: [], plugins: [] }),
    );
    const single = await started(Harness.start({ plugins: [singleFile(root)] }, await singleFileBuild(root)));
    const rows = [...(await drawRows(own, plain)), await loopRow(own), ...(await coldRows(own, single))];
    const lines = rows.map(({ work, nextTo, own: a, other: b }) => [
      work,
      short(median(a)),
      nextTo === undefined ? '' : `${nextTo}: ${short(median(b))}`,
      nextTo === undefined ? '' : `${short(median(b) / median(a))} ×`,
    ]);
    const all = rows.flatMap(({ work, nextTo, own: a, other: b }) => [
      `- ${work}: ${a.map(short).join(' ')} ms`,
      ...(nextTo === undefined ? [] : [`- ${work}, ${nextTo}: ${b.map(short).join(' ')} ms`]),
    ]);
    return [
      title,
      '',
      `Mermaid ${await versionOf(root)}, Chromium ${own.browser.version()}`,
      '',
      table(['work', 'ms', 'next to, ms', 'ratio'], lines),
      '',
      ...all,
      '',
      await whatIsLeft(readable),
    ].join('\n');
  } catch (error) {
    return `${title}\n\nnot measured: ${(error as Error).message}`;
  } finally {
    for (const harness of harnesses) await harness.stop();
  }
}

/** A page with Mermaid as npm has it, unpatched, with its default settings. */
const plainPage = `
import mermaid from 'mermaid';
mermaid.initialize({ startOnLoad: false });
window.draw = async (source) => {
  const { svg } = await mermaid.render('picture', source);
  document.body.innerHTML = svg;
  document.body.getBoundingClientRect();
};
`;

/** The page of the panel with Mermaid's single-file build behind it. */
function singleFile(root: string): Plugin {
  return {
    name: 'single-file',
    setup(build) {
      build.onResolve({ filter: /\/mermaidLibrary$/ }, () => ({
        path: path.join(root, 'test', 'bench', 'drawing', 'singleFile.ts'),
      }));
    },
  };
}

async function singleFileBuild(root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const file = path.join(root, 'node_modules', 'mermaid', 'dist', 'mermaid.min.js');
  return new Map([['/mermaid.min.js', await readFile(file)]]);
}

async function versionOf(root: string): Promise<string> {
  const text = await readFile(path.join(root, 'node_modules', 'mermaid', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Runs in the page before anything else: sends states, and tells when what they show has been drawn. */
function pageScript(first: PanelState | null): string {
  return `
    window.gradlensDrawn = (gates) => new Promise((resolve) => {
      const look = () => {
        const drawn = document.querySelectorAll('.canvas .gate[aria-label]').length === gates;
        if (!drawn) return void setTimeout(look, 0);
        document.body.getBoundingClientRect();
        resolve(performance.now());
      };
      look();
    });
    window.gradlensShow = (state) => window.dispatchEvent(new MessageEvent('message', { data: { type: 'state', state } }));
    window.acquireVsCodeApi = () => ({
      getState: () => undefined,
      setState: () => {},
      postMessage: ({ type }) => {
        const first = ${JSON.stringify(first)};
        if (type === 'ready' && first !== null) setTimeout(() => window.gradlensShow(first), 0);
      },
    });`;
}

/** A page of its own, with nothing kept from an earlier one. */
async function fresh<T>(harness: Harness, script: string, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await harness.browser.newContext({ viewport: panelSize, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.addInitScript(script);
    await page.goto(`${harness.origin}/?theme=dark`);
    return await use(page);
  } finally {
    await context.close();
  }
}

/** The page that loads the plain bundle, which has nothing of the panel. */
async function freshPlain<T>(harness: Harness, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await harness.browser.newContext({ viewport: panelSize });
  try {
    const page = await context.newPage();
    await page.goto(`${harness.origin}/?theme=dark`);
    await page.addScriptTag({ url: `${harness.origin}/webview/stdin.js`, type: 'module' });
    await page.waitForFunction('window.draw !== undefined');
    return await use(page);
  } finally {
    await context.close();
  }
}

/** The first drawing of 60 gates, and changing an input (run again as the worker does), next to `mermaid.render`. */
async function drawRows(own: Harness, plain: Harness): Promise<Row[]> {
  const small = stateOf(circuit);
  const large = stateOf(network());
  const gates = large.result.graph.gates.length;
  const first: Row = {
    work: `first draw of ${gates} gates, page already open`,
    nextTo: 'mermaid.render, unpatched, default settings',
    own: [],
    other: [],
  };
  const drag: Row = {
    work: `drag: run again and patch, ${gates} gates`,
    nextTo: 'mermaid.render of the same, drawn before',
    own: [],
    other: [],
  };
  const busy: Row = { work: 'all of that on the main thread of the page, painting included', own: [], other: [] };
  const { states, runs } = dragging(network(), draggedFrames);
  const source = (graph: typeof large.result.graph) => mermaidExport(graph).replace(/^---[\s\S]*?---\n/, '');
  for (let round = 0; round < rounds; round++) {
    await fresh(own, pageScript(small.state), async (page) => {
      await page.evaluate(`gradlensDrawn(${small.result.graph.gates.length})`);
      first.own.push(await drawnIn(page, large.state, gates));
      const { patch, busy: all } = await dragged(page, states);
      drag.own.push(median(runs) + patch);
      busy.own.push(all);
    });
    await freshPlain(plain, async (page) => {
      const draw = (text: string): Promise<number> =>
        page.evaluate(`(async () => {
          const start = performance.now();
          await draw(${JSON.stringify(text)});
          return performance.now() - start;
        })()`);
      await draw(source(small.result.graph));
      first.other.push(await draw(source(large.result.graph)));
      await draw(source(large.result.graph));
      drag.other.push(await draw(source(large.result.graph)));
    });
  }
  return [first, drag, busy];
}

/** The first drawing of a loop that is folded, next to as many gates without one. */
async function loopRow(own: Harness): Promise<Row> {
  const small = stateOf(circuit);
  const [loop, plain] = [stateOf(training), stateOf(straight)];
  const gates = loop.result.graph.gates.length;
  const others = plain.result.graph.gates.length;
  if (gates !== others) throw new Error(`${gates} gates with a loop and ${others} without one`);
  const row: Row = {
    work: `first draw of a training loop of 100 steps, ${gates} gates`,
    nextTo: `${others} gates without a loop`,
    own: [],
    other: [],
  };
  for (let round = 0; round < rounds; round++) {
    for (const [{ state }, times] of [
      [loop, row.own],
      [plain, row.other],
    ] as const) {
      await fresh(own, pageScript(small.state), async (page) => {
        await page.evaluate(`gradlensDrawn(${small.result.graph.gates.length})`);
        times.push(await drawnIn(page, state, gates));
      });
    }
  }
  return row;
}

/** Milliseconds from a state's arrival to its picture, laid out. */
async function drawnIn(page: Page, state: PanelState, gates: number): Promise<number> {
  return await page.evaluate(`(async () => {
    const state = ${JSON.stringify(state)};
    const start = performance.now();
    gradlensShow(state);
    return (await gradlensDrawn(${gates})) - start;
  })()`);
}

interface Dragged {
  /** Milliseconds from a state's arrival to its picture, laid out; median of all states. */
  readonly patch: number;
  /** Milliseconds of the page's main thread for a state: script, style, layout and painting; mean. */
  readonly busy: number;
}

/** Shows states of one structure, one a frame. */
async function dragged(page: Page, states: readonly PanelState[]): Promise<Dragged> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  await page.evaluate(`window.states = ${JSON.stringify(states)}`);
  await page.evaluate(`document.querySelector('.canvas > svg').dataset.first = ''`);
  const before = await busy();
  const times = await page.evaluate<number[]>(`(async () => {
    const times = [];
    for (const state of window.states) {
      await new Promise(requestAnimationFrame);
      const start = performance.now();
      gradlensShow(state);
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
    }
    await new Promise(requestAnimationFrame);
    return times;
  })()`);
  const after = await busy();
  const patched = await page.evaluate(`document.querySelector('.canvas > svg[data-first]') !== null`);
  if (!patched) throw new Error('the picture was drawn anew while it was to be patched');
  return { patch: median(times), busy: (after - before) / states.length };
}

/** From opening the page to its first graph, next to the same page with Mermaid's single-file build. */
async function coldRows(own: Harness, single: Harness): Promise<Row[]> {
  const rows: Row[] = [];
  for (const text of [circuit, network()]) {
    const { state, result } = stateOf(text);
    const gates = result.graph.gates.length;
    const row: Row = {
      work: `open the page to the first graph, ${gates} gates, cold`,
      nextTo: 'the same page with mermaid.min.js',
      own: [],
      other: [],
    };
    for (let round = 0; round < rounds; round++) {
      for (const [harness, times] of round % 2 === 0
        ? ([
            [own, row.own],
            [single, row.other],
          ] as const)
        : ([
            [single, row.other],
            [own, row.own],
          ] as const)) {
        times.push(await fresh(harness, pageScript(state), (page) => page.evaluate<number>(`gradlensDrawn(${gates})`)));
      }
    }
    rows.push(row);
  }
  return rows;
}

/** A profile of the first drawing of 60 gates, mean of all rounds, of a build whose names can be read. */
async function whatIsLeft(readable: Harness): Promise<string> {
  const small = stateOf(circuit);
  const large = stateOf(network());
  const sums = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    await fresh(readable, pageScript(small.state), async (page) => {
      await page.evaluate(`gradlensDrawn(${small.result.graph.gates.length})`);
      const stop = await profiled(await page.context().newCDPSession(page));
      await drawnIn(page, large.state, large.result.graph.gates.length);
      for (const [stage, time] of await stop()) sums.set(stage, (sums.get(stage) ?? 0) + time / rounds);
    });
  }
  const total = [...sums.values()].reduce((sum, time) => sum + time, 0);
  const lines = [...sums]
    .sort((a, b) => b[1] - a[1])
    .map(([stage, time]) => [stage, short(time), `${Math.round((100 * time) / total)} %`]);
  return `What is left of the first draw of 60 gates, by a profiler\n\n${table(['stage', 'ms', 'share'], lines)}`;
}

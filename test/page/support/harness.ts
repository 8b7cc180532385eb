import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { mermaidPlugins } from '../../../esbuild.mermaid.js';
import type {
  CardRequest,
  CheckResponse,
  FromPage,
  Graph,
  PageMethods,
  PanelState,
  Params,
  PassRequest,
  PassView,
  PictureRequest,
  ToPage,
} from '../../../src/protocol';
import type { Card } from '../../../src/text/card';
import { launch } from '../../support/browser.ts';
import { root } from '../../support/cache.ts';
import { type ThemeName, themeStyle, themes } from './themes';

/**
 * The panel's page in a real browser without VS Code: bundled from the sources, served with the panel's own
 * Content-Security-Policy, and given a host that records what the page sends and answers its calls for cards.
 */

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

export class Harness {
  private constructor(
    readonly browser: Browser,
    readonly server: Server,
    readonly origin: string,
  ) {}

  /** `change` changes how the page is bundled; `more` are files it can load besides its own. */
  static async start(change: BuildOptions = {}, more: ReadonlyMap<string, Uint8Array> = new Map()): Promise<Harness> {
    const [own, browser] = await Promise.all([bundle(change), launch()]);
    const files = new Map([...own, ...more]);
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const body = url.pathname === '/' ? html(url.searchParams.get('theme') as ThemeName) : files.get(url.pathname);
      response.writeHead(body === undefined ? 404 : 200, {
        'content-type': types[path.extname(url.pathname)] ?? 'text/html; charset=utf-8',
      });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Harness(browser, server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  /** Opens the page in a panel of a size. `saved` is what getState gives. */
  async open(
    options: { width?: number; height?: number; theme?: ThemeName; saved?: unknown; reducedMotion?: boolean } = {},
  ): Promise<Panel> {
    const { width = 320, height = 720, theme = 'dark' } = options;
    const context = await this.browser.newContext({
      viewport: { width, height },
      reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
    });
    const page = await context.newPage();
    const panel = new Panel(page);
    page.on('pageerror', (error) => panel.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') panel.errors.push(message.text());
    });
    await page.exposeFunction('gradlensSent', (message: FromPage) => panel.receive(message));
    await page.addInitScript(fakeApi(options.saved ?? null));
    await page.goto(`${this.origin}/?theme=${theme}`);
    await panel.until(() => panel.sent.some((message) => message.type === 'ready'));
    return panel;
  }
}

/** What the host answers when it is asked for a card. */
export type Cards = Readonly<Record<string, Card>> | ((request: CardRequest) => Card | null);

/** What the host answers when it is asked to check a gradient. */
export type Answers = (request: Params<PageMethods, 'check'>) => CheckResponse | null;

/** One opened page, with the host's side of its channel. */
export class Panel {
  readonly sent: FromPage[] = [];
  readonly errors: string[] = [];
  cards: Cards = {};
  /** What the host says of gradients; nothing where it is null. */
  checks: Answers | null = null;
  /** Pictures that are folded by the code; none where it is null. */
  pictures: ((request: PictureRequest) => Graph | null) | null = null;
  /** What is known of the passes of the code. */
  passes: ((request: PassRequest) => PassView | null) | null = null;

  constructor(readonly page: Page) {}

  async post(message: ToPage): Promise<void> {
    await this.page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  }

  /** Shows a state and waits until its graph is drawn, when there is one to draw. */
  async show(state: PanelState, cards: Cards = {}): Promise<void> {
    this.cards = cards;
    await this.post({ type: 'state', state });
    const gates = state.result?.graph.gates ?? [];
    if (gates.length === 0 || (await this.page.locator('#app[data-view="table"]').count()) > 0) {
      await this.page.locator('#app:not([data-kind="waiting"])').waitFor();
      return;
    }
    await this.page
      .locator('.canvas .gate')
      .nth(gates.length - 1)
      .waitFor();
  }

  receive(message: FromPage): void {
    this.sent.push(message);
    if (message.type !== 'call') return;
    const { call, method } = message.call;
    if (method === 'check') {
      const ok = this.checks?.(message.call.params as Params<PageMethods, 'check'>) ?? null;
      void this.#answer(call, ok);
      return;
    }
    if (method === 'pass') {
      void this.#answer(call, this.passes?.(message.call.params as PassRequest) ?? null);
      return;
    }
    if (method === 'picture') {
      void this.#answer(call, this.pictures?.(message.call.params as PictureRequest) ?? null);
      return;
    }
    const params = message.call.params as CardRequest;
    const { cards } = this;
    const card = typeof cards === 'function' ? cards(params) : (cards[params.gate] ?? null);
    void this.#answer(call, card);
  }

  /** A page that was closed meanwhile needs no answer. */
  async #answer(call: number, ok: unknown): Promise<void> {
    try {
      await this.post({ type: 'answer', answer: { answer: call, ok } });
    } catch (error) {
      if (!this.page.isClosed()) throw error;
    }
  }

  /** The calls of the page, but for checks, which it makes by itself. */
  get cardCalls(): readonly FromPage[] {
    return this.sent.filter((message) => message.type === 'call' && message.call.method === 'card');
  }

  /** The last message of a type; undefined when there was none. */
  last<T extends FromPage['type']>(type: T): Extract<FromPage, { type: T }> | undefined {
    return this.sent.findLast((message) => message.type === type) as Extract<FromPage, { type: T }> | undefined;
  }

  /** Waits until `condition` holds; fails after ten seconds. */
  async until(condition: () => boolean | Promise<boolean>, what = 'the condition'): Promise<void> {
    for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 15))) {
      if (await condition()) return;
    }
    throw new Error(`waited in vain for ${what}`);
  }

  /** The gate in which the name or formula stands. */
  gate(name: string) {
    return this.page
      .locator(`.canvas .gate[aria-label^="gate ${name},"], .canvas .gate[aria-label^="input ${name},"]`)
      .first();
  }

  get card() {
    return this.page.locator('.card');
  }

  async saved(): Promise<unknown> {
    return await this.page.evaluate('window.gradlensSaved');
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

async function bundle(change: BuildOptions): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { main: 'webview/main.ts' },
    outdir: '/webview',
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    plugins: mermaidPlugins(),
    target: 'chrome132',
    logLevel: 'error',
    ...change,
    write: false,
  });
  return new Map(outputFiles.map((file) => [file.path, file.contents]));
}

/** The page as src/panel/panelHtml.ts makes it, its policy included. */
function html(theme: ThemeName = 'dark'): string {
  const policy = `default-src 'none'; script-src 'nonce-test' 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'`;
  return `<!doctype html><html lang="en" style="${themeStyle(theme)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/webview/main.css"><title>GradLens</title></head>
<body class="${themes[theme].bodyClass}"><div id="app"></div><script type="module" nonce="test" src="/webview/main.js"></script></body></html>`;
}

function fakeApi(saved: unknown): string {
  return `window.gradlensSaved = ${JSON.stringify(saved)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => void window.gradlensSent(message),
      getState: () => window.gradlensSaved ?? undefined,
      setState: (state) => { window.gradlensSaved = state; },
    });`;
}

/** The text of a file of the project. */
export async function projectFile(name: string): Promise<string> {
  return await readFile(path.join(root, name), 'utf8');
}

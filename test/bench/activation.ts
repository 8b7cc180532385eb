import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launch } from '../support/browser.ts';
import { startServer, type VscodeServer } from '../support/vscodeServer.ts';
import { median, short, table } from './report';

/** Rounds; each has an extension host of its own, so that nothing is loaded yet. */
const rounds = 7;
const roundTimeout = 60_000;
const names = ['gradlens.gradlens', 'gradlens-bench.empty'];
const mark = 'gradlens-activation ';

/**
 * What VS Code waits for when GradLens activates, next to an extension that does nothing: loading the bundle from disk
 * and `activate()`, in a real Node extension host. Both activate in the same host, in turns one or the other first.
 *
 * @returns a Markdown section; `not measured` where the extension is not built or VS Code cannot be started
 */
export async function benchActivation(root: string): Promise<string> {
  const title = `### Activation, ${rounds} extension hosts`;
  try {
    const times = await measure(root);
    const rows = names.map((name) => [name, short(median(times.map((round) => round[name] ?? Number.NaN)))]);
    const all = names.map(
      (name) => `- ${name}: ${times.map((round) => short(round[name] ?? Number.NaN)).join(' ')} ms`,
    );
    return `${title}\n\n${table(['extension', 'ms'], rows)}\n\n${all.join('\n')}`;
  } catch (error) {
    return `${title}\n\nnot measured: ${(error as Error).message}`;
  }
}

type Round = Readonly<Record<string, number>>;

async function measure(root: string): Promise<Round[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gradlens-activation-'));
  const empty = path.join(folder, 'empty');
  const gradlens = path.join(folder, 'gradlens');
  let server: VscodeServer | undefined;
  let browser: Browser | undefined;
  try {
    await mkdir(empty);
    await writeFile(path.join(empty, 'package.json'), JSON.stringify(emptyManifest));
    await writeFile(path.join(empty, 'extension.js'), 'exports.activate = () => {};\n');
    // What the VSIX holds, without source maps and sources beside it.
    for (const part of ['package.json', 'dist', 'media']) {
      await cp(path.join(root, part), path.join(gradlens, part), { recursive: true });
    }
    for (const [index, order] of [names, [...names].reverse()].entries()) {
      await writeFile(path.join(folder, `probe${index}.js`), probe(order));
    }
    server = await startServer({ development: true, install: gradlens });
    browser = await launch();
    const results: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const tests = path.join(folder, `probe${round % 2}.js`);
      results.push(await oneRound(browser, server.url({ folder: empty, extension: empty, tests }), round));
    }
    return results;
  } finally {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function oneRound(browser: Browser, url: string, round: number): Promise<Round> {
  const context = await browser.newContext();
  let times: Round | undefined;
  let said = '';
  try {
    let finish: (code: number) => void = () => {};
    const exit = new Promise<number>((resolve) => {
      finish = resolve;
    });
    await context.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      const text = args.join(' ');
      const at = text.indexOf(mark);
      if (type === 'error') said = text;
      if (at >= 0) times = JSON.parse(text.slice(at + mark.length)) as Round;
    });
    await context.exposeFunction('codeAutomationExit', (code: number) => finish(code));
    await (await context.newPage()).goto(`${url}&round=${round}`);
    const late = new Promise<number>((resolve) => setTimeout(resolve, roundTimeout, -1).unref());
    await Promise.race([exit, late]);
  } finally {
    await context.close();
  }
  if (!times) throw new Error(`round ${round + 1} gave no times; VS Code said: ${said}`);
  return times;
}

const emptyManifest = {
  name: 'empty',
  publisher: 'gradlens-bench',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './extension.js',
  activationEvents: ['onCommand:gradlens-bench.none'],
};

/** A module that activates the extensions in this order in the extension host, and reports how long each took. */
function probe(order: readonly string[]): string {
  return `
const vscode = require('vscode');
exports.run = async () => {
  const times = {};
  for (const id of ${JSON.stringify(order)}) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension) throw new Error(id + ' is not known');
    if (extension.isActive) throw new Error(id + ' was active before it was asked for');
    const begin = performance.now();
    await extension.activate();
    times[id] = performance.now() - begin;
  }
  console.log(${JSON.stringify(mark)} + JSON.stringify(times));
};
`;
}

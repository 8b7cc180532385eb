/**
 * Runs test/vscode in real VS Code extension hosts, without a display or a download of VS Code itself:
 *
 *   node test/vscode/run.ts            both kinds
 *   node test/vscode/run.ts --node     the Node host only (desktop and remote)
 *   node test/vscode/run.ts --web      the web-worker host only (vscode.dev)
 *
 * Prints each test and, last, `N passed, N failed`; with `GRADLENS_RESULTS=FILE` writes `{ passed, failed, failures }` there too.
 */

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launch } from '../support/browser.ts';
import { root } from '../support/cache.ts';
import { startServer, type VscodeServer } from '../support/vscodeServer.ts';
import { routeWebHost } from '../support/webHost.ts';
import { bundleTests } from './bundle.ts';
import { endMark, outcomeMark, type TestOutcome } from './harness.ts';

type Host = 'node' | 'web';

/** For all tests of one host together, the start of VS Code included. */
const hostTimeout = 240_000;

/** What a message in VS Code's log contains when it is about the extension. */
const ofExtension = /gradlens\.gradlens|dist\/(web\/)?extension\.js/;

interface Count {
  passed: number;
  failed: number;
  /** Each failed test with the first line of what it says. */
  readonly failures: string[];
}

async function main(): Promise<void> {
  const wished = (['node', 'web'] as const).filter((host) => process.argv.includes(`--${host}`));
  const hosts: readonly Host[] = wished.length > 0 ? wished : ['node', 'web'];
  const tests = await bundleTests();
  const workspace = await mkdtemp(path.join(tmpdir(), 'gradlens-workspace-'));
  const server = await startServer({ development: true });
  const browser = await launch();
  const count: Count = { passed: 0, failed: 0, failures: [] };
  try {
    const examples = path.join(root, 'media', 'examples');
    if (existsSync(examples)) await cp(examples, workspace, { recursive: true });
    for (const host of hosts) await runHost(host, { tests, workspace, server, browser, count });
  } finally {
    await browser.close();
    await server.stop();
    await rm(workspace, { recursive: true, force: true });
  }
  const results = process.env.GRADLENS_RESULTS;
  if (results) {
    await mkdir(path.dirname(results), { recursive: true });
    await writeFile(results, JSON.stringify(count));
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  if (count.failed > 0 || count.passed === 0) process.exitCode = 1;
}

interface Run {
  readonly tests: string;
  readonly workspace: string;
  readonly server: VscodeServer;
  readonly browser: Browser;
  readonly count: Count;
}

async function runHost(host: Host, { tests, workspace, server, browser, count }: Run): Promise<void> {
  const begin = Date.now();
  const context = await browser.newContext();
  const log: string[] = [];
  const errors: string[] = [];
  let announced = -1;
  let seen = 0;
  const report = ({ name, milliseconds, error }: TestOutcome) => {
    seen++;
    if (error === null) count.passed++;
    else {
      count.failed++;
      count.failures.push(`${host}: ${name}: ${error.split('\n')[0]}`);
    }
    console.log(`${error === null ? 'ok  ' : 'FAIL'} ${host}: ${name} (${milliseconds} ms)`);
    if (error !== null) console.log(error.replace(/^/gm, '     '));
  };
  const listen = (type: string, line: string) => {
    const text = line.trim();
    if (type === 'error' && ofExtension.test(text)) errors.push(text);
    const outcome = text.indexOf(outcomeMark);
    const end = text.indexOf(endMark);
    if (outcome >= 0) report(JSON.parse(text.slice(outcome + outcomeMark.length)) as TestOutcome);
    else if (end >= 0) announced = Number.parseInt(text.slice(end + endMark.length), 10);
    else log.push(text);
  };
  try {
    let finish: (code: number) => void = () => {};
    const exit = new Promise<number>((resolve) => {
      finish = resolve;
    });
    await context.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => listen(type, args.join(' ')));
    await context.exposeFunction('codeAutomationExit', (code: number) => finish(code));
    const page = await context.newPage();
    page.on('crash', () => finish(-1));
    if (host === 'web') {
      const address = await routeWebHost(context, server.port, root, tests);
      await page.goto(address(server.url({ folder: workspace })));
    } else {
      await page.goto(server.url({ folder: workspace, extension: root, tests }));
    }
    const code = await within(hostTimeout, exit);
    if (announced < 0) throw new Error(`the tests ended early with code ${code}`);
    report({
      name: 'nothing is thrown into the log',
      milliseconds: 0,
      error: errors.length > 0 ? errors.join('\n') : null,
    });
    announced++;
    if (seen !== announced) throw new Error(`${announced} tests ran, ${seen} were reported`);
    console.log(`${host} host: ${announced} tests in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  } catch (error) {
    count.failed++;
    console.log(`FAIL ${host}: ${(error as Error).message}\n${log.slice(-40).join('\n')}`);
  } finally {
    await context.close();
  }
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

await main();

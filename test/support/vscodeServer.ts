/**
 * A real VS Code as a server on this machine, from npm alone (the package `code-server` brings the server of VS Code
 * and its workbench for browsers). It is installed once into the cache, about 20 s.
 *
 *   const server = await startServer({ install: root, settings: { 'workbench.colorTheme': 'Default Light Modern' } });
 *   const url = server.url({ folder: '/abs/workspace', openFile: '/abs/workspace/a.ts' });
 *   … open url with a page of ./browser.ts …
 *   await server.stop();                             // also stopped when this process ends
 *
 * Each server has data folders of its own, which are deleted when it stops.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cached, root } from './cache.ts';

const run = promisify(execFile);

/** The release whose server is used. */
const codeServerVersion = '4.139.1';

/** Long enough for a slow registry; installing takes about 20 s. */
const installTimeout = 300_000;
const startTimeout = 60_000;

export interface ServerOptions {
  /** Absolute path of an extension that is installed there by a link: reloading the window is enough after a build. */
  readonly install?: string;
  /**
   * True lets the address name an extension and tests under development. VS Code then shows no messages at the lower
   * right, so it is meant for tests inside the extension host only.
   */
  readonly development?: boolean;
  /** A free one by default. */
  readonly port?: number;
  /** False opens folders trusted, without asking; true asks, so that Restricted Mode can be tested. False by default. */
  readonly workspaceTrust?: boolean;
  /** Machine settings, over the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface WorkbenchOptions {
  /** Absolute path of the workspace folder; without one, an empty window. */
  readonly folder?: string;
  /** Absolute path of an extension under development; needs a server for development. */
  readonly extension?: string;
  /** Absolute path of a module whose `run()` the extension host calls; the page then reports by `codeAutomationExit`. */
  readonly tests?: string;
  /** Absolute path of a file to open. */
  readonly openFile?: string;
}

export interface VscodeServer {
  readonly port: number;
  /** The address that opens the workbench. */
  url(options: WorkbenchOptions): string;
  /** What the server printed so far, for messages about failures. */
  log(): string;
  stop(): Promise<void>;
}

/** No welcome pages, no chat, no telemetry, no look-ups on the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'typescript.disableAutomaticTypeAcquisition': true,
  'git.enabled': false,
  'security.workspace.trust.banner': 'never',
};

/**
 * Installs the server into the cache where it is missing.
 *
 * @returns the folder of VS Code's server
 */
export async function installServer(log: (line: string) => void = console.log): Promise<string> {
  const folder = await cached(`code-server-${codeServerVersion}-with-typescript-and-watcher`, async (unfinished) => {
    log('Installing the VS Code server (once, about 20 s) …');
    await writeFile(path.join(unfinished, 'package.json'), '{ "private": true }\n');
    // Without install scripts: they would compile native modules that nothing here needs.
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    await npm(['install', ...quiet, `code-server@${codeServerVersion}`], unfinished);
    // The server itself, with the file watcher, which comes compiled as an optional package.
    await npm(['install', ...quiet, '--omit=dev'], vscodeFolder(unfinished));
    // What the built-in extensions share: TypeScript, for its own hovers and diagnostics.
    const extensions = path.join(vscodeFolder(unfinished), 'extensions');
    await npm(['install', ...quiet, '--omit=dev', '--omit=optional'], extensions);
  });
  return vscodeFolder(folder);
}

function vscodeFolder(installed: string): string {
  return path.join(installed, 'node_modules', 'code-server', 'lib', 'vscode');
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  // Under `npm run` this is npm's own file, which needs no shell on any system.
  const own = process.env.npm_execpath;
  const [file, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  // Settings that `npm run` hands down belong to this project, not to the folder that is installed into.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(prefix|local_prefix)$/i.test(name)),
  );
  try {
    await run(file, [...first, ...args], {
      cwd,
      env,
      timeout: installTimeout,
      maxBuffer: 1 << 26,
      shell: file === 'npm' && process.platform === 'win32',
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stderr || message}`);
  }
}

/**
 * Starts a server and waits until it answers.
 *
 * @throws Error with the server's own output when it does not come up; with code `EADDRINUSE` when the port is taken
 */
export async function startServer(options: ServerOptions = {}): Promise<VscodeServer> {
  const folder = await installServer();
  const port = await freePort(options.port ?? 0);
  const data = await mkdtemp(path.join(tmpdir(), 'gradlens-vscode-'));
  await mkdir(path.join(data, 'data', 'Machine'), { recursive: true });
  await writeFile(
    path.join(data, 'data', 'Machine', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, null, 2),
  );
  if (options.install) await link(options.install, path.join(data, 'extensions'));
  const args = [
    path.join(folder, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', data, '--extensions-dir', path.join(data, 'extensions'), '--telemetry-level', 'off'],
    ...(options.development ? ['--enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
  // A process group of its own, so that what the server starts ends with it.
  const server = spawn(nodeBinary(), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: cleanEnvironment(),
  });
  let log = '';
  const listen = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-100_000);
  };
  server.stdout.on('data', listen);
  server.stderr.on('data', listen);
  const kill = () => killGroup(server);
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    const gone = new Promise<void>((resolve) =>
      server.exitCode !== null || server.signalCode !== null ? resolve() : server.once('close', () => resolve()),
    );
    kill();
    await Promise.race([gone, wait(5000)]);
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await untilReady(server, port, () => log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, stop, log: () => log, url: (workbench) => workbenchUrl(port, workbench) };
}

/** Puts an extension into a folder of extensions as VS Code would, but by a link. */
async function link(extension: string, folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(extension, 'package.json'), 'utf8')) as Record<string, string>;
  await mkdir(folder, { recursive: true });
  await symlink(extension, path.join(folder, `${manifest.publisher}.${manifest.name}-${manifest.version}`), 'junction');
}

/** The address that opens the workbench of the server on `port`. */
export function workbenchUrl(port: number, { folder, extension, tests, openFile }: WorkbenchOptions): string {
  const remote = (file: string) => `vscode-remote://remote${file.split(path.sep).map(encodeURIComponent).join('/')}`;
  const payload: [string, string][] = [];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  if (openFile) payload.push(['openFile', remote(openFile)]);
  const query = new URLSearchParams();
  if (folder) query.set('folder', folder);
  else query.set('ew', 'true');
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}

/** The Node that this project brings; the server needs 22 or newer. */
function nodeBinary(): string {
  const own = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(own) ? own : process.execPath;
}

/** Without what a surrounding VS Code or test runner sets, which would change how the server starts. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const strange = /^(VSCODE_|ELECTRON_|VITEST|NODE_OPTIONS$|NODE_ENV$|npm_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !strange.test(name)));
}

async function freePort(wished: number): Promise<number> {
  const probe = createServer();
  return await new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(wished, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function untilReady(server: ChildProcess, port: number, log: () => string): Promise<void> {
  const end = Date.now() + startTimeout;
  while (Date.now() < end) {
    if (server.exitCode !== null)
      throw new Error(`The VS Code server ended at once (code ${server.exitCode}):\n${log()}`);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/version`, { signal: AbortSignal.timeout(5000) });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await wait(100);
  }
  throw new Error(`The VS Code server did not answer within ${startTimeout / 1000} s:\n${log()}`);
}

function killGroup(server: ChildProcess): void {
  if (server.pid === undefined || server.exitCode !== null) return;
  try {
    if (process.platform === 'win32') server.kill();
    else process.kill(-server.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

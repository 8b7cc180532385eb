/**
 * Tries GradLens out in a real VS Code with the examples as its workspace.
 *
 *   npm start                    serves VS Code on this machine and prints its address
 *   npm start -- --port 8080     on this port
 *   npm start -- --desktop       opens the desktop VS Code of this machine instead
 *
 * The workspace is a copy: what is changed there changes no file of the project.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/support/cache.ts';
import { startServer, type VscodeServer } from '../test/support/vscodeServer.ts';

/** Tried first, so that the address stays the same from one start to the next. */
const usualPort = 7357;
const firstExample = 'burger.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { desktop: { type: 'boolean' }, port: { type: 'string' } } });
  const port = values.port === undefined ? usualPort : Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port takes 1 to 65535, not ${values.port}`);
  const code = values.desktop ? findDesktopCode() : null;
  build();
  const workspace = path.join(await mkdtemp(path.join(tmpdir(), 'gradlens-start-')), 'examples');
  await cp(path.join(root, 'media', 'examples'), workspace, { recursive: true });
  const example = path.join(workspace, firstExample);
  if (code) openDesktop(code, workspace, example);
  else await serve(workspace, example, port);
}

function build(): void {
  const built = spawnSync(process.execPath, [path.join(root, 'esbuild.js')], { stdio: 'inherit', cwd: root });
  if (built.status !== 0) throw new Error('The build failed; see above');
}

async function serve(workspace: string, example: string, port: number): Promise<void> {
  const server = await startOnPort(port);
  const openFile = existsSync(example) ? { openFile: example } : {};
  console.log(`\nVS Code with GradLens is at\n\n  ${server.url({ folder: workspace, ...openFile })}\n`);
  console.log(`Its workspace is a copy of media/examples: ${workspace}`);
  console.log('Ctrl+C ends it.');
  const end = async () => {
    await server.stop();
    await rm(path.dirname(workspace), { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end());
}

/** Takes any free port when the wished one is not free. */
async function startOnPort(port: number): Promise<VscodeServer> {
  try {
    return await startServer({ port, install: root });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    console.log(`Port ${port} is taken; another one is used.`);
    return await startServer({ install: root });
  }
}

function openDesktop(code: string, workspace: string, example: string): void {
  const args = [
    '--new-window',
    `--extensionDevelopmentPath=${root}`,
    workspace,
    ...(existsSync(example) ? [example] : []),
  ];
  console.log(`Opening ${code}`);
  // `code.cmd` on Windows is a script, which only a shell can start.
  const shell = process.platform === 'win32' && code.endsWith('.cmd');
  const quoted = shell ? args.map((arg) => `"${arg}"`) : args;
  spawn(shell ? `"${code}"` : code, quoted, { detached: true, stdio: 'ignore', shell }).unref();
}

function findDesktopCode(): string {
  const names = ['code', 'code-insiders', 'codium'];
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.flatMap((name) => endings.map((ending) => path.join(folder, name + ending))));
  const found = [...onPath, ...usualPlaces()].find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    'No desktop VS Code was found: neither `code` on the PATH nor in the usual places. ' +
      'Install it, or its `code` command, or run `npm start` without --desktop.',
  );
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(homedir(), 'Applications')].map(
      (folder) => `${folder}/Visual Studio Code.app/Contents/Resources/app/bin/code`,
    );
  }
  if (process.platform === 'win32') {
    const folders = [
      process.env.LOCALAPPDATA && path.join(process.env.LOCALAPPDATA, 'Programs'),
      process.env.PROGRAMFILES,
    ];
    return folders
      .filter((folder) => folder !== undefined)
      .map((folder) => path.join(folder, 'Microsoft VS Code', 'bin', 'code.cmd'));
  }
  return ['/usr/share/code/bin/code', '/snap/bin/code', '/var/lib/flatpak/exports/bin/com.visualstudio.code'];
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

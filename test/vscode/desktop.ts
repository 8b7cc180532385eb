/**
 * Runs test/vscode in the desktop VS Code, which is downloaded once into .vscode-test: for machines with a display and a
 * way to the download. `--oldest` takes the oldest release that package.json allows instead of the newest.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { cacheFolder, root } from '../support/cache.ts';
import { bundleTests } from './bundle.ts';

const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { engines: { vscode: string } };
const oldest = manifest.engines.vscode.replace(/^\D+/, '');
const folder = await mkdtemp(path.join(tmpdir(), 'gradlens-desktop-'));
const workspace = path.join(folder, 'examples');
try {
  await cp(path.join(root, 'media', 'examples'), workspace, { recursive: true });
  process.exitCode = await runTests({
    version: process.argv.includes('--oldest') ? oldest : 'stable',
    cachePath: cacheFolder,
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleTests(),
    launchArgs: [
      workspace,
      // Nothing of the user's own extensions, settings and folders.
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      `--user-data-dir=${path.join(folder, 'user')}`,
      `--extensions-dir=${path.join(folder, 'extensions')}`,
    ],
  });
} catch (error) {
  console.error(`The tests in the desktop VS Code failed: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
}

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Where the tests keep what they unpack or install once; git ignores it. */
export const cacheFolder = path.join(root, '.vscode-test');

/**
 * A folder of the cache that is made once and then reused.
 *
 * `fill` gets a temporary folder beside it, which takes its name only when it is complete: neither an interrupted run
 * nor two at the same time leave half a folder behind.
 *
 * @returns the folder's path
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const unfinished = await mkdtemp(path.join(cacheFolder, 'unfinished-'));
  try {
    await fill(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process was faster: its folder is as good.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

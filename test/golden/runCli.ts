import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonReport } from '../../src/text/json';
import { root } from '../support/cache.ts';

const cli = path.join(root, 'dist/cli.js');

export interface CliRun {
  /** The exit code; null when the process was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a user would. `input` goes to its standard input. */
export function runCli(args: readonly string[], input = ''): Promise<CliRun> {
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: build first (npm run build)');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: root, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Runs `body` with a folder that is gone afterwards. */
export async function withFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gradlens-golden-'));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Inspects a source text in a file of its own with `--json`. */
export function inspectSource(
  source: string,
  flags: readonly string[] = [],
  name = 'case.ts',
): Promise<CliRun & { readonly report: JsonReport }> {
  return withFolder(async (folder) => {
    const file = path.join(folder, name);
    await writeFile(file, source);
    const run = await runCli(['inspect', file, '--json', ...flags]);
    if (run.stderr !== '' || run.stdout === '') throw new Error(`exit code ${run.code}: ${run.stderr}`);
    return { ...run, report: JSON.parse(run.stdout) as JsonReport };
  });
}

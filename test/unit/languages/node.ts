import { spawnSync } from 'node:child_process';
import { transformSync } from 'esbuild';

export interface NodeRun {
  readonly stdout: string;
  /** Type and message of what the program threw; null when it came to its end. */
  readonly thrown: string | null;
}

/**
 * What Node itself makes of programs of this test suite: types are stripped, then all run in one process of their own.
 * Code without types may be left as it is (`none`). `setUp` is code that runs there first.
 */
export function runInNode(
  programs: readonly { readonly code: string; readonly loader: 'ts' | 'tsx' | 'jsx' | 'none' }[],
  setUp = '',
): NodeRun[] {
  const codes = programs.map(({ code, loader }) =>
    loader === 'none' ? code : transformSync(code, { loader, format: 'cjs', target: 'es2024' }).code,
  );
  const script = `
    const { Writable } = require('node:stream');
    const { Console } = require('node:console');
    const codes = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    ${setUp}
    const runs = codes.map((code) => {
      let stdout = '';
      const into = (take) => new Writable({ decodeStrings: false, write(text, _encoding, done) { take(text); done(); } });
      globalThis.console = new Console({
        stdout: into((text) => { stdout += text; }),
        stderr: into(() => undefined),
        colorMode: false,
      });
      let thrown = null;
      try { new Function('module', 'exports', '"use strict";' + code)({ exports: {} }, {}); }
      catch (error) { thrown = error instanceof Error ? error.name + ': ' + error.message : 'Uncaught ' + error; }
      return { stdout, thrown };
    });
    process.stdout.write(JSON.stringify(runs));`;
  const child = spawnSync(process.execPath, ['-e', script], {
    input: JSON.stringify(codes),
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    maxBuffer: 1 << 26,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as NodeRun[];
}

import { spawnSync } from 'node:child_process';
import { transformSync } from 'esbuild';
import type { Recording } from './programs.ts';

/** Runs in a process of its own: each program with a console that prints into a text, as Node's own console does. */
const runner = `
  const { Writable } = require('node:stream');
  const { Console } = require('node:console');
  const codes = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
  const runs = codes.map((code) => {
    let stdout = '';
    const into = (take) => new Writable({ decodeStrings: false, write(text, _encoding, done) { take(text); done(); } });
    globalThis.console = new Console({
      stdout: into((text) => { stdout += text; }),
      stderr: into(() => undefined),
      colorMode: false,
    });
    let thrown = null;
    try { new Function(code)(); }
    catch (error) { thrown = (error instanceof Error ? '' : 'Uncaught ') + String(error); }
    return { stdout, thrown };
  });
  process.stdout.write(JSON.stringify({ node: process.version, runs }));`;

/**
 * What Node makes of the programs: esbuild takes the types out, then all run in one process, strictly. They are
 * programs of this suite; nothing else is ever run so.
 */
export function runInNode(codes: readonly string[]): { readonly node: string; readonly runs: readonly Recording[] } {
  // Strict before esbuild sees it: it takes functions in blocks apart in sloppy code.
  const scripts = codes.map((code) => transformSync(`"use strict";\n${code}`, { loader: 'ts', target: 'es2024' }).code);
  const child = spawnSync(process.execPath, ['-e', runner], {
    input: JSON.stringify(scripts),
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    maxBuffer: 1 << 26,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as { node: string; runs: Recording[] };
}

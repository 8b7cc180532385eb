import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { FoundFile, InspectRequest, InspectResponse, SnippetResult } from '../../../src/protocol';

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** The reader of a file system that holds these files. */
export function readerOf(files: Files, looked: string[] = []): (candidates: readonly string[]) => FoundFile | null {
  return (candidates) => {
    for (const uri of candidates) {
      looked.push(uri);
      if (Object.hasOwn(files, uri)) return { uri, text: files[uri]! };
    }
    return null;
  };
}

/** Inspects `main` (by default `main.ts`) of several files. */
export function inspectFiles(
  files: Files,
  asked: Partial<InspectRequest> & { readonly main?: string; readonly inspector?: Inspector } = {},
): InspectResponse {
  const { main = 'main.ts', inspector = new Inspector(), ...rest } = asked;
  return inspector.inspect(
    {
      uri: main,
      version: 1,
      language: 'typescript',
      text: files[main]!,
      focus: { kind: 'annotated' },
      budget: explicitBudget,
      picture: 'default',
      ...rest,
    },
    readerOf(files),
  );
}

/** The only result of `main.ts`. */
export function inspectOne(files: Files, asked: Parameters<typeof inspectFiles>[1] = {}): SnippetResult {
  const { results } = inspectFiles(files, asked);
  if (results.length !== 1) throw new Error(`${results.length} results`);
  return results[0]!;
}

/** What Node prints when it runs `main` of these files as modules, which are plain JavaScript. */
export function runModulesInNode(programs: readonly { readonly files: Files; readonly main: string }[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'gradlens-modules-'));
  try {
    const mains = programs.map(({ files, main }, k) => {
      for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
        const file = path.join(folder, String(k), name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      return path.join(folder, String(k), main);
    });
    // One process for all: each program prints into a list of its own, and what it throws stands in its last line.
    const script = `
      import { format } from 'node:util';
      import { pathToFileURL } from 'node:url';
      const outputs = [];
      for (const main of JSON.parse(process.argv[1])) {
        let printed = '';
        console.log = (...args) => { printed += format(...args) + '\\n'; };
        try { await import(pathToFileURL(main).href); }
        catch (error) { printed += error.name + ': ' + error.message + '\\n'; }
        outputs.push(printed);
      }
      process.stdout.write(JSON.stringify(outputs));`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(mains)], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    if (child.status !== 0) throw new Error(child.stderr);
    return JSON.parse(child.stdout) as string[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Which folder may import what. The arrows run one way only, so that each layer can be read, tested and used without
 * the ones above it; nothing executes text as code.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/cache.ts';
import { type Import, readImports, readImportsOf } from '../support/imports.ts';

interface Rule {
  /** What the paths of the files begin with that the rule is for. */
  readonly of: string;
  /** What the paths of files begin with that may be imported. */
  readonly files: readonly string[];
  /** The same for files of which only types may be imported. */
  readonly types?: readonly string[];
  /** What the names of packages begin with that may be imported, Node's and VS Code's included. */
  readonly packages?: readonly string[];
  /** What to do instead. */
  readonly why: string;
}

const rules: readonly Rule[] = [
  {
    of: 'src/engine/',
    files: ['src/engine/'],
    why: 'The engine knows numbers, tensors and derivatives and imports nothing of the rest: pass what it needs as a parameter.',
  },
  {
    of: 'src/graph/',
    files: ['src/graph/', 'src/engine/'],
    why: 'The graph is built from a trace alone: it never knows a language, a view or an editor.',
  },
  {
    of: 'src/text/',
    files: ['src/text/', 'src/graph/', 'src/engine/ops/'],
    types: ['src/engine/', 'src/protocol'],
    why: "Texts are pure views of the graph and the engine's op table: what they show has to be in one of the two.",
  },
  {
    of: 'src/languages/core/',
    files: ['src/languages/core/', 'src/languages/directive', 'src/engine/'],
    types: ['src/protocol'],
    packages: ['node-inspect-extracted'],
    why: 'The core evaluates what every language lowers to: it knows no language, and nothing of how results are shown.',
  },
  {
    of: 'src/languages/typescript/',
    files: ['src/languages/typescript/', 'src/languages/core/', 'src/languages/directive', 'src/engine/'],
    types: ['src/protocol', 'src/languages/'],
    packages: ['@babel/parser', '@babel/types', 'node-inspect-extracted'],
    why: 'A language lowers its text to the core: what another language needs too belongs into src/languages/core.',
  },
  {
    of: 'src/languages/',
    files: ['src/languages/', 'src/engine/'],
    types: ['src/protocol'],
    why: 'Languages turn text into traces: drawing, wording and asking belong above them.',
  },
  {
    of: 'src/inspector/',
    files: ['src/inspector/', 'src/languages/', 'src/graph/', 'src/text/', 'src/engine/', 'src/protocol'],
    packages: ['node:worker_threads'],
    why: 'The inspector answers requests without an editor: what it needs of one comes in the request.',
  },
  {
    of: 'src/protocol',
    files: [],
    types: ['src/engine/', 'src/graph/model', 'src/graph/check', 'src/graph/folding/wish', 'src/text/card'],
    why: 'The protocol is types and plain data only: both sides of every channel import it.',
  },
  {
    of: 'src/cli',
    files: ['src/cli', 'src/inspector/', 'src/text/', 'src/protocol', 'package.json'],
    packages: ['node:'],
    why: 'The command line is the same pipeline without an editor: it asks the inspector.',
  },
  {
    of: 'src/editor/',
    files: ['src/editor/', 'src/panel/', 'src/inspector/', 'src/text/', 'src/protocol'],
    types: ['src/engine/', 'src/graph/model'],
    packages: ['vscode'],
    why: 'The editor asks the inspector and shows texts: computing belongs below it, where it can be tested without VS Code.',
  },
  {
    of: 'src/panel/',
    files: ['src/panel/', 'src/editor/', 'src/inspector/', 'src/text/', 'src/protocol'],
    types: ['src/engine/', 'src/graph/model'],
    packages: ['vscode'],
    why: 'The panel hosts the page and passes messages: computing belongs below it, drawing into webview/.',
  },
  {
    of: 'src/extension',
    files: ['src/extension', 'src/editor/', 'src/panel/', 'src/inspector/', 'src/protocol'],
    packages: ['vscode', 'node:'],
    why: 'The entry of the extension puts the parts together and has no logic of its own.',
  },
  {
    of: 'webview/',
    files: ['webview/', 'src/protocol', 'src/text/'],
    types: ['src/graph/', 'src/engine/'],
    packages: ['mermaid'],
    why: 'The page draws what the protocol brings: what needs the engine or the graph is computed in the worker.',
  },
];

/** Modules that run other programs, or text as a program. */
const executing = /^(node:)?(child_process|vm|repl|inspector|cluster)(\/|$)/;

const files = ['src/**/*.ts', 'webview/**/*.ts']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((file) => file.split(path.sep).join('/'))
  .sort();

/** The first rule that fits a file. */
function ruleOf(file: string): Rule | undefined {
  return rules.find(({ of }) => file.startsWith(of));
}

/** The file of the project that an import means; null for a package. */
function target(file: string, specifier: string): string | null {
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : null;
}

/** Why an import is against the rules, as a sentence; null when it is not. */
function complaint(file: string, { specifier, line, typeOnly }: Import): string | null {
  const rule = ruleOf(file);
  if (!rule) return `${file} belongs to no folder that has a rule`;
  const imported = target(file, specifier);
  // A folder is imported by its name alone, and has its index in mind.
  const wanted = imported === null ? specifier : `${imported}/`;
  const within = (list: readonly string[] = []) => list.some((start) => wanted.startsWith(start));
  if (within(imported === null ? rule.packages : rule.files)) return null;
  if (typeOnly && imported !== null && within(rule.types)) return null;
  const how = within(rule.types) ? ', of which it may only import types' : '';
  return `${file}:${line} imports ${imported ?? specifier}${how}. ${rule.why}`;
}

describe('imports', () => {
  const read = (file: string) => readImports(path.join(root, file));

  test('every file belongs to a folder that has a rule', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !ruleOf(file))).toEqual([]);
  });

  test.each(rules)('$of imports only what it may', (rule) => {
    const own = files.filter((file) => ruleOf(file) === rule);
    expect(own.flatMap((file) => read(file).imports.flatMap((one) => complaint(file, one) ?? []))).toEqual([]);
  });

  test('nothing evaluates text or starts processes: user code is interpreted, never executed', () => {
    const found = files.flatMap((file) => {
      const { imports, forbidden } = read(file);
      const processes = imports.filter(({ specifier }) => executing.test(specifier));
      return [
        ...forbidden.map(({ what, line }) => `${file}:${line} ${what}`),
        ...processes.map(({ specifier, line }) => `${file}:${line} imports ${specifier}`),
      ];
    });
    expect(found).toEqual([]);
  });
});

describe('the check itself', () => {
  const found = (file: string, text: string) => readImportsOf(text).imports.map((one) => complaint(file, one));

  test.each([
    ['src/engine/tape.ts', "import { build } from '../graph/build';"],
    ['src/engine/tape.ts', "import type { Graph } from '../graph/model';"],
    ['src/graph/build.ts', "export * from '../languages/core/values';"],
    ['src/languages/typescript/lower.ts', "import { f } from '../python/lower';"],
    ['src/languages/core/run.ts', "import { f } from '../typescript/lower';"],
    ['src/text/card.ts', "import { Tape } from '../engine/tape';"],
    ['src/inspector/inspect.ts', "import * as vscode from 'vscode';"],
    ['src/inspector/inspect.ts', "const vscode = await import('vscode');"],
    ['src/inspector/inspect.ts', "const fs = require('node:fs');"],
    ['src/editor/lens.ts', "import { backward } from '../engine/backward';"],
    ['webview/main.ts', "import { backward } from '../src/engine/backward';"],
    ['webview/main.ts', "import * as vscode from 'vscode';"],
    ['src/elsewhere/a.ts', "import './b';"],
  ])('%s may not say %s', (file, text) => {
    expect(found(file, text)).toEqual([expect.stringContaining(file)]);
  });

  test.each([
    ['src/text/card.ts', "import type { Tape } from '../engine/tape';"],
    ['src/text/card.ts', "import { type Tape } from '../engine/tape';"],
    ['src/text/label.ts', "import { rowOf } from '../engine/ops/table';"],
    ['src/editor/lens.ts', "import * as vscode from 'vscode';"],
    ['webview/main.ts', "import mermaid from 'mermaid';"],
  ])('%s may say %s', (file, text) => {
    expect(found(file, text)).toEqual([null]);
  });

  test.each([
    'eval("1")',
    'globalThis.eval("1")',
    'new Function("return 1")',
    'Function("return 1")()',
    'setTimeout("x()", 1)',
    'new Worker(text, { eval: true })',
  ])('%s is found', (text) => {
    expect(readImportsOf(text).forbidden).toHaveLength(1);
  });

  test.each(['const name = "eval";', 'scope.eval(x)', 'setTimeout(() => run(), 1)', '// eval("1")'])(
    '%s is no execution of text',
    (text) => {
      expect(readImportsOf(text).forbidden).toEqual([]);
    },
  );
});

import { existsSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { scanDirectives } from '../../src/editor/directiveScan';
import { liveBudget } from '../../src/inspector/budgets';
import { InspectorClient } from '../../src/inspector/client';
import { startNodeWorker } from '../../src/inspector/nodeWorker';
import { lensTitle } from '../../src/text/lensTitle';
import { snippet } from './pipeline';
import { short, table } from './report';

const edits = 300;
const warmUp = 50;
/** Milliseconds between two edits, in which both sides are idle, as while somebody types. */
const pause = 10;

/**
 * What follows an edit once typing has paused: the text goes to the built worker twice, for what is annotated and for the
 * results, and comes back as the title of a lens. Each edit changes a number. How long the thread that stands for the
 * extension host was busy meanwhile is told by its event loop.
 *
 * @returns a Markdown section; `not measured` where the worker is not built
 */
export async function benchEditToLens(root: string): Promise<string> {
  const title = `## From an edit to the lens, a snippet of ${snippet.trimEnd().split('\n').length} lines, ${edits} edits`;
  const worker = path.join(root, 'dist', 'worker.js');
  if (!existsSync(worker)) return `${title}\n\nnot measured: ${worker} is not built`;
  const client = new InspectorClient(
    () => startNodeWorker(worker),
    () => {},
  );
  const times: number[] = [];
  const busy: number[] = [];
  const titles = new Set<string>();
  try {
    for (let edit = 0; edit < warmUp + edits; edit++) {
      const text = snippet.replace('0.4', `0.4${String(edit).padStart(3, '0')}1`);
      await new Promise((resolve) => setTimeout(resolve, pause));
      const loop = performance.eventLoopUtilization();
      const start = performance.now();
      titles.add(await lensAfter(client, text, edit));
      if (edit < warmUp) continue;
      times.push(performance.now() - start);
      busy.push(performance.eventLoopUtilization(loop).active);
    }
  } finally {
    client.dispose();
  }
  if (titles.size !== warmUp + edits) throw new Error(`${titles.size} titles of ${warmUp + edits} edits`);
  const row = (name: string, all: readonly number[]) => [name, ...[0.5, 0.95, 1].map((part) => short(at(all, part)))];
  return [
    title,
    '',
    table(['', 'median ms', '95th percentile', 'longest'], [row('edit to lens', times), row('host busy', busy)]),
    '',
    `- edit to lens: ${times.map(short).join(' ')} ms`,
    `- host busy: ${busy.map(short).join(' ')} ms`,
  ].join('\n');
}

/** As the store of results does it for a document whose text has changed. */
async function lensAfter(client: InspectorClient, text: string, version: number): Promise<string> {
  if (scanDirectives(text, 'typescript').length !== 1) throw new Error('the snippet has one directive');
  await client.snippets('typescript', text);
  const response = await client.inspect(
    {
      uri: 'file:///snippet.ts',
      version,
      language: 'typescript',
      text,
      focus: { kind: 'annotated' },
      budget: liveBudget,
      picture: 'default',
    },
    'lens',
  );
  const result = response?.results[0];
  if (!result || result.error) throw new Error(result?.error?.message ?? 'no result');
  return lensTitle(result);
}

function at(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { InspectRequest } from '../../src/protocol';
import { type Contender, interleaved, median, short, table } from './report';

const ROUNDS = 15;
const programs = { 'linear model, 100 epochs': 'loop.py', 'two layers, 32 samples, 50 steps': 'network.py' } as const;

/** Where a Python with PyTorch may be. */
const pythons = ['/usr/bin/python3', 'python3'];

interface Timed {
  readonly version: string;
  readonly startUp: number;
  readonly programs: Readonly<Record<string, { readonly rounds: readonly number[]; readonly printed: string }>>;
}

/** From the text of trainings in PyTorch to the result, next to PyTorch itself where it is installed. */
export function benchTorch(root: string): string {
  const folder = path.join(root, 'test', 'bench', 'torch');
  const files = Object.values(programs).map((file) => path.join(folder, file));
  const real = timed(path.join(folder, 'time.py'), files);
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const started = performance.now();
  const inspector = new Inspector();
  printedBy(inspector, 'import torch\nprint(torch.tensor(1.0).item())\n');
  const startUp = performance.now() - started;
  const printed = texts.map((text) => printedBy(inspector, text));
  const contenders = texts.map((text, k): Contender => {
    const wanted = real?.programs[files[k]!]?.printed ?? printed[k]!;
    if (printed[k] !== wanted) throw new Error(`${files[k]} printed ${printed[k]}, PyTorch ${wanted}`);
    return {
      name: Object.keys(programs)[k]!,
      run: () => printedBy(inspector, text).length,
    };
  });
  const measured = interleaved(contenders, ROUNDS, 1000);
  const rows = measured.map(({ name, median: own }, k) => {
    const theirs = real ? median(real.programs[files[k]!]!.rounds) : null;
    return [
      name,
      short(own),
      theirs === null ? '–' : short(theirs),
      theirs === null ? '–' : `${short(theirs / own)} ×`,
    ];
  });
  const start = ['start-up', short(startUp), real ? short(real.startUp) : '–', ''];
  return [
    `## Trainings in PyTorch, from text${real ? `, next to PyTorch ${real.version}, one thread` : ''}`,
    '',
    table(['program', 'GradLens ms', 'PyTorch ms', 'PyTorch / GradLens'], [...rows, start]),
    '',
    'Start-up: the first run of an inspector that imports `torch`, in a process that is warm; `import torch` in Python.',
    '',
    ...measured.map(({ name, rounds }) => `- ${name}: ${rounds.map(short).join(' ')} ms`),
    ...(real
      ? files.map((file) => `- ${path.basename(file)}, PyTorch: ${real.programs[file]!.rounds.map(short).join(' ')} ms`)
      : []),
  ].join('\n');
}

function timed(script: string, files: readonly string[]): Timed | null {
  for (const python of pythons) {
    const { status, stdout } = spawnSync(python, [script, String(ROUNDS), ...files], { encoding: 'utf8' });
    if (status === 0) return JSON.parse(stdout) as Timed;
  }
  return null;
}

function printedBy(inspector: Inspector, text: string): string {
  const request: InspectRequest = {
    uri: 'file:///training.py',
    version: 1,
    language: 'python',
    text,
    focus: { kind: 'annotated', orModule: true },
    budget: explicitBudget,
    picture: 'default',
  };
  const [result] = inspector.inspect(request).results;
  if (!result || result.error) throw new Error(result?.error?.message ?? 'no result');
  return result.stdout;
}

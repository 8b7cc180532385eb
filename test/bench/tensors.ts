import { createRequire } from 'node:module';
import path from 'node:path';
import { interleaved, short, table } from './report';
import { peerNames, tensorPeers } from './tensorPeers';
import { type Data, data, ours, type Pass, type TensorEngine } from './tensorWork';

interface Program {
  readonly name: string;
  readonly rounds: number;
  readonly pass: (engine: TensorEngine) => Pass;
}

const programs: readonly Program[] = [
  ...[64, 256, 512].map((n): Program => {
    const [w, x] = [data([n, n]), data([n, n])];
    return { name: `Σ(WX)², ${n} × ${n}`, rounds: n === 512 ? 5 : 9, pass: (engine) => engine.product(w, x) };
  }),
  network(),
  chain(),
];

function network(): Program {
  const x = data([32, 784]);
  const labels: Data = { values: new Float32Array(32 * 10), shape: [32, 10] };
  for (let sample = 0; sample < 32; sample++) labels.values[sample * 10 + ((7 * sample) % 10)] = 1;
  const weights = [data([784, 100], 0.05), data([100], 0.1), data([100, 10], 0.1), data([10], 0.1)] as const;
  return { name: 'net 784-100-10, 32 samples', rounds: 15, pass: (engine) => engine.network(x, labels, weights) };
}

function chain(): Program {
  const x = data([1_000_000]);
  return { name: 'chain of 20, 1e6 elements', rounds: 7, pass: (engine) => engine.chain(x) };
}

/** How far gradients in single precision may be off, as a share of the largest one. */
const TOLERANCE = 1e-4;

/**
 * Tensors forward and backward next to peers that have them; what is not installed is said to be not measured.
 *
 * @returns a Markdown section
 */
export async function benchTensors(root: string): Promise<string> {
  const peers = await tensorPeers(root);
  const engines = [ours('float64'), ours('float32'), ...peers.values()];
  const names = ['GradLens float64', 'GradLens float32', ...peerNames];
  const rows: string[][] = [];
  const raw: string[] = [];
  for (const { name, rounds, pass } of programs) {
    const truth = pass(ours('float64'))();
    const contenders = engines.map((engine) => {
      const run = pass(engine);
      check(`${name}, ${engine.name}`, run(), truth);
      return { name: engine.name, run: () => run().length };
    });
    const measured = interleaved(contenders, rounds);
    const medianOf = (each: string) => measured.find((one) => one.name === each)?.median ?? Number.NaN;
    rows.push([name, ...names.map((each) => short(medianOf(each)))]);
    raw.push(...measured.map((one) => `- ${name}, ${one.name}: ${one.rounds.map(short).join(' ')}`));
  }
  const head = `## Tensors, forward and backward (ms, median)\n\n${versionsOf(root, peers.size > 0)}`;
  return `${head}\n\n${table(['', ...names], rows)}\n\n${raw.join('\n')}`;
}

/** Throws where gradients are not those of our doubles. */
function check(what: string, found: ReturnType<Pass>, truth: ReturnType<Pass>): void {
  for (const [k, wanted] of truth.entries()) {
    const own = found[k];
    let largest = 0;
    let off = own?.length === wanted.length ? 0 : Number.POSITIVE_INFINITY;
    for (let i = 0; i < wanted.length && off < Number.POSITIVE_INFINITY; i++) {
      largest = Math.max(largest, Math.abs(wanted[i]!));
      const distance = Math.abs(own![i]! - wanted[i]!);
      off = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : Math.max(off, distance);
    }
    if (off > TOLERANCE * largest) throw new Error(`${what}: gradient ${k} is off by ${off} of ${largest}`);
  }
}

function versionsOf(root: string, isInstalled: boolean): string {
  if (!isInstalled) return 'No peers are installed.';
  const { dependencies } = createRequire(import.meta.url)(path.join(root, 'test/bench/peers/package.json')) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

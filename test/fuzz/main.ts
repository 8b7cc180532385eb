import { parseArgs } from 'node:util';
import { likeNode, robust } from './run';

/** `npm run fuzz -- --runs N --seed S --only like-node|robust`: both properties, with a large budget. */
const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const runs = Number(values.runs ?? 20_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isInteger(runs) || !Number.isInteger(seed) || !['like-node', 'robust', undefined].includes(values.only)) {
  console.error('usage: npm run fuzz -- [--runs N] [--seed S] [--only like-node|robust]');
  process.exit(2);
}

const progress = (name: string) => (done: number) => {
  if (done % 2000 === 0) console.log(`${name}: ${done} of ${runs}`);
};
let failed = 0;

if (values.only !== 'robust') {
  const difference = likeNode({ runs, seed, progress: progress('like Node') });
  if (difference) {
    failed++;
    console.log(`\nA program prints something else here (${difference.way}):\n${difference.program}`);
    console.log(`Node:\n${difference.node}\nhere:\n${difference.here}`);
  }
}
if (values.only !== 'like-node') {
  const complaint = robust({ runs, seed, progress: progress('robust') });
  if (complaint) {
    failed++;
    console.log(`\n${complaint.why}\n${JSON.stringify(complaint.attempt.focus)}\n${complaint.attempt.text}`);
  }
}
console.log(`seed ${seed}, ${runs} runs each: ${failed === 0 ? 'both properties hold' : `${failed} failed`}`);
process.exitCode = failed === 0 ? 0 : 1;

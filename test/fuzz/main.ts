import { parseArgs } from 'node:util';
import { hasPython } from './python/likePython';
import { gradients, likeNode, likePython, robust, robustPython } from './run';

/** `npm run fuzz -- --runs N --seed S --only PROPERTY`: all properties, with a large budget. */
const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const runs = Number(values.runs ?? 20_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (
  !Number.isInteger(runs) ||
  !Number.isInteger(seed) ||
  !['like-node', 'like-python', 'robust', 'robust-python', 'gradients', undefined].includes(values.only)
) {
  console.error(
    'usage: npm run fuzz -- [--runs N] [--seed S] [--only like-node|like-python|robust|robust-python|gradients]',
  );
  process.exit(2);
}

const progress = (name: string) => (done: number) => {
  if (done % 2000 === 0) console.log(`${name}: ${done} of ${runs}`);
};
let failed = 0;

const wants = (name: string) => values.only === undefined || values.only === name;

if (wants('like-node')) {
  const difference = likeNode({ runs, seed, progress: progress('like Node') });
  if (difference) {
    failed++;
    console.log(`\nA program prints something else here (${difference.way}):\n${difference.program}`);
    console.log(`Node:\n${difference.node}\nhere:\n${difference.here}`);
  }
}
if (wants('robust')) {
  const complaint = robust({ runs, seed, progress: progress('robust') });
  if (complaint) {
    failed++;
    const { text, ...asked } = complaint.attempt;
    console.log(`\n${complaint.why}\n${JSON.stringify(asked)}\n${text}`);
  }
}
if (wants('robust-python')) {
  const complaint = robustPython({ runs, seed, progress: progress('robust Python') });
  if (complaint) {
    failed++;
    const { text, ...asked } = complaint.attempt;
    console.log(`\n${complaint.why}\n${JSON.stringify(asked)}\n${text}`);
  }
}
if (wants('like-python') && !hasPython()) console.log('like Python: not compared, since there is no python3');
else if (wants('like-python')) {
  const difference = likePython({ runs, seed, progress: progress('like Python') });
  if (difference) {
    failed++;
    console.log(`\nA program prints something else here:\n${difference.program}`);
    console.log(`CPython:\n${difference.python}\nhere:\n${difference.here}`);
  }
}
if (wants('gradients')) {
  const found = gradients({ runs: Math.ceil(runs / 10), seed, progress: progress('gradients') });
  if (found) {
    failed++;
    console.log(`\n${found.why}\n${found.program}`);
  }
}
console.log(`seed ${seed}, ${runs} runs each: ${failed === 0 ? 'all properties hold' : `${failed} failed`}`);
process.exitCode = failed === 0 ? 0 : 1;

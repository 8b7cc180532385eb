import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { InspectRequest } from '../../src/protocol';
import { type Contender, interleaved, short, table } from './report';

/** Turns of the inner loop: 400 × 400, each with a product, a remainder and a sum. */
const SIZE = 400;

/** The program, as Node runs it; GradLens gets its text. */
function remainders(a: readonly number[], b: readonly number[]): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      s += (a[i]! * b[j]!) % 7;
    }
  }
  return s;
}

const numbers = (offset: number) => Array.from({ length: SIZE }, (_item, k) => ((k * 37 + offset) % 101) / 10);
const a = numbers(3);
const b = numbers(58);

/** In the tracked program the two arrays are inputs, and every operation on them is recorded and swept backward. */
function text(tracked: boolean): string {
  const made = (offset: number) =>
    tracked
      ? JSON.stringify(numbers(offset))
      : `Array.from({ length: ${SIZE} }, (_item, k) => ((k * 37 + ${offset}) % 101) / 10)`;
  const program = remainders.toString();
  return `${program}\nconst a = ${made(3)};\nconst b = ${made(58)};\nconst s = ${remainders.name}(a, b); // @grad\n`;
}

function contender(name: string, tracked: boolean): Contender {
  const inspector = new Inspector();
  const request: InspectRequest = {
    uri: 'file:///loops.js',
    version: 1,
    language: 'typescript',
    text: text(tracked),
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
  };
  return {
    name,
    run: () => {
      const [result] = inspector.inspect(request).results;
      if (!result || result.error) throw new Error(result?.error?.message ?? 'no result');
      return Number(result.output?.value);
    },
  };
}

/** Nested loops over arrays: nanoseconds for each turn of the inner loop, next to Node running the same function. */
export function benchInterpreter(): string {
  const contenders: Contender[] = [
    { name: 'Node', run: () => remainders(a, b) },
    contender('GradLens, plain numbers', false),
    contender('GradLens, tracked numbers, with the sweep', true),
  ];
  const measured = interleaved(contenders, 11);
  const node = measured[0]!.median;
  const rows = measured.map(({ name, median }) => [
    name,
    short((median * 1e6) / (SIZE * SIZE)),
    short(median),
    `${short(median / node)} ×`,
  ]);
  return [
    '## Interpreter',
    '',
    `\`s += a[i] * b[j] % 7\` in two nested loops, ${SIZE} × ${SIZE} turns; text to result each time.`,
    '',
    table(['run by', 'ns a turn', 'median ms', 'next to Node'], rows),
  ].join('\n');
}

import { chains } from './chains';
import { network } from './network';
import { neurons } from './neurons';
import { type Contender, interleaved, type Measured, short, table } from './report';
import type { Work } from './work';

const works: readonly Work[] = [...neurons, network, ...chains];

const columns = ['work', 'engine', 'ns / operation', 'best round', 'time / GradLens'];

/** Forward and backward together, the tape recorded anew each time with sources and regions; as Markdown. */
export function benchEngine(): string {
  const body: string[][] = [];
  const raw: string[] = [];
  for (const work of works) {
    const { name, operations, rounds } = work;
    const measured = interleaved(contendersOf(work), rounds);
    agree(name, measured);
    for (const one of measured) {
      const nanoseconds = (milliseconds: number) => short((milliseconds * 1e6) / operations);
      const best = Math.min(...one.rounds);
      body.push([name, one.name, nanoseconds(one.median), nanoseconds(best), short(one.median / measured[0]!.median)]);
      raw.push(`- ${name}, ${one.name}: ${one.rounds.map(short).join(' ')} ms`);
    }
    if (work.recursive === null) body.push([name, 'closures, recursive', 'overflows the stack', '', '']);
  }
  return `## Engine: forward and backward of scalar operations\n\n${table(columns, body)}\n\n${raw.join('\n')}`;
}

function contendersOf({ ours, recursive, iterative, byHand, bare }: Work): Contender[] {
  return [
    { name: 'GradLens', run: ours },
    ...(recursive ? [{ name: 'closures, recursive', run: recursive }] : []),
    { name: 'closures, iterative', run: iterative },
    { name: 'by hand', run: byHand },
    ...(bare ? [{ name: 'bare tape', run: bare }] : []),
  ];
}

/** All contenders must have found the same gradient. */
function agree(work: string, measured: readonly Measured[]): void {
  const expected = measured[0]!.answer;
  for (const { name, answer } of measured) {
    const off = Math.abs(answer - expected);
    if (!(off <= 1e-9 * Math.abs(expected) + 1e-300))
      throw new Error(`${work}: ${name} found ${answer}, not ${expected}`);
  }
}

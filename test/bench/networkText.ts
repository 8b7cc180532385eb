import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { InspectRequest, Num, SnippetResult } from '../../src/protocol';
import { network, networkByText, operations } from './network';
import { type Contender, interleaved, short, table } from './report';

/** From the text of the network to what the views show, next to closures that run it natively. */
export function benchNetworkText(): string {
  const inspector = new Inspector();
  const request: InspectRequest = {
    uri: 'file:///network.ts',
    version: 1,
    language: 'typescript',
    text: networkByText,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
  };
  const inspect = (more: Partial<InspectRequest> = {}): SnippetResult => {
    const [result] = inspector.inspect({ ...request, ...more }).results;
    if (!result || result.error) throw new Error(result?.error?.message ?? 'no result');
    return result;
  };
  // The views get the first numbers of a long array; this once all of them are looked at.
  const { output, inputs } = inspect({ wholeArrays: true });
  const checked = inputs.flatMap(({ grad }) => numbersOf(grad)).reduce(weighted, Number(output?.value));
  const expected = network.iterative();
  if (!(Math.abs(checked - expected) <= 1e-9 * Math.abs(expected)))
    throw new Error(`the text gave ${checked}, closures ${expected}`);
  const ours: Contender = {
    name: 'GradLens: parse, run, sweep, view model',
    run: () => Number(inspect().output?.value),
  };
  const contenders: Contender[] = [
    ours,
    { name: 'closures, recursive', run: network.recursive! },
    { name: 'closures, iterative', run: network.iterative },
  ];
  const measured = interleaved(contenders, 15, 1500);
  const { timings } = inspector.inspect(request);
  const rows = measured.map(({ name, median, rounds }) => [
    name,
    short(median),
    short(Math.min(...rounds)),
    short(median / measured[0]!.median),
  ]);
  const parts = `parse ${short(timings.parse)}, run and sweep ${short(timings.run)}, build ${short(timings.build)} ms`;
  return [
    `## ${network.name} from TypeScript text, ${operations} operations`,
    '',
    table(['run by', 'median ms', 'best round', 'time / GradLens'], rows),
    '',
    `- GradLens, one run: ${parts}`,
    ...measured.map(({ name, rounds }) => `- ${name}: ${rounds.map(short).join(' ')} ms`),
  ].join('\n');
}

const weighted = (sum: number, gradient: number, k: number) => sum + (k + 1) * gradient;

type Nested = Num | null | readonly Nested[] | { readonly [name: string]: Nested };

function numbersOf(value: Nested): number[] {
  if (value === null) return [];
  if (Array.isArray(value)) return (value as readonly Nested[]).flatMap(numbersOf);
  return typeof value === 'object' ? Object.values(value).flatMap(numbersOf) : [Number(value)];
}

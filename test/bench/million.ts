import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { InspectRequest, SnippetResult } from '../../src/protocol';
import { Value } from './micrograd';
import { networkByText, networkOfClosures, operations } from './network';
import { bytesOf, type Growth, median, short, table } from './report';

/** Rounds of the programs of a million operations, each with an inspector of its own. */
const rounds = 5;
const million = 1e6;

interface Program {
  readonly name: string;
  readonly operations: number;
  readonly text: string;
}

const programs: readonly Program[] = [
  {
    name: 'a loop with two operations a turn',
    operations: million,
    text: `const w = 0.999;\nconst b = 0.001;\nlet y = 0.5;\nfor (let i = 0; i < ${million / 2}; i++) {\n  y = y * w + b;\n}\nconst out = y; // @grad\n`,
  },
  {
    name: 'a loop with one',
    operations: million,
    text: `const w = 0.9999999;\nlet y = 0.5;\nfor (let i = 0; i < ${million}; i++) y *= w;\nconst out = y; // @grad\n`,
  },
  {
    name: 'a call, a comparison and a variable for each',
    operations: million,
    text: `const w = 0.9999999;\nconst step = (x: number) => x * w;\nlet y = 0.5;\nfor (let i = 0; i < ${million}; i++) {\n  const next = step(y);\n  if (next > 2) break;\n  y = next;\n}\nconst out = y; // @grad\n`,
  },
  { name: 'the MLP', operations, text: networkByText },
];

const requestOf = (text: string): InspectRequest => ({
  uri: 'file:///million.ts',
  version: 1,
  language: 'typescript',
  text,
  focus: { kind: 'annotated' },
  budget: explicitBudget,
  picture: 'default',
});

function inspect(inspector: Inspector, text: string): { result: SnippetResult; run: number; build: number } {
  const { results, timings } = inspector.inspect(requestOf(text));
  const [result] = results;
  if (!result || result.error) throw new Error(result?.error?.message ?? 'no result');
  return { result, run: timings.run, build: timings.build };
}

/** The same chain as the first program, as closures. */
function closuresOfChain(turns: number): Value {
  const w = new Value(0.999);
  const b = new Value(0.001);
  let y = new Value(0.5);
  for (let turn = 0; turn < turns; turn++) y = y.mul(w).add(b);
  y.backwardIterative();
  return y;
}

/** Programs of a million operations: time to the view model, and what stays in memory, the trace being kept for questions. */
export function benchMillion(): string {
  const rows: string[][] = [];
  const raw: string[] = [];
  for (const { name, operations: count, text } of programs) {
    // Small, so that code is loaded and lowered before anything is measured.
    inspect(new Inspector(), text.replaceAll(String(count), '100').replaceAll(String(count / 2), '50'));
    const all: number[] = [];
    let run = 0;
    let build = 0;
    let grown: Growth | null = null;
    for (let round = 0; round < rounds; round++) {
      grown = bytesOf(() => {
        const inspector = new Inspector();
        const start = performance.now();
        ({ run, build } = inspect(inspector, text));
        all.push(performance.now() - start);
        return inspector;
      });
    }
    rows.push([name, String(count), short(median(all)), short(run), short(build), ...bytesEach(grown, count)]);
    raw.push(`- ${name}: ${all.map(short).join(' ')} ms`);
  }
  const chain = bytesOf(() => closuresOfChain(million / 2));
  rows.push(['closures, the first loop', String(million), '', '', '', ...bytesEach(chain, million)]);
  const network = bytesOf(() => networkOfClosures(false));
  rows.push(['closures, the MLP', String(operations), '', '', '', ...bytesEach(network, operations)]);
  const head = [
    'program',
    'operations',
    'median ms',
    'run and sweep ms',
    'build ms',
    'array bytes / op',
    'heap bytes / op',
  ];
  return `## A million operations\n\n${table(head, rows)}\n\n${raw.join('\n')}`;
}

function bytesEach(grown: Growth | null, count: number): string[] {
  if (grown === null) return ['not measured', 'not measured'];
  return [short(grown.arrays / count), short(Math.max(0, grown.heap) / count)];
}

import { explicitBudget } from '../../src/inspector/budgets';
import { Inspector } from '../../src/inspector/inspector';
import type { InspectRequest } from '../../src/protocol';
import { type Contender, interleaved, short, table } from './report';

/** A snippet of 50 lines as people write them: a small network by hand, with a loop and helper functions. */
export const snippet = `// A two-layer network on three samples, by hand.
const w1 = [0.4, -0.7, 0.2];
const b1 = 0.1;
const w2 = [-0.3, 0.8, 0.5];
const b2 = -0.2;
const v = [1.2, -0.9];
const c = 0.05;

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function dot(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

interface Sample {
  x: number[];
  y: number;
}

const samples: Sample[] = [
  { x: [0.5, -1, 2], y: 1 },
  { x: [1.5, 0.3, -0.4], y: 0 },
  { x: [-0.8, 0.9, 0.1], y: 1 },
];

const predict = (x: number[]): number => {
  const h1 = sigmoid(dot(w1, x) + b1);
  const h2 = Math.tanh(dot(w2, x) + b2);
  const z = v[0] * h1 + v[1] * h2 + c;
  return sigmoid(z);
};

let total = 0;
for (const { x, y } of samples) {
  const p = predict(x);
  const clipped = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
  if (y === 1) {
    total -= Math.log(clipped);
  } else {
    total -= Math.log(1 - clipped);
  }
}
const penalty = 0.01 * (dot(w1, w1) + dot(w2, w2));
// @grad wrt w1, b1, w2, b2, v, c
const loss = total / samples.length + penalty;
`;

/** The snippet twenty times over, each copy with names of its own; the last lines add the losses up. */
function longSnippet(copies: number): string {
  const names = /\b(w1|b1|w2|b2|v|c|sigmoid|dot|Sample|samples|predict|total|penalty|loss)\b/g;
  const parts = Array.from({ length: copies }, (_item, k) =>
    snippet.replace(/^\/\/ @grad.*\n/m, '').replace(names, (name) => `${name}_${k}`),
  );
  const losses = Array.from({ length: copies }, (_item, k) => `loss_${k}`).join(' + ');
  return `${parts.join('')}// @grad\nconst all = ${losses};\n`;
}

function contenderFor(text: string): Contender & { readonly request: InspectRequest; readonly inspector: Inspector } {
  const lines = text.trimEnd().split('\n').length;
  const inspector = new Inspector();
  const request: InspectRequest = {
    uri: 'file:///snippet.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
  };
  return {
    name: `snippet of ${lines} lines, text to view model`,
    request,
    inspector,
    run: () => {
      const [result] = inspector.inspect(request).results;
      if (!result || result.error) throw new Error(result?.error?.message ?? 'no result');
      return Number(result.output?.value);
    },
  };
}

/** From text to what the views show, warm: parse, lower, compile, run, sweep, build. */
export function benchPipeline(): string {
  const contenders = [contenderFor(snippet), contenderFor(longSnippet(20))];
  const measured = interleaved(contenders, 21);
  const rows = contenders.map(({ inspector, request, name }, k) => {
    const { timings } = inspector.inspect(request);
    return [name, short(measured[k]!.median), short(timings.parse), short(timings.run), short(timings.build)];
  });
  const rounds = measured.map(({ name, rounds: all }) => `${name}, ms: ${all.map((round) => short(round)).join(' ')}`);
  return ['## Pipeline', '', table(['work', 'median ms', 'parse ms', 'run ms', 'build ms'], rows), '', ...rounds].join(
    '\n',
  );
}

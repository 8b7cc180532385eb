import { Inspector } from '../../../src/inspector/inspector';
import type { InspectRequest, PanelState, SnippetResult } from '../../../src/protocol';
import { panel } from '../../page/support/builder';
import { inspected } from '../../page/support/inspected';

/** The first circuit of every course: 5 gates. */
export const circuit = 'const x = -2;\nconst y = 5;\nconst z = -4;\nconst f = (x + y) * z; // @grad\n';

/** A network of one layer with four hidden units, written out: 60 gates. */
export function network(): string {
  const inputs = ['a', 'b', 'c'];
  const units = [0, 1, 2, 3];
  return [
    `const a = 0.5;\nconst b = 1.5;\nconst c = 2.5;`,
    ...units.map((k) => inputs.map((x, i) => `const w${k}${x} = ${(0.1 * (i + 1) - 0.07 * k).toFixed(2)};`).join('\n')),
    ...units.map((k) => `const b${k} = 0.${k + 1};\nconst v${k} = 0.${k + 3};`),
    ...units.map((k) => `const h${k} = Math.tanh(${inputs.map((x) => `w${k}${x} * ${x}`).join(' + ')} + b${k});`),
    `const y = ${units.map((k) => `v${k} * h${k}`).join(' + ')};`,
    'const loss = (y - 1) ** 2; // @grad',
  ].join('\n');
}

/** Gradient descent of 100 steps over four points: 2212 operations, 13 gates of which the loop carries some back. */
export const training = `let w = 0.5;
const rate = 0.01;
const xs = [1, 2, 3, 4];
const ys = [2, 4, 6, 8];
for (let t = 0; t < 100; t++) {
  let g = 0;
  for (let i = 0; i < xs.length; i++) {
    const err = w * xs[i] - ys[i];
    g += 2 * err * xs[i];
  }
  w = w - rate * g;
}
const loss = (w - 2.5) ** 2; // @grad`;

/** As many gates without a loop. */
export const straight = `const w = 0.5;
const rate = 0.01;
const x = 1;
const y = 2;
const err = w * x - y;
const g = 2 * err * x + err;
const next = w - rate * g;
const loss = (next - 2.5) ** 2; // @grad`;

/** What the page is sent for a text, and the result in it. */
export function stateOf(text: string): { readonly state: PanelState; readonly result: SnippetResult } {
  const { result } = inspected(text);
  return { state: panel(result), result };
}

/** The states of a text while its input `b` is dragged, and how many milliseconds each took to run, warm. */
export function dragging(text: string, steps: number): { readonly states: PanelState[]; readonly runs: number[] } {
  const inspector = new Inspector();
  const runs: number[] = [];
  const step = (k: number): PanelState => {
    const request: InspectRequest = {
      uri: 'file:///page.ts',
      version: 1,
      language: 'typescript',
      text,
      focus: { kind: 'annotated' },
      set: { b: String(1.5 + 0.002 * k) },
      budget: { time: 10_000, operations: 1_000_000, callDepth: 1000, elements: 1_000_000 },
      picture: 'default',
    };
    const start = performance.now();
    const [result] = inspector.inspect(request).results;
    runs.push(performance.now() - start);
    if (!result || result.error) throw new Error(result?.error?.message ?? 'no result');
    return panel(result);
  };
  // As often before, for the compiler.
  for (let k = -steps; k < 0; k++) step(k);
  runs.length = 0;
  return { states: Array.from({ length: steps }, (_item, k) => step(k)), runs };
}

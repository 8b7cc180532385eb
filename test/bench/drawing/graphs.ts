import type { PanelState, SnippetResult } from '../../../src/protocol';
import { panel } from '../../page/support/builder';
import { inspected } from '../../page/support/inspected';

/** The first circuit of every course: 5 gates. */
export const circuit = 'const x = -2;\nconst y = 5;\nconst z = -4;\nconst f = (x + y) * z; // @grad\n';

/** A network of one layer with four hidden units, written out: 60 gates. `b` moves all that follows from it. */
export function network(b = 1.5): string {
  const inputs = ['a', 'b', 'c'];
  const units = [0, 1, 2, 3];
  return [
    `const a = 0.5;\nconst b = ${b};\nconst c = 2.5;`,
    ...units.map((k) => inputs.map((x, i) => `const w${k}${x} = ${(0.1 * (i + 1) - 0.07 * k).toFixed(2)};`).join('\n')),
    ...units.map((k) => `const b${k} = 0.${k + 1};\nconst v${k} = 0.${k + 3};`),
    ...units.map((k) => `const h${k} = Math.tanh(${inputs.map((x) => `w${k}${x} * ${x}`).join(' + ')} + b${k});`),
    `const y = ${units.map((k) => `v${k} * h${k}`).join(' + ')};`,
    'const loss = (y - 1) ** 2; // @grad',
  ].join('\n');
}

/** What the page is sent for a text, and the result in it. */
export function stateOf(text: string): { readonly state: PanelState; readonly result: SnippetResult } {
  const { result } = inspected(text);
  return { state: panel(result), result };
}

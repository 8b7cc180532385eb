import { expect, test } from 'vitest';
import type { VariableResult } from '../../../src/protocol';
import { rangedData } from '../../../src/text/dataText';
import { toMarkdown } from '../../../src/text/markdown';
import { mermaidExport } from '../../../src/text/mermaid';
import { burgerResult, failed, hostileNames, input, noGraph } from './results';

test('the burger factory', () => {
  const result = burgerResult();
  expect(toMarkdown('burger.ts', [result])).toBe(
    `## loss = 4

\`burger.ts:4\`

|  | name | value | gradient |
| --- | --- | ---: | ---: |
| input | \`w\` | 3 | 16 |
| input | \`v\` | 2 | 24 |
| variable | \`u\` | 6 | 8 |
| variable | \`y\` | 12 | 4 |

\`\`\`mermaid
${mermaidExport(result.graph)}\`\`\`
`,
  );
});

test('the graph from top to bottom', () => {
  const result = burgerResult();
  const text = toMarkdown('burger.ts', [result], 'TB');
  expect(text).toContain(mermaidExport(result.graph, 'TB'));
  expect(text).toBe(toMarkdown('burger.ts', [result]).replace('flowchart LR', 'flowchart TB'));
});

test('an error, an omitted picture, nothing at all', () => {
  expect(toMarkdown('a.ts', [failed('UnboundName', 'unbound name `q`')])).toBe(
    '## loss\n\n`a.ts:4`\n\n**Error:** UnboundName at 3\\:9\\: unbound name \\`q\\`\n',
  );
  const omitted = burgerResult({ graph: { ...noGraph, total: 70, omitted: 'This result has 70 gates' } });
  expect(toMarkdown('a.ts', [omitted])).toContain('\n\nThis result has 70 gates\n');
  expect(toMarkdown('a.ts', [])).toBe('Nothing in `a.ts` is marked with `@grad`.\n');
});

test.each(hostileNames)('%j stays in its cell', (name) => {
  const result = burgerResult({ inputs: [input(name, 1, 2)], variables: [], graph: noGraph });
  const [heading, place, table, ...rest] = toMarkdown('a.ts', [result]).trimEnd().split('\n\n');
  expect([heading, place]).toEqual(['## loss = 4', '`a.ts:4`']);
  expect(rest).toEqual([]);
  const row = table!.split('\n')[2]!;
  expect(table!.split('\n')).toHaveLength(3);
  expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(6);
});

test('inputs stand once, and large arrays with their range', () => {
  const matrix = [-0.5, 0.25, 0.6].map((first) => [first, 0, 'NaN' as const]);
  const weights = { ...input('w', 1, 2), value: matrix, grad: matrix.map(() => [1, 1, 1]), shape: [3, 3] };
  const { name, value, grad, shape } = weights;
  const same: VariableResult = { kind: 'tensor', name, value, grad, shape, gate: null, range: null };
  const changed = { ...same, value: [[1]], shape: [1, 1] };
  const result = burgerResult({ inputs: [weights], variables: [same], graph: noGraph });
  const rows = (of: typeof result) =>
    toMarkdown('a.ts', [of])
      .split('\n')
      .filter((line) => line.includes('`w`'));
  expect(rows(result)).toEqual(['| input | `w` | \\[3×3\\: NaN among −0\\.5 … 0\\.6\\] | \\[3×3\\: 1\\] |']);
  expect(rows({ ...result, variables: [changed] })).toHaveLength(2);
});

test('of arrays that are cut the range is what the graph knows', () => {
  const known = { least: -1, most: 7, nan: 0 };
  const part = Array.from({ length: 20 }, () => 1);
  expect(rangedData(part, [1000], known)).toBe('[1000: −1 … 7]');
  expect(rangedData(part, [1000])).toBe('[1000]');
  expect(rangedData(part, [20])).toBe('[20: 1]');
  expect(rangedData([1, 2], [2])).toBe('[1, 2]');
});

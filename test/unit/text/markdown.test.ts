import { expect, test } from 'vitest';
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

import type { SnippetResult } from '../protocol';
import { fullData } from './dataText';
import { codeBlock, codeSpan, escapeMarkdown, tableRow } from './markdownEscape';
import { type Direction, mermaidExport } from './mermaid';
import { errorText } from './table';

/** The results as a Markdown document: a heading each, a table of values and gradients, and the graph as Mermaid. */
export function toMarkdown(fileName: string, results: readonly SnippetResult[], direction: Direction = 'LR'): string {
  const parts =
    results.length === 0
      ? [`Nothing in ${codeSpan(fileName)} is marked with \`@grad\`.`]
      : results.map((result) => section(fileName, result, direction));
  return `${parts.join('\n\n')}\n`;
}

function section(fileName: string, result: SnippetResult, direction: Direction): string {
  const { target, output, error, graph } = result;
  const place = codeSpan(target === null ? fileName : `${fileName}:${target.range.start.line}`);
  const name = escapeMarkdown(target?.name ?? output?.name ?? 'result');
  const value = output === null ? '' : ` = ${escapeMarkdown(fullData(output.value, output.shape))}`;
  const scenario = result.scenario > 0 ? `, scenario ${result.scenario + 1}` : '';
  const parts = [`## ${name}${value}`, `${place}${scenario}`];
  if (error !== null) parts.push(`**Error:** ${escapeMarkdown(errorText(error))}`);
  if (output?.seededWithOnes === true) parts.push('The gradients are those of the sum of its elements.');
  const rows = [
    ...result.inputs.map((input) => ({ ...input, what: 'input' })),
    ...result.variables.map((variable) => ({ ...variable, what: 'variable' })),
  ];
  if (rows.length > 0) {
    parts.push(
      [
        tableRow(['', 'name', 'value', 'gradient']),
        '| --- | --- | ---: | ---: |',
        ...rows.map(({ what, name: item, value: held, grad, shape }) =>
          tableRow([
            what,
            codeSpan(item),
            escapeMarkdown(fullData(held, shape)),
            escapeMarkdown(fullData(grad, shape)),
          ]),
        ),
      ].join('\n'),
    );
  }
  if (graph.omitted !== null) parts.push(escapeMarkdown(graph.omitted));
  else if (graph.gates.length > 0) parts.push(codeBlock(mermaidExport(graph, direction).trimEnd(), 'mermaid'));
  return parts.join('\n\n');
}

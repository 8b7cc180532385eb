import type { SnippetResult } from '../protocol';
import { fullData, rangedData } from './dataText';
import { codeBlock, codeSpan, escapeMarkdown, tableRow } from './markdownEscape';
import { type Direction, mermaidExport } from './mermaid';
import { resultName } from './resultName';
import { errorText, isListed, listedInputs, passCount } from './table';
import { isUnmarked } from './unmarked';

/** The results as a Markdown document: a heading each, a table of values and gradients, and the graph as Mermaid. */
export function toMarkdown(fileName: string, results: readonly SnippetResult[], direction: Direction = 'LR'): string {
  const parts = isUnmarked(results)
    ? [`Nothing in ${codeSpan(fileName)} is marked with \`@grad\`.`]
    : results.map((result) => section(fileName, result, direction));
  return `${parts.join('\n\n')}\n`;
}

function section(fileName: string, result: SnippetResult, direction: Direction): string {
  const { target, output, error, graph } = result;
  const place = codeSpan(target === null ? fileName : `${fileName}:${target.range.start.line}`);
  const name = escapeMarkdown(resultName(result) ?? 'result');
  const value = output === null ? '' : ` = ${escapeMarkdown(fullData(output.value, output.shape))}`;
  const scenario = result.scenario > 0 ? `, scenario ${result.scenario + 1}` : '';
  const parts = [`## ${name}${value}`, `${place}${scenario}`];
  if (error !== null) parts.push(`**Error:** ${escapeMarkdown(errorText(error))}`);
  if (output?.seededWithOnes === true) parts.push('The gradients are those of the sum of its elements.');
  const rows = [
    ...listedInputs(result).map((input) => ({
      ...input,
      what: 'input',
      tensor: graph.gates.find(({ kind, name: own }) => kind === 'input' && own === input.name)?.tensor,
    })),
    ...result.variables
      .filter((variable) => !isListed(variable, listedInputs(result), passCount(result) > 0))
      .map((variable) => ({
        ...variable,
        what: 'variable',
        tensor: graph.gates.find(({ id }) => id === variable.gate)?.tensor,
      })),
  ];
  if (rows.length > 0) {
    parts.push(
      [
        tableRow(['', 'name', 'value', 'gradient']),
        '| --- | --- | ---: | ---: |',
        ...rows.map(({ what, name: item, value: held, grad, shape, tensor }) =>
          tableRow([
            what,
            codeSpan(item),
            escapeMarkdown(rangedData(held, shape, tensor?.value.statistics)),
            escapeMarkdown(rangedData(grad, shape, tensor?.grad.statistics)),
          ]),
        ),
      ].join('\n'),
    );
  }
  if (graph.omitted !== null) parts.push(escapeMarkdown(graph.omitted));
  else if (graph.gates.length > 0) parts.push(codeBlock(mermaidExport(graph, direction).trimEnd(), 'mermaid'));
  return parts.join('\n\n');
}

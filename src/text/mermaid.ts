import { oneLine } from '../graph/clip';
import type { Edge, Gate, Graph } from '../graph/model';
import { drawnFigure, edgeFigure } from './edgeText';
import { callName, labelOf } from './label';

/** Left to right or top to bottom. */
export type Direction = 'LR' | 'TB';

/**
 * The graph as a complete Mermaid flowchart with values and gradients, for copying into documents. Every label is quoted
 * and escaped, so that no name of the user's can end it or be read as markup.
 */
export function mermaidExport(graph: Graph, direction: Direction = 'LR'): string {
  const lines = ['---', 'config:', '  layout: dagre', '---', `flowchart ${direction}`];
  if (graph.omitted !== null) return [...lines, `  omitted["${escapeLabel(graph.omitted)}"]`, ''].join('\n');
  for (const gate of graph.gates) lines.push(`  ${nodeText(graph, gate)}`);
  for (const edge of graph.edges) lines.push(`  ${edgeText(edge)}`);
  const flows = new Set(graph.gates.map(({ flow }) => flow));
  for (const [flow, style] of Object.entries(FLOW_STYLES)) {
    if (flows.has(flow as Gate['flow'])) lines.push(`  classDef ${flow} ${style}`);
  }
  for (const id of graph.outputs) lines.push(`  style ${id} stroke-width:3px`);
  return [...lines, ''].join('\n');
}

const FLOW_STYLES = {
  distributes: 'stroke:#388a34',
  routes: 'stroke:#bf8803',
  swaps: 'stroke:#652d90',
  scales: 'stroke:#717171',
  blocks: 'stroke:#a0a0a0,stroke-dasharray:4',
} as const;

function nodeText(graph: Graph, gate: Gate): string {
  const label = labelOf(graph, gate);
  const name = gate.name !== null && gate.formula !== '' ? `${gate.name} = ${gate.formula}` : callName(gate);
  const first = label.count === '' ? name : `${name} ${label.count}`;
  const second = [label.value, label.grad].filter((part) => part !== '').map(escapeLabel);
  const text = `"${escapeLabel(first)}<br/>${second.join(' #160;')}"`;
  if (gate.kind !== 'gate') return `${gate.id}([${text}])`;
  return `${gate.id}(${text})${gate.flow === null ? '' : `:::${gate.flow}`}`;
}

/** Dotted where the value goes to the next turn of a loop, and where nothing flows back. */
function edgeText(edge: Edge): string {
  const { from, to, carried, cut } = edge;
  const arrow = carried || cut ? '-.->' : '-->';
  const figure = cut ? '' : edge.tensor ? drawnFigure(edge) : edgeFigure(edge);
  if (figure === '') return `${from} ${arrow} ${to}`;
  return `${from} ${arrow}|"${escapeLabel(figure)}"| ${to}`;
}

/**
 * Text inside a quoted label: all that is not a letter, a digit, a space or one of a few harmless signs becomes Mermaid's
 * `#code;`. Colons are among them since Mermaid looks for `style…:…#…;` anywhere in a line. What it reads after decoding,
 * `$$…$$` as a formula and `fa:fa-…` as an icon, is taken apart by a space of no width.
 */
export function escapeLabel(text: string): string {
  return oneLine(text)
    .replace(/\$(?=\$)|:(?=\p{L})/gu, '$&\u200b')
    .replace(/[^\p{L}\p{N} ,.()=−×÷∂+∞…·]/gu, (char) => `#${char.codePointAt(0)};`);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine } from '../../../src/graph/clip';
import type { Fold } from '../../../src/graph/model';
import { escapeLabel, mermaidExport } from '../../../src/text/mermaid';
import { burger, HandTrace } from '../graph/handTrace';
import { hostileNames, noGraph } from './results';

test('the burger factory', () => {
  expect(mermaidExport(burger().graph)).toBe(`---
config:
  layout: dagre
---
flowchart LR
  g0(["w<br/>3 #160;∂ 16"])
  g1(["v<br/>2 #160;∂ 24"])
  g2(["x<br/>2 #160;∂ 24"])
  g3("u = w × x<br/>6 #160;∂ 8"):::swaps
  g4("y = v × u<br/>12 #160;∂ 4"):::swaps
  g6("y − 10<br/>2 #160;∂ 4"):::distributes
  g8("loss = (y − 10)²<br/>4 #160;∂ 1"):::scales
  g0 -->|"16"| g3
  g2 -->|"24"| g3
  g1 -->|"24"| g4
  g3 -->|"8"| g4
  g4 -->|"4"| g6
  g6 -->|"4"| g8
  classDef distributes stroke:#388a34
  classDef swaps stroke:#652d90
  classDef scales stroke:#717171
  style g8 stroke-width:3px
`);
});

test('a picture that was left out says so', () => {
  const text = mermaidExport({ ...noGraph, total: 61, omitted: 'This result has 61 gates; "too many".' }, 'TB');
  expect(text).toContain('flowchart TB\n  omitted["This result has 61 gates#59; #34;too many#34;."]\n');
});

/** Every line of an export is one of these, whatever the names are. */
const LINE =
  /^(---|config:| {2}layout: dagre|flowchart LR| {2}g\d+(\(\["[^"]*<br\/>[^"]*"\]\)|\("[^"]*<br\/>[^"]*"\)(:::\w+)?)| {2}g\d+ -->(\|"[^"]*"\|)? g\d+| {2}classDef \w+ [\w:#,-]+| {2}style g\d+ stroke-width:3px|)$/;

describe('what the user wrote stays a label', () => {
  function checkName(name: string): void {
    const trace = new HandTrace();
    const x = trace.input(name, 2);
    const lines = mermaidExport(trace.graph(trace.op('neg', [trace.op('exp', [x], name)]))).split('\n');
    for (const line of lines) expect(line).toMatch(LINE);
    const labels = lines.map((line) => /"(.*)<br\/>/.exec(line)?.[1]).filter((label) => label !== undefined);
    for (const label of labels) expect(label).toMatch(/^([\p{L}\p{N} ,.()=−×÷∂+∞…·]|#\d+;)*$/u);
  }

  test.each(hostileNames)('%j', checkName);

  test('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), checkName));
  });
});

test('an escaped label reads as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const read = escapeLabel(text).replace(/#(\d+);/g, (_code, point) => String.fromCodePoint(Number(point)));
      const visible = (shown: string) => shown.replaceAll('\u200b', '');
      expect(visible(read)).toBe(visible(oneLine(text)));
    }),
  );
});

test.each(['$$x$$', 'fa:fa-car'])('%s is neither a formula nor an icon to Mermaid', (text) => {
  const decoded = escapeLabel(text).replace(/#(\d+);/g, (_code, point) => String.fromCodePoint(Number(point)));
  expect(decoded).not.toContain(text.slice(0, 4));
  expect(decoded).not.toMatch(/\$\$|:fa/);
});

test('a loop that is drawn once: counts, spreads, and dotted edges to its next turn', () => {
  const trace = new HandTrace();
  const w = trace.input('w', 2);
  const graph = trace.graph(trace.op('exp', [w], 'y'));
  const [input, gate] = graph.gates;
  const fold: Fold = {
    kind: 'stack',
    key: 'k',
    parts: 240,
    canOpen: false,
    count: 240,
    value: { least: -1, most: 3, mean: 1, nan: 0 },
    grad: { least: 0.5, most: 0.5, mean: 0.5, nan: 0 },
    isLastOutput: false,
    strip: [],
  };
  const spread = { count: 239, least: 0.5, most: 0.5 };
  const edge = {
    from: gate!.id,
    to: gate!.id,
    operand: 0,
    local: null,
    contribution: null,
    spread,
    carried: true,
  } as const;
  const folded = { ...gate!, values: [], fold };
  const text = mermaidExport({ ...graph, gates: [input!, folded], edges: [...graph.edges, edge] });
  expect(text).toContain(`${gate!.id}("y = exp(w) ×240<br/>−1 … 3 #160;∂ 0.5"):::scales\n`);
  expect(text).toContain(`  ${gate!.id} -.->|"each 0.5"| ${gate!.id}\n`);
});

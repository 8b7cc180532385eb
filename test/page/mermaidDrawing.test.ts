import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fork, maxGate } from './fixtures';
import { panel } from './support/builder';
import { Harness, type Panel } from './support/harness';

/**
 * What webview/mermaidDrawing.ts relies on in Mermaid's SVG. When one of these fails after an upgrade of Mermaid, that
 * file is the one to change.
 */
let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

interface Measured {
  readonly gates: Record<string, { x: number; y: number; width: number; height: number; rx: number }>;
  readonly edges: { from: [number, number]; to: [number, number]; id: string }[];
  readonly figures: string[];
  readonly foreign: string[];
}

/** Geometry of the drawing in its own units. */
async function measure(view: Panel): Promise<Measured> {
  return (await view.page.evaluate(() => {
    const svg = document.querySelector<SVGSVGElement>('.canvas svg')!;
    const gates = [...svg.querySelectorAll<SVGGElement>('.gate')].map((group) => {
      const box = group.querySelector<SVGRectElement>('rect.box')!;
      const { e, f } = group.transform.baseVal.consolidate()!.matrix;
      const at = (name: string) => Number(box.getAttribute(name));
      return [
        group.dataset.gate,
        { x: at('x') + e, y: at('y') + f, width: at('width'), height: at('height'), rx: at('rx') },
      ];
    });
    const edges = [...svg.querySelectorAll<SVGPathElement>('path.edge')].map((path) => {
      const from = path.getPointAtLength(0);
      const to = path.getPointAtLength(path.getTotalLength());
      return { from: [from.x, from.y], to: [to.x, to.y], id: path.dataset.id };
    });
    return {
      gates: Object.fromEntries(gates),
      edges,
      figures: [...svg.querySelectorAll('.figure')].map((figure) => figure.textContent),
      foreign: [...svg.querySelectorAll('style, filter, linearGradient, .label-container, .labelBkg, .nodeLabel')].map(
        (element) => element.outerHTML.slice(0, 80),
      ),
    };
  })) as Measured;
}

for (const [direction, width] of [
  ['from top to bottom', 320],
  ['from left to right', 1200],
] as const) {
  describe(`Mermaid's flowchart ${direction}`, () => {
    it('has a box for each gate and an edge from border to border for each operand, parallel ones included', async () => {
      const view = await harness.open({ width });
      const { result, cards } = fork();
      await view.show(panel(result), cards);
      const { gates, edges, figures, foreign } = await measure(view);
      expect(Object.keys(gates).sort()).toEqual(result.graph.gates.map((gate) => gate.id).sort());
      expect(edges.map((edge) => edge.id)).toEqual(result.graph.edges.map((_edge, index) => `e${index}`));
      result.graph.edges.forEach((edge, index) => {
        const drawn = edges[index]!;
        expect(distance(drawn.from, gates[edge.from]!), `start of ${edge.from} to ${edge.to}`).toBeLessThan(2);
        // Mermaid ends a path 4 pixels early, where the arrowhead begins.
        expect(distance(drawn.to, gates[edge.to]!), `end of ${edge.from} to ${edge.to}`).toBeLessThan(6);
      });
      expect([...figures].sort()).toEqual(['10', '6', '6', '1', '−6', '−7', '−1'].sort());
      expect(foreign).toEqual([]);
      expect(view.errors).toEqual([]);
      await view.close();
    });
  });
}

describe('the sizes that Mermaid gives', () => {
  it('are those of the placeholders: a step of 12 pixels, 20 pixels beside a label, 10 above and below', async () => {
    const view = await harness.open({ width: 320 });
    const { result, cards } = maxGate();
    await view.show(panel(result), cards);
    const { gates } = await measure(view);
    for (const gate of result.graph.gates) {
      const box = gates[gate.id]!;
      if (gate.kind === 'gate') {
        expect(box.height).toBe(44);
        expect((box.width - 20) % 12).toBe(0);
        expect(box.rx).toBe(7);
      } else {
        expect(box.height).toBeCloseTo(39, 0);
        expect(box.rx).toBeCloseTo(box.height / 2, 5);
      }
    }
    await view.close();
  });

  it('are kept by ids of ours alone: no text of the user is in what Mermaid is given', async () => {
    const view = await harness.open({ width: 320 });
    const { result, cards } = maxGate();
    const evil = '"];<img src>';
    const gates = result.graph.gates.map((gate) => ({ ...gate, name: evil, formula: evil, code: evil }));
    await view.show(panel({ ...result, graph: { ...result.graph, gates } }), cards);
    const name = await view.page.locator('.gate-name').first().textContent();
    expect(name).toBe(evil);
    expect(await view.page.locator('.canvas img, .canvas a, .canvas script').count()).toBe(0);
    expect(view.errors).toEqual([]);
    await view.close();
  });
});

/** How far a point is from a box; 0 on its border and inside. */
function distance([x, y]: [number, number], box: { x: number; y: number; width: number; height: number }): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy);
}

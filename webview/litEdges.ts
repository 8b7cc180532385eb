import type { Edge, Graph } from '../src/graph/model';
import { shortNumber, spreadText } from '../src/text/numberFormat';
import { svg } from './dom';
import { figurePlace } from './litFigures';
import { type Drawing, edgeId } from './mermaidDrawing';
import type { Box } from './panZoom';
import { edgeWidth, signClass, sizeOf } from './sign';

/**
 * The edges of one gate lit up from it to its inputs, against the direction of the computation: what flows back. An edge
 * that has no room for its figure shows it while it is lit.
 */
export class LitEdges {
  readonly #layer = svg('g', { class: 'lit-edges' });
  #gate: string | null = null;

  show(gate: string | null, graph: Graph, drawing: Drawing): void {
    if (gate === this.#gate && this.#layer.ownerSVGElement === drawing.svg) return;
    this.#gate = gate;
    this.patch(graph, drawing);
  }

  /** Draws the lit edges again, for new numbers or a new drawing. */
  patch(graph: Graph, drawing: Drawing): void {
    this.#layer.replaceChildren();
    for (const drawn of drawing.edges.values()) {
      drawn.path.classList.remove('is-under');
      drawn.label?.classList.remove('is-lit');
    }
    if (this.#gate === null) {
      this.#layer.remove();
      return;
    }
    const boxes = [...drawing.gates.values()].map(({ box }) => box);
    const figures: SVGGElement[] = [];
    graph.edges.forEach((edge, index) => {
      const drawn = drawing.edges.get(edgeId(index));
      if (edge.to !== this.#gate || drawn === undefined) return;
      drawn.path.classList.add('is-under');
      drawn.label?.classList.add('is-lit');
      const path = svg('path', {
        class: `lit ${signClass(sizeOf(edge))}`,
        d: drawn.path.getAttribute('d') ?? '',
        'marker-start': 'url(#arrow-back)',
      });
      path.style.strokeWidth = `${edgeWidth(sizeOf(edge)) + 0.75}px`;
      this.#layer.append(path);
      const text = drawn.label === null ? figureText(edge) : '';
      const input = drawing.gates.get(edge.from)?.box;
      const place = text === '' || !input ? null : figurePlace(text, drawn.path, input, boxes);
      if (place === null) return;
      boxes.push(place);
      figures.push(figure(text, place, signClass(sizeOf(edge))));
    });
    this.#layer.append(...figures);
    // Above the edges and below their figures and the gates.
    drawing.edges.values().next().value?.path.parentNode?.append(this.#layer);
  }
}

function figureText({ contribution, spread }: Edge): string {
  if (spread !== undefined) return spreadText(spread);
  return contribution === null ? '' : shortNumber(contribution);
}

function figure(text: string, { x, y, width, height }: Box, sign: string): SVGGElement {
  const words = svg('text', { x: x + width / 2, y: y + height / 2 });
  words.textContent = text;
  return svg('g', { class: `lit-figure ${sign}` }, svg('rect', { x, y, width, height, rx: 3 }), words);
}

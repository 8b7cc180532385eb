import type { Graph } from '../src/graph/model';
import { svg } from './dom';
import { type Drawing, edgeId } from './mermaidDrawing';
import { edgeWidth, signClass, sizeOf } from './sign';

/** The edges of one gate lit up from it to its inputs, against the direction of the computation: what flows back. */
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
    });
    // Above the edges and below their figures and the gates.
    drawing.edges.values().next().value?.path.parentNode?.append(this.#layer);
  }
}

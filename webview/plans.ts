import type { Edge, Graph } from '../src/graph/model';
import { drawnFigure } from '../src/text/edgeText';
import { GateLabel } from './gateLabel';
import { type Direction, edgeId, MAX_STEPS, type Plan, WIDTH_STEP } from './mermaidDrawing';

/** No gate is narrower, so that numbers of common length need no new drawing. */
const MIN_STEPS = 4;
/** Pixels of room for one more sign and digit, so that most changes of a number need no new drawing. */
const SLACK = 10;

/**
 * Room for the labels of one structure: steps of a gate's width, characters on an edge, by their ids in the picture. It
 * only grows while the structure stays, so that a dragged number does not make the picture breathe.
 */
export type Room = Map<string, number>;

/** Gates, edges and direction: what a drawing depends on besides the room for its labels. */
export function structureOf(graph: Graph, direction: Direction): string {
  const gates = graph.gates.map((gate) => `${gate.id}${gate.kind === 'gate' ? '' : 'p'}`);
  return [direction, ...gates, ...graph.edges.map((edge) => `${edge.from}>${edge.to}`)].join(' ');
}

/** What Mermaid is to draw with this room. */
export function planOf(graph: Graph, direction: Direction, compact: boolean, room: Room): Plan {
  return {
    compact,
    direction,
    gates: graph.gates.map((gate) => ({
      id: gate.id,
      pill: gate.kind !== 'gate',
      steps: room.get(gate.id) ?? MAX_STEPS,
    })),
    edges: graph.edges.map((edge, index) => ({
      id: edgeId(index),
      from: edge.from,
      to: edge.to,
      characters: compact ? 0 : Math.max(room.get(edgeId(index)) ?? 0, figureRoom(edge)),
    })),
  };
}

/** Makes room for the labels, measured in `workshop` in the page's own fonts with one layout for all of them. */
export function makeRoom(
  room: Room,
  graph: Graph,
  compact: boolean,
  unhealthy: ReadonlySet<string>,
  workshop: HTMLElement,
): void {
  workshop.classList.toggle('is-compact', compact);
  const labels = graph.gates.map((gate) => {
    const label = new GateLabel();
    label.patch(graph, gate, compact, unhealthy.has(gate.id));
    label.element.classList.add('is-measured');
    return label;
  });
  workshop.replaceChildren(...labels.map((label) => label.element));
  graph.gates.forEach((gate, index) => {
    const width = labels[index]!.element.getBoundingClientRect().width;
    const steps = Math.max(Math.ceil((width + SLACK) / WIDTH_STEP), MIN_STEPS);
    room.set(gate.id, Math.max(room.get(gate.id) ?? 0, Math.min(steps, MAX_STEPS)));
  });
  graph.edges.forEach((edge, index) => {
    room.set(edgeId(index), Math.max(room.get(edgeId(index)) ?? 0, figureRoom(edge)));
  });
  workshop.replaceChildren();
}

/** True when a figure on an edge has grown out of its room, or a gate's label that `overflows` could have more. */
export function isTight(graph: Graph, compact: boolean, room: Room, overflows: (gate: string) => boolean): boolean {
  return (
    graph.gates.some(({ id }) => overflows(id) && (room.get(id) ?? 0) < MAX_STEPS) ||
    (!compact && graph.edges.some((edge, index) => figureRoom(edge) > (room.get(edgeId(index)) ?? 0)))
  );
}

/** Characters of room for the figure on an edge, in steps of two, so that small changes need no new drawing. */
function figureRoom(edge: Edge): number {
  const figure = drawnFigure(edge);
  if (figure === '' || edge.from === edge.to) return 0;
  return Math.max(4, Math.ceil(figure.length / 2) * 2);
}

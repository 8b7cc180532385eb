import type { Flow } from '../src/engine/ops/flow';
import type { Edge, Gate, Graph } from '../src/graph/model';
import { isFold } from '../src/text/compositeText';
import { drawnFigure } from '../src/text/edgeText';
import { h, setAttribute, setText } from './dom';
import { type Direction, type Drawing, edgeId } from './mermaidDrawing';
import { edgeWidth, signClass, sizeOf } from './sign';
import type { SweepLook } from './sweepLook';

/** How the picture is to be shown besides its numbers. */
export interface Look {
  readonly direction: Direction;
  /** Patterns in colour; the others are drawn plainly. */
  readonly highlight: readonly Flow[];
  /** Patterns picked in the legend; all else is dimmed unless the list is empty. */
  readonly emphasised: readonly Flow[];
  /** Gates that something is wrong with. */
  readonly unhealthy: ReadonlySet<string>;
  /** Set while the reader steps through the backward sweep. */
  readonly sweep?: SweepLook | null;
}

/** What stands out in the picture. */
export interface States {
  readonly look: Look;
  readonly selected: string | null;
  /** The gate that Tab comes to. */
  readonly current: string | null;
  readonly marked: ReadonlySet<string>;
}

/** Writes how gates and edges stand out into the drawing of a graph. */
export function patchStates(graph: Graph, drawing: Drawing, { look, selected, current, marked }: States): void {
  const { highlight, emphasised, sweep } = look;
  const isDim = (gate: Gate | undefined): boolean =>
    emphasised.length > 0 && !(gate && gate.flow !== null && emphasised.includes(gate.flow));
  const gates = new Map(graph.gates.map((gate) => [gate.id, gate]));
  for (const gate of graph.gates) {
    const { group } = drawing.gates.get(gate.id)!;
    const plain = gate.flow !== null && !highlight.includes(gate.flow) && !emphasised.includes(gate.flow);
    const classes = [
      'gate',
      `is-${gate.kind}`,
      gate.flow !== null && `flow-${plain ? 'plain' : gate.flow}`,
      gate.isOutput && 'is-output',
      // A step of the sweep is the only one to stand out.
      gate.id === selected && !sweep && 'is-selected',
      isFold(gate) && 'is-fold',
      marked.has(gate.id) && 'is-marked',
      isDim(gate) && 'is-dim',
      sweep?.about.has(gate.id) && 'is-step',
      sweep?.getting.has(gate.id) && 'is-getting',
      group.classList.contains('is-lit') && 'is-lit',
    ];
    setAttribute(group, 'class', classes.filter(Boolean).join(' '));
    setAttribute(group, 'aria-pressed', String(gate.id === selected));
    setAttribute(group, 'tabindex', gate.id === current ? '0' : '-1');
  }
  graph.edges.forEach((edge, index) => {
    const drawn = drawing.edges.get(edgeId(index))!;
    // What a gate passes on to its inputs belongs to the gate.
    drawn.path.classList.toggle('is-dim', isDim(gates.get(edge.to)));
    drawn.label?.classList.toggle('is-dim', isDim(gates.get(edge.to)));
  });
}

/** Writes an edge's figure, sign and width; nothing of them for an edge over which nothing has flowed back yet. */
export function patchEdge(drawing: Drawing, index: number, edge: Edge, isAhead = false): void {
  const { path, label } = drawing.edges.get(edgeId(index))!;
  const contribution = isAhead ? null : edge.contribution;
  const size = isAhead ? null : sizeOf(edge);
  const states = `${edge.carried ? ' is-carried' : ''}${edge.cut ? ' is-cut' : ''}${isAhead ? ' is-ahead' : ''}`;
  setAttribute(path, 'class', `edge ${signClass(size)}${states}`);
  path.style.strokeWidth = `${edgeWidth(size)}px`;
  if (label === null) return;
  setAttribute(label, 'class', `slot figure ${signClass(contribution)}`);
  if (label.firstElementChild === null) label.append(h('span'));
  setText(label.firstElementChild!, isAhead ? '' : drawnFigure(edge));
}

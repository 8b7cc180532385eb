import { svg } from './dom';
import { mermaid, type Pause } from './mermaidLibrary';
import type { Box } from './panZoom';

/**
 * The one place that knows what Mermaid's SVG looks like. It is given ids of ours and widths, never a user's text; what
 * it hands out are the elements that the page fills and colours. test/page/mermaidDrawing.test.ts fails when an upgrade
 * of Mermaid changes what is relied on here.
 */

export type Direction = 'TB' | 'LR';

export interface GateToDraw {
  /** Letters and digits only. */
  readonly id: string;
  readonly pill: boolean;
  /** Width of the label in steps of {@link WIDTH_STEP} pixels, at most {@link MAX_STEPS}. */
  readonly steps: number;
}

export interface EdgeToDraw {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Room for the label on the edge, in characters; 0 for an edge without one. */
  readonly characters: number;
}

export interface Plan {
  readonly direction: Direction;
  /** Gates of three short lines in place of two long ones, for a graph that is too wide for its panel. */
  readonly compact: boolean;
  readonly gates: readonly GateToDraw[];
  readonly edges: readonly EdgeToDraw[];
}

export interface DrawnGate {
  readonly group: SVGGElement;
  /** Where the label goes; empty. */
  readonly label: HTMLElement;
  /** The gate's outline in the picture. */
  readonly box: Box;
}

export interface DrawnEdge {
  /** From the border of the one gate to the border of the other, in the direction of the computation. */
  readonly path: SVGPathElement;
  /** Where the figure on the edge goes; null for an edge without one. */
  readonly label: HTMLElement | null;
}

export interface Drawing {
  readonly svg: SVGSVGElement;
  readonly width: number;
  readonly height: number;
  readonly gates: ReadonlyMap<string, DrawnGate>;
  readonly edges: ReadonlyMap<string, DrawnEdge>;
}

/** The id of a graph's edge in the picture, by its index in the graph. */
export function edgeId(index: number): string {
  return `e${index}`;
}

/** Labels are as wide as the class `w<steps>` says, in style/drawing.css, while Mermaid measures them. */
export const WIDTH_STEP = 12;
export const MAX_STEPS = 28;

/** Radius of an input's corners where gates have three lines. */
const COMPACT_PILL = 18;

/** Free space around the picture, in pixels. */
const MARGIN = 2;

/** Mermaid's text: ids of ours and placeholders only. */
export function mermaidSource(plan: Plan): string {
  const lines = [`flowchart ${plan.direction}`];
  for (const gate of plan.gates) {
    // A round end of three lines would be as wide as the text itself.
    const [open, close] = gate.pill && !plan.compact ? ['(["', '"])'] : ['["', '"]'];
    lines.push(`  ${gate.id}${open}0${close}:::w${Math.min(gate.steps, MAX_STEPS)}`);
  }
  for (const edge of plan.edges) {
    // Mermaid makes three gates of one that leads to itself.
    if (edge.from === edge.to) continue;
    const label = edge.characters === 0 ? '' : `|"${'0'.repeat(edge.characters)}"|`;
    lines.push(`  ${edge.from} ${edge.id}@-->${label} ${edge.to}`);
  }
  return lines.join('\n');
}

/**
 * Draws a plan. `workshop` is an element of the page with the class `drawing`, in which Mermaid measures; it is empty
 * afterwards. Throws when Mermaid or `pause` does, or when a gate or edge is not found in what was drawn.
 */
export async function draw(plan: Plan, workshop: HTMLElement, pause: Pause = () => undefined): Promise<Drawing> {
  const library = await mermaid();
  workshop.classList.toggle('is-compact', plan.compact);
  const root = await library.render(mermaidSource(plan), workshop, pause);
  const picture = svg('svg', { class: 'flowchart' }, svg('defs', {}, ...arrowheads()), root);
  workshop.replaceChildren(picture);
  // Before anything is changed, so that the page lays it out once.
  const bounds = root.getBBox();
  const found = parts(root);
  const gates = new Map(plan.gates.map((gate) => [gate.id, gateIn(found, gate, plan.compact)]));
  const edges = new Map(
    plan.edges.map((edge) => {
      const own = edge.from === edge.to ? gates.get(edge.to) : undefined;
      return [edge.id, own ? ownLoop(root, own.box, plan.direction) : edgeIn(found, edge)];
    }),
  );
  let [right, bottom] = [bounds.x + bounds.width, bounds.y + bounds.height];
  for (const { from, to } of plan.edges) {
    const box = from === to ? gates.get(to)?.box : undefined;
    if (box === undefined) continue;
    right = Math.max(right, box.x + box.width + LOOP_SIZE);
    bottom = Math.max(bottom, box.y + box.height + LOOP_SIZE);
  }
  const [width, height] = [right - bounds.x + 2 * MARGIN, bottom - bounds.y + 2 * MARGIN];
  const viewBox = `${bounds.x - MARGIN} ${bounds.y - MARGIN} ${width} ${height}`;
  for (const [name, value] of Object.entries({ viewBox, width, height })) picture.setAttribute(name, String(value));
  workshop.replaceChildren();
  return { svg: picture, width, height, gates, edges };
}

/** An arrowhead of 8 by 8 pixels in the colour of its edge. Mermaid ends a path 4 pixels before the gate. */
function arrowheads(): SVGMarkerElement[] {
  return [arrowhead('arrow-forward', 5), arrowhead('arrow-back', 9)];
}

function arrowhead(id: string, tip: number): SVGMarkerElement {
  return svg(
    'marker',
    {
      id,
      viewBox: '0 0 10 10',
      refX: tip,
      refY: 5,
      markerUnits: 'userSpaceOnUse',
      markerWidth: 8,
      markerHeight: 8,
      orient: 'auto-start-reverse',
    },
    svg('path', { d: 'M0 1 10 5 0 9z', fill: 'context-stroke' }),
  );
}

/** The pieces of Mermaid's drawing by the ids of the plan. */
interface Parts {
  readonly gates: ReadonlyMap<string, SVGGElement>;
  readonly paths: ReadonlyMap<string, SVGPathElement>;
  readonly figures: ReadonlyMap<string, Element>;
}

function parts(root: SVGGElement): Parts {
  const gates = new Map<string, SVGGElement>();
  for (const group of root.querySelectorAll<SVGGElement>('g.node')) {
    const id = /-flowchart-([^-]+)-\d+$/.exec(group.id)?.[1];
    if (id !== undefined) gates.set(id, group);
  }
  const byId = <E extends Element>(selector: string) =>
    new Map([...root.querySelectorAll<E>(selector)].map((element) => [element.getAttribute('data-id') ?? '', element]));
  return { gates, paths: byId<SVGPathElement>('.edgePaths path'), figures: byId('.edgeLabels .label') };
}

function gateIn(found: Parts, { id, pill }: GateToDraw, compact: boolean): DrawnGate {
  const group = found.gates.get(id);
  const outline = group?.querySelector<SVGGraphicsElement>('.label-container');
  const holder = group?.querySelector('foreignObject');
  if (!group || !outline || !holder) throw new Error(`internal: gate ${id} is not in Mermaid's drawing`);
  const { x, y, width, height } = boxOf(outline);
  const place = translation(group);
  const rx = pill ? (compact ? COMPACT_PILL : height / 2) : 7;
  outline.replaceWith(svg('rect', { class: 'box', x, y, width, height, rx }));
  group.setAttribute('class', 'gate');
  group.removeAttribute('id');
  return { group, label: emptied(holder), box: { x: place.x + x, y: place.y + y, width, height } };
}

/** Of a rectangle as it is written; anything else has to be laid out for that. */
function boxOf(outline: SVGGraphicsElement): Box {
  if (!(outline instanceof SVGRectElement)) return outline.getBBox();
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(outline.getAttribute(name)));
  return { x: x!, y: y!, width: width!, height: height! };
}

function edgeIn(found: Parts, { id, characters }: EdgeToDraw): DrawnEdge {
  const path = found.paths.get(id);
  const holder = found.figures.get(id)?.querySelector('foreignObject') ?? null;
  if (path === undefined || (characters > 0 && holder === null)) {
    throw new Error(`internal: edge ${id} is not in Mermaid's drawing`);
  }
  path.setAttribute('class', 'edge');
  // Without its id, since the next drawing has it, too.
  for (const name of ['id', 'style']) path.removeAttribute(name);
  path.setAttribute('marker-end', 'url(#arrow-forward)');
  return { path, label: characters > 0 && holder !== null ? emptied(holder) : null };
}

/** How far the edge of a gate to itself stands out. */
const LOOP_SIZE = 18;

/** The edge of a gate to itself: at its right side where the graph runs down, below it where it runs to the right. */
function ownLoop(root: SVGGElement, { x, y, width, height }: Box, direction: Direction): DrawnEdge {
  const [right, middle, bottom] = [x + width, y + height / 2, y + height];
  const d =
    direction === 'TB'
      ? `M${right} ${middle + 10}C${right + 1.3 * LOOP_SIZE} ${middle + 14} ${right + 1.3 * LOOP_SIZE} ${middle - 14} ${right + 4} ${middle - 10}`
      : `M${x + width / 2 + 16} ${bottom}C${x + width / 2 + 20} ${bottom + 1.3 * LOOP_SIZE} ${x + width / 2 - 20} ${bottom + 1.3 * LOOP_SIZE} ${x + width / 2 - 16} ${bottom + 4}`;
  const path = svg('path', { class: 'edge', d, 'marker-end': 'url(#arrow-forward)' });
  root.querySelector('.edgePaths')?.append(path);
  return { path, label: null };
}

/** Replaces the placeholder in a label's foreignObject by an empty element of ours. */
function emptied(holder: Element): HTMLElement {
  const label = document.createElement('div');
  label.className = 'slot';
  holder.replaceChildren(label);
  return label;
}

function translation(group: SVGGElement): { x: number; y: number } {
  const { e, f } = group.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
  return { x: e, y: f };
}

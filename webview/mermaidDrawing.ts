import type { Mermaid } from 'mermaid';
import { svg } from './dom';
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

const PICTURE_ID = 'gradlens-picture';
/** Mermaid's rule: four times this beside a label in a box, twice above and below. */
const PADDING = 5;

let loaded: Promise<Mermaid> | null = null;

/** Loads Mermaid; the page shows its text first. */
function mermaid(): Promise<Mermaid> {
  loaded ??= import('mermaid').then(({ default: library }) => {
    library.initialize({
      startOnLoad: false,
      securityLevel: 'strict',
      layout: 'dagre',
      look: 'classic',
      theme: 'base',
      // Honoured here alone; a directive in the source cannot raise them.
      maxEdges: 2000,
      maxTextSize: 1_000_000,
      htmlLabels: true,
      deterministicIds: true,
      flowchart: {
        htmlLabels: true,
        useMaxWidth: false,
        curve: 'basis',
        padding: PADDING,
        nodeSpacing: 16,
        rankSpacing: 26,
        diagramPadding: 2,
        wrappingWidth: 4000,
        minNodeWidth: 0,
      },
    });
    return library;
  });
  return loaded;
}

/** Mermaid's text: ids of ours and placeholders only. */
export function mermaidSource(plan: Plan): string {
  const lines = [`flowchart ${plan.direction}`];
  for (const gate of plan.gates) {
    const [open, close] = gate.pill ? ['(["', '"])'] : ['["', '"]'];
    lines.push(`  ${gate.id}${open}0${close}:::w${Math.min(gate.steps, MAX_STEPS)}`);
  }
  for (const edge of plan.edges) {
    const label = edge.characters === 0 ? '' : `|"${'0'.repeat(edge.characters)}"|`;
    lines.push(`  ${edge.from} ${edge.id}@-->${label} ${edge.to}`);
  }
  return lines.join('\n');
}

/**
 * Draws a plan. `workshop` is an element of the page with the class `drawing`, in which Mermaid measures; it is empty
 * afterwards. Throws when Mermaid does, or when a gate or edge is not found in what it drew.
 */
export async function draw(plan: Plan, workshop: HTMLElement): Promise<Drawing> {
  const library = await mermaid();
  workshop.classList.toggle('is-compact', plan.compact);
  const { svg: markup } = await library.render(PICTURE_ID, mermaidSource(plan), workshop);
  // Mermaid's own markup, made of our ids alone, as it came through its sanitiser.
  workshop.innerHTML = markup;
  const picture = workshop.querySelector('svg');
  if (picture === null) throw new Error('internal: Mermaid drew no SVG');
  clean(picture);
  const gates = new Map(plan.gates.map((gate) => [gate.id, gateIn(picture, gate)]));
  const edges = new Map(plan.edges.map((edge) => [edge.id, edgeIn(picture, edge)]));
  const { width, height } = picture.viewBox.baseVal;
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(height));
  workshop.replaceChildren();
  return { svg: picture, width, height, gates, edges };
}

/** Takes out Mermaid's style sheet (colours, shadows, backgrounds), its filters and its arrowheads. */
function clean(picture: SVGSVGElement): void {
  for (const element of picture.querySelectorAll('style, filter, linearGradient, marker, defs')) element.remove();
  // Without its id, since Mermaid begins a drawing by removing what has the id of the new one.
  for (const name of ['id', 'role', 'aria-roledescription', 'style']) picture.removeAttribute(name);
  picture.prepend(svg('defs', {}, arrowhead('arrow-forward', 5), arrowhead('arrow-back', 9)));
}

/** An arrowhead of 8 by 8 pixels in the colour of its edge. Mermaid ends a path 4 pixels before the gate. */
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

function gateIn(picture: SVGSVGElement, { id, pill }: GateToDraw): DrawnGate {
  const group = picture.querySelector<SVGGElement>(`g.node[id*="-flowchart-${id}-"]`);
  const outline = group?.querySelector<SVGGraphicsElement>('.label-container');
  const holder = group?.querySelector('foreignObject');
  if (!group || !outline || !holder) throw new Error(`internal: gate ${id} is not in Mermaid's drawing`);
  const { x, y, width, height } = outline.getBBox();
  const place = translation(group);
  // One plain rectangle in place of Mermaid's outline, whose pills are two paths of 200 curves each.
  outline.replaceWith(svg('rect', { class: 'box', x, y, width, height, rx: pill ? height / 2 : 7 }));
  group.setAttribute('class', 'gate');
  group.removeAttribute('id');
  return { group, label: emptied(holder), box: { x: place.x + x, y: place.y + y, width, height } };
}

function edgeIn(picture: SVGSVGElement, { id, characters }: EdgeToDraw): DrawnEdge {
  const path = picture.querySelector<SVGPathElement>(`.edgePaths path[data-id="${id}"]`);
  const holder = picture.querySelector(`.edgeLabels .label[data-id="${id}"] foreignObject`);
  if (path === null || (characters > 0 && holder === null)) {
    throw new Error(`internal: edge ${id} is not in Mermaid's drawing`);
  }
  path.setAttribute('class', 'edge');
  path.removeAttribute('style');
  path.setAttribute('marker-end', 'url(#arrow-forward)');
  return { path, label: characters > 0 && holder !== null ? emptied(holder) : null };
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

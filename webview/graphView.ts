import type { Flow } from '../src/engine/ops/flow';
import type { Edge, Gate, Graph } from '../src/graph/model';
import { isFold } from '../src/text/compositeText';
import { shortNumber } from '../src/text/numberFormat';
import { union } from './cardPlacement';
import { h, setAttribute, setText } from './dom';
import { GateLabel, spokenGate } from './gateLabel';
import { LitEdges } from './litEdges';
import { type Direction, type Drawing, draw, edgeId, MAX_STEPS, type Plan, WIDTH_STEP } from './mermaidDrawing';
import { type Box, fitsBadly, PanZoom, type View } from './panZoom';
import { edgeWidth, signClass } from './sign';

export interface GraphViewEvents {
  /** The pointer or the keyboard's focus came to a gate, or left (null). */
  readonly point: (gate: string | null, by: 'pointer' | 'keyboard') => void;
  /** A gate was clicked, or Enter was pressed on it; null for a click beside all gates. */
  readonly activate: (gate: string | null) => void;
  readonly moved: (view: View | null) => void;
  /** A drawing stands: the first one, or one of another structure. */
  readonly drawn: () => void;
  readonly failed: (message: string) => void;
}

/** How the picture is to be shown besides its numbers. */
export interface Look {
  readonly direction: Direction;
  /** Patterns in colour; the others are drawn plainly. */
  readonly highlight: readonly Flow[];
  /** Patterns picked in the legend; all else is dimmed unless the list is empty. */
  readonly emphasised: readonly Flow[];
  /** Gates that something is wrong with. */
  readonly unhealthy: ReadonlySet<string>;
}

interface Shown {
  readonly key: string;
  /** What stands in the drawing; while the next one is made, the page may be on to another graph. */
  readonly graph: Graph;
  readonly drawing: Drawing;
  readonly labels: ReadonlyMap<string, GateLabel>;
  readonly compact: boolean;
}

/**
 * The drawn graph. While the structure stays, a new graph patches labels, widths and colours in place; otherwise it is
 * drawn again, and the old picture stays up until the new one is ready.
 */
export class GraphView {
  readonly element: HTMLElement;
  readonly panZoom: PanZoom;
  readonly #canvas = h('div', { class: 'canvas' });
  readonly #workshop = h('div', { class: 'drawing workshop', 'aria-hidden': 'true' });
  readonly #lit = new LitEdges();
  #graph: Graph | null = null;
  #look: Look = { direction: 'TB', highlight: [], emphasised: [], unhealthy: new Set() };
  #shown: Shown | null = null;
  #busy = false;
  /** Widths only grow while the structure stays, so that a dragged number does not make the picture breathe. */
  #steps = new Map<string, number>();
  #stepsKey = '';
  /** The structure that is too wide for gates of two lines, and the width of the stage in which it was. */
  #compact = { structure: '', width: 0 };
  /** The view to take for the next drawing; null fits it. */
  #wantedView: View | null = null;
  #selected: string | null = null;
  #current: string | null = null;
  #pointer = { x: 0, y: 0 };
  /** Gates that stand out together, such as those that would be folded into one. */
  #marked: ReadonlySet<string> = new Set();
  /** A gate of the present drawing, and the one that is to be at its place in the next. */
  #anchor: { readonly from: string; readonly to: string } | null = null;

  constructor(readonly events: GraphViewEvents) {
    this.element = h('div', { class: 'graph', role: 'application', 'aria-roledescription': 'computational graph' });
    const drawing = h('div', { class: 'drawing' }, this.#canvas);
    this.element.append(drawing, this.#workshop);
    this.panZoom = new PanZoom(this.element, drawing, (view) => {
      this.#wantedView = view;
      events.moved(view);
    });
    this.element.addEventListener('click', (event) => {
      if (!(event.target instanceof Element && event.target.closest('.gate'))) events.activate(null);
    });
    this.element.addEventListener('pointerleave', () => events.point(null, 'pointer'));
    this.element.addEventListener('pointermove', ({ clientX, clientY }) => {
      this.#pointer = { x: clientX, y: clientY };
    });
  }

  /** The gates as they stand in the picture, with their boxes in its units; empty before the first drawing. */
  get boxes(): ReadonlyMap<string, Box> {
    return new Map([...(this.#shown?.drawing.gates ?? [])].map(([id, gate]) => [id, gate.box]));
  }

  /** The element around the drawing; null before the first one. */
  get canvas(): HTMLElement | null {
    return this.#shown === null ? null : this.#canvas;
  }

  get graph(): Graph | null {
    return this.#graph;
  }

  get direction(): Direction {
    return this.#look.direction;
  }

  /** The gate that Tab comes to, which arrows move. */
  get current(): string | null {
    return this.#current;
  }

  show(graph: Graph, look: Look): void {
    this.#graph = graph;
    this.#look = look;
    setAttribute(
      this.element,
      'aria-label',
      `${graph.gates.length} gates. Arrow keys move along edges, Enter pins a gate, plus, minus and 0 zoom, F folds.`,
    );
    if (this.#shown?.key === this.#key(graph)) {
      this.#anchor = null;
      this.#patch();
    } else void this.#redraw();
  }

  /** Keeps the picture where it is through the next drawing: gate `to` will stand where `from` does now. */
  holdStill(from: string, to: string): void {
    this.#anchor = { from, to };
  }

  /** Makes gates stand out together; none when the list is empty. */
  mark(gates: readonly string[]): void {
    this.#marked = new Set(gates);
    this.#patchStates();
  }

  /** Forgets where the user moved the picture, or takes up where an earlier page left it. */
  startAt(view: View | null): void {
    this.#wantedView = view;
  }

  /** Fits the picture again when the panel's size changed, unless the user moved it. */
  resized(): void {
    if (this.#shown === null) return;
    if (this.#compact.width > 0 && this.panZoom.size.width > 1.25 * this.#compact.width) {
      this.#compact = { structure: '', width: 0 };
      void this.#redraw();
    } else if (this.#wantedView === null) this.panZoom.fit('readable');
  }

  select(gate: string | null): void {
    this.#selected = gate;
    this.#patchStates();
  }

  /** Lights up what flows back from a gate to its inputs. */
  light(gate: string | null): void {
    const shown = this.#shown;
    if (shown === null) return;
    this.#lit.show(gate, shown.graph, shown.drawing);
    for (const [id, drawn] of shown.drawing.gates) drawn.group.classList.toggle('is-lit', id === gate);
  }

  /** Moves the keyboard to a gate and the gate into sight. */
  focus(id: string): void {
    const drawn = this.#shown?.drawing.gates.get(id);
    if (drawn === undefined) return;
    this.#makeCurrent(id);
    drawn.group.focus({ preventScroll: true });
    this.panZoom.bringIn(drawn.box);
  }

  /** Moves a gate into sight, `together` with others as far as there is room. */
  bringIn(id: string, together: readonly string[] = []): void {
    const boxOf = (gate: string) => this.#shown?.drawing.gates.get(gate)?.box;
    const own = boxOf(id);
    if (own === undefined) return;
    if (together.length > 0) this.panZoom.bringIn(union([own, ...together.flatMap((gate) => boxOf(gate) ?? [])]));
    this.panZoom.bringIn(own);
  }

  /** A gate's place on the screen; null when it is not drawn. */
  onScreen(id: string): DOMRect | null {
    return this.#shown?.drawing.gates.get(id)?.group.querySelector('.box')?.getBoundingClientRect() ?? null;
  }

  async #redraw(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      // What is wanted may change while Mermaid draws; only the last wish is installed.
      while (this.#graph !== null && this.#shown?.key !== this.#key(this.#graph)) {
        const plan = this.#plan(this.#graph);
        const key = this.#key(this.#graph);
        const drawing = await draw(plan, this.#workshop);
        if (this.#key(this.#graph) !== key) continue;
        if (this.#isTooWide(plan, drawing)) {
          this.#compact = { structure: structureOf(this.#graph, plan.direction), width: this.panZoom.size.width };
        } else this.#install(key, drawing, plan.compact);
      }
    } catch (error) {
      this.events.failed(error instanceof Error ? error.message : String(error));
    } finally {
      this.#busy = false;
    }
  }

  /** What a drawing depends on besides the widths of its labels. */
  #key(graph: Graph): string {
    const structure = structureOf(graph, this.#look.direction);
    return `${structure === this.#compact.structure ? 'compact ' : ''}${structure}`;
  }

  /** Width is what panels lack; height is there for the taking. */
  #isTooWide(plan: Plan, drawing: Drawing): boolean {
    return !plan.compact && this.panZoom.size.width > 0 && fitsBadly(drawing, this.panZoom.size);
  }

  #plan(graph: Graph): Plan {
    const key = this.#key(graph);
    const compact = key.startsWith('compact');
    if (this.#stepsKey !== key) this.#steps.clear();
    this.#stepsKey = key;
    this.#measure(graph, compact);
    return {
      compact,
      direction: this.#look.direction,
      gates: graph.gates.map((gate) => ({
        id: gate.id,
        pill: gate.kind !== 'gate',
        steps: this.#steps.get(gate.id) ?? MAX_STEPS,
      })),
      edges: graph.edges.map((edge, index) => ({
        id: edgeId(index),
        from: edge.from,
        to: edge.to,
        characters: compact ? 0 : Math.max(this.#steps.get(edgeId(index)) ?? 0, figureRoom(edge)),
      })),
    };
  }

  /** Widths of the labels in steps, measured in the page's own fonts with one layout for all of them. */
  #measure(graph: Graph, compact: boolean): void {
    this.#workshop.classList.toggle('is-compact', compact);
    const labels = graph.gates.map((gate) => {
      const label = new GateLabel();
      label.patch(graph, gate, compact, this.#look.unhealthy.has(gate.id));
      label.element.classList.add('is-measured');
      return label;
    });
    this.#workshop.replaceChildren(...labels.map((label) => label.element));
    graph.gates.forEach((gate, index) => {
      const width = labels[index]!.element.getBoundingClientRect().width;
      const steps = Math.max(Math.ceil((width + SLACK) / WIDTH_STEP), MIN_STEPS);
      this.#steps.set(gate.id, Math.max(this.#steps.get(gate.id) ?? 0, Math.min(steps, MAX_STEPS)));
    });
    graph.edges.forEach((edge, index) => {
      this.#steps.set(edgeId(index), Math.max(this.#steps.get(edgeId(index)) ?? 0, figureRoom(edge)));
    });
    this.#workshop.replaceChildren();
  }

  #install(key: string, drawing: Drawing, compact: boolean): void {
    const graph = this.#graph!;
    const focused = this.#canvas.contains(document.activeElement);
    const held = this.#heldStill(drawing);
    const labels = new Map<string, GateLabel>();
    for (const gate of graph.gates) {
      const drawn = drawing.gates.get(gate.id)!;
      const label = new GateLabel();
      labels.set(gate.id, label);
      drawn.label.append(label.element);
      this.#listen(drawn.group, gate.id);
    }
    this.#shown = { key, graph, drawing, labels, compact };
    this.#canvas.classList.toggle('is-compact', compact);
    this.#canvas.replaceChildren(drawing.svg);
    this.panZoom.picture = drawing;
    if (this.#anchor !== null && this.#current === this.#anchor.from) this.#current = this.#anchor.to;
    this.#anchor = null;
    if (this.#current === null || !labels.has(this.#current))
      this.#current = graph.outputs[0] ?? graph.gates[0]?.id ?? null;
    if (this.#wantedView === null) this.panZoom.fit('readable');
    else {
      if (held !== null) this.#wantedView = held;
      this.panZoom.show(this.#wantedView);
      if (held !== null) this.events.moved(held);
    }
    this.#patch();
    if (focused && this.#current !== null) drawing.gates.get(this.#current)?.group.focus({ preventScroll: true });
    this.events.drawn();
  }

  /** The view of a new drawing in which the anchor does not move; null without one. */
  #heldStill(drawing: Drawing): View | null {
    if (this.#anchor === null) return null;
    const before = this.#shown?.drawing.gates.get(this.#anchor.from)?.box;
    const after = drawing.gates.get(this.#anchor.to)?.box;
    if (before === undefined || after === undefined) return null;
    const { x, y, scale } = this.panZoom.view;
    const right = before.x + before.width / 2 - (after.x + after.width / 2);
    const down = before.y + before.height / 2 - (after.y + after.height / 2);
    return { scale, x: x + right * scale, y: y + down * scale };
  }

  #listen(group: SVGGElement, id: string): void {
    group.setAttribute('role', 'button');
    group.dataset.gate = id;
    group.addEventListener('pointerenter', ({ pointerType, clientX, clientY }) => {
      // The picture may move under a pointer that rests; only a pointer that moves points at something.
      const rests = clientX === this.#pointer.x && clientY === this.#pointer.y;
      if (pointerType !== 'touch' && !rests) this.events.point(id, 'pointer');
    });
    group.addEventListener('pointerleave', () => this.events.point(null, 'pointer'));
    group.addEventListener('click', () => {
      this.#makeCurrent(id);
      this.events.activate(id);
    });
    group.addEventListener('focus', () => {
      this.#makeCurrent(id);
      if (group.matches(':focus-visible')) this.events.point(id, 'keyboard');
    });
    group.addEventListener('blur', () => this.events.point(null, 'keyboard'));
  }

  #makeCurrent(id: string): void {
    this.#current = id;
    for (const [other, { group }] of this.#shown?.drawing.gates ?? []) {
      setAttribute(group, 'tabindex', other === id ? '0' : '-1');
    }
  }

  #patch(): void {
    const graph = this.#graph!;
    const shown = { ...this.#shown!, graph };
    this.#shown = shown;
    for (const gate of graph.gates) {
      const unhealthy = this.#look.unhealthy.has(gate.id);
      shown.labels.get(gate.id)?.patch(graph, gate, shown.compact, unhealthy);
      setAttribute(shown.drawing.gates.get(gate.id)!.group, 'aria-label', spokenGate(gate, unhealthy));
    }
    for (const [index, edge] of graph.edges.entries()) patchEdge(shown.drawing, index, edge);
    this.#patchStates();
    this.#lit.patch(graph, shown.drawing);
    const tight =
      graph.gates.some((gate) => shown.labels.get(gate.id)!.overflows && (this.#steps.get(gate.id) ?? 0) < MAX_STEPS) ||
      (!shown.compact && graph.edges.some((edge, index) => figureRoom(edge) > (this.#steps.get(edgeId(index)) ?? 0)));
    if (tight) {
      this.#shown = { ...shown, key: '' };
      void this.#redraw();
    }
  }

  #patchStates(): void {
    const shown = this.#shown;
    const { highlight, emphasised } = this.#look;
    if (shown === null) return;
    const { graph } = shown;
    const isDim = (gate: Gate | undefined): boolean =>
      emphasised.length > 0 && !(gate && gate.flow !== null && emphasised.includes(gate.flow));
    const gates = new Map(graph.gates.map((gate) => [gate.id, gate]));
    for (const gate of graph.gates) {
      const { group } = shown.drawing.gates.get(gate.id)!;
      const plain = gate.flow !== null && !highlight.includes(gate.flow) && !emphasised.includes(gate.flow);
      const classes = [
        'gate',
        `is-${gate.kind}`,
        gate.flow !== null && `flow-${plain ? 'plain' : gate.flow}`,
        gate.isOutput && 'is-output',
        gate.id === this.#selected && 'is-selected',
        isFold(gate) && 'is-fold',
        this.#marked.has(gate.id) && 'is-marked',
        isDim(gate) && 'is-dim',
        group.classList.contains('is-lit') && 'is-lit',
      ];
      setAttribute(group, 'class', classes.filter(Boolean).join(' '));
      setAttribute(group, 'aria-pressed', String(gate.id === this.#selected));
      setAttribute(group, 'tabindex', gate.id === this.#current ? '0' : '-1');
    }
    graph.edges.forEach((edge, index) => {
      const drawn = shown.drawing.edges.get(edgeId(index))!;
      // What a gate passes on to its inputs belongs to the gate.
      drawn.path.classList.toggle('is-dim', isDim(gates.get(edge.to)));
      drawn.label?.classList.toggle('is-dim', isDim(gates.get(edge.to)));
    });
  }
}

/** No gate is narrower, so that numbers of common length need no new drawing. */
const MIN_STEPS = 4;
/** Pixels of room for one more sign and digit, so that most changes of a number need no new drawing. */
const SLACK = 10;

/** Gates, edges and direction: what a drawing depends on besides the widths of its labels. */
function structureOf(graph: Graph, direction: Direction): string {
  const gates = graph.gates.map((gate) => `${gate.id}${gate.kind === 'gate' ? '' : 'p'}`);
  return [direction, ...gates, ...graph.edges.map((edge) => `${edge.from}>${edge.to}`)].join(' ');
}

/** Characters of room for the figure on an edge, in steps of two, so that small changes need no new drawing. */
function figureRoom(edge: Edge): number {
  if (edge.contribution === null) return 0;
  return Math.max(4, Math.ceil(shortNumber(edge.contribution).length / 2) * 2);
}

function patchEdge(drawing: Drawing, index: number, edge: Edge): void {
  const { path, label } = drawing.edges.get(edgeId(index))!;
  setAttribute(path, 'class', `edge ${signClass(edge.contribution)}`);
  path.style.strokeWidth = `${edgeWidth(edge.contribution)}px`;
  if (label === null) return;
  setAttribute(label, 'class', `slot figure ${signClass(edge.contribution)}`);
  if (label.firstElementChild === null) label.append(h('span'));
  setText(label.firstElementChild!, edge.contribution === null ? '' : shortNumber(edge.contribution));
}

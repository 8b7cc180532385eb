import type { Graph } from '../src/graph/model';
import { union } from './cardPlacement';
import { h, setAttribute } from './dom';
import { DrawingProgress } from './drawingProgress';
import { GateLabel, spokenGate } from './gateLabel';
import { leastWidth } from './leastWidth';
import { LitEdges } from './litEdges';
import { type Direction, type Drawing, draw } from './mermaidDrawing';
import { MoreHint } from './moreHint';
import { pauses } from './pace';
import { type Box, fitsBadly, PanZoom, type View } from './panZoom';
import { type Look, patchEdge, patchStates } from './pictureStates';
import { isTight, makeRoom, planOf, type Room, structureOf } from './plans';
import { Recent } from './recent';

export interface GraphViewEvents {
  /** The pointer or the keyboard's focus came to a gate, or left (null). */
  readonly point: (gate: string | null, by: 'pointer' | 'keyboard') => void;
  /** A gate was clicked, or Enter was pressed on it; null for a click beside all gates. */
  readonly activate: (gate: string | null) => void;
  readonly moved: (view: View | null) => void;
  /** A drawing stands: the first one, or one of another structure. */
  readonly drawn: () => void;
  readonly failed: (message: string) => void;
  /** A smooth movement of the picture has ended. */
  readonly settled: () => void;
}

/** A drawing with its labels; it can be taken down and put up again. */
interface Picture {
  readonly key: string;
  readonly drawing: Drawing;
  readonly labels: ReadonlyMap<string, GateLabel>;
  readonly room: Room;
  readonly compact: boolean;
}

interface Shown extends Picture {
  /** What stands in the drawing; while the next one is made, the page may be on to another graph. */
  readonly graph: Graph;
}

/** A drawing in the making. */
interface Job {
  readonly key: string;
  readonly stop: AbortController;
}

/** So many drawings are kept, for folding back; and so many gates in all of them. */
const KEPT = 16;
const KEPT_GATES = 1500;

/**
 * The drawn graph. While the structure stays, a new graph patches labels, widths and colours in place. A structure that
 * was drawn lately is put up again at once; any other is drawn, and the old picture stays up until the new one is ready
 * or is no longer wanted.
 */
export class GraphView {
  readonly element: HTMLElement;
  readonly panZoom: PanZoom;
  readonly #canvas = h('div', { class: 'canvas' });
  readonly #workshop = h('div', { class: 'drawing workshop', 'aria-hidden': 'true' });
  readonly #lit = new LitEdges();
  readonly #more = new MoreHint(() => this.panZoom.fit('all'));
  #graph: Graph | null = null;
  #look: Look = { direction: 'TB', highlight: [], emphasised: [], unhealthy: new Set() };
  #shown: Shown | null = null;
  /** The picture and the room in it for which one with more room was asked for last. */
  #tried = '';
  #busy = false;
  #job: Job | null = null;
  /** The structure whose drawing was cancelled. */
  #declined = '';
  readonly #kept = new Recent<Picture>(KEPT, KEPT_GATES, ({ labels }) => labels.size);
  readonly #progress = new DrawingProgress();
  #room: { readonly key: string; readonly room: Room } = { key: '', room: new Map() };
  /** Structures that are too wide for gates of two lines, with the width of the stage in which they were. */
  readonly #compact = new Recent<number>(KEPT, KEPT, () => 1);
  /** The view to take for the next drawing; null fits it. */
  #wantedView: View | null = null;
  #selected: string | null = null;
  #current: string | null = null;
  #pointer = { x: 0, y: 0 };
  /** The gate that is lit by the pointer or its card. */
  #pointed: string | null = null;
  /** Gates that stand out together, such as those that would be folded into one. */
  #marked: ReadonlySet<string> = new Set();
  /** A gate of the present drawing, and the one that is to be at its place in the next. */
  #anchor: { readonly from: string; readonly to: string } | null = null;

  constructor(readonly events: GraphViewEvents) {
    this.element = h('div', { class: 'graph', role: 'application', 'aria-roledescription': 'computational graph' });
    const drawing = h('div', { class: 'drawing' }, this.#canvas);
    this.element.append(drawing, this.#workshop, this.#progress.element, this.#more.element);
    drawing.addEventListener('transitionend', ({ target, propertyName }) => {
      if (target === drawing && propertyName === 'transform') events.settled();
    });
    this.panZoom = new PanZoom(
      this.element,
      drawing,
      (view) => {
        this.#wantedView = view;
        if (view !== null) this.#more.hide();
        events.moved(view);
      },
      (view) => this.#hint(view),
    );
    this.element.addEventListener('click', (event) => {
      if (!(event.target instanceof Element && event.target.closest('.gate, .more-hint'))) events.activate(null);
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
      `${graph.gates.length} gates. Arrow keys move along edges, Enter pins a gate, plus, minus and 0 zoom, F folds, S steps through the backward pass.`,
    );
    const key = this.#key(graph);
    if (this.#declined !== key) this.#declined = '';
    if (this.#job !== null && this.#job.key !== key) this.#job.stop.abort();
    if (this.#shown?.key === key) {
      this.#anchor = null;
      this.#progress.end();
      this.#patch();
    } else this.#bring(key);
  }

  /** Puts up the drawing of a structure, made lately or anew. */
  #bring(key: string): void {
    const picture = this.#kept.get(key);
    if (picture !== undefined) {
      this.#progress.end();
      for (const { group } of picture.drawing.gates.values()) group.classList.remove('is-lit');
      this.#install(picture);
    } else if (this.#declined === '') void this.#redraw();
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
    this.panZoom.reset();
  }

  /** The next drawing is fitted, as a reader who did not move this one asked for. */
  refit(): void {
    this.#wantedView = null;
  }

  /** Fits the picture again when the panel's size changed, unless the user moved it. */
  resized(): void {
    if (this.#shown === null) return;
    const structure = structureOf(this.#shown.graph, this.#look.direction);
    if (this.panZoom.size.width > 1.25 * (this.#compact.get(structure) ?? Number.POSITIVE_INFINITY)) {
      this.#compact.delete(structure);
      if (this.#graph !== null) this.#bring(this.#key(this.#graph));
    } else if (this.#wantedView === null) this.panZoom.fit();
  }

  select(gate: string | null): void {
    this.#selected = gate;
    this.#patchStates();
  }

  /** Lights up what flows back from a gate to its inputs; in a step of the sweep, that of the step. */
  light(pointed: string | null): void {
    const shown = this.#shown;
    this.#pointed = pointed;
    if (shown === null) return;
    const { sweep } = this.#look;
    const gate = sweep ? sweep.gate : pointed;
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

  /** Moves a gate into sight as one that the eye follows, `together` with others where there is room. */
  follow(id: string, together: readonly string[]): void {
    const boxes = [id, ...together].flatMap((gate) => this.#shown?.drawing.gates.get(gate)?.box ?? []);
    const [own] = boxes;
    if (own !== undefined) this.panZoom.follow(own, union(boxes));
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
      while (this.#graph !== null && this.#declined === '' && this.#shown?.key !== this.#key(this.#graph)) {
        await this.#drawOnce(this.#graph, this.#key(this.#graph));
      }
      // Also where the picture that stands proved to be the one that fits.
      if (this.#declined === '') this.#progress.end();
    } catch (error) {
      this.#progress.end();
      this.events.failed(error instanceof Error ? error.message : String(error));
    } finally {
      this.#busy = false;
    }
  }

  async #drawOnce(graph: Graph, key: string): Promise<void> {
    const job: Job = { key, stop: new AbortController() };
    this.#job = job;
    this.#progress.begin(graph.gates.length, () => this.#cancel(graph, key));
    try {
      const { direction, unhealthy } = this.#look;
      const compact = key.startsWith('compact');
      if (this.#room.key !== key) this.#room = { key, room: new Map() };
      const { room } = this.#room;
      makeRoom(room, graph, compact, unhealthy, this.#workshop);
      const plan = planOf(graph, direction, compact, room);
      // Width is what panels lack; height is there for the taking.
      const tooWide = (width: number): boolean => {
        const isTooWide = !compact && this.panZoom.size.width > 0 && fitsBadly({ width, height: 0 }, this.panZoom.size);
        if (isTooWide) this.#compact.set(structureOf(graph, direction), this.panZoom.size.width);
        return isTooWide;
      };
      if (tooWide(leastWidth(plan))) return;
      const drawing = await draw(plan, this.#workshop, pauses(job.stop.signal));
      if (job.stop.signal.aborted || this.#graph === null || this.#key(this.#graph) !== key) return;
      if (tooWide(drawing.width)) return;
      this.#progress.end();
      this.#install({ key, drawing, room, compact, labels: this.#label(drawing) });
    } catch (error) {
      if (!job.stop.signal.aborted) throw error;
    } finally {
      this.#job = null;
    }
  }

  /** Leaves the picture as it is, until it is asked for again or another structure is wanted. */
  #cancel(graph: Graph, key: string): void {
    this.#declined = key;
    this.#job?.stop.abort();
    this.#progress.cancelled(graph.gates.length, () => {
      this.#declined = '';
      void this.#redraw();
    });
  }

  /** What a drawing depends on besides the room for its labels. */
  #key(graph: Graph): string {
    const structure = structureOf(graph, this.#look.direction);
    return `${this.#compact.get(structure) === undefined ? '' : 'compact '}${structure}`;
  }

  #label(drawing: Drawing): ReadonlyMap<string, GateLabel> {
    const labels = new Map<string, GateLabel>();
    for (const [id, { group, label: slot }] of drawing.gates) {
      const label = new GateLabel();
      labels.set(id, label);
      slot.append(label.element);
      this.#listen(group, id);
    }
    return labels;
  }

  #install(picture: Picture): void {
    const { key, drawing, labels, room, compact } = picture;
    const graph = this.#graph!;
    const focused = this.#canvas.contains(document.activeElement);
    const held = this.#heldStill(drawing);
    this.#kept.set(key, picture);
    this.#room = { key, room };
    this.#shown = { ...picture, graph };
    this.#canvas.classList.toggle('is-compact', compact);
    this.#canvas.replaceChildren(drawing.svg);
    this.panZoom.take(drawing, drawing.gates.get(graph.outputs.at(-1) ?? '')?.box ?? null);
    if (this.#anchor !== null && this.#current === this.#anchor.from) this.#current = this.#anchor.to;
    this.#anchor = null;
    if (this.#current === null || !labels.has(this.#current))
      this.#current = graph.outputs[0] ?? graph.gates[0]?.id ?? null;
    if (this.#wantedView === null) this.panZoom.fit();
    else {
      if (held !== null) this.#wantedView = held;
      this.panZoom.show(this.#wantedView);
      if (held !== null) this.events.moved(held);
    }
    this.#patch();
    if (focused && this.#current !== null) drawing.gates.get(this.#current)?.group.focus({ preventScroll: true });
    this.events.drawn();
  }

  /** A reader who moved the picture knows that there is more of it. */
  #hint(view: View): void {
    if (this.#shown === null || this.#wantedView !== null) this.#more.hide();
    else this.#more.show(this.boxes.values(), view, this.panZoom.size);
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
    const { sweep = null } = this.#look;
    for (const gate of graph.gates) {
      const unhealthy = this.#look.unhealthy.has(gate.id);
      const swept = sweep?.gradOf(gate) ?? null;
      shown.labels.get(gate.id)?.patch(graph, gate, shown.compact, unhealthy, swept);
      setAttribute(shown.drawing.gates.get(gate.id)!.group, 'aria-label', spokenGate(gate, unhealthy, swept));
    }
    for (const [index, edge] of graph.edges.entries()) {
      patchEdge(shown.drawing, index, edge, sweep?.isAhead(edge));
    }
    this.#patchStates();
    this.#lit.patch(graph, shown.drawing);
    this.light(this.#pointed);
    // Room is made for what stands there without a sweep, which may write a fork's sum in another order.
    const overflows = (gate: string) => !sweep?.isFork(gate) && shown.labels.get(gate)!.overflows;
    if (isTight(graph, shown.compact, shown.room, overflows)) {
      // A drawing with as much room as the last one would be as tight.
      const tried = `${shown.key} ${[...shown.room.values()]}`;
      if (tried === this.#tried) return;
      this.#tried = tried;
      this.#kept.delete(shown.key);
      this.#shown = { ...shown, key: '' };
      void this.#redraw();
    }
  }

  #patchStates(): void {
    const [shown, look] = [this.#shown, this.#look];
    if (shown === null) return;
    patchStates(shown.graph, shown.drawing, {
      look,
      selected: this.#selected,
      current: this.#current,
      marked: this.#marked,
    });
  }
}

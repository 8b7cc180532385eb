import type { Flow } from '../src/engine/ops/flow';
import type { FoldLevel } from '../src/graph/folding/wish';
import type { Gate, Graph } from '../src/graph/model';
import type { Check, Diagnostic, ExportKind, HandGradient, PanelState, Range } from '../src/protocol';
import type { Card } from '../src/text/card';
import { callName } from '../src/text/label';
import { inputsOf } from '../src/text/lastPass';
import { OPEN_ROOM } from '../src/text/picture';
import { oneOf, rootOf, type Successor } from './afterFolding';
import { CardPanel } from './cardPanel';
import { valueName } from './cardView';
import { Checks } from './checks';
import { h } from './dom';
import { emptyState } from './emptyState';
import { type Exportable, Exports } from './export/exports';
import { FoldBar, type Opened } from './foldBar';
import { Folding, type FoldWishes, isWished } from './folding';
import { FoldMenu } from './foldMenu';
import { GraphView } from './graphView';
import type { Host } from './host';
import { InputsStrip } from './inputsStrip';
import { gateInDirection, isArrow } from './keyboard';
import { Legend } from './legend';
import type { Direction } from './mermaidDrawing';
import { Notices } from './notices';
import { freshState, type PageState, readPageState, wishesFor, withWishes } from './pageState';
import { Printed } from './printed';
import { inputsAtPass, shownPass } from './shownPass';
import { Stepper } from './stepper';
import { TableView } from './tableView';
import { Timeline } from './timeline';
import { Toolbar } from './toolbar';

/** From this width on the card floats beside its gate, and the graph runs from left to right. */
const WIDE = 520;
/** Unless the panel is so much taller than wide. */
const PORTRAIT = 0.9;
/** A run that is done by then shows no progress. */
const PATIENCE = 300;
const ZOOM_STEP = 1.25;

/** A gate that was looked at when a picture was asked for. */
interface WantedGate {
  readonly gate: string;
  readonly pin: boolean;
  readonly before: Graph;
  /** Set where the gate itself was unfolded; else it is found by what stands for it. */
  readonly successor: Successor | null;
}

/** The whole page: shows the extension's state, keeps what the user did to the view, and reports what the user wants. */
export class Page {
  readonly #toolbar: Toolbar;
  readonly #notices: Notices;
  readonly #graph: GraphView;
  readonly #table: TableView;
  readonly #card: CardPanel;
  readonly #legend: Legend;
  readonly #inputs: InputsStrip;
  readonly #checks: Checks;
  readonly #printed: Printed;
  readonly #exports: Exports;
  readonly #stepper: Stepper;
  readonly #empty: HTMLElement;
  readonly #stage: HTMLElement;
  readonly #stale = h('div', { class: 'stale-tag', role: 'status' }, 'redoing…');
  #state: PanelState | null = null;
  #own: PageState;
  /** The gate under the cursor in the editor. */
  #selectedInCode: string | null = null;
  #drawingFailed: string | null = null;
  #cards = new Map<string, Promise<Card | null>>();
  #cardsOf = '';
  #shownResult: string | undefined;
  #patience = 0;
  readonly #folding = new Folding(
    () => ({ result: this.#state?.result ?? null, wishes: wishesFor(this.#own, this.#own.subject) }),
    (result, folds) => this.host.call('picture', { result, folds }),
    () => this.#pictureArrived(),
    (wishes) => this.#setFolds(wishes, this.#selected),
  );
  readonly #timeline: Timeline;
  readonly #foldBar: FoldBar;
  readonly #foldMenu: FoldMenu;
  /** What was opened is called by what its gate said then. */
  readonly #foldNames = new Map<string, string>();
  /** The gate that is to be looked at once a picture that was asked for is there. */
  #wantedGate: WantedGate | null = null;

  constructor(
    readonly root: HTMLElement,
    readonly host: Host,
  ) {
    this.#own = readPageState(host.saved);
    const command = (name: 'openExample' | 'differentiateSelection' | 'openInEditor' | 'openSettings') => () =>
      host.send({ type: 'command', command: name });
    this.#graph = new GraphView({
      point: (gate, by) => this.#card.point(gate, by),
      activate: (gate) => this.#activate(gate),
      moved: (view) => {
        this.#keep({ view });
        this.#card?.place();
      },
      drawn: () => this.#drawn(),
      settled: () => this.#card.place(),
      failed: (message) => {
        this.#drawingFailed = message;
        this.#render();
      },
    });
    this.#card = new CardPanel({
      graph: this.#graph,
      fetch: (gate, element) => this.#fetchCard(gate, element),
      follow: (gate) => this.#pin(gate),
      reveal: (card) => this.#reveal(card.range, true),
      toggleFold: (card) => this.#toggleFold(card.gate, true),
      pick: (card, element) => this.#pick(card, element),
      unhealthy: (gate) => this.#unhealthyOf(gate),
      derived: (gate) => this.#derivedOf(gate),
      checked: (gate) => this.#checksOf(gate),
      check: (gate) => this.#checks.gate(this.#gate(gate)?.primitive ?? gate, this.#folding.asking.folds),
      closed: () => this.#pin(null),
    });
    this.#checks = new Checks(
      (request) => host.call('check', request),
      () => this.#showChecks(),
    );
    this.#exports = new Exports(
      (message) => host.send(message),
      () => this.#exportable,
    );
    this.#stepper = new Stepper(this.#own.stepping, {
      changed: () => this.#render(),
      follow: ([gate, ...together]) => {
        if (gate !== undefined) this.#graph.follow(gate, together);
        this.#card.place();
      },
      keep: (stepping) => this.#keep({ stepping }),
      left: () => this.#toolbar.focusSteps(),
    });
    this.#toolbar = new Toolbar({
      fit: () => this.#graph.panZoom.fit('all'),
      zoomIn: () => this.#graph.panZoom.zoom(ZOOM_STEP),
      zoomOut: () => this.#graph.panZoom.zoom(1 / ZOOM_STEP),
      table: () => {
        this.#keep({ table: !this.#own.table });
        this.#render();
      },
      fold: () => this.#toggleAllFolds(),
      levels: () => this.#foldMenu.toggle(),
      step: () => this.#stepper.toggle(),
      pin: () => host.send({ type: 'pin', pinned: !this.#state?.pinned }),
      openInEditor: command('openInEditor'),
      settings: command('openSettings'),
      stop: () => host.send({ type: 'stop' }),
      export: (kind) => this.export(kind),
    });
    this.#toolbar.onFoldPointed((at) => this.#graph.mark(at ? this.#folding.recognised : []));
    this.#foldMenu = new FoldMenu(
      this.#toolbar.levels,
      (level) => this.#setFolds(this.#folding.atLevel(level), this.#selected ?? this.#graph.current),
      () => this.#setFolds(this.#folding.toggledConstants, this.#selected ?? this.#graph.current),
      OPEN_ROOM,
    );
    this.#toolbar.levels.after(this.#foldMenu.element);
    this.#foldBar = new FoldBar({
      step: ({ key, code }, step) => {
        this.#foldNames.set(key, code);
        this.#setFolds(this.#folding.withStep(key, step), this.#selected);
      },
      close: (key) => this.#setFolds(this.#folding.closedAgain(key), this.#selected),
      mark: (gates) => this.#graph.mark(gates),
      levels: () => this.#foldMenu.toggle(),
    });
    this.#timeline = new Timeline({
      show: (pass) => this.#setFolds(this.#folding.withPass(pass), this.#selected),
      fetch: (pass) => {
        const result = this.#state?.result?.id;
        return result === undefined ? Promise.resolve(null) : host.call('pass', { result, pass }).catch(() => null);
      },
    });
    this.#notices = new Notices({
      reveal: (range) => this.#reveal(range, true),
      runLonger: () => host.send({ type: 'runLonger' }),
      differentiate: command('differentiateSelection'),
      occurrence: (occurrence) => host.send({ type: 'occurrence', occurrence }),
    });
    this.#table = new TableView(
      (gate) => this.#activate(gate),
      ({ id }) => this.#checksOf(id) ?? [],
    );
    this.#legend = new Legend({
      toggle: (flow) => this.#toggle(flow),
      card: (gate) => this.#fetchCard(gate),
      mark: (gates) => this.#graph.mark(gates),
    });
    this.#inputs = new InputsStrip({
      set: (name, code) => host.send({ type: 'setInput', name, code }),
      reset: () => host.send({ type: 'resetInputs' }),
      write: () => host.send({ type: 'writeInputs' }),
    });
    this.#printed = new Printed(this.#own.printedOpen, (printedOpen) => this.#keep({ printedOpen }));
    this.#empty = emptyState({ differentiate: command('differentiateSelection'), openExample: command('openExample') });
    this.#stage = h(
      'main',
      { class: 'stage' },
      h('div', { class: 'progress', role: 'progressbar', 'aria-label': 'Running' }),
      this.#graph.element,
      this.#table.element,
      this.#empty,
      this.#stale,
      this.#exports.element,
    );
    root.replaceChildren(
      this.#toolbar.element,
      this.#notices.element,
      this.#timeline.element,
      this.#foldBar.element,
      this.#stepper.element,
      this.#stage,
      this.#card.dock,
      this.#legend.element,
      this.#inputs.element,
      this.#printed.element,
    );
    this.#graph.element.addEventListener('keydown', (event) => this.#key(event));
    // Panning while the keyboard is in the stepper's bar leaves it there.
    this.#graph.element.addEventListener('mousedown', (event) => this.#stepper.hasFocus && event.preventDefault());
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (this.#card.gate !== null) this.#escape();
      else this.#stepper.close();
    });
    new ResizeObserver(() => this.#resized()).observe(this.#stage);
    root.dataset.kind = 'waiting';
    this.#measureWidth();
  }

  show(state: PanelState): void {
    this.#state = state;
    const { result, subject } = state;
    if (subject !== null && subject !== this.#own.subject) {
      this.#stepper.close();
      this.#keep({ subject, view: null, selected: null });
      this.#selectedInCode = null;
      this.#card.close();
      this.#graph.startAt(null);
    } else if (this.#own.view !== null && this.#graph.graph === null) this.#graph.startAt(this.#own.view);
    const isNew = result?.id !== this.#shownResult;
    this.#shownResult = result?.id;
    if (isNew) this.#drawingFailed = null;
    this.#render();
    if (isNew) this.#refreshCard();
  }

  /** A lens asked for one of the passes; null for the result. */
  showPass(pass: number | null): void {
    const shown = this.#wishes.code.pass ?? null;
    if (shown !== pass) this.#setFolds(this.#folding.withPass(pass), null);
  }

  /** A command takes the graph along. */
  export(kind: ExportKind): void {
    void this.#exports.run(kind);
  }

  /** The editor's selection moved onto a gate's code, or off it. */
  selectFromCode(gate: string | null): void {
    this.#selectedInCode = gate;
    this.#showSelection();
    if (gate !== null && this.#card.pinned === null) this.#graph.bringIn(this.#folding.standIn(gate));
  }

  #render(): void {
    const state = this.#state;
    if (state === null) return;
    const { result } = state;
    // Before anything is written, or the page would be laid out for it.
    const direction = this.#direction;
    const graph = this.#picture;
    const mustTable = graph !== null && (graph.omitted !== null || this.#drawingFailed !== null);
    const table = this.#own.table || mustTable;
    const kind = state.kind === 'empty' || (result === null && state.error === null) ? 'empty' : 'result';
    const { dataset } = this.root;
    dataset.kind = kind;
    dataset.view = table ? 'table' : 'graph';
    this.#dockCard();
    dataset.stale = String(state.stale);
    dataset.failed = String(state.error !== null);
    const { pass = null } = this.#wishes.code;
    const atPass = shownPass(result?.passes ? pass : null, graph);
    this.#toolbar.show(state, table, atPass);
    const { folding } = this.#picture ?? {};
    const hasConstants =
      graph?.gates.some(({ operands }) => operands.some((operand) => operand.gate === null)) ?? false;
    const { constants = false } = this.#wishes.code;
    this.#toolbar.showFold(this.#folding.offer, folding !== undefined || hasConstants || constants);
    this.#foldMenu.show(folding ?? null, this.#chosenLevel, constants);
    this.#foldBar.show(kind === 'result' && !table ? this.#picture : null, this.#opened, this.#wishes.code.at);
    const isResult = kind === 'result' && result !== null;
    this.#timeline.show(result?.id ?? '', isResult ? (result.passes ?? null) : null, pass);
    this.#checks.show(result, !state.stale && state.error === null && state.running === null);
    this.#notices.show(state, this.#drawingFailed);
    this.#showRunning();
    const hasGates = kind === 'result' && graph !== null && graph.gates.length > 0;
    this.#empty.hidden = kind !== 'empty';
    this.#graph.element.hidden = !hasGates || table;
    this.#table.element.hidden = kind === 'empty' || !table || result === null;
    this.#legend.element.hidden = !hasGates;
    const steps = hasGates && !table && graph.outputs.length > 0 ? graph : null;
    this.#stepper.show(steps, result?.id ?? '');
    this.#toolbar.showSteps(steps !== null, this.#stepper.isOpen);
    dataset.stepping = String(this.#stepper.isUnderWay);
    this.#inputs.element.hidden = kind === 'empty';
    this.#toolbar.exportable = { text: result !== null, picture: hasGates && !table };
    if (result === null || graph === null) {
      this.#printed.show('');
      this.#inputs.show([], false);
      return;
    }
    this.#legend.show(graph, this.#own.emphasised);
    const inputs = atPass ? inputsAtPass(result.inputs, graph) : inputsOf(result);
    this.#inputs.show(inputs, state.canWriteToCode);
    this.#inputs.showDerived(result.handGradients ?? []);
    this.#inputs.showChecks(this.#checksOfInput);
    this.#printed.show(result.stdout);
    if (table) this.#table.show({ ...result, graph }, this.#selected);
    else if (hasGates) this.#showGraph(graph, direction);
  }

  get #exportable(): Exportable | null {
    const { result = null, place = '' } = this.#state ?? {};
    const graph = this.#folding.picture;
    if (result === null || graph === null) return null;
    const canvas = this.#graph.element.hidden ? null : this.#graph.canvas;
    return { result: { ...result, graph }, place, direction: this.#direction, canvas };
  }

  #showGraph(graph: Graph, direction: Direction): void {
    this.#graph.show(graph, {
      direction,
      highlight: this.#state?.settings.highlight ?? [],
      emphasised: this.#own.emphasised,
      unhealthy: this.#unhealthy,
      sweep: this.#stepper.look,
    });
    this.#graph.select(this.#selected);
  }

  /** The drawn gates that something is wrong with. */
  get #unhealthy(): ReadonlySet<string> {
    const { diagnostics = [] } = this.#state?.result ?? {};
    return new Set(diagnostics.flatMap((one) => this.#gateOf(one) ?? []));
  }

  #unhealthyOf(gate: string): string[] {
    const { diagnostics = [] } = this.#state?.result ?? {};
    return diagnostics.flatMap((one) => (this.#gateOf(one) === gate ? [one.message] : []));
  }

  #derivedOf(id: string): HandGradient[] {
    const gate = this.#gate(id);
    if (gate?.kind !== 'input') return [];
    return (this.#state?.result?.handGradients ?? []).filter(({ input }) => input === gate.name);
  }

  /** The drawn gate that a diagnostic is about: where it is in a fold, the one around its place in the code. */
  #gateOf({ gate, range }: Diagnostic): string | null {
    if (gate === undefined) return null;
    const id = this.#folding.standIn(gate);
    return this.#gate(id) ? id : this.#folding.around(range);
  }

  /** What is known of a gate; an input's gate may be known from the strip. Null for nothing. */
  #checksOf(id: string): readonly Check[] | null {
    const known = this.#checks.ofGate(this.#gate(id)?.primitive ?? id);
    if (known.length > 0) return known;
    const gate = this.#gate(id);
    // Those of inputs are about the result's own output.
    if (this.#wishes.code.pass !== undefined) return null;
    const ofInput = gate?.kind === 'input' && gate.name !== null ? this.#checks.ofInput(gate.name) : [];
    return ofInput.length === 1 ? ofInput : null;
  }

  /** Checks are of the result, and say nothing of a pass. */
  readonly #checksOfInput = (name: string): readonly Check[] =>
    this.#wishes.code.pass == null ? this.#checks.ofInput(name) : [];

  #showChecks(): void {
    this.#inputs.showChecks(this.#checksOfInput);
    this.#card.showCheck();
    this.#showTable();
  }

  #drawn(): void {
    this.#graph.select(this.#selected);
    // Taken up again after the page was hidden.
    const selected = this.#own.selected === null ? null : this.#folding.standIn(this.#own.selected);
    if (selected !== null && this.#card.gate === null && this.#gate(selected)) {
      this.#card.pin(selected);
    } else this.#card.place();
    this.#stepper.follow();
  }

  get #selected(): string | null {
    const selected = this.#own.selected ?? this.#selectedInCode;
    return selected === null ? null : this.#folding.standIn(selected);
  }

  #gate(id: string): Gate | undefined {
    return this.#picture?.gates.find((gate) => gate.id === id);
  }

  get #picture(): Graph | null {
    return this.#folding.picture;
  }

  get #wishes(): FoldWishes {
    return wishesFor(this.#own, this.#own.subject);
  }

  /** The level that the reader asked for; null where the picture is folded as far as it needs. */
  get #chosenLevel(): FoldLevel | null {
    const { composites, code } = this.#wishes;
    if (code.level !== null || composites === null) return code.level;
    return composites === 'all' ? 'composites' : composites.length === 0 ? 'gates' : null;
  }

  get #opened(): readonly Opened[] {
    const { open, at } = this.#wishes.code;
    const loops = new Set(this.#picture?.folding?.loops.map(({ key }) => key));
    const elements = Object.entries(at).filter(([key]) => !loops.has(key));
    const named = (key: string) => this.#foldNames.get(key) ?? 'a fold';
    return [
      ...open.map((key) => ({ key, text: named(key) })),
      ...elements.map(([key, element]) => ({
        key,
        text: `${named(key)}, ${this.#foldNames.get(`${key} ${element}`) ?? `number ${element}`}`,
      })),
    ];
  }

  #toggleAllFolds(): void {
    this.#setFolds(this.#folding.toggledAll, this.#selected ?? this.#graph.current);
  }

  /** Folds the composite of a gate or unfolds what it stands for. `pin` keeps its card open. */
  #toggleFold(id: string, pin: boolean): void {
    const gate = this.#gate(id);
    const composite = this.#folding.compositeAt(id);
    if (composite !== null) {
      this.#setFolds(this.#folding.toggled(composite), id);
      if (pin) this.#pin(this.#folding.standIn(id));
    } else if (gate?.fold?.canOpen) {
      this.#foldNames.set(gate.fold.key, callName(gate));
      this.#setFolds(this.#folding.opened(gate), id, rootOf(gate));
    }
  }

  /** Shows one value of a stacked gate by itself: a step of its loop, or one element. */
  #pick({ gate: id, fold, title, values }: Card, element: number): void {
    const value = values?.[element - 1];
    if (!fold || value === undefined) return;
    this.#foldNames.set(fold.key, title);
    this.#foldNames.set(`${fold.key} ${element}`, valueName(value, element - 1));
    this.#setFolds(this.#folding.withStep(fold.key, element), id, oneOf(value.gate));
  }

  /** The gate that is looked at stays where it is. */
  #setFolds(wishes: FoldWishes, gate: string | null, successor: Successor | null = null): void {
    const { subject } = this.#own;
    const before = this.#picture;
    if (subject === null || before === null) return;
    const pinned = this.#card.pinned;
    this.#keep({ folds: withWishes(this.#own, subject, wishes) });
    this.#cards.clear();
    this.#checks.forgetGates();
    if (isWished(wishes.code)) {
      // What it stands for is known once the picture is there.
      this.#wantedGate = gate === null ? null : { gate, pin: pinned !== null, before, successor };
      this.#render();
      return;
    }
    this.#showFolds(gate, pinned);
  }

  #showFolds(gate: string | null, pinned: string | null): void {
    if (gate !== null) this.#graph.holdStill(gate, this.#folding.standIn(gate));
    this.#render();
    if (pinned === null) {
      this.#refreshCard();
      return;
    }
    const standIn = this.#folding.standIn(pinned);
    this.#pin(this.#gate(standIn) ? standIn : null);
  }

  /** A picture that is folded by the code came from the worker. */
  #pictureArrived(): void {
    const wanted = this.#wantedGate;
    this.#wantedGate = null;
    this.#cards.clear();
    if (wanted?.successor)
      this.#showUnfolded(wanted.gate, wanted.successor(wanted.before, this.#picture ?? wanted.before));
    else this.#showFolds(wanted?.gate ?? null, wanted?.pin ? this.#card.pinned : null);
  }

  /** Selection and card of a gate that was unfolded go to its successor, or nowhere. */
  #showUnfolded(gate: string, successor: string | null): void {
    if (successor !== null) this.#graph.holdStill(gate, successor);
    if (this.#own.selected === gate) this.#keep({ selected: successor });
    if (this.#selectedInCode === gate) this.#selectedInCode = successor;
    this.#render();
    if (this.#card.gate === gate) this.#card.moveTo(successor);
    else this.#refreshCard();
    this.#showSelection();
  }

  #refreshCard(): void {
    this.#card.refresh(new Set(this.#picture?.gates.map(({ id }) => id)));
  }

  /** A click or Enter: pins the gate's card and selects its code; a second time lets go. */
  #activate(asked: string | null): void {
    // The table names primitives of variables, which may be folded.
    const id = asked === null ? null : this.#folding.standIn(asked);
    const again = id === this.#card.pinned;
    this.#pin(again ? null : id);
    const range = id === null || again ? null : this.#gate(id)?.range;
    if (range) this.#reveal(range, false);
  }

  #pin(gate: string | null): void {
    this.#keep({ selected: gate });
    this.#card.pin(gate);
    this.#showSelection();
  }

  #showSelection(): void {
    this.#graph.select(this.#selected);
    this.#showTable();
  }

  #showTable(): void {
    const result = this.#state?.result;
    if (this.#table.element.hidden || !result) return;
    this.#table.show({ ...result, graph: this.#picture ?? result.graph }, this.#selected);
  }

  #escape(): void {
    const gate = this.#card.gate;
    const inCard = this.#card.element.contains(document.activeElement);
    this.#pin(null);
    if (inCard && gate !== null) this.#graph.focus(gate);
    this.#card.close();
  }

  #toggle(flow: Flow): void {
    const { emphasised } = this.#own;
    this.#keep({
      emphasised: emphasised.includes(flow) ? emphasised.filter((other) => other !== flow) : [...emphasised, flow],
    });
    this.#render();
  }

  #reveal(range: Range | null, focus: boolean): void {
    if (range !== null) this.host.send({ type: 'reveal', range, focus });
  }

  #fetchCard(gate: string, element: number | null = null): Promise<Card | null> {
    const result = this.#state?.result?.id;
    if (result === undefined) return Promise.resolve(null);
    if (this.#cardsOf !== result) this.#cards.clear();
    this.#cardsOf = result;
    const key = element === null ? gate : `${gate} ${element}`;
    let card = this.#cards.get(key);
    if (card === undefined) {
      const which = element === null ? { gate } : { gate, element };
      card = this.host.call('card', { result, ...which, ...this.#folding.asking }).catch(() => null);
      this.#cards.set(key, card);
    }
    return card;
  }

  /** Progress and Stop come only when a run takes long enough to be noticed. */
  #showRunning(): void {
    window.clearTimeout(this.#patience);
    const running = this.#state?.running ?? null;
    const left = running === null ? 0 : running.since + PATIENCE - Date.now();
    const slow = running !== null && left <= 0;
    this.root.dataset.running = String(slow);
    this.#toolbar.canStop = slow && running.stoppable;
    if (running !== null && !slow) this.#patience = window.setTimeout(() => this.#showRunning(), left);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { panZoom } = this.#graph;
    const current = this.#graph.current;
    if (event.key === '+' || event.key === '=') panZoom.zoom(ZOOM_STEP);
    else if (event.key === '-') panZoom.zoom(1 / ZOOM_STEP);
    else if (event.key === '0') panZoom.fit('all');
    else if ((event.key === 'f' || event.key === 'F') && current !== null) this.#toggleFold(current, false);
    else if (event.key === 's' || event.key === 'S') this.#stepper.toggle();
    else if (event.key === 'Home' || event.key === 'End') this.#focusEnd(event.key === 'End');
    else if ((event.key === 'Enter' || event.key === ' ') && current !== null) this.#activate(current);
    else if (isArrow(event.key) && current !== null) {
      const { boxes, graph, direction } = this.#graph;
      const next = gateInDirection(current, event.key, boxes, graph?.edges ?? [], direction);
      if (next !== null) this.#graph.focus(next);
    } else return;
    event.preventDefault();
  }

  #focusEnd(last: boolean): void {
    const graph = this.#graph.graph;
    const gate = last ? graph?.outputs.at(-1) : graph?.gates[0]?.id;
    if (gate !== undefined) this.#graph.focus(gate);
  }

  /** A tall panel has the room below, however wide it is. */
  get #direction(): Direction {
    const { clientWidth, clientHeight } = this.root;
    return this.#isWide && clientWidth >= PORTRAIT * clientHeight ? 'LR' : 'TB';
  }

  get #isWide(): boolean {
    return this.root.clientWidth >= WIDE;
  }

  #measureWidth(): void {
    this.root.classList.toggle('is-narrow', !this.#isWide);
    this.#dockCard();
  }

  /** The card floats beside its gate where there is a picture with room around it. */
  #dockCard(): void {
    this.#card.docked = !this.#isWide || this.root.dataset.view === 'table';
  }

  #resized(): void {
    // A hidden panel has no size; what it shows stays as it is.
    if (this.root.clientWidth === 0) return;
    this.#measureWidth();
    if (this.#graph.graph !== null && this.#graph.direction !== this.#direction) {
      this.#keep({ view: null });
      this.#graph.refit();
      this.#render();
    }
    // A docked card takes room from the picture, which then stays as it is.
    else if (this.#card.gate === null || this.#isWide) {
      this.#graph.resized();
      this.#stepper.follow();
    }
    this.#card.place();
  }

  #keep(change: Partial<PageState>): void {
    this.#own = { ...freshState, ...this.#own, ...change };
    this.host.save(this.#own);
  }
}

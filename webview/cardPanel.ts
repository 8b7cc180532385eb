import type { Check, HandGradient } from '../src/protocol';
import type { Card } from '../src/text/card';
import { elementCount } from '../src/text/checkText';
import { placeCard } from './cardPlacement';
import { cardContent } from './cardView';
import { checkLine } from './checkView';
import { h } from './dom';
import type { GraphView } from './graphView';

export interface CardPanelOptions {
  readonly graph: GraphView;
  /** Fetches a gate's card of the result that is shown; null when its trace is gone. */
  readonly fetch: (gate: string, element: number | null) => Promise<Card | null>;
  readonly reveal: (card: Card) => void;
  /** The user wants the card's composite as one gate, or as its primitives again. */
  readonly toggleFold: (card: Card) => void;
  /** The user wants one value of a stacked gate by itself, from 1. */
  readonly pick: (card: Card, element: number) => void;
  /** The reader follows an element to another gate. */
  readonly follow: (gate: string) => void;
  /** What is unhealthy about a gate, in words. */
  readonly unhealthy: (gate: string) => readonly string[];
  /** Gradients of a gate that the code derives itself. */
  readonly derived: (gate: string) => readonly HandGradient[];
  /** What is known of a gate's finite differences; null while nothing is. */
  readonly checked: (gate: string) => readonly Check[] | null;
  /** Computes them; the card then shows what there is. */
  readonly check: (gate: string) => Promise<readonly Check[] | null>;
  /** The card was closed by the user. */
  readonly closed: () => void;
}

/** Short enough to feel immediate, long enough not to flash while the pointer crosses the picture. */
const OPEN_AFTER = 70;
/** A card that is read gets its gradient checked; one that is passed by does not. */
const CHECK_AFTER = 200;
/** Time to move the pointer from the gate to its card. */
const CLOSE_AFTER = 300;

/**
 * The hover card: opened by pointer and by keyboard focus, pinned by a click. In a wide panel it floats beside its gate;
 * in a narrow one it is docked above the inputs and stays until the pointer leaves the picture, so that nothing moves
 * under the pointer on the way from gate to gate.
 */
export class CardPanel {
  readonly element = h('aside', {
    class: 'card',
    role: 'region',
    'aria-label': 'Gate',
    'aria-live': 'polite',
    hidden: true,
  });
  /** Where the card is docked in a narrow panel. */
  readonly dock = h('div', { class: 'card-dock' });
  #docked = false;
  #gate: string | null = null;
  /** The element of the gate's tensor that the reader follows. */
  #element: number | null = null;
  #pinned: string | null = null;
  #timer = 0;
  #fetches = 0;
  #checkTimer = 0;
  #card: Card | null = null;

  constructor(readonly options: CardPanelOptions) {
    this.element.addEventListener('pointerenter', () => window.clearTimeout(this.#timer));
    this.element.addEventListener('pointerleave', () => this.#closeSoon());
    this.element.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.element.contains(event.relatedTarget))) this.#closeSoon();
    });
  }

  get pinned(): string | null {
    return this.#pinned;
  }

  get gate(): string | null {
    return this.#gate;
  }

  set docked(docked: boolean) {
    if (docked === this.#docked && this.element.isConnected) return;
    this.#docked = docked;
    this.element.classList.toggle('is-docked', docked);
    (docked ? this.dock : this.options.graph.element.parentElement)?.append(this.element);
    this.place();
  }

  /** The pointer or the focus came to a gate (or left, null). A pinned card stays. */
  point(gate: string | null, by: 'pointer' | 'keyboard'): void {
    if (this.#pinned !== null) {
      this.options.graph.light(gate ?? this.#pinned);
      return;
    }
    if (gate === null) {
      this.#closeSoon();
      return;
    }
    window.clearTimeout(this.#timer);
    this.options.graph.light(gate);
    if (by === 'keyboard' || this.#gate !== null) void this.#open(gate);
    else this.#timer = window.setTimeout(() => void this.#open(gate), OPEN_AFTER);
  }

  pin(gate: string | null): void {
    this.#pinned = gate;
    this.element.classList.toggle('is-pinned', gate !== null);
    window.clearTimeout(this.#timer);
    if (gate === null) this.close();
    else void this.#open(gate);
  }

  /** The gate that the card is of became another; null closes a card that has none any more. */
  moveTo(gate: string | null): void {
    if (this.#gate === null) return;
    if (gate === null) this.close();
    else if (this.#pinned !== null) this.pin(gate);
    else void this.#open(gate);
  }

  /** Fetches the open card again, for new numbers; what it says stays until the new card is there. */
  refresh(gates: ReadonlySet<string>): void {
    if (this.#pinned !== null && !gates.has(this.#pinned)) this.#pinned = null;
    if (this.#gate === null) return;
    if (gates.has(this.#gate)) void this.#open(this.#gate);
    else this.close();
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#fetches += 1;
    this.#gate = null;
    this.#pinned = null;
    this.element.hidden = true;
    this.element.classList.remove('is-pinned');
    // The button that marked them may be gone under the pointer.
    this.options.graph.mark([]);
    this.options.graph.light(null);
  }

  /** Puts the floating card beside its gate; called when the picture or the panel changed. */
  place(): void {
    const { graph } = this.options;
    if (this.#gate === null || this.element.hidden) return;
    if (this.#docked) {
      this.element.style.translate = '';
      graph.bringIn(this.#gate, this.#spokenOf(this.#gate));
      return;
    }
    const stage = graph.element.getBoundingClientRect();
    const onStage = (id: string) => {
      const box = graph.onScreen(id);
      return box === null ? [] : [{ x: box.x - stage.x, y: box.y - stage.y, width: box.width, height: box.height }];
    };
    const [gate] = onStage(this.#gate);
    if (gate === undefined) return;
    const about = this.#spokenOf(this.#gate);
    const others = graph.graph?.gates.map((gate) => gate.id).filter((id) => id !== this.#gate) ?? [];
    const size = { width: this.element.offsetWidth, height: this.element.offsetHeight };
    const surroundings = { gate, about: about.flatMap(onStage), others: others.flatMap(onStage) };
    const place = placeCard(size, surroundings, stage);
    this.element.style.translate = `${Math.round(place.x)}px ${Math.round(place.y)}px`;
  }

  /** The gates that a gate's card speaks of: its inputs, for a fork its uses, and what it offers to fold. */
  #spokenOf(gate: string): string[] {
    const edges = this.options.graph.graph?.edges ?? [];
    const inputs = edges.filter((edge) => edge.to === gate).map((edge) => edge.from);
    const uses = edges.filter((edge) => edge.from === gate).map((edge) => edge.to);
    const members = this.#card?.gate === gate && !this.#card.composite?.folded ? this.#card.composite?.members : [];
    return [...inputs, ...(uses.length > 1 ? uses : []), ...(members ?? [])];
  }

  /** Follows one element, of this gate or of a neighbour; null goes back to the whole tensor. */
  follow(gate: string, element: number | null): void {
    this.options.follow(gate);
    this.#gate = gate;
    this.#element = element;
    void this.#open(gate);
  }

  async #open(gate: string): Promise<void> {
    this.#fetches += 1;
    const turn = this.#fetches;
    if (this.#gate !== gate) this.#element = null;
    this.#gate = gate;
    this.options.graph.light(gate);
    const card = await this.options.fetch(gate, this.#element);
    // Another gate was pointed at meanwhile, or the card was closed.
    if (turn !== this.#fetches) return;
    if (card === null) {
      if (this.#pinned === null) this.close();
      return;
    }
    const scrolled = this.element.scrollTop;
    const notes = {
      unhealthy: this.options.unhealthy(gate),
      derived: this.options.derived(gate),
      checks: this.#checksOf(card),
    };
    const content = cardContent(card, notes, {
      reveal: this.options.reveal,
      toggleFold: (shown) => this.options.toggleFold(shown),
      pick: (shown, element) => this.options.pick(shown, element),
      mark: (gates) => this.options.graph.mark(gates),
      follow: (to, element) => this.follow(to, element),
      close: () => {
        this.close();
        this.options.closed();
      },
    });
    const hadFocus = this.element.contains(document.activeElement);
    const wasFolding = document.activeElement?.matches('.card-fold');
    this.#card = card;
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    this.element.dataset.gate = gate;
    if (notes.checks === null) this.#checkSoon(gate);
    this.element.scrollTop = scrolled;
    if (hadFocus) {
      const folding = wasFolding ? this.element.querySelector<HTMLElement>('.card-fold') : null;
      (folding ?? this.element.querySelector('button'))?.focus();
    }
    this.place();
  }

  /** The gate's gradient was compared, or another's. */
  showCheck(): void {
    if (this.#card === null || this.#card.gate !== this.#gate) return;
    const line = this.element.querySelector('.card-check');
    const checks = this.#checksOf(this.#card);
    if (line === null || checks === undefined || checks === null) return;
    line.replaceWith(checkLine(checks, elementCount({ shape: null, ...this.#card })));
    this.place();
  }

  #checksOf(card: Card): readonly Check[] | null | undefined {
    return card.op === 'constant' ? undefined : this.options.checked(card.gate);
  }

  #checkSoon(gate: string): void {
    window.clearTimeout(this.#checkTimer);
    this.#checkTimer = window.setTimeout(() => {
      if (this.#gate === gate && !this.element.hidden) void this.#check(gate);
    }, CHECK_AFTER);
  }

  async #check(gate: string): Promise<void> {
    const checks = await this.options.check(gate);
    // Its trace is gone.
    if (checks === null && this.#card?.gate === gate) this.element.querySelector('.card-check.is-pending')?.remove();
  }

  #closeSoon(): void {
    if (this.#pinned !== null) return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const rests = this.element.matches(':hover') || this.element.contains(document.activeElement);
      // A docked card takes room from the picture: it stays while the pointer is over the picture at all.
      const over = this.#docked && this.options.graph.element.matches(':hover');
      if (!rests && !over && !this.options.graph.element.contains(focusVisible())) this.close();
    }, CLOSE_AFTER);
  }
}

/** The element that shows the focus ring; null when the focus came by pointer. */
function focusVisible(): Element | null {
  const active = document.activeElement;
  return active?.matches(':focus-visible') && active.classList.contains('gate') ? active : null;
}

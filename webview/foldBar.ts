import type { Graph, Loop } from '../src/graph/model';
import { h, setAttribute, setText } from './dom';
import { icon } from './icons';

export interface FoldBarEvents {
  /** Shows one step of a loop by itself; null for all of them. */
  readonly step: (loop: Loop, step: number | null) => void;
  /** Folds again what was opened. */
  readonly close: (key: string) => void;
  /** Makes gates stand out; none when the list is empty. */
  readonly mark: (gates: readonly string[]) => void;
  /** Opens the menu of how far the picture is folded. */
  readonly levels: () => void;
}

/** Something that the reader opened, or picked one value of. */
export interface Opened {
  readonly key: string;
  readonly text: string;
}

/** Loops that are shown without being asked for; of more, the last of these rows says how many are left. */
const ROWS = 4;

/** Between the toolbar and the picture: the loops that are drawn once, each with its steps, and what was opened. */
export class FoldBar {
  readonly element = h('section', { class: 'fold-bar', 'aria-label': 'Loops', hidden: true });
  readonly #loops = new Map<string, LoopRow>();
  /** The same rows in the order of the picture's loops. */
  #rows: LoopRow[] = [];
  readonly #opened = h('div', { class: 'opened-folds' });
  readonly #lines: HTMLElement;
  readonly #more: HTMLButtonElement;
  #showsAll = false;
  #said = '';

  constructor(readonly events: FoldBarEvents) {
    this.#more = h('button', {
      class: 'link more-loops',
      type: 'button',
      onclick: () => {
        this.#showsAll = !this.#showsAll;
        this.#collapse();
      },
    });
    const choose = { class: 'link', type: 'button', title: 'Fold and unfold', onclick: events.levels };
    this.#lines = h(
      'div',
      { class: 'lines-folded' },
      icon('levels'),
      h('span', {}, 'Lines folded', h('span', { class: 'only-wide' }, ': each gate is a line of the code, or several')),
      h('button', choose, 'Change'),
    );
  }

  /** `at`: the step of each loop that was asked for; its picture may be on its way. */
  show(graph: Graph | null, opened: readonly Opened[], at: Readonly<Record<string, number>>): void {
    const loops = graph?.folding?.loops ?? [];
    for (const [key, row] of this.#loops) {
      if (loops.some((loop) => loop.key === key)) continue;
      row.element.remove();
      this.#loops.delete(key);
    }
    this.#rows = [];
    let before: ChildNode | null = this.element.firstChild;
    for (const loop of loops) {
      let row = this.#loops.get(loop.key);
      if (row === undefined) {
        row = new LoopRow(this.events);
        this.#loops.set(loop.key, row);
      }
      const step = at[loop.key];
      this.#rows.push(row);
      row.show({ ...loop, shown: step === undefined ? null : Math.min(step, loop.steps) });
      if (row.element === before) before = before.nextSibling;
      else this.element.insertBefore(row.element, before);
    }
    const said = JSON.stringify(opened);
    if (said !== this.#said) {
      this.#said = said;
      this.#opened.replaceChildren(...opened.map((one) => this.#chip(one)));
    }
    const hasLines = graph?.folding?.level === 'lines';
    const below = [loops.length > ROWS && this.#more, hasLines && this.#lines, opened.length > 0 && this.#opened];
    for (const element of [this.#more, this.#lines, this.#opened]) {
      if (!below.includes(element)) element.remove();
      // Moved only when it is elsewhere, since that takes the focus from it.
      else if (element.parentNode === null) this.element.append(element);
    }
    this.#collapse();
    this.element.hidden = loops.length === 0 && opened.length === 0 && !hasLines;
  }

  /** Of many loops the first are shown, and those of which a step is picked. */
  #collapse(): void {
    const { length } = this.#rows;
    let left = 0;
    for (const [index, row] of this.#rows.entries()) {
      row.element.hidden = !this.#showsAll && length > ROWS && index >= ROWS - 1 && row.isWhole;
      left += Number(row.element.hidden);
    }
    setText(this.#more, left > 0 ? `${left} more ${left === 1 ? 'loop' : 'loops'}` : 'Fewer loops');
    setAttribute(this.#more, 'aria-expanded', String(left === 0));
  }

  #chip({ key, text }: Opened): HTMLElement {
    return h(
      'span',
      { class: 'opened-fold' },
      h('span', { class: 'opened-text', title: text }, text),
      h(
        'button',
        {
          class: 'tool',
          type: 'button',
          title: 'Fold again',
          'aria-label': `Fold ${text} again`,
          onclick: () => this.events.close(key),
        },
        icon('close'),
      ),
    );
  }
}

/** One loop: its head, how many steps it has, and a scrubber through them. */
class LoopRow {
  readonly element: HTMLElement;
  readonly #code = h('code', { class: 'loop-code only-wide' });
  readonly #brief = h('code', { class: 'loop-code only-narrow' });
  readonly #step = h('span', { class: 'only-wide' }, 'step ');
  readonly #text = h('span');
  readonly #slider: HTMLInputElement;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #all: HTMLButtonElement;
  #loop: Loop | null = null;

  constructor(events: FoldBarEvents) {
    const go = (step: number | null) => {
      if (this.#loop !== null) events.step(this.#loop, step);
    };
    const button = (name: 'previous' | 'next', label: string, by: number) =>
      h(
        'button',
        {
          class: 'tool',
          type: 'button',
          title: label,
          'aria-label': label,
          onclick: () => go((this.#loop?.shown ?? (by > 0 ? 0 : (this.#loop?.steps ?? 0) + 1)) + by),
        },
        icon(name),
      );
    this.#previous = button('previous', 'Previous step', -1);
    this.#next = button('next', 'Next step', 1);
    this.#slider = h('input', {
      type: 'range',
      class: 'scrubber-slider',
      min: 1,
      step: 1,
      oninput: () => go(Number(this.#slider.value)),
    });
    this.#all = h(
      'button',
      { class: 'link loop-all', type: 'button', title: 'Show all steps together', onclick: () => go(null) },
      'All',
    );
    this.element = h(
      'div',
      { class: 'loop-row scrubber' },
      h(
        'span',
        {
          class: 'loop-head',
          onpointerenter: () => events.mark(this.#loop?.gates ?? []),
          onpointerleave: () => events.mark([]),
        },
        icon('loop'),
        this.#code,
        this.#brief,
      ),
      this.#previous,
      this.#slider,
      this.#next,
      h('span', { class: 'scrubber-text' }, this.#step, this.#text),
      this.#all,
    );
  }

  /** True while all steps are shown together. */
  get isWhole(): boolean {
    return this.#loop?.shown == null;
  }

  show(loop: Loop): void {
    this.#loop = loop;
    const { code, steps, shown } = loop;
    setText(this.#code, code);
    setText(this.#brief, briefLoop(code));
    for (const element of [this.#code, this.#brief]) setAttribute(element, 'title', code);
    this.#slider.max = String(steps);
    setAttribute(this.#slider, 'aria-label', `Step of ${code}`);
    setAttribute(this.#slider, 'aria-valuetext', shown === null ? `all ${steps} steps` : `step ${shown} of ${steps}`);
    if (!this.#slider.matches(':active')) this.#slider.value = String(shown ?? 1);
    const share = steps === 1 ? 0 : (Number(this.#slider.value) - 1) / (steps - 1);
    this.#slider.style.setProperty('--share', String(share));
    this.#step.hidden = shown === null;
    setText(this.#text, shown === null ? `${steps} steps` : `${shown} of ${steps}`);
    this.#previous.disabled = shown !== null && shown <= 1;
    this.#next.disabled = shown !== null && shown >= steps;
    this.#all.hidden = shown === null;
    this.element.classList.toggle('is-whole', shown === null);
  }
}

/** What tells a loop from others, where there is no room for its head: `t < 100`, `x of xs`, `t in range(100)`. */
export function briefLoop(code: string): string {
  const head = /^(?:for|while)\s*(?:await\s*)?\((.*)\)$/s.exec(code)?.[1] ?? /^(?:for|while) (.*?):?$/s.exec(code)?.[1];
  if (head === undefined) return code;
  const condition = head.split(';')[1]?.trim();
  return condition || head.replace(/^(?:const|let|var) /, '').trim();
}

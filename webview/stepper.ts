import type { Graph } from '../src/graph/model';
import { type BackwardSweep, backwardSteps } from '../src/text/backwardSteps';
import { h, setAttribute, setText } from './dom';
import { type IconName, icon } from './icons';
import { stepText } from './stepText';
import { SweepLook } from './sweepLook';

/** Where a reader is in the sweep. */
export interface Stepping {
  /** The step, from 0; null while the picture shows the whole sweep. */
  readonly at: number | null;
  /** Times the common speed. */
  readonly speed: number;
}

export interface StepperEvents {
  /** The picture is to be shown as {@link Stepper.look} says. */
  readonly changed: () => void;
  /** Gates to be moved into sight, the first of them above all. */
  readonly follow: (gates: readonly string[]) => void;
  /** To be kept while the page is hidden. */
  readonly keep: (stepping: Stepping) => void;
  /** The reader is done; the focus was in the bar. */
  readonly left: () => void;
}

export const speeds: readonly number[] = [0.5, 1, 2, 4];
/** How long a step stays at the common speed, in milliseconds. */
const STAY = 1800;

/**
 * The backward pass step by step: a bar to play it, step through it and scrub, and what the present step does in large
 * text. The numbers of a step are those of the result that is shown, so they follow a dragged input.
 */
export class Stepper {
  readonly element: HTMLElement;
  readonly #texts = h('div', { class: 'step-texts', tabindex: 0, role: 'region', 'aria-label': 'What this step does' });
  readonly #said = h('div', { class: 'visually-hidden', role: 'status', 'aria-atomic': 'true' });
  readonly #count = h('span', { class: 'stepper-count' });
  readonly #slider: HTMLInputElement;
  readonly #play: HTMLButtonElement;
  readonly #speed: HTMLButtonElement;
  readonly #back: readonly HTMLButtonElement[];
  readonly #ahead: readonly HTMLButtonElement[];
  #at: number | null;
  #rate: number;
  #graph: Graph | null = null;
  #result = '';
  #sweep: BackwardSweep | null = null;
  #sized: BackwardSweep['structure'] | null = null;
  #look: SweepLook | null = null;
  #timer: number | null = null;

  constructor(
    { at, speed }: Stepping,
    readonly events: StepperEvents,
  ) {
    this.#at = at;
    this.#rate = speed;
    const last = () => this.#last;
    const button = (name: IconName, label: string, to: () => number) =>
      h(
        'button',
        { class: 'tool', type: 'button', title: label, 'aria-label': label, onclick: () => this.#goByHand(to()) },
        icon(name),
      );
    const now = () => this.#at ?? 0;
    this.#back = [
      button('first', 'First step (Home)', () => 0),
      button('previous', 'Previous step (←)', () => now() - 1),
    ];
    this.#ahead = [button('next', 'Next step (→)', () => now() + 1), button('last', 'Last step (End)', last)];
    this.#play = h('button', { class: 'tool tool-play', type: 'button', onclick: () => this.#toggle() });
    this.#speed = h('button', { class: 'tool stepper-speed', type: 'button', onclick: () => this.#nextSpeed() });
    this.#slider = h('input', {
      class: 'stepper-slider',
      type: 'range',
      'aria-label': 'Step of the backward pass',
      min: 1,
      step: 1,
      oninput: () => this.#goByHand(Number(this.#slider.value) - 1),
    });
    this.element = h(
      'section',
      {
        class: 'stepper',
        'aria-label': 'Backward pass',
        hidden: true,
        onkeydown: (event: KeyboardEvent) => this.#key(event),
      },
      h(
        'div',
        { class: 'stepper-bar' },
        ...this.#back,
        this.#play,
        ...this.#ahead,
        this.#slider,
        this.#count,
        this.#speed,
        h(
          'button',
          {
            class: 'tool stepper-close',
            type: 'button',
            title: 'Leave the backward pass (Escape)',
            'aria-label': 'Leave the backward pass',
            onclick: () => this.close(),
          },
          icon('close'),
        ),
      ),
      this.#texts,
      this.#said,
    );
    // A click beside the gates leaves the focus to the page as a whole.
    document.addEventListener('keydown', (event) => event.target === document.body && this.#key(event));
    document.addEventListener('visibilitychange', () => document.hidden && this.#pause());
    this.#showPlaying();
    this.#showSpeed();
  }

  get isOpen(): boolean {
    return this.#look !== null;
  }

  /** How the picture is to look now; null for the whole sweep. */
  get look(): SweepLook | null {
    return this.#look;
  }

  /** True before the last step, when some gradients are not there yet. */
  get isUnderWay(): boolean {
    return this.#look !== null && this.#look.index < this.#last;
  }

  /** True where the keyboard is in the bar, and a pointer in the picture is to leave it there. */
  get hasFocus(): boolean {
    return this.isOpen && this.element.contains(document.activeElement);
  }

  /** Takes the picture of a result; null where there is none to step through. The step stays while the steps are the same. */
  show(graph: Graph | null, result: string): void {
    if (graph === null) this.#pause();
    if (graph !== this.#graph) {
      this.#graph = graph;
      this.#sweep = null;
    }
    if (graph === null || this.#at === null) {
      this.#render();
      return;
    }
    if (result !== this.#result) this.#pause();
    this.#result = result;
    if (this.#sweep === null) this.#swept(graph);
    this.#render();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  open(): void {
    if (this.#graph === null || this.isOpen) return;
    this.#at = 0;
    if (this.#sweep === null) this.#swept(this.#graph);
    this.#go(0);
    this.#play.focus();
  }

  close(): void {
    const hadFocus = this.hasFocus;
    const wasOpen = this.isOpen;
    if (this.#at === null) return;
    this.#pause();
    this.#at = null;
    setText(this.#said, '');
    this.#render();
    this.#keep();
    // Beside a table nothing is open, but kept for the graph.
    if (!wasOpen) return;
    this.events.changed();
    if (hadFocus) this.events.left();
  }

  /** Moves what the step is about into sight. */
  follow(): void {
    const look = this.#look;
    if (look !== null) this.events.follow([...look.about, ...look.getting]);
  }

  get #last(): number {
    return Math.max((this.#sweep?.steps.length ?? 0) - 1, 0);
  }

  #swept(graph: Graph): void {
    const before = this.#look;
    this.#sweep = backwardSteps(graph);
    if (before !== null && before.sweep.structure !== this.#sweep.structure) {
      // What was folded or unfolded: on with the same gate where it still is one.
      this.#pause();
      const same = this.#sweep.steps.findIndex(({ gate }) => gate === before.gate);
      this.#at = Math.max(same, 0);
    }
    this.#at = Math.min(this.#at ?? 0, this.#last);
  }

  #go(step: number): void {
    const to = Math.min(Math.max(step, 0), this.#last);
    this.#at = to;
    if (to === this.#last) this.#pause();
    this.#render();
    this.#say();
    this.#keep();
    this.events.changed();
    this.follow();
  }

  #goByHand(step: number): void {
    this.#pause();
    this.#go(step);
  }

  #toggle(): void {
    if (this.#timer !== null) {
      this.#pause();
      return;
    }
    // From the end it begins again.
    this.#timer = -1;
    if (this.#at === this.#last) this.#go(0);
    this.#wait();
  }

  #wait(): void {
    if (this.#timer !== null) window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#go((this.#at ?? 0) + 1);
      if (this.#timer !== null) this.#wait();
    }, STAY / this.#rate);
    this.#showPlaying();
  }

  #pause(): void {
    if (this.#timer === null) return;
    window.clearTimeout(this.#timer);
    this.#timer = null;
    this.#showPlaying();
  }

  #nextSpeed(): void {
    this.#rate = speeds[(speeds.indexOf(this.#rate) + 1) % speeds.length] ?? 1;
    this.#showSpeed();
    this.#keep();
    if (this.#timer !== null) this.#wait();
  }

  #keep(): void {
    this.events.keep({ at: this.#at, speed: this.#rate });
  }

  /** One message a step; new numbers of the same step are not told again. */
  #say(): void {
    const step = this.#look && this.#sweep?.steps[this.#look.index];
    if (step) setText(this.#said, `${this.#counted}. ${step.spoken}`);
  }

  get #counted(): string {
    return `Step ${(this.#look?.index ?? 0) + 1} of ${this.#last + 1}`;
  }

  #render(): void {
    const sweep = this.#graph === null || this.#at === null ? null : this.#sweep;
    const step = sweep?.steps[this.#at ?? 0];
    this.element.hidden = !step;
    if (!sweep || !step || this.#at === null) {
      this.#look = null;
      return;
    }
    if (this.#look?.sweep !== sweep || this.#look.index !== this.#at) this.#look = new SweepLook(sweep, this.#at);
    this.#slider.max = String(sweep.steps.length);
    if (this.#slider.value !== String(this.#at + 1)) this.#slider.value = String(this.#at + 1);
    this.#slider.style.setProperty('--share', String(this.#last === 0 ? 1 : this.#at / this.#last));
    setAttribute(this.#slider, 'aria-valuetext', this.#counted);
    setText(this.#count, this.#counted);
    for (const button of this.#back) setAttribute(button, 'aria-disabled', String(this.#at === 0));
    for (const button of this.#ahead) setAttribute(button, 'aria-disabled', String(this.#at === this.#last));
    this.#size(sweep);
    this.#texts.querySelector('.step-text:not(.step-sizer)')?.remove();
    this.#texts.append(stepText(step));
  }

  /** The tallest step makes the room for all, so that the picture below stays where it is from step to step. */
  #size(sweep: BackwardSweep): void {
    if (this.#sized === sweep.structure) return;
    this.#sized = sweep.structure;
    this.#texts.replaceChildren(
      ...sweep.steps.map((step) => {
        const text = stepText(step);
        text.classList.add('step-sizer');
        text.setAttribute('aria-hidden', 'true');
        return text;
      }),
    );
    this.#texts.scrollTop = 0;
  }

  #showPlaying(): void {
    const isPlaying = this.#timer !== null;
    const label = isPlaying ? 'Pause (Space)' : 'Play (Space)';
    if (this.#play.title === label) return;
    setAttribute(this.#play, 'title', label);
    setAttribute(this.#play, 'aria-label', isPlaying ? 'Pause' : 'Play');
    this.#play.replaceChildren(icon(isPlaying ? 'pause' : 'play'));
  }

  #showSpeed(): void {
    setText(this.#speed, `${this.#rate}×`);
    setAttribute(this.#speed, 'title', `Speed: ${this.#rate}×`);
    setAttribute(this.#speed, 'aria-label', `Speed ${this.#rate}×`);
  }

  #key(event: KeyboardEvent): void {
    if (!this.isOpen || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target, key } = event;
    // Buttons and the slider have keys of their own, which do the same.
    if (key === ' ' && target instanceof HTMLButtonElement) return;
    if (key !== ' ' && target === this.#slider) return;
    const now = this.#at ?? 0;
    if (key === ' ') this.#toggle();
    else if (key === 'ArrowRight') this.#goByHand(now + 1);
    else if (key === 'ArrowLeft') this.#goByHand(now - 1);
    else if (key === 'Home') this.#goByHand(0);
    else if (key === 'End') this.#goByHand(this.#last);
    else return;
    event.preventDefault();
  }
}

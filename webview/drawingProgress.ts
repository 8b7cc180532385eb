import { h, setText } from './dom';

/** A drawing that is done by then shows no progress. */
const PATIENCE = 300;

/** Above the picture while the next one takes long: how much is drawn, and a way to leave it. */
export class DrawingProgress {
  readonly element: HTMLElement;
  readonly #bar = h('div', { class: 'progress', role: 'progressbar', 'aria-label': 'Drawing' });
  readonly #text = h('span', {});
  readonly #button: HTMLButtonElement;
  #timer = 0;
  #busy = false;
  #next: readonly [text: string, button: string, asked: () => void] = ['', '', () => {}];
  #asked: () => void = () => {};

  constructor() {
    this.#button = h('button', { class: 'button secondary', type: 'button', onclick: () => this.#asked() });
    const line = h('div', { class: 'drawing-line', role: 'status' }, this.#text, this.#button);
    this.element = h('div', { class: 'drawing-progress', hidden: true }, this.#bar, line);
    // A click here is none on the picture.
    for (const name of ['click', 'pointerdown', 'keydown'])
      this.element.addEventListener(name, (e) => e.stopPropagation());
  }

  /** A drawing of so many gates has begun, or another one in its place. */
  begin(gates: number, cancel: () => void): void {
    const text = `Drawing ${gates} gates…`;
    if (this.#busy && !this.element.hidden) this.#say(text, 'Cancel', cancel);
    else {
      // The time already waited counts.
      if (!this.#busy) this.#timer = window.setTimeout(() => this.#say(...this.#next), PATIENCE);
      this.#next = [text, 'Cancel', cancel];
      this.element.hidden = true;
    }
    this.#busy = true;
  }

  /** A drawing was cancelled; `again` begins it anew. */
  cancelled(gates: number, again: () => void): void {
    this.end();
    this.#say(`The picture is an earlier one: ${gates} gates are not drawn.`, 'Draw', again);
  }

  end(): void {
    window.clearTimeout(this.#timer);
    this.#busy = false;
    this.element.hidden = true;
  }

  #say(text: string, button: string, asked: () => void): void {
    this.#asked = asked;
    this.#bar.hidden = !this.#busy;
    setText(this.#text, text);
    setText(this.#button, button);
    this.element.hidden = false;
  }
}

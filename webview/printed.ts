import { h, setText } from './dom';

/** What the snippet printed, in a section that opens. */
export class Printed {
  readonly element: HTMLDetailsElement;
  readonly #text = h('pre', { class: 'printed-text', tabindex: 0 });
  readonly #count = h('span', { class: 'dim' });

  constructor(open: boolean, toggled: (open: boolean) => void) {
    this.element = h(
      'details',
      { class: 'printed', hidden: true },
      h('summary', {}, 'Printed ', this.#count),
      this.#text,
    );
    this.element.open = open;
    this.element.addEventListener('toggle', () => toggled(this.element.open));
  }

  show(text: string): void {
    this.element.hidden = text === '';
    setText(this.#text, text);
    const lines = text.replace(/\n$/, '').split('\n').length;
    setText(this.#count, lines === 1 ? '1 line' : `${lines} lines`);
  }
}

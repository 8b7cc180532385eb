import { type Child, h, setAttribute } from './dom';
import { type IconName, icon } from './icons';

export interface MenuItem {
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

/** A button that opens a small menu below it: arrow keys, Home and End move in it, Escape and Tab close it. */
export class MenuButton {
  readonly button: HTMLButtonElement;
  readonly menu: HTMLElement;
  readonly #items: readonly HTMLButtonElement[];

  /** `groups` are drawn with a line between them. */
  constructor(
    face: { readonly icon: IconName; readonly label: string; readonly class: string },
    groups: readonly (readonly MenuItem[])[],
  ) {
    this.button = h(
      'button',
      {
        class: `tool ${face.class}`,
        type: 'button',
        title: face.label,
        'aria-label': face.label,
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        onclick: () => this.#toggle(this.menu.hidden !== false),
        onkeydown: (event: KeyboardEvent) => this.#buttonKey(event),
      },
      icon(face.icon),
    );
    const built = groups.map((items) => items.map((item) => this.#item(item)));
    this.#items = built.flat();
    const lines = (children: readonly HTMLElement[], index: number): Child[] => [
      index > 0 && h('div', { class: 'menu-line', role: 'separator' }),
      ...children,
    ];
    this.menu = h(
      'div',
      {
        class: 'menu',
        role: 'menu',
        'aria-label': face.label,
        hidden: true,
        onkeydown: (event: KeyboardEvent) => this.#key(event),
      },
      ...built.flatMap(lines),
    );
    document.addEventListener('pointerdown', ({ target }) => {
      const isOwn = target instanceof Node && (this.menu.contains(target) || this.button.contains(target));
      if (!isOwn) this.#toggle(false);
    });
    window.addEventListener('blur', () => this.#toggle(false));
  }

  /** Says of the item with this label why it cannot be chosen now; null where it can. It stays within reach of the keyboard. */
  disable(label: string, why: string | null): void {
    const item = this.#items.find(({ textContent }) => textContent === label);
    if (item === undefined) return;
    setAttribute(item, 'aria-disabled', why === null ? null : 'true');
    setAttribute(item, 'title', why);
  }

  #item({ icon: name, label, run }: MenuItem): HTMLButtonElement {
    const item = h(
      'button',
      { class: 'menu-item', type: 'button', role: 'menuitem', tabindex: -1 },
      icon(name),
      h('span', {}, label),
    );
    item.addEventListener('click', () => {
      if (item.getAttribute('aria-disabled') === 'true') return;
      this.#toggle(false);
      this.button.focus();
      run();
    });
    return item;
  }

  #toggle(open: boolean): void {
    if (this.menu.hidden === !open) return;
    this.menu.hidden = !open;
    setAttribute(this.button, 'aria-expanded', String(open));
    if (open) this.#items[0]?.focus();
  }

  #buttonKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    this.#toggle(true);
    if (event.key === 'ArrowUp') this.#items.at(-1)?.focus();
    event.preventDefault();
  }

  #key(event: KeyboardEvent): void {
    const at = this.#items.indexOf(document.activeElement as HTMLButtonElement);
    const count = this.#items.length;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + count, Home: 0, End: count - 1 }[event.key];
    if (event.key === 'Escape') {
      this.#toggle(false);
      this.button.focus();
    } else if (event.key === 'Tab') this.#toggle(false);
    else if (next !== undefined) this.#items[next % count]?.focus();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  }
}

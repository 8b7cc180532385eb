import type { FoldLevel } from '../src/graph/folding/wish';
import type { FoldingState } from '../src/graph/model';
import { h, setAttribute } from './dom';
import { icon } from './icons';

const words: Readonly<Record<FoldLevel, string>> = {
  gates: 'Every gate',
  composites: 'Known functions folded',
  iterations: 'Loops and arrays folded',
  calls: 'Calls folded',
  lines: 'Lines folded',
};

/** The menu of how far the picture is to be folded. */
export class FoldMenu {
  readonly element = h('div', { class: 'menu fold-menu', role: 'menu', 'aria-label': 'Fold', hidden: true });
  #folding: FoldingState | null = null;
  #chosen: FoldLevel | null = null;
  #constants: boolean | null = null;

  constructor(
    readonly button: HTMLButtonElement,
    readonly choose: (level: FoldLevel | null) => void,
    readonly toggleConstants: () => void,
    /** Gates that a picture has room for. */
    readonly room: number,
  ) {
    setAttribute(button, 'aria-haspopup', 'menu');
    this.element.addEventListener('keydown', (event) => this.#key(event));
    document.addEventListener('pointerdown', ({ target }) => {
      if (!(target instanceof Node && (this.element.contains(target) || button.contains(target)))) this.toggle(false);
    });
    window.addEventListener('blur', () => this.toggle(false));
  }

  /** `chosen` is the level that the reader asked for; null for the one that the picture needs. */
  show(folding: FoldingState | null, chosen: FoldLevel | null, constants: boolean): void {
    if (folding === this.#folding && chosen === this.#chosen && constants === this.#constants) return;
    this.#constants = constants;
    this.#folding = folding;
    this.#chosen = chosen;
    const levels = folding?.levels ?? [];
    const items = [
      levels.length > 0 && this.#item('As far as needed', null, '', true),
      ...levels.map(({ level, gates }) => {
        const fits = gates <= this.room || level === 'lines';
        const note = fits ? `${gates}` : `${gates}, too many to draw`;
        return this.#item(words[level], level, note, fits);
      }),
      this.#constantsItem(constants),
    ];
    this.element.replaceChildren(...items.filter((item) => item !== false));
  }

  toggle(open = this.element.hidden): void {
    if (this.element.hidden === !open) return;
    this.element.hidden = !open;
    setAttribute(this.button, 'aria-expanded', String(open));
    if (open) (this.element.querySelector<HTMLElement>('[aria-checked="true"]') ?? this.#items[0])?.focus();
  }

  get #items(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  }

  #item(text: string, level: FoldLevel | null, note: string, enabled: boolean): HTMLButtonElement {
    return h(
      'button',
      {
        class: 'menu-item',
        type: 'button',
        role: 'menuitemradio',
        'aria-checked': String(level === this.#chosen),
        tabindex: -1,
        disabled: !enabled,
        'data-level': level ?? 'auto',
        onclick: () => {
          this.toggle(false);
          this.choose(level);
          this.button.focus();
        },
      },
      tick(),
      h('span', { class: 'menu-text' }, text),
      h('span', { class: 'menu-note' }, note),
    );
  }

  #constantsItem(constants: boolean): HTMLButtonElement {
    return h(
      'button',
      {
        class: 'menu-item menu-apart',
        type: 'button',
        role: 'menuitemcheckbox',
        'aria-checked': String(constants),
        tabindex: -1,
        onclick: () => {
          this.toggle(false);
          this.toggleConstants();
          this.button.focus();
        },
      },
      tick(),
      h('span', { class: 'menu-text' }, 'Constants as gates'),
      h('span', { class: 'menu-note' }, constants ? 'on' : ''),
    );
  }

  #key(event: KeyboardEvent): void {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const { length } = items;
    // From the menu itself, neither is at a row.
    const to = { ArrowDown: at + 1, ArrowUp: Math.max(at, 0) - 1 + length, Home: 0, End: length - 1 }[event.key];
    if (event.key === 'Escape') {
      this.toggle(false);
      this.button.focus();
    } else if (event.key === 'Tab') this.toggle(false);
    else if (to !== undefined) items[to % length]?.focus();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  }
}

/** To be seen in the row that is chosen. */
function tick(): HTMLElement {
  return h('span', { class: 'menu-tick', 'aria-hidden': 'true' }, icon('agrees'));
}

import type { PanelState } from '../src/protocol';
import { shortData } from './dataText';
import { h, setAttribute, setText } from './dom';
import { type IconName, icon } from './icons';

/** What the fold button offers; null where nothing is recognised. */
export interface FoldOffer {
  /** What there is: `sigmoid, 2 × dot`. */
  readonly text: string;
  /** True where all of it is folded, so that the button unfolds. */
  readonly folded: boolean;
  /** False where the picture would get too large. */
  readonly canToggle: boolean;
}

export interface ToolbarActions {
  readonly fit: () => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly table: () => void;
  readonly fold: () => void;
  readonly pin: () => void;
  readonly openInEditor: () => void;
  readonly settings: () => void;
  readonly stop: () => void;
}

interface Tool {
  readonly action: keyof ToolbarActions;
  readonly icon: IconName;
  readonly label: string;
  readonly title: string;
  /** In a narrow panel it moves into the menu. */
  readonly secondary: boolean;
}

const tools: readonly Tool[] = [
  { action: 'zoomOut', icon: 'zoomOut', label: 'Zoom out', title: 'Zoom out (−)', secondary: true },
  { action: 'zoomIn', icon: 'zoomIn', label: 'Zoom in', title: 'Zoom in (+)', secondary: true },
  { action: 'fit', icon: 'fit', label: 'Fit', title: 'Fit the whole graph (0)', secondary: false },
  { action: 'table', icon: 'table', label: 'Table', title: 'Show as a table', secondary: false },
  { action: 'fold', icon: 'fold', label: 'Fold', title: 'Fold', secondary: false },
  {
    action: 'pin',
    icon: 'pin',
    label: 'Pin',
    title: 'Keep this snippet while you move on in the editor',
    secondary: false,
  },
  {
    action: 'openInEditor',
    icon: 'openInEditor',
    label: 'Open in editor',
    title: 'Open this graph in an editor tab',
    secondary: true,
  },
  { action: 'settings', icon: 'settings', label: 'Settings', title: 'Settings of GradLens', secondary: true },
];

/** What is shown, where it stands, and what can be done with the picture. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #title = h('h1', { class: 'toolbar-title' });
  readonly #place = h('span', { class: 'toolbar-place' });
  readonly #buttons = new Map<keyof ToolbarActions, HTMLButtonElement>();
  readonly #stop: HTMLButtonElement;
  readonly #more: HTMLButtonElement;
  readonly #menu: HTMLElement;

  constructor(readonly actions: ToolbarActions) {
    for (const tool of tools) this.#buttons.set(tool.action, toolButton(tool, actions[tool.action]));
    this.#stop = h(
      'button',
      { class: 'button stop', type: 'button', onclick: actions.stop, hidden: true },
      icon('stop'),
      'Stop',
    );
    this.#more = h(
      'button',
      {
        class: 'tool only-narrow',
        type: 'button',
        title: 'More',
        'aria-label': 'More',
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        onclick: () => this.#toggleMenu(this.#menu.hidden !== false),
      },
      icon('more'),
    );
    this.#menu = h('div', {
      class: 'menu',
      role: 'menu',
      hidden: true,
      onkeydown: (event: KeyboardEvent) => this.#menuKey(event),
    });
    for (const tool of tools.filter(({ secondary }) => secondary)) this.#menu.append(this.#menuItem(tool));
    this.element = h(
      'header',
      { class: 'toolbar' },
      h('div', { class: 'toolbar-what' }, this.#title, this.#place),
      h(
        'div',
        { class: 'toolbar-tools', role: 'toolbar', 'aria-label': 'Graph' },
        this.#stop,
        ...this.#buttons.values(),
        this.#more,
        this.#menu,
      ),
    );
    document.addEventListener('pointerdown', (event) => {
      if (
        !(event.target instanceof Node) ||
        !(this.#menu.contains(event.target) || this.#more.contains(event.target))
      ) {
        this.#toggleMenu(false);
      }
    });
    window.addEventListener('blur', () => this.#toggleMenu(false));
  }

  /** The pointer or the focus came to the fold button, or left it. */
  onFoldPointed(pointed: (at: boolean) => void): void {
    const button = this.#buttons.get('fold')!;
    for (const event of ['pointerenter', 'focus']) button.addEventListener(event, () => pointed(true));
    for (const event of ['pointerleave', 'blur', 'click']) button.addEventListener(event, () => pointed(false));
  }

  set fold(offer: FoldOffer | null) {
    const button = this.#buttons.get('fold')!;
    button.hidden = offer === null;
    if (offer === null) return;
    const { text, folded, canToggle } = offer;
    const word = folded ? 'Unfold' : 'Fold into one gate each';
    const title = canToggle ? `${word}: ${text}` : `Folded, since the picture has no room for more gates: ${text}`;
    setAttribute(button, 'title', title);
    setAttribute(button, 'aria-label', title);
    setAttribute(button, 'aria-pressed', String(folded));
    button.disabled = !canToggle;
  }

  show(state: PanelState, table: boolean): void {
    const result = state.result;
    const name = result?.output?.name ?? result?.target?.name ?? '';
    const value = result?.output == null ? '' : shortData(result.output.value, result.output.shape);
    this.#title.replaceChildren(
      h('span', { class: 'toolbar-name' }, name === '' && value === '' ? 'GradLens' : name),
      value === '' ? '' : h('span', { class: 'toolbar-value' }, `${name === '' ? '' : ' = '}${value}`),
    );
    this.#title.title = value === '' ? name : `${name} = ${value}`;
    setText(this.#place, state.place);
    setAttribute(this.#buttons.get('table')!, 'aria-pressed', String(table));
    setAttribute(this.#buttons.get('pin')!, 'aria-pressed', String(state.pinned));
    for (const action of ['fit', 'zoomIn', 'zoomOut'] as const) this.#buttons.get(action)!.disabled = table;
    this.element.classList.toggle('is-empty', state.kind === 'empty');
  }

  set canStop(canStop: boolean) {
    this.#stop.hidden = !canStop;
  }

  #menuItem(tool: Tool): HTMLButtonElement {
    const run = () => {
      this.#toggleMenu(false);
      this.actions[tool.action]();
      this.#more.focus();
    };
    return h(
      'button',
      { class: 'menu-item', type: 'button', role: 'menuitem', tabindex: -1, onclick: run },
      icon(tool.icon),
      tool.label,
    );
  }

  #toggleMenu(open: boolean): void {
    if (this.#menu.hidden === !open) return;
    this.#menu.hidden = !open;
    setAttribute(this.#more, 'aria-expanded', String(open));
    if (open) this.#menu.querySelector('button')?.focus();
  }

  #menuKey(event: KeyboardEvent): void {
    const items = [...this.#menu.querySelectorAll('button')];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') {
      this.#toggleMenu(false);
      this.#more.focus();
    } else if (event.key === 'Tab') this.#toggleMenu(false);
    else if (step !== 0) items[(at + step + items.length) % items.length]?.focus();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  }
}

function toolButton(tool: Tool, run: () => void): HTMLButtonElement {
  const name = `tool tool-${tool.action}${tool.secondary ? ' only-wide' : ''}`;
  return h(
    'button',
    { class: name, type: 'button', title: tool.title, 'aria-label': tool.label, onclick: run },
    icon(tool.icon),
  );
}

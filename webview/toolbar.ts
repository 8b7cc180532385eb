import type { ExportKind, PanelState, SnippetResult } from '../src/protocol';
import { resultName } from '../src/text/resultName';
import { shortData } from './dataText';
import { h, setAttribute, setText } from './dom';
import { exportItems, exportLabels, pictureLabels } from './export/exports';
import { type IconName, icon } from './icons';
import { MenuButton } from './menu';
import type { ShownPass } from './shownPass';

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
  readonly levels: () => void;
  readonly step: () => void;
  readonly pin: () => void;
  readonly openInEditor: () => void;
  readonly settings: () => void;
  readonly stop: () => void;
  readonly export: (kind: ExportKind) => void;
}

type ToolAction = Exclude<keyof ToolbarActions, 'export'>;

interface Tool {
  readonly action: ToolAction;
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
  { action: 'step', icon: 'steps', label: 'Step', title: 'Step through the backward pass (S)', secondary: false },
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
  readonly #buttons = new Map<ToolAction, HTMLButtonElement>();
  /** Opens the menu of how far the picture is folded. */
  readonly levels: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #export: MenuButton;
  readonly #more: MenuButton;

  constructor(readonly actions: ToolbarActions) {
    for (const tool of tools) this.#buttons.set(tool.action, toolButton(tool, actions[tool.action]));
    this.levels = h(
      'button',
      {
        class: 'tool tool-levels',
        type: 'button',
        title: 'Fold and unfold',
        'aria-label': 'Fold and unfold',
        'aria-expanded': 'false',
        hidden: true,
        onclick: actions.levels,
      },
      icon('levels'),
    );
    this.#stop = h(
      'button',
      { class: 'button stop', type: 'button', onclick: actions.stop, hidden: true },
      icon('stop'),
      'Stop',
    );
    const exports = exportItems(actions.export);
    const secondary = tools.filter((tool) => tool.secondary);
    this.#export = new MenuButton({ icon: 'export', label: 'Export', class: 'tool-export only-wide' }, [exports]);
    this.#more = new MenuButton({ icon: 'more', label: 'More', class: 'tool-more only-narrow' }, [
      secondary.map((tool) => ({ icon: tool.icon, label: tool.label, run: actions[tool.action] })),
      exports,
    ]);
    this.element = h(
      'header',
      { class: 'toolbar' },
      h('div', { class: 'toolbar-what' }, this.#title, this.#place),
      h(
        'div',
        { class: 'toolbar-tools', role: 'toolbar', 'aria-label': 'Graph' },
        this.#stop,
        ...[...this.#buttons].flatMap(([action, button]) => (action === 'fold' ? [button, this.levels] : [button])),
        ...[this.#export, this.#more].flatMap(({ button, menu }) => [button, menu]),
      ),
    );
  }

  /** The pointer or the focus came to the fold button, or left it. */
  onFoldPointed(pointed: (at: boolean) => void): void {
    const button = this.#buttons.get('fold')!;
    for (const event of ['pointerenter', 'focus']) button.addEventListener(event, () => pointed(true));
    for (const event of ['pointerleave', 'blur', 'click']) button.addEventListener(event, () => pointed(false));
  }

  /** `levels`: whether there is more to fold than composites, which has a menu of its own. */
  showFold(offer: FoldOffer | null, levels: boolean): void {
    this.levels.hidden = !levels;
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

  /** `pass` is the one that is shown in place of the result, with what it made smaller. */
  show(state: PanelState, table: boolean, pass: ShownPass | null): void {
    const result = state.result;
    const name = pass ? `pass ${pass.index + 1}` : titleOf(result);
    const output = result?.output == null ? '' : shortData(result.output.value, result.output.shape);
    const value = pass ? pass.value : output;
    const between = name === '' || value === '' ? '' : pass ? ': ' : ' = ';
    this.#title.replaceChildren(
      h('span', { class: 'toolbar-name' }, name === '' && value === '' ? 'GradLens' : name),
      value === '' ? '' : h('span', { class: 'toolbar-value' }, between + value),
    );
    this.#title.title = name + between + value;
    setText(this.#place, state.place);
    setAttribute(this.#buttons.get('table')!, 'aria-pressed', String(table));
    setAttribute(this.#buttons.get('pin')!, 'aria-pressed', String(state.pinned));
    for (const action of ['fit', 'zoomIn', 'zoomOut'] as const) this.#buttons.get(action)!.disabled = table;
    this.element.classList.toggle('is-empty', state.kind === 'empty');
  }

  /** Whether there is a sweep to step through, and whether the reader does. */
  showSteps(can: boolean, isOpen: boolean): void {
    const button = this.#buttons.get('step')!;
    button.disabled = !can;
    setAttribute(button, 'aria-pressed', String(isOpen));
  }

  focusSteps(): void {
    this.#buttons.get('step')!.focus();
  }

  /** What there is to be taken along: text of a result, and a drawing. */
  set exportable({ text, picture }: { readonly text: boolean; readonly picture: boolean }) {
    for (const menu of [this.#export, this.#more]) {
      for (const label of exportLabels) {
        const isMissing = !text || (pictureLabels.includes(label) && !picture);
        menu.disable(
          label,
          isMissing ? (text ? 'Show the graph to save it as a picture' : 'There is no result') : null,
        );
      }
    }
  }

  set canStop(canStop: boolean) {
    this.#stop.hidden = !canStop;
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

/** In the panel an output is called by its own name where it has one. */
function titleOf(result: SnippetResult | null): string {
  return result === null ? '' : (result.output?.name ?? resultName(result) ?? '');
}

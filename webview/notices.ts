import type { Diagnostic, ErrorCode, PanelState, Range, SnippetError, SnippetResult } from '../src/protocol';
import { h, prose } from './dom';
import { icon } from './icons';

export interface NoticeEvents {
  readonly reveal: (range: Range) => void;
  readonly runLonger: () => void;
  readonly differentiate: () => void;
  readonly occurrence: (occurrence: number) => void;
}

const titles: Readonly<Record<ErrorCode, string>> = {
  SyntaxError: 'This does not parse',
  Unsupported: 'Not supported yet',
  UnboundName: 'Unknown name',
  NotReached: 'Never reached',
  NotDifferentiable: 'Nothing to differentiate',
  ShapeMismatch: 'Shapes do not fit',
  TypeMismatch: 'Types do not fit',
  StepLimit: 'Stopped: too many operations',
  TimeLimit: 'Stopped',
  RecursionTooDeep: 'Recursion too deep',
  TooLarge: 'Too large',
  ImportNotFound: 'Import not found',
  DirectiveError: 'This @grad line is not right',
  UserThrow: 'The code threw an error',
  Internal: 'A bug in GradLens',
};

/** What stands between the toolbar and the picture: errors, notes, and which evaluation is shown. */
export class Notices {
  readonly element = h('div', { class: 'notices', role: 'status' });
  readonly #scrubber: Scrubber;
  #said = '';

  constructor(readonly events: NoticeEvents) {
    this.#scrubber = new Scrubber(events.occurrence);
  }

  show(state: PanelState, drawingFailed: string | null): void {
    const notices = this.#notices(state, drawingFailed);
    // Rebuilt only when something else is to be said: a button must not vanish under the pointer.
    const said = JSON.stringify(notices.map((notice) => notice.key));
    if (said !== this.#said) {
      this.#said = said;
      this.element.replaceChildren(...notices.map((notice) => notice.build()));
    }
    const occurrences = state.result?.occurrences;
    if (occurrences !== undefined && occurrences.count > 1) {
      this.#scrubber.show(occurrences.shown, occurrences.count);
      if (this.element.lastChild !== this.#scrubber.element) this.element.append(this.#scrubber.element);
    } else this.#scrubber.element.remove();
  }

  #notices(state: PanelState, drawingFailed: string | null): { key: unknown; build: () => HTMLElement }[] {
    const { result } = state;
    const error = state.error ?? result?.error ?? null;
    const list: { key: unknown; build: () => HTMLElement }[] = [];
    if (error !== null) {
      list.push({ key: [error, state.canRunLonger], build: () => this.#error(error, state.canRunLonger) });
    } else if (state.canRunLonger) {
      list.push({ key: 'longer', build: () => note('The run was stopped before its end.', this.#longer()) });
    }
    for (const diagnostic of noticed(result)) {
      list.push({ key: [diagnostic.message, diagnostic.range], build: () => this.#unhealthy(diagnostic) });
    }
    if (result?.ask) {
      const { functionName, parameters } = result.ask;
      const button = () =>
        h('button', { class: 'button', type: 'button', onclick: this.events.differentiate }, 'Give values');
      const text = `\`${functionName}\` runs once it has values for ${parameters.map((name) => `\`${name}\``).join(', ')}.`;
      list.push({ key: text, build: () => note(text, button()) });
    }
    if (result?.graph.omitted) {
      const { omitted } = result.graph;
      list.push({ key: omitted, build: () => note(omitted) });
    }
    if (result?.output?.seededWithOnes) {
      list.push({
        key: 'ones',
        build: () =>
          note('The output is not one number: ∂ is the gradient of the sum of its elements (a seed of ones).'),
      });
    }
    if (drawingFailed !== null) {
      list.push({
        key: drawingFailed,
        build: () => note(`The graph could not be drawn, so here is the table. ${drawingFailed}`),
      });
    }
    return list;
  }

  #error(error: SnippetError, canRunLonger: boolean): HTMLElement {
    const title =
      error.code === 'UserThrow' && error.type !== null ? `The code threw ${error.type}` : titles[error.code];
    const range = error.range;
    return h(
      'div',
      { class: 'notice error', 'data-code': error.code },
      icon('warning'),
      h(
        'div',
        { class: 'notice-text' },
        h('strong', {}, title),
        h('p', {}, ...prose(error.message)),
        h(
          'div',
          { class: 'notice-actions' },
          range !== null &&
            h(
              'button',
              { class: 'link', type: 'button', onclick: () => this.events.reveal(range) },
              `Go to line ${range.start.line}`,
            ),
          canRunLonger && this.#longer(),
        ),
      ),
    );
  }

  #unhealthy({ code, message, range }: Diagnostic): HTMLElement {
    const button = h(
      'button',
      { class: 'link', type: 'button', onclick: () => this.events.reveal(range) },
      `Go to line ${range.start.line}`,
    );
    return h(
      'div',
      { class: 'notice unhealthy', 'data-code': code },
      icon('warning'),
      h('div', { class: 'notice-text' }, h('p', {}, ...prose(message)), h('div', { class: 'notice-actions' }, button)),
    );
  }

  #longer(): HTMLElement {
    return h(
      'button',
      { class: 'button', type: 'button', onclick: this.events.runLonger },
      icon('longer'),
      'Run longer',
    );
  }
}

/** Diagnostics that take room of the picture: the others are marks on their gates. */
const NOTICED = 2;

/** Warnings first; what is no more than worth knowing stands on its gate where that is drawn. */
function noticed(result: SnippetResult | null): readonly Diagnostic[] {
  const { diagnostics = [], graph } = result ?? {};
  const isMarked = graph !== undefined && graph.omitted === null;
  return diagnostics
    .filter(({ severity, gate }) => severity !== 'info' || gate === undefined || !isMarked)
    .slice(0, NOTICED);
}

function note(text: string, ...actions: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: 'notice' }, h('p', { class: 'notice-text' }, ...prose(text)), ...actions);
}

/** Steps through the evaluations of an expression that runs many times. */
class Scrubber {
  readonly element: HTMLElement;
  readonly #slider: HTMLInputElement;
  readonly #text = h('span', { class: 'scrubber-text' });
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  #shown = 1;

  constructor(go: (occurrence: number) => void) {
    const step = (by: number) => () => go(this.#shown + by);
    const button = (name: 'previous' | 'next', label: string, by: number) =>
      h('button', { class: 'tool', type: 'button', title: label, 'aria-label': label, onclick: step(by) }, icon(name));
    this.#previous = button('previous', 'Previous evaluation', -1);
    this.#next = button('next', 'Next evaluation', 1);
    this.#slider = h('input', {
      type: 'range',
      class: 'scrubber-slider',
      min: 1,
      step: 1,
      'aria-label': 'Evaluation',
      oninput: () => go(Number(this.#slider.value)),
    });
    this.element = h('div', { class: 'scrubber' }, this.#previous, this.#slider, this.#next, this.#text);
  }

  show(shown: number, count: number): void {
    this.#shown = shown;
    this.#slider.max = String(count);
    if (!this.#slider.matches(':active')) this.#slider.value = String(shown);
    this.#slider.style.setProperty('--share', String((Number(this.#slider.value) - 1) / (count - 1)));
    this.#text.textContent = `evaluation ${shown} of ${count}`;
    this.#previous.disabled = shown <= 1;
    this.#next.disabled = shown >= count;
  }
}

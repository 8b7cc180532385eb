import { h } from './dom';
import { icon } from './icons';

export interface EmptyStateEvents {
  readonly differentiate: () => void;
  readonly openExample: () => void;
}

/** What the panel shows before anything was differentiated: how to begin, in three steps. */
export function emptyState(events: EmptyStateEvents): HTMLElement {
  const mac = /Mac|iP/.test(navigator.platform);
  const keys = mac ? ['⌘', '⌥', 'G'] : ['Ctrl', 'Alt', 'G'];
  return h(
    'section',
    { class: 'empty', 'aria-label': 'How to begin' },
    h('div', { class: 'empty-picture' }, icon('graph')),
    h('h2', {}, 'See how a gradient comes about'),
    h(
      'ol',
      {},
      h('li', {}, 'Open TypeScript, JavaScript or Python that computes a number.'),
      h(
        'li',
        {},
        'Select an expression, such as ',
        h('code', {}, '(x + y) * z'),
        ', and press ',
        h('span', { class: 'keys' }, ...keys.map((key) => h('kbd', {}, key))),
        '. Or write ',
        h('code', {}, '@grad'),
        ' in a comment behind a line.',
      ),
      h('li', {}, 'Point at a gate to read its value, its gradient, and how the gradient flows through it.'),
    ),
    h(
      'div',
      { class: 'empty-actions' },
      h('button', { class: 'button', type: 'button', onclick: events.openExample }, 'Open an example'),
      h(
        'button',
        { class: 'button secondary', type: 'button', onclick: events.differentiate },
        'Differentiate selection',
      ),
    ),
  );
}

import type { Flow } from '../src/engine/ops/flow';
import type { FoldedValue, Num } from '../src/graph/model';
import type { Check } from '../src/protocol';
import type { Card, CardRow } from '../src/text/card';
import type { CardComposite } from '../src/text/compositeText';
import { fullNumber, shortNumber } from '../src/text/numberFormat';
import { checkLine } from './checkView';
import { h, prose } from './dom';
import { flowIcon, icon } from './icons';
import { signClass } from './sign';

export interface CardEvents {
  readonly reveal: (card: Card) => void;
  readonly toggleFold: (card: Card) => void;
  /** Makes gates stand out in the picture; none when the list is empty. */
  readonly mark: (gates: readonly string[]) => void;
  readonly close: () => void;
}

/** What is known of a gate besides its card. */
export interface CardNotes {
  /** What is unhealthy about it, in words. */
  readonly unhealthy: readonly string[];
  /** What finite differences say; null while they are computed, undefined for what has no gradient. */
  readonly checks: readonly Check[] | null | undefined;
}

/** What the card says, as elements: the gate, one table of what flows back, one sentence, what there is to note. */
export function cardContent(card: Card, { unhealthy, checks }: CardNotes, events: CardEvents): HTMLElement[] {
  return [
    header(card, events),
    ...(card.code === '' || card.code === card.title ? [] : [h('pre', { class: 'card-code' }, card.code)]),
    ...(card.values === undefined ? [] : [valuesTable(card.values)]),
    table(card),
    ...(card.sentence === '' ? [] : [h('p', { class: 'card-sentence' }, ...prose(card.sentence))]),
    ...(card.fork.length > 1 ? [fork(card)] : []),
    ...(card.convention === null
      ? []
      : [h('p', { class: 'card-convention' }, icon('warning'), h('span', {}, ...prose(card.convention)))]),
    ...unhealthy.map((text) => h('p', { class: 'card-unhealthy' }, icon('warning'), h('span', {}, ...prose(text)))),
    ...(card.composite === undefined ? [] : [compositeNote(card.composite)]),
    ...(checks === undefined ? [] : [checkLine(checks)]),
    h(
      'div',
      { class: 'card-actions' },
      card.composite?.canToggle === true && foldButton(card, card.composite, events),
      card.range !== null &&
        h('button', { class: 'link', type: 'button', onclick: () => events.reveal(card) }, revealTitle(card)),
    ),
  ];
}

/** Code of an imported file is opened from here. */
function revealTitle({ place }: Card): string {
  return place === undefined ? 'Reveal in editor' : `Open ${place}`;
}

function header(card: Card, events: CardEvents): HTMLElement {
  return h(
    'header',
    { class: 'card-header' },
    h(
      'h2',
      {},
      card.title,
      card.values === undefined && h('span', { class: 'card-value' }, ` = ${fullNumber(card.value)}`),
    ),
    card.flow === null ? null : flowTag(card.flow, card.flowTitle),
    h(
      'button',
      {
        class: 'tool card-close',
        type: 'button',
        title: 'Close (Escape)',
        'aria-label': 'Close',
        onclick: events.close,
      },
      icon('close'),
    ),
  );
}

/** What the gates together are, and for a fold the derivative in closed form. */
function compositeNote({ text, folded, closedForm, canToggle }: CardComposite): HTMLElement {
  return h(
    'div',
    { class: 'card-composite' },
    h('p', {}, ...prose(text)),
    folded && h('p', { class: 'dim' }, closedForm),
    !canToggle && h('p', { class: 'dim' }, 'A picture has no room for all of them.'),
  );
}

function foldButton(card: Card, { folded, members }: CardComposite, events: CardEvents): HTMLElement {
  const mark = () => events.mark(members);
  const unmark = () => events.mark([]);
  return h(
    'button',
    {
      class: 'link card-fold',
      type: 'button',
      title: folded ? 'Unfold (F)' : 'Fold (F)',
      onclick: () => {
        unmark();
        events.toggleFold(card);
      },
      onpointerenter: mark,
      onpointerleave: unmark,
      onfocus: mark,
      onblur: unmark,
    },
    folded ? 'Unfold' : 'Fold into one gate',
  );
}

/** Each value of a fold of several, with the gradient that reaches it. */
function valuesTable(values: readonly FoldedValue[]): HTMLElement {
  return h(
    'table',
    { class: 'card-table card-values' },
    h(
      'tbody',
      {},
      ...values.map(({ name, value, grad }, index) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, h('span', { class: 'operand' }, name ?? `value ${index + 1}`)),
          h('td', { class: 'number', title: fullNumber(value) }, shortNumber(value)),
          h('td', { class: `number ${signClass(grad)}`, title: fullNumber(grad) }, `∂ ${shortNumber(grad)}`),
        ),
      ),
    ),
  );
}

function flowTag(flow: Flow, title: string): HTMLElement {
  return h('span', { class: `flow-tag flow-${flow}` }, flowIcon(flow), title);
}

function table(card: Card): HTMLElement {
  return h(
    'table',
    { class: 'card-table' },
    h(
      'thead',
      { class: 'visually-hidden' },
      h(
        'tr',
        {},
        ...['input', 'local gradient', 'upstream gradient', 'contribution'].map((text) =>
          h('th', { scope: 'col' }, text),
        ),
      ),
    ),
    h(
      'tbody',
      {},
      card.values === undefined &&
        h(
          'tr',
          {},
          h('th', { scope: 'row', class: 'row-word' }, '∂ upstream'),
          h('td', { class: `number ${signClass(card.grad)}`, colspan: 3 }, fullNumber(card.grad)),
        ),
      ...card.rows.map(row),
    ),
  );
}

function row(item: CardRow): HTMLElement {
  const { label, value, local, localFormula, upstream, contribution, constant } = item;
  const title = constant ? 'A constant: nothing flows on from here.' : `${label} = ${fullNumber(value)}`;
  return h(
    'tr',
    { class: constant ? 'is-constant' : '', title },
    h('th', { scope: 'row' }, h('span', { class: 'operand' }, label)),
    ...(local === null ? [h('td', {}), h('td', {})] : product(local, localFormula, upstream)),
    contribution === null || constant
      ? h('td', { class: 'number dim' }, constant ? 'constant' : '')
      : h(
          'td',
          { class: `number ${signClass(contribution)}`, title: fullNumber(contribution) },
          shortNumber(contribution),
        ),
  );
}

/** The cells `u = 6` and `× 4`. */
function product(local: Num, formula: string, upstream: Num): HTMLElement[] {
  const [slope, factor] = [shortNumber(local), shortNumber(upstream)];
  const named = formula !== '' && formula !== slope;
  return [
    h(
      'td',
      { class: 'local', title: `local gradient ${fullNumber(local)}` },
      ...(named ? [h('span', { class: 'formula' }, formula), ` = ${slope}`] : [slope]),
    ),
    h(
      'td',
      { class: 'upstream', title: `upstream gradient ${fullNumber(upstream)}` },
      `× ${factor.startsWith('−') ? `(${factor})` : factor}`,
    ),
  ];
}

function fork(card: Card): HTMLElement {
  return h(
    'table',
    { class: 'card-table card-fork' },
    h('caption', {}, icon('fork'), `Used ${card.fork.length} times: the gradients add up`),
    h(
      'tbody',
      {},
      ...card.fork.map((term) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, h('span', { class: 'dim' }, 'from '), h('span', { class: 'operand' }, term.label)),
          h(
            'td',
            { class: `number ${signClass(term.contribution)}`, title: fullNumber(term.contribution) },
            shortNumber(term.contribution),
          ),
        ),
      ),
      h(
        'tr',
        { class: 'sum' },
        h('th', { scope: 'row' }, 'sum'),
        h('td', { class: `number ${signClass(card.grad)}`, title: fullNumber(card.grad) }, shortNumber(card.grad)),
      ),
    ),
  );
}

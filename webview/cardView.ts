import type { Flow } from '../src/engine/ops/flow';
import type { Fold, FoldedValue, Num, Statistics } from '../src/graph/model';
import type { Check, HandGradient } from '../src/protocol';
import type { Card, CardRow } from '../src/text/card';
import { elementCount } from '../src/text/checkText';
import type { CardComposite } from '../src/text/compositeText';
import { fullNumber, shortNumber, spreadText } from '../src/text/numberFormat';
import { shapeText } from '../src/text/tensorShape';
import { wordsText } from '../src/text/wordsText';
import { checkLine, handLine } from './checkView';
import { h, prose } from './dom';
import { elementContent } from './elementCard';
import { heatStrip } from './heat';
import { flowIcon, icon } from './icons';
import { signClass } from './sign';
import { isAboutTensors, tensorMaps, tensorTable } from './tensorCard';

export interface CardEvents {
  readonly reveal: (card: Card) => void;
  readonly toggleFold: (card: Card) => void;
  /** The user wants one value of a stacked gate by itself, from 1. */
  readonly pick: (card: Card, element: number) => void;
  /** Makes gates stand out in the picture; none when the list is empty. */
  readonly mark: (gates: readonly string[]) => void;
  readonly close: () => void;
  /** Follows one element of a tensor; null shows all of the gate's. */
  readonly follow: (gate: string, element: number | null) => void;
}

/** What is known of a gate besides its card. */
export interface CardNotes {
  /** What is unhealthy about it, in words. */
  readonly unhealthy: readonly string[];
  /** Gradients of it that the code derives itself. */
  readonly derived: readonly HandGradient[];
  /** What finite differences say; null while they are computed, undefined for what has no gradient. */
  readonly checks: readonly Check[] | null | undefined;
}

/** What the card says, as elements: the gate, one table of what flows back, one sentence, what there is to note. */
export function cardContent(card: Card, { unhealthy, derived, checks }: CardNotes, events: CardEvents): HTMLElement[] {
  return [
    header(card, events),
    ...(card.code === '' || card.code === card.title ? [] : [h('pre', { class: 'card-code' }, card.code)]),
    ...(card.fold === undefined || card.fold.count < 2 ? [] : [statistics(card.fold)]),
    ...(card.values === undefined ? [] : [valuesTable(card, card.values, events)]),
    ...(card.element === undefined ? whole(card, events) : elementContent(card, card.element, events.follow)),
    ...(card.sentence === '' || card.element ? [] : [h('p', { class: 'card-sentence' }, ...prose(card.sentence))]),
    ...(card.fork.length > 1 ? [fork(card)] : []),
    ...(card.convention === null
      ? []
      : [h('p', { class: 'card-convention' }, icon('warning'), h('span', {}, ...prose(card.convention)))]),
    ...unhealthy.map((text) => h('p', { class: 'card-unhealthy' }, icon('warning'), h('span', {}, ...prose(text)))),
    ...derived.map(handLine),
    ...(card.words === undefined ? [] : [h('p', { class: 'card-words' }, ...prose(wordsText(card.words)))]),
    ...(card.composite === undefined ? [] : [compositeNote(card.composite)]),
    ...[card.fold && foldNote(card.fold)].filter((note) => note != null),
    ...(checks === undefined ? [] : [checkLine(checks, elementCount({ shape: null, ...card }))]),
    h(
      'div',
      { class: 'card-actions' },
      card.composite?.canToggle === true && foldButton(card, card.composite, events),
      card.fold?.canOpen === true &&
        h(
          'button',
          { class: 'link card-fold', type: 'button', title: 'Unfold (F)', onclick: () => events.toggleFold(card) },
          `Unfold into ${card.fold.parts} gates`,
        ),
      card.range !== null &&
        h('button', { class: 'link', type: 'button', onclick: () => events.reveal(card) }, revealTitle(card)),
    ),
  ];
}

/** The numbers of a gate, and what flows back from it. */
function whole(card: Card, events: CardEvents): HTMLElement[] {
  const follow = (element: number) => events.follow(card.gate, element);
  return [
    ...(card.tensor === undefined ? [] : [tensorMaps(card, card.tensor, follow)]),
    isAboutTensors(card) ? tensorTable(card) : table(card),
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
      card.values === undefined &&
        card.tensor === undefined &&
        h('span', { class: 'card-value' }, ` = ${fullNumber(card.value)}`),
      card.tensor !== undefined && h('span', { class: 'card-value' }, ` ${shapeText(card.shape ?? [])}`),
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

/** Many values at a glance: in the order of the run as colours, and between which numbers they lie. */
function statistics({ strip, value, grad }: Fold): HTMLElement {
  const row = (name: string, { least, most, mean, nan }: Statistics, numbers: readonly Num[]) => {
    const bar = h('span', { class: 'heat', 'aria-hidden': 'true' });
    bar.style.background = heatStrip(numbers);
    const range = least === most ? shortNumber(least) : `${shortNumber(least)} … ${shortNumber(most)}`;
    const notNumbers = nan > 0 ? `, ${nan} NaN` : '';
    return h(
      'tr',
      { title: `mean ${fullNumber(mean)}` },
      h('th', { scope: 'row' }, name),
      h('td', {}, bar),
      h('td', { class: 'number' }, range + notNumbers),
    );
  };
  return h(
    'table',
    { class: 'card-table card-statistics' },
    h(
      'tbody',
      {},
      row(
        'values',
        value,
        strip.map((item) => item.value),
      ),
      row(
        '∂',
        grad,
        strip.map((item) => item.grad),
      ),
    ),
  );
}

/** Why a fold cannot be opened; nothing where it can. */
function foldNote({ canOpen, parts }: Fold): HTMLElement | null {
  if (canOpen || parts < 2) return null;
  return h('p', { class: 'dim card-fold-note' }, `A picture has no room for all ${parts} of them.`);
}

/** What one of a fold's values is called in their list, `index` from 0. */
export function valueName({ name }: FoldedValue, index: number): string {
  return name ?? `value ${index + 1}`;
}

/** Each value of a fold of several, with the gradient that reaches it. */
function valuesTable(card: Card, values: readonly FoldedValue[], events: CardEvents): HTMLElement {
  const canPick = card.fold?.kind === 'stack' || card.fold?.kind === 'inputs';
  const hidden = (card.fold?.count ?? values.length) - values.length;
  return h(
    'div',
    { class: 'card-list', tabindex: 0, role: 'region', 'aria-label': 'Values' },
    h(
      'table',
      { class: 'card-table card-values' },
      h(
        'tbody',
        {},
        ...values.map((one, index) => {
          const { value, grad } = one;
          const called = valueName(one, index);
          return h(
            'tr',
            {},
            h(
              'th',
              { scope: 'row' },
              canPick
                ? h(
                    'button',
                    {
                      class: 'link operand',
                      type: 'button',
                      title: 'Show this one by itself',
                      onclick: () => events.pick(card, index + 1),
                    },
                    called,
                  )
                : h('span', { class: 'operand' }, called),
            ),
            h('td', { class: 'number', title: fullNumber(value) }, shortNumber(value)),
            h('td', { class: `number ${signClass(grad)}`, title: fullNumber(grad) }, `∂ ${shortNumber(grad)}`),
          );
        }),
      ),
    ),
    hidden > 0 && h('p', { class: 'dim' }, `and ${hidden} more`),
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
  const { label, value, local, localFormula, upstream, contribution, spread, constant } = item;
  const title = constant ? 'A constant: nothing flows on from here.' : `${label} = ${fullNumber(value)}`;
  return h(
    'tr',
    { class: constant ? 'is-constant' : '', title },
    h('th', { scope: 'row' }, h('span', { class: 'operand' }, label)),
    ...(local === null ? [h('td', {}), h('td', {})] : product(local, localFormula, upstream)),
    contribution === null || constant
      ? h('td', { class: 'number dim', title: spread ? `${spread.count} contributions` : '' }, lastCell(item))
      : h(
          'td',
          { class: `number ${signClass(contribution)}`, title: fullNumber(contribution) },
          shortNumber(contribution),
        ),
  );
}

/** What stands for a contribution where there is not one. */
function lastCell({ spread, constant, cut }: CardRow): string {
  if (cut) return 'cut off';
  if (constant) return 'constant';
  return spread === undefined ? '' : spreadText(spread);
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

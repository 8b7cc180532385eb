import type { TensorNumbers, TensorView } from '../src/graph/model';
import type { Card, CardRow } from '../src/text/card';
import { atom } from '../src/text/localFormula';
import { fullNumber, shortNumber } from '../src/text/numberFormat';
import { rangeText } from '../src/text/rangeText';
import { shapeText } from '../src/text/tensorShape';
import { h } from './dom';
import { heatLegend, heatMatrix } from './heatMatrix';
import { signClass } from './sign';

/** Whether a card is of an operation of tensors. */
export function isAboutTensors(card: Card): boolean {
  return card.tensor !== undefined || card.rows.some(({ tensor }) => tensor !== undefined);
}

/** Value and gradient of a tensor side by side, each with the scale of its colours. */
export function tensorMaps(
  card: Card,
  { dtype, value, grad }: TensorView,
  follow: (element: number) => void,
): HTMLElement {
  const shape = card.shape ?? [];
  const map = (label: string, numbers: TensorNumbers) => {
    const { mean, nan } = numbers.statistics;
    const notNumbers = nan > 0 ? `, ${nan} NaN` : '';
    return h(
      'figure',
      { class: 'tensor-map' },
      h('figcaption', {}, h('b', {}, label), h('span', { class: 'dim' }, `mean ${shortNumber(mean)}${notNumbers}`)),
      heatMatrix(`${card.title}, ${label}`, numbers, shape, follow),
      heatLegend(numbers),
    );
  };
  return h(
    'div',
    { class: 'tensor-maps', title: `${shapeText(shape)}, ${dtype}` },
    map('value', value),
    ...(card.op === 'constant' ? [] : [map('∂', grad)]),
  );
}

/** What flows back to each operand: `∂w = xᵀ · ∂h` with the shapes, and between which numbers it lies. */
export function tensorTable(card: Card): HTMLElement {
  return h(
    'table',
    { class: 'card-table card-tensors' },
    h(
      'thead',
      { class: 'visually-hidden' },
      h('tr', {}, ...['input', 'what it gets'].map((text) => h('th', { scope: 'col' }, text))),
    ),
    h(
      'tbody',
      {},
      card.tensor === undefined &&
        h(
          'tr',
          {},
          h('th', { scope: 'row', class: 'row-word' }, '∂ upstream'),
          h('td', { class: `number ${signClass(card.grad)}` }, fullNumber(card.grad)),
        ),
      ...card.rows.map(tensorRow),
    ),
  );
}

function tensorRow({ label, tensor, constant, cut }: CardRow): HTMLElement {
  const { shape = [], formula = '', shapes = '', stretched = '', contribution = null } = tensor ?? {};
  const isFlowing = !constant && contribution !== null;
  return h(
    'tr',
    { class: constant ? 'is-constant' : '' },
    h(
      'th',
      { scope: 'row' },
      h('span', { class: 'operand' }, isFlowing ? `∂${atom(label)}` : label),
      shape.length > 0 && h('span', { class: 'gate-shape' }, shapeText(shape)),
    ),
    h(
      'td',
      {},
      ...(isFlowing
        ? [
            h('span', { class: 'formula' }, `= ${formula}`),
            h(
              'span',
              { class: 'tensor-flow' },
              h('span', { class: 'dim' }, shapes === '' ? stretched : shapes),
              h('span', { class: 'number' }, rangeText(contribution)),
            ),
            shapes !== '' && stretched !== '' && h('span', { class: 'tensor-shapes dim' }, stretched),
          ]
        : [h('span', { class: 'dim' }, cut ? 'cut off' : 'constant')]),
    ),
  );
}

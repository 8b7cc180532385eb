import type { ElementLink, ElementPart, ElementView } from '../src/graph/elementView';
import type { Card } from '../src/text/card';
import { atom } from '../src/text/localFormula';
import { fullNumber, shortNumber } from '../src/text/numberFormat';
import { h } from './dom';
import { placeOf } from './heatMatrix';
import { signClass } from './sign';

type Follow = (gate: string, element: number | null) => void;

/** One element of a tensor as a scalar: its value and gradient, what it was made from and where its gradient comes from. */
export function elementContent(card: Card, view: ElementView, follow: Follow): HTMLElement[] {
  const { element, value, grad, madeFrom, goesTo } = view;
  const own = `${atom(card.title)}${placeText(element, card.shape ?? [])}`;
  return [
    h(
      'p',
      { class: 'element-title' },
      h('button', { class: 'link', type: 'button', onclick: () => follow(card.gate, null) }, `All of ${card.title}`),
      h('b', {}, own),
      h('span', { title: fullNumber(value) }, `= ${shortNumber(value)}`),
      h('span', { class: signClass(grad), title: fullNumber(grad) }, `∂ ${shortNumber(grad)}`),
    ),
    ...section('Its gradient comes from', goesTo, follow, goesToLine),
    ...section('and goes on to what it was made from', madeFrom, follow, madeFromLine),
  ];
}

type Line = (link: ElementLink) => string;

/** What arrives over one use: the upstream gradient of the other element times the slope. */
const goesToLine: Line = ({ local, upstream }) => `∂ ${shortNumber(upstream)} × ${factor(local)}`;
const madeFromLine: Line = ({ local, value }) => `= ${shortNumber(value)}, slope ${shortNumber(local)}`;

function factor(local: ElementLink['local']): string {
  const text = shortNumber(local);
  return text.startsWith('−') ? `(${text})` : text;
}

function section(title: string, parts: readonly ElementPart[], follow: Follow, line: Line): HTMLElement[] {
  const shown = parts.filter(({ elements, omitted, total }) => elements.length + omitted > 0 || Number(total) !== 0);
  if (shown.length === 0) return [];
  return [
    h(
      'table',
      { class: 'card-table card-elements' },
      h('caption', {}, title),
      h('tbody', {}, ...shown.flatMap((part) => rows(part, follow, line))),
    ),
  ];
}

function rows(part: ElementPart, follow: Follow, line: Line): HTMLElement[] {
  const { gate, label, shape, elements, omitted, total } = part;
  const more = omitted > 0 || elements.length === 0;
  return [
    ...elements.map((link) => {
      const name = `${shape === null ? label : atom(label)}${shape === null ? '' : placeText(link.element, shape)}`;
      const { contribution } = link;
      return h(
        'tr',
        {},
        h(
          'th',
          { scope: 'row' },
          gate === ''
            ? h('span', { class: 'operand' }, name)
            : h(
                'button',
                {
                  class: 'link operand',
                  type: 'button',
                  title: 'Follow it',
                  onclick: () => follow(gate, shape === null ? null : link.element),
                },
                name,
              ),
        ),
        h('td', { class: 'dim' }, line(link)),
        contribution === null
          ? h('td', { class: 'number dim' }, 'constant')
          : h(
              'td',
              { class: `number ${signClass(contribution)}`, title: fullNumber(contribution) },
              shortNumber(contribution),
            ),
      );
    }),
    ...(more
      ? [
          h(
            'tr',
            { class: 'dim' },
            h('th', { scope: 'row' }, elements.length === 0 ? label : `${omitted} more`),
            h('td', {}),
            h('td', { class: 'number' }, total === null ? '' : `in all ${shortNumber(total)}`),
          ),
        ]
      : []),
  ];
}

function placeText(element: number, shape: readonly number[]): string {
  return placeOf(element, shape)
    .map((index) => `[${index}]`)
    .join('');
}

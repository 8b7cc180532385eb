import type { BackwardStep, StepLine } from '../src/text/backwardSteps';
import { h, prose } from './dom';
import { flowIcon, icon } from './icons';
import { signClass } from './sign';

/** Operands whose lines are shown; a sum of an array may have many. */
const LINES = 12;

/** What a step does: the gate and what arrived at it, a line for each operand, the sums at forks, what else there is. */
export function stepText(step: BackwardStep): HTMLElement {
  const { title, flow, flowTitle, upstream, lines, sums, notes } = step;
  const shown = lines.length > LINES ? lines.slice(0, LINES - 1) : lines;
  const left = lines.length - shown.length;
  return h(
    'div',
    { class: 'step-text' },
    h(
      'div',
      { class: 'step-head' },
      h('span', { class: 'step-title' }, title),
      flowTitle !== '' &&
        h('span', { class: `step-flow flow-${flow}` }, flow !== null && flowIcon(flow), h('span', {}, flowTitle)),
      upstream !== '' && h('span', { class: 'step-upstream' }, upstream),
    ),
    h(
      'ul',
      { class: 'step-lines' },
      ...shown.map((line) => h('li', { class: `step-line${line.product ? '' : ' is-plain'}` }, ...lineParts(line))),
      left > 0 && h('li', { class: 'step-line dim' }, `${left} others in the same way`),
    ),
    ...sums.map((sum) =>
      h('div', { class: `step-sum${sum.left === 0 ? ' is-complete' : ''}` }, icon('fork'), h('span', {}, sum.text)),
    ),
    ...notes.map((note) => h('p', { class: 'step-note' }, ...prose(note))),
  );
}

/** The parts between which a line may break. */
function lineParts({ target, sign, product, result, contribution }: StepLine): (HTMLElement | string)[] {
  const part = (text: string) => h('span', {}, text);
  const end = h('span', {}, product === null ? ` ${sign} ` : ' = ');
  end.append(h('b', { class: `is-result ${contribution === null ? '' : signClass(contribution)}` }, result));
  if (product === null) return [part(target), end];
  const names = `${product.local} · ${product.upstream}`;
  const numbers = `${product.localNumber} · ${product.upstreamNumber}`;
  return [part(target), part(` ${sign} ${names}`), ...(names === numbers ? [] : [part(` = ${numbers}`)]), end];
}

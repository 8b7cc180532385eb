import type { Check, HandGradient } from '../src/protocol';
import { checksText, worstCheck } from '../src/text/checkText';
import { handText } from '../src/text/handText';
import { h, prose } from './dom';
import { type IconName, icon } from './icons';

const icons: Readonly<Record<Check['verdict'], IconName>> = {
  agrees: 'agrees',
  kink: 'kink',
  differs: 'differs',
  unchecked: 'unchecked',
};

/** A small mark whose tooltip says the rest; empty while nothing is known, so that nothing moves when it comes. */
export function checkMark(checks: readonly Check[], count?: number): HTMLElement {
  const worst = worstCheck(checks);
  if (worst === null) return h('span', { class: 'check-mark' });
  const title = plain(checksText(checks, count));
  return h(
    'span',
    { class: 'check-mark', role: 'img', 'data-verdict': worst.verdict, title, 'aria-label': title },
    icon(icons[worst.verdict]),
  );
}

/** The line of a card; `null` while the differences are being computed. `count` where only the first of more are checked. */
export function checkLine(checks: readonly Check[] | null, count?: number): HTMLElement {
  const worst = checks === null ? null : worstCheck(checks);
  if (checks === null || worst === null) {
    return h(
      'p',
      { class: 'card-check is-pending' },
      icon('unchecked'),
      h('span', {}, 'comparing with finite differences'),
    );
  }
  return h(
    'p',
    { class: 'card-check', 'data-verdict': worst.verdict },
    icon(icons[worst.verdict]),
    h('span', {}, ...prose(checksText(checks, count))),
  );
}

/** A small mark for a gradient that the code derives itself; nothing where it derives none. */
export function handMark(hand: HandGradient | undefined): HTMLElement | null {
  if (hand === undefined) return null;
  const title = plain(handText(hand));
  const verdict = verdictOf(hand);
  return h(
    'span',
    { class: 'hand-mark', role: 'img', 'data-verdict': verdict, title, 'aria-label': title },
    hand.variable,
    icon(icons[verdict]),
  );
}

/** What such a gradient says, as a line of a card. */
export function handLine(hand: HandGradient): HTMLElement {
  const verdict = verdictOf(hand);
  return h(
    'p',
    { class: 'card-hand', 'data-verdict': verdict },
    icon(icons[verdict]),
    h('span', {}, ...prose(handText(hand))),
  );
}

function verdictOf({ matches }: HandGradient): 'agrees' | 'differs' {
  return matches ? 'agrees' : 'differs';
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}

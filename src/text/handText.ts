import { clip, oneLine } from '../graph/clip';
import type { HandGradient } from '../protocol';
import { shortData } from './dataText';
import { codeSpan, escapeMarkdown } from './markdownEscape';
import { shortNumber } from './numberFormat';

const NAME_LENGTH = 32;

/** The lens over a gradient that the code derives itself: `dx ✓ agrees with ∂x`, or by how much it differs from ours. */
export function handTitle(hand: HandGradient): string {
  const { input, variable, gradient, difference } = hand;
  const [name, of] = [title(variable), `∂${title(input)}`];
  const text =
    difference === undefined
      ? `${name} ✓ agrees with ${of}`
      : `${name} ✗ ${distance(hand)} · ${of} ${shortData(gradient, hand.shape)}`;
  // VS Code draws `$(name)` in a lens as an icon; the user's text must not.
  return text.replaceAll('$(', '\\$(');
}

/** A sentence for cards and hovers, with names in backticks. */
export function handText(hand: HandGradient): string {
  const { input, variable, difference } = hand;
  const name = codeSpan(oneLine(variable));
  const of = codeSpan(oneLine(input));
  if (difference === undefined) return `${name} agrees with the gradient of ${of}`;
  const place = difference.element === null ? '' : ` at element ${difference.element}`;
  const numbers = `it is ${shortNumber(difference.given)}${place}, the gradient of ${of} is ${shortNumber(difference.wanted)}`;
  return `${name} ${distance(hand)}: ${numbers}`;
}

/** The hover over such a variable: its value, and how it compares. */
export function handHover(hand: HandGradient): string {
  const { input, variable, value, gradient, shape, difference } = hand;
  const of = `∂ ${codeSpan(oneLine(input))}`;
  const verdict =
    difference === undefined
      ? `agrees with ${of}`
      : `${distance(hand)} from ${of} = ${escapeMarkdown(shortData(gradient, shape))}`;
  return `${codeSpan(oneLine(variable))} = ${escapeMarkdown(shortData(value, shape))} — _by hand_, ${verdict}`;
}

/** `differs by 1.2`; nothing is far from a number that is none. */
function distance({ difference }: HandGradient): string {
  const by = difference?.by ?? 'NaN';
  const most = difference?.element === null ? '' : 'up to ';
  return typeof by === 'number' ? `differs by ${most}${shortNumber(by)}` : 'differs';
}

function title(name: string): string {
  return clip(oneLine(name), NAME_LENGTH);
}

import { clip, oneLine } from '../graph/clip';
import type { HandGradient } from '../protocol';
import { shortData } from './dataText';
import { codeSpan, escapeMarkdown } from './markdownEscape';
import { shortNumber } from './numberFormat';
import { shapeText } from './tensorShape';

const NAME_LENGTH = 32;

/** The lens over a gradient that the code derives itself: `dx ✓ agrees with ∂x`, or by how much it differs from ours. */
export function handTitle(hand: HandGradient): string {
  const { input, variable, gradient, matches, shape, inputShape = shape } = hand;
  const [name, of] = [title(variable), `∂${title(input)}`];
  const text = matches
    ? `${name} ✓ agrees with ${of}${startText(hand, title)}`
    : `${name} ✗ ${distance(hand)}${startText(hand, title)} · ${of} ${shortData(gradient, inputShape)}`;
  // VS Code draws `$(name)` in a lens as an icon; the user's text must not.
  return text.replaceAll('$(', '\\$(');
}

/** A sentence for cards and hovers, with names in backticks. */
export function handText(hand: HandGradient): string {
  const { input, variable, difference, shape, inputShape } = hand;
  const name = codeSpan(oneLine(variable));
  const of = codeSpan(oneLine(input));
  const start = startText(hand, (text) => codeSpan(oneLine(text)));
  if (inputShape !== undefined) return `${name} ${distance(hand)}: a gradient has the shape of its input ${of}`;
  if (difference === undefined) return `${name} agrees with the gradient of ${of}${start}`;
  const place = difference.element === null ? '' : ` at element ${placeText(difference.element, shape)}`;
  const numbers = `it is ${shortNumber(difference.given)}${place}, the gradient of ${of} is ${shortNumber(difference.wanted)}`;
  return `${name} ${distance(hand)}: ${numbers}${start}`;
}

/** The hover over such a variable: its value, and how it compares. */
export function handHover(hand: HandGradient): string {
  const { input, variable, value, gradient, shape, inputShape = shape, matches } = hand;
  const of = `∂ ${codeSpan(oneLine(input))}`;
  const start = startText(hand, (text) => codeSpan(oneLine(text)));
  const wanted = `${of} = ${escapeMarkdown(shortData(gradient, inputShape))}`;
  const apart = `${distance(hand)}${inputShape === shape ? ' from' : ';'} ${wanted}`;
  const verdict = (matches ? `agrees with ${of}` : apart) + start;
  return `${codeSpan(oneLine(variable))} = ${escapeMarkdown(shortData(value, shape))} — _by hand_, ${verdict}`;
}

/** `, starting from dD`: what the code's own backward pass begins with, where the output is an array. */
function startText({ upstream }: HandGradient, name: (text: string) => string): string {
  return upstream === undefined ? '' : `, starting from ${name(upstream)}`;
}

/** `5` in a list, `[1, 2]` in a matrix. */
function placeText(element: number, shape: readonly number[]): string {
  if (shape.length < 2) return String(element);
  const place: number[] = [];
  let rest = element;
  for (const size of [...shape].reverse()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return `[${place.join(', ')}]`;
}

function sizeText(shape: readonly number[]): string {
  return shape.length === 1 ? `${shape[0]} numbers` : shapeText(shape);
}

/** `differs by 1.2`; nothing is far from a number that is none. */
function distance({ difference, shape, inputShape }: HandGradient): string {
  if (inputShape !== undefined) return `has ${sizeText(shape)}, not ${sizeText(inputShape)}`;
  const by = difference?.by ?? 'NaN';
  const most = difference?.element === null ? '' : 'up to ';
  return typeof by === 'number' ? `differs by ${most}${shortNumber(by)}` : 'differs';
}

function title(name: string): string {
  return clip(oneLine(name), NAME_LENGTH);
}

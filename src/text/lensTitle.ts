import { clip, oneLine } from '../graph/clip';
import type { Data } from '../graph/model';
import type { InputResult, SnippetError, SnippetResult, VariableResult } from '../protocol';
import { shortData } from './dataText';
import { saysType, untypedMessage } from './errorMessage';
import { resultName } from './resultName';

/** Inputs that a lens lists before it goes on with `…`. */
const INPUTS = 5;
const NAME_LENGTH = 32;
const ERROR_LENGTH = 64;

/** The lens of a snippet that has not run yet. */
export const pendingTitle = 'GradLens: running …';

/**
 * What the first lens over a snippet says: `loss = 4 · ∂w 16 · ∂v 24`, or what went wrong, in one short line. Arrays are
 * short lists or shapes (`∂W [2×3]`). What a selection uses itself comes first; inputs of which nothing reaches the
 * output are left out.
 */
export function lensTitle(result: SnippetResult): string {
  if (result.error !== null) return plainTitle(`GradLens: ${errorTitle(result.error)}`);
  if (result.output === null) return result.ask === null ? pendingTitle : askTitle(result);
  const { value, shape, seededWithOnes } = result.output;
  const title = clip(oneLine(resultName(result) ?? 'value'), NAME_LENGTH);
  const parts = [`${title} = ${shortData(value, shape)}`];
  if (seededWithOnes) parts.push('∂ of the sum');
  const listed = listedGradients(result);
  parts.push(...listed.slice(0, INPUTS).map(gradient));
  if (listed.length > INPUTS) parts.push('…');
  return plainTitle(parts.join(' · '));
}

/** What a selection uses itself, then the inputs that reach the output; all inputs where that is nothing. */
function listedGradients({ inputs, variables }: SnippetResult): readonly (InputResult | VariableResult)[] {
  const mentioned = variables.filter((variable) => variable.mentioned);
  const names = new Set(mentioned.map(({ name }) => name));
  const used = inputs.filter((input) => input.used && !names.has(input.name));
  const listed = [...mentioned, ...used];
  return listed.length > 0 ? listed : inputs;
}

/** The hint behind a name: `= 6 ∂ 8`. */
export function inlayHint(value: Data, grad: Data): string {
  return `= ${shortData(value)} ∂ ${shortData(grad)}`;
}

function gradient({ name, grad, shape }: InputResult | VariableResult): string {
  return `∂${clip(oneLine(name), NAME_LENGTH)} ${shortData(grad, shape)}`;
}

function askTitle(result: SnippetResult): string {
  return plainTitle(`GradLens: \`${result.ask?.functionName ?? ''}\` needs values for its parameters`);
}

/** The first sentence of an error, short enough for a line over the code. */
export function errorTitle(error: SnippetError): string {
  const message = oneLine(untypedMessage(error));
  const sentence = /^(.*?[^.\s])(?:[.;] |: (?=[A-Z])|$)/u.exec(message)?.[1] ?? message;
  const first = sentence.replace(/\.$/, '');
  return clip(error.type === null || saysType(error) ? first : `${error.type}: ${first}`, ERROR_LENGTH);
}

/** VS Code draws `$(name)` in a lens as an icon; the user's text must not. */
export function plainTitle(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

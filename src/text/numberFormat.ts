import { everyDigit, significant } from '../graph/digits';
import type { Num } from '../graph/model';
import { decodeNum } from '../graph/num';

const GRAPH_DIGITS = 4;

/**
 * A number with 4 significant digits, for the graph, lenses and sentences: `2`, `−0.25`, `123456`, `1.235e6`, `1.2e−7`,
 * `NaN`, `∞`. Minus is U+2212; -0 is `0`; trailing zeros are dropped. Where there is less room, fewer `digits` are asked for.
 */
export function shortNumber(value: Num, digits = GRAPH_DIGITS): string {
  return significant(decodeNum(value), digits);
}

/** A number with every digit of the double, for the card, tables and exports: `0.30000000000000004`. */
export function fullNumber(value: Num): string {
  return everyDigit(decodeNum(value));
}

/** The number that {@link shortNumber} or {@link fullNumber} wrote, to the digits it wrote; NaN for other text. */
export function parseNumber(text: string): number {
  const plain = text.trim().replaceAll('−', '-').replace('∞', 'Infinity');
  return plain === '' ? Number.NaN : Number(plain);
}

/** Numbers added up as a person writes it: `4 + 2`, `4 − 1`. */
export function sumText(terms: readonly string[]): string {
  return terms.reduce((sum, term) => (term.startsWith('−') ? `${sum} − ${term.slice(1)}` : `${sum} + ${term}`));
}

/** Several contributions that are not summed: `−2 … 3`, or `each 3` where they are the same. */
export function spreadText(spread: { readonly least: Num; readonly most: Num }): string {
  const [least, most] = [shortNumber(spread.least), shortNumber(spread.most)];
  return least === most ? `each ${least}` : `${least} … ${most}`;
}

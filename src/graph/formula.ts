import type { Row } from '../engine/ops/row';
import { clip } from './clip';

/** The longest formula a gate shows, in characters. */
export const FORMULA_LENGTH = 24;

/** How tightly a text holds together, so that it gets parentheses only where it needs them. */
export const Binding = { sum: 0, product: 1, prefix: 2, power: 3, atom: 4 } as const;
export type Binding = (typeof Binding)[keyof typeof Binding];

/** How an operation is written. */
export interface Written {
  readonly symbol: string;
  readonly notation: Row['notation'] | 'list';
}

/** How an operation is written in a formula: `÷` for a code's `/`, `^` for its `**`. */
export function symbolOf(row: Written): string {
  if (row.notation !== 'infix') return row.symbol;
  return row.symbol === '/' ? '÷' : row.symbol === '**' ? '^' : row.symbol;
}

/** A piece of a formula: a name, a number, or the formula of an operand. */
export interface Piece {
  readonly text: string;
  readonly binding: Binding;
  /** True for a literal number, which may stand as a superscript. */
  readonly literal: boolean;
}

/** A variable's name, which never needs parentheses. */
export function namePiece(name: string): Piece {
  return { text: name, binding: Binding.atom, literal: false };
}

/** A number as it stands in a formula; a negative one gets parentheses after an operator. */
export function numberPiece(text: string): Piece {
  return { text, binding: text.startsWith('−') ? Binding.prefix : Binding.atom, literal: true };
}

/** Code as a piece of a formula. */
export function codePiece(code: string): Piece {
  return { text: clip(code, FORMULA_LENGTH), binding: isAtomic(code) ? Binding.atom : Binding.sum, literal: false };
}

/** Whether code needs no parentheses to be an operand: no operator stands outside of its own. */
export function isAtomic(code: string): boolean {
  let depth = 0;
  for (const character of code) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (depth === 0 && !/[\p{L}\p{N}_$.]/u.test(character)) return false;
  }
  return true;
}

const ELISION: Piece = { text: '…', binding: Binding.sum, literal: false };

/**
 * What an operation computes in terms of its operands, such as `w × x`, `(y − 10)²` or `tanh(u)`: at most
 * {@link FORMULA_LENGTH} characters. What is too long becomes `…`, the longest composite operand first.
 */
export function formula(op: string, row: Written, operands: readonly Piece[]): Piece {
  const pieces = (operands.length > 4 ? [...operands.slice(0, 3), ELISION] : operands).map(clipped);
  let whole = compose(op, row, pieces);
  while (whole.text.length > FORMULA_LENGTH) {
    const at = longest(pieces);
    const piece = pieces[at]!;
    if (piece.text.length <= 4) break;
    pieces[at] = piece.binding === Binding.atom && !piece.text.endsWith(')') ? shorter(piece) : ELISION;
    whole = compose(op, row, pieces);
  }
  return { ...whole, text: clip(whole.text, FORMULA_LENGTH) };
}

/** No piece is longer than the whole may be, so that a long name takes no more steps than a short one. */
function clipped(piece: Piece): Piece {
  return piece.text.length <= FORMULA_LENGTH ? piece : { ...piece, text: clip(piece.text, FORMULA_LENGTH) };
}

function shorter(piece: Piece): Piece {
  return { ...piece, text: clip(piece.text, Math.max(4, piece.text.length - 2)) };
}

/** Composite operands give way before names do. */
function longest(pieces: readonly Piece[]): number {
  let best = 0;
  let bestWeight = -1;
  pieces.forEach((piece, index) => {
    if (piece === ELISION) return;
    const composite = piece.binding !== Binding.atom || piece.text.endsWith(')');
    const weight = piece.text.length + (composite && piece.text.length > 4 ? 1000 : 0);
    if (weight > bestWeight) {
      best = index;
      bestWeight = weight;
    }
  });
  return best;
}

function compose(op: string, row: Written, pieces: readonly Piece[]): Piece {
  if (op === 'pow') return power(pieces[0]!, pieces[1]!);
  if (row.notation === 'call') {
    return {
      text: `${row.symbol}(${pieces.map((piece) => piece.text).join(', ')})`,
      binding: Binding.atom,
      literal: false,
    };
  }
  if (row.notation === 'list') {
    return { text: `[${pieces.map((piece) => piece.text).join(', ')}]`, binding: Binding.atom, literal: false };
  }
  if (row.notation === 'prefix') {
    return { text: row.symbol + held(pieces[0]!, Binding.power), binding: Binding.prefix, literal: false };
  }
  const symbol = symbolOf(row);
  const binding = row.symbol === '+' || row.symbol === '−' ? Binding.sum : Binding.product;
  const text = pieces
    // The right operand is held tighter: floating point is not associative, and the code had its parentheses.
    .map((piece, index) => held(piece, index === 0 ? binding : piece.literal ? Binding.power : next(binding)))
    .join(` ${symbol} `);
  return { text, binding, literal: false };
}

function next(binding: Binding): Binding {
  return Math.min(binding + 1, Binding.atom) as Binding;
}

function held(piece: Piece, atLeast: Binding): string {
  return piece.binding >= atLeast ? piece.text : `(${piece.text})`;
}

function power(base: Piece, exponent: Piece): Piece {
  const foot = held(base, Binding.atom);
  const raised = exponent.literal ? superscript(exponent.text) : null;
  const text = raised === null ? `${foot} ^ ${held(exponent, Binding.atom)}` : foot + raised;
  return { text, binding: Binding.power, literal: false };
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The digits of a whole number raised, such as `⁻¹²`; null for anything else. */
export function superscript(text: string): string | null {
  if (!/^−?\d{1,4}$/.test(text)) return null;
  return text.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!).replace('−', '⁻');
}

import type { Row } from '../engine/ops/row';
import { rows } from '../engine/ops/table';
import { compositeRow } from '../graph/composites/rows';
import { superscript } from '../graph/formula';
import type { Gate } from '../graph/model';
import { decodeNum } from '../graph/num';
import { shortNumber } from './numberFormat';

/** The row of a gate's operation; null for a leaf. */
export function rowOf(gate: Gate): Row | null {
  return Object.hasOwn(rows, gate.op) ? (rows as Readonly<Record<string, Row>>)[gate.op]! : null;
}

/**
 * The derivative of a gate with respect to its operand number `k` in the user's own names, such as `u`, `2·y` or
 * `1 − σ²`: the row's text with `a`, `b` and `y` replaced. Empty for a leaf, and for a folded composite whose closed form
 * does not give the number in one short formula.
 */
export function localFormula(gate: Gate, k: number): string {
  const row = rowOf(gate);
  const text = row === null ? closedForm(gate, k) : (row.localText[Math.min(k, row.localText.length - 1)] ?? '');
  if (text === '') return '';
  const names: Readonly<Record<string, string>> = {
    a: operandName(gate, row === null || row.arity === 'n' ? k : 0),
    b: operandName(gate, 1),
    y: resultName(gate),
  };
  if (names[text] !== undefined) return names[text];
  const named = text.replace(/(?<![A-Za-z0-9_])[aby](?![A-Za-z0-9_])/g, (letter, at: number) => {
    const name = names[letter]!;
    // `sign(a)` has its parentheses already.
    return text[at - 1] === '(' && text[at + 1] === ')' ? name : atom(name);
  });
  return tidy(named);
}

/** The local gradient of a fold as its table has it, where that is the number of the primitives; else empty. */
function closedForm(gate: Gate, k: number): string {
  const form = compositeRow(gate.op)?.local;
  const operand = gate.operands[k];
  if (form === undefined || operand === undefined || operand.local === null || gate.values !== undefined) return '';
  const local = decodeNum(operand.local);
  const expected = form.of(decodeNum(operand.value), decodeNum(gate.value));
  return Math.abs(expected - local) <= 1e-9 * Math.abs(local) ? form.text : '';
}

/** The longest formula that stands for an operand or a result inside another one. */
const INNER_LENGTH = 14;

/** The operand's label; its number where the label is too long, or names another value too (an older `x`). */
function operandName(gate: Gate, k: number): string {
  const operand = gate.operands[k];
  if (operand === undefined) return '';
  const namesake = gate.operands.some(({ label, gate: from }) => label === operand.label && from !== operand.gate);
  return namesake || isUnwieldy(operand.label) ? shortNumber(operand.value) : operand.label;
}

/** The gate's name, unless it names an operand too (`x = exp(x)`); else its formula, or its number if that is too long. */
function resultName(gate: Gate): string {
  const { name, formula } = gate;
  if (name !== null && !isUnwieldy(name) && !gate.operands.some(({ label }) => label === name)) return name;
  return isUnwieldy(formula) ? shortNumber(gate.value) : formula;
}

/** True for text that is too long to stand inside a formula. */
export function isUnwieldy(text: string): boolean {
  return text.includes('…') || (text.length > INNER_LENGTH && text.includes(' '));
}

/** `2·x^(3 − 1)` is `2·x²`: a difference of two numbers in an exponent is worked out. */
function tidy(text: string): string {
  return text.replace(/ ?\^ ?\((\(−[\d.]+\)|[\d.]+) − ([\d.]+)\)/g, (_all, left: string, right: string) => {
    const difference = Number(left.replace('−', '-').replace(/[()]/g, '')) - Number(right);
    const exponent = Number(difference.toPrecision(12));
    const shown = String(exponent).replace('-', '−');
    if (exponent === 1) return '';
    return superscript(shown) ?? (exponent < 0 ? `^(${shown})` : `^${shown}`);
  });
}

/** The text in parentheses, unless it is one name, number or call. */
export function atom(text: string): string {
  if (/^[\p{L}_$∂][\p{L}\p{N}_$.[\]…]*$/u.test(text) && !/[⁰¹²³⁴-⁹]$/.test(text)) return text;
  if (/^(\d[\d.]*(e−?\d+)?|∞|NaN|…)$/.test(text)) return text;
  if (/^\[[^[\]]*\]$/.test(text)) return text;
  const call = /^[\p{L}\p{N}_.]*\(/u.exec(text);
  return call !== null && closesAtEnd(text, call[0].length - 1) ? text : `(${text})`;
}

/** The text as a factor before `·`: only sums, quotients and signed texts get parentheses. */
export function factor(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (
      depth === 0 &&
      (char === '/' || char === '÷' || char === '+' || (char === '−' && !'^e'.includes(text[at - 1] ?? ' ')))
    ) {
      return `(${text})`;
    }
  }
  return text;
}

function closesAtEnd(text: string, open: number): boolean {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at === text.length - 1;
  }
  return false;
}

import { clip } from '../graph/clip';
import type { Gate, Operand } from '../graph/model';
import { callName } from './label';
import { atom } from './localFormula';
import { shapeText } from './tensorShape';

/**
 * What flows back to operand `k` in the user's own names, such as `xᵀ · ∂h`: the row's text with its operands, its result
 * and the upstream gradient replaced. Empty where the row has none.
 */
export function vjpFormula(gate: Gate, k: number): string {
  const text = vjpTextOf(gate, k);
  if (text === '') return '';
  const operandOf = (letter: string) =>
    operandName(gate, letter === 'a' && gate.tensorOp?.sharesRule ? k : 'abc'.indexOf(letter));
  // In one pass: names of the user's may be letters as the placeholders are.
  return text.replace(
    /(∂?)(?<![\p{L}\d_])([abcy])(?![\p{Ll}\p{Lu}\d_])/gu,
    (all, sign: string, letter: string, at: number) => {
      const name = letter === 'y' ? resultName(gate) : operandOf(letter);
      const isHeld = text[at - 1] === '(' && text[at + all.length] === ')';
      return sign + (isHeld && sign === '' ? name : atom(name));
    },
  );
}

function vjpTextOf(gate: Gate, k: number): string {
  return gate.operands[k]?.rule ?? '';
}

/**
 * The shapes of a product of matrices, so that one sees them fit: `2×3 = 2×4 · 4×3` for `∂w = xᵀ · ∂h`. Empty for anything
 * else.
 */
export function vjpShapes(gate: Gate, k: number): string {
  const factors = /^(∂y|[ab])(ᵀ?) · (∂y|[ab])(ᵀ?)$/.exec(vjpTextOf(gate, k));
  const own = gate.operands[k]?.tensor?.shape;
  if (gate.op !== 'matmul' || factors === null || own === undefined) return '';
  const shapeOf = (name: string) =>
    name === '∂y' ? gate.shape : (gate.operands[name === 'a' ? 0 : 1]?.tensor?.shape ?? null);
  const [left, right] = [shapeOf(factors[1]!), shapeOf(factors[3]!)];
  if (left?.length !== 2 || right?.length !== 2 || own.length !== 2) return '';
  const turned = (shape: readonly number[], sign: string) => shapeText(sign === '' ? shape : [...shape].reverse());
  return `${shapeText(own)} = ${turned(left, factors[2]!)} · ${turned(right, factors[4]!)}`;
}

/** `3 is stretched to 2×3, so its gradient is summed over axis 0`; empty for an operand that is not stretched. */
export function stretchText(gate: Gate, { tensor }: Operand): string {
  if (tensor?.stretched === undefined) return '';
  const axes = tensor.stretched.length === 1 ? `axis ${tensor.stretched[0]}` : `axes ${tensor.stretched.join(', ')}`;
  const from = tensor.shape.length === 0 ? 'one number' : shapeText(tensor.shape);
  return `${from} is stretched to ${shapeText(gate.shape)}, so its gradient is summed over ${axes}`;
}

/** The longest text that stands for an operand or a result; the formula has a line of its own. */
const INNER_LENGTH = 28;

function operandName(gate: Gate, k: number): string {
  return clip(gate.operands[k]?.label ?? 'the other operand', INNER_LENGTH);
}

/** The gate's name, unless it names an operand too (`x = exp(x)`); else its formula. */
function resultName(gate: Gate): string {
  const names = [gate.name, gate.formula, gate.code].filter((name) => name !== null && name !== '');
  const free = names.find((name) => gate.operands.every(({ label }) => label !== name));
  return clip(free ?? 'the result', INNER_LENGTH);
}

/** The pattern with what each operand gets: `matmul swaps: w gets xᵀ · ∂h`. Names stand in backticks. */
export function tensorSentence(gate: Gate, isConstant: (operand: Operand) => boolean): string {
  const parts = gate.operands.flatMap((operand, k) => {
    if (isConstant(operand)) return [];
    const formula = vjpFormula(gate, k);
    const stretched = stretchText(gate, operand);
    return [`\`${operand.label}\` gets ${formula}${stretched === '' ? '' : ` (${stretched})`}`];
  });
  const shown = [...new Set(parts)];
  if (shown.length === 0) return `${callName(gate)}: only constants go in, so nothing flows back`;
  return shown.slice(0, 4).join(', ') + (shown.length > 4 ? ', and so on' : '');
}

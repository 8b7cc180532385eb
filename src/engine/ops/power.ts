import { pow } from '../math/arithmetic';
import type { Row } from './row';

/**
 * The square root of the sum of squares, scaled so that nothing overflows and summed with Kahan's compensation: digit for
 * digit what V8's Math.hypot gives, without its limit on the number of arguments.
 */
function length(operands: ArrayLike<number>): number {
  let largest = 0;
  let sawNaN = false;
  for (let k = 0; k < operands.length; k++) {
    const size = Math.abs(operands[k]!);
    if (size === Number.POSITIVE_INFINITY) return size;
    if (Number.isNaN(size)) sawNaN = true;
    else if (size > largest) largest = size;
  }
  if (sawNaN) return Number.NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let compensation = 0;
  for (let k = 0; k < operands.length; k++) {
    const scaled = operands[k]! / largest;
    const summand = scaled * scaled - compensation;
    const next = sum + summand;
    compensation = next - sum - summand;
    sum = next;
  }
  return Math.sqrt(sum) * largest;
}

/** Powers, roots and lengths. */
export const power = {
  pow: {
    arity: 2,
    symbol: '**',
    notation: 'infix',
    flow: 'scales',
    explain:
      'pow scales: the base gets the upstream gradient times b · a^(b − 1), the exponent gets it times the result times ln a.',
    localText: ['b · a^(b − 1)', 'y · ln(a)'],
    forward: pow,
    local: [
      // 0 × ∞ at a = 0, b = 0 would be NaN, but x ** 0 is 1 everywhere. Squares are the commonest: a ** 1 is a.
      (a, b) => (b === 2 ? 2 * a : b === 0 ? 0 : b * pow(a, b - 1)),
      (a, b, y) => (a === 0 && b >= 0 ? 0 : y * Math.log(a)),
    ],
    convention: ([a, b], _y, [inBase = true, inExponent = true] = []) => {
      if (a !== 0) return null;
      if (b === 0 && inBase) return 'at 0 ** 0 the slope in the base is taken to be 0';
      if (b! >= 0 && inExponent) return 'at base 0 the slope in the exponent is taken to be 0';
      return null;
    },
    domain: [
      [0.2, 5],
      [-3, 3],
    ],
  },
  sqrt: {
    arity: 1,
    symbol: 'sqrt',
    notation: 'call',
    flow: 'scales',
    explain: 'sqrt scales: the input gets the upstream gradient divided by twice the root.',
    localText: ['1 / (2 · y)'],
    forward: Math.sqrt,
    local: [(_a, y) => 1 / (2 * y)],
    convention: ([a]) => (a === 0 ? 'at 0 the square root rises vertically: its slope is taken to be infinite' : null),
    domain: [[0.1, 10]],
  },
  cbrt: {
    arity: 1,
    symbol: 'cbrt',
    notation: 'call',
    flow: 'scales',
    explain: 'cbrt scales: the input gets the upstream gradient divided by three times the square of the root.',
    localText: ['1 / (3 · y²)'],
    forward: Math.cbrt,
    local: [(_a, y) => 1 / (3 * y * y)],
    convention: ([a]) => (a === 0 ? 'at 0 the cube root rises vertically: its slope is taken to be infinite' : null),
    domain: [[0.1, 10]],
  },
  hypot: {
    arity: 'n',
    symbol: 'hypot',
    notation: 'call',
    flow: 'scales',
    explain: 'hypot scales: each input gets the upstream gradient times its own share of the length.',
    localText: ['a / y'],
    forward: length,
    locals: (operands, y, out) => {
      for (let k = 0; k < operands.length; k++) out[k] = operands[k]! / y;
    },
    domain: [
      [0.5, 10],
      [-10, 10],
    ],
  },
} as const satisfies Record<string, Row>;

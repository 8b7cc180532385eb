import type { BinaryRow, UnaryRow } from './row';

/** Sums, products and what is made of them. */
export const arithmetic = {
  add: {
    arity: 2,
    symbol: '+',
    notation: 'infix',
    flow: 'distributes',
    explain: 'add distributes: every input gets the upstream gradient unchanged.',
    localText: ['1', '1'],
    forward: (a, b) => a + b,
    local: [() => 1, () => 1],
    domain: [
      [-10, 10],
      [-10, 10],
    ],
  },
  sub: {
    arity: 2,
    symbol: '−',
    notation: 'infix',
    flow: 'distributes',
    explain:
      'sub distributes: the first input gets the upstream gradient unchanged, the second gets it with the opposite sign.',
    localText: ['1', '−1'],
    forward: (a, b) => a - b,
    local: [() => 1, () => -1],
    domain: [
      [-10, 10],
      [-10, 10],
    ],
  },
  mul: {
    arity: 2,
    symbol: '×',
    notation: 'infix',
    flow: 'swaps',
    explain: 'mul swaps: each input gets the upstream gradient times the value of the other input.',
    localText: ['b', 'a'],
    forward: (a, b) => a * b,
    local: [(_a, b) => b, (a) => a],
    domain: [
      [-10, 10],
      [-10, 10],
    ],
  },
  div: {
    arity: 2,
    symbol: '/',
    notation: 'infix',
    flow: 'swaps',
    explain:
      'div swaps: the numerator gets the upstream gradient divided by the denominator, the denominator gets it times minus the quotient over itself.',
    localText: ['1 / b', '−y / b'],
    forward: (a, b) => a / b,
    local: [(_a, b) => 1 / b, (_a, b, y) => -y / b],
    domain: [
      [-10, 10],
      [0.5, 10],
    ],
  },
  mod: {
    arity: 2,
    symbol: '%',
    notation: 'infix',
    flow: 'scales',
    explain:
      'mod scales: the dividend gets the upstream gradient unchanged, the divisor gets it times minus the whole number of times it fits.',
    localText: ['1', '−trunc(a / b)'],
    // JavaScript's remainder keeps the sign of the dividend, as C's fmod and torch.fmod.
    forward: (a, b) => a % b,
    local: [() => 1, (a, b) => -Math.trunc(a / b)],
    convention: ([a], y) =>
      y === 0 && a !== 0 ? 'a % b jumps where a is a multiple of b; the slope is that of the piece a % b is on' : null,
    // The quotient stays between 2 and 3, so that no point is near a jump.
    domain: [
      [7.2, 8.8],
      [3, 3.4],
    ],
  },
  neg: {
    arity: 1,
    symbol: '−',
    notation: 'prefix',
    flow: 'scales',
    explain: 'neg scales: the input gets the upstream gradient with the opposite sign.',
    localText: ['−1'],
    forward: (a) => -a,
    local: [() => -1],
    domain: [[-10, 10]],
  },
} as const satisfies Record<string, UnaryRow | BinaryRow>;

import type { BinaryRow } from './row';

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
} as const satisfies Record<string, BinaryRow>;

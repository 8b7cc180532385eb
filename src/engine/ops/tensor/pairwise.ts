import { lift } from '../lift';

/** The quotient rounded down as Python and NumPy do it: consistent with their remainder. */
function floorDivide(a: number, b: number): number {
  if (b === 0) return a / b;
  const rest = a % b;
  const quotient = (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0);
  const down = Math.floor(quotient);
  return quotient - down > 0.5 ? down + 1 : down;
}

/** The rest with the sign of the divisor, as Python, NumPy and torch.remainder have it. */
function remainder(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function logaddexp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const most = Math.max(a, b);
  return most + Math.log1p(Math.exp(-Math.abs(a - b)));
}

const both = (low: number, high: number) =>
  [
    [low, high],
    [low, high],
  ] as const;

/** Functions of two elements that JavaScript has no operator for. */
export const pairwise = {
  floorDivide: lift('floorDivide', {
    arity: 2,
    symbol: '//',
    notation: 'infix',
    flow: 'blocks',
    explain: 'floorDivide blocks: between its jumps it is flat, so no gradient passes.',
    localText: ['0', '0'],
    forward: floorDivide,
    local: [() => 0, () => 0],
    domain: [
      [7.2, 8.8],
      [3, 3.4],
    ],
  }),
  remainder: lift('remainder', {
    arity: 2,
    symbol: '%',
    notation: 'infix',
    flow: 'scales',
    explain:
      'remainder scales: the dividend gets the upstream gradient unchanged, the divisor gets it times minus the whole number of times it fits.',
    localText: ['1', '−floor(a / b)'],
    forward: remainder,
    local: [() => 1, (a, b) => -Math.floor(a / b)],
    convention: ([a], y) =>
      y === 0 && a !== 0
        ? 'the remainder jumps where a is a multiple of b; the slope is that of the piece it is on'
        : null,
    domain: [
      [-8.8, -7.2],
      [3, 3.4],
    ],
  }),
  squaredDifference: lift('squaredDifference', {
    arity: 2,
    notation: 'call',
    symbol: 'squaredDifference',
    flow: 'scales',
    explain:
      'squaredDifference scales: the first input gets the upstream gradient times twice the difference, the second gets it with the opposite sign.',
    localText: ['2 · (a − b)', '−2 · (a − b)'],
    forward: (a, b) => (a - b) * (a - b),
    local: [(a, b) => 2 * (a - b), (a, b) => -2 * (a - b)],
    domain: both(-5, 5),
  }),
  xlogy: lift('xlogy', {
    arity: 2,
    notation: 'call',
    symbol: 'xlogy',
    flow: 'scales',
    explain:
      'xlogy scales: the factor gets the upstream gradient times the logarithm, the other input gets it times their quotient.',
    localText: ['ln(b)', 'a / b'],
    forward: (a, b) => (a === 0 && !Number.isNaN(b) ? 0 : a * Math.log(b)),
    local: [(a, b) => (a === 0 && b <= 0 ? 0 : Math.log(b)), (a, b) => a / b],
    convention: ([a, b]) => (a === 0 && b! <= 0 ? 'at a factor of 0 the slope of xlogy is taken to be 0' : null),
    domain: both(0.3, 5),
  }),
  logaddexp: lift('logaddexp', {
    arity: 2,
    notation: 'call',
    symbol: 'logaddexp',
    flow: 'distributes',
    explain: 'logaddexp distributes: the inputs share the upstream gradient, the larger one gets more.',
    localText: ['exp(a − y)', 'exp(b − y)'],
    forward: logaddexp,
    local: [(a, b) => 1 / (1 + Math.exp(b - a)), (a, b) => 1 / (1 + Math.exp(a - b))],
    domain: both(-5, 5),
  }),
  prelu: lift('prelu', {
    arity: 2,
    notation: 'call',
    symbol: 'prelu',
    flow: 'scales',
    explain:
      'prelu scales: the input gets the upstream gradient unchanged where it is positive and times the slope elsewhere; the slope gets it times the input there.',
    localText: ['1 where a > 0, else ∂y · b', 'a where a ≤ 0, else 0'],
    forward: (a, b) => (a > 0 ? a : b * a),
    local: [(a, b) => (a > 0 ? 1 : b), (a) => (a > 0 ? 0 : a)],
    convention: ([a]) => (a === 0 ? 'prelu has a corner at 0: its slope there is that of its left piece' : null),
    domain: [
      [-5, -0.2],
      [0.1, 0.5],
    ],
  }),
  copysign: lift('copysign', {
    arity: 2,
    notation: 'call',
    symbol: 'copysign',
    flow: 'scales',
    explain:
      'copysign scales: the first input gets the upstream gradient, with the opposite sign where its sign changed.',
    localText: ['sign(a) · sign(b)', '0'],
    forward: (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)),
    local: [(a, _b, y) => (a === 0 ? 0 : y / a), () => 0],
    convention: ([a]) => (a === 0 ? 'copysign has a corner at 0: its slope there is taken to be 0' : null),
    domain: [
      [-5, -0.2],
      [0.2, 5],
    ],
  }),
};

import type { Row } from './row';

/** Slopes are 0 between the jumps; the convention concerns the points where the value jumps. */
const onStep = (name: string) => `${name} jumps here; its slope is taken to be 0, as on the flat steps around`;

/**
 * The gradient of a maximum or minimum goes to the operands that equal it, in equal shares. NaN equals nothing: of two
 * operands both then get everything, of more each gets NaN, as torch.maximum and torch.amax have it.
 */
function routes(operands: ArrayLike<number>, y: number, out: Float64Array): void {
  const count = operands.length;
  let ties = 0;
  for (let k = 0; k < count; k++) if (operands[k] === y) ties++;
  const share = 1 / ties;
  const rest = ties > 0 ? 0 : count === 2 ? 1 : Number.NaN;
  for (let k = 0; k < count; k++) out[k] = operands[k] === y ? share : rest;
}

function routesConvention(operands: readonly number[], y: number): string | null {
  if (Number.isNaN(y)) {
    return operands.length === 2
      ? 'NaN compares with nothing: both inputs get the whole gradient'
      : 'NaN compares with nothing: every input gets NaN';
  }
  const ties = operands.filter((operand) => operand === y).length;
  return ties > 1 ? `${ties} inputs are tied: each gets 1/${ties} of the gradient` : null;
}

/** Disjoint intervals, so that there is one winner whatever the order of the operands. */
const apart = [
  [-10, -1],
  [1, 5],
  [6, 10],
] as const;

/** The nearest number of half precision (binary16), halves to the even one; hosts may lack `Math.f16round`. */
function halfPrecision(value: number): number {
  const size = Math.abs(value);
  if (!(size > 0 && size < 65_520)) return size < Number.POSITIVE_INFINITY && size > 0 ? Math.sign(value) / 0 : value;
  let quantum = 2 ** -24;
  while (size >= quantum * 2048) quantum *= 2;
  const low = Math.floor(size / quantum);
  const rest = size / quantum - low;
  const count = rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
  return Math.sign(value) * count * quantum;
}

/** Functions made of pieces: their slopes are simple, and the points between the pieces need a convention. */
export const piecewise = {
  abs: {
    arity: 1,
    symbol: 'abs',
    notation: 'call',
    flow: 'scales',
    explain: 'abs scales: the input gets the upstream gradient, with the opposite sign where the input is negative.',
    localText: ['sign(a)'],
    forward: Math.abs,
    // Not Math.sign: the slope at NaN is 0, as torch.abs has it.
    local: [(a) => (a > 0 ? 1 : a < 0 ? -1 : 0)],
    convention: ([a]) => {
      if (a === 0) return 'abs has a corner at 0: its slope there is taken to be 0';
      return Number.isNaN(a) ? 'NaN has no sign: the slope of abs is taken to be 0' : null;
    },
    domain: [[0.2, 10]],
  },
  sign: {
    arity: 1,
    symbol: 'sign',
    notation: 'call',
    flow: 'blocks',
    explain: 'sign blocks: it is flat on either side of 0, so no gradient passes.',
    localText: ['0'],
    forward: Math.sign,
    local: [() => 0],
    convention: ([a]) => (a === 0 ? onStep('sign') : null),
    domain: [[0.2, 10]],
  },
  floor: {
    arity: 1,
    symbol: 'floor',
    notation: 'call',
    flow: 'blocks',
    explain: 'floor blocks: between its jumps it is flat, so no gradient passes.',
    localText: ['0'],
    forward: Math.floor,
    local: [() => 0],
    convention: ([a]) => (Number.isInteger(a) ? onStep('floor') : null),
    domain: [[2.2, 2.8]],
  },
  ceil: {
    arity: 1,
    symbol: 'ceil',
    notation: 'call',
    flow: 'blocks',
    explain: 'ceil blocks: between its jumps it is flat, so no gradient passes.',
    localText: ['0'],
    forward: Math.ceil,
    local: [() => 0],
    convention: ([a]) => (Number.isInteger(a) ? onStep('ceil') : null),
    domain: [[-2.8, -2.2]],
  },
  round: {
    arity: 1,
    symbol: 'round',
    notation: 'call',
    flow: 'blocks',
    explain: 'round blocks: between its jumps it is flat, so no gradient passes.',
    localText: ['0'],
    // Halves go up, also below 0: Math.round(-2.5) is -2.
    forward: Math.round,
    local: [() => 0],
    convention: ([a]) => (Math.abs(a! % 1) === 0.5 ? onStep('round') : null),
    domain: [[1.7, 2.3]],
  },
  trunc: {
    arity: 1,
    symbol: 'trunc',
    notation: 'call',
    flow: 'blocks',
    explain: 'trunc blocks: between its jumps it is flat, so no gradient passes.',
    localText: ['0'],
    forward: Math.trunc,
    local: [() => 0],
    convention: ([a]) => (Number.isInteger(a) && a !== 0 ? onStep('trunc') : null),
    domain: [[-0.8, 0.8]],
  },
  fround: {
    arity: 1,
    symbol: 'fround',
    notation: 'call',
    flow: 'scales',
    explain: 'fround scales: the input gets the upstream gradient unchanged, as if nothing were rounded.',
    localText: ['1'],
    forward: Math.fround,
    local: [() => 1],
    convention: ([a], y) =>
      a !== y && !Number.isNaN(y) ? 'rounding to single precision is passed through with slope 1' : null,
    domain: [[0.5, 10]],
    roundOff: 2 ** -24,
  },
  f16round: {
    arity: 1,
    symbol: 'f16round',
    notation: 'call',
    flow: 'scales',
    explain: 'f16round scales: the input gets the upstream gradient unchanged, as if nothing were rounded.',
    localText: ['1'],
    forward: halfPrecision,
    local: [() => 1],
    convention: ([a], y) =>
      a !== y && !Number.isNaN(y) ? 'rounding to half precision is passed through with slope 1' : null,
    domain: [[0.5, 10]],
    roundOff: 2 ** -11,
  },
  max: {
    arity: 'n',
    symbol: 'max',
    notation: 'call',
    flow: 'routes',
    explain: 'max routes: the largest input gets all of the upstream gradient, the others get nothing.',
    localText: ['1 for the largest, else 0'],
    forward: (operands) => {
      let y = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < operands.length; k++) y = Math.max(y, operands[k]!);
      return y;
    },
    locals: routes,
    convention: routesConvention,
    domain: apart,
  },
  min: {
    arity: 'n',
    symbol: 'min',
    notation: 'call',
    flow: 'routes',
    explain: 'min routes: the smallest input gets all of the upstream gradient, the others get nothing.',
    localText: ['1 for the smallest, else 0'],
    forward: (operands) => {
      let y = Number.POSITIVE_INFINITY;
      for (let k = 0; k < operands.length; k++) y = Math.min(y, operands[k]!);
      return y;
    },
    locals: routes,
    convention: routesConvention,
    domain: apart,
  },
} as const satisfies Record<string, Row>;

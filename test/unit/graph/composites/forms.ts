import fc from 'fast-check';
import type { NodeId } from '../../../../src/engine/tape';
import type { CompositeName } from '../../../../src/graph/composites/rows';
import { HandTrace } from '../handTrace';

/** Writes expressions with operands in random order and sums in random association. */
export class Writer {
  readonly trace = new HandTrace();
  #inputs = 0;

  constructor(readonly random: () => number) {}

  /** A whole number from 0 to `count` − 1. */
  pick(count: number): number {
    return Math.floor(this.random() * count) % count;
  }

  get heads(): boolean {
    return this.random() < 0.5;
  }

  input(value = 0.2 + this.random()): NodeId {
    return this.trace.input(`v${this.#inputs++}`, value);
  }

  constant(value: number): NodeId {
    return this.trace.constant(value);
  }

  add(a: NodeId, b: NodeId): NodeId {
    return this.trace.op('add', this.heads ? [a, b] : [b, a]);
  }

  mul(a: NodeId, b: NodeId): NodeId {
    return this.trace.op('mul', this.heads ? [a, b] : [b, a]);
  }

  sub(a: NodeId, b: NodeId): NodeId {
    return this.trace.op('sub', [a, b]);
  }

  div(a: NodeId, b: NodeId): NodeId {
    return this.trace.op('div', [a, b]);
  }

  exp(a: NodeId): NodeId {
    return this.trace.op('exp', [a]);
  }

  neg(a: NodeId): NodeId {
    const way = this.pick(4);
    if (way === 0) return this.sub(this.constant(0), a);
    return way === 1 ? this.mul(this.constant(-1), a) : this.trace.op('neg', [a]);
  }

  square(a: NodeId): NodeId {
    return this.heads ? this.mul(a, a) : this.trace.op('pow', [a, this.constant(2)]);
  }

  max(...operands: readonly NodeId[]): NodeId {
    return this.trace.op('max', this.shuffled(operands));
  }

  half(a: NodeId): NodeId {
    return this.heads ? this.mul(a, this.constant(0.5)) : this.div(a, this.constant(2));
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.map(() => left.splice(this.pick(left.length), 1)[0]!);
  }

  /** The sum in random order and association, perhaps from 0 on. */
  sum(terms: readonly NodeId[]): NodeId {
    const parts = this.shuffled(terms);
    if (this.heads) parts.push(this.add(this.constant(0), parts.pop()!));
    while (parts.length > 1) {
      const at = this.pick(parts.length - 1);
      parts.splice(at, 2, this.add(parts[at]!, parts[at + 1]!));
    }
    return parts[0]!;
  }

  /** The maximum at once, or as a loop finds it. */
  largest(terms: readonly NodeId[]): NodeId {
    if (this.heads) return this.max(...terms);
    return terms.reduce((largest, term) => this.max(largest, term), this.constant(Number.NEGATIVE_INFINITY));
  }

  /** Some calculation that no composite has a part in. */
  filler(a: NodeId, b: NodeId): NodeId {
    const way = this.pick(4);
    if (way === 0) return this.trace.op('atan2', [a, b]);
    if (way === 1) return this.sub(this.trace.op('sin', [a]), b);
    return way === 2 ? this.trace.op('atan', [this.sub(a, b)]) : this.sub(a, this.trace.op('cos', [b]));
  }
}

export interface Form {
  readonly name: CompositeName;
  /** How many values it is of. */
  readonly arity: number;
  /** Writes it; returns the values that leave it. */
  readonly write: (writer: Writer, inputs: readonly NodeId[]) => NodeId | readonly NodeId[];
}

const one = (name: CompositeName, write: (writer: Writer, x: NodeId) => NodeId): Form => ({
  name,
  arity: 1,
  write: (writer, [x]) => write(writer, x!),
});

const exps = (w: Writer, xs: readonly NodeId[]) => xs.map((x) => w.exp(x));
const shifted = (w: Writer, xs: readonly NodeId[], max: NodeId) => xs.map((x) => w.sub(x, max));
const log = (w: Writer, x: NodeId) => w.trace.op('log', [x]);
const cube = (w: Writer, x: NodeId) => {
  const way = w.pick(3);
  if (way === 0) return w.trace.op('pow', [x, w.constant(3)]);
  return way === 1 ? w.mul(w.mul(x, x), x) : w.mul(x, w.trace.op('pow', [x, w.constant(2)]));
};
const pairs = (xs: readonly NodeId[]) => xs.slice(0, xs.length / 2).map((x, k) => [x, xs[k + xs.length / 2]!] as const);

export function sigmoidOf(w: Writer, x: NodeId): NodeId {
  return w.div(w.constant(1), w.add(w.constant(1), w.exp(w.neg(x))));
}

export function geluOf(w: Writer, x: NodeId, inner = 0.044715, outer = Math.sqrt(2 / Math.PI), half = 0.5): NodeId {
  const u = w.mul(w.constant(outer), w.add(x, w.mul(w.constant(inner), cube(w, x))));
  const gate = w.add(w.constant(1), w.trace.op('tanh', [u]));
  return w.heads ? w.mul(w.mul(w.constant(half), x), gate) : w.mul(w.constant(half), w.mul(x, gate));
}

/** Ways to write each composite. */
export const forms: readonly Form[] = [
  one('sigmoid', sigmoidOf),
  one('sigmoid', (w, x) => w.trace.op('pow', [w.add(w.constant(1), w.exp(w.neg(x))), w.constant(-1)])),
  one('sigmoid', (w, x) => {
    const e = w.exp(x);
    return w.div(e, w.add(w.constant(1), e));
  }),
  one('sigmoid', (w, x) => w.div(w.exp(x), w.add(w.constant(1), w.exp(x)))),
  one('sigmoid', (w, x) => w.half(w.add(w.trace.op('tanh', [w.half(x)]), w.constant(1)))),
  one('sigmoid', (w, x) => w.add(w.constant(0.5), w.half(w.trace.op('tanh', [w.half(x)])))),
  one('silu', (w, x) => w.mul(x, sigmoidOf(w, x))),
  one('silu', (w, x) => w.div(x, w.add(w.constant(1), w.exp(w.neg(x))))),
  one('relu', (w, x) => w.max(w.constant(0), x)),
  one('relu', (w, x) => w.half(w.add(x, w.trace.op('abs', [x])))),
  one('leakyRelu', (w, x) => w.max(w.mul(w.constant(0.01), x), x)),
  one('leakyRelu', (w, x) => {
    const below = w.trace.op('min', w.shuffled([w.constant(0), x]));
    return w.add(w.max(w.constant(0), x), w.mul(w.constant(0.2), below));
  }),
  one('softplus', (w, x) => log(w, w.add(w.constant(1), w.exp(x)))),
  one('softplus', (w, x) => w.trace.op('log1p', [w.exp(x)])),
  one('softplus', (w, x) => {
    const small = w.exp(w.neg(w.trace.op('abs', [x])));
    return w.add(w.max(w.constant(0), x), w.trace.op('log1p', [small]));
  }),
  one('softplus', (w, x) => w.add(x, w.trace.op('log1p', [w.exp(w.neg(x))]))),
  one('gelu', (w, x) => geluOf(w, x)),
  one('gelu', (w, x) => {
    // Factored as x · (1 + 0.044715 · x · x), with the digits that people type.
    const inside = w.add(w.constant(1), w.mul(w.mul(w.constant(0.044715), x), x));
    const u = w.mul(w.mul(w.constant(0.7978845608), x), inside);
    return w.mul(w.half(x), w.add(w.constant(1), w.trace.op('tanh', [u])));
  }),
  {
    name: 'softmax',
    arity: 3,
    write: (w, xs) => {
      const terms = exps(w, xs);
      const total = w.sum(terms);
      return terms.map((term) => w.div(term, total));
    },
  },
  {
    name: 'softmax',
    arity: 3,
    write: (w, xs) => {
      const terms = exps(w, shifted(w, xs, w.largest(xs)));
      return w.div(terms[w.pick(3)]!, w.sum(terms));
    },
  },
  {
    name: 'softmax',
    arity: 2,
    write: (w, xs) => {
      const terms = exps(w, xs);
      const inverse = w.div(w.constant(1), w.sum(terms));
      return terms.map((term) => w.mul(term, inverse));
    },
  },
  // The numerator computed apart from the sum.
  { name: 'softmax', arity: 2, write: (w, xs) => w.div(w.exp(xs[1]!), w.sum(exps(w, xs))) },
  { name: 'logsumexp', arity: 4, write: (w, xs) => log(w, w.sum(exps(w, xs))) },
  {
    name: 'logsumexp',
    arity: 3,
    write: (w, xs) => {
      const max = w.largest(xs);
      return w.add(max, log(w, w.sum(exps(w, shifted(w, xs, max)))));
    },
  },
  { name: 'norm', arity: 3, write: (w, xs) => w.trace.op('sqrt', [w.sum(xs.map((x) => w.square(x)))]) },
  { name: 'norm', arity: 2, write: (w, xs) => w.trace.op('pow', [w.sum(xs.map((x) => w.square(x))), w.constant(0.5)]) },
  { name: 'norm', arity: 2, write: (w, xs) => w.trace.op('hypot', xs) },
  {
    name: 'mse',
    arity: 6,
    write: (w, xs) => {
      const total = w.sum(pairs(xs).map(([a, b]) => w.square(w.sub(a, b))));
      return w.heads ? w.div(total, w.constant(3)) : w.mul(total, w.constant(1 / 3));
    },
  },
  {
    name: 'mse',
    arity: 4,
    write: (w, xs) => w.sum(pairs(xs).map(([a, b]) => w.half(w.square(w.sub(a, b))))),
  },
  { name: 'dot', arity: 4, write: (w, xs) => w.sum(pairs(xs).map(([a, b]) => w.mul(a, b))) },
  // One vector of numbers that the code gives.
  { name: 'dot', arity: 3, write: (w, xs) => w.sum(xs.map((x, k) => w.mul(x, w.constant(k + 1.5)))) },
];

/** What looks like the composite and is none. */
export const nearMisses: readonly Form[] = [
  one('sigmoid', (w, x) => w.div(w.constant(1), w.add(w.constant(2), w.exp(w.neg(x))))),
  one('sigmoid', (w, x) => w.div(w.constant(2), w.add(w.constant(1), w.exp(w.neg(x))))),
  one('sigmoid', (w, x) => w.div(w.constant(1), w.add(w.constant(1), w.exp(w.mul(w.constant(-2), x))))),
  one('sigmoid', (w, x) => w.div(w.constant(1), w.add(w.constant(1), w.exp(x)))),
  one('sigmoid', (w, x) => w.div(w.constant(1), w.sub(w.constant(1), w.exp(w.neg(x))))),
  // Inputs that happen to be 1.
  one('sigmoid', (w, x) => w.div(w.input(1), w.add(w.constant(1), w.exp(w.neg(x))))),
  one('sigmoid', (w, x) => w.div(w.constant(1), w.add(w.input(1), w.exp(w.neg(x))))),
  one('sigmoid', (w, x) => w.half(w.add(w.trace.op('tanh', [x]), w.constant(1)))),
  one('sigmoid', (w, x) => w.half(w.add(w.trace.op('tanh', [w.half(x)]), w.constant(2)))),
  one('sigmoid', (w, x) => w.half(w.add(w.trace.op('tanh', [w.mul(w.constant(0.3), x)]), w.constant(1)))),
  { name: 'sigmoid', arity: 2, write: (w, [x, y]) => w.div(w.exp(x!), w.add(w.constant(1), w.exp(y!))) },
  { name: 'silu', arity: 2, write: (w, [x, y]) => w.div(y!, w.add(w.constant(1), w.exp(w.neg(x!)))) },
  one('relu', (w, x) => w.max(w.constant(0.1), x)),
  one('relu', (w, x) => w.max(w.input(0), x)),
  { name: 'relu', arity: 2, write: (w, xs) => w.max(w.constant(0), ...xs) },
  one('relu', (w, x) => w.trace.op('min', [w.constant(0), x])),
  one('relu', (w, x) => w.add(x, w.trace.op('abs', [x]))),
  one('leakyRelu', (w, x) => w.max(w.mul(w.constant(1.5), x), x)),
  one('leakyRelu', (w, x) => w.max(w.mul(w.constant(-0.1), x), x)),
  { name: 'leakyRelu', arity: 2, write: (w, [x, y]) => w.max(w.mul(w.constant(0.1), x!), y!) },
  one('softplus', (w, x) => log(w, w.add(w.constant(2), w.exp(x)))),
  one('softplus', (w, x) => w.trace.op('log2', [w.add(w.constant(1), w.exp(x))])),
  one('softplus', (w, x) => w.trace.op('log1p', [w.trace.op('expm1', [x])])),
  one('gelu', (w, x) => geluOf(w, x, 0.0447)),
  one('gelu', (w, x) => geluOf(w, x, 0.044715, 0.8)),
  one('gelu', (w, x) => geluOf(w, x, 0.044715, Math.sqrt(2 / Math.PI), 0.25)),
  {
    name: 'gelu',
    arity: 2,
    write: (w, [x, y]) => {
      const u = w.mul(w.constant(Math.sqrt(2 / Math.PI)), w.add(x!, w.mul(w.constant(0.044715), cube(w, x!))));
      return w.mul(w.half(y!), w.add(w.constant(1), w.trace.op('tanh', [u])));
    },
  },
  // A value that is no exponential times one over the sum of some.
  { name: 'softmax', arity: 3, write: (w, xs) => w.mul(xs[0]!, w.div(w.constant(1), w.sum(exps(w, xs)))) },
  // The denominator misses a term, or has a foreign one.
  { name: 'softmax', arity: 3, write: (w, xs) => w.div(w.exp(xs[0]!), w.sum(exps(w, xs.slice(1)))) },
  {
    name: 'softmax',
    arity: 3,
    write: (w, xs) => {
      const terms = exps(w, xs.slice(1));
      return w.div(terms[0]!, w.sum([...terms, xs[0]!]));
    },
  },
  {
    name: 'softmax',
    arity: 2,
    write: (w, xs) => {
      const terms = exps(w, xs);
      return w.div(terms[0]!, w.sum([...terms, w.constant(1e-9)]));
    },
  },
  {
    name: 'softmax',
    arity: 2,
    write: (w, xs) => {
      const terms = exps(w, xs);
      return w.div(w.sum(terms), terms[0]!);
    },
  },
  { name: 'logsumexp', arity: 3, write: (w, xs) => log(w, w.sum([...exps(w, xs.slice(1)), xs[0]!])) },
  one('logsumexp', (w, x) => log(w, w.add(w.constant(0), w.exp(x)))),
  { name: 'logsumexp', arity: 2, write: (w, xs) => log(w, w.sub(w.exp(xs[0]!), w.exp(xs[1]!))) },
  {
    name: 'norm',
    arity: 2,
    write: (w, xs) => w.trace.op('sqrt', [w.sum(xs.map((x) => w.trace.op('pow', [x, w.constant(3)])))]),
  },
  { name: 'norm', arity: 2, write: (w, xs) => w.trace.op('sqrt', [w.sum([w.square(xs[0]!), xs[1]!])]) },
  {
    name: 'norm',
    arity: 2,
    write: (w, xs) => w.trace.op('cbrt', [w.sum(xs.map((x) => w.trace.op('pow', [x, w.constant(2)])))]),
  },
  one('norm', (w, x) => w.trace.op('sqrt', [w.add(w.constant(9), w.square(x))])),
  one('norm', (w, x) => w.trace.op('sqrt', [w.square(x)])),
  {
    name: 'mse',
    arity: 6,
    write: (w, xs) => w.div(w.sum(pairs(xs).map(([a, b]) => w.square(w.sub(a, b)))), w.constant(2)),
  },
  {
    name: 'mse',
    arity: 6,
    write: (w, xs) => w.div(w.sum(pairs(xs).map(([a, b]) => w.square(w.sub(a, b)))), w.input(3)),
  },
  {
    name: 'mse',
    arity: 4,
    write: (w, xs) => w.div(w.sum(pairs(xs).map(([a, b]) => w.square(w.trace.op('atan2', [a, b])))), w.constant(2)),
  },
  { name: 'mse', arity: 2, write: (w, [a, b]) => w.div(w.square(w.sub(a!, b!)), w.constant(1)) },
  { name: 'dot', arity: 2, write: (w, [a, b]) => w.add(w.constant(0), w.mul(a!, b!)) },
  { name: 'dot', arity: 4, write: (w, [a, b, c, d]) => w.sub(w.mul(a!, b!), w.mul(c!, d!)) },
  { name: 'dot', arity: 4, write: (w, [a, b, c, d]) => w.add(w.mul(a!, b!), w.div(c!, d!)) },
  { name: 'dot', arity: 3, write: (w, xs) => w.sum(xs.map((x) => w.mul(w.constant(2), x))) },
  // A sum that starts from a tracked 0 has one term more.
  {
    name: 'dot',
    arity: 4,
    write: (w, [a, b, c, d]) => w.trace.op('add', [w.trace.op('add', [w.input(0), w.mul(a!, b!)]), w.mul(c!, d!)]),
  },
];

/** A source of random numbers that fast-check can shrink and repeat. */
export const writers = fc.integer().map((seed) => {
  let state = seed >>> 0;
  return new Writer(() => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  });
});

import { power } from '../../../engine/math/power';
import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { functions, methods } from '../builtins/define';
import { lengthOf } from '../builtins/objects';
import { cos, exp, log, sin } from '../numeric/functions';
import { add, multiply, subtract } from '../operators/arithmetic';
import { hashOf } from '../operators/hashing';
import { listOf } from '../operators/iterate';
import { getItem, needIndex } from '../operators/subscript';
import { Dict } from '../values/dict';
import { Float, int, isInt, plainNumber } from '../values/numbers';
import { Keywords, ModuleObject, type Native } from '../values/objects';
import { SetValue } from '../values/sets';
import { BuiltInClass, objectClass, typeName } from '../values/types';
import { hostOf } from './math';
import { Mersenne } from './mersenne';

/** A generator of the program's own: `random.Random(seed)`. */
class RandomObject {
  readonly twister = new Mersenne(0n);

  constructor(readonly cls: BuiltInClass) {}
}

/** What an unseeded program begins with: it draws the same numbers each time, so that its picture stays. */
const FIRST_SEED = 20_240_229n;

const shared = new WeakMap<object, Mersenne>();

/** The generator that the functions of the module draw from, a fresh one for each run. */
function sharedTwister(rt: Runtime): Mersenne {
  let twister = shared.get(rt.inputs);
  if (twister === undefined) {
    twister = new Mersenne(FIRST_SEED);
    shared.set(rt.inputs, twister);
  }
  return twister;
}

function seed(rt: Runtime, twister: Mersenne, value: Value, source: SourceId): void {
  if (value === undefined || value === null) {
    twister.seed(FIRST_SEED);
    return;
  }
  const number = plainNumber(value);
  if (number !== null) {
    twister.seed(BigInt(number instanceof Float ? hashOf(rt, number, source) : number));
    return;
  }
  if (typeof value === 'string')
    throw rt.unsupported('seeding `random` with text is not supported; use an int', source);
  const message = 'The only supported seed types are: None,\nint, float, str, bytes, and bytearray.';
  throw rt.error('TypeError', message, source);
}

type Draw = (rt: Runtime, twister: Mersenne, args: Value[], source: SourceId) => Value;

function below(rt: Runtime, twister: Mersenne, limit: number, source: SourceId): number {
  if (limit <= 0) throw rt.error('ValueError', 'empty range', source);
  return twister.below(limit);
}

function randrange(rt: Runtime, twister: Mersenne, [first, second, third]: Value[], source: SourceId): Value {
  const start = needIndex(rt, first, source);
  if (second === undefined || second === null) {
    if (start <= 0) throw rt.error('ValueError', 'empty range for randrange()', source);
    return twister.below(start);
  }
  const stop = needIndex(rt, second, source);
  const step = third === undefined ? 1 : needIndex(rt, third, source);
  if (step === 0) throw rt.error('ValueError', 'zero step for randrange()', source);
  const width = stop - start;
  const count = step > 0 ? Math.floor((width + step - 1) / step) : Math.floor((width + step + 1) / step);
  if (count <= 0) {
    const shown = step === 1 ? `(${start}, ${stop}, ${width})` : `(${start}, ${stop}, ${step})`;
    throw rt.error('ValueError', `empty range for randrange() ${shown}`, source);
  }
  return start + step * twister.below(count);
}

/** Normal numbers in pairs, as `gauss` makes them. */
function gauss(twister: Mersenne): number {
  const kept = twister.spare;
  twister.spare = null;
  if (kept !== null) return kept;
  const angle = twister.random() * 2 * Math.PI;
  const radius = Math.sqrt(-2 * log(1 - twister.random()));
  twister.spare = sin(angle) * radius;
  return cos(angle) * radius;
}

const NORMAL = (4 * exp(-0.5)) / Math.sqrt(2);

function normal(twister: Mersenne): number {
  for (;;) {
    const u = twister.random();
    const v = 1 - twister.random();
    const z = (NORMAL * (u - 0.5)) / v;
    if ((z * z) / 4 <= -log(v)) return z;
  }
}

const LOG4 = log(4);
const GAMMA = 1 + log(4.5);

function gamma(rt: Runtime, twister: Mersenne, alpha: number, beta: number, source: SourceId): number {
  if (alpha <= 0 || beta <= 0) throw rt.error('ValueError', 'gammavariate: alpha and beta must be > 0.0', source);
  if (alpha > 1) {
    const root = Math.sqrt(2 * alpha - 1);
    for (;;) {
      const u = twister.random();
      if (!(u > 1e-7 && u < 0.9999999)) continue;
      const w = 1 - twister.random();
      const v = log(u / (1 - u)) / root;
      const x = alpha * exp(v);
      const z = u * u * w;
      const r = alpha - LOG4 + (alpha + root) * v - x;
      if (r + GAMMA - 4.5 * z >= 0 || r >= log(z)) return x * beta;
    }
  }
  if (alpha === 1) return -log(1 - twister.random()) * beta;
  for (;;) {
    const p = ((Math.E + alpha) / Math.E) * twister.random();
    const x = p <= 1 ? power(p, 1 / alpha) : -log(((Math.E + alpha) / Math.E - p) / alpha);
    const u = twister.random();
    if (p > 1 ? u <= power(x, alpha - 1) : u <= exp(-x)) return x * beta;
  }
}

/** `mu + z * sigma`, so that gradients reach both. */
function located(rt: Runtime, z: number, mu: Value, sigma: Value, source: SourceId): Value {
  return add(rt, mu ?? new Float(0), multiply(rt, new Float(z), sigma ?? new Float(1), source), source);
}

function shuffled(twister: Mersenne, items: Value[]): void {
  for (let k = items.length - 1; k > 0; k--) {
    const other = twister.below(k + 1);
    const held = items[k];
    items[k] = items[other];
    items[other] = held;
  }
}

function sample(rt: Runtime, twister: Mersenne, [population, size]: Value[], source: SourceId): Value {
  if (population instanceof SetValue || population instanceof Dict) {
    throw rt.error('TypeError', 'Population must be a sequence.  For dicts or sets, use sorted(d).', source);
  }
  const pool = listOf(rt, population, source);
  const count = needIndex(rt, size, source);
  if (count < 0 || count > pool.length)
    throw rt.error('ValueError', 'Sample larger than population or is negative', source);
  const result: Value[] = [];
  const few = 21 + (count > 5 ? 4 ** Math.ceil(log(count * 3) / log(4)) : 0);
  if (pool.length <= few) {
    for (let k = 0; k < count; k++) {
      const at = twister.below(pool.length - k);
      result.push(pool[at]);
      pool[at] = pool[pool.length - k - 1];
    }
    return result;
  }
  const taken = new Set<number>();
  for (let k = 0; k < count; k++) {
    let at = twister.below(pool.length);
    while (taken.has(at)) at = twister.below(pool.length);
    taken.add(at);
    result.push(pool[at]);
  }
  return result;
}

function choices(
  rt: Runtime,
  twister: Mersenne,
  [population, weights, cumulative, k]: Value[],
  source: SourceId,
): Value {
  const items = listOf(rt, population, source);
  const count = k === undefined ? 1 : needIndex(rt, k, source);
  rt.checkSize(count, source);
  if (items.length === 0) throw rt.error('IndexError', 'list index out of range', source);
  const given = cumulative ?? weights ?? null;
  if (given === null) return Array.from({ length: count }, () => items[Math.floor(twister.random() * items.length)]);
  const sums = listOf(rt, given, source).map((weight) => hostOf(rt, weight, source));
  if (cumulative === undefined || cumulative === null) for (let i = 1; i < sums.length; i++) sums[i]! += sums[i - 1]!;
  if (sums.length !== items.length)
    throw rt.error('ValueError', 'The number of weights does not match the population', source);
  const total = sums.at(-1)!;
  if (total <= 0) throw rt.error('ValueError', 'Total of weights must be greater than zero', source);
  return Array.from({ length: count }, () => {
    const wanted = twister.random() * total;
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wanted < sums[middle]!) high = middle;
      else low = middle + 1;
    }
    return items[low];
  });
}

/** The functions of the module and the methods of `Random`, by their signatures. */
const draws: Readonly<Record<string, Draw>> = {
  'seed(a=, version=)': (rt, twister, [value], source) => {
    seed(rt, twister, value, source);
    return null;
  },
  'random()': (_rt, twister) => new Float(twister.random()),
  'uniform(a, b)': (rt, twister, [a, b], source) =>
    add(rt, a, multiply(rt, subtract(rt, b, a, source), new Float(twister.random()), source), source),
  'gauss(mu=, sigma=)': (rt, twister, [mu, sigma], source) => located(rt, gauss(twister), mu, sigma, source),
  'normalvariate(mu=, sigma=)': (rt, twister, [mu, sigma], source) => located(rt, normal(twister), mu, sigma, source),
  'lognormvariate(mu, sigma)': (rt, twister, [mu, sigma], source) =>
    new Float(exp(hostOf(rt, mu, source) + normal(twister) * hostOf(rt, sigma, source))),
  'expovariate(lambd=)': (rt, twister, [rate], source) =>
    new Float(-log(1 - twister.random()) / (rate === undefined ? 1 : hostOf(rt, rate, source))),
  'gammavariate(alpha, beta)': (rt, twister, [alpha, beta], source) =>
    new Float(gamma(rt, twister, hostOf(rt, alpha, source), hostOf(rt, beta, source), source)),
  'betavariate(alpha, beta)': (rt, twister, [alpha, beta], source) => {
    const y = gamma(rt, twister, hostOf(rt, alpha, source), 1, source);
    return new Float(y === 0 ? 0 : y / (y + gamma(rt, twister, hostOf(rt, beta, source), 1, source)));
  },
  'paretovariate(alpha)': (rt, twister, [alpha], source) =>
    new Float(power(1 - twister.random(), -1 / hostOf(rt, alpha, source))),
  'weibullvariate(alpha, beta)': (rt, twister, [alpha, beta], source) =>
    new Float(hostOf(rt, alpha, source) * power(-log(1 - twister.random()), 1 / hostOf(rt, beta, source))),
  'triangular(low=, high=, mode=)': (rt, twister, [low, high, mode], source) => {
    let [a, b] = [low === undefined ? 0 : hostOf(rt, low, source), high === undefined ? 1 : hostOf(rt, high, source)];
    let u = twister.random();
    let c = mode === undefined || mode === null ? 0.5 : (hostOf(rt, mode, source) - a) / (b - a);
    if (u > c) {
      u = 1 - u;
      c = 1 - c;
      [a, b] = [b, a];
    }
    return new Float(a + (b - a) * Math.sqrt(u * c));
  },
  'getrandbits(k)': (rt, twister, [count], source) => {
    const bits = needIndex(rt, count, source);
    if (bits < 0) throw rt.error('ValueError', 'number of bits must be non-negative', source);
    rt.checkSize(bits / 32, source);
    return int(twister.bits(bits));
  },
  'randrange(start, stop=, step=)': randrange,
  'randint(a, b)': (rt, twister, [a, b], source) => {
    if (!isInt(b)) throw rt.error('TypeError', `'${typeName(b)}' object cannot be interpreted as an integer`, source);
    return randrange(rt, twister, [a, needIndex(rt, b, source) + 1], source);
  },
  'choice(seq)': (rt, twister, [sequence], source) => {
    const length = lengthOf(rt, sequence, source);
    if (length === 0) throw rt.error('IndexError', 'Cannot choose from an empty sequence', source);
    return getItem(rt, sequence, below(rt, twister, length, source), source);
  },
  'choices(population, weights=, *, cum_weights=, k=)': choices,
  'shuffle(x)': (rt, twister, [list], source) => {
    if (!Array.isArray(list))
      throw rt.error('TypeError', `'${typeName(list)}' object does not support item assignment`, source);
    rt.budget.spend(rt, list.length / 8);
    shuffled(twister, list);
    return null;
  },
  'sample(population, k)': sample,
};

const table: Record<string, Native> = {};
const methodTable: Record<string, Native> = {};
for (const [signature, draw] of Object.entries(draws)) {
  table[signature] = (rt, args, source) => draw(rt, sharedTwister(rt), args, source);
  methodTable[signature] = (rt, [self, ...args], source) => draw(rt, (self as RandomObject).twister, args, source);
}

const randomClass = new BuiltInClass('Random', objectClass);
randomClass.maker = (rt, _cls, args, source) => {
  const made = new RandomObject(randomClass);
  seed(rt, made.twister, args[0] instanceof Keywords ? args[0].values[0] : args[0], source);
  return made;
};
methods(randomClass, methodTable);

export const random = new ModuleObject('random', functions(table).set('Random', randomClass), (name) =>
  name === 'SystemRandom'
    ? '`SystemRandom` draws other numbers in each run and is not supported; use `random.Random(seed)`'
    : null,
);

import type { Dtype } from './dtype';
import { fromValues, type NdArray } from './ndarray';
import { type Shape, sizeOf } from './shape';

/**
 * Our generator of random numbers: xoshiro128** (Blackman, Vigna), its state filled from the seed by splitmix32. The same
 * seed gives the same numbers in every host; they are not those of NumPy, PyTorch or TensorFlow.js.
 */
export class Random {
  readonly #state = new Uint32Array(4);
  #spare: number | null = null;

  constructor(seed: number) {
    let mixed = seed | 0;
    for (let k = 0; k < 4; k++) {
      mixed = (mixed + 0x9e3779b9) | 0;
      let z = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.#state[k] = z ^ (z >>> 15);
    }
  }

  /** 32 random bits. */
  bits(): number {
    const s = this.#state;
    const product = Math.imul(s[1]!, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = (s[3]! << 11) | (s[3]! >>> 21);
    return result;
  }

  /** Uniform in [0, 1), with 53 random bits. */
  uniform(): number {
    const high = this.bits() >>> 5;
    return (high * 2 ** 26 + (this.bits() >>> 6)) / 2 ** 53;
  }

  /** Normally distributed, by Marsaglia's polar method. */
  normal(): number {
    if (this.#spare !== null) {
      const kept = this.#spare;
      this.#spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * scale;
      return u * scale;
    }
  }

  /** An integer from `low` up to, not including, `high`. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low));
  }

  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): number[] {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(0, i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }
}

/** Uniform in [low, high). */
export function rand(random: Random, shape: Shape, dtype: Dtype, low = 0, high = 1): NdArray {
  return drawn(shape, dtype, () => low + (high - low) * random.uniform());
}

export function randn(random: Random, shape: Shape, dtype: Dtype, mean = 0, deviation = 1): NdArray {
  return drawn(shape, dtype, () => mean + deviation * random.normal());
}

function drawn(shape: Shape, dtype: Dtype, next: () => number): NdArray {
  const values = new Float64Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = next();
  return fromValues(values, shape, dtype);
}

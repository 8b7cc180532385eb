const N = 624;
const M = 397;

/** The Mersenne Twister (MT19937), seeded and read as CPython's `random` does. */
export class Mersenne {
  readonly #state = new Uint32Array(N);
  #index = N;
  /** The second of a pair of normal numbers. */
  spare: number | null = null;

  constructor(seed: bigint) {
    this.seed(seed);
  }

  seed(seed: bigint): void {
    const key: number[] = [];
    for (let rest = seed < 0n ? -seed : seed; rest > 0n; rest >>= 32n) key.push(Number(rest & 0xffffffffn));
    this.seedWords(key.length === 0 ? [0] : key);
  }

  /** `init_genrand` of the reference code: seeded by one number of 32 bits. */
  seedWord(seed: number): void {
    const state = this.#state;
    state[0] = seed;
    for (let k = 1; k < N; k++) {
      const before = state[k - 1]! ^ (state[k - 1]! >>> 30);
      state[k] = Math.imul(before, 1812433253) + k;
    }
    this.#index = N;
    this.spare = null;
  }

  /** `init_by_array` of the reference code. */
  seedWords(key: readonly number[]): void {
    const state = this.#state;
    state[0] = 19650218;
    for (let k = 1; k < N; k++) {
      const before = state[k - 1]! ^ (state[k - 1]! >>> 30);
      state[k] = Math.imul(before, 1812433253) + k;
    }
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = (state[i]! ^ Math.imul(before, 1664525)) + key[j]! + j;
      i++;
      j++;
      if (i >= N) {
        state[0] = state[N - 1]!;
        i = 1;
      }
      if (j >= key.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = (state[i]! ^ Math.imul(before, 1566083941)) - i;
      i++;
      if (i >= N) {
        state[0] = state[N - 1]!;
        i = 1;
      }
    }
    state[0] = 0x80000000;
    this.#index = N;
    this.spare = null;
  }

  /** The next 32 bits. */
  word(): number {
    const state = this.#state;
    if (this.#index >= N) {
      for (let k = 0; k < N; k++) {
        const y = (state[k]! & 0x80000000) | (state[(k + 1) % N]! & 0x7fffffff);
        state[k] = state[(k + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      this.#index = 0;
    }
    let y = state[this.#index++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** A float in [0, 1) with 53 bits. */
  random(): number {
    const a = this.word() >>> 5;
    const b = this.word() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }

  bits(count: number): bigint {
    let result = 0n;
    let shift = 0n;
    for (let left = count; left > 0; left -= 32) {
      const word = left < 32 ? this.word() >>> (32 - left) : this.word();
      result |= BigInt(word) << shift;
      shift += 32n;
    }
    return result;
  }

  /** A whole number below `limit`, each as likely. */
  below(limit: number): number {
    if (limit <= 0) return 0;
    const count = limit.toString(2).length;
    for (;;) {
      const value = count <= 32 ? this.word() >>> (32 - count) : Number(this.bits(count));
      if (value < limit) return value;
    }
  }
}

import { Mersenne } from '../../modules/mersenne';

/** Where random bits come from. */
export interface Bits {
  /** A whole number of 32 bits. */
  word(): number;
  /** Of 64 bits. */
  long(): bigint;
  /** A float in [0, 1) with 53 bits. */
  random(): number;
}

/** The Mersenne Twister as NumPy seeds and reads it. */
export class LegacyBits implements Bits {
  readonly twister = new Mersenne(0n);
  /** The second of a pair of normal numbers. */
  spare: number | null = null;

  seed(words: readonly number[] | number): void {
    if (typeof words === 'number') this.twister.seedWord(words);
    else this.twister.seedWords(words);
    this.spare = null;
  }

  word(): number {
    return this.twister.word();
  }

  long(): bigint {
    const high = BigInt(this.word());
    return (high << 32n) | BigInt(this.word());
  }

  random(): number {
    return this.twister.random();
  }
}

const WORD = 0xffff_ffff;

/** NumPy's way from a seed to as many words as a generator needs. */
function seedWords(entropy: readonly number[], count: number): number[] {
  const pool = new Uint32Array(4);
  let constant = 0x43b0d7e5;
  const hashed = (value: number): number => {
    let result = (value ^ constant) >>> 0;
    constant = Math.imul(constant, 0x931e8875) >>> 0;
    result = Math.imul(result, constant) >>> 0;
    return (result ^ (result >>> 16)) >>> 0;
  };
  const mixed = (x: number, y: number): number => {
    const result = (Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) >>> 0;
    return (result ^ (result >>> 16)) >>> 0;
  };
  for (let k = 0; k < 4; k++) pool[k] = hashed(entropy[k] ?? 0);
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mixed(pool[to]!, hashed(pool[from]!));
  for (let from = 4; from < entropy.length; from++)
    for (let to = 0; to < 4; to++) pool[to] = mixed(pool[to]!, hashed(entropy[from]!));
  let other = 0x8b51f9dd;
  return Array.from({ length: count }, (_, k) => {
    let value = (pool[k % 4]! ^ other) >>> 0;
    other = Math.imul(other, 0x58f38ded) >>> 0;
    value = Math.imul(value, other) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  });
}

const MASK = (1n << 128n) - 1n;
const FACTOR = 0x2360ed051fc65da44385df649fccf645n;

/** PCG64, which `default_rng` draws from. */
export class PcgBits implements Bits {
  #state = 0n;
  #increment = 0n;
  #half: number | null = null;

  constructor(seed: bigint) {
    const entropy: number[] = [];
    for (let rest = seed; rest > 0n; rest >>= 32n) entropy.push(Number(rest & BigInt(WORD)));
    const words = seedWords(entropy.length === 0 ? [0] : entropy, 8);
    const long = (k: number) => (BigInt(words[2 * k + 1]!) << 32n) | BigInt(words[2 * k]!);
    this.#increment = ((((long(2) << 64n) | long(3)) << 1n) | 1n) & MASK;
    this.#step();
    this.#state = (this.#state + ((long(0) << 64n) | long(1))) & MASK;
    this.#step();
  }

  long(): bigint {
    this.#step();
    const state = this.#state;
    const value = ((state >> 64n) ^ state) & 0xffff_ffff_ffff_ffffn;
    const turn = state >> 122n;
    return ((value >> turn) | (value << (64n - turn))) & 0xffff_ffff_ffff_ffffn;
  }

  word(): number {
    if (this.#half !== null) {
      const half = this.#half;
      this.#half = null;
      return half;
    }
    const value = this.long();
    this.#half = Number(value >> 32n);
    return Number(value & BigInt(WORD));
  }

  random(): number {
    return Number(this.long() >> 11n) / 9007199254740992;
  }

  #step(): void {
    this.#state = (this.#state * FACTOR + this.#increment) & MASK;
  }
}

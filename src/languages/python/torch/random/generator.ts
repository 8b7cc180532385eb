import { RunSlot } from '../../../core/runSlot';
import type { Runtime } from '../../../core/runtime';
import { Mersenne } from '../../modules/mersenne';

/** What an unseeded program begins with: it draws the same numbers each time, so that its picture stays. */
const FIRST_SEED = 67_280_421_310_721n;

/** Numbers that are drawn at once from 16 on. */
const BLOCK = 16;

/** PyTorch's generator on the CPU: the Mersenne Twister, read as PyTorch reads it. */
export class Generator {
  readonly #twister = new Mersenne(0n);
  /** The second of a pair of normal numbers. */
  #spare: number | null = null;
  seed = 0n;

  constructor(seed = FIRST_SEED) {
    this.reset(seed);
  }

  reset(seed: bigint): void {
    this.seed = seed;
    // PyTorch takes the lower 32 bits.
    this.#twister.seedWord(Number(BigInt.asUintN(32, seed)) | 0);
    this.#spare = null;
  }

  word(): number {
    return this.#twister.word();
  }

  long(): bigint {
    const high = BigInt(this.word());
    return (high << 32n) | BigInt(this.word());
  }

  /** A float in [0, 1) with 24 bits. */
  single(): number {
    return (this.word() & 0xff_ffff) / 0x100_0000;
  }

  /** A float in [0, 1) with 53 bits. */
  double(): number {
    const high = this.word();
    const low = this.word();
    return ((high & 0x1f_ffff) * 0x1_0000_0000 + low) / 2 ** 53;
  }

  /** One normal number. */
  normal(): number {
    if (this.#spare !== null) {
      const value = this.#spare;
      this.#spare = null;
      return value;
    }
    const u1 = this.double();
    const u2 = this.double();
    const radius = Math.sqrt(-2 * Math.log1p(-u2));
    const angle = 2 * Math.PI * u1;
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Uniform numbers of a type. */
  uniforms(count: number, isSingle: boolean): Float64Array {
    return Float64Array.from({ length: count }, () => (isSingle ? this.single() : this.double()));
  }

  /** Normal numbers: few of them one by one, from 16 on in blocks, which gives others. */
  normals(count: number, isSingle: boolean): Float64Array {
    if (count < BLOCK) return Float64Array.from({ length: count }, () => this.normal());
    const values = this.uniforms(count, isSingle);
    for (let k = 0; k + BLOCK <= count; k += BLOCK) fillBlock(values, k, isSingle);
    if (count % BLOCK !== 0) {
      // The last block is drawn anew, over the end of what is there.
      const start = count - BLOCK;
      for (let k = start; k < count; k++) values[k] = isSingle ? this.single() : this.double();
      fillBlock(values, start, isSingle);
    }
    return values;
  }

  /** A whole number from 0 on below `range`. */
  below(range: number): number {
    return range < 2 ** 32 ? this.word() % range : Number(this.long() % BigInt(range));
  }

  /** The numbers below `count` in any order. */
  permutation(count: number): Float64Array {
    const order = Float64Array.from({ length: count }, (_, k) => k);
    for (let k = 0; k < count - 1; k++) {
      const other = k + (this.word() % (count - k));
      [order[k], order[other]] = [order[other]!, order[k]!];
    }
    return order;
  }
}

/** Makes normal numbers of 16 uniform ones, by the method of Box and Muller. */
function fillBlock(values: Float64Array, start: number, isSingle: boolean): void {
  const round = isSingle ? Math.fround : (value: number) => value;
  for (let j = 0; j < BLOCK / 2; j++) {
    const u1 = 1 - values[start + j]!;
    const u2 = values[start + j + BLOCK / 2]!;
    const radius = round(Math.sqrt(round(-2 * round(Math.log(u1)))));
    const angle = round(round(2 * Math.PI) * u2);
    values[start + j] = radius * round(Math.cos(angle));
    values[start + j + BLOCK / 2] = radius * round(Math.sin(angle));
  }
}

const generators = new RunSlot(() => new Generator());

/** The generator that PyTorch's functions draw from, a fresh one for each run. */
export function generatorOf(rt: Runtime): Generator {
  return generators.of(rt);
}

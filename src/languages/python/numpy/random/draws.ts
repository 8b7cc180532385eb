import { exp, log } from '../../numeric/functions';
import { type Bits, LegacyBits } from './bits';
import { zigguratNormal } from './ziggurat';

/** A normal number: in pairs by the polar method in old generators, from a ziggurat in new ones. */
export function normal(bits: Bits): number {
  if (!(bits instanceof LegacyBits)) return zigguratNormal(bits);
  if (bits.spare !== null) {
    const { spare } = bits;
    bits.spare = null;
    return spare;
  }
  for (;;) {
    const x = 2 * bits.random() - 1;
    const y = 2 * bits.random() - 1;
    const r = x * x + y * y;
    if (r >= 1 || r === 0) continue;
    const factor = Math.sqrt((-2 * log(r)) / r);
    bits.spare = factor * x;
    return factor * y;
  }
}

/** A whole number from 0 to `most`, each as likely. */
export function upTo(bits: Bits, most: number): number {
  if (most === 0) return 0;
  if (most > 0xffff_ffff) return Number(longUpTo(bits, BigInt(most)));
  if (most === 0xffff_ffff) return bits.word();
  if (bits instanceof LegacyBits) return byTrial(bits, most);
  // Lemire's method: the upper half of a product.
  const count = BigInt(most) + 1n;
  let product = BigInt(bits.word()) * count;
  if ((product & 0xffff_ffffn) < count) {
    const threshold = (0x1_0000_0000n - count) % count;
    while ((product & 0xffff_ffffn) < threshold) product = BigInt(bits.word()) * count;
  }
  return Number(product >> 32n);
}

/** With as many bits as are needed, until the number is not too large. */
function byTrial(bits: Bits, most: number): number {
  const mask = 2 ** (32 - Math.clz32(most)) - 1;
  for (;;) {
    const value = (bits.word() & mask) >>> 0;
    if (value <= most) return value;
  }
}

function longUpTo(bits: Bits, most: bigint): bigint {
  const whole = 0xffff_ffff_ffff_ffffn;
  if (bits instanceof LegacyBits) {
    const mask = (1n << BigInt(most.toString(2).length)) - 1n;
    for (;;) {
      const value = bits.long() & mask;
      if (value <= most) return value;
    }
  }
  const count = most + 1n;
  let product = bits.long() * count;
  if ((product & whole) < count) {
    const threshold = (whole + 1n - count) % count;
    while ((product & whole) < threshold) product = bits.long() * count;
  }
  return product >> 64n;
}

/** Another order of places, as `shuffle` makes it. */
export function shuffled(bits: Bits, places: number[]): number[] {
  return swapped(places, 1, (i) => byTrial(bits, i));
}

function swapped(places: number[], first: number, draw: (most: number) => number): number[] {
  for (let i = places.length - 1; i >= first; i--) {
    const j = draw(i);
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places;
}

/** So many of the numbers below `count`, each at most once. */
export function sample(bits: Bits, count: number, size: number): number[] {
  const all = () => Array.from({ length: count }, (_, k) => k);
  if (bits instanceof LegacyBits) return shuffled(bits, all()).slice(0, size);
  if (count > 10_000 && size > Math.floor(count / 50))
    return swapped(all(), Math.max(count - size, 1), (i) => upTo(bits, i)).slice(count - size);
  const seen = new Set<number>();
  for (let j = count - size; j < count; j++) {
    const value = upTo(bits, j);
    seen.add(seen.has(value) ? j : value);
  }
  return swapped([...seen], 1, (i) => upTo(bits, i));
}

/** How often of `n` tries one of chance `p` succeeds, by inversion. Only where `n·p` is small, as NumPy does there. */
export function binomial(bits: Bits, n: number, p: number): number | null {
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) {
    const other = binomial(bits, n, 1 - p);
    return other === null ? null : n - other;
  }
  if (p * n > 30) return null;
  const q = 1 - p;
  const start = exp(n * log(q));
  const mean = n * p;
  const bound = Math.trunc(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)));
  let x = 0;
  let left = start;
  let u = bits.random();
  while (u > left) {
    x++;
    if (x > bound) {
      x = 0;
      left = start;
      u = bits.random();
    } else {
      u -= left;
      left = ((n - x + 1) * p * left) / (x * q);
    }
  }
  return x;
}

//// and, or, xor, not
console.log(12 & 10, 12 | 10, 12 ^ 10, ~12, ~~3.7, ~~-3.7, ~-1);

//// shifts
console.log(1 << 31, 1 << 32, 1 << 33, -8 >> 1, -8 >>> 28, -1 >>> 0, 5 >> -1, 1 << -1);

//// values are cut to 32 bits
console.log(2 ** 32 | 0, (2 ** 32 + 5) | 0, 2 ** 31 | 0, 1e20 | 0, -1e20 | 0, 4294967295 | 0, 0.9 | 0, -0.9 | 0);

//// what is no number
console.log(('5' as any) & 4, (null as any) | 1, (undefined as any) | 2, (NaN as any) ^ 3, ([7] as any) & 3, ('x' as any) | 0, true as any << 2);

//// flags
const Flag = { read: 1, write: 2, run: 4 };
let mode = Flag.read | Flag.run;
mode ^= Flag.read;
mode |= Flag.write;
console.log(mode, (mode & Flag.run) !== 0, (mode & Flag.read) !== 0, mode.toString(2));

//// population count and lowest bit
const count = (n: number) => {
  let bits = 0;
  for (; n; n &= n - 1) bits++;
  return bits;
};
console.log(count(0), count(255), count(-1), 12 & -12, 40 & -40);

//// a hash with Math.imul
let hash = 2166136261;
for (const c of 'gradient') hash = Math.imul(hash ^ c.charCodeAt(0), 16777619);
console.log(hash, hash >>> 0, (hash >>> 0).toString(16));

//// a random number generator
let state = 123456789;
const next = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
};
console.log([next(), next(), next()]);

//// precedence
console.log(1 + 2 << 3, 1 | 2 ^ 3 & 4, 5 & 3 === 3 as any, ~1 + 1, !(1 & 2), 1 << 2 + 1, 7 & 3 | 8);

//// swapping with xor
let a = 5;
let b = 9;
a ^= b;
b ^= a;
a ^= b;
console.log(a, b);

//// infinity and negative zero
console.log(Infinity | 0, -Infinity >>> 0, -0 | 0, Object.is(-0 | 0, 0), Object.is(~~-0.5, 0));

//// bytes of a colour
const rgb = 0xff8040;
console.log([(rgb >> 16) & 255, (rgb >> 8) & 0xff, rgb & 0b11111111], 0o17, 1_000_000);

//// Math.clz32 and fround
console.log(Math.clz32(1), Math.clz32(0), Math.clz32(-1), Math.fround(0.1), Math.fround(1e40), Math.imul(3, -5), Math.imul(0xffffffff, 5));

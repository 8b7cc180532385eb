//// rounding
const xs = [-2.5, -1.5, -0.5, -0.2, 0.5, 1.5, 2.5, 2.4999];
console.log(xs.map(Math.round), xs.map(Math.floor), xs.map(Math.ceil), xs.map(Math.trunc));

//// negative zero from rounding
console.log(Object.is(Math.round(-0.4), -0), Object.is(Math.ceil(-0.5), -0), Object.is(Math.trunc(-0.9), -0), Math.floor(-0), Math.sign(-0), Math.sign(-3), Math.sign(NaN));

//// max and min
console.log(Math.max(), Math.min(), Math.max(1, 3, 2), Math.max(1, NaN), Math.max(-0, 0), Math.min(0, -0), Math.max(...[4, 9]), Math.max('5' as any, 3), Math.max(null as any, -1), Math.max([7] as any));

//// powers and roots
console.log(Math.pow(2, 10), Math.sqrt(2), Math.sqrt(-1), Math.cbrt(27), Math.cbrt(-8), Math.hypot(3, 4), Math.hypot(), Math.hypot(1, 2, 2), Math.sqrt(-0));

//// exponentials and logarithms
console.log(Math.exp(0), Math.exp(1) === Math.E, Math.log(Math.E), Math.log(0), Math.log(-1), Math.log10(1000), Math.log2(8), Math.log1p(0), Math.expm1(0), Math.log1p(-1));

//// trigonometry
console.log(Math.sin(0), Math.cos(0), Math.tan(0), Math.asin(1), Math.acos(2), Math.atan(1), Math.atan2(1, -1), Math.atan2(-0, -1), Math.atan2(0, 0), Math.sin(Math.PI / 2));

//// hyperbolic functions
console.log(Math.sinh(0), Math.cosh(0), Math.tanh(Infinity), Math.asinh(0), Math.acosh(1), Math.atanh(1), Math.acosh(0.5), Math.tanh(-0));

//// constants
console.log(Math.PI, Math.E, Math.LN2, Math.LN10, Math.SQRT2, Math.SQRT1_2, Math.LOG2E, Math.LOG10E);

//// arguments are converted
console.log(Math.abs('-5' as any), Math.abs(null as any), Math.abs(), Math.abs([] as any), Math.abs([-2] as any), Math.floor(true as any), Math.sqrt({ valueOf: () => 16 } as any), Math.abs({} as any));

//// functions of Math are values
const { sqrt, max } = Math;
console.log([1, 4, 9].map(Math.sqrt), sqrt(16), max.apply(null, [1, 2]), [1.5, 2.5].map(Math.floor), typeof Math.sin, Math.max.length, Math.atan2.length);

//// infinity and overflow
console.log(Math.exp(710), Math.exp(-746), Math.pow(10, 309), Math.hypot(Infinity, NaN), Math.round(Infinity), Math.floor(1e300), Math.sin(Infinity));

//// clamp, lerp and degrees
const clamp = (x: number, lo: number, hi: number) => Math.min(hi, Math.max(lo, x));
const lerp = (a: number, b: number, t: number) => a + (b - a) * t;
const rad = (deg: number) => (deg * Math.PI) / 180;
console.log(clamp(5, 0, 3), clamp(-1, 0, 3), lerp(10, 20, 0.25), rad(180), Math.round((rad(90) * 180) / Math.PI));

//// mean, variance and median
const xs = [2, 4, 4, 4, 5, 5, 7, 9];
const mean = xs.reduce((a, b) => a + b) / xs.length;
const sd = Math.sqrt(xs.reduce((s, x) => s + (x - mean) ** 2, 0) / xs.length);
const mid = xs.toSorted((a, b) => a - b);
console.log(mean, sd, (mid[3]! + mid[4]!) / 2);

//// greatest common divisor and primes
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const primes = Array.from({ length: 30 }, (_, i) => i + 2).filter((n) => {
  for (let d = 2; d <= Math.sqrt(n); d++) if (n % d === 0) return false;
  return true;
});
console.log(gcd(1071, 462), primes);

//// newton's method
let x = 1;
for (let i = 0; i < 20 && Math.abs(x * x - 2) > 1e-15; i++) x = (x + 2 / x) / 2;
console.log(x, x === Math.SQRT2 || Math.abs(x - Math.SQRT2) < 1e-15);

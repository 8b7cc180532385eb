/** A number as the sum of two floats: about 106 bits. */
export type Double = readonly [high: number, low: number];

const SPLIT = 2 ** 27 + 1;

/** `a + b`, exactly. */
export function twoSum(a: number, b: number): Double {
  const high = a + b;
  const part = high - a;
  return [high, a - (high - part) + (b - part)];
}

function quickSum(a: number, b: number): Double {
  const high = a + b;
  return [high, b - (high - a)];
}

/** `a * b`, exactly. */
export function twoProduct(a: number, b: number): Double {
  const high = a * b;
  const p = SPLIT * a;
  const a1 = p - (p - a);
  const a2 = a - a1;
  const q = SPLIT * b;
  const b1 = q - (q - b);
  const b2 = b - b1;
  return [high, a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2];
}

export function plus([a, al]: Double, [b, bl]: Double): Double {
  const [s, e] = twoSum(a, b);
  const [t, f] = twoSum(al, bl);
  const [u, v] = quickSum(s, e + t);
  return quickSum(u, v + f);
}

export function times([a, al]: Double, [b, bl]: Double): Double {
  const [p, e] = twoProduct(a, b);
  return quickSum(p, e + (a * bl + al * b));
}

export function over(a: Double, b: Double): Double {
  const first = a[0] / b[0];
  const rest = plus(a, times([-first, 0], b));
  const second = rest[0] / b[0];
  const left = plus(rest, times([-second, 0], b));
  const [high, low] = quickSum(first, second);
  return quickSum(high, low + left[0] / b[0]);
}

export function negative([a, b]: Double): Double {
  return [-a, -b];
}

export function root(a: Double): Double {
  const first = Math.sqrt(a[0]);
  if (first === 0) return [0, 0];
  const rest = plus(a, negative(twoProduct(first, first)));
  return quickSum(first, rest[0] / (2 * first));
}

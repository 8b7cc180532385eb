import type { Dtype, Numbers } from '../tensor/dtype';
import { addLoop, type Loop1, type Loop2, mulLoop } from '../tensor/elementwise';

// The inner loops of the commonest operations, written out: a loop that calls a function for each element takes several
// times as long. A test holds them against the rows.

export const unaryLoops: Readonly<Record<string, Loop1>> = {
  alias: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = a[ia + i * sa]!;
  },
  neg: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = -a[ia + i * sa]!;
  },
  exp: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.exp(a[ia + i * sa]!);
  },
  log: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.log(a[ia + i * sa]!);
  },
  sqrt: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.sqrt(a[ia + i * sa]!);
  },
  tanh: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.tanh(a[ia + i * sa]!);
  },
  sin: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.sin(a[ia + i * sa]!);
  },
  cos: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.cos(a[ia + i * sa]!);
  },
  abs: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.abs(a[ia + i * sa]!);
  },
  square: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = a[ia + i * sa]! * a[ia + i * sa]!;
  },
  relu: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) {
      const x = a[ia + i * sa]!;
      // NaN stays NaN.
      out[io + i] = x <= 0 ? 0 : x;
    }
  },
  sigmoid: (n, a, ia, sa, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = 1 / (1 + Math.exp(-a[ia + i * sa]!));
  },
};

export const binaryLoops: Readonly<Record<string, Loop2>> = {
  add: addLoop,
  mul: mulLoop,
  sub: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = a[ia + i * sa]! - b[ib + i * sb]!;
  },
  div: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = a[ia + i * sa]! / b[ib + i * sb]!;
  },
  max: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.max(a[ia + i * sa]!, b[ib + i * sb]!);
  },
  min: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = Math.min(a[ia + i * sa]!, b[ib + i * sb]!);
  },
};

/**
 * The share of two tied operands that one of them gets, as the rows of `max` and `min` have it: all where it alone is the
 * result, half where both are; both get all where the result is NaN, which equals nothing.
 */
export function pairShare(own: number, other: number, y: number): number {
  return own === y ? (other === y ? 0.5 : 1) : other === y ? 0 : 1;
}

/** What flows back from one run of an operation of one operand. */
export type Pull = (
  n: number,
  u: Numbers,
  iu: number,
  su: number,
  a: Numbers,
  ia: number,
  sa: number,
  y: Numbers,
  iy: number,
  sy: number,
  out: Numbers,
  io: number,
) => void;

export const unaryPulls: Readonly<Record<string, Pull>> = {
  neg: (n, u, iu, su, _a, _ia, _sa, _y, _iy, _sy, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = -u[iu + i * su]!;
  },
  exp: (n, u, iu, su, _a, _ia, _sa, y, iy, sy, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = u[iu + i * su]! * y[iy + i * sy]!;
  },
  log: (n, u, iu, su, a, ia, sa, _y, _iy, _sy, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = u[iu + i * su]! * (1 / a[ia + i * sa]!);
  },
  tanh: (n, u, iu, su, _a, _ia, _sa, y, iy, sy, out, io) => {
    for (let i = 0; i < n; i++) {
      const result = y[iy + i * sy]!;
      out[io + i] = u[iu + i * su]! * (1 - result * result);
    }
  },
  square: (n, u, iu, su, a, ia, sa, _y, _iy, _sy, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = u[iu + i * su]! * (2 * a[ia + i * sa]!);
  },
  relu: (n, u, iu, su, a, ia, sa, _y, _iy, _sy, out, io) => {
    for (let i = 0; i < n; i++) out[io + i] = a[ia + i * sa]! <= 0 ? 0 : u[iu + i * su]!;
  },
  sigmoid: (n, u, iu, su, _a, _ia, _sa, y, iy, sy, out, io) => {
    for (let i = 0; i < n; i++) {
      const result = y[iy + i * sy]!;
      out[io + i] = u[iu + i * su]! * (result * (1 - result));
    }
  },
};

/** Products of integers, of which a double does not hold all digits. */
export function integerLoops(name: string, dtype: Dtype): Loop2 | null {
  if (name !== 'mul') return null;
  return dtype === 'int32' ? mulInt32 : dtype === 'int64' ? mulInt64 : null;
}

const mulInt32: Loop2 = (n, a, ia, sa, b, ib, sb, out, io) => {
  for (let i = 0; i < n; i++) out[io + i] = Math.imul(a[ia + i * sa]!, b[ib + i * sb]!);
};

const mulInt64: Loop2 = (n, a, ia, sa, b, ib, sb, out, io) => {
  for (let i = 0; i < n; i++) {
    const product = a[ia + i * sa]! * b[ib + i * sb]!;
    out[io + i] =
      Math.abs(product) <= Number.MAX_SAFE_INTEGER
        ? product
        : Number(BigInt.asIntN(64, BigInt(a[ia + i * sa]!) * BigInt(b[ib + i * sb]!)));
  }
};

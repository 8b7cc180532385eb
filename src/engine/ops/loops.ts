import type { Dtype, Numbers } from '../tensor/dtype';
import { addLoop, type Loop1, type Loop2, mulLoop } from '../tensor/elementwise';

// The inner loops of the commonest operations, written out: a loop that calls a function for each element takes several
// times as long. A test holds them against the rows.

export const unaryLoops: Readonly<Record<string, Loop1>> = {
  alias: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = a[ia]!;
  },
  neg: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = -a[ia]!;
  },
  exp: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = Math.exp(a[ia]!);
  },
  log: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = Math.log(a[ia]!);
  },
  sqrt: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = Math.sqrt(a[ia]!);
  },
  tanh: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = Math.tanh(a[ia]!);
  },
  sin: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = Math.sin(a[ia]!);
  },
  cos: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = Math.cos(a[ia]!);
  },
  abs: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = Math.abs(a[ia]!);
  },
  square: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = a[ia]! * a[ia]!;
  },
  relu: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) {
      const x = a[ia]!;
      // NaN stays NaN.
      out[io] = x <= 0 ? 0 : x;
    }
  },
  sigmoid: (n, a, ia, sa, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa) out[io] = 1 / (1 + Math.exp(-a[ia]!));
  },
};

export const binaryLoops: Readonly<Record<string, Loop2>> = {
  add: addLoop,
  mul: mulLoop,
  sub: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = a[ia]! - b[ib]!;
  },
  div: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = a[ia]! / b[ib]!;
  },
  max: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = Math.max(a[ia]!, b[ib]!);
  },
  min: (n, a, ia, sa, b, ib, sb, out, io) => {
    for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = Math.min(a[ia]!, b[ib]!);
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
    for (const end = io + n; io < end; io++, iu += su) out[io] = -u[iu]!;
  },
  exp: (n, u, iu, su, _a, _ia, _sa, y, iy, sy, out, io) => {
    for (const end = io + n; io < end; io++, iu += su, iy += sy) out[io] = u[iu]! * y[iy]!;
  },
  log: (n, u, iu, su, a, ia, sa, _y, _iy, _sy, out, io) => {
    for (const end = io + n; io < end; io++, iu += su, ia += sa) out[io] = u[iu]! * (1 / a[ia]!);
  },
  tanh: (n, u, iu, su, _a, _ia, _sa, y, iy, sy, out, io) => {
    for (const end = io + n; io < end; io++, iu += su, iy += sy) {
      const result = y[iy]!;
      out[io] = u[iu]! * (1 - result * result);
    }
  },
  square: (n, u, iu, su, a, ia, sa, _y, _iy, _sy, out, io) => {
    for (const end = io + n; io < end; io++, iu += su, ia += sa) out[io] = u[iu]! * (2 * a[ia]!);
  },
  relu: (n, u, iu, su, a, ia, sa, _y, _iy, _sy, out, io) => {
    for (const end = io + n; io < end; io++, iu += su, ia += sa) out[io] = a[ia]! <= 0 ? 0 : u[iu]!;
  },
  sigmoid: (n, u, iu, su, _a, _ia, _sa, y, iy, sy, out, io) => {
    for (const end = io + n; io < end; io++, iu += su, iy += sy) {
      const result = y[iy]!;
      out[io] = u[iu]! * (result * (1 - result));
    }
  },
};

/** Products of integers, of which a double does not hold all digits. */
export function integerLoops(name: string, dtype: Dtype): Loop2 | null {
  if (name !== 'mul') return null;
  return dtype === 'int32' ? mulInt32 : dtype === 'int64' ? mulInt64 : null;
}

const mulInt32: Loop2 = (n, a, ia, sa, b, ib, sb, out, io) => {
  for (const end = io + n; io < end; io++, ia += sa, ib += sb) out[io] = Math.imul(a[ia]!, b[ib]!);
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

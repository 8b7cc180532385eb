import { noTick, type Tick } from './gemm';

/** A square matrix as P·A = L·U, in rows of n doubles: L below the diagonal (of ones), U on it and above. */
export interface Factors {
  readonly n: number;
  readonly lu: Float64Array;
  /** Row i of L·U is row `order[i]` of the matrix. */
  readonly order: Int32Array;
  /** 1 or −1, as the rows were swapped an even or odd number of times. */
  readonly sign: number;
  readonly isSingular: boolean;
}

/** Factors a matrix, given as n rows of n doubles; in each column the largest element is taken as pivot. */
export function factor(n: number, matrix: Float64Array, tick: Tick = noTick): Factors {
  const lu = matrix.slice();
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let isSingular = false;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(lu[i * n + k]!) > Math.abs(lu[pivot * n + k]!)) pivot = i;
    if (lu[pivot * n + k] === 0) {
      isSingular = true;
      continue;
    }
    if (pivot !== k) {
      sign = -sign;
      [order[k], order[pivot]] = [order[pivot]!, order[k]!];
      for (let j = 0; j < n; j++) [lu[k * n + j], lu[pivot * n + j]] = [lu[pivot * n + j]!, lu[k * n + j]!];
    }
    for (let i = k + 1; i < n; i++) {
      const ratio = lu[i * n + k]! / lu[k * n + k]!;
      lu[i * n + k] = ratio;
      for (let j = k + 1; j < n; j++) lu[i * n + j]! -= ratio * lu[k * n + j]!;
    }
    tick((n - k) * (n - k));
  }
  return { n, lu, order, sign, isSingular };
}

export function determinant({ n, lu, sign }: Factors): number {
  let product = sign;
  for (let i = 0; i < n; i++) product *= lu[i * n + i]!;
  return product;
}

/** ln |det|. */
export function logDeterminant({ n, lu }: Factors): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(Math.abs(lu[i * n + i]!));
  return sum;
}

/** X with A·X = B, for B of n rows of m doubles. */
export function solveFactored(
  { n, lu, order }: Factors,
  b: Float64Array,
  m: number,
  tick: Tick = noTick,
): Float64Array {
  const x = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let c = 0; c < m; c++) x[i * m + c] = b[order[i]! * m + c]!;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) subtract(x, i, j, lu[i * n + j]!, m);
    tick(i * m);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) subtract(x, i, j, lu[i * n + j]!, m);
    for (let c = 0; c < m; c++) x[i * m + c]! /= lu[i * n + i]!;
    tick((n - i) * m);
  }
  return x;
}

function subtract(x: Float64Array, row: number, other: number, factorOf: number, m: number): void {
  for (let c = 0; c < m; c++) x[row * m + c]! -= factorOf * x[other * m + c]!;
}

export function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

/** The matrix of cofactors, minor by minor: the slope of the determinant also where that is 0. */
export function cofactors(n: number, matrix: Float64Array): Float64Array {
  const out = new Float64Array(n * n);
  const minor = new Float64Array((n - 1) * (n - 1));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let to = 0;
      for (let r = 0; r < n; r++) {
        for (let c = 0; c < n; c++) if (r !== i && c !== j) minor[to++] = matrix[r * n + c]!;
      }
      out[i * n + j] = ((i + j) % 2 === 0 ? 1 : -1) * determinant(factor(n - 1, minor));
    }
  }
  return out;
}

import { simdGemm } from './gemmSimd';
import { KC, type Matrix, MC, MR, NR, packColumns, packRows } from './packing';

/** Called with the steps since the last call, so that whoever runs a kernel can stop it by throwing. */
export type Tick = (steps: number) => void;

/** Steps between two calls. */
export const TICK = 2 ** 20;

export const noTick: Tick = () => {};

/** Up to this many multiplications it does not pay to pack, and to compile what multiplies. */
const SMALL = 512;
/** A matrix of more elements than this is gone through as it lies in memory. */
const MANY = 4096;

let packedA = new Float64Array(0);
let packedB = new Float64Array(0);

/**
 * Adds the product of an m×k and a k×n matrix to `out`, which holds rows of n elements from `at` on. Sums are those of
 * doubles and are rounded once, at the end, except of large matrices of which both are in single precision; see
 * {@link simdGemm}.
 */
export function gemm(
  m: number,
  n: number,
  k: number,
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  at: number,
  tick: Tick,
): void {
  if (m < MR && b.columns === 1 && n * k > MANY) {
    gemmRows(m, n, k, a, b, out, at, tick);
    return;
  }
  if (m * n * k <= SMALL || n < NR || m < MR) {
    gemmPlain(m, n, k, a, b, out, at, tick);
    return;
  }
  if (simdGemm(m, n, k, a, b, out, at, tick)) return;
  gemmBlocks(m, n, k, a, b, out, at, tick);
}

/**
 * As {@link gemm}, for where there is no WebAssembly. Blocks of both matrices are packed into doubles, so that the inner
 * loop is the same for all types and strides.
 */
export function gemmBlocks(
  m: number,
  n: number,
  k: number,
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  at: number,
  tick: Tick,
): void {
  const strips = Math.ceil(n / NR);
  const bufferA = (packedA = room(packedA, MC * KC));
  const bufferB = (packedB = room(packedB, strips * NR * KC));
  for (let p = 0; p < k; p += KC) {
    const depth = Math.min(KC, k - p);
    packColumns(b, p, depth, n, bufferB);
    for (let i = 0; i < m; i += MC) {
      const rows = Math.min(MC, m - i);
      packRows(a, i, rows, p, depth, bufferA);
      for (let strip = 0; strip < strips; strip++) {
        const column = strip * NR;
        for (let block = 0; block < rows; block += MR) {
          microKernel(
            depth,
            bufferA,
            block * depth,
            bufferB,
            column * depth,
            out,
            at + (i + block) * n + column,
            n,
            Math.min(MR, rows - block),
            Math.min(NR, n - column),
          );
        }
      }
      tick(rows * n * depth);
    }
  }
}

function room(buffer: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  return buffer.length >= size ? buffer : new Float64Array(size);
}

/** Adds a block of MR × NR sums of `depth` products to `out`; of them `rows` × `columns` are there. */
function microKernel(
  depth: number,
  a: Float64Array,
  ia: number,
  b: Float64Array,
  ib: number,
  out: Float64Array,
  io: number,
  stride: number,
  rows: number,
  columns: number,
): void {
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  let c20 = 0;
  let c21 = 0;
  let c22 = 0;
  let c23 = 0;
  let c30 = 0;
  let c31 = 0;
  let c32 = 0;
  let c33 = 0;
  for (let p = 0; p < depth; p++) {
    const b0 = b[ib]!;
    const b1 = b[ib + 1]!;
    const b2 = b[ib + 2]!;
    const b3 = b[ib + 3]!;
    const a0 = a[ia]!;
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    const a1 = a[ia + 1]!;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    const a2 = a[ia + 2]!;
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    const a3 = a[ia + 3]!;
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
    ia += 4;
    ib += 4;
  }
  if (rows === MR && columns === NR) {
    out[io]! += c00;
    out[io + 1]! += c01;
    out[io + 2]! += c02;
    out[io + 3]! += c03;
    io += stride;
    out[io]! += c10;
    out[io + 1]! += c11;
    out[io + 2]! += c12;
    out[io + 3]! += c13;
    io += stride;
    out[io]! += c20;
    out[io + 1]! += c21;
    out[io + 2]! += c22;
    out[io + 3]! += c23;
    io += stride;
    out[io]! += c30;
    out[io + 1]! += c31;
    out[io + 2]! += c32;
    out[io + 3]! += c33;
    return;
  }
  const block = [c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[io + r * stride + c]! += block[r * NR + c]!;
  }
}

function gemmPlain(
  m: number,
  n: number,
  k: number,
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  at: number,
  tick: Tick,
): void {
  const left = a.data;
  const right = b.data;
  let steps = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      let ia = a.offset + i * a.rows;
      let ib = b.offset + j * b.columns;
      for (let p = 0; p < k; p++, ia += a.columns, ib += b.rows) sum += left[ia]! * right[ib]!;
      out[at + i * n + j]! += sum;
      steps += k;
      if (steps >= TICK) {
        tick(steps);
        steps = 0;
      }
    }
  }
}

/** Few rows times a large matrix: goes through the matrix once, row by row, as it lies in memory. */
function gemmRows(
  m: number,
  n: number,
  k: number,
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  at: number,
  tick: Tick,
): void {
  let steps = 0;
  for (let p = 0; p < k; p++) {
    const from = b.offset + p * b.rows;
    for (let i = 0; i < m; i++) {
      const factor = a.data[a.offset + i * a.rows + p * a.columns]!;
      const to = at + i * n;
      for (let j = 0; j < n; j++) out[to + j]! += factor * b.data[from + j]!;
    }
    steps += m * n;
    if (steps >= TICK) {
      tick(steps);
      steps = 0;
    }
  }
}

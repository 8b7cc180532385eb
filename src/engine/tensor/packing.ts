import type { Numbers } from './dtype';

/** A matrix in a buffer: the element (i, j) is `data[offset + i·rows + j·columns]`. */
export interface Matrix {
  readonly data: Numbers;
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** What is packed: the type that the inner loop multiplies. */
export type Packed = Float64Array | Float32Array;

/** Rows and columns of the small block that is summed up in registers. */
export const MR = 4;
export const NR = 4;
/** Depth of what is packed at once: a strip of it stays in the first cache. */
export const KC = 256;
/** Rows that are packed at once. */
export const MC = 64;

/** Blocks of MR rows, each with the MR elements of a column next to each other; missing rows are 0. */
export function packRows(a: Matrix, first: number, rows: number, p: number, depth: number, out: Packed): void {
  const { data, rows: down, columns: across } = a;
  let to = 0;
  for (let block = 0; block < rows; block += MR) {
    const present = Math.min(MR, rows - block);
    const from = a.offset + (first + block) * down + p * across;
    if (present === MR) {
      for (let q = 0, i = from; q < depth; q++, i += across, to += MR) {
        out[to] = data[i]!;
        out[to + 1] = data[i + down]!;
        out[to + 2] = data[i + 2 * down]!;
        out[to + 3] = data[i + 3 * down]!;
      }
    } else {
      for (let q = 0; q < depth; q++) {
        for (let r = 0; r < MR; r++) out[to++] = r < present ? data[from + r * down + q * across]! : 0;
      }
    }
  }
}

/** Strips of NR columns, each with the NR elements of a row next to each other; missing columns are 0. */
export function packColumns(b: Matrix, p: number, depth: number, n: number, out: Packed): void {
  const { data, rows: down, columns: across } = b;
  let to = 0;
  for (let column = 0; column < n; column += NR) {
    const present = Math.min(NR, n - column);
    const from = b.offset + p * down + column * across;
    if (present === NR) {
      for (let q = 0, i = from; q < depth; q++, i += down, to += NR) {
        out[to] = data[i]!;
        out[to + 1] = data[i + across]!;
        out[to + 2] = data[i + 2 * across]!;
        out[to + 3] = data[i + 3 * across]!;
      }
    } else {
      for (let q = 0; q < depth; q++) {
        for (let c = 0; c < NR; c++) out[to++] = c < present ? data[from + q * down + c * across]! : 0;
      }
    }
  }
}

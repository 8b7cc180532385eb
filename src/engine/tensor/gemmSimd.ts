import type { Tick } from './gemm';
import { kernelBytes } from './kernelBytes';
import { KC, type Matrix, MC, MR, NR, type Packed, packColumns, packRows } from './packing';

/** Multiplies blocks of packed rows with packed strips; see kernel.wat. Addresses are in bytes. */
type Inner = (a: number, b: number, c: number, blocks: number, strips: number, depth: number) => void;

/** The inner loop for one type, with views of its memory. */
interface Kernel {
  readonly inner: Inner;
  /** Columns that a strip of the inner loop has. */
  readonly width: number;
  readonly a: Packed;
  readonly b: Packed;
  readonly c: Packed;
}

/** What we use of WebAssembly: the types of it are those of browsers, which the engine does not see. */
interface Assembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly f64: Inner; readonly f32: Inner };
  };
}

interface Kernels {
  readonly doubles: Kernel;
  readonly singles: Kernel;
}

/** From this many multiplications on single precision is multiplied as such; below, doubles take little longer. */
export const SINGLES_LEAST = 2 ** 22;
/** Columns that are packed at once. */
const NC = 512;

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const B_AT = MC * KC * DOUBLE;
const C_AT = B_AT + KC * NC * DOUBLE;

/** Undefined until they are first needed; null where there are none. */
let kernels: Kernels | null | undefined;

/** Compiles the inner loops; null where WebAssembly is missing or not allowed, or knows no SIMD. */
function compiled(): Kernels | null {
  try {
    const bytes = Uint8Array.from(atob(kernelBytes), (character) => character.charCodeAt(0));
    const { Instance, Module } = (globalThis as unknown as { WebAssembly: Assembly }).WebAssembly;
    const { memory, f64, f32 } = new Instance(new Module(bytes)).exports;
    const { buffer } = memory;
    return {
      doubles: {
        inner: f64,
        width: NR,
        a: new Float64Array(buffer, 0, MC * KC),
        b: new Float64Array(buffer, B_AT, KC * NC),
        c: new Float64Array(buffer, C_AT, MC * NC),
      },
      singles: {
        inner: f32,
        width: 2 * NR,
        a: new Float32Array(buffer, 0, MC * KC),
        b: new Float32Array(buffer, B_AT, KC * NC),
        c: new Float32Array(buffer, C_AT, MC * NC),
      },
    };
  } catch {
    return null;
  }
}

/**
 * As `gemm`, with inner loops in WebAssembly that use SIMD; false, with nothing done, where they cannot run. Doubles are
 * multiplied and added in the order in which JavaScript does it, so that sums are equal to the last bit. Of two matrices
 * in single precision with {@link SINGLES_LEAST} multiplications or more, up to {@link KC} products are added in single
 * precision, in half the time, and these sums in doubles: an element is off by at most `(KC + 1) · 2⁻²⁴ · Σ|a·b|`, and
 * infinite where a sum on the way is beyond single precision.
 */
export function simdGemm(
  m: number,
  n: number,
  k: number,
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  at: number,
  tick: Tick,
): boolean {
  if (kernels === undefined) kernels = compiled();
  if (kernels === null) return false;
  const isSingle = m * n * k >= SINGLES_LEAST && a.data instanceof Float32Array && b.data instanceof Float32Array;
  const kernel = isSingle ? kernels.singles : kernels.doubles;
  for (let j = 0; j < n; j += NC) {
    const columns = Math.min(NC, n - j);
    const strips = Math.ceil(columns / kernel.width);
    const right = { ...b, offset: b.offset + j * b.columns };
    for (let p = 0; p < k; p += KC) {
      const depth = Math.min(KC, k - p);
      packColumns(right, p, depth, columns, kernel.b);
      for (let i = 0; i < m; i += MC) {
        const rows = Math.min(MC, m - i);
        packRows(a, i, rows, p, depth, kernel.a);
        kernel.inner(0, B_AT, C_AT, Math.ceil(rows / MR), strips, depth);
        addBlock(kernel.c, strips * kernel.width, rows, columns, out, at + i * n + j, n);
        tick(rows * columns * depth);
      }
    }
  }
  return true;
}

/** Adds rows of sums, `stride` apart, to rows of `out`, which are `n` apart. */
function addBlock(
  sums: Packed,
  stride: number,
  rows: number,
  columns: number,
  out: Float64Array,
  at: number,
  n: number,
): void {
  for (let i = 0; i < rows; i++) {
    const from = i * stride;
    const to = at + i * n;
    for (let j = 0; j < columns; j++) out[to + j]! += sums[from + j]!;
  }
}

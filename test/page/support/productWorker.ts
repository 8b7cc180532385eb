import { gemm, noTick } from '../../../src/engine/tensor/gemm';
import { simdGemm } from '../../../src/engine/tensor/gemmSimd';

/** What the worker says it found. */
export interface Products {
  /** Whether WebAssembly multiplied. */
  readonly isSimd: boolean;
  /** The sums of what was multiplied with whatever there is. */
  readonly sums: number[];
}

const n = 40;
const matrix = { data: Float64Array.from({ length: n * n }, (_, i) => i % 7), offset: 0, rows: n, columns: 1 };
const out = new Float64Array(n * n);
gemm(n, n, n, matrix, matrix, out, 0, noTick);
const isSimd = simdGemm(n, n, n, matrix, matrix, new Float64Array(n * n), 0, noTick);
(globalThis as unknown as { postMessage(message: Products): void }).postMessage({ isSimd, sums: [...out] });

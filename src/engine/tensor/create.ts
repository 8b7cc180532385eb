import type { Dtype } from './dtype';
import { fromValues, type NdArray, zeros } from './ndarray';
import { sizeOf } from './shape';

/** From `start` up to, not including, `stop`. */
export function arange(start: number, stop: number, step: number, dtype: Dtype): NdArray {
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return fromValues(
    Array.from({ length: count }, (_, i) => start + i * step),
    [count],
    dtype,
  );
}

/** How many elements {@link arange} makes, to ask before it is called. */
export function arangeLength(start: number, stop: number, step: number): number {
  return Math.max(0, Math.ceil((stop - start) / step));
}

/** `count` numbers from `start` to `stop`, both included unless `endpoint` is false. */
export function linspace(start: number, stop: number, count: number, dtype: Dtype, endpoint = true): NdArray {
  const parts = endpoint ? count - 1 : count;
  const step = parts > 0 ? (stop - start) / parts : 0;
  const values = Array.from({ length: count }, (_, i) => start + i * step);
  if (endpoint && count > 1) values[count - 1] = stop;
  return fromValues(values, [count], dtype);
}

/** Ones on a diagonal, which is `offset` above the main one. */
export function eye(rows: number, columns: number, offset: number, dtype: Dtype): NdArray {
  const out = zeros(dtype, [rows, columns]);
  for (let i = 0; i < rows; i++) {
    const j = i + offset;
    if (j >= 0 && j < columns) out.data[i * columns + j] = 1;
  }
  return out;
}

/** A 1 at the place that each integer names, along a new last axis; integers out of range give a row of 0. */
export function oneHot(indices: NdArray, depth: number, dtype: Dtype, on = 1, off = 0): NdArray {
  const shape = [...indices.shape, depth];
  const values = new Float64Array(sizeOf(shape)).fill(off);
  indices.values().forEach((index, i) => {
    if (index >= 0 && index < depth) values[i * depth + index] = on;
  });
  return fromValues(values, shape, dtype);
}

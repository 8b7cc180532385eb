import type { NdArray } from '../engine/tensor/ndarray';
import type { Data, HeatMap, Statistics, TensorNumbers } from './model';
import { encodeNum, shortestSingle } from './num';

/** Cells of a heat map in each direction. */
const MOST_ROWS = 16;
const MOST_COLUMNS = 24;

/** So many numbers are listed with a picture. */
export const LISTED_NUMBERS = 64;

/** What a picture shows of a tensor; all its numbers where they are at most `listed`. */
export function tensorNumbers(array: NdArray, listed = LISTED_NUMBERS): TensorNumbers {
  return {
    statistics: statisticsOf(array),
    heat: heatMapOf(array),
    ...(array.size <= listed && { data: nested(array, listed) }),
  };
}

/** Least, most and mean of the numbers that are not NaN; NaN where there are none. */
export function statisticsOf(array: NdArray): Statistics {
  const values = array.values();
  let [least, most, sum, nan] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isNaN(value)) {
      nan++;
      continue;
    }
    if (value < least) least = value;
    if (value > most) most = value;
    sum += value;
  }
  const some = values.length - nan;
  const encoded = (number: number) => encodeNum(some === 0 ? Number.NaN : number);
  return { least: encoded(least), most: encoded(most), mean: encoded(sum / some), nan };
}

/** The tensor as a small matrix. A number is one cell, a vector one row. */
export function heatMapOf(array: NdArray): HeatMap {
  const { shape, size } = array;
  const across = shape.at(-1) ?? 1;
  const down = across === 0 ? 0 : size / across;
  const block = [Math.max(1, Math.ceil(down / MOST_ROWS)), Math.max(1, Math.ceil(across / MOST_COLUMNS))] as const;
  const rows = Math.ceil(down / block[0]);
  const columns = Math.ceil(across / block[1]);
  const values = array.values();
  const cells = new Float64Array(rows * columns);
  for (let i = 0; i < down; i++) {
    const row = Math.floor(i / block[0]) * columns;
    for (let j = 0; j < across; j++) {
      const cell = row + Math.floor(j / block[1]);
      const value = values[i * across + j]!;
      // What is not a number is to be seen.
      if (Number.isNaN(value) || Math.abs(value) > Math.abs(cells[cell]!)) cells[cell] = value;
    }
  }
  return { rows, columns, cells: Array.from(cells, encodeNum), block };
}

/** The first so many numbers of an array, nested as its axes are. */
export function nested({ data, dtype, offset, shape, strides }: NdArray, limit: number): Data {
  let left = limit;
  const shown = dtype === 'float32' ? shortestSingle : (value: number) => value;
  const level = (axis: number, at: number): Data => {
    if (axis === shape.length) {
      left--;
      return encodeNum(shown(data[at]!));
    }
    const items: Data[] = [];
    for (let k = 0; k < shape[axis]! && left > 0; k++) items.push(level(axis + 1, at + k * strides[axis]!));
    return items;
  };
  return level(0, offset);
}

/** How code reaches an element, `[1][2]`; it is counted along the last axis first. */
export function indexText(element: number, shape: readonly number[]): string {
  let rest = element;
  let text = '';
  for (const extent of [...shape].reverse()) {
    text = `[${rest % extent}]${text}`;
    rest = Math.floor(rest / extent);
  }
  return text;
}

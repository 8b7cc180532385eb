import type { Dtype, Numbers } from './dtype';
import { rounded } from './matmul';
import { arrayOver, NdArray } from './ndarray';
import { type Fold, reduce, sumFold } from './reduce';
import { reducedShape, sizeOf } from './shape';

/** Bytes that a processor adds at once. */
const WIDTH = 32;
/** Sums that are kept side by side. */
const GROUPS = 4;
/** How many sums of sums there are at most. */
const LEVELS = 4;

type Sums = Float64Array | Float32Array;

/**
 * The sum of `n` elements in PyTorch's order on a CPU, so that sums print the same digits: elements that stand side by side
 * are added register by register, then the lanes of the register one after the other; few elements, and those that stand
 * apart, one by one. Sums of single precision are rounded on the way, as PyTorch's are.
 */
export function laneSum(a: ArrayLike<number>, at: number, step: number, n: number): number {
  const isSingle = a instanceof Float32Array;
  const lanes = isSingle ? WIDTH / 4 : WIDTH / 8;
  if (step !== 1 || n < lanes) return rowSum(a, at, step, n, 1, isSingle)[0]!;
  const vectors = Math.floor(n / lanes);
  const sum = sumsOf(1, isSingle);
  for (let k = vectors * lanes; k < n; k++) sum[0]! += a[at + k]!;
  for (const lane of rowSum(a, at, lanes, vectors, lanes, isSingle)) sum[0]! += lane;
  return sum[0]!;
}

const sumsOf = (count: number, isSingle: boolean): Sums =>
  isSingle ? new Float32Array(count) : new Float64Array(count);

/**
 * The sum of `count` groups of so many lanes, `stride` apart: four sums side by side, what is left over added to the first of
 * them.
 */
function rowSum(
  a: ArrayLike<number>,
  at: number,
  stride: number,
  count: number,
  lanes: number,
  isSingle: boolean,
): Sums {
  const rows = Math.floor(count / GROUPS);
  const width = lanes * GROUPS;
  const sums = rows === 0 ? sumsOf(width, isSingle) : cascade(a, at, stride, rows, lanes, GROUPS, isSingle);
  const own = sums.slice(0, lanes);
  for (let group = rows * GROUPS; group < count; group++)
    for (let k = 0; k < lanes; k++) own[k]! += a[at + group * stride + k]!;
  for (let group = 1; group < GROUPS; group++) for (let k = 0; k < lanes; k++) own[k]! += sums[group * lanes + k]!;
  return own;
}

/** So many sums side by side; sums of 16 and more rows are added up in turn. */
function cascade(
  a: ArrayLike<number>,
  at: number,
  stride: number,
  rows: number,
  lanes: number,
  groups: number,
  isSingle: boolean,
): Sums {
  const width = lanes * groups;
  const power = Math.max(4, Math.ceil(Math.ceil(Math.log2(rows)) / LEVELS));
  const step = 2 ** power;
  const levels = Array.from({ length: LEVELS }, () => sumsOf(width, isSingle));
  const [first] = levels as [Sums];
  let row = 0;
  const add = () => {
    for (let group = 0; group < groups; group++) {
      const from = at + (row * groups + group) * stride;
      for (let k = 0; k < lanes; k++) first[group * lanes + k]! += a[from + k]!;
    }
    row++;
  };
  while (row + step <= rows) {
    for (let k = 0; k < step; k++) add();
    for (let level = 1; level < LEVELS; level++) {
      const [below, own] = [levels[level - 1]!, levels[level]!];
      for (let k = 0; k < width; k++) own[k]! += below[k]!;
      below.fill(0);
      if (row % step ** (level + 1) !== 0) break;
    }
  }
  while (row < rows) add();
  for (let level = 1; level < LEVELS; level++) for (let k = 0; k < width; k++) first[k]! += levels[level]![k]!;
  return first;
}

/**
 * Sums over axes in that order. Over one that is not the last, PyTorch adds many columns at a time, each straight down, and
 * the columns that are left over as it adds elements that stand apart.
 */
export function laneReduce(a: NdArray, axes: readonly number[], keepDims: boolean, dtype: Dtype): NdArray {
  const [axis] = axes;
  if (axis === undefined || axes.length > 1 || a.rank < 2 || a.size === 0)
    return reduce(laneFold, 0, a, axes, keepDims, dtype);
  const without = (list: readonly number[]) => list.filter((_, k) => k !== axis);
  const others = new NdArray(a.dtype, without(a.shape), without(a.strides), a.offset, a.data);
  const [n, step] = [a.shape[axis]!, a.strides[axis]!];
  const columns = sizeOf(a.shape.slice(axis + 1));
  const straight = step === 1 ? 0 : straightColumns(columns, a.strides.at(-1)!, a.data);
  const out = new Float64Array(others.size);
  for (let k = 0; k < out.length; k++) {
    const at = others.position(k);
    out[k] =
      k % columns < straight
        ? cascade(a.data, at, step, n, 1, 1, a.data instanceof Float32Array)[0]!
        : laneSum(a.data, at, step, n);
  }
  return arrayOver(dtype, reducedShape(a.shape, axes, keepDims), rounded(dtype, out));
}

/** How many of the columns are added straight down. */
function straightColumns(columns: number, stride: number, data: Numbers): number {
  const lanes = data instanceof Float32Array ? WIDTH / 4 : WIDTH / 8;
  const block = stride === 1 && columns >= lanes ? lanes * GROUPS : GROUPS;
  return Math.floor(columns / block) * block;
}

/** Sums in that order along an axis; along several at a time as they come. */
const laneFold: Fold = (n, a, ia, sa, out, io, so) => {
  if (so === 0) out[io]! += laneSum(a, ia, sa, n);
  else sumFold(n, a, ia, sa, out, io, so);
};

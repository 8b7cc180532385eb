import { type Fold, sumFold } from './reduce';

/** Doubles that a processor adds at once, and so many such groups side by side. */
const LANES = 4;
const GROUPS = 4;
/** How many sums of sums there are at most. */
const LEVELS = 4;

/**
 * The sum of `n` elements in PyTorch's order on a CPU: four lanes, four groups of them side by side, and sums of 16 and more
 * that are added up in turn, so that sums print the same digits.
 */
export function laneSum(a: ArrayLike<number>, at: number, n: number): number {
  const vectors = Math.floor(n / LANES);
  let sum = 0;
  for (let k = vectors * LANES; k < n; k++) sum += a[at + k]!;
  if (vectors >= GROUPS) {
    for (const lane of laneSums(a, at, vectors)) sum += lane;
    return sum;
  }
  // The same where there is but one group.
  for (let k = 0; k < LANES; k++) {
    let lane = 0;
    for (let vector = 0; vector < vectors; vector++) lane += a[at + vector * LANES + k]!;
    sum += lane;
  }
  return sum;
}

function laneSums(a: ArrayLike<number>, at: number, vectors: number): Float64Array {
  const rows = Math.floor(vectors / GROUPS);
  const width = LANES * GROUPS;
  const power = Math.max(4, Math.ceil(Math.ceil(Math.log2(Math.max(rows, 1))) / LEVELS));
  const step = 2 ** power;
  const levels = Array.from({ length: LEVELS }, () => new Float64Array(width));
  let row = 0;
  const add = () => {
    const [first] = levels as [Float64Array];
    for (let k = 0; k < width; k++) first[k]! += a[at + row * width + k]!;
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
  const [sums] = levels as [Float64Array];
  for (let level = 1; level < LEVELS; level++) for (let k = 0; k < width; k++) sums[k]! += levels[level]![k]!;
  const lanes = sums.slice(0, LANES);
  for (let vector = rows * GROUPS; vector < vectors; vector++)
    for (let k = 0; k < LANES; k++) lanes[k]! += a[at + vector * LANES + k]!;
  for (let group = 1; group < GROUPS; group++) for (let k = 0; k < LANES; k++) lanes[k]! += sums[group * LANES + k]!;
  return lanes;
}

/** Sums of contiguous elements in that order, others as they come. */
export const laneFold: Fold = (n, a, ia, sa, out, io, so) => {
  if (so === 0 && sa === 1) out[io]! += laneSum(a, ia, n);
  else if (so === 0) for (let k = 0; k < n; k++) out[io]! += a[ia + k * sa]!;
  else sumFold(n, a, ia, sa, out, io, so);
};

import type { Shape } from './shape';

/** Whether an axis with these steps is the last one's continuation in all arrays. */
function follows(before: readonly number[], own: readonly number[], extent: number): boolean {
  for (let k = 0; k < own.length; k++) if (before[k] !== own[k]! * extent) return false;
  return true;
}

/**
 * Walks several strided arrays of one shape together, in the order of their elements, as runs with one step each: `inner`
 * gets the length of a run, where in each array it starts (`at`) and the step in each array. Axes that are contiguous in
 * all arrays become one, so that contiguous arrays are one run. Neither array that `inner` gets may be kept.
 */
export function forRuns(
  shape: Shape,
  strides: readonly Shape[],
  offsets: readonly number[],
  inner: (count: number, at: readonly number[], step: readonly number[]) => void,
): void {
  const operands = strides.length;
  if (shape.length < 2) {
    // Most arrays of a program are small: what they take is the way to them.
    const extent = shape.length === 0 ? 1 : shape[0]!;
    const step = new Array<number>(operands);
    for (let k = 0; k < operands; k++) step[k] = extent === 1 ? 0 : strides[k]![0]!;
    if (extent !== 0) inner(extent, offsets, step);
    return;
  }
  const extents: number[] = [];
  const steps: number[][] = [];
  for (let axis = 0; axis < shape.length; axis++) {
    const extent = shape[axis]!;
    if (extent === 0) return;
    if (extent === 1) continue;
    const own = new Array<number>(operands);
    for (let k = 0; k < operands; k++) own[k] = strides[k]![axis]!;
    if (steps.length > 0 && follows(steps[steps.length - 1]!, own, extent)) {
      extents[extents.length - 1]! *= extent;
      steps[steps.length - 1] = own;
    } else {
      extents.push(extent);
      steps.push(own);
    }
  }
  const at = [...offsets];
  if (extents.length === 0) {
    inner(1, at, new Array<number>(operands).fill(0));
    return;
  }
  const last = extents.length - 1;
  const count = extents[last]!;
  const step = steps[last]!;
  if (last === 0) {
    inner(count, at, step);
    return;
  }
  const index = new Array<number>(last).fill(0);
  for (;;) {
    inner(count, at, step);
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      const extent = extents[axis]!;
      const outer = steps[axis]!;
      for (let k = 0; k < operands; k++) at[k] = at[k]! + outer[k]!;
      if (++index[axis]! < extent) break;
      for (let k = 0; k < operands; k++) at[k] = at[k]! - extent * outer[k]!;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

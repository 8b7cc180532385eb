import { TensorError } from './error';

export type Shape = readonly number[];

/** `[2, 3]`, as messages write it. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis]!;
  return size;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** Strides, in elements, of an array whose last axis is contiguous. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/**
 * The shape that the shapes broadcast to, by NumPy's rule: aligned at the last axis, a missing axis or an extent of 1
 * stretches.
 */
export function broadcastShapes(shapes: readonly Shape[]): Shape | TensorError {
  const widest = commonShape(shapes);
  if (widest !== null) return widest;
  let rank = 0;
  for (const shape of shapes) rank = Math.max(rank, shape.length);
  const out = new Array<number>(rank).fill(1);
  const from = new Array<number>(rank).fill(0);
  for (const [k, shape] of shapes.entries()) {
    for (let axis = 0; axis < shape.length; axis++) {
      const at = rank - shape.length + axis;
      const extent = shape[axis]!;
      if (extent === 1 || extent === out[at]) continue;
      if (out[at] !== 1) return mismatch(shapes, from[at]!, k, rank - at);
      out[at] = extent;
      from[at] = k;
    }
  }
  return out;
}

/** The shape that all others have, or have no axes beside: what nearly all operations meet. Null where they differ. */
function commonShape(shapes: readonly Shape[]): Shape | null {
  let widest: Shape = shapes[0] ?? [];
  for (let k = 1; k < shapes.length; k++) {
    const shape = shapes[k]!;
    if (shape.length === 0) continue;
    if (widest.length === 0) widest = shape;
    else if (!sameShape(widest, shape)) return null;
  }
  return widest;
}

function mismatch(shapes: readonly Shape[], a: number, b: number, fromEnd: number): TensorError {
  const [left, right] = [shapes[a]!, shapes[b]!];
  const [i, j] = [left.length - fromEnd, right.length - fromEnd];
  return new TensorError(
    'ShapeMismatch',
    `the shapes ${shapeText(left)} of {${a}} and ${shapeText(right)} of {${b}} do not broadcast: ` +
      `axis ${i} of {${a}} has ${left[i]}, axis ${j} of {${b}} has ${right[j]}, and neither is 1`,
  );
}

/** A number in a message, with a minus sign. */
export function signedText(number: number): string {
  return number < 0 ? `−${-number}` : String(number);
}

/** An axis counted from the front; negative ones count from the end. */
export function axisOf(axis: number, rank: number, operand = 0): number | TensorError {
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  const range = rank === 0 ? 'which has no axis' : `whose axes go from ${signedText(-rank)} to ${rank - 1}`;
  return new TensorError('AxisOutOfRange', `there is no axis ${signedText(axis)} in {${operand}}, ${range}`);
}

/** Axes counted from the front, sorted, each once; null means all. */
export function axesOf(axes: readonly number[] | null, rank: number, operand = 0): number[] | TensorError {
  if (axes === null) {
    const all = new Array<number>(rank);
    for (let axis = 0; axis < rank; axis++) all[axis] = axis;
    return all;
  }
  const found: number[] = [];
  for (const given of axes) {
    const axis = axisOf(given, rank, operand);
    if (axis instanceof TensorError) return axis;
    if (found.includes(axis))
      return new TensorError('InvalidArgument', `axis ${signedText(given)} of {${operand}} is named twice`);
    found.push(axis);
  }
  return found.sort((a, b) => a - b);
}

/** The shape that is left after reducing over `axes`. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): number[] {
  if (keepDims) return shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  return shape.filter((_, axis) => !axes.includes(axis));
}

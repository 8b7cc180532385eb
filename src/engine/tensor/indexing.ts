import { TensorError } from './error';
import { arrayOver, NdArray } from './ndarray';
import { forRuns } from './runs';
import { broadcastShapes, type Shape, shapeText, signedText, sizeOf } from './shape';
import { expanded, expandedDims, permuted, selected, sliced } from './views';

/** One entry of an index such as `x[1:, None, ..., [0, 2]]`. */
export type IndexItem =
  | { readonly kind: 'at'; readonly index: number }
  /** Bounds as in Python: negative ones count from the end, what lies outside is cut off, null is as far as it goes. */
  | { readonly kind: 'slice'; readonly start: number | null; readonly stop: number | null; readonly step: number }
  | { readonly kind: 'newaxis' }
  | { readonly kind: 'ellipsis' }
  /** Integers; the arrays of an index broadcast against each other. */
  | { readonly kind: 'array'; readonly indices: NdArray }
  /** Truth values over as many axes as the mask has. */
  | { readonly kind: 'mask'; readonly mask: NdArray };

/** Which elements an index picks from arrays of one shape. */
export interface IndexPlan {
  /** The part without arrays, as a view. */
  readonly view: (a: NdArray) => NdArray;
  /** Axes of the view that arrays index, and the arrays, broadcast to one shape; negative indices are gone. */
  readonly axes: readonly number[];
  readonly arrays: readonly NdArray[];
  /** Where among the axes that no array indexes the axes of the arrays come. */
  readonly position: number;
  readonly shape: Shape;
}

/** `start:stop:step` of an axis, as the first element, the step and the number of elements. */
export function sliceOf(extent: number, start: number | null, stop: number | null, step: number) {
  const [low, high] = step > 0 ? [0, extent] : [-1, extent - 1];
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + extent : bound, low), high);
  const first = start === null ? (step > 0 ? low : high) : clamp(start);
  const end = stop === null ? (step > 0 ? high : low) : clamp(stop);
  return { first, count: Math.max(0, Math.ceil((end - first) / step)) };
}

/**
 * What an index picks, by NumPy's rules: slices and single numbers make a view, arrays and masks pick element by element,
 * and their axes come where they stood, or first where a slice stands between them. Single numbers among arrays count as
 * arrays for that in NumPy, and not in PyTorch (`numbersFirst`).
 */
export function planIndex(shape: Shape, items: readonly IndexItem[], numbersFirst = false): IndexPlan | TensorError {
  const used = items.reduce((sum, item) => sum + axesTaken(item), 0);
  if (used > shape.length) {
    return new TensorError(
      'IndexOutOfRange',
      `an index over ${used} axes is too long for {0} of shape ${shapeText(shape)}`,
    );
  }
  const hasArrays = items.some(({ kind }) => kind === 'array' || kind === 'mask');
  const steps: ((a: NdArray) => NdArray)[] = [];
  const axes: number[] = [];
  const found: NdArray[] = [];
  /** Places among the items of what counts as an array, to see whether they stand together. */
  const places: number[] = [];
  let axis = 0;
  let own = 0;
  const keep = (count: number) => {
    axis += count;
    own += count;
  };
  const full = items.some(({ kind }) => kind === 'ellipsis') ? items : [...items, { kind: 'ellipsis' } as const];
  for (const [place, item] of full.entries()) {
    if (item.kind === 'ellipsis') {
      keep(shape.length - used);
    } else if (item.kind === 'newaxis') {
      const at = axis++;
      steps.push((a) => expandedDims(a, at));
    } else if (item.kind === 'slice') {
      if (item.step === 0) return new TensorError('InvalidArgument', 'a slice cannot have a step of 0');
      const { first, count } = sliceOf(shape[own]!, item.start, item.stop, item.step);
      const at = axis;
      steps.push((a) => sliced(a, at, first, item.step, count));
      keep(1);
    } else if (item.kind === 'at') {
      const index = withinAxis(item.index, shape, own);
      if (index instanceof TensorError) return index;
      if (hasArrays && !numbersFirst) {
        axes.push(axis);
        found.push(arrayOver('int32', [], Int32Array.of(index)));
        places.push(place);
        keep(1);
      } else {
        const at = axis;
        steps.push((a) => selected(a, at, index));
        own++;
      }
    } else {
      const arrays = item.kind === 'array' ? [item.indices] : maskIndices(item.mask, shape, own);
      if (arrays instanceof TensorError) return arrays;
      for (const array of arrays) {
        const wrapped = wrappedIndices(array, shape, own);
        if (wrapped instanceof TensorError) return wrapped;
        axes.push(axis);
        found.push(wrapped);
        keep(1);
      }
      places.push(place);
    }
  }
  const view = (a: NdArray) => steps.reduce((from, step) => step(from), a);
  const seen = view(outline(shape)).shape;
  if (found.length === 0) return { view, axes, arrays: [], position: 0, shape: seen };
  const broadcast = broadcastShapes(found.map((array) => array.shape));
  if (broadcast instanceof TensorError) {
    const shapes = found.map((array) => shapeText(array.shape)).join(' and ');
    return new TensorError('ShapeMismatch', `the index arrays of {0} have shapes ${shapes}, which do not broadcast`);
  }
  const between = full.slice(places[0]!, places.at(-1)! + 1);
  const together = between.every(({ kind }) => kind === 'array' || kind === 'mask' || kind === 'at');
  const position = together ? seen.slice(0, axes[0]!).length : 0;
  const rest = seen.filter((_, k) => !axes.includes(k));
  return {
    view,
    axes,
    arrays: found.map((array) => expanded(array, broadcast)),
    position,
    shape: rest.toSpliced(position, 0, ...broadcast),
  };
}

function axesTaken(item: IndexItem): number {
  if (item.kind === 'mask') return item.mask.rank;
  return item.kind === 'newaxis' || item.kind === 'ellipsis' ? 0 : 1;
}

/** An array of this shape over nothing, to see what views make of the shape. */
function outline(shape: Shape): NdArray {
  return new NdArray('bool', shape, new Array<number>(shape.length).fill(0), 0, new Uint8Array(0));
}

function withinAxis(index: number, shape: Shape, axis: number): number | TensorError {
  const extent = shape[axis]!;
  if (Number.isInteger(index) && index >= -extent && index < extent) return index < 0 ? index + extent : index;
  return new TensorError(
    'IndexOutOfRange',
    `index ${signedText(index)} is out of range for axis ${axis} of {0}, which has ${extent} elements (shape ${shapeText(shape)})`,
  );
}

/** The indices without negative ones. */
export function wrappedIndices(indices: NdArray, shape: Shape, axis: number): NdArray | TensorError {
  const out = new Int32Array(indices.values());
  const extent = shape[axis]!;
  for (let i = 0; i < out.length; i++) {
    const index = out[i]!;
    if (index >= 0 && index < extent) continue;
    const wrapped = withinAxis(index, shape, axis);
    if (wrapped instanceof TensorError) return wrapped;
    out[i] = wrapped;
  }
  return arrayOver('int32', indices.shape, out);
}

function maskIndices(mask: NdArray, shape: Shape, from: number): NdArray[] | TensorError {
  const covered = shape.slice(from, from + mask.rank);
  if (mask.shape.some((extent, axis) => extent !== covered[axis])) {
    return new TensorError(
      'ShapeMismatch',
      `the mask of shape ${shapeText(mask.shape)} does not fit {0} of shape ${shapeText(shape)} at axis ${from}`,
    );
  }
  return nonzero(mask);
}

/** Where the elements are that are not 0: their indices, an array for each axis. */
export function nonzero(a: NdArray): NdArray[] {
  const values = a.values();
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) count++;
  const places = new Int32Array(count);
  let to = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) places[to++] = i;
  let stride = sizeOf(a.shape);
  return a.shape.map((extent) => {
    stride = extent === 0 ? 0 : stride / extent;
    const indices = new Int32Array(count);
    for (let i = 0; i < count; i++) indices[i] = Math.floor(places[i]! / stride) % extent;
    return arrayOver('int32', [count], indices);
  });
}

/** Where in the data of `a` the picked elements are, as an array of the result's shape. For plans with arrays. */
export function placesOf(a: NdArray, plan: IndexPlan): NdArray {
  const view = plan.view(a);
  const rest = [...view.shape.keys()].filter((axis) => !plan.axes.includes(axis));
  const restShape = rest.map((axis) => view.shape[axis]!);
  const restStrides = rest.map((axis) => view.strides[axis]!);
  const offsets = new Int32Array(sizeOf(restShape));
  let filled = 0;
  forRuns(restShape, [restStrides], [0], (n, at, step) => {
    const [from, by] = [at[0]!, step[0]!];
    for (let i = 0; i < n; i++) offsets[filled++] = from + i * by;
  });
  const picked = plan.arrays[0]!.shape;
  const count = sizeOf(picked);
  const arrays = plan.arrays.map((array) => array.values());
  const strides = plan.axes.map((axis) => view.strides[axis]!);
  const places = new Int32Array(count * offsets.length);
  let to = 0;
  for (let k = 0; k < count; k++) {
    let base = view.offset;
    for (let i = 0; i < arrays.length; i++) base += arrays[i]![k]! * strides[i]!;
    for (let r = 0; r < offsets.length; r++) places[to++] = base + offsets[r]!;
  }
  // The axes of the arrays are first so far.
  const order = [...restShape.keys()].map((axis) => axis + picked.length);
  order.splice(plan.position, 0, ...picked.keys());
  return permuted(arrayOver('int32', [...picked, ...restShape], places), order);
}

/** Writes the elements of `values`, which broadcast to the view's shape, into the places that a view reads. */
export function assign(view: NdArray, values: NdArray, isAdding: boolean): void {
  const wide = expanded(values, view.shape);
  forRuns(view.shape, [view.strides, wide.strides], [view.offset, wide.offset], (n, at, step) => {
    const [to, from] = [at[0]!, at[1]!];
    const [by, over] = [step[0]!, step[1]!];
    for (let i = 0; i < n; i++) {
      const value = wide.data[from + i * over]!;
      view.data[to + i * by] = isAdding ? view.data[to + i * by]! + value : value;
    }
  });
}

import type { Dtype, Numbers } from './dtype';
import { gemm, type Tick } from './gemm';
import { rounded } from './matmul';
import { arrayOver, contiguous, type NdArray } from './ndarray';
import { type Shape, sizeOf, stridesOf } from './shape';

/** How a window moves over the spatial axes; one entry for each of them. */
export interface Window {
  readonly stride: readonly number[];
  /** How many elements are put before and after. */
  readonly padding: readonly (readonly [number, number])[];
  readonly dilation: readonly number[];
}

/** How many places a window of `size` has along an axis of `extent`. */
export function placesAlong(extent: number, size: number, { stride, padding, dilation }: Window, axis: number): number {
  const [before, after] = padding[axis]!;
  return Math.floor((extent + before + after - dilation[axis]! * (size - 1) - 1) / stride[axis]!) + 1;
}

/**
 * For each element of the window and each of its places the element of the input that it meets, as
 * `table[element · places + place]`; −1 in the padding.
 */
export interface WindowTable {
  readonly table: Int32Array;
  /** Elements of the window. */
  readonly elements: number;
  readonly places: number;
}

export function windowTable(
  input: Shape,
  kernel: Shape,
  output: Shape,
  { stride, padding, dilation }: Window,
): WindowTable {
  const elements = sizeOf(kernel);
  const places = sizeOf(output);
  const table = new Int32Array(elements * places);
  const strides = stridesOf(input);
  for (let element = 0; element < elements; element++) {
    for (let place = 0; place < places; place++) {
      let at = 0;
      let [e, p] = [element, place];
      for (let axis = input.length - 1; axis >= 0 && at >= 0; axis--) {
        const own = (p % output[axis]!) * stride[axis]! + (e % kernel[axis]!) * dilation[axis]! - padding[axis]![0];
        at = own < 0 || own >= input[axis]! ? -1 : at + own * strides[axis]!;
        e = Math.floor(e / kernel[axis]!);
        p = Math.floor(p / output[axis]!);
      }
      table[element * places + place] = at;
    }
  }
  return { table, elements, places };
}

/** What the three products of a convolution share. Inputs are [n, channels, …], weights [out, channels / groups, …]. */
export interface Geometry {
  readonly n: number;
  readonly groups: number;
  /** Channels of a group, in the input and in the output. */
  readonly inChannels: number;
  readonly outChannels: number;
  /** Elements of one channel of the input. */
  readonly area: number;
  readonly window: WindowTable;
}

export function geometry(input: Shape, weight: Shape, output: Shape, groups: number, window: Window): Geometry {
  return {
    n: input[0]!,
    groups,
    inChannels: weight[1]!,
    outChannels: weight[0]! / groups,
    area: sizeOf(input.slice(2)),
    window: windowTable(input.slice(2), weight.slice(2), output.slice(2), window),
  };
}

/** The elements that each place of the window meets, a column for each place. */
function unrolled(data: Numbers, at: number, { inChannels, area, window }: Geometry, columns: Float64Array): void {
  const { table, elements, places } = window;
  let to = 0;
  for (let channel = 0; channel < inChannels; channel++) {
    const from = at + channel * area;
    for (let k = 0; k < elements * places; k++, to++) {
      const place = table[k]!;
      columns[to] = place < 0 ? 0 : data[from + place]!;
    }
  }
}

/** Adds columns back to the elements that they came from. */
function rolled(columns: Float64Array, { inChannels, area, window }: Geometry, out: Float64Array, at: number): void {
  const { table, elements, places } = window;
  let from = 0;
  for (let channel = 0; channel < inChannels; channel++) {
    const to = at + channel * area;
    for (let k = 0; k < elements * places; k++, from++) if (table[k]! >= 0) out[to + table[k]!]! += columns[from]!;
  }
}

function forGroups({ n, groups }: Geometry, visit: (image: number, group: number) => void): void {
  for (let image = 0; image < n; image++) for (let group = 0; group < groups; group++) visit(image, group);
}

const matrix = (data: Numbers, offset: number, columns: number) => ({ data, offset, rows: columns, columns: 1 });
const turned = (data: Numbers, offset: number, columns: number) => ({ data, offset, rows: 1, columns });

/** The convolution (as networks have it: the window is not mirrored) of inputs and weights. */
export function convolve(
  input: NdArray,
  weight: NdArray,
  output: Shape,
  g: Geometry,
  dtype: Dtype,
  tick: Tick,
): NdArray {
  const [x, w] = [contiguous(input), contiguous(weight)];
  const { elements, places } = g.window;
  const depth = g.inChannels * elements;
  const columns = new Float64Array(depth * places);
  const out = new Float64Array(sizeOf(output));
  forGroups(g, (image, group) => {
    const index = image * g.groups + group;
    unrolled(x.data, x.offset + index * g.inChannels * g.area, g, columns);
    const left = matrix(w.data, w.offset + group * g.outChannels * depth, depth);
    gemm(g.outChannels, places, depth, left, matrix(columns, 0, places), out, index * g.outChannels * places, tick);
  });
  return arrayOver(dtype, output, rounded(dtype, out));
}

/** What flows back to the input of a convolution. */
export function convolveBack(
  upstream: NdArray,
  weight: NdArray,
  input: Shape,
  g: Geometry,
  dtype: Dtype,
  tick: Tick,
): NdArray {
  const [u, w] = [contiguous(upstream), contiguous(weight)];
  const { elements, places } = g.window;
  const depth = g.inChannels * elements;
  const columns = new Float64Array(depth * places);
  const out = new Float64Array(sizeOf(input));
  forGroups(g, (image, group) => {
    const index = image * g.groups + group;
    columns.fill(0);
    const left = turned(w.data, w.offset + group * g.outChannels * depth, depth);
    const right = matrix(u.data, u.offset + index * g.outChannels * places, places);
    gemm(depth, places, g.outChannels, left, right, columns, 0, tick);
    rolled(columns, g, out, index * g.inChannels * g.area);
  });
  return arrayOver(dtype, input, rounded(dtype, out));
}

/** What flows back to the weights of a convolution. */
export function convolveWeights(
  upstream: NdArray,
  input: NdArray,
  weight: Shape,
  g: Geometry,
  dtype: Dtype,
  tick: Tick,
): NdArray {
  const [u, x] = [contiguous(upstream), contiguous(input)];
  const { elements, places } = g.window;
  const depth = g.inChannels * elements;
  const columns = new Float64Array(depth * places);
  const out = new Float64Array(sizeOf(weight));
  forGroups(g, (image, group) => {
    const index = image * g.groups + group;
    unrolled(x.data, x.offset + index * g.inChannels * g.area, g, columns);
    const left = matrix(u.data, u.offset + index * g.outChannels * places, places);
    gemm(g.outChannels, depth, places, left, turned(columns, 0, places), out, group * g.outChannels * depth, tick);
  });
  return arrayOver(dtype, weight, rounded(dtype, out));
}

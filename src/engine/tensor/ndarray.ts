import { allocate, converted, type Dtype, type Numbers } from './dtype';
import { TensorError } from './error';
import { type Shape, shapeText, sizeOf, stridesOf } from './shape';

/** Numbers nested as the axes are. */
export type Nested = number | boolean | readonly Nested[];

/**
 * A dense n-dimensional array, or a view of one: the element at index (i, j, …) is `data[offset + i·strides[0] +
 * j·strides[1] + …]`. Views share their data, so nobody writes into an array that others have seen.
 */
export class NdArray {
  readonly size: number;

  constructor(
    readonly dtype: Dtype,
    readonly shape: Shape,
    readonly strides: Shape,
    readonly offset: number,
    readonly data: Numbers,
  ) {
    this.size = sizeOf(shape);
  }

  get rank(): number {
    return this.shape.length;
  }

  /** True where the elements stand one after the other in `data`, from `offset` on. */
  get isContiguous(): boolean {
    let stride = 1;
    for (let axis = this.shape.length - 1; axis >= 0; axis--) {
      const extent = this.shape[axis]!;
      if (extent !== 1 && this.strides[axis] !== stride) return this.size === 0;
      stride *= extent;
    }
    return true;
  }

  /** The element at an index of one number for each axis, none of them negative. */
  at(...index: readonly number[]): number {
    let at = this.offset;
    for (let axis = 0; axis < index.length; axis++) at += index[axis]! * this.strides[axis]!;
    return this.data[at]!;
  }

  /** The element with this number, counted along the last axis first. */
  flat(element: number): number {
    return this.data[this.position(element)]!;
  }

  /** Where in `data` the element with this number stands. */
  position(element: number): number {
    let at = this.offset;
    let rest = element;
    for (let axis = this.shape.length - 1; axis >= 0; axis--) {
      const extent = this.shape[axis]!;
      at += (rest % extent) * this.strides[axis]!;
      rest = Math.floor(rest / extent);
    }
    return at;
  }

  /** The only element of an array of one. */
  item(): number {
    return this.data[this.offset]!;
  }

  /** The elements, counted along the last axis first. A copy, unless they stand like this already. */
  values(): Numbers {
    const { data, offset, size } = contiguous(this);
    return offset === 0 && data.length === size ? data : data.subarray(offset, offset + size);
  }

  /** Numbers nested as the axes are; a number for an array without axes. */
  toNested(): Nested {
    const { data, offset, shape, strides } = this;
    const level = (axis: number, at: number): Nested => {
      if (axis === shape.length) return data[at]!;
      return Array.from({ length: shape[axis]! }, (_, i) => level(axis + 1, at + i * strides[axis]!));
    };
    return level(0, offset);
  }
}

/** An array over `data` itself, which holds the elements one after the other. */
export function arrayOver(dtype: Dtype, shape: Shape, data: Numbers): NdArray {
  return new NdArray(dtype, shape, stridesOf(shape), 0, data);
}

export function zeros(dtype: Dtype, shape: Shape): NdArray {
  return arrayOver(dtype, shape, allocate(dtype, sizeOf(shape)));
}

/** One value everywhere, kept once. */
export function filled(dtype: Dtype, shape: Shape, value: number): NdArray {
  const data = allocate(dtype, 1);
  data[0] = converted(dtype, value);
  return new NdArray(dtype, shape, shape.length === 0 ? NO_AXES : new Array<number>(shape.length).fill(0), 0, data);
}

const NO_AXES: Shape = [];

/** An array without axes. */
export function scalar(value: number, dtype: Dtype = 'float64'): NdArray {
  return filled(dtype, NO_AXES, value);
}

/** A new array of these numbers, counted along the last axis first. */
export function fromValues(values: ArrayLike<number>, shape: Shape, dtype: Dtype = 'float64'): NdArray {
  const out = zeros(dtype, shape);
  for (let i = 0; i < out.size; i++) out.data[i] = converted(dtype, values[i]!);
  return out;
}

/** An array of nested numbers; an error where it is ragged. */
export function fromNested(nested: Nested, dtype: Dtype = 'float64'): NdArray | TensorError {
  const shape: number[] = [];
  for (let level = nested; Array.isArray(level); level = level[0]!) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const values: number[] = [];
  const fill = (part: Nested, axis: number): TensorError | null => {
    if (typeof part !== 'object') {
      if (axis < shape.length) return ragged(axis, shape, 'a number');
      values.push(Number(part));
      return null;
    }
    if (axis === shape.length) return ragged(axis, shape, `${part.length} entries`);
    if (part.length !== shape[axis]) return ragged(axis, shape, `${part.length} entries`);
    for (const inner of part) {
      const wrong = fill(inner, axis + 1);
      if (wrong !== null) return wrong;
    }
    return null;
  };
  return fill(nested, 0) ?? fromValues(values, shape, dtype);
}

function ragged(axis: number, shape: Shape, found: string): TensorError {
  const wanted = axis === shape.length ? 'a number' : `${shape[axis]} entries`;
  return new TensorError(
    'ShapeMismatch',
    `the array is ragged: by its first entries it would be ${shapeText(shape)}, with ${wanted} at axis ${axis}, where ${found} stand${/^\d/.test(found) ? '' : 's'}`,
  );
}

/** The array itself where its elements stand one after the other, else a copy. */
export function contiguous(a: NdArray): NdArray {
  return a.isContiguous ? a : copied(a);
}

/** A copy that nobody else has seen. */
export function copied(a: NdArray): NdArray {
  const out = zeros(a.dtype, a.shape);
  copyInto(a, out.data, 0);
  return out;
}

/** Writes the elements of `a` one after the other into `out`. */
export function copyInto(a: NdArray, out: Numbers, start: number): void {
  const { data, shape, strides, size, offset } = a;
  if (size === 0) return;
  if (size === 1) {
    out[start] = data[offset]!;
    return;
  }
  if (a.isContiguous) {
    out.set(data.subarray(offset, offset + size), start);
    return;
  }
  const last = shape.length - 1;
  const count = shape[last]!;
  const step = strides[last]!;
  const index = new Array<number>(last).fill(0);
  let at = offset;
  for (let done = 0; done < size; done += count) {
    for (let i = 0, from = at; i < count; i++, from += step) out[start + done + i] = data[from]!;
    for (let axis = last - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      at -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
}

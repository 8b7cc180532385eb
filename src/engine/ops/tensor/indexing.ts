import { gradientDtype } from '../../tensor/dtype';
import { cast } from '../../tensor/elementwise';
import { isError, sure, TensorError } from '../../tensor/error';
import { assign, type IndexItem, type IndexPlan, placesOf, planIndex, wrappedIndices } from '../../tensor/indexing';
import { arrayOver, contiguous, copied, fromValues, type NdArray, zeros } from '../../tensor/ndarray';
import { sumTo } from '../../tensor/reduce';
import { forRuns } from '../../tensor/runs';
import { axisOf, broadcastShapes, type Shape, sameShape, shapeText } from '../../tensor/shape';
import { expanded, reshaped } from '../../tensor/views';
import { type Spec, tensorRow } from '../tensorRow';

export interface IndexParams {
  readonly items: readonly IndexItem[];
  /** Single numbers among arrays are taken first, as in PyTorch; they count as arrays otherwise, as in NumPy. */
  readonly numbersFirst?: boolean;
}

export interface SetIndexParams extends IndexParams {
  /** Adds to what is there. */
  readonly accumulate?: boolean;
}

export interface TakeParams {
  readonly axis: number;
  readonly indices: NdArray;
  /** An index of which the elements get no gradient, such as that of padding in an embedding. */
  readonly ignored?: number;
}

export interface AlongParams {
  readonly axis: number;
  readonly indices: NdArray;
}

export interface ScatterParams extends AlongParams {
  readonly accumulate?: boolean;
}

const planOf = (a: Spec, { items, numbersFirst }: IndexParams) => planIndex(a.shape, items, numbersFirst);

/** The one element that an index of single numbers picks, counted along the last axis first; null for any other index. */
export function singleElement(shape: Shape, { items }: IndexParams): number | null {
  if (items.length !== shape.length) return null;
  let element = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const item = items[axis]!;
    if (item.kind !== 'at') return null;
    const extent = shape[axis]!;
    element = element * extent + (item.index < 0 ? item.index + extent : item.index);
  }
  return element;
}

/** The picked elements, as an array to read or write. */
function pick(a: NdArray, plan: IndexPlan): NdArray {
  if (plan.arrays.length === 0) return plan.view(a);
  const places = placesOf(a, plan);
  const out = zeros(a.dtype, plan.shape);
  const values = places.values();
  for (let i = 0; i < out.size; i++) out.data[i] = a.data[values[i]!]!;
  return out;
}

/** Writes into an array of our own, at the picked places. */
export function put(own: NdArray, plan: IndexPlan, values: NdArray, isAdding: boolean): void {
  if (plan.arrays.length === 0) {
    assign(plan.view(own), values, isAdding);
    return;
  }
  const places = placesOf(own, plan).values();
  const wide = expanded(values, plan.shape).values();
  for (let i = 0; i < places.length; i++) {
    const at = places[i]!;
    own.data[at] = isAdding ? own.data[at]! + wide[i]! : wide[i]!;
  }
}

/** Of several values that were written into one place, the last one stays: the gradient goes to it alone. */
function pulled(upstream: NdArray, plan: IndexPlan, isAdding: boolean): NdArray {
  const out = pick(upstream, plan);
  if (isAdding || plan.arrays.length === 0) return out;
  // An upstream gradient that is stretched has one place for all its elements.
  const places = placesOf(contiguous(upstream), plan).values();
  const own = copied(out);
  const seen = new Set<number>();
  for (let i = places.length - 1; i >= 0; i--) {
    if (seen.has(places[i]!)) own.data[i] = 0;
    else seen.add(places[i]!);
  }
  return own;
}

const int = (values: number[], shape: Shape = [values.length]) => fromValues(values, shape, 'int32');
const slice = (start: number | null, stop: number | null, step = 1): IndexItem => ({
  kind: 'slice',
  start,
  stop,
  step,
});
const array = (...values: number[]): IndexItem => ({ kind: 'array', indices: int(values) });
const every = slice(null, null);
const maskOf = (values: number[], shape: Shape): IndexItem => ({
  kind: 'mask',
  mask: fromValues(values, shape, 'bool'),
});

const indexSamples: readonly { readonly shapes: readonly [Shape]; readonly params: IndexParams }[] = [
  { shapes: [[4]], params: { items: [{ kind: 'at', index: -1 }] } },
  { shapes: [[4, 3]], params: { items: [slice(1, null), slice(null, null, -2)] } },
  { shapes: [[4, 3]], params: { items: [{ kind: 'newaxis' }, { kind: 'ellipsis' }, { kind: 'at', index: 1 }] } },
  { shapes: [[4, 3]], params: { items: [array(2, 0, 2)] } },
  { shapes: [[4, 3]], params: { items: [array(2, 0, 2), array(0, -1, 0)] } },
  { shapes: [[2, 3, 4]], params: { items: [array(1, 0), every, array(3, 3)] } },
  {
    shapes: [[2, 3, 4]],
    params: { items: [every, { kind: 'array', indices: int([0, 2, 1, 1], [2, 2]) }, slice(0, 2)] },
  },
  { shapes: [[2, 3, 4]], params: { items: [{ kind: 'at', index: 1 }, every, array(0, 2)], numbersFirst: true } },
  { shapes: [[2, 3]], params: { items: [maskOf([1, 0, 0, 1, 1, 0], [2, 3])] } },
  { shapes: [[2, 3]], params: { items: [every, maskOf([1, 0, 1], [3])] } },
  { shapes: [[3]], params: { items: [slice(3, null)] } },
];

/** The shape that a lane of indices picks from, with its axis replaced. */
function alongSpec(a: Spec, { axis, indices }: AlongParams, operand = 0): Spec | TensorError {
  const found = axisOf(axis, a.shape.length, operand);
  if (isError(found)) return found;
  const fits =
    indices.rank === a.shape.length && indices.shape.every((extent, k) => k === found || extent <= a.shape[k]!);
  if (!fits) {
    return new TensorError(
      'ShapeMismatch',
      `indices of shape ${shapeText(indices.shape)} do not fit {0} of shape ${shapeText(a.shape)} along axis ${found}`,
    );
  }
  const wrapped = wrappedIndices(indices, a.shape, found);
  return isError(wrapped) ? wrapped : { dtype: a.dtype, shape: indices.shape };
}

/** Calls `visit` with the place in `a` that each index names, and the place of the index, in order. */
function along(a: NdArray, { axis, indices }: AlongParams, visit: (at: number, k: number) => void): void {
  const own = axis < 0 ? axis + a.rank : axis;
  const wrapped = sure(wrappedIndices(indices, a.shape, own));
  const stride = a.strides[own]!;
  const strides = a.strides.with(own, 0);
  let k = 0;
  forRuns(indices.shape, [strides], [a.offset], (n, at, step) => {
    for (let i = 0; i < n; i++, k++) visit(at[0]! + i * step[0]! + wrapped.data[k]! * stride, k);
  });
}

const alongSamples = [
  { shapes: [[3, 2]], params: { axis: 0, indices: int([2, 0, 2, 2], [2, 2]) } },
  { shapes: [[2, 3]], params: { axis: -1, indices: int([1, -1], [2, 1]) } },
] as const;

/** An axis seen as outer × n × inner. */
function blocks(shape: Shape, axis: number): { outer: number; n: number; inner: number } {
  let outer = 1;
  let inner = 1;
  for (let k = 0; k < axis; k++) outer *= shape[k]!;
  for (let k = axis + 1; k < shape.length; k++) inner *= shape[k]!;
  return { outer, n: shape[axis]!, inner };
}

/** Elements of an axis by number; a number of −1 gives `fill`. */
export function taken(a: NdArray, axis: number, indices: ArrayLike<number>, fill = 0): NdArray {
  const { outer, n, inner } = blocks(a.shape, axis);
  const from = a.values();
  const out = zeros(a.dtype, a.shape.with(axis, indices.length));
  let to = 0;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < indices.length; k++, to += inner) {
      const start = (o * n + indices[k]!) * inner;
      if (indices[k] === -1) out.data.fill(fill, to, to + inner);
      else if (inner === 1) out.data[to] = from[start]!;
      else out.data.set(from.subarray(start, start + inner), to);
    }
  }
  return out;
}

/** The reverse: adds the elements of `a` up at the numbers that they were taken from, of an axis of `n`. */
export function gathered(a: NdArray, axis: number, indices: ArrayLike<number>, n: number, ignored?: number): NdArray {
  const { outer, inner } = blocks(a.shape, axis);
  const from = a.values();
  const sums = new Float64Array(outer * n * inner);
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < indices.length; k++, at += inner) {
      const index = indices[k]!;
      if (index === -1 || index === ignored) continue;
      const to = (o * n + index) * inner;
      for (let i = 0; i < inner; i++) sums[to + i]! += from[at + i]!;
    }
  }
  const shape = a.shape.with(axis, n);
  return a.dtype === 'float64' ? arrayOver('float64', shape, sums) : fromValues(sums, shape, a.dtype);
}

/** Elements by place, and the writing of elements in place, as operations that make a new tensor. */
export const indexing = {
  index: tensorRow<IndexParams>({
    symbol: '[ ]',
    notation: 'call',
    flow: 'routes',
    explain:
      'index routes: every element gets the upstream gradient of the places where it was picked, the others get nothing.',
    vjpText: ['∂y at the places picked, else 0'],
    operands: 1,
    result([a], params) {
      const plan = planOf(a!, params);
      return isError(plan) ? plan : { dtype: a!.dtype, shape: plan.shape };
    },
    forward: ([a], params) => pick(a!, sure(planOf(a!, params))),
    vjp({ upstream, inputs: [a], params }) {
      const out = zeros(gradientDtype(a!.dtype), a!.shape);
      put(out, sure(planOf(a!, params)), upstream, true);
      return [out];
    },
    samples: indexSamples,
  }),
  /** The base with other values at some places, as an assignment `base[index] = values` leaves it. */
  setIndex: tensorRow<SetIndexParams>({
    symbol: '[ ] =',
    notation: 'call',
    flow: 'routes',
    explain:
      'setIndex routes: the values get the upstream gradient of the places that they were written to, the base gets that of all others.',
    vjpText: ['∂y, 0 where written', '∂y where written'],
    operands: 2,
    result([a, b], params) {
      const plan = planOf(a!, params);
      if (isError(plan)) return plan;
      const shape = broadcastShapes([plan.shape, b!.shape]);
      if (!isError(shape) && sameShape(shape, plan.shape)) return { dtype: a!.dtype, shape: a!.shape };
      return new TensorError(
        'ShapeMismatch',
        `{1} of shape ${shapeText(b!.shape)} does not fit the part of shape ${shapeText(plan.shape)} of {0}`,
      );
    },
    forward([a, b], params) {
      const out = copied(a!);
      put(out, sure(planOf(a!, params)), cast(b!, a!.dtype), params.accumulate === true);
      return out;
    },
    vjp({ upstream, inputs: [a, b], params, wanted }) {
      const plan = sure(planOf(a!, params));
      const isAdding = params.accumulate === true;
      let base: NdArray | null = null;
      if (wanted[0]) {
        base = cast(upstream, gradientDtype(a!.dtype));
        if (!isAdding) {
          base = copied(base);
          put(base, plan, fromValues([0], [], base.dtype), false);
        }
      }
      if (!wanted[1]) return [base, null];
      return [base, sumTo(cast(pulled(upstream, plan, isAdding), gradientDtype(b!.dtype)), b!.shape)];
    },
    samples: [
      { shapes: [[4], []], params: { items: [{ kind: 'at', index: 2 }] } },
      { shapes: [[4, 3], [3]], params: { items: [slice(1, 3)] } },
      { shapes: [[4, 3], [2]], params: { items: [array(0, 2), array(1, 1)], accumulate: true } },
      { shapes: [[4], [3]], params: { items: [array(0, 2, 0)] } },
      { shapes: [[4], [3]], params: { items: [array(0, 2, 0)], accumulate: true } },
      { shapes: [[2, 3], []], params: { items: [maskOf([1, 0, 0, 1, 1, 0], [2, 3])] } },
    ],
  }),
  /** Parts of an axis by number; the axes of the indices take its place. */
  take: tensorRow<TakeParams>({
    symbol: 'take',
    notation: 'call',
    flow: 'routes',
    explain: 'take routes: every part gets the sum of the upstream gradients of the places where it was taken.',
    vjpText: ['Σ ∂y where a was taken'],
    operands: 1,
    result([a], { axis, indices }) {
      const found = axisOf(axis, a!.shape.length);
      if (isError(found)) return found;
      const wrapped = wrappedIndices(indices, a!.shape, found);
      if (isError(wrapped)) return wrapped;
      return { dtype: a!.dtype, shape: a!.shape.toSpliced(found, 1, ...indices.shape) };
    },
    forward([a], { axis, indices }) {
      const found = sure(axisOf(axis, a!.rank));
      const wrapped = sure(wrappedIndices(indices, a!.shape, found)).values();
      return reshaped(taken(a!, found, wrapped), a!.shape.toSpliced(found, 1, ...indices.shape));
    },
    vjp({ upstream, inputs: [a], params: { axis, indices, ignored } }) {
      const found = sure(axisOf(axis, a!.rank));
      const wrapped = sure(wrappedIndices(indices, a!.shape, found)).values();
      const flat = reshaped(cast(upstream, gradientDtype(a!.dtype)), a!.shape.with(found, wrapped.length));
      return [gathered(flat, found, wrapped, a!.shape[found]!, ignored)];
    },
    samples: [
      { shapes: [[4, 2]], params: { axis: 0, indices: int([2, 0, 2]) } },
      { shapes: [[2, 3]], params: { axis: -1, indices: int([1, 0, 0, 2], [2, 2]) } },
      { shapes: [[3]], params: { axis: 0, indices: int([1], []) } },
    ],
  }),
  /** The element that each index names along an axis, at the place of the index: torch.gather, np.take_along_axis. */
  takeAlong: tensorRow<AlongParams>({
    symbol: 'takeAlong',
    notation: 'call',
    flow: 'routes',
    explain:
      'takeAlong routes: every element gets the upstream gradient of the places where it was taken, the others get nothing.',
    vjpText: ['Σ ∂y where a was taken'],
    operands: 1,
    result: ([a], params) => alongSpec(a!, params),
    forward([a], params) {
      const out = zeros(a!.dtype, params.indices.shape);
      along(a!, params, (at, k) => {
        out.data[k] = a!.data[at]!;
      });
      return out;
    },
    vjp({ upstream, inputs: [a], params }) {
      const out = zeros(gradientDtype(a!.dtype), a!.shape);
      const u = upstream.values();
      along(out, params, (at, k) => {
        out.data[at]! += u[k]!;
      });
      return [out];
    },
    samples: alongSamples,
  }),
  /** The base with values written or added where indices say along an axis: torch.scatter, np.put_along_axis. */
  scatterAlong: tensorRow<ScatterParams>({
    symbol: 'scatter',
    notation: 'call',
    flow: 'routes',
    explain:
      'scatterAlong routes: the values get the upstream gradient of the places that they went to, the base gets that of the places that kept it.',
    vjpText: ['∂y, 0 where overwritten', '∂y where written'],
    operands: 2,
    result([a, b], params) {
      const picked = alongSpec(a!, params);
      if (isError(picked)) return picked;
      if (sameShape(b!.shape, params.indices.shape)) return { dtype: a!.dtype, shape: a!.shape };
      return new TensorError(
        'ShapeMismatch',
        `{1} has shape ${shapeText(b!.shape)}, its indices have ${shapeText(params.indices.shape)}`,
      );
    },
    forward([a, b], params) {
      const out = copied(a!);
      const values = b!.values();
      along(out, params, (at, k) => {
        out.data[at] = params.accumulate ? out.data[at]! + values[k]! : values[k]!;
      });
      return out;
    },
    vjp({ upstream, inputs: [a, b], params }) {
      const base = copied(cast(upstream, gradientDtype(a!.dtype)));
      const found = zeros(gradientDtype(b!.dtype), b!.shape);
      const last = new Map<number, number>();
      along(base, params, (at, k) => {
        const before = last.get(at);
        if (!params.accumulate && before !== undefined) found.data[before] = 0;
        found.data[k] = base.data[at]!;
        last.set(at, k);
      });
      if (!params.accumulate) for (const at of last.keys()) base.data[at] = 0;
      return [base, found];
    },
    samples: [
      {
        shapes: [
          [3, 2],
          [2, 2],
        ],
        params: { ...alongSamples[0].params, accumulate: true },
      },
      {
        shapes: [
          [3, 2],
          [2, 2],
        ],
        params: alongSamples[0].params,
      },
    ],
  }),
};

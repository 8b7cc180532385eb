import { gradientDtype, promote } from '../../tensor/dtype';
import { cast } from '../../tensor/elementwise';
import { isError, sure, TensorError } from '../../tensor/error';
import { assign } from '../../tensor/indexing';
import { contiguous, copyInto, type NdArray, zeros } from '../../tensor/ndarray';
import { reduce, sumFold, sumTo } from '../../tensor/reduce';
import { axesOf, axisOf, broadcastShapes, type Shape, sameShape, shapeText, sizeOf } from '../../tensor/shape';
import { expanded, expandedDims, flipped, permuted, reshaped, selected, sliced } from '../../tensor/views';
import { type Backflow, type DtypeParams, type Spec, tensorRow } from '../tensorRow';

export interface ShapeParams {
  /** One extent may be −1: it becomes what the others leave. */
  readonly shape: Shape;
}

export interface OrderParams {
  /** Which axis each axis of the result was; null reverses them. */
  readonly order: readonly number[] | null;
}

export interface JoinParams extends DtypeParams {
  readonly axis: number;
}

export interface AxesParams {
  readonly axes: readonly number[] | null;
}

export interface RepeatsParams {
  /** How often each axis is repeated; axes that are missing in front are added. */
  readonly repeats: readonly number[];
}

const words = { notation: 'call', flow: 'routes' } as const;
const moved = (name: string) =>
  `${name} routes: every element gets the upstream gradient of the place that it went to.`;

/** The shape with its −1 filled in. */
export function resolvedShape(a: Spec, shape: Shape): Shape | TensorError {
  const size = sizeOf(a.shape);
  const open = shape.indexOf(-1);
  const rest = sizeOf(shape.filter((_, axis) => axis !== open));
  const full = open < 0 ? shape : shape.with(open, rest === 0 ? 0 : size / rest);
  if (full.every((extent) => Number.isInteger(extent) && extent >= 0) && sizeOf(full) === size) return full;
  return new TensorError(
    'ShapeMismatch',
    `{0} has ${size} elements (shape ${shapeText(a.shape)}), which do not fill the shape ${shapeText(shape)}`,
  );
}

function orderOf(a: Spec, order: readonly number[] | null): number[] | TensorError {
  const rank = a.shape.length;
  if (order === null) return [...a.shape.keys()].reverse();
  if (order.length !== rank) {
    return new TensorError(
      'InvalidArgument',
      `an order of ${order.length} axes does not fit {0} of shape ${shapeText(a.shape)}`,
    );
  }
  const found = axesOf(order, rank);
  return isError(found) ? found : order.map((axis) => (axis < 0 ? axis + rank : axis));
}

function concatSpec(inputs: readonly Spec[], { axis, dtype }: JoinParams): Spec | TensorError {
  const [first] = inputs;
  const at = axisOf(axis, first!.shape.length);
  if (isError(at)) return at;
  let extent = 0;
  for (const [k, { shape }] of inputs.entries()) {
    const wrong =
      shape.length !== first!.shape.length
        ? -1
        : shape.findIndex((own, each) => each !== at && own !== first!.shape[each]);
    if (shape.length !== first!.shape.length || wrong >= 0) {
      const why =
        wrong < 0
          ? 'they differ in the number of axes'
          : `axis ${wrong} has ${first!.shape[wrong]} and ${shape[wrong]}`;
      return new TensorError(
        'ShapeMismatch',
        `the shapes ${shapeText(first!.shape)} of {0} and ${shapeText(shape)} of {${k}} cannot be joined along axis ${at}: ${why}`,
      );
    }
    extent += shape[at]!;
  }
  return { dtype: dtype ?? inputs.map((input) => input.dtype).reduce(promote), shape: first!.shape.with(at, extent) };
}

function concat(inputs: readonly NdArray[], spec: Spec, axis: number): NdArray {
  const out = zeros(spec.dtype, spec.shape);
  let start = 0;
  for (const input of inputs) {
    const extent = input.shape[axis]!;
    if (axis === 0) copyInto(input, out.data, start * (out.size / (spec.shape[0] || 1)));
    else assign(sliced(out, axis, start, 1, extent), input, false);
    start += extent;
  }
  return out;
}

function stackSpec(inputs: readonly Spec[], { axis, dtype }: JoinParams): Spec | TensorError {
  const [first] = inputs;
  const at = axisOf(axis, first!.shape.length + 1);
  if (isError(at)) return at;
  const other = inputs.findIndex(({ shape }) => !sameShape(shape, first!.shape));
  if (other >= 0) {
    return new TensorError(
      'ShapeMismatch',
      `the shapes ${shapeText(first!.shape)} of {0} and ${shapeText(inputs[other]!.shape)} of {${other}} differ, so they cannot be stacked along axis ${at}`,
    );
  }
  return {
    dtype: dtype ?? inputs.map((input) => input.dtype).reduce(promote),
    shape: first!.shape.toSpliced(at, 0, inputs.length),
  };
}

const any = [1, Number.POSITIVE_INFINITY] as const;

/** Upstream gradients of a pure rearrangement, in the type of the operand's gradient. */
const own = ({ upstream, inputs: [a] }: Backflow<unknown>) => cast(upstream, gradientDtype(a!.dtype));

function tileSpec(a: Spec, { repeats }: RepeatsParams): Spec | TensorError {
  if (repeats.some((count) => !Number.isInteger(count) || count < 0)) {
    return new TensorError('InvalidArgument', `repeats have to be whole numbers, not ${shapeText(repeats)}`);
  }
  const { shape, counts } = aligned(a, repeats);
  return { dtype: a.dtype, shape: shape.map((extent, axis) => extent * counts[axis]!) };
}

/** Shape and repeats with as many axes as the longer of them. */
function aligned(a: Spec, repeats: readonly number[]): { shape: Shape; counts: readonly number[] } {
  const missing = repeats.length - a.shape.length;
  const shape = [...new Array<number>(Math.max(0, missing)).fill(1), ...a.shape];
  const counts = [...new Array<number>(Math.max(0, -missing)).fill(1), ...repeats];
  return { shape, counts };
}

/** The same elements elsewhere: nothing is computed. */
export const shaping = {
  reshape: tensorRow<ShapeParams>({
    ...words,
    symbol: 'reshape',
    explain: moved('reshape'),
    vjpText: ['∂y in the shape of a'],
    operands: 1,
    result([a], { shape }) {
      const full = resolvedShape(a!, shape);
      return isError(full) ? full : { dtype: a!.dtype, shape: full };
    },
    forward: ([a], { shape }) => reshaped(a!, sure(resolvedShape(a!, shape))),
    vjp: (call) => [reshaped(own(call), call.inputs[0]!.shape)],
    samples: [
      { shapes: [[2, 6]], params: { shape: [3, -1] } },
      { shapes: [[1]], params: { shape: [] } },
      { shapes: [[0, 2]], params: { shape: [2, 0] } },
    ],
  }),
  transpose: tensorRow<OrderParams>({
    ...words,
    symbol: 'ᵀ',
    explain: moved('transpose'),
    vjpText: ['∂yᵀ'],
    operands: 1,
    result([a], { order }) {
      const found = orderOf(a!, order);
      return isError(found) ? found : { dtype: a!.dtype, shape: found.map((axis) => a!.shape[axis]!) };
    },
    forward: ([a], { order }) => permuted(a!, sure(orderOf(a!, order))),
    vjp(call) {
      const order = sure(orderOf(call.inputs[0]!, call.params.order));
      return [
        permuted(
          own(call),
          [...order.keys()].map((axis) => order.indexOf(axis)),
        ),
      ];
    },
    samples: [
      { shapes: [[2, 3]], params: { order: null } },
      { shapes: [[2, 3, 4]], params: { order: [2, 0, -2] } },
    ],
  }),
  expand: tensorRow<ShapeParams>({
    notation: 'call',
    symbol: 'expand',
    flow: 'distributes',
    explain: 'expand distributes: every element gets the sum of the upstream gradients of its copies.',
    vjpText: ['Σ ∂y over the stretched axes'],
    operands: 1,
    result([a], { shape }) {
      const full = broadcastShapes([a!.shape, shape]);
      if (!isError(full) && sameShape(full, shape)) return { dtype: a!.dtype, shape };
      return new TensorError(
        'ShapeMismatch',
        `{0} of shape ${shapeText(a!.shape)} does not stretch to the shape ${shapeText(shape)}`,
      );
    },
    forward: ([a], { shape }) => expanded(a!, shape),
    vjp: (call) => [sumTo(own(call), call.inputs[0]!.shape)],
    samples: [
      { shapes: [[3]], params: { shape: [2, 3] } },
      { shapes: [[2, 1]], params: { shape: [2, 2, 3] } },
      { shapes: [[1, 3]], params: { shape: [0, 3] } },
    ],
  }),
  concat: tensorRow<JoinParams>({
    ...words,
    symbol: 'concat',
    explain: 'concat routes: every input gets the part of the upstream gradient that it became.',
    vjpText: ['the part of ∂y that a became'],
    operands: any,
    result: concatSpec,
    forward: (inputs, params) =>
      concat(inputs, sure(concatSpec(inputs, params)), sure(axisOf(params.axis, inputs[0]!.rank))),
    vjp({ upstream, inputs, params, wanted }) {
      const axis = sure(axisOf(params.axis, upstream.rank));
      let start = 0;
      return inputs.map((input, k) => {
        const extent = input.shape[axis]!;
        start += extent;
        return wanted[k] ? cast(sliced(upstream, axis, start - extent, 1, extent), gradientDtype(input.dtype)) : null;
      });
    },
    samples: [
      { shapes: [[2], [3], [0]], params: { axis: 0 } },
      {
        shapes: [
          [2, 1],
          [2, 3],
        ],
        params: { axis: -1 },
      },
    ],
  }),
  stack: tensorRow<JoinParams>({
    ...words,
    symbol: 'stack',
    explain: 'stack routes: every input gets the part of the upstream gradient that it became.',
    vjpText: ['the part of ∂y that a became'],
    operands: any,
    result: stackSpec,
    forward(inputs, params) {
      const spec = sure(stackSpec(inputs, params));
      const axis = sure(axisOf(params.axis, spec.shape.length));
      return concat(
        inputs.map((input) => expandedDims(input, axis)),
        spec,
        axis,
      );
    },
    vjp({ upstream, inputs, params, wanted }) {
      const axis = sure(axisOf(params.axis, upstream.rank));
      return inputs.map((input, k) =>
        wanted[k] ? cast(selected(upstream, axis, k), gradientDtype(input.dtype)) : null,
      );
    },
    samples: [
      { shapes: [[2], [2], [2]], params: { axis: 0 } },
      {
        shapes: [
          [2, 3],
          [2, 3],
        ],
        params: { axis: -1 },
      },
      { shapes: [[], []], params: { axis: 0 } },
    ],
  }),
  flip: tensorRow<AxesParams>({
    ...words,
    symbol: 'flip',
    explain: moved('flip'),
    vjpText: ['∂y flipped back'],
    operands: 1,
    result([a], { axes }) {
      const found = axesOf(axes, a!.shape.length);
      return isError(found) ? found : a!;
    },
    forward: ([a], { axes }) => flipped(a!, sure(axesOf(axes, a!.rank))),
    vjp: (call) => [flipped(own(call), sure(axesOf(call.params.axes, call.inputs[0]!.rank)))],
    samples: [
      { shapes: [[2, 3]], params: { axes: [-1] } },
      { shapes: [[2, 3]], params: { axes: null } },
    ],
  }),
  tile: tensorRow<RepeatsParams>({
    notation: 'call',
    symbol: 'tile',
    flow: 'distributes',
    explain: 'tile distributes: every element gets the sum of the upstream gradients of its copies.',
    vjpText: ['Σ ∂y over the copies'],
    operands: 1,
    result: ([a], params) => tileSpec(a!, params),
    forward([a], params) {
      const { shape, counts } = aligned(a!, params.repeats);
      // Each axis as copies × extent.
      const pairs = shape.flatMap((extent) => [1, extent]);
      const wide = shape.flatMap((extent, axis) => [counts[axis]!, extent]);
      return contiguous(reshaped(expanded(reshaped(a!, pairs), wide), sure(tileSpec(a!, params)).shape));
    },
    vjp(call) {
      const [a] = call.inputs;
      const { shape, counts } = aligned(a!, call.params.repeats);
      const wide = shape.flatMap((extent, axis) => [counts[axis]!, extent]);
      const copies = shape.map((_, axis) => 2 * axis);
      return [
        reshaped(reduce(sumFold, 0, reshaped(own(call), wide), copies, false, gradientDtype(a!.dtype)), a!.shape),
      ];
    },
    samples: [
      { shapes: [[2, 3]], params: { repeats: [2, 1] } },
      { shapes: [[3]], params: { repeats: [2, 2] } },
      { shapes: [[2, 2]], params: { repeats: [3] } },
      { shapes: [[2]], params: { repeats: [0] } },
    ],
  }),
};

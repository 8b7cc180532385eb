import { placesAlong, type Window, type WindowTable, windowTable } from '../../tensor/convolution';
import { gradientDtype, isFloat } from '../../tensor/dtype';
import { isError, sure, TensorError } from '../../tensor/error';
import { contiguous, type NdArray, zeros } from '../../tensor/ndarray';
import { type Shape, shapeText } from '../../tensor/shape';
import { type Spec, type TensorRow, tensorRow } from '../tensorRow';
import { type Channels, inputBack, inputFirst, shapeBack, shapeFirst, windowError } from './convolution';

export interface PoolParams extends Window {
  /** Extents of the window. */
  readonly size: readonly number[];
  readonly channels: Channels;
}

export interface AveragePoolParams extends PoolParams {
  /** Whether padding counts as zeros; else only what is there is averaged. */
  readonly countPadding: boolean;
}

interface Sizes {
  readonly input: Shape;
  readonly output: Shape;
}

function sizesOf(a: Spec, params: PoolParams, name: string): Sizes | TensorError {
  const spatial = a.shape.length - 2;
  if (spatial < 1 || params.size.length !== spatial) {
    return new TensorError(
      'ShapeMismatch',
      `a window over ${params.size.length} axes does not fit {0} of shape ${shapeText(a.shape)}`,
    );
  }
  const wrong = windowError(spatial, params, name);
  if (wrong !== null) return wrong;
  const input = shapeFirst(a.shape, params.channels);
  const places = input.slice(2).map((extent, k) => placesAlong(extent, params.size[k]!, params, k));
  if (places.every((extent) => extent >= 1)) return { input, output: [input[0]!, input[1]!, ...places] };
  return new TensorError(
    'ShapeMismatch',
    `a window of ${shapeText(params.size)} does not fit {0} of shape ${shapeText(a.shape)}`,
  );
}

interface Parts extends Sizes {
  readonly window: WindowTable;
  /** Elements of one channel. */
  readonly area: number;
  /** Images times channels. */
  readonly count: number;
}

function partsOf(a: Spec, params: PoolParams): Parts {
  const { input, output } = sure(sizesOf(a, params, 'pool'));
  const area = input.slice(2).reduce((product, extent) => product * extent, 1);
  const window = windowTable(input.slice(2), params.size, output.slice(2), params);
  return { input, output, window, area, count: input[0]! * input[1]! };
}

/** The first largest element under the window at a place; −1 where there is none. NaN is largest. */
function leader(data: ArrayLike<number>, at: number, { table, elements, places }: WindowTable, place: number): number {
  let best = -1;
  for (let k = 0; k < elements; k++) {
    const own = table[k * places + place]!;
    if (own < 0) continue;
    const [value, most] = [data[at + own]!, data[at + best]!];
    if (best < 0 || value > most || (Number.isNaN(value) && !Number.isNaN(most))) best = own;
  }
  return best;
}

/** How many elements a mean at a place divides by. */
function countAt({ table, elements, places }: WindowTable, place: number, isPaddingCounted: boolean): number {
  if (isPaddingCounted) return elements;
  let count = 0;
  for (let k = 0; k < elements; k++) if (table[k * places + place]! >= 0) count++;
  return count;
}

function hasTie(data: ArrayLike<number>, at: number, window: WindowTable, place: number): boolean {
  const best = data[at + leader(data, at, window, place)]!;
  let ties = 0;
  for (let k = 0; k < window.elements; k++) {
    const own = window.table[k * window.places + place]!;
    if (own >= 0 && data[at + own] === best) ties++;
  }
  return ties > 1;
}

function result(a: Spec, params: PoolParams, name: string): Spec | TensorError {
  const sizes = sizesOf(a, params, name);
  return isError(sizes)
    ? sizes
    : {
        dtype: isFloat(a.dtype) || name === 'maxPool' ? a.dtype : 'float64',
        shape: shapeBack(sizes.output, params.channels),
      };
}

const two = {
  size: [2, 2],
  stride: [2, 2],
  padding: [
    [0, 0],
    [0, 0],
  ],
  dilation: [1, 1],
  channels: 'first',
} as const;

const samples: TensorRow<PoolParams>['samples'] = [
  { shapes: [[1, 2, 4, 4]], params: two },
  { shapes: [[2, 1, 5]], params: { size: [3], stride: [2], padding: [[1, 1]], dilation: [1], channels: 'first' } },
  { shapes: [[1, 3, 3, 2]], params: { ...two, stride: [1, 1], channels: 'last' } },
  { shapes: [[1, 1, 5]], params: { size: [2], stride: [1], padding: [[1, 0]], dilation: [2], channels: 'first' } },
];

/** The largest or the mean of what is under a window. */
export const pooling = {
  maxPool: tensorRow<PoolParams>({
    symbol: 'maxPool',
    notation: 'call',
    flow: 'routes',
    explain:
      'maxPool routes: the largest element under each place of the window gets its upstream gradient, the others get nothing.',
    vjpText: ['Σ ∂y where a is the largest under the window'],
    operands: 1,
    result: ([a], params) => result(a!, params, 'maxPool'),
    forward([a], params) {
      const { output, window, area, count } = partsOf(a!, params);
      const x = contiguous(inputFirst(a!, params.channels));
      const out = zeros(a!.dtype, output);
      for (let c = 0, to = 0; c < count; c++) {
        const at = x.offset + c * area;
        for (let place = 0; place < window.places; place++) {
          const best = leader(x.data, at, window, place);
          out.data[to++] = best < 0 ? Number.NEGATIVE_INFINITY : x.data[at + best]!;
        }
      }
      return inputBack(out, params.channels);
    },
    vjp({ upstream, inputs: [a], params }) {
      const { input, window, area, count } = partsOf(a!, params);
      const x = contiguous(inputFirst(a!, params.channels));
      const u = inputFirst(upstream, params.channels).values();
      const out = zeros(gradientDtype(a!.dtype), input);
      for (let c = 0, from = 0; c < count; c++) {
        for (let place = 0; place < window.places; place++, from++) {
          const best = leader(x.data, x.offset + c * area, window, place);
          if (best >= 0) out.data[c * area + best]! += u[from]!;
        }
      }
      return [inputBack(out, params.channels)];
    },
    convention([a]: readonly NdArray[], _output, params) {
      const { window, area, count } = partsOf(a!, params);
      const x = contiguous(inputFirst(a!, params.channels));
      for (let c = 0; c < count; c++) {
        for (let place = 0; place < window.places; place++) {
          if (hasTie(x.data, x.offset + c * area, window, place)) {
            return 'elements under the window are tied: the first of them gets the gradient';
          }
        }
      }
      return null;
    },
    samples,
  }),
  avgPool: tensorRow<AveragePoolParams>({
    symbol: 'avgPool',
    notation: 'call',
    flow: 'distributes',
    explain:
      'avgPool distributes: every element gets equal shares of the upstream gradients of the places where it is under the window.',
    vjpText: ['Σ ∂y / n'],
    vjpTextOf(_inputs, { size, padding, countPadding }) {
      const isSame = countPadding || padding.every(([before, after]) => before === 0 && after === 0);
      const count = size.reduce((product, extent) => product * extent, 1);
      return [isSame ? `Σ ∂y / ${count}` : 'Σ ∂y / (elements under the window)'];
    },
    operands: 1,
    result: ([a], params) => result(a!, params, 'avgPool'),
    forward([a], params) {
      const { output, window, area, count } = partsOf(a!, params);
      const { table, elements, places } = window;
      const x = contiguous(inputFirst(a!, params.channels));
      const out = zeros(isFloat(a!.dtype) ? a!.dtype : 'float64', output);
      for (let c = 0, to = 0; c < count; c++) {
        const at = x.offset + c * area;
        for (let place = 0; place < places; place++) {
          let sum = 0;
          for (let k = 0; k < elements; k++) {
            const own = table[k * places + place]!;
            if (own >= 0) sum += x.data[at + own]!;
          }
          out.data[to++] = sum / countAt(window, place, params.countPadding);
        }
      }
      return inputBack(out, params.channels);
    },
    vjp({ upstream, inputs: [a], params }) {
      const { input, window, area, count } = partsOf(a!, params);
      const { table, elements, places } = window;
      const u = inputFirst(upstream, params.channels).values();
      const out = zeros(gradientDtype(a!.dtype), input);
      for (let c = 0, from = 0; c < count; c++) {
        for (let place = 0; place < places; place++) {
          const share = u[from++]! / countAt(window, place, params.countPadding);
          for (let k = 0; k < elements; k++) {
            const own = table[k * places + place]!;
            if (own >= 0) out.data[c * area + own]! += share;
          }
        }
      }
      return [inputBack(out, params.channels)];
    },
    samples: samples.flatMap(({ shapes, params }) =>
      [true, false].map((countPadding) => ({ shapes, params: { ...params, countPadding } })),
    ),
  }),
};

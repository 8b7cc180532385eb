import { type Dtype, floating, gradientDtype } from '../../tensor/dtype';
import { addLoop, loop2, map1, map2, mapN, mulLoop } from '../../tensor/elementwise';
import { isError, sure, TensorError } from '../../tensor/error';
import { fromValues, type NdArray } from '../../tensor/ndarray';
import { reduce, sumFold, sumTo } from '../../tensor/reduce';
import { axesOf, axisOf, type Shape, sameShape, shapeText } from '../../tensor/shape';
import { reshaped } from '../../tensor/views';
import { unaryLoops } from '../loops';
import { type Backflow, type Spec, type TensorRow, tensorRow } from '../tensorRow';
import { countOf } from './reduction';

export interface NormalizeParams {
  readonly axes: readonly number[];
  /** Added to the variance. */
  readonly eps: number;
}

export interface LayerNormParams {
  /** How many of the last axes are normalised together. */
  readonly rank: number;
  readonly eps: number;
}

export interface BatchNormParams {
  /** The axis of the channels: all others are normalised together. */
  readonly axis: number;
  readonly eps: number;
  /** Mean and variance of each channel, where they are not those of the batch. */
  readonly mean?: NdArray;
  readonly variance?: NdArray;
}

/** Values less their mean, over their standard deviation. */
interface Normalized {
  readonly values: NdArray;
  /** One over the standard deviation; extents of 1 along the axes. */
  readonly scale: NdArray;
}

const minus = loop2((a, b) => a - b);

function meanOf(a: NdArray, axes: readonly number[]): NdArray {
  const n = countOf(a, axes);
  const sum = reduce(sumFold, 0, a, axes, true, 'float64');
  return map2(
    loop2((total) => total / n),
    sum,
    sum,
    sum.shape,
    'float64',
  );
}

function normalized(a: NdArray, axes: readonly number[], eps: number, fixed?: readonly [NdArray, NdArray]): Normalized {
  const mean = fixed?.[0] ?? meanOf(a, axes);
  const centred = map2(minus, a, mean, a.shape, 'float64');
  const variance = fixed?.[1] ?? meanOf(map2(mulLoop, centred, centred, a.shape, 'float64'), axes);
  const scale = map2(
    loop2((v) => 1 / Math.sqrt(v + eps)),
    variance,
    variance,
    variance.shape,
    'float64',
  );
  return { values: map2(mulLoop, centred, scale, a.shape, 'float64'), scale };
}

/** What flows back through {@link normalized}; mean and variance depend on the values, unless they are fixed. */
function pulled(
  u: NdArray,
  { values, scale }: Normalized,
  axes: readonly number[],
  isFixed: boolean,
  dtype: Dtype,
): NdArray {
  if (isFixed) return map2(mulLoop, u, scale, u.shape, dtype);
  const mean = meanOf(u, axes);
  const along = meanOf(map2(mulLoop, u, values, u.shape, 'float64'), axes);
  return mapN(([up, m, x, p, s]) => s! * (up! - m! - x! * p!), [u, mean, values, along, scale], u.shape, dtype);
}

/** How a row normalises: which axes, and in which shape gain and bias stand beside the values. */
interface Layout {
  readonly axes: readonly number[];
  /** The shape that gain and bias have. */
  readonly own: Shape;
  /** The same with axes of 1, so that it broadcasts. */
  readonly wide: Shape;
}

/** x̂ is the normalised input, σ its standard deviation. */
function normalText(hasGain: boolean, isFixed: boolean): readonly string[] {
  const up = hasGain ? '∂y · b' : '∂y';
  const input = isFixed ? `${up} / σ` : `(${up} − mean(${up}) − x̂ · mean(${up} · x̂)) / σ`;
  return [input, 'Σ ∂y · x̂', 'Σ ∂y'];
}

function affineRow<P extends { readonly eps: number }>(
  name: string,
  layoutOf: (a: Spec, params: P) => Layout | TensorError,
  fixedOf: (params: P, layout: Layout) => readonly [NdArray, NdArray] | undefined,
  samples: TensorRow<P>['samples'],
): TensorRow<P> {
  const parts = ([a, gain, bias]: readonly NdArray[], params: P) => {
    const layout = sure(layoutOf(a!, params));
    const fixed = fixedOf(params, layout);
    const own = normalized(a!, layout.axes, params.eps, fixed);
    return {
      layout,
      own,
      isFixed: fixed !== undefined,
      gain: gain && reshaped(gain, layout.wide),
      bias: bias && reshaped(bias, layout.wide),
    };
  };
  return tensorRow<P>({
    symbol: name,
    notation: 'call',
    flow: 'scales',
    explain: `${name} scales: the input gets the upstream gradient less its mean and its part along the result, over the standard deviation; the gain gets it times the normalised input, the bias gets it unchanged.`,
    vjpText: normalText(true, false),
    vjpTextOf: (inputs, params) => {
      const layout = layoutOf(inputs[0]!, params);
      return normalText(inputs.length > 1, !isError(layout) && fixedOf(params, layout) !== undefined);
    },
    operands: [1, 3],
    result(inputs, params) {
      const layout = layoutOf(inputs[0]!, params);
      if (isError(layout)) return layout;
      for (let k = 1; k < inputs.length; k++) {
        const { shape } = inputs[k]!;
        if (!sameShape(shape, layout.own)) {
          return new TensorError(
            'ShapeMismatch',
            `{${k}} has shape ${shapeText(shape)}, where ${shapeText(layout.own)} fits {0} of shape ${shapeText(inputs[0]!.shape)}`,
          );
        }
      }
      return { dtype: floating(inputs[0]!.dtype), shape: inputs[0]!.shape };
    },
    forward(inputs, params) {
      const { own, gain, bias } = parts(inputs, params);
      const { shape } = inputs[0]!;
      const scaled = gain === undefined ? own.values : map2(mulLoop, own.values, gain, shape, 'float64');
      const dtype = floating(inputs[0]!.dtype);
      return bias === undefined ? map1(unaryLoops.alias!, scaled, dtype) : map2(addLoop, scaled, bias, shape, dtype);
    },
    vjp({ upstream, inputs, params, wanted }: Backflow<P>) {
      const { layout, own, isFixed, gain } = parts(inputs, params);
      const { shape } = upstream;
      return inputs.map((input, k) => {
        if (!wanted[k]) return null;
        const dtype = gradientDtype(input.dtype);
        if (k === 0) {
          const u = gain === undefined ? upstream : map2(mulLoop, upstream, gain, shape, 'float64');
          return pulled(u, own, layout.axes, isFixed, dtype);
        }
        const wide = k === 1 ? map2(mulLoop, upstream, own.values, shape, 'float64') : upstream;
        const sum = reshaped(sumTo(wide, layout.wide), layout.own);
        return map1(unaryLoops.alias!, sum, dtype);
      });
    },
    samples,
  });
}

/** Normalisation, one gate each. */
export const normalization = {
  /** Without gain and bias, over any axes. */
  normalize: affineRow<NormalizeParams>(
    'normalize',
    ({ shape }, { axes }) => {
      const found = axesOf(axes, shape.length);
      return isError(found) ? found : { axes: found, own: shape, wide: shape };
    },
    () => undefined,
    [
      { shapes: [[2, 3]], params: { axes: [0], eps: 1e-5 } },
      { shapes: [[2, 3, 2]], params: { axes: [1, -1], eps: 1e-5 } },
    ],
  ),
  layerNorm: affineRow<LayerNormParams>(
    'layerNorm',
    ({ shape }, { rank }) => {
      if (rank > shape.length || rank < 1) return tooFewAxes(shape, rank);
      const own = shape.slice(shape.length - rank);
      return { axes: [...shape.keys()].slice(shape.length - rank), own, wide: own };
    },
    () => undefined,
    [
      { shapes: [[2, 3], [3], [3]], params: { rank: 1, eps: 1e-5 } },
      { shapes: [[2, 3]], params: { rank: 1, eps: 1e-5 } },
      {
        shapes: [
          [2, 2, 3],
          [2, 3],
        ],
        params: { rank: 2, eps: 0.1 },
      },
    ],
  ),
  batchNorm: affineRow<BatchNormParams>(
    'batchNorm',
    ({ shape }, { axis }) => {
      const found = axisOf(axis, shape.length);
      if (isError(found)) return found;
      const wide = shape.map((extent, k) => (k === found ? extent : 1));
      return { axes: [...shape.keys()].filter((k) => k !== found), own: [shape[found]!], wide };
    },
    ({ mean, variance }, { wide }) =>
      mean === undefined || variance === undefined ? undefined : [reshaped(mean, wide), reshaped(variance, wide)],
    [
      { shapes: [[4, 2], [2], [2]], params: { axis: 1, eps: 1e-5 } },
      { shapes: [[2, 2, 3], [2], [2]], params: { axis: 1, eps: 1e-5 } },
      { shapes: [[2, 3, 2]], params: { axis: -1, eps: 1e-5 } },
      {
        shapes: [[4, 2], [2], [2]],
        params: { axis: 1, eps: 1e-5, mean: fromValues([0.5, -1], [2]), variance: fromValues([2, 0.3], [2]) },
      },
    ],
  ),
};

function tooFewAxes(shape: Shape, rank: number): TensorError {
  return new TensorError(
    'AxisOutOfRange',
    `{0} of shape ${shapeText(shape)} does not have ${rank} last axes to normalise`,
  );
}

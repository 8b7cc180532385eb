import { type Dtype, gradientDtype } from '../../tensor/dtype';
import { isError, TensorError } from '../../tensor/error';
import { mapLanes, reduceLanes } from '../../tensor/lanes';
import { arrayOver, type NdArray, zeros } from '../../tensor/ndarray';
import { type Fold, maxFold, minFold, reduce } from '../../tensor/reduce';
import { forRuns } from '../../tensor/runs';
import { axesOf, reducedShape, shapeText, stridesOf } from '../../tensor/shape';
import { type Backflow, type DtypeParams, type Spec, tensorRow } from '../tensorRow';
import { axesIn, overAll, type ReduceParams, reducedSpec, reductionSamples } from './reduction';

export interface AtParams extends DtypeParams {
  /** The axis to look along; null for all elements, in their order. */
  readonly axis: number | null;
  readonly keepDims: boolean;
}

/** There is no largest of no elements. */
function nonEmpty(a: Spec, axes: readonly number[], name: string): TensorError | null {
  const empty = axes.find((axis) => a.shape[axis] === 0);
  if (empty === undefined) return null;
  return new TensorError(
    'InvalidArgument',
    `{0} of shape ${shapeText(a.shape)} has no elements along axis ${empty}, so there is no ${name}`,
  );
}

function extremeSpec(a: Spec, params: ReduceParams, name: string): Spec | TensorError {
  const axes = axesOf(params.axes, a.shape.length);
  return isError(axes) ? axes : (nonEmpty(a, axes, name) ?? reducedSpec(a, params, params.dtype ?? a.dtype));
}

const axesAt = (axis: number | null) => (axis === null ? null : [axis]);

function atSpec(a: Spec, { axis, keepDims }: AtParams, dtype: Dtype, name: string): Spec | TensorError {
  return extremeSpec(a, { axes: axesAt(axis), keepDims, dtype }, name);
}

/** The upstream gradient in equal shares to the elements that equal the extreme; NaN everywhere where that is NaN. */
function share({ upstream, inputs: [a], output, params }: Backflow<ReduceParams>): NdArray[] {
  const axes = axesIn(a!, params.axes);
  const kept = reducedShape(a!.shape, axes, true);
  const ties = new Float64Array(output.size);
  const strides = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  const [y, u] = [overAll(output, a!, axes), overAll(upstream, a!, axes)];
  forRuns(a!.shape, [a!.strides, y.strides, strides], [a!.offset, y.offset, 0], (n, at, step) => {
    for (let i = 0; i < n; i++) {
      if (a!.data[at[0]! + i * step[0]!] === y.data[at[1]! + i * step[1]!]) ties[at[2]! + i * step[2]!]!++;
    }
  });
  const out = zeros(gradientDtype(a!.dtype), a!.shape);
  let io = 0;
  const offsets = [a!.offset, y.offset, 0, u.offset];
  forRuns(a!.shape, [a!.strides, y.strides, strides, u.strides], offsets, (n, at, step) => {
    for (let i = 0; i < n; i++) {
      const isOne = a!.data[at[0]! + i * step[0]!] === y.data[at[1]! + i * step[1]!] ? 1 : 0;
      out.data[io++] = (u.data[at[3]! + i * step[3]!]! * isOne) / ties[at[2]! + i * step[2]!]!;
    }
  });
  return [out];
}

/** Whether `value` is further out than `best`; NaN is furthest. */
type Beats = (value: number, best: number) => boolean;
const larger: Beats = (value, best) => value > best || (Number.isNaN(value) && !Number.isNaN(best));
const smaller: Beats = (value, best) => value < best || (Number.isNaN(value) && !Number.isNaN(best));

/** The number of the first extreme element along each lane. */
function indices(a: NdArray, axis: number | null, keepDims: boolean, beats: Beats, dtype: Dtype): NdArray {
  const axes = axesIn(a, axesAt(axis));
  const length = axes.reduce((product, each) => product * a.shape[each]!, 1);
  return reduceLanes(a, axes, keepDims, dtype, (at, data) => {
    let best = 0;
    for (let i = 1; i < length; i++) if (beats(data[at + i]!, data[at + best]!)) best = i;
    return best;
  });
}

const tieText = (ties: number) => `${ties} elements are tied: each gets 1/${ties} of the gradient`;

/** How many elements of the first reduced slot with ties are tied. */
function ties([a]: readonly NdArray[], output: NdArray, { axes }: ReduceParams): string | null {
  const y = overAll(output, a!, axesIn(a!, axes));
  const counts = new Map<number, number>();
  const [values, extremes] = [a!.values(), y.values()];
  const slots = overAll(
    arrayOver('int32', output.shape, Int32Array.from(output.values().keys())),
    a!,
    axesIn(a!, axes),
  ).values();
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(extremes[i]!)) return 'NaN compares with nothing: every element gets NaN';
    if (values[i] === extremes[i]) counts.set(slots[i]!, (counts.get(slots[i]!) ?? 0) + 1);
  }
  for (const count of counts.values()) if (count > 1) return tieText(count);
  return null;
}

function extreme(name: string, most: string, fold: Fold, first: number) {
  return tensorRow<ReduceParams>({
    symbol: name.slice(1),
    notation: 'call',
    flow: 'routes',
    explain: `${name} routes: the ${most} element gets all of the upstream gradient, equal ones share it.`,
    vjpText: [`∂y for the ${most} element, else 0`],
    operands: 1,
    result: ([a], params) => extremeSpec(a!, params, `${most} one`),
    forward: ([a], { axes, keepDims, dtype }) => reduce(fold, first, a!, axesIn(a!, axes), keepDims, dtype ?? a!.dtype),
    vjp: share,
    convention: ties,
    samples: reductionSamples,
  });
}

function extremeAt(name: string, most: string, beats: Beats) {
  return tensorRow<AtParams>({
    symbol: name.slice(0, 3),
    notation: 'call',
    flow: 'routes',
    explain: `${name} routes: the ${most} element gets all of the upstream gradient, of equal ones the first.`,
    vjpText: [`∂y for the ${most} element, else 0`],
    operands: 1,
    result: ([a], params) => atSpec(a!, params, params.dtype ?? a!.dtype, `${most} one`),
    forward: ([a], { axis, keepDims, dtype }) => {
      const axes = axesIn(a!, axesAt(axis));
      const length = axes.reduce((product, each) => product * a!.shape[each]!, 1);
      return reduceLanes(a!, axes, keepDims, dtype ?? a!.dtype, (at, data) => {
        let best = data[at]!;
        for (let i = 1; i < length; i++) if (beats(data[at + i]!, best)) best = data[at + i]!;
        return best;
      });
    },
    vjp({ upstream, inputs: [a], params: { axis } }) {
      const axes = axesIn(a!, axesAt(axis));
      const length = axes.reduce((product, each) => product * a!.shape[each]!, 1);
      const u = overAll(upstream, a!, axes);
      const out = mapLanes([a!, u], axes, gradientDtype(a!.dtype), ([ia, iu], [data, us], to, io) => {
        let best = 0;
        for (let i = 1; i < length; i++) if (beats(data![ia! + i]!, data![ia! + best]!)) best = i;
        if (length > 0) to[io + best] = us![iu!]!;
      });
      return [out];
    },
    samples: [
      { shapes: [[2, 3]], params: { axis: 0, keepDims: false } },
      { shapes: [[2, 3, 2]], params: { axis: 1, keepDims: true } },
      { shapes: [[2, 3]], params: { axis: null, keepDims: false } },
      { shapes: [[2, 0]], params: { axis: 0, keepDims: false } },
    ],
  });
}

function arg(name: string, most: string, beats: Beats) {
  return tensorRow<AtParams>({
    symbol: name,
    notation: 'call',
    flow: 'blocks',
    explain: `${name} blocks: it gives the place of the ${most} element, which no small change moves.`,
    vjpText: ['0'],
    operands: 1,
    result: ([a], params) => atSpec(a!, params, params.dtype ?? 'int64', `${most} one`),
    forward: ([a], { axis, keepDims, dtype }) => indices(a!, axis, keepDims, beats, dtype ?? 'int64'),
    vjp: () => [null],
    samples: [
      { shapes: [[2, 3]], params: { axis: 0, keepDims: false } },
      { shapes: [[2, 3]], params: { axis: null, keepDims: false } },
    ],
  });
}

/** The largest and smallest elements, and where they are. */
export const extremes = {
  amax: extreme('amax', 'largest', maxFold, Number.NEGATIVE_INFINITY),
  amin: extreme('amin', 'smallest', minFold, Number.POSITIVE_INFINITY),
  maxAt: extremeAt('maxAt', 'largest', larger),
  minAt: extremeAt('minAt', 'smallest', smaller),
  argmax: arg('argmax', 'largest', larger),
  argmin: arg('argmin', 'smallest', smaller),
};

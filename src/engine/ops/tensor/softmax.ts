import { type Dtype, floating, gradientDtype, type Numbers } from '../../tensor/dtype';
import { isError, sure, TensorError } from '../../tensor/error';
import { wrappedIndices } from '../../tensor/indexing';
import { mapLanes } from '../../tensor/lanes';
import { arrayOver, type NdArray } from '../../tensor/ndarray';
import { reduce, sumFold } from '../../tensor/reduce';
import { axisOf, sameShape, shapeText } from '../../tensor/shape';
import { type Backflow, type DtypeParams, type Spec, type TensorRow, tensorRow } from '../tensorRow';
import { overAll } from './reduction';

export interface AxisParams extends DtypeParams {
  readonly axis: number;
}

/** What becomes of the losses of all samples. */
export type Reduction = 'none' | 'mean' | 'sum';

export interface LabelParams {
  /** The axis of the classes. */
  readonly axis: number;
  /** The class of each sample. */
  readonly targets: NdArray;
  readonly reduction: Reduction;
  /** A class of which samples do not count. */
  readonly ignored?: number;
  /** How much each class counts; a mean is then weighted. */
  readonly weights?: NdArray;
  /** How much of each label is spread evenly over all classes. */
  readonly smoothing?: number;
}

function alongSpec(a: Spec, { axis, dtype }: AxisParams): Spec | TensorError {
  const found = axisOf(axis, a.shape.length);
  return isError(found) ? found : { dtype: dtype ?? floating(a.dtype), shape: a.shape };
}

/** ln Σ exp of a lane. */
function logSumOf(data: Numbers, at: number, n: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) most = Math.max(most, data[at + i]!);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.exp(data[at + i]! - most);
  return most + Math.log(sum);
}

/** ln softmax along an axis. */
function logSoftmax(a: NdArray, axis: number, dtype: Dtype): NdArray {
  const n = a.shape[axis]!;
  return mapLanes([a], [axis], dtype, ([ia], [data], out, io) => {
    const total = logSumOf(data!, ia!, n);
    for (let i = 0; i < n; i++) out[io + i] = data![ia! + i]! - total;
  });
}

function softmax(a: NdArray, axis: number, dtype: Dtype): NdArray {
  const n = a.shape[axis]!;
  const row = new Float64Array(n);
  return mapLanes([a], [axis], dtype, ([ia], [data], out, io) => {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) most = Math.max(most, data![ia! + i]!);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += row[i] = Math.exp(data![ia! + i]! - most);
    for (let i = 0; i < n; i++) out[io + i] = row[i]! / sum;
  });
}

const lanes = [
  { shapes: [[3]], params: { axis: 0 } },
  { shapes: [[2, 3]], params: { axis: -1 } },
  { shapes: [[2, 3, 2]], params: { axis: 1 } },
  { shapes: [[0, 3]], params: { axis: 1 } },
] as const;

const axisIn = (a: Spec, { axis }: { readonly axis: number }) => sure(axisOf(axis, a.shape.length));

/** The classes' shape without their axis: that of what each sample has one of. */
const sampleShape = (a: Spec, axis: number) => a.shape.toSpliced(axis, 1);

function labelSpec(a: Spec, { axis, targets, reduction, weights }: LabelParams): Spec | TensorError {
  const found = axisOf(axis, a.shape.length);
  if (isError(found)) return found;
  const shape = sampleShape(a, found);
  if (!sameShape(targets.shape, shape)) {
    return new TensorError(
      'ShapeMismatch',
      `{0} of shape ${shapeText(a.shape)} with classes along axis ${found} takes labels of shape ${shapeText(shape)}, not ${shapeText(targets.shape)}`,
    );
  }
  if (weights !== undefined && !sameShape(weights.shape, [a.shape[found]!])) {
    return new TensorError(
      'ShapeMismatch',
      `${a.shape[found]} classes take as many weights, not ${shapeText(weights.shape)}`,
    );
  }
  return { dtype: floating(a.dtype), shape: reduction === 'none' ? shape : [] };
}

/** Labels in range, with −1 for those that do not count. */
function labelsOf(a: Spec, params: LabelParams): NdArray | TensorError {
  const axis = axisIn(a, params);
  const { ignored } = params;
  const counted = Int32Array.from(params.targets.values(), (label) => (label === ignored ? 0 : label));
  const wrapped = wrappedIndices(arrayOver('int32', params.targets.shape, counted), a.shape, axis);
  if (isError(wrapped)) return wrapped;
  const labels = Int32Array.from(params.targets.values(), (label, i) => (label === ignored ? -1 : wrapped.data[i]!));
  return arrayOver('int32', params.targets.shape, labels);
}

/** The sum of what the labels weigh: what a mean divides by. */
function weightOf(labels: NdArray, weights: NdArray | undefined): number {
  const each = weights?.values();
  let sum = 0;
  for (const label of labels.values()) if (label >= 0) sum += each?.[label] ?? 1;
  return sum;
}

const labelText = (isLog: boolean, share: string) =>
  isLog ? `−∂y${share} for the right class, else 0` : `∂y · (softmax(a) − onehot)${share}`;

/**
 * A loss of class labels: of each sample minus the logarithm of what its class got. `isLog` tells whether the operand
 * holds logarithms already, or what softmax is taken of first.
 */
function labelLoss(name: string, explain: string, isLog: boolean): TensorRow<LabelParams> {
  return tensorRow<LabelParams>({
    symbol: name,
    notation: 'call',
    flow: 'scales',
    explain,
    vjpText: [labelText(isLog, '')],
    vjpTextOf([a], params) {
      const labels = params.reduction === 'mean' ? labelsOf(a!, params) : null;
      const share = labels === null || isError(labels) ? '' : ` / ${weightOf(labels, params.weights)}`;
      return [labelText(isLog, share)];
    },
    operands: 1,
    result(inputs, params) {
      const spec = labelSpec(inputs[0]!, params);
      if (isError(spec)) return spec;
      const labels = labelsOf(inputs[0]!, params);
      return isError(labels) ? labels : spec;
    },
    forward([a], params) {
      const axis = axisIn(a!, params);
      const n = a!.shape[axis]!;
      const labels = sure(labelsOf(a!, params));
      const logs = isLog ? a! : logSoftmax(a!, axis, 'float64');
      const each = params.weights?.values();
      const smoothing = params.smoothing ?? 0;
      const wide = overAll(labels, a!, [axis]);
      const dtype = floating(a!.dtype);
      const losses = mapLanes(
        [logs, wide],
        [axis],
        params.reduction === 'none' ? dtype : 'float64',
        ([ia, il], [data, label], out, io) => {
          const target = label![il!]!;
          if (target < 0) return;
          let loss = -(1 - smoothing) * data![ia! + target]! * (each?.[target] ?? 1);
          for (let i = 0; smoothing > 0 && i < n; i++) loss -= (smoothing / n) * data![ia! + i]! * (each?.[i] ?? 1);
          out[io] = loss;
        },
        1,
      );
      if (params.reduction === 'none') return arrayOver(dtype, labels.shape, losses.values());
      const total = reduce(sumFold, 0, losses, [...losses.shape.keys()], false, 'float64').item();
      const value = params.reduction === 'mean' ? total / weightOf(labels, params.weights) : total;
      return arrayOver(dtype, [], dtype === 'float32' ? Float32Array.of(value) : Float64Array.of(value));
    },
    vjp({ upstream, inputs: [a], params }) {
      const axis = axisIn(a!, params);
      const n = a!.shape[axis]!;
      const labels = sure(labelsOf(a!, params));
      const each = params.weights?.values();
      const smoothing = params.smoothing ?? 0;
      const share = params.reduction === 'mean' ? weightOf(labels, params.weights) : 1;
      const u =
        params.reduction === 'none' ? overAll(upstream, a!, [axis]) : overAll(upstream, a!, [...a!.shape.keys()]);
      const shares = isLog ? a! : softmax(a!, axis, 'float64');
      const wide = overAll(labels, a!, [axis]);
      const row = new Float64Array(n);
      return [
        mapLanes([shares, wide, u], [axis], gradientDtype(a!.dtype), ([ia, il, iu], [data, label, up], out, io) => {
          const target = label![il!]!;
          if (target < 0) return;
          // The slopes in the logarithms; they add up to minus what the sample weighs.
          let sum = 0;
          for (let i = 0; i < n; i++) {
            row[i] = -(smoothing / n) * (each?.[i] ?? 1) - (i === target ? (1 - smoothing) * (each?.[target] ?? 1) : 0);
            sum += row[i]!;
          }
          const factor = up![iu!]! / share;
          for (let i = 0; i < n; i++) out[io + i] = factor * (isLog ? row[i]! : row[i]! - sum * data![ia! + i]!);
        }),
      ];
    },
    samples: [
      { shapes: [[2, 3]], params: { axis: 1, targets: labelArray([2, 0], [2]), reduction: 'mean' } },
      { shapes: [[2, 3]], params: { axis: -1, targets: labelArray([1, 1], [2]), reduction: 'none' } },
      { shapes: [[3]], params: { axis: 0, targets: labelArray([1], []), reduction: 'sum' } },
      {
        shapes: [[2, 3, 2]],
        params: { axis: 1, targets: labelArray([0, 1, -100, 2], [2, 2]), reduction: 'mean', ignored: -100 },
      },
      {
        shapes: [[3, 2]],
        params: {
          axis: 1,
          targets: labelArray([0, 1, 1], [3]),
          reduction: 'mean',
          weights: arrayOver('float64', [2], Float64Array.of(0.5, 2)),
          smoothing: 0.1,
        },
      },
    ],
  });
}

function labelArray(values: number[], shape: number[]): NdArray {
  return arrayOver('int32', shape, Int32Array.from(values));
}

function pairSpec([a, b]: readonly Spec[], params: AxisParams): Spec | TensorError {
  const spec = alongSpec(a!, params);
  if (isError(spec)) return spec;
  if (sameShape(a!.shape, b!.shape)) return { dtype: spec.dtype, shape: sampleShape(a!, axisIn(a!, params)) };
  return new TensorError(
    'ShapeMismatch',
    `{0} has shape ${shapeText(a!.shape)}, its labels {1} have ${shapeText(b!.shape)}`,
  );
}

/** u of each sample, over its classes. */
const perClass = ({ upstream, inputs: [a] }: Backflow<AxisParams>, axis: number) => overAll(upstream, a!, [axis]);

/** Softmax and its losses, each one gate. */
export const softmaxes = {
  softmax: tensorRow<AxisParams>({
    symbol: 'softmax',
    notation: 'call',
    flow: 'scales',
    explain:
      'softmax scales: each input gets its share times how far its upstream gradient is above the mean by shares.',
    vjpText: ['y · (∂y − Σ ∂y · y)'],
    operands: 1,
    result: ([a], params) => alongSpec(a!, params),
    forward: ([a], params) => softmax(a!, axisIn(a!, params), params.dtype ?? floating(a!.dtype)),
    vjp({ upstream, inputs: [a], output, params }) {
      const axis = axisIn(a!, params);
      const n = a!.shape[axis]!;
      return [
        mapLanes([upstream, output], [axis], gradientDtype(a!.dtype), ([iu, iy], [u, y], out, io) => {
          let mean = 0;
          for (let i = 0; i < n; i++) mean += u![iu! + i]! * y![iy! + i]!;
          for (let i = 0; i < n; i++) out[io + i] = y![iy! + i]! * (u![iu! + i]! - mean);
        }),
      ];
    },
    samples: lanes,
  }),
  logSoftmax: tensorRow<AxisParams>({
    symbol: 'logSoftmax',
    notation: 'call',
    flow: 'scales',
    explain: 'logSoftmax scales: each input gets its upstream gradient minus its share of the sum of all.',
    vjpText: ['∂y − exp(y) · Σ ∂y'],
    operands: 1,
    result: ([a], params) => alongSpec(a!, params),
    forward: ([a], params) => logSoftmax(a!, axisIn(a!, params), params.dtype ?? floating(a!.dtype)),
    vjp({ upstream, inputs: [a], output, params }) {
      const axis = axisIn(a!, params);
      const n = a!.shape[axis]!;
      return [
        mapLanes([upstream, output], [axis], gradientDtype(a!.dtype), ([iu, iy], [u, y], out, io) => {
          let sum = 0;
          for (let i = 0; i < n; i++) sum += u![iu! + i]!;
          for (let i = 0; i < n; i++) out[io + i] = u![iu! + i]! - Math.exp(y![iy! + i]!) * sum;
        }),
      ];
    },
    samples: lanes,
  }),
  /** Cross-entropy of logits and labels that are shares of the classes, one number for each sample. */
  softmaxCrossEntropy: tensorRow<AxisParams>({
    symbol: 'crossEntropy',
    notation: 'call',
    flow: 'scales',
    explain: 'softmaxCrossEntropy scales: the logits get the upstream gradient times their softmax minus the labels.',
    vjpText: ['∂y · (softmax(a) · Σ b − b)', '−∂y · logSoftmax(a)'],
    operands: 2,
    result: pairSpec,
    forward([a, b], params) {
      const axis = axisIn(a!, params);
      const n = a!.shape[axis]!;
      const dtype = params.dtype ?? floating(a!.dtype);
      const losses = mapLanes(
        [a!, b!],
        [axis],
        dtype,
        ([ia, ib], [data, labels], out, io) => {
          const total = logSumOf(data!, ia!, n);
          let loss = 0;
          for (let i = 0; i < n; i++) loss -= labels![ib! + i]! * (data![ia! + i]! - total);
          out[io] = loss;
        },
        1,
      );
      return arrayOver(dtype, sampleShape(a!, axis), losses.values());
    },
    vjp(call) {
      const [a, b] = call.inputs;
      const axis = axisIn(a!, call.params);
      const n = a!.shape[axis]!;
      const u = perClass(call, axis);
      const found: (NdArray | null)[] = [null, null];
      if (call.wanted[0]) {
        found[0] = mapLanes(
          [a!, b!, u],
          [axis],
          gradientDtype(a!.dtype),
          ([ia, ib, iu], [data, labels, up], out, io) => {
            const total = logSumOf(data!, ia!, n);
            let sum = 0;
            for (let i = 0; i < n; i++) sum += labels![ib! + i]!;
            for (let i = 0; i < n; i++) {
              out[io + i] = up![iu! + i]! * (Math.exp(data![ia! + i]! - total) * sum - labels![ib! + i]!);
            }
          },
        );
      }
      if (call.wanted[1]) {
        found[1] = mapLanes([a!, u], [axis], gradientDtype(b!.dtype), ([ia, iu], [data, up], out, io) => {
          const total = logSumOf(data!, ia!, n);
          for (let i = 0; i < n; i++) out[io + i] = -up![iu! + i]! * (data![ia! + i]! - total);
        });
      }
      return found;
    },
    samples: [
      {
        shapes: [
          [2, 3],
          [2, 3],
        ],
        params: { axis: 1 },
      },
      {
        shapes: [
          [2, 3, 2],
          [2, 3, 2],
        ],
        params: { axis: 1 },
      },
    ],
  }),
  /** Cross-entropy of logits and the numbers of classes. */
  crossEntropy: labelLoss(
    'crossEntropy',
    'crossEntropy scales: the logits get the upstream gradient times their softmax, minus one for the right class.',
    false,
  ),
  /** The same of logarithms of shares. */
  nllLoss: labelLoss(
    'nllLoss',
    'nllLoss scales: the logarithm of the right class gets minus the upstream gradient, the others get nothing.',
    true,
  ),
};

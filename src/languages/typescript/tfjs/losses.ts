import { sameShape, shapeText } from '../../../engine/tensor/shape';
import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { TensorObject } from './tensorObject';

/** What becomes of the losses of the elements: `tf.Reduction`. */
export const REDUCTION = { NONE: 0, MEAN: 1, SUM: 2, SUM_BY_NONZERO_WEIGHTS: 3 } as const;

const all = { axes: null, keepDims: false };

/** Operations of one call, by short names: losses are formulas. */
function formulas(call: TfCall) {
  const binary = (op: 'add' | 'sub' | 'mul' | 'div') => (a: TensorValue, b: TensorValue) => call.value(op, [a, b], {});
  return {
    add: binary('add'),
    sub: binary('sub'),
    mul: binary('mul'),
    div: binary('div'),
    abs: (x: TensorValue) => call.value('abs', [x], {}),
    log: (x: TensorValue) => call.value('log', [x], {}),
    neg: (x: TensorValue) => call.value('neg', [x], {}),
    number: (value: number) => call.same(value, 'float32'),
  };
}

/** The losses of the elements as one, weighted. */
export function weighted(call: TfCall, losses: TensorValue, weightsAt: number, reduction: number): TensorObject {
  const { div, mul, number } = formulas(call);
  const weights = call.has(weightsAt) ? call.floating(call.tensor(weightsAt, 'weights')) : null;
  const each = weights === null ? losses : mul(losses, weights);
  if (reduction === REDUCTION.NONE) return new TensorObject(each);
  if (reduction === REDUCTION.SUM) return call.op('sum', [each], all);
  if (weights === null) return call.op('mean', [each], all);
  const sum = call.value('sum', [each], all);
  if (reduction === REDUCTION.MEAN) {
    const total = call.value('sum', [weights], all);
    const factor = losses.array.size / weights.array.size;
    const mean = div(sum, total);
    return new TensorObject(factor > 1 ? div(mean, number(factor)) : mean);
  }
  if (reduction === REDUCTION.SUM_BY_NONZERO_WEIGHTS) {
    const values = weights.array.values();
    let count = 0;
    for (let k = 0; k < values.length; k++) if (values[k] !== 0) count++;
    // Weights broadcast: each of them counts as often as it is used.
    return new TensorObject(div(sum, number((count * losses.array.size) / Math.max(1, weights.array.size))));
  }
  throw call.wrong(`Unknown reduction: ${reduction}`);
}

/** Labels and predictions of one shape. */
function labelled(call: TfCall, names: readonly [string, string]): [TensorValue, TensorValue] {
  const [a, b] = [call.floating(call.tensor(0, names[0])), call.floating(call.tensor(1, names[1]))];
  if (sameShape(a.array.shape, b.array.shape)) return [a, b];
  const [p, q] = [a.array.shape, b.array.shape];
  const axis = p.findIndex((extent, k) => extent !== q[k]);
  const where = p.length === q.length ? `: axis ${axis} has ${p[axis]} and ${q[axis]}` : '';
  throw call.mismatch(
    `Error in ${call.name}: the shapes ${shapeText(p)} of ${call.called(call.tensor(0, names[0]), names[0])} and ${shapeText(q)} of ${call.called(call.tensor(1, names[1]), names[1])} must match${where}`,
  );
}

type Loss = (call: TfCall, labels: TensorValue, predictions: TensorValue) => TensorValue;

/** A loss: `weights`, then parameters of its own, then the reduction. */
function loss(weightsAt: number, reductionAt: number, of: Loss, names?: readonly [string, string]): TfFunction {
  return (call) => {
    const [labels, predictions] = labelled(call, names ?? ['labels', 'predictions']);
    const reduction = call.number(reductionAt, REDUCTION.SUM_BY_NONZERO_WEIGHTS);
    return weighted(call, of(call, labels, predictions), weightsAt, reduction);
  };
}

const absolute: Loss = (call, labels, predictions) => {
  const { abs, sub } = formulas(call);
  return abs(sub(labels, predictions));
};

const squared: Loss = (call, labels, predictions) => call.value('squaredDifference', [labels, predictions], {});

const cosine: Loss = (call, labels, predictions) => {
  const { mul, sub, number } = formulas(call);
  const products = mul(labels, predictions);
  const sum = call.value('sum', [products], { axes: [call.whole(2, 'axis', -1)], keepDims: true });
  return sub(number(1), sum);
};

const hinge: Loss = (call, labels, predictions) => {
  const { mul, sub, number } = formulas(call);
  const signs = sub(mul(number(2), labels), number(1));
  return call.value('relu', [sub(number(1), mul(signs, predictions))], {});
};

const huber: Loss = (call, labels, predictions) => {
  const { abs, add, mul, sub, number } = formulas(call);
  const delta = number(call.number(3, 1));
  const error = abs(sub(predictions, labels));
  const quadratic = call.value('min', [error, delta], {});
  const linear = sub(error, quadratic);
  return add(mul(number(0.5), call.value('square', [quadratic], {})), mul(delta, linear));
};

const logarithmic: Loss = (call, labels, predictions) => {
  const { add, log, mul, neg, sub, number } = formulas(call);
  const [one, epsilon] = [number(1), number(call.number(3, 1e-7))];
  const hit = neg(mul(labels, log(add(predictions, epsilon))));
  const miss = mul(sub(one, labels), log(add(sub(one, predictions), epsilon)));
  return sub(hit, miss);
};

/** max(x, 0) − x·z + log(1 + exp(−|x|)), as softplus(x) − x·z. */
const sigmoidCross: Loss = (call, given, logits) => {
  const { add, mul, sub, number } = formulas(call);
  const smoothing = call.number(3, 0);
  const labels = smoothing > 0 ? add(mul(given, number(1 - smoothing)), number(0.5 * smoothing)) : given;
  const plus = call.value('softplus', [logits], { beta: 1, threshold: Number.POSITIVE_INFINITY });
  return sub(plus, mul(logits, labels));
};

const softmaxCross: Loss = (call, given, logits) => {
  const { add, mul, number } = formulas(call);
  const smoothing = call.number(3, 0);
  const classes = given.array.shape[1] ?? 1;
  const labels = smoothing > 0 ? add(mul(given, number(1 - smoothing)), number(smoothing / classes)) : given;
  return call.value('softmaxCrossEntropy', [logits, labels], { axis: -1 });
};

/** `tf.losses`. */
export const losses: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['absoluteDifference', loss(2, 3, absolute)],
  ['meanSquaredError', loss(2, 3, squared)],
  ['cosineDistance', loss(3, 4, cosine)],
  ['hingeLoss', loss(2, 3, hinge)],
  ['huberLoss', loss(2, 4, huber)],
  ['logLoss', loss(2, 4, logarithmic)],
  ['sigmoidCrossEntropy', loss(2, 4, sigmoidCross, ['multiClassLabels', 'logits'])],
  ['softmaxCrossEntropy', loss(2, 4, softmaxCross, ['onehotLabels', 'logits'])],
  [
    'computeWeightedLoss',
    (call) =>
      weighted(call, call.floating(call.tensor(0, 'losses')), 1, call.number(2, REDUCTION.SUM_BY_NONZERO_WEIGHTS)),
  ],
]);

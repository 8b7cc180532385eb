import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../../src/inspector/budgets';
import { checkAll } from '../../../../src/inspector/checkAll';
import { Inspector } from '../../../../src/inspector/inspector';
import { functions } from '../../../../src/languages/typescript/tfjs';
import { losses } from '../../../../src/languages/typescript/tfjs/losses';

/** What `x` is in an expression, by the name of the list that it stands in. */
const inputs = {
  matrix: 'tf.tensor2d([[0.4, -1.2, 0.8], [1.5, 0.3, -0.6]])',
  square: 'tf.tensor2d([[0.4, -1.2], [1.5, 0.3]])',
  vector: 'tf.tensor1d([0.4, -1.2, 0.8, 1.7])',
  positive: 'tf.tensor2d([[0.4, 1.2, 0.8], [1.5, 0.3, 0.6]])',
  aboveOne: 'tf.tensor1d([1.4, 2.2, 1.8])',
  belowOne: 'tf.tensor1d([0.4, -0.2, 0.8])',
  volume: 'tf.tensor3d([[[0.4, -1.2], [1.5, 0.3]], [[0.7, 0.9], [-0.5, 1.1]]])',
  image:
    'tf.tensor4d([0.4, -1.2, 1.5, 0.3, 0.7, 0.9, -0.5, 1.1, 0.2, 2.1, -0.8, 0.6, 1.9, -0.3, 0.1, 1.3, -1.4, 0.55], [1, 3, 3, 2])',
  shares: 'tf.tensor2d([[0.4, 0.2, 0.8], [0.5, 0.3, 0.6]])',
} as const;

/** Expressions of `x`, each a smooth function around the point that the input is. */
const expressions: Readonly<Record<keyof typeof inputs, string>> = {
  matrix: `
tf.abs(x)|tf.asinh(x)|tf.atan(x)|tf.cos(x)|tf.cosh(x)|tf.erf(x)|tf.exp(x)|tf.expm1(x)|tf.neg(x)|tf.sin(x)|tf.sinh(x)
tf.square(x)|tf.tan(x.mul(0.5))|tf.tanh(x)|tf.sigmoid(x)|tf.logSigmoid(x)|tf.relu(x)|tf.relu6(x.mul(5))|tf.selu(x)|tf.elu(x)
tf.leakyRelu(x, 0.3)|tf.softplus(x)|tf.softmax(x)|tf.logSoftmax(x)|tf.prelu(x, [0.1, 0.2, 0.3])|tf.prelu([[-1, 2, -3]], x)
tf.add(x, [1, 2, 3])|tf.sub(2, x)|tf.mul(x, [[2], [3]])|tf.div(x, [1, 2, 4])|tf.div([1, 2, 4], x)|tf.divNoNan([1, 2, 4], x)
tf.mod(x.add(8), 5)|tf.mod([9, 2, 4], x.abs().add(2))|tf.maximum(x, 0.5)|tf.minimum([0, 1, -1], x)|tf.squaredDifference(x, [1, 2, 3])
tf.atan2(x, [1, 2, 3])|tf.atan2([1, 2, 3], x)|tf.pow(x, 3)|tf.addN([x, x.mul(2), x.square()])
tf.where(tf.greater(x, 0), x.square(), x.mul(3))|tf.clipByValue(x, -1, 1)|tf.reciprocal(x)
tf.sum(x, 0)|tf.mean(x, 1, true)|tf.prod(x, 1)|tf.max(x, 1)|tf.min(x, 0)|tf.logSumExp(x, 1)|tf.cumsum(x, 1)|tf.cumprod(x, 1, true)
tf.norm(x)|tf.norm(x, 1, 0)|tf.norm(x, Infinity, 1)|tf.norm(x, 'euclidean', 1)|tf.euclideanNorm(x, 0)|tf.norm(x, 1, [0, 1])
tf.moments(x, 0).variance|tf.moments(x).mean|tf.topk(x, 2).values
tf.matMul(x, [[1, 2], [3, 4], [5, 6]])|tf.matMul([[1, 2]], x)|tf.matMul(x, x, true)|tf.dot(x, [1, 2, 3])|tf.einsum('ij,kj->ik', x, x)
tf.linalg.bandPart(x, 0, 1)|tf.transpose(x)|tf.reshape(x, [3, 2])|tf.expandDims(x, 1)|tf.tile(x, [2, 1])|tf.reverse(x, 1)|tf.reverse2d(x, 0)
tf.pad(x, [[1, 0], [0, 2]])|tf.pad2d(x, [[1, 0], [0, 2]])|tf.mirrorPad(x, [[1, 1], [0, 1]], 'reflect')|tf.clone(x)|tf.cast(x, 'float32')
tf.ensureShape(x, [2, 3])|tf.concat([x, x.square()], 1)|tf.stack([x, x.square()], 1)|tf.split(x, [1, 2], 1)[1]|tf.unstack(x)[1]
tf.slice(x, [0, 1], [2, 2])|tf.slice2d(x, [1, 0], [1, 2])|tf.stridedSlice(x, [0, 2], [2, 0], [1, -1])|tf.concat2d([x, x], 0)
tf.gather(x, [2, 0, 2], 1)|tf.gather(x, [[0, 1], [2, 2]], 1, 1)|tf.gatherND(x, [[0, 1], [1, 2]])|tf.unsortedSegmentSum(x, tf.tensor1d([1, 1], 'int32'), 2)
tf.tensorScatterUpdate(x, tf.tensor2d([[1]], [1, 1], 'int32'), [[1, 2, 3]])|tf.scatterND(tf.tensor2d([[2], [2]], [2, 1], 'int32'), x, [4, 3])
tf.batchNorm(x, [0.1, 0.2, 0.3], [1, 2, 3])|tf.batchNorm2d([[1, 2, 3]], x, [[1, 2, 3]])|tf.batchNorm(x, tf.moments(x, 0).mean, tf.moments(x, 0).variance, [1, 2, 3], [2, 1, 0.5], 0.5)
tf.dropout(x, 0.5, undefined, 3)|tf.diag(x)|tf.broadcastTo(x, [2, 2, 3])|tf.tidy(() => x.square())|tf.keep(x.exp())
tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], activation: 'tanh' })] }).predict(x)|tf.valueAndGrad((a: any) => a.pow(3).sum())(x).grad
tf.grad((a: any) => a.pow(3).sum())(x)|tf.grads((a: any) => a.sin().sum())([x])[0]|tf.valueAndGrads((a: any) => a.exp().sum())([x]).value
tf.bincount(tf.tensor1d([0, 2, 2, 1, 0, 1], 'int32'), x.flatten(), 3)|tf.sign(x).mul(x)|tf.variable(x)|tf.unique(x, 1).values|tf.movingAverage(x, [1, 2, 3], 0.3, 2)|tf.fused.matMul({ a: x, b: tf.ones([3, 2]), activation: 'elu' })|tf.linalg.gramSchmidt(x)`,
  square: `tf.matMul(x, x)|tf.outerProduct(x.flatten(), x.flatten())|tf.squeeze(x.expandDims(0))|tf.stack([x.slice([0, 0], [1, 2]), x.slice([1, 0])])`,
  vector: `
tf.dot(x, [1, 2, 3, 4])|tf.outerProduct(x, [1, 2])|tf.reverse1d(x)|tf.pad1d(x, [1, 2])|tf.slice1d(x, 1, 2)|tf.concat1d([x, [1]])|tf.meshgrid(x, [1, 2])[0]
tf.conv1d(x.reshape([1, 4, 1]), tf.tensor3d([1, -2, 0.5], [3, 1, 1]), 1, 'same')`,
  positive: `tf.log(x)|tf.log1p(x)|tf.sqrt(x)|tf.rsqrt(x)|tf.pow(x, 1.5)|tf.pow(2, x)|tf.losses.logLoss([[1, 0, 1], [0, 1, 0]], x.div(2))`,
  aboveOne: 'tf.acosh(x)',
  belowOne: 'tf.acos(x)|tf.asin(x)|tf.atanh(x)',
  volume: `
tf.reverse3d(x, 1)|tf.concat3d([x, x], 2)|tf.slice3d(x, [0, 0, 1], [2, 1, 1])|tf.pad3d(x, [[1, 0], [0, 0], [0, 1]])
tf.maxPool(x, 2, 1, 'valid')|tf.transpose(x, [2, 0, 1])|tf.matMul(x, x)|tf.batchNorm3d(x, [0.1, 0.2], [1, 2])|tf.avgPool3d(x.reshape([1, 2, 2, 2, 1]), 2, 1, 'valid')
tf.maxPool3d(x.reshape([1, 2, 2, 2, 1]), 2, 1, 'same')`,
  image: `
tf.conv2d(x, tf.tensor4d([1, -1, 0.5, 2, 0.3, 0.7, -0.2, 0.1], [2, 2, 2, 1]), 1, 'same')|tf.conv2d(tf.ones([1, 4, 4, 3]), x.reshape([3, 2, 3, 1]), [1, 2], 'valid')
tf.depthwiseConv2d(x, tf.tensor4d([1, -1, 0.5, 2, 0.3, 0.7, -0.2, 0.1], [2, 2, 2, 1]), 1, 'valid')|tf.maxPool(x, 2, 1, 'valid')|tf.avgPool(x, 2, 2, 'same')|tf.pool(x, 2, 'avg', 'valid')
tf.separableConv2d(x, tf.tensor4d([1, -1, 0.5, 2, 0.3, 0.7, -0.2, 0.1], [2, 2, 2, 1]), tf.tensor4d([1, -2], [1, 1, 2, 1]), 1, 'valid')
tf.conv2dTranspose(x, tf.tensor4d([1, -1, 0.5, 2, 0.3, 0.7, -0.2, 0.1], [2, 2, 1, 2]), [1, 6, 6, 1], 2, 'same')|tf.reverse4d(x, [1, 2])|tf.concat4d([x, x], 3)
tf.slice4d(x, [0, 1, 0, 0], [1, 2, 2, 1])|tf.pad4d(x, [[0, 0], [1, 0], [0, 1], [0, 0]])|tf.batchNorm4d(x, [0.1, 0.2], [1, 2])|tf.spaceToBatchND(x, [2, 2], [[1, 0], [0, 1]])|tf.batchToSpaceND(tf.concat([x, x, x, x], 0), [2, 2], [[1, 0], [0, 1]])|tf.conv3d(x.reshape([1, 3, 3, 2, 1]), tf.tensor5d([1, -2, 0.5, 3], [2, 1, 2, 1, 1]), 1, 'same')|tf.depthToSpace(tf.concat([x, x], 3), 2)`,
  shares: `
tf.losses.absoluteDifference([[1, 0, 0], [0, 0, 1]], x)|tf.losses.meanSquaredError([[1, 0, 0], [0, 0, 1]], x, [[1], [3]])|tf.losses.cosineDistance([[1, 0, 0], [0, 0, 1]], x, 1)
tf.losses.hingeLoss([[1, 0, 0], [0, 0, 1]], x)|tf.losses.huberLoss([[1, 0, 0], [0, 0, 2]], x, [[1], [2]], 0.7)|tf.losses.sigmoidCrossEntropy([[1, 0, 0], [0, 0, 1]], x, undefined, 0.1)
tf.losses.softmaxCrossEntropy([[1, 0, 0], [0, 0, 1]], x, [1, 2], 0.1)|tf.losses.softmaxCrossEntropy(x, [[1, 0, 0], [0, 0, 1]])|tf.losses.computeWeightedLoss(x, [1, 0, 2])
tf.losses.meanSquaredError(x, [[1, 0, 0], [0, 0, 1]], x)`,
};

const rows = Object.entries(expressions).flatMap(([kind, list]) =>
  list
    .trim()
    .split(/[|\n]/)
    .map((expression) => [expression, inputs[kind as keyof typeof inputs]] as const),
);

/** Functions that give whole numbers, truth values, steps, or tensors of no tensor, and those that do other things. */
const flat = new Set(
  `ceil floor round step equal notEqual less lessEqual greater greaterEqual logicalAnd logicalOr logicalXor logicalNot isNaN isInf isFinite
  floorDiv any all argMax argMin oneHot zerosLike onesLike tensor tensor1d tensor2d tensor3d tensor4d tensor5d tensor6d scalar zeros ones fill
  range eye linspace randomNormal randomStandardNormal truncatedNormal randomUniform randomUniformInt rand disposeVariables variableGrads
  lowerBound upperBound searchSorted multinomial
  enableProdMode enableDebugMode disableDeprecationWarnings deprecationWarn removeBackend setBackend dispose memory getBackend print`.split(
    /\s+/,
  ),
);

describe('gradients agree with finite differences', () => {
  test.each(rows)('%s', async (expression, x) => {
    const inspector = new Inspector();
    const text = `import * as tf from '@tensorflow/tfjs';
const x = ${x};
const out = ${expression};
const y = out.flatten().mul(tf.linspace(0.3, 1.7, out.size)).sum(); // @grad wrt x`;
    const request = { uri: 'a.ts', version: 1, language: 'typescript', text, budget: explicitBudget } as const;
    const [result] = inspector.inspect({ ...request, focus: { kind: 'annotated' }, picture: 'default' }).results;
    expect(result!.error).toBeNull();
    const checked = await checkAll(async (asked) => inspector.check(asked), result!.id, { input: 'x' });
    expect(checked!.checks.length).toBeGreaterThan(0);
    // On a busy machine the check takes fewer points, and calls a difference rough that is close.
    const wrong = checked!.checks.filter(
      ({ verdict, analytic, numeric }) =>
        verdict !== 'agrees' &&
        !(
          verdict === 'unchecked' &&
          Math.abs(Number(numeric) - Number(analytic)) <= 1e-4 * (1 + Math.abs(Number(analytic)))
        ),
    );
    expect(wrong.map(({ name, analytic, numeric, verdict }) => ({ name, analytic, numeric, verdict }))).toEqual([]);
    expect(checked!.checks.some(({ analytic }) => analytic !== 0)).toBe(true);
  });
});

test('every function that has a gradient is among them', () => {
  const text = rows.map(([expression]) => expression).join('\n');
  const used = new Set([...text.matchAll(/tf\.(?:losses\.)?(\w+)/g)].map(([, name]) => name!));
  const missing = [...functions.keys(), ...losses.keys()].filter((name) => !used.has(name) && !flat.has(name));
  expect(missing).toEqual([]);
});

// @ts-nocheck: the package need not be installed
import * as tf from '@tensorflow/tfjs';

// Two layers as matrices: y = W2 · σ(W1 · X + b1) + b2, for three samples.
// Each matmul is one gate. Point at one: its card shows whose transpose
// multiplies what. b1 and b2 are stretched over the samples, so their
// gradients are summed over them. The package is never run.
const X = tf.tensor2d([
  [0.5, -1, 2],
  [1.5, 0.3, -0.8],
]);
const W1 = tf.tensor2d([
  [0.4, -0.6],
  [0.9, 0.2],
  [-0.3, 0.7],
]);
const b1 = tf.tensor2d([[0.1], [-0.2], [0.05]]);
const W2 = tf.tensor2d([[0.8, -1.1, 0.6]]);
const b2 = tf.tensor2d([[0.3]]);
const target = tf.tensor2d([[1, 0, 0.5]]);

const hidden = tf.sigmoid(W1.matMul(X).add(b1));
const y = W2.matMul(hidden).add(b2);
const loss = y.sub(target).square().mean(); // @grad wrt W1, b1, W2, b2

export { loss };

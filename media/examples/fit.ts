// @ts-nocheck: the package need not be installed
import * as tf from '@tensorflow/tfjs';

// A line through five points: 100 epochs of gradient descent with an
// optimizer of TensorFlow.js. Each call of minimize is a pass: a timeline
// above the graph shows how the loss falls, and what slope and bias were.
const xs = tf.tensor1d([-1, 0, 1, 2, 3]);
const ys = tf.tensor1d([-3.1, -0.9, 1.2, 2.8, 5.1]);
const slope = tf.variable(tf.scalar(0));
const bias = tf.variable(tf.scalar(0));

const lossOf = () => tf.losses.meanSquaredError(ys, xs.mul(slope).add(bias));

const optimizer = tf.train.sgd(0.05);
for (let epoch = 0; epoch < 100; epoch++) {
  optimizer.minimize(lossOf);
}
const loss = lossOf(); // @grad wrt slope, bias

export { loss };

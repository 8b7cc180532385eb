import { describe, expect, test } from 'vitest';
import { check, checkAll, inspect } from '../check';

const tf = "import * as tf from '@tensorflow/tfjs';\n";

describe('a training loop', () => {
  const text = `${tf}const w = tf.variable(tf.tensor1d([1, -2]));
const optimizer = tf.train.sgd(0.25);
for (let i = 0; i < 3; i++) optimizer.minimize(() => w.square().sum());
const loss = w.square().sum(); // @grad`;

  test('reports the latest value of a variable, and the gradient with respect to that', () => {
    check(text, { value: 0.078125, grads: { w: [0.25, -0.5] }, inputs: { w: [0.125, -0.25] } });
  });

  test('is a pass for each step: the loss, and each variable before and after', () => {
    const [result] = inspect(text);
    expect(result!.passes?.count).toBe(3);
    expect(result!.passes?.listed.map(({ index, output }) => [index, output.value])).toEqual([
      [0, 5],
      [1, 1.25],
      [2, 0.3125],
    ]);
    expect(result!.passes?.listed[1]?.grads).toEqual({ w: [1, -2] });
  });

  test('stays fast over thousands of steps', () => {
    const long = text.replace('i < 3', 'i < 3000').replace('sgd(0.25)', 'sgd(0.0001)');
    const before = performance.now();
    const [result] = inspect(long, { budget: { time: 5000 } });
    expect(result!.error).toBeNull();
    expect(result!.passes?.count).toBe(3000);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('stops within the budget of operations', () => {
    const endless = text.replace('i < 3', 'i < 1e9');
    const [result] = inspect(endless, { budget: { time: 5000, operations: 20_000 } });
    expect(result!.error?.code).toBe('StepLimit');
  });

  test('changes nothing of what was computed before it', () => {
    const both = text.replace('const optimizer', 'const first = w.square().sum(); // @grad\nconst optimizer');
    checkAll(both, [
      { value: 5, grads: { w: [2, -4] }, inputs: { w: [1, -2] } },
      { value: 0.078125, grads: { w: [0.25, -0.5] }, inputs: { w: [0.125, -0.25] } },
    ]);
  });

  test('that was stopped says so where its variables are read', () => {
    const slow = text.replace('i < 3', 'i < 1e9');
    const [result] = inspect(slow, { budget: { time: 100 } });
    expect(result!.error).toMatchObject({ code: 'TimeLimit' });
    expect(result!.error?.message).toMatch(/^stopped after .* at line 4 \(loop ran [\d ]+ times\)$/);
    expect(result!.output).toBeNull();
  });

  test('trains what the code of an input says when the input has another value', () => {
    const [result] = inspect(text, { set: { w: 'tf.variable(tf.tensor1d([4, 0]))' } });
    expect(result!.inputs[0]?.value).toEqual([0.5, 0]);
  });

  test('leaves a variable alone that is not trainable or not in the list', () => {
    const two = `${tf}const a = tf.variable(tf.scalar(2));
const b = tf.variable(tf.scalar(3), false);
const c = tf.variable(tf.scalar(4));
tf.train.sgd(0.1).minimize(() => a.mul(b).mul(c), false, [a]);
const out = a.add(b).add(c); // @grad`;
    const [result] = inspect(two);
    const values = Object.fromEntries(result!.inputs.map(({ name, value }) => [name, value]));
    expect(values.b).toBe(3);
    expect(values.c).toBe(4);
    expect(values.a).toBeCloseTo(0.8, 6);
  });

  test('of a model trains its weights', () => {
    const model = `${tf}const kernel = tf.tensor2d([[0.5]]);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], weights: [kernel, tf.tensor1d([0])] })] });
const x = tf.tensor2d([[1], [2]]);
const y = tf.tensor2d([[2], [4]]);
const optimizer = tf.train.adam(0.1);
for (let i = 0; i < 60; i++) optimizer.minimize(() => tf.losses.meanSquaredError(y, model.predict(x)));
const loss = tf.losses.meanSquaredError(y, model.predict(x)); // @grad wrt x`;
    const [result] = inspect(model);
    expect(result!.error).toBeNull();
    expect(result!.output?.value).toBeLessThan(0.1);
    expect(result!.passes?.listed[0]?.grads).toHaveProperty('kernel');
  });
});

describe('gradients that the code asks for', () => {
  test('are values that can be differentiated again', () => {
    check(`${tf}const x = tf.scalar(2);\nconst y = tf.grad((a) => a.pow(3))(x); // @grad`, {
      value: 12,
      grads: { x: 12 },
    });
  });

  test('count only what goes through the argument', () => {
    check(
      `${tf}const x = tf.scalar(3);\nconst square = x.square();\nconst y = tf.grad((a) => a.mul(square))(x); // @grad`,
      { value: 9, grads: { x: 6 } },
    );
  });

  test('are listed with the names of the arguments', () => {
    const [result] = inspect(
      `${tf}const a = tf.scalar(2);\nconst b = tf.scalar(5);\nconst [da, db] = tf.grads((p, q) => p.mul(q))([a, b]);\nconst y = a.add(da); // @grad`,
    );
    expect(result!.gradCalls).toEqual([
      expect.objectContaining({ inputNames: ['a', 'b'], outputs: [10], grads: [5, 2] }),
    ]);
  });

  test('of a function of a model go to what the weights were made of', () => {
    check(
      `${tf}const W = tf.tensor2d([[2], [3]]);
const b = tf.tensor1d([1]);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], weights: [W, b] })] });
const y = model.predict(tf.tensor2d([[5, 7]])); // @grad`,
      { value: [[32]], grads: { W: [[5], [7]], b: [1] } },
    );
  });

  test('go through what is assigned to a variable to what that was made of', () => {
    check(`${tf}const w = tf.variable(tf.scalar(3));\nw.assign(w.mul(2));\nconst y = w.square(); // @grad`, {
      value: 36,
      grads: { w: 24 },
      inputs: { w: 3 },
    });
  });
});

describe('numbers and tensors', () => {
  test('a number of the program keeps its gradient in a tensor, beside one and out of one', () => {
    check(
      `${tf}const k = 3;
const t = tf.tensor1d([k, 2]).mul(k).add(tf.fill([2], k));
const y = t.arraySync()[0] * k + t.dataSync()[1]; // @grad`,
      { value: 45, grads: { k: 9 + 9 + 3 + 12 + 2 + 1 } },
    );
  });

  test('random numbers are the same in each run, and by seed', () => {
    const random = `${tf}const a = tf.randomNormal([3], 0, 1, 'float32', 7);
const b = tf.randomNormal([3], 0, 1, 'float32', 7);
const c = tf.randomUniform([1000], 2, 3);
const y = tf.stack([a.sub(b).abs().sum(), c.min(), c.max(), c.mean()]); // @grad wrt k
const k = 1;`.replace(' wrt k', '');
    const [first] = inspect(random);
    const [second] = inspect(random);
    const [same, low, high, mean] = first!.output!.value as number[];
    expect(same).toBe(0);
    expect(low).toBeGreaterThanOrEqual(2);
    expect(high).toBeLessThan(3);
    expect(mean).toBeCloseTo(2.5, 1);
    expect(second!.output).toEqual(first!.output);
  });
});

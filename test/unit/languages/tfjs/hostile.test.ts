import { describe, expect, test } from 'vitest';
import { functions, methodNames } from '../../../../src/languages/typescript/tfjs';
import { groups } from '../../../../src/languages/typescript/tfjs/groups';
import { inspect } from '../check';

/** Arguments that no function is made for, and some that fit here and there. */
const values = [
  'undefined', 'null', '0', '-1', '1.5', 'NaN', 'Infinity', '"same"', 'true', '{}', '[]', '[[]]', '[1, 2]', '[[1], [2]]', '[-1]', '[0.5]',
  '(() => 1)', '(() => t)', 't', 'tf.zeros([0])', 'tf.zeros([2, 2, 1])', 'tf.tensor1d([0, 1], "int32")', 'tf.scalar(true)', 'tf.ones([1, 3, 3, 1])',
  'new Map()', '{ x: t, a: t, b: t, filter: t, units: 2, layers: [] }', '[t, t]', '[[0, 0], [0, 0]]', 'new Float32Array(2)', '"int32"', 'tf', 'Symbol.iterator',
] as const; // biome-ignore format: a list

/** A generator of the same calls each time. */
function* calls(callee: string, seed: number): Generator<string> {
  let state = seed * 7919 + 13;
  const next = () => (state = (state * 48_271) % 0x7fff_ffff);
  yield `${callee}()`;
  for (let k = 0; k < 25; k++) {
    const args = Array.from({ length: 1 + (next() % 4) }, () => values[next() % values.length]!);
    yield `${callee}(${args.join(', ')})`;
  }
}

/** What was once found to go wrong. */
const found = ['tf.broadcastTo(1, [-1])', 'tf.addN([])', 'tf.sequential().predict(t)'];

const callees = [
  ...[...functions.keys()].map((name) => `tf.${name}`),
  ...[...groups].flatMap(([group, own]) => [...own.keys()].map((name) => `tf.${group}.${name}`)),
  ...methodNames.map((name) => `t.${name}`),
  'tf.sequential().add',
  'tf.sequential().predict',
  'tf.train.sgd(1).minimize',
  'tf.train.sgd(1).applyGradients',
  'tf.grad((x: any) => x)',
  'tf.grads((...xs: any[]) => xs[0])',
  'tf.layers.dense({ units: 2 }).apply',
  'tf.layers.conv2d({ filters: 2, kernelSize: 2 }).apply',
  'tf.layers.flatten().apply',
  'tf.layers.batchNormalization().apply',
  'tf.layers.embedding({ inputDim: 2, outputDim: 2 }).apply',
];

test.each(found)('%s', (call) => {
  const [result] = inspect(
    `import * as tf from '@tensorflow/tfjs';\nconst t = tf.ones([2]);\nconst out: any = ${call}; // @grad`,
  );
  expect(result!.error?.code).toMatch(/Mismatch/);
});

describe('whatever a function of TensorFlow.js is called with, it answers or says what is wrong', () => {
  test.each(callees.map((callee, seed) => [callee, seed] as const))('%s', (callee, seed) => {
    const wrong: string[] = [];
    for (const call of calls(callee, seed)) {
      const text = `import * as tf from '@tensorflow/tfjs';\nconst t = tf.tensor2d([[1, 2], [3, 4]]);\nconst out: any = ${call}; // @grad`;
      const [result] = inspect(text, { budget: { time: 1000 } });
      const { error } = result!;
      if (error?.code === 'Internal') wrong.push(`${call}: ${error.message}`);
    }
    expect(wrong).toEqual([]);
  });
});

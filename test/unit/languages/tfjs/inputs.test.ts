import { describe, expect, test } from 'vitest';
import { inspect } from '../check';

const tf = "import * as tf from '@tensorflow/tfjs';\n";

describe('tensors that a function fills', () => {
  const code = `${tf}const W = tf.variable(tf.randomNormal([2, 3], 0, 1, 'float32', 7));
const b = tf.zeros([3]);
const k = tf.fill([3], 2, 'int32');
const x = tf.tensor2d([[1, 2]]);
`;

  test('are inputs where they are named', () => {
    const [result] = inspect(`${code}const y = x.matMul(W).add(b).mul(3).sum(); // @grad wrt W, b`);
    expect(result!.error).toBeNull();
    expect(result!.inputs.map(({ name, grad, isMade }) => ({ name, grad, isMade }))).toEqual([
      {
        name: 'W',
        grad: [
          [3, 3, 3],
          [6, 6, 6],
        ],
        isMade: true,
      },
      { name: 'b', grad: [3, 3, 3], isMade: true },
    ]);
  });

  test('are none by themselves, nor where they hold whole numbers', () => {
    const [result] = inspect(`${code}const y = x.matMul(W).add(b).sum(); // @grad`);
    expect(result!.inputs.map(({ name }) => name)).toEqual(['x']);
    const [other] = inspect(`${code}const y = x.matMul(W).add(b).mul(k).sum(); // @grad wrt k`);
    expect(other!.error?.code).toBe('DirectiveError');
  });

  test('list their numbers once a list replaces them', () => {
    const text = `${code}const y = x.matMul(W).add(b).sum(); // @grad wrt b`;
    const [result] = inspect(text, { set: { b: 'tf.tensor1d([1, 2, 3])' } });
    expect(result!.inputs[0]).toMatchObject({ value: [1, 2, 3], overridden: true });
    expect(result!.inputs[0]!.isMade).toBeUndefined();
  });
});

test('a tensor that cannot be made leaves all that does not need it', () => {
  const text = `${tf}const bad = tf.tensor2d([[1, 2], [3]]);\nconst x = tf.scalar(3);\nconst y = x.square(); // @grad`;
  const [result] = inspect(text);
  expect(result!.error).toBeNull();
  expect(result!.inputs[0]).toMatchObject({ name: 'x', grad: 6 });
});

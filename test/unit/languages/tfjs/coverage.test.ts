import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { functions, refusedNames } from '../../../../src/languages/typescript/tfjs';
import { emptyGroups, groups } from '../../../../src/languages/typescript/tfjs/groups';
import { refusedFunctions, tensorMethodNames } from '../../../../src/languages/typescript/tfjs/names';
import { root } from '../../../support/cache';
import { inspect } from '../check';
import { coverageTable, tableIn, withTable } from './coverage';

const readme = path.join(root, 'src', 'README.md');

test('src/README.md lists the functions that there are', () => {
  const table = coverageTable();
  if (process.env.TFJS_TABLE === 'write') writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), table));
  expect(tableIn(readFileSync(readme, 'utf8'))).toBe(table);
});

describe('what TensorFlow.js has and is not built here', () => {
  test.each(refusedNames)('tf.%s is refused by name', (name) => {
    const [result] = inspect(`import * as tf from '@tensorflow/tfjs';\nconst y = (tf as any).${name}(1); // @grad`);
    expect(result!.error?.code).toBe('Unsupported');
    expect(result!.error?.message.toLowerCase()).toMatch(
      new RegExp(`${name}|complex|strings|sparse|backend`.toLowerCase()),
    );
  });

  test('no function of the package is unknown', () => {
    const known = new Set([...functions.keys(), ...groups.keys(), ...emptyGroups, ...refusedNames]);
    expect(refusedFunctions.filter((name) => !known.has(name))).toEqual([]);
  });

  test.each([
    ['tf.image.resizeBilinear(tf.zeros([1, 2, 2, 1]), [4, 4])', '`tf.image.resizeBilinear` is not supported'],
    ['tf.layers.lstm({ units: 2 })', '`tf.layers.lstm` is not supported'],
    ['tf.linalg.qr(tf.eye(2))', '`tf.linalg.qr` is not supported'],
    ['tf.signal.stft(tf.ones([4]), 2, 1)', '`tf.signal.stft` is not supported'],
    ['tf.ones([2]).data()', '`data()` gives a promise, and code that waits is not run here; use `dataSync()`'],
    ['tf.ones([2]).array()', '`array()` gives a promise, and code that waits is not run here; use `arraySync()`'],
    ['tf.ones([2]).fft()', '`fft` of a tensor is not supported'],
    ['tf.nextFrame()', '`tf.nextFrame` gives a promise'],
    ['tf.customGrad((x) => x)', '`tf.customGrad` is not supported'],
    ['tf.sequential().fit()', '`model.fit` gives a promise, and code that waits is not run here; write the loop'],
    ['tf.tensor(["a"])', 'tensors of strings are not supported; use numbers'],
    ['tf.zeros([1], "complex64" as any)', 'tensors of type complex64 are not supported'],
    ["tf.conv2d(tf.ones([1, 2, 2, 1]), tf.ones([1, 1, 1, 1]), 1, 0, 'NHWC', 1, 'ceil')", '`conv2d` rounds down here'],
    ['tf.layers.dense({ units: 1, kernelRegularizer: "l1l2" })', '`kernelRegularizer` of a layer is not supported'],
    [
      'tf.layers.dense({ units: 1, activation: "cube", inputShape: [1] }).apply(tf.ones([1, 1]))',
      "the activation 'cube' is not supported",
    ],
  ])('%s', (code, message) => {
    const [result] = inspect(`import * as tf from '@tensorflow/tfjs';\nconst y = ${code}; // @grad`);
    expect(result!.error?.code).toBe('Unsupported');
    expect(result!.error?.message).toContain(message);
  });

  test('a name that the package does not have is not found where it is imported', () => {
    const [result] = inspect("import { tensr } from '@tensorflow/tfjs';\nconst y = tensr([1]); // @grad");
    expect(result!.error).toMatchObject({ code: 'ImportNotFound' });
  });

  test('every method of tensors is there or refused', () => {
    const names = [...tensorMethodNames].filter((name) => name !== 'data' && name !== 'array');
    const missing = names.filter((name) => {
      const [result] = inspect(
        `import * as tf from '@tensorflow/tfjs';\nconst y = typeof (tf.ones([1]) as any).${name} === 'undefined' ? 1 : 0; // @grad`,
      );
      return result!.error === null && result!.output?.value === 1;
    });
    expect(missing).toEqual([]);
  });
});

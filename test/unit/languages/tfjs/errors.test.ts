import { describe, expect, test } from 'vitest';
import { check, inspect } from '../check';

const tf = "import * as tf from '@tensorflow/tfjs';\n";

describe('too much work', () => {
  test('a matmul that is too long stops within the budget and says where', () => {
    const before = performance.now();
    const text = `${tf}const a = tf.ones([2000, 2000]);\nconst y = a.matMul(a).matMul(a).matMul(a).matMul(a).sum(); // @grad`;
    const [result] = inspect(text, { budget: { time: 200 } });
    expect(result!.error).toMatchObject({ code: 'TimeLimit', range: { start: { line: 3 } } });
    expect(result!.error?.message).toMatch(/^stopped after 0\.\d+ s at line 3$/);
    expect(performance.now() - before).toBeLessThan(1500);
  });

  test.each([
    'tf.zeros([1e5, 1e5])',
    'tf.range(0, 1e12)',
    'tf.eye(1e5)',
    'tf.ones([1000, 1000]).tile([1000, 1000])',
    'tf.ones([1000, 1000]).pad([[0, 1e6], [0, 1e6]])',
    'tf.outerProduct(tf.ones([1e4]), tf.ones([1e4]))',
    'tf.oneHot(tf.ones([1e5], "int32"), 1e5)',
    'tf.randomNormal([1e5, 1e5])',
    'tf.diag(tf.ones([1e4]))',
    'tf.linspace(0, 1, 1e9)',
    'tf.scatterND(tf.tensor2d([[0]], [1, 1], "int32"), [1], [1e9])',
    'tf.layers.dense({ units: 1e5, inputShape: [1e5] }).apply(tf.ones([1, 1e5]))',
    'tf.broadcastTo(tf.ones([1]), [1e6, 1e6])',
    'tf.meshgrid(tf.ones([1e4]), tf.ones([1e4]))[0]',
    'tf.conv2d(tf.ones([1, 1, 1, 1]), tf.ones([1, 1, 1, 1]), 1, 1e5)',
  ])('%s is refused before it is made', (code) => {
    const before = performance.now();
    const [result] = inspect(`${tf}const y = ${code}; // @grad`);
    expect(result!.error?.code).toBe('TooLarge');
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('tensors of nothing', () => {
  test.each([
    ['tf.zeros([0]).sum()', 0],
    ['tf.zeros([0, 3]).add(1).sum()', 0],
    ['tf.zeros([2, 0]).sum(1)', [0, 0]],
    ['tf.zeros([0]).prod()', 1],
    ['tf.concat([tf.zeros([0]), tf.tensor1d([1])])', [1]],
    [
      'tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 2]))',
      [
        [0, 0],
        [0, 0],
      ],
    ],
    ['tf.tensor1d([]).reshape([0, 2]).transpose().sum(1)', [0, 0]],
    ['tf.gather(tf.tensor1d([1, 2]), tf.tensor1d([], "int32")).sum()', 0],
    ['tf.slice([1, 2], [2]).sum()', 0],
    ['tf.grad((x: any) => x.sum())(tf.zeros([0])).sum()', 0],
  ])('%s', (code, value) => {
    check(`${tf}const y = ${code}; // @grad`, { value });
  });
});

describe('NaN and the infinities flow', () => {
  test('through a tensor', () => {
    check(`${tf}const x = tf.tensor1d([NaN, 0, -1]);\nconst y = x.log(); // @grad`, {
      value: ['NaN', '-Infinity', 'NaN'],
      variables: {},
    });
  });

  test('with the gradients that they have', () => {
    check(`${tf}const x = tf.tensor1d([0, 4]);\nconst y = x.sqrt(); // @grad`, {
      value: [0, 2],
      grads: { x: ['Infinity', 0.25] },
    });
  });
});

describe('the program can catch what the library throws', () => {
  test('with its message', () => {
    const text = `${tf}const x = tf.tensor1d([1, 2]);
let y = x;
try { y = x.add(tf.tensor1d([1, 2, 3])); } catch (e) { console.log(e instanceof Error, (e as Error).message.includes('[2] of \`x\`')); }
const z = y.square(); // @grad`;
    check(text, { value: [1, 4], stdout: 'true true\n', grads: { x: [2, 4] } });
  });
});

describe('operators of numbers', () => {
  test.each(['x * 2', '-x', '3 - x', 'x / x'])('%s says that it makes NaN of a tensor', (code) => {
    const [result] = inspect(`${tf}const x = tf.tensor1d([1, 2]);\nconst y = ${code};\nconst z = x.sum(); // @grad`);
    const told = result!.diagnostics.filter(({ code: name }) => name === 'tensor-operand');
    expect(told).toHaveLength(1);
    expect(told[0]!.range.start.line).toBe(3);
    expect(told[0]!.message).toContain(`\`x\` is a tensor, and \`${code}\` takes it as a number: that is NaN`);
  });

  test('text made of a tensor is no news', () => {
    const [result] = inspect(
      `${tf}const x = tf.scalar(1);\nconst text = 'x: ' + x + \`\${x}\`;\nconst z = x.square(); // @grad`,
    );
    expect(result!.diagnostics).toEqual([]);
  });
});

describe('a name that is nearly right', () => {
  const said = (code: string) =>
    inspect(`${tf}const x = tf.tensor2d([[1, 2], [3, 4]]);\nconst y = ${code}; // @grad`)[0]!.error?.message;
  test.each([
    ['tf.softmaxx(x)', 'TypeError: tf.softmaxx is not a function; did you mean `tf.softmax`?'],
    ['x.matmul(x)', 'TypeError: x.matmul is not a function; did you mean `x.matMul`?'],
    ['Math.sqr(3)', 'TypeError: Math.sqr is not a function; did you mean `Math.sqrt`?'],
    ['x.frobnicate()', 'TypeError: x.frobnicate is not a function'],
  ])('%s', (code, message) => {
    expect(said(code)).toBe(message);
  });
  test('the program catches what JavaScript says', () => {
    const text = `${tf}const x = tf.scalar(2);
try { (tf as any).softmaxx(x); } catch (e) { console.log((e as Error).message); }
const y = x.square(); // @grad`;
    check(text, { value: 4, stdout: 'tf.softmaxx is not a function\n' });
  });
  test('text that `+` made of a tensor is told how to add', () => {
    expect(said('x + 1')).toBe(
      'the output is a string, which has no gradient; `x + 1` makes text of a tensor: write `x.add(…)`',
    );
    expect(said('String(x)')).toBe(
      'the output is a string, which has no gradient; select a number or an array of numbers',
    );
  });
});

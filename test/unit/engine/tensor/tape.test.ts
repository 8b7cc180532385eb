import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../../../src/engine/gradcheck';
import { opCode } from '../../../../src/engine/ops/table';
import { tensorRows } from '../../../../src/engine/ops/tensorTable';
import { printTape } from '../../../../src/engine/print';
import { isError, sure } from '../../../../src/engine/tensor/error';
import { fromValues, zeros } from '../../../../src/engine/tensor/ndarray';
import * as views from '../../../../src/engine/tensor/views';
import { elementSlopes, tensorContribution, tensorGradient } from '../../../../src/engine/tensorSweep';
import { compute, recordTensor } from '../../../../src/engine/tensorTape';
import { numbers, TensorRecorder } from './record';

const all = { axes: null, keepDims: false };

describe('W X with a gradient of its own, as taught', () => {
  const r = new TensorRecorder();
  const W = r.input([
    [1, 2],
    [3, 4],
  ]);
  const X = r.input([
    [1, 0, -1],
    [2, 1, 1],
  ]);
  const D = r.op('matmul', [W, X], {});
  const dD = fromValues([1, 2, 3, -1, 0, 0.5], [2, 3]);
  const sweep = r.sweep(D, dD);

  test('∂W = ∂D · Xᵀ and ∂X = Wᵀ · ∂D', () => {
    expect(tensorGradient(r.tape, sweep, W).toNested()).toEqual([
      [-2, 7],
      [-1.5, -1.5],
    ]);
    expect(tensorGradient(r.tape, sweep, X).toNested()).toEqual([
      [-2, 2, 4.5],
      [-2, 4, 8],
    ]);
    expect(tensorContribution(r.tape, sweep, D, 0).toNested()).toEqual(tensorGradient(r.tape, sweep, W).toNested());
  });

  test('one element depends on a row of W and a column of X', () => {
    // D[1][2] = 3 · -1 + 4 · 1
    expect(elementSlopes(r.tape, D, 5, 0).toNested()).toEqual([
      [0, 0],
      [-1, 1],
    ]);
    expect(elementSlopes(r.tape, D, 5, 1).toNested()).toEqual([
      [0, 0, 3],
      [0, 0, 4],
    ]);
  });

  test('is printed with types and shapes', () => {
    expect(printTape(r.tape)).toMatchInlineSnapshot(`
      "0 input float64[2, 2]
      1 input float64[2, 3]
      2 matmul 0 1 = float64[2, 3]"
    `);
  });
});

test('numbers and tensors share a tape: gradients pass from one to the other and back', () => {
  const r = new TensorRecorder();
  const { tape } = r;
  const [a, b] = [tape.input(2, 1), tape.input(3, 2)];
  const product = tape.record2(opCode.mul, a, b, 6, 3);
  const t = r.op('pack', [product, a], { template: zeros('float64', [3]), elements: [2, 0] });
  expect(r.value(t)).toEqual([2, 0, 6]);
  const scaled = r.op('mul', [t, b], {});
  const e = r.op('element', [scaled], { element: 2 });
  expect(tape.value[e]).toBe(18);
  const total = r.op('sum', [scaled], all);
  const first = r.op('element', [total], { element: 0 });
  const y = tape.record2(opCode.mul, e, first, 18 * 24, 9);
  // y = a b² (a b + a b²)
  const f = (p: number, q: number) => p * q * q * (p * q + p * q * q);
  const sweep = r.sweep(y);
  expect(tape.value[y]).toBe(f(2, 3));
  expect(sweep.adjoint[a]).toBe(2 * 2 * 27 + 2 * 2 * 81);
  expect(sweep.adjoint[b]).toBe(4 * 3 * 9 + 4 * 4 * 27);
  for (const node of [a, b, product]) expect(checkGradient(tape, sweep, node)).toMatchObject({ verdict: 'agrees' });
  for (let k = 0; k < 3; k++) expect(checkGradient(tape, sweep, t, k)).toMatchObject({ verdict: 'agrees' });
});

test('a value used twice gets both contributions, and no array that is shared is written to', () => {
  const r = new TensorRecorder();
  const x = r.input([1, 2, 3]);
  const sum = r.op('add', [x, x], {});
  const y = r.op('add', [sum, r.op('add', [sum, x], {})], {});
  const seed = fromValues([1, 10, 100], [3]);
  expect(r.gradients(y, [x, sum, y], seed)).toEqual([
    [5, 50, 500],
    [2, 20, 200],
    [1, 10, 100],
  ]);
  expect([...seed.data]).toEqual([1, 10, 100]);
});

test('constants get nothing, and what the output was not computed from is not reached', () => {
  const r = new TensorRecorder();
  const x = r.input([1, 2]);
  const c = r.constant([3, 4]);
  const stray = r.op('exp', [x], {});
  const y = r.op('mul', [x, c], {});
  const sweep = r.sweep(y);
  expect([x, c, stray].map((node) => sweep.reached[node])).toEqual([1, 1, 0]);
  expect(sweep.tensor(c)).toBeNull();
  expect(tensorContribution(r.tape, sweep, y, 1).toNested()).toEqual([1, 2]);
});

test('0 times an infinite slope is NaN', () => {
  const r = new TensorRecorder();
  const x = r.input([0, 4]);
  const y = r.op('mul', [r.op('sqrt', [x], {}), r.constant([0, 0])], {});
  expect(r.gradients(y, [x])).toEqual([[Number.NaN, 0]]);
});

test('several seeds, numbers and tensors, one feeding another', () => {
  const r = new TensorRecorder();
  const x = r.input([1, 2]);
  const y = r.op('mul', [x, x], {});
  const s = r.op('sum', [y], all);
  const sweep = r.sweep(s);
  expect(tensorGradient(r.tape, sweep, x).toNested()).toEqual([2, 4]);
  expect(r.gradients(y, [x], fromValues([1, 0.5], [2]))).toEqual([[2, 2]]);
});

test('a tape that is used again has forgotten its tensors', () => {
  const r = new TensorRecorder();
  const x = r.input([1, 2]);
  r.op('exp', [x], {});
  const bytes = r.tape.byteLength;
  r.tape.reset();
  expect([r.tape.length, r.tape.tensors.length, bytes - r.tape.byteLength]).toEqual([0, 0, 32]);
});

describe('what does not fit', () => {
  test.each([
    [
      [2, 3],
      [4],
      'the shapes [2, 3] of W and [4] of x do not broadcast: axis 1 of W has 3, axis 0 of x has 4, and neither is 1',
    ],
    [
      [2, 1, 3],
      [5, 2],
      'the shapes [2, 1, 3] of W and [5, 2] of x do not broadcast: axis 2 of W has 3, axis 1 of x has 2, and neither is 1',
    ],
  ])('add of %j and %j', (a, b, message) => {
    const r = new TensorRecorder();
    const before = r.input(zeros('float64', a));
    const error = recordTensor(r.tape, 'add', [before, r.input(zeros('float64', b))], {}, 0);
    if (!isError(error)) throw new Error('should not fit');
    expect(error.code).toBe('ShapeMismatch');
    expect(error.tell(['W', 'x'])).toBe(message);
    expect(r.tape.length).toBe(2);
  });

  test.each([
    [[2, 3], [2, 3], 'the shapes [2, 3] of W and [2, 3] of x do not fit: axis 1 of W has 3, axis 0 of x has 2'],
    [[3], [2], 'the shapes [3] of W and [2] of x do not fit: axis 0 of W has 3, axis 0 of x has 2'],
    [[], [2], 'W is a single number, [], where matmul takes vectors and matrices'],
    [
      [2, 2, 3],
      [3, 3, 2],
      'the stacks of matrices [2, 2, 3] of W and [3, 3, 2] of x do not broadcast in the axes before the last two',
    ],
  ])('matmul of %j and %j', (a, b, message) => {
    const r = new TensorRecorder();
    const error = recordTensor(
      r.tape,
      'matmul',
      [a, b].map((shape) => r.input(zeros('float64', shape))),
      {},
      0,
    );
    if (!isError(error)) throw new Error('should not fit');
    expect(error.tell(['W', 'x'])).toBe(message);
  });
});

test('a result is asked for before it is allocated, and long products can be stopped', () => {
  const r = new TensorRecorder();
  const x = r.input(zeros('float64', [300, 300]));
  const asked: number[] = [];
  let steps = 0;
  const stop = () => {
    throw new Error('stopped');
  };
  r.op('matmul', [x, x], {});
  recordTensor(r.tape, 'matmul', [x, x], {}, 0, {
    allocate: (elements, bytes) => asked.push(elements, bytes),
    tick: (more) => {
      steps += more;
    },
  });
  expect([asked, steps]).toEqual([[90000, 720000], 300 ** 3]);
  const length = r.tape.length;
  expect(() => recordTensor(r.tape, 'matmul', [x, x], {}, 0, { allocate: stop })).toThrow('stopped');
  expect(() => recordTensor(r.tape, 'matmul', [x, x], {}, 0, { tick: stop })).toThrow('stopped');
  expect(r.tape.length).toBe(length);
});

describe('the text of what flows back through a product of matrices', () => {
  const flags = [{}, { transposeA: true }, { transposeB: true }, { transposeA: true, transposeB: true }];
  const shapes = [
    [
      [2, 3],
      [3, 4],
    ],
    [[3], [3, 4]],
    [[2, 3], [3]],
    [[3], [3]],
  ] as const;
  const cases = shapes.flatMap((pair) => flags.map((params) => [pair, params] as const));

  test.each(cases)('%j with %j', ([a, b], params) => {
    const r = new TensorRecorder();
    const turned = (shape: readonly number[], isTurned: boolean | undefined) => (isTurned ? shape.toReversed() : shape);
    const counted = (shape: readonly number[]) =>
      r.input(
        fromValues(
          Array.from({ length: shape.reduce((x, y) => x * y, 1) }, (_, i) => i + 1),
          shape,
        ),
      );
    const operands = [counted(turned(a, params.transposeA)), counted(turned(b, params.transposeB))];
    const node = r.op('matmul', operands, params);
    const { shape, size } = r.tape.tensor(node);
    const upstream = fromValues(
      Array.from({ length: size }, (_, i) => 7 - i * i),
      shape,
    );
    const found = r.gradients(node, operands, upstream);
    const specs = operands.map((operand) => r.tape.tensor(operand));
    const texts = tensorRows.matmul.vjpTextOf!(specs, params);
    texts.forEach((text, k) => {
      const [left, sign, right] = text.split(' ') as [string, string, string];
      const term = (each: string) => {
        const array = { '∂y': upstream, a: specs[0]!, b: specs[1]! }[each.replace('ᵀ', '')]!;
        return each.endsWith('ᵀ') ? views.permuted(array, [1, 0]) : array;
      };
      const [x, y] = [term(left), term(right)];
      const op = sign === '⊗' ? 'outer' : x.rank === 0 || y.rank === 0 ? 'mul' : 'matmul';
      expect(sure(compute(op, [x, y], {})).toNested(), text).toEqual(found[k]);
    });
  });
});

test('the gradients of y = W2·σ(W1·X + b1) + b2 agree with differences, and the tape has one row an operation', () => {
  const r = new TensorRecorder();
  const random = (rows: number, columns: number, seed: number) =>
    r.input(fromValues(numbers(rows * columns, -1, 1, seed), [rows, columns]));
  const X = random(3, 4, 1);
  const [W1, b1, W2, b2] = [random(5, 3, 2), random(5, 1, 3), random(2, 5, 4), random(2, 1, 5)];
  const hidden = r.op('sigmoid', [r.op('add', [r.op('matmul', [W1, X], {}), b1], {})], {});
  const y = r.op('add', [r.op('matmul', [W2, hidden], {}), b2], {});
  const loss = r.op('mean', [r.op('square', [y], {})], all);
  expect(r.tape.length).toBe(5 + 7);
  const sweep = r.sweep(loss);
  for (const node of [X, W1, b1, W2, b2, hidden]) {
    for (let element = 0; element < r.tape.tensor(node).size; element++) {
      expect(checkGradient(r.tape, sweep, node, element)).toMatchObject({ verdict: 'agrees' });
    }
  }
});

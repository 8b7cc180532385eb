import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryLoops, unaryLoops, unaryPulls } from '../../../../src/engine/ops/loops';
import { type OpName, rows } from '../../../../src/engine/ops/table';
import type { ConvolutionParams } from '../../../../src/engine/ops/tensor/convolution';
import { fromValues, type NdArray, sizeOf, sure, views } from '../../../../src/engine/tensor';
import { gemm, noTick } from '../../../../src/engine/tensor/gemm';
import { compute } from '../../../../src/engine/tensorTape';
import { numbers, TensorRecorder } from './record';

const random = (shape: readonly number[], seed = 1) => fromValues(numbers(sizeOf(shape), -2, 2, seed), shape);

test('products of matrices of any size and stride are sums of products', () => {
  const size = fc.integer({ min: 0, max: 70 });
  fc.assert(
    fc.property(
      fc.oneof(size, fc.integer({ min: 1, max: 4 })),
      size,
      fc.oneof(size, fc.constant(300)),
      fc.boolean(),
      fc.boolean(),
      (m, n, k, turnA, turnB) => {
        const a = numbers(m * k, -1, 1, 3);
        const b = numbers(k * n, -1, 1, 5);
        const left = { data: Float64Array.from([9, ...a]), offset: 1, rows: turnA ? 1 : k, columns: turnA ? m : 1 };
        const right = { data: Float32Array.from(b), offset: 0, rows: turnB ? 1 : n, columns: turnB ? k : 1 };
        const out = new Float64Array(m * n + 2).fill(1);
        gemm(m, n, k, left, right, out, 1, noTick);
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 1;
            for (let p = 0; p < k; p++) {
              sum += left.data[1 + i * left.rows + p * left.columns]! * right.data[p * right.rows + j * right.columns]!;
            }
            expect(Math.abs(out[1 + i * n + j]! - sum)).toBeLessThan(1e-11);
          }
        }
        expect([out[0], out.at(-1)]).toEqual([1, 1]);
      },
    ),
    { numRuns: 60 },
  );
});

const special = [0, -0, 1, -1, 0.3, -2.5, 1e308, 5e-324, Number.NaN, Infinity, -Infinity];

test.each(Object.keys(unaryLoops).filter((name) => name in rows))('the loop of %s does what its row does', (name) => {
  const row = rows[name as OpName];
  if (row.arity !== 1) throw new Error('not of one operand');
  const a = Float64Array.from(special);
  const out = new Float64Array(a.length);
  unaryLoops[name]!(a.length, a, 0, 1, out, 0);
  expect([...out]).toEqual(special.map((x) => row.forward(x)));
  const pull = unaryPulls[name];
  if (pull === undefined) return;
  const u = Float64Array.from(a, (_, i) => i - 3);
  const back = new Float64Array(a.length);
  pull(a.length, u, 0, 1, a, 0, 1, out, 0, 1, back, 0);
  const expected = special.map((x, i) => u[i]! * row.local[0](x, out[i]!));
  back.forEach((value, i) => {
    expect(value + 0).toBe(expected[i]! + 0);
  });
});

test.each(Object.keys(binaryLoops))('the loop of %s does what its row does', (name) => {
  const row = rows[name as OpName];
  for (const [shift, y] of special.entries()) {
    const a = Float64Array.from(special);
    const b = new Float64Array(a.length).fill(y);
    const out = new Float64Array(a.length);
    binaryLoops[name]!(a.length, a, 0, 1, b, shift, 0, out, 0);
    const expected = special.map((x) =>
      row.arity === 2 ? row.forward(x, y) : row.arity === 'n' ? row.forward([x, y]) : 0,
    );
    expect([...out]).toEqual(expected);
  }
});

test.each(['max', 'min'] as const)('%s of two tensors shares as its row does', (name) => {
  const row = rows[name];
  const pairs = special.flatMap((x) => special.map((y) => [x, y] as const));
  const r = new TensorRecorder();
  const [a, b] = [r.input(pairs.map(([x]) => x)), r.input(pairs.map(([, y]) => y))];
  const node = r.op(name, [a, b], {});
  const [ga, gb] = r.gradients(node, [a, b]) as number[][];
  const locals = new Float64Array(2);
  for (const [i, pair] of pairs.entries()) {
    row.locals(pair, row.forward(pair), locals);
    expect([ga![i], gb![i]]).toEqual([...locals]);
  }
});

/** A convolution by its definition. */
function convolved(x: NdArray, w: NdArray, { stride, padding, dilation, groups }: ConvolutionParams): NdArray {
  const [n, , height, width] = x.shape as [number, number, number, number];
  const [out, inner, kh, kw] = w.shape as [number, number, number, number];
  const places = (extent: number, size: number, axis: number) =>
    Math.floor((extent + padding[axis]![0] + padding[axis]![1] - dilation[axis]! * (size - 1) - 1) / stride[axis]!) + 1;
  const [oh, ow] = [places(height, kh, 0), places(width, kw, 1)];
  const found: number[] = [];
  for (let image = 0; image < n; image++) {
    for (let o = 0; o < out; o++) {
      for (let i = 0; i < oh; i++) {
        for (let j = 0; j < ow; j++) {
          let sum = 0;
          for (let c = 0; c < inner; c++) {
            for (let p = 0; p < kh; p++) {
              for (let q = 0; q < kw; q++) {
                const row = i * stride[0]! + p * dilation[0]! - padding[0]![0];
                const column = j * stride[1]! + q * dilation[1]! - padding[1]![0];
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                const channel = Math.floor(o / (out / groups)) * inner + c;
                sum += x.at(image, channel, row, column) * w.at(o, c, p, q);
              }
            }
          }
          found.push(sum);
        }
      }
    }
  }
  return fromValues(found, [n, out, oh, ow]);
}

const between = (min: number, max: number) => fc.integer({ min, max });
const settings = fc.record({
  stride: fc.tuple(between(1, 3), between(1, 3)),
  padding: fc.tuple(fc.tuple(between(0, 2), between(0, 2)), fc.tuple(between(0, 2), between(0, 2))),
  dilation: fc.tuple(between(1, 2), between(1, 2)),
  groups: between(1, 2),
});

describe('convolutions', () => {
  test('are what their definition says, channels first and last', () => {
    fc.assert(
      fc.property(settings, between(5, 7), between(1, 3), between(1, 3), (window, extent, kh, kw) => {
        const params = { ...window, channels: 'first' } as const;
        const x = random([2, 2 * window.groups, extent, 6], 1);
        const w = random([2 * window.groups, 2, kh, kw], 2);
        const expected = convolved(x, w, params);
        const found = sure(compute('conv', [x, w], params));
        expect(found.shape).toEqual(expected.shape);
        found.values().forEach((value, i) => {
          expect(value).toBeCloseTo(expected.values()[i]!, 12);
        });
        const last = sure(
          compute('conv', [views.permuted(x, [0, 2, 3, 1]), views.permuted(w, [2, 3, 1, 0])], {
            ...params,
            channels: 'last',
          }),
        );
        expect(views.permuted(last, [0, 3, 1, 2]).toNested()).toEqual(found.toNested());
      }),
      { numRuns: 50 },
    );
  });

  test('turned around are their own backward pass', () => {
    fc.assert(
      fc.property(settings, (window) => {
        const params = { ...window, channels: 'first' } as const;
        const w = random([2 * window.groups, 1, 2, 3], 2);
        const r = new TensorRecorder();
        const x = r.input(random([1, window.groups, 6, 7], 1));
        const y = r.op('conv', [x, r.constant(w)], params);
        const u = random(r.tape.tensor(y).shape, 3);
        const [expected] = r.gradients(y, [x], u);
        // What the strides left over at the end.
        const outputPadding = [6, 7].map((extent, k) => {
          const size = [2, 3][k]!;
          const [before, after] = window.padding[k]!;
          return (extent + before + after - window.dilation[k]! * (size - 1) - 1) % window.stride[k]!;
        });
        const found = sure(compute('convTranspose', [u, w], { ...params, outputPadding }));
        expect(found.toNested()).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [[1, 2, 5, 5], [3, 1, 2, 2], 'conv: x of shape [1, 2, 5, 5] has 2 channels, w of shape [3, 1, 2, 2] is for 1'],
    [
      [1, 1, 2, 5],
      [3, 1, 3, 3],
      'the window of w, of shape [3, 1, 3, 3], does not fit x of shape [1, 1, 2, 5]: 3 does not fit 2 with its padding',
    ],
    [
      [1, 1, 5],
      [3, 1, 3, 3],
      'conv takes inputs and weights with as many axes, and x has shape [1, 1, 5], w has [3, 1, 3, 3]',
    ],
  ])('that do not fit: %j, %j', (a, b, message) => {
    const found = compute('conv', [random(a), random(b)], {
      stride: [1, 1],
      padding: [
        [0, 0],
        [0, 0],
      ],
      dilation: [1, 1],
      groups: 1,
      channels: 'first',
    });
    if (!('tell' in found)) throw new Error('should not fit');
    expect(found.tell(['x', 'w'])).toBe(message);
  });
});

describe('pools', () => {
  const window = {
    size: [2, 2],
    stride: [1, 2],
    padding: [
      [0, 1],
      [1, 0],
    ],
    dilation: [1, 1],
    channels: 'first',
  } as const;
  const x = fromValues([1, 5, 2, 8, 3, 4, 7, 6, 9], [1, 1, 3, 3]);

  test('take the largest, never the padding', () => {
    expect(sure(compute('maxPool', [x], window)).toNested()).toEqual([
      [
        [
          [8, 5],
          [8, 9],
          [7, 9],
        ],
      ],
    ]);
  });

  test('average what is there, or with zeros around', () => {
    const mean = (countPadding: boolean) => sure(compute('avgPool', [x], { ...window, countPadding })).toNested();
    expect(mean(true)).toEqual([
      [
        [
          [9 / 4, 14 / 4],
          [15 / 4, 22 / 4],
          [7 / 4, 15 / 4],
        ],
      ],
    ]);
    expect(mean(false)).toEqual([
      [
        [
          [9 / 2, 14 / 4],
          [15 / 2, 22 / 4],
          [7 / 1, 15 / 2],
        ],
      ],
    ]);
  });
});

describe('gates of several steps give what the steps give', () => {
  const r = new TensorRecorder();
  const x = r.input(random([4, 3], 4));
  const close = (a: unknown, b: unknown) => {
    const [p, q] = [a, b].map((each) => ([each].flat(9) as number[]).map((value) => value + 0));
    expect(p).toHaveLength(q!.length);
    p!.forEach((value, i) => {
      expect(value).toBeCloseTo(q![i]!, 11);
    });
  };
  const seed = random([4, 3], 9);
  const same = (one: number, other: number, of: readonly number[], own?: NdArray) => {
    close(r.value(one), r.value(other));
    close(r.gradients(one, of, own), r.gradients(other, of, own));
  };
  const rows = { axes: [1], keepDims: true };

  test('softmax and its logarithm', () => {
    const e = r.op('exp', [x], {});
    const shares = r.op('div', [e, r.op('sum', [e], rows)], {});
    same(r.op('softmax', [x], { axis: 1 }), shares, [x], seed);
    same(r.op('logSoftmax', [x], { axis: -1 }), r.op('log', [shares], {}), [x], seed);
  });

  test('cross-entropy of classes and of shares', () => {
    const targets = fromValues([2, 0, 1, 1], [4], 'int64');
    const onehot = r.constant([
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    const logs = r.op('logSoftmax', [x], { axis: 1 });
    const steps = r.op(
      'mean',
      [r.op('neg', [r.op('sum', [r.op('mul', [onehot, logs], {})], { ...rows, keepDims: false })], {})],
      { axes: null, keepDims: false },
    );
    same(r.op('crossEntropy', [x], { axis: 1, targets, reduction: 'mean' }), steps, [x]);
    same(r.op('nllLoss', [logs], { axis: 1, targets, reduction: 'mean' }), steps, [x]);
    const shares = r.op('softmaxCrossEntropy', [x, onehot], { axis: 1 });
    same(r.op('mean', [shares], { axes: null, keepDims: false }), steps, [x, onehot]);
  });

  test('layer and batch normalisation', () => {
    const [gain, bias] = [r.input([0.5, -1, 2]), r.input([0.1, 0.2, 0.3])];
    const normal = (axes: readonly number[]) => {
      const centred = r.op('sub', [x, r.op('mean', [x], { axes, keepDims: true })], {});
      const variance = r.op('var', [x], { axes, keepDims: true, ddof: 0 });
      const scaled = r.op('div', [centred, r.op('sqrt', [r.op('add', [variance, r.constant(1e-5)], {})], {})], {});
      return r.op('add', [r.op('mul', [scaled, gain], {}), bias], {});
    };
    const of = [x, gain, bias];
    same(r.op('layerNorm', of, { rank: 1, eps: 1e-5 }), normal([1]), of, seed);
    same(r.op('batchNorm', of, { axis: 1, eps: 1e-5 }), normal([0]), of, seed);
  });

  test('losses', () => {
    const t = r.input(random([4, 3], 5));
    const all = { axes: null, keepDims: false };
    const mse = r.op('mean', [r.op('square', [r.op('sub', [x, t], {})], {})], all);
    same(r.op('mseLoss', [x, t], { reduction: 'mean' }), mse, [x, t]);
    const labels = r.input([
      [1, 0, 1],
      [0, 0.5, 1],
      [0, 0, 1],
      [1, 1, 0],
    ]);
    const p = r.op('sigmoid', [x], {});
    same(r.op('bceWithLogits', [x, labels], { reduction: 'sum' }), r.op('bceLoss', [p, labels], { reduction: 'sum' }), [
      x,
      labels,
    ]);
  });
});

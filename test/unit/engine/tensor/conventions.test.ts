import { describe, expect, test } from 'vitest';
import type { ParamsOf, TensorOp } from '../../../../src/engine/ops/tensorTable';
import { tensorRows } from '../../../../src/engine/ops/tensorTable';
import { fromValues, type Nested } from '../../../../src/engine/tensor/ndarray';
import { TensorRecorder } from './record';

const inf = Number.POSITIVE_INFINITY;
const nan = Number.NaN;
const all = { axes: null, keepDims: false };

/** Value and gradients of one operation of inputs for a seed of ones. */
function run<Name extends TensorOp>(name: Name, inputs: readonly Nested[], params: ParamsOf<Name>) {
  const r = new TensorRecorder();
  const nodes = inputs.map((input) => r.input(input));
  const node = r.op(name, nodes, params);
  const row = tensorRows[name];
  const said =
    row.convention?.(
      nodes.map((each) => r.tape.tensor(each)),
      r.tape.tensor(node),
      params as never,
    ) ?? null;
  return { value: r.value(node), gradients: r.gradients(node, nodes), said };
}

type Case = {
  [Name in TensorOp]: readonly [Name, readonly Nested[], ParamsOf<Name>, Nested, readonly Nested[]];
}[TensorOp];

// What PyTorch gives (CPU, float64), by its documentation of derivatives and the recorded programs.
const cases: readonly Case[] = [
  ['relu', [[-1, 0, 2, nan]], {}, [0, 0, 2, nan], [[0, 0, 1, 1]]],
  ['abs', [[-1, 0, 2]], {}, [1, 0, 2], [[-1, 0, 1]]],
  ['clip', [[-1, 0, 1, 2]], { min: -1, max: 1 }, [-1, 0, 1, 1], [[1, 1, 1, 0]]],
  ['clip', [[-1, 0, 2]], { min: 0 }, [0, 0, 2], [[0, 1, 1]]],
  ['hardtanh', [[-1, 0, 1]], { min: -1, max: 1 }, [-1, 0, 1], [[0, 1, 0]]],
  ['relu6', [[0, 3, 6, 7]], {}, [0, 3, 6, 6], [[0, 1, 0, 0]]],
  ['leakyRelu', [[0, -2]], { slope: 0.1 }, [0, -0.2], [[0.1, 0.1]]],
  [
    'max',
    [
      [4, 1, 4],
      [4, 0, 5],
    ],
    {},
    [4, 1, 5],
    [
      [0.5, 1, 0],
      [0.5, 0, 1],
    ],
  ],
  [
    'max',
    [
      [nan, 1],
      [1, nan],
    ],
    {},
    [nan, nan],
    [
      [1, 1],
      [1, 1],
    ],
  ],
  ['amax', [[4, 1, 4]], all, 4, [[0.5, 0, 0.5]]],
  ['amax', [[nan, 1]], all, nan, [[nan, nan]]],
  ['maxAt', [[4, 1, 4]], { axis: 0, keepDims: false }, 4, [[1, 0, 0]]],
  ['maxAt', [[1, nan, nan]], { axis: 0, keepDims: false }, nan, [[0, 1, 0]]],
  ['argmax', [[4, nan, 4]], { axis: 0, keepDims: false }, 1, [[0, 0, 0]]],
  [
    'amin',
    [
      [
        [1, 1],
        [2, 1],
      ],
    ],
    { axes: [0], keepDims: false },
    [1, 1],
    [
      [
        [1, 0.5],
        [0, 0.5],
      ],
    ],
  ],
  ['prod', [[2, 0, 3]], all, 0, [[0, 6, 0]]],
  ['prod', [[0, 0, 3]], all, 0, [[0, 0, 0]]],
  ['cumprod', [[2, 0, 3]], { axis: 0 }, [2, 0, 0], [[1, 8, 0]]],
  ['norm', [[0, 0, 0]], { ...all, order: 2 }, 0, [[0, 0, 0]]],
  ['norm', [[3, -4]], { ...all, order: 2 }, 5, [[0.6, -0.8]]],
  ['norm', [[0, -2]], { ...all, order: 1 }, 2, [[0, -1]]],
  ['norm', [[2, -2, 1]], { ...all, order: inf }, 2, [[0.5, -0.5, 0]]],
  ['std', [[2, 2]], { ...all, ddof: 1 }, 0, [[0, 0]]],
  ['var', [[3]], { ...all, ddof: 1 }, nan, [[nan]]],
  ['sqrt', [[0, 4]], {}, [0, 2], [[inf, 0.25]]],
  ['log', [[0]], {}, [-inf], [[inf]]],
  [
    'div',
    [
      [0, 1],
      [0, 0],
    ],
    {},
    [nan, inf],
    [
      [inf, inf],
      [nan, -inf],
    ],
  ],
  [
    'pow',
    [
      [0, 2],
      [0, 0],
    ],
    {},
    [1, 1],
    [
      [0, 0],
      [0, Math.LN2],
    ],
  ],
  [
    'where',
    [
      [1, 2],
      [3, 4],
    ],
    { condition: fromValues([1, 0], [2], 'bool') },
    [1, 4],
    [
      [1, 0],
      [0, 1],
    ],
  ],
  [
    'floorDivide',
    [
      [7, -7, 7.5],
      [2, 2, -2],
    ],
    {},
    [3, -4, -4],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  ],
  [
    'remainder',
    [
      [7, -7, 7],
      [3, 3, -3],
    ],
    {},
    [1, 2, -2],
    [
      [1, 1, 1],
      [-2, 3, 3],
    ],
  ],
  ['rint', [[0.5, 1.5, 2.5, -0.5]], {}, [0, 2, 2, 0], [[0, 0, 0, 0]]],
  [
    'xlogy',
    [
      [0, 0, 1],
      [0, 2, 1],
    ],
    {},
    [0, 0, 0],
    [
      [0, Math.LN2, 0],
      [nan, 0, 1],
    ],
  ],
  ['logsumexp', [[-inf, -inf]], all, -inf, [[nan, nan]]],
  ['logsumexp', [[1000, 1000]], all, 1000 + Math.LN2, [[0.5, 0.5]]],
  ['softmax', [[1000, 0]], { axis: 0 }, [1, 0], [[0, 0]]],
  [
    'bceLoss',
    [
      [0, 1],
      [0, 1],
    ],
    { reduction: 'sum' },
    0,
    [
      [0, 0],
      [inf, -inf],
    ],
  ],
  ['bceLoss', [[0], [1]], { reduction: 'sum' }, 100, [[-1e12], [inf]]],
  [
    'bceWithLogits',
    [
      [1000, -1000],
      [1, 0],
    ],
    { reduction: 'mean' },
    0,
    [
      [0, 0],
      [-500, 500],
    ],
  ],
  [
    'l1Loss',
    [
      [1, 2],
      [1, 0],
    ],
    { reduction: 'mean' },
    1,
    [
      [0, 0.5],
      [0, -0.5],
    ],
  ],
  ['sort', [[2, nan, 1]], { axis: 0, descending: false }, [1, 2, nan], [[1, 1, 1]]],
  ['cummax', [[1, 3, 3, 2]], { axis: 0 }, [1, 3, 3, 3], [[1, 1, 2, 0]]],
  [
    'det',
    [
      [
        [1, 2],
        [2, 4],
      ],
    ],
    {},
    0,
    [
      [
        [4, -2],
        [-2, 1],
      ],
    ],
  ],
  [
    'det',
    [
      [
        [0, 0],
        [0, 0],
      ],
    ],
    {},
    0,
    [
      [
        [0, 0],
        [0, 0],
      ],
    ],
  ],
];

test.each(cases)('%s of %j with %j is %j, with gradients %j', (name, inputs, params, value, gradients) => {
  const found = run(name as 'relu', inputs, params as object);
  const plain = (each: unknown) =>
    JSON.parse(JSON.stringify(each), (_, x) => (typeof x === 'number' ? Math.round(x * 1e9) / 1e9 + 0 : x));
  const shown = (each: unknown): unknown =>
    Array.isArray(each) ? each.map(shown) : Number.isFinite(each) ? plain(each) : String(each);
  expect(shown(found.value)).toEqual(shown(value));
  expect(shown(found.gradients)).toEqual(shown(gradients));
});

describe('what the card says', () => {
  test.each<[TensorOp, readonly Nested[], object, string | null]>([
    ['relu', [[1, 0]], {}, 'relu has a corner at 0: its slope there is taken to be 0'],
    ['relu', [[1, 2]], {}, null],
    ['clip', [[1, 0]], { min: 0 }, 'clip has a corner at 0: its slope at the bound is taken to be 1'],
    ['amax', [[4, 1, 4]], all, '2 elements are tied: each gets 1/2 of the gradient'],
    ['amax', [[4, 1]], all, null],
    ['amax', [[nan, 1]], all, 'NaN compares with nothing: every element gets NaN'],
    ['norm', [[0, 0]], { ...all, order: 2 }, 'at 0 the norm has a corner: its slope there is taken to be 0'],
    ['std', [[1, 1]], { ...all, ddof: 0 }, 'at 0 the standard deviation has a corner: its slope is taken to be 0'],
    [
      'max',
      [
        [1, 2],
        [1, 0],
      ],
      {},
      '2 inputs are tied: each gets 1/2 of the gradient',
    ],
    ['l1Loss', [[1], [1]], { reduction: 'mean' }, 'the distance has a corner at 0: its slope there is taken to be 0'],
  ])('%s of %j', (name, inputs, params, expected) => {
    expect(run(name as 'relu', inputs, params).said).toBe(expected);
  });
});

test('each index that is written twice keeps its last value, and that value gets the gradient', () => {
  const r = new TensorRecorder();
  const [base, values] = [r.input([1, 2, 3]), r.input([10, 20])];
  const indices = fromValues([1, 1], [2], 'int32');
  const set = r.op('setIndex', [base, values], { items: [{ kind: 'array', indices }] });
  expect(r.value(set)).toEqual([1, 20, 3]);
  expect(r.gradients(set, [base, values])).toEqual([
    [1, 0, 1],
    [0, 1],
  ]);
  const added = r.op('setIndex', [base, values], { items: [{ kind: 'array', indices }], accumulate: true });
  expect(r.value(added)).toEqual([1, 32, 3]);
  expect(r.gradients(added, [base, values])).toEqual([
    [1, 1, 1],
    [1, 1],
  ]);
});

test('the same element picked twice adds up, padding of an embedding gets nothing', () => {
  const r = new TensorRecorder();
  const table = r.input([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const indices = fromValues([2, 0, 2], [3], 'int64');
  const looked = r.op('take', [table], { axis: 0, indices, ignored: 0 });
  expect(r.value(looked)).toEqual([
    [5, 6],
    [1, 2],
    [5, 6],
  ]);
  expect(r.gradients(looked, [table])).toEqual([
    [
      [0, 0],
      [0, 0],
      [2, 2],
    ],
  ]);
});

test('what is not differentiable is reached, with a gradient of 0', () => {
  const r = new TensorRecorder();
  const x = r.input([1, 2]);
  const kept = r.op(
    'mul',
    [r.op('cast', [r.op('greater', [x, r.constant(1.5)], {})], { dtype: 'float64' }), r.constant([3, 4])],
    {},
  );
  const sweep = r.sweep(kept);
  expect([r.value(kept), sweep.reached[x], sweep.tensor(x)]).toEqual([[0, 4], 1, null]);
  const detached = r.op('detach', [x], {});
  expect(r.gradients(r.op('mul', [detached, x], {}), [x, detached])).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test('an infinite gradient that is routed elsewhere or blocked is 0 here, one that is scaled by 0 is NaN', () => {
  const r = new TensorRecorder();
  const x = r.input([-1, -1]);
  const endless = fromValues([inf, 1], [2]);
  const gradient = (name: TensorOp, params: object = {}, ...more: number[]) =>
    r.gradients(r.op(name as 'add', [x, ...more], params), [x], endless)[0];
  expect(gradient('relu')).toEqual([0, 0]);
  expect(gradient('clip', { min: 0 })).toEqual([0, 0]);
  expect(gradient('max', {}, r.constant(0))).toEqual([0, 0]);
  expect(gradient('floor')).toEqual([0, 0]);
  expect(gradient('mul', {}, r.constant(0))).toEqual([nan, 0]);
});

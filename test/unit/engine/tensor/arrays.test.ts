import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  broadcastShapes,
  cast,
  contiguous,
  fromNested,
  fromValues,
  isError,
  type NdArray,
  promote,
  Random,
  rand,
  randn,
  type Shape,
  sizeOf,
  sure,
  views,
} from '../../../../src/engine/tensor';
import { linspace } from '../../../../src/engine/tensor/create';
import { erf, erfc } from '../../../../src/engine/tensor/special';
import { compute } from '../../../../src/engine/tensorTape';
import { TensorRecorder } from './record';

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const counted = (shape: readonly number[]) =>
  fromValues(
    Array.from({ length: sizeOf(shape) }, (_, i) => i + 1),
    shape,
  );
const arrays = shapes.map(counted);
const shuffledAxes = (a: NdArray) => fc.shuffledSubarray([...a.shape.keys()], { minLength: a.rank });

test('a transpose undone is the array', () => {
  fc.assert(
    fc.property(
      arrays.chain((a) => fc.tuple(fc.constant(a), shuffledAxes(a))),
      ([a, order]) => {
        const turned = views.permuted(a, order);
        const back = views.permuted(
          turned,
          [...order.keys()].map((axis) => order.indexOf(axis)),
        );
        expect(back.toNested()).toEqual(a.toNested());
        expect(contiguous(turned).toNested()).toEqual(turned.toNested());
        expect(turned.data).toBe(a.data);
      },
    ),
  );
});

test('a reshape keeps the elements in order, also of a view that needs a copy', () => {
  fc.assert(
    fc.property(
      arrays.chain((a) => fc.tuple(fc.constant(a), shuffledAxes(a))),
      ([a, order]) => {
        const turned = views.permuted(a, order);
        const flat = views.reshaped(turned, [a.size]);
        expect([...flat.values()]).toEqual([...turned.values()]);
        expect(views.reshaped(flat, turned.shape).toNested()).toEqual(turned.toNested());
      },
    ),
  );
});

test('a reshape that only splits or merges neighbours is a view', () => {
  const a = views.sliced(counted([4, 6]), 1, 0, 2, 2);
  expect(views.reshaped(a, [2, 2, 2, 1]).data).toBe(a.data);
  expect(views.reshaped(a, [8]).data).not.toBe(a.data);
  const rows = views.sliced(counted([4, 6]), 0, 3, -1, 4);
  expect(views.reshaped(rows, [4, 2, 3]).toNested()).toEqual(views.reshaped(contiguous(rows), [4, 2, 3]).toNested());
});

test('shapes broadcast the same in any order and grouping', () => {
  const some = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
  const of = (...list: readonly Shape[]) => {
    const found = broadcastShapes(list);
    return isError(found) ? null : found;
  };
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      expect(of(a, b)).toEqual(of(b, a));
      const [ab, bc] = [of(a, b), of(b, c)];
      expect(ab && of(ab, c)).toEqual(ab && bc && of(a, bc));
      expect(of(a, b, c)).toEqual(ab && of(ab, c));
    }),
  );
});

test('the gradient of what was broadcast is the sum over its copies', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()), { maxLength: 4 }),
      fc.nat(2),
      (axes, missing) => {
        const whole = axes.map(([extent]) => extent);
        const part = axes.map(([extent, isOne]) => (isOne ? 1 : extent)).slice(Math.min(missing, axes.length));
        const r = new TensorRecorder();
        const [a, b] = [r.input(counted(whole)), r.input(counted(part))];
        const node = r.op('mul', [a, b], {});
        const [, found] = r.gradients(node, [a, b]);
        const copies = views.expanded(counted(part), whole);
        const sums = new Map<number, number>();
        for (let i = 0; i < sizeOf(whole); i++) sums.set(copies.flat(i), (sums.get(copies.flat(i)) ?? 0) + i + 1);
        const expected = counted(part)
          .values()
          .map((value) => sums.get(value)!);
        expect(found).toEqual(fromValues(expected, part).toNested());
      },
    ),
  );
});

describe('arrays of nested numbers', () => {
  test.each([
    [
      [[1, 2], [3]],
      'the array is ragged: by its first entries it would be [2, 2], with 2 entries at axis 1, where 1 entries stand',
    ],
    [
      [[1, 2], 3],
      'the array is ragged: by its first entries it would be [2, 2], with 2 entries at axis 1, where a number stands',
    ],
    [
      [1, [2]],
      'the array is ragged: by its first entries it would be [2], with a number at axis 1, where 1 entries stand',
    ],
  ])('%j is ragged', (nested, message) => {
    const found = fromNested(nested);
    expect(isError(found) && found.message).toBe(message);
  });

  test('may be empty, single or deep', () => {
    const shapeOf = (nested: Parameters<typeof fromNested>[0]) => sure(fromNested(nested)).shape;
    expect([shapeOf([]), shapeOf([[], []]), shapeOf(3), shapeOf([[[true]]])]).toEqual([[0], [2, 0], [], [1, 1, 1]]);
  });
});

describe('types', () => {
  test('float32 is rounded after each operation, forward and backward', () => {
    const r = new TensorRecorder();
    const x = r.input(fromValues([0.1, 0.7], [2], 'float32'));
    const y = r.op('mul', [r.op('exp', [x], {}), x], {});
    const f = Math.fround;
    const e = f(Math.exp(f(0.1)));
    expect(r.tape.tensor(y).flat(0)).toBe(f(e * f(0.1)));
    const [gradient] = r.gradients(y, [x]) as number[][];
    expect(gradient![0]).toBe(f(e + f(f(0.1) * e)));
  });

  test('tracked numbers beside float32 tensors are rounded to it', () => {
    const r = new TensorRecorder();
    const x = r.input(fromValues([1], [1], 'float32'));
    const y = r.op('mul', [x, r.tape.input(0.1, 0)], {});
    expect([r.tape.tensor(y).dtype, r.tape.tensor(y).item()]).toEqual(['float32', Math.fround(0.1)]);
  });

  test('sums of float32 are taken in doubles and rounded once', () => {
    const many = fromValues(new Array(1e5).fill(0.1), [1e5], 'float32');
    const sum = sure(compute('sum', [many], { axes: null, keepDims: false })).item();
    expect(sum).toBe(Math.fround(1e5 * Math.fround(0.1)));
  });

  test('integers wrap around', () => {
    const int32 = (...values: number[]) => fromValues(values, [values.length], 'int32');
    const product = sure(compute('mul', [int32(2 ** 31 - 1, 65537), int32(2, 65537)], {}));
    expect([product.dtype, ...product.values()]).toEqual(['int32', -2, 131073]);
    expect([...sure(compute('add', [int32(2 ** 31 - 1), int32(1)], {})).values()]).toEqual([-(2 ** 31)]);
    const int64 = (...values: number[]) => fromValues(values, [values.length], 'int64');
    expect([...sure(compute('mul', [int64(2 ** 40), int64(2 ** 24)], {})).values()]).toEqual([0]);
    expect([...sure(compute('mul', [int64(2 ** 40, 3), int64(2 ** 23, -4)], {})).values()]).toEqual([-(2 ** 63), -12]);
  });

  test('casts', () => {
    const a = fromValues([0, 0.5, -1.7, 256, Number.NaN], [5]);
    expect([...cast(a, 'bool').values()]).toEqual([0, 1, 1, 1, 1]);
    expect([...cast(a, 'int32').values()]).toEqual([0, 0, -1, 256, 0]);
    expect([...cast(a, 'int64').values()]).toEqual([0, 0, -1, 256, 0]);
    expect(cast(a, 'float32').values()[2]).toBe(Math.fround(-1.7));
    expect(cast(a, 'float64')).toBe(a);
  });

  test('the wider type wins, and integers give floats where they have to', () => {
    expect([promote('int64', 'float32'), promote('bool', 'int32'), promote('float64', 'float32')]).toEqual([
      'float32',
      'int32',
      'float64',
    ]);
    const ints = fromValues([1, 2], [2], 'int64');
    const dtypeOf = (name: 'add' | 'div' | 'exp', ...operands: NdArray[]) => sure(compute(name, operands, {})).dtype;
    expect(sure(compute('mean', [ints], { axes: null, keepDims: false })).dtype).toBe('float64');
    expect([dtypeOf('add', ints, ints), dtypeOf('div', ints, ints), dtypeOf('exp', ints)]).toEqual([
      'int64',
      'float64',
      'float64',
    ]);
    expect(sure(compute('div', [ints, ints], { dtype: 'float32' })).dtype).toBe('float32');
  });
});

describe('random numbers', () => {
  test('are the same for a seed', () => {
    const draw = () => [...rand(new Random(42), [3], 'float64').values()];
    expect(draw()).toEqual(draw());
    expect(draw()).not.toEqual([...rand(new Random(43), [3], 'float64').values()]);
    expect(new Random(1).bits()).toMatchInlineSnapshot(`393288148`);
  });

  test('have the distribution that they say', () => {
    const uniform = rand(new Random(1), [20000], 'float64').values();
    const normal = randn(new Random(2), [20000], 'float64').values();
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(uniform.map((x) => x * x))).toBeCloseTo(1 / 3, 1);
    expect([Math.min(...uniform) >= 0, Math.max(...uniform) < 1]).toEqual([true, true]);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(mean(normal.map((x) => x ** 4)) / 3).toBeCloseTo(1, 1);
    expect(new Random(3).permutation(50).toSorted((a, b) => a - b)).toEqual([...Array(50).keys()]);
  });
});

test('linspace ends where it should', () => {
  expect([...linspace(0, 1, 5, 'float64').values()]).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect([...linspace(0, 1, 4, 'float64', false).values()]).toEqual([0, 0.25, 0.5, 0.75]);
  expect([...linspace(2, 3, 1, 'float64').values()]).toEqual([2]);
});

test('erf and erfc are right to the last digits', () => {
  // Digits of Abramowitz and Stegun, table 7.1, and of erfc by its continued fraction.
  expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 15);
  expect(erf(1)).toBeCloseTo(0.8427007929497149, 15);
  expect(erf(-2)).toBeCloseTo(-0.9953222650189527, 15);
  expect(erfc(3) / 2.209049699858544e-5).toBeCloseTo(1, 13);
  expect(erfc(6) / 2.1519736712498913e-17).toBeCloseTo(1, 13);
  expect([erf(0), erf(7), erfc(30), erf(Number.NaN)]).toEqual([0, 1, 0, Number.NaN]);
});

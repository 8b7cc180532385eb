import { afterEach, describe, expect, test, vi } from 'vitest';
import { assembled } from '../../../../scripts/kernel';
import type { Numbers } from '../../../../src/engine/tensor/dtype';
import { gemm, gemmBlocks, noTick, type Tick } from '../../../../src/engine/tensor/gemm';
import { SINGLES_LEAST, simdGemm } from '../../../../src/engine/tensor/gemmSimd';
import { kernelBytes } from '../../../../src/engine/tensor/kernelBytes';
import { KC, type Matrix } from '../../../../src/engine/tensor/packing';
import { Random } from '../../../../src/engine/tensor/random';

const random = new Random(7);
const uniform = () => 2 * random.uniform() - 1;

type Layout = 'rows' | 'columns' | 'every second' | 'backwards';

/** A matrix of random elements that lies in memory in some way, behind other numbers. */
function made(rows: number, columns: number, layout: Layout, allocate: (size: number) => Numbers): Matrix {
  const size = rows * columns;
  const data = allocate(2 * size + 3);
  for (let i = 0; i < data.length; i++) data[i] = allocate === bytes ? i % 2 : 10 * uniform();
  if (layout === 'rows') return { data, offset: 3, rows: columns, columns: 1 };
  if (layout === 'columns') return { data, offset: 3, rows: 1, columns: rows };
  if (layout === 'every second') return { data, offset: 1, rows: 2 * columns, columns: 2 };
  return { data, offset: size, rows: -columns, columns: -1 };
}

const doubles = (size: number) => new Float64Array(size);
const singles = (size: number) => new Float32Array(size);
const integers = (size: number) => new Int32Array(size);
const bytes = (size: number) => new Uint8Array(size);

const element = ({ data, offset, rows, columns }: Matrix, i: number, j: number) =>
  data[offset + i * rows + j * columns]!;

/** The sum of the products for one element, and of their magnitudes. */
function naive(k: number, a: Matrix, b: Matrix, i: number, j: number): { sum: number; size: number } {
  let sum = 0;
  let size = 0;
  for (let p = 0; p < k; p++) {
    const product = element(a, i, p) * element(b, p, j);
    sum += product;
    size += Math.abs(product);
  }
  return { sum, size };
}

type Multiply = (m: number, n: number, k: number, a: Matrix, b: Matrix, out: Float64Array, at: number, t: Tick) => void;

/** What is added to ones, between two numbers that belong to others. */
function multiplied(multiply: Multiply, m: number, n: number, k: number, a: Matrix, b: Matrix): Float64Array {
  const out = new Float64Array(m * n + 2).fill(1);
  out[0] = out[m * n + 1] = 99;
  multiply(m, n, k, a, b, out, 1, noTick);
  expect([out[0], out[m * n + 1]]).toEqual([99, 99]);
  return out.subarray(1, m * n + 1);
}

const sizes: readonly (readonly [number, number, number])[] = [
  [4, 4, 4],
  [1, 1, 1],
  [5, 7, 9],
  [3, 12, KC],
  [4, 4, KC + 1],
  [65, 9, 2 * KC + 3],
  [67, 13, 31],
  [6, 515, 5],
  [66, 1030, 258],
];
const layouts: readonly Layout[] = ['rows', 'columns', 'every second', 'backwards'];

test('the module is what the text says', async () => {
  expect(Buffer.from(await assembled()).toString('base64')).toBe(kernelBytes);
});

describe('products with WebAssembly', () => {
  test.each(sizes)('%i × %i over %i in doubles, to the last bit as JavaScript has them', (m, n, k) => {
    for (const layout of layouts) {
      const [a, b] = [made(m, k, layout, doubles), made(k, n, layouts[m % 4]!, doubles)];
      expect(multiplied(simdGemm, m, n, k, a, b)).toEqual(multiplied(gemmBlocks, m, n, k, a, b));
    }
    const [a, b] = [made(m, k, 'columns', doubles), made(k, n, 'rows', doubles)];
    const out = multiplied(simdGemm, m, n, k, a, b);
    for (const [i, j] of [
      [0, 0],
      [m - 1, n - 1],
      [m >> 1, n >> 1],
    ] as const) {
      const { sum, size } = naive(k, a, b, i, j);
      expect(Math.abs(out[i * n + j]! - 1 - sum)).toBeLessThanOrEqual((k + 1) * 2 ** -53 * (size + 1));
    }
  });

  test.each(sizes)('%i × %i over %i in singles, summed in doubles unless they are many', (m, n, k) => {
    for (const layout of layouts) {
      const [a, b] = [made(m, k, layout, singles), made(k, n, layouts[n % 4]!, singles)];
      const out = multiplied(simdGemm, m, n, k, a, b);
      if (m * n * k < SINGLES_LEAST) expect(out).toEqual(multiplied(gemmBlocks, m, n, k, a, b));
      else expect(out).not.toEqual(multiplied(gemmBlocks, m, n, k, a, b));
    }
  });

  test.each([
    [165, 161, 163],
    [66, 1030, 258],
    [9, 1100, 2 * KC + 257],
    [1030, 4, 1025],
  ])('%i × %i over %i in singles, within the bound', (m, n, k) => {
    expect(m * n * k).toBeGreaterThanOrEqual(SINGLES_LEAST);
    for (const layout of layouts) {
      const [a, b] = [made(m, k, layout, singles), made(k, n, layouts[n % 4]!, singles)];
      const out = multiplied(simdGemm, m, n, k, a, b);
      for (let i = 0; i < m; i += 1 + (m >> 3)) {
        for (let j = 0; j < n; j += 1 + (n >> 4)) {
          const { sum, size } = naive(k, a, b, i, j);
          expect(Math.abs(out[i * n + j]! - 1 - sum)).toBeLessThanOrEqual((KC + 1) * 2 ** -24 * size);
        }
      }
    }
  });

  test('of integers, truth values and mixed types are those of doubles', () => {
    const pairs = [
      [integers, integers],
      [bytes, integers],
      [singles, doubles],
      [integers, singles],
    ] as const;
    for (const [left, right] of pairs) {
      const [a, b] = [made(9, 33, 'rows', left), made(33, 21, 'columns', right)];
      expect(multiplied(simdGemm, 9, 21, 33, a, b)).toEqual(multiplied(gemmBlocks, 9, 21, 33, a, b));
    }
  });

  test.each([
    ['doubles', doubles, 18, 22, 30],
    ['singles', singles, 18, 22, 30],
    ['many singles', singles, 163, 166, 162],
  ] as const)('keep NaN and infinities in their row or column, of %s', (_, allocate, m, n, k) => {
    const [a, b] = [made(m, k, 'rows', allocate), made(k, n, 'columns', allocate)];
    a.data[a.offset + 2 * k + 5] = Number.NaN;
    b.data[b.offset + 3 * k + 4] = Number.POSITIVE_INFINITY;
    const out = multiplied(gemm, m, n, k, a, b);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const found = out[i * n + j]!;
        if (i === 2) expect(found).toBeNaN();
        else if (j === 3) expect(found).toBe(Math.sign(element(a, i, 4)) * Number.POSITIVE_INFINITY);
        else expect(Math.abs(found)).toBeLessThan(1e5);
      }
    }
  });

  test('of nothing are nothing', () => {
    const none = { data: new Float64Array(0), offset: 0, rows: 1, columns: 1 };
    for (const [m, n, k] of [
      [0, 500, 500],
      [500, 0, 500],
      [64, 64, 0],
    ] as const) {
      const out = new Float64Array(m * n);
      gemm(m, n, k, none, none, out, 0, noTick);
      simdGemm(m, n, k, none, none, out, 0, noTick);
      expect(out.every((value) => value === 0)).toBe(true);
    }
  });

  test('can be stopped, and say all of their steps', () => {
    const [a, b] = [made(130, 300, 'rows', singles), made(300, 600, 'rows', singles)];
    let steps = 0;
    gemm(130, 600, 300, a, b, new Float64Array(130 * 600), 0, (more) => {
      steps += more;
    });
    expect(steps).toBe(130 * 600 * 300);
    const stop = () => {
      throw new Error('stopped');
    };
    expect(() => gemm(130, 600, 300, a, b, new Float64Array(130 * 600), 0, stop)).toThrow('stopped');
  });
});

describe('where WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const refusing = {
    Instance: WebAssembly.Instance,
    Module: class {
      constructor() {
        throw new WebAssembly.CompileError('disallowed by embedder');
      }
    },
  };

  test.each([
    ['is missing', undefined],
    ['is not allowed, or knows no SIMD', refusing],
  ])('%s, JavaScript multiplies', async (_, assembly) => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', assembly);
    const fresh = await import('../../../../src/engine/tensor/gemm');
    const { simdGemm: own } = await import('../../../../src/engine/tensor/gemmSimd');
    const [a, b] = [made(33, 40, 'rows', doubles), made(40, 50, 'columns', doubles)];
    const out = new Float64Array(33 * 50);
    expect(own(33, 50, 40, a, b, out, 0, noTick)).toBe(false);
    expect(out.every((value) => value === 0)).toBe(true);
    expect(multiplied(fresh.gemm, 33, 50, 40, a, b)).toEqual(multiplied(simdGemm, 33, 50, 40, a, b));
  });
});

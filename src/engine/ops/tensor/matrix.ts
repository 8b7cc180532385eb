import { type Dtype, floating, gradientDtype } from '../../tensor/dtype';
import { loop1, loop2, map1, map2 } from '../../tensor/elementwise';
import { isError, sure, TensorError } from '../../tensor/error';
import type { Tick } from '../../tensor/gemm';
import { cofactors, determinant, factor, identity, logDeterminant, solveFactored } from '../../tensor/lu';
import { matmul, rounded } from '../../tensor/matmul';
import { arrayOver, type NdArray } from '../../tensor/ndarray';
import { sumTo } from '../../tensor/reduce';
import { broadcastShapes, type Shape, shapeText, sizeOf } from '../../tensor/shape';
import { expanded, expandedDims, matrixTransposed, reshaped } from '../../tensor/views';
import { unaryLoops } from '../loops';
import { type DtypeParams, type NoParams, type Spec, tensorRow } from '../tensorRow';

function squareSpec({ dtype, shape }: Spec, name: string): Spec | TensorError {
  if (shape.length >= 2 && shape.at(-1) === shape.at(-2)) return { dtype: floating(dtype), shape };
  return new TensorError('ShapeMismatch', `${name} takes square matrices, and {0} has shape ${shapeText(shape)}`);
}

/** The matrices of a stack one after the other, as doubles. */
function matricesOf(a: NdArray): { values: Float64Array; count: number; rows: number; columns: number } {
  const [rows, columns] = [a.shape.at(-2)!, a.shape.at(-1)!];
  return { values: Float64Array.from(a.values()), count: sizeOf(a.shape.slice(0, -2)), rows, columns };
}

const singular = (name: string) =>
  new TensorError('Singular', `{0} is a singular matrix, of which ${name} does not exist`);

/** Solves A·X = B for stacks of one shape; null where a matrix is singular. */
function solved(a: NdArray, b: NdArray, dtype: Dtype, tick: Tick): NdArray | null {
  const left = matricesOf(a);
  const right = matricesOf(b);
  const [n, m] = [left.rows, right.columns];
  const out = new Float64Array(left.count * n * m);
  for (let i = 0; i < left.count; i++) {
    const factors = factor(n, left.values.subarray(i * n * n, (i + 1) * n * n), tick);
    if (factors.isSingular) return null;
    out.set(solveFactored(factors, right.values.subarray(i * n * m, (i + 1) * n * m), m, tick), i * n * m);
  }
  return arrayOver(dtype, [...a.shape.slice(0, -1), m], rounded(dtype, out));
}

function inverted(a: NdArray, dtype: Dtype, tick: Tick): NdArray | null {
  const n = a.shape.at(-1)!;
  return solved(a, expanded(arrayOver('float64', [n, n], identity(n)), a.shape), dtype, tick);
}

/** One number for each matrix of a stack. */
function perMatrix(a: NdArray, tick: Tick, f: (n: number, matrix: Float64Array, tick: Tick) => number): NdArray {
  const { values, count, rows: n } = matricesOf(a);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = f(n, values.subarray(i * n * n, (i + 1) * n * n), tick);
  return arrayOver(floating(a.dtype), a.shape.slice(0, -2), rounded(floating(a.dtype), out));
}

/** What flows back to a stack of matrices from one number each: times a matrix of slopes. */
function pullMatrices(
  a: NdArray,
  upstream: NdArray,
  slopes: (n: number, matrix: Float64Array) => Float64Array,
): NdArray {
  const { values, count, rows: n } = matricesOf(a);
  const out = new Float64Array(values.length);
  const u = upstream.values();
  for (let i = 0; i < count; i++) {
    const found = slopes(n, values.subarray(i * n * n, (i + 1) * n * n));
    for (let k = 0; k < n * n; k++) out[i * n * n + k] = u[i]! * found[k]!;
  }
  const dtype = gradientDtype(a.dtype);
  return arrayOver(dtype, a.shape, rounded(dtype, out));
}

/** The transposed inverse times a factor. */
function inverseTransposed(n: number, matrix: Float64Array, scale: number): Float64Array {
  const inverse = solveFactored(factor(n, matrix), identity(n), n);
  return Float64Array.from(inverse, (_, k) => scale * inverse[(k % n) * n + Math.floor(k / n)]!);
}

function determinantSlopes(n: number, matrix: Float64Array): Float64Array {
  const factors = factor(n, matrix);
  return factors.isSingular ? cofactors(n, matrix) : inverseTransposed(n, matrix, determinant(factors));
}

/** The right side of an equation is a vector, or a stack of them, where its shape is that of the left without the last axis. */
function isVector(a: Spec, b: Spec): boolean {
  if (b.shape.length === 1) return true;
  return b.shape.length === a.shape.length - 1 && b.shape.every((extent, axis) => extent === a.shape[axis]);
}

interface SolveShapes {
  readonly left: Shape;
  readonly right: Shape;
  readonly vector: boolean;
  readonly shape: Shape;
}

function solveShapes(a: Spec, b: Spec): SolveShapes | TensorError {
  const square = squareSpec(a, 'solve');
  if (isError(square)) return square;
  const vector = isVector(a, b);
  const own = vector ? [...b.shape, 1] : b.shape;
  const n = a.shape.at(-1)!;
  if (own.length < 2 || own.at(-2) !== n) {
    return new TensorError(
      'ShapeMismatch',
      `the shapes ${shapeText(a.shape)} of {0} and ${shapeText(b.shape)} of {1} do not fit: {0} has ${n} rows, {1} has ${own.at(-2) ?? 'none'}`,
    );
  }
  const batch = broadcastShapes([a.shape.slice(0, -2), own.slice(0, -2)]);
  if (isError(batch)) return batch;
  const [left, right] = [
    [...batch, n, n],
    [...batch, n, own.at(-1)!],
  ];
  return { left, right, vector, shape: vector ? right.slice(0, -1) : right };
}

const wellBehaved = [0.2, 2] as const;

/** Products of vectors, and what is made of square matrices. */
export const matrix = {
  dot: tensorRow<DtypeParams>({
    symbol: '·',
    notation: 'infix',
    flow: 'swaps',
    explain: 'dot swaps: each input gets the upstream gradient times the other input.',
    vjpText: ['∂y · b', '∂y · a'],
    operands: 2,
    result([a, b], { dtype }) {
      const fits = a!.shape.length === 1 && b!.shape.length === 1 && a!.shape[0] === b!.shape[0];
      if (fits) return { dtype: dtype ?? floating(a!.dtype === 'float32' ? b!.dtype : a!.dtype), shape: [] };
      return new TensorError(
        'ShapeMismatch',
        `dot takes two vectors of one length, and {0} has shape ${shapeText(a!.shape)}, {1} has ${shapeText(b!.shape)}`,
      );
    },
    forward([a, b], { dtype }, tick) {
      const found = dtype ?? floating(a!.dtype === 'float32' ? b!.dtype : a!.dtype);
      return reshaped(matmul(expandedDims(a!, 0), expandedDims(b!, 1), found, tick), []);
    },
    vjp: ({ upstream, inputs, wanted }) =>
      inputs.map((input, k) => {
        const u = upstream.item();
        const times = loop1((x) => u * x);
        return wanted[k] ? map1(times, inputs[1 - k]!, gradientDtype(input.dtype)) : null;
      }),
    samples: [
      { shapes: [[3], [3]], params: {} },
      { shapes: [[0], [0]], params: {} },
    ],
  }),
  outer: tensorRow<DtypeParams>({
    symbol: '⊗',
    notation: 'infix',
    flow: 'swaps',
    explain: 'outer swaps: each input gets the upstream gradient multiplied by the other input.',
    vjpText: ['∂y · b', '∂yᵀ · a'],
    operands: 2,
    result([a, b], { dtype }) {
      for (const [k, { shape }] of [a!, b!].entries()) {
        if (shape.length !== 1)
          return new TensorError('ShapeMismatch', `outer takes vectors, and {${k}} has shape ${shapeText(shape)}`);
      }
      return {
        dtype: dtype ?? floating(a!.dtype === 'float32' ? b!.dtype : a!.dtype),
        shape: [a!.shape[0]!, b!.shape[0]!],
      };
    },
    forward([a, b], { dtype }) {
      const found = dtype ?? floating(a!.dtype === 'float32' ? b!.dtype : a!.dtype);
      const times = loop2((x, y) => x * y);
      return map2(times, expandedDims(a!, 1), b!, [a!.size, b!.size], found);
    },
    vjp({ upstream, inputs: [a, b], wanted, tick }) {
      return [
        wanted[0] ? reshaped(matmul(upstream, expandedDims(b!, 1), gradientDtype(a!.dtype), tick), a!.shape) : null,
        wanted[1] ? reshaped(matmul(expandedDims(a!, 0), upstream, gradientDtype(b!.dtype), tick), b!.shape) : null,
      ];
    },
    samples: [{ shapes: [[2], [3]], params: {} }],
  }),
  inverse: tensorRow<NoParams>({
    symbol: 'inverse',
    notation: 'call',
    flow: 'scales',
    explain: 'inverse scales: the input gets minus the upstream gradient between two transposed inverses.',
    vjpText: ['−yᵀ · ∂y · yᵀ'],
    operands: 1,
    result: ([a]) => squareSpec(a!, 'inverse'),
    forward: ([a], _params, tick) => inverted(a!, floating(a!.dtype), tick) ?? singular('the inverse'),
    vjp({ upstream, inputs: [a], output, tick }) {
      const turned = matrixTransposed(output);
      const product = matmul(matmul(turned, upstream, 'float64', tick), turned, 'float64', tick);
      return [map1(unaryLoops.neg!, product, gradientDtype(a!.dtype))];
    },
    samples: [
      { shapes: [[3, 3]], params: {}, domain: wellBehaved },
      { shapes: [[2, 2, 2]], params: {}, domain: wellBehaved },
    ],
  }),
  solve: tensorRow<NoParams>({
    symbol: 'solve',
    notation: 'call',
    flow: 'swaps',
    explain:
      'solve swaps: the right side gets the upstream gradient solved with the matrix transposed, the matrix gets minus that times the solution.',
    vjpText: ['−∂b · yᵀ', 'a⁻ᵀ · ∂y'],
    operands: 2,
    result([a, b]) {
      const shapes = solveShapes(a!, b!);
      return isError(shapes)
        ? shapes
        : { dtype: floating(a!.dtype === 'float32' ? b!.dtype : a!.dtype), shape: shapes.shape };
    },
    forward([a, b], _params, tick) {
      const { left, right, vector, shape } = sure(solveShapes(a!, b!));
      const dtype = floating(a!.dtype === 'float32' ? b!.dtype : a!.dtype);
      const own = vector ? expandedDims(b!, b!.rank) : b!;
      const found = solved(expanded(a!, left), expanded(own, right), dtype, tick);
      return found === null ? singular('the solution') : reshaped(found, shape);
    },
    vjp({ upstream, inputs: [a, b], output, wanted, tick }) {
      const { left, right, vector } = sure(solveShapes(a!, b!));
      const turned = matrixTransposed(expanded(a!, left));
      // The matrix was not singular in the forward pass.
      const back = solved(turned, reshaped(upstream, right), 'float64', tick)!;
      const found: (NdArray | null)[] = [null, null];
      if (wanted[0]) {
        const product = matmul(back, matrixTransposed(reshaped(output, right)), 'float64', tick);
        found[0] = sumTo(map1(unaryLoops.neg!, product, gradientDtype(a!.dtype)), a!.shape);
      }
      if (wanted[1]) {
        const own = vector ? [...b!.shape, 1] : b!.shape;
        const dtype = gradientDtype(b!.dtype);
        found[1] = reshaped(sumTo(map1(unaryLoops.alias!, back, dtype), own), b!.shape);
      }
      return found;
    },
    samples: [
      { shapes: [[3, 3], [3]], params: {}, domain: wellBehaved },
      {
        shapes: [
          [2, 2],
          [3, 2, 1],
        ],
        params: {},
        domain: wellBehaved,
      },
      {
        shapes: [
          [2, 2, 2],
          [2, 2],
        ],
        params: {},
        domain: wellBehaved,
      },
    ],
  }),
  det: tensorRow<NoParams>({
    symbol: 'det',
    notation: 'call',
    flow: 'scales',
    explain: 'det scales: every element gets the upstream gradient times its cofactor.',
    vjpText: ['∂y · y · a⁻ᵀ'],
    operands: 1,
    result([a]) {
      const spec = squareSpec(a!, 'det');
      return isError(spec) ? spec : { dtype: spec.dtype, shape: spec.shape.slice(0, -2) };
    },
    forward: ([a], _params, tick) => perMatrix(a!, tick, (n, values) => determinant(factor(n, values, tick))),
    vjp: ({ upstream, inputs: [a] }) => [pullMatrices(a!, upstream, determinantSlopes)],
    samples: [
      { shapes: [[3, 3]], params: {} },
      { shapes: [[2, 1, 1]], params: {} },
    ],
  }),
  logDet: tensorRow<NoParams>({
    symbol: 'ln|det|',
    notation: 'call',
    flow: 'scales',
    explain: 'logDet scales: every element gets the upstream gradient times its element of the transposed inverse.',
    vjpText: ['∂y · a⁻ᵀ'],
    operands: 1,
    result([a]) {
      const spec = squareSpec(a!, 'logDet');
      return isError(spec) ? spec : { dtype: spec.dtype, shape: spec.shape.slice(0, -2) };
    },
    forward: ([a], _params, tick) => perMatrix(a!, tick, (n, values) => logDeterminant(factor(n, values, tick))),
    vjp: ({ upstream, inputs: [a] }) => [pullMatrices(a!, upstream, (n, values) => inverseTransposed(n, values, 1))],
    samples: [{ shapes: [[3, 3]], params: {} }],
  }),
};

import { gradientDtype } from '../../tensor/dtype';
import { cast, map1 } from '../../tensor/elementwise';
import { isError, sure, TensorError } from '../../tensor/error';
import { assign } from '../../tensor/indexing';
import { type NdArray, zeros } from '../../tensor/ndarray';
import { reduce, sumFold } from '../../tensor/reduce';
import { axesOf, axisOf, type Shape, shapeText } from '../../tensor/shape';
import { diagonal, diagonalLength, expandedDims } from '../../tensor/views';
import { unaryLoops } from '../loops';
import { type Spec, tensorRow } from '../tensorRow';
import { gathered, taken } from './indexing';

/**
 * What is put around: a value; the elements mirrored, without the edge (*reflect*) or with it (*symmetric*); the edge
 * again and again; or the elements from the other side.
 */
export type PadMode = 'constant' | 'reflect' | 'symmetric' | 'edge' | 'wrap';

export interface PadParams {
  /** How many elements are put before and after each axis; a negative number takes some away. */
  readonly widths: readonly (readonly [number, number])[];
  readonly mode: PadMode;
  readonly value?: number;
}

export interface RollParams {
  readonly shifts: readonly number[];
  readonly axes: readonly number[];
}

export interface DiagonalParams {
  readonly offset: number;
  readonly axes: readonly [number, number];
}

export interface OffsetParams {
  readonly offset: number;
}

/** Which element stands at each place of a padded axis; −1 for a constant. */
function padded(n: number, [before, after]: readonly [number, number], mode: PadMode): number[] {
  return Array.from({ length: Math.max(0, n + before + after) }, (_, i) => {
    const at = i - before;
    if (at >= 0 && at < n) return at;
    if (mode === 'constant') return -1;
    if (mode === 'edge') return at < 0 ? 0 : n - 1;
    if (mode === 'wrap') return ((at % n) + n) % n;
    const period = mode === 'reflect' ? Math.max(1, 2 * (n - 1)) : 2 * n;
    const turn = ((at % period) + period) % period;
    if (turn < n) return turn;
    return mode === 'reflect' ? period - turn : period - 1 - turn;
  });
}

function rolled(a: NdArray, { shifts, axes }: RollParams, sign: 1 | -1): NdArray {
  let out = a;
  for (const [k, given] of axes.entries()) {
    const axis = sure(axisOf(given, a.rank));
    const n = a.shape[axis]!;
    const shift = sign * shifts[k]!;
    out = taken(
      out,
      axis,
      Array.from({ length: n }, (_, i) => (((i - shift) % n) + n) % n),
    );
  }
  return out;
}

function diagonalSpec(a: Spec, { offset, axes }: DiagonalParams): Spec | TensorError {
  const found = axesOf(axes, a.shape.length);
  if (isError(found)) return found;
  const [first, second] = axesIn(a, axes);
  const others = a.shape.filter((_, axis) => axis !== first && axis !== second);
  return { dtype: a.dtype, shape: [...others, diagonalLength(a.shape, offset, first, second)] };
}

function axesIn(a: Spec, axes: readonly [number, number]): [number, number] {
  const rank = a.shape.length;
  return [axes[0] < 0 ? axes[0] + rank : axes[0], axes[1] < 0 ? axes[1] + rank : axes[1]];
}

/** Zeros but for a diagonal. */
function embedded(values: NdArray, shape: Shape, { offset, axes }: DiagonalParams): NdArray {
  const out = zeros(values.dtype, shape);
  assign(diagonal(out, offset, axes[0], axes[1]), values, false);
  return out;
}

/** The part on one side of a diagonal of matrices; the rest is 0. */
function half(name: 'tril' | 'triu') {
  const keep = (a: NdArray, offset: number): NdArray => {
    const out = map1(unaryLoops.alias!, a, a.dtype);
    const [rows, columns] = [a.shape.at(-2)!, a.shape.at(-1)!];
    for (let at = 0; at < out.size; at += rows * columns) {
      for (let i = 0; i < rows; i++) {
        const edge = i + offset;
        const [from, to] = name === 'tril' ? [edge + 1, columns] : [0, edge];
        for (let j = Math.max(0, from); j < Math.min(columns, to); j++) out.data[at + i * columns + j] = 0;
      }
    }
    return out;
  };
  return tensorRow<OffsetParams>({
    symbol: name,
    notation: 'call',
    flow: 'routes',
    explain: `${name} routes: elements that were kept get the upstream gradient, the others get nothing.`,
    vjpText: [`${name}(∂y)`],
    operands: 1,
    result: ([a]) =>
      a!.shape.length >= 2
        ? a!
        : new TensorError('ShapeMismatch', `${name} takes matrices, and {0} has shape ${shapeText(a!.shape)}`),
    forward: ([a], { offset }) => keep(a!, offset),
    vjp: ({ upstream, inputs: [a], params: { offset } }) => [keep(cast(upstream, gradientDtype(a!.dtype)), offset)],
    samples: [
      { shapes: [[3, 3]], params: { offset: 0 } },
      { shapes: [[2, 2, 3]], params: { offset: -1 } },
      { shapes: [[3, 2]], params: { offset: 1 } },
    ],
  });
}

/** Borders, rotations, diagonals and triangles. */
export const padding = {
  pad: tensorRow<PadParams>({
    symbol: 'pad',
    notation: 'call',
    flow: 'routes',
    explain:
      'pad routes: every element gets the upstream gradient of the places that it is at, a constant border takes none.',
    vjpText: ['∂y inside the border'],
    operands: 1,
    result([a], { widths, mode }) {
      const { shape } = a!;
      if (widths.length !== shape.length) {
        return new TensorError(
          'InvalidArgument',
          `widths for ${widths.length} axes do not fit {0} of shape ${shapeText(shape)}`,
        );
      }
      const out = shape.map((extent, axis) => extent + widths[axis]![0] + widths[axis]![1]);
      const short = shape.findIndex((extent, axis) => {
        const most = Math.max(...widths[axis]!);
        return out[axis]! < 0 || (mode !== 'constant' && extent === 0 && most > 0);
      });
      if (short < 0) return { dtype: a!.dtype, shape: out };
      return new TensorError(
        'InvalidArgument',
        `axis ${short} of {0} has ${shape[short]} elements, too few to pad by ${widths[short]}`,
      );
    },
    forward([a], { widths, mode, value }) {
      let out = a!;
      for (const [axis, width] of widths.entries()) {
        if (width[0] !== 0 || width[1] !== 0) out = taken(out, axis, padded(a!.shape[axis]!, width, mode), value);
      }
      return out;
    },
    vjp({ upstream, inputs: [a], params: { widths, mode } }) {
      let out = cast(upstream, gradientDtype(a!.dtype));
      for (const [axis, width] of widths.entries()) {
        const n = a!.shape[axis]!;
        if (width[0] !== 0 || width[1] !== 0) out = gathered(out, axis, padded(n, width, mode), n);
      }
      return [out];
    },
    samples: [
      { shapes: [[3]], params: { widths: [[1, 2]], mode: 'constant', value: 7 } },
      {
        shapes: [[2, 3]],
        params: {
          widths: [
            [0, 1],
            [-1, 1],
          ],
          mode: 'constant',
        },
      },
      { shapes: [[3]], params: { widths: [[2, 1]], mode: 'reflect' } },
      { shapes: [[3]], params: { widths: [[2, 1]], mode: 'symmetric' } },
      { shapes: [[3]], params: { widths: [[2, 1]], mode: 'edge' } },
      { shapes: [[3]], params: { widths: [[2, 1]], mode: 'wrap' } },
    ],
  }),
  roll: tensorRow<RollParams>({
    symbol: 'roll',
    notation: 'call',
    flow: 'routes',
    explain: 'roll routes: every element gets the upstream gradient of the place that it went to.',
    vjpText: ['∂y rolled back'],
    operands: 1,
    result([a], { shifts, axes }) {
      const wrong = axes.map((axis) => axisOf(axis, a!.shape.length)).find(isError);
      if (wrong !== undefined) return wrong;
      if (shifts.length === axes.length) return a!;
      return new TensorError('InvalidArgument', `${shifts.length} shifts do not fit ${axes.length} axes`);
    },
    forward: ([a], params) => rolled(a!, params, 1),
    vjp: ({ upstream, inputs: [a], params }) => [rolled(cast(upstream, gradientDtype(a!.dtype)), params, -1)],
    samples: [
      { shapes: [[4]], params: { shifts: [1], axes: [0] } },
      { shapes: [[2, 3]], params: { shifts: [1, -4], axes: [0, 1] } },
    ],
  }),
  diagonal: tensorRow<DiagonalParams>({
    symbol: 'diagonal',
    notation: 'call',
    flow: 'routes',
    explain: 'diagonal routes: the elements on the diagonal get the upstream gradient, the others get nothing.',
    vjpText: ['∂y on the diagonal, else 0'],
    operands: 1,
    result: ([a], params) => diagonalSpec(a!, params),
    forward: ([a], { offset, axes }) => diagonal(a!, offset, ...axesIn(a!, axes)),
    vjp: ({ upstream, inputs: [a], params: { offset, axes } }) => [
      embedded(cast(upstream, gradientDtype(a!.dtype)), a!.shape, { offset, axes: axesIn(a!, axes) }),
    ],
    samples: [
      { shapes: [[3, 3]], params: { offset: 0, axes: [0, 1] } },
      { shapes: [[2, 4, 3]], params: { offset: -1, axes: [-2, -1] } },
      { shapes: [[2, 3]], params: { offset: 5, axes: [0, 1] } },
    ],
  }),
  /** Matrices with the elements of the last axis on a diagonal. */
  diagonalMatrix: tensorRow<OffsetParams>({
    symbol: 'diag',
    notation: 'call',
    flow: 'routes',
    explain: 'diagonalMatrix routes: every element gets the upstream gradient of its place on the diagonal.',
    vjpText: ['the diagonal of ∂y'],
    operands: 1,
    result([a], { offset }) {
      if (a!.shape.length === 0)
        return new TensorError('ShapeMismatch', '{0} is a single number, [], where a vector is needed');
      const n = a!.shape.at(-1)! + Math.abs(offset);
      return { dtype: a!.dtype, shape: [...a!.shape.slice(0, -1), n, n] };
    },
    forward([a], { offset }) {
      const n = a!.shape.at(-1)! + Math.abs(offset);
      const shape = [...a!.shape.slice(0, -1), n, n];
      return embedded(a!, shape, { offset, axes: [shape.length - 2, shape.length - 1] });
    },
    vjp: ({ upstream, inputs: [a], params: { offset } }) => [
      diagonal(cast(upstream, gradientDtype(a!.dtype)), offset, upstream.rank - 2, upstream.rank - 1),
    ],
    samples: [
      { shapes: [[3]], params: { offset: 0 } },
      { shapes: [[2, 2]], params: { offset: -1 } },
    ],
  }),
  trace: tensorRow<DiagonalParams>({
    symbol: 'trace',
    notation: 'call',
    flow: 'distributes',
    explain: 'trace distributes: every element of the diagonal gets the upstream gradient, the others get nothing.',
    vjpText: ['∂y on the diagonal, else 0'],
    operands: 1,
    result([a], params) {
      const spec = diagonalSpec(a!, params);
      return isError(spec) ? spec : { dtype: a!.dtype, shape: spec.shape.slice(0, -1) };
    },
    forward([a], { offset, axes }) {
      const values = diagonal(a!, offset, ...axesIn(a!, axes));
      return reduce(sumFold, 0, values, [values.rank - 1], false, a!.dtype);
    },
    vjp({ upstream, inputs: [a], params: { offset, axes } }) {
      const own = expandedDims(cast(upstream, gradientDtype(a!.dtype)), upstream.rank);
      return [embedded(own, a!.shape, { offset, axes: axesIn(a!, axes) })];
    },
    samples: [
      { shapes: [[3, 3]], params: { offset: 0, axes: [0, 1] } },
      { shapes: [[2, 3, 2]], params: { offset: 1, axes: [0, 2] } },
    ],
  }),
  tril: half('tril'),
  triu: half('triu'),
};

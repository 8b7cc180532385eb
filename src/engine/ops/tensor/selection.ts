import { type Dtype, gradientDtype, isFloat, promote, settle } from '../../tensor/dtype';
import { cast, loop1, loop2, map1, map2, mulLoop } from '../../tensor/elementwise';
import { isError } from '../../tensor/error';
import { fromValues, type NdArray, zeros } from '../../tensor/ndarray';
import { sumTo } from '../../tensor/reduce';
import { forRuns } from '../../tensor/runs';
import { expanded } from '../../tensor/views';
import { elementwiseSpec, samplesOf, shapeOf } from '../lift';
import { type DtypeParams, type NoParams, type TensorRow, tensorRow } from '../tensorRow';

export interface WhereParams extends DtypeParams {
  /** Truth values, which broadcast with the operands. */
  readonly condition: NdArray;
}

export interface CastParams {
  readonly dtype: Dtype;
}

export interface DropoutParams {
  /** What each element is multiplied by: 0 where it is dropped, 1 / (1 − p) elsewhere. */
  readonly mask: NdArray;
}

const anywhere = [
  [-2, 2],
  [-2, 2],
] as const;

/** A function of elements that is flat between its jumps: nothing flows back. */
function flat(name: string, symbol: string, count: 1 | 2, f: (a: number, b: number) => boolean): TensorRow<NoParams> {
  return tensorRow<NoParams>({
    symbol,
    notation: count === 2 ? 'infix' : symbol === '¬' ? 'prefix' : 'call',
    flow: 'blocks',
    explain: `${name} blocks: it gives truth values, through which no gradient passes.`,
    vjpText: count === 1 ? ['0'] : ['0', '0'],
    operands: count,
    result: (inputs) => elementwiseSpec(inputs, 'bool'),
    forward: (inputs) =>
      count === 1
        ? map1(
            loop1((a) => (f(a, 0) ? 1 : 0)),
            inputs[0]!,
            'bool',
          )
        : map2(
            loop2((a, b) => (f(a, b) ? 1 : 0)),
            inputs[0]!,
            inputs[1]!,
            shapeOf(inputs),
            'bool',
          ),
    vjp: ({ inputs }) => inputs.map(() => null),
    samples: samplesOf(count, anywhere),
  });
}

/** The elements of `a` where the condition holds, those of `b` elsewhere. */
function picked(left: NdArray, right: NdArray, condition: NdArray, dtype: Dtype): NdArray {
  const shape = shapeOf([left, right, condition]);
  const [a, b, holds] = [expanded(left, shape), expanded(right, shape), expanded(condition, shape)];
  const out = zeros(dtype, shape);
  let io = 0;
  forRuns(shape, [a.strides, b.strides, holds.strides], [a.offset, b.offset, holds.offset], (n, at, step) => {
    const [ia, ib, ih] = at as [number, number, number];
    const [sa, sb, sh] = step as [number, number, number];
    for (let i = 0; i < n; i++) {
      out.data[io + i] = holds.data[ih + i * sh] !== 0 ? a.data[ia + i * sa]! : b.data[ib + i * sb]!;
    }
    io += n;
  });
  settle(dtype, out.data);
  return out;
}

const mask = fromValues([1, 0, 0, 1, 1, 0], [2, 3], 'bool');

/** Comparisons, logic, and what picks or lets through elements. */
export const selection = {
  equal: flat('equal', '=', 2, (a, b) => a === b),
  notEqual: flat('notEqual', '≠', 2, (a, b) => a !== b),
  less: flat('less', '<', 2, (a, b) => a < b),
  lessEqual: flat('lessEqual', '≤', 2, (a, b) => a <= b),
  greater: flat('greater', '>', 2, (a, b) => a > b),
  greaterEqual: flat('greaterEqual', '≥', 2, (a, b) => a >= b),
  logicalAnd: flat('logicalAnd', '∧', 2, (a, b) => a !== 0 && b !== 0),
  logicalOr: flat('logicalOr', '∨', 2, (a, b) => a !== 0 || b !== 0),
  logicalXor: flat('logicalXor', '⊕', 2, (a, b) => (a !== 0) !== (b !== 0)),
  logicalNot: flat('logicalNot', '¬', 1, (a) => a === 0),
  isNaN: flat('isNaN', 'isNaN', 1, Number.isNaN),
  isInf: flat('isInf', 'isInf', 1, (a) => Math.abs(a) === Number.POSITIVE_INFINITY),
  isFinite: flat('isFinite', 'isFinite', 1, Number.isFinite),
  where: tensorRow<WhereParams>({
    symbol: 'where',
    notation: 'call',
    flow: 'routes',
    explain: 'where routes: each element of the upstream gradient goes to the input that was picked there.',
    vjpText: ['∂y where the condition holds, else 0', '0 where the condition holds, else ∂y'],
    operands: 2,
    result(inputs, { condition, dtype }) {
      const spec = elementwiseSpec([...inputs, condition], dtype ?? promote(inputs[0]!.dtype, inputs[1]!.dtype));
      return isError(spec) ? spec.naming(2, 'the condition') : spec;
    },
    forward: ([a, b], { condition, dtype }) => picked(a!, b!, condition, dtype ?? promote(a!.dtype, b!.dtype)),
    vjp({ upstream, inputs, params: { condition }, wanted }) {
      return inputs.map((input, k) => {
        if (!wanted[k]) return null;
        const through = loop2(k === 0 ? (u, holds) => (holds !== 0 ? u : 0) : (u, holds) => (holds !== 0 ? 0 : u));
        return sumTo(map2(through, upstream, condition, upstream.shape, gradientDtype(input.dtype)), input.shape);
      });
    },
    samples: [
      {
        shapes: [
          [2, 3],
          [2, 3],
        ],
        params: { condition: mask },
      },
      { shapes: [[3], []], params: { condition: mask } },
      { shapes: [[2, 1], [3]], params: { condition: fromValues([1], [], 'bool') } },
    ],
  }),
  cast: tensorRow<CastParams>({
    symbol: 'cast',
    notation: 'call',
    flow: 'distributes',
    explain: 'cast distributes: the input gets the upstream gradient unchanged, unless the new type has no fractions.',
    vjpText: ['∂y'],
    operands: 1,
    result: ([a], { dtype }) => ({ dtype, shape: a!.shape }),
    forward: ([a], { dtype }) => cast(a!, dtype),
    vjp: ({ upstream, inputs: [a], params: { dtype } }) => [
      isFloat(dtype) ? cast(upstream, gradientDtype(a!.dtype)) : null,
    ],
    samples: [{ shapes: [[2, 3]], params: { dtype: 'float64' } }],
  }),
  detach: tensorRow<NoParams>({
    symbol: 'detach',
    notation: 'call',
    flow: 'blocks',
    explain: 'detach blocks: the value goes on as a constant, so no gradient passes.',
    vjpText: ['0'],
    operands: 1,
    result: ([a]) => a!,
    forward: ([a]) => a!,
    vjp: () => [null],
    samples: [{ shapes: [[2, 3]], params: {} }],
  }),
  dropout: tensorRow<DropoutParams>({
    symbol: 'dropout',
    notation: 'call',
    flow: 'routes',
    explain:
      'dropout routes: elements that were kept get the upstream gradient, scaled up as they were, the others get nothing.',
    vjpText: ['∂y · mask'],
    operands: 1,
    result([a], { mask: kept }) {
      const spec = elementwiseSpec([a!, kept], a!.dtype);
      return isError(spec) ? spec.naming(1, 'the mask') : spec;
    },
    forward: ([a], { mask: kept }) => map2(mulLoop, a!, kept, shapeOf([a!, kept]), a!.dtype),
    vjp: ({ upstream, inputs: [a], params }) => [
      sumTo(map2(mulLoop, upstream, params.mask, upstream.shape, gradientDtype(a!.dtype)), a!.shape),
    ],
    samples: [{ shapes: [[2, 3]], params: { mask: fromValues([2, 0, 2, 2, 0, 0], [2, 3]) } }],
  }),
};

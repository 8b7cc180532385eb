import { gradientDtype } from '../../tensor/dtype';
import { cast } from '../../tensor/elementwise';
import type { TensorError } from '../../tensor/error';
import type { Tick } from '../../tensor/gemm';
import { fromValues, type NdArray } from '../../tensor/ndarray';
import { type Spec, tensorRow } from '../tensorRow';

export interface CustomParams {
  /** What the program calls the operation. */
  readonly name: string;
  /** Type and shape of the result: what the program has computed. */
  readonly gives: Spec;
  /** The result for operands; an error where the program can no longer be asked. */
  compute(inputs: readonly NdArray[], tick: Tick): NdArray | TensorError;
  /** What the program says flows back to each operand; null where it says that nothing does. */
  pull(upstream: NdArray, inputs: readonly NdArray[]): readonly (NdArray | null)[];
}

const squares = (a: NdArray, factor: NdArray, scale: number) =>
  fromValues(
    Float64Array.from(a.values(), (value, k) => scale * value * factor.flat(k)),
    a.shape,
  );

/** Operations that come with a backward pass of their own. */
export const custom = {
  /** An operation whose forward and backward pass are both written in the program. */
  custom: tensorRow<CustomParams>({
    symbol: 'custom',
    symbolOf: ({ name }) => name,
    notation: 'call',
    flow: 'scales',
    explain: 'custom scales: what flows back is what the backward method in the code makes of the upstream gradient.',
    vjpText: ['backward(∂y)'],
    operands: [1, Number.POSITIVE_INFINITY],
    result: (_inputs, { gives }) => gives,
    forward: (inputs, { compute }, tick) => compute(inputs, tick),
    vjp: ({ upstream, inputs, params: { pull }, wanted }) =>
      pull(upstream, inputs).map((part, k) =>
        part !== null && wanted[k] ? cast(part, gradientDtype(inputs[k]!.dtype)) : null,
      ),
    samples: [
      {
        shapes: [[2, 3]],
        params: {
          name: 'custom',
          gives: { dtype: 'float64', shape: [2, 3] },
          compute: ([a]) => squares(a!, a!, 1),
          pull: (upstream, [a]) => [squares(a!, upstream, 2)],
        },
      },
    ],
  }),
};

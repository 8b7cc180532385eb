import { gradientDtype } from '../../tensor/dtype';
import { cast } from '../../tensor/elementwise';
import { sure } from '../../tensor/error';
import { filled, type NdArray } from '../../tensor/ndarray';
import { type TensorRow, tensorRow } from '../tensorRow';
import { shaping } from './shaping';

export interface PullbackParams {
  /** An operation that is linear in its operands, and the call of it. */
  readonly row: TensorRow;
  readonly inputs: readonly NdArray[];
  readonly output: NdArray;
  readonly params: object;
  /** The operand that the gradient flows back to. */
  readonly operand: number;
}

const zerosLike = ({ dtype, shape }: NdArray) => filled(gradientDtype(dtype), shape, 0);

const sampleInput = filled('float64', [2, 3], 1);

/** Backward passes as operations, so that they can be differentiated again. */
export const pullbacks = {
  /**
   * What flows back through a linear operation. Its own backward pass is the operation itself, of the operand that the
   * gradient flowed to, the other operands being 0.
   */
  pullback: tensorRow<PullbackParams>({
    symbol: '∂',
    // `∂sum(u)`: what flows back through a sum to which `u` arrives.
    symbolOf: ({ row }) => (row.notation === 'call' ? `∂${row.symbol}` : '∂'),
    notation: 'call',
    flow: 'distributes',
    explain: 'pullback distributes: the upstream gradient flows through the operation that this one goes back through.',
    vjpText: ['the operation of ∂y'],
    vjpTextOf: (_inputs, { row }) => [row.notation === 'call' ? `${row.symbol}(∂y)` : 'the operation of ∂y'],
    operands: 1,
    result: (_inputs, { inputs, operand }) => ({
      dtype: gradientDtype(inputs[operand]!.dtype),
      shape: inputs[operand]!.shape,
    }),
    forward([u], { row, inputs, output, params, operand }, tick) {
      const wanted = inputs.map((_, k) => k === operand);
      return row.vjp({ upstream: u!, inputs, output, params, wanted, tick })[operand] ?? zerosLike(inputs[operand]!);
    },
    vjp({ upstream, inputs: [u], params: { row, inputs, params, operand }, tick }) {
      const operands = inputs.map((input, k) => (k === operand ? upstream : zerosLike(input)));
      return [cast(sure(row.forward(operands, params, tick)), gradientDtype(u!.dtype))];
    },
    samples: [
      {
        shapes: [[3, 2]],
        params: {
          row: shaping.transpose as TensorRow,
          inputs: [sampleInput],
          output: filled('float64', [3, 2], 1),
          params: { order: null },
          operand: 0,
        },
      },
    ],
  }),
};

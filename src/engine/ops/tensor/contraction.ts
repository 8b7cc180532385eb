import { gradientDtype, promote } from '../../tensor/dtype';
import { type Contraction, contract, type Label, parseEinsum, withoutRepeats } from '../../tensor/einsum';
import { cast } from '../../tensor/elementwise';
import { isError, sure } from '../../tensor/error';
import { assign } from '../../tensor/indexing';
import { type NdArray, zeros } from '../../tensor/ndarray';
import { sumTo } from '../../tensor/reduce';
import { type Backflow, type DtypeParams, type Spec, tensorRow } from '../tensorRow';

export interface EinsumParams extends DtypeParams {
  /** Such as `ij,jk->ik`. */
  readonly subscripts: string;
}

const resultOf = (inputs: readonly Spec[], subscripts: string) =>
  parseEinsum(
    subscripts,
    inputs.map(({ shape }) => shape),
  );

const dtypeOf = (inputs: readonly Spec[], { dtype }: EinsumParams) =>
  dtype ?? inputs.map((input) => input.dtype).reduce(promote);

/** The upstream gradient contracted with all other operands; on a diagonal where the operand names an axis twice. */
function pull({ upstream, inputs, tick }: Backflow<EinsumParams>, whole: Contraction, k: number): NdArray {
  const input = inputs[k]!;
  const labels = whole.inputs[k]!;
  const others = inputs.filter((_, other) => other !== k);
  const unique = withoutRepeats({ array: input, labels }).labels;
  const back: Contraction = {
    inputs: [whole.output, ...whole.inputs.filter((_, other) => other !== k)],
    output: unique,
    extents: whole.extents,
  };
  const dtype = gradientDtype(input.dtype);
  const found = contract([upstream, ...others], back, dtype, tick);
  if (unique.length === labels.length) {
    return sumTo(found, input.shape);
  }
  const out = zeros(dtype, input.shape);
  const target = withoutRepeats({ array: out, labels });
  assign(target.array, cast(sumTo(found, target.array.shape), dtype), true);
  return out;
}

const sample = (subscripts: string, ...shapes: (readonly number[])[]) => ({ shapes, params: { subscripts } });

/** Sums of products by the names of axes. */
export const contraction = {
  einsum: tensorRow<EinsumParams>({
    symbol: 'einsum',
    notation: 'call',
    flow: 'swaps',
    explain:
      'einsum swaps: each input gets the upstream gradient multiplied by all other inputs and summed over the axes that it lacks.',
    vjpText: ['∂y and the others, summed to the axes of a'],
    operands: [1, Number.POSITIVE_INFINITY],
    result(inputs, params) {
      const whole = resultOf(inputs, params.subscripts);
      if (isError(whole)) return whole;
      return { dtype: dtypeOf(inputs, params), shape: whole.output.map((label: Label) => whole.extents.get(label)!) };
    },
    forward: (inputs, params, tick) =>
      contract(inputs, sure(resultOf(inputs, params.subscripts)), dtypeOf(inputs, params), tick),
    vjp(call) {
      const whole = sure(resultOf(call.inputs, call.params.subscripts));
      return call.inputs.map((_, k) => (call.wanted[k] ? pull(call, whole, k) : null));
    },
    samples: [
      sample('ij,jk->ik', [2, 3], [3, 2]),
      sample('ij,jk', [2, 3], [3, 2]),
      sample('ii->', [3, 3]),
      sample('ii->i', [3, 3]),
      sample('ij->ji', [2, 3]),
      sample('ij->j', [2, 3]),
      sample('i,j->ij', [2], [3]),
      sample('bij,bjk->bik', [2, 2, 3], [2, 3, 2]),
      sample('...ij,...jk->...ik', [2, 2, 3], [3, 2]),
      sample('...i->...', [2, 2, 3]),
      sample('ij,j,k->ik', [2, 3], [3], [2]),
      sample('bhqd,bhkd->bhqk', [1, 2, 2, 3], [1, 2, 3, 3]),
      sample('i,i,i->', [3], [3], [3]),
      sample('ij,ij->ij', [2, 3], [2, 3]),
      sample('iij->j', [2, 2, 3]),
    ],
  }),
};

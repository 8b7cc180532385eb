import { isFloat } from '../../../engine/tensor/dtype';
import { castTo } from '../arrays/nested';
import type { Native } from '../values/objects';
import { torchBoth } from './define';
import { dtypeOr } from './dtypes';
import { axisIn, op, tensorArgument } from './operands';
import { given } from './tensor';

/** `softmax`, `log_softmax` along an axis. */
export function softmax(name: 'softmax' | 'log_softmax'): Native {
  const row = name === 'softmax' ? 'softmax' : 'logSoftmax';
  return (rt, [input, dim, dtype], source) => {
    const x = tensorArgument(rt, input, name, 0, source);
    const type = dtypeOr(rt, dtype, x.ref.dtype, source);
    if (!isFloat(type))
      throw rt.error(
        'RuntimeError',
        `"${name}_lastdim_kernel_impl" not implemented for '${type === 'int64' ? 'Long' : 'Int'}'`,
        source,
      );
    const rank = x.ref.shape.length;
    const axis = dim === undefined || dim === null ? usualAxis(rank) : axisIn(rt, dim, rank, source);
    const grad = name === 'softmax' ? 'SoftmaxBackward0' : 'LogSoftmaxBackward0';
    const value = castTo(rt, x.value(), type, source);
    if (rank > 0) return given(rt, op(rt, row, [value], { axis }, source), grad, ['result']);
    const line = op(rt, 'reshape', [value], { shape: [1] }, source);
    return given(rt, op(rt, 'reshape', [op(rt, row, [line], { axis: 0 }, source)], { shape: [] }, source), grad, [
      'result',
    ]);
  };
}

/** The axis that PyTorch takes where none is given. */
function usualAxis(rank: number): number {
  return rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
}

torchBoth({
  'softmax(input, dim, dtype=)': softmax('softmax'),
  'log_softmax(input, dim, dtype=)': softmax('log_softmax'),
});

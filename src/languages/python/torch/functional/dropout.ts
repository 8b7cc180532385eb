import type { SourceId } from '../../../../engine/sources';
import { fromValues } from '../../../../engine/tensor/ndarray';
import { sizeOf } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { torchFunctions } from '../define';
import { writeResult } from '../inPlace';
import { flag, numberIn, op, tensorArgument } from '../operands';
import { generatorIn } from '../random/functions';
import { given, type TorchTensor } from '../tensor';
import { functionals, isNone } from './members';

/**
 * `dropout`: what is kept is scaled up. With `channels` whole channels are dropped. The mask is a parameter of the row:
 * drawn once, as PyTorch draws it.
 */
function dropped(
  rt: Runtime,
  input: Value,
  p: Value,
  training: Value,
  inPlace: Value,
  channels: boolean,
  source: SourceId,
): TorchTensor {
  const x = tensorArgument(rt, input, 'dropout', 0, source);
  const share = isNone(p) ? 0.5 : numberIn(rt, p, 'dropout', 'p', source);
  if (!(share >= 0 && share <= 1))
    throw rt.error('ValueError', `dropout probability has to be between 0 and 1, but got ${share}`, source);
  if (share === 0 || !flag(training, true) || x.ref.size === 0) return x;
  const { shape, dtype } = x.ref;
  const own = channels ? shape.map((extent, axis) => (axis < 2 ? extent : 1)) : shape;
  const generator = generatorIn(rt, null);
  const keep = 1 - share;
  rt.budget.spend(rt, x.ref.size, source);
  const values = Float64Array.from({ length: sizeOf(own) }, () =>
    share < 1 && generator.double() < keep ? 1 / keep : 0,
  );
  const mask = fromValues(values, own, dtype);
  const value = op(rt, 'dropout', [x.value()], { mask }, source);
  if (flag(inPlace)) return writeResult(rt, x, value, 'MulBackward0', source);
  return given(rt, value, 'MulBackward0', []);
}

functionals({
  'dropout(input, p=, training=, inplace=)': (rt, [input, p, training, inPlace], source) =>
    dropped(rt, input, p, training, inPlace, false, source),
  'dropout1d(input, p=, training=, inplace=)': (rt, [input, p, training, inPlace], source) =>
    dropped(rt, input, p, training, inPlace, true, source),
  'dropout2d(input, p=, training=, inplace=)': (rt, [input, p, training, inPlace], source) =>
    dropped(rt, input, p, training, inPlace, true, source),
});
torchFunctions({
  'dropout(input, p, train)': (rt, [input, p, training], source) =>
    dropped(rt, input, p, training, false, false, source),
});

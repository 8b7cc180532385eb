import type { PadMode } from '../../../../engine/ops/tensor/padding';
import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { numberIn, op, tensorArgument, wholes } from '../operands';
import { given, type TorchTensor } from '../tensor';
import { functionals, isNone } from './members';

const MODES: Readonly<Record<string, PadMode>> = {
  constant: 'constant',
  reflect: 'reflect',
  replicate: 'edge',
  circular: 'wrap',
};
const NAMES: Readonly<Record<string, string>> = { reflect: 'ReflectionPad', replicate: 'ReplicationPad' };

/** `pad(x, (left, right, top, bottom, …))`: widths of the last axis first. */
function pad(rt: Runtime, [input, widthsValue, mode, value]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'pad', 0, source);
  const rank = x.ref.shape.length;
  const flat = wholes(rt, widthsValue, 'pad', 'pad', source);
  if (flat.length % 2 !== 0) throw rt.error('RuntimeError', 'Padding length must be divisible by 2', source);
  if (flat.length > 2 * rank) throw rt.error('RuntimeError', 'Padding length too large', source);
  const name = isNone(mode) ? 'constant' : String(mode);
  const own = Object.hasOwn(MODES, name) ? MODES[name]! : null;
  if (own === null) throw rt.error('NotImplementedError', `Unrecognised padding mode ${name}`, source);
  const widths = x.ref.shape.map((_, axis): [number, number] => {
    const k = rank - 1 - axis;
    return [flat[2 * k] ?? 0, flat[2 * k + 1] ?? 0];
  });
  if (
    own === 'reflect' &&
    widths.some((pair, axis) => pair.some((width) => width >= x.ref.shape[axis]! && width > 0))
  ) {
    const axis = widths.findIndex((pair, k) => pair.some((width) => width >= x.ref.shape[k]! && width > 0));
    throw rt.error(
      'RuntimeError',
      `Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (${widths[axis]!.join(', ')}) at dimension ${axis} of input [${x.ref.shape.join(', ')}]`,
      source,
    );
  }
  const fill = isNone(value) ? {} : { value: numberIn(rt, value, 'pad', 'value', source) };
  const result = op(rt, 'pad', [x.value()], { widths, mode: own, ...fill }, source);
  const grad =
    name === 'constant'
      ? 'ConstantPadNdBackward0'
      : name === 'circular'
        ? 'CopySlices'
        : `${NAMES[name]}${flat.length / 2}DBackward0`;
  return given(rt, result, grad, name === 'constant' ? null : [x]);
}

functionals({ 'pad(input, pad, mode=, value=)': pad });

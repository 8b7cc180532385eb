import type { ParamsOf, TensorOp } from '../../../../engine/ops/tensorTable';
import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import type { Native } from '../../values/objects';
import { softmax } from '../activations';
import { torchBoth, torchMembers } from '../define';
import { writeResult } from '../inPlace';
import { axisIn, flag, numberIn, op, tensorArgument } from '../operands';
import { given, type TorchTensor } from '../tensor';
import { callTorch, functionalMembers, functionals, isNone } from './members';

/** What a function keeps for its backward pass. */
type Keeps = 'input' | 'result';

/** Functions of one tensor that are a row of the engine; `inplace` puts the result in its place. */
function activation<Name extends TensorOp>(
  row: Name,
  grad: string,
  keeps: Keeps,
  paramsOf: (rt: Runtime, args: readonly Value[], source: SourceId) => ParamsOf<Name>,
  /** Where among the arguments the flag stands; null where there is none. */
  inPlaceAt: number | null = null,
): Native {
  return (rt, args, source) => {
    const x = tensorArgument(rt, args[0], row, 0, source);
    if (!floats.has(x.ref.dtype) && row !== 'relu' && row !== 'relu6')
      throw rt.error(
        'RuntimeError',
        `"${row.startsWith('gelu') ? 'GeluKernelImpl' : row}" not implemented for '${{ int64: 'Long', int32: 'Int', bool: 'Bool' }[x.ref.dtype as 'int64']}'`,
        source,
      );
    const value = op(rt, row, [x.value()], paramsOf(rt, args, source), source);
    if (inPlaceAt !== null && flag(args[inPlaceAt]))
      return writeResult(rt, x, value, inPlaceNames[row] ?? grad, source, [keeps === 'input' ? x : 'result']);
    return given(rt, value, grad, [keeps === 'input' ? x : 'result']);
  };
}

/** What the backward pass is called where the result took the input's place, for those that have another name then. */
const inPlaceNames: Readonly<Partial<Record<TensorOp, string>>> = {
  leakyRelu: 'LeakyReluBackward1',
  elu: 'EluBackward1',
  celu: 'CeluBackward1',
  selu: 'EluBackward1',
  threshold: 'ThresholdBackward1',
};

const floats: ReadonlySet<string> = new Set(['float32', 'float64']);
const none = () => ({});

/** A number of a call, or the usual one, in the precision of the input. */
function numberOr(
  rt: Runtime,
  [input]: readonly Value[],
  value: Value,
  otherwise: number,
  label: string,
  source: SourceId,
): number {
  const number = isNone(value) ? otherwise : numberIn(rt, value, 'activation', label, source);
  return (input as TorchTensor).ref.dtype === 'float32' ? Math.fround(number) : number;
}

const TABLE: Readonly<Record<string, Native>> = {
  'relu(input, inplace=)': activation('relu', 'ReluBackward0', 'result', none, 1),
  'relu6(input, inplace=)': activation('relu6', 'HardtanhBackward0', 'input', none, 1),
  'leaky_relu(input, negative_slope=, inplace=)': activation(
    'leakyRelu',
    'LeakyReluBackward0',
    'input',
    (rt, args, source) => ({ slope: numberOr(rt, args, args[1], 0.01, 'negative_slope', source) }),
    2,
  ),
  'elu(input, alpha=, inplace=)': activation(
    'elu',
    'EluBackward0',
    'input',
    (rt, args, source) => ({ alpha: numberOr(rt, args, args[1], 1, 'alpha', source) }),
    2,
  ),
  'celu(input, alpha=, inplace=)': activation(
    'celu',
    'CeluBackward0',
    'input',
    (rt, args, source) => ({ alpha: numberOr(rt, args, args[1], 1, 'alpha', source) }),
    2,
  ),
  'selu(input, inplace=)': activation('selu', 'EluBackward0', 'input', none, 1),
  'silu(input, inplace=)': activation('silu', 'SiluBackward0', 'input', none, 1),
  'mish(input, inplace=)': activation('mish', 'MishBackward0', 'input', none, 1),
  'hardtanh(input, min_val=, max_val=, inplace=)': activation(
    'hardtanh',
    'HardtanhBackward0',
    'input',
    (rt, args, source) => ({
      min: numberOr(rt, args, args[1], -1, 'min_val', source),
      max: numberOr(rt, args, args[2], 1, 'max_val', source),
    }),
    3,
  ),
  'hardsigmoid(input, inplace=)': activation('hardSigmoid', 'HardsigmoidBackward0', 'input', none, 1),
  'hardswish(input, inplace=)': activation('hardSwish', 'HardswishBackward0', 'input', none, 1),
  'softplus(input, beta=, threshold=)': activation('softplus', 'SoftplusBackward0', 'input', (rt, args, source) => ({
    beta: numberOr(rt, args, args[1], 1, 'beta', source),
    threshold: numberOr(rt, args, args[2], 20, 'threshold', source),
  })),
  'logsigmoid(input)': activation('logSigmoid', 'LogSigmoidBackward0', 'input', none),
  'softsign(input)': activation('softsign', 'DivBackward0', 'input', none),
  'tanhshrink(input)': activation('tanhshrink', 'SubBackward0', 'result', none),
  'softshrink(input, lambd=)': activation('softshrink', 'SoftshrinkBackward0', 'input', (rt, args, source) => ({
    width: numberOr(rt, args, args[1], 0.5, 'lambd', source),
  })),
  'hardshrink(input, lambd=)': activation('hardshrink', 'HardshrinkBackward0', 'input', (rt, args, source) => ({
    width: numberOr(rt, args, args[1], 0.5, 'lambd', source),
  })),
  'threshold(input, threshold, value, inplace=)': activation(
    'threshold',
    'ThresholdBackward0',
    'input',
    (rt, args, source) => ({
      threshold: numberOr(rt, args, args[1], 0, 'threshold', source),
      value: numberOr(rt, args, args[2], 0, 'value', source),
    }),
    3,
  ),
};

function gelu(rt: Runtime, [input, approximate]: Value[], source: SourceId): Value {
  if (!isNone(approximate) && approximate !== 'none' && approximate !== 'tanh')
    throw rt.error('RuntimeError', 'approximate argument must be either none or tanh.', source);
  const row = approximate === 'tanh' ? 'geluTanh' : 'gelu';
  return activation(row, 'GeluBackward0', 'input', none)(rt, [input], source);
}

/** One slope for all, or one for each channel: the second axis. */
function prelu(rt: Runtime, [input, weight]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'prelu', 0, source);
  const slopes = tensorArgument(rt, weight, 'prelu', 1, source);
  const rank = x.ref.shape.length;
  let own = slopes.value();
  if (slopes.ref.size > 1) {
    const channels = x.ref.shape[rank > 1 ? 1 : 0] ?? 1;
    if (slopes.ref.size !== channels)
      throw rt.error(
        'RuntimeError',
        `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${slopes.ref.size} and channel size = ${channels}.`,
        source,
      );
    if (rank > 2) {
      const shape = x.ref.shape.slice(1).map((_, k) => (k === 0 ? channels : 1));
      own = op(rt, 'reshape', [own], { shape }, source);
    }
  }
  return given(rt, op(rt, 'prelu', [x.value(), own], {}, source), 'PreluBackward0', [x, slopes]);
}

/** The first half times the sigmoid of the second. */
function glu(rt: Runtime, [input, dim]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'glu', 0, source);
  const axis = axisIn(rt, isNone(dim) ? -1 : dim, x.ref.shape.length, source);
  const extent = x.ref.shape[axis] ?? 0;
  if (extent % 2 !== 0)
    throw rt.error('RuntimeError', `Halving dimension must be even, but dimension ${axis} is size ${extent}`, source);
  const half = (start: number, stop: number) =>
    op(
      rt,
      'index',
      [x.value()],
      {
        items: x.ref.shape.map((_, k) => ({
          kind: 'slice' as const,
          start: k === axis ? start : null,
          stop: k === axis ? stop : null,
          step: 1,
        })),
      },
      source,
    );
  const gate = op(rt, 'sigmoid', [half(extent / 2, extent)], {}, source);
  return given(rt, op(rt, 'mul', [half(0, extent / 2), gate], {}, source), 'GluBackward0', [x]);
}

functionals({
  ...TABLE,
  'gelu(input, approximate=)': gelu,
  'prelu(input, weight)': prelu,
  'glu(input, dim=)': glu,
  'softmax(input, dim=, _stacklevel=, dtype=)': (rt, [x, dim, , dtype], source) =>
    softmax('softmax')(rt, [x, dim, dtype], source),
  'log_softmax(input, dim=, _stacklevel=, dtype=)': (rt, [x, dim, , dtype], source) =>
    softmax('log_softmax')(rt, [x, dim, dtype], source),
  'softmin(input, dim=, _stacklevel=, dtype=)': (rt, [x, dim, , dtype], source) =>
    softmax('softmax')(rt, [callTorch(rt, 'neg', [x], source), dim, dtype], source),
  'relu_(input)': (rt, [x], source) => TABLE['relu(input, inplace=)']!(rt, [x, true], source),
  'leaky_relu_(input, negative_slope=)': (rt, [x, slope], source) =>
    TABLE['leaky_relu(input, negative_slope=, inplace=)']!(rt, [x, slope, true], source),
  'elu_(input, alpha=)': (rt, [x, alpha], source) =>
    TABLE['elu(input, alpha=, inplace=)']!(rt, [x, alpha, true], source),
});
for (const name of ['sigmoid', 'tanh']) functionalMembers.set(name, torchMembers.get(name));
torchBoth({ 'prelu(input, weight)': prelu });

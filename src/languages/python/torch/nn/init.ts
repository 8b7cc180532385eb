import { power } from '../../../../engine/math/power';
import type { SourceId } from '../../../../engine/sources';
import { eye } from '../../../../engine/tensor/create';
import { erf } from '../../../../engine/tensor/special';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { Float } from '../../values/numbers';
import { ModuleObject, type Native } from '../../values/objects';
import { torchFunctions } from '../define';
import { numberIn, tensorArgument } from '../operands';
import { fillDrawn, generatorIn, normalFill, uniformFill } from '../random/functions';
import { quietly } from '../state';
import type { TorchTensor } from '../tensor';
import { isNone } from './layer';

const number = (rt: Runtime, value: Value, otherwise: number, label: string, source: SourceId) =>
  isNone(value) ? otherwise : numberIn(rt, value, 'init', label, source);

/** Parameters are filled without gradients, whoever asks. */
function filling(fill: (rt: Runtime, tensor: TorchTensor, args: Value[], source: SourceId) => void): Native {
  return (rt, [input, ...args], source) => {
    const tensor = tensorArgument(rt, input, 'init', 0, source);
    quietly(rt, () => fill(rt, tensor, args, source));
    return tensor;
  };
}

/** How many values each output and each input of a layer with these weights meets. */
function fans(
  rt: Runtime,
  { ref }: TorchTensor,
  source: SourceId,
): { readonly fanIn: number; readonly fanOut: number } {
  const { shape } = ref;
  if (shape.length < 2)
    throw rt.error(
      'ValueError',
      'Fan in and fan out can not be computed for tensor with fewer than 2 dimensions',
      source,
    );
  const field = shape.slice(2).reduce((product, extent) => product * extent, 1);
  return { fanIn: shape[1]! * field, fanOut: shape[0]! * field };
}

const SLOPE = 0.01;

/** How much a nonlinearity shrinks what passes it. */
export function gainOf(rt: Runtime, nonlinearity: Value, slope: Value, source: SourceId): number {
  switch (nonlinearity) {
    case 'linear':
    case 'conv1d':
    case 'conv2d':
    case 'conv3d':
    case 'conv_transpose1d':
    case 'conv_transpose2d':
    case 'conv_transpose3d':
    case 'sigmoid':
      return 1; // biome-ignore format: a list
    case 'tanh':
      return 5 / 3;
    case 'relu':
      return Math.sqrt(2);
    case 'selu':
      return 3 / 4;
    case 'leaky_relu':
      return Math.sqrt(2 / (1 + power(number(rt, slope, SLOPE, 'a', source), 2)));
    default:
      throw rt.error('ValueError', `Unsupported nonlinearity ${String(nonlinearity)}`, source);
  }
}

/** The spread that keeps the size of what passes a layer (He et al.). */
function kaiming(rt: Runtime, tensor: TorchTensor, [a, mode, nonlinearity]: Value[], source: SourceId): number {
  const { fanIn, fanOut } = fans(rt, tensor, source);
  if (!isNone(mode) && mode !== 'fan_in' && mode !== 'fan_out')
    throw rt.error('ValueError', `Mode ${String(mode)} not supported, please use one of ['fan_in', 'fan_out']`, source);
  const gain = gainOf(rt, isNone(nonlinearity) ? 'leaky_relu' : nonlinearity, isNone(a) ? 0 : a, source);
  return gain / Math.sqrt(mode === 'fan_out' ? fanOut : fanIn);
}

function xavier(rt: Runtime, tensor: TorchTensor, [gain]: Value[], source: SourceId): number {
  const { fanIn, fanOut } = fans(rt, tensor, source);
  return number(rt, gain, 1, 'gain', source) * Math.sqrt(2 / (fanIn + fanOut));
}

const symmetric = (rt: Runtime, tensor: TorchTensor, bound: number, source: SourceId) =>
  uniformFill(rt, tensor, -bound, bound, null, source);

function constant(rt: Runtime, tensor: TorchTensor, value: number, source: SourceId): void {
  fillDrawn(rt, tensor, new Float64Array(tensor.ref.size).fill(value), source);
}

/** The inverse of the error function, by Newton's method on PyTorch's first guess. */
function inverseErf(y: number): number {
  const a = Math.log((1 - y) * (1 + y));
  const b = 2 / (Math.PI * 0.147) + a / 2;
  let x = Math.sign(y) * Math.sqrt(Math.sqrt(b * b - a / 0.147) - b);
  for (let k = 0; k < 3; k++) x -= (erf(x) - y) / ((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x));
  return x;
}

/** Normal numbers between two bounds, from uniform ones through the inverse of the distribution. */
function truncated(rt: Runtime, tensor: TorchTensor, [m, s, low, high]: Value[], source: SourceId): void {
  const [mean, std] = [number(rt, m, 0, 'mean', source), number(rt, s, 1, 'std', source)];
  const [a, b] = [number(rt, low, -2, 'a', source), number(rt, high, 2, 'b', source)];
  const below = (x: number) => (1 + erf(x / Math.SQRT2)) / 2;
  const [l, u] = [below((a - mean) / std), below((b - mean) / std)];
  const isSingle = tensor.ref.dtype === 'float32';
  const uniform = generatorIn(rt, null).uniforms(tensor.ref.size, isSingle);
  const span = 2 * u - 1 - (2 * l - 1);
  const values = uniform.map((value) => {
    const own = inverseErf(value * span + 2 * l - 1) * std * Math.SQRT2 + mean;
    return Math.min(b, Math.max(a, own));
  });
  fillDrawn(rt, tensor, values, source);
}

const members = new Map<string, Value>();
const fill = (name: string, run: Parameters<typeof filling>[0]) => torchFunctions({ [name]: filling(run) }, members);

fill('uniform_(tensor, a=, b=)', (rt, tensor, [a, b], source) => {
  uniformFill(rt, tensor, number(rt, a, 0, 'a', source), number(rt, b, 1, 'b', source), null, source);
});
fill('normal_(tensor, mean=, std=)', (rt, tensor, [mean, std], source) => {
  normalFill(rt, tensor, number(rt, mean, 0, 'mean', source), number(rt, std, 1, 'std', source), null, source);
});
fill('trunc_normal_(tensor, mean=, std=, a=, b=)', truncated);
fill('constant_(tensor, val)', (rt, tensor, [value], source) =>
  constant(rt, tensor, numberIn(rt, value, 'constant_', 'val', source), source),
);
fill('ones_(tensor)', (rt, tensor, _args, source) => constant(rt, tensor, 1, source));
fill('zeros_(tensor)', (rt, tensor, _args, source) => constant(rt, tensor, 0, source));
fill('eye_(tensor)', (rt, tensor, _args, source) => {
  const [rows, columns] = tensor.ref.shape;
  if (tensor.ref.shape.length !== 2)
    throw rt.error('ValueError', 'Only tensors with 2 dimensions are supported', source);
  fillDrawn(rt, tensor, eye(rows!, columns!, 0, 'float64').values(), source);
});
fill('xavier_uniform_(tensor, gain=)', (rt, tensor, args, source) => {
  symmetric(rt, tensor, Math.sqrt(3) * xavier(rt, tensor, args, source), source);
});
fill('xavier_normal_(tensor, gain=)', (rt, tensor, args, source) => {
  normalFill(rt, tensor, 0, xavier(rt, tensor, args, source), null, source);
});
fill('kaiming_uniform_(tensor, a=, mode=, nonlinearity=)', (rt, tensor, args, source) => {
  symmetric(rt, tensor, Math.sqrt(3) * kaiming(rt, tensor, args, source), source);
});
fill('kaiming_normal_(tensor, a=, mode=, nonlinearity=)', (rt, tensor, args, source) => {
  normalFill(rt, tensor, 0, kaiming(rt, tensor, args, source), null, source);
});
torchFunctions(
  {
    'calculate_gain(nonlinearity, param=)': (rt, [nonlinearity, slope], source) => {
      const gain = gainOf(rt, nonlinearity, slope, source);
      return gain === 1 ? 1 : new Float(gain);
    },
  },
  members,
);

/** `torch.nn.init`. */
export const initModule = new ModuleObject(
  'torch.nn.init',
  members,
  (name) => `\`torch.nn.init.${name}\` is not supported; fill the weights with tensor operations under no_grad`,
);

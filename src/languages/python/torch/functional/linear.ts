import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { TensorValue, Value } from '../../../core/values';
import { mismatch } from '../elementwise';
import { op, tensorArgument } from '../operands';
import { given, type TorchTensor } from '../tensor';
import { typeWords } from '../words';
import { functionals, isNone } from './members';

/** Raises what PyTorch says of shapes that do not fit. */
function checkLinear(rt: Runtime, x: TensorValue, weight: TensorValue, source: SourceId): void {
  const [left, right] = [x.array.shape, weight.array.shape];
  if (left.length === 0)
    throw rt.error(
      'RuntimeError',
      `both arguments to matmul need to be at least 1D, but they are 0D and ${right.length}D`,
      source,
    );
  if (left.at(-1) !== right.at(-1)) {
    const rows = left.slice(0, -1).reduce((size, extent) => size * extent, 1);
    const turned = [...right].reverse().join('x');
    const message =
      left.length === 1 && right.length === 1
        ? `inconsistent tensor size, expected tensor [${left[0]}] and src [${right[0]}] to have the same number of elements, but got ${left[0]} and ${right[0]} elements respectively`
        : right.length === 1
          ? `size mismatch, got ${rows}, ${rows}x${left.at(-1)},${right[0]}`
          : `mat1 and mat2 shapes cannot be multiplied (${rows}x${left.at(-1)} and ${turned})`;
    throw mismatch(rt, message, [x, weight], source);
  }
  if (x.array.dtype !== weight.array.dtype)
    throw rt.error(
      'RuntimeError',
      left.length === 1
        ? `expected scalar type ${typeWords[x.array.dtype]} but found ${typeWords[weight.array.dtype]}`
        : 'mat1 and mat2 must have the same dtype',
      source,
    );
}

/** What the backward pass is called, by the axes of the input. */
function nameFor(rank: number, weightRank: number, hasBias: boolean): string {
  if (weightRank === 1) return rank === 1 ? 'DotBackward0' : 'MvBackward0';
  if (rank === 1) return hasBias ? 'AddBackward0' : 'SqueezeBackward3';
  if (rank === 2) return hasBias ? 'AddmmBackward0' : 'MmBackward0';
  if (!hasBias) return 'UnsafeViewBackward0';
  return rank === 3 ? 'ViewBackward0' : 'AddBackward0';
}

/** `x @ weight.T + bias`. */
export function linear(rt: Runtime, [input, weight, bias]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'linear', 0, source);
  const w = tensorArgument(rt, weight, 'linear', 1, source);
  const [own, factors] = [x.value(), w.value()];
  checkLinear(rt, own, factors, source);
  const isVector = factors.array.rank === 1;
  let value = op(rt, 'matmul', [own, factors], { transposeB: !isVector }, source);
  if (!isNone(bias)) value = op(rt, 'add', [value, tensorArgument(rt, bias, 'linear', 2, source).value()], {}, source);
  const name = nameFor(own.array.rank, factors.array.rank, !isNone(bias));
  return given(rt, value, name, [...(w.requiresGrad ? [x] : []), ...(x.requiresGrad ? [w] : [])]);
}

/** For each output the product of both inputs with a matrix of its own. */
function bilinear(rt: Runtime, [first, second, weight, bias]: Value[], source: SourceId): TorchTensor {
  const [a, b, w] = [first, second, weight].map((value, k) => tensorArgument(rt, value, 'bilinear', k, source));
  const [left, right, factors] = [a!.value(), b!.value(), w!.value()];
  if (left.array.shape.at(-1) !== factors.array.shape[1])
    throw mismatch(
      rt,
      `bilinear(): input1 size does not match weight size: got ${left.array.shape.at(-1)} but expected ${factors.array.shape[1]}`,
      [left, factors],
      source,
    );
  if (right.array.shape.at(-1) !== factors.array.shape[2])
    throw mismatch(
      rt,
      `bilinear(): input2 size does not match weight size: got ${right.array.shape.at(-1)} but expected ${factors.array.shape[2]}`,
      [right, factors],
      source,
    );
  let value = op(rt, 'einsum', [left, factors, right], { subscripts: '...i,oij,...j->...o' }, source);
  if (!isNone(bias)) value = op(rt, 'add', [value, (bias as TorchTensor).value()], {}, source);
  return given(rt, value, isNone(bias) ? 'ReshapeAliasBackward0' : 'AddBackward0', [a!, b!, w!]);
}

functionals({
  'linear(input, weight, bias=)': linear,
  'bilinear(input1, input2, weight, bias=)': bilinear,
});

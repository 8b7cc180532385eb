import { filled, fromValues } from '../../../engine/tensor/ndarray';
import { sizeOf } from '../../../engine/tensor/shape';
import { packed } from '../../core/tensors';
import { Tracked, type Value } from '../../core/values';
import { isArray } from '../objects';
import { TypedArray } from '../typedArray';
import type { TfCall, TfDtype, TfFunction } from './call';
import { TensorObject, VariableObject } from './tensorObject';

/** `tf.tensor(values, shape, dtype)`; with a rank, that of `tf.tensor2d` and the like. */
function tensorOf(call: TfCall, rank: number | null, shapeAt: number | null, dtypeAt: number): TensorObject {
  const value = call.args[0];
  if (value instanceof TensorObject) throw call.wrong(`${call.name} takes numbers; use tf.clone for a tensor`);
  const { shape, numbers, found } = call.nested(value, 'values');
  const wanted = shapeAt !== null && call.has(shapeAt) ? call.list(shapeAt, 'shape') : null;
  if (rank !== null && shape.length !== rank && !(shape.length === 1 && wanted !== null)) {
    throw call.mismatch(
      rank === 1
        ? `tensor1d() requires values to be a flat/TypedArray, but the values given have shape ${text(shape)}`
        : `${call.name}() requires values to be nested ${rank} deep, or flat with a shape, but they have shape ${text(shape)}`,
    );
  }
  if (wanted !== null && sizeOf(wanted) !== numbers.length) {
    throw call.mismatch(`${call.name}: ${numbers.length} values do not fill the shape ${text(wanted)}`);
  }
  const dtype: TfDtype = call.dtype(dtypeAt) ?? found;
  const array = fromValues(
    numbers.map((number) => (number instanceof Tracked ? number.value : number)),
    wanted ?? shape,
    dtype,
  );
  return new TensorObject(packed(call.rt, dtype === 'float32' ? numbers : [], array, call.source));
}

function text(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

const ranked = ([1, 2, 3, 4, 5, 6] as const).map((rank): [string, TfFunction] => [
  `tensor${rank}d`,
  (call) => tensorOf(call, rank, rank === 1 ? null : 1, rank === 1 ? 1 : 2),
]);

function isList(value: Value): boolean {
  return isArray(value) || value instanceof TypedArray;
}

/** Tensors from numbers. */
export const creation: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['tensor', (call) => tensorOf(call, null, 1, 2)],
  ...ranked,
  [
    'scalar',
    (call) => {
      if (isList(call.args[0]))
        throw call.wrong('If creating a Tensor from a list, use tf.tensor instead of tf.scalar');
      return tensorOf(call, 0, null, 1);
    },
  ],
  [
    'variable',
    (call) => {
      const tensor = call.tensor(0, 'initialValue');
      return new VariableObject(tensor, call.text(2) ?? 'variable', call.flag(1, true));
    },
  ],
  ['zeros', (call) => call.constant(filled(call.dtype(1) ?? 'float32', call.list(0, 'shape'), 0))],
  ['ones', (call) => call.constant(filled(call.dtype(1) ?? 'float32', call.list(0, 'shape'), 1))],
  ['fill', (call) => call.constant(filled(call.dtype(2) ?? 'float32', call.list(0, 'shape'), call.number(1, 0)))],
]);

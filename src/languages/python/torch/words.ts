import type { Dtype } from '../../../engine/tensor/dtype';
import type { Shape } from '../../../engine/tensor/shape';
import type { IndexWords } from '../arrays/words';

/** `[2, 3]`: a shape as PyTorch writes it in messages. */
export function sizesText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** What PyTorch's messages call a type of elements. */
export const typeWords: Readonly<Record<Dtype, string>> = {
  float64: 'Double',
  float32: 'Float',
  int64: 'Long',
  int32: 'Int',
  bool: 'Bool',
};

export const torchWords: IndexWords = {
  outOfBounds: (index, axis, extent) => `index ${index} is out of bounds for dimension ${axis} with size ${extent}`,
  tooMany: (rank) =>
    rank === 0
      ? 'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number'
      : `too many indices for tensor of dimension ${rank}`,
  invalid: (typeName) =>
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeName})`,
  fractions: 'tensors used as indices must be long, byte or bool tensors',
  ellipses: "an index can only have a single ellipsis ('...')",
  mask: (axis, _extent, _given, shape, mask) =>
    `The shape of the mask ${sizesText(mask)} at index ${axis} does not match the shape of the indexed tensor ${sizesText(shape)} at index ${axis}`,
  together: (shapes) =>
    `shape mismatch: indexing tensors could not be broadcast together with shapes ${shapes.map(sizesText).join(', ')}`,
  assigned(value, part, by) {
    if (by !== 'view')
      return `shape mismatch: value tensor of shape ${sizesText(value)} cannot be broadcast to indexing result of shape ${sizesText(part)}`;
    return expandedText(value, part);
  },
  assignedType: 'RuntimeError',
  negativeStep: 'step must be greater than zero',
  numbersFirst: true,
};

/** What PyTorch says of a shape that cannot be expanded to another one. */
export function expandedText(value: Shape, target: Shape): string {
  if (value.length > target.length)
    return `expand(torch.FloatTensor{${sizesText(value)}}, size=${sizesText(target)}): the number of sizes provided (${target.length}) must be greater or equal to the number of dimensions in the tensor (${value.length})`;
  const extra = target.length - value.length;
  let axis = target.length - 1;
  while (axis > extra && (value[axis - extra] === target[axis] || value[axis - extra] === 1)) axis--;
  return `The expanded size of the tensor (${target[axis]}) must match the existing size (${value[axis - extra]}) at non-singleton dimension ${axis}.  Target sizes: ${sizesText(target)}.  Tensor sizes: ${sizesText(value)}`;
}

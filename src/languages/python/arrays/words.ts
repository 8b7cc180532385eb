import type { Shape } from '../../../engine/tensor/shape';

/** `(2, 3)`, `(2,)`: a shape as Python writes it. */
export function tupleText(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** `(2,3)`, `(2,)`: as NumPy writes shapes in messages. */
export function denseText(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(',')})`;
}

/** What a library says of indices that do not fit. */
export interface IndexWords {
  readonly outOfBounds: (index: number, axis: number, extent: number) => string;
  readonly tooMany: (rank: number, given: number) => string;
  readonly invalid: (typeName: string) => string;
  /** For arrays of fractions. */
  readonly fractions: string;
  readonly ellipses: string;
  readonly mask: (axis: number, extent: number, given: number, shape: Shape, mask: Shape) => string;
  readonly together: (shapes: readonly Shape[]) => string;
  /** A value that does not fit the part that it is assigned to, by what picks the part. */
  readonly assigned: (value: Shape, part: Shape, by: 'view' | 'array' | 'mask') => string;
  /** The exception where a value does not fit. */
  readonly assignedType: string;
  /** Whether negative steps of slices are known, and what is said where they are not. */
  readonly negativeStep: string | null;
  /** Single numbers among arrays are taken first (PyTorch), or count as arrays (NumPy). */
  readonly numbersFirst: boolean;
}

/** Without axes of one element in front that are too many. */
function withoutOnes(shape: Shape, rank: number): Shape {
  let at = 0;
  while (shape.length - at > rank && shape[at] === 1) at++;
  return shape.slice(at);
}

export const numpyWords: IndexWords = {
  outOfBounds: (index, axis, extent) => `index ${index} is out of bounds for axis ${axis} with size ${extent}`,
  tooMany: (rank, given) => `too many indices for array: array is ${rank}-dimensional, but ${given} were indexed`,
  invalid: () =>
    'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices',
  fractions: 'arrays used as indices must be of integer (or boolean) type',
  ellipses: "an index can only have a single ellipsis ('...')",
  mask: (axis, extent, given) =>
    `boolean index did not match indexed array along dimension ${axis}; dimension is ${extent} but corresponding boolean dimension is ${given}`,
  together: (shapes) =>
    `shape mismatch: indexing arrays could not be broadcast together with shapes ${shapes.map(denseText).join(' ')} `,
  assigned: (value, part, by) => {
    if (by === 'view')
      return `could not broadcast input array from shape ${denseText(withoutOnes(value, part.length))} into shape ${denseText(part)}`;
    if (by === 'mask' && value.length === 1 && part.length === 1)
      return `NumPy boolean array indexing assignment cannot assign ${value[0]} input values to the ${part[0]} output values where the mask is true`;
    return `shape mismatch: value array of shape ${denseText(value)} could not be broadcast to indexing result of shape ${denseText(part)}`;
  },
  assignedType: 'ValueError',
  negativeStep: null,
  numbersFirst: false,
};

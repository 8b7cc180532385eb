import type { Dtype } from '../../../engine/tensor/dtype';

/** The type that holds the values of both, as NumPy has it: an int and a float32 give float64. */
export function promoteTypes(a: Dtype, b: Dtype): Dtype {
  if (a === b) return a;
  if (a === 'bool') return b;
  if (b === 'bool') return a;
  if (a === 'float64' || b === 'float64') return 'float64';
  if (a === 'float32' || b === 'float32') return 'float64';
  return 'int64';
}

/** What decides the type of a result: an operand's type and whether it has axes. */
export interface Kind {
  readonly dtype: Dtype;
  readonly rank: number;
}

const CATEGORIES: Readonly<Record<Dtype, number>> = { bool: 0, int32: 1, int64: 1, float32: 2, float64: 2 };

/** The type of a result by NumPy 1's rules: beside arrays, numbers count by their kind only. */
export function resultType(operands: readonly Kind[]): Dtype {
  const arrays = operands.filter(({ rank }) => rank > 0);
  const numbers = operands.filter(({ rank }) => rank === 0);
  if (arrays.length > 0 && numbers.length > 0) {
    const category = (list: readonly Kind[]) => Math.max(...list.map(({ dtype }) => CATEGORIES[dtype]));
    if (category(numbers) <= category(arrays)) return arrays.map(({ dtype }) => dtype).reduce(promoteTypes);
    // A float beside ints: the smallest float that NumPy takes for it is of no use with int64.
    const floats = numbers.filter(({ dtype }) => CATEGORIES[dtype] === 2);
    if (
      floats.length > 0 &&
      arrays.every(({ dtype }) => dtype === 'bool') &&
      floats.every(({ dtype }) => dtype === 'float32')
    )
      return 'float32';
  }
  return operands.map(({ dtype }) => dtype).reduce(promoteTypes);
}

/** Whether values of one type may be stored as another without a change of kind. */
export function isSameKind(from: Dtype, to: Dtype): boolean {
  return CATEGORIES[from] <= CATEGORIES[to];
}

/** The floating type that functions such as `exp` compute in. */
export function floatingType(dtype: Dtype): 'float64' | 'float32' {
  return dtype === 'float32' ? 'float32' : 'float64';
}

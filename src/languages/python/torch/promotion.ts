import { type Dtype, isFloat, promote } from '../../../engine/tensor/dtype';

/** An operand as far as types go: a tensor with axes comes before one without, and that before a number of Python's. */
export interface Kind {
  readonly dtype: Dtype;
  readonly weight: 'axes' | 'single' | 'number';
}

/** The type in which operands meet, as `torch.result_type` has it. */
export function resultType(operands: readonly Kind[], floats: 'float32' | 'float64'): Dtype {
  let axes: Dtype | null = null;
  let single: Dtype | null = null;
  let number: Dtype | null = null;
  for (const { weight, dtype } of operands) {
    if (weight === 'axes') axes = met(axes, dtype);
    else if (weight === 'single') single = met(single, dtype);
    else number = met(number, isFloat(dtype) ? floats : dtype);
  }
  return combined(axes, combined(single, number))!;
}

function met(all: Dtype | null, dtype: Dtype): Dtype {
  return all === null ? dtype : promote(all, dtype);
}

/** Of a lower group only the category counts: a float beside ints, an int beside truth values. */
function combined(higher: Dtype | null, lower: Dtype | null): Dtype | null {
  if (higher === null) return lower;
  if (lower === null || isFloat(higher)) return higher;
  if (higher === 'bool' || isFloat(lower)) return promote(higher, lower);
  return higher;
}

/** The types of elements. int64 is kept in doubles, exact up to 2^53 (see {@link settle}). */
export type Dtype = 'float64' | 'float32' | 'int64' | 'int32' | 'bool';

/** Storage of elements. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;

/** From narrow to wide; a pair of types meets in the later one. */
const order: readonly Dtype[] = ['bool', 'int32', 'int64', 'float32', 'float64'];

const bytes: Readonly<Record<Dtype, number>> = { float64: 8, float32: 4, int64: 8, int32: 4, bool: 1 };

/** Zeros. */
export function allocate(dtype: Dtype, size: number): Numbers {
  if (dtype === 'float32') return new Float32Array(size);
  if (dtype === 'int32') return new Int32Array(size);
  if (dtype === 'bool') return new Uint8Array(size);
  return new Float64Array(size);
}

export function bytesOf(dtype: Dtype, size: number): number {
  return bytes[dtype] * size;
}

export function isFloat(dtype: Dtype): dtype is 'float64' | 'float32' {
  return dtype === 'float64' || dtype === 'float32';
}

/** The type that gradients of values of this type have. */
export function gradientDtype(dtype: Dtype): 'float64' | 'float32' {
  return dtype === 'float32' ? 'float32' : 'float64';
}

/** The wider type, as PyTorch has it: an integer and a float32 give float32. Languages that differ say the type themselves. */
export function promote(a: Dtype, b: Dtype): Dtype {
  return a === b || order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** The floating type of a result that no integer can hold, such as a quotient. */
export function floating(dtype: Dtype): 'float64' | 'float32' {
  return dtype === 'float32' ? 'float32' : 'float64';
}

/** Integers modulo 2^64, in the signed range; what is beyond 2^53 is rounded to a double. */
export function wrap64(value: number): number {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return Math.trunc(value) + 0;
  if (!Number.isFinite(value)) return 0;
  return Number(BigInt.asIntN(64, BigInt(Math.trunc(value))));
}

/** Makes elements of `data` that were computed as doubles what their type can hold; the storage does so for the others. */
export function settle(dtype: Dtype, data: Numbers): void {
  if (dtype === 'int64') for (let i = 0; i < data.length; i++) data[i] = wrap64(data[i]!);
}

/** The value that an element of the type takes from a number. */
export function converted(dtype: Dtype, value: number): number {
  if (dtype === 'float64') return value;
  if (dtype === 'float32') return Math.fround(value);
  if (dtype === 'int32') return value | 0;
  if (dtype === 'bool') return value !== 0 ? 1 : 0;
  return wrap64(value);
}

import type { ParamsOf, TensorOp } from '../../../engine/ops/tensorTable';
import type { SourceId } from '../../../engine/sources';
import { converted, type Dtype, isFloat } from '../../../engine/tensor/dtype';
import { scalar } from '../../../engine/tensor/ndarray';
import { sizeOf } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import { tensorOperation } from '../../core/tensors';
import { TensorValue, type Value } from '../../core/values';
import { TensorNumber } from '../arrays/arrayObject';
import { listOf } from '../operators/iterate';
import { indexOf } from '../operators/subscript';
import { Float, isInt, plainNumber } from '../values/numbers';
import { Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { type Kind, resultType } from './promotion';
import { stateOf } from './state';
import { TorchTensor } from './tensor';

/** What an operation takes. Numbers of Python's are constants, whatever they came from. */
export interface Operand extends Kind {
  readonly value: TensorValue;
  /** Null for a number. */
  readonly tensor: TorchTensor | null;
}

/** A number of Python's: an array is made of it once its type is known. */
class NumberOperand implements Operand {
  readonly weight = 'number';
  readonly tensor = null;
  readonly number: number;
  #value: TensorValue | null = null;

  constructor(
    number: number,
    readonly dtype: Dtype,
  ) {
    this.number = converted(dtype, number);
  }

  get value(): TensorValue {
    this.#value ??= this.as(this.dtype);
    return this.#value;
  }

  as(dtype: Dtype): TensorValue {
    return new TensorValue(scalar(this.number, dtype), null);
  }
}

/** An argument of an element-wise operation; null for what is no number and no tensor. */
export function operandOf(value: Value): Operand | null {
  if (value instanceof TorchTensor) {
    const own = value.value();
    return { value: own, dtype: own.array.dtype, weight: own.array.rank === 0 ? 'single' : 'axes', tensor: value };
  }
  if (value instanceof Float) return new NumberOperand(value.value, 'float64');
  if (value instanceof TensorNumber) return new NumberOperand(value.tensor.array.item(), value.tensor.array.dtype);
  const number = plainNumber(value);
  if (number === null) return null;
  const dtype: Dtype = typeof value === 'boolean' ? 'bool' : isInt(value) ? 'int64' : 'float64';
  return new NumberOperand(number instanceof Float ? number.value : Number(number), dtype);
}

/** Whether a value is a number, of Python's or of another library. */
export function isNumberOperand(value: Value): boolean {
  return value instanceof Float || value instanceof TensorNumber || plainNumber(value) !== null;
}

export function needOperand(_rt: Runtime, value: Value, _source: SourceId, refuse: () => Error): Operand {
  const operand = operandOf(value);
  if (operand === null) throw refuse();
  return operand;
}

/** The operand's value; a number counts as one of the type that operands meet in. */
export function typed(operand: Operand, dtype: Dtype): TensorValue {
  return operand instanceof NumberOperand && operand.dtype !== dtype ? operand.as(dtype) : operand.value;
}

export function commonType(rt: Runtime, operands: readonly Operand[]): Dtype {
  return resultType(operands, stateOf(rt).defaultDtype);
}

/** Ints and truth values become floats where only those will do. */
export function floatingType(rt: Runtime, dtype: Dtype): 'float32' | 'float64' {
  return isFloat(dtype) ? dtype : stateOf(rt).defaultDtype;
}

/** An argument that has to be a tensor. */
export function tensorArgument(rt: Runtime, value: Value, name: string, k: number, source: SourceId): TorchTensor {
  if (value instanceof TorchTensor) return value;
  const label = k === 0 ? 'input' : 'other';
  throw rt.error(
    'TypeError',
    `${name}(): argument '${label}' (position ${k + 1}) must be Tensor, not ${typeName(value)}`,
    source,
  );
}

/** Computes an operation of the engine. */
export function op<Name extends TensorOp>(
  rt: Runtime,
  name: Name,
  operands: readonly TensorValue[],
  params: ParamsOf<Name>,
  source: SourceId,
): TensorValue {
  return tensorOperation(rt, name, operands, params, source);
}

/** A value of no origin. */
export function plain(value: TensorValue): TensorValue {
  return value.node === null ? value : new TensorValue(value.array, null, value.source);
}

/** An int, such as an axis; tensors of one int count. */
export function whole(rt: Runtime, value: Value, name: string, label: string, source: SourceId): number {
  const index = wholeOrNull(rt, value, source);
  if (index !== null) return index;
  throw rt.error('TypeError', `${name}(): argument '${label}' must be int, not ${typeName(value)}`, source);
}

export function wholeOrNull(rt: Runtime, value: Value, source: SourceId): number | null {
  if (value instanceof TorchTensor) {
    const { array } = value.peek();
    return array.size === 1 && !isFloat(array.dtype) ? array.flat(0) : null;
  }
  return typeof value === 'boolean' ? Number(value) : indexOf(rt, value, source);
}

/** An int, or a sequence of ints, such as a shape. */
export function wholes(rt: Runtime, value: Value, name: string, label: string, source: SourceId): number[] {
  const single = Array.isArray(value) || value instanceof Tuple ? null : wholeOrNull(rt, value, source);
  if (single !== null) return [single];
  if (!(Array.isArray(value) || value instanceof Tuple))
    throw rt.error('TypeError', `${name}(): argument '${label}' must be tuple of ints, not ${typeName(value)}`, source);
  return listOf(rt, value, source).map((item) => whole(rt, item, name, label, source));
}

/** Sizes that are given one by one, or as one sequence. */
export function sizesIn(rt: Runtime, args: readonly Value[], name: string, source: SourceId): number[] {
  const [first] = args;
  if (args.length === 1 && (Array.isArray(first) || first instanceof Tuple))
    return wholes(rt, first, name, 'size', source);
  return args.map((arg) => whole(rt, arg, name, 'size', source));
}

/** An axis counted from the front. A tensor without axes has one to name. */
export function axisIn(rt: Runtime, value: Value, rank: number, source: SourceId, name = 'dim'): number {
  const axis = whole(rt, value, name, 'dim', source);
  const count = Math.max(rank, 1);
  if (axis < -count || axis >= count)
    throw rt.error(
      'IndexError',
      `Dimension out of range (expected to be in range of [${-count}, ${count - 1}], but got ${axis})`,
      source,
    );
  return axis < 0 ? axis + count : axis;
}

/** Axes of a call: an int, a tuple, or none for all (null). */
export function axesIn(rt: Runtime, value: Value, rank: number, source: SourceId): number[] | null {
  if (value === undefined || value === null) return null;
  const axes = wholes(rt, value, 'dim', 'dim', source).map((axis) => axisIn(rt, axis, rank, source));
  const twice = axes.find((axis, k) => axes.indexOf(axis) !== k);
  if (twice !== undefined)
    throw rt.error('RuntimeError', `dim ${twice} appears multiple times in the list of dims`, source);
  return axes.length === 0 ? null : axes;
}

/** A flag such as `keepdim`. */
export function flag(value: Value, otherwise = false): boolean {
  return value === undefined || value === null ? otherwise : value === true || value === 1;
}

/** The host number of an argument that is one. */
export function numberIn(rt: Runtime, value: Value, name: string, label: string, source: SourceId): number {
  const operand = operandOf(value);
  if (operand === null || operand.value.array.size !== 1)
    throw rt.error('TypeError', `${name}(): argument '${label}' must be Number, not ${typeName(value)}`, source);
  return operand.value.array.flat(0);
}

/** How many elements a new tensor would have; refused where it would be too large. */
export function checkedSize(rt: Runtime, shape: readonly number[], source: SourceId): number {
  const negative = shape.find((extent) => extent < 0);
  if (negative !== undefined)
    throw rt.error(
      'RuntimeError',
      `Trying to create tensor with negative dimension ${negative}: [${shape.join(', ')}]`,
      source,
    );
  const size = sizeOf(shape);
  rt.checkSize(size, source);
  rt.budget.spend(rt, size / 100, source);
  return size;
}

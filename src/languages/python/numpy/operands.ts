import type { ParamsOf, TensorOp } from '../../../engine/ops/tensorTable';
import type { SourceId } from '../../../engine/sources';
import type { Dtype } from '../../../engine/tensor/dtype';
import { scalar } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import { type TensorOperand, tensorOperation } from '../../core/tensors';
import { TensorValue, Tracked, type Value } from '../../core/values';
import { ArrayObject } from '../arrays/arrayObject';
import { tensorIn } from '../arrays/arrayRef';
import { castTo, type NestedWords, nestedTensor } from '../arrays/nested';
import { tupleText } from '../arrays/words';
import { listOf } from '../operators/iterate';
import { indexOf, needIndex } from '../operators/subscript';
import { quoted } from '../text/repr';
import { Float, isInt, plainNumber, TrackedInt } from '../values/numbers';
import { Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { type Kind, promoteTypes } from './promotion';

const words: NestedWords = {
  float: 'float64',
  promote: promoteTypes,
  ragged: (shape, axis) => ({
    type: 'ValueError',
    message: `setting an array element with a sequence. The requested array has an inhomogeneous shape after ${axis} dimensions. The detected shape was ${tupleText(shape.slice(0, axis))} + inhomogeneous part.`,
  }),
  noNumber(rt, value, source) {
    if (typeof value === 'string')
      return rt.error('ValueError', `could not convert string to float: ${quoted(value)}`, source);
    return rt.unsupported(
      `arrays of objects (here of type \`${typeName(value)}\`) are not supported; use numbers or bools`,
      source,
    );
  },
};

/** An argument as a tensor: an array, a number, or nested lists of such. */
export function tensorOf(rt: Runtime, value: Value, source: SourceId, dtype: Dtype | null = null): TensorValue {
  if (value instanceof ArrayObject && value.rank > 0) value.beginLending(rt, source);
  return nestedTensor(rt, value, dtype, words, source);
}

/** What an operation takes: a tracked number stays one. */
export interface Operand extends Kind {
  readonly operand: TensorOperand;
}

/** An argument of an element-wise operation; null for what is no number and no array. */
export function operandOf(rt: Runtime, value: Value, source: SourceId): Operand | null {
  if (value instanceof ArrayObject && value.rank > 0) value.beginLending(rt, source);
  const own = tensorIn(value);
  if (own !== null) return { operand: own, dtype: own.array.dtype, rank: own.array.rank };
  if (value instanceof Tracked)
    return { operand: value, dtype: value instanceof TrackedInt ? 'int64' : 'float64', rank: 0 };
  const number = plainNumber(value);
  if (number !== null) {
    const dtype = typeof value === 'boolean' ? 'bool' : isInt(value) ? 'int64' : 'float64';
    const host = number instanceof Float ? number.value : Number(number);
    return { operand: new TensorValue(scalar(host, dtype), null), dtype, rank: 0 };
  }
  if (!(Array.isArray(value) || value instanceof Tuple)) return null;
  const tensor = tensorOf(rt, value, source);
  return { operand: tensor, dtype: tensor.array.dtype, rank: tensor.array.rank };
}

/** The same where nothing else will do. */
export function needOperand(rt: Runtime, value: Value, name: string, source: SourceId): Operand {
  const operand = operandOf(rt, value, source);
  if (operand !== null) return operand;
  throw rt.error(
    'TypeError',
    `ufunc '${name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe'' (an operand is of type ${typeName(value)})`,
    source,
  );
}

/** Computes an operation of the engine. */
export function op<Name extends TensorOp>(
  rt: Runtime,
  name: Name,
  operands: readonly TensorOperand[],
  params: ParamsOf<Name>,
  source: SourceId,
): TensorValue {
  return tensorOperation(rt, name, operands, params, source);
}

export { castTo };

/** An int, such as an axis. */
export function whole(rt: Runtime, value: Value, source: SourceId): number {
  return needIndex(rt, value, source);
}

/** An int, or a sequence of ints, such as a shape. */
export function wholes(rt: Runtime, value: Value, source: SourceId): number[] {
  const single = Array.isArray(value) || value instanceof Tuple ? null : indexOf(rt, value, source);
  if (single !== null) return [single];
  return listOf(rt, value, source).map((item) => needIndex(rt, item, source));
}

export function axisError(rt: Runtime, axis: number, rank: number, source: SourceId): Error {
  return rt.error('numpy.AxisError', `axis ${axis} is out of bounds for array of dimension ${rank}`, source);
}

/** An axis counted from the front. */
export function axisIn(rt: Runtime, value: Value, rank: number, source: SourceId): number {
  const axis = whole(rt, value, source);
  if (axis < -rank || axis >= rank) throw axisError(rt, axis, rank, source);
  return axis < 0 ? axis + rank : axis;
}

/** Axes of a call: an int, a tuple, or None for all (null). */
export function axesIn(rt: Runtime, value: Value, rank: number, source: SourceId): number[] | null {
  if (value === undefined || value === null) return null;
  const given = wholes(rt, value, source);
  // What has no axis counts as having one of a single element.
  if (rank === 0 && given.every((axis) => axis === 0 || axis === -1)) return null;
  const axes = given.map((axis) => axisIn(rt, axis, rank, source));
  if (new Set(axes).size !== axes.length) throw rt.error('ValueError', "duplicate value in 'axis'", source);
  return axes;
}

/** A flag such as `keepdims`. */
export function flag(value: Value, otherwise = false): boolean {
  if (value === undefined || value === null) return otherwise;
  const tensor = tensorIn(value);
  return tensor !== null ? tensor.array.item() !== 0 : Boolean(value);
}

/** The host number of an argument that is a number. */
export function numberIn(rt: Runtime, value: Value, source: SourceId): number {
  const tensor = tensorIn(value);
  if (tensor !== null && tensor.array.size === 1) return tensor.array.flat(0);
  const number = value instanceof Tracked ? value.value : plainNumber(value);
  if (number === null) throw rt.error('TypeError', `must be real number, not ${typeName(value)}`, source);
  return number instanceof Float ? number.value : Number(number);
}

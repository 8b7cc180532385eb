import type { ParamsOf, TensorOp } from '../../../engine/ops/tensorTable';
import type { SourceId } from '../../../engine/sources';
import { type Dtype, promote } from '../../../engine/tensor/dtype';
import { fromValues, type NdArray } from '../../../engine/tensor/ndarray';
import { sizeOf } from '../../../engine/tensor/shape';
import { SnippetFailure } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import { packed, tensorOperation } from '../../core/tensors';
import { TensorValue, Tracked, type Value } from '../../core/values';
import { isNullish, toNumber } from '../conversions';
import { constructorName } from '../members';
import { isArray, PlainObject } from '../objects';
import { TypedArray } from '../typedArray';
import { TensorObject } from './tensorObject';

/** The types of elements that TensorFlow.js has here. */
export const dtypes = ['float32', 'int32', 'bool'] as const satisfies readonly Dtype[];
export type TfDtype = (typeof dtypes)[number];

/** A call of a function of TensorFlow.js; a method has its tensor as the first argument. */
export class TfCall {
  constructor(
    readonly rt: Runtime,
    readonly name: string,
    readonly args: readonly Value[],
    readonly source: SourceId,
  ) {}

  has(k: number): boolean {
    return !isNullish(this.args[k]);
  }

  /** An argument as a tensor: one, a number, or nested arrays of numbers. `dtype` is what numbers become. */
  tensor(k: number, label: string, dtype?: TfDtype): TensorValue {
    return this.toTensor(this.args[k], label, dtype);
  }

  toTensor(value: Value, label: string, dtype?: TfDtype): TensorValue {
    if (value instanceof TensorObject) return this.alive(value).tensor;
    const { shape, numbers, found } = this.nested(value, label);
    const array = fromValues(numbers.map(plain), shape, dtype ?? found);
    return packed(this.rt, numbers, array, this.source);
  }

  /** Two arguments of one type, as the operations of two tensors have them. */
  pair(labels: readonly [string, string] = ['a', 'b']): [TensorValue, TensorValue] {
    const [a, b] = [this.tensor(0, labels[0]), this.tensor(1, labels[1])];
    const dtype = promote(a.array.dtype, b.array.dtype) as TfDtype;
    return [this.cast(a, dtype), this.cast(b, dtype)];
  }

  /** The tensors of an argument that is an array of tensors. */
  tensors(k: number, label: string): TensorValue[] {
    const list = this.args[k];
    if (!isArray(list)) throw this.wrong(`Argument '${label}' passed to '${this.name}' must be an array of tensors`);
    return list.map((item) => this.toTensor(item, label));
  }

  cast(tensor: TensorValue, dtype: TfDtype): TensorValue {
    return tensor.array.dtype === dtype ? tensor : this.value('cast', [tensor], { dtype });
  }

  /** Integers and truth values as floating numbers, which functions such as `exp` make of them. */
  floating(tensor: TensorValue): TensorValue {
    return tensor.array.dtype === 'float32' || tensor.array.dtype === 'float64' ? tensor : this.cast(tensor, 'float32');
  }

  /** Computes an operation of the engine. */
  value<Name extends TensorOp>(
    op: Name,
    operands: readonly (TensorValue | Tracked)[],
    params: ParamsOf<Name>,
  ): TensorValue {
    return tensorOperation(this.rt, op, operands, params, this.source);
  }

  /** The same, as a tensor of the program. */
  op<Name extends TensorOp>(
    op: Name,
    operands: readonly (TensorValue | Tracked)[],
    params: ParamsOf<Name>,
  ): TensorObject {
    return new TensorObject(this.value(op, operands, params));
  }

  constant(array: NdArray): TensorObject {
    return new TensorObject(new TensorValue(array, null, this.source));
  }

  number(k: number, otherwise: number): number {
    return this.has(k) ? toNumber(this.rt, this.args[k], this.source) : otherwise;
  }

  flag(k: number, otherwise = false): boolean {
    const value = this.args[k];
    return isNullish(value) ? otherwise : Boolean(value);
  }

  text(k: number): string | null {
    const value = this.args[k];
    return typeof value === 'string' ? value : null;
  }

  /** A list of whole numbers, such as a shape; one number stands for a list of itself. */
  list(k: number, label: string): number[] {
    const value = this.args[k];
    const items = isArray(value) ? value : value instanceof TypedArray ? value.list() : [value];
    return items.map((item) => {
      const number = toNumber(this.rt, item, this.source);
      if (!Number.isInteger(number)) throw this.wrong(`${this.name}: \`${label}\` must be whole numbers`);
      return number;
    });
  }

  /** The axes that are given; null where none are. */
  axes(k: number): number[] | null {
    return this.has(k) ? this.list(k, 'axis') : null;
  }

  dtype(k: number): TfDtype | undefined {
    const name = this.args[k];
    if (isNullish(name)) return undefined;
    const dtype = dtypes.find((one) => one === name);
    if (dtype) return dtype;
    throw this.rt.unsupported(
      `tensors of type ${String(name)} are not supported; use 'float32', 'int32' or 'bool'`,
      this.source,
    );
  }

  /** The tensor, unless it was disposed of. */
  alive(tensor: TensorObject): TensorObject {
    if (tensor.disposedAt === null) return tensor;
    throw this.wrong(`Tensor is disposed.`);
  }

  /** An error that TensorFlow.js throws. */
  wrong(message: string): Error {
    return this.rt.error('Error', message, this.source);
  }

  mismatch(message: string): SnippetFailure {
    return new SnippetFailure('ShapeMismatch', message, this.source, 'Error', message);
  }

  /** Numbers and truth values in nested arrays. */
  nested(value: Value, label: string): { shape: number[]; numbers: (number | Tracked)[]; found: TfDtype } {
    const shape: number[] = [];
    const numbers: (number | Tracked)[] = [];
    let booleans = 0;
    const items = (part: Value): readonly Value[] | null =>
      isArray(part) ? part : part instanceof TypedArray ? part.list() : null;
    for (let level: Value = value; ; ) {
      const list = items(level);
      if (list === null) break;
      shape.push(list.length);
      level = list[0];
    }
    const visit = (part: Value, axis: number): void => {
      const list = items(part);
      if (list !== null) {
        if (axis === shape.length || list.length !== shape[axis]) {
          const place = axis === 0 ? '' : ` at axis ${axis}`;
          const wanted = axis === shape.length ? 'a number' : `${shape[axis]} elements`;
          throw this.mismatch(
            `the array given to ${this.name} is ragged: ${wanted} expected${place}, but there is a list of ${list.length}`,
          );
        }
        for (const item of list) visit(item, axis + 1);
        return;
      }
      if (axis < shape.length) {
        throw this.mismatch(
          `the array given to ${this.name} is ragged: a list of ${shape[axis]} expected at axis ${axis}, but there is a single value`,
        );
      }
      if (part instanceof TensorObject && sizeOf(part.tensor.array.shape) === 1) {
        throw this.wrong(`Argument '${label}' passed to '${this.name}' holds a tensor; use tf.stack`);
      }
      if (typeof part === 'boolean') booleans++;
      else if (typeof part !== 'number' && !(part instanceof Tracked)) throw this.wrong(this.#noTensor(part, label));
      numbers.push(typeof part === 'boolean' ? Number(part) : part);
      if (--this.rt.budget.fuel < 0) this.rt.budget.refuel(this.rt);
    };
    visit(value, 0);
    return { shape, numbers, found: booleans > 0 && booleans === numbers.length ? 'bool' : 'float32' };
  }

  #noTensor(value: Value, label: string): string {
    const what =
      value instanceof PlainObject ? (constructorName(value) ?? 'object') : value === null ? 'null' : typeof value;
    return `Argument '${label}' passed to '${this.name}' must be a Tensor or TensorLike, but got '${what}'`;
  }
}

function plain(number: number | Tracked): number {
  return typeof number === 'number' ? number : number.value;
}

/** How a function of TensorFlow.js is declared. */
export type TfFunction = (call: TfCall) => Value;

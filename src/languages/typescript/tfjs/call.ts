import type { ParamsOf, TensorOp } from '../../../engine/ops/tensorTable';
import type { SourceId } from '../../../engine/sources';
import { type Dtype, promote } from '../../../engine/tensor/dtype';
import type { TensorError } from '../../../engine/tensor/error';
import { fromValues, type NdArray, scalar } from '../../../engine/tensor/ndarray';
import { sizeOf } from '../../../engine/tensor/shape';
import { SnippetFailure } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import { failureOf, operandName, packed, tensorOperation } from '../../core/tensors';
import { TensorValue, Tracked, type Value } from '../../core/values';
import { isNullish, toNumber } from '../conversions';
import { constructorName, getMember } from '../members';
import { defineField, isArray, PlainObject } from '../objects';
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

  /** The same call with other arguments. */
  with(args: readonly Value[]): TfCall {
    return new TfCall(this.rt, this.name, args, this.source);
  }

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
    // What was written as an array has no name of its own.
    const made = packed(this.rt, numbers, array, this.source);
    return made.node === null ? new TensorValue(array, null) : made;
  }

  /** An argument as an operand: a number whose origin is known stays one. */
  operand(k: number, label: string): TensorValue | Tracked {
    const value = this.args[k];
    return value instanceof Tracked ? value : this.tensor(k, label);
  }

  /** Two arguments of one type, as the operations of two tensors have them, and that type. */
  pair(labels: readonly [string, string] = ['a', 'b']): {
    operands: [TensorValue | Tracked, TensorValue | Tracked];
    dtype: TfDtype;
  } {
    const [a, b] = [this.operand(0, labels[0]), this.operand(1, labels[1])];
    const dtype = promote(dtypeOf(a), dtypeOf(b)) as TfDtype;
    const cast = (operand: TensorValue | Tracked) => (operand instanceof Tracked ? operand : this.cast(operand, dtype));
    // Of two numbers at least one has to be a tensor for the result to be one of single precision.
    if (a instanceof Tracked && b instanceof Tracked) return { operands: [this.tensor(0, labels[0]), b], dtype };
    return { operands: [cast(a), cast(b)], dtype };
  }

  /** An argument of one type; what is given in another is refused, numbers become it. */
  only(dtype: TfDtype, k: number, label: string): TensorValue {
    const tensor = this.tensor(k, label, dtype);
    const { dtype: found } = tensor.array;
    if (found === dtype) return tensor;
    throw this.wrong(
      `Argument '${label}' passed to '${this.name}' must be ${dtype} tensor, but got ${found} tensor; convert it with \`.cast('${dtype}')\``,
    );
  }

  /** The tensors of an argument that is an array of tensors. */
  tensors(k: number, label: string): TensorValue[] {
    const list = this.args[k];
    if (!isArray(list)) throw this.wrong(`Argument '${label}' passed to '${this.name}' must be an array of tensors`);
    return list.map((item) => this.toTensor(item, label));
  }

  /** A list of tensors as tensors of the program, of the type that holds all of them. */
  alike(list: readonly TensorValue[]): { tensors: TensorValue[]; dtype: TfDtype } {
    const dtype = list.map(({ array }) => array.dtype).reduce(promote) as TfDtype;
    return { tensors: list.map((tensor) => this.cast(tensor, dtype)), dtype };
  }

  cast(tensor: TensorValue, dtype: TfDtype): TensorValue {
    if (tensor.array.dtype === dtype) return tensor;
    const made = this.value('cast', [tensor], { dtype });
    // A constant of another type is still called as the code calls it.
    return made.node === null && tensor.source !== 0 ? new TensorValue(made.array, null, tensor.source) : made;
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

  /** A tensor without axes, of a number that the library itself brings in. */
  same(value: number, dtype: TfDtype): TensorValue {
    return new TensorValue(scalar(value, dtype), null);
  }

  /** Whole numbers as an array, for operations that take indices. */
  places(numbers: readonly number[], shape: readonly number[] = [numbers.length]): NdArray {
    return fromValues(numbers, shape, 'int32');
  }

  /** A new array of a shape, which `make` fills, unless it would be too large. */
  made(shape: readonly number[], make: () => NdArray): TensorObject {
    const wrong = shape.findIndex((extent) => !Number.isInteger(extent) || extent < 0);
    if (wrong >= 0) {
      throw this.mismatch(
        `${this.name}: axis ${wrong} of the shape [${shape.join(', ')}] is ${shape[wrong]}; extents are whole numbers from 0 on`,
      );
    }
    this.rt.checkSize(sizeOf(shape), this.source);
    this.rt.budget.spend(this.rt, sizeOf(shape) / 100);
    return this.constant(make());
  }

  /** Several tensors of a function that gives a list of them. */
  objects(tensors: readonly TensorValue[]): TensorObject[] {
    return tensors.map((tensor) => new TensorObject(tensor));
  }

  number(k: number, otherwise: number): number {
    return this.has(k) ? toNumber(this.rt, this.args[k], this.source) : otherwise;
  }

  whole(k: number, label: string, otherwise: number): number {
    const number = this.number(k, otherwise);
    if (Number.isInteger(number)) return number;
    throw this.wrong(`${this.name}: \`${label}\` must be a whole number, but it is ${number}`);
  }

  /** A tensor of plain numbers that the program made elsewhere, such as a mask; where it comes from counts for nothing. */
  plain(k: number, label: string, dtype?: TfDtype): NdArray {
    return this.tensor(k, label, dtype).array;
  }

  /** A property of an argument that is an object; undefined where there is none. */
  option(k: number, name: string): Value {
    const value = this.args[k];
    return value instanceof PlainObject ? getMember(this.rt, value, name, this.source) : undefined;
  }

  /** An array of results, each a tensor of the program. */
  object(entries: Readonly<Record<string, Value>>): PlainObject {
    const object = new PlainObject();
    for (const [key, value] of Object.entries(entries)) defineField(object, key, value);
    return object;
  }

  tensorObject(tensor: TensorValue): TensorObject {
    return new TensorObject(tensor);
  }

  /** An array of places, as whole numbers. */
  whole32(array: NdArray): NdArray {
    return array.dtype === 'int32' ? array : this.cast(new TensorValue(array, null), 'int32').array;
  }

  /** How the code calls a tensor, for messages; `label` where it has no short name. */
  called(tensor: TensorValue | Tracked, label: string): string {
    return operandName(this.rt, tensor) ?? `\`${label}\``;
  }

  /** An error of the engine, with the operands as the code calls them. */
  failed(error: TensorError, names: readonly string[]): SnippetFailure {
    return failureOf(error, names, this.source);
  }

  /** Calls a function of the program. */
  run(callee: Value, args: Value[], text: string): Value {
    return this.rt.call(callee, undefined, args, this.source, text);
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

  /** The tensor, unless it was disposed of, or its training was stopped half-way. */
  alive(tensor: TensorObject): TensorObject {
    const failure = this.rt.passes.failureOf(tensor);
    if (failure !== undefined) throw failure;
    if (tensor.disposedAt === null) return tensor;
    const line = this.rt.sources.range(tensor.disposedAt)?.start.line;
    const where = line === undefined ? '' : ` in line ${line}`;
    const name = operandName(this.rt, tensor.tensor) ?? 'it';
    throw this.wrong(
      `Tensor is disposed. ${name} was disposed of${where}; use it before that, or leave \`dispose\` out`,
    );
  }

  /** An error that TensorFlow.js throws. */
  wrong(message: string): SnippetFailure {
    return new SnippetFailure('TypeMismatch', message, this.source, 'Error', message);
  }

  mismatch(message: string): SnippetFailure {
    return new SnippetFailure('ShapeMismatch', message, this.source, 'Error', message);
  }

  /** Numbers and truth values in nested arrays. */
  nested(value: Value, label: string): { shape: number[]; numbers: (number | Tracked)[]; found: TfDtype } {
    const shape: number[] = [];
    const numbers: (number | Tracked)[] = [];
    /** As the library has it, the first value decides. */
    let inferred: TfDtype | null =
      value instanceof TypedArray && /^(Int32|Uint8)/.test(value.type.name) ? 'int32' : null;
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
      if (typeof part !== 'boolean' && typeof part !== 'number' && !(part instanceof Tracked)) {
        throw typeof part === 'string'
          ? this.rt.unsupported('tensors of strings are not supported; use numbers', this.source)
          : this.wrong(this.#noTensor(part, label));
      }
      inferred ??= typeof part === 'boolean' ? 'bool' : 'float32';
      numbers.push(typeof part === 'boolean' ? Number(part) : part);
      if (--this.rt.budget.fuel < 0) this.rt.budget.refuel(this.rt);
    };
    visit(value, 0);
    return { shape, numbers, found: inferred ?? 'float32' };
  }

  #noTensor(value: Value, label: string): string {
    const what =
      value instanceof PlainObject ? (constructorName(value) ?? 'object') : value === null ? 'null' : typeof value;
    return `Argument '${label}' passed to '${this.name}' must be a Tensor or TensorLike, but got '${what}'`;
  }
}

function dtypeOf(operand: TensorValue | Tracked): Dtype {
  return operand instanceof Tracked ? 'float32' : operand.array.dtype;
}

function plain(number: number | Tracked): number {
  return typeof number === 'number' ? number : number.value;
}

/** How a function of TensorFlow.js is declared. */
export type TfFunction = (call: TfCall) => Value;

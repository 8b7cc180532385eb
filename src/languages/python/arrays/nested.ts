import type { SourceId } from '../../../engine/sources';
import type { Dtype } from '../../../engine/tensor/dtype';
import { fromValues } from '../../../engine/tensor/ndarray';
import { sameShape, sizeOf } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import { packed, tensorOperation } from '../../core/tensors';
import { type TensorValue, Tracked, type Value } from '../../core/values';
import { listOf } from '../operators/iterate';
import { Float, isInt, plainNumber, TrackedInt } from '../values/numbers';
import { RangeValue, Tuple } from '../values/objects';
import { tensorIn } from './arrayRef';

/** What a library says of lists that are no array, and which types Python's numbers get. */
export interface NestedWords {
  readonly ragged: (shape: readonly number[], axis: number, given: number | null) => { type: string; message: string };
  readonly noNumber: (rt: Runtime, value: Value, source: SourceId) => Error;
  readonly float: Dtype;
  readonly promote: (a: Dtype, b: Dtype) => Dtype;
}

function itemsOf(rt: Runtime, value: Value, source: SourceId): readonly Value[] | null {
  if (Array.isArray(value)) return value;
  if (value instanceof Tuple) return value.items;
  if (value instanceof RangeValue) return listOf(rt, value, source);
  return null;
}

/** How many lists may stand inside each other. */
const MOST_AXES = 32;

/**
 * Nested lists and tuples of numbers, arrays among them, as one tensor. `dtype` is its type; by itself it is the one that
 * holds all numbers. What is tracked stays it.
 */
export function nestedTensor(
  rt: Runtime,
  value: Value,
  dtype: Dtype | null,
  words: NestedWords,
  source: SourceId,
): TensorValue {
  const own = tensorIn(value);
  if (own !== null) return castTo(rt, own, dtype ?? own.array.dtype, source);
  const shape: number[] = [];
  let level: Value = value;
  for (let items = itemsOf(rt, level, source); items !== null; items = itemsOf(rt, level, source)) {
    shape.push(items.length);
    if (shape.length > MOST_AXES)
      throw rt.error(
        'ValueError',
        'setting an array element with a sequence. The requested array would exceed the maximum number of dimension of 32.',
        source,
      );
    level = items[0];
    if (items.length === 0) break;
  }
  const inner = tensorIn(level);
  if (inner !== null && inner.array.rank > 0) shape.push(...inner.array.shape);
  const leaves = new Leaves(rt, shape, words, source);
  leaves.visit(value, 0);
  return leaves.tensor(dtype);
}

/** Collects numbers and parts that are arrays, in order. */
class Leaves {
  readonly #numbers: (number | Tracked)[] = [];
  /** Whole arrays among the leaves: the element that each begins at. */
  readonly #parts: { readonly at: number; readonly tensor: TensorValue }[] = [];
  #found: Dtype | null = null;

  constructor(
    private readonly rt: Runtime,
    private readonly shape: readonly number[],
    private readonly words: NestedWords,
    private readonly source: SourceId,
  ) {}

  visit(value: Value, axis: number): void {
    const { rt, shape, source } = this;
    const items = itemsOf(rt, value, source);
    if (items !== null) {
      if (axis === shape.length || items.length !== shape[axis]) throw this.#ragged(axis, items.length);
      for (const item of items) this.visit(item, axis + 1);
      return;
    }
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    const tensor = tensorIn(value);
    if (tensor !== null) {
      if (!sameShape(tensor.array.shape, shape.slice(axis))) throw this.#ragged(axis, tensor.array.shape[0] ?? null);
      this.#part(tensor);
      return;
    }
    if (axis < shape.length) throw this.#ragged(axis, null);
    this.#number(value);
  }

  tensor(dtype: Dtype | null): TensorValue {
    const { rt, shape, source } = this;
    const type = dtype ?? this.#found ?? this.words.float;
    const size = sizeOf(shape);
    rt.checkSize(size, source);
    const plain = this.#numbers.map((number) => (typeof number === 'number' ? number : number.value));
    const tracked = this.#parts.filter(({ tensor }) => tensor.node !== null);
    if (tracked.length === 0) return packed(rt, this.#numbers, fromValues(plain, shape, type), source);
    return this.#joined(type);
  }

  /** Parts of which the origin is known are joined as operations. */
  #joined(dtype: Dtype): TensorValue {
    const { rt, source, shape } = this;
    const pieces: TensorValue[] = [];
    let at = 0;
    const numbersUpTo = (end: number) => {
      if (end === at) return;
      const slice = this.#numbers.slice(at, end);
      const plain = slice.map((number) => (typeof number === 'number' ? number : number.value));
      pieces.push(packed(rt, slice, fromValues(plain, [slice.length], dtype), source));
      at = end;
    };
    for (const part of this.#parts) {
      if (part.tensor.node === null) continue;
      numbersUpTo(part.at);
      const flat = tensorOperation(rt, 'reshape', [part.tensor], { shape: [part.tensor.array.size] }, source);
      pieces.push(castTo(rt, flat, dtype, source));
      at = part.at + part.tensor.array.size;
    }
    numbersUpTo(this.#numbers.length);
    const whole = pieces.length === 1 ? pieces[0]! : tensorOperation(rt, 'concat', pieces, { axis: 0, dtype }, source);
    return sameShape(whole.array.shape, shape) ? whole : tensorOperation(rt, 'reshape', [whole], { shape }, source);
  }

  #part(tensor: TensorValue): void {
    this.#parts.push({ at: this.#numbers.length, tensor });
    for (const number of tensor.array.values()) this.#numbers.push(number);
    this.#meet(tensor.array.dtype);
  }

  #number(value: Value): void {
    const { rt, source } = this;
    if (value instanceof Tracked) {
      this.#numbers.push(value);
      this.#meet(value instanceof TrackedInt ? 'int64' : this.words.float);
      return;
    }
    const number = plainNumber(value);
    if (number === null) throw this.words.noNumber(rt, value, source);
    this.#numbers.push(number instanceof Float ? number.value : Number(number));
    this.#meet(typeof value === 'boolean' ? 'bool' : isInt(value) ? 'int64' : this.words.float);
  }

  #meet(dtype: Dtype): void {
    this.#found = this.#found === null ? dtype : this.words.promote(this.#found, dtype);
  }

  #ragged(axis: number, given: number | null): Error {
    const { type, message } = this.words.ragged(this.shape, axis, given);
    return this.rt.error(type, message, this.source);
  }
}

/** The tensor with elements of another type. */
export function castTo(rt: Runtime, tensor: TensorValue, dtype: Dtype, source: SourceId): TensorValue {
  return tensor.array.dtype === dtype ? tensor : tensorOperation(rt, 'cast', [tensor], { dtype }, source);
}

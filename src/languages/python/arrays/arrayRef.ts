import { put } from '../../../engine/ops/tensor/indexing';
import type { SourceId } from '../../../engine/sources';
import { converted } from '../../../engine/tensor/dtype';
import { cast } from '../../../engine/tensor/elementwise';
import { sure } from '../../../engine/tensor/error';
import { type IndexItem, planIndex } from '../../../engine/tensor/indexing';
import { NdArray } from '../../../engine/tensor/ndarray';
import { type Shape, sizeOf } from '../../../engine/tensor/shape';
import { expanded } from '../../../engine/tensor/views';
import type { Runtime } from '../../core/runtime';
import { tensorOperation } from '../../core/tensors';
import { TensorValue } from '../../core/values';
import { Storage } from './storage';
import { outline, replaced, stepped, type ViewStep, viewed } from './views';

/**
 * An array of the program: a storage of its own, or a view of another array's. What a view holds is computed anew when the
 * storage has been written to; what is written to it goes into the storage. Objects of libraries (`numpy.ndarray`,
 * `torch.Tensor`) stand around one of these.
 */
export class ArrayRef {
  #layout: NdArray | null;
  #value: TensorValue | null = null;
  #version = -1;

  private constructor(
    readonly storage: Storage,
    readonly parent: ArrayRef | null,
    readonly step: ViewStep | null,
    readonly shape: Shape,
    layout: NdArray | null,
    readonly source: SourceId,
  ) {
    this.#layout = layout;
  }

  /** An array with elements of its own. */
  static of(rt: Runtime, value: TensorValue): ArrayRef {
    return new ArrayRef(new Storage(rt, value), null, null, value.array.shape, null, value.source);
  }

  /** Where in the storage the elements are, as far as the program can tell. */
  get layout(): NdArray {
    this.#layout ??= outline(this.shape);
    return this.#layout;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  get dtype() {
    return this.storage.dtype;
  }

  /** A view of this array; null where its elements would have to be copied, which only `reshape` does. */
  view(step: ViewStep, source: SourceId): ArrayRef | null {
    const layout = stepped(this.layout, step);
    return layout === null ? null : new ArrayRef(this.storage, this, step, layout.shape, layout, source);
  }

  /** The value as it is now: operations take it, and later writes do not change it. */
  value(): TensorValue {
    const { storage, parent, step } = this;
    if (parent === null || step === null) return storage.read();
    if (this.#value === null || this.#version !== storage.version) {
      this.#value = viewed(storage.rt, parent.value(), step, this.source);
      this.#version = storage.version;
    }
    return this.#value;
  }

  /** The same for who looks after the run: where the origin was not asked for in time, it stays unknown. */
  peek(): TensorValue {
    const { storage, parent, step } = this;
    if (parent === null || step === null) return storage.peek();
    if (this.#value !== null && this.#version === storage.version) return this.#value;
    return new TensorValue(
      viewed(storage.rt, new TensorValue(parent.peek().array, null), step, this.source).array,
      null,
    );
  }

  /** Puts other elements in place of all that the array shows; false where it shows some of them more than once. */
  write(value: TensorValue, source: SourceId): boolean {
    const { storage, parent, step } = this;
    const { rt } = storage;
    const settled =
      value.array.dtype === storage.dtype
        ? value
        : tensorOperation(rt, 'cast', [value], { dtype: storage.dtype }, source);
    if (parent === null || step === null) {
      storage.write(settled);
      return true;
    }
    if (!storage.isTracked && settled.node === null && this.#isPlain()) {
      this.#put([], settled.array, source);
      return true;
    }
    const whole = replaced(rt, () => parent.value(), parent.shape, step, settled, source);
    if (whole === null || !parent.write(whole, source)) return false;
    this.#value = settled;
    this.#version = storage.version;
    return true;
  }

  /** `array[items] = value`: `value` broadcasts to what the items pick. False where the array shows a place twice. */
  writeItems(items: readonly IndexItem[], value: TensorValue, accumulate: boolean, source: SourceId): boolean {
    if (!this.storage.isTracked && value.node === null && this.#isPlain()) {
      this.#put(items, value.array, source, accumulate);
      return true;
    }
    const own = this.value();
    // An array of single precision stays one; the row casts what is written.
    const changed = tensorOperation(this.storage.rt, 'setIndex', [own, value], { items, accumulate }, source);
    return this.write(changed, source);
  }

  /** The element at an index of one number for each axis, as a value of its own. */
  element(index: readonly number[], source: SourceId): TensorValue {
    return this.storage.element(this.#place(index), source);
  }

  /** Puts one element in place of another. */
  writeElement(index: readonly number[], value: TensorValue, source: SourceId): void {
    const { storage } = this;
    if (!storage.isTracked && value.node === null) {
      storage.own(source).data[this.#place(index)] = converted(this.dtype, value.array.item());
      return;
    }
    storage.put(this.#place(index), value, source);
  }

  #place(index: readonly number[]): number {
    const { offset, strides } = this.layout;
    return index.reduce((place, at, axis) => place + at * strides[axis]!, offset);
  }

  /** Makes the value a leaf of its own, in place, so that gradients are known for it. */
  become(leaf: (value: TensorValue) => TensorValue): void {
    this.write(leaf(this.value()), this.source);
  }

  /** Whether no place is shown twice. */
  #isPlain(): boolean {
    return this.layout.strides.every((stride, axis) => stride !== 0 || this.layout.shape[axis]! <= 1);
  }

  #put(items: readonly IndexItem[], values: NdArray, source: SourceId, accumulate = false): void {
    const { shape, strides, offset } = this.layout;
    const plan = sure(planIndex(shape, items));
    const { rt } = this.storage;
    rt.budget.spend(rt, plan.shape.reduce((size, extent) => size * extent, 1) / 100, source);
    // What is written may be a view of the same data.
    const given = expanded(cast(values, this.dtype), plan.shape);
    const { data } = this.storage.own(source);
    put(new NdArray(this.dtype, shape, strides, offset, data), plan, given, accumulate);
  }
}

/** An object of a library that is an array. */
export interface ArrayHolder {
  readonly ref: ArrayRef;
}

/** Whether a value is an object around an array. */
export function holdsArray(value: unknown): value is ArrayHolder {
  return (value as { readonly ref?: unknown } | null | undefined)?.ref instanceof ArrayRef;
}

/** The value of an array, or of a number of a library, such as `numpy.float64`; null for what is neither. */
export function tensorIn(value: unknown): TensorValue | null {
  if (holdsArray(value)) return value.ref.value();
  const own = (value as { readonly tensor?: unknown } | null | undefined)?.tensor;
  return own instanceof TensorValue ? own : null;
}

import type { SourceId } from '../../../engine/sources';
import { isFloat } from '../../../engine/tensor/dtype';
import type { NdArray } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import type { Leaves } from '../../core/valueModel';
import { TensorValue } from '../../core/values';
import type { ClassObject } from '../values/classes';
import { Float } from '../values/numbers';
import { ArrayRef } from './arrayRef';

/** An array of a library as an object of the program. What it can do is defined on its class. */
export abstract class ArrayObject {
  abstract readonly cls: ClassObject;

  constructor(public ref: ArrayRef) {}

  /** The same kind of object around another array. */
  abstract around(ref: ArrayRef): ArrayObject;

  /** Another object of this kind with elements of its own. */
  holding(array: NdArray): ArrayObject {
    const { rt } = this.ref.storage;
    return this.around(ArrayRef.of(rt, new TensorValue(array, null, this.ref.peek().source)));
  }

  /** What results call it. */
  get kind(): 'ndarray' | 'tensor' {
    return 'ndarray';
  }

  /** Of two libraries' arrays under one operator the one of higher rank decides. */
  get rank(): number {
    return 0;
  }

  /** Before functions of another library read it: raises where this one does not give it. */
  beginLending(_rt: Runtime, _source: SourceId): void {}

  /** What another library's function has computed from it, as this library's own; null where it stays the other's. */
  taken(_computed: TensorValue): ArrayObject | null {
    return null;
  }

  /** The value for who looks after the run; see {@link ArrayRef.peek}. */
  peek(): TensorValue {
    return this.ref.peek();
  }

  /** Whether it is an input by itself where a variable gets it: floats that come from no other input. */
  get isFresh(): boolean {
    return isFloat(this.ref.dtype) && !this.ref.storage.isForeign && !this.ref.storage.isTracked;
  }

  /** A copy that later writes do not reach. */
  snapshot(): ArrayObject {
    return this.around(ArrayRef.of(this.ref.storage.rt, this.ref.value()));
  }

  /** The array with an origin of its own. It stays the same object, so that other names and views of it see what is written. */
  tracked({ tensor: leaf }: Leaves): ArrayObject {
    if (isFloat(this.ref.dtype)) this.ref.become(leaf);
    return this;
  }
}

/** A number of a library with a type of its own, such as `numpy.float64`. It never changes. */
export abstract class TensorNumber {
  abstract readonly cls: ClassObject;

  constructor(readonly tensor: TensorValue) {}

  get value(): number {
    return this.tensor.array.item();
  }

  abstract with(tensor: TensorValue): TensorNumber;

  tracked({ tensor: leaf }: Leaves): TensorNumber {
    return isFloat(this.tensor.array.dtype) ? this.with(leaf(this.tensor)) : this;
  }
}

/** The number that an object of a library stands for, without its origin; null for arrays of several, and other values. */
export function libraryNumber(value: unknown): number | Float | null {
  const array =
    value instanceof TensorNumber ? value.tensor.array : value instanceof ArrayObject ? value.ref.peek().array : null;
  if (array === null || array.size !== 1) return null;
  const number = array.flat(0);
  return isFloat(array.dtype) ? new Float(number) : number;
}

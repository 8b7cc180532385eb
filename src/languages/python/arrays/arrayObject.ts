import { isFloat } from '../../../engine/tensor/dtype';
import type { Leaves } from '../../core/valueModel';
import type { TensorValue } from '../../core/values';
import type { ClassObject } from '../values/classes';
import { ArrayRef } from './arrayRef';

/** An array of a library as an object of the program. What it can do is defined on its class. */
export abstract class ArrayObject {
  abstract readonly cls: ClassObject;

  constructor(public ref: ArrayRef) {}

  /** The same kind of object around another array. */
  abstract around(ref: ArrayRef): ArrayObject;

  /** What results call it. */
  get kind(): 'ndarray' | 'tensor' {
    return 'ndarray';
  }

  /** Whether it is an input by itself where a variable gets it: floats that come from no other input. */
  get isFresh(): boolean {
    return isFloat(this.ref.dtype) && this.ref.peek().node === null;
  }

  /** A copy that later writes do not reach. */
  snapshot(): ArrayObject {
    return this.around(ArrayRef.of(this.ref.storage.rt, this.ref.value()));
  }

  /** The same array with an origin of its own. One in place keeps its views. */
  tracked({ tensor: leaf }: Leaves, inPlace: boolean): ArrayObject {
    if (!isFloat(this.ref.dtype)) return this;
    // Views of others stay views: what is written to them afterwards is seen there.
    if (inPlace || this.ref.parent !== null) {
      this.ref.become(leaf);
      return this;
    }
    return this.around(ArrayRef.of(this.ref.storage.rt, leaf(this.ref.value())));
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

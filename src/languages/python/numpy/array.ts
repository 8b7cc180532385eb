import type { SourceId } from '../../../engine/sources';
import type { Dtype } from '../../../engine/tensor/dtype';
import { sizeOf } from '../../../engine/tensor/shape';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import { elementOf } from '../../core/tensors';
import type { TensorValue, Value } from '../../core/values';
import { ArrayObject, TensorNumber } from '../arrays/arrayObject';
import { ArrayRef } from '../arrays/arrayRef';
import { assignItems, elementIndex, pickCopy, pickedBy } from '../arrays/indexing';
import { numpyWords } from '../arrays/words';
import type { ClassObject } from '../values/classes';
import { Float } from '../values/numbers';
import { BuiltInClass, objectClass } from '../values/types';
import { scalarClasses } from './dtypes';
import { tensorOf } from './operands';

export const ndarrayClass = new BuiltInClass('ndarray', objectClass);
ndarrayClass.qualname = 'numpy.ndarray';

/** A `numpy.ndarray`. */
export class NumpyArray extends ArrayObject {
  readonly cls: ClassObject = ndarrayClass;

  static of(rt: Runtime, tensor: TensorValue): NumpyArray {
    return new NumpyArray(ArrayRef.of(rt, tensor));
  }

  around(ref: ArrayRef): NumpyArray {
    return new NumpyArray(ref);
  }

  /** The length that `len` gives; arrays without axes have none. */
  get truthSize(): number | undefined {
    return this.ref.shape[0];
  }

  truth(rt: Runtime, source: SourceId): boolean {
    const { size } = this.ref;
    if (size > 1)
      throw rt.error(
        'ValueError',
        'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
        source,
      );
    if (size === 0) return false;
    const tensor = this.ref.value();
    if (tensor.node !== null) rt.cuts.note(tensor.node, 'comparison', source);
    return tensor.array.flat(0) !== 0;
  }

  iterate(rt: Runtime, source: SourceId): Cursor {
    const { shape } = this.ref;
    if (shape.length === 0) throw rt.error('TypeError', 'iteration over a 0-d array', source);
    let at = 0;
    return () => (at < shape[0]! ? this.item(rt, at++, source) : DONE);
  }

  item(rt: Runtime, key: Value, source: SourceId): Value {
    const { ref } = this;
    const picked = pickedBy(rt, ref.shape, key, numpyWords, source);
    if (picked.by === 'element') return new NumpyScalar(ref.element(elementIndex(picked, ref.shape), source));
    if (picked.by === 'view') return new NumpyArray(ref.view({ kind: 'index', items: picked.items }, source)!);
    return NumpyArray.of(rt, pickCopy(rt, ref, picked, numpyWords, source));
  }

  setItem(rt: Runtime, key: Value, value: Value, source: SourceId): void {
    const { ref } = this;
    const picked = pickedBy(rt, ref.shape, key, numpyWords, source);
    // `a[1:] += 1` has changed the view already, which is now put where it is.
    if (value instanceof NumpyArray && isThere(ref, picked.items, value.ref)) return;
    const tensor = tensorOf(rt, value, source);
    if (picked.by === 'element' && tensor.array.rank > 0 && tensor.array.size !== 1)
      throw rt.error('ValueError', 'setting an array element with a sequence.', source);
    if (!assignItems(rt, ref, picked, tensor, numpyWords, source))
      throw rt.error('ValueError', 'assignment destination is read-only', source);
  }

  toFloat(rt: Runtime, source: SourceId): Value {
    if (this.ref.size !== 1)
      throw rt.error('TypeError', 'only size-1 arrays can be converted to Python scalars', source);
    return pythonFloat(rt, this.ref.value(), source);
  }
}

function isThere(ref: ArrayRef, items: readonly object[], value: ArrayRef): boolean {
  if (value.parent !== ref || value.step?.kind !== 'index') return false;
  return JSON.stringify(value.step.items) === JSON.stringify(items);
}

/** A number of NumPy's, such as `numpy.float64`. */
export class NumpyScalar extends TensorNumber {
  get cls(): ClassObject {
    return scalarClasses[this.dtype];
  }

  get dtype(): Dtype {
    return this.tensor.array.dtype;
  }

  with(tensor: TensorValue): NumpyScalar {
    return new NumpyScalar(tensor);
  }

  item(rt: Runtime, _key: Value, source: SourceId): Value {
    throw rt.error('IndexError', 'invalid index to scalar variable.', source);
  }

  truth(rt: Runtime, source: SourceId): boolean {
    const { node } = this.tensor;
    if (node !== null) rt.cuts.note(node, 'comparison', source);
    return this.value !== 0;
  }

  toFloat(rt: Runtime, source: SourceId): Value {
    return pythonFloat(rt, this.tensor, source);
  }
}

/** The only element as a float of Python's. */
export function pythonFloat(rt: Runtime, tensor: TensorValue, source: SourceId): Value {
  const number = elementOf(rt, tensor, 0, source);
  return typeof number === 'number' ? new Float(number) : number;
}

/** What an operation gives to the program: a number where no axis is left, else an array. */
export function given(rt: Runtime, tensor: TensorValue): NumpyArray | NumpyScalar {
  return tensor.array.rank === 0 ? new NumpyScalar(tensor) : NumpyArray.of(rt, tensor);
}

/** The array of an argument: its own, so that views can be taken, or one made of what is given. */
export function refOf(rt: Runtime, value: Value, source: SourceId): ArrayRef {
  return value instanceof ArrayObject ? value.ref : ArrayRef.of(rt, tensorOf(rt, value, source));
}

/** How many elements a new array would have; refused where it would be too large. */
export function checkedSize(rt: Runtime, shape: readonly number[], source: SourceId): number {
  const size = sizeOf(shape);
  rt.checkSize(size, source);
  rt.budget.spend(rt, size / 100, source);
  return size;
}

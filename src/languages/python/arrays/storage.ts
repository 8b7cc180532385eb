import type { SourceId } from '../../../engine/sources';
import { converted } from '../../../engine/tensor/dtype';
import type { IndexItem } from '../../../engine/tensor/indexing';
import { arrayOver, copied, type NdArray, scalar } from '../../../engine/tensor/ndarray';
import type { Runtime } from '../../core/runtime';
import { tensorOperation } from '../../core/tensors';
import { TensorValue } from '../../core/values';

/**
 * The elements that an array of the program and all views of it share. The trace knows only values that never change: a
 * write puts a new value in place of the old one, and counts.
 */
export class Storage {
  /** How often the elements have been written to. */
  version = 0;
  /** Whether the elements are those of an array of another library: they are no input by themselves. */
  isForeign = false;
  /** The last expression that changed elements in place, where the library says so. */
  changedBy: SourceId | undefined;
  /** Whether nobody else has seen the value's data, so that a write may change them in place. */
  #isOwn = false;
  /**
   * Single elements that were written since the value was read, by place, one of them tracked at least: a loop that fills an
   * array makes one new value of it, not one at each turn.
   */
  #written: Map<number, TensorValue> | null = null;
  #writer: SourceId = 0;

  constructor(
    readonly rt: Runtime,
    private current: TensorValue,
  ) {}

  get dtype() {
    return this.current.array.dtype;
  }

  get isTracked(): boolean {
    return this.current.node !== null || this.#written !== null;
  }

  /** The value as it is now; who has it may keep it. */
  read(): TensorValue {
    if (this.#written !== null) this.#settle(this.#written);
    this.#isOwn = false;
    return this.current;
  }

  /** The same for who looks after the run, when nothing can be recorded any more. */
  peek(): TensorValue {
    if (this.#written === null) return this.read();
    return new TensorValue(this.#filled(this.#written), null, this.#writer);
  }

  /** One element, as a value of its own. */
  element(place: number, source: SourceId): TensorValue {
    const written = this.#written?.get(place);
    if (written !== undefined) return written;
    const { array, node } = this.current;
    if (node === null) return new TensorValue(scalar(array.flat(place), this.dtype), null, source);
    const items = unravelled(place, array.shape).map((index): IndexItem => ({ kind: 'at', index }));
    return tensorOperation(this.rt, 'index', [this.current], { items }, source);
  }

  write(value: TensorValue): void {
    this.#written = null;
    this.current = value;
    this.#isOwn = false;
    this.version++;
  }

  /** Gives the same elements another origin. */
  adopt(value: TensorValue): void {
    this.#written = null;
    this.current = value;
    this.#isOwn = false;
  }

  /** Writes one element, where it or the value is tracked. */
  put(place: number, value: TensorValue, source: SourceId): void {
    const own =
      value.array.dtype === this.dtype
        ? value
        : tensorOperation(this.rt, 'cast', [value], { dtype: this.dtype }, source);
    this.#written ??= new Map();
    this.#written.set(place, own);
    this.#writer = source;
    this.version++;
  }

  /** The data of an untracked value, one element after the other, to be changed. */
  own(source: SourceId): NdArray {
    const { rt } = this;
    this.version++;
    if (!this.#isOwn) {
      const { size } = this.current.array;
      rt.checkSize(size, source);
      rt.budget.spend(rt, size / 100, source);
      this.current = new TensorValue(copied(this.current.array), null, this.current.source);
      this.#isOwn = true;
    }
    return this.current.array;
  }

  /** Makes one value of what has been written. */
  #settle(all: ReadonlyMap<number, TensorValue>): void {
    const { rt } = this;
    const source = this.#writer;
    const written = [...all];
    if (this.current.node === null) {
      // Numbers become elements of a constant.
      const tracked = written.filter(([, { node }]) => node !== null);
      const operands = tracked.map(([, value]) => value);
      const params = { template: this.#filled(all), elements: tracked.map(([place]) => place) };
      this.current = tensorOperation(rt, 'pack', operands, params, source);
    } else {
      const { shape, size } = this.current.array;
      const isFlat = shape.length === 1;
      const flat = isFlat ? this.current : tensorOperation(rt, 'reshape', [this.current], { shape: [size] }, source);
      const values = written.map(([, value]) => value);
      const indices = arrayOver(
        'int32',
        [written.length],
        Int32Array.from(written, ([place]) => place),
      );
      const [item, value]: [IndexItem, TensorValue] =
        written.length === 1
          ? [{ kind: 'at', index: written[0]![0] }, values[0]!]
          : [{ kind: 'array', indices }, tensorOperation(rt, 'stack', values, { axis: 0 }, source)];
      const set = tensorOperation(rt, 'setIndex', [flat, value], { items: [item] }, source);
      this.current = isFlat ? set : tensorOperation(rt, 'reshape', [set], { shape }, source);
    }
    this.#written = null;
  }

  /** The numbers with those that have been written. */
  #filled(written: ReadonlyMap<number, TensorValue>): NdArray {
    this.rt.checkSize(this.current.array.size, this.#writer);
    const filled = copied(this.current.array);
    for (const [place, value] of written) filled.data[place] = converted(this.dtype, value.array.item());
    return filled;
  }
}

/** The index of an element by its number, counted along the last axis first. */
function unravelled(place: number, shape: readonly number[]): number[] {
  let rest = place;
  const index: number[] = new Array(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}

import type { SourceId } from '../../../engine/sources';
import { isFloat } from '../../../engine/tensor/dtype';
import { isError } from '../../../engine/tensor/error';
import { type IndexItem, nonzero, planIndex } from '../../../engine/tensor/indexing';
import { arrayOver, type NdArray } from '../../../engine/tensor/ndarray';
import { broadcastShapes, type Shape, sameShape } from '../../../engine/tensor/shape';
import { SnippetFailure } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import { operandName, tensorOperation } from '../../core/tensors';
import type { TensorValue, Value } from '../../core/values';
import { indexOf } from '../operators/subscript';
import { isInt } from '../values/numbers';
import { ellipsis, RangeValue, SliceValue, Tuple } from '../values/objects';
import { typeName } from '../values/types';
import { type ArrayRef, holdsArray, tensorIn } from './arrayRef';
import { type IndexWords, tupleText } from './words';

/** What an index of the program picks of an array. */
export interface Picked {
  readonly items: readonly IndexItem[];
  /** What decides what is picked: numbers for all axes give one element, slices a view, arrays and masks a copy. */
  readonly by: 'element' | 'view' | 'array' | 'mask';
  /** The shape of what is picked. */
  readonly shape: Shape;
}

/** A key, `a[key]`, as items of an index. Raises what the library raises for one that does not fit. */
export function pickedBy(rt: Runtime, shape: Shape, key: Value, words: IndexWords, source: SourceId): Picked {
  const parts = key instanceof Tuple ? key.items : [key];
  const items = parts.map((part) => itemOf(rt, part, words, source));
  const taken = items.reduce((sum, item) => sum + axesOf(item), 0);
  if (taken > shape.length) throw rt.error('IndexError', words.tooMany(shape.length, taken), source);
  if (items.filter(({ kind }) => kind === 'ellipsis').length > 1) throw rt.error('IndexError', words.ellipses, source);
  checkBounds(rt, shape, items, taken, words, source);
  const plan = planIndex(shape, items, words.numbersFirst);
  if (isError(plan)) {
    const shapes = items.flatMap((item) => shapesIn(item));
    throw rt.error('IndexError', words.together(shapes), source);
  }
  const by = items.some(({ kind }) => kind === 'array')
    ? 'array'
    : items.some(({ kind }) => kind === 'mask')
      ? 'mask'
      : items.length === shape.length && items.every(({ kind }) => kind === 'at')
        ? 'element'
        : 'view';
  return { items, by, shape: plan.shape };
}

/** Where an element that was picked is: a number for each axis, none of them negative. */
export function elementIndex({ items }: Picked, shape: Shape): number[] {
  return items.map((item, axis) => {
    const { index } = item as Extract<IndexItem, { kind: 'at' }>;
    return index < 0 ? index + shape[axis]! : index;
  });
}

/** The elements that were picked by arrays or masks, as a value of its own. */
export function pickCopy(rt: Runtime, ref: ArrayRef, picked: Picked, words: IndexWords, source: SourceId): TensorValue {
  rt.checkSize(
    picked.shape.reduce((size, extent) => size * extent, 1),
    source,
  );
  const params = { items: picked.items, numbersFirst: words.numbersFirst };
  return tensorOperation(rt, 'index', [ref.value()], params, source);
}

/** `array[key] = value`. */
export function assignItems(
  rt: Runtime,
  ref: ArrayRef,
  picked: Picked,
  value: TensorValue,
  words: IndexWords,
  source: SourceId,
): boolean {
  const own = fitting(rt, value, picked.shape, source);
  if (own === null) {
    const message = words.assigned(value.array.shape, picked.shape, picked.by === 'element' ? 'view' : picked.by);
    const name = operandName(rt, value);
    const what = name === null ? 'the value' : name;
    throw new SnippetFailure(
      'ShapeMismatch',
      `${message} (${what} has shape ${tupleText(value.array.shape)}, the part of the array has ${tupleText(picked.shape)})`,
      source,
      words.assignedType,
      message,
    );
  }
  if (picked.by === 'element') {
    ref.writeElement(elementIndex(picked, ref.shape), own, source);
    return true;
  }
  if (words.numbersFirst && picked.by === 'array') return ref.write(setFirst(rt, ref, picked, own, source), source);
  return ref.writeItems(picked.items, own, false, source);
}

/** PyTorch's order of axes differs where single numbers stand among arrays. */
function setFirst(rt: Runtime, ref: ArrayRef, { items }: Picked, value: TensorValue, source: SourceId): TensorValue {
  return tensorOperation(rt, 'setIndex', [ref.value(), value], { items, numbersFirst: true }, source);
}

/** The value with what is too much of axes of one element left out; null where it does not broadcast to the shape. */
function fitting(rt: Runtime, value: TensorValue, shape: Shape, source: SourceId): TensorValue | null {
  let own = value;
  const extra = value.array.rank - shape.length;
  if (extra > 0) {
    const { shape: given } = value.array;
    if (given.slice(0, extra).some((extent) => extent !== 1)) return null;
    own = tensorOperation(rt, 'reshape', [value], { shape: given.slice(extra) }, source);
  }
  const joint = broadcastShapes([own.array.shape, shape]);
  return !isError(joint) && sameShape(joint, shape) ? own : null;
}

function axesOf(item: IndexItem): number {
  if (item.kind === 'mask') return item.mask.rank;
  return item.kind === 'newaxis' || item.kind === 'ellipsis' ? 0 : 1;
}

function shapesIn(item: IndexItem): Shape[] {
  if (item.kind === 'array') return [item.indices.shape];
  return item.kind === 'mask' ? nonzero(item.mask).map(({ shape }) => shape) : [];
}

function itemOf(rt: Runtime, part: Value, words: IndexWords, source: SourceId): IndexItem {
  if (part === null) return { kind: 'newaxis' };
  if (part === ellipsis) return { kind: 'ellipsis' };
  if (part instanceof SliceValue) return sliceItem(rt, part, words, source);
  if (typeof part === 'boolean')
    throw rt.unsupported('a single True or False as an index is not supported; use an array of them', source);
  if (isInt(part)) return { kind: 'at', index: indexOf(rt, part, source)! };
  const array = indexArray(rt, part, source);
  if (array === null) {
    const index = holdsArray(part) ? null : indexOf(rt, part, source);
    if (index !== null) return { kind: 'at', index };
    throw rt.error('IndexError', words.invalid(typeName(part)), source);
  }
  if (array.rank === 0 && array.dtype !== 'bool' && !isFloat(array.dtype)) return { kind: 'at', index: array.item() };
  if (array.dtype === 'bool' && array.rank > 0) return { kind: 'mask', mask: array };
  if (array.rank === 0) {
    if (array.dtype === 'bool')
      throw rt.unsupported('a single truth value as an index is not supported; use an array of them', source);
    throw rt.error('IndexError', words.invalid(typeName(part)), source);
  }
  if (isFloat(array.dtype) && array.size > 0)
    throw rt.error('IndexError', holdsArray(part) ? words.fractions : words.invalid(typeName(part)), source);
  return { kind: 'array', indices: array };
}

/** Arrays, and lists of ints or bools, as an array to index with; null for other values. */
function indexArray(rt: Runtime, part: Value, source: SourceId): NdArray | null {
  const own = tensorIn(part);
  if (own !== null) {
    if (own.node !== null) rt.cuts.note(own.node, 'index', source);
    return own.array;
  }
  if (part instanceof RangeValue)
    return listArray(
      rt,
      Array.from({ length: part.length }, (_, k) => part.start + k * part.step),
      source,
    );
  return Array.isArray(part) || part instanceof Tuple ? listArray(rt, part, source) : null;
}

function listArray(rt: Runtime, list: Value, source: SourceId): NdArray | null {
  const numbers: number[] = [];
  const shape: number[] = [];
  let bools = 0;
  let fractions = false;
  const visit = (value: Value, axis: number): boolean => {
    const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : null;
    if (items !== null) {
      if (shape.length === axis) shape.push(items.length);
      return items.length === shape[axis] && items.every((item) => visit(item, axis + 1));
    }
    if (axis !== shape.length) return false;
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (typeof value === 'boolean') {
      bools++;
      numbers.push(Number(value));
      return true;
    }
    const tensor = tensorIn(value);
    if (tensor !== null && tensor.array.rank === 0 && tensor.array.dtype === 'bool') bools++;
    const index =
      tensor !== null && tensor.array.rank === 0 && !isFloat(tensor.array.dtype)
        ? tensor.array.item()
        : indexOf(rt, value, source);
    if (index === null) {
      fractions = true;
      return tensor !== null || typeof value === 'object';
    }
    numbers.push(index);
    return true;
  };
  if (!visit(list, 0)) return null;
  if (fractions) return arrayOver('float64', [1], Float64Array.of(0.5));
  if (bools === numbers.length && bools > 0) return arrayOver('bool', shape, Uint8Array.from(numbers));
  return arrayOver('int64', shape, Float64Array.from(numbers));
}

function sliceItem(rt: Runtime, slice: SliceValue, words: IndexWords, source: SourceId): IndexItem {
  const bound = (value: Value): number | null => {
    if (value === null) return null;
    const tensor = tensorIn(value);
    const index =
      tensor !== null && tensor.array.size === 1 && !isFloat(tensor.array.dtype)
        ? tensor.array.item()
        : indexOf(rt, value, source);
    if (index !== null) return index;
    throw rt.error('TypeError', 'slice indices must be integers or None or have an __index__ method', source);
  };
  const [start, stop, step] = [bound(slice.start), bound(slice.stop), bound(slice.step) ?? 1];
  if (step === 0) throw rt.error('ValueError', 'slice step cannot be zero', source);
  if (step < 0 && words.negativeStep !== null) throw rt.error('ValueError', words.negativeStep, source);
  return { kind: 'slice', start, stop, step };
}

/** Raises for the first number that is out of bounds, and for masks of another shape. */
function checkBounds(
  rt: Runtime,
  shape: Shape,
  items: readonly IndexItem[],
  taken: number,
  words: IndexWords,
  source: SourceId,
): void {
  let axis = 0;
  const check = (index: number, at: number) => {
    const extent = shape[at]!;
    if (index < -extent || index >= extent) throw rt.error('IndexError', words.outOfBounds(index, at, extent), source);
  };
  for (const item of items) {
    if (item.kind === 'ellipsis') axis += shape.length - taken;
    else if (item.kind === 'slice') axis++;
    else if (item.kind === 'at') check(item.index, axis++);
    else if (item.kind === 'array') {
      for (const index of item.indices.values()) check(index, axis);
      axis++;
    } else if (item.kind === 'mask') {
      const { mask } = item;
      for (const [k, given] of mask.shape.entries()) {
        const extent = shape[axis + k]!;
        if (given !== extent)
          throw rt.error('IndexError', words.mask(axis + k, extent, given, shape, mask.shape), source);
      }
      axis += mask.rank;
    }
  }
}

import type { SourceId } from '../../../engine/sources';
import { isError } from '../../../engine/tensor/error';
import { fromValues } from '../../../engine/tensor/ndarray';
import { broadcastShapes, type Shape, sameShape, sizeOf } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import { TensorValue, type Value } from '../../core/values';
import type { ArrayRef } from '../arrays/arrayRef';
import { denseText, tupleText } from '../arrays/words';
import { listOf } from '../operators/iterate';
import { quoted } from '../text/repr';
import { type Native, Tuple } from '../values/objects';
import { checkedSize, NumpyArray, refOf } from './array';
import { axesIn, axisError, axisIn, op, tensorOf, whole, wholes } from './operands';

function onlyC(rt: Runtime, order: Value, source: SourceId): void {
  if (order === undefined || order === null || order === 'C' || order === 'A' || order === 'K') return;
  throw rt.unsupported(
    `order=${typeof order === 'string' ? quoted(order) : '…'} is not supported; use 'C', the usual order`,
    source,
  );
}

/** A view, or an array of its own where the elements have to be copied. */
function reshapedRef(rt: Runtime, ref: ArrayRef, shape: Shape, source: SourceId): NumpyArray {
  const view = ref.view({ kind: 'reshape', shape }, source);
  return view !== null ? new NumpyArray(view) : NumpyArray.of(rt, op(rt, 'reshape', [ref.value()], { shape }, source));
}

/** The shape with its −1 replaced. */
function wantedShape(rt: Runtime, size: number, given: readonly number[], source: SourceId): number[] {
  const unknown = given.filter((extent) => extent === -1).length;
  if (unknown > 1) throw rt.error('ValueError', 'can only specify one unknown dimension', source);
  const known = sizeOf(given.filter((extent) => extent !== -1));
  const fits = unknown === 0 ? known === size : known !== 0 && size % known === 0;
  if (!fits || given.some((extent) => extent < -1))
    throw rt.error('ValueError', `cannot reshape array of size ${size} into shape ${wantedText(given)}`, source);
  return given.map((extent) => (extent === -1 ? size / known : extent));
}

/** A wanted shape as NumPy tells it: without what it leaves open in front. */
function wantedText(given: readonly number[]): string {
  const known = given.slice(given.findIndex((extent) => extent >= 0));
  return given.length === 1
    ? `(${given[0]},)`
    : `(${known.map((extent) => (extent < 0 ? 'newaxis' : extent)).join(',')})`;
}

export function reshape(rt: Runtime, value: Value, shape: Value, order: Value, source: SourceId): NumpyArray {
  onlyC(rt, order, source);
  const ref = refOf(rt, value, source);
  return reshapedRef(rt, ref, wantedShape(rt, ref.size, wholes(rt, shape, source), source), source);
}

export function ravel(rt: Runtime, value: Value, order: Value, source: SourceId): NumpyArray {
  onlyC(rt, order, source);
  const ref = refOf(rt, value, source);
  return reshapedRef(rt, ref, [ref.size], source);
}

export function flatten(rt: Runtime, value: Value, order: Value, source: SourceId): NumpyArray {
  onlyC(rt, order, source);
  const tensor = refOf(rt, value, source).value();
  return NumpyArray.of(rt, op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source));
}

/** With the axes in another order; reversed where none is given. */
export function transpose(rt: Runtime, value: Value, axes: Value, source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  const rank = ref.shape.length;
  const reversed = Array.from({ length: rank }, (_, k) => rank - 1 - k);
  if (axes === undefined || axes === null) return ordered(ref, reversed, source);
  const given = wholes(rt, axes, source);
  if (given.length !== rank) throw rt.error('ValueError', "axes don't match array", source);
  const order = given.map((axis) => axisIn(rt, axis, rank, source));
  if (new Set(order).size !== rank) throw rt.error('ValueError', 'repeated axis in transpose', source);
  return ordered(ref, order, source);
}

function ordered(ref: ArrayRef, order: readonly number[], source: SourceId): NumpyArray {
  return new NumpyArray(ref.view({ kind: 'transpose', order }, source)!);
}

export function swapaxes(rt: Runtime, [value, first, second]: Value[], source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  const rank = ref.shape.length;
  const [a, b] = [axisIn(rt, first, rank, source), axisIn(rt, second, rank, source)];
  const order = Array.from({ length: rank }, (_, k) => (k === a ? b : k === b ? a : k));
  return ordered(ref, order, source);
}

function moveaxis(rt: Runtime, [value, from, to]: Value[], source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  const rank = ref.shape.length;
  const sources = wholes(rt, from, source).map((axis) => axisIn(rt, axis, rank, source));
  const targets = wholes(rt, to, source).map((axis) => axisIn(rt, axis, rank, source));
  if (sources.length !== targets.length)
    throw rt.error('ValueError', '`source` and `destination` arguments must have the same number of elements', source);
  const order = Array.from({ length: rank }, (_, k) => k).filter((axis) => !sources.includes(axis));
  const pairs = targets.map((target, k) => [target, sources[k]!] as const).sort((a, b) => a[0] - b[0]);
  for (const [target, axis] of pairs) order.splice(target, 0, axis);
  return ordered(ref, order, source);
}

export function squeeze(rt: Runtime, value: Value, axis: Value, source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  const axes = axesIn(rt, axis, ref.shape.length, source);
  if (axes?.some((one) => ref.shape[one] !== 1))
    throw rt.error('ValueError', 'cannot select an axis to squeeze out which has size not equal to one', source);
  const shape = ref.shape.filter((extent, k) => (axes === null ? extent !== 1 : !axes.includes(k)));
  return reshapedRef(rt, ref, shape, source);
}

function expandDims(rt: Runtime, [value, axis]: Value[], source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  const given = wholes(rt, axis, source);
  const rank = ref.shape.length + given.length;
  const axes = given.map((one) => axisIn(rt, one, rank, source));
  let at = 0;
  const shape = Array.from({ length: rank }, (_, k) => (axes.includes(k) ? 1 : ref.shape[at++]!));
  return reshapedRef(rt, ref, shape, source);
}

function atLeast(rank: 1 | 2 | 3): Native {
  return (rt, values, source) => {
    const one = (value: Value): Value => {
      const ref = refOf(rt, value, source);
      const { shape } = ref;
      if (shape.length >= rank) return value instanceof NumpyArray ? value : new NumpyArray(ref);
      if (rank === 3 && shape.length === 2) return reshapedRef(rt, ref, [...shape, 1], source);
      if (rank === 3 && shape.length === 1) return reshapedRef(rt, ref, [1, shape[0]!, 1], source);
      return reshapedRef(rt, ref, [...new Array<number>(rank - shape.length).fill(1), ...shape], source);
    };
    return values.length === 1 ? one(values[0]) : values.map(one);
  };
}

function broadcastTo(rt: Runtime, [value, shape]: Value[], source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  const wanted = wholes(rt, shape, source);
  const joint = broadcastShapes([ref.shape, wanted]);
  if (isError(joint) || !sameShape(joint, wanted))
    throw rt.error(
      'ValueError',
      `operands could not be broadcast together with remapped shapes [original->remapped]: ${denseText(ref.shape)}  and requested shape ${denseText(wanted)}`,
      source,
    );
  checkedSize(rt, wanted, source);
  return new NumpyArray(ref.view({ kind: 'expand', shape: wanted }, source)!);
}

function repeat(rt: Runtime, [value, repeats, axis]: Value[], source: SourceId): NumpyArray {
  let tensor = tensorOf(rt, value, source);
  if (axis === undefined || axis === null) tensor = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  const own = axis === undefined || axis === null ? 0 : axisIn(rt, axis, tensor.array.rank, source);
  const extent = tensor.array.shape[own]!;
  const counts = wholes(rt, repeats, source);
  if (counts.length !== 1 && counts.length !== extent)
    throw rt.error(
      'ValueError',
      `operands could not be broadcast together with shape ${denseText([extent])} ${denseText([counts.length])}`,
      source,
    );
  if (counts.some((count) => count < 0))
    throw rt.error('ValueError', 'repeats may not contain negative values.', source);
  const of = (k: number) => (counts.length === 1 ? counts[0]! : counts[k]!);
  const total = counts.length === 1 ? counts[0]! * extent : counts.reduce((sum, count) => sum + count, 0);
  checkedSize(rt, tensor.array.shape.with(own, total), source);
  const places = Array.from({ length: extent }, (_, k) => new Array<number>(of(k)).fill(k)).flat();
  const indices = fromValues(places, [places.length], 'int32');
  return NumpyArray.of(rt, op(rt, 'take', [tensor], { axis: own, indices }, source));
}

function tile(rt: Runtime, [value, reps]: Value[], source: SourceId): NumpyArray {
  let tensor = tensorOf(rt, value, source);
  const repeats = wholes(rt, reps, source);
  while (repeats.length < tensor.array.rank) repeats.unshift(1);
  if (tensor.array.rank < repeats.length) {
    const shape = [...new Array<number>(repeats.length - tensor.array.rank).fill(1), ...tensor.array.shape];
    tensor = op(rt, 'reshape', [tensor], { shape }, source);
  }
  checkedSize(
    rt,
    tensor.array.shape.map((extent, k) => extent * repeats[k]!),
    source,
  );
  return NumpyArray.of(rt, op(rt, 'tile', [tensor], { repeats }, source));
}

const MODES = { constant: 'constant', reflect: 'reflect', symmetric: 'symmetric', edge: 'edge', wrap: 'wrap' } as const;

function pad(rt: Runtime, [value, width, mode, constants]: Value[], source: SourceId): NumpyArray {
  const tensor = tensorOf(rt, value, source);
  const { rank } = tensor.array;
  const given = tensorOf(rt, width, source).array;
  const pairs = broadcastShapes([given.shape, [rank, 2]]);
  if (isError(pairs) || pairs.length !== 2)
    throw rt.error(
      'ValueError',
      `operands could not be broadcast together with remapped shapes [original->remapped]: ${denseText(given.shape)}  and requested shape (${rank},2)`,
      source,
    );
  const wide = op(rt, 'expand', [new TensorValue(given, null)], { shape: [rank, 2] }, source).array;
  const widths = Array.from({ length: rank }, (_, k): [number, number] => [wide.at(k, 0), wide.at(k, 1)]);
  if (widths.flat().some((one) => one < 0)) throw rt.error('ValueError', "index can't contain negative values", source);
  checkedSize(
    rt,
    tensor.array.shape.map((extent, k) => extent + widths[k]![0] + widths[k]![1]),
    source,
  );
  const name = (mode ?? 'constant') as string;
  if (!Object.hasOwn(MODES, name) || name === 'wrap' || name === 'edge')
    throw rt.unsupported(
      `np.pad with mode=${quoted(String(name))} is not supported; use 'constant', 'reflect' or 'symmetric'`,
      source,
    );
  const fill = constants === undefined ? 0 : tensorOf(rt, constants, source).array.flat(0);
  return NumpyArray.of(rt, op(rt, 'pad', [tensor], { widths, mode: name as 'constant', value: fill }, source));
}

/** Views with axes turned round. */
export function flipped(ref: ArrayRef, axes: readonly number[], source: SourceId): NumpyArray {
  const items = ref.shape.map((_, axis) => ({
    kind: 'slice' as const,
    start: null,
    stop: null,
    step: axes.includes(axis) ? -1 : 1,
  }));
  return new NumpyArray(ref.view({ kind: 'index', items }, source)!);
}

function flip(rt: Runtime, [value, axis]: Value[], source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  const all = Array.from({ length: ref.shape.length }, (_, k) => k);
  return flipped(ref, axesIn(rt, axis, ref.shape.length, source) ?? all, source);
}

function flipAlong(axis: 0 | 1): Native {
  return (rt, [value], source) => {
    const ref = refOf(rt, value, source);
    if (ref.shape.length <= axis) throw rt.error('ValueError', `Input must be >= ${axis + 1}-d.`, source);
    return flipped(ref, [axis], source);
  };
}

function roll(rt: Runtime, [value, shift, axis]: Value[], source: SourceId): NumpyArray {
  const tensor = tensorOf(rt, value, source);
  const shifts = wholes(rt, shift, source);
  if (axis === undefined || axis === null) {
    const flat = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
    const total = shifts.reduce((sum, one) => sum + one, 0);
    const rolled = op(rt, 'roll', [flat], { shifts: [total], axes: [0] }, source);
    return NumpyArray.of(rt, op(rt, 'reshape', [rolled], { shape: tensor.array.shape }, source));
  }
  const axes = wholes(rt, axis, source).map((one) => axisIn(rt, one, tensor.array.rank, source));
  const all = axes.map((_, k) => shifts[shifts.length === 1 ? 0 : k] ?? 0);
  return NumpyArray.of(rt, op(rt, 'roll', [tensor], { shifts: all, axes }, source));
}

function rot90(rt: Runtime, [value, times]: Value[], source: SourceId): NumpyArray {
  const ref = refOf(rt, value, source);
  if (ref.shape.length < 2) throw rt.error('ValueError', 'Axes must be different.', source);
  const turns = (((times === undefined ? 1 : whole(rt, times, source)) % 4) + 4) % 4;
  const swapped = (array: NumpyArray) => swapaxes(rt, [array, 0, 1], source);
  if (turns === 0) return new NumpyArray(ref);
  if (turns === 2) return flipped(ref, [0, 1], source);
  return turns === 1 ? swapped(flipped(ref, [1], source)) : flipped(swapped(new NumpyArray(ref)).ref, [1], source);
}

/** Functions that arrange elements anew. */
export const shaping: Readonly<Record<string, Native>> = {
  'reshape(a, newshape, order=)': (rt, [a, shape, order], source) => reshape(rt, a, shape, order, source),
  'ravel(a, order=)': (rt, [a, order], source) => ravel(rt, a, order, source),
  'transpose(a, axes=)': (rt, [a, axes], source) => transpose(rt, a, axes, source),
  'swapaxes(a, axis1, axis2)': swapaxes,
  'moveaxis(a, source, destination)': moveaxis,
  'squeeze(a, axis=)': (rt, [a, axis], source) => squeeze(rt, a, axis, source),
  'expand_dims(a, axis)': expandDims,
  'atleast_1d(*arys)': atLeast(1),
  'atleast_2d(*arys)': atLeast(2),
  'atleast_3d(*arys)': atLeast(3),
  'broadcast_to(array, shape, subok=)': broadcastTo,
  'broadcast_arrays(*args)': (rt, values, source) => {
    const refs = values.map((value) => refOf(rt, value, source));
    const joint = broadcastShapes(refs.map(({ shape }) => shape));
    if (isError(joint))
      throw rt.error(
        'ValueError',
        `shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape ${tupleText(refs[0]!.shape)} and arg 1 with shape ${tupleText(refs[1]!.shape)}.`,
        source,
      );
    checkedSize(rt, joint, source);
    return refs.map((ref) => new NumpyArray(ref.view({ kind: 'expand', shape: joint }, source)!));
  },
  'repeat(a, repeats, axis=)': repeat,
  'tile(A, reps)': tile,
  'pad(array, pad_width, mode=, constant_values=)': pad,
  'flip(m, axis=)': flip,
  'flipud(m)': flipAlong(0),
  'fliplr(m)': flipAlong(1),
  'roll(a, shift, axis=)': roll,
  'rot90(m, k=)': rot90,
  'shape(a)': (rt, [a], source) => new Tuple([...refOf(rt, a, source).shape]),
  'ndim(a)': (rt, [a], source) => refOf(rt, a, source).shape.length,
  'size(a, axis=)': (rt, [a, axis], source) => {
    const ref = refOf(rt, a, source);
    if (axis === undefined || axis === null) return ref.size;
    const at = whole(rt, axis, source);
    if (at >= ref.shape.length) throw axisError(rt, at, ref.shape.length, source);
    return ref.shape.at(at);
  },
  'diagonal(a, offset=, axis1=, axis2=)': (rt, [a, offset, first, second], source) => {
    const ref = refOf(rt, a, source);
    if (ref.shape.length < 2) throw rt.error('ValueError', 'diag requires an array of at least two dimensions', source);
    const axes = [
      first === undefined ? 0 : axisIn(rt, first, ref.shape.length, source),
      second === undefined ? 1 : axisIn(rt, second, ref.shape.length, source),
    ] as const;
    const k = offset === undefined ? 0 : whole(rt, offset, source);
    return new NumpyArray(ref.view({ kind: 'diagonal', offset: k, axes }, source)!);
  },
};

/** A list or tuple of arrays, as arguments of functions that join them. */
export function arraysIn(rt: Runtime, value: Value, source: SourceId): TensorValue[] {
  if (value instanceof NumpyArray || Array.isArray(value) || value instanceof Tuple)
    return listOf(rt, value, source).map((item) => tensorOf(rt, item, source));
  throw rt.error('TypeError', 'The first input argument needs to be a sequence', source);
}

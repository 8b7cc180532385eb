import type { SourceId } from '../../../engine/sources';
import { isError } from '../../../engine/tensor/error';
import { fromValues } from '../../../engine/tensor/ndarray';
import { broadcastShapes, type Shape, sameShape, sizeOf } from '../../../engine/tensor/shape';
import { SnippetFailure } from '../../core/failure';
import type { Runtime } from '../../core/runtime';
import { operandName } from '../../core/tensors';
import type { Value } from '../../core/values';
import type { ViewStep } from '../arrays/views';
import type { Native } from '../values/objects';
import { tensorMethods, tensorProperty, torchBoth, torchFunctions } from './define';
import { axesIn, axisIn, checkedSize, op, sizesIn, tensorArgument, whole, wholes } from './operands';
import { given, TorchTensor } from './tensor';
import { expandedText, sizesText } from './words';

const isNone = (value: Value) => value === undefined || value === null;

/** An error about shapes, with the tensor's name. */
export function misfit(rt: Runtime, message: string, x: TorchTensor, source: SourceId): SnippetFailure {
  const name = operandName(rt, x.peek()) ?? 'the tensor';
  return new SnippetFailure(
    'ShapeMismatch',
    `${message} (${name} has shape ${sizesText(x.ref.shape)})`,
    source,
    'RuntimeError',
    message,
  );
}

/** A size that is left open (−1) filled in. */
function filledSizes(rt: Runtime, x: TorchTensor, sizes: readonly number[], source: SourceId): number[] {
  const { size } = x.ref;
  const open = sizes.filter((extent) => extent === -1).length;
  if (open > 1) throw rt.error('RuntimeError', 'only one dimension can be inferred', source);
  const negative = sizes.find((extent) => extent < -1);
  if (negative !== undefined) throw rt.error('RuntimeError', `invalid shape dimension ${negative}`, source);
  const known = sizeOf(sizes.filter((extent) => extent !== -1));
  const fits = open === 0 ? known === size : known !== 0 && size % known === 0;
  if (!fits) throw misfit(rt, `shape '${sizesText(sizes)}' is invalid for input of size ${size}`, x, source);
  return sizes.map((extent) => (extent === -1 ? size / known : extent));
}

/** Another shape of the same elements: a view where that is possible. */
export function reshaped(x: TorchTensor, shape: Shape, name: string, source: SourceId): TorchTensor {
  const { rt } = x.ref.storage;
  const view = x.view({ kind: 'reshape', shape }, name, source);
  return view ?? given(rt, op(rt, 'reshape', [x.value()], { shape }, source), 'UnsafeViewBackward0');
}

function reshape(rt: Runtime, [input, ...sizes]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'reshape', 0, source);
  return reshaped(
    x,
    filledSizes(rt, x, sizesIn(rt, sizes, 'reshape', source), source),
    'ReshapeAliasBackward0',
    source,
  );
}

function view(rt: Runtime, [input, ...sizes]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'view', 0, source);
  const shape = filledSizes(rt, x, sizesIn(rt, sizes, 'view', source), source);
  const found = x.view({ kind: 'reshape', shape }, 'ViewBackward0', source);
  if (found !== null) return found;
  throw rt.error(
    'RuntimeError',
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
    source,
  );
}

function flatten(rt: Runtime, [input, start, end]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'flatten', 0, source);
  const { shape } = x.ref;
  const first = isNone(start) ? 0 : axisIn(rt, start, shape.length, source);
  const last = isNone(end) ? Math.max(shape.length - 1, 0) : axisIn(rt, end, shape.length, source);
  if (first > last)
    throw rt.error('RuntimeError', 'flatten() has invalid args: start_dim cannot come after end_dim', source);
  if (shape.length > 0 && first === last) return x;
  const joined = sizeOf(shape.slice(first, last + 1));
  return reshaped(x, [...shape.slice(0, first), joined, ...shape.slice(last + 1)], 'ReshapeAliasBackward0', source);
}

function unflatten(rt: Runtime, [input, dim, sizes]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'unflatten', 0, source);
  const axis = axisIn(rt, dim, x.ref.shape.length, source);
  const wanted = wholes(rt, sizes, 'unflatten', 'sizes', source);
  const known = sizeOf(wanted.filter((extent) => extent !== -1));
  const parts = wanted.map((extent) => (extent === -1 ? x.ref.shape[axis]! / known : extent));
  if (sizeOf(parts) !== x.ref.shape[axis])
    throw misfit(
      rt,
      `unflatten: Provided sizes ${sizesText(wanted)} don't multiply up to the size of dim ${axis} (${x.ref.shape[axis]}) in the input tensor`,
      x,
      source,
    );
  return reshaped(
    x,
    [...x.ref.shape.slice(0, axis), ...parts, ...x.ref.shape.slice(axis + 1)],
    'ViewBackward0',
    source,
  );
}

/** A view, of which there is always one. */
export function viewOf(x: TorchTensor, step: ViewStep, name: string, source: SourceId): TorchTensor {
  return x.view(step, name, source)!;
}

export function permuted(x: TorchTensor, order: readonly number[], name: string, source: SourceId): TorchTensor {
  return viewOf(x, { kind: 'transpose', order }, name, source);
}

/** With two axes exchanged. */
export function transposed(rt: Runtime, x: TorchTensor, first: Value, second: Value, source: SourceId): TorchTensor {
  const rank = x.ref.shape.length;
  const [a, b] = [axisIn(rt, first, rank, source), axisIn(rt, second, rank, source)];
  const order = Array.from({ length: rank }, (_, k) => (k === a ? b : k === b ? a : k));
  return permuted(x, order, 'TransposeBackward0', source);
}

const transpose: Native = (rt, [input, a, b], source) =>
  transposed(rt, tensorArgument(rt, input, 'transpose', 0, source), a, b, source);

function permute(rt: Runtime, [input, ...dims]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'permute', 0, source);
  const rank = x.ref.shape.length;
  const wanted = sizesIn(rt, dims, 'permute', source);
  if (wanted.length !== rank)
    throw rt.error(
      'RuntimeError',
      `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${rank} is not equal to len(dims) = ${wanted.length}`,
      source,
    );
  const order = wanted.map((axis) => axisIn(rt, axis, rank, source));
  if (new Set(order).size !== rank)
    throw rt.error('RuntimeError', 'permute(): duplicate dims are not allowed.', source);
  return permuted(x, order, 'PermuteBackward0', source);
}

function moved(rt: Runtime, [input, from, to]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'movedim', 0, source);
  const rank = x.ref.shape.length;
  const of = (value: Value) =>
    wholes(rt, value, 'movedim', 'source', source).map((axis) => axisIn(rt, axis, rank, source));
  const [sources, targets] = [of(from), of(to)];
  const order = Array.from({ length: rank }, (_, k) => k).filter((axis) => !sources.includes(axis));
  const pairs = targets.map((target, k) => [target, sources[k]!] as const).sort((a, b) => a[0] - b[0]);
  for (const [target, axis] of pairs) order.splice(target, 0, axis);
  return permuted(x, order, 'PermuteBackward0', source);
}

/** `t()`: of a matrix, its transpose; vectors stay. */
function matrixTransposed(rt: Runtime, [input]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 't', 0, source);
  const rank = x.ref.shape.length;
  if (rank > 2)
    throw rt.error('RuntimeError', `t() expects a tensor with <= 2 dimensions, but self is ${rank}D`, source);
  return rank < 2
    ? viewOf(x, { kind: 'transpose', order: rank === 1 ? [0] : [] }, 'TBackward0', source)
    : permuted(x, [1, 0], 'TBackward0', source);
}

export function unsqueezed(x: TorchTensor, axis: number, source: SourceId): TorchTensor {
  const { shape } = x.ref;
  return viewOf(
    x,
    { kind: 'reshape', shape: [...shape.slice(0, axis), 1, ...shape.slice(axis)] },
    'UnsqueezeBackward0',
    source,
  );
}

const unsqueeze: Native = (rt, [input, dim], source) => {
  const x = tensorArgument(rt, input, 'unsqueeze', 0, source);
  return unsqueezed(x, axisIn(rt, dim, x.ref.shape.length + 1, source), source);
};

function squeeze(rt: Runtime, [input, dim]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'squeeze', 0, source);
  const { shape } = x.ref;
  const axes = axesIn(rt, dim, shape.length, source);
  const left = shape.filter((extent, k) => extent !== 1 || (axes !== null && !axes.includes(k)));
  return viewOf(x, { kind: 'reshape', shape: left }, isNone(dim) ? 'SqueezeBackward0' : 'SqueezeBackward1', source);
}

function expand(rt: Runtime, [input, ...sizes]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'expand', 0, source);
  const wanted = sizesIn(rt, sizes, 'expand', source);
  const { shape } = x.ref;
  const extra = wanted.length - shape.length;
  const target = wanted.map((extent, k) => (extent === -1 && k >= extra ? shape[k - extra]! : extent));
  const joint = broadcastShapes([shape, target]);
  if (extra < 0 || isError(joint) || !sameShape(joint, target))
    throw misfit(rt, expandedText(shape, target), x, source);
  checkedSize(rt, target, source);
  return viewOf(x, { kind: 'expand', shape: target }, 'ExpandBackward0', source);
}

function repeat(rt: Runtime, [input, ...sizes]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'repeat', 0, source);
  const repeats = sizesIn(rt, sizes, 'repeat', source);
  const extra = repeats.length - x.ref.shape.length;
  if (extra < 0)
    throw rt.error(
      'RuntimeError',
      'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor',
      source,
    );
  const shape = [...new Array<number>(extra).fill(1), ...x.ref.shape];
  checkedSize(
    rt,
    shape.map((extent, k) => extent * repeats[k]!),
    source,
  );
  const value = extra > 0 ? op(rt, 'reshape', [x.value()], { shape }, source) : x.value();
  return given(rt, op(rt, 'tile', [value], { repeats }, source), 'RepeatBackward0');
}

function tile(rt: Runtime, [input, ...sizes]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'tile', 0, source);
  const repeats = sizesIn(rt, sizes, 'tile', source);
  const missing = Math.max(0, x.ref.shape.length - repeats.length);
  return repeat(rt, [x, ...new Array<number>(missing).fill(1), ...repeats], source);
}

function interleaved(rt: Runtime, [input, repeats, dim]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'repeat_interleave', 0, source);
  const flat = isNone(dim) ? op(rt, 'reshape', [x.value()], { shape: [x.ref.size] }, source) : x.value();
  const axis = isNone(dim) ? 0 : axisIn(rt, dim, x.ref.shape.length, source);
  const extent = flat.array.shape[axis]!;
  const counts =
    repeats instanceof TorchTensor
      ? Array.from(repeats.peek().array.values())
      : [whole(rt, repeats, 'repeat_interleave', 'repeats', source)];
  if (counts.length !== 1 && counts.length !== extent)
    throw rt.error('RuntimeError', 'repeats must have the same size as input along dim', source);
  const of = (k: number) => (counts.length === 1 ? counts[0]! : counts[k]!);
  const count = Array.from({ length: extent }, (_, k) => of(k)).reduce((sum, one) => sum + one, 0);
  checkedSize(rt, flat.array.shape.with(axis, count), source);
  const places = Array.from({ length: extent }, (_, k) => new Array<number>(of(k)).fill(k)).flat();
  const indices = fromValues(places, [places.length], 'int32');
  return given(rt, op(rt, 'take', [flat], { axis, indices }, source), 'IndexSelectBackward0');
}

function flip(rt: Runtime, [input, ...dims]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'flip', 0, source);
  const axes = sizesIn(rt, dims, 'flip', source).map((axis) => axisIn(rt, axis, x.ref.shape.length, source));
  return given(rt, op(rt, 'flip', [x.value()], { axes }, source), 'FlipBackward0');
}

function roll(rt: Runtime, [input, shifts, dims]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'roll', 0, source);
  const by = wholes(rt, shifts, 'roll', 'shifts', source);
  const { shape } = x.ref;
  if (isNone(dims)) {
    const flat = op(rt, 'reshape', [x.value()], { shape: [x.ref.size] }, source);
    const rolled = op(rt, 'roll', [flat], { shifts: by, axes: [0] }, source);
    return given(rt, op(rt, 'reshape', [rolled], { shape }, source), 'RollBackward0');
  }
  const axes = wholes(rt, dims, 'roll', 'dims', source).map((axis) => axisIn(rt, axis, shape.length, source));
  return given(rt, op(rt, 'roll', [x.value()], { shifts: by, axes }, source), 'RollBackward0');
}

tensorMethods({
  'view(*shape)': view,
  'reshape(*shape)': reshape,
  'permute(*dims)': permute,
  'expand(*sizes)': expand,
  'expand_as(other)': (rt, [x, other], source) =>
    expand(rt, [x, ...tensorArgument(rt, other, 'expand_as', 1, source).ref.shape], source),
  'view_as(other)': (rt, [x, other], source) =>
    view(rt, [x, ...tensorArgument(rt, other, 'view_as', 1, source).ref.shape], source),
  'reshape_as(other)': (rt, [x, other], source) =>
    reshape(rt, [x, ...tensorArgument(rt, other, 'reshape_as', 1, source).ref.shape], source),
  'repeat(*sizes)': repeat,
  'tile(*dims)': tile,
  'flip(*dims)': flip,
  'contiguous()': (rt, [input], source) => {
    const x = input as TorchTensor;
    return x.ref.layout.isContiguous ? x : given(rt, op(rt, 'alias', [x.value()], {}, source), 'CloneBackward0');
  },
});
torchFunctions({
  'reshape(input, shape)': reshape,
  'permute(input, dims)': permute,
  'tile(input, dims)': tile,
  'flip(input, dims)': flip,
  'broadcast_to(input, size)': expand,
});
torchBoth({
  'flatten(input, start_dim=, end_dim=)': flatten,
  'ravel(input)': (rt, [x], source) => flatten(rt, [x], source),
  'unflatten(input, dim, sizes)': unflatten,
  'transpose(input, dim0, dim1)': transpose,
  'swapaxes(input, axis0, axis1)': transpose,
  'swapdims(input, dim0, dim1)': transpose,
  'movedim(input, source, destination)': moved,
  'moveaxis(input, source, destination)': moved,
  't(input)': matrixTransposed,
  'unsqueeze(input, dim)': unsqueeze,
  'squeeze(input, dim=)': squeeze,
  'repeat_interleave(input, repeats, dim=)': interleaved,
  'roll(input, shifts, dims=)': roll,
});
torchFunctions({
  'broadcast_tensors(*tensors)': (rt, tensors, source) => {
    const all = tensors.map((tensor, k) => tensorArgument(rt, tensor, 'broadcast_tensors', k, source));
    const joint = broadcastShapes(all.map(({ ref }) => ref.shape));
    if (isError(joint)) throw rt.error('RuntimeError', joint.message, source);
    return all.map((x) => viewOf(x, { kind: 'expand', shape: joint }, 'ExpandBackward0', source));
  },
});

/** All axes in reverse (`T`), or the last two exchanged (`mT`). */
tensorProperty('T', (_rt, [input], source) => {
  const x = input as TorchTensor;
  return permuted(
    x,
    x.ref.shape.map((_, k) => x.ref.shape.length - 1 - k),
    'PermuteBackward0',
    source,
  );
});
tensorProperty('mT', (rt, [x], source) => transposed(rt, x as TorchTensor, -1, -2, source));

import type { SourceId } from '../../../engine/sources';
import { fromValues } from '../../../engine/tensor/ndarray';
import { sameShape } from '../../../engine/tensor/shape';
import type { Runtime } from '../../core/runtime';
import type { TensorValue, Value } from '../../core/values';
import type { Native } from '../values/objects';
import { checkedSize, NumpyArray, refOf } from './array';
import { mismatch } from './elementwise';
import { axisIn, op, tensorOf, wholes } from './operands';
import { promoteTypes } from './promotion';
import { arraysIn } from './shaping';

function concatenate(rt: Runtime, tensors: readonly TensorValue[], axis: number, source: SourceId): NumpyArray {
  const first = tensors[0];
  if (first === undefined) throw rt.error('ValueError', 'need at least one array to concatenate', source);
  const { rank } = first.array;
  if (rank === 0) throw rt.error('ValueError', 'zero-dimensional arrays cannot be concatenated', source);
  const own = axisIn(rt, axis, rank, source);
  tensors.forEach((tensor, k) => {
    const { shape } = tensor.array;
    if (shape.length !== rank)
      throw mismatch(
        rt,
        `all the input arrays must have same number of dimensions, but the array at index 0 has ${rank} dimension(s) and the array at index ${k} has ${shape.length} dimension(s)`,
        [first, tensor],
        source,
      );
    const wrong = shape.findIndex((extent, at) => at !== own && extent !== first.array.shape[at]);
    if (wrong !== -1)
      throw mismatch(
        rt,
        `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${wrong}, the array at index 0 has size ${first.array.shape[wrong]} and the array at index ${k} has size ${shape[wrong]}`,
        [first, tensor],
        source,
      );
  });
  const dtype = tensors.map(({ array }) => array.dtype).reduce(promoteTypes);
  checkedSize(rt, [tensors.reduce((sum, { array }) => sum + array.size, 0)], source);
  return NumpyArray.of(rt, op(rt, 'concat', tensors, { axis: own, dtype }, source));
}

function stack(rt: Runtime, tensors: readonly TensorValue[], axis: number, source: SourceId): NumpyArray {
  const first = tensors[0];
  if (first === undefined) throw rt.error('ValueError', 'need at least one array to stack', source);
  if (tensors.some(({ array }) => !sameShape(array.shape, first.array.shape)))
    throw rt.error('ValueError', 'all input arrays must have the same shape', source);
  const own = axisIn(rt, axis, first.array.rank + 1, source);
  const dtype = tensors.map(({ array }) => array.dtype).reduce(promoteTypes);
  checkedSize(rt, [first.array.size * tensors.length], source);
  return NumpyArray.of(rt, op(rt, 'stack', tensors, { axis: own, dtype }, source));
}

/** With more axes: `before` in front, and as many behind as are missing. */
function standing(rt: Runtime, tensor: TensorValue, rank: number, source: SourceId): TensorValue {
  const { shape } = tensor.array;
  if (shape.length >= rank) return tensor;
  const wanted =
    rank === 3
      ? shape.length === 2
        ? [...shape, 1]
        : [1, shape[0] ?? 1, 1]
      : [...new Array<number>(rank - shape.length).fill(1), ...shape];
  return op(rt, 'reshape', [tensor], { shape: wanted }, source);
}

const vstack: Native = (rt, [list], source) =>
  concatenate(
    rt,
    arraysIn(rt, list, source).map((tensor) => standing(rt, tensor, 2, source)),
    0,
    source,
  );

function hstack(rt: Runtime, [list]: Value[], source: SourceId): Value {
  const tensors = arraysIn(rt, list, source).map((tensor) => standing(rt, tensor, 1, source));
  return concatenate(rt, tensors, tensors[0]?.array.rank === 1 ? 0 : 1, source);
}

function columns(rt: Runtime, [list]: Value[], source: SourceId): Value {
  const tensors = arraysIn(rt, list, source).map((tensor) =>
    tensor.array.rank < 2 ? op(rt, 'reshape', [tensor], { shape: [tensor.array.size, 1] }, source) : tensor,
  );
  return concatenate(rt, tensors, 1, source);
}

/** Views of parts of an axis. */
function split(rt: Runtime, value: Value, sections: Value, axis: number, isEven: boolean, source: SourceId): Value {
  const ref = refOf(rt, value, source);
  const own = axisIn(rt, axis, ref.shape.length, source);
  const extent = ref.shape[own]!;
  const given = wholes(rt, sections, source);
  let bounds: number[];
  if (Array.isArray(sections) || given.length !== 1 || sections instanceof NumpyArray) bounds = given;
  else {
    const count = given[0]!;
    if (count <= 0) throw rt.error('ValueError', 'number sections must be larger than 0.', source);
    if (isEven && extent % count !== 0)
      throw rt.error('ValueError', 'array split does not result in an equal division', source);
    const large = extent % count;
    const size = Math.floor(extent / count);
    bounds = Array.from({ length: count - 1 }, (_, k) => (k + 1) * size + Math.min(k + 1, large));
  }
  const starts = [0, ...bounds];
  return starts.map((start, k) => {
    const items = ref.shape.map((_, at) => ({
      kind: 'slice' as const,
      start: at === own ? start : null,
      stop: at === own ? (bounds[k] ?? null) : null,
      step: 1,
    }));
    return new NumpyArray(ref.view({ kind: 'index', items }, source)!);
  });
}

function append(rt: Runtime, [value, values, axis]: Value[], source: SourceId): Value {
  const tensors = [tensorOf(rt, value, source), tensorOf(rt, values, source)];
  if (axis !== undefined && axis !== null) return concatenate(rt, tensors, Number(axis), source);
  const flat = tensors.map((tensor) => op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source));
  return concatenate(rt, flat, 0, source);
}

function remove(rt: Runtime, [value, places, axis]: Value[], source: SourceId): Value {
  let tensor = tensorOf(rt, value, source);
  if (axis === undefined || axis === null) tensor = op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source);
  const own = axis === undefined || axis === null ? 0 : axisIn(rt, axis, tensor.array.rank, source);
  const extent = tensor.array.shape[own]!;
  const gone = new Set(
    wholes(rt, places, source).map((place) => {
      if (place < -extent || place >= extent)
        throw rt.error('IndexError', `index ${place} is out of bounds for axis ${own} with size ${extent}`, source);
      return place < 0 ? place + extent : place;
    }),
  );
  const kept = Array.from({ length: extent }, (_, k) => k).filter((k) => !gone.has(k));
  const indices = fromValues(kept, [kept.length], 'int32');
  return NumpyArray.of(rt, op(rt, 'take', [tensor], { axis: own, indices }, source));
}

/** Functions that join arrays and take them apart. */
export const joining: Readonly<Record<string, Native>> = {
  'concatenate(arrays, axis=)': (rt, [list, axis], source) => {
    const tensors = arraysIn(rt, list, source);
    if (axis === null) {
      const flat = tensors.map((tensor) => op(rt, 'reshape', [tensor], { shape: [tensor.array.size] }, source));
      return concatenate(rt, flat, 0, source);
    }
    return concatenate(rt, tensors, axis === undefined ? 0 : wholes(rt, axis, source)[0]!, source);
  },
  'stack(arrays, axis=)': (rt, [list, axis], source) =>
    stack(rt, arraysIn(rt, list, source), axis === undefined ? 0 : wholes(rt, axis, source)[0]!, source),
  'vstack(tup)': vstack,
  'row_stack(tup)': vstack,
  'hstack(tup)': hstack,
  'dstack(tup)': (rt, [list], source) =>
    concatenate(
      rt,
      arraysIn(rt, list, source).map((tensor) => standing(rt, tensor, 3, source)),
      2,
      source,
    ),
  'column_stack(tup)': columns,
  'append(arr, values, axis=)': append,
  'delete(arr, obj, axis=)': remove,
  'split(ary, indices_or_sections, axis=)': (rt, [a, sections, axis], source) =>
    split(rt, a, sections, axis === undefined ? 0 : wholes(rt, axis, source)[0]!, true, source),
  'array_split(ary, indices_or_sections, axis=)': (rt, [a, sections, axis], source) =>
    split(rt, a, sections, axis === undefined ? 0 : wholes(rt, axis, source)[0]!, false, source),
  'vsplit(ary, indices_or_sections)': (rt, [a, sections], source) => split(rt, a, sections, 0, true, source),
  'hsplit(ary, indices_or_sections)': (rt, [a, sections], source) =>
    split(rt, a, sections, refOf(rt, a, source).shape.length > 1 ? 1 : 0, true, source),
};

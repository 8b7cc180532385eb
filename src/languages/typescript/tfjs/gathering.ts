import { isError } from '../../../engine/tensor/error';
import { wrappedIndices } from '../../../engine/tensor/indexing';
import { type NdArray, zeros } from '../../../engine/tensor/ndarray';
import { shapeText } from '../../../engine/tensor/shape';
import { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { axisIn } from './joining';
import type { TensorObject } from './tensorObject';

function inRange(call: TfCall, indices: NdArray, x: TensorValue, axis: number, label: string): void {
  const extent = x.array.shape[axis]!;
  const values = indices.values();
  for (let k = 0; k < values.length; k++) {
    const index = values[k]!;
    if (index >= 0 && index < extent) continue;
    throw call.mismatch(
      `${call.name}: the index value ${index} is not in [0, ${extent - 1}], the places on axis ${axis} of ${call.called(x, label)} (shape ${shapeText(x.array.shape)})`,
    );
  }
}

function gather(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const indices = call.tensor(1, 'indices', 'int32').array;
  const axis = axisIn(call, x, call.whole(2, 'axis', 0));
  const batchDims = call.whole(3, 'batchDims', 0);
  const whole = call.whole32(indices);
  inRange(call, whole, x, axis, 'x');
  if (batchDims === 0) return call.op('take', [x], { axis, indices: whole });
  return batched(call, x, whole, axis, batchDims < 0 ? batchDims + whole.rank : batchDims);
}

/** Each entry of the first axes has indices of its own. */
function batched(call: TfCall, x: TensorValue, indices: NdArray, axis: number, batchDims: number): TensorObject {
  const { shape } = x.array;
  const batch = shape.slice(0, batchDims);
  if (batch.some((extent, k) => extent !== indices.shape[k]) || axis < batchDims) {
    throw call.mismatch(
      `gather: the first ${batchDims} axes of ${call.called(x, 'x')}, of shape ${shapeText(shape)}, are not those of the indices, of shape ${shapeText(indices.shape)}`,
    );
  }
  const own = indices.shape.slice(batchDims);
  // The index arrays of the batch axes count up; those axes and the indices come first, the rest keeps its order.
  const spread = (k: number) => {
    const line = zeros('int32', [shape[k]!]);
    for (let i = 0; i < line.size; i++) line.data[i] = i;
    return new TensorValue(line, null);
  };
  const arrays = batch.map((extent, k) => {
    const lined = [...batch.map((_, each) => (each === k ? extent : 1)), ...own.map(() => 1)];
    return { kind: 'array', indices: call.value('reshape', [spread(k)], { shape: lined }).array } as const;
  });
  const between = axis - batchDims;
  const moved = [...batch.keys(), axis, ...[...shape.keys()].filter((k) => k >= batchDims && k !== axis)];
  const front = between === 0 ? x : call.value('transpose', [x], { order: moved });
  const picked = call.value('index', [front], { items: [...arrays, { kind: 'array', indices }] });
  if (between === 0) return call.tensorObject(picked);
  // Back to where the axis stood: batch, axes before it, indices, axes after it.
  const first = batchDims + own.length;
  const order = [
    ...batch.keys(),
    ...Array.from({ length: between }, (_, k) => first + k),
    ...own.map((_, k) => batchDims + k),
    ...Array.from({ length: picked.array.rank - first - between }, (_, k) => first + between + k),
  ];
  return call.op('transpose', [picked], { order });
}

/** The last axis of the indices names a place on the first axes. */
function places(call: TfCall, indices: NdArray, x: TensorValue, label: string) {
  const depth = indices.shape.at(-1) ?? 0;
  if (indices.rank < 1 || depth > x.array.rank) {
    throw call.mismatch(
      `${call.name}: indices of shape ${shapeText(indices.shape)} name ${depth} axes, but ${call.called(x, label)} has shape ${shapeText(x.array.shape)}`,
    );
  }
  return Array.from({ length: depth }, (_, axis) => {
    const one = call.value('index', [new TensorValue(indices, null)], {
      items: [{ kind: 'ellipsis' }, { kind: 'at', index: axis }],
    }).array;
    inRange(call, one, x, axis, label);
    const wrapped = wrappedIndices(one, x.array.shape, axis);
    if (isError(wrapped)) throw call.failed(wrapped, [call.called(x, label)]);
    return { kind: 'array', indices: wrapped } as const;
  });
}

function gatherND(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const indices = call.whole32(call.tensor(1, 'indices', 'int32').array);
  return call.op('index', [x], { items: places(call, indices, x, 'x') });
}

function scatter(call: TfCall, base: TensorValue, indices: NdArray, updates: TensorValue, adds: boolean): TensorObject {
  const items = places(call, indices, base, 'tensor');
  return call.op('setIndex', [base, updates], { items, accumulate: adds });
}

function scatterND(call: TfCall): TensorObject {
  const indices = call.whole32(call.tensor(0, 'indices', 'int32').array);
  const updates = call.tensor(1, 'updates');
  const shape = call.list(2, 'shape');
  const empty = call.made(shape, () => zeros(updates.array.dtype, shape)).tensor;
  return scatter(call, empty, indices, updates, true);
}

function segments(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const ids = call.whole32(call.tensor(1, 'segmentIds', 'int32').array);
  const count = call.whole(2, 'numSegments', 0);
  if (ids.rank !== 1 || ids.size !== x.array.shape[0]) {
    throw call.mismatch(
      `unsortedSegmentSum: segmentIds of shape ${shapeText(ids.shape)} must have one number for each entry of ${call.called(x, 'x')}, of shape ${shapeText(x.array.shape)}`,
    );
  }
  const shape = [count, ...x.array.shape.slice(1)];
  const empty = call.made(shape, () => zeros(x.array.dtype, shape)).tensor;
  inRange(call, ids, empty, 0, 'the segments');
  return call.op('setIndex', [empty, x], { items: [{ kind: 'array', indices: ids }], accumulate: true });
}

/** Elements by their places. */
export const gathering: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['gather', gather],
  ['gatherND', gatherND],
  ['scatterND', scatterND],
  [
    'tensorScatterUpdate',
    (call) => {
      const indices = call.whole32(call.tensor(1, 'indices', 'int32').array);
      return scatter(call, call.tensor(0, 'tensor'), indices, call.tensor(2, 'updates'), false);
    },
  ],
  ['unsortedSegmentSum', segments],
]);

import { type IndexItem, sliceOf } from '../../../engine/tensor/indexing';
import { shapeText } from '../../../engine/tensor/shape';
import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { ranked } from './linearAlgebra';
import type { TensorObject } from './tensorObject';

/** `begin` and `size` may be shorter than the shape; a size of −1, or none, goes to the end. */
function slice(call: TfCall, x: TensorValue): TensorObject {
  const { rank, shape } = x.array;
  if (rank === 0) throw call.wrong('Slicing scalar is not possible');
  const begin = call.list(1, 'begin');
  const size = call.has(2) ? call.list(2, 'size') : [];
  if (begin.length > rank || size.length > rank) {
    throw call.mismatch(
      `slice: ${call.called(x, 'x')} has ${rank} axes (shape ${shapeText(shape)}), but \`begin\` and \`size\` name ${Math.max(begin.length, size.length)}`,
    );
  }
  const items = shape.map((extent, axis): IndexItem => {
    const start = begin[axis] ?? 0;
    const count = size[axis] ?? -1;
    const stop = count === -1 ? extent : start + count;
    if (start < 0 || stop > extent || stop < start || count < -1) {
      throw call.mismatch(
        `Error in slice: begin ${start} and size ${count} do not fit axis ${axis} of ${call.called(x, 'x')}, which has ${extent} elements (shape ${shapeText(shape)})`,
      );
    }
    return { kind: 'slice', start, stop, step: 1 };
  });
  return call.op('index', [x], { items });
}

const bit = (mask: number, k: number) => ((mask >> k) & 1) === 1;

/** Slices as in Python; each bit of a mask concerns one entry. */
function stridedSlice(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const { shape, rank } = x.array;
  const begin = call.list(1, 'begin');
  const end = call.list(2, 'end');
  const strides = call.has(3) ? call.list(3, 'strides') : begin.map(() => 1);
  const masks = [4, 5, 6, 7, 8].map((k) => call.whole(k, 'mask', 0)) as [number, number, number, number, number];
  const [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] = masks;
  const items: IndexItem[] = [];
  const used = begin.filter((_, k) => !bit(newAxisMask, k) && !bit(ellipsisMask, k)).length;
  if (used > rank)
    throw call.mismatch(
      `stridedSlice: ${begin.length} entries are too many for ${call.called(x, 'x')} of shape ${shapeText(shape)}`,
    );
  for (let k = 0; k < begin.length; k++) {
    if (bit(ellipsisMask, k)) items.push({ kind: 'ellipsis' });
    else if (bit(newAxisMask, k)) items.push({ kind: 'newaxis' });
    else if (bit(shrinkAxisMask, k)) items.push({ kind: 'at', index: begin[k]! });
    else {
      const step = strides[k]!;
      if (step === 0) throw call.wrong('strides cannot be zero');
      items.push({
        kind: 'slice',
        start: bit(beginMask, k) ? null : begin[k]!,
        stop: bit(endMask, k) ? null : end[k]!,
        step,
      });
    }
  }
  return call.op('index', [x], { items });
}

/** How many elements of an axis a slice takes; for messages and tests. */
export const sliceLength = (extent: number, start: number, stop: number) => sliceOf(extent, start, stop, 1).count;

export const slicing: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['slice', (call) => slice(call, call.tensor(0, 'x'))],
  ...([1, 2, 3, 4] as const).map((rank): [string, TfFunction] => [
    `slice${rank}d`,
    (call) => slice(call, ranked(call, call.tensor(0, 'x'), 'x', rank)),
  ]),
  ['stridedSlice', stridedSlice],
]);

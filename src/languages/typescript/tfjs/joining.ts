import { isError } from '../../../engine/tensor/error';
import { axisOf, shapeText } from '../../../engine/tensor/shape';
import type { TensorValue } from '../../core/values';
import { isArray } from '../objects';
import type { TfCall, TfDtype, TfFunction } from './call';
import { ranked } from './linearAlgebra';
import type { TensorObject } from './tensorObject';

/** Joins tensors along an axis that they have. */
export function concat(call: TfCall, list: readonly TensorValue[], axis: number): TensorObject {
  if (list.length === 0) throw call.wrong('Pass at least one tensor to concat');
  // As in the library, the first tensor decides on the type.
  const dtype = list[0]!.array.dtype as TfDtype;
  const tensors = list.map((tensor) => call.cast(tensor, dtype));
  if (tensors.length === 1) return call.op('alias', tensors, { dtype });
  return call.op('concat', tensors, { axis, dtype });
}

export function stack(call: TfCall, list: readonly TensorValue[], axis: number): TensorObject {
  if (list.length === 0) throw call.wrong('Pass at least one tensor to tf.stack');
  // As in the library, the first tensor decides on the type.
  const dtype = list[0]!.array.dtype as TfDtype;
  const tensors = list.map((tensor) => call.cast(tensor, dtype));
  return call.op('stack', tensors, { axis, dtype });
}

/** An axis of a tensor, counted from the front. */
export function axisIn(call: TfCall, x: TensorValue, axis: number, label = 'x'): number {
  const found = axisOf(axis, x.array.rank);
  if (!isError(found)) return found;
  throw call.failed(found, [call.called(x, label)]);
}

function part(call: TfCall, x: TensorValue, axis: number, start: number, stop: number): TensorObject {
  const before = Array.from({ length: axis }, () => ({ kind: 'slice', start: null, stop: null, step: 1 }) as const);
  return call.op('index', [x], { items: [...before, { kind: 'slice', start, stop, step: 1 }] });
}

function split(call: TfCall): TensorObject[] {
  const x = call.tensor(0, 'x');
  const axis = axisIn(call, x, call.whole(2, 'axis', 0));
  const extent = x.array.shape[axis]!;
  let sizes: number[];
  if (isArray(call.args[1])) {
    sizes = call.list(1, 'numOrSizeSplits');
    const known = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
    sizes = sizes.map((size) => (size === -1 ? extent - known : size));
    if (sizes.reduce((sum, size) => sum + size, 0) !== extent) {
      throw call.mismatch(
        `The sum of sizes [${sizes}] must match the size of axis ${axis} of ${call.called(x, 'x')}, which is ${extent}`,
      );
    }
  } else {
    const count = call.whole(1, 'numOrSizeSplits', 1);
    if (count <= 0 || extent % count !== 0) {
      throw call.mismatch(
        `Number of splits must evenly divide the axis: axis ${axis} of ${call.called(x, 'x')}, of shape ${shapeText(x.array.shape)}, has ${extent}, which is not divisible by ${count}`,
      );
    }
    sizes = new Array<number>(count).fill(extent / count);
  }
  call.rt.checkGrowth(sizes.length, call.source);
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return part(call, x, axis, start - size, start);
  });
}

function unstack(call: TfCall): TensorObject[] {
  const x = call.tensor(0, 'x');
  const axis = axisIn(call, x, call.whole(1, 'axis', 0));
  const before = Array.from({ length: axis }, () => ({ kind: 'slice', start: null, stop: null, step: 1 }) as const);
  return Array.from({ length: x.array.shape[axis]! }, (_, index) =>
    call.op('index', [x], { items: [...before, { kind: 'at', index }] }),
  );
}

const byRank = ([1, 2, 3, 4] as const).map((rank): [string, TfFunction] => [
  `concat${rank}d`,
  (call) => {
    const list = call.tensors(0, 'tensors');
    for (const each of list) ranked(call, each, 'tensors', rank);
    return concat(call, list, rank === 1 ? 0 : call.whole(1, 'axis', 0));
  },
]);

/** Joining and taking apart. */
export const joining: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['concat', (call) => concat(call, call.tensors(0, 'tensors'), call.whole(1, 'axis', 0))],
  ['stack', (call) => stack(call, call.tensors(0, 'tensors'), call.whole(1, 'axis', 0))],
  ['split', split],
  ['unstack', unstack],
  ...byRank,
]);

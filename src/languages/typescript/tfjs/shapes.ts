import { isError } from '../../../engine/tensor/error';
import { axesOf, shapeText, signedText, sizeOf } from '../../../engine/tensor/shape';
import type { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { ranked } from './linearAlgebra';
import { TensorObject } from './tensorObject';

function reshape(call: TfCall, x: TensorValue, shape: readonly number[]): TensorObject {
  return call.op('reshape', [x], { shape });
}

/** The axes of a call, counted from the front; a failure names the tensor. */
export function axesIn(call: TfCall, x: TensorValue, axes: readonly number[] | null, label = 'x'): number[] {
  const found = axesOf(axes, x.array.rank);
  if (!isError(found)) return found;
  throw call.failed(found, [call.called(x, label)]);
}

function squeeze(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const { shape } = x.array;
  const given = call.axes(1);
  const axes = axesIn(call, x, given?.length === 0 ? null : given);
  const wrong = given === null ? undefined : axes.find((axis) => shape[axis] !== 1);
  if (wrong !== undefined) {
    throw call.mismatch(
      `Can't squeeze axis ${wrong} of ${call.called(x, 'x')}, of shape ${shapeText(shape)}: it has ${shape[wrong]} elements, not 1`,
    );
  }
  return reshape(
    call,
    x,
    shape.filter((extent, axis) => extent !== 1 || !axes.includes(axis)),
  );
}

function expandDims(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const { rank, shape } = x.array;
  const axis = call.whole(1, 'axis', 0);
  if (axis < -(rank + 1) || axis > rank) {
    throw call.wrong(
      `expandDims: there is no axis ${signedText(axis)} to put into ${call.called(x, 'x')}, of shape ${shapeText(shape)}; it goes from ${signedText(-(rank + 1))} to ${rank}`,
    );
  }
  return reshape(call, x, shape.toSpliced(axis < 0 ? axis + rank + 1 : axis, 0, 1));
}

function pad(call: TfCall, widths: readonly (readonly [number, number])[], valueAt: number): TensorObject {
  const x = call.tensor(0, 'x');
  if (x.array.rank === 0) throw call.wrong('pad(scalar) is not defined. Pass non-scalar to pad');
  return call.op('pad', [x], { widths, mode: 'constant', value: call.number(valueAt, 0) });
}

/** Pairs of numbers: how much is put before and after each axis. */
export function pairs(call: TfCall, k: number, label: string, rank: number): [number, number][] {
  const { shape, numbers } = call.nested(call.args[k], label);
  if (shape.length !== 2 || shape[1] !== 2 || shape[0] !== rank) {
    throw call.mismatch(
      `${call.name}: \`${label}\` must hold a pair of numbers for each of the ${rank} axes, but its shape is ${shapeText(shape)}`,
    );
  }
  const plain = numbers.map((number) => (typeof number === 'number' ? number : number.value));
  return Array.from({ length: rank }, (_, axis) => [plain[2 * axis]!, plain[2 * axis + 1]!]);
}

function mirrorPad(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const mode = call.text(2);
  if (mode !== 'reflect' && mode !== 'symmetric')
    throw call.wrong(`Invalid mode. Mode must be either reflect or symmetric. Got ${String(call.args[2])}.`);
  const widths = pairs(call, 1, 'paddings', x.array.rank);
  const most = mode === 'reflect' ? 1 : 0;
  for (const [axis, width] of widths.entries()) {
    const extent = x.array.shape[axis]!;
    if (width.some((each) => each < 0 || each > extent - most))
      throw call.wrong(
        `mirrorPad: axis ${axis} has ${extent} elements, so at most ${extent - most} can be mirrored, not [${width}]`,
      );
  }
  return call.op('pad', [x], { widths, mode });
}

function order(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const perm = call.has(1) ? call.list(1, 'perm') : null;
  if (perm !== null && perm.length !== x.array.rank) {
    throw call.wrong(
      `Error in transpose: rank of input ${x.array.rank} must match length of perm ${perm.length} ([${perm}])`,
    );
  }
  return call.op('transpose', [x], { order: perm });
}

function depthToSpace(call: TfCall): TensorObject {
  const x = ranked(call, call.tensor(0, 'x'), 'x', 4);
  const block = call.whole(1, 'blockSize', 2);
  if ((call.text(2) ?? 'NHWC') !== 'NHWC') throw call.rt.unsupported('`depthToSpace` takes NHWC here', call.source);
  const [n, h, w, c] = x.array.shape as [number, number, number, number];
  const depth = c / (block * block);
  if (!Number.isInteger(depth))
    throw call.wrong(
      `Dimension size must be evenly divisible by ${block * block} but is ${c} for depthToSpace with input shape ${shapeText(x.array.shape)}`,
    );
  const cut = call.value('reshape', [x], { shape: [n, h, w, block, block, depth] });
  const moved = call.value('transpose', [cut], { order: [0, 1, 3, 2, 4, 5] });
  return reshape(call, moved, [n, h * block, w * block, depth]);
}

const byRank = ([1, 2, 3, 4] as const).flatMap((rank): [string, TfFunction][] => [
  [
    `reverse${rank}d`,
    (call) => {
      const x = ranked(call, call.tensor(0, 'x'), 'x', rank);
      return call.op('flip', [x], { axes: rank === 1 ? [0] : call.axes(1) });
    },
  ],
  [
    `pad${rank}d`,
    (call) => {
      if (rank > 1) return pad(call, pairs(call, 1, 'paddings', rank), 2);
      const [before = 0, after = 0] = call.list(1, 'paddings');
      return pad(call, [[before, after]], 2);
    },
  ],
]);

/** The same elements in another arrangement. */
export const shapes: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['reshape', (call) => reshape(call, call.tensor(0, 'x'), call.list(1, 'shape'))],
  ['squeeze', squeeze],
  ['expandDims', expandDims],
  ['transpose', order],
  ['reverse', (call) => call.op('flip', [call.tensor(0, 'x')], { axes: call.axes(1) })],
  [
    'broadcastTo',
    (call) => {
      const x = call.tensor(0, 'x');
      const shape = call.list(1, 'shape');
      if (shape.some((extent) => extent < 1))
        throw call.mismatch(`broadcastTo(): Invalid broadcast shape ${shapeText(shape)}.`);
      call.rt.checkSize(sizeOf(shape), call.source, 0);
      return call.op('expand', [x], { shape });
    },
  ],
  [
    'tile',
    (call) => {
      const x = call.tensor(0, 'x');
      const repeats = call.list(1, 'reps');
      if (repeats.length !== x.array.rank) {
        throw call.wrong(
          `Error in transpose: rank of input ${x.array.rank} must match length of reps ${repeats.length}.`.replace(
            'transpose',
            'tile',
          ),
        );
      }
      return call.op('tile', [x], { repeats });
    },
  ],
  [
    'pad',
    (call) => {
      const x = call.tensor(0, 'x');
      return pad(call, x.array.rank === 0 ? [] : pairs(call, 1, 'paddings', x.array.rank), 2);
    },
  ],
  ['mirrorPad', mirrorPad],
  ['depthToSpace', depthToSpace],
  ['clone', (call) => call.op('alias', [call.tensor(0, 'x')], {})],
  [
    'cast',
    (call) => {
      const dtype = call.dtype(1);
      if (dtype === undefined) throw call.wrong("cast takes the type of the result, such as 'int32'");
      return new TensorObject(call.cast(call.tensor(0, 'x'), dtype));
    },
  ],
  [
    'ensureShape',
    (call) => {
      const x = call.tensor(0, 'x');
      const shape = call.list(1, 'shape');
      if (shape.length === x.array.rank && shape.every((extent, axis) => extent === x.array.shape[axis]))
        return call.args[0];
      throw call.mismatch(
        `EnsureShape: the shape ${shapeText(x.array.shape)} of ${call.called(x, 'x')} is not ${shapeText(shape)}`,
      );
    },
  ],
  ...byRank,
]);

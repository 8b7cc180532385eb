import type { IndexItem } from '../../../engine/tensor/indexing';
import { shapeText, sizeOf } from '../../../engine/tensor/shape';
import type { TfCall, TfFunction } from './call';
import { pairs } from './shapes';
import type { TensorObject } from './tensorObject';

/** Blocks of the axes after the first become entries of the first. */
function spaceToBatch(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const block = call.list(1, 'blockShape');
  const widths = pairs(call, 2, 'paddings', block.length);
  const rest = x.array.shape.slice(1 + block.length);
  const all = [[0, 0] as const, ...widths, ...rest.map(() => [0, 0] as const)];
  const padded = call.value('pad', [x], { widths: all, mode: 'constant', value: 0 });
  const spatial = padded.array.shape.slice(1, 1 + block.length);
  const wrong = spatial.findIndex((extent, k) => extent % block[k]! !== 0);
  if (wrong >= 0) {
    throw call.mismatch(
      `spaceToBatchND: axis ${wrong + 1} of ${call.called(x, 'x')}, of shape ${shapeText(x.array.shape)}, has ${spatial[wrong]} elements with its padding, which blocks of ${block[wrong]} do not divide`,
    );
  }
  const batch = padded.array.shape[0]!;
  const cut = spatial.flatMap((extent, k) => [extent / block[k]!, block[k]!]);
  const pieces = call.value('reshape', [padded], { shape: [batch, ...cut, ...rest] });
  const m = block.length;
  const order = [
    ...block.map((_, k) => 2 * k + 2),
    0,
    ...block.map((_, k) => 2 * k + 1),
    ...rest.map((_, k) => 2 * m + 1 + k),
  ];
  const moved = call.value('transpose', [pieces], { order });
  const shape = [batch * sizeOf(block), ...spatial.map((extent, k) => extent / block[k]!), ...rest];
  return call.op('reshape', [moved], { shape });
}

/** The reverse: entries of the first axis become blocks of those after it. */
function batchToSpace(call: TfCall): TensorObject {
  const x = call.tensor(0, 'x');
  const block = call.list(1, 'blockShape');
  const crops = pairs(call, 2, 'crops', block.length);
  const m = block.length;
  const spatial = x.array.shape.slice(1, 1 + m);
  const rest = x.array.shape.slice(1 + m);
  const batch = x.array.shape[0]! / sizeOf(block);
  if (!Number.isInteger(batch)) {
    throw call.mismatch(
      `batchToSpaceND: the first axis of ${call.called(x, 'x')}, of shape ${shapeText(x.array.shape)}, is no multiple of ${sizeOf(block)}, the size of a block`,
    );
  }
  const pieces = call.value('reshape', [x], { shape: [...block, batch, ...spatial, ...rest] });
  const order = [m, ...block.flatMap((_, k) => [m + 1 + k, k]), ...rest.map((_, k) => 2 * m + 1 + k)];
  const moved = call.value('transpose', [pieces], { order });
  const whole = call.value('reshape', [moved], {
    shape: [batch, ...spatial.map((extent, k) => extent * block[k]!), ...rest],
  });
  const items = crops.map(([before, after], k): IndexItem => {
    const extent = spatial[k]! * block[k]!;
    return { kind: 'slice', start: before, stop: extent - after, step: 1 };
  });
  return call.op('index', [whole], { items: [{ kind: 'slice', start: null, stop: null, step: 1 }, ...items] });
}

export const blocks: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['spaceToBatchND', spaceToBatch],
  ['batchToSpaceND', batchToSpace],
]);

import { arange, arangeLength, eye, linspace, oneHot } from '../../../engine/tensor/create';
import { filled, fromValues } from '../../../engine/tensor/ndarray';
import { shapeText, sizeOf } from '../../../engine/tensor/shape';
import { packed } from '../../core/tensors';
import { Tracked, type Value } from '../../core/values';
import { isArray } from '../objects';
import { TypedArray } from '../typedArray';
import type { TfCall, TfDtype, TfFunction } from './call';
import { TensorObject } from './tensorObject';

/** `tf.tensor(values, shape, dtype)`; with a rank, that of `tf.tensor2d` and the like. */
function tensorOf(call: TfCall, rank: number | null, shapeAt: number | null, dtypeAt: number): TensorObject {
  const value = call.args[0];
  if (value instanceof TensorObject) throw call.wrong(`${call.name} takes numbers; use tf.clone for a tensor`);
  const { shape, numbers, found } = call.nested(value, 'values');
  const wanted = shapeAt !== null && call.has(shapeAt) ? call.list(shapeAt, 'shape') : null;
  if (rank !== null && shape.length !== rank && !(shape.length === 1 && wanted !== null)) {
    throw call.mismatch(
      rank === 1
        ? `tensor1d() requires values to be a flat/TypedArray, but the values given have shape ${shapeText(shape)}`
        : `${call.name}() requires values to be nested ${rank} deep, or flat with a shape, but they have shape ${shapeText(shape)}`,
    );
  }
  if (rank !== null && wanted !== null && wanted.length !== rank) {
    throw call.mismatch(`${call.name}() requires shape to have ${rank} numbers, but it is ${shapeText(wanted)}`);
  }
  if (wanted !== null && sizeOf(wanted) !== numbers.length) {
    throw call.mismatch(`${call.name}: ${numbers.length} values do not fill the shape ${shapeText(wanted)}`);
  }
  const dtype: TfDtype = call.dtype(dtypeAt) ?? found;
  const array = fromValues(
    numbers.map((number) => (number instanceof Tracked ? number.value : number)),
    wanted ?? shape,
    dtype,
  );
  return new TensorObject(packed(call.rt, dtype === 'float32' ? numbers : [], array, call.source));
}

const ranked = ([1, 2, 3, 4, 5, 6] as const).map((rank): [string, TfFunction] => [
  `tensor${rank}d`,
  (call) => tensorOf(call, rank, rank === 1 ? null : 1, rank === 1 ? 1 : 2),
]);

function isList(value: Value): boolean {
  return isArray(value) || value instanceof TypedArray;
}

function constantOf(value: number): TfFunction {
  return (call) => {
    const shape = call.list(0, 'shape');
    const dtype = call.dtype(1) ?? 'float32';
    return call.made(shape, () => filled(dtype, shape, value));
  };
}

/** `tf.fill`: a number whose origin is known keeps it. */
function fill(call: TfCall): TensorObject {
  const shape = call.list(0, 'shape');
  const value = call.args[1];
  const dtype = call.dtype(2) ?? (typeof value === 'boolean' ? 'bool' : 'float32');
  if (value instanceof Tracked && dtype === 'float32') {
    call.made(shape, () => filled(dtype, shape, 0));
    return call.op('expand', [call.tensor(1, 'value')], { shape });
  }
  return call.made(shape, () => filled(dtype, shape, call.number(1, 0)));
}

function range(call: TfCall): TensorObject {
  const [start, stop] = [call.number(0, 0), call.number(1, 0)];
  const step = call.number(2, 1);
  const dtype = call.dtype(3) ?? 'float32';
  if (step === 0) throw call.wrong('Cannot have a step of zero');
  const isEmpty = start === stop || (start < stop && step < 0) || (stop < start && step > 1);
  // Counting down, a step of 1 stands for one of -1.
  const own = stop < start && step === 1 ? -1 : step;
  const count = isEmpty ? 0 : arangeLength(start, stop, own);
  return call.made([count], () => (isEmpty ? filled(dtype, [0], 0) : arange(start, stop, own, dtype)));
}

function identity(call: TfCall): TensorObject {
  const rows = call.whole(0, 'numRows', 0);
  const columns = call.whole(1, 'numColumns', rows);
  const batch = call.has(2) ? call.list(2, 'batchShape') : [];
  const dtype = call.dtype(3) ?? 'float32';
  const shape = [...batch, rows, columns];
  const one = call.made([rows, columns], () => eye(rows, columns, 0, dtype));
  if (batch.length === 0) return one;
  call.made(shape, () => filled(dtype, shape, 0));
  return call.op('expand', [one.tensor], { shape });
}

/** Tensors from numbers. */
export const creation: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['tensor', (call) => tensorOf(call, null, 1, 2)],
  ...ranked,
  [
    'scalar',
    (call) => {
      if (isList(call.args[0]))
        throw call.wrong('If creating a Tensor from a list, use tf.tensor instead of tf.scalar');
      return tensorOf(call, 0, null, 1);
    },
  ],
  ['zeros', constantOf(0)],
  ['ones', constantOf(1)],
  ['fill', fill],
  ['range', range],
  ['eye', identity],
  [
    'linspace',
    (call) => {
      const count = call.whole(2, 'num', 0);
      if (count <= 0) throw call.wrong('The number of values should be positive.');
      return call.made([count], () => linspace(call.number(0, 0), call.number(1, 0), count, 'float32'));
    },
  ],
  [
    'oneHot',
    (call) => {
      const indices = call.tensor(0, 'indices', 'int32').array;
      const depth = call.whole(1, 'depth', 0);
      if (depth < 2) throw call.wrong(`Error in oneHot: depth must be >=2, but it is ${depth}`);
      const dtype = call.dtype(4) ?? 'int32';
      return call.made([...indices.shape, depth], () =>
        oneHot(indices, depth, dtype, call.number(2, 1), call.number(3, 0)),
      );
    },
  ],
  [
    'meshgrid',
    (call) => {
      if (!call.has(0)) return [];
      const x = call.tensor(0, 'x');
      const columns = call.value('reshape', [x], { shape: [-1] });
      if (!call.has(1)) return call.objects([columns]);
      const rows = call.value('reshape', [call.tensor(1, 'y')], { shape: [-1] });
      const [w, h] = [columns.array.size, rows.array.size];
      const isMatrix = call.option(2, 'indexing') === 'ij';
      const shape = isMatrix ? [w, h] : [h, w];
      call.made(shape, () => filled('float32', shape, 0));
      const spread = (list: typeof columns, axis: number) => {
        const line = axis === 0 ? [list.array.size, 1] : [1, list.array.size];
        return call.op('expand', [call.value('reshape', [list], { shape: line })], { shape });
      };
      return [spread(columns, isMatrix ? 0 : 1), spread(rows, isMatrix ? 1 : 0)];
    },
  ],
  [
    'diag',
    (call) => {
      const x = call.tensor(0, 'x');
      const flat = call.value('reshape', [x], { shape: [-1] });
      const matrix = call.value('diagonalMatrix', [flat], { offset: 0 });
      return call.op('reshape', [matrix], { shape: [...x.array.shape, ...x.array.shape] });
    },
  ],
]);

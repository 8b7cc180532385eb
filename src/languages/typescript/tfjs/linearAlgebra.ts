import { shapeText } from '../../../engine/tensor/shape';
import type { TensorValue, Value } from '../../core/values';
import { isArray } from '../objects';
import type { TfCall, TfFunction } from './call';

/** Says so where a tensor has not as many axes as the function takes. */
export function ranked(call: TfCall, tensor: TensorValue, label: string, ...ranks: readonly number[]): TensorValue {
  const { rank, shape } = tensor.array;
  if (ranks.includes(rank)) return tensor;
  throw call.mismatch(
    `${call.name} takes ${label} of rank ${ranks.join(' or ')}, but ${call.called(tensor, label)} has rank ${rank} (shape ${shapeText(shape)})`,
  );
}

export const linearAlgebra: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  [
    'matMul',
    (call) => {
      const { tensors } = call.alike([call.tensor(0, 'a'), call.tensor(1, 'b')]);
      for (const [k, tensor] of tensors.entries()) {
        const { rank, shape } = tensor.array;
        if (rank >= 2) continue;
        const label = call.called(tensor, k === 0 ? 'a' : 'b');
        throw call.mismatch(
          `Error in matMul: inputs must have at least rank 2, but ${label} has rank ${rank} (shape ${shapeText(shape)}); use tf.dot, or make it a matrix with \`.reshape\``,
        );
      }
      return call.op('matmul', tensors, { transposeA: call.flag(2), transposeB: call.flag(3) });
    },
  ],
  [
    'dot',
    (call) => {
      const { tensors, dtype } = call.alike([call.tensor(0, 't1'), call.tensor(1, 't2')]);
      const [a, b] = tensors as [TensorValue, TensorValue];
      ranked(call, a, 't1', 1, 2);
      ranked(call, b, 't2', 1, 2);
      return a.array.rank === 1 && b.array.rank === 1
        ? call.op('dot', [a, b], { dtype })
        : call.op('matmul', [a, b], {});
    },
  ],
  [
    'outerProduct',
    (call) => {
      const { tensors, dtype } = call.alike([call.tensor(0, 'v1'), call.tensor(1, 'v2')]);
      const [a, b] = tensors as [TensorValue, TensorValue];
      ranked(call, a, 'v1', 1);
      ranked(call, b, 'v2', 1);
      return call.op('outer', [a, b], { dtype });
    },
  ],
  [
    'einsum',
    (call) => {
      const subscripts = call.text(0);
      if (subscripts === null)
        throw call.wrong("einsum takes its equation first, such as tf.einsum('ij,jk->ik', a, b)");
      if (!subscripts.includes('->')) throw call.wrong('Equations without an arrow are not supported.');
      const { tensors, dtype } = call.alike(call.args.slice(1).map((arg) => call.toTensor(arg, 'tensors')));
      if (tensors.length === 0) throw call.wrong('einsum takes at least one tensor after its equation');
      return call.op('einsum', tensors, { subscripts, dtype });
    },
  ],
]);

/** Vectors made orthogonal to those before them, each of length 1. */
function orthonormal(call: TfCall): Value {
  const given = call.args[0];
  const isList = isArray(given);
  const x = isList ? null : ranked(call, call.tensor(0, 'xs'), 'xs', 2);
  const rows =
    x === null
      ? call.tensors(0, 'xs')
      : Array.from({ length: x.array.shape[0]! }, (_, index) =>
          call.value('index', [x], { items: [{ kind: 'at', index }] }),
        );
  const found: TensorValue[] = [];
  for (const row of rows) {
    ranked(call, row, 'xs', 1);
    let rest = row;
    for (const before of found) {
      const along = call.value('mul', [call.value('dot', [before, rest], {}), before], {});
      rest = call.value('sub', [rest, along], {});
    }
    const length = call.value('norm', [rest], { axes: null, keepDims: false, order: 2 });
    found.push(call.value('div', [rest, length], {}));
  }
  return isList ? call.objects(found) : call.op('stack', found, { axis: 0 });
}

/** `tf.linalg`. */
export const linalg: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['gramSchmidt', orthonormal],
  [
    'bandPart',
    (call) => {
      const a = call.tensor(0, 'a');
      const [rows, columns] = [a.array.shape.at(-2) ?? 0, a.array.shape.at(-1) ?? 0];
      const [below, above] = [call.whole(1, 'numLower', -1), call.whole(2, 'numUpper', -1)];
      const lower = call.value('tril', [a], { offset: above < 0 ? columns : above });
      return call.op('triu', [lower], { offset: below < 0 ? -rows : -below });
    },
  ],
]);

import type { TfFunction } from './call';

export const linearAlgebra: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  [
    'matMul',
    (call) => {
      const [a, b] = call.pair();
      for (const [label, { array }] of [
        ['a', a],
        ['b', b],
      ] as const) {
        if (array.rank < 2)
          throw call.mismatch(`Error in matMul: inputs must have at least rank 2, got ${label} of rank ${array.rank}`);
      }
      return call.op('matmul', [a, b], { transposeA: call.flag(2), transposeB: call.flag(3) });
    },
  ],
]);

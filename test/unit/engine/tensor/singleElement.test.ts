import { expect, test } from 'vitest';
import { backward } from '../../../../src/engine/backward';
import { Tape } from '../../../../src/engine/tape';
import { fromValues } from '../../../../src/engine/tensor/ndarray';
import { tensorGradient } from '../../../../src/engine/tensorSweep';
import { recordTensor } from '../../../../src/engine/tensorTape';

const at = (...numbers: number[]) => numbers.map((index) => ({ kind: 'at' as const, index }));

test('what flows back to single elements is added up at their places, once and more often', () => {
  const tape = new Tape();
  const x = tape.tensorInput(fromValues([1, 2, 3, 4, 5, 6], [2, 3]), 0);
  const pick = (items: ReturnType<typeof at>) => recordTensor(tape, 'index', [x], { items }, 0) as number;
  const product = recordTensor(tape, 'mul', [pick(at(0, 1)), pick(at(-1, -1))], {}, 0) as number;
  const y = recordTensor(tape, 'mul', [product, pick(at(0, 1))], {}, 0) as number;
  const sweep = backward(tape, [{ node: y, gradient: 1 }]);
  expect(tensorGradient(tape, sweep, x).toNested()).toEqual([
    [0, 24, 0],
    [0, 0, 4],
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backward } from '../../../../src/engine/backward';
import type { TensorRow } from '../../../../src/engine/ops/tensorRow';
import { type ParamsOf, type TensorOp, tensorOpNames, tensorRows } from '../../../../src/engine/ops/tensorTable';
import { Tape } from '../../../../src/engine/tape';
import { fromValues, isError, sizeOf, zeros } from '../../../../src/engine/tensor';
import { tensorGradient } from '../../../../src/engine/tensorSweep';
import { recordTensor, specOf } from '../../../../src/engine/tensorTape';
import { numbers } from './record';

const shape = fc.array(fc.nat(3), { maxLength: 4 });

/** Operations that look at shapes recorded in their parameters: those fit the operands by construction. */
const names = tensorOpNames.filter((name) => name !== 'pullback' && name !== 'pack' && name !== 'custom');

test.each(names)('%s of any shapes fits as it says or says what is wrong, and never breaks', (name) => {
  const row = tensorRows[name] as TensorRow;
  const [least, most] = typeof row.operands === 'number' ? [row.operands, row.operands] : row.operands;
  const operands = fc.array(shape, { minLength: Math.max(1, least), maxLength: Math.min(most, 3) });
  fc.assert(
    fc.property(operands, fc.nat(row.samples.length - 1), (shapes, k) => {
      const params = row.samples[k]!.params as ParamsOf<typeof name>;
      const tape = new Tape();
      const nodes = shapes.map((each, i) =>
        tape.tensorInput(fromValues(numbers(sizeOf(each), 0.1, 2, i + 1), each), i),
      );
      const inputs = nodes.map((node) => tape.tensor(node));
      const spec = specOf(name, inputs, params);
      const node = recordTensor(tape, name, nodes, params, 9);
      if (isError(spec)) {
        expect(isError(node) && node.message).toBe(spec.message);
        // Every operand that is named is there.
        for (const [, number] of spec.message.matchAll(/operand (\d+)/g))
          expect(Number(number)).toBeLessThanOrEqual(shapes.length);
        return;
      }
      if (isError(node)) {
        expect(node.code).toBe('Singular');
        return;
      }
      if (name === 'element') return;
      expect([tape.tensor(node).dtype, tape.tensor(node).shape]).toEqual([spec.dtype, spec.shape]);
      const sweep = backward(tape, [{ node, gradient: 1 }]);
      nodes.forEach((each, i) => {
        expect(tensorGradient(tape, sweep, each).shape).toEqual(shapes[i]);
      });
    }),
    { numRuns: 60 },
  );
});

describe('messages name operands, shapes and axes', () => {
  const items = (...list: object[]) => ({ items: list });
  test.each<[TensorOp, readonly (readonly number[])[], object, string, string]>([
    [
      'sum',
      [[2, 3]],
      { axes: [2], keepDims: false },
      'AxisOutOfRange',
      'there is no axis 2 in x, whose axes go from −2 to 1',
    ],
    ['sum', [[]], { axes: [0], keepDims: false }, 'AxisOutOfRange', 'there is no axis 0 in x, which has no axis'],
    ['sum', [[2, 3]], { axes: [1, -1], keepDims: false }, 'InvalidArgument', 'axis −1 of x is named twice'],
    [
      'amax',
      [[2, 0]],
      { axes: null, keepDims: false },
      'InvalidArgument',
      'x of shape [2, 0] has no elements along axis 1, so there is no largest one',
    ],
    [
      'index',
      [[2, 3]],
      items({ kind: 'at', index: 2 }),
      'IndexOutOfRange',
      'index 2 is out of range for axis 0 of x, which has 2 elements (shape [2, 3])',
    ],
    [
      'index',
      [[2]],
      items({ kind: 'at', index: 0 }, { kind: 'at', index: 0 }),
      'IndexOutOfRange',
      'an index over 2 axes is too long for x of shape [2]',
    ],
    [
      'index',
      [[2, 3]],
      items({ kind: 'mask', mask: zeros('bool', [3]) }),
      'ShapeMismatch',
      'the mask of shape [3] does not fit x of shape [2, 3] at axis 0',
    ],
    [
      'setIndex',
      [[4], [3]],
      items({ kind: 'slice', start: 0, stop: 2, step: 1 }),
      'ShapeMismatch',
      'y of shape [3] does not fit the part of shape [2] of x',
    ],
    [
      'take',
      [[2, 3]],
      { axis: 1, indices: fromValues([3], [1]) },
      'IndexOutOfRange',
      'index 3 is out of range for axis 1 of x, which has 3 elements (shape [2, 3])',
    ],
    [
      'reshape',
      [[2, 3]],
      { shape: [4, -1] },
      'ShapeMismatch',
      'x has 6 elements (shape [2, 3]), which do not fill the shape [4, -1]',
    ],
    [
      'concat',
      [
        [2, 3],
        [3, 3],
      ],
      { axis: 1 },
      'ShapeMismatch',
      'the shapes [2, 3] of x and [3, 3] of y cannot be joined along axis 1: axis 0 has 2 and 3',
    ],
    [
      'stack',
      [[2], [3]],
      { axis: 0 },
      'ShapeMismatch',
      'the shapes [2] of x and [3] of y differ, so they cannot be stacked along axis 0',
    ],
    ['dot', [[2], [3]], {}, 'ShapeMismatch', 'dot takes two vectors of one length, and x has shape [2], y has [3]'],
    ['inverse', [[2, 3]], {}, 'ShapeMismatch', 'inverse takes square matrices, and x has shape [2, 3]'],
    [
      'solve',
      [[2, 2], [3]],
      {},
      'ShapeMismatch',
      'the shapes [2, 2] of x and [3] of y do not fit: x has 2 rows, y has 3',
    ],
    [
      'einsum',
      [
        [2, 3],
        [4, 5],
      ],
      { subscripts: 'ij,jk->ik' },
      'ShapeMismatch',
      "'j' is 3 in x and 4 in y, of shape [4, 5]",
    ],
    [
      'einsum',
      [[2, 3]],
      { subscripts: 'ij->k' },
      'InvalidArgument',
      "the result 'k' of 'ij->k' names an axis twice or one that no operand has",
    ],
    [
      'crossEntropy',
      [[2, 3]],
      { axis: 1, targets: fromValues([0, 3], [2]), reduction: 'mean' },
      'IndexOutOfRange',
      'index 3 is out of range for axis 1 of x, which has 3 elements (shape [2, 3])',
    ],
    [
      'crossEntropy',
      [[2, 3]],
      { axis: 1, targets: fromValues([0], [1]), reduction: 'mean' },
      'ShapeMismatch',
      'x of shape [2, 3] with classes along axis 1 takes labels of shape [2], not [1]',
    ],
    [
      'layerNorm',
      [[2, 3], [2]],
      { rank: 1, eps: 1e-5 },
      'ShapeMismatch',
      'y has shape [2], where [3] fits x of shape [2, 3]',
    ],
    [
      'where',
      [[2], [2]],
      { condition: zeros('bool', [3]) },
      'ShapeMismatch',
      'the shapes [2] of x and [3] of the condition do not broadcast: axis 0 of x has 2, axis 0 of the condition has 3, and neither is 1',
    ],
    [
      'topk',
      [[3]],
      { k: 4, axis: 0, largest: true },
      'InvalidArgument',
      'k is 4, but axis 0 of x, of shape [3], has 3',
    ],
  ])('%s of %j', (name, shapes, params, code, message) => {
    const error = specOf(
      name,
      shapes.map((each) => ({ dtype: 'float64' as const, shape: each })),
      params as never,
    );
    if (!isError(error)) throw new Error('should not fit');
    expect([error.code, error.tell(['x', 'y'])]).toEqual([code, message]);
  });

  test('a singular matrix', () => {
    const tape = new Tape();
    const error = recordTensor(tape, 'inverse', [tape.tensorInput(fromValues([1, 2, 2, 4], [2, 2]), 0)], {}, 0);
    expect(isError(error) && error.tell(['A'])).toBe('A is a singular matrix, of which the inverse does not exist');
  });
});

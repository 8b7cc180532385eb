import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TensorOp, tensorOpNames } from '../../../../src/engine/ops/tensorTable';
import { type Dtype, isError, sure } from '../../../../src/engine/tensor';
import { arange } from '../../../../src/engine/tensor/create';
import { fromNested, type NdArray, type Nested } from '../../../../src/engine/tensor/ndarray';
import { sizeOf } from '../../../../src/engine/tensor/shape';
import { reshaped } from '../../../../src/engine/tensor/views';
import { compute } from '../../../../src/engine/tensorTape';

interface Case {
  readonly op: TensorOp;
  readonly shapes: readonly (readonly number[])[];
  readonly params: object;
  readonly shape: readonly number[];
  readonly value: Nested;
}

const cases: readonly Case[] = JSON.parse(readFileSync(path.join(import.meta.dirname, 'numpy.json'), 'utf8'));

/** Parameters as they are recorded, with arrays where the operation takes arrays. */
function revived(key: string, value: unknown): unknown {
  if (key === 'indices') return sure(fromNested(value as Nested, 'int64'));
  return key === 'mask' ? sure(fromNested(value as Nested, 'bool')) : value;
}

function calculated({ op, shapes, params }: Case, dtype: Dtype): NdArray {
  const operands = shapes.map((shape) => reshaped(arange(0, sizeOf(shape), 1, dtype), shape));
  const found = compute(op, operands, JSON.parse(JSON.stringify(params), revived));
  if (isError(found)) throw new Error(found.message);
  return found;
}

describe.each([...new Set(cases.map(({ op }) => op))])('%s is as NumPy has it', (op) => {
  test.each(
    cases.filter((each) => each.op === op).map((each) => [JSON.stringify(each.params), each.shapes, each] as const),
  )('%s of %j', (_params, _shapes, each) => {
    expect(tensorOpNames).toContain(op);
    for (const dtype of ['float64', 'int64'] as const) {
      const found = calculated(each, dtype);
      expect(found.shape).toEqual(each.shape);
      const expected = sure(fromNested(each.value)).values();
      found.values().forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 9);
      });
    }
  });
});

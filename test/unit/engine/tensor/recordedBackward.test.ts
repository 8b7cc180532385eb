import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../../../src/engine/gradcheck';
import { opCode } from '../../../../src/engine/ops/table';
import type { TensorRow } from '../../../../src/engine/ops/tensorRow';
import { tensorOpNames, tensorRows } from '../../../../src/engine/ops/tensorTable';
import { recordBackward } from '../../../../src/engine/recordedBackward';
import { fromValues, isError, type NdArray, sizeOf, sure } from '../../../../src/engine/tensor';
import { tensorGradient } from '../../../../src/engine/tensorSweep';
import { numbers, TensorRecorder } from './record';

const table = tensorOpNames
  .map((name) => [name, tensorRows[name] as TensorRow] as const)
  .filter(([name, row]) => row.flow !== 'blocks' && name !== 'pullback' && row.roundOff === undefined);

/** Operations of which the gradient is not differentiated again. */
const notYet = new Set<string>(
  (
    'elu celu selu gelu geluTanh softsign mish hardSwish prelu cumprod cummax cummin sort topk solve det logDet ' +
    'smoothL1Loss huberLoss normalize layerNorm batchNorm conv convTranspose maxPool custom'
  ).split(' '),
);

function operandsAt(row: TensorRow, k: number): NdArray[] {
  const { shapes, domain } = row.samples[k]!;
  return shapes.map((shape, i) => {
    const own = domain === undefined ? [-2, 2] : typeof domain[0] === 'number' ? domain : domain[i]!;
    const [low, high] = own as readonly [number, number];
    return fromValues(numbers(sizeOf(shape), low, high, 5 * k + i + 1), shape);
  });
}

const differentiable = table.filter(([name]) => !notYet.has(name));

test.each(differentiable)('%s: the recorded gradient is that of the sweep, and has a gradient itself', (name, row) => {
  for (const k of row.samples.keys()) {
    const r = new TensorRecorder();
    const inputs = operandsAt(row, k).map((array) => r.input(array));
    const node = r.op(name, inputs, row.samples[k]!.params as never);
    const output = name === 'element' ? null : r.tape.tensor(node);
    const weights = output && fromValues(numbers(output.size, -1, 1, 77), output.shape);
    const found = recordBackward(r.tape, node, inputs, 0, weights && r.constant(weights));
    if (isError(found)) {
      // An einsum of which an operand has an axis of its own, a norm that is not Euclidean, a loss with weights.
      expect(['einsum', 'norm', 'bceWithLogits']).toContain(name);
      expect(k).toBeGreaterThan(0);
      expect(found.code).toBe('NotDifferentiable');
      continue;
    }
    const sweep = r.sweep(node, weights ?? undefined);
    let total = r.tape.input(0, 0);
    for (const [i, input] of inputs.entries()) {
      const gradient = found[i];
      const expected = tensorGradient(r.tape, sweep, input);
      if (gradient == null) {
        expect([...expected.values()].every((value) => value === 0)).toBe(true);
        continue;
      }
      const shape = r.tape.op[gradient]! >= opCode.add && r.tape.tensor(gradient) ? r.tape.tensor(gradient).shape : [];
      expect(shape).toEqual(expected.shape);
      r.tape
        .tensor(gradient)
        .values()
        .forEach((value, at) => {
          expect(value).toBeCloseTo(expected.values()[at]!, 11);
        });
      const squared = r.op('square', [gradient], {});
      const sum = r.op('element', [r.op('sum', [squared], { axes: null, keepDims: false })], { element: 0 });
      total = r.tape.record2(opCode.add, total, sum, r.tape.value[total]! + r.tape.value[sum]!, 0);
    }
    const second = r.sweep(total);
    for (const input of inputs) {
      for (let element = 0; element < r.tape.tensor(input).size; element++) {
        if (second.reached[input] === 0) continue;
        expect(checkGradient(r.tape, second, input, element), `sample ${k}, ${element} of ${input}`).toMatchObject({
          verdict: 'agrees',
        });
      }
    }
  }
});

test.each(table.filter(([name]) => notYet.has(name)))('%s says that it cannot', (name, row) => {
  const r = new TensorRecorder();
  const inputs = operandsAt(row, 0).map((array) => r.input(array));
  const node = r.op(name, inputs, row.samples[0]!.params as never);
  const found = recordBackward(r.tape, node, inputs, 0);
  if (!isError(found)) throw new Error(`${name} can by now: take it off the list`);
  expect(found.message).toBe(`the gradient of ${name} cannot be differentiated again yet`);
});

describe('numbers', () => {
  test('y = x³ + sin 2x has y′ = 3x² + 2 cos 2x, y″ = 6x − 4 sin 2x and y‴ = 6 − 8 cos 2x', () => {
    const r = new TensorRecorder();
    const { tape } = r;
    const at = 0.7;
    const x = tape.input(at, 0);
    const cube = tape.record2(opCode.pow, x, tape.constant(3, 1), at ** 3, 2);
    const double = tape.record2(opCode.mul, tape.constant(2, 3), x, 2 * at, 4);
    const sine = tape.record1(opCode.sin, double, Math.sin(2 * at), 5);
    let y = tape.record2(opCode.add, cube, sine, at ** 3 + Math.sin(2 * at), 6);
    const found: number[] = [];
    for (let order = 1; order <= 3; order++) {
      y = sure(recordBackward(tape, y, [x], 7))[0]!;
      found.push(tape.value[y]!);
    }
    const expected = [3 * at ** 2 + 2 * Math.cos(2 * at), 6 * at - 4 * Math.sin(2 * at), 6 - 8 * Math.cos(2 * at)];
    found.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 12);
    });
    expect(r.sweep(y).adjoint[x]).toBeCloseTo(16 * Math.sin(2 * at), 12);
  });

  test('a value that the output does not depend on has none', () => {
    const r = new TensorRecorder();
    const [x, stray] = [r.tape.input(2, 0), r.tape.input(3, 0)];
    const y = r.tape.record2(opCode.mul, x, x, 4, 0);
    const found = sure(recordBackward(r.tape, y, [x, stray], 0));
    expect([r.tape.value[found[0]!], found[1]]).toEqual([4, null]);
  });

  test('x² at 0 and x to the 0 and 1 keep their slopes', () => {
    const r = new TensorRecorder();
    const { tape } = r;
    const x = tape.input(0, 0);
    for (const [p, first, second] of [
      [0, null, null],
      [1, 1, null],
      [2, 0, 2],
      [3, 0, 0],
    ] as const) {
      const y = tape.record2(opCode.pow, x, tape.constant(p, 0), 0 ** p, 0);
      const [gradient] = sure(recordBackward(tape, y, [x], 0)) as [number | null];
      expect(gradient === null ? null : tape.value[gradient]).toBe(first);
      if (gradient === null) continue;
      const [again] = sure(recordBackward(tape, gradient, [x], 0)) as [number | null];
      expect(again === null ? null : tape.value[again]).toBe(second);
    }
  });
});

test('the penalty of a gradient: d/dW of the square of d/dx of W·x·x', () => {
  const r = new TensorRecorder();
  const W = r.input([
    [2, 1],
    [0, 3],
  ]);
  const x = r.input([1, -1]);
  const y = r.op('dot', [r.op('matmul', [W, x], {}), x], {});
  const [g] = sure(recordBackward(r.tape, y, [x], 0)) as [number];
  // (W + Wᵀ) x
  expect(r.value(g)).toEqual([3, -5]);
  const penalty = r.op('sum', [r.op('square', [g], {})], { axes: null, keepDims: false });
  // 2 (g xᵀ + x gᵀ)
  expect(r.gradients(penalty, [W])).toEqual([
    [
      [12, -16],
      [-16, 20],
    ],
  ]);
});

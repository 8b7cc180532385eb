import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../../../src/engine/gradcheck';
import type { Sample, TensorRow } from '../../../../src/engine/ops/tensorRow';
import { type TensorOp, tensorOpNames, tensorRowByCode, tensorRows } from '../../../../src/engine/ops/tensorTable';
import { gradientDtype } from '../../../../src/engine/tensor/dtype';
import { isError } from '../../../../src/engine/tensor/error';
import { fromValues, NdArray } from '../../../../src/engine/tensor/ndarray';
import { sizeOf, stridesOf } from '../../../../src/engine/tensor/shape';
import { numbers, TensorRecorder } from './record';

const table = tensorOpNames.map((name) => [name, tensorRows[name] as TensorRow] as const);

function operandsAt({ shapes, domain }: Sample<object>, seed: number): NdArray[] {
  return shapes.map((shape, k) => {
    const own = domain === undefined ? [-2, 2] : typeof domain[0] === 'number' ? domain : domain[k]!;
    const [low, high] = own as readonly [number, number];
    return fromValues(numbers(sizeOf(shape), low, high, 7 * seed + k + 1), shape);
  });
}

/** The same elements, every second one of a larger buffer, from behind. */
function asView(a: NdArray): NdArray {
  const data = new Float64Array(2 * a.size + 3).fill(Number.NaN);
  const values = a.values();
  for (let i = 0; i < a.size; i++) data[2 * (a.size - 1 - i) + 1] = values[i]!;
  const strides = stridesOf(a.shape).map((stride) => -2 * stride);
  return new NdArray(a.dtype, a.shape, strides, Math.max(0, 2 * (a.size - 1) + 1), data);
}

function asFloat32(a: NdArray): NdArray {
  return new NdArray('float32', a.shape, stridesOf(a.shape), 0, Float32Array.from(a.values()));
}

function run(name: TensorOp, arrays: readonly NdArray[], params: object) {
  const r = new TensorRecorder();
  const inputs = arrays.map((array) => r.input(array));
  const node = r.op(name, inputs, params as never);
  return { r, inputs, node };
}

function shapesOf(arrays: readonly NdArray[]): string {
  return arrays.map(({ shape }) => `[${shape}]`).join(' ');
}

describe.each(table)('%s', (name, row) => {
  test('agrees with central differences at its samples', () => {
    expect(row.samples.length).toBeGreaterThan(0);
    for (const [k, sample] of row.samples.entries()) {
      const { r, inputs, node } = run(name, operandsAt(sample, k), sample.params);
      const output = name === 'element' ? null : r.tape.tensor(node);
      const seed = output && fromValues(numbers(output.size, -1, 1, 99), output.shape);
      const sweep = r.sweep(node, seed ?? undefined);
      for (const input of inputs) {
        for (let element = 0; element < r.tape.tensor(input).size; element++) {
          const check = checkGradient(r.tape, sweep, input, element);
          const where = `sample ${k}, element ${element} of operand ${input}`;
          if (row.flow === 'blocks') expect(check.analytic, where).toBeCloseTo(0, 15);
          else expect(check, where).toMatchObject({ verdict: 'agrees' });
          if (row.flow === 'blocks') continue;
          expect(Math.abs(check.numeric - check.analytic), where).toBeLessThan(
            precision(row) * (1 + Math.abs(check.analytic)),
          );
        }
      }
    }
  });

  test('gives what its shape rule says, for views and in single precision too', () => {
    for (const [k, sample] of row.samples.entries()) {
      const arrays = operandsAt(sample, k);
      const plain = run(name, arrays, sample.params);
      const views = run(name, arrays.map(asView), sample.params);
      const spec = row.result(arrays, sample.params);
      if (isError(spec)) throw new Error(`${name} of ${shapesOf(arrays)}: ${spec.message}`);
      if (name === 'element') continue;
      const output = plain.r.tape.tensor(plain.node);
      expect([output.dtype, output.shape]).toEqual([spec.dtype, spec.shape]);
      expect(views.r.value(views.node)).toEqual(plain.r.value(plain.node));
      const all = plain.r.gradients(plain.node, plain.inputs);
      const seed = asView(fromValues(new Array(output.size).fill(1), output.shape));
      expect(views.r.gradients(views.node, views.inputs, seed)).toEqual(all);

      const single = run(name, arrays.map(asFloat32), sample.params);
      const narrow = single.r.tape.tensor(single.node);
      const expected = row.result(arrays.map(asFloat32), sample.params);
      expect(narrow.dtype).toBe(isError(expected) ? null : expected.dtype);
      narrow.values().forEach((value, i) => {
        expect(value).toBeCloseTo(output.values()[i]!, 3);
        if (narrow.dtype === 'float32') expect(value).toBe(Math.fround(value));
      });
      const sweep = single.r.sweep(single.node);
      for (const input of single.inputs) expect(sweep.tensor(input)?.dtype ?? 'float32').toBe(gradientDtype('float32'));
    }
  });

  test('is complete', () => {
    const [least, most] = typeof row.operands === 'number' ? [row.operands, row.operands] : row.operands;
    expect(least).toBeLessThanOrEqual(most);
    for (const { shapes } of row.samples) {
      expect(shapes.length).toBeGreaterThanOrEqual(least);
      expect(shapes.length).toBeLessThanOrEqual(most);
    }
    expect(row.vjpText.length === 1 || row.vjpText.length === most).toBe(true);
    expect(row.symbol).not.toBe('');
    expect(row.explain).toMatch(new RegExp(`^${name} ${row.flow}: [^.]+\\.$`));
  });
});

/** What rounds is a staircase when looked at closely: its slope can be measured to that precision only. */
function precision({ roundOff }: TensorRow): number {
  return roundOff === undefined ? 1e-7 : Math.max(1e-3, 8 * Math.sqrt(roundOff));
}

test('codes fit in the bytes that the tape keeps them in', () => {
  expect(tensorRowByCode.length).toBeLessThanOrEqual(256);
});

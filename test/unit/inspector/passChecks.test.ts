import { expect, test } from 'vitest';
import { noWish } from '../../../src/graph/folding/wish';
import type { Gate } from '../../../src/graph/model';
import { decodeNum } from '../../../src/graph/num';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { Check } from '../../../src/protocol';

const training = `import * as tf from '@tensorflow/tfjs';
const xs = tf.tensor2d([[1], [-2], [0.5]]);
const ys = tf.tensor2d([[0.2], [1], [-1]]);
const w = tf.variable(tf.tensor2d([[0.3]]));
const b = tf.variable(tf.scalar(-0.4));
const cost = () => tf.sigmoid(xs.matMul(w).add(b)).sub(ys).square().sum();
const sgd = tf.train.sgd(0.1);
for (let epoch = 0; epoch < 6; epoch++) sgd.minimize(cost);
const loss = cost(); // @grad wrt w, b`;

function trained() {
  const inspector = new Inspector();
  const result = inspector.inspect({
    uri: 'a.ts',
    version: 1,
    language: 'typescript',
    text: training,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
  }).results[0]!;
  expect(result.error).toBeNull();
  const ofPass = (pass: number) => ({ ...noWish, pass });
  return {
    gates: (pass: number) => inspector.picture({ result: result.id, folds: ofPass(pass) })!.gates,
    check: (gate: string, pass: number): readonly Check[] | null =>
      inspector.check({ result: result.id, of: { gate, folds: ofPass(pass) }, each: 5000, slice: 5000 })?.checks ??
      null,
  };
}

/** The gradient of the gate's first element. */
function gradientOf({ tensor, grad }: Gate): number {
  const first = (data: unknown): number => (Array.isArray(data) ? first(data[0]) : (data as number));
  return tensor === undefined ? decodeNum(grad) : first(tensor.grad.data);
}

test.each([0, 3])('gates of pass %i are checked against the output of that pass', (pass) => {
  const { gates, check } = trained();
  const drawn = gates(pass);
  expect(drawn.length).toBeGreaterThan(6);
  for (const gate of drawn) {
    for (const id of [gate.id, gate.primitive!]) {
      const checks = check(id, pass)!;
      expect(checks.map(({ verdict }) => verdict)).toEqual(checks.map(() => 'agrees'));
      const { analytic, numeric } = checks[0]!;
      expect(decodeNum(analytic)).toBeCloseTo(gradientOf(gate), 6);
      expect(decodeNum(numeric!)).toBeCloseTo(gradientOf(gate), 4);
    }
  }
});

test('a gate of another pass is not checked', () => {
  const { gates, check } = trained();
  const own = new Set(gates(1).map(({ primitive }) => primitive));
  const other = gates(4).find(({ primitive }) => !own.has(primitive))!;
  expect(check(other.primitive!, 1)).toBeNull();
  expect(check(other.primitive!, 4)).not.toBeNull();
});

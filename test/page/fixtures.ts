import { constant, type Fixture, fixture, gate, input, type Node } from './support/builder';

/** A loop that is drawn once: gradient descent on a line's slope. */
export const descent = `/** @grad w = 0.5, xs = [1, 2, 3, 4], rate = 0.01 */
function descent(w: number, xs: number[], rate: number) {
  for (let epoch = 0; epoch < 20; epoch++) {
    let loss = 0;
    for (const x of xs) loss += Math.tanh(w * x - 1) ** 2;
    w = w - rate * loss;
  }
  return w;
}
`;

/** Results the page is shown with, with gradients computed by the builder's own small sweep. */

/** loss = (v · (w · x) − target)²; 4 with ∂w 16, ∂v 24, ∂x 24 at the default values. */
export function burger(w = 3, v = 2, x = 2, target = 10): Fixture {
  const u = gate('mul', [input('w', w), input('x', x)], 'u');
  const y = gate('mul', [input('v', v), u], 'y');
  return fixture(gate('square', [gate('sub', [y, constant(target)])], 'loss'), { unused: [input('tip', 1)] });
}

/** (x + y) * z at −2, 5, −4: −12 with gradients −4, −4, 3. */
export function cs231n(): Fixture {
  return fixture(gate('mul', [gate('add', [input('x', -2), input('y', 5)]), input('z', -4)]), { kind: 'selection' });
}

/** 1 / (1 + exp(−(w0·x0 + w1·x1 + w2))). */
export function neuron(): Fixture {
  const dot = gate(
    'add',
    [gate('mul', [input('w0', 2), input('x0', -1)]), gate('mul', [input('w1', -3), input('x1', -2)])],
    'dot',
  );
  const f = gate('add', [dot, input('w2', -3)], 'f');
  return fixture(sigmoid(f, 'activation'));
}

/** (x + σ(y)) / (σ(x) + (x + y)²) at x = 3, y = −4. */
export function staged(): Fixture {
  const [x, y] = [input('x', 3), input('y', -4)];
  const numerator = gate('add', [x, sigmoid(y, 'sigy')], 'num');
  const denominator = gate('add', [sigmoid(x, 'sigx'), gate('square', [gate('add', [x, y], 'xpy')], 'xpysqr')], 'den');
  return fixture(gate('div', [numerator, denominator], 'f'));
}

function sigmoid(of: Node, name: string): Node {
  return gate('div', [constant(1), gate('add', [constant(1), gate('exp', [gate('neg', [of])])])], name);
}

/** 2 · max(a, b) + 10 · c: all goes to b, the larger; and a dead end behind floor. */
export function maxGate(): Fixture {
  const larger = gate('max', [input('a', 2), input('b', 5)], 'larger');
  const blocked = gate('floor', [input('c', 1.7)], 'whole');
  return fixture(gate('add', [gate('mul', [constant(2), larger]), blocked], 'total'));
}

/** A value that is used twice, once with a negative gradient. */
export function fork(): Fixture {
  const x = input('x', 3);
  const u = gate('mul', [x, constant(2)], 'u');
  return fixture(gate('sub', [gate('mul', [u, u], 'squared'), gate('mul', [u, input('k', 7)], 'scaled')], 'out'));
}

/** log of a negative number: NaN flows. */
export function notANumber(): Fixture {
  const p = gate('sub', [input('p', 0.25), input('q', 0.75)], 'p_minus_q');
  return fixture(gate('mul', [gate('log', [p], 'entropy'), input('scale', 1e300)], 'result'));
}

/** Long names and long numbers. */
export function longNames(): Fixture {
  const rate = input('learningRateOfTheOuterLoop', 0.000012345678);
  const weight = input('weightOfTheRegularisation', -123456.789);
  const product = gate('mul', [rate, weight], 'regularisationTermBeforeScaling');
  return fixture(
    gate('exp', [gate('add', [product, input('biasOfTheLastLayer', -98765.4321)])], 'unnormalisedProbability'),
  );
}

/** A chain and a fan of 60 gates, as a loop that unrolls. */
export function sixty(): Fixture {
  const x = input('x', 1.01);
  let sum: Node = x;
  for (let i = 0; i < 29; i += 1) sum = gate('add', [gate('mul', [sum, constant(0.9)]), x], i === 28 ? 'sum' : null);
  return fixture(sum);
}

/** A sum of so many products, added up pairwise: many gates beside each other. */
export function broad(products: number): Fixture {
  let sums: Node[] = Array.from({ length: products }, (_item, k) => gate('mul', [input(`x${k}`, k), constant(2)]));
  while (sums.length > 1) {
    sums = sums.flatMap((left, k) => (k % 2 === 1 ? [] : sums[k + 1] ? [gate('add', [left, sums[k + 1]!])] : [left]));
  }
  return fixture(sums[0]!);
}

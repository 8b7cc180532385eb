import { opCode, rows } from '../../src/engine/ops/table';
import { RegionKind } from '../../src/engine/regions';
import type { NodeId, Tape } from '../../src/engine/tape';
import { Value } from './micrograd';
import { type Recorded, traced, type Work } from './work';

/** A network of two inputs, two hidden layers of tanh and a sigmoid, with the log loss of a hundred samples. */
export const sizes = [2, 16, 16, 1] as const;
export const samples = 100;

/** Layer by layer, neuron by neuron: the weights, then the bias. */
export const parameters: readonly number[] = sizes.slice(1).flatMap((neurons, layer) =>
  Array.from({ length: neurons * (sizes[layer]! + 1) }, (_item, k) => {
    const inputs = sizes[layer]!;
    return k % (inputs + 1) === inputs
      ? 0.01 * ((k % 7) - 3)
      : Math.sin(12.9898 * (k + 1) + 78.233 * (layer + 1)) / Math.sqrt(inputs);
  }),
);
/** Two rings, one class each. */
export const points: readonly (readonly [number, number])[] = Array.from({ length: samples }, (_item, k) => {
  const angle = k * 2.399963;
  const radius = k % 2 === 0 ? 0.4 + 0.001 * k : 1.1 + 0.002 * k;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});
export const classes: readonly number[] = points.map((_point, k) => k % 2);

/** For each weight a product and a sum, for each hidden neuron a tanh; then the sigmoid, the loss, and the mean. */
export const operations =
  samples *
    (sizes.slice(1).reduce((count, neurons, layer) => count + neurons * 2 * sizes[layer]!, 0) +
      sizes[1] +
      sizes[2] +
      12) +
  1;

const { add, sub, mul, div, neg, exp, log, tanh } = opCode;
/** Stand-ins for the ids of expressions. */
const at = {
  parameter: 1,
  x: 2,
  zero: 3,
  layer: 4,
  neuron: 5,
  sum: 6,
  mul: 7,
  add: 8,
  tanh: 9,
  sigmoid: 10,
  loss: 20,
  loop: 40,
};

/** Values of a layer, with their rows on the tape. */
class Layer {
  readonly values: Float64Array;
  readonly nodes: Int32Array;

  constructor(size: number) {
    this.values = new Float64Array(size);
    this.nodes = new Int32Array(size);
  }
}

const layers = sizes.map((size) => new Layer(size));
const parameterNodes = new Int32Array(parameters.length);

/** Records one neuron of the layer after `from`, with its weights from `offset` on: bias + Σ weight × value. */
function recordSum(tape: Tape, from: Layer, to: Layer, neuron: number, offset: number): void {
  const before = tape.enterRegion(RegionKind.call, at.neuron);
  const inputs = from.values.length;
  let sum = parameters[offset + inputs]!;
  let sumNode = parameterNodes[offset + inputs]!;
  for (let k = 0; k < inputs; k++) {
    const product = rows.mul.forward(parameters[offset + k]!, from.values[k]!);
    const productNode = tape.record2(mul, parameterNodes[offset + k]!, from.nodes[k]!, product, at.mul);
    sum = rows.add.forward(sum, product);
    sumNode = tape.record2(add, sumNode, productNode, sum, at.add);
  }
  to.values[neuron] = sum;
  to.nodes[neuron] = sumNode;
  tape.leaveRegion(before);
}

function recordLayers(tape: Tape): void {
  let offset = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    const from = layers[layer - 1]!;
    const to = layers[layer]!;
    for (let neuron = 0; neuron < sizes[layer]!; neuron++) {
      recordSum(tape, from, to, neuron, offset);
      offset += from.values.length + 1;
      if (layer === sizes.length - 1) continue;
      const y = rows.tanh.forward(to.values[neuron]!);
      to.nodes[neuron] = tape.record1(tanh, to.nodes[neuron]!, y, at.tanh);
      to.values[neuron] = y;
    }
  }
}

/** Records 1 / (1 + exp(−z)) of the last layer. */
function recordSigmoid(tape: Tape): void {
  const last = layers[layers.length - 1]!;
  const before = tape.enterRegion(RegionKind.call, at.sigmoid);
  const n = rows.neg.forward(last.values[0]!);
  const nNode = tape.record1(neg, last.nodes[0]!, n, at.sigmoid + 1);
  const e = rows.exp.forward(n);
  const eNode = tape.record1(exp, nNode, e, at.sigmoid + 2);
  const d = rows.add.forward(1, e);
  const dNode = tape.record2(add, tape.constant(1, at.sigmoid + 3), eNode, d, at.sigmoid + 4);
  const p = rows.div.forward(1, d);
  last.nodes[0] = tape.record2(div, tape.constant(1, at.sigmoid + 5), dNode, p, at.sigmoid + 6);
  last.values[0] = p;
  tape.leaveRegion(before);
}

/** Records −(t · log p + (1 − t) · log(1 − p)). */
function recordLoss(tape: Tape, p: number, pNode: NodeId, t: number): NodeId {
  const logP = rows.log.forward(p);
  const logPNode = tape.record1(log, pNode, logP, at.loss);
  const hit = rows.mul.forward(t, logP);
  const hitNode = tape.record2(mul, tape.constant(t, at.loss + 1), logPNode, hit, at.loss + 2);
  const q = rows.sub.forward(1, p);
  const qNode = tape.record2(sub, tape.constant(1, at.loss + 3), pNode, q, at.loss + 4);
  const logQ = rows.log.forward(q);
  const logQNode = tape.record1(log, qNode, logQ, at.loss + 5);
  const miss = rows.mul.forward(1 - t, logQ);
  const missNode = tape.record2(mul, tape.constant(1 - t, at.loss + 6), logQNode, miss, at.loss + 7);
  const both = rows.add.forward(hit, miss);
  const bothNode = tape.record2(add, hitNode, missNode, both, at.loss + 8);
  return tape.record1(neg, bothNode, rows.neg.forward(both), at.loss + 9);
}

/** Records the network with a region for each sample, neuron and sigmoid, and sweeps it. */
function networkOnTape({ tape, sweep }: Recorded): number {
  for (let k = 0; k < parameters.length; k++) parameterNodes[k] = tape.input(parameters[k]!, at.parameter);
  let total = 0;
  let totalNode = tape.constant(0, at.zero);
  const outside = tape.enterRegion(RegionKind.loop, at.loop);
  const loop = tape.currentRegion;
  const first = layers[0]!;
  const last = layers[layers.length - 1]!;
  for (let sample = 0; sample < samples; sample++) {
    tape.enterIteration(loop, sample);
    const point = points[sample]!;
    for (let k = 0; k < 2; k++) {
      first.values[k] = point[k]!;
      first.nodes[k] = tape.constant(point[k]!, at.x + k);
    }
    recordLayers(tape);
    recordSigmoid(tape);
    const lossNode = recordLoss(tape, last.values[0]!, last.nodes[0]!, classes[sample]!);
    total = rows.add.forward(total, tape.value[lossNode]!);
    totalNode = tape.record2(add, totalNode, lossNode, total, at.loss + 10);
  }
  tape.leaveRegion(outside);
  const mean = rows.div.forward(total, samples);
  const meanNode = tape.record2(div, totalNode, tape.constant(samples, at.loss + 11), mean, at.loss + 12);
  const swept = sweep(meanNode);
  let checksum = mean;
  for (let k = 0; k < parameters.length; k++) checksum += (k + 1) * swept.gradient(parameterNodes[k]!);
  return checksum;
}

/** The network as closures, swept: its parameters and the mean loss. */
export function networkOfClosures(recursive: boolean): { values: readonly Value[]; mean: Value } {
  const values = parameters.map((parameter) => new Value(parameter));
  let total = new Value(0);
  for (let sample = 0; sample < samples; sample++) {
    const point = points[sample]!;
    let x = [new Value(point[0]), new Value(point[1])];
    let offset = 0;
    for (let layer = 1; layer < sizes.length; layer++) {
      const inputs = sizes[layer - 1]!;
      const out: Value[] = [];
      for (let neuron = 0; neuron < sizes[layer]!; neuron++) {
        let sum = values[offset + inputs]!;
        for (let k = 0; k < inputs; k++) sum = sum.add(values[offset + k]!.mul(x[k]!));
        out.push(layer === sizes.length - 1 ? sum : sum.tanh());
        offset += inputs + 1;
      }
      x = out;
    }
    const p = lifted(1).div(lifted(1).add(x[0]!.neg().exp()));
    const t = classes[sample]!;
    const loss = lifted(t)
      .mul(p.log())
      .add(lifted(1 - t).mul(lifted(1).sub(p).log()))
      .neg();
    total = total.add(loss);
  }
  const mean = total.div(samples);
  if (recursive) mean.backward();
  else mean.backwardIterative();
  return { values, mean };
}

/** The mean loss and the sum of k times the k-th gradient, as all engines return it. */
function answerOfClosures(recursive: boolean): number {
  const { values, mean } = networkOfClosures(recursive);
  return values.reduce((sum, { grad }, k) => sum + (k + 1) * grad, mean.data);
}

const lifted = (value: number) => new Value(value);

const weights = Float64Array.from(parameters);
const [INPUTS, FIRST, SECOND] = sizes;

/** The same derived by hand, with buffers that are made once. */
function networkByHand(): number {
  const gradient = new Float64Array(weights.length);
  const h1 = new Float64Array(FIRST);
  const h2 = new Float64Array(SECOND);
  const d1 = new Float64Array(FIRST);
  const second = FIRST * (INPUTS + 1);
  const third = second + SECOND * (FIRST + 1);
  let total = 0;
  for (let sample = 0; sample < samples; sample++) {
    const point = points[sample]!;
    const x = point[0];
    const y = point[1];
    for (let j = 0, w = 0; j < FIRST; j++, w += 3)
      h1[j] = Math.tanh(weights[w + 2]! + weights[w]! * x + weights[w + 1]! * y);
    for (let j = 0, w = second; j < SECOND; j++, w += FIRST + 1) {
      let sum = weights[w + FIRST]!;
      for (let k = 0; k < FIRST; k++) sum += weights[w + k]! * h1[k]!;
      h2[j] = Math.tanh(sum);
    }
    let z = weights[third + SECOND]!;
    for (let k = 0; k < SECOND; k++) z += weights[third + k]! * h2[k]!;
    const p = 1 / (1 + Math.exp(-z));
    const t = classes[sample]!;
    total -= t * Math.log(p) + (1 - t) * Math.log(1 - p);
    const dz = (p - t) / samples;
    gradient[third + SECOND]! += dz;
    d1.fill(0);
    for (let j = 0, w = second; j < SECOND; j++, w += FIRST + 1) {
      const h = h2[j]!;
      gradient[third + j]! += dz * h;
      const d = dz * weights[third + j]! * (1 - h * h);
      for (let k = 0; k < FIRST; k++) {
        gradient[w + k]! += d * h1[k]!;
        d1[k]! += d * weights[w + k]!;
      }
      gradient[w + FIRST]! += d;
    }
    for (let j = 0, w = 0; j < FIRST; j++, w += 3) {
      const h = h1[j]!;
      const d = d1[j]! * (1 - h * h);
      gradient[w]! += d * x;
      gradient[w + 1]! += d * y;
      gradient[w + 2]! += d;
    }
  }
  let checksum = total / samples;
  for (let k = 0; k < gradient.length; k++) checksum += (k + 1) * gradient[k]!;
  return checksum;
}

export const network: Work = {
  name: `MLP ${sizes.join('-')}, ${samples} samples`,
  operations,
  rounds: 25,
  ours: traced(networkOnTape),
  recursive: () => answerOfClosures(true),
  iterative: () => answerOfClosures(false),
  byHand: networkByHand,
};

/** The parameters as a program holds them: for each layer and neuron the weights, then the bias. */
function nested(): number[][][] {
  let offset = 0;
  return sizes.slice(1).map((neurons, layer) =>
    Array.from({ length: neurons }, () => {
      const start = offset;
      offset += sizes[layer]! + 1;
      return parameters.slice(start, offset);
    }),
  );
}

/** The same network as a program. */
export const networkByText = `const parameters = ${JSON.stringify(nested())};

const points = Array.from({ length: ${samples} }, (_item, k) => {
  const angle = k * 2.399963;
  const radius = k % 2 === 0 ? 0.4 + 0.001 * k : 1.1 + 0.002 * k;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});

function neuron(weights: number[], x: number[]): number {
  let sum = weights[x.length];
  for (let k = 0; k < x.length; k++) sum += weights[k] * x[k];
  return sum;
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

function predict(point: number[]): number {
  let x = point;
  for (let layer = 0; layer < parameters.length; layer++) {
    const isLast = layer === parameters.length - 1;
    x = parameters[layer].map((weights) => {
      const sum = neuron(weights, x);
      return isLast ? sum : Math.tanh(sum);
    });
  }
  return sigmoid(x[0]);
}

let total = 0;
points.forEach((point, k) => {
  const p = predict(point);
  const t = k % 2;
  total += -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
});
const loss = total / points.length; // @grad wrt parameters
`;

import { backward } from '../../src/engine/backward';
import type { ParamsOf, TensorOp } from '../../src/engine/ops/tensorTable';
import type { NodeId } from '../../src/engine/tape';
import { Tape } from '../../src/engine/tape';
import type { Numbers } from '../../src/engine/tensor/dtype';
import { sure } from '../../src/engine/tensor/error';
import { fromValues, type NdArray } from '../../src/engine/tensor/ndarray';
import { Random } from '../../src/engine/tensor/random';
import { tensorGradient } from '../../src/engine/tensorSweep';
import { recordTensor } from '../../src/engine/tensorTape';

/** Numbers with a shape, for each engine to make a tensor of. */
export interface Data {
  readonly values: Float32Array;
  readonly shape: number[];
}

/** One forward and backward pass; the gradients in the order of the inputs. */
export type Pass = () => Numbers[];

/** The same three programs, written for each engine. */
export interface TensorEngine {
  readonly name: string;
  /** Σ(WX)², for W and X. */
  product(w: Data, x: Data): Pass;
  /** The mean softmax cross-entropy of relu(X W + b) V + c and labels, for W, b, V and c. */
  network(x: Data, labels: Data, weights: readonly [Data, Data, Data, Data]): Pass;
  /** Σ of {@link TURNS} times y ← relu(y · x + 0.1) − x, from y = x on, for x. */
  chain(x: Data): Pass;
}

/** Turns of the chain, of four operations each. */
export const TURNS = 5;

const random = new Random(11);

/** Numbers between -scale and scale. */
export function data(shape: number[], scale = 1): Data {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return { values: Float32Array.from({ length: size }, () => scale * (2 * random.uniform() - 1)), shape };
}

const all = { axes: null, keepDims: false };

/** GradLens, in one of its two precisions. */
export function ours(dtype: 'float64' | 'float32'): TensorEngine {
  const array = ({ values, shape }: Data) => fromValues(values, shape, dtype);
  /** Records on a new tape, as a pass of the product does. */
  const pass =
    (inputs: readonly NdArray[], constants: readonly NdArray[], f: (tape: Recorder, nodes: NodeId[]) => NodeId): Pass =>
    () => {
      const tape = new Tape();
      const leaves = inputs.map((input) => tape.tensorInput(input, 0));
      const others = constants.map((constant) => tape.tensorConstant(constant, 0));
      const record: Recorder = (name, operands, params) => sure(recordTensor(tape, name, operands, params, 0));
      const loss = f(record, [...leaves, ...others]);
      const sweep = backward(tape, [{ node: loss, gradient: 1 }]);
      return leaves.map((leaf) => tensorGradient(tape, sweep, leaf).values());
    };
  return {
    name: `GradLens ${dtype}`,
    product: (w, x) =>
      pass([w, x].map(array), [], (op, [W, X]) => op('sum', [op('square', [op('matmul', [W!, X!], {})], {})], all)),
    network: (x, labels, weights) =>
      pass(weights.map(array), [x, labels].map(array), (op, nodes) => {
        const [W, b, V, c, X, L] = nodes as [NodeId, NodeId, NodeId, NodeId, NodeId, NodeId];
        const hidden = op('relu', [op('add', [op('matmul', [X, W], {}), b], {})], {});
        const logits = op('add', [op('matmul', [hidden, V], {}), c], {});
        return op('mean', [op('softmaxCrossEntropy', [logits, L], { axis: 1 })], all);
      }),
    chain: (x) =>
      pass([array(x)], [array({ values: new Float32Array([0.1]), shape: [] })], (op, nodes) => {
        const [X, bias] = nodes as [NodeId, NodeId];
        let y = X;
        for (let turn = 0; turn < TURNS; turn++) {
          y = op('sub', [op('relu', [op('add', [op('mul', [y, X], {}), bias], {})], {}), X], {});
        }
        return op('sum', [y], all);
      }),
  };
}

type Recorder = <Name extends TensorOp>(name: Name, operands: readonly NodeId[], params: ParamsOf<Name>) => NodeId;

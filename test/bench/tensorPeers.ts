import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Numbers } from '../../src/engine/tensor/dtype';
import { type Data, type Pass, type TensorEngine, TURNS } from './tensorWork';

// What is used of the peers, whose own types are not there where they are not installed.

interface TfTensor {
  dataSync(): Numbers;
}

interface Tf {
  tensor(values: Float32Array, shape: number[]): TfTensor;
  matMul(a: TfTensor, b: TfTensor): TfTensor;
  add(a: TfTensor, b: TfTensor | number): TfTensor;
  sub(a: TfTensor, b: TfTensor): TfTensor;
  mul(a: TfTensor, b: TfTensor): TfTensor;
  square(a: TfTensor): TfTensor;
  relu(a: TfTensor): TfTensor;
  sum(a: TfTensor): TfTensor;
  readonly losses: { softmaxCrossEntropy(labels: TfTensor, logits: TfTensor): TfTensor };
  grads(f: (...inputs: TfTensor[]) => TfTensor): (inputs: TfTensor[]) => TfTensor[];
  tidy<T>(f: () => T): T;
  setBackend(name: string): Promise<boolean>;
}

/** An array that every use takes away, except of `ref`. */
interface JaxArray {
  readonly ref: JaxArray;
  reshape(shape: number[]): JaxArray;
  add(other: JaxArray | number): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: JaxArray): JaxArray;
  sum(axis?: number): JaxArray;
  mean(): JaxArray;
  dataSync(): Numbers;
}

type JaxFunction = (...inputs: JaxArray[]) => JaxArray;

interface Jax {
  readonly numpy: {
    array(values: Float32Array | Float64Array): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    square(a: JaxArray): JaxArray;
    negative(a: JaxArray): JaxArray;
  };
  readonly nn: { relu(a: JaxArray): JaxArray; logSoftmax(a: JaxArray, axis: number): JaxArray };
  grad(f: JaxFunction, options: { argnums: number[] }): (...inputs: JaxArray[]) => JaxArray[];
  jit<F>(f: F): F;
  init(device: string): Promise<string[]>;
  defaultDevice(device: string): string;
}

/** The names that are printed, also where a peer is not there. */
export const peerNames = [
  'TensorFlow.js cpu',
  'TensorFlow.js wasm',
  'jax-js jit float32',
  'jax-js jit float64',
] as const;

type PeerName = (typeof peerNames)[number];

/** The peers that are installed, or could be. */
export async function tensorPeers(root: string): Promise<Map<PeerName, TensorEngine>> {
  const folder = path.join(root, 'test', 'bench', 'peers');
  if (!existsSync(path.join(folder, 'node_modules'))) {
    const shell = process.platform === 'win32';
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, timeout: 180_000, shell });
  }
  const load = createRequire(path.join(folder, 'package.json'));
  const found = new Map<PeerName, TensorEngine>();
  const attempt = async (names: readonly PeerName[], make: () => Promise<TensorEngine[]>) => {
    try {
      for (const [k, engine] of (await make()).entries()) found.set(names[k]!, engine);
    } catch (error) {
      console.error(`${names.join(', ')}: ${String(error).split('\n')[0]}`);
    }
  };
  await attempt(['TensorFlow.js cpu'], async () => {
    const tf = load('@tensorflow/tfjs') as Tf;
    await tf.setBackend('cpu');
    return [tensorFlow('TensorFlow.js cpu', tf, 'cpu')];
  });
  await attempt(['TensorFlow.js wasm'], async () => {
    const tf = load('@tensorflow/tfjs') as Tf;
    const { setWasmPaths } = load('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
    setWasmPaths(path.join(folder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist', path.sep));
    if (!(await tf.setBackend('wasm'))) throw new Error('the backend did not start');
    return [tensorFlow('TensorFlow.js wasm', tf, 'wasm')];
  });
  await attempt(['jax-js jit float32', 'jax-js jit float64'], async () => {
    const jax = load('@jax-js/jax') as Jax;
    await jax.init('wasm');
    jax.defaultDevice('wasm');
    return [jaxJs('jax-js jit float32', jax, Float32Array), jaxJs('jax-js jit float64', jax, Float64Array)];
  });
  return found;
}

function tensorFlow(name: string, tf: Tf, backend: string): TensorEngine {
  const tensor = ({ values, shape }: Data) => tf.tensor(values, shape);
  const pass = (inputs: readonly Data[], f: (...inputs: TfTensor[]) => TfTensor): Pass => {
    // A backend that has started is chosen at once.
    void tf.setBackend(backend);
    const tensors = inputs.map(tensor);
    const gradients = tf.grads(f);
    return () => {
      void tf.setBackend(backend);
      return tf.tidy(() => gradients(tensors).map((gradient) => gradient.dataSync()));
    };
  };
  return {
    name,
    product: (w, x) => pass([w, x], (W, X) => tf.sum(tf.square(tf.matMul(W!, X!)))),
    network(x, labels, weights) {
      void tf.setBackend(backend);
      const [X, L] = [tensor(x), tensor(labels)];
      return pass(weights, (W, b, V, c) => {
        const hidden = tf.relu(tf.add(tf.matMul(X, W!), b!));
        return tf.losses.softmaxCrossEntropy(L, tf.add(tf.matMul(hidden, V!), c!));
      });
    },
    chain: (x) =>
      pass([x], (X) => {
        let y = X!;
        for (let turn = 0; turn < TURNS; turn++) y = tf.sub(tf.relu(tf.add(tf.mul(y, X!), 0.1)), X!);
        return tf.sum(y);
      }),
  };
}

function jaxJs(
  name: string,
  jax: Jax,
  storage: { from(values: Float32Array): Float32Array | Float64Array },
): TensorEngine {
  const { numpy: np, nn } = jax;
  const array = ({ values, shape }: Data) => np.array(storage.from(values)).reshape(shape);
  /** The gradients in the first `wanted` inputs. */
  const pass = (inputs: readonly Data[], wanted: number, f: JaxFunction): Pass => {
    const arrays = inputs.map(array);
    const gradients = jax.jit(jax.grad(f, { argnums: [...Array(wanted).keys()] }));
    return () => gradients(...arrays.map(({ ref }) => ref)).map((gradient) => gradient.dataSync());
  };
  return {
    name,
    product: (w, x) => pass([w, x], 2, (W, X) => np.square(np.matmul(W!, X!)).sum()),
    network: (x, labels, weights) =>
      pass([...weights, x, labels], 4, (W, b, V, c, X, L) => {
        const hidden = nn.relu(np.matmul(X!, W!).add(b!));
        const logits = np.matmul(hidden, V!).add(c!);
        return np.negative(nn.logSoftmax(logits, 1).mul(L!).sum(1).mean());
      }),
    chain: (x) =>
      pass([x], 1, (X) => {
        let y = X!.ref;
        for (let turn = 0; turn < TURNS; turn++) y = nn.relu(y.mul(X!.ref).add(0.1)).sub(X!.ref);
        return y.sum();
      }),
  };
}

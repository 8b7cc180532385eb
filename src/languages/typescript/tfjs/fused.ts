import type { TensorValue, Value } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { convolutions } from './convolutions';
import { linearAlgebra } from './linearAlgebra';
import { TensorObject } from './tensorObject';

/** The bias and the activation that a fused function takes beside its operands, all in one object. */
function finished(call: TfCall, result: Value): TensorObject {
  let y: TensorValue = (result as TensorObject).tensor;
  const bias = call.option(0, 'bias');
  if (bias instanceof TensorObject) y = call.value('add', [y, call.alive(bias).tensor], {});
  const activation = call.option(0, 'activation') ?? 'linear';
  const weights = call.option(0, 'preluActivationWeights');
  switch (activation) {
    case 'linear':
      return new TensorObject(y);
    case 'relu':
      return call.op('relu', [y], {});
    case 'relu6':
      return call.op('relu6', [y], {});
    case 'sigmoid':
      return call.op('sigmoid', [y], {});
    case 'elu':
      return call.op('elu', [y], { alpha: 1 });
    case 'leakyrelu': {
      const alpha = call.option(0, 'leakyreluAlpha');
      return call.op('leakyRelu', [y], { slope: typeof alpha === 'number' ? alpha : 0.2 });
    }
    case 'prelu':
      if (weights instanceof TensorObject) return call.op('prelu', [y, weights.tensor], {});
  }
  throw call.wrong(`Unknown fused activation ${String(activation)}.`);
}

function fusedOf(name: string, run: TfFunction, options: readonly string[]): [string, TfFunction] {
  return [name, (call) => finished(call, run(call.with(options.map((option) => call.option(0, option)))))];
}

const windows = ['x', 'filter', 'strides', 'pad', 'dataFormat', 'dilations', 'dimRoundingMode'];

/** `tf.fused`. */
export const fused: ReadonlyMap<string, TfFunction> = new Map([
  fusedOf('matMul', linearAlgebra.get('matMul')!, ['a', 'b', 'transposeA', 'transposeB']),
  fusedOf('conv2d', convolutions.get('conv2d')!, windows),
  fusedOf('depthwiseConv2d', convolutions.get('depthwiseConv2d')!, windows),
]);

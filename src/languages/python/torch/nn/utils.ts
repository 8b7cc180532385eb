import type { SourceId } from '../../../../engine/sources';
import { filled, zeros } from '../../../../engine/tensor/ndarray';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { listOf } from '../../operators/iterate';
import { Float } from '../../values/numbers';
import { ModuleObject } from '../../values/objects';
import { newTensor } from '../creation';
import { torchFunctions } from '../define';
import { callFunctional, callTorch } from '../functional/members';
import { writeResult } from '../inPlace';
import { flag, numberIn, tensorArgument } from '../operands';
import { quietly, stateOf } from '../state';
import { TorchTensor } from '../tensor';
import { isNone } from './layer';

/** The gradients of parameters that have one. */
function gradientsOf(rt: Runtime, parameters: Value, source: SourceId): TorchTensor[] {
  const list = parameters instanceof TorchTensor ? [parameters] : listOf(rt, parameters, source);
  return list.flatMap((each) => (each instanceof TorchTensor && each.grad !== null ? [each.grad.detached()] : []));
}

/** Scales gradients so that all together are at most so long. */
function clipNorm(rt: Runtime, [parameters, most, order, raises]: Value[], source: SourceId): TorchTensor {
  const gradients = gradientsOf(rt, parameters, source);
  const limit = numberIn(rt, most, 'clip_grad_norm_', 'max_norm', source);
  if (gradients.length === 0) return newTensor(rt, filled(stateOf(rt).defaultDtype, [], 0), false, source);
  return quietly(rt, () => {
    const call = (name: string, ...args: Value[]) => callTorch(rt, name, args, source);
    const p = isNone(order) ? new Float(2) : order;
    const lengths = gradients.map((gradient) => call('norm', gradient, p));
    const total = call('norm', call('stack', lengths), p);
    if (flag(raises) && !Number.isFinite(total.peek().array.item()))
      throw rt.error(
        'RuntimeError',
        `The total norm of order ${p instanceof Float ? p.value.toFixed(1) : String(p)} for gradients from \`parameters\` is non-finite, so it cannot be clipped. To disable this error and scale the gradients by the non-finite norm anyway, set \`error_if_nonfinite=False\``,
        source,
      );
    const share = call('div', new Float(limit), call('add', total, new Float(1e-6)));
    const factor = call('clamp', share, null, new Float(1));
    for (const gradient of gradients) writeResult(rt, gradient, call('mul', gradient, factor).value(), '', source);
    return total;
  });
}

/** Cuts every element of the gradients. */
function clipValue(rt: Runtime, [parameters, most]: Value[], source: SourceId): Value {
  const limit = numberIn(rt, most, 'clip_grad_value_', 'clip_value', source);
  quietly(rt, () => {
    for (const gradient of gradientsOf(rt, parameters, source)) {
      const cut = callTorch(rt, 'clamp', [gradient, new Float(-limit), new Float(limit)], source);
      writeResult(rt, gradient, cut.value(), '', source);
    }
  });
  return null;
}

/** All parameters as one vector. */
function toVector(rt: Runtime, [parameters]: Value[], source: SourceId): Value {
  const parts = listOf(rt, parameters, source).map((each) => callTorch(rt, 'reshape', [each, [-1]], source));
  return callTorch(rt, 'cat', [parts], source);
}

/** Puts the parts of a vector into parameters. */
function fromVector(rt: Runtime, [vector, parameters]: Value[], source: SourceId): Value {
  const values = (vector as TorchTensor).peek().array.values();
  let at = 0;
  quietly(rt, () => {
    for (const each of listOf(rt, parameters, source)) {
      const tensor = each as TorchTensor;
      const { dtype, shape, size } = tensor.ref;
      const array = zeros(dtype, shape);
      for (let k = 0; k < size; k++) array.data[k] = values[at++]!;
      writeResult(rt, tensor, new TensorValue(array, null, source), '', source);
    }
  });
  return null;
}

/** Sequences of several lengths as one tensor, filled up at their ends. */
function padded(rt: Runtime, [list, batchFirst, fill]: Value[], source: SourceId): Value {
  const sequences = listOf(rt, list, source).map((each, k) => tensorArgument(rt, each, 'pad_sequence', k, source));
  const most = Math.max(...sequences.map(({ ref }) => ref.shape[0] ?? 0));
  const rows = sequences.map((each) => {
    const { shape } = each.ref;
    const widths = shape.map((extent, axis) => [0, axis === 0 ? most - extent : 0]).reverse();
    return callFunctional(rt, 'pad', [each, widths.flat(), 'constant', fill ?? new Float(0)], source);
  });
  return callTorch(rt, 'stack', [rows, flag(batchFirst) ? 0 : 1], source);
}

const rnnMembers = new Map<string, Value>();
torchFunctions({ 'pad_sequence(sequences, batch_first=, padding_value=)': padded }, rnnMembers);

/** `torch.nn.utils.rnn`. */
export const utilsRnnModule = new ModuleObject(
  'torch.nn.utils.rnn',
  rnnMembers,
  (name) => `\`torch.nn.utils.rnn.${name}\` is not supported; pad the sequences`,
);

const members = new Map<string, Value>([['rnn', utilsRnnModule]]);
torchFunctions(
  {
    'clip_grad_norm_(parameters, max_norm, norm_type=, error_if_nonfinite=)': clipNorm,
    'clip_grad_value_(parameters, clip_value)': clipValue,
    'parameters_to_vector(parameters)': toVector,
    'vector_to_parameters(vec, parameters)': fromVector,
  },
  members,
);

/** `torch.nn.utils`. */
export const utilsModule = new ModuleObject(
  'torch.nn.utils',
  members,
  (name) => `\`torch.nn.utils.${name}\` is not supported`,
);

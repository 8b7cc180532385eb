import type { SourceId } from '../../../../engine/sources';
import { isFloat } from '../../../../engine/tensor/dtype';
import { copied, fromValues, type NdArray, zeros } from '../../../../engine/tensor/ndarray';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { callValue } from '../../operators/call';
import { listOf } from '../../operators/iterate';
import { Tuple } from '../../values/objects';
import { torchFunctions } from '../define';
import { flag, numberIn } from '../operands';
import { tensorRepr } from '../printing/tensors';
import { quietly } from '../state';
import { TorchTensor } from '../tensor';
import { autogradMembers, gradientsFrom } from './backward';

/** How far results and slopes may be apart. */
interface Tolerance {
  readonly eps: number;
  readonly atol: number;
  readonly rtol: number;
}

function tensorsOf(value: Value): TorchTensor[] {
  const items = value instanceof Tuple ? value.items : Array.isArray(value) ? value : [value];
  return items.filter((each): each is TorchTensor => each instanceof TorchTensor && isFloat(each.ref.dtype));
}

const constant = (rt: Runtime, array: NdArray) => TorchTensor.of(rt, new TensorValue(array, null));

/** The same array with one element moved. */
function moved(array: NdArray, element: number, by: number): NdArray {
  const copy = copied(array);
  copy.data[element] = copy.data[element]! + by;
  return copy;
}

/** The derivative of each element of the output by each of an input, a row for an element of the input. */
type Jacobian = (inputElement: number, outputElement: number) => number;

function table(rt: Runtime, input: NdArray, output: NdArray, of: Jacobian): TorchTensor {
  const values = Array.from({ length: input.size * output.size }, (_, k) =>
    of(Math.floor(k / output.size), k % output.size),
  );
  return constant(rt, fromValues(values, [input.size, output.size], input.dtype));
}

/** Central differences of all outputs, by the elements of one argument. */
function slopes(
  rt: Runtime,
  call: (args: Value[]) => TorchTensor[],
  args: readonly Value[],
  place: number,
  eps: number,
): NdArray[][] {
  const { array } = (args[place] as TorchTensor).peek();
  const at = (element: number, by: number) =>
    quietly(rt, () => call(args.with(place, constant(rt, moved(array, element, by)))).map((each) => each.peek().array));
  return Array.from({ length: array.size }, (_, element) => {
    const [above, below] = [at(element, eps), at(element, -eps)];
    return above.map((high, k) => {
      const difference = Array.from({ length: high.size }, (__, j) => (high.flat(j) - below[k]!.flat(j)) / (2 * eps));
      return fromValues(difference, [high.size]);
    });
  });
}

/** What is wrong with the gradients of one output, in PyTorch's words; null where they agree with the slopes. */
function mismatch(
  rt: Runtime,
  output: TorchTensor,
  k: number,
  inputs: readonly TorchTensor[],
  numeric: readonly (readonly NdArray[][])[],
  { atol, rtol }: Tolerance,
  source: SourceId,
): string | null {
  const { array } = output.peek();
  const rows = Array.from({ length: array.size }, (_, element) => {
    const one = zeros(array.dtype, array.shape);
    one.data[element] = 1;
    return gradientsFrom(rt, output, constant(rt, one), inputs, source);
  });
  for (const [i, input] of inputs.entries()) {
    const analytic: Jacobian = (a, b) => rows[b]![i]!.flat(a);
    const measured: Jacobian = (a, b) => numeric[i]![a]![k]!.flat(b);
    const own = input.peek().array;
    for (let a = 0; a < own.size; a++) {
      for (let b = 0; b < array.size; b++) {
        const [found, slope] = [analytic(a, b), measured(a, b)];
        if (Math.abs(found - slope) <= atol + rtol * Math.abs(slope)) continue;
        const text = (of: Jacobian) => tensorRepr(rt, table(rt, own, array, of));
        return `Jacobian mismatch for output ${k} with respect to input ${i},\nnumerical:${text(measured)}\nanalytical:${text(analytic)}\n`;
      }
    }
  }
  return null;
}

/** `torch.autograd.gradcheck`: gradients against central differences. */
function gradcheck(rt: Runtime, args: Value[], source: SourceId): Value {
  const [func, given, eps, atol, rtol, raises] = args;
  const own = given instanceof TorchTensor ? [given] : listOf(rt, given, source);
  const number = (value: Value, label: string, otherwise: number) =>
    value === undefined ? otherwise : numberIn(rt, value, 'gradcheck', label, source);
  const tolerance = {
    eps: number(eps, 'eps', 1e-6),
    atol: number(atol, 'atol', 1e-5),
    rtol: number(rtol, 'rtol', 1e-3),
  };
  const places = own.flatMap((each, k) => (each instanceof TorchTensor && each.requiresGrad ? [k] : []));
  if (places.length === 0)
    throw rt.error(
      'ValueError',
      'gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.',
      source,
    );
  const call = (values: Value[]) => tensorsOf(callValue(rt, func, values, source));
  const outputs = call(own.slice());
  const inputs = places.map((place) => own[place] as TorchTensor);
  const numeric = places.map((place) => slopes(rt, call, own, place, tolerance.eps));
  for (const [k, output] of outputs.entries()) {
    const wrong = mismatch(rt, output, k, inputs, numeric, tolerance, source);
    if (wrong === null) continue;
    if (raises === undefined || flag(raises)) throw rt.error('RuntimeError', wrong, source);
    return false;
  }
  return true;
}

torchFunctions(
  {
    'gradcheck(func, inputs, eps=, atol=, rtol=, raise_exception=, nondet_tol=, check_undefined_grad=, check_grad_dtypes=, check_batched_grad=, fast_mode=)':
      gradcheck,
  },
  autogradMembers,
);

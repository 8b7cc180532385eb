import { elementOf } from '../../core/tensors';
import type { TensorValue, Tracked, Value } from '../../core/values';
import { builtin, getter } from '../intrinsics/define';
import { elementTypes } from '../intrinsics/elementTypes';
import { write } from '../intrinsics/print';
import { Refused } from '../objects';
import { TypedArray, typedPrototypeOf } from '../typedArray';
import { TfCall, type TfFunction } from './call';
import { TensorObject, tensorPrototype } from './tensorObject';
import { tensorText } from './tensorText';

/** All elements as numbers of the program, which keep their origin. */
function numbersOf(call: TfCall, tensor: TensorValue): (number | Tracked)[] {
  call.rt.checkSize(tensor.array.size, call.source);
  call.rt.budget.spend(call.rt, tensor.array.size);
  return Array.from({ length: tensor.array.size }, (_, k) => elementOf(call.rt, tensor, k, call.source));
}

function nestedOf(numbers: readonly Value[], shape: readonly number[], axis = 0, start = 0): Value {
  if (axis === shape.length) return numbers[start];
  const stride = shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  return Array.from({ length: shape[axis]! }, (_, k) => nestedOf(numbers, shape, axis + 1, start + k * stride));
}

/** What only tensors have, beside the functions of `tf` that are their methods, too. */
const own: Readonly<Record<string, TfFunction>> = {
  arraySync: (call) => {
    const tensor = call.tensor(0, 'x');
    const numbers = numbersOf(call, tensor).map((number) => (tensor.array.dtype === 'bool' ? Number(number) : number));
    return nestedOf(numbers, tensor.array.shape);
  },
  dataSync: (call) => {
    const tensor = call.tensor(0, 'x');
    const name = { float32: 'Float32Array', int32: 'Int32Array', bool: 'Uint8Array' }[tensor.array.dtype as 'float32'];
    const type = elementTypes.find((one) => one.name === name)!;
    const numbers = numbersOf(call, tensor);
    return new TypedArray(type, typedPrototypeOf(type), numbers, 0, numbers.length);
  },
  print: (call) => {
    return write(call, tensorText(call.tensor(0, 'x').array, call.flag(1)));
  },
  toString: (call: TfCall) => tensorText(call.tensor(0, 'x').array, call.flag(1)),
  dispose: (call) => {
    (call.args[0] as TensorObject).disposedAt = call.source;
    return undefined;
  },
};

const later = (name: string) =>
  `\`${name}()\` gives a promise, and code that waits is not run here; use \`${name === 'data' ? 'dataSync' : 'arraySync'}()\``;

/** Gives tensors their methods: `functions` of which the first argument is the tensor, and what only tensors have. */
export function installMethods(functions: Iterable<readonly [string, TfFunction]>): void {
  const define = (key: string, value: Value) =>
    Object.defineProperty(tensorPrototype.fields, key, {
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  for (const [name, run] of [...functions, ...Object.entries(own)]) {
    define(
      name,
      builtin(name, ({ rt, self, args, source }) => {
        if (!(self instanceof TensorObject)) throw rt.error('TypeError', `${name} was not called on a tensor`, source);
        return run(new TfCall(rt, name, [self, ...args], source));
      }),
    );
  }
  const property = (name: string, of: (tensor: TensorObject) => Value) =>
    define(
      name,
      getter(name, ({ self }) => (self instanceof TensorObject ? of(self) : undefined)),
    );
  property('shape', ({ tensor }) => [...tensor.array.shape]);
  property('rank', ({ tensor }) => tensor.array.rank);
  property('rankType', ({ tensor }) => String(tensor.array.rank));
  property('size', ({ tensor }) => tensor.array.size);
  property('dtype', ({ tensor }) => tensor.array.dtype);
  property('isDisposed', ({ disposedAt }) => disposedAt !== null);
  for (const name of ['data', 'array']) define(name, new Refused(later(name)));
}

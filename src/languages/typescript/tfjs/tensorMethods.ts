import { stridesOf } from '../../../engine/tensor/shape';
import { elementOf } from '../../core/tensors';
import type { TensorValue, Tracked, Value } from '../../core/values';
import { builtin, getter } from '../intrinsics/define';
import { elementTypes } from '../intrinsics/elementTypes';
import { write } from '../intrinsics/print';
import { GlobalFunction, isArray, Refused } from '../objects';
import { TypedArray, typedPrototypeOf } from '../typedArray';
import { TfCall, type TfDtype, type TfFunction } from './call';
import { elementwise } from './elementwise';
import { concat, stack } from './joining';
import { tensorMethodNames } from './names';
import { TensorObject, tensorPrototype, VariableObject, variablePrototype } from './tensorObject';
import { tensorText } from './tensorText';
import { assign, makeVariable } from './variables';

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
export const ownMethods: Readonly<Record<string, TfFunction>> = {
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
  print: (call: TfCall) => {
    return write(call, tensorText(call.tensor(0, 'x').array, call.flag(1)));
  },
  toString: (call: TfCall) => tensorText(call.tensor(0, 'x').array, call.flag(1)),
  assign,
  toFloat: (call) => cast(call, 'float32'),
  toInt: (call) => cast(call, 'int32'),
  toBool: (call) => cast(call, 'bool'),
  asType: (call) => cast(call, call.dtype(1) ?? 'float32'),
  flatten: (call) => call.op('reshape', [call.tensor(0, 'x')], { shape: [-1] }),
  as1D: (call) => call.op('reshape', [call.tensor(0, 'x')], { shape: [-1] }),
  asScalar: (call) => {
    const x = call.tensor(0, 'x');
    if (x.array.size !== 1) throw call.wrong('The array must have only 1 element.');
    return call.op('reshape', [x], { shape: [] });
  },
  reshapeAs: (call) => call.op('reshape', [call.tensor(0, 'x')], { shape: call.tensor(1, 'x').array.shape }),
  ...Object.fromEntries([2, 3, 4, 5].map((rank): [string, TfFunction] => [`as${rank}D`, as(rank)])),
  concat: (call) => {
    const others = isArray(call.args[1]) ? call.tensors(1, 'x') : [call.tensor(1, 'x')];
    return concat(call, [call.tensor(0, 'x'), ...others], call.whole(2, 'axis', 0));
  },
  stack: (call) => stack(call, [call.tensor(0, 'a'), call.tensor(1, 'b')], call.whole(2, 'axis', 0)),
  where: (call) => elementwise.get('where')!(call.with([call.args[1], call.args[0], call.args[2]])),
  variable: (call) => {
    const dtype = call.dtype(3);
    const tensor = call.tensor(0, 'x');
    return makeVariable(call, dtype ? call.cast(tensor, dtype) : tensor, call.flag(1, true), call.text(2));
  },
  throwIfDisposed: (call) => {
    call.tensor(0, 'x');
    return undefined;
  },
  valueOf: (call: TfCall) => call.args[0],
};

function cast(call: TfCall, dtype: TfDtype): TensorObject {
  return new TensorObject(call.cast(call.tensor(0, 'x'), dtype));
}

function as(rank: number): TfFunction {
  return (call) => {
    const shape = call.args.slice(1, rank + 1).map((_, k) => call.whole(k + 1, 'shape', 1));
    return call.op('reshape', [call.tensor(0, 'x')], { shape });
  };
}

const later = (name: string) =>
  `\`${name}()\` gives a promise, and code that waits is not run here; use \`${name === 'data' ? 'dataSync' : 'arraySync'}()\``;

function refusal(name: string): string {
  return `\`${name}\` of a tensor is not supported; the functions that are stand in a table of the documentation`;
}

/** Gives tensors their methods: `functions` of which the first argument is the tensor, and what only tensors have. */
export function installMethods(functions: Iterable<readonly [string, TfFunction]>): void {
  const define = (key: string, value: Value) =>
    Object.defineProperty(tensorPrototype.fields, key, {
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  for (const [name, run] of [...functions, ...Object.entries(ownMethods)]) {
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
  property('strides', ({ tensor }) => stridesOf(tensor.array.shape).slice(0, -1));
  property('name', (tensor) => (tensor instanceof VariableObject ? tensor.name : undefined));
  property('trainable', (tensor) => (tensor instanceof VariableObject ? tensor.trainable : undefined));
  for (const name of [...tensorMethodNames])
    if (!(name in tensorPrototype.fields)) define(name, new Refused(refusal(name)));
  for (const name of ['data', 'array']) define(name, new Refused(later(name)));
}

const hidden = '`new tf.Tensor` is not supported; make tensors with `tf.tensor` and the like';

function classOf(name: string, proto: typeof tensorPrototype): GlobalFunction {
  const refused = builtin(name, ({ rt, source }) => {
    throw rt.unsupported(hidden, source);
  });
  return new GlobalFunction(
    name,
    refused,
    (rt, _args, source) => {
      throw rt.unsupported(hidden, source);
    },
    [],
    proto,
  );
}

/** `tf.Tensor` and `tf.Variable`, for `instanceof`. */
export const classes = {
  Tensor: classOf('Tensor', tensorPrototype),
  Variable: classOf('Variable', variablePrototype),
} as const;

import type { Value } from '../../core/values';
import { isFunction, toText } from '../conversions';
import { write } from '../intrinsics/print';
import { isArray, PlainObject } from '../objects';
import type { TfCall, TfFunction } from './call';
import { TensorObject } from './tensorObject';
import { tensorText } from './tensorText';

/** Disposes of the tensors that a value holds: what uses them afterwards is told so. */
function dispose(call: TfCall, value: Value, depth = 0): void {
  if (value instanceof TensorObject) value.disposedAt ??= call.source;
  else if (depth > 8) return;
  else if (isArray(value)) for (const item of value) dispose(call, item, depth + 1);
  else if (value instanceof PlainObject) {
    for (const key of Object.keys(value.fields)) {
      const held = Object.getOwnPropertyDescriptor(value.fields, key)?.value;
      dispose(call, held, depth + 1);
    }
  }
}

const nothing: TfFunction = () => undefined;

/** Settings of the library that mean nothing here. */
const inert = [
  'enableProdMode', 'enableDebugMode', 'disableDeprecationWarnings', 'deprecationWarn', 'removeBackend', 'setBackend',
] as const; // biome-ignore format: a list

/** Memory and settings: nothing of it changes a number here. */
export const housekeeping: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ...inert.map((name): [string, TfFunction] => [name, nothing]),
  [
    'tidy',
    (call) => {
      const f = isFunction(call.args[0]) ? call.args[0] : call.args[1];
      if (!isFunction(f))
        throw call.wrong('When calling with two arguments, the 2nd argument to tidy() must be a function');
      return call.run(f, [], 'the function given to tf.tidy');
    },
  ],
  ['keep', (call) => call.args[0]],
  [
    'dispose',
    (call) => {
      dispose(call, call.args[0]);
      return undefined;
    },
  ],
  [
    'memory',
    (call) =>
      call.object({
        unreliable: true,
        reasons: ['memory is not counted here'],
        numTensors: 0,
        numDataBuffers: 0,
        numBytes: 0,
      }),
  ],
  ['getBackend', () => 'cpu'],
  [
    'print',
    (call) => {
      const [x] = call.args;
      if (!(x instanceof TensorObject)) return write(call, toText(call.rt, x, call.source));
      return write(call, tensorText(call.tensor(0, 'x').array, call.flag(1)));
    },
  ],
]);

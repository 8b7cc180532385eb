import { sameShape, shapeText } from '../../../engine/tensor/shape';
import { RunSlot } from '../../core/runSlot';
import type { Runtime } from '../../core/runtime';
import { TensorValue } from '../../core/values';
import type { TfCall, TfFunction } from './call';
import { TensorObject, VariableObject } from './tensorObject';

/** The variables that a run has made, in order. */
const registered = new RunSlot(() => new Map<string, VariableObject>());

/** All variables of the run so far. */
export function variablesOf(rt: Runtime): VariableObject[] {
  return [...registered.of(rt).values()];
}

/** Makes a variable of the program; without a name it is numbered. */
export function makeVariable(
  call: TfCall,
  tensor: TensorValue,
  trainable: boolean,
  name: string | null,
): VariableObject {
  const known = registered.of(call.rt);
  let own = name ?? String(known.size);
  if (name !== null && known.has(name)) throw call.wrong(`Variable with name ${name} was already registered`);
  while (known.has(own)) own += '_';
  const variable = new VariableObject(tensor, own, trainable);
  known.set(own, variable);
  return variable;
}

/** `v.assign(x)`: the variable holds another value of its shape from now on. */
export function assign(call: TfCall): undefined {
  const variable = call.args[0];
  if (!(variable instanceof VariableObject)) throw call.wrong('assign was not called on a variable');
  call.alive(variable);
  const value = call.tensor(1, 'newValue');
  const { dtype, shape } = variable.tensor.array;
  if (value.array.dtype !== dtype) {
    throw call.wrong(`dtype of the new value (${value.array.dtype}) and previous value (${dtype}) must match`);
  }
  if (!sameShape(value.array.shape, shape)) {
    throw call.mismatch(
      `the shape ${shapeText(value.array.shape)} of ${call.called(value, 'newValue')} is not the shape ${shapeText(shape)} of the variable ${call.called(variable.tensor, variable.name)}`,
    );
  }
  // What is assigned keeps its origin, as a variable of the language does that is set again.
  variable.tensor = new TensorValue(value.array, value.node, value.source);
  return undefined;
}

export const variables: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  [
    'variable',
    (call) => {
      const dtype = call.dtype(3);
      const tensor = call.tensor(0, 'initialValue');
      return makeVariable(call, dtype ? call.cast(tensor, dtype) : tensor, call.flag(1, true), call.text(2));
    },
  ],
  [
    'disposeVariables',
    (call) => {
      for (const variable of variablesOf(call.rt)) variable.disposedAt = call.source;
      registered.of(call.rt).clear();
      return undefined;
    },
  ],
]);

/** The variables of an argument, or all trainable ones. */
export function trainable(call: TfCall, k: number): VariableObject[] {
  const given = call.args[k];
  const all = call.has(k) ? (Array.isArray(given) ? given : [given]) : variablesOf(call.rt);
  const found = all.map((each) => {
    if (each instanceof VariableObject) return each;
    const what = each instanceof TensorObject ? 'a tensor; make it one with tf.variable' : 'something else';
    throw call.wrong(`${call.name}: the list of variables holds ${what}`);
  });
  const own = found.filter((variable) => variable.trainable && variable.disposedAt === null);
  if (own.length > 0) return own;
  throw call.wrong(
    found.length === 0
      ? `${call.name} finds no variables: make the parameters with tf.variable`
      : `variableGrads() expects at least one of the input variables to be trainable, but none of the ${found.length} variables is trainable.`,
  );
}

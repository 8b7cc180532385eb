import { backward, Sweep } from '../../../engine/backward';
import { holdsTensor } from '../../../engine/ops/table';
import { recordBackward } from '../../../engine/recordedBackward';
import type { NodeId } from '../../../engine/tape';
import { isError } from '../../../engine/tensor/error';
import { filled, type NdArray } from '../../../engine/tensor/ndarray';
import { sameShape, shapeText } from '../../../engine/tensor/shape';
import { tensorGradient } from '../../../engine/tensorSweep';
import { Closure } from '../../core/functions';
import { RunSlot } from '../../core/runSlot';
import { allowanceOf } from '../../core/tensors';
import { TensorValue, type Value } from '../../core/values';
import { isFunction } from '../conversions';
import { builtin } from '../intrinsics/define';
import { isArray } from '../objects';
import { TfCall, type TfFunction } from './call';
import { TensorObject, type VariableObject } from './tensorObject';
import { trainable, variablesOf } from './variables';

const UNCONNECTED =
  'Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.';

/** The memory of the last sweep of a run, for the next one. */
const spares = new RunSlot(() => new Sweep());

/** What a sweep from one tensor gives for some rows: null where the tensor does not depend on the row. */
function sweepTo(call: TfCall, y: TensorValue, wanted: readonly NodeId[], dy: NdArray | null): (NdArray | null)[] {
  const { rt } = call;
  const first = Math.min(...wanted);
  if (y.node === null || y.node < first) return wanted.map(() => null);
  const seed = dy === null ? { node: y.node, gradient: 1 } : { node: y.node, gradient: 1, array: dy };
  const { tick } = allowanceOf(rt, call.source);
  const sweep = backward(rt.tape, [seed], spares.of(rt), tick, first);
  rt.budget.spend(rt, y.node - first);
  return wanted.map((node) => (sweep.hasReached(node) ? tensorGradient(rt.tape, sweep, node) : null));
}

/** An argument under a row of its own, so that only what goes through `f` counts. */
function own(call: TfCall, { array, node }: TensorValue): TensorValue & { readonly node: NodeId } {
  const { tape } = call.rt;
  const made =
    node === null
      ? new TensorValue(array, tape.tensorInput(array, call.source), call.source)
      : call.value('alias', [new TensorValue(array, node)], {});
  return made as TensorValue & { readonly node: NodeId };
}

/** What `f` returned, as a tensor. */
function result(call: TfCall, value: Value): TensorValue {
  if (value instanceof TensorObject) return call.alive(value).tensor;
  throw call.wrong(`the function given to ${call.name} must return a tensor`);
}

/**
 * The gradients that a sweep found, as values with an origin: the backward pass is recorded, so that they can be
 * differentiated again. Those of operations for which it cannot be recorded are constants.
 */
function recorded(
  call: TfCall,
  y: TensorValue,
  wanted: readonly NodeId[],
  dy: NdArray | null,
  found: readonly NdArray[],
): TensorValue[] {
  const { rt, source } = call;
  const { tape } = rt;
  const constants = found.map((array) => new TensorValue(array, null, source));
  if (y.node === null || wanted.length === 0) return constants;
  const ones = filled('float32', y.array.shape, 1);
  const upstream = tape.tensorConstant(dy ?? ones, source);
  const nodes = recordBackward(tape, y.node, wanted, source, upstream, allowanceOf(rt, source));
  if (isError(nodes)) return constants;
  rt.budget.spend(rt, tape.length - y.node);
  return nodes.map((node, k) => {
    const array = found[k]!;
    if (node === null || !holdsTensor(tape.op[node]!)) return constants[k]!;
    const own = new TensorValue(tape.tensor(node), node, source);
    return own.array.dtype === array.dtype ? own : call.value('cast', [own], { dtype: array.dtype });
  });
}

interface Gradients {
  readonly value: TensorValue;
  readonly grads: readonly TensorValue[];
}

function gradientsOf(call: TfCall, f: Value, args: readonly TensorValue[], dyValue: Value): Gradients {
  const { rt } = call;
  const dy = dyValue === undefined || dyValue === null ? null : call.toTensor(dyValue, 'dy').array;
  const leaves = args.map((arg) => own(call, arg));
  const value = result(
    call,
    call.run(
      f,
      leaves.map((leaf) => new TensorObject(leaf)),
      'the function given to tf.grad',
    ),
  );
  if (dy !== null && !sameShape(dy.shape, value.array.shape)) {
    throw call.mismatch(
      `The shape ${shapeText(dy.shape)} of dy passed to ${call.name} must match the shape ${shapeText(value.array.shape)} that f returned`,
    );
  }
  const nodes = leaves.map(({ node }) => node);
  const found = nodes.length === 0 ? [] : sweepTo(call, value, nodes, dy);
  const arrays = found.map((grad) => {
    if (grad === null) throw call.wrong(UNCONNECTED);
    return grad;
  });
  const grads = recorded(call, value, nodes, dy, arrays);
  const names = f instanceof Closure ? f.code.ir.parameterNames : undefined;
  rt.passes.addCall({
    source: call.source,
    outputs: [{ name: rt.sources.name(value.source) ?? null, array: value.array }],
    inputs: args.map((arg, k) => ({ name: rt.sources.name(arg.source) ?? names?.[k] ?? null, array: arg.array })),
    grads: arrays,
  });
  return { value, grads };
}

type Finish = (call: TfCall, gradients: Gradients) => Value;

const objects = (call: TfCall, { grads }: Gradients): TensorObject[] => call.objects(grads);

/** `tf.grad(f)` and the like give a function; `isList` says that its argument is an array of tensors. */
function gradient(name: string, isList: boolean, finish: Finish): TfFunction {
  return (call) => {
    const [f] = call.args;
    if (!isFunction(f)) throw call.wrong(`The f passed in ${name}(f) must be a function`);
    return builtin(
      name,
      ({ rt, args, source }) => {
        const inner = new TfCall(rt, name, args, source);
        if (isList && !isArray(args[0])) {
          throw inner.wrong(
            `The args passed in ${name}(f)(args) must be an array of tensors, such as ${name}(f)([x, y])`,
          );
        }
        const tensors = isList ? inner.tensors(0, 'args') : [inner.tensor(0, 'x')];
        return finish(inner, gradientsOf(inner, f, tensors, args[1]));
      },
      1,
    );
  };
}

/** The value of a loss and its gradients for variables. A variable that it does not depend on has none. */
export interface Computed {
  readonly value: TensorValue;
  readonly start: NodeId;
  readonly grads: ReadonlyMap<VariableObject, { readonly node: NodeId; readonly gradient: NdArray }>;
}

/** Runs `f` and sweeps back to the variables of argument `k`, or to all that are trainable. */
export function variableGradients(call: TfCall, f: Value, k: number): Computed {
  const { rt } = call;
  if (!isFunction(f)) throw call.wrong(`The f passed in ${call.name}(f) must be a function`);
  const list = call.has(k) ? trainable(call, k) : null;
  for (const variable of list ?? variablesOf(rt).filter((each) => each.trainable)) leafOf(call, variable);
  const start = rt.tape.length;
  const value = result(call, call.run(f, [], `the function given to ${call.name}`));
  if (value.array.rank !== 0) {
    throw call.mismatch(
      `The f passed in ${call.name}(f) must return a scalar, but ${call.called(value, 'its result')} has shape ${shapeText(value.array.shape)}; reduce it with \`.mean()\` or \`.sum()\``,
    );
  }
  // Variables may have been made by `f` itself.
  const own = list ?? trainable(call, k);
  const nodes = own.map((variable) => leafOf(call, variable));
  const found = sweepTo(call, value, nodes, null);
  if (found.every((grad) => grad === null)) {
    throw call.wrong(
      'Cannot find a connection between any variable and the result of the loss function y=f(x). Please make sure the operations that use variables are inside the function f passed to minimize().',
    );
  }
  const grads = new Map<VariableObject, { node: NodeId; gradient: NdArray }>();
  for (const [i, variable] of own.entries()) {
    const grad = found[i]!;
    if (grad !== null) grads.set(variable, { node: nodes[i]!, gradient: grad });
  }
  return { value, start, grads };
}

/** The row of a variable's value; it gets a leaf where nothing is known of where it comes from. */
function leafOf({ rt, source }: TfCall, variable: VariableObject): NodeId {
  const { array, node, source: made } = variable.tensor;
  if (node !== null) return node;
  const leaf = rt.tape.tensorInput(array, made === 0 ? source : made);
  variable.tensor = new TensorValue(array, leaf, made);
  return leaf;
}

/** Gradients as values, which can be differentiated again. */
export const gradients: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['grad', gradient('grad', false, (_call, { grads }) => new TensorObject(grads[0]!))],
  ['grads', gradient('grads', true, objects)],
  [
    'valueAndGrad',
    gradient('valueAndGrad', false, (call, { value, grads }) =>
      call.object({ grad: new TensorObject(grads[0]!), value: new TensorObject(value) }),
    ),
  ],
  [
    'valueAndGrads',
    gradient('valueAndGrads', true, (call, found) =>
      call.object({ grads: objects(call, found), value: new TensorObject(found.value) }),
    ),
  ],
  [
    'variableGrads',
    (call) => {
      const { value, grads } = variableGradients(call, call.args[0], 1);
      const named: Record<string, Value> = {};
      for (const [variable, { gradient: grad }] of grads) named[variable.name] = call.constant(grad);
      return call.object({ value: new TensorObject(value), grads: call.object(named) });
    },
  ],
]);

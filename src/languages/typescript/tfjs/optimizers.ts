import type { NodeId } from '../../../engine/tape';
import { type NdArray, zeros } from '../../../engine/tensor/ndarray';
import { sameShape, shapeText } from '../../../engine/tensor/shape';
import type { Trained } from '../../core/passes';
import type { Value } from '../../core/values';
import { builtin } from '../intrinsics/define';
import { getMember } from '../members';
import { builtInObject, defineHidden, isArray, PlainObject } from '../objects';
import { TfCall, type TfFunction } from './call';
import { variableGradients } from './gradients';
import type { Rule } from './optimizerRules';
import * as rules from './optimizerRules';
import { TensorObject, type VariableObject } from './tensorObject';
import { variablesOf } from './variables';

const optimizerPrototype = builtInObject();

/** What an optimizer keeps beside one variable. */
interface State {
  readonly slots: readonly Float32Array[];
}

/** A `tf.train` optimizer of the program. */
export class OptimizerObject extends PlainObject {
  readonly states = new Map<VariableObject, State>();
  iterations = 0;

  constructor(
    readonly kind: string,
    readonly rule: Rule,
  ) {
    super(optimizerPrototype);
  }

  override get tag(): string {
    return 'Optimizer';
  }

  /** The value after one more step. */
  next(variable: VariableObject, gradient: NdArray): NdArray {
    const { array } = variable.tensor;
    let state = this.states.get(variable);
    if (state === undefined) {
      const slots = this.rule.slots.map((initial) => new Float32Array(array.size).fill(initial));
      this.states.set(variable, (state = { slots }));
    }
    const after = zeros(array.dtype, array.shape);
    const [values, grads] = [array.values(), gradient.values()];
    const slots: number[] = [];
    for (let k = 0; k < after.size; k++) {
      for (let s = 0; s < state.slots.length; s++) slots[s] = state.slots[s]![k]!;
      after.data[k] = this.rule.step(values[k]!, grads[k]!, slots, this.iterations);
      for (let s = 0; s < state.slots.length; s++) state.slots[s]![k] = slots[s]!;
    }
    return after;
  }
}

type Grads = ReadonlyMap<VariableObject, { readonly node: NodeId | null; readonly gradient: NdArray }>;

/** One step: every variable gets its next value, and a row of its own for it. */
function apply(call: TfCall, optimizer: OptimizerObject, grads: Grads): Trained[] {
  const { rt, source } = call;
  optimizer.iterations++;
  const trained: Trained[] = [];
  for (const [variable, { node, gradient }] of grads) {
    const before = variable.tensor.array;
    if (!sameShape(before.shape, gradient.shape)) {
      throw call.mismatch(
        `the gradient for ${call.called(variable.tensor, variable.name)} has shape ${shapeText(gradient.shape)}, the variable has ${shapeText(before.shape)}`,
      );
    }
    rt.budget.spend(rt, before.size / 10);
    // The value and the gradient of each step stay, for the timeline.
    rt.checkSize(before.size, source, 2 * before.size);
    rt.passes.changes(variable);
    const after = optimizer.next(variable, gradient);
    const made = variable.tensor.source === 0 ? source : variable.tensor.source;
    variable.tensor = rt.inputs.renewed(rt, variable, after, made);
    const name = rt.sources.name(made) ?? variable.name;
    if (node !== null) trained.push({ name, node, before, gradient, after: variable.tensor.array });
  }
  return trained;
}

function minimize(call: TfCall, optimizer: OptimizerObject): Value {
  const { rt, source } = call;
  const { value, start, grads } = variableGradients(call, call.args[0], 2);
  const end = rt.tape.length;
  const trained = apply(call, optimizer, grads);
  const name = rt.sources.name(value.source) ?? null;
  rt.passes.addPass({ source, output: { name, array: value.array, node: value.node! }, trained, start, end });
  return call.flag(1) ? new TensorObject(value) : null;
}

/** Gradients by the names of variables, as an object or as a list of `{ name, tensor }`. */
function named(call: TfCall): Grads {
  const [given] = call.args;
  const grads = new Map<VariableObject, { node: null; gradient: NdArray }>();
  const variables = new Map(variablesOf(call.rt).map((variable) => [variable.name, variable]));
  const note = (name: Value, gradient: Value) => {
    const variable = typeof name === 'string' ? variables.get(name) : undefined;
    if (variable === undefined) throw call.wrong(`applyGradients: there is no variable named ${String(name)}`);
    if (gradient instanceof TensorObject) grads.set(variable, { node: null, gradient: gradient.tensor.array });
  };
  if (isArray(given)) {
    for (const item of given)
      note(getMember(call.rt, item, 'name', call.source), getMember(call.rt, item, 'tensor', call.source));
  } else if (given instanceof PlainObject) {
    for (const key of Object.keys(given.fields)) note(key, getMember(call.rt, given, key, call.source));
  } else throw call.wrong('applyGradients takes the gradients that computeGradients gave');
  return grads;
}

const methods: Readonly<Record<string, (call: TfCall, optimizer: OptimizerObject) => Value>> = {
  minimize,
  computeGradients(call) {
    const { value, grads } = variableGradients(call, call.args[0], 1);
    const named: Record<string, Value> = {};
    for (const [variable, { gradient }] of grads) named[variable.name] = call.constant(gradient);
    return call.object({ value: new TensorObject(value), grads: call.object(named) });
  },
  applyGradients(call, optimizer) {
    apply(call, optimizer, named(call));
    return undefined;
  },
  dispose: () => undefined,
  getClassName: (_call, { kind }) => kind,
};

for (const [name, run] of Object.entries(methods)) {
  defineHidden(
    optimizerPrototype,
    name,
    builtin(name, ({ rt, self, args, source }) => {
      const call = new TfCall(rt, name, args, source);
      if (self instanceof OptimizerObject) return run(call, self);
      throw rt.error('TypeError', `${name} was not called on an optimizer`, source);
    }),
  );
}

const made = (kind: string, rule: Rule) => new OptimizerObject(kind, rule);

/** The rate of learning, which has no default for some. */
function rate(call: TfCall, otherwise = Number.NaN): number {
  const found = call.number(0, otherwise);
  if (Number.isNaN(found))
    throw call.wrong(`tf.train.${call.name} needs a rate of learning, such as tf.train.${call.name}(0.1)`);
  return found;
}

/** An epsilon of null stands for the default. */
const epsilon = (call: TfCall, k: number) => (call.has(k) ? call.number(k, 0) : 1e-7);

/** `tf.train`. */
export const train: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ['sgd', (call) => made('SGD', rules.sgd(rate(call)))],
  ['momentum', (call) => made('Momentum', rules.momentum(rate(call), call.number(1, 0.9), call.flag(2)))],
  ['adagrad', (call) => made('Adagrad', rules.adagrad(rate(call), call.number(1, 0.1)))],
  ['adadelta', (call) => made('Adadelta', rules.adadelta(rate(call, 0.001), call.number(1, 0.95), epsilon(call, 2)))],
  [
    'rmsprop',
    (call) =>
      made(
        'RMSProp',
        rules.rmsprop(rate(call), call.number(1, 0.9), call.number(2, 0), epsilon(call, 3), call.flag(4)),
      ),
  ],
  [
    'adam',
    (call) => made('Adam', rules.adam(rate(call, 0.001), call.number(1, 0.9), call.number(2, 0.999), epsilon(call, 3))),
  ],
  [
    'adamax',
    (call) =>
      made(
        'Adamax',
        rules.adamax(
          rate(call, 0.002),
          call.number(1, 0.9),
          call.number(2, 0.999),
          epsilon(call, 3),
          call.number(4, 0),
        ),
      ),
  ],
]);

/** The optimizer that a model is compiled with: an object, or its name. */
export function optimizerOf(call: TfCall, given: Value): OptimizerObject {
  if (given instanceof OptimizerObject) return given;
  if (typeof given === 'string' && train.has(given)) {
    const rates: Readonly<Record<string, number>> = { sgd: 0.01, momentum: 0.01, adagrad: 0.01, rmsprop: 0.001 };
    const args = Object.hasOwn(rates, given) ? [rates[given]] : [];
    return train.get(given)!(new TfCall(call.rt, given, args, call.source)) as OptimizerObject;
  }
  throw call.wrong(`compile: \`optimizer\` must be one of tf.train, or its name, such as 'sgd'`);
}

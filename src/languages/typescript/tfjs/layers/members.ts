import { sameShape, shapeText } from '../../../../engine/tensor/shape';
import type { Value } from '../../../core/values';
import { builtin, getter } from '../../intrinsics/define';
import { write } from '../../intrinsics/print';
import { defineHidden, isArray, type PlainObject, Refused } from '../../objects';
import { TfCall } from '../call';
import { TensorObject, type VariableObject, variablePrototype } from '../tensorObject';
import { LayerObject, layerPrototype } from './layer';
import { countParams, ModelObject, modelPrototype, summaryText } from './model';

type Owner = LayerObject | ModelObject;

/** Replaces the values of weights, in their order. */
function setWeights(call: TfCall, weights: readonly VariableObject[]): undefined {
  const given = call.tensors(0, 'weights');
  if (given.length !== weights.length) {
    throw call.wrong(`You called setWeights() with ${given.length} tensors, but there are ${weights.length} weights`);
  }
  for (const [k, variable] of weights.entries()) {
    const [value, before] = [given[k]!, variable.tensor.array];
    if (!sameShape(value.array.shape, before.shape)) {
      throw call.mismatch(
        `Layer weight shape ${shapeText(before.shape)} not compatible with provided weight shape ${shapeText(value.array.shape)}: ${variable.name}`,
      );
    }
    variable.tensor = value;
  }
  return undefined;
}

const shared: Readonly<Record<string, (call: TfCall, owner: Owner) => Value>> = {
  apply: (call, owner) =>
    new TensorObject(owner.apply(call, call.tensor(0, 'inputs'), call.option(1, 'training') === true)),
  getWeights: (_call, { weights }) => weights.map(({ tensor }) => new TensorObject(tensor)),
  setWeights: (call, { weights }) => setWeights(call, weights),
  countParams: (_call, { weights }) => countParams(weights),
};

const ofModel: Readonly<Record<string, (call: TfCall, model: ModelObject) => Value>> = {
  add(call, model) {
    const [layer] = call.args;
    if (!(layer instanceof LayerObject)) throw call.wrong('model.add takes a layer of tf.layers');
    model.add(call, layer);
    return undefined;
  },
  pop(_call, model) {
    model.layers.pop();
    return undefined;
  },
  predict: (call, model) => new TensorObject(model.apply(call, call.tensor(0, 'x'), false)),
  predictOnBatch: (call, model) => new TensorObject(model.apply(call, call.tensor(0, 'x'), false)),
  compile: (call, model) => model.compile(call),
  evaluate: (call, model) => model.evaluate(call),
  summary: (call, model) => write(call, summaryText(model)),
  getLayer(call, { layers }) {
    const [name, index] = call.args;
    const found =
      typeof name === 'string' ? layers.find((layer) => layer.name === name) : layers[(name ?? index) as number];
    if (found) return found;
    throw call.wrong(`No such layer: ${String(name ?? index)}`);
  },
  dispose: () => undefined,
};

function define(
  prototype: PlainObject,
  name: string,
  run: (call: TfCall, owner: never) => Value,
  isOwner: (value: Value) => boolean,
) {
  const method = builtin(name, ({ rt, self, args, source }) => {
    if (!isOwner(self)) throw rt.error('TypeError', `${name} was not called on a layer or model`, source);
    return run(new TfCall(rt, name, args, source), self as never);
  });
  defineHidden(prototype, name, method);
}

function property<T>(
  prototype: PlainObject,
  name: string,
  owner: abstract new (...args: never[]) => T,
  of: (owner: T) => Value,
) {
  defineHidden(
    prototype,
    name,
    getter(name, ({ self }) => (self instanceof owner ? of(self as T) : undefined)),
  );
}

const shape = (list: readonly number[] | null) =>
  list === null ? undefined : [null, ...list.map((each) => (each < 0 ? null : each))];
const waits = (what: string, instead: string) =>
  `\`${what}\` gives a promise, and code that waits is not run here; ${instead}`;

/** What is refused by name, and what to write instead. */
const refused: Readonly<Record<string, string>> = {
  fit: waits(
    'model.fit',
    'write the loop: `for (let epoch = 0; epoch < 100; epoch++) optimizer.minimize(() => tf.losses.meanSquaredError(ys, model.predict(xs)))`',
  ),
  fitDataset: waits('model.fitDataset', 'write the loop with `optimizer.minimize`'),
  trainOnBatch: waits('model.trainOnBatch', 'use `optimizer.minimize(() => …)`'),
  evaluateDataset: waits('model.evaluateDataset', 'use `model.evaluate`'),
  save: waits('model.save', 'leave it out'),
};

/** Gives layers and models their methods and properties. */
export function installLayerMembers(): void {
  const isLayer = (value: Value) => value instanceof LayerObject;
  const isModel = (value: Value) => value instanceof ModelObject;
  for (const [name, run] of Object.entries(shared)) {
    define(layerPrototype, name, run, isLayer);
    define(modelPrototype, name, run, isModel);
  }
  for (const [name, run] of Object.entries(ofModel)) define(modelPrototype, name, run, isModel);
  for (const [name, message] of Object.entries(refused)) defineHidden(modelPrototype, name, new Refused(message));
  property(layerPrototype, 'name', LayerObject, ({ name }) => name);
  property(layerPrototype, 'kernel', LayerObject, ({ weights }) => weights[0]);
  property(layerPrototype, 'bias', LayerObject, ({ weights }) => weights.find(({ name }) => name.endsWith('/bias')));
  property(layerPrototype, 'units', LayerObject, ({ options }) => options.value('units'));
  property(layerPrototype, 'outputShape', LayerObject, ({ input, output }) =>
    input === null ? undefined : shape(output),
  );
  property(modelPrototype, 'name', ModelObject, ({ name }) => name);
  property(modelPrototype, 'layers', ModelObject, ({ layers }) => [...layers]);
  property(modelPrototype, 'optimizer', ModelObject, ({ compiled }) => compiled?.optimizer);
  property(modelPrototype, 'outputShape', ModelObject, ({ layers }) => shape(layers.at(-1)?.output ?? null));
  for (const [prototype, owner] of [
    [layerPrototype, LayerObject],
    [modelPrototype, ModelObject],
  ] as const) {
    const own = (name: string, of: (weights: readonly VariableObject[]) => Value) =>
      property<Owner>(prototype, name, owner as never, ({ weights }) => of(weights));
    own('weights', (weights) => [...weights]);
    own('trainableWeights', (weights) => weights.filter(({ trainable }) => trainable));
    own('nonTrainableWeights', (weights) => weights.filter(({ trainable }) => !trainable));
  }
  // What a layer calls a weight is a variable here: it gives itself as its value.
  defineHidden(
    variablePrototype,
    'val',
    getter('val', ({ self }) => self),
  );
  defineHidden(
    variablePrototype,
    'read',
    builtin('read', ({ self }) => self, 0),
  );
}

/** The layers of an argument, for `tf.sequential({ layers })`. */
export function layersOf(call: TfCall, given: Value): LayerObject[] {
  if (given === undefined || given === null) return [];
  if (isArray(given) && given.every((each) => each instanceof LayerObject)) return given as LayerObject[];
  throw call.wrong('tf.sequential takes `layers` as an array of layers of tf.layers');
}

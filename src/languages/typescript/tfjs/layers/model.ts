import { sizeOf } from '../../../../engine/tensor/shape';
import type { TensorValue, Value } from '../../../core/values';
import { builtInObject, isArray, PlainObject } from '../../objects';
import type { TfCall } from '../call';
import { losses as lossFunctions } from '../losses';
import { metrics as metricFunctions } from '../metrics';
import { type OptimizerObject, optimizerOf } from '../optimizers';
import { TensorObject, type VariableObject } from '../tensorObject';
import { type LayerObject, numbered } from './layer';

export const modelPrototype = builtInObject();

/** What a model is compiled with. */
interface Compiled {
  readonly optimizer: OptimizerObject;
  readonly loss: Value;
  readonly metrics: readonly Value[];
}

/** A `tf.Sequential` of the program: layers, one after the other. */
export class ModelObject extends PlainObject {
  readonly layers: LayerObject[] = [];
  readonly name: string;
  compiled: Compiled | null = null;

  constructor(call: TfCall, name: string | null) {
    super(modelPrototype);
    this.name = name ?? numbered(call, 'sequential_');
  }

  override get tag(): string {
    return 'Sequential';
  }

  get weights(): VariableObject[] {
    return this.layers.flatMap(({ weights }) => weights);
  }

  add(call: TfCall, layer: LayerObject): void {
    const last = this.layers.at(-1);
    const given = last === undefined ? layer.given : last.output;
    if (given === null) {
      throw call.wrong('The first layer in a Sequential model must get an `inputShape` or `batchInputShape` argument.');
    }
    layer.build(call, given);
    this.layers.push(layer);
  }

  apply(call: TfCall, x: TensorValue, training: boolean): TensorValue {
    if (this.layers.length === 0) throw call.wrong('this model has no layers; add one with `model.add`');
    return this.layers.reduce((value, layer) => layer.apply(call, value, training), x);
  }

  compile(call: TfCall): undefined {
    const loss = call.option(0, 'loss');
    if (loss === undefined) throw call.wrong("compile needs a loss, such as `loss: 'meanSquaredError'`");
    const metrics = call.option(0, 'metrics');
    const list = isArray(metrics) ? metrics : metrics === undefined || metrics === null ? [] : [metrics];
    this.compiled = { optimizer: optimizerOf(call, call.option(0, 'optimizer')), loss, metrics: list };
    return undefined;
  }

  /** The loss of a batch, and its metrics where the model was compiled with some. */
  evaluate(call: TfCall): Value {
    if (this.compiled === null) throw call.wrong('The model needs to be compiled before being used.');
    const [x, y] = [call.tensor(0, 'x'), call.tensor(1, 'y')];
    const predictions = this.apply(call, x, false);
    const loss = this.#loss(call, new TensorObject(y), new TensorObject(predictions), this.compiled.loss);
    const metrics = this.compiled.metrics.map((metric) => this.#metric(call, y, predictions, metric));
    return metrics.length === 0 ? loss : [loss, ...metrics];
  }

  /** Losses by the names that `compile` takes. */
  #loss(call: TfCall, y: TensorObject, predictions: TensorObject, loss: Value): Value {
    if (typeof loss !== 'string') return call.run(loss, [y, predictions], 'the loss of the model');
    const mean = (value: Value) => call.op('mean', [(value as TensorObject).tensor], { axes: null, keepDims: false });
    const own = call.with([y, predictions]);
    if (loss === 'meanSquaredError') return lossFunctions.get('meanSquaredError')!(own);
    if (loss === 'meanAbsoluteError') return mean(metricFunctions.get('meanAbsoluteError')!(own));
    if (loss === 'categoricalCrossentropy' || loss === 'binaryCrossentropy')
      return mean(metricFunctions.get(loss)!(own));
    throw call.rt.unsupported(
      `the loss '${loss}' is not supported; use 'meanSquaredError', 'meanAbsoluteError', 'binaryCrossentropy', 'categoricalCrossentropy', or a function of \`tf.losses\``,
      call.source,
    );
  }

  #metric(call: TfCall, y: TensorValue, predictions: TensorValue, metric: Value): TensorObject {
    const pair = [new TensorObject(y), new TensorObject(predictions)];
    const isBinary = predictions.array.shape.at(-1) === 1;
    const name =
      metric === 'accuracy' || metric === 'acc' ? (isBinary ? 'binaryAccuracy' : 'categoricalAccuracy') : metric;
    const run = typeof name === 'string' ? metricFunctions.get(name) : undefined;
    if (typeof name === 'string' && run === undefined) {
      throw call.rt.unsupported(
        `the metric '${name}' is not supported; compute it with functions of \`tf\``,
        call.source,
      );
    }
    const found = run ? run(call.with(pair)) : call.run(metric, pair, 'a metric of the model');
    if (!(found instanceof TensorObject)) throw call.wrong('a metric of the model must return a tensor');
    return call.op('mean', [found.tensor], { axes: null, keepDims: false });
  }
}

const WIDTHS = [28, 26, 26, 10] as const;
const LINE = 90;

/** What `model.summary()` prints. */
export function summaryText({ layers, weights }: ModelObject): string {
  const shape = (list: readonly number[]) =>
    `[${['null', ...list.map((each) => (each < 0 ? 'null' : each))].join(',')}]`;
  // A cell that does not fit is cut, and a blank follows it.
  const row = (cells: readonly string[]) => {
    let text = '';
    let end = 0;
    for (const [k, cell] of cells.entries()) {
      if (k > 0) text = `${text.slice(0, -1)} `;
      text += cell;
      end += WIDTHS[k]!;
      text = text.slice(0, end).padEnd(end);
    }
    return text;
  };
  const size = (list: readonly VariableObject[]) => list.reduce((sum, { tensor }) => sum + tensor.array.size, 0);
  const rule = '_'.repeat(LINE);
  const rows = layers.map(({ name, kind, input, output, weights: own }) =>
    row([`${name} (${kind.className})`, `[${shape(input ?? [])}]`, shape(output), String(size(own))]),
  );
  const all = size(weights);
  const trained = size(weights.filter(({ trainable }) => trainable));
  return [
    rule,
    row(['Layer (type)', 'Input Shape', 'Output shape', 'Param #']),
    '='.repeat(LINE),
    rows.join(`\n${rule}\n`),
    '='.repeat(LINE),
    `Total params: ${all}`,
    `Trainable params: ${trained}`,
    `Non-trainable params: ${all - trained}`,
    rule,
  ].join('\n');
}

/** How many numbers the weights of a layer or model hold. */
export function countParams(weights: readonly VariableObject[]): number {
  return weights.reduce((sum, { tensor }) => sum + sizeOf(tensor.array.shape), 0);
}

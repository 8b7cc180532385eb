import { sameShape, shapeText } from '../../../../engine/tensor/shape';
import type { PassLog } from '../../../core/passes';
import { TensorValue } from '../../../core/values';
import { builtInObject, PlainObject } from '../../objects';
import type { TfCall } from '../call';
import type { VariableObject } from '../tensorObject';
import { makeVariable } from '../variables';
import { initializerOf } from './initializers';
import type { Options } from './options';

/** A weight of a layer before there is one. `option` is the setting that names its initializer. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly option: string;
  readonly initializer: string;
  readonly trainable?: boolean;
}

/** A kind of layer. Shapes are without the batch axis; those of the input are known when the layer is built. */
export interface LayerKind {
  readonly className: string;
  /** The beginning of its name. */
  readonly prefix: string;
  /** Looks at the settings as the layer is made. */
  check?(options: Options): void;
  weights?(input: readonly number[], options: Options): readonly WeightSpec[];
  output(input: readonly number[], options: Options): readonly number[];
  apply(call: TfCall, x: TensorValue, layer: LayerObject, training: boolean): TensorValue;
}

export const layerPrototype = builtInObject();

/** How many layers of a kind a run has made. */
const counts = new WeakMap<PassLog, Map<string, number>>();

export function numbered(call: TfCall, prefix: string): string {
  const { passes } = call.rt;
  let known = counts.get(passes);
  if (known === undefined) counts.set(passes, (known = new Map()));
  const count = (known.get(prefix) ?? 0) + 1;
  known.set(prefix, count);
  return `${prefix}${count}`;
}

/** A layer of the program: settings, and weights as soon as the shape of its input is known. */
export class LayerObject extends PlainObject {
  readonly name: string;
  weights: readonly VariableObject[] = [];
  input: readonly number[] | null = null;
  output: readonly number[] = [];

  constructor(
    readonly kind: LayerKind,
    readonly options: Options,
  ) {
    super(layerPrototype);
    kind.check?.(options);
    this.name = options.text('name') ?? numbered(options.call, `${kind.prefix}_${kind.className}`);
  }

  override get tag(): string {
    return this.kind.className;
  }

  /** The shape of the input that the layer itself names; null where it does not. */
  get given(): readonly number[] | null {
    const { options } = this;
    const shape = options.list('inputShape') ?? options.list('batchInputShape')?.slice(1) ?? null;
    if (shape !== null) return shape;
    // Of an embedding the dimension is that of the table.
    if (this.kind.className === 'Embedding') return [options.number('inputLength', -1)];
    const dimension = options.number('inputDim', Number.NaN);
    return Number.isNaN(dimension) ? null : [dimension];
  }

  /** Makes the weights for inputs of a shape. */
  build(call: TfCall, input: readonly number[]): void {
    if (this.input !== null) return;
    const specs = this.kind.weights?.(input, this.options) ?? [];
    const given = this.options.tensors('weights');
    if (given !== null && given.length !== specs.length) {
      throw call.wrong(
        `the layer ${this.name} was given ${given.length} weights, but it has ${specs.length}: ${specs.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ')}`,
      );
    }
    this.output = this.kind.output(input, this.options);
    this.weights = specs.map((spec, k) => {
      const trainable = (spec.trainable ?? true) && this.options.flag('trainable', true);
      return makeVariable(call, this.#initial(call, spec, given?.[k]), trainable, `${this.name}/${spec.name}`);
    });
    this.input = input;
  }

  /** What the layer makes of a batch. */
  apply(call: TfCall, x: TensorValue, training: boolean): TensorValue {
    this.build(call, x.array.shape.slice(1));
    for (const weight of this.weights) call.alive(weight);
    const wanted = this.input!;
    const found = x.array.shape.slice(1);
    if (found.length !== wanted.length || wanted.some((extent, axis) => extent >= 0 && extent !== found[axis])) {
      const shape = (list: readonly number[]) =>
        `[${['null', ...list.map((each) => (each < 0 ? 'null' : each))].join(', ')}]`;
      throw call.mismatch(
        `the layer ${this.name} was built for inputs of shape ${shape(wanted)}, but ${call.called(x, 'its input')} has shape ${shapeText(x.array.shape)}`,
      );
    }
    return this.kind.apply(call, x, this, training);
  }

  /** The value of a weight, for what a kind computes. */
  weight(k: number): TensorValue {
    return this.weights[k]!.tensor;
  }

  #initial(call: TfCall, spec: WeightSpec, given: TensorValue | undefined): TensorValue {
    if (given === undefined) {
      const initializer = initializerOf(call, this.options.value(spec.option), spec.initializer);
      call.rt.checkSize(
        spec.shape.reduce((product, extent) => product * extent, 1),
        call.source,
      );
      return new TensorValue(initializer.fill(call, spec.shape), null, this.options.call.source);
    }
    if (sameShape(given.array.shape, spec.shape)) return given;
    throw call.mismatch(
      `Layer weight shape ${shapeText(spec.shape)} not compatible with provided weight shape ${shapeText(given.array.shape)}: ${spec.name} of ${this.name} is ${call.called(given, spec.name)}`,
    );
  }
}

import type { SourceId } from '../../../engine/sources';
import type { NodeId } from '../../../engine/tape';
import { stridesOf } from '../../../engine/tensor/shape';
import type { Leaves } from '../../core/valueModel';
import type { TensorValue } from '../../core/values';
import { builtInObject, PlainObject } from '../objects';

/** What all tensors inherit from; its methods are installed by `tensorMethods.ts`. */
export const tensorPrototype = builtInObject();

/** What variables inherit from beside. */
export const variablePrototype = builtInObject(tensorPrototype);

/** A `tf.Tensor` of the user's program. */
export class TensorObject extends PlainObject {
  /** Where `dispose` was called: what uses it afterwards is told so. */
  disposedAt: SourceId | null = null;

  constructor(
    public tensor: TensorValue,
    proto: PlainObject = tensorPrototype,
  ) {
    super(proto);
  }

  override get tag(): string {
    return 'Tensor';
  }

  override get origin(): NodeId | null {
    return this.tensor.node;
  }

  /** The same tensor, with an origin of its own. */
  tracked({ tensor: leaf }: Leaves, inPlace: boolean): TensorObject {
    if (this.tensor.array.dtype !== 'float32' && this.tensor.array.dtype !== 'float64') return this;
    const target = inPlace ? this : this.copy();
    target.tensor = leaf(this.tensor);
    return target;
  }

  /** The fields that Node prints of one, but for the library's own numbers. */
  shown(): Record<string, unknown> {
    const { shape, dtype, size } = this.tensor.array;
    return {
      kept: false,
      isDisposedInternal: this.disposedAt !== null,
      shape: [...shape],
      dtype,
      size,
      strides: stridesOf(shape).slice(0, -1),
      rankType: shape.length > 6 ? 'higher' : String(shape.length),
    };
  }

  /** What it holds now, whatever is assigned to it later. */
  snapshot(): TensorObject {
    return this;
  }

  protected copy(): TensorObject {
    return new TensorObject(this.tensor, this.proto ?? tensorPrototype);
  }
}

/** A `tf.Variable`: a tensor that `assign` and optimizers replace. */
export class VariableObject extends TensorObject {
  constructor(
    tensor: TensorValue,
    readonly name: string,
    readonly trainable: boolean,
  ) {
    super(tensor, variablePrototype);
  }

  override get tag(): string {
    return 'Variable';
  }

  override shown(): Record<string, unknown> {
    return { ...super.shown(), trainable: this.trainable, name: this.name };
  }

  override snapshot(): TensorObject {
    return this.copy();
  }

  /** A variable stays the one that the code, and what trains it, knows. */
  override tracked({ tensor: leaf }: Leaves): TensorObject {
    this.tensor = leaf(this.tensor);
    return this;
  }

  protected override copy(): TensorObject {
    return new VariableObject(this.tensor, this.name, this.trainable);
  }
}

import type { SourceId } from '../../../engine/sources';
import type { NodeId } from '../../../engine/tape';
import { isFloat } from '../../../engine/tensor/dtype';
import type { NdArray } from '../../../engine/tensor/ndarray';
import type { TorchCut } from '../../core/cuts';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Leaves } from '../../core/valueModel';
import { TensorValue, type Value } from '../../core/values';
import { ArrayObject } from '../arrays/arrayObject';
import { ArrayRef } from '../arrays/arrayRef';
import type { ViewStep } from '../arrays/views';
import type { RefusesAttributes } from '../operators/attributes';
import type { ClassObject } from '../values/classes';
import { Float } from '../values/numbers';
import { BuiltInClass, objectClass } from '../values/types';
import { assignIndex, pickIndex } from './indexing';
import { tensorRepr } from './printing/tensors';
import { refusedAttribute } from './refusals';
import { type Saved, stateOf } from './state';

export const tensorClass = new BuiltInClass('Tensor', objectClass);
tensorClass.qualname = 'torch.Tensor';
tensorClass.extra = { refuse: refusedAttribute } satisfies RefusesAttributes;

/**
 * A `torch.Tensor`. Its value has a row on the tape exactly where PyTorch says that it requires a gradient: what nobody
 * asks the gradient of is a constant.
 */
export class TorchTensor extends ArrayObject {
  cls: ClassObject = tensorClass;
  /** What backward passes have added up. */
  grad: TorchTensor | null = null;
  /** A leaf that gradients are wanted for. */
  isWanted = false;
  /** `retain_grad()` was called on what is no leaf. */
  retains = false;
  /** A `torch.nn.Parameter`: modules find it among their attributes. */
  isParameter = false;
  /** The expression that cut it off; 0 for what shares no other tensor's elements. */
  #cutBy: SourceId = 0;
  #leaf: (TensorValue & { readonly node: NodeId }) | null = null;
  #version = -1;

  constructor(
    ref: ArrayRef,
    /** Nothing flows back through it: `detach()`, `.data`, or made under `no_grad`. */
    readonly isCut = false,
  ) {
    super(ref);
  }

  /** A tensor with elements of its own. */
  static of(rt: Runtime, value: TensorValue): TorchTensor {
    return new TorchTensor(ArrayRef.of(rt, value));
  }

  override get kind(): 'tensor' {
    return 'tensor';
  }

  /** PyTorch's tensors decide what an operator does with NumPy's arrays. */
  override get rank(): number {
    return 1;
  }

  override get isFresh(): boolean {
    return false;
  }

  around(ref: ArrayRef): TorchTensor {
    return new TorchTensor(ref, this.isCut);
  }

  override holding(array: NdArray): TorchTensor {
    const { rt } = this.ref.storage;
    const other = new TorchTensor(ArrayRef.of(rt, new TensorValue(array, null, this.ref.peek().source)));
    other.isParameter = this.isParameter;
    other.cls = this.cls;
    if (this.isWanted) other.want(true);
    return other;
  }

  override snapshot(): TorchTensor {
    const copy = this.around(ArrayRef.of(this.ref.storage.rt, this.isWanted ? this.leaf() : this.peek()));
    copy.isWanted = this.isWanted;
    copy.isParameter = this.isParameter;
    copy.cls = this.cls;
    copy.retains = this.retains;
    copy.grad = this.grad === null ? null : this.grad.snapshot();
    copy.#leaf = this.#leaf;
    copy.#version = copy.ref.storage.version;
    return copy;
  }

  /** The value as it is now, with its origin unless gradients are switched off. */
  value(): TensorValue {
    const { rt } = this.ref.storage;
    const value = this.isWanted ? this.leaf() : this.isCut ? this.peek() : this.ref.value();
    if (value.node === null || stateOf(rt).gradEnabled) return value;
    rt.cuts.note(value.node, 'no_grad', 0);
    rt.cutOffs.note(value.array, value.node, 'no_grad');
    return new TensorValue(value.array, null, value.source);
  }

  override peek(): TensorValue {
    const value = this.ref.peek();
    return this.isCut && !this.isWanted && (value.node !== null || this.#cutBy !== 0)
      ? new TensorValue(value.array, null, this.#cutBy || value.source)
      : value;
  }

  /** The row that backward passes meet; null where no gradient is wanted. */
  get node(): NodeId | null {
    if (this.isWanted) return this.leaf().node;
    return this.isCut ? null : this.ref.value().node;
  }

  get requiresGrad(): boolean {
    return this.isWanted || this.node !== null;
  }

  get isLeaf(): boolean {
    return this.isWanted || this.node === null;
  }

  /** The leaf's own value. After its elements have been written to it is another leaf, with the same holder. */
  leaf(): TensorValue & { readonly node: NodeId } {
    const { ref } = this;
    const { storage } = ref;
    if (this.#leaf !== null && this.#version === storage.version) return this.#leaf;
    const { rt } = storage;
    const state = stateOf(rt);
    const held = this.ref.peek();
    const made = this.#leaf ?? held;
    const leaf = rt.inputs.leaf(rt, held.array, made.source);
    if (ref.parent !== null || this.isCut) this.ref = ArrayRef.of(rt, leaf);
    else storage.adopt(leaf);
    if (this.#leaf !== null) state.stepped(this, leaf.array);
    this.#leaf = leaf;
    this.#version = this.ref.storage.version;
    state.leaves.set(leaf.node, this);
    return leaf;
  }

  /** Makes it a leaf that gradients are wanted for, or no longer one. */
  want(isWanted: boolean): void {
    if (this.isWanted === isWanted) return;
    this.isWanted = isWanted;
    if (isWanted) this.leaf();
    else {
      const { array, source } = this.ref.peek();
      this.ref.storage.adopt(new TensorValue(array, null, source));
      this.#leaf = null;
    }
  }

  /** Notes that its numbers go on without where they come from. */
  noteCut(kind: TorchCut, source: SourceId): void {
    const { node } = this;
    if (node === null) return;
    const { rt } = this.ref.storage;
    rt.cuts.note(node, kind, source);
    rt.cutOffs.note(this.peek().array, node, kind);
  }

  /** The same elements, with nothing flowing back through them. */
  detached(source: SourceId = 0): TorchTensor {
    const tensor = new TorchTensor(this.ref, true);
    tensor.#cutBy = source;
    return tensor;
  }

  /** A tensor with the same elements and no origin, which shares nothing. */
  detachedCopy(): TorchTensor {
    const { array, source } = this.peek();
    return TorchTensor.of(this.ref.storage.rt, new TensorValue(array, null, source));
  }

  /** Puts another tensor's elements in place of its own: `.data = …`. */
  replace(ref: ArrayRef): void {
    if (ref === this.ref || ref.storage === this.ref.storage) return;
    const { rt } = this.ref.storage;
    const { array } = ref.peek();
    const source = this.#leaf?.source ?? this.ref.source;
    this.ref = ArrayRef.of(rt, new TensorValue(array, null, source));
    this.#version = -1;
    if (this.isWanted) this.leaf();
  }

  /** Before elements are written to where no gradient is recorded: the new ones come from nowhere. */
  beginWrite(): void {
    const { storage } = this.ref;
    if (!storage.isTracked || !(this.isCut || !stateOf(storage.rt).gradEnabled)) return;
    const { array, source } = storage.read();
    storage.adopt(new TensorValue(array, null, source));
  }

  /** A view, with the name of what its backward pass is called. */
  view(step: ViewStep, name: string, source: SourceId): TorchTensor | null {
    const { rt } = this.ref.storage;
    if (this.isWanted) this.leaf();
    const ref = this.ref.view(step, source);
    if (ref === null) return null;
    const isCut = (this.isCut && !this.isWanted) || !stateOf(rt).gradEnabled;
    const view = new TorchTensor(ref, isCut);
    if (!isCut && ref.storage.isTracked) made(rt, ref.value(), name, null);
    return view;
  }

  override tracked({ tensor: leaf }: Leaves): TorchTensor {
    if (this.isWanted || !isFloat(this.ref.dtype) || this.node !== null) return this;
    this.ref.become(leaf);
    return this;
  }

  override beginLending(rt: Runtime, source: SourceId): void {
    if (!this.requiresGrad) return;
    throw rt.error(
      'RuntimeError',
      "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
      source,
    );
  }

  override taken({ array, source }: TensorValue): TorchTensor | null {
    // PyTorch makes bytes of bools, which are no type of ours: they stay NumPy's.
    return array.dtype === 'bool' ? null : TorchTensor.of(this.ref.storage.rt, new TensorValue(array, null, source));
  }

  // --- what operators and built-in functions ask for ------------------------------------------------------------------

  get truthSize(): number | undefined {
    return this.ref.shape[0];
  }

  truth(rt: Runtime, source: SourceId): boolean {
    const { size } = this.ref;
    if (size > 1)
      throw rt.error('RuntimeError', 'Boolean value of Tensor with more than one value is ambiguous', source);
    if (size === 0) throw rt.error('RuntimeError', 'Boolean value of Tensor with no values is ambiguous', source);
    return this.ref.peek().array.flat(0) !== 0;
  }

  iterate(rt: Runtime, source: SourceId): Cursor {
    const { shape } = this.ref;
    if (shape.length === 0) throw rt.error('TypeError', 'iteration over a 0-d tensor', source);
    let at = 0;
    return () => {
      if (at >= shape[0]!) return DONE;
      return this.view({ kind: 'index', items: [{ kind: 'at', index: at++ }] }, 'UnbindBackward0', source)!;
    };
  }

  item(rt: Runtime, key: Value, source: SourceId): Value {
    return pickIndex(rt, this, key, source);
  }

  setItem(rt: Runtime, key: Value, value: Value, source: SourceId): void {
    assignIndex(rt, this, key, value, source);
  }

  toFloat(rt: Runtime, source: SourceId): Value {
    const { size } = this.ref;
    if (size !== 1) throw rt.error('ValueError', 'only one element tensors can be converted to Python scalars', source);
    return new Float(this.ref.peek().array.flat(0));
  }

  repr(rt: Runtime, _source: SourceId): string {
    return tensorRepr(rt, this);
  }
}

/** Notes what an operation is called, and what it keeps for its backward pass. */
export function made(
  rt: Runtime,
  value: TensorValue,
  name: string,
  saved: readonly Saved[] | null,
  home?: string,
): void {
  if (value.node !== null)
    stateOf(rt).made.set(value.node, { name, saved, freed: false, ...(home !== undefined && { home }) });
}

/**
 * What an operation gives to the program. Values that no gradient flows through are constants. `saved` are the tensors
 * that its backward pass needs, the result itself among them as `'result'`.
 */
export function given(
  rt: Runtime,
  value: TensorValue,
  name: string,
  saved: readonly (TorchTensor | 'result')[] | null = null,
): TorchTensor {
  if (value.node === null) return TorchTensor.of(rt, value);
  if (!isFloat(value.array.dtype)) return TorchTensor.of(rt, new TensorValue(value.array, null, value.source));
  const tensor = TorchTensor.of(rt, value);
  const kept = saved?.map((each) => savedOf(rt, each === 'result' ? tensor : each, each === 'result' ? name : null));
  made(rt, value, name, kept ?? null);
  return tensor;
}

/** A tensor as it is now, for whoever needs it so later. */
export function savedOf(rt: Runtime, tensor: TorchTensor, name: string | null): Saved {
  const { storage, shape } = tensor.ref;
  const { node } = tensor;
  const madeBy = name ?? (node === null || tensor.isWanted ? null : (stateOf(rt).made.get(node)?.name ?? null));
  return { storage, version: storage.version, shape, madeBy, node };
}

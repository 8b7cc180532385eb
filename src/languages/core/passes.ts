import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import type { NdArray } from '../../engine/tensor/ndarray';

/** A value that a sweep starts from or gives a gradient for; `name` is the code's, null where it has none. */
export interface NamedArray {
  readonly name: string | null;
  readonly array: NdArray;
}

/** A call by which the snippet asks for gradients as values, such as `tf.grad(f)(x)`. */
export interface GradCall {
  readonly source: SourceId;
  readonly outputs: readonly NamedArray[];
  readonly inputs: readonly NamedArray[];
  /** The gradient for each of `inputs`. */
  readonly grads: readonly NdArray[];
}

/** What a pass did to one variable. */
export interface Trained {
  readonly name: string;
  /** The row that held the variable's value in this pass. */
  readonly node: NodeId;
  readonly before: NdArray;
  readonly gradient: NdArray;
  /** Where the code takes the step itself, known once it has. */
  after: NdArray;
}

/** What a pass is told with beside its output: for the first passes and the last. */
export interface PassDetails {
  /** The gradient that was started from; null for ones. */
  readonly outputGradient: NdArray | null;
  /** What each leaf has as its gradient after the pass; null for none. */
  readonly grads: readonly { readonly name: string; readonly array: NdArray | null }[];
  /** Gradients of this pass alone for named values between. */
  readonly nodeGrads: readonly NamedArray[];
}

/** A backward sweep that the snippet itself makes and learns from, such as `optimizer.minimize(f)`. */
export interface Pass {
  /** Counts from 0. */
  readonly index: number;
  /** The expression that made the step. */
  readonly source: SourceId;
  readonly output: NamedArray & { readonly node: NodeId };
  readonly trained: readonly Trained[];
  /** The first row of the pass, and the first after it. */
  readonly start: NodeId;
  readonly end: NodeId;
  /** The gradient that was started from, where it is not ones. */
  readonly seed?: NdArray;
}

/** Passes of which the details are kept from the first on; the last one's are, too. */
export const DETAILED_PASSES = 5;

/** The backward sweeps that a run itself makes. */
export class PassLog {
  readonly passes: Pass[] = [];
  readonly gradCalls: GradCall[] = [];
  /** What passes have changed, with the number of the last one. */
  readonly #changed = new Map<object, number>();
  readonly #spoilt = new Map<object, unknown>();
  readonly #details = new Map<number, PassDetails>();
  /** What trained leaves are called, by their rows. */
  readonly #names = new Map<NodeId, string>();

  addPass(pass: Omit<Pass, 'index'>, details: PassDetails | null = null): Pass {
    const index = this.passes.length;
    const added = { index, ...pass };
    this.passes.push(added);
    if (details !== null) {
      if (index > DETAILED_PASSES) this.#details.delete(index - 1);
      this.#details.set(index, details);
      for (const { name, node } of pass.trained) this.#names.set(node, name);
    }
    return added;
  }

  /** What a pass is told with; null where its output and what it trained is all there is. */
  detailsOf(pass: Pass): PassDetails | null {
    return this.#details.get(pass.index) ?? null;
  }

  /** What the code calls a leaf that a pass has reached; null where it is none. */
  nameOf(node: NodeId): string | null {
    return this.#names.get(node) ?? null;
  }

  /** Notes that the pass that is about to be added changes a variable, which `holder` stands for. */
  changes(holder: object): void {
    this.#changed.set(holder, this.passes.length);
  }

  /** A statement failed half-way: what its passes, from number `from` on, have changed is not what the code says. */
  spoil(from: number, failure: unknown): void {
    for (const [holder, last] of this.#changed) if (last >= from) this.#spoilt.set(holder, failure);
  }

  /** Why a variable does not hold what the code says; undefined where it does. */
  failureOf(holder: object): unknown {
    return this.#spoilt.size === 0 ? undefined : this.#spoilt.get(holder);
  }

  addCall(call: GradCall): void {
    this.gradCalls.push(call);
  }
}

import { isInput } from '../../engine/ops/table';
import type { SourceId } from '../../engine/sources';
import type { Runtime } from './runtime';
import type { FrameLayout, Variable } from './scopes';
import { TensorValue, Tracked, type Value } from './values';

/** Something of the code whose value is to be differentiated: an expression, or statements that assign or return. */
export class Watch {
  /** Evaluations so far in this run. */
  count = 0;
  /** Where the watched code first ran into what could be the output; null until then. */
  last: Occurrence | null = null;
  /** What the watched statement assigned last. */
  candidate: { value: Value; name: string | null } | null = null;
  /** True where a part of the value that is being taken apart is the candidate for good. */
  #settled = false;

  constructor(
    /** The function whose locals are reported, and null at the top level. */
    public scope: FrameLayout | null,
    /** Variables that the watched code names itself: always reported, and tracked from there on. */
    public mentioned: readonly Variable[],
    readonly source: SourceId,
  ) {}

  /**
   * Takes a part of a value that is taken apart for the candidate: the first that is a single number computed from others,
   * as in `loss, grads = f(w)`, else the last.
   */
  offerPart(
    { model, tape }: Pick<Runtime, 'model' | 'tape'>,
    value: Value,
    name: string | null,
    isFirst: boolean,
  ): void {
    if (isFirst) this.#settled = false;
    if (this.#settled) return;
    this.candidate = { value, name };
    const held = model.structure(value);
    const isNumber = held instanceof Tracked || (held instanceof TensorValue && held.array.size === 1);
    this.#settled = isNumber && held.node !== null && !isInput(tape.op[held.node]!);
  }

  reset(): void {
    this.count = 0;
    this.last = null;
    this.candidate = null;
  }
}

/** One evaluation: its value and what the variables held then. */
export interface Occurrence {
  readonly index: number;
  readonly value: Value;
  readonly name: string | null;
  /** How many characters had been printed. */
  readonly printed: number;
  /** Null when too many occurrences came before this one; the run is then repeated to stop at it. */
  readonly variables: readonly HeldVariable[] | null;
}

export interface HeldVariable {
  readonly variable: Variable;
  readonly value: Value;
}

import type { Arithmetic } from '../../engine/math/arithmetic';
import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import type { NdArray } from '../../engine/tensor/ndarray';
import type { Coroutine } from './coroutine';
import type { Place } from './failure';
import type { Runtime } from './runtime';
import type { Variable } from './scopes';
import type { TensorValue, Tracked, Value } from './values';

/** Numbers in their structure: what inputs, variables and outputs look like without the language. */
export type Structure =
  | number
  | Tracked
  | TensorValue
  | readonly Structure[]
  | { readonly fields: ReadonlyMap<string, Structure> };

/** Makes leaves of what is untracked. */
export interface Leaves {
  readonly number: (value: number) => Tracked;
  readonly tensor: (value: TensorValue) => TensorValue;
}

/** A leaf that the code itself wants gradients for. */
export interface WantedLeaf {
  readonly name: string;
  readonly value: TensorValue & { readonly node: NodeId };
  /** What the code's own backward passes have added up for it; null for nothing. */
  readonly gradient: NdArray | null;
}

/** How many elements have been copied or looked at. */
export interface CopyCost {
  elements: number;
}

/** What the core has to know of a language's values. */
export interface ValueModel {
  /** Whose functions of numbers the language computes with. */
  readonly arithmetic: Arithmetic;
  /**
   * A copy that later changes in place do not reach. Functions and the like stay what they are. Adds to `cost` how many
   * elements were copied.
   */
  copy(value: Value, cost?: CopyCost): Value;
  /** The numbers of a value in their structure; undefined where it holds none. */
  structure(value: Value): Structure | undefined;
  /**
   * The value with each untracked number and tensor replaced by what `leaves` make of it. With `inPlace`, arrays and objects keep
   * their identity. Adds to `cost` how many elements were looked at.
   */
  track(value: Value, leaves: Leaves, inPlace: boolean, cost?: CopyCost): Value;
  /** How the code reaches a node inside a value (`[0][1]`, `.x`, empty for the value itself); null where it is not there. */
  pathTo(value: Value, node: NodeId): string | null;
  /** Whether code that only mentions the value can change what it holds. */
  mutable(value: Value): boolean;
  /** Whether a value that was computed is one that gradients are wanted for by itself, such as a new array of floats. */
  isFresh?(value: Value): boolean;
  /** Whether a value that was computed may be made an input by name: one that comes from no other. */
  canBeInput?(value: Value): boolean;
  /** Numbers that a reader gives in place of a value, as that value holds its own: in a tensor of its type. */
  inForm?(rt: Runtime, given: Value, place: Value, source: SourceId): Value;
  /** What the language calls values of several numbers, where that is not what their structure says. */
  kind?(value: Value): 'number' | 'tensor' | 'ndarray' | undefined;
  /** The leaves that the code itself wants gradients for, as far as variables lead to them; each once. */
  wanted?(variables: readonly { readonly variable: Variable; readonly value: Value }[]): readonly WantedLeaf[];
  /** A statement was given up half-way: contexts that it had entered, such as `no_grad`, are left. */
  abandon?(rt: Runtime): void;
  /** Other values with a name by the way that leads to them, such as a parameter of a network that is not trained. */
  inside?(
    variables: readonly { readonly variable: Variable; readonly value: Value }[],
  ): readonly { readonly name: string; readonly value: Value }[];
  /** An error object of the language. */
  error(type: string, message: string): Value;
  /** The type and text that the language prints for a thrown value; `type` is null for what is no error object. */
  thrown(
    rt: Runtime,
    value: Value,
    source: SourceId,
  ): {
    readonly type: string | null;
    readonly message: string;
    /** Where it was thrown first, where the language keeps that. */
    readonly place?: Place;
  };
  /** The names of what can be called on a value, for a message about one that is not there. */
  methodNames?(value: Value): Iterable<string>;
  /** Calls what is neither a function of the user's nor a built-in one; only in languages that have such values. */
  call?(rt: Runtime, callee: Value, args: Value[], source: SourceId): Value;
  /** A generator of the language. `callee` is the function that made it. */
  generator(coroutine: Coroutine, callee: Value): Value;
}

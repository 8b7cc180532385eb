import type { SourceId } from '../../engine/sources';
import type { SnippetFailure } from './failure';
import type { Runtime } from './runtime';
import type { FrameLayout, Variable } from './scopes';
import type { Value } from './values';
import type { Watch } from './watch';

/**
 * The core intermediate representation: what every language lowers to. Names are resolved, syntax is gone, and what
 * differs between languages (operators, property access, iteration, truth) stands in the nodes as functions.
 */
export type Expression =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'read'; readonly variable: Variable; readonly source: SourceId }
  | { readonly kind: 'self' }
  /** The function that runs, and the class that `new` was used on to run it. */
  | { readonly kind: 'callee' }
  | { readonly kind: 'newTarget' }
  /** A value with variables of its own, such as a class. */
  | { readonly kind: 'scope'; readonly variables: readonly Variable[]; readonly body: Expression }
  /** Runs statements in a scope of their own, then gives a value: comprehensions, bodies of classes. */
  | {
      readonly kind: 'do';
      readonly scope: readonly Variable[];
      readonly body: Statement;
      readonly result: Expression;
    }
  /** Whether a variable has been initialised. */
  | { readonly kind: 'isSet'; readonly variable: Variable }
  /** What was put into the frame before. */
  | { readonly kind: 'slot'; readonly slot: number }
  /** Gives a value to whoever runs the generator and takes what they send; `delegate` walks another generator. */
  | {
      readonly kind: 'yield';
      readonly value: Expression;
      readonly delegate: Delegate | null;
      readonly source: SourceId;
    }
  /** Argument number `index` of the call, or all from there on. */
  | { readonly kind: 'argument'; readonly index: number; readonly rest: boolean; readonly source: SourceId }
  | { readonly kind: 'assign'; readonly target: Target; readonly value: Expression; readonly source: SourceId }
  /** Reads the target once, combines, writes back; yields the new value, or the old one. */
  | {
      readonly kind: 'update';
      readonly target: Target;
      readonly combine: (old: Expression) => Expression;
      readonly yields: 'new' | 'old';
      /** Logical assignment: writes only when the old value asks for it. */
      readonly when: ((rt: Runtime, old: Value) => boolean) | null;
      readonly source: SourceId;
    }
  | { readonly kind: 'unary'; readonly apply: UnaryOperator; readonly operand: Expression; readonly source: SourceId }
  | {
      readonly kind: 'binary';
      readonly apply: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly source: SourceId;
    }
  /** A function of evaluated operands that the language supplies: templates, literals, iteration helpers. */
  | {
      readonly kind: 'native';
      readonly apply: (rt: Runtime, operands: Value[], source: SourceId) => Value;
      readonly operands: readonly Item[];
      readonly source: SourceId;
    }
  /** Yields `right` when `take` says so of `left`'s value, else that value. */
  | {
      readonly kind: 'either';
      readonly left: Expression;
      readonly right: Expression;
      readonly take: (rt: Runtime, left: Value) => boolean;
    }
  | { readonly kind: 'conditional'; readonly test: Condition; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'sequence'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly items: readonly Item[];
      readonly source: SourceId;
      readonly optional: boolean;
      readonly calleeText: string;
    }
  | {
      readonly kind: 'callMember';
      readonly object: Expression;
      readonly key: Expression;
      readonly items: readonly Item[];
      readonly source: SourceId;
      /** `a?.b()` and `a.b?.()`. */
      readonly optionalObject: boolean;
      readonly optional: boolean;
      /** A missing object ends the enclosing `chain`; else there is none, and nothing is called. */
      readonly inChain: boolean;
      readonly calleeText: string;
      readonly get: MemberReader;
    }
  /** `object[key]`; when optional, a missing object ends the enclosing `chain` with undefined. */
  | {
      readonly kind: 'member';
      readonly object: Expression;
      readonly key: Expression;
      readonly optional: boolean;
      readonly get: MemberReader;
      readonly source: SourceId;
    }
  /** The extent of an optional chain. */
  | { readonly kind: 'chain'; readonly body: Expression }
  | { readonly kind: 'closure'; readonly code: FunctionIr }
  | { readonly kind: 'raise'; readonly failure: SnippetFailure }
  /** Notes each value of the watched expression. */
  | { readonly kind: 'observe'; readonly watch: Watch; readonly value: Expression }
  /** Notes a value that the watched statement assigned or returned; the last one is its output. */
  | {
      readonly kind: 'candidate';
      readonly watch: Watch;
      readonly name: string | null;
      readonly value: Expression;
      /** Set for what a value that is taken apart is assigned to: the first of the targets, or another one. */
      readonly part: 'first' | 'next' | null;
    }
  /** The initial value of a top-level variable that may be an input. */
  | { readonly kind: 'initial'; readonly input: InputDeclaration; readonly value: Expression }
  /** The value that a parameter name gets; an inspected call may replace it. */
  | { readonly kind: 'parameter'; readonly name: string; readonly value: Expression; readonly source: SourceId };

export type Target =
  | { readonly kind: 'variable'; readonly variable: Variable; readonly initialise: boolean }
  | {
      readonly kind: 'member';
      readonly object: Expression;
      readonly key: Expression;
      readonly get: MemberReader;
      readonly set: MemberWriter;
    }
  /** Cannot be written: `variable` is what a compound assignment reads before it says so. */
  | { readonly kind: 'invalid'; readonly failure: SnippetFailure; readonly variable?: Variable };

export type Item =
  | Expression
  | { readonly kind: 'spread'; readonly value: Expression; readonly iterate: Iterate; readonly source: SourceId };

/** An expression with the language's idea of truth. */
export interface Condition {
  readonly value: Expression;
  readonly truthy: (rt: Runtime, value: Value) => boolean;
}

export type UnaryOperator = (rt: Runtime, operand: Value, source: SourceId) => Value;
export type BinaryOperator = (rt: Runtime, left: Value, right: Value, source: SourceId) => Value;
export type MemberReader = (rt: Runtime, object: Value, key: Value, source: SourceId) => Value;
export type MemberWriter = (rt: Runtime, object: Value, key: Value, value: Value, source: SourceId) => void;

/** Walks an iterable: gives the next element, or {@link DONE}. `close` ends it early. */
export interface Cursor {
  (): Value;
  readonly close?: () => void;
}
export const DONE: unique symbol = Symbol('done');
export type Iterate = (rt: Runtime, iterable: Value, source: SourceId) => Cursor;

/** How a generator is resumed: with a value, with an error, or to end. */
export type Resumption = 'next' | 'throw' | 'return';
export interface Step {
  readonly done: boolean;
  readonly value: Value;
}
/** Starts to walk what a generator delegates to. */
export type Delegate = (rt: Runtime, iterable: Value, source: SourceId) => (mode: Resumption, value: Value) => Step;

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'block';
      readonly scope: readonly Variable[];
      readonly hoisted: readonly Statement[];
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'if'; readonly test: Condition; readonly yes: Statement; readonly no: Statement | null }
  | {
      readonly kind: 'loop';
      /** Label that an unlabelled or labelled break or continue names; unique in the program. */
      readonly labels: readonly number[];
      readonly before: Statement | null;
      readonly test: Condition | null;
      readonly update: Expression | null;
      readonly body: Statement;
      /** Do-while: the first test comes after the body. */
      readonly testAfter: boolean;
      /** Variables of which each iteration has its own copy. */
      readonly fresh: readonly Variable[];
      readonly source: SourceId;
    }
  | {
      readonly kind: 'each';
      readonly labels: readonly number[];
      readonly iterable: Expression;
      readonly iterate: Iterate;
      readonly fresh: readonly Variable[];
      /** Receives the element and binds it. */
      readonly element: Variable;
      readonly bind: Statement;
      readonly body: Statement;
      readonly source: SourceId;
    }
  | {
      readonly kind: 'switch';
      readonly label: number;
      readonly value: Expression;
      readonly scope: readonly Variable[];
      readonly hoisted: readonly Statement[];
      readonly cases: readonly { readonly test: Expression | null; readonly body: readonly Statement[] }[];
      readonly equals: (rt: Runtime, left: Value, right: Value) => boolean;
    }
  | { readonly kind: 'labelled'; readonly label: number; readonly body: Statement }
  | { readonly kind: 'break' | 'continue'; readonly label: number }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | {
      readonly kind: 'throw';
      readonly value: Expression;
      readonly source: SourceId;
    }
  | {
      readonly kind: 'try';
      readonly body: Statement;
      readonly handler: {
        /** Receives what was thrown. */
        readonly caught: Variable;
        readonly scope: readonly Variable[];
        readonly bind: Statement;
        readonly body: Statement;
      } | null;
      readonly finalizer: Statement | null;
    }
  | { readonly kind: 'observed'; readonly watch: Watch; readonly body: Statement }
  | { readonly kind: 'nothing' };

/** A function of the user's code. */
export interface FunctionIr {
  readonly name: string;
  readonly scope: FrameLayout;
  /** Binds the arguments in the frame to the parameters, with defaults and patterns. */
  readonly bind: readonly Statement[];
  /** Parameters that are nothing but a name: argument k goes to the slot of `simple[k]`; null when `bind` does it all. */
  readonly simple: readonly Variable[] | null;
  /**
   * Lays the arguments of a call out as `simple` wants them, one for each parameter: where a language has keyword
   * arguments, or refuses calls with too many. Not asked for the inspected call, whose arguments have names.
   */
  readonly arrange?: (rt: Runtime, callee: Value, args: Value[]) => Value[];
  /** Names of all parameters, those of patterns included. */
  readonly parameterNames: readonly string[];
  readonly length: number;
  readonly body: Statement;
  /** An arrow's expression body instead of statements. */
  readonly result: Expression | null;
  /** An arrow has the `this` of the code around it. */
  readonly lexicalSelf: boolean;
  /** How `new` and calls may use it; only the language looks at it. */
  readonly role: 'function' | 'method' | 'class' | 'derivedClass';
  /** Its body runs piece by piece, up to each `yield`. */
  readonly generator: boolean;
  /** The name by which a function expression knows itself. */
  readonly ownName: Variable | null;
  readonly source: SourceId;
}

/** A top-level variable whose initialiser makes it an input. */
export interface InputDeclaration {
  readonly name: string;
  readonly variable: Variable;
  readonly source: SourceId;
  /**
   * `automatic`: a number or an array of numbers is an input by itself. `named`: other literals are one when `wrt` names
   * them. `computed`: any other initialiser; it is one only when a directive or the user replaces its value.
   */
  readonly literal: 'automatic' | 'named' | 'computed';
  /** True where the code only says what its numbers are to be like, such as `tf.zeros([3])`. */
  readonly isMade?: boolean;
  /** `computed`, and bound nowhere else: an input where the value is an array that comes from no other input. */
  readonly once?: boolean;
  /** Where the value stands in the code. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

import type { SourceId } from '../../engine/sources';
import type { FunctionIr } from './ir';
import type { Runtime } from './runtime';
import type { Cell, Frame, Value } from './values';

/** A function of the user's code, compiled at its first call. */
export class ClosureCode {
  #run: ((frame: Frame) => Value) | null = null;

  constructor(
    readonly ir: FunctionIr,
    private readonly compile: (ir: FunctionIr) => (frame: Frame) => Value,
  ) {}

  get run(): (frame: Frame) => Value {
    this.#run ??= this.compile(this.ir);
    return this.#run;
  }
}

/** A function value of the user's program. */
export class Closure {
  /** What the language keeps with it, such as its properties. */
  attached: unknown = null;

  constructor(
    readonly code: ClosureCode,
    readonly captures: Cell[],
    /** The `this` that an arrow function inherits. */
    readonly self: Value,
    /** The object that a method was defined on, for `super`; an arrow function inherits it. */
    public home: Value,
  ) {}

  get name(): string {
    return this.code.ir.name;
  }
}

/** A function that a language supplies. It can reach only its arguments and the run. */
export class Builtin {
  /** What the language keeps with it, such as its properties. */
  attached: unknown = null;

  constructor(
    readonly name: string,
    readonly length: number,
    readonly apply: (rt: Runtime, self: Value, args: Value[], source: SourceId) => Value,
  ) {}
}

import type { SourceId } from '../../../engine/sources';
import type { Coroutine } from '../../core/coroutine';
import type { Place } from '../../core/failure';
import type { Closure } from '../../core/functions';
import { Builtin } from '../../core/functions';
import type { Cursor } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { ClassObject } from './classes';

/** An object of a class of the user's. */
export class Instance {
  readonly fields = new Map<string, Value>();
  /** Set by frozen dataclasses. */
  frozen = false;

  constructor(public cls: ClassObject) {}

  /** Whether objects of this kind among its attributes are parts of it, which a copy has copies of. */
  get ownsParts(): boolean {
    return false;
  }

  /** Another object of its class, without attributes: what a copy begins with. */
  bare(): Instance {
    return new Instance(this.cls);
  }
}

/** An exception. */
export class ExceptionObject extends Instance {
  cause: Value = null;
  context: Value = null;
  suppressContext = false;
  /** Where it was raised first. */
  place: Place = null;

  constructor(
    cls: ClassObject,
    public args: Value[],
  ) {
    super(cls);
  }
}

/** A tuple; `cls` is set for one of a class, such as a named tuple. */
export class Tuple {
  constructor(
    readonly items: readonly Value[],
    readonly cls: ClassObject | null = null,
  ) {}
}

export class RangeValue {
  readonly length: number;

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }
}

export class SliceValue {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {}
}

/** A value of which there is one, such as `...`. */
export class Singleton {
  constructor(
    readonly text: string,
    readonly typeName: string,
  ) {}
}

export const ellipsis = new Singleton('Ellipsis', 'ellipsis');
export const notImplemented = new Singleton('NotImplemented', 'NotImplementedType');

/** A function or method of a class with the object that it was read from. */
export class BoundMethod {
  constructor(
    readonly target: Value,
    readonly self: Value,
  ) {}
}

/** A function of a built-in class: its first argument is the object. */
export class Method extends Builtin {
  /** The class whose objects it takes; null where any will do. */
  owner: ClassObject | null = null;
}

export class Property {
  constructor(
    readonly get: Value,
    readonly set: Value,
    readonly del: Value,
    readonly doc: Value = null,
  ) {}
}

export class StaticMethod {
  constructor(readonly target: Value) {}
}

export class ClassMethod {
  constructor(readonly target: Value) {}
}

/** `super()`: looks up what comes after `from` in the order of the object's class. */
export class SuperObject {
  constructor(
    readonly from: ClassObject,
    readonly self: Value,
    readonly start: ClassObject,
  ) {}
}

/** A module, or a part of one. */
export class ModuleObject {
  constructor(
    readonly name: string,
    readonly members: ReadonlyMap<string, Value>,
    /** What a name that is not there says; null for the usual error. */
    readonly refuse: ((name: string) => string | null) | null = null,
    /** Whether whatever is read from it does nothing. */
    readonly inert = false,
  ) {}
}

/** What an inert module and all that comes from it gives: calling it does nothing. */
export class InertObject {
  constructor(readonly name: string) {}
}

/** An iterator that is not written in Python. */
export class IteratorObject {
  constructor(
    readonly typeName: string,
    readonly cursor: Cursor,
  ) {}
}

export class GeneratorObject {
  /** What was returned. */
  returned: Value = null;

  constructor(
    readonly coroutine: Coroutine,
    readonly name: string,
  ) {}
}

/** Keyword arguments of a call: the last of its arguments, where it has any. Never a value of the program. */
export class Keywords {
  constructor(
    readonly names: readonly string[],
    readonly values: readonly Value[],
  ) {}
}

/** What Python keeps with a function beside its code. */
export class FunctionInfo {
  fields: Map<string, Value> | null = null;
  /** The class that it was defined in. */
  constructor(
    public name: string,
    public qualname: string,
    public doc: Value,
    /** By parameter; undefined where there is none. */
    readonly defaults: readonly Value[],
  ) {}
}

export function infoOf(closure: Closure): FunctionInfo {
  return closure.attached as FunctionInfo;
}

/** A function that a language's module supplies, by name, for tables. */
export type Native = (rt: Runtime, args: Value[], source: SourceId) => Value;

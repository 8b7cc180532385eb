import { Builtin } from '../core/functions';
import type { Value } from '../core/values';

/** A plain object of the user's program. The properties live in an object without prototype: no host object is near. */
export class PlainObject {
  readonly fields: Record<string, Value> = Object.create(null);
  frozen = false;

  /** For an error the type that is printed, such as `TypeError`; null for other objects. */
  constructor(readonly errorType: string | null = null) {}
}

/** A getter or setter in an object literal. */
export class Accessor {
  constructor(
    readonly get: Value,
    readonly set: Value,
  ) {}
}

/** A group of built-in values, such as `Math`: readable by an allowlist, never changed. */
export class Namespace {
  constructor(
    readonly name: string,
    readonly members: ReadonlyMap<string, Value>,
  ) {}
}

/** A global function that is also a namespace, such as `Number` or `Array`. */
export class GlobalFunction extends Builtin {
  constructor(
    name: string,
    call: Builtin,
    /** What `new` does, as for `new Array(3)`; null where it cannot be used. */
    readonly construct: Builtin | null,
    readonly members: ReadonlyMap<string, Value>,
  ) {
    super(name, call.length, call.apply);
  }
}

export function isArray(value: Value): value is Value[] {
  return Array.isArray(value);
}

/** Whether a property name would reach into what a host object inherits; such names are refused. */
export function isForbiddenName(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype';
}

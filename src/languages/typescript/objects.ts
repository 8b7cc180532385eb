import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import { Builtin, type Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';

/** The name of a property. */
export type Key = string | symbol;

/**
 * An object of the user's program. Its properties live in a host object of ours that inherits only from the `fields` of
 * its prototype, down to one that inherits from nothing: the host's own objects are never near, while order, attributes
 * and inheritance are those of JavaScript itself.
 */
export class PlainObject {
  readonly fields: Record<Key, Value>;
  /** Private members (`#x`) by the identity of their name; see {@link privateName}. */
  privates: Record<string, Value> | null = null;
  /** True for built-in objects, which all snippets share: they are never changed. */
  builtIn = false;

  constructor(public proto: PlainObject | null = objectPrototype) {
    this.fields = Object.create(proto === null ? null : proto.fields);
  }

  /** What `Object.prototype.toString` calls it where it has no `Symbol.toStringTag`. */
  get tag(): string {
    return 'Object';
  }

  /** The row of what it holds on the tape, where it is a value that gradients are known of. */
  get origin(): NodeId | null {
    return null;
  }

  setProto(proto: PlainObject | null): void {
    Object.setPrototypeOf(this.fields, proto === null ? null : proto.fields);
    this.proto = proto;
  }
}

/** What stands in a field and is no value itself. */
export class Special {}

/** A getter, a setter, or both. */
export class Accessor extends Special {
  constructor(
    readonly get: Value,
    readonly set: Value,
  ) {
    super();
  }
}

/** A property that JavaScript has and a snippet may not reach. `firm`: it may not even be set on an object of one's own. */
export class Refused extends Special {
  constructor(
    readonly message: string,
    readonly firm = false,
    /** What stands there in JavaScript, where messages and printing name it. */
    readonly hides: Builtin | null = null,
  ) {
    super();
  }
}

/** An error object: what it prints as is its name and message. */
export class ErrorObject extends PlainObject {
  override get tag(): string {
    return 'Error';
  }
}

/** The properties of a function, and what `new` needs to know of it. */
export class FunctionObject extends PlainObject {
  /** Sets the fields of a new instance; null for functions that are no class with fields. */
  initialise: ((rt: Runtime, instance: Value, source: SourceId) => void) | null = null;
  isClass = false;

  constructor(
    readonly owner: Closure | Builtin,
    proto: PlainObject | null = functionPrototype,
  ) {
    super(proto);
  }
}

/** The prototype of all objects; its methods are installed by `intrinsics/object.ts`. */
export const objectPrototype = new PlainObject(null);
objectPrototype.builtIn = true;

export const functionPrototype = builtInObject();
export const arrayPrototype = builtInObject();
export const stringPrototype = builtInObject();
export const numberPrototype = builtInObject();
export const booleanPrototype = builtInObject();
export const symbolPrototype = builtInObject();
export const errorPrototype = builtInObject();

/** An object that all snippets share, such as a prototype. */
export function builtInObject(proto: PlainObject | null = objectPrototype): PlainObject {
  const object = new PlainObject(proto);
  object.builtIn = true;
  return object;
}

/** Defines a property that no enumeration shows, as those of built-in objects and the methods of classes are. */
export function defineHidden(object: PlainObject, key: Key, value: Value): void {
  Object.defineProperty(object.fields, key, { value, writable: true, enumerable: false, configurable: true });
}

/** Defines an own property whatever a prototype holds under its name. */
export function defineField(object: PlainObject, key: Key, value: Value): void {
  Object.defineProperty(object.fields, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Installs built-in functions and constants. */
export function install(object: PlainObject, members: Iterable<readonly [Key, Value]>): void {
  for (const [key, value] of members) defineHidden(object, key, value);
}

/** Refuses by name what JavaScript has on `host` and `object` (or what it inherits from) does not. */
export function refuseOthers(object: PlainObject, host: object, describe: (name: string) => string): void {
  for (const name of Object.getOwnPropertyNames(host)) {
    if (!Object.hasOwn(object.fields, name)) defineHidden(object, name, new Refused(describe(name)));
  }
}

/** A group of built-in values, such as `Math`: readable by an allowlist, never changed. */
export class Namespace extends PlainObject {
  constructor(
    readonly name: string,
    members: ReadonlyMap<string, Value>,
  ) {
    super();
    this.builtIn = true;
    for (const [key, value] of members) defineField(this, key, value);
    defineHidden(this, Symbol.toStringTag, name);
  }
}

/** Makes an object for `new`; `target` is the class that `new` names, which gives the prototype. */
export type Construct = (rt: Runtime, args: Value[], source: SourceId, target: Value) => Value;

/** A global function that is also a class or a namespace, such as `Number`, `Array` or `Map`. */
export class GlobalFunction extends Builtin {
  readonly object: FunctionObject;

  constructor(
    name: string,
    call: Builtin,
    /** What `new` does; null where it cannot be used. */
    readonly construct: Construct | null,
    members: Iterable<readonly [Key, Value]>,
    /** What `name.prototype` stands for: its instances inherit from it. */
    readonly prototype: PlainObject | null = null,
    parent: GlobalFunction | null = null,
  ) {
    super(name, call.length, call.apply);
    this.object = new FunctionObject(this, parent?.object ?? functionPrototype);
    this.object.builtIn = true;
    this.attached = this.object;
    install(this.object, members);
    const refusal = `\`${name}.prototype\` is not supported as a value; write \`${name}.prototype.method.call(…)\``;
    defineHidden(this.object, 'prototype', new Refused(refusal, true));
    defineHidden(this.object, 'name', name);
    defineHidden(this.object, 'length', call.length);
    if (prototype) {
      const hidden = `\`constructor\` of a built-in value is not supported; write \`${name}\` itself`;
      defineHidden(prototype, 'constructor', new Refused(hidden, false, this));
    }
  }
}

/** Properties of an array that are no elements, and the prototype of one of a class of the user's. */
const EXTRA: unique symbol = Symbol('extra');

/** What an array has beside its elements; null as a rule. */
export function extraOf(array: Value[]): PlainObject | null {
  return (array as Value[] & { [EXTRA]?: PlainObject })[EXTRA] ?? null;
}

/** Whether walking an array gives its elements: neither it nor a class of the user's says how. */
export function walksElements(array: Value[]): boolean {
  const extra = extraOf(array);
  return extra === null || (extra.proto === arrayPrototype && !Object.hasOwn(extra.fields, Symbol.iterator));
}

/** The same, made where there is none yet; an array has one before it is frozen. */
export function makeExtra(array: Value[], proto: PlainObject = arrayPrototype): PlainObject {
  const known = extraOf(array);
  if (known) return known;
  const extra = new PlainObject(proto);
  Object.defineProperty(array, EXTRA, { value: extra, enumerable: false, configurable: true });
  return extra;
}

export function isArray(value: Value): value is Value[] {
  return Array.isArray(value);
}

let privateNames = 0;

/** A fresh identity for a private name: each evaluation of a class has names of its own. */
export function privateName(name: string): string {
  return `${name}@${++privateNames}`;
}

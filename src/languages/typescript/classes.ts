import type { SourceId } from '../../engine/sources';
import { Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';
import { constructParent, isConstructor } from './construct';
import { isFunction, isObject, keyText, shownInMessage, toKey } from './conversions';
import { functionObject, nameFunction, prototypeFor } from './functionObjects';
import { describeHolder, fieldValue, holderOf, isIndex, prototypeOf, refuseBuiltIn, setMember } from './members';
import {
  Accessor,
  FunctionObject,
  functionPrototype,
  GlobalFunction,
  isArray,
  type Key,
  objectPrototype,
  PlainObject,
} from './objects';
import { TypedArray } from './typedArray';

/** What a class body defines under one key. */
export type MemberKind = 'method' | 'get' | 'set';

/** Makes a class of its constructor. `parent` is undefined where it extends nothing. */
export function makeClass(rt: Runtime, made: Value, parent: Value, name: string, source: SourceId): Closure {
  const closure = made as Closure;
  const [proto, prototype] = inheritance(rt, parent, source);
  const object = new FunctionObject(closure, proto);
  object.isClass = true;
  closure.attached = object;
  nameFunction(object, name);
  closure.home = prototypeFor(object, prototype);
  return closure;
}

/** What a class and its instances inherit from. */
function inheritance(
  rt: Runtime,
  parent: Value,
  source: SourceId,
): [proto: PlainObject | null, prototype: PlainObject | null] {
  if (parent === undefined) return [functionPrototype, objectPrototype];
  if (parent === null) return [functionPrototype, null];
  if (parent instanceof GlobalFunction && parent.construct && parent.prototype)
    return [parent.object, parent.prototype];
  if (!isConstructor(parent)) {
    throw rt.error(
      'TypeError',
      `Class extends value ${shownInMessage(rt, parent, source)} is not a constructor or null`,
      source,
    );
  }
  const object = functionObject(parent);
  const { prototype } = object.fields;
  return [object, prototype instanceof PlainObject ? prototype : null];
}

/** The object that holds a class's static members, or those that its instances inherit. */
export function memberHolder(klass: Value, isStatic: boolean): PlainObject {
  const object = functionObject(klass as Closure);
  return isStatic ? object : (object.fields.prototype as PlainObject);
}

/** Gives a function the name of a computed key: `get x` for an accessor, `[description]` for a symbol. */
export function nameByKey(value: Value, key: Key, kind: MemberKind | 'field'): void {
  if (!(value instanceof Closure)) return;
  const text = typeof key === 'symbol' ? (key.description === undefined ? '' : `[${key.description}]`) : key;
  const object = functionObject(value);
  // A class that has a static `name` keeps it.
  if (object.isClass && object.fields.name !== '') return;
  nameFunction(object, kind === 'get' || kind === 'set' ? `${kind} ${text}` : text);
}

/** Defines a method or an accessor, hidden from enumeration as those of classes are. */
export function defineMember(holder: PlainObject, key: Key, kind: MemberKind, value: Value, enumerable: boolean): void {
  if (value instanceof Closure) value.home = holder;
  Object.defineProperty(holder.fields, key, {
    value: kind === 'method' ? value : accessorWith(holder.fields[key], Object.hasOwn(holder.fields, key), kind, value),
    writable: true,
    enumerable,
    configurable: true,
  });
}

function accessorWith(held: Value, own: boolean, kind: 'get' | 'set', value: Value): Accessor {
  const old = own && held instanceof Accessor ? held : new Accessor(undefined, undefined);
  return kind === 'get' ? new Accessor(value, old.set) : new Accessor(old.get, value);
}

/** Defines a field of an instance or a class, whatever its prototype has under that name. */
export function initialiseField(rt: Runtime, self: Value, key: Value, value: Value, source: SourceId): void {
  const holder = holderOf(self);
  if (!holder) throw rt.error('TypeError', 'Cannot define a field on this value', source);
  const name = toKey(rt, key, source);
  refuseBuiltIn(rt, holder, name, source);
  const attributes = { value, writable: true, enumerable: true, configurable: true };
  if (Reflect.defineProperty(holder.fields, name, attributes)) return;
  const shown = keyText(name);
  const message = Object.hasOwn(holder.fields, name)
    ? `Cannot redefine property: ${shown}`
    : `Cannot define property ${shown}, object is not extensible`;
  throw rt.error('TypeError', message, source);
}

// --- private members ------------------------------------------------------------------------------------------------

/** Gives an instance a private field or method. */
export function addPrivate(
  rt: Runtime,
  self: Value,
  name: string,
  kind: MemberKind | 'field',
  value: Value,
  source: SourceId,
): void {
  const holder = holderOf(self);
  if (!holder) throw rt.error('TypeError', 'Cannot define a private member on this value', source);
  refuseBuiltIn(rt, holder, shownName(name), source);
  holder.privates ??= Object.create(null) as Record<string, Value>;
  const known = name in holder.privates;
  if (known && !(kind === 'get' || kind === 'set')) {
    throw rt.error('TypeError', 'Cannot initialize private elements twice on the same object', source);
  }
  if (value instanceof Closure && kind !== 'field')
    value.home = holder instanceof FunctionObject ? holder : holder.proto;
  if (kind === 'field') holder.privates[name] = value;
  else if (kind === 'method') holder.privates[name] = new Accessor(constant(value), undefined);
  else holder.privates[name] = accessorWith(holder.privates[name], known, kind, value);
}

/** Marks a getter that gives a private method, which is no property that can be set. */
class PrivateMethod {
  constructor(readonly method: Value) {}
}

function constant(value: Value): PrivateMethod {
  return new PrivateMethod(value);
}

/** `object.#x`; `key` is the identity of the name. */
export function getPrivate(rt: Runtime, object: Value, key: Value, source: SourceId): Value {
  const name = key as string;
  const held = privatesOf(rt, object, name, 'read', 'from', source)[name];
  if (!(held instanceof Accessor)) return held;
  if (held.get instanceof PrivateMethod) return held.get.method;
  if (held.get === undefined) throw rt.error('TypeError', `'${shownName(name)}' was defined without a getter`, source);
  return fieldValue(rt, held, name, object, source);
}

/** `object.#x = value`. */
export function setPrivate(rt: Runtime, object: Value, key: Value, value: Value, source: SourceId): void {
  const name = key as string;
  const privates = privatesOf(rt, object, name, 'write', 'to', source);
  const held = privates[name];
  if (!(held instanceof Accessor)) {
    privates[name] = value;
    return;
  }
  if (held.get instanceof PrivateMethod) {
    throw rt.error('TypeError', `Private method '${shownName(name)}' is not writable`, source);
  }
  if (held.set === undefined) throw rt.error('TypeError', `'${shownName(name)}' was defined without a setter`, source);
  rt.call(held.set, object, [value], source);
}

/** `#x in object`. */
export function hasPrivate(rt: Runtime, key: Value, object: Value, source: SourceId): boolean {
  const name = key as string;
  if (!isObject(object) && !isFunction(object)) {
    throw rt.error(
      'TypeError',
      `Cannot use 'in' operator to search for '${shownName(name)}' in ${shownInMessage(rt, object, source)}`,
      source,
    );
  }
  return name in (holderOf(object)?.privates ?? {});
}

function privatesOf(
  rt: Runtime,
  object: Value,
  name: string,
  verb: 'read' | 'write',
  preposition: 'from' | 'to',
  source: SourceId,
): Record<string, Value> {
  const holder = isObject(object) || isFunction(object) ? holderOf(object) : null;
  if (holder?.privates && name in holder.privates) return holder.privates;
  if (object === undefined || object === null) {
    const action = verb === 'read' ? 'read properties of' : 'set properties of';
    const ending = verb === 'read' ? `reading '${shownName(name)}'` : `setting '${shownName(name)}'`;
    throw rt.error('TypeError', `Cannot ${action} ${object} (${ending})`, source);
  }
  throw rt.error(
    'TypeError',
    `Cannot ${verb} private member ${shownName(name)} ${preposition} an object whose class did not declare it`,
    source,
  );
}

function shownName(name: string): string {
  return name.slice(0, name.indexOf('@'));
}

// --- super ----------------------------------------------------------------------------------------------------------

/** What `super.x` names: the prototype above the method's own object, and `this`. */
export class SuperReference {
  constructor(
    readonly proto: PlainObject | null,
    readonly self: Value,
  ) {}
}

export function superReference(rt: Runtime, callee: Value, self: Value, source: SourceId): SuperReference {
  const home = callee instanceof Closure ? callee.home : undefined;
  if (!(home instanceof PlainObject)) throw rt.error('SyntaxError', "'super' keyword unexpected here", source);
  return new SuperReference(prototypeOf(home), self);
}

export function getSuperMember(rt: Runtime, reference: Value, key: Value, source: SourceId): Value {
  const { proto, self } = reference as SuperReference;
  const name = toKey(rt, key, source);
  return fieldValue(rt, proto?.fields[name], name, self, source);
}

export function setSuperMember(rt: Runtime, reference: Value, key: Value, value: Value, source: SourceId): void {
  const { proto, self } = reference as SuperReference;
  const name = toKey(rt, key, source);
  const held = proto?.fields[name];
  if (held instanceof Accessor && held.set !== undefined) {
    rt.call(held.set, self, [value], source);
    return;
  }
  if (held instanceof Accessor && proto) {
    const shown = describeHolder(proto);
    throw rt.error('TypeError', `Cannot set property ${keyText(name)} of ${shown} which has only a getter`, source);
  }
  setOwn(rt, self, name, value, source);
}

/** Sets a property on the object itself, whatever it inherits. */
function setOwn(rt: Runtime, self: Value, name: Key, value: Value, source: SourceId): void {
  const holder = holderOf(self);
  if (!holder) return;
  const inElements =
    (isArray(self) && name === 'length') || ((isArray(self) || self instanceof TypedArray) && isIndex(name));
  if (inElements || (Object.hasOwn(holder.fields, name) && !(holder.fields[name] instanceof Accessor))) {
    setMember(rt, self, name, value, source);
    return;
  }
  if (Object.hasOwn(holder.fields, name)) {
    throw rt.error('TypeError', `Cannot redefine property: ${keyText(name)}`, source);
  }
  initialiseField(rt, self, name, value, source);
}

/** `super(...args)`; gives the instance. */
export function callSuper(rt: Runtime, callee: Value, args: Value[], target: Value, source: SourceId): Value {
  return constructParent(rt, callee as Closure, args, source, target);
}

/** What a constructor of a derived class that returns `value` gives. */
export function derivedResult(rt: Runtime, value: Value, self: () => Value, source: SourceId): Value {
  if (isObject(value) || isFunction(value)) return value;
  if (value === undefined) return self();
  throw rt.error('TypeError', 'Derived constructors may only return object or undefined', source);
}

/** The error of calling a class without `new`. */
export function refusePlainCall(rt: Runtime, name: string, source: SourceId): Error {
  return rt.error('TypeError', `Class constructor ${name} cannot be invoked without 'new'`, source);
}

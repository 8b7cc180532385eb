import type { SourceId } from '../../engine/sources';
import { Builtin, Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import { Tracked, untracked, type Value } from '../core/values';
import { functionText, isNullish, keyText, toKey, toNumber, typeOf } from './conversions';
import { functionObject } from './functionObjects';
import { ModuleNamespace } from './moduleNamespace';
import {
  Accessor,
  arrayPrototype,
  booleanPrototype,
  extraOf,
  FunctionObject,
  functionPrototype,
  isArray,
  type Key,
  makeExtra,
  numberPrototype,
  objectPrototype,
  PlainObject,
  Refused,
  Special,
  stringPrototype,
  symbolPrototype,
} from './objects';
import { canonicalNumber, TypedArray } from './typedArray';

/** `object[key]`. Each type answers from objects of ours; nothing is ever looked up on a host object. */
export function getMember(rt: Runtime, object: Value, key: Value, source: SourceId): Value {
  if (isArray(object)) {
    if (typeof key === 'number') {
      const element = object[key];
      return element === undefined ? elementOf(rt, object, key, source) : element;
    }
    if (key instanceof Tracked) {
      rt.cuts.note(key.node, 'index', source);
      return elementOf(rt, object, key.value, source);
    }
    if (key === 'length') return object.length;
    const name = toKey(rt, key, source);
    if (isIndex(name)) return object[Number(name)];
    return fieldValue(rt, (extraOf(object) ?? arrayPrototype).fields[name], name, object, source);
  }
  if (object instanceof PlainObject) {
    if (typeof key === 'string') {
      const held = object.fields[key];
      if (held === undefined && object instanceof TypedArray && isIndex(key)) return object.get(Number(key));
      return held instanceof Special ? fieldValue(rt, held, key, object, source) : held;
    }
    if (object instanceof TypedArray) {
      if (typeof key === 'number') return object.get(key);
      if (key instanceof Tracked) {
        rt.cuts.note(key.node, 'index', source);
        return object.get(key.value);
      }
    }
    const name = toKey(rt, key, source);
    if (object instanceof TypedArray && isIndex(name)) return object.get(Number(name));
    return fieldValue(rt, object.fields[name], name, object, source);
  }
  if (typeof object === 'string') {
    if (key === 'length') return object.length;
    if (key instanceof Tracked) rt.cuts.note(key.node, 'index', source);
    const index = typeof key === 'number' ? key : key instanceof Tracked ? key.value : null;
    if (index !== null) return object[index];
    const name = toKey(rt, key, source);
    if (isIndex(name)) return object[Number(name)];
    return fieldValue(rt, stringPrototype.fields[name], name, object, source);
  }
  if (isNullish(object)) {
    const name = keyText(toKey(rt, key, source));
    throw rt.error('TypeError', `Cannot read properties of ${object} (reading '${name}')`, source);
  }
  const name = toKey(rt, key, source);
  return fieldValue(rt, fieldsOf(object, name)[name], name, object, source);
}

/** What an array has under a number; -1 and 1.5 name properties. */
function elementOf(rt: Runtime, array: Value[], index: number, source: SourceId): Value {
  const element = array[index];
  const extra = element === undefined ? extraOf(array) : null;
  return extra === null ? element : fieldValue(rt, extra.fields[index], String(index), array, source);
}

/** The fields that a value that is no object answers from. */
function fieldsOf(value: Value, name: Key): Record<Key, Value> {
  if (value instanceof Closure || value instanceof Builtin) {
    if (value.attached instanceof FunctionObject) return value.attached.fields;
    if (name !== 'name' && name !== 'length' && name !== 'prototype') return functionPrototype.fields;
    return functionObject(value).fields;
  }
  if (typeof value === 'number' || value instanceof Tracked) return numberPrototype.fields;
  return typeof value === 'symbol' ? symbolPrototype.fields : booleanPrototype.fields;
}

/** What a field gives: getters are called on `self`, refusals say so. */
export function fieldValue(rt: Runtime, held: Value, name: Key, self: Value, source: SourceId): Value {
  if (!(held instanceof Special)) return held;
  if (held instanceof Accessor) return held.get === undefined ? undefined : rt.call(held.get, self, [], source);
  throw rt.unsupported((held as Refused).message || `\`${keyText(name)}\` is not supported`, source);
}

/** `object[key] = value`. */
export function setMember(rt: Runtime, object: Value, key: Value, value: Value, source: SourceId): void {
  if (isArray(object)) {
    setOnArray(rt, object, key, value, source);
    return;
  }
  if (object instanceof PlainObject) {
    if (object instanceof TypedArray) {
      setOnTypedArray(rt, object, key, value, source);
      return;
    }
    setField(rt, object, typeof key === 'string' ? key : toKey(rt, key, source), value, object, source);
    return;
  }
  const name = toKey(rt, key, source);
  if (isNullish(object)) {
    throw rt.error('TypeError', `Cannot set properties of ${object} (setting '${keyText(name)}')`, source);
  }
  if (object instanceof Closure || object instanceof Builtin) {
    setField(rt, functionObject(object), name, value, object, source);
    return;
  }
  const type = typeOf(object);
  if (typeof object === 'string' && (name === 'length' || (isIndex(name) && Number(name) < object.length))) {
    throw rt.error('TypeError', `Cannot assign to read only property '${name}' of string '${object}'`, source);
  }
  const shown = keyText(String((object as Tracked).value ?? object));
  throw rt.error('TypeError', `Cannot create property '${keyText(name)}' on ${type} '${shown}'`, source);
}

function setOnArray(rt: Runtime, array: Value[], key: Value, value: Value, source: SourceId): void {
  if (key === 'length') {
    setLength(rt, array, value, source);
    return;
  }
  if (key instanceof Tracked) rt.cuts.note(key.node, 'index', source);
  let index = typeof key === 'number' ? key : key instanceof Tracked ? key.value : -1;
  if (!isArrayIndex(index)) {
    const name = toKey(rt, key, source);
    index = typeof name === 'string' && isIndex(name) ? Number(name) : -1;
    if (!isArrayIndex(index)) {
      if (Object.isFrozen(array) || !Object.isExtensible(array)) throw notExtensible(rt, name, source);
      setField(rt, makeExtra(array), name, value, array, source);
      return;
    }
  }
  if (index === array.length) rt.checkGrowth(index + 1, source);
  else if (index > array.length) rt.checkSize(index + 1, source, index - array.length);
  try {
    array[index] = value;
  } catch {
    if (!(index in array)) throw notExtensible(rt, String(index), source);
    throw rt.error('TypeError', `Cannot assign to read only property '${index}' of object '[object Array]'`, source);
  }
}

function setOnTypedArray(rt: Runtime, array: TypedArray, key: Value, value: Value, source: SourceId): void {
  if (typeof key === 'number') {
    array.set(rt, key, value, source);
    return;
  }
  if (key instanceof Tracked) rt.cuts.note(key.node, 'index', source);
  const name = toKey(rt, untracked(key), source);
  const index = canonicalNumber(name);
  if (index === null) setField(rt, array, name, value, array, source);
  else array.set(rt, index, value, source);
}

function setLength(rt: Runtime, array: Value[], value: Value, source: SourceId): void {
  const length = toNumber(rt, value, source);
  if (!Number.isInteger(length) || length < 0 || length > 2 ** 32 - 1) {
    throw rt.error('RangeError', 'Invalid array length', source);
  }
  if (length > array.length) rt.checkSize(length, source);
  try {
    array.length = length;
  } catch {
    throw rt.error('TypeError', "Cannot assign to read only property 'length' of object '[object Array]'", source);
  }
}

/** Sets a property as JavaScript does: through an inherited setter, or as an own property. `self` is what it is set on. */
export function setField(
  rt: Runtime,
  object: PlainObject,
  name: Key,
  value: Value,
  self: Value,
  source: SourceId,
): void {
  const { fields } = object;
  const held = fields[name];
  if (held instanceof Special) {
    if (held instanceof Accessor) {
      if (held.set === undefined) {
        const shown = describeHolder(ownerOf(object, name));
        throw rt.error('TypeError', `Cannot set property ${keyText(name)} of ${shown} which has only a getter`, source);
      }
      rt.call(held.set, self, [value], source);
      return;
    }
    if (held instanceof Refused && held.firm) throw rt.unsupported(held.message, source);
  }
  refuseBuiltIn(rt, object, name, source);
  try {
    fields[name] = value;
  } catch {
    // Inherited fields are in the way only where they cannot be written themselves.
    const inTheWay = Object.getOwnPropertyDescriptor(ownerOf(object, name).fields, name);
    if (inTheWay === undefined || inTheWay.writable) throw notExtensible(rt, name, source);
    const shown = isFunctionValue(self)
      ? `function '${functionText(rt, self)}'`
      : `object '${describeHolder(object, self)}'`;
    throw rt.error('TypeError', `Cannot assign to read only property '${keyText(name)}' of ${shown}`, source);
  }
}

/** The object on which an inherited property stands. */
function ownerOf(object: PlainObject, name: Key): PlainObject {
  let owner = object;
  while (owner.proto && !Object.hasOwn(owner.fields, name)) owner = owner.proto;
  return owner;
}

function notExtensible(rt: Runtime, name: Key, source: SourceId): Error {
  return rt.error('TypeError', `Cannot add property ${keyText(name)}, object is not extensible`, source);
}

/** Built-in objects are the same for all snippets. */
export function refuseBuiltIn(rt: Runtime, object: PlainObject, name: Key, source: SourceId): void {
  if (!object.builtIn) return;
  throw rt.unsupported(
    `setting \`${keyText(name)}\` on a built-in object is not supported; use an object of your own`,
    source,
  );
}

/** An object as V8's messages name it: `#<Vec3>`. */
export function describeHolder(object: PlainObject, self: Value = object): string {
  if (isArray(self)) return '[object Array]';
  if (object instanceof ModuleNamespace) return '[object Module]';
  if (object instanceof FunctionObject)
    return object.isClass ? `class ${object.owner.name}` : `function '${object.owner.name}'`;
  if (object.fields.toString === objectPrototype.fields.toString) return `#<${constructorName(object) ?? 'Object'}>`;
  const tag = object.fields[Symbol.toStringTag];
  return `[object ${typeof tag === 'string' ? tag : object.tag}]`;
}

/** The name of the class that an object is an instance of; null where no prototype says one. */
export function constructorName(object: PlainObject): string | null {
  for (let proto: PlainObject | null = object; proto; proto = proto.proto) {
    if (!Object.hasOwn(proto.fields, 'constructor')) continue;
    const own = proto.fields.constructor;
    const held = own instanceof Refused ? own.hides : own;
    if (held instanceof Closure || held instanceof Builtin) {
      const name = held.attached instanceof FunctionObject ? held.attached.fields.name : held.name;
      return typeof name === 'string' ? name : held.name;
    }
  }
  return null;
}

/** `delete object[key]`. Throws for a property that cannot be deleted, as strict code does. */
export function deleteMember(rt: Runtime, object: Value, key: Value, source: SourceId): boolean {
  const name = toKey(rt, key, source);
  if (isNullish(object)) {
    throw rt.error('TypeError', `Cannot convert undefined or null to object`, source);
  }
  if (isArray(object)) {
    if (typeof name === 'string' && isIndex(name))
      return deleteFrom(rt, object, Number(name), '[object Array]', source);
    const extra = extraOf(object);
    return extra === null || deleteFrom(rt, extra.fields, name, '[object Array]', source);
  }
  if (object instanceof TypedArray && isIndex(name)) {
    if (!object.has(Number(name))) return true;
    throw rt.error('TypeError', `Cannot delete property '${name}' of [object ${object.type.name}]`, source);
  }
  const holder = object instanceof PlainObject ? object : isFunctionValue(object) ? functionObject(object) : null;
  if (holder === null) return true;
  refuseBuiltIn(rt, holder, name, source);
  return deleteFrom(rt, holder.fields, name, describeHolder(holder), source);
}

function isFunctionValue(value: Value): value is Closure | Builtin {
  return value instanceof Closure || value instanceof Builtin;
}

function deleteFrom(rt: Runtime, fields: object, name: Key | number, shown: string, source: SourceId): boolean {
  if (Reflect.deleteProperty(fields, name)) return true;
  throw rt.error('TypeError', `Cannot delete property '${keyText(name as Key)}' of ${shown}`, source);
}

/** `key in object`, own or inherited. */
export function hasMember(object: Value, name: Key): boolean {
  if (isArray(object)) {
    if (name === 'length') return true;
    if (isIndex(name)) return Number(name) in object;
    return isHeld((extraOf(object) ?? arrayPrototype).fields, name);
  }
  if (object instanceof TypedArray && isIndex(name)) return object.has(Number(name));
  if (object instanceof PlainObject) return isHeld(object.fields, name);
  return isFunctionValue(object) && isHeld(functionObject(object).fields, name);
}

function isHeld(fields: Record<Key, Value>, name: Key): boolean {
  return name in fields && !(fields[name] instanceof Refused && (fields[name] as Refused).firm);
}

/** Whether the property stands on the value itself. */
export function hasOwn(object: Value, name: Key): boolean {
  if (isArray(object)) {
    if (name === 'length') return true;
    if (isIndex(name)) return Object.hasOwn(object, name);
    const extra = extraOf(object);
    return extra !== null && Object.hasOwn(extra.fields, name);
  }
  if (typeof object === 'string') return name === 'length' || (isIndex(name) && Number(name) < object.length);
  if (object instanceof TypedArray && isIndex(name)) return object.has(Number(name));
  const holder = object instanceof PlainObject ? object : isFunctionValue(object) ? functionObject(object) : null;
  return holder !== null && Object.hasOwn(holder.fields, name);
}

/** The object that a value inherits from; null where there is none. */
export function prototypeOf(value: Value): PlainObject | null {
  if (isArray(value)) return extraOf(value)?.proto ?? arrayPrototype;
  if (value instanceof PlainObject) return value.proto;
  if (isFunctionValue(value)) return functionObject(value).proto;
  if (typeof value === 'string') return stringPrototype;
  if (typeof value === 'number' || value instanceof Tracked) return numberPrototype;
  if (typeof value === 'boolean') return booleanPrototype;
  return typeof value === 'symbol' ? symbolPrototype : null;
}

/** The object of ours that holds the properties of an object value; null for primitives. An array gets one when needed. */
export function holderOf(value: Value): PlainObject | null {
  if (value instanceof PlainObject) return value;
  if (isFunctionValue(value)) return functionObject(value);
  return isArray(value) ? makeExtra(value) : null;
}

/** Own enumerable names in JavaScript's order, those of elements and characters included. */
export function ownKeys(value: Value): string[] {
  if (isArray(value)) {
    const extra = extraOf(value);
    const names = Object.keys(value);
    return extra === null ? names : [...names, ...Object.keys(extra.fields)];
  }
  if (typeof value === 'string') return Object.keys(value);
  if (value instanceof TypedArray) return [...value.indices(), ...Object.keys(value.fields)];
  if (value instanceof PlainObject) return Object.keys(value.fields);
  return isFunctionValue(value) ? Object.keys(functionObject(value).fields) : [];
}

/** Own enumerable symbols. */
export function ownSymbols(value: Value): symbol[] {
  const fields = isArray(value) ? extraOf(value)?.fields : holderOf(value)?.fields;
  if (fields === undefined) return [];
  return Object.getOwnPropertySymbols(fields).filter((key) => Object.getOwnPropertyDescriptor(fields, key)?.enumerable);
}

/** Whether a name counts an element: `0`, `17`. */
export function isIndex(name: Key): name is string {
  if (typeof name !== 'string') return false;
  // Most names begin with a letter: they are told without a pattern.
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57 && /^(0|[1-9]\d*)$/.test(name);
}

function isArrayIndex(index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < 2 ** 32 - 1;
}

import { Tracked, type Value } from '../../core/values';
import { isFunction, isNullish, isObject, keyText, toNumber, truthy } from '../conversions';
import { fieldValue, getMember, hasMember, holderOf, isIndex, refuseBuiltIn } from '../members';
import { ModuleNamespace } from '../moduleNamespace';
import { Accessor, defineField, extraOf, isArray, type Key, makeExtra, PlainObject, Special } from '../objects';
import { TypedArray } from '../typedArray';
import type { Call } from './define';
import { receiverText } from './receiver';

/** What is known of a property, or is to become of it: what is absent stays as it is. */
export interface Descriptor {
  value?: Value;
  get?: Value;
  set?: Value;
  writable?: boolean;
  enumerable?: boolean;
  configurable?: boolean;
}

/** All own names, hidden ones included, then the symbols; `prototype` and the like as JavaScript lists them. */
export function ownPropertyKeys({ rt, source }: Call, value: Value): Key[] {
  const keys = keysOf(value);
  rt.checkSize(keys.length, source);
  rt.budget.spend(rt, keys.length);
  return keys;
}

function keysOf(value: Value): Key[] {
  if (isArray(value)) return [...Object.getOwnPropertyNames(value), ...Reflect.ownKeys(extraOf(value)?.fields ?? {})];
  if (typeof value === 'string') return Object.getOwnPropertyNames(value);
  if (value instanceof TypedArray) return [...value.indices(), ...Reflect.ownKeys(value.fields)];
  if (!isObject(value) && !isFunction(value)) return [];
  return Reflect.ownKeys(holderOf(value)!.fields);
}

/** Where a property stands: an element of the host's array, or a field. */
function placeOf(value: Value, key: Key): object | null {
  if (isArray(value)) return key === 'length' || isIndex(key) ? value : (extraOf(value)?.fields ?? null);
  if (typeof value === 'string') return Object(value) as object;
  return isObject(value) || isFunction(value) ? holderOf(value)!.fields : null;
}

/** An own property; undefined where there is none. Refused ones throw. */
export function descriptorOf({ rt, source }: Call, value: Value, key: Key): Descriptor | undefined {
  if (value instanceof TypedArray && isIndex(key)) {
    if (!value.has(Number(key))) return undefined;
    return { value: value.get(Number(key)), writable: true, enumerable: true, configurable: true };
  }
  const place = placeOf(value, key);
  const found = place && Object.getOwnPropertyDescriptor(place, key);
  if (!found) return undefined;
  const { enumerable = false, configurable = false } = found;
  // The exports of a module are read through the host.
  const held: Value = value instanceof ModuleNamespace ? value.fields[key] : found.value;
  if (held instanceof Accessor) return { get: held.get, set: held.set, enumerable, configurable };
  if (held instanceof Special) fieldValue(rt, held, key, value, source);
  return { value: held, writable: found.writable ?? true, enumerable, configurable };
}

/** A descriptor as an object of the user's. */
export function descriptorObject(descriptor: Descriptor): PlainObject {
  const object = new PlainObject();
  for (const key of ['value', 'writable', 'get', 'set', 'enumerable', 'configurable'] as const) {
    if (key in descriptor) defineField(object, key, descriptor[key]);
  }
  return object;
}

/** An object of the user's as a descriptor. */
export function toDescriptor(call: Call, value: Value): Descriptor {
  const { rt, source } = call;
  const refuse = (message: string) => rt.error('TypeError', message, source);
  if (!isObject(value) && !isFunction(value)) {
    throw refuse(`Property description must be an object: ${receiverText(call, value)}`);
  }
  const descriptor: Descriptor = {};
  for (const key of ['enumerable', 'configurable', 'value', 'writable', 'get', 'set'] as const) {
    if (!hasMember(value, key)) continue;
    const held = getMember(rt, value, key, source);
    if (key === 'value') descriptor.value = held;
    else if (key === 'get' || key === 'set') {
      if (held !== undefined && !isFunction(held)) {
        const what = key === 'get' ? 'Getter' : 'Setter';
        throw refuse(`${what} must be a function: ${receiverText(call, held)}`);
      }
      descriptor[key] = held;
    } else descriptor[key] = truthy(rt, held);
  }
  if (('get' in descriptor || 'set' in descriptor) && ('value' in descriptor || 'writable' in descriptor)) {
    const shown = receiverText(call, value);
    throw refuse(
      `Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, ${shown}`,
    );
  }
  return descriptor;
}

/** Defines or changes a property; false where it may not be. Nothing that is refused is ever defined. */
export function defineOwn(call: Call, object: Value, key: Key, descriptor: Descriptor): boolean {
  const { rt, source } = call;
  if (key === '__proto__') throw rt.unsupported('`__proto__` is not supported; use `Object.create` or a class', source);
  if (isArray(object) && (key === 'length' || isIndex(key))) return defineElement(call, object, key, descriptor);
  if (object instanceof TypedArray && isIndex(key)) {
    if (!object.has(Number(key)) || 'get' in descriptor || 'set' in descriptor) return false;
    if ('value' in descriptor) object.set(rt, Number(key), descriptor.value, source);
    return true;
  }
  if (isArray(object) && extraOf(object) === null && !Object.isExtensible(object)) return false;
  const holder = isArray(object) ? makeExtra(object) : holderOf(object)!;
  refuseBuiltIn(rt, holder, key, source);
  const { fields } = holder;
  const own = Object.getOwnPropertyDescriptor(fields, key);
  const { enumerable, configurable } = descriptor;
  const attributes = {
    ...(enumerable !== undefined && { enumerable }),
    ...(configurable !== undefined && { configurable }),
  };
  const old = own?.value instanceof Accessor ? own.value : null;
  if ('get' in descriptor || 'set' in descriptor) {
    const get = 'get' in descriptor ? descriptor.get : old?.get;
    const set = 'set' in descriptor ? descriptor.set : old?.set;
    // An accessor that stays what it is may be defined again.
    const same = old !== null && old.get === get && old.set === set;
    return Reflect.defineProperty(fields, key, {
      ...attributes,
      ...(!same && { value: new Accessor(get, set) }),
      writable: false,
    });
  }
  const isData = 'value' in descriptor || 'writable' in descriptor;
  if (!isData) return Reflect.defineProperty(fields, key, own ? attributes : { value: undefined, ...attributes });
  return Reflect.defineProperty(fields, key, {
    ...attributes,
    ...((old || 'value' in descriptor) && { value: descriptor.value }),
    ...((old || descriptor.writable !== undefined) && { writable: descriptor.writable ?? false }),
  });
}

function defineElement(call: Call, array: Value[], key: string, descriptor: Descriptor): boolean {
  const { rt, source } = call;
  if ('get' in descriptor || 'set' in descriptor) {
    throw rt.unsupported('a getter or setter on an element of an array is not supported; use an object', source);
  }
  const { writable, enumerable, configurable } = descriptor;
  const known = Object.getOwnPropertyDescriptor(array, key);
  const narrows = [
    [writable, known?.writable],
    [enumerable, known?.enumerable],
    [configurable, known?.configurable],
  ].some(([wanted, is]) => !(wanted ?? is) && is !== false);
  if (narrows) {
    throw rt.unsupported(
      'an element of an array that is fixed or hidden is not supported; use `Object.freeze` or an object',
      source,
    );
  }
  const attributes = { ...descriptor };
  if (key === 'length' && 'value' in descriptor) {
    const length = toNumber(rt, descriptor.value, source);
    if (!Number.isInteger(length) || length < 0 || length > 2 ** 32 - 1) {
      throw rt.error('RangeError', 'Invalid array length', source);
    }
    if (length > array.length) rt.checkSize(length, source);
    attributes.value = length;
  } else if (key !== 'length' && Number(key) >= array.length) {
    rt.checkSize(Number(key) + 1, source, Number(key) + 1 - array.length);
  }
  return Reflect.defineProperty(array, key, attributes as PropertyDescriptor);
}

/** The same, throwing where the property may not be defined. */
export function defineOrThrow(call: Call, object: Value, key: Key, descriptor: Descriptor): void {
  if (defineOwn(call, object, key, descriptor)) return;
  const known = descriptorOf(call, object, key) !== undefined;
  const shown = keyText(key);
  throw call.rt.error(
    'TypeError',
    known ? `Cannot redefine property: ${shown}` : `Cannot define property ${shown}, object is not extensible`,
    call.source,
  );
}

/** Defines what the own enumerable properties of an object describe. */
export function defineAll(call: Call, object: Value, descriptions: Value): void {
  const { rt, source } = call;
  if (isNullish(descriptions)) {
    throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
  }
  if (descriptions instanceof Tracked || !(isObject(descriptions) || isFunction(descriptions))) return;
  const keys = ownPropertyKeys(call, descriptions).filter((key) => descriptorOf(call, descriptions, key)?.enumerable);
  const described = keys.map((key) => [key, toDescriptor(call, getMember(rt, descriptions, key, source))] as const);
  for (const [key, descriptor] of described) defineOrThrow(call, object, key, descriptor);
}

import type { Value } from '../../core/values';
import { isFunction, isObject } from '../conversions';
import { holderOf } from '../members';
import { Accessor, extraOf, isArray, makeExtra } from '../objects';
import { TypedArray } from '../typedArray';
import type { Call } from './define';

/** The host objects that hold the properties of a value. */
function placesOf(value: Value): object[] {
  if (isArray(value)) {
    const extra = extraOf(value);
    return extra === null ? [value] : [value, extra.fields];
  }
  return isObject(value) || isFunction(value) ? [holderOf(value)!.fields] : [];
}

/** What is built in cannot be changed anyway, and stays as it is for all snippets. */
function isBuiltIn(value: Value): boolean {
  return !isArray(value) && (isObject(value) || isFunction(value)) && holderOf(value)!.builtIn;
}

/** Applies `Object.freeze`, `seal` or `preventExtensions` of the host to where the properties stand. */
export function restrict({ rt, args, source }: Call, how: 'freeze' | 'seal' | 'preventExtensions'): Value {
  const value = args[0];
  if (how === 'freeze' && value instanceof TypedArray && value.length > 0) {
    throw rt.error('TypeError', 'Cannot freeze array buffer views with elements', source);
  }
  if (isArray(value)) {
    rt.budget.spend(rt, value.length);
    // What it holds beside its elements has to have its place before: private members may still come.
    makeExtra(value);
  }
  if (isBuiltIn(value)) return value;
  for (const place of placesOf(value)) (Object[how] as (place: object) => object)(place);
  return value;
}

/** What `Object.isFrozen` and its kin say; primitives are as fixed as can be. */
export function isRestricted(value: Value, how: 'isFrozen' | 'isSealed'): boolean {
  if (value instanceof TypedArray && value.length > 0) return false;
  return (
    !isBuiltIn(value) &&
    placesOf(value).every((place) => Object[how](place) || (how === 'isFrozen' && hasNothingToWrite(place)))
  );
}

/** Sealed, with nothing but accessors that the host could still write: those have no value. */
function hasNothingToWrite(place: object): boolean {
  return (
    Object.isSealed(place) &&
    Reflect.ownKeys(place).every((key) => {
      const { writable, value } = Object.getOwnPropertyDescriptor(place, key)!;
      return !writable || value instanceof Accessor;
    })
  );
}

/** `Object.isExtensible`. */
export function isExtensible(value: Value): boolean {
  const places = placesOf(value);
  return isBuiltIn(value) || (places.length > 0 && places.every((place) => Object.isExtensible(place)));
}

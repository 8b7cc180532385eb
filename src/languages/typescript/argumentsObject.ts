import type { Value } from '../core/values';
import { arrayPrototype, defineField, defineHidden, PlainObject } from './objects';

/** `arguments`: a list that is no array, and shares nothing with the parameters. */
export function argumentsObject(list: readonly Value[]): PlainObject {
  const object = new PlainObject();
  list.forEach((value, k) => {
    defineField(object, String(k), value);
  });
  defineHidden(object, 'length', list.length);
  defineHidden(object, Symbol.iterator, arrayPrototype.fields[Symbol.iterator]);
  defineHidden(object, Symbol.toStringTag, 'Arguments');
  return object;
}

import type { Value } from '../core/values';
import { arrayPrototype, defineField, defineHidden, PlainObject } from './objects';

/** What `arguments` gives: it prints with its name. */
export class ArgumentsObject extends PlainObject {}

/** `arguments`: a list that is no array, and shares nothing with the parameters. */
export function argumentsObject(list: readonly Value[]): ArgumentsObject {
  const object = new ArgumentsObject();
  list.forEach((value, k) => {
    defineField(object, String(k), value);
  });
  defineHidden(object, 'length', list.length);
  defineHidden(object, Symbol.iterator, arrayPrototype.fields[Symbol.iterator]);
  return object;
}

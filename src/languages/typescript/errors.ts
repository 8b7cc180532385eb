import type { Value } from '../core/values';
import { builtInObject, defineHidden, ErrorObject, errorPrototype, type PlainObject } from './objects';

defineHidden(errorPrototype, 'name', 'Error');
defineHidden(errorPrototype, 'message', '');

/** The prototypes of the error classes by name. */
export const errorPrototypes: ReadonlyMap<string, PlainObject> = new Map([
  ['Error', errorPrototype],
  ...['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError'].map((name) => {
    const prototype = builtInObject(errorPrototype);
    defineHidden(prototype, 'name', name);
    defineHidden(prototype, 'message', '');
    return [name, prototype] as const;
  }),
]);

/** An error object as the language itself makes one. */
export function makeError(type: string, message: string): Value {
  const error = new ErrorObject(errorPrototypes.get(type) ?? errorPrototype);
  defineHidden(error, 'message', message);
  return error;
}

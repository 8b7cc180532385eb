import { Builtin } from '../core/functions';
import type { Value } from '../core/values';
import { toText } from './conversions';
import { Accessor, builtInObject, defineHidden, ErrorObject, errorPrototype, PlainObject } from './objects';

/** The prototypes of the error classes by name. */
export const errorPrototypes: ReadonlyMap<string, PlainObject> = new Map(
  ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError', 'AggregateError'].map(
    (name) => {
      const prototype = name === 'Error' ? errorPrototype : builtInObject(errorPrototype);
      defineHidden(prototype, 'name', name);
      defineHidden(prototype, 'message', '');
      return [name, prototype];
    },
  ),
);

export const aggregateErrorPrototype = errorPrototypes.get('AggregateError')!;

/** There are no frames to show: what is inspected is one place. */
const stack = new Accessor(
  new Builtin('stack', 0, (rt, self, _args, source) => `${toText(rt, self, source)}\n    at <snippet>`),
  new Builtin('stack', 1, (_rt, self, args) => {
    if (self instanceof PlainObject) defineHidden(self, 'stack', args[0]);
    return undefined;
  }),
);

/** Gives an error its `stack`. */
export function giveStack(error: PlainObject): void {
  defineHidden(error, 'stack', stack);
}

/** An error object as the language itself makes one. */
export function makeError(type: string, message: string): Value {
  const error = new ErrorObject(errorPrototypes.get(type) ?? errorPrototype);
  giveStack(error);
  defineHidden(error, 'message', message);
  return error;
}

import type { Value } from '../../core/values';
import { prototypeFrom } from '../construct';
import { isFunction, isObject, toText } from '../conversions';
import { aggregateErrorPrototype, errorPrototypes, giveStack } from '../errors';
import { iterate } from '../iteration';
import { getMember, hasMember } from '../members';
import {
  type Construct,
  defineHidden,
  ErrorObject,
  errorPrototype,
  GlobalFunction,
  install,
  type PlainObject,
  refuseOthers,
} from '../objects';
import { walk } from './array';
import { builtin, builtins, type Call } from './define';
import { incompatible } from './receiver';

/** The text of an error, as V8 makes it: its name and its message, as they are now. */
const toStringMethod = builtin(
  'toString',
  (call) => {
    const { rt, self, source } = call;
    if (!isObject(self) && !isFunction(self)) throw incompatible(call, 'Error.prototype.toString');
    const part = (key: string, fallback: string) => {
      const value = getMember(rt, self, key, source);
      return value === undefined ? fallback : toText(rt, value, source);
    };
    const name = part('name', 'Error');
    const message = part('message', '');
    if (name === '') return message;
    return message === '' ? name : `${name}: ${message}`;
  },
  0,
);

install(errorPrototype, [['toString', toStringMethod]]);
refuseOthers(errorPrototype, Error.prototype, (name) => `\`${name}\` of an error is not supported; use another way`);

/** A new error of the class `target`. */
function makeErrorObject(
  { rt, source }: Call,
  target: Value,
  fallback: PlainObject,
  message: Value,
  options: Value,
): ErrorObject {
  const error = new ErrorObject(prototypeFrom(rt, target, fallback, source));
  giveStack(error);
  if (message !== undefined) defineHidden(error, 'message', toText(rt, message, source));
  if ((isObject(options) || isFunction(options)) && hasMember(options, 'cause')) {
    defineHidden(error, 'cause', getMember(rt, options, 'cause', source));
  }
  return error;
}

/** A class of errors: `Error(…)` does what `new Error(…)` does. */
function errorClass(
  name: string,
  prototype: PlainObject,
  length: number,
  make: (call: Call, target: Value) => Value,
  members: Iterable<readonly [string, Value]>,
  parent: GlobalFunction | null,
): GlobalFunction {
  const construct: Construct = (rt, args, source, target) => make({ rt, self: undefined, args, source }, target);
  const klass: GlobalFunction = new GlobalFunction(
    name,
    builtin(name, (call) => make(call, klass), length),
    construct,
    members,
    prototype,
    parent,
  );
  return klass;
}

/** `Error`. */
export const errorGlobal = errorClass(
  'Error',
  errorPrototype,
  1,
  (call, target) => makeErrorObject(call, target, errorPrototype, call.args[0], call.args[1]),
  [
    ...builtins({ captureStackTrace: () => undefined, isError: ({ args }) => args[0] instanceof ErrorObject }),
    ['stackTraceLimit', 10],
  ],
  null,
);
refuseOthers(errorGlobal.object, Error, (name) => `\`Error.${name}\` is not supported; use another way`);

/** All error classes by name. */
export const errorGlobals: ReadonlyMap<string, GlobalFunction> = new Map([
  ['Error', errorGlobal],
  ...[...errorPrototypes]
    .filter(([name]) => name !== 'Error' && name !== 'AggregateError')
    .map(([name, prototype]) => {
      const make = (call: Call, target: Value) => makeErrorObject(call, target, prototype, call.args[0], call.args[1]);
      return [name, errorClass(name, prototype, 1, make, [], errorGlobal)] as const;
    }),
  [
    'AggregateError',
    errorClass(
      'AggregateError',
      aggregateErrorPrototype,
      2,
      (call, target) => {
        const error = makeErrorObject(call, target, aggregateErrorPrototype, call.args[1], call.args[2]);
        defineHidden(error, 'errors', walk(call, iterate(call.rt, call.args[0], call.source)));
        return error;
      },
      [],
      errorGlobal,
    ),
  ],
]);

import type { Value } from '../../core/values';
import { ordinaryInstanceOf } from '../construct';
import { functionText, isFunction, isNullish, isObject } from '../conversions';
import { BoundFunction } from '../functionObjects';
import { getMember } from '../members';
import { functionPrototype, GlobalFunction, install, Refused, refuseOthers } from '../objects';
import { arrayOf, builtin, builtins, type Call } from './define';

/** The arguments that `apply` is given: an array, or anything with a length and indices. */
function argumentList(call: Call, value: Value): Value[] {
  if (isNullish(value)) return [];
  if (isObject(value)) return [...arrayOf({ ...call, self: value })];
  throw call.rt.error('TypeError', 'CreateListFromArrayLike called on non-object', call.source);
}

function bind(call: Call): Value {
  const { rt, self, args, source } = call;
  if (!isFunction(self)) throw rt.error('TypeError', 'Bind must be called on a function', source);
  const [receiver, ...first] = args;
  const length = getMember(rt, self, 'length', source);
  const name = getMember(rt, self, 'name', source);
  const left = typeof length === 'number' ? Math.max(0, Math.trunc(length) - first.length) : 0;
  return new BoundFunction(`bound ${typeof name === 'string' ? name : ''}`, left, self, receiver, first);
}

/** `call`, `apply`, `bind` and the text of a function. */
export const functionMethods = builtins(
  {
    call: ({ rt, self, args, source }) => rt.call(self, args[0], args.slice(1), source, 'the receiver of `call`'),
    apply(call) {
      const { rt, self, args, source } = call;
      return rt.call(self, args[0], argumentList(call, args[1]), source, 'the receiver of `apply`');
    },
    toString({ rt, self, source }: Call) {
      if (self instanceof BoundFunction) return 'function () { [native code] }';
      if (isFunction(self)) return functionText(rt, self);
      throw rt.error('TypeError', "Function.prototype.toString requires that 'this' be a Function", source);
    },
    bind,
  },
  { apply: 2, toString: 0 },
);

function refuseCode({ rt, source }: Pick<Call, 'rt' | 'source'>): never {
  throw rt.unsupported('`Function` is not supported: code is interpreted, never executed', source);
}

/** `Function`: what functions are instances of, and nothing else. */
export const functionGlobal = new GlobalFunction(
  'Function',
  builtin('Function', refuseCode),
  (rt, _args, source) => refuseCode({ rt, source }),
  [],
  functionPrototype,
);

install(functionPrototype, functionMethods);
install(functionPrototype, [
  [
    Symbol.hasInstance,
    builtin('[Symbol.hasInstance]', ({ rt, self, args, source }) =>
      isFunction(self) ? ordinaryInstanceOf(rt, args[0], self, source) : false,
    ),
  ],
  // What a function without a name of its own has.
  ['name', ''],
  ['length', 0],
  ['constructor', new Refused('`constructor` of a function is not supported: code is interpreted, never executed')],
  ['caller', new Refused('`caller` is not supported; pass what you need as an argument')],
  ['arguments', new Refused('`arguments` of a function is not supported; use a rest parameter `...values`')],
]);
refuseOthers(
  functionPrototype,
  Function.prototype,
  (name) => `\`${name}\` of a function is not supported; use another way`,
);

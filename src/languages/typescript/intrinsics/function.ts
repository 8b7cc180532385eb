import type { Value } from '../../core/values';
import { functionText, isFunction, isNullish } from '../conversions';
import { functionPrototype, install, isArray, Refused, refuseOthers } from '../objects';
import { builtin, builtins, type Call } from './define';

/** `call`, `apply` and `bind`. */
export const functionMethods = builtins({
  call: ({ rt, self, args, source }) => rt.call(self, args[0], args.slice(1), source),
  apply({ rt, self, args, source }) {
    const list = args[1];
    if (!isNullish(list) && !isArray(list)) {
      throw rt.error('TypeError', 'CreateListFromArrayLike called on non-object', source);
    }
    return rt.call(self, args[0], isArray(list) ? [...list] : [], source);
  },
  toString({ rt, self, source }: Call) {
    if (!isFunction(self)) {
      throw rt.error('TypeError', "Function.prototype.toString requires that 'this' be a Function", source);
    }
    return functionText(rt, self);
  },
  bind({ self, args }): Value {
    const [bound, ...first] = args;
    return builtin('bound', ({ rt, args: rest, source }) => rt.call(self, bound, [...first, ...rest], source));
  },
});

install(functionPrototype, functionMethods);
install(functionPrototype, [
  ['constructor', new Refused('`constructor` of a function is not supported: code is interpreted, never executed')],
  ['caller', new Refused('`caller` is not supported')],
  ['arguments', new Refused('`arguments` of a function is not supported; use a rest parameter `...values`')],
]);
refuseOthers(functionPrototype, Function.prototype, (name) => `\`${name}\` of a function is not supported`);

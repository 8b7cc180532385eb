import type { Value } from '../../core/values';
import { isNullish } from '../conversions';
import { isArray } from '../objects';
import { builtin, builtins } from './define';

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
  bind({ self, args }): Value {
    const [bound, ...first] = args;
    return builtin('bound', ({ rt, args: rest, source }) => rt.call(self, bound, [...first, ...rest], source));
  },
});

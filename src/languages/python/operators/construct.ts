import type { SourceId } from '../../../engine/sources';
import { Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { ClassObject } from '../values/classes';
import { Keywords, StaticMethod } from '../values/objects';
import { classOf, objectClass, types } from '../values/types';
import { callValue } from './call';
import { callSpecial } from './special';

/** Features that decide themselves what calling a class of theirs gives, such as enums. */
export interface CallsItself {
  readonly call: (rt: Runtime, cls: ClassObject, args: Value[], source: SourceId) => Value;
}

/** What calling a class gives: `__new__`, then `__init__`. */
export function construct(rt: Runtime, cls: ClassObject, args: Value[], source: SourceId): Value {
  if (cls.builtIn) {
    if (cls === types.type && args.length === 1) return classOf(args[0]);
    return cls.make(rt, cls, args, source);
  }
  const own = cls.extra as Partial<CallsItself> | null;
  if (own?.call) return own.call(rt, cls, args, source);
  if (cls.abstracts.length > 0) throw abstractError(rt, cls, source);
  return instantiate(rt, cls, args, source);
}

/** The same without looking at what the class itself has to say. */
export function instantiate(rt: Runtime, cls: ClassObject, args: Value[], source: SourceId): Value {
  const creator = cls.lookup('__new__');
  const init = cls.lookup('__init__');
  let value: Value;
  if (creator instanceof Closure || creator instanceof StaticMethod) {
    value = callValue(rt, creator, [cls, ...args], source);
    if (!classOf(value).inherits(cls)) return value;
  } else {
    // What `__init__` takes, a maker does not have to understand.
    value = cls.make(rt, cls, init instanceof Closure && isPlain(cls) ? [] : args.slice(), source);
  }
  const isOwnInit = init !== undefined && init !== null && !cls.mro.find(({ dict }) => dict.has('__init__'))?.builtIn;
  if (isOwnInit) {
    const result = callSpecial(rt, init, value, args, source);
    if (result !== null && result !== undefined) {
      throw rt.error('TypeError', `__init__() should return None, not '${classOf(result).name}'`, source);
    }
  } else if (
    args.length > 0 &&
    cls.mro.find(({ builtIn }) => builtIn) === objectClass &&
    !(creator instanceof Closure)
  ) {
    const keywords = args.at(-1);
    if (!(keywords instanceof Keywords && keywords.names.length === 0)) {
      throw rt.error('TypeError', `${cls.name}() takes no arguments`, source);
    }
  }
  return value;
}

/** Whether nothing but `object` makes the instances, or a maker that takes what `__init__` is given to be none of its. */
function isPlain(cls: ClassObject): boolean {
  const maker = cls.mro.find(({ builtIn }) => builtIn);
  return maker === objectClass || maker === types.list || maker === types.dict || maker === types.set;
}

function abstractError(rt: Runtime, cls: ClassObject, source: SourceId): Error {
  const { abstracts } = cls;
  const names = abstracts.join(', ');
  return rt.error(
    'TypeError',
    `Can't instantiate abstract class ${cls.name} with abstract method${abstracts.length > 1 ? 's' : ''} ${names}`,
    source,
  );
}

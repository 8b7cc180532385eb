import { DONE } from '../../core/ir';
import { untracked, type Value } from '../../core/values';
import { isFunction, isNullish, isObject, toKey, toText, typeOf } from '../conversions';
import { iterate } from '../iteration';
import { getMember, hasOwn, holderOf, ownKeys, setMember } from '../members';
import {
  defineField,
  GlobalFunction,
  install,
  isArray,
  objectPrototype,
  PlainObject,
  Refused,
  refuseOthers,
} from '../objects';
import { builtin, builtins, type Call } from './define';

/** The methods that every object has. */
export const objectMethods = builtins({
  hasOwnProperty: ({ rt, self, args, source }: Call) => hasOwn(self, toKey(rt, args[0], source)),
  toString: (call: Call) => `[object ${tagOf(call)}]`,
  toLocaleString: ({ rt, self, source }: Call) => toText(rt, self, source),
  valueOf: ({ self }: Call) => self,
});

/** What `Object.prototype.toString` calls a value. */
function tagOf({ rt, self, source }: Call): string {
  if (self === undefined) return 'Undefined';
  if (self === null) return 'Null';
  const tag = getMember(rt, self, Symbol.toStringTag, source);
  if (typeof tag === 'string') return tag;
  if (isArray(self)) return 'Array';
  if (isFunction(self)) return 'Function';
  const type = typeOf(self);
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** Own enumerable names with their values, as `Object.entries` gives them; getters are called. */
export function entriesOf({ rt, source }: Call, value: Value): [string, Value][] {
  if (isNullish(value)) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
  const names = ownKeys(value);
  rt.checkSize(names.length, source);
  return names.map((name) => [name, getMember(rt, value, name, source)]);
}

export const objectStatics = builtins({
  keys: (call) => entriesOf(call, call.args[0]).map(([key]) => key),
  values: (call) => entriesOf(call, call.args[0]).map(([, value]) => value),
  entries: (call) => entriesOf(call, call.args[0]),
  assign(call) {
    const { rt, args, source } = call;
    for (const from of args.slice(1)) {
      if (isNullish(from)) continue;
      for (const [key, value] of entriesOf(call, from)) setMember(rt, args[0], key, value, source);
    }
    return args[0];
  },
  fromEntries({ rt, args, source }) {
    const result = new PlainObject();
    const next = iterate(rt, args[0], source);
    for (let entry = next(); entry !== DONE; entry = next()) {
      const key = toKey(rt, getMember(rt, entry, 0, source), source);
      if (key === '__proto__') throw rt.unsupported('`__proto__` is not supported', source);
      defineField(result, key, getMember(rt, entry, 1, source));
    }
    return result;
  },
  freeze({ args }) {
    const value = args[0];
    if (isObject(value) || isFunction(value)) {
      const holder = holderOf(value);
      if (holder) Object.freeze(holder.fields);
      if (isArray(value)) Object.freeze(value);
    }
    return value;
  },
  isFrozen({ args }) {
    const value = args[0];
    if (isArray(value)) return Object.isFrozen(value);
    return !(value instanceof PlainObject) || Object.isFrozen(value.fields);
  },
  hasOwn: ({ rt, args, source }) => hasOwn(args[0], toKey(rt, args[1], source)),
  is: ({ args }) => Object.is(untracked(args[0]), untracked(args[1])),
});

install(objectPrototype, objectMethods);
install(objectPrototype, [
  ['__proto__', new Refused('`__proto__` is not supported', true)],
  ['constructor', new Refused('`constructor` of a built-in value is not supported')],
]);
refuseOthers(objectPrototype, Object.prototype, (name) => `\`${name}\` is not supported`);

/** `Object`. */
export const objectGlobal = new GlobalFunction(
  'Object',
  builtin('Object', ({ args }) => args[0] ?? new PlainObject()),
  (_rt, args) => args[0] ?? new PlainObject(),
  objectStatics,
  objectPrototype,
);

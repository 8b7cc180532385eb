import { DONE } from '../../core/ir';
import { untracked, type Value } from '../../core/values';
import { isNullish, toKey, toText } from '../conversions';
import { getMember, iterate } from '../members';
import { isArray, isForbiddenName, PlainObject } from '../objects';
import { builtins, type Call } from './define';

/** The methods that every object has. */
export const objectMethods = builtins({
  hasOwnProperty({ rt, self, args, source }: Call) {
    const key = toKey(rt, args[0], source);
    return self instanceof PlainObject && key in self.fields;
  },
  toString: ({ rt, self, source }: Call) => toText(rt, self, source),
  valueOf: ({ self }: Call) => self,
});

/** Own names with their values, as `Object.entries` gives them; getters are called. */
export function entriesOf({ rt, source }: Call, value: Value): [string, Value][] {
  if (isNullish(value)) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
  if (isArray(value)) return Object.keys(value).map((key) => [key, value[Number(key)]]);
  if (typeof value === 'string') return [...value].map((character, k) => [String(k), character]);
  if (!(value instanceof PlainObject)) return [];
  return Object.keys(value.fields).map((key) => [key, getMember(rt, value, key, source)]);
}

function plain({ rt, source }: Call, value: Value, name: string): PlainObject {
  if (value instanceof PlainObject) return value;
  throw rt.unsupported(`\`Object.${name}\` on anything but a plain object is not supported`, source);
}

export const objectStatics = builtins({
  keys: (call) => entriesOf(call, call.args[0]).map(([key]) => key),
  values: (call) => entriesOf(call, call.args[0]).map(([, value]) => value),
  entries: (call) => entriesOf(call, call.args[0]),
  assign(call) {
    const target = plain(call, call.args[0], 'assign');
    for (const source of call.args.slice(1)) {
      if (isNullish(source)) continue;
      for (const [key, value] of entriesOf(call, source)) target.fields[key] = value;
    }
    return target;
  },
  fromEntries(call) {
    const { rt, args, source } = call;
    const result = new PlainObject();
    const next = iterate(rt, args[0], source);
    for (let entry = next(); entry !== DONE; entry = next()) {
      const key = toKey(rt, getMember(rt, entry, 0, source), source);
      if (isForbiddenName(key)) throw rt.unsupported(`\`${key}\` is not supported`, source);
      result.fields[key] = getMember(rt, entry, 1, source);
    }
    return result;
  },
  freeze({ args }) {
    const value = args[0];
    if (value instanceof PlainObject) value.frozen = true;
    else if (isArray(value)) Object.freeze(value);
    return value;
  },
  isFrozen({ args }) {
    const value = args[0];
    return value instanceof PlainObject ? value.frozen : !isArray(value) || Object.isFrozen(value);
  },
  hasOwn({ rt, args, source }) {
    const key = toKey(rt, args[1], source);
    return args[0] instanceof PlainObject ? key in args[0].fields : isArray(args[0]) && key in args[0];
  },
  is: ({ args }) => Object.is(untracked(args[0]), untracked(args[1])),
});

import { Closure } from '../../core/functions';
import { untracked, type Value } from '../../core/values';
import { ArgumentsObject } from '../argumentsObject';
import { prototypeFrom } from '../construct';
import { isFunction, isNullish, isObject, toKey, typeOf } from '../conversions';
import { iterate } from '../iteration';
import { getMember, hasOwn, ownKeys, ownSymbols, prototypeOf, setMember } from '../members';
import {
  defineField,
  ErrorObject,
  GlobalFunction,
  install,
  isArray,
  objectPrototype,
  PlainObject,
  Refused,
  refuseOthers,
} from '../objects';
import { builtin, builtins, type Call, eachItem } from './define';
import { defineAll, defineOrThrow, descriptorObject, descriptorOf, ownPropertyKeys, toDescriptor } from './descriptors';
import { isExtensible, isRestricted, restrict } from './integrity';
import { entryOf, grouped } from './map';
import { changePrototype, prototypeArgument, prototypeValue } from './prototypes';
import { RegExpObject } from './regexp';

function refuseNullish({ rt, source }: Call, value: Value): void {
  if (isNullish(value)) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
}

/** An object as it is; a number, a text or the like would need a wrapper, which nothing else here knows. */
function boxed({ rt, source }: Call, value: Value): Value {
  if (isObject(value) || isFunction(value)) return value;
  throw rt.unsupported(`an object around a ${typeOf(value)} is not supported; use the ${typeOf(value)} itself`, source);
}

/** The methods that every object has. */
export const objectMethods = builtins(
  {
    hasOwnProperty(call: Call) {
      const key = toKey(call.rt, call.args[0], call.source);
      refuseNullish(call, call.self);
      return hasOwn(call.self, key);
    },
    isPrototypeOf(call: Call) {
      const { self, args } = call;
      if (!isObject(args[0]) && !isFunction(args[0])) return false;
      refuseNullish(call, self);
      for (let proto = prototypeOf(args[0]); proto; proto = proto.proto) {
        if (proto === self || (isFunction(self) && proto === self.attached)) return true;
      }
      return false;
    },
    propertyIsEnumerable(call: Call) {
      const key = toKey(call.rt, call.args[0], call.source);
      refuseNullish(call, call.self);
      return descriptorOf(call, call.self, key)?.enumerable ?? false;
    },
    toString: (call: Call) => `[object ${tagOf(call)}]`,
    toLocaleString({ rt, self, source }: Call) {
      return rt.call(getMember(rt, self, 'toString', source), self, [], source);
    },
    valueOf(call: Call) {
      refuseNullish(call, call.self);
      return boxed(call, call.self);
    },
  },
  { toString: 0, toLocaleString: 0, valueOf: 0 },
);

/** What `Object.prototype.toString` calls a value. */
function tagOf({ rt, self, source }: Call): string {
  if (self === undefined) return 'Undefined';
  if (self === null) return 'Null';
  const tag = getMember(rt, self, Symbol.toStringTag, source);
  if (typeof tag === 'string') return tag;
  if (isArray(self)) return 'Array';
  if (isFunction(self)) return self instanceof Closure && self.code.ir.generator ? 'GeneratorFunction' : 'Function';
  if (self instanceof ErrorObject) return 'Error';
  if (self instanceof ArgumentsObject) return 'Arguments';
  if (self instanceof RegExpObject) return 'RegExp';
  const type = typeOf(self);
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** Own enumerable names, within the budget. */
function keysOf(call: Call, value: Value): string[] {
  refuseNullish(call, value);
  const names = ownKeys(value);
  call.rt.checkSize(names.length, call.source);
  call.rt.budget.spend(call.rt, names.length);
  return names;
}

/** Own enumerable names with their values, as `Object.entries` gives them; getters are called. */
export function entriesOf(call: Call, value: Value): [string, Value][] {
  const entries: [string, Value][] = [];
  for (const name of keysOf(call, value)) {
    // What a getter deletes or hides on the way is left out.
    if (isArray(value) || descriptorOf(call, value, name)?.enumerable) {
      entries.push([name, getMember(call.rt, value, name, call.source)]);
    }
  }
  return entries;
}

/** A name that an object of the user's may be given. */
function ownName({ rt, source }: Call, value: Value): string | symbol {
  const key = toKey(rt, value, source);
  if (key === '__proto__') throw rt.unsupported('`__proto__` is not supported; use `Object.create` or a class', source);
  return key;
}

export const objectStatics = builtins(
  {
    keys: (call) => keysOf(call, call.args[0]),
    values: (call) => entriesOf(call, call.args[0]).map(([, value]) => value),
    entries: (call) => entriesOf(call, call.args[0]),
    assign(call) {
      const { rt, args, source } = call;
      refuseNullish(call, args[0]);
      const target = boxed(call, args[0]);
      for (const from of args.slice(1)) {
        if (isNullish(from)) continue;
        const symbols = isObject(from) || isFunction(from) ? ownSymbols(from) : [];
        for (const key of [...keysOf(call, from), ...symbols]) {
          if (descriptorOf(call, from, key)?.enumerable) {
            setMember(rt, target, key, getMember(rt, from, key, source), source);
          }
        }
      }
      return target;
    },
    fromEntries(call) {
      const { rt, args, source } = call;
      if (isNullish(args[0])) throw rt.error('TypeError', 'undefined is not iterable', source);
      const result = new PlainObject();
      eachItem(call, iterate(rt, args[0], source), (item, k) => {
        const [key, value] = entryOf(call, item);
        defineField(result, ownName(call, key), value);
        rt.checkGrowth(k, source);
      });
      return result;
    },
    freeze: (call) => restrict(call, 'freeze'),
    isFrozen: ({ args }) => isRestricted(args[0], 'isFrozen'),
    seal: (call) => restrict(call, 'seal'),
    isSealed: ({ args }) => isRestricted(args[0], 'isSealed'),
    preventExtensions: (call) => restrict(call, 'preventExtensions'),
    isExtensible: ({ args }) => isExtensible(args[0]),
    hasOwn(call) {
      refuseNullish(call, call.args[0]);
      return hasOwn(call.args[0], toKey(call.rt, call.args[1], call.source));
    },
    is: ({ args }) => Object.is(untracked(args[0]), untracked(args[1])),
    create(call) {
      const object = new PlainObject(prototypeArgument(call, call.args[0]));
      if (call.args[1] !== undefined) defineAll(call, object, call.args[1]);
      return object;
    },
    defineProperty(call) {
      const { rt, args, source } = call;
      checkTarget(call, 'defineProperty');
      const key = toKey(rt, args[1], source);
      defineOrThrow(call, args[0], key, toDescriptor(call, args[2]));
      return args[0];
    },
    defineProperties(call) {
      checkTarget(call, 'defineProperties');
      defineAll(call, call.args[0], call.args[1]);
      return call.args[0];
    },
    getOwnPropertyDescriptor(call) {
      refuseNullish(call, call.args[0]);
      const found = descriptorOf(call, call.args[0], toKey(call.rt, call.args[1], call.source));
      return found && descriptorObject(found);
    },
    getOwnPropertyDescriptors(call) {
      refuseNullish(call, call.args[0]);
      const result = new PlainObject();
      for (const key of ownPropertyKeys(call, call.args[0])) {
        defineField(result, ownName(call, key), descriptorObject(descriptorOf(call, call.args[0], key)!));
      }
      return result;
    },
    getOwnPropertyNames(call) {
      refuseNullish(call, call.args[0]);
      return ownPropertyKeys(call, call.args[0]).filter((key) => typeof key === 'string');
    },
    getOwnPropertySymbols(call) {
      refuseNullish(call, call.args[0]);
      return ownPropertyKeys(call, call.args[0]).filter((key) => typeof key === 'symbol');
    },
    getPrototypeOf: (call) => prototypeValue(call, call.args[0], 'Object.getPrototypeOf'),
    setPrototypeOf(call) {
      const { rt, args, source } = call;
      if (isNullish(args[0])) {
        throw rt.error('TypeError', 'Object.setPrototypeOf called on null or undefined', source);
      }
      changePrototype(call, args[0], prototypeArgument(call, args[1]));
      return args[0];
    },
    groupBy(call) {
      const result = new PlainObject(null);
      const groups = grouped(call, 'Object.groupBy', (key) => toKey(call.rt, key, call.source));
      for (let entry = groups.first; entry; entry = entry.next) {
        defineField(result, ownName(call, entry.key), entry.value);
      }
      return result;
    },
  },
  {
    assign: 2,
    create: 2,
    defineProperties: 2,
    defineProperty: 3,
    getOwnPropertyDescriptor: 2,
    groupBy: 2,
    hasOwn: 2,
    is: 2,
    setPrototypeOf: 2,
  },
);

function checkTarget({ rt, args, source }: Call, name: string): void {
  if (isObject(args[0]) || isFunction(args[0])) return;
  throw rt.error('TypeError', `Object.${name} called on non-object`, source);
}

install(objectPrototype, objectMethods);
install(objectPrototype, [
  ['__proto__', new Refused('`__proto__` is not supported; use `Object.create` or a class', true)],
]);

/** `Object(value)` and `new Object(value)`. */
function toObject(call: Call): Value {
  return isNullish(call.args[0]) ? new PlainObject() : boxed(call, call.args[0]);
}

/** `Object`. */
export const objectGlobal: GlobalFunction = new GlobalFunction(
  'Object',
  builtin('Object', toObject),
  (rt, args, source, target) =>
    target === objectGlobal
      ? toObject({ rt, self: undefined, args, source })
      : new PlainObject(prototypeFrom(rt, target, objectPrototype, source)),
  objectStatics,
  objectPrototype,
);
refuseOthers(objectPrototype, Object.prototype, (name) => `\`${name}\` is not supported; use another way`);
refuseOthers(objectGlobal.object, Object, (name) => `\`Object.${name}\` is not supported; use another way`);

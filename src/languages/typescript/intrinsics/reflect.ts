import type { Value } from '../../core/values';
import { construct, isConstructible } from '../construct';
import { isFunction, isObject, shownInMessage, toKey, typeOf } from '../conversions';
import { deleteMember, fieldValue, getMember, hasMember, setMember } from '../members';
import { Namespace, PlainObject } from '../objects';
import { arrayOf, builtins, type Call } from './define';
import { defineOwn, descriptorObject, descriptorOf, ownPropertyKeys, toDescriptor } from './descriptors';
import { isExtensible, restrict } from './integrity';
import { changePrototype, prototypeArgument, prototypeValue } from './prototypes';
import { receiverText } from './receiver';

/** The first argument as an object. */
function target(call: Call, name: string): Value {
  const value = call.args[0];
  if (isObject(value) || isFunction(value)) return value;
  throw call.rt.error('TypeError', `Reflect.${name} called on non-object`, call.source);
}

function keyOf({ rt, args, source }: Call) {
  return toKey(rt, args[1], source);
}

function listOf(call: Call, value: Value): Value[] {
  if (isObject(value)) return [...arrayOf({ ...call, self: value })];
  throw call.rt.error('TypeError', 'CreateListFromArrayLike called on non-object', call.source);
}

/** Whether a property may be set: it is not fixed, here or where it is inherited from. */
function canSet(call: Call, object: Value): boolean {
  const key = keyOf(call);
  const own = descriptorOf(call, object, key);
  let found = own;
  if (!found && object instanceof PlainObject) {
    for (let proto = object.proto; proto && !proto.builtIn && !found; proto = proto.proto) {
      found = descriptorOf(call, proto, key);
    }
  }
  if (found && ('get' in found || 'set' in found)) return found.set !== undefined;
  return (found?.writable ?? true) && (own !== undefined || isExtensible(object));
}

function classArgument(call: Call, value: Value): Value {
  if (isConstructible(value)) return value;
  const shown = shownInMessage(call.rt, value, call.source);
  throw call.rt.error('TypeError', `${shown} is not a constructor`, call.source);
}

/** `Reflect`: the same as operators and `Object` do, as functions. */
export const reflect = new Namespace(
  'Reflect',
  builtins(
    {
      apply(call) {
        const { rt, args, source } = call;
        if (!isFunction(args[0])) {
          const shown = `${receiverText(call, args[0])}, which is a ${typeOf(args[0])} and not a function`;
          throw rt.error('TypeError', `Function.prototype.apply was called on ${shown}`, source);
        }
        return rt.call(args[0], args[1], listOf(call, args[2]), source);
      },
      construct(call) {
        const { rt, args, source } = call;
        const callee = classArgument(call, args[0]);
        const made = args.length > 2 ? classArgument(call, args[2]) : callee;
        return construct(rt, callee, listOf(call, args[1]), source, made);
      },
      defineProperty(call) {
        const object = target(call, 'defineProperty');
        return defineOwn(call, object, keyOf(call), toDescriptor(call, call.args[2]));
      },
      deleteProperty(call) {
        const object = target(call, 'deleteProperty');
        const found = descriptorOf(call, object, keyOf(call));
        if (found?.configurable === false) return false;
        deleteMember(call.rt, object, keyOf(call), call.source);
        return true;
      },
      get(call) {
        const object = target(call, 'get');
        const { rt, args, source } = call;
        if (args.length < 3 || !(object instanceof PlainObject)) return getMember(rt, object, args[1], source);
        const key = keyOf(call);
        return fieldValue(rt, object.fields[key], key, args[2], source);
      },
      getOwnPropertyDescriptor(call) {
        const found = descriptorOf(call, target(call, 'getOwnPropertyDescriptor'), keyOf(call));
        return found && descriptorObject(found);
      },
      getPrototypeOf: (call) => prototypeValue(call, target(call, 'getPrototypeOf'), 'Reflect.getPrototypeOf'),
      has: (call) => hasMember(target(call, 'has'), keyOf(call)),
      isExtensible: (call) => isExtensible(target(call, 'isExtensible')),
      ownKeys: (call) => ownPropertyKeys(call, target(call, 'ownKeys')),
      preventExtensions(call) {
        target(call, 'preventExtensions');
        restrict(call, 'preventExtensions');
        return true;
      },
      set(call) {
        const object = target(call, 'set');
        const { rt, args, source } = call;
        if (args.length > 3 && args[3] !== object) {
          throw rt.unsupported('`Reflect.set` with another receiver is not supported; set it there', source);
        }
        if (!canSet(call, object)) return false;
        setMember(rt, object, args[1], args[2], source);
        return true;
      },
      setPrototypeOf(call) {
        const object = target(call, 'setPrototypeOf');
        const proto = prototypeArgument(call, call.args[1]);
        if (!isExtensible(object)) return false;
        changePrototype(call, object, proto);
        return true;
      },
    },
    {
      apply: 3,
      construct: 2,
      defineProperty: 3,
      deleteProperty: 2,
      get: 2,
      getOwnPropertyDescriptor: 2,
      has: 2,
      set: 3,
      setPrototypeOf: 2,
    },
  ),
);

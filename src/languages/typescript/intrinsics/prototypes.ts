import type { Value } from '../../core/values';
import { isFunction, isNullish, isObject } from '../conversions';
import { functionObject } from '../functionObjects';
import { describeHolder, holderOf, prototypeOf } from '../members';
import { FunctionObject, isArray, PlainObject } from '../objects';
import type { Call } from './define';
import { isExtensible } from './integrity';
import { receiverText } from './receiver';

/** What an object inherits from, as a value: the user's own, or a class; what is built in is refused by name. */
export function prototypeValue({ rt, source }: Call, value: Value, caller: string): Value {
  if (isNullish(value)) throw rt.error('TypeError', 'Cannot convert undefined or null to object', source);
  const proto = prototypeOf(value);
  if (proto instanceof FunctionObject) return proto.owner;
  if (proto?.builtIn) {
    throw rt.unsupported(
      `\`${caller}\` of this value would be a built-in prototype, which is not supported; use \`instanceof\` or \`Array.isArray\``,
      source,
    );
  }
  return proto;
}

/** A value as something to inherit from. */
export function prototypeArgument(call: Call, value: Value): PlainObject | null {
  const { rt, source } = call;
  if (value === null) return null;
  if (isFunction(value)) return functionObject(value);
  if (value instanceof PlainObject) return value;
  if (isArray(value)) throw rt.unsupported('an array as a prototype is not supported; use an object', source);
  throw rt.error('TypeError', `Object prototype may only be an Object or null: ${receiverText(call, value)}`, source);
}

/** Changes what an object of the user's inherits from. */
export function changePrototype(call: Call, object: Value, proto: PlainObject | null): void {
  const { rt, source } = call;
  if (!isObject(object) && !isFunction(object)) return;
  if (prototypeOf(object) === proto) return;
  const refuse = (message: string) => rt.error('TypeError', message, source);
  if (!isExtensible(object)) {
    throw refuse(
      `${object instanceof PlainObject ? describeHolder(object) : receiverText(call, object)} is not extensible`,
    );
  }
  const holder = holderOf(object)!;
  if (holder.builtIn) {
    throw rt.unsupported(
      'changing the prototype of a built-in object is not supported; use an object of your own',
      source,
    );
  }
  for (let above = proto; above; above = above.proto) if (above === holder) throw refuse('Cyclic __proto__ value');
  holder.setProto(proto);
}

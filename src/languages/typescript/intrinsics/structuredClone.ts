import { untracked, type Value } from '../../core/values';
import { ArgumentsObject } from '../argumentsObject';
import { isFunction, isObject, toText } from '../conversions';
import { errorPrototypes, giveStack } from '../errors';
import { IteratorObject } from '../iteration';
import { getMember, hasOwn, ownKeys, setMember } from '../members';
import { defineHidden, ErrorObject, errorPrototype, isArray, PlainObject } from '../objects';
import { TypedArray } from '../typedArray';
import { MapObject, mapPrototype, put, SetObject, setPrototype } from './collections';
import { builtin, type Call } from './define';
import { receiverText } from './receiver';
import { makeRegExp, RegExpObject } from './regexp';
import { WeakMapObject, WeakSetObject } from './weak';

/** V8's error for what cannot be copied. */
function refusal(call: Call, value: Value): Error {
  const error = new ErrorObject(errorPrototype);
  giveStack(error);
  defineHidden(error, 'message', `${receiverText(call, value)} could not be cloned.`);
  defineHidden(error, 'name', 'DataCloneError');
  defineHidden(error, 'code', 25);
  return call.rt.thrown(error, call.source);
}

/** A copy of a value and all that it holds, shared parts copied once. Numbers keep their origin. */
function clone(call: Call, value: Value, known: Map<Value, Value>): Value {
  const { rt, source } = call;
  if (typeof value === 'symbol' || isFunction(value)) throw refusal(call, value);
  if (!isObject(value)) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (value instanceof TypedArray) {
    rt.checkSize(value.length, source);
    let proto = value.proto;
    while (proto && !proto.builtIn) proto = proto.proto;
    const copy = new TypedArray(value.type, proto!, value.list(), 0, value.length);
    known.set(value, copy);
    return copy;
  }
  const copy = shell(call, value);
  known.set(value, copy);
  rt.enterCall('structuredClone', source);
  if (value instanceof MapObject && copy instanceof MapObject) {
    for (let entry = value.table.first; entry; entry = entry.next) {
      const key = clone(call, entry.key, known);
      put(call, copy.table, key, clone(call, entry.value, known));
    }
  } else if (value instanceof SetObject && copy instanceof SetObject) {
    for (let entry = value.table.first; entry; entry = entry.next) {
      put(call, copy.table, clone(call, entry.key, known), undefined);
    }
  } else if (value instanceof ErrorObject) {
    if (hasOwn(value, 'cause')) {
      defineHidden(copy as PlainObject, 'cause', clone(call, getMember(rt, value, 'cause', source), known));
    }
  } else if (!(value instanceof RegExpObject)) {
    const names = ownKeys(value);
    rt.checkSize(names.length, source);
    for (const name of names) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      if (hasOwn(value, name))
        setMember(rt, copy, name, clone(call, getMember(rt, value, name, source), known), source);
    }
  }
  rt.depth--;
  return copy;
}

/** What a copy begins as: classes of the user's are lost on the way. */
function shell(call: Call, value: Value): Value {
  const { rt, source } = call;
  if (isArray(value)) {
    rt.checkSize(value.length, source);
    return new Array(value.length);
  }
  if (value instanceof MapObject) return new MapObject(mapPrototype);
  if (value instanceof SetObject) return new SetObject(setPrototype);
  if (value instanceof RegExpObject) return makeRegExp(rt, value.host.source, value.host.flags, source);
  if (value instanceof ErrorObject) return errorShell(call, value);
  if (
    value instanceof IteratorObject ||
    value instanceof WeakMapObject ||
    value instanceof WeakSetObject ||
    value instanceof ArgumentsObject
  ) {
    throw refusal(call, value);
  }
  return new PlainObject();
}

function errorShell({ rt, source }: Call, value: Value): ErrorObject {
  const name = untracked(getMember(rt, value, 'name', source));
  const cloned = typeof name === 'string' && name !== 'AggregateError' ? errorPrototypes.get(name) : undefined;
  const copy = new ErrorObject(cloned ?? errorPrototype);
  giveStack(copy);
  if (hasOwn(value, 'message')) {
    defineHidden(copy, 'message', toText(rt, getMember(rt, value, 'message', source), source));
  }
  return copy;
}

/** `structuredClone`. */
export const structuredClone = builtin('structuredClone', (call) => {
  if (call.args.length > 0) return clone(call, call.args[0], new Map());
  const message = 'The "The value argument must be specified" argument must be specified';
  throw call.rt.error('TypeError', message, call.source);
});

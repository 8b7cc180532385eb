import type { Value } from '../../core/values';
import { callSite, functionText, isFunction, keyText, toText } from '../conversions';
import { IteratorObject } from '../iteration';
import { describeHolder } from '../members';
import { isArray, PlainObject } from '../objects';
import type { Call } from './define';

/** A value as V8 names it where a method does not suit it: text as it is, `#<Vec3>`, `[object Array]`. */
export function receiverText({ rt, source }: Call, value: Value): string {
  if (value instanceof IteratorObject) return `[object ${value.fields[Symbol.toStringTag] as string}]`;
  if (value instanceof PlainObject) return describeHolder(value);
  if (isArray(value)) return '[object Array]';
  if (isFunction(value)) return functionText(rt, value);
  return typeof value === 'symbol' ? keyText(value) : toText(rt, value, source);
}

/** The error of calling a built-in method on what it is not made for. */
export function incompatible(call: Call, method: string): Error {
  const shown = receiverText(call, call.self);
  return call.rt.error('TypeError', `Method ${method} called on incompatible receiver ${shown}`, call.source);
}

/** The argument as a function. */
export function functionArgument(call: Call, value: Value): Value {
  if (isFunction(value)) return value;
  throw call.rt.error('TypeError', `${callSite(value)} is not a function`, call.source);
}

/** The error of calling a class without `new`. */
export function needsNew({ rt, source }: Call, name: string): Error {
  return rt.error('TypeError', `Constructor ${name} requires 'new'`, source);
}

import type { SourceId } from '../../../engine/sources';
import { Builtin, Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { ArrayObject } from '../arrays/arrayObject';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { listClass } from '../values/lists';
import { Instance, notImplemented, Tuple } from '../values/objects';
import { classOf } from '../values/types';
import { bind } from './attributes';
import { callValue } from './call';

/** The class that says how operators work on a value: one of the user's, or of a library; null for built-in values. */
export function userClass(value: Value): ClassObject | null {
  if (value instanceof Instance) return value.cls;
  if (Array.isArray(value)) return listClass(value);
  if (value instanceof Dict || value instanceof Tuple) return value.cls;
  const own = (value as { readonly cls?: unknown } | null | undefined)?.cls;
  return own instanceof ClassObject ? own : null;
}

/** A method that a class of the user's defines under a name such as `__add__`; undefined where there is none. */
export function special(value: Value, name: string): Value {
  if (!(value instanceof Instance) && typeof value !== 'object') return undefined;
  return userClass(value)?.lookup(name);
}

/** Calls a special method that was looked up. */
export function callSpecial(rt: Runtime, method: Value, self: Value, args: Value[], source: SourceId): Value {
  if (method instanceof Closure) return rt.enter(method, undefined, [self, ...args], source);
  if (method instanceof Builtin) {
    const all = args.length === 1 ? [self, args[0]] : [self, ...args];
    return method.apply(rt, undefined, all, source);
  }
  return callValue(rt, bind(rt, method, self, classOf(self), source), args, source);
}

/** Calls a special method by name; undefined where the class has none. */
export function callMethodOf(rt: Runtime, self: Value, name: string, args: Value[], source: SourceId): Value {
  const method = special(self, name);
  return method === undefined || method === null ? undefined : callSpecial(rt, method, self, args, source);
}

function rankOf(value: Value): number {
  return value instanceof ArrayObject ? value.rank : 0;
}

/** The result of an operator's method, tried on both sides as Python does; undefined where neither side knows it. */
export function viaMethods(
  rt: Runtime,
  left: Value,
  right: Value,
  name: string,
  reflected: string,
  source: SourceId,
  /** Comparisons ask the other side also where both are of one class. */
  always = false,
): Value {
  // Arrays of one library leave operators to those of another that knows them.
  const a = rankOf(right) > rankOf(left) ? undefined : special(left, name);
  const [own, other] = [classOf(left), classOf(right)];
  const b = always || own !== other ? special(right, reflected) : undefined;
  const rightFirst =
    b !== undefined && b !== null && own !== other && other.inherits(own) && b !== special(left, reflected);
  if (rightFirst) {
    const result = callSpecial(rt, b, right, [left], source);
    if (result !== notImplemented) return result;
  }
  if (a !== undefined && a !== null) {
    const result = callSpecial(rt, a, left, [right], source);
    if (result !== notImplemented) return result;
  }
  if (b !== undefined && b !== null && !rightFirst) {
    const result = callSpecial(rt, b, right, [left], source);
    if (result !== notImplemented) return result;
  }
  return undefined;
}

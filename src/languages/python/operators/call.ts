import type { SourceId } from '../../../engine/sources';
import { Builtin, Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { ClassObject } from '../values/classes';
import { BoundMethod, ClassMethod, InertObject, Instance, Keywords, Method, StaticMethod } from '../values/objects';
import { classOf, typeName } from '../values/types';
import { construct } from './construct';
import { callSpecial, special } from './special';

/** Calls any value of the program that can be called. */
export function callValue(rt: Runtime, callee: Value, args: Value[], source: SourceId): Value {
  if (callee instanceof Closure) return rt.enter(callee, undefined, args, source);
  if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
  if (callee instanceof Builtin) {
    if (callee instanceof Method) checkReceiver(rt, callee, args, source);
    return callee.apply(rt, undefined, args, source);
  }
  if (callee instanceof BoundMethod) return callValue(rt, callee.target, [callee.self, ...args], source);
  if (callee instanceof ClassObject) return construct(rt, callee, args, source);
  if (callee instanceof InertObject) return callee;
  if (callee instanceof StaticMethod || callee instanceof ClassMethod)
    return callValue(rt, callee.target, args, source);
  const method = callee instanceof Instance ? special(callee, '__call__') : undefined;
  if (method === undefined || method === null) {
    throw rt.error('TypeError', `'${typeName(callee)}' object is not callable`, source);
  }
  rt.enterCall(callee instanceof Instance ? callee.cls.name : 'this call', source);
  const result = callSpecial(rt, method, callee, args, source);
  rt.depth--;
  return result;
}

/** A method that was read from its class, such as `str.upper`, is given the object as any other argument. */
function checkReceiver(rt: Runtime, { name, owner }: Method, args: readonly Value[], source: SourceId): void {
  if (owner === null) return;
  if (args.length === 0)
    throw rt.error('TypeError', `unbound method ${owner.name}.${name}() needs an argument`, source);
  if (classOf(args[0]).inherits(owner)) return;
  throw rt.error(
    'TypeError',
    `descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeName(args[0])}' object`,
    source,
  );
}

export function isCallable(value: Value): boolean {
  if (
    value instanceof Closure ||
    value instanceof Builtin ||
    value instanceof BoundMethod ||
    value instanceof ClassObject
  )
    return true;
  if (value instanceof StaticMethod || value instanceof InertObject) return true;
  return value instanceof Instance && special(value, '__call__') !== undefined;
}

/** The keyword arguments of a call, taken off its arguments; null where there are none. */
export function takeKeywords(args: Value[]): Keywords | null {
  const last = args.at(-1);
  if (!(last instanceof Keywords)) return null;
  args.pop();
  return last;
}

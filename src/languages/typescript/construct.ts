import type { SourceId } from '../../engine/sources';
import { type Builtin, Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';
import { isFunction, isObject, shownInMessage, truthy, typeOf } from './conversions';
import { BoundFunction, functionObject } from './functionObjects';
import { getMember, prototypeOf } from './members';
import { FunctionObject, functionPrototype, GlobalFunction, objectPrototype, PlainObject } from './objects';

/** `new callee(...args)`; `target` is the class that `new` names, where `callee` is one that it extends. */
export function construct(
  rt: Runtime,
  callee: Value,
  args: Value[],
  source: SourceId,
  target: Value = callee,
  text: string | null = null,
): Value {
  if (callee instanceof GlobalFunction && callee.construct) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    return callee.construct(rt, args, source, target);
  }
  if (callee instanceof BoundFunction && isConstructible(callee)) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    const inner = target === callee ? callee.target : target;
    return construct(rt, callee.target, [...callee.first, ...args], source, inner, text);
  }
  if (callee instanceof GlobalFunction) {
    throw rt.unsupported(`\`new ${callee.name}\` is not supported; call \`${callee.name}(…)\` without \`new\``, source);
  }
  if (!isConstructor(callee)) {
    const shown = text ?? shownInMessage(rt, callee, source);
    throw rt.error('TypeError', `${shown} is not a constructor`, source);
  }
  if (callee.code.ir.role === 'derivedClass') return rt.enter(callee, undefined, args, source, target);
  const instance = new PlainObject(prototypeFrom(rt, target, objectPrototype, source));
  initialise(rt, callee, instance, source);
  const result = rt.enter(callee, instance, args, source, target);
  return isObject(result) || isFunction(result) ? result : instance;
}

/** Whether `new` may be used on a function of the user's code. */
export function isConstructor(value: Value): value is Closure {
  if (!(value instanceof Closure)) return false;
  const { role, lexicalSelf, generator } = value.code.ir;
  return role !== 'method' && !lexicalSelf && !generator;
}

/** Whether `new` may be used on a value. */
export function isConstructible(value: Value): boolean {
  let inner = value;
  while (inner instanceof BoundFunction) inner = inner.target;
  return inner instanceof GlobalFunction ? inner.construct !== null : isConstructor(inner);
}

/** The prototype that instances of `target` get; `fallback` where it has none. */
export function prototypeFrom(rt: Runtime, target: Value, fallback: PlainObject, source: SourceId): PlainObject {
  if (target instanceof GlobalFunction) return target.prototype ?? fallback;
  if (!isFunction(target)) return fallback;
  const prototype = getMember(rt, target, 'prototype', source);
  return prototype instanceof PlainObject ? prototype : fallback;
}

/** Sets the fields that a class declares on a new instance. */
export function initialise(rt: Runtime, callee: Closure, instance: Value, source: SourceId): void {
  if (callee.attached instanceof FunctionObject) callee.attached.initialise?.(rt, instance, source);
}

/** `super(...args)` in the constructor `callee`: makes the instance by the class that it extends. */
export function constructParent(rt: Runtime, callee: Closure, args: Value[], source: SourceId, target: Value): Value {
  const { proto } = functionObject(callee);
  if (!(proto instanceof FunctionObject)) {
    throw rt.error('TypeError', 'Super constructor null of anonymous class is not a constructor', source);
  }
  const instance = construct(rt, proto.owner, args, source, target);
  initialise(rt, callee, instance, source);
  return instance;
}

/** `value instanceof target`. */
export function instanceOf(rt: Runtime, value: Value, target: Value, source: SourceId): boolean {
  if (!isObject(target) && !isFunction(target)) {
    throw rt.error('TypeError', "Right-hand side of 'instanceof' is not an object", source);
  }
  const own = getMember(rt, target, Symbol.hasInstance, source);
  if (isFunction(own) && own !== functionPrototype.fields[Symbol.hasInstance]) {
    return truthy(rt, rt.call(own, target, [value], source));
  }
  if (!isFunction(target)) throw rt.error('TypeError', "Right-hand side of 'instanceof' is not callable", source);
  return ordinaryInstanceOf(rt, value, target, source);
}

/** Whether a value inherits from the `prototype` of a function, whatever that says of its instances. */
export function ordinaryInstanceOf(rt: Runtime, value: Value, target: Closure | Builtin, source: SourceId): boolean {
  if (target instanceof BoundFunction) return instanceOf(rt, value, target.target, source);
  if (typeOf(value) !== 'object' && !isFunction(value)) return false;
  if (value === null) return false;
  const prototype = target instanceof GlobalFunction ? target.prototype : getMember(rt, target, 'prototype', source);
  if (!(prototype instanceof PlainObject)) {
    throw rt.error('TypeError', `Function has non-object prototype 'undefined' in instanceof check`, source);
  }
  for (let proto = prototypeOf(value); proto; proto = proto.proto) if (proto === prototype) return true;
  return false;
}

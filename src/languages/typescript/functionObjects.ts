import { Builtin, type Closure } from '../core/functions';
import type { Value } from '../core/values';
import { generatorPrototype } from './iteration';
import { defineHidden, FunctionObject, functionPrototype, objectPrototype, PlainObject, Refused } from './objects';

/** What `bind` gives: a function with its receiver and its first arguments. */
export class BoundFunction extends Builtin {
  constructor(
    name: string,
    length: number,
    readonly target: Value,
    receiver: Value,
    readonly first: readonly Value[],
  ) {
    super(name, length, (rt, _self, args, source) => rt.call(target, receiver, [...first, ...args], source));
  }
}

/** The properties of a function: its name, its length, what the user hung on it. Made when first needed. */
export function functionObject(fn: Closure | Builtin): FunctionObject {
  if (fn.attached instanceof FunctionObject) return fn.attached;
  const object = new FunctionObject(fn, functionPrototype);
  fn.attached = object;
  nameFunction(object, fn.name);
  if (fn instanceof BoundFunction) return object;
  if (fn instanceof Builtin) {
    object.builtIn = true;
    defineHidden(
      object,
      'prototype',
      new Refused('`prototype` of a built-in function is not supported; use a class of your own'),
    );
    return object;
  }
  const { role, generator, lexicalSelf } = fn.code.ir;
  if (generator) {
    const prototype = new PlainObject(generatorPrototype);
    Object.defineProperty(object.fields, 'prototype', { value: prototype, writable: true });
  }
  if (role === 'function' && !generator && !lexicalSelf) prototypeFor(object);
  return object;
}

/** Gives a function its `name` and `length`, which can be deleted and redefined but not assigned. */
export function nameFunction(object: FunctionObject, name: string): void {
  const { owner } = object;
  const length = owner instanceof Builtin ? owner.length : owner.code.ir.length;
  Object.defineProperty(object.fields, 'length', { value: length, configurable: true });
  Object.defineProperty(object.fields, 'name', { value: name, configurable: true });
}

/** Makes the object that instances of a function inherit from. */
export function prototypeFor(object: FunctionObject, parent: PlainObject | null = objectPrototype): PlainObject {
  const prototype = new PlainObject(parent);
  defineHidden(prototype, 'constructor', object.owner);
  Object.defineProperty(object.fields, 'prototype', { value: prototype, writable: !object.isClass });
  return prototype;
}

import type { SourceId } from '../../../engine/sources';
import { Builtin, Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import { UNINITIALISED, type Value } from '../../core/values';
import { ClassObject } from '../values/classes';
import { Dict } from '../values/dict';
import { extraOf } from '../values/lists';
import { ModuleNamespace } from '../values/namespaces';
import {
  BoundMethod, ClassMethod, ExceptionObject, InertObject, Instance, infoOf, Method, ModuleObject, Property, StaticMethod, SuperObject, Tuple,
} from '../values/objects'; // biome-ignore format: a list
import { classOf, objectMethods, typeName } from '../values/types';
import { builtInAttribute } from './builtInAttributes';
import { callValue } from './call';
import { callSpecial } from './special';

/** Names that lead to what a snippet may not reach. */
const REFUSED: ReadonlySet<string> = new Set([
  '__bases__', '__base__', '__subclasses__', '__globals__', '__code__', '__closure__', '__builtins__', '__dict__', '__reduce__',
  '__reduce_ex__', '__getattribute__', '__loader__', '__spec__', '__import__', '__func__', '__self__', '__weakref__',
]); // biome-ignore format: a table

/** The attributes that an object keeps itself; null for objects without any. */
export function fieldsOf(object: Value): Map<string, Value> | null {
  if (object instanceof Instance) return object.fields;
  if (Array.isArray(object)) return extraOf(object)?.fields ?? null;
  if (object instanceof Dict && object.cls) {
    object.fields ??= new Map();
    return object.fields;
  }
  if (object instanceof Closure) {
    const info = infoOf(object);
    info.fields ??= new Map();
    return info.fields;
  }
  return null;
}

/** What reading a class's attribute through an object gives. */
export function bind(rt: Runtime, attribute: Value, self: Value, cls: ClassObject, source: SourceId): Value {
  if (attribute instanceof Closure || attribute instanceof Method) return new BoundMethod(attribute, self);
  if (attribute instanceof Property) {
    if (attribute.get === null) throw rt.error('AttributeError', 'unreadable attribute', source);
    return callValue(rt, attribute.get, [self], source);
  }
  if (attribute instanceof ClassMethod) return bindTo(attribute.target, cls);
  if (attribute instanceof StaticMethod) return attribute.target;
  if (attribute instanceof Instance) {
    const get = attribute.cls.lookup('__get__');
    if (get !== undefined) return callSpecial(rt, get, attribute, [self, cls], source);
  }
  return attribute;
}

function bindTo(target: Value, self: Value): Value {
  return target instanceof Closure || target instanceof Builtin || target instanceof BoundMethod
    ? new BoundMethod(target, self)
    : target;
}

/** Whether an attribute of the class comes before one of the object. */
function isData(attribute: Value): boolean {
  return (
    attribute instanceof Property || (attribute instanceof Instance && attribute.cls.lookup('__set__') !== undefined)
  );
}

export function getAttribute(rt: Runtime, object: Value, name: string, source: SourceId): Value {
  const value = findAttribute(rt, object, name, source);
  if (value !== undefined) return value;
  throw missingAttribute(rt, object, name, source);
}

/** Classes of libraries that tell what they would have and are not built here. */
export interface RefusesAttributes {
  readonly refuse: (name: string) => string | null;
}

export function missingAttribute(rt: Runtime, object: Value, name: string, source: SourceId): Error {
  for (const { extra } of classOf(object).mro) {
    const refusal = (extra as Partial<RefusesAttributes> | null)?.refuse?.(name) ?? null;
    if (refusal !== null) return rt.unsupported(refusal, source);
  }
  if (object instanceof ClassObject) {
    if ((object.extra as { readonly iterate?: unknown } | null)?.iterate)
      return rt.error('AttributeError', name, source);
    return rt.error('AttributeError', `type object '${object.name}' has no attribute '${name}'`, source);
  }
  if (object instanceof ModuleObject) {
    return rt.error('AttributeError', `module '${object.name}' has no attribute '${name}'`, source);
  }
  if (object instanceof SuperObject)
    return rt.error('AttributeError', `'super' object has no attribute '${name}'`, source);
  return rt.error('AttributeError', `'${typeName(object)}' object has no attribute '${name}'`, source);
}

/** The attribute's value; undefined where there is none. */
export function findAttribute(rt: Runtime, object: Value, name: string, source: SourceId): Value {
  if (object instanceof Instance) {
    const { cls } = object;
    const attribute = cls.lookup(name);
    if (attribute !== undefined && isData(attribute)) return bind(rt, attribute, object, cls, source);
    const own = object.fields.get(name);
    if (own !== undefined) return own;
    if (attribute !== undefined) return bind(rt, attribute, object, cls, source);
    return fallback(rt, object, name, source);
  }
  if (object instanceof ClassObject) return classAttribute(rt, object, name, source);
  if (object instanceof ModuleObject) return moduleAttribute(rt, object, name, source);
  if (object instanceof InertObject) return new InertObject(`${object.name}.${name}`);
  if (object instanceof ModuleNamespace) return exported(object, name);
  if (object instanceof SuperObject) {
    const attribute = object.start.lookupAfter(object.from, name) ?? objectMethods.get(name);
    if (attribute === undefined) return undefined;
    if (object.self instanceof ClassObject && !(attribute instanceof ClassMethod)) return unwrapped(attribute);
    return bind(rt, attribute, object.self, object.start, source);
  }
  const own = fieldsOf(object)?.get(name);
  const cls = classOf(object);
  const attribute = cls.lookup(name);
  if (own !== undefined && !(attribute !== undefined && isData(attribute))) return own;
  if (attribute !== undefined) return bind(rt, attribute, object, cls, source);
  const found = common(rt, object, name, source) ?? builtInAttribute(rt, object, name, source);
  if (found !== undefined || cls.builtIn) return found;
  return fallback(rt, object, name, source);
}

function unwrapped(attribute: Value): Value {
  return attribute instanceof StaticMethod ? attribute.target : attribute;
}

/** What `__getattr__` says of a name that is not there. */
function fallback(rt: Runtime, object: Value, name: string, source: SourceId): Value {
  const found = common(rt, object, name, source) ?? builtInAttribute(rt, object, name, source);
  if (found !== undefined) return found;
  const getter = classOf(object).lookup('__getattr__');
  if (getter === undefined || name.startsWith('__')) return undefined;
  return callSpecial(rt, getter, object, [name], source);
}

/** Attributes that every object has. */
function common(rt: Runtime, object: Value, name: string, source: SourceId): Value {
  if (name === '__class__') return classOf(object);
  if (name === '__doc__') return classOf(object).doc;
  if (name === '__module__') return '__main__';
  const method = objectMethods.get(name);
  if (method instanceof Method && !/^__(getattribute|init|init_subclass)__$/.test(name))
    return new BoundMethod(method, object);
  if (REFUSED.has(name)) {
    throw rt.unsupported(`\`${name}\` is not reachable from a snippet; use attributes by their own names`, source);
  }
  return undefined;
}

function classAttribute(rt: Runtime, cls: ClassObject, name: string, source: SourceId): Value {
  const attribute = cls.lookup(name);
  if (attribute !== undefined) {
    if (attribute instanceof ClassMethod) return bindTo(attribute.target, cls);
    if (attribute instanceof StaticMethod) return attribute.target;
    if (attribute instanceof Instance) {
      const get = attribute.cls.lookup('__get__');
      if (get !== undefined) return callSpecial(rt, get, attribute, [null, cls], source);
    }
    return attribute;
  }
  switch (name) {
    case '__name__':
      return cls.name;
    case '__qualname__':
      return cls.qualname;
    case '__mro__':
      return new Tuple(cls.mro);
    case '__doc__':
      return cls.doc;
    case '__class__':
      return classOf(cls);
    case 'mro':
      return new Builtin('mro', 0, () => [...cls.mro]);
    case '__annotations__': {
      const dict = new Dict();
      for (const { name: field, text } of cls.annotations) dict.setText(field, text);
      return dict;
    }
  }
  const found = objectMethods.get(name);
  if (found !== undefined) return unwrapped(found);
  return common(rt, cls, name, source);
}

function moduleAttribute(rt: Runtime, module: ModuleObject, name: string, source: SourceId): Value {
  const value = module.members.get(name);
  if (value !== undefined) return value;
  if (name === '__name__') return module.name;
  if (module.inert) return new InertObject(`${module.name}.${name}`);
  const refusal = module.refuse?.(name) ?? null;
  if (refusal !== null) throw rt.unsupported(refusal, source);
  return common(rt, module, name, source);
}

/** What a file of the workspace gives under a name, as it is now. */
function exported({ exports }: ModuleNamespace, name: string): Value {
  const cell = exports.get(name);
  if (cell?.failure) throw cell.failure;
  return cell === undefined || cell.value === UNINITIALISED ? undefined : cell.value;
}

export function setAttribute(rt: Runtime, object: Value, name: string, value: Value, source: SourceId): void {
  if (object instanceof Instance) {
    const attribute = object.cls.lookup(name);
    if (attribute !== undefined && isData(attribute)) {
      setThroughClass(rt, object, attribute, name, value, source);
      return;
    }
    const setter = object.cls.lookup('__setattr__');
    if (setter !== undefined) {
      callSpecial(rt, setter, object, [name, value], source);
      return;
    }
    checkFrozen(rt, object, name, 'assign to', source);
    object.fields.set(name, value);
    return;
  }
  if (object instanceof ClassObject) {
    if (object.builtIn) {
      throw rt.error('TypeError', `cannot set '${name}' attribute of immutable type '${object.name}'`, source);
    }
    object.define(name, value);
    return;
  }
  if (object instanceof InertObject || (object instanceof ModuleObject && object.inert)) return;
  if (object instanceof ModuleObject) {
    throw rt.unsupported(`setting attributes of the module \`${object.name}\` is not supported`, source);
  }
  if (object instanceof Closure) {
    const info = infoOf(object);
    if (name === '__name__') info.name = String(value);
    else if (name === '__doc__') info.doc = value;
    else if (name === '__qualname__') info.qualname = String(value);
    else fieldsOf(object)!.set(name, value);
    return;
  }
  const fields = fieldsOf(object);
  const attribute = classOf(object).lookup(name);
  if (attribute instanceof Property) setThroughClass(rt, object, attribute, name, value, source);
  else if (fields) fields.set(name, value);
  else if (attribute !== undefined) {
    throw rt.error('AttributeError', `'${typeName(object)}' object attribute '${name}' is read-only`, source);
  } else throw missingAttribute(rt, object, name, source);
}

/** What `object.__setattr__` does: the class's own `__setattr__` and what freezes the object are left out. */
export function setPlainly(rt: Runtime, object: Value, name: string, value: Value, source: SourceId): void {
  const fields = fieldsOf(object);
  if (!fields) throw missingAttribute(rt, object, name, source);
  const attribute = classOf(object).lookup(name);
  if (attribute !== undefined && isData(attribute)) setThroughClass(rt, object, attribute, name, value, source);
  else fields.set(name, value);
}

function checkFrozen(rt: Runtime, object: Instance, name: string, what: string, source: SourceId): void {
  if (!object.frozen) return;
  throw rt.error('dataclasses.FrozenInstanceError', `cannot ${what} field '${name}'`, source);
}

function setThroughClass(
  rt: Runtime,
  object: Value,
  attribute: Value,
  name: string,
  value: Value,
  source: SourceId,
): void {
  if (attribute instanceof Property) {
    if (attribute.set === null) {
      if (object instanceof Tuple) throw rt.error('AttributeError', "can't set attribute", source);
      throw rt.error('AttributeError', `property '${name}' of '${typeName(object)}' object has no setter`, source);
    }
    callValue(rt, attribute.set, [object, value], source);
    return;
  }
  callSpecial(rt, (attribute as Instance).cls.lookup('__set__'), attribute, [object, value], source);
}

export function deleteAttribute(rt: Runtime, object: Value, name: string, source: SourceId): void {
  if (object instanceof ClassObject && !object.builtIn && object.remove(name)) return;
  const attribute = classOf(object).lookup(name);
  if (attribute instanceof Property) {
    if (attribute.del === null) {
      throw rt.error('AttributeError', `property '${name}' of '${typeName(object)}' object has no deleter`, source);
    }
    callValue(rt, attribute.del, [object], source);
    return;
  }
  const deleter = object instanceof Instance ? object.cls.lookup('__delattr__') : undefined;
  if (deleter !== undefined) {
    callSpecial(rt, deleter, object, [name], source);
    return;
  }
  if (object instanceof Instance) checkFrozen(rt, object, name, 'delete', source);
  if (object instanceof ExceptionObject || !fieldsOf(object)?.delete(name))
    throw missingAttribute(rt, object, name, source);
}

/** `object.name(…)`: `operands` are the object and the arguments. */
export function callMethod(rt: Runtime, name: string, operands: Value[], source: SourceId): Value {
  const object = operands[0];
  const isInstance = object instanceof Instance;
  const special = isInstance
    ? object.fields.has(name)
    : object instanceof ClassObject ||
      object instanceof ModuleObject ||
      object instanceof ModuleNamespace ||
      object instanceof SuperObject;
  if (!special) {
    const attribute = (isInstance ? object.cls : classOf(object)).lookup(name);
    if (attribute instanceof Closure) return rt.enter(attribute, undefined, operands, source);
    if (attribute instanceof Method) {
      if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
      return attribute.apply(rt, undefined, operands, source);
    }
  }
  const target = getAttribute(rt, object, name, source);
  return callValue(rt, target, operands.slice(1), source);
}

import { Builtin, Closure } from '../../core/functions';
import { Tracked, type Value } from '../../core/values';
import { ClassObject, type Make } from './classes';
import { Dict, DictView } from './dict';
import { listClass } from './lists';
import { ModuleNamespace } from './namespaces';
import { Float, TrackedInt } from './numbers';
import {
  BoundMethod, ClassMethod, GeneratorObject, InertObject, Instance, IteratorObject, Method, ModuleObject, Property, RangeValue, Singleton,
  SliceValue, StaticMethod, SuperObject, Tuple,
} from './objects'; // biome-ignore format: a list
import { SetValue } from './sets';

const noInstance =
  (name: string): Make =>
  (rt, _cls, _args, source) => {
    throw rt.error('TypeError', `cannot create '${name}' instances`, source);
  };

/** Makers of built-in classes are set by the files that know how to make them. */
export class BuiltInClass extends ClassObject {
  maker: Make;

  constructor(name: string, base: ClassObject | null) {
    super(name, base ? [base] : [], (rt, cls, args, source) => this.maker(rt, cls, args, source), true);
    this.maker = noInstance(name);
  }
}

export const objectClass = new BuiltInClass('object', null);
objectClass.maker = (_rt, cls) => new Instance(cls);

function builtIn(name: string, base: ClassObject = objectClass): BuiltInClass {
  return new BuiltInClass(name, base);
}

export const types = {
  object: objectClass,
  type: builtIn('type'),
  none: builtIn('NoneType'),
  int: builtIn('int'),
  float: builtIn('float'),
  str: builtIn('str'),
  list: builtIn('list'),
  tuple: builtIn('tuple'),
  dict: builtIn('dict'),
  set: builtIn('set'),
  frozenset: builtIn('frozenset'),
  range: builtIn('range'),
  slice: builtIn('slice'),
  function: builtIn('function'),
  builtin: builtIn('builtin_function_or_method'),
  methodDescriptor: builtIn('method_descriptor'),
  method: builtIn('method'),
  generator: builtIn('generator'),
  module: builtIn('module'),
  property: builtIn('property'),
  staticmethod: builtIn('staticmethod'),
  classmethod: builtIn('classmethod'),
  super: builtIn('super'),
  enumerate: builtIn('enumerate'),
  zip: builtIn('zip'),
  map: builtIn('map'),
  filter: builtIn('filter'),
  reversed: builtIn('reversed'),
};

/**
 * What `object` defines for all classes, found by `super()` and by the name of a class. They are kept apart from its
 * attributes: objects without methods of their own take the quick ways.
 */
export const objectMethods = new Map<string, Value>();

export const boolClass = builtIn('bool', types.int);

const named = new Map<string, ClassObject>();

/** The class of values that have none of their own, such as iterators. */
function classNamed(name: string): ClassObject {
  let cls = named.get(name);
  if (cls === undefined) {
    cls = (types as Record<string, ClassObject>)[name] ?? builtIn(name);
    named.set(name, cls);
  }
  return cls;
}

/** The class of iterators that are not written in Python; methods of all of them are defined on it. */
export function iteratorClass(name: string): ClassObject {
  return classNamed(name);
}

/** The class of a value. */
export function classOf(value: Value): ClassObject {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return types.int;
    case 'string':
      return types.str;
    case 'boolean':
      return boolClass;
  }
  if (value === null) return types.none;
  if (value instanceof Instance) return value.cls;
  if (value instanceof Float) return types.float;
  if (value instanceof Tracked) return value instanceof TrackedInt ? types.int : types.float;
  if (Array.isArray(value)) return listClass(value) ?? types.list;
  const own = (value as { readonly cls?: unknown } | undefined)?.cls;
  if (own instanceof ClassObject) return own;
  if (value instanceof Tuple) return types.tuple;
  if (value instanceof Dict) return types.dict;
  if (value instanceof SetValue) return value.frozen ? types.frozenset : types.set;
  if (value instanceof ClassObject) return types.type;
  if (value instanceof Closure) return types.function;
  if (value instanceof Method) return types.methodDescriptor;
  if (value instanceof Builtin) return types.builtin;
  if (value instanceof BoundMethod) return value.target instanceof Closure ? types.method : types.builtin;
  return otherClass(value);
}

function otherClass(value: Value): ClassObject {
  if (value instanceof RangeValue) return types.range;
  if (value instanceof SliceValue) return types.slice;
  if (value instanceof GeneratorObject) return types.generator;
  if (value instanceof IteratorObject) return classNamed(value.typeName);
  if (value instanceof DictView) return classNamed(value.typeName);
  if (value instanceof Singleton) return classNamed(value.typeName);
  if (value instanceof ModuleObject || value instanceof ModuleNamespace) return types.module;
  if (value instanceof Property) return types.property;
  if (value instanceof StaticMethod) return types.staticmethod;
  if (value instanceof ClassMethod) return types.classmethod;
  if (value instanceof SuperObject) return types.super;
  if (value instanceof InertObject) return classNamed(value.name);
  return types.object;
}

/** The name of a value's type, as messages have it: with its module for types of libraries. */
export function typeName(value: Value): string {
  const { builtIn, qualname, name } = classOf(value);
  return builtIn && !WRITTEN_IN_PYTHON.test(qualname) ? qualname : name;
}

/** Classes of libraries that are written in Python have short names in messages, as those of the program have. */
const WRITTEN_IN_PYTHON = /^torch\.(Tensor$|nn\.|optim\.|utils\.)/;

/** What CPython calls the type of an operand: types that are written in C by their full names. */
export function operandType(value: Value): string {
  const { name, qualname } = classOf(value);
  return qualname.startsWith('numpy.') ? qualname : name;
}

import type { SourceId } from '../../engine/sources';
import { Builtin, Closure } from '../core/functions';
import type { Cursor } from '../core/ir';
import { DONE } from '../core/ir';
import type { Runtime } from '../core/runtime';
import { Tracked, type Value } from '../core/values';
import { isNullish, toKey, toNumber, toText, typeOf } from './conversions';
import { arrayMethods } from './intrinsics/array';
import { functionMethods } from './intrinsics/function';
import { numberMethods } from './intrinsics/number';
import { objectMethods } from './intrinsics/object';
import { stringMethods } from './intrinsics/string';
import { ModuleNamespace } from './moduleNamespace';
import { Accessor, GlobalFunction, isArray, isForbiddenName, Namespace, PlainObject } from './objects';

/** `object[key]`. Each type answers from its own list of names; nothing is ever looked up on a host object. */
export function getMember(rt: Runtime, object: Value, key: Value, source: SourceId): Value {
  if (isArray(object)) {
    if (typeof key === 'number') return object[key];
    if (key instanceof Tracked) {
      rt.cuts.note(key.node, 'index', source);
      return object[key.value];
    }
    if (key === 'length') return object.length;
    const name = toKey(rt, key, source);
    if (isIndex(name)) return object[Number(name)];
    return method(rt, arrayMethods, 'array', name, source);
  }
  if (object instanceof PlainObject) {
    const name = toKey(rt, key, source);
    const held = object.fields[name];
    if (held !== undefined) {
      if (held instanceof Accessor) return held.get === undefined ? undefined : rt.call(held.get, object, [], source);
      return held;
    }
    if (name in object.fields) return undefined;
    return method(rt, objectMethods, 'object', name, source);
  }
  if (typeof object === 'string') {
    if (key === 'length') return object.length;
    if (key instanceof Tracked) rt.cuts.note(key.node, 'index', source);
    const index = typeof key === 'number' ? key : key instanceof Tracked ? key.value : null;
    if (index !== null) return object[index];
    const name = toKey(rt, key, source);
    if (isIndex(name)) return object[Number(name)];
    return method(rt, stringMethods, 'string', name, source);
  }
  if (typeof object === 'number' || object instanceof Tracked) {
    return method(rt, numberMethods, 'number', toKey(rt, key, source), source);
  }
  if (isNullish(object)) {
    throw rt.error('TypeError', `Cannot read properties of ${object} (reading '${toKey(rt, key, source)}')`, source);
  }
  const name = toKey(rt, key, source);
  if (object instanceof Namespace) {
    if (object.members.has(name)) return object.members.get(name);
    throw rt.unsupported(`\`${object.name}.${name}\` is not supported`, source);
  }
  if (object instanceof GlobalFunction) {
    if (object.members.has(name)) return object.members.get(name);
    if (name === 'name') return object.name;
    throw rt.unsupported(`\`${object.name}.${name}\` is not supported`, source);
  }
  if (object instanceof Closure || object instanceof Builtin) {
    if (name === 'name') return object.name;
    if (name === 'length') return object instanceof Closure ? object.code.ir.length : object.length;
    return method(rt, functionMethods, 'function', name, source);
  }
  if (typeof object === 'boolean') return method(rt, booleanMethods, 'boolean', name, source);
  throw rt.unsupported(`properties of a ${typeOf(object)} are not supported`, source);
}

/** `object[key] = value`. */
export function setMember(rt: Runtime, object: Value, key: Value, value: Value, source: SourceId): void {
  if (isArray(object)) {
    if (key === 'length') {
      const length = toNumber(rt, value, source);
      if (!Number.isInteger(length) || length < 0 || length > 2 ** 32 - 1) {
        throw rt.error('RangeError', 'Invalid array length', source);
      }
      if (length > object.length) rt.checkSize(length, source);
      object.length = length;
      return;
    }
    if (key instanceof Tracked) rt.cuts.note(key.node, 'index', source);
    const index = typeof key === 'number' ? key : toNumber(rt, key, source);
    if (!Number.isInteger(index) || index < 0 || index >= 2 ** 32 - 1) {
      throw rt.unsupported(
        `setting \`${toText(rt, key, source)}\` on an array is not supported; use an index or an object`,
        source,
      );
    }
    if (index === object.length) rt.checkGrowth(index + 1, source);
    else if (index > object.length) rt.checkSize(index + 1, source, index - object.length);
    if (Object.isFrozen(object)) {
      throw rt.error('TypeError', `Cannot assign to read only property '${index}' of object '[object Array]'`, source);
    }
    object[index] = value;
    return;
  }
  const name = toKey(rt, key, source);
  if (isNullish(object)) {
    throw rt.error('TypeError', `Cannot set properties of ${object} (setting '${name}')`, source);
  }
  if (isForbiddenName(name)) throw rt.unsupported(`\`${name}\` is not supported`, source);
  if (!(object instanceof PlainObject)) {
    throw rt.unsupported(`setting \`${name}\` on a ${typeOf(object)} is not supported; use a plain object`, source);
  }
  const held = object.fields[name];
  if (held instanceof Accessor) {
    if (held.set === undefined) {
      throw rt.error('TypeError', `Cannot set property ${name} of #<Object> which has only a getter`, source);
    }
    rt.call(held.set, object, [value], source);
    return;
  }
  if (object.frozen) {
    throw name in object.fields
      ? rt.error('TypeError', `Cannot assign to read only property '${name}' of object '${objectText(object)}'`, source)
      : rt.error('TypeError', `Cannot add property ${name}, object is not extensible`, source);
  }
  object.fields[name] = value;
}

/** An object as V8's messages name it. */
function objectText(object: PlainObject): string {
  return object instanceof ModuleNamespace ? '[object Module]' : '#<Object>';
}

/** `delete object[key]`. */
export function deleteMember(rt: Runtime, object: Value, key: Value, source: SourceId): boolean {
  const name = toKey(rt, key, source);
  if (object instanceof PlainObject) {
    if (object.frozen && name in object.fields) {
      throw rt.error('TypeError', `Cannot delete property '${name}' of #<Object>`, source);
    }
    return delete object.fields[name];
  }
  if (isArray(object) && isIndex(name)) return delete object[Number(name)];
  throw rt.unsupported(`\`delete\` on a ${typeOf(object)} is not supported`, source);
}

/** Walks an array or a string, for `for…of`, spread and patterns. */
export function iterate(rt: Runtime, iterable: Value, source: SourceId): Cursor {
  if (isArray(iterable)) {
    let index = 0;
    return () => (index < iterable.length ? iterable[index++] : DONE);
  }
  if (typeof iterable === 'string') {
    const characters = iterable[Symbol.iterator]();
    return () => {
      const step = characters.next();
      return step.done ? DONE : step.value;
    };
  }
  if (iterable instanceof PlainObject) {
    throw rt.error('TypeError', 'this object is not iterable', source);
  }
  throw rt.error('TypeError', `${toText(rt, iterable, source)} is not iterable`, source);
}

/** Walks the property names of `for…in`. */
export function iterateKeys(rt: Runtime, object: Value, source: SourceId): Cursor {
  const names = isNullish(object)
    ? []
    : isArray(object)
      ? Object.keys(object)
      : object instanceof PlainObject
        ? Object.keys(object.fields)
        : typeof object === 'string'
          ? Object.keys(object)
          : null;
  if (names === null) throw rt.unsupported(`\`for…in\` over a ${typeOf(object)} is not supported`, source);
  let index = 0;
  return () => {
    // A property that was deleted on the way is left out.
    while (index < names.length && !stillHas(object, names[index]!)) index++;
    return index < names.length ? names[index++] : DONE;
  };
}

function stillHas(object: Value, name: string): boolean {
  if (object instanceof PlainObject) return name in object.fields;
  return !isArray(object) || Number(name) in object;
}

const booleanMethods: ReadonlyMap<string, Value> = new Map([
  ['toString', new Builtin('toString', 0, (rt, self, _args, source) => toText(rt, self, source))],
  ['valueOf', new Builtin('valueOf', 0, (_rt, self) => self)],
]);

/** Names that JavaScript has on every type; unknown ones are plain missing properties. */
function method(rt: Runtime, methods: ReadonlyMap<string, Value>, type: string, name: string, source: SourceId): Value {
  const found = methods.get(name);
  if (found !== undefined) return found;
  if (isForbiddenName(name)) throw rt.unsupported(`\`${name}\` is not supported`, source);
  if (hostNames[type]?.has(name)) {
    throw rt.unsupported(`\`${name}\` of a ${type} is not supported yet`, source);
  }
  return undefined;
}

/** What JavaScript itself has on each type: a name in here that no list answers is refused rather than missing. */
const hostNames: Readonly<Record<string, ReadonlySet<string>>> = {
  array: namesOf(Array.prototype),
  string: namesOf(String.prototype),
  number: namesOf(Number.prototype),
  boolean: namesOf(Boolean.prototype),
  object: namesOf(Object.prototype),
  function: namesOf(Function.prototype),
};

function namesOf(prototype: object): ReadonlySet<string> {
  return new Set([...Object.getOwnPropertyNames(prototype), ...Object.getOwnPropertyNames(Object.prototype)]);
}

function isIndex(name: string): boolean {
  return /^(0|[1-9]\d*)$/.test(name);
}

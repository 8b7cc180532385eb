import type { SourceId } from '../../engine/sources';
import type { NodeId } from '../../engine/tape';
import type { Runtime } from '../core/runtime';
import type { CopyCost, Leaves, Structure, ValueModel } from '../core/valueModel';
import { Tracked, type Value } from '../core/values';
import { isFunction, isObject, toText } from './conversions';
import { makeError } from './errors';
import { functionObject } from './functionObjects';
import { generatorObject, generatorPrototype } from './iteration';
import { getMember, prototypeOf } from './members';
import { ModuleNamespace } from './moduleNamespace';
import { defineField, ErrorObject, isArray, Namespace, objectPrototype, PlainObject, Special } from './objects';
import { TensorObject, VariableObject } from './tfjs/tensorObject';
import { TypedArray } from './typedArray';

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** How deep arrays and objects are followed. */
const DEPTH = 32;

/** How many numbers a value may stand for that holds one thing many times: each level can double them. */
const SHARED_LEAVES = 2_000_000;

/** JavaScript's values as the core sees them. Each array and object is visited once, however it is shared or circular. */
export const valueModel: ValueModel = {
  arithmetic: 'javascript',
  copy: (value, cost = { elements: 0 }) => copy(value, 0, cost, new Map()),
  structure: (value) => structure(value, 0, new Map(), false)?.structure,
  track: (value, leaves, inPlace, cost = { elements: 0 }) => track(value, leaves, inPlace, 0, cost, new Map()),
  pathTo: (value, node) => pathTo(value, node, 0, new Set()),
  mutable: (value) => isArray(value) || (value instanceof PlainObject && !isFixed(value)),
  error: makeError,
  thrown(rt, value, source) {
    if (!(value instanceof ErrorObject)) return { type: null, message: `Uncaught ${thrownText(rt, value, source)}` };
    const name = getMember(rt, value, 'name', source);
    return { type: typeof name === 'string' ? name : 'Error', message: toText(rt, value, source) };
  },
  *methodNames(value) {
    for (let holder = value instanceof PlainObject ? value : prototypeOf(value); holder; holder = holder.proto) {
      for (const name of Object.getOwnPropertyNames(holder.fields)) {
        if (isFunction(holder.fields[name])) yield name;
      }
    }
  },
  generator: (coroutine, callee) => {
    const proto = isFunction(callee) ? functionObject(callee).fields.prototype : null;
    return generatorObject(coroutine, proto instanceof PlainObject ? proto : generatorPrototype);
  },
};

/** A whole module, a built-in group, or a tensor, which no code changes unless it is a variable. */
function isFixed(value: PlainObject): boolean {
  if (value instanceof ModuleNamespace || value instanceof Namespace) return true;
  return value instanceof TensorObject && !(value instanceof VariableObject);
}

/** What is thrown, as text: no code of the user's runs for it, which could print or throw. */
function thrownText(rt: Runtime, value: Value, source: SourceId): string {
  if (typeof value === 'symbol') return value.toString();
  if (value instanceof PlainObject) {
    const tag = value.fields[Symbol.toStringTag];
    return `[object ${typeof tag === 'string' ? tag : value.tag}]`;
  }
  if (isArray(value) && !value.every(isPrintable)) return '[object Array]';
  return toText(rt, value, source);
}

function isPrintable(value: Value): boolean {
  return !isObject(value) && typeof value !== 'symbol';
}

/** An object with nothing but fields: no map, no error, no iterator. */
function isPlain(value: Value): value is PlainObject {
  return value instanceof PlainObject && value.constructor === PlainObject;
}

function copy(value: Value, depth: number, cost: CopyCost, known: Map<Value, Value>): Value {
  const isList = isArray(value);
  if (value instanceof TypedArray) {
    cost.elements += value.length;
    return value.copy();
  }
  if (value instanceof TensorObject) return value.snapshot();
  if (depth > DEPTH || !(isList || isPlain(value))) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (isList) {
    cost.elements += value.length;
    const items: Value[] = new Array(value.length);
    known.set(value, items);
    for (let k = 0; k < value.length; k++) if (k in value) items[k] = copy(value[k], depth + 1, cost, known);
    return items;
  }
  const result = new PlainObject(value.proto);
  known.set(value, result);
  for (const key of Object.keys(value.fields)) {
    cost.elements++;
    defineField(result, key, copy(value.fields[key], depth + 1, cost, known));
  }
  return result;
}

/** A structure with the number of leaves that it has, those of shared parts counted wherever they stand. */
interface Listed {
  readonly structure: Structure;
  readonly leaves: number;
  readonly shared: boolean;
}

/** What is being looked at higher up has no structure yet: a circle holds no numbers of its own. */
function structure(
  value: Value,
  depth: number,
  known: Map<Value, Listed | undefined>,
  inInstance: boolean,
): Listed | undefined {
  if (typeof value === 'number' || value instanceof Tracked) return { structure: value, leaves: 1, shared: false };
  if (value instanceof TensorObject) return { structure: value.tensor, leaves: 1, shared: false };
  if (depth > DEPTH || !(isArray(value) || value instanceof PlainObject)) return undefined;
  // A whole module is no part of what is inspected.
  if (value instanceof ModuleNamespace) return undefined;
  if (known.has(value)) {
    const before = known.get(value);
    return before && { ...before, shared: true };
  }
  known.set(value, undefined);
  if (value instanceof TypedArray) {
    const listed = { structure: value.list(), leaves: value.length, shared: false };
    known.set(value, listed);
    return listed;
  }
  // An instance of a class shows its own numbers, not the web of other instances that it may hang in.
  const isInstance = value instanceof PlainObject && value.proto !== objectPrototype;
  if (isInstance && inInstance) return undefined;
  const inside = inInstance || isInstance;
  const listed = isArray(value)
    ? listStructure(value, depth, known, inside)
    : objectStructure(value, depth, known, inside);
  const found = listed?.shared && listed.leaves > SHARED_LEAVES ? undefined : listed;
  known.set(value, found);
  return found;
}

function listStructure(
  value: readonly Value[],
  depth: number,
  known: Map<Value, Listed | undefined>,
  inInstance: boolean,
) {
  const items: Structure[] = [];
  let leaves = 0;
  let shared = false;
  for (const item of value) {
    if (typeof item === 'number' || item instanceof Tracked) {
      items.push(item);
      leaves++;
      continue;
    }
    const inner = structure(item, depth + 1, known, inInstance);
    if (inner === undefined) return undefined;
    items.push(inner.structure);
    leaves += inner.leaves;
    shared ||= inner.shared;
  }
  return { structure: items, leaves, shared };
}

function objectStructure(
  value: PlainObject,
  depth: number,
  known: Map<Value, Listed | undefined>,
  inInstance: boolean,
) {
  const fields = new Map<string, Structure>();
  let leaves = 0;
  let shared = false;
  for (const key of Object.keys(value.fields)) {
    const inner = structure(value.fields[key], depth + 1, known, inInstance);
    if (inner === undefined || (inInstance && inner.leaves === 0)) continue;
    fields.set(key, inner.structure);
    leaves += inner.leaves;
    shared ||= inner.shared;
  }
  return fields.size > 0 ? { structure: { fields }, leaves, shared } : undefined;
}

function track(
  value: Value,
  leaves: Leaves,
  inPlace: boolean,
  depth: number,
  cost: CopyCost,
  known: Map<Value, Value>,
): Value {
  if (typeof value === 'number') return leaves.number(value);
  if (value instanceof TensorObject) return value.tracked(leaves, inPlace);
  const isList = isArray(value);
  if (depth > DEPTH || !(isList || isPlain(value) || value instanceof TypedArray)) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (value instanceof TypedArray) {
    cost.elements += value.length;
    const target = inPlace ? value : value.copy();
    known.set(value, target);
    for (let k = 0; k < target.length; k++) {
      const item = target.elements[target.offset + k]!;
      if (typeof item === 'number') target.elements[target.offset + k] = leaves.number(item);
    }
    return target;
  }
  if (isList) {
    cost.elements += value.length;
    const target = inPlace ? value : new Array<Value>(value.length);
    known.set(value, target);
    if (inPlace && Object.isFrozen(value)) return value;
    for (let k = 0; k < value.length; k++) {
      if (k in value) target[k] = track(value[k], leaves, inPlace, depth + 1, cost, known);
    }
    return target;
  }
  const target = inPlace ? value : new PlainObject(value.proto);
  known.set(value, target);
  if (inPlace && Object.isFrozen(value.fields)) return value;
  for (const key of Object.keys(value.fields)) {
    cost.elements++;
    const held = value.fields[key];
    const tracked = held instanceof Special ? held : track(held, leaves, inPlace, depth + 1, cost, known);
    if (!inPlace) defineField(target, key, tracked);
    // What is read-only stays the number that it is.
    else if (tracked !== held) Reflect.set(target.fields, key, tracked);
  }
  return target;
}

function pathTo(value: Value, node: NodeId, depth: number, seen: Set<Value>): string | null {
  if (value instanceof Tracked) return value.node === node ? '' : null;
  if (value instanceof TensorObject) return value.tensor.node === node ? '' : null;
  const list = isArray(value) ? value : value instanceof TypedArray ? value.list() : null;
  if (depth > DEPTH || seen.has(value)) return null;
  seen.add(value);
  if (list) {
    for (let k = 0; k < list.length; k++) {
      const rest = pathTo(list[k], node, depth + 1, seen);
      if (rest !== null) return `[${k}]${rest}`;
    }
    return null;
  }
  if (!isPlain(value)) return null;
  for (const key of Object.keys(value.fields)) {
    const rest = pathTo(value.fields[key], node, depth + 1, seen);
    if (rest !== null) return (PLAIN_NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`) + rest;
  }
  return null;
}

import type { NodeId } from '../../engine/tape';
import type { CopyCost, Structure, ValueModel } from '../core/valueModel';
import { Tracked, type Value } from '../core/values';
import { ModuleNamespace } from './moduleNamespace';
import { Accessor, isArray, PlainObject } from './objects';

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** How deep arrays and objects are followed. */
const DEPTH = 32;

/** How many numbers a value may stand for that holds one thing many times: each level can double them. */
const SHARED_LEAVES = 2_000_000;

/** JavaScript's values as the core sees them. Each array and object is visited once, however it is shared or circular. */
export const valueModel: ValueModel = {
  copy: (value, cost = { elements: 0 }) => copy(value, 0, cost, new Map()),
  structure: (value) => structure(value, 0, new Map())?.structure,
  track: (value, leaf, inPlace, cost = { elements: 0 }) => track(value, leaf, inPlace, 0, cost, new Map()),
  pathTo: (value, node) => pathTo(value, node, 0, new Set()),
  mutable: (value) => isArray(value) || isObject(value),
  error(type, message) {
    const error = new PlainObject(type);
    error.fields.message = message;
    error.fields.name = type;
    return error;
  },
};

/** What holds numbers of the program itself: a whole module is no part of what is inspected. */
function isObject(value: Value): value is PlainObject {
  return value instanceof PlainObject && !(value instanceof ModuleNamespace);
}

function copy(value: Value, depth: number, cost: CopyCost, known: Map<Value, Value>): Value {
  const isList = isArray(value);
  if (depth > DEPTH || !(isList || isObject(value))) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (isList) {
    cost.elements += value.length;
    const items: Value[] = new Array(value.length);
    known.set(value, items);
    for (let k = 0; k < value.length; k++) if (k in value) items[k] = copy(value[k], depth + 1, cost, known);
    return items;
  }
  const result = new PlainObject(value.errorType);
  known.set(value, result);
  for (const key in value.fields) {
    cost.elements++;
    result.fields[key] = copy(value.fields[key], depth + 1, cost, known);
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
function structure(value: Value, depth: number, known: Map<Value, Listed | undefined>): Listed | undefined {
  if (typeof value === 'number' || value instanceof Tracked) return { structure: value, leaves: 1, shared: false };
  if (depth > DEPTH || !(isArray(value) || isObject(value))) return undefined;
  if (known.has(value)) {
    const before = known.get(value);
    return before && { ...before, shared: true };
  }
  known.set(value, undefined);
  const listed = isArray(value) ? listStructure(value, depth, known) : objectStructure(value, depth, known);
  const found = listed?.shared && listed.leaves > SHARED_LEAVES ? undefined : listed;
  known.set(value, found);
  return found;
}

function listStructure(value: readonly Value[], depth: number, known: Map<Value, Listed | undefined>) {
  const items: Structure[] = [];
  let leaves = 0;
  let shared = false;
  for (const item of value) {
    if (typeof item === 'number' || item instanceof Tracked) {
      items.push(item);
      leaves++;
      continue;
    }
    const inner = structure(item, depth + 1, known);
    if (inner === undefined) return undefined;
    items.push(inner.structure);
    leaves += inner.leaves;
    shared ||= inner.shared;
  }
  return { structure: items, leaves, shared };
}

function objectStructure(value: PlainObject, depth: number, known: Map<Value, Listed | undefined>) {
  const fields = new Map<string, Structure>();
  let leaves = 0;
  let shared = false;
  for (const key in value.fields) {
    const inner = structure(value.fields[key], depth + 1, known);
    if (inner === undefined) continue;
    fields.set(key, inner.structure);
    leaves += inner.leaves;
    shared ||= inner.shared;
  }
  return fields.size > 0 ? { structure: { fields }, leaves, shared } : undefined;
}

function track(
  value: Value,
  leaf: (value: number) => Tracked,
  inPlace: boolean,
  depth: number,
  cost: CopyCost,
  known: Map<Value, Value>,
): Value {
  if (typeof value === 'number') return leaf(value);
  const isList = isArray(value);
  if (depth > DEPTH || !(isList || isObject(value))) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (isList) {
    cost.elements += value.length;
    const target = inPlace ? value : new Array<Value>(value.length);
    known.set(value, target);
    if (inPlace && Object.isFrozen(value)) return value;
    for (let k = 0; k < value.length; k++) {
      if (k in value) target[k] = track(value[k], leaf, inPlace, depth + 1, cost, known);
    }
    return target;
  }
  const target = inPlace ? value : new PlainObject(value.errorType);
  known.set(value, target);
  for (const key in value.fields) {
    cost.elements++;
    const held = value.fields[key];
    target.fields[key] = held instanceof Accessor ? held : track(held, leaf, inPlace, depth + 1, cost, known);
  }
  return target;
}

function pathTo(value: Value, node: NodeId, depth: number, seen: Set<Value>): string | null {
  if (value instanceof Tracked) return value.node === node ? '' : null;
  const isList = isArray(value);
  if (depth > DEPTH || !(isList || isObject(value)) || seen.has(value)) return null;
  seen.add(value);
  if (isList) {
    for (let k = 0; k < value.length; k++) {
      const rest = pathTo(value[k], node, depth + 1, seen);
      if (rest !== null) return `[${k}]${rest}`;
    }
    return null;
  }
  for (const key in value.fields) {
    const rest = pathTo(value.fields[key], node, depth + 1, seen);
    if (rest !== null) return (PLAIN_NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`) + rest;
  }
  return null;
}

import type { NodeId } from '../../engine/tape';
import { isFloat } from '../../engine/tensor/dtype';
import { Closure } from '../core/functions';
import type { Runtime } from '../core/runtime';
import type { CopyCost, Leaves, Structure, ValueModel } from '../core/valueModel';
import { TensorValue, Tracked, type Value } from '../core/values';
import { ArrayObject, TensorNumber } from './arrays/arrayObject';
import { givenNumbers } from './arrays/given';
import { callValue } from './operators/call';
import { exceptionText, quoted } from './text/repr';
import { Dict } from './values/dict';
import { makeException } from './values/exceptions';
import { Float, MovedInt, TrackedInt } from './values/numbers';
import { ExceptionObject, GeneratorObject, Instance, infoOf, Tuple } from './values/objects';
import { SetValue } from './values/sets';

/** How deep containers are followed. */
const DEPTH = 32;

/** Python's values as the core sees them. */
export const valueModel: ValueModel = {
  arithmetic: 'c',
  copy: (value, cost = { elements: 0 }) => copy(value, 0, cost, new Map()),
  structure: (value) => structure(value, 0, new Map()),
  track: (value, leaves, inPlace, cost = { elements: 0 }) => track(value, leaves, inPlace, 0, cost, new Map()),
  pathTo: (value, node) => pathTo(value, node, 0, new Set()),
  mutable: (value) =>
    Array.isArray(value) ||
    value instanceof Dict ||
    value instanceof SetValue ||
    value instanceof Instance ||
    value instanceof ArrayObject,
  isFresh: (value) => value instanceof ArrayObject && value.isFresh,
  canBeInput: (value) => value instanceof ArrayObject && isFloat(value.ref.dtype) && value.peek().node === null,
  inForm(rt, given, place, source) {
    if (!(place instanceof ArrayObject) || given instanceof ArrayObject) return given;
    return place.holding(givenNumbers(rt, given, place.ref.dtype, source).array);
  },
  kind: (value) => (value instanceof ArrayObject ? value.kind : value instanceof TensorNumber ? 'number' : undefined),
  error: (type, message) => makeException(type, [message]),
  thrown(rt, value, source) {
    if (!(value instanceof ExceptionObject))
      return { type: null, message: 'exceptions must derive from BaseException' };
    const place = value.place ?? source;
    value.place = place;
    const type = value.cls.name;
    const text = shownText(rt, value, source);
    return { type, message: text === '' ? type : `${type}: ${text}`, place };
  },
  generator(coroutine, callee) {
    const name = callee instanceof Closure ? infoOf(callee).name : 'generator';
    return new GeneratorObject(coroutine, name);
  },
  call: callValue,
};

/** The exception's text; no code of the user's runs for it while it is on its way. */
function shownText(rt: Runtime, value: ExceptionObject, source: number): string {
  if (value.args.some((arg) => arg instanceof Instance)) return '';
  return exceptionText(rt, value, source);
}

function copy(value: Value, depth: number, cost: CopyCost, known: Map<Value, Value>): Value {
  if (depth > DEPTH || typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (Array.isArray(value)) {
    cost.elements += value.length;
    const items: Value[] = new Array(value.length);
    known.set(value, items);
    for (let k = 0; k < value.length; k++) items[k] = copy(value[k], depth + 1, cost, known);
    return items;
  }
  if (value instanceof Tuple) {
    cost.elements += value.items.length;
    const result = new Tuple(
      value.items.map((item) => copy(item, depth + 1, cost, known)),
      value.cls,
    );
    known.set(value, result);
    return result;
  }
  if (value instanceof Dict) {
    cost.elements += value.size;
    const result = value.copy();
    known.set(value, result);
    for (const entry of result.entries.values()) entry.value = copy(entry.value, depth + 1, cost, known);
    return result;
  }
  if (value instanceof ArrayObject) {
    cost.elements++;
    const result = value.snapshot();
    known.set(value, result);
    return result;
  }
  if (value instanceof Instance && !(value instanceof ExceptionObject)) {
    const result = value.bare();
    known.set(value, result);
    for (const [name, held] of value.fields) {
      cost.elements++;
      // Objects hang in webs of others: what they refer to stays what it is, unless it is a part of them.
      const stays = held instanceof Instance && !(value.ownsParts && held.ownsParts);
      result.fields.set(name, stays ? held : copy(held, depth + 1, cost, known));
    }
    return result;
  }
  return value;
}

/** Numbers in their structure. What is being looked at higher up has none yet: a circle holds no numbers of its own. */
function structure(
  value: Value,
  depth: number,
  known: Map<Value, Structure | undefined>,
  inside = false,
): Structure | undefined {
  if (typeof value === 'number' || value instanceof Tracked) return value;
  if (value instanceof Float) return value.value;
  if (typeof value === 'bigint') return Number(value);
  // What a pass of the code's own was made from.
  if (value instanceof TensorValue) return value;
  if (depth > DEPTH || typeof value !== 'object' || value === null) return undefined;
  if (known.has(value)) return known.get(value);
  known.set(value, undefined);
  const found = containerStructure(value, depth, known, inside);
  known.set(value, found);
  return found;
}

function containerStructure(
  value: object,
  depth: number,
  known: Map<Value, Structure | undefined>,
  inside: boolean,
): Structure | undefined {
  if (value instanceof ArrayObject) return value.peek();
  if (value instanceof TensorNumber) return value.tensor;
  if (Array.isArray(value) || value instanceof Tuple) {
    const items: Structure[] = [];
    for (const item of value instanceof Tuple ? value.items : value) {
      const inner = structure(item, depth + 1, known, inside);
      if (inner === undefined) return undefined;
      items.push(inner);
    }
    return items;
  }
  const isInstance = value instanceof Instance;
  if (!(value instanceof Dict || (isInstance && !inside && !(value instanceof ExceptionObject)))) return undefined;
  const fields = new Map<string, Structure>();
  const add = (name: string, held: Value) => {
    const inner = structure(held, depth + 1, known, inside || isInstance);
    if (inner !== undefined) fields.set(name, inner);
  };
  if (value instanceof Dict) {
    for (const { key, value: held } of value.entries.values()) {
      if (typeof key === 'string' || typeof key === 'number') add(String(key), held);
    }
  } else for (const [name, held] of value.fields) add(name, held);
  return fields.size > 0 ? { fields } : undefined;
}

function leafOf(value: Value, leaf: (value: number) => Tracked): Value | null {
  if (value instanceof Float) {
    const tracked = leaf(value.value);
    return tracked instanceof Tracked ? tracked : new Float(tracked as unknown as number);
  }
  if (typeof value !== 'number') return null;
  const tracked = leaf(value);
  if (tracked instanceof Tracked) return new TrackedInt(tracked.value, tracked.node);
  const moved = tracked as unknown as number;
  return Number.isInteger(moved) ? moved : new MovedInt(moved);
}

function track(
  value: Value,
  leaves: Leaves,
  inPlace: boolean,
  depth: number,
  cost: CopyCost,
  known: Map<Value, Value>,
): Value {
  const number = leafOf(value, leaves.number);
  if (number !== null) return number;
  if (depth > DEPTH || typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  const inner = (item: Value) => track(item, leaves, inPlace, depth + 1, cost, known);
  if (value instanceof ArrayObject || value instanceof TensorNumber) {
    cost.elements++;
    const target = value.tracked(leaves);
    known.set(value, target);
    return target;
  }
  if (Array.isArray(value)) {
    cost.elements += value.length;
    const target = inPlace ? value : value.slice();
    known.set(value, target);
    for (let k = 0; k < value.length; k++) target[k] = inner(value[k]);
    return target;
  }
  if (value instanceof Tuple) {
    cost.elements += value.items.length;
    const target = new Tuple(value.items.map(inner), value.cls);
    known.set(value, target);
    return target;
  }
  if (value instanceof Dict) {
    cost.elements += value.size;
    const target = inPlace ? value : value.copy();
    known.set(value, target);
    for (const entry of target.entries.values()) entry.value = inner(entry.value);
    return target;
  }
  if (value instanceof Instance && !(value instanceof ExceptionObject) && depth === 0) {
    const target = inPlace ? value : value.bare();
    known.set(value, target);
    for (const [name, held] of value.fields) {
      cost.elements++;
      target.fields.set(name, held instanceof Instance ? held : inner(held));
    }
    return target;
  }
  return value;
}

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function pathTo(value: Value, node: NodeId, depth: number, seen: Set<Value>): string | null {
  if (value instanceof Tracked) return value.node === node ? '' : null;
  if (value instanceof ArrayObject) return value.peek().node === node ? '' : null;
  if (value instanceof TensorNumber) return value.tensor.node === node ? '' : null;
  if (depth > DEPTH || typeof value !== 'object' || value === null || seen.has(value)) return null;
  seen.add(value);
  const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : null;
  if (items) {
    for (let k = 0; k < items.length; k++) {
      const rest = pathTo(items[k], node, depth + 1, seen);
      if (rest !== null) return `[${k}]${rest}`;
    }
    return null;
  }
  if (value instanceof Dict) {
    for (const { key, value: held } of value.entries.values()) {
      const rest = pathTo(held, node, depth + 1, seen);
      if (rest !== null) return `[${typeof key === 'string' ? quoted(key) : String(key)}]${rest}`;
    }
    return null;
  }
  if (!(value instanceof Instance)) return null;
  for (const [name, held] of value.fields) {
    const rest = pathTo(held, node, depth + 1, seen);
    if (rest !== null) return (PLAIN_NAME.test(name) ? `.${name}` : `[${quoted(name)}]`) + rest;
  }
  return null;
}

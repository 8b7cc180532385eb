import type { CopyCost, Structure, ValueModel } from '../core/valueModel';
import { Tracked, type Value } from '../core/values';
import { Accessor, isArray, PlainObject } from './objects';

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** How deep arrays and objects are followed when they are copied, listed or tracked. */
const DEPTH = 32;

/** JavaScript's values as the core sees them. */
export const valueModel: ValueModel = {
  copy: (value, cost = { elements: 0 }) => copy(value, 0, cost),
  structure: (value) => structure(value, 0),
  track: (value, leaf, inPlace) => track(value, leaf, inPlace, '', 0),
  mutable: (value) => isArray(value) || value instanceof PlainObject,
  error(type, message) {
    const error = new PlainObject(type);
    error.fields.message = message;
    error.fields.name = type;
    return error;
  },
};

function copy(value: Value, depth: number, cost: CopyCost): Value {
  if (depth > DEPTH) return value;
  if (isArray(value)) {
    cost.elements += value.length;
    return value.map((item) => copy(item, depth + 1, cost));
  }
  if (value instanceof PlainObject) {
    const result = new PlainObject(value.errorType);
    for (const key in value.fields) result.fields[key] = copy(value.fields[key], depth + 1, cost);
    return result;
  }
  return value;
}

function structure(value: Value, depth: number): Structure | undefined {
  if (typeof value === 'number' || value instanceof Tracked) return value;
  if (depth > DEPTH) return undefined;
  if (isArray(value)) {
    const items: Structure[] = [];
    for (const item of value) {
      const inner = structure(item, depth + 1);
      if (inner === undefined) return undefined;
      items.push(inner);
    }
    return items;
  }
  if (value instanceof PlainObject) {
    const fields = new Map<string, Structure>();
    for (const key in value.fields) {
      const inner = structure(value.fields[key], depth + 1);
      if (inner !== undefined) fields.set(key, inner);
    }
    return fields.size > 0 ? { fields } : undefined;
  }
  return undefined;
}

function track(
  value: Value,
  leaf: (value: number, path: string) => Tracked,
  inPlace: boolean,
  path: string,
  depth: number,
): Value {
  if (typeof value === 'number') return leaf(value, path);
  if (depth > DEPTH) return value;
  if (isArray(value)) {
    const target = inPlace ? value : new Array<Value>(value.length);
    for (let k = 0; k < value.length; k++) target[k] = track(value[k], leaf, inPlace, `${path}[${k}]`, depth + 1);
    return target;
  }
  if (value instanceof PlainObject) {
    const target = inPlace ? value : new PlainObject(value.errorType);
    for (const key in value.fields) {
      const held = value.fields[key];
      const step = PLAIN_NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
      target.fields[key] = held instanceof Accessor ? held : track(held, leaf, inPlace, path + step, depth + 1);
    }
    return target;
  }
  return value;
}

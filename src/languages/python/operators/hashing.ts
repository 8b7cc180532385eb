import type { SourceId } from '../../../engine/sources';
import { Closure } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import { Tracked, type Value } from '../../core/values';
import { ArrayObject, TensorNumber } from '../arrays/arrayObject';
import { Dict } from '../values/dict';
import { floatKey, IDENTITY, OWN, setKeyRules } from '../values/keys';
import { Float, plainNumber } from '../values/numbers';
import { Instance, SliceValue, Tuple } from '../values/objects';
import { SetValue } from '../values/sets';
import { typeName } from '../values/types';
import { equals } from './compare';
import { callMethodOf } from './special';

const ids = new WeakMap<object, number>();
let lastId = 0;

export function identityOf(value: object): number {
  let id = ids.get(value);
  if (id === undefined) {
    id = ++lastId;
    ids.set(value, id);
  }
  return id;
}

function unhashable(rt: Runtime, value: Value, source: SourceId): Error {
  return rt.error('TypeError', `unhashable type: '${typeName(value)}'`, source);
}

function compositeText(rt: Runtime, value: Value, source: SourceId): string {
  if (value instanceof Tuple) {
    const parts: string[] = [];
    for (const item of value.items) {
      const part = partText(rt, item, source);
      if (part === OWN) return OWN;
      parts.push(part);
    }
    return `(${parts.join(',')})`;
  }
  if (value instanceof SetValue) {
    if (!value.frozen) throw unhashable(rt, value, source);
    const parts = [...value.values()].map((item) => partText(rt, item, source));
    return parts.includes(OWN) ? OWN : `{${parts.sort().join(',')}}`;
  }
  if (Array.isArray(value) || value instanceof Dict || value instanceof SliceValue || isUnhashable(value))
    throw unhashable(rt, value, source);
  if (value instanceof Instance) {
    const hash = value.cls.lookup('__hash__');
    if (hash === null) throw unhashable(rt, value, source);
    if (hash === undefined) return IDENTITY;
    return OWN;
  }
  return IDENTITY;
}

/** Arrays of libraries compare by what they hold, and have no hash. */
function isUnhashable(value: Value): boolean {
  return value instanceof ArrayObject && value.cls.lookup('__hash__') === null;
}

function partText(rt: Runtime, value: Value, source: SourceId): string {
  if (value instanceof TensorNumber) return partText(rt, new Float(value.value), source);
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (value === null) return '~';
  const number = plainNumber(value);
  if (number !== null) {
    if (value instanceof Tracked) rt.cuts.note(value.node, 'index', source);
    return `n${number instanceof Float ? String(floatKey(number.value)) : number}`;
  }
  const text = compositeText(rt, value, source);
  return text === IDENTITY ? `#${identityOf(value as object)}` : text;
}

const MODULUS = (1n << 61n) - 1n;

/** `hash(value)`. That of text differs from CPython's, which is another in each run. */
export function hashOf(rt: Runtime, value: Value, source: SourceId): number | bigint {
  if (typeof value === 'string') return textHash(value);
  if (value === null) return 0x5f3759df;
  const number = plainNumber(value);
  if (number !== null) return numberHash(number instanceof Float ? number.value : number);
  if (value instanceof TensorNumber) return numberHash(value.value);
  if (isUnhashable(value)) throw unhashable(rt, value, source);
  if (value instanceof Tuple) return tupleHash(value.items.map((item) => hashOf(rt, item, source)));
  if (value instanceof SetValue && value.frozen) {
    return textHash(String([...value.values()].map((item) => hashOf(rt, item, source)).sort()));
  }
  if (value instanceof Instance) {
    const hash = value.cls.lookup('__hash__');
    if (hash === null) throw unhashable(rt, value, source);
    if (hash !== undefined) {
      const result =
        hash instanceof Closure
          ? rt.enter(hash, undefined, [value], source)
          : callMethodOf(rt, value, '__hash__', [], source);
      const plain = plainNumber(result);
      if (plain === null || plain instanceof Float)
        throw rt.error('TypeError', '__hash__ method should return an integer', source);
      return numberHash(plain);
    }
  }
  compositeText(rt, value, source);
  return identityOf(value as object) * 16;
}

function numberHash(value: number | bigint): number | bigint {
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 53)
    return value === -1 ? -2 : value === 0 ? 0 : value;
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 0 : value > 0 ? 314159 : -314159;
  let numerator: bigint;
  let shift = 0;
  if (typeof value === 'bigint') numerator = value;
  else {
    let scaled = Math.abs(value);
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      shift++;
    }
    numerator = BigInt(scaled) * (value < 0 ? -1n : 1n);
  }
  const size = numerator < 0n ? -numerator : numerator;
  // 2^-1 is 2^60 modulo 2^61 - 1.
  const power = 1n << ((60n * BigInt(shift)) % 61n);
  const hash = ((size % MODULUS) * power) % MODULUS;
  const signed = numerator < 0n ? -hash : hash;
  const result = signed === -1n ? -2n : signed;
  return result >= -9007199254740991n && result <= 9007199254740991n ? Number(result) : result;
}

function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return (hash >>> 0) * 1021;
}

const MASK = (1n << 64n) - 1n;

/** CPython's hash of a tuple (xxHash). */
function tupleHash(lanes: readonly (number | bigint)[]): number | bigint {
  const [first, second, fifth] = [11400714785074694791n, 14029467366897019727n, 2870177450012600261n];
  let sum = fifth;
  for (const lane of lanes) {
    sum = (sum + (BigInt(lane) & MASK) * second) & MASK;
    sum = ((sum << 31n) | (sum >> 33n)) & MASK;
    sum = (sum * first) & MASK;
  }
  sum = (sum + (BigInt(lanes.length) ^ (fifth ^ 3527539n))) & MASK;
  const hash = sum === MASK ? 1546275796n : BigInt.asIntN(64, sum);
  return hash >= -9007199254740991n && hash <= 9007199254740991n ? Number(hash) : hash;
}

setKeyRules({ text: compositeText, hash: (rt, value, source) => String(hashOf(rt, value, source)), equals });

import { Builtin, Closure } from '../../core/functions';
import { untracked, type Value } from '../../core/values';
import { ArgumentsObject } from '../argumentsObject';
import { isFunction, isObject } from '../conversions';
import { functionObject } from '../functionObjects';
import { ModuleNamespace } from '../moduleNamespace';
import {
  Accessor,
  arrayPrototype,
  ErrorObject,
  extraOf,
  FunctionObject,
  functionPrototype,
  isArray,
  type Key,
  Namespace,
  objectPrototype,
  PlainObject,
  Refused,
  Special,
} from '../objects';
import { TensorObject } from '../tfjs/tensorObject';
import { TypedArray } from '../typedArray';
import { CollectionIterator, MapObject, SetObject } from './collections';
import { errorHeader } from './errorHeader';
import { CUSTOM, iteratorShown } from './iteratorShown';
import { type PrintCall, userTag, userText } from './printHooks';
import { RegExpObject } from './regexp';
import { WeakMapObject, WeakSetObject } from './weak';

/** Elements of a list that are printed; the printer itself says how many more there are. */
const ITEMS = 101;

/** Properties and elements that are copied in all; what is beyond prints as `…`. */
const ENTRIES = 50_000;

type Host = Record<Key, unknown>;

/** The host's prototype for each built-in one that has a class. */
const hostPrototypes = new Map<PlainObject, object>([
  [objectPrototype, Object.prototype],
  [functionPrototype, Function.prototype],
  [arrayPrototype, Array.prototype],
]);

/** The classes of the host that the printer knows how to show. */
const hostClasses: Readonly<Record<string, { readonly prototype: object }>> = {
  Map,
  Set,
  WeakMap,
  WeakSet,
  RegExp,
  Tensor: class Tensor {},
  Variable: class Variable {},
  Error,
  TypeError,
  RangeError,
  ReferenceError,
  SyntaxError,
  EvalError,
  URIError,
  AggregateError,
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
};

const typedArrayClasses: Readonly<Record<string, new (length: number) => { [index: number]: number }>> = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
};

const inertGetter = () => undefined;
const inertSetter = (_value: unknown) => undefined;

/**
 * Host values that print like the user's. They are made of data only: functions become inert ones with the right name, and
 * no getter of the user's is called but those that Node itself calls. Each object is copied once, at the level where it
 * is met first, level by level, so that circles stay circles.
 */
export class Mirror {
  readonly #known = new Map<Value, object>();
  /** Prototypes that are only inherited from, and functions that are only named: they hold no properties yet. */
  readonly #prototypes = new Map<PlainObject, object>();
  readonly #twins = new Map<Value, { readonly twin: object; level: number }>();
  readonly #waiting: { readonly value: Value; readonly host: Host; readonly level: number }[] = [];
  readonly #children = new Map<object, object[]>();
  #entries = 0;

  constructor(
    private readonly call: PrintCall,
    /** Levels that are printed below the outermost. */
    private readonly depth: number,
    private readonly custom: boolean,
  ) {}

  /** The copy of a value. */
  of(value: Value): unknown {
    const host = this.#copy(value, 0);
    for (let k = 0; k < this.#waiting.length; k++) {
      const { value: inner, host: into, level } = this.#waiting[k]!;
      this.#fill(inner, into, level);
    }
    this.#waiting.length = 0;
    return host;
  }

  /** How many entries printing a copy takes: what is shared is printed wherever it stands. */
  printed(host: unknown): number {
    const counts: Map<object, number>[] = [];
    const count = (object: object, level: number): number => {
      if (level > this.depth) return 1;
      const known = counts[level]?.get(object);
      if (known !== undefined) return known;
      const children = this.#children.get(object) ?? [];
      // Each level is counted on its own: a circle ends where printing does.
      let sum = 1 + children.length;
      for (const child of children) sum += count(child, level + 1);
      counts[level] ??= new Map();
      counts[level].set(object, sum);
      return sum;
    };
    return typeof host === 'object' && host !== null ? count(host, 0) : 1;
  }

  #copy(value: Value, level: number): unknown {
    const plain = untracked(value);
    if (isFunction(plain)) return this.#function(plain, level);
    if (!isObject(plain)) return plain;
    const known = this.#known.get(plain);
    if (known) return known;
    const host = this.#shell(plain, level);
    this.#known.set(plain, host);
    this.#waiting.push({ value: plain, host: host as Host, level });
    return host;
  }

  // --- what an object begins as --------------------------------------------------------------------------------------

  #shell(value: Value, level: number): object {
    if (isArray(value)) {
      const proto = extraOf(value)?.proto ?? arrayPrototype;
      // Grown only once its first elements are there: the host then keeps no room for the others.
      const list: unknown[] = [];
      return proto === arrayPrototype ? list : Object.setPrototypeOf(list, this.#proto(proto));
    }
    const object = value as PlainObject;
    const prototype = this.#ownPrototype(object);
    if (prototype) return Object.setPrototypeOf(prototype, this.#proto(object.proto));
    return Object.setPrototypeOf(this.#bare(object, level), this.#proto(object.proto));
  }

  #bare(object: PlainObject, level: number): object {
    const { rt, source } = this.call;
    if (object instanceof MapObject) return new Map();
    if (object instanceof SetObject) return new Set();
    if (object instanceof WeakMapObject) return new WeakMap();
    if (object instanceof WeakSetObject) return new WeakSet();
    if (object instanceof RegExpObject) return new RegExp(object.host.source, object.host.flags);
    if (object instanceof TypedArray) {
      rt.checkSize(object.length, source);
      const host = new (typedArrayClasses[object.type.name] ?? Float64Array)(object.length);
      for (let k = 0; k < Math.min(object.length, ITEMS); k++) host[k] = untracked(object.get(k)) as number;
      return host;
    }
    if (object instanceof ErrorObject) {
      const error = new Error();
      Object.defineProperty(error, 'stack', { value: errorHeader(this.call, object), configurable: true });
      return error;
    }
    if (object instanceof CollectionIterator) return this.#iterator(object, level);
    if (object instanceof TensorObject) return object.shown();
    return {};
  }

  /** What is still to come of an iterator of a map or a set, as the printer shows it. */
  #iterator(object: CollectionIterator, level: number): object {
    const tag = String(object.proto?.fields[Symbol.toStringTag] ?? '');
    const entries: Value[] = [];
    const position = { last: object.position.last };
    if (!object.position.done) {
      while (entries.length < ITEMS) {
        const entry = object.table.advance(position);
        if (entry === null) break;
        entries.push(object.give(entry));
      }
    }
    // A pair is no level of its own.
    const items = entries.map((entry) => this.#copy(entry, object.pairs ? level : level + 1));
    return iteratorShown(tag, items, object.pairs);
  }

  /** The host's object for a prototype of a class or function of the user's: that of its inert twin. */
  #ownPrototype(object: PlainObject): object | null {
    const held = Object.hasOwn(object.fields, 'constructor') ? object.fields.constructor : undefined;
    if (!(held instanceof Closure) || functionObject(held).fields.prototype !== object) return null;
    const twin = this.#function(held, Number.POSITIVE_INFINITY) as { prototype?: object };
    return twin.prototype ?? null;
  }

  /** What a copy inherits from: only the names of classes matter there. */
  #proto(proto: PlainObject | null): object | null {
    if (proto === null) return null;
    const host = hostPrototypes.get(proto) ?? this.#prototypes.get(proto);
    if (host) return host;
    const held = Object.hasOwn(proto.fields, 'constructor') ? proto.fields.constructor : undefined;
    const known = held instanceof Refused && held.hides ? hostClasses[held.hides.name]?.prototype : undefined;
    if (known) return known;
    if (proto instanceof FunctionObject) return Function.prototype;
    const own = this.#ownPrototype(proto);
    const copy = own ?? (Object.create(this.#proto(proto.proto)) as object);
    this.#prototypes.set(proto, copy);
    // Of one that inherits from nothing the printer says whether it is empty.
    if (proto.proto === null && Object.keys(proto.fields).length > 0) {
      Object.defineProperty(copy, '…', { value: null, enumerable: true });
    }
    if (own) Object.setPrototypeOf(own, this.#proto(proto.proto));
    else if (isFunction(held)) {
      const value = this.#function(held, Number.POSITIVE_INFINITY);
      Object.defineProperty(copy, 'constructor', { value, configurable: true, writable: true });
    }
    return copy;
  }

  // --- functions -----------------------------------------------------------------------------------------------------

  /** The inert twin of a function; its properties are only copied where it is printed, at a finite level. */
  #function(fn: Closure | Builtin, level: number): object {
    const known = this.#twins.get(fn);
    if (known && known.level <= level) return known.twin;
    const object = functionObject(fn);
    const twin = known?.twin ?? this.#twin(fn, object);
    this.#twins.set(fn, { twin, level });
    if (level < Number.POSITIVE_INFINITY && !object.builtIn)
      this.#waiting.push({ value: fn, host: twin as Host, level });
    return twin;
  }

  #twin(fn: Closure | Builtin, object: FunctionObject): object {
    const twin = inertFunction(fn);
    // Known before its parents are looked at.
    this.#twins.set(fn, { twin, level: Number.POSITIVE_INFINITY });
    for (const key of ['name', 'length'] as const) {
      const held = Object.hasOwn(object.fields, key) ? object.fields[key] : undefined;
      if (held === undefined || held instanceof Special) Reflect.deleteProperty(twin, key);
      else Object.defineProperty(twin, key, { value: isObject(held) ? '' : untracked(held), configurable: true });
    }
    const parent = object.proto;
    if (parent instanceof FunctionObject) {
      Object.setPrototypeOf(twin, this.#function(parent.owner, Number.POSITIVE_INFINITY));
    } else if (parent === null) Object.setPrototypeOf(twin, null);
    return twin;
  }

  // --- properties ----------------------------------------------------------------------------------------------------

  #fill(value: Value, host: Host, level: number): void {
    const beyond = level > this.depth;
    if (this.custom && userText(this.call, value, host, CUSTOM, this.depth - level)) return;
    if (value instanceof PlainObject && !(value instanceof Namespace)) this.#tag(value, host);
    if (value instanceof Namespace) {
      Object.defineProperty(host, Symbol.toStringTag, { value: value.name });
      return;
    }
    if (isArray(value)) this.#fillList(value, host as unknown as unknown[], level);
    else if (value instanceof MapObject) this.#fillMap(value, host as unknown as Map<unknown, unknown>, level);
    else if (value instanceof SetObject) this.#fillSet(value, host as unknown as Set<unknown>, level);
    else if (value instanceof ArgumentsObject) Object.defineProperty(host, 'callee', { value: undefined });
    const fields = isArray(value)
      ? extraOf(value)?.fields
      : isFunction(value)
        ? functionObject(value).fields
        : (value as PlainObject).fields;
    if (fields) this.#fillFields(value, fields, host, level, beyond);
  }

  #fillFields(value: Value, fields: Record<Key, Value>, host: Host, level: number, beyond: boolean): void {
    for (const key of Reflect.ownKeys(fields)) {
      const held = fields[key];
      if (held instanceof Refused || (key === CUSTOM && isFunction(held))) continue;
      const enumerable = Object.getOwnPropertyDescriptor(fields, key)?.enumerable ?? false;
      if (isFunction(value) && !enumerable && (key === 'name' || key === 'length' || key === 'prototype')) continue;
      if (value instanceof RegExpObject && key === 'lastIndex') continue;
      if (value instanceof ErrorObject && key === 'stack' && held instanceof Accessor) continue;
      if (key === 'constructor' && isFunction(held) && Object.hasOwn(host, key)) continue;
      if (!this.#spend(host)) return;
      if (held instanceof Accessor) {
        Object.defineProperty(host, key, {
          ...(held.get !== undefined && { get: inertGetter }),
          ...(held.set !== undefined && { set: inertSetter }),
          enumerable,
          configurable: true,
        });
      } else {
        const copy = beyond && isObject(held) ? null : this.#child(host, held, level);
        Object.defineProperty(host, key, { value: copy, enumerable, writable: true, configurable: true });
      }
      // One is enough to say that there are any.
      if (beyond && enumerable) return;
    }
  }

  #fillList(list: readonly Value[], host: unknown[], level: number): void {
    if (level > this.depth) {
      host.length = list.length;
      return;
    }
    let count = Math.min(list.length, ITEMS);
    for (let k = 0; k < count; k++) {
      if (!(k in list)) {
        count = 0;
        break;
      }
    }
    if (count === 0) this.call.rt.budget.spend(this.call.rt, list.length / 64);
    const indices = count > 0 ? Array.from({ length: count }, (_, k) => k) : presentIndices(list);
    for (const k of indices) {
      if (!this.#spend(host)) return;
      host[k] = this.#child(host, list[k], level);
    }
    host.length = list.length;
  }

  #fillMap({ table }: MapObject, host: Map<unknown, unknown>, level: number): void {
    const beyond = level > this.depth;
    let count = 0;
    for (let entry = table.first; entry && count < (beyond ? 1 : ITEMS); entry = entry.next, count++) {
      if (!this.#spend(host)) return;
      host.set(
        beyond ? count : this.#child(host, entry.key, level),
        beyond ? 0 : this.#child(host, entry.value, level),
      );
    }
    this.#pad(table.size - count, (key) => host.set(key, undefined), beyond);
  }

  #fillSet({ table }: SetObject, host: Set<unknown>, level: number): void {
    const beyond = level > this.depth;
    let count = 0;
    for (let entry = table.first; entry && count < (beyond ? 1 : ITEMS); entry = entry.next, count++) {
      if (!this.#spend(host)) return;
      host.add(beyond ? count : this.#child(host, entry.key, level));
    }
    this.#pad(table.size - count, (key) => host.add(key), beyond);
  }

  /** What is not printed still counts. */
  #pad(missing: number, add: (key: symbol) => void, beyond: boolean): void {
    if (beyond || missing <= 0) return;
    this.call.rt.budget.spend(this.call.rt, missing);
    for (let k = 0; k < missing; k++) add(Symbol());
  }

  #child(host: object, value: Value, level: number): unknown {
    const copy = this.#copy(value, level + 1);
    if (typeof copy === 'object' && copy !== null) {
      const children = this.#children.get(host);
      if (children) children.push(copy);
      else this.#children.set(host, [copy]);
    }
    return copy;
  }

  #tag(value: PlainObject, host: Host): void {
    if (value instanceof ModuleNamespace) {
      Object.defineProperty(host, Symbol.toStringTag, { value: 'Module' });
      return;
    }
    const own = Object.getOwnPropertyDescriptor(value.fields, Symbol.toStringTag);
    if (own?.enumerable) return;
    const tag = userTag(this.call, value);
    // What the host's own prototype says need not be said again.
    if (tag !== null && host[Symbol.toStringTag] !== tag) {
      Object.defineProperty(host, Symbol.toStringTag, { value: tag, configurable: true, writable: true });
    }
  }

  /** Counts an entry; false once there are too many. */
  #spend(host: object): boolean {
    const { rt } = this.call;
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (++this.#entries <= ENTRIES) return true;
    const rest = { [CUSTOM]: () => '…' };
    if (Object.getPrototypeOf(host) !== null && Reflect.ownKeys(host).length > 1 && !Array.isArray(host)) {
      Object.defineProperty(host, '…', { value: rest, enumerable: true });
    } else Object.defineProperty(host, CUSTOM, { value: rest[CUSTOM], configurable: true });
    return false;
  }
}

/** The first indices that a list with holes really has. */
function presentIndices(list: readonly Value[]): number[] {
  const indices: number[] = [];
  // `some` passes over holes, however long they are.
  list.some((_item, k) => indices.push(k) > ITEMS);
  return indices;
}

function inertClass(): object {
  return class {};
}

/** A function of the host that does nothing, of the same kind. */
function inertFunction(fn: Closure | Builtin): object {
  if (fn instanceof Builtin) return () => undefined;
  const { role, generator, lexicalSelf } = fn.code.ir;
  if (fn.attached instanceof FunctionObject && fn.attached.isClass) return inertClass();
  if (generator) return function* () {};
  if (lexicalSelf || role === 'method') return () => undefined;
  // biome-ignore lint/complexity/useArrowFunction: an arrow has no prototype
  return function () {};
}

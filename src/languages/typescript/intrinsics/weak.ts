import type { Value } from '../../core/values';
import { isFunction, isObject } from '../conversions';
import { builtInObject, GlobalFunction, install, PlainObject, refuseOthers } from '../objects';
import { fill, instanceProto } from './collections';
import { builtin, builtins, type Call } from './define';
import { entryOf } from './map';
import { incompatible, needsNew } from './receiver';

const weakMapPrototype = builtInObject();
const weakSetPrototype = builtInObject();

/** Values by objects, which they do not keep alive; by symbols too, which they do. */
class WeakTable {
  readonly #objects = new WeakMap<object, Value>();
  readonly #symbols = new Map<symbol, Value>();

  #tableOf(key: Value): Map<Value, Value> {
    return (typeof key === 'symbol' ? this.#symbols : this.#objects) as Map<Value, Value>;
  }

  get(key: Value): Value {
    return this.#tableOf(key).get(key);
  }

  has(key: Value): boolean {
    return this.#tableOf(key).has(key);
  }

  set(key: Value, value: Value): void {
    this.#tableOf(key).set(key, value);
  }

  delete(key: Value): boolean {
    return this.#tableOf(key).delete(key);
  }
}

/** A `WeakMap` of the user's. */
export class WeakMapObject extends PlainObject {
  readonly table = new WeakTable();
}

/** A `WeakSet` of the user's. */
export class WeakSetObject extends PlainObject {
  readonly table = new WeakTable();
}

/** Whether a value has an identity of its own: objects and functions have, and symbols that are not registered. */
function canBeHeld(value: Value): boolean {
  if (typeof value === 'symbol') return Symbol.keyFor(value) === undefined;
  return isObject(value) || isFunction(value);
}

function mapOf(call: Call, name: string): WeakTable {
  if (call.self instanceof WeakMapObject) return call.self.table;
  throw incompatible(call, `WeakMap.prototype.${name}`);
}

function setOf(call: Call, name: string): WeakTable {
  if (call.self instanceof WeakSetObject) return call.self.table;
  throw incompatible(call, `WeakSet.prototype.${name}`);
}

function hold(call: Call, table: WeakTable, key: Value, value: Value, refusal: string): void {
  if (!canBeHeld(key)) throw call.rt.error('TypeError', refusal, call.source);
  table.set(key, value);
}

const MAP_KEY = 'Invalid value used as weak map key';
const SET_VALUE = 'Invalid value used in weak set';

const weakMapMethods = builtins(
  {
    delete: (call) => mapOf(call, 'delete').delete(call.args[0]),
    get: (call) => mapOf(call, 'get').get(call.args[0]),
    set(call) {
      hold(call, mapOf(call, 'set'), call.args[0], call.args[1], MAP_KEY);
      return call.self;
    },
    has: (call) => mapOf(call, 'has').has(call.args[0]),
  },
  { set: 2 },
);

const weakSetMethods = builtins({
  delete: (call) => setOf(call, 'delete').delete(call.args[0]),
  has: (call) => setOf(call, 'has').has(call.args[0]),
  add(call) {
    hold(call, setOf(call, 'add'), call.args[0], true, SET_VALUE);
    return call.self;
  },
});

install(weakMapPrototype, weakMapMethods);
install(weakMapPrototype, [[Symbol.toStringTag, 'WeakMap']]);
refuseOthers(
  weakMapPrototype,
  WeakMap.prototype,
  (name) => `\`${name}\` of a WeakMap is not supported; use another way`,
);
install(weakSetPrototype, weakSetMethods);
install(weakSetPrototype, [[Symbol.toStringTag, 'WeakSet']]);
refuseOthers(
  weakSetPrototype,
  WeakSet.prototype,
  (name) => `\`${name}\` of a WeakSet is not supported; use another way`,
);

function onlyNew(name: string) {
  return builtin(
    name,
    (call) => {
      throw needsNew(call, name);
    },
    0,
  );
}

/** `WeakMap`. */
export const weakMapGlobal = new GlobalFunction(
  'WeakMap',
  onlyNew('WeakMap'),
  (rt, args, source, target) => {
    const bare: Call = { rt, self: undefined, args, source };
    const map = new WeakMapObject(instanceProto(bare, target, weakMapPrototype));
    const call: Call = { ...bare, self: map };
    const add = (item: Value) => {
      const [key, value] = entryOf(call, item);
      hold(call, map.table, key, value, MAP_KEY);
    };
    fill(call, 'set', weakMapMethods.get('set'), add, (item) => entryOf(call, item));
    return map;
  },
  [],
  weakMapPrototype,
);

/** `WeakSet`. */
export const weakSetGlobal = new GlobalFunction(
  'WeakSet',
  onlyNew('WeakSet'),
  (rt, args, source, target) => {
    const bare: Call = { rt, self: undefined, args, source };
    const set = new WeakSetObject(instanceProto(bare, target, weakSetPrototype));
    const call: Call = { ...bare, self: set };
    const add = (item: Value) => hold(call, set.table, item, true, SET_VALUE);
    fill(call, 'add', weakSetMethods.get('add'), add, (item) => [item]);
    return set;
  },
  [],
  weakSetPrototype,
);

import type { Value } from '../../core/values';
import { isFunction, isObject } from '../conversions';
import { iterate, mapIteratorPrototype } from '../iteration';
import { getMember } from '../members';
import { GlobalFunction, install, isArray, refuseOthers } from '../objects';
import {
  CollectionIterator,
  fill,
  forEachEntry,
  instanceProto,
  lookUp,
  MapObject,
  mapPrototype,
  put,
} from './collections';
import { builtin, builtins, type Call, eachItem, getter } from './define';
import { type Entry, OrderedTable } from './orderedTable';
import { incompatible, needsNew, receiverText } from './receiver';

/** The receiver's table. */
function tableOf(call: Call, method: string): OrderedTable {
  if (call.self instanceof MapObject) return call.self.table;
  throw incompatible(call, method);
}

function walk(call: Call, name: string, give: (entry: Entry) => Value): CollectionIterator {
  return new CollectionIterator(tableOf(call, `Map.prototype.${name}`), give, mapIteratorPrototype, name === 'entries');
}

/** The methods of maps. Keys and values keep their origin; what is looked up by a tracked number does not depend on it. */
export const mapMethods = builtins(
  {
    get: (call) => lookUp(call, tableOf(call, 'Map.prototype.get'))?.value,
    set(call) {
      put(call, tableOf(call, 'Map.prototype.set'), call.args[0], call.args[1]);
      return call.self;
    },
    has: (call) => lookUp(call, tableOf(call, 'Map.prototype.has')) !== undefined,
    delete(call) {
      const table = tableOf(call, 'Map.prototype.delete');
      return lookUp(call, table) !== undefined && table.delete(call.args[0]);
    },
    clear(call) {
      tableOf(call, 'Map.prototype.clear').clear();
      return undefined;
    },
    entries: (call) => walk(call, 'entries', ({ key, value }) => [key, value]),
    forEach: (call) => forEachEntry(call, tableOf(call, 'Map.prototype.forEach'), ({ key, value }) => [value, key]),
    keys: (call) => walk(call, 'keys', ({ key }) => key),
    values: (call) => walk(call, 'values', ({ value }) => value),
  },
  { set: 2, clear: 0, entries: 0, keys: 0, values: 0 },
);

install(mapPrototype, mapMethods);
install(mapPrototype, [
  ['size', getter('size', (call) => tableOf(call, 'get Map.prototype.size').size)],
  [Symbol.iterator, mapMethods.get('entries')],
  [Symbol.toStringTag, 'Map'],
]);
refuseOthers(mapPrototype, Map.prototype, (name) => `\`${name}\` of a Map is not supported; use another way`);

/** Key and value of an entry that a constructor was given. */
export function entryOf(call: Call, item: Value): [key: Value, value: Value] {
  if (isArray(item)) return [item[0], item[1]];
  if (!isObject(item)) {
    throw call.rt.error('TypeError', `Iterator value ${receiverText(call, item)} is not an entry object`, call.source);
  }
  return [getMember(call.rt, item, 0, call.source), getMember(call.rt, item, 1, call.source)];
}

/** What `Map.groupBy` and `Object.groupBy` do: lists by what a callback gives for each element. */
export function grouped(call: Call, name: string, keyOf: (key: Value) => Value): OrderedTable {
  const { rt, args, source } = call;
  const [items, group] = args;
  if (items === undefined || items === null) {
    throw rt.error('TypeError', `${name} called on null or undefined`, source);
  }
  const groups = new OrderedTable();
  if (!isFunction(group)) throw rt.error('TypeError', `${receiverText(call, group)} is not a function`, source);
  eachItem(call, iterate(rt, items, source), (item, k) => {
    const key = keyOf(rt.call(group, undefined, [item, k], source));
    const list = groups.find(key)?.value as Value[] | undefined;
    if (list === undefined) put(call, groups, key, [item]);
    else {
      list.push(item);
      rt.checkGrowth(list.length, source);
    }
  });
  return groups;
}

/** `Map`. */
export const mapGlobal = new GlobalFunction(
  'Map',
  builtin(
    'Map',
    (call) => {
      throw needsNew(call, 'Map');
    },
    0,
  ),
  (rt, args, source, target) => {
    const bare: Call = { rt, self: undefined, args, source };
    const map = new MapObject(instanceProto(bare, target, mapPrototype));
    const call: Call = { ...bare, self: map };
    fill(
      call,
      'set',
      mapMethods.get('set'),
      (item) => put(call, map.table, ...entryOf(call, item)),
      (item) => entryOf(call, item),
    );
    return map;
  },
  builtins(
    {
      groupBy(call) {
        const result = new MapObject(mapPrototype);
        const groups = grouped(call, 'Map.groupBy', (key) => key);
        for (let entry = groups.first; entry; entry = entry.next) result.table.set(entry.key, entry.value);
        return result;
      },
    },
    { groupBy: 2 },
  ),
  mapPrototype,
);

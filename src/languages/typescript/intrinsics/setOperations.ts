import type { Cursor } from '../../core/ir';
import { DONE } from '../../core/ir';
import type { Value } from '../../core/values';
import { isFunction, isObject, toNumber, truthy } from '../conversions';
import { cursorOf } from '../iteration';
import { getMember } from '../members';
import { put, SetObject, setPrototype } from './collections';
import { builtins, type Call } from './define';
import type { Entry, OrderedTable } from './orderedTable';
import { incompatible } from './receiver';

/** The receiver's table. */
export function tableOf(call: Call, method: string): OrderedTable {
  if (call.self instanceof SetObject) return call.self.table;
  throw incompatible(call, method);
}

/** The other operand: a set, or anything that says its size, whether it has a value, and its keys. */
interface Other {
  readonly size: number;
  readonly has: (value: Value) => boolean;
  readonly keys: () => Cursor;
}

function otherOf(call: Call, name: string): Other {
  const { rt, args, source } = call;
  const other = args[0];
  const refuse = (type: string, message: string) => rt.error(type, message, source);
  if (!isObject(other) && !isFunction(other)) {
    throw refuse('TypeError', `Set.prototype.${name} argument must be an object`);
  }
  const size = toNumber(rt, getMember(rt, other, 'size', source), source);
  if (Number.isNaN(size)) throw refuse('TypeError', 'The .size property is NaN');
  if (Math.trunc(size) < 0) throw refuse('RangeError', `'${Math.trunc(size)}' is an invalid size`);
  const has = getMember(rt, other, 'has', source);
  if (!isFunction(has)) throw refuse('TypeError', 'string "has" is not a function');
  const keys = getMember(rt, other, 'keys', source);
  if (!isFunction(keys)) throw refuse('TypeError', 'string "keys" is not a function');
  return {
    size: Math.trunc(size),
    has: (value) => truthy(rt, rt.call(has, other, [value], source)),
    keys() {
      const iterator = rt.call(keys, other, [], source);
      if (!isObject(iterator)) throw refuse('TypeError', 'Result of the keys method is not an object');
      return cursorOf(rt, iterator, source);
    },
  };
}

/** Looks at each value of a table, those that are added on the way included, until `stop` says true. */
function someOf({ rt }: Call, table: OrderedTable, stop: (value: Value) => boolean): boolean {
  const next = table.cursor((entry: Entry) => entry.key);
  for (let value = next(); value !== DONE; value = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (stop(value)) return true;
  }
  return false;
}

/** The same for what an iterator gives, which is closed when the walk ends early. */
function someKey({ rt }: Call, next: Cursor, stop: (value: Value) => boolean): boolean {
  for (let value = next(); value !== DONE; value = next()) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (!stop(value)) continue;
    next.close?.();
    return true;
  }
  return false;
}

function copyOf(call: Call, table: OrderedTable): SetObject {
  const result = new SetObject(setPrototype);
  someOf(call, table, (value) => {
    put(call, result.table, value, undefined);
    return false;
  });
  return result;
}

/** The operations on two sets. */
export const setOperations = builtins({
  union(call) {
    const table = tableOf(call, 'Set.prototype.union');
    const keys = otherOf(call, 'union').keys();
    const result = copyOf(call, table);
    someKey(call, keys, (value) => {
      put(call, result.table, value, undefined);
      return false;
    });
    return result;
  },
  intersection(call) {
    const table = tableOf(call, 'Set.prototype.intersection');
    const other = otherOf(call, 'intersection');
    const result = new SetObject(setPrototype);
    const keep = (value: Value, both: boolean) => {
      if (both) put(call, result.table, value, undefined);
      return false;
    };
    if (table.size <= other.size) someOf(call, table, (value) => keep(value, other.has(value)));
    else someKey(call, other.keys(), (value) => keep(table.find(value)?.key, table.find(value) !== undefined));
    return result;
  },
  difference(call) {
    const table = tableOf(call, 'Set.prototype.difference');
    const other = otherOf(call, 'difference');
    const result = copyOf(call, table);
    const drop = (value: Value, common: boolean) => {
      if (common) result.table.delete(value);
      return false;
    };
    if (table.size <= other.size) someOf(call, table, (value) => drop(value, other.has(value)));
    else someKey(call, other.keys(), (value) => drop(value, true));
    return result;
  },
  symmetricDifference(call) {
    const table = tableOf(call, 'Set.prototype.symmetricDifference');
    const keys = otherOf(call, 'symmetricDifference').keys();
    const result = copyOf(call, table);
    someKey(call, keys, (value) => {
      if (table.find(value)) result.table.delete(value);
      else put(call, result.table, value, undefined);
      return false;
    });
    return result;
  },
  isSubsetOf(call) {
    const table = tableOf(call, 'Set.prototype.isSubsetOf');
    const other = otherOf(call, 'isSubsetOf');
    return table.size <= other.size && !someOf(call, table, (value) => !other.has(value));
  },
  isSupersetOf(call) {
    const table = tableOf(call, 'Set.prototype.isSupersetOf');
    const other = otherOf(call, 'isSupersetOf');
    return table.size >= other.size && !someKey(call, other.keys(), (value) => table.find(value) === undefined);
  },
  isDisjointFrom(call) {
    const table = tableOf(call, 'Set.prototype.isDisjointFrom');
    const other = otherOf(call, 'isDisjointFrom');
    const shares =
      table.size <= other.size
        ? someOf(call, table, (value) => other.has(value))
        : someKey(call, other.keys(), (value) => table.find(value) !== undefined);
    return !shares;
  },
});

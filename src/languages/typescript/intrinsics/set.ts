import type { Value } from '../../core/values';
import { setIteratorPrototype } from '../iteration';
import { GlobalFunction, install, refuseOthers } from '../objects';
import {
  CollectionIterator,
  fill,
  forEachEntry,
  instanceProto,
  lookUp,
  put,
  SetObject,
  setPrototype,
} from './collections';
import { builtin, builtins, type Call, getter } from './define';
import type { Entry } from './orderedTable';
import { needsNew } from './receiver';
import { setOperations, tableOf } from './setOperations';

function walk(call: Call, name: string, give: (entry: Entry) => Value): CollectionIterator {
  return new CollectionIterator(tableOf(call, `Set.prototype.${name}`), give, setIteratorPrototype, name === 'entries');
}

const values = builtin('values', (call) => walk(call, 'values', ({ key }) => key), 0);

/** The methods of sets. Values keep their origin. */
export const setMethods = builtins(
  {
    has: (call) => lookUp(call, tableOf(call, 'Set.prototype.has')) !== undefined,
    add(call) {
      put(call, tableOf(call, 'Set.prototype.add'), call.args[0], undefined);
      return call.self;
    },
    delete(call) {
      const table = tableOf(call, 'Set.prototype.delete');
      return lookUp(call, table) !== undefined && table.delete(call.args[0]);
    },
    clear(call) {
      tableOf(call, 'Set.prototype.clear').clear();
      return undefined;
    },
    entries: (call) => walk(call, 'entries', ({ key }) => [key, key]),
    forEach: (call) => forEachEntry(call, tableOf(call, 'Set.prototype.forEach'), ({ key }) => [key, key]),
  },
  { clear: 0, entries: 0 },
);

install(setPrototype, setMethods);
install(setPrototype, setOperations);
install(setPrototype, [
  ['size', getter('size', (call) => tableOf(call, 'get Set.prototype.size').size)],
  ['values', values],
  ['keys', values],
  [Symbol.iterator, values],
  [Symbol.toStringTag, 'Set'],
]);
refuseOthers(setPrototype, Set.prototype, (name) => `\`${name}\` of a Set is not supported; use another way`);

/** `Set`. */
export const setGlobal = new GlobalFunction(
  'Set',
  builtin(
    'Set',
    (call) => {
      throw needsNew(call, 'Set');
    },
    0,
  ),
  (rt, args, source, target) => {
    const bare: Call = { rt, self: undefined, args, source };
    const set = new SetObject(instanceProto(bare, target, setPrototype));
    const call: Call = { ...bare, self: set };
    fill(
      call,
      'add',
      setMethods.get('add'),
      (item) => put(call, set.table, item, undefined),
      (item) => [item],
    );
    return set;
  },
  [],
  setPrototype,
);

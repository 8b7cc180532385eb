import { Tracked, type Value } from '../../core/values';
import { prototypeFrom } from '../construct';
import { isNullish } from '../conversions';
import { IteratorObject, iterate } from '../iteration';
import { getMember } from '../members';
import { builtInObject, PlainObject } from '../objects';
import { type Call, eachItem } from './define';
import { type Entry, OrderedTable, type Position } from './orderedTable';
import { functionArgument } from './receiver';

export const mapPrototype = builtInObject();
export const setPrototype = builtInObject();

/** A `Map` of the user's. */
export class MapObject extends PlainObject {
  readonly table = new OrderedTable();
}

/** A `Set` of the user's: its values are the keys of a table. */
export class SetObject extends PlainObject {
  readonly table = new OrderedTable();
}

/** A walk over a map or a set; printing looks at what is still to come. */
export class CollectionIterator extends IteratorObject {
  constructor(
    readonly table: OrderedTable,
    readonly give: (entry: Entry) => Value,
    proto: PlainObject,
    /** Whether it gives keys with values. */
    readonly pairs = false,
    readonly position: Position = { last: null },
  ) {
    let open = true;
    super((mode) => {
      const entry = open && mode === 'next' ? table.advance(position) : null;
      if (entry) return { done: false, value: give(entry) };
      if (mode === 'next') {
        open = false;
        position.done = true;
      }
      return { done: true, value: undefined };
    }, proto);
  }
}

/** An entry holds five fields and a place in a table of the host's. */
const ENTRY_SIZE = 8;
const GROWTH = 8192;

/** Adds to a table within the budget. */
export function put({ rt, source }: Call, table: OrderedTable, key: Value, value: Value): void {
  if (!table.set(key, value)) return;
  if (table.size % GROWTH === 0) rt.checkSize(table.size * ENTRY_SIZE, source, GROWTH * ENTRY_SIZE);
}

/** Looks a key up by its number, which has no gradient. */
export function lookUp({ rt, args, source }: Call, table: OrderedTable): Entry | undefined {
  if (args[0] instanceof Tracked) rt.cuts.note(args[0].node, 'index', source);
  return table.find(args[0]);
}

/** `forEach` of a map or a set: `give` says what it hands to the callback. */
export function forEachEntry(call: Call, table: OrderedTable, give: (entry: Entry) => Value[]): undefined {
  const visit = functionArgument(call, call.args[0]);
  const { rt, self, args, source } = call;
  eachItem(
    call,
    table.cursor((entry) => entry),
    (item) => void rt.call(visit, args[1], [...give(item as Entry), self], source),
  );
  return undefined;
}

/**
 * Fills a new collection from the first argument of its class: through the `adder` that it inherits, which a class of the
 * user's may have overridden; `fast` does what the built-in one does.
 */
export function fill(
  call: Call,
  adder: string,
  builtInAdder: Value,
  fast: (item: Value) => void,
  argumentsOf: (item: Value) => Value[],
): void {
  const { rt, self, args, source } = call;
  if (isNullish(args[0])) return;
  const add = getMember(rt, self, adder, source);
  if (add !== builtInAdder) functionArgument(call, add);
  eachItem(call, iterate(rt, args[0], source), (item) => {
    if (add === builtInAdder) fast(item);
    else rt.call(add, self, argumentsOf(item), source);
  });
}

/** The prototype that `new` gives an instance. */
export function instanceProto({ rt, source }: Call, target: Value, fallback: PlainObject): PlainObject {
  return prototypeFrom(rt, target, fallback, source);
}

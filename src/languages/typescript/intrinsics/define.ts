import { RegionKind } from '../../../engine/regions';
import type { SourceId } from '../../../engine/sources';
import { closing } from '../../core/compileStatement';
import { Builtin } from '../../core/functions';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { callSite, isFunction, isNullish, toInteger } from '../conversions';
import { deleteMember, getMember, hasMember, setMember } from '../members';
import { Accessor, isArray } from '../objects';
import { TypedArray } from '../typedArray';

/** What a built-in function gets. */
export interface Call {
  readonly rt: Runtime;
  readonly self: Value;
  readonly args: Value[];
  readonly source: SourceId;
  /** The name of the function, for messages. */
  readonly name?: string;
}

export type Implementation = (call: Call) => Value;

/** Turns a table of implementations into built-in functions. `lengths` are those that `f.length` reports, 1 by default. */
export function builtins(
  table: Readonly<Record<string, Implementation>>,
  lengths: Readonly<Record<string, number>> = {},
): Map<string, Value> {
  return new Map(
    Object.entries(table).map(([name, implementation]) => [
      name,
      builtin(name, implementation, Object.hasOwn(lengths, name) ? lengths[name] : 1),
    ]),
  );
}

export function builtin(name: string, implementation: Implementation, length = 1): Builtin {
  return new Builtin(name, length, (rt, self, args, source) => implementation({ rt, self, args, source, name }));
}

/** A property that is computed when it is read, such as `size`. */
export function getter(name: string, implementation: Implementation): Accessor {
  return new Accessor(builtin(`get ${name}`, implementation, 0), undefined);
}

/** Methods that V8 names where they are called on nothing; of others it says that nothing is no object. */
const NAMED_ON_NOTHING =
  /^(concat|find|findIndex|findLast|findLastIndex|indexOf|forEach|filter|map|every|some|reduce|reduceRight)$/;

/** The receiver as a list: an array itself, of anything else with a length and indices a copy. */
export function arrayOf(call: Call): Value[] {
  const { rt, self, source, name = '' } = call;
  if (isArray(self)) return self;
  if (isNullish(self)) {
    const isNamed = NAMED_ON_NOTHING.test(name);
    const named = `Array.prototype.${name} called on null or undefined`;
    throw rt.error('TypeError', isNamed ? named : 'Cannot convert undefined or null to object', source);
  }
  if (self instanceof TypedArray) return self.list();
  const length = Math.min(Math.max(toInteger(rt, getMember(rt, self, 'length', source), source), 0), 2 ** 32 - 1);
  rt.checkSize(length, source);
  const list: Value[] = new Array(length);
  for (let k = 0; k < length; k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (typeof self === 'string' || hasMember(self, String(k))) list[k] = getMember(rt, self, k, source);
  }
  return list;
}

/** Changes the receiver in place as the host does, with the host's message where it is frozen. */
export function changing<T>(call: Call, change: (array: Value[]) => T): T | Value {
  const { rt, self, source } = call;
  if (!isArray(self)) return changingList(call, change);
  // What the host does in one go takes time, too.
  if (self.length > 4096) rt.budget.spend(rt, self.length / 64);
  try {
    return change(self);
  } catch (error) {
    // A callback of the user's may have frozen it on the way.
    if (error instanceof TypeError && !Object.isExtensible(self)) throw rt.error('TypeError', error.message, source);
    throw error;
  }
}

const SETS_LENGTH = /^(push|pop|shift|unshift|splice)$/;

/** The same for what is no array: changes a list of its elements, and writes back what is different. */
function changingList<T>(call: Call, change: (array: Value[]) => T): T | Value {
  const { rt, self, source, name = '' } = call;
  const list = arrayOf(call);
  const before = list.slice();
  const result = change(list);
  for (let k = 0; k < Math.max(before.length, list.length); k++) {
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (k in list) {
      if (!(k in before) || before[k] !== list[k]) setMember(rt, self, k, list[k], source);
    } else if (k in before) deleteMember(rt, self, k, source);
  }
  if (SETS_LENGTH.test(name)) setMember(rt, self, 'length', list.length, source);
  return result === list ? self : result;
}

/** The callback of a method such as `map`. */
export function callback(call: Call, index = 0): Value {
  const value = call.args[index];
  if (isFunction(value)) return value;
  throw call.rt.error('TypeError', `${callSite(value)} is not a function`, call.source);
}

/**
 * Calls `turn` for 0 … count - 1 as iterations of a loop, so that what a callback does is known as iteration k of its
 * call. Ends early when `turn` returns `true`.
 */
export function eachIndex(
  { rt, source }: Call,
  count: number,
  turn: (index: number) => unknown,
  backwards = false,
): void {
  const { tape } = rt;
  const outer = tape.enterRegion(RegionKind.loop, source);
  const loop = tape.currentRegion;
  for (let k = 0; k < count; k++) {
    tape.enterIteration(loop, k);
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    if (turn(backwards ? count - 1 - k : k) === true) break;
  }
  tape.leaveRegion(outer);
}

/**
 * Calls `turn` for each element that a cursor gives, as iterations of a loop. Ends early when `turn` returns `true`; then,
 * and when it throws, the iterator is closed.
 */
export function eachItem({ rt, source }: Call, next: Cursor, turn: (item: Value, index: number) => unknown): void {
  const { tape } = rt;
  const { close } = next;
  const outer = tape.enterRegion(RegionKind.loop, source);
  const loop = tape.currentRegion;
  let index = 0;
  for (let item = next(); item !== DONE; item = next()) {
    const element = item;
    tape.enterIteration(loop, index);
    if (--rt.budget.fuel < 0) rt.budget.refuel(rt);
    const k = index++;
    if ((close ? closing(rt, close, () => turn(element, k)) : turn(element, k)) === true) {
      close?.();
      break;
    }
  }
  tape.leaveRegion(outer);
}

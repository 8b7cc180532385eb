import { RegionKind } from '../../../engine/regions';
import type { SourceId } from '../../../engine/sources';
import { closing } from '../../core/compileStatement';
import { Builtin } from '../../core/functions';
import { type Cursor, DONE } from '../../core/ir';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { callSite, isFunction, isNullish, toInteger } from '../conversions';
import { getMember, hasMember } from '../members';
import { Accessor, isArray } from '../objects';
import { TypedArray } from '../typedArray';

/** What a built-in function gets. */
export interface Call {
  readonly rt: Runtime;
  readonly self: Value;
  readonly args: Value[];
  readonly source: SourceId;
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
  return new Builtin(name, length, (rt, self, args, source) => implementation({ rt, self, args, source }));
}

/** A property that is computed when it is read, such as `size`. */
export function getter(name: string, implementation: Implementation): Accessor {
  return new Accessor(builtin(`get ${name}`, implementation, 0), undefined);
}

/** The receiver as a list: an array itself, of anything else with a length and indices a copy. */
export function arrayOf(call: Call): Value[] {
  const { rt, self, source } = call;
  if (isArray(self)) return self;
  if (isNullish(self)) throw rt.error('TypeError', 'Array.prototype method called on null or undefined', source);
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
export function changing<T>(call: Call, change: (array: Value[]) => T): T {
  const { rt, self, source } = call;
  if (!isArray(self)) {
    throw rt.unsupported('changing something that is no array with a method of arrays is not supported', source);
  }
  // What the host does in one go takes time, too.
  if (self.length > 4096) rt.budget.spend(rt, self.length / 64);
  if (Object.isExtensible(self)) return change(self);
  try {
    return change(self);
  } catch (error) {
    if (error instanceof TypeError) throw rt.error('TypeError', error.message, source);
    throw error;
  }
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

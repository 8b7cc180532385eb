import { RegionKind } from '../../../engine/regions';
import type { SourceId } from '../../../engine/sources';
import { Builtin } from '../../core/functions';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { isFunction, shownInMessage } from '../conversions';
import { isArray } from '../objects';

/** What a built-in function gets. */
export interface Call {
  readonly rt: Runtime;
  readonly self: Value;
  readonly args: Value[];
  readonly source: SourceId;
}

export type Implementation = (call: Call) => Value;

/** Turns a table of implementations into built-in functions. `lengths` are those that `f.length` reports, 1 by default. */
export function builtins(table: Readonly<Record<string, Implementation>>): Map<string, Value> {
  return new Map(Object.entries(table).map(([name, implementation]) => [name, builtin(name, implementation)]));
}

export function builtin(name: string, implementation: Implementation, length = 1): Builtin {
  return new Builtin(name, length, (rt, self, args, source) => implementation({ rt, self, args, source }));
}

/** The receiver as an array, for methods that were detached and called on something else. */
export function arrayOf({ rt, self, source }: Call): Value[] {
  if (isArray(self)) return self;
  throw rt.unsupported('array methods on something that is not an array are not supported', source);
}

/** The callback of a method such as `map`. */
export function callback(call: Call, index = 0): Value {
  const value = call.args[index];
  if (isFunction(value)) return value;
  throw call.rt.error('TypeError', `${shownInMessage(call.rt, value, call.source)} is not a function`, call.source);
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

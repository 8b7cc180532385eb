import type { Value } from '../../core/values';
import { toInteger } from '../conversions';
import { isArray } from '../objects';
import { alike, clampIndex } from './arrayResult';
import { arrayOf, type Call, changing } from './define';

/** {@link changing} for what takes one step: the host itself says where an array is frozen. */
export function quickly(call: Call, change: (array: Value[], call: Call) => Value): Value {
  const { rt, self, source } = call;
  if (!isArray(self)) return changing(call, (array) => change(array, call));
  try {
    return change(self, call);
  } catch (error) {
    if (error instanceof TypeError) throw rt.error('TypeError', error.message, source);
    throw error;
  }
}

/** Adds a call's arguments to an array; gives its length. */
export function pushAll(array: Value[], { rt, args, source }: Call): number {
  // The length is set even where nothing is added.
  if (args.length === 0 && !Object.isExtensible(array)) array.length = Number(array.length);
  for (let k = 0; k < args.length; k++) {
    array.push(args[k]);
    rt.checkGrowth(array.length, source);
  }
  return array.length;
}

/** `splice` of the host, which takes its arguments one by one: not more of them than it can take. */
export function spliced(array: Value[], start: number, count: number, added: readonly Value[]): Value[] {
  const removed = array.splice(start, count, ...added.slice(0, PIECE));
  for (let k = PIECE; k < added.length; k += PIECE) array.splice(start + k, 0, ...added.slice(k, k + PIECE));
  return removed;
}

/** How many arguments the host is given at most. */
export const PIECE = 10_000;

/** `splice`: gives what it takes out. */
export function splice(call: Call): Value {
  const array = arrayOf(call);
  const start = clampIndex(call, call.args[0], array.length, 0);
  const rest = array.length - start;
  const count =
    call.args.length === 0
      ? 0
      : call.args.length === 1
        ? rest
        : Math.min(Math.max(toInteger(call.rt, call.args[1], call.source), 0), rest);
  call.rt.checkSize(array.length - count + call.args.length, call.source, call.args.length);
  const removed = changing(call, (self) => spliced(self, start, count, call.args.slice(2))) as Value[];
  return alike(call, removed, count, true);
}
